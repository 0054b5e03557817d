"""The answers out of a student's file, into the instructor's own notebook: what a student's kernel is to run.

No field of a student's file is trusted. A cell with an answer is found by its id, else by its ``grade_id``, else by its
comment, “# Your answer to 1.1”. What is run:

- the instructor's own plain cells and check cells; a student's check cells, edited, added or doubled, never are;
- the student's answers and any cell that the student added, since an answer may need it, in the order of the student's
  file. So a student gets what *Run All* gives in that file, with three differences in the student's favour: a starter
  that was left beside a filled-in answer does not undo it, a plain cell of ours runs before the first answer that may
  need it, and a check runs after its answer wherever it stood;
- of two different answers to one task both, so that the last one counts, and a cell that was split works;
- for a task without an answer its check, which says that there is none.

``metadata.seminar.answers`` of a hand-in file is never read: it is what the student's kernel said, and a mark rests on what
runs here. ``execution_count`` is not read either.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from dataclasses import dataclass, field

from ..exercises.conventions import FORM, WHY, cell_id, known, marker
from .notebook import LONGEST, Found, Notebook, marked, task_of

HELPERS = 200  # cells of a student's own, beside the answers, that are taken


@dataclass(frozen=True)
class Cell:
    """A code cell that is to run. ``name`` is its id in the instructor's notebook, or ``helper-1`` and so on."""

    kind: str  # given, student, check
    task: str  # of an answer (of several in one cell the first) and of a check; else empty
    source: str
    name: str
    blank: bool = False  # the starter of an answer cell, as it stands


@dataclass(frozen=True)
class Transplant:
    """What is to run, with sentences for the student (``notes``) and reasons for a person to look (``flags``).

    ``python`` is the version that the file says wrote it, such as (3, 13); empty if it does not say. ``tried`` is what the file says of
    the student's attempts, as JSON: the student's own word.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    python: tuple[int, ...] = ()
    tried: str = ""


# --- the instructor's notebook -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Place:
    """A code cell of the instructor's notebook: answer, check, given or not run; ``key`` is its task, else its name."""

    role: str
    key: str
    name: str
    source: str


def _places(blank: Notebook, tasks: list[str]) -> list[_Place]:
    named = {cell_id(role, t): (role, t) for role in ("answer", "check") for t in tasks}
    named |= {name: ("not run", name) for name in ("hand-in", FORM, WHY)}
    found = [(next(iter(c.names), ""), c.source) for c in blank.cells if c.code]
    return [_Place(*named.get(name, ("given", name)), name, source) for name, source in found]


def _plain(source: str) -> str:
    """The source without what nobody sees: spaces at the ends of lines, empty lines around."""
    return "\n".join(line.rstrip() for line in source.splitlines()).strip()


def _substance(source: str) -> str:
    """What a cell says, whatever its comments, spaces and sort of quotation marks."""
    lines = (line for line in source.splitlines() if not line.lstrip().startswith("#"))
    return re.sub(r"[\s;]", "", "".join(lines)).replace("'", '"')


# --- whose cell is which -------------------------------------------------------------------------------------------


@dataclass
class _Reading:
    """A student's cells beside the instructor's: what each is, which are taken, and what is to be said of it."""

    found: tuple[Found, ...]
    places: list[_Place]
    tasks: list[str]
    wins: dict[int, list[str]] = field(default_factory=dict)  # cell -> the tasks whose answer it is
    dropped: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._named = {p.name: p for p in self.places}
        self._same = {_plain(p.source): p for p in reversed(self.places)}
        self.starters = {p.key: _plain(p.source) for p in self.places if p.role == "answer"}
        self.marks = [marked(c.source, self.tasks) for c in self.found]
        self.roles = [self._role(c, marks) for c, marks in zip(self.found, self.marks, strict=True)]

    def _role(self, cell: Found, marks: list[str]) -> _Place | None:
        """The place in the instructor's notebook that a cell stands for; None for a cell of the student's own."""
        named = next((self._named[n] for n in cell.names if n in self._named), None)
        if named and named.role == "answer":
            return named
        if marks:
            return self._named.get(cell_id("answer", marks[0]))
        return named or self._same.get(_plain(cell.source))

    def choose(self) -> None:
        """Find each task's answer, then look at the cells that are ours."""
        for task in self.tasks:
            self._choose(task)
        for index, place in enumerate(self.roles):
            if place and place.role != "answer":
                self._look(place, self.found[index])
        if not self.wins:
            self.flags.append("No cell with an answer was found. Is it the notebook of this exercise?")

    def _choose(self, task: str) -> None:
        mine = [i for i, p in enumerate(self.roles) if self.found[i].code and p and (p.role, p.key) == ("answer", task)]
        short = [i for i in mine if len(self.found[i].source) <= LONGEST]
        self.dropped |= set(mine) - set(short)
        filled = [i for i in short if self._is_filled(i, task)] or self._beside(task)
        left = filled or [i for i in short if self.found[i].source.strip()] or short
        if left:
            won = self.wins.setdefault(left[-1], [])
            won.insert(0 if left[-1] in mine else len(won), task)  # what a cell is named for comes first
        self.dropped |= set(short) - set(filled)
        self._doubled(task, filled)
        self._missing(task, bool(mine), bool(left))

    def _is_filled(self, index: int, task: str) -> bool:
        source = _plain(self.found[index].source)
        return source not in ("", marker(task), self.starters.get(task))

    def _beside(self, task: str) -> list[int]:
        """Cells that are named for another task and bear this one's comment as well: cells that were merged."""
        bears = [i for i, marks in enumerate(self.marks) if task in marks and self.found[i].code]
        return [i for i in bears if len(self.found[i].source) <= LONGEST and self._is_filled(i, task)]

    def _doubled(self, task: str, filled: list[int]) -> None:
        last = {_plain(self.found[i].source): i for i in filled}
        self.dropped |= set(filled) - set(last.values())
        if len(last) > 1:
            self.flags.append(
                f"{len(last)} different cells answer {task}; they were run in the order of the file, so that the last one counts."
            )

    def _missing(self, task: str, there: bool, taken: bool) -> None:
        if taken:
            return
        as_text = any(not c.code and task_of(c, self.tasks) == task for c in self.found)
        if there:
            said = f"The cell for {task} is longer than {LONGEST:,} characters and was not taken. Shorten it and hand in again."
        elif as_text:
            said = f"The cell for {task} is a text cell, which does not run. Make it a code cell (its type stands in the toolbar) and hand in again."
        elif self._is_set(task):
            return
        else:
            said = f"No cell for {task} was found. It begins with “{marker(task)}”; put that line back above your answer and hand in again."
        self.notes.append(said)

    def _is_set(self, task: str) -> bool:
        """Whether a cell that lost its comment seems to hold the answer; it runs as any cell that a student added."""
        sets = re.compile(rf"^(def\s+)?{known()['tasks'][task]['name']}\s*[=(:]", re.MULTILINE)
        return any(c.code and sets.search(c.source) for c, p in zip(self.found, self.roles, strict=True) if not p)

    def _look(self, place: _Place, cell: Found) -> None:
        """Flag a check or a plain cell of ours that was changed in substance."""
        if not cell.code or place.role == "not run" or _substance(cell.source) == _substance(place.source):
            return
        what = f"The check cell of {place.key}" if place.role == "check" else f"The cell “{place.name}”"
        also = "" if place.role == "check" else ", and the edited one after it"
        said = f"{what} was edited; the instructor's own was used{also}."
        self.flags += [said] * (said not in self.flags)


# --- in which order ------------------------------------------------------------------------------------------------


@dataclass
class _Order:
    """Cells as they are to run. A check waits until its place in the file, or the next answer, is reached."""

    reading: _Reading
    out: list[Cell] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    helpers: int = 0

    def __post_init__(self) -> None:
        places = self.reading.places
        self.given = [p for p in places if p.role == "given"]
        self.checks = {p.key: p for p in places if p.role == "check"}
        answers = [i for i, p in enumerate(places) if p.role == "answer"]
        self.before = {places[i].key: [g for g in places[:i] if g.role == "given"] for i in answers}
        self.answered = {t for tasks in self.reading.wins.values() for t in tasks}

    def all(self) -> list[Cell]:
        """Every cell, in order."""
        self._give(self.before.get(next(iter(self.reading.tasks)), []))
        for index, cell in enumerate(self.reading.found):
            if index in self.reading.wins:
                self._answer(cell, self.reading.wins[index])
            elif cell.code and index not in self.reading.dropped:
                self._other(cell, self.reading.roles[index])
        self._checked(self.waiting)
        self._give(self.given)
        self._checked(list(self.checks))
        return self.out

    def _answer(self, cell: Found, tasks: list[str]) -> None:
        self._checked(self.waiting)
        for task in tasks:
            self._give(self.before.get(task, []))
        if cell.source.strip():
            blank = _plain(cell.source) == self.reading.starters.get(tasks[0])
            self.out.append(Cell("student", tasks[0], cell.source, cell_id("answer", tasks[0]), blank))
        self.waiting = list(tasks)

    def _other(self, cell: Found, place: _Place | None) -> None:
        if place and place.role == "check":
            self._checked([place.key] if place.key in self.waiting or place.key not in self.answered else [])
        elif place and place.role == "given":
            self._give([place])
            if _substance(cell.source) != _substance(place.source):
                self._help(cell)
        elif not place or place.role == "answer":
            self._help(cell)

    def _help(self, cell: Found) -> None:
        if not cell.source.strip():
            return
        self.helpers += 1
        if self.helpers > HELPERS:
            said = f"Only the first {HELPERS} cells that you added were run. Delete those that your answers do not need and hand in again."
        elif len(cell.source) > LONGEST:
            said = f"A cell that you added is longer than {LONGEST:,} characters and was not taken. Shorten it and hand in again."
        else:
            self.out.append(Cell("student", "", cell.source, f"helper-{self.helpers}"))
            return
        self.reading.notes += [said] * (said not in self.reading.notes)

    def _give(self, places: list[_Place]) -> None:
        for place in [p for p in places if p in self.given]:
            self.given.remove(place)
            self.out.append(Cell("given", "", place.source, place.name))

    def _checked(self, tasks: list[str]) -> None:
        for task in [t for t in tasks if t in self.checks]:
            place = self.checks.pop(task)
            self.out.append(Cell("check", task, place.source, place.name))


# --- what the run is given -----------------------------------------------------------------------------------------


def transplant(handed_in: Notebook, exercise: str, blank: Notebook) -> Transplant:
    """The cells that are to run for what a student handed in, given the instructor's blank notebook of the exercise."""
    tasks = known()["exercises"][exercise]["tasks"]
    reading = _Reading(handed_in.cells, _places(blank, tasks), tasks)
    reading.choose()
    cells, notes, flags = tuple(_Order(reading).all()), tuple(reading.notes), tuple(reading.flags)
    return Transplant(cells, notes, flags, handed_in.python, handed_in.tried)


def fingerprint(transplant: Transplant, extra: str = "") -> str:
    """The same for the same cells and the same ``extra`` (key, seed, versions): a run with it need not be repeated."""
    cells = [[c.kind, c.task, c.source, c.name] for c in transplant.cells]
    ours = () < transplant.python <= sys.version_info[:2]
    body = {"cells": cells, "python": "ours" if ours else transplant.python, "extra": extra, "tried": transplant.tried}
    return hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
