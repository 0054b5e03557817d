"""What a class earned: which hand-in counts, each student's points task by task, a person's marks among them, and totals.

Functions here turn graded hand-ins into numbers and touch no file. The same hand-ins in any order give the same. Points that people
see are rounded to tenths, an exercise's after its tasks are added up, so that pages and sheets agree.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from sys import intern

from ..exercises import marking
from ..exercises.marking import tenth
from .by_hand import Hand, Hands
from .course import Course
from .records import NOT_GRADED, CheckMark, Graded, HandIn
from .sheets import digest, folded, line
from .shelf import Shelf

SET = 0.25  # an exercise that fewer of the class than this handed in was not set, unless the course says so
ALIKE = 3  # entries that two hand-ins have wrong in the same way, before they are named
_FORM_NOTE = "Your cell for {} "

# --- which hand-in counts --------------------------------------------------------------------------------------------


def choose(graded: Sequence[Graded]) -> Sequence[Graded]:
    """The same hand-ins, sorted, each told whether it counts: at most one for a student and an exercise. Of a shelf it gives a shelf.

    The highest ``copy`` counts; of equal copies, such as a notebook and the file that its last cell wrote, the one with
    more points. A file that has a problem never counts. A fault of the machine in the latest copy does not bring back an
    older one: the latest counts, and is not graded.
    """
    keys = [_order(one) for one in graded]
    alike = {key for key, count in Counter(keys).items() if count > 1}
    order = sorted(range(len(keys)), key=lambda i: (keys[i], repr(graded[i].result) if keys[i] in alike else ""))
    best: dict[tuple[str, str], tuple[tuple, int]] = {}
    for i in order:
        student, exercise, problem = keys[i][0], keys[i][1], keys[i][5]
        if student and exercise and not problem:
            place, rank = (student, exercise), _rank(graded[i])
            if place not in best or rank > best[place][0]:
                best[place] = rank, i
    winners = {i for _rank, i in best.values()}
    chosen = (replace(graded[i], counts=i in winners) for i in order)
    return Shelf(Graded, chosen) if isinstance(graded, Shelf) else list(chosen)


def _order(one: Graded) -> tuple:
    """By student, exercise, copy and file; what is left breaks ties, so that no order of arrival shows."""
    handin = one.handin
    exercise, problem = intern(handin.exercise), intern(handin.problem)
    return (intern(handin.student), exercise, handin.copy, handin.file, handin.name, problem)


def _rank(one: Graded) -> tuple:
    marked = not why_not(one)
    return (one.handin.copy, marked, one.result.points if marked and one.result else 0)


def why_not(one: Graded, tasks: Iterable[str] = (), by_hand: Iterable[str] = ()) -> str:
    """Why a hand-in has no total, in a sentence; empty if it has one. ``tasks`` must have been marked, by machine or ``by_hand``."""
    if one.handin.problem or one.result is None:
        return one.handin.problem or "The file has not been run. Grade again."
    if one.result.fault:
        return one.result.fault
    done = set(by_hand)
    failed = [m for m in one.result.marks if m.state == NOT_GRADED and m.task not in done]
    if failed:
        return f"Task {failed[0].task} was not graded. {failed[0].message}".strip()
    missing = sorted(set(tasks) - {m.task for m in one.result.marks} - done)
    return f"Task {missing[0]} has no mark. Grade again." if missing else ""


# --- students and tasks ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody who handed something in: ``key`` tells students apart; theirs are the ``files`` from one place of the chosen up to another."""

    key: str
    name: str
    chosen: Sequence[Graded]
    places: range = range(0)

    @property
    def files(self) -> list[Graded]:
        """Theirs, chosen and sorted."""
        return [self.chosen[i] for i in self.places]

    def counting(self, exercise: str) -> Graded | None:
        """The hand-in that counts for an exercise, if there is one."""
        return next((f for f in self.files if f.counts and f.handin.exercise == exercise), None)


def roll(chosen: Sequence[Graded], sort_by: dict[str, str]) -> list[Student]:
    """The students, by name, or by what ``sort_by`` says of them. A file that is nobody's makes no student."""
    made, at = [], 0
    for key, own in groupby(chosen, lambda one: one.handin.student):
        names = [line(one.handin.name) for one in own]
        if key:
            made.append(Student(intern(key), _name(key, names), chosen, range(at, at + len(names))))
        at += len(names)
    return sorted(made, key=lambda s: (folded(sort_by.get(s.key) or s.name), s.name, s.key))


def _name(key: str, names: list[str]) -> str:
    given = Counter(filter(None, names))
    return intern(min(given, key=lambda n: (-given[n], n)) if given else line(key))


@dataclass(frozen=True)
class Tasks:
    """The tasks of one exercise: its title, what a machine marks and what a person does, each with its points."""

    title: str
    machine: dict[str, float]
    person: dict[str, float]

    @classmethod
    def of(cls, exercise: str, checks: dict) -> Tasks:
        """From ``checks.json``; an exercise that is not there has its own name, and no tasks."""
        known = checks["exercises"].get(exercise, {"title": line(exercise), "tasks": []})
        points = {t: checks["tasks"][t]["points"] for t in known["tasks"]}
        prose = {t for t in points if checks["tasks"][t]["kind"] == "prose"}
        machine, person = ({t: p for t, p in points.items() if (t in prose) == by} for by in (False, True))
        return cls(known["title"], machine, person)

    @property
    def short(self) -> str:
        """``Exercise 1``, of "Exercise 1: the argument"."""
        return self.title.split(":")[0]


# --- points ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """One task of one student: the mark as it was made, a person's word on it, and how much it counts (0: left out)."""

    mark: CheckMark
    by_person: bool
    weight: float
    hand: Hand | None = None

    @property
    def points(self) -> float | None:
        """What was earned, before weighing; None while a person has still to read it, or where it was not graded."""
        if self.hand and self.hand.points is not None:
            return self.hand.points
        to_read = self.by_person and self.mark.state != "not attempted"
        return None if to_read or self.mark.state in (NOT_GRADED, "for a person") else self.mark.points

    @property
    def waits(self) -> bool:
        """Whether a person has still to read it."""
        return self.by_person and self.points is None and self.mark.state != NOT_GRADED and self.weight > 0

    @property
    def overridden(self) -> bool:
        return not self.by_person and self.hand is not None and self.hand.points is not None


@dataclass(frozen=True)
class Score:
    """What one student earned in one exercise. ``why`` says why there are no points; ``costs`` is the per cent that lateness took."""

    items: tuple[Item, ...]
    why: str = ""
    late: bool = False
    costs: float = 0

    @property
    def waits(self) -> list[str]:
        """The tasks that a person has still to read."""
        return [i.mark.task for i in self.items if i.waits]

    @property
    def earned(self) -> float | None:
        """The points so far; None where something was not graded."""
        return None if self.why else self._sum(self.items)

    @property
    def total(self) -> float | None:
        """The points, once nothing waits for a person."""
        return None if self.waits else self.earned

    def part(self, by_person: bool) -> float | None:
        """The machine's points, or a person's; None where there are none yet."""
        own = [i for i in self.items if i.by_person == by_person]
        return None if self.why or any(i.waits for i in own) else self._sum(own)

    def _sum(self, items: Iterable[Item]) -> float:
        return tenth(sum((i.points or 0) * i.weight for i in items) * (1 - self.costs / 100))


def counted(mark: CheckMark, which: str) -> CheckMark:
    """The mark that a course counts: of the last answer, of the first, or the best of all that the student tells of.

    Who writes a right answer into the attempts could have handed it in: no more can be gained by it than by the last answer.
    """
    if which == "last" or not mark.tries or mark.state in (NOT_GRADED, "for a person"):
        return mark
    points = mark.tries[0] if which == "first" else max(mark.points, *mark.tries)
    if points == mark.points:
        return mark
    said = f"Your {which} answer counts in this course; the one handed in earns {marking.amount(mark.points)} of {marking.amount(mark.out_of)}."
    state = "right" if points >= mark.out_of else "not yet"
    return replace(mark, points=points, state=state, message=f"{said} {mark.message}".strip())


@dataclass
class Gradebook:
    """A class, its course and its marks by hand. ``words`` are the questions' own (task → place → sentence); ``key`` the key's tasks."""

    graded: Sequence[Graded]
    checks: dict
    course: Course = field(default_factory=Course)
    hands: Hands = field(default_factory=Hands)
    released: frozenset[str] = frozenset()
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    key: dict = field(default_factory=dict)
    sort_by: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chosen = choose(self.graded)
        self.students = roll(self.chosen, self.sort_by)
        self.exercises = sorted({one.handin.exercise for one in self.chosen} - {""})
        self._tasks = {name: Tasks.of(name, self.checks) for name in self.exercises}
        self._at_hand: dict[str, dict[str, Score | None]] = {}  # of the student who was asked about last

    def tasks(self, exercise: str) -> Tasks:
        return self._tasks[exercise]

    @cached_property
    def set(self) -> list[str]:
        """The exercises that were set: those that the course names, else what a quarter of the class handed in."""
        done = Counter(f.handin.exercise for s in self.students for f in s.files if f.counts)
        few = SET * len({s.key for s in self.students if any(f.counts for f in s.files)})
        return [e for e in self.exercises if (e in self.course.exercises if self.course.exercises else done[e] >= few)]

    def score(self, student: Student, exercise: str) -> Score | None:
        """What a student earned in an exercise; None where no hand-in counts."""
        if student.key not in self._at_hand:
            self._at_hand = {student.key: {}}
        own = self._at_hand[student.key]
        if exercise not in own:
            own[exercise] = self._score(student, exercise)
        return own[exercise]

    def _score(self, student: Student, exercise: str) -> Score | None:
        one, of = student.counting(exercise), self.tasks(exercise)
        if one is None:
            return None
        marks = one.result.marks if one.result and not one.result.fault else ()
        items = tuple(self._item(counted(m, self.course.counts), student, exercise, of) for m in marks)
        late = self.course.is_late(exercise, student.key, student.name, one.handin.late)
        needed = [t for t in [*of.machine, *of.person] if self.course.weight(t, exercise)]
        left_out = {m.task for m in marks} - set(needed)
        why = why_not(one, needed, {i.mark.task for i in items if i.hand and i.hand.points is not None} | left_out)
        return Score(items, why, late, self.course.costs(student.key, student.name) if late else 0)

    def _item(self, mark: CheckMark, student: Student, exercise: str, of: Tasks) -> Item:
        hand = self.hands.rows.get((student.key, mark.task))
        by_person = mark.task in of.person or mark.state == "for a person"
        return Item(mark, by_person, self.course.weight(mark.task, exercise), hand)

    def best(self, exercise: str, by_person: bool | None = None) -> float:
        """The most that an exercise can give: by the machine, by a person, or (None) by both."""
        of = self.tasks(exercise)
        points = {**(of.machine if not by_person else {}), **(of.person if by_person is not False else {})}
        return sum(p * self.course.weight(t, exercise) for t, p in points.items())

    def total(self, student: Student) -> tuple[float | None, float]:
        """The points over all exercises that were set, so far, and what these could give; None where nothing is marked."""
        scores = [self.score(student, e) for e in self.set]
        earned = [s.earned for s in scores if s and s.earned is not None]
        return (round(sum(earned), 1) if earned else None), sum(map(self.best, self.set))

    def whole(self, exercise: str) -> Iterator[Graded]:
        """The hand-ins of an exercise that count and have been graded in every part."""
        for student in self.students:
            score, one = self.score(student, exercise), student.counting(exercise)
            if one and score and score.earned is not None:
                yield one

    def items(self) -> Iterator[tuple[Student, Item]]:
        """Every task of everybody's."""
        scores = ((s, self.score(s, e)) for s in self.students for e in self.exercises)
        return ((s, item) for s, score in scores if score for item in score.items)

    def to_read(self) -> list[tuple[str, str, str, float]]:
        """Every text that a person marks, read or not: student, name, task, points at most."""
        return [
            (s.key, s.name, i.mark.task, i.mark.out_of)
            for s, i in self.items()
            if i.by_person and i.weight and i.mark.state not in ("not attempted", NOT_GRADED)
        ]

    def given_by_hand(self) -> list[tuple[str, str, str, str, str]]:
        """Every mark that a person gave: student's key, name and task, the answer that stands there now, and the row in words."""
        return [
            (s.key, s.name, i.mark.task, i.mark.answer, f"{i.hand.points} {i.hand.reason} {i.hand.comment}")
            for s, i in self.items()
            if i.hand and i.hand.points is not None
        ]

    def marks(self) -> Iterator[tuple[str, str, str, str]]:
        """Every mark that stands, in words, with student's key, name and task: what two runs are compared by."""
        given = ((s, i.mark.task, i.points) for s, i in self.items())
        return ((s.key, s.name, t, intern(marking.amount(points))) for s, t, points in given if points is not None)


# --- what a person should look at ------------------------------------------------------------------------------------


def form_faults(one: Graded, checks: dict) -> list[str]:
    """A sentence for each task whose form was not right, a comma or a quotation mark, whether it cost points or was read as meant."""
    made = []
    for mark in one.marks:
        task = checks["tasks"].get(mark.task)
        lost = not mark.points and mark.state in ("not yet", "not attempted")
        if task is None or not (lost or mark.slip):
            continue
        answer = read(mark.answer)
        stopped = next((n for n in one.all_notes if n.startswith(_FORM_NOTE.format(mark.task))), "")
        said = marking.fault(task["form"], answer) if answer is not None and task["kind"] != "function" else ""
        if stopped or (said and not marking.is_blank(task["form"], answer)):
            made.append(f"Form, {mark.task}: {stopped or said}")
    return made


def alike(book: Gradebook) -> dict[tuple[str, str], str]:
    """Hand-ins of two students that agree in every entry, wrong ones too: for each student and file a sentence on the others."""
    prose = {t for t, about in book.checks["tasks"].items() if about["kind"] == "prose"}
    made = {}
    for exercise in book.exercises:
        seen = Counter(map(_entries, book.whole(exercise)))
        groups: defaultdict[str, list[HandIn]] = defaultdict(list)
        wrong: dict[str, int] = {}
        for one in book.whole(exercise):
            if seen[entries := _entries(one)] > 1:
                if entries not in wrong:
                    long = any(m.task in prose and len(m.answer.split()) > 10 for m in one.marks)
                    found = sum(_wrong(book, m.task, m.answer) for m in one.marks)
                    wrong[entries] = found if long or found >= ALIKE else -1
                if wrong[entries] >= 0:
                    groups[entries].append(one.handin)
        for entries, own in groups.items():
            for handin in own:
                names = ", ".join(line(o.name) for o in own if o is not handin)
                said = f"Agrees with {names} in every entry, {wrong[entries]} wrong ones too. That proves nothing; look at both."
                made[handin.student, handin.file] = said
    return made


def _entries(one: Graded) -> str:
    """Stands for every entry of a hand-in."""
    return digest(repr([(m.task, m.answer) for m in one.marks]), 32)


def _wrong(book: Gradebook, task: str, answer: str) -> int:
    """How many entries of an answer the key gives nothing for."""
    about, accept = book.checks["tasks"].get(task), book.key.get(task, {}).get("accept", {})
    if about is None or not accept or about["form"]["shape"] == "function":
        return 0
    form, value = about["form"], read(answer)
    if marking.is_blank(form, value) or marking.fault(form, value):
        return 0
    given = [(path, marking.canonical(v)) for path, v in marking.paths(form, value) if path in accept]
    return sum(not accept[path].get(v, 0) for path, v in given)


def read(answer: str) -> object:
    """An answer from its JSON; None if there is none to read."""
    try:
        return json.loads(answer) if answer else None
    except (ValueError, RecursionError):
        return None
