"""A loop for a cell that awaits. asyncio wakes its own by a pair of sockets, which the sandbox refuses; this one looks every few milliseconds."""

from __future__ import annotations

import asyncio
import selectors
import sys
from collections.abc import Coroutine

OFTEN = 0.02  # seconds between two looks for what another thread has asked of the loop


class _Selector(selectors.DefaultSelector):
    def select(self, timeout: float | None = None) -> list:
        return super().select(OFTEN if timeout is None else min(timeout, OFTEN))


class _Loop(asyncio.SelectorEventLoop):
    def _make_self_pipe(self) -> None:
        self._csock = None  # without one, nothing is sent to wake the loop

    def _close_self_pipe(self) -> None:
        """There is none."""


_loop: list[asyncio.AbstractEventLoop] = []


def run(cell: Coroutine) -> None:
    """Run a cell's coroutine to its end, in the loop of the cells before it."""
    if not _loop:
        _loop.append(
            asyncio.new_event_loop() if sys.platform == "win32" else _Loop(_Selector())
        )  # Windows has no sandbox
        asyncio.set_event_loop(_loop[0])
    _loop[0].run_until_complete(cell)
