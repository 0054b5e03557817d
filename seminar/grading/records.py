"""What the rooms of grading hand to one another: a file that was handed in, and what its run gave."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from ..exercises.marking import amount

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

    ``answer`` is the student's answer as canonical JSON, empty if none was read.
    """

    task: str
    points: float
    out_of: float
    state: str
    message: str
    answer: str = ""


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

    @property
    def worded(self) -> str:
        return f"{amount(self.points)} of {amount(sum(m.out_of for m in self.marks))}"

    def to_json(self) -> dict:
        return asdict(self)

    @classmethod
    def from_json(cls, body: dict) -> Result:
        marks = tuple(CheckMark(**m) for m in body["marks"])
        return cls(body["fingerprint"], marks, tuple(body["notes"]), tuple(body["flags"]), body["fault"])


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
