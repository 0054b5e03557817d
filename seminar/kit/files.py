"""One reader and one writer for every small file of a student or an instructor.

Reading: UTF-8 with or without a byte order mark, and UTF-16; anything else is refused with a sentence, and no character
is ever guessed. Writing: whole or not at all, to a draft that then replaces the file; a lock makes two kernels that write
at once take turns.
"""

from __future__ import annotations

import codecs
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from ..errors import SeminarError

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "only soft file lock")  # a browser has no other kind
    from filelock import FileLock, Timeout

_PATIENCE = 10  # seconds to wait while another kernel writes, which takes milliseconds
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class FileError(SeminarError):
    """A file that cannot be used; the message is a sentence for its owner."""


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes. FileError if they are not in one of the encodings above."""
    encoding = next((e for mark, e in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError(
            f"{name} is not text in UTF-8 (byte {error.start:,} cannot be read). "
            "Save it again with the encoding UTF-8, or make a new one."
        ) from None
    return text.replace("\r\n", "\n")


def read(path: Path) -> str:
    """The text of a file. FileNotFoundError if there is none; FileError says why it cannot be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise FileError(f"{path.name} cannot be read: {error.strerror or error}.") from None
    return decode(data, path.name)


def write(path: Path, content: str | bytes | Iterable[bytes], lasting: bool = True) -> Path:
    """Write a file whole: after a crash there is the old one or the new one, never a part. OSError if it cannot be written.

    ``lasting`` waits until the disk has it, so that it outlives a power cut as well; what can be made again need not wait.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    pieces = [data] if isinstance(data, bytes) else data
    draft = path.with_name(f".{path.name}.{uuid4().hex[:8]}.new")
    try:
        with draft.open("xb") as file:
            file.writelines(pieces)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    return path


def set_aside(path: Path) -> Path | None:
    """Move the file at ``path`` to an unused name beside it (``name.kept-1.json``, -2, …) and return that; None if there is no file."""
    if not path.exists():
        return None
    number = 1
    while (other := path.with_name(f"{path.stem}.kept-{number}{path.suffix}")).exists():
        number += 1
    return path.replace(other)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Lock a file for a change, reading included, so that two kernels change it one after the other.

    Where no lock can be made, as in a read-only folder, the change goes ahead without one. FileError if another program
    keeps it locked.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout:
        raise FileError(f"{path.name} is being written by another program. Try again in a moment.") from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        lock.release()
