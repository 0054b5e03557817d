"""Records on disk: a class of any size is gone through one record at a time, and memory holds only where each stands."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

import msgspec

Record = TypeVar("Record")
_CLOSE = 64  # records that were read last and are at hand


class ShelfError(OSError):
    """The temporary folder takes no more; the message says why."""


class Shelf(Sequence[Record]):
    """Records of one ``kind``, in a temporary file without a name. What comes out is equal to what was put in, and is another object."""

    def __init__(self, kind: type[Record], records: Iterable[Record] = ()) -> None:
        self._kind, self._ends = kind, array("Q", [0])
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it is closed with the shelf
        self._opened = lru_cache(_CLOSE)(self._read)
        for record in records:
            self.append(record)

    def append(self, record: Record) -> None:
        """Put a record at the end. ShelfError if there is no room for it."""
        written = msgspec.json.encode(record, order="sorted")
        try:
            self._file.seek(self._ends[-1])
            self._file.write(written)
            self._file.flush()
        except OSError as error:
            where = f"the temporary folder ({tempfile.gettempdir()})"
            raise ShelfError(f"Nothing more can be kept in {where}: {error.strerror}") from None
        self._ends.append(self._ends[-1] + len(written))

    def keep(self, record: Record) -> Shelved[Record]:
        """Put a record at the end, and give what finds it again."""
        self.append(record)
        return Shelved(self, len(self) - 1)

    def json(self, at: int) -> bytes:
        """A record as it is written: JSON, its keys sorted."""
        self._file.seek(self._ends[at])
        return self._file.read(self._ends[at + 1] - self._ends[at])

    def _read(self, at: int) -> Record:
        return msgspec.json.decode(self.json(at), type=self._kind)

    def __getitem__(self, at: int) -> Record:  # type: ignore[override]  # nobody takes a slice
        return self._opened(range(len(self))[at])

    def __len__(self) -> int:
        return len(self._ends) - 1


class Shelved(Generic[Record]):
    """One record of a shelf, on it still."""

    __slots__ = ("_at", "_shelf")

    def __init__(self, shelf: Shelf[Record], at: int) -> None:
        self._shelf, self._at = shelf, at

    def opened(self) -> Record:
        """The record."""
        return self._shelf[self._at]
