"""A loop for a cell that awaits, without the pair of sockets by which asyncio wakes its own: the sandbox has none."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine


class _End:
    """An end of a pipe, in the place of a socket."""

    def __init__(self, number: int) -> None:
        self.number = number
        os.set_blocking(number, False)

    def fileno(self) -> int:
        return self.number

    def recv(self, most: int) -> bytes:
        return os.read(self.number, most)

    def send(self, data: bytes) -> int:
        return os.write(self.number, data)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self.number)


class _Loop(asyncio.SelectorEventLoop):
    _internal_fds: int  # these three are asyncio's own, which its published types leave out
    _add_reader: Callable[[int, Callable[[], None]], None]
    _read_from_self: Callable[[], None]

    def _make_self_pipe(self) -> None:
        self._ssock, self._csock = map(_End, os.pipe())
        self._internal_fds += 1
        self._add_reader(self._ssock.fileno(), self._read_from_self)


_loop: list[_Loop] = []


def run(cell: Coroutine) -> None:
    """Run a cell's coroutine to its end, in the loop of the cells before it."""
    if not _loop:
        _loop.append(_Loop())
        asyncio.set_event_loop(_loop[0])
    _loop[0].run_until_complete(cell)
