"""What the rooms of grading hand to one another: a file that was handed in, and what its run gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from ..kit import files
from .notebook import Notebook
from .shelf import Shelved

NOT_GRADED = "not graded"  # the state of a check that a fault of the machine kept from being marked


@dataclass(frozen=True, slots=True)
class HandIn:
    """One file that somebody handed in. Every file in the submissions becomes one, whatever it is.

    ``student`` is what tells students apart, empty if it is nobody's; ``name`` is as written. ``file`` is where it stood in the
    submissions, with ``/``; of a file within a zip ``outer.zip/inner.ipynb``. ``copy`` counts the hand-ins of one student for one
    exercise, the latest highest ("name (1).ipynb", Canvas's "-1"). ``problem`` says in a sentence why the file is not graded;
    empty if it may be. ``platform`` (empty where a person gave the names), ``number`` (the student there) and ``source`` (the zip
    or folder that it came in) are what a platform says besides.
    """

    student: str
    name: str
    file: str
    exercise: str = ""
    late: bool = False
    copy: int = 0
    notebook: Shelved[Notebook] | None = field(default=None, repr=False)
    problem: str = ""
    platform: str = ""
    number: str = ""
    source: str = ""

    @property
    def who(self) -> str:
        """What ``who.csv`` calls whoever handed this in."""
        told = f"{self.platform or 'name'}:{self.number}" if self.number else f"file:{self.source}/{self.file}"
        return told.strip()


@dataclass(frozen=True, slots=True)
class CheckMark:
    """What one check cell earned. ``state`` is a Mark's (right, not yet, not attempted, for a person), or ``not graded``.

    ``answer`` is the student's answer as canonical JSON, empty if none was read. ``slip`` tells that the points may have been lost
    by a slip of form (a missing comma, a name that is not one of those allowed), not of content: a person may want to look. ``tries`` are
    the points of each answer that the check looked at, the first one first, as far as the hand-in tells of them: the student's word.
    """

    task: str
    points: float
    out_of: float
    state: str
    message: str
    answer: str = ""
    slip: bool = False
    tries: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What the run of one transplanted notebook gave.

    ``notes`` are sentences for the student (a cell that stopped with an error, or ran too long); ``flags`` are reasons for a
    person to look (the kernel was ended from within, forged output, an edited check). ``fault`` is a fault of the machine, in
    a sentence: then nothing was marked, and the submission is to be run again.
    """

    fingerprint: str
    marks: tuple[CheckMark, ...] = ()
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    fault: str = ""

    @property
    def points(self) -> float:
        return round(sum(m.points for m in self.marks), 4)


class Store:
    """Results on disk, one file each, by fingerprint. A damaged file is no result; ``damaged`` counts them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.damaged = folder, 0
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, fingerprint: str) -> Result | None:
        """What was kept under a fingerprint, if anything was."""
        try:
            result = msgspec.json.decode(self._path(fingerprint).read_bytes(), type=Result)
            if result.fingerprint == fingerprint:
                return result
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            pass
        self.damaged += 1
        return None

    def put(self, result: Result) -> None:
        """Keep a result."""
        put(self._path(result.fingerprint), msgspec.json.encode(result))

    def _path(self, fingerprint: str) -> Path:
        return self.folder / f"{fingerprint}.json"


@dataclass(frozen=True, slots=True)
class Graded:
    """A file handed in, together with what came of it.

    ``result`` is None where the file was not run (``handin.problem`` says why). ``counts`` tells whether this is the one that
    counts for its student and exercise. ``notes`` and ``flags`` are the transplant's; the result has its own.
    """

    handin: HandIn
    result: Result | None = None
    counts: bool = False
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[CheckMark, ...]:
        """What the run marked; nothing where it was not run."""
        return self.result.marks if self.result else ()

    @property
    def all_notes(self) -> tuple[str, ...]:
        """The transplant's notes and the run's."""
        return (*self.notes, *(self.result.notes if self.result else ()))

    @property
    def all_flags(self) -> tuple[str, ...]:
        """The transplant's flags and the run's."""
        return (*self.flags, *(self.result.flags if self.result else ()))


def put(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all. PermissionError says so if another program holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        files.write(path, content, lasting=False)
    except PermissionError:
        raise PermissionError(
            f"{path.name} cannot be written. Is it open in another program? Close it there, and grade again."
        ) from None
