"""What the rooms of grading hand to one another: a file that was handed in, and what its run gave."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..kit import files

# How long a cell, and a whole hand-in, may run unless an instructor says otherwise
CELL_SECONDS, ALL_SECONDS = 20.0, 60.0
NOT_GRADED = "not graded"  # the state of a check that a fault of the machine kept from being marked


@dataclass(frozen=True)
class HandIn:
    """One file that somebody handed in. Every file in the submissions becomes one, whatever it is.

    ``student`` is what tells students apart: the platform's number if it gives one, else the name as written. ``file`` is
    where it stood in the submissions, with ``/``; of a file within a zip ``outer.zip/inner.ipynb``. ``copy`` counts the hand-ins of
    one student for one exercise, the latest highest ("name (1).ipynb", Canvas's "-1"). ``problem`` says in a sentence why
    the file is not graded; empty if it may be.
    """

    student: str
    name: str
    file: str
    exercise: str = ""
    late: bool = False
    copy: int = 0
    content: bytes = field(default=b"", repr=False)
    problem: str = ""


@dataclass(frozen=True)
class CheckMark:
    """What one check cell earned. ``state`` is a Mark's (right, not yet, not attempted, for a person), or ``not graded``.

    ``answer`` is the student's answer as canonical JSON, empty if none was read. ``slip`` tells that the points may have been lost
    by a slip of form (a missing comma, a name that is not one of those allowed), not of content: a person may want to look.
    """

    task: str
    points: float
    out_of: float
    state: str
    message: str
    answer: str = ""
    slip: bool = False


@dataclass(frozen=True)
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

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict) -> Result:
        marks = tuple(CheckMark(**m) for m in body["marks"])
        return cls(body["fingerprint"], marks, tuple(body["notes"]), tuple(body["flags"]), body["fault"])


class Store:
    """Results on disk, one file each, by fingerprint. A damaged file is no result; ``damaged`` counts them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.damaged = folder, 0
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, fingerprint: str) -> Result | None:
        """What was kept under a fingerprint, if anything was."""
        try:
            text = (self.folder / f"{fingerprint}.json").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            text = ""
        try:
            result = Result.from_json(json.loads(text))
            if result.fingerprint == fingerprint:
                return result
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        self.damaged += 1
        return None

    def put(self, result: Result) -> None:
        """Keep a result."""
        put(
            self.folder / f"{result.fingerprint}.json", json.dumps(result.to_json(), ensure_ascii=False).encode("utf-8")
        )


@dataclass(frozen=True)
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


def put(path: Path, content: bytes) -> None:
    """Write a file whole or not at all. PermissionError says so if another program holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        files.write(path, content, lasting=False)
    except PermissionError:
        raise PermissionError(
            f"{path.name} cannot be written. Is it open in another program? Close it there, and grade again."
        ) from None
