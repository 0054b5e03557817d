"""What a class earned, as tables: every check in ``marks.csv``, every student in ``grades.csv``; and the class in figures.

Functions here turn graded hand-ins into text or numbers and touch no file, but for :func:`put`, which writes one. The same
hand-ins in any order give the same bytes: rows are sorted, lines end in a line feed, no time and no absolute path stands in them.
The files are UTF-8 with a byte-order mark, without which Excel shows "Məmmədova" as "MÉ™mmÉ™dova". Moodle takes the mark off
(``trim_utf8_bom``), and Canvas looks for "Student" anywhere in the first header, so it does no harm there.

How the grades are imported, as the importers' own sources have it (``lib/gradebook_importer.rb``; ``grade/import/csv``; ``mod/assign/feedback/offline``):

- ``grades.csv`` suits any gradebook whose import lets one say which column is what; it has maxima in its headers and one row a
  student, nothing else. In Moodle's gradebook map ``student`` to what the folders were named by (ID number, username, email),
  and each column to an existing grade item: some versions read an empty cell as 0 when the import makes a new item.
- ``grades_canvas.csv`` is made if the files came from Canvas. Canvas wants the columns Student, ID and Section first, and takes the
  maxima from a row "Points Possible". The number in the names of its downloads is that ID. Canvas shows all changes first.
- ``grades_moodle/NAME.csv`` is made if the files came from Moodle: the assignment's grading worksheet. The number in Moodle's folders
  is known to this import alone, as "Participant 1000". An empty grade is skipped, and so is one above the assignment's
  maximum, which must be that of the exercise. Where a person has still to read something, the grade is left empty. The words
  are English; on a site in another language copy the column into the worksheet that the site itself gives out.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
import statistics
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from ..exercises import marking
from .records import NOT_GRADED, CheckMark, Graded

MARKS = (
    "student", "name", "exercise", "file", "task", "points", "out_of", "state", "message", "counts", "late",
)  # fmt: skip
_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # OWASP, "CSV Injection"; the wide ones count in East Asian settings
_TURNS = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)  # marks that turn the direction of what follows


# --- which hand-in counts --------------------------------------------------------------------------------------------


def choose(graded: Iterable[Graded]) -> list[Graded]:
    """The same hand-ins, sorted, each told whether it counts: at most one for a student and an exercise.

    The highest ``copy`` counts; of equal copies, such as a notebook and the file that its last cell wrote, the one with
    more points. A file that has a problem never counts. A fault of the machine in the latest copy does not bring back an
    older one: the latest counts, and is not graded.
    """
    ordered = sorted(graded, key=_order)
    best: dict[tuple[str, str], int] = {}
    for i, one in enumerate(ordered):
        place = (one.handin.student, one.handin.exercise)
        if all(place) and not one.handin.problem and (place not in best or _rank(one) > _rank(ordered[best[place]])):
            best[place] = i
    winners = set(best.values())
    return [replace(one, counts=i in winners) for i, one in enumerate(ordered)]


def _order(one: Graded) -> tuple:
    """By student, exercise, copy and file; what is left breaks ties, so that no order of arrival shows."""
    handin, told = one.handin, json.dumps(one.result.to_json() if one.result else "", sort_keys=True)
    return (handin.student, handin.exercise, handin.copy, handin.file, handin.name, handin.problem, told)


def _rank(one: Graded) -> tuple:
    marked = not why_not(one)
    return (one.handin.copy, marked, one.result.points if marked else 0)


def why_not(one: Graded, tasks: Iterable[str] = ()) -> str:
    """Why a hand-in has no total, in a sentence; empty if it has one. ``tasks`` are those that must have been marked."""
    if one.handin.problem or one.result is None:
        return one.handin.problem or "The file has not been run. Grade again."
    if one.result.fault:
        return one.result.fault
    failed = [m for m in one.result.marks if m.state == NOT_GRADED]
    if failed:
        return f"Task {failed[0].task} was not graded. {failed[0].message}".strip()
    missing = sorted(set(tasks) - {m.task for m in one.result.marks})
    return f"Task {missing[0]} has no mark. Grade again." if missing else ""


# --- students and what they earned -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Student:
    """Somebody who handed something in: ``key`` tells students apart, ``files`` are theirs, chosen and sorted."""

    key: str
    name: str
    files: tuple[Graded, ...]

    def counting(self, exercise: str) -> Graded | None:
        """The hand-in that counts for an exercise, if there is one."""
        return next((f for f in self.files if f.counts and f.handin.exercise == exercise), None)


def roll(chosen: Iterable[Graded]) -> list[Student]:
    """The students, by name. A file that is nobody's makes no student. Of several names the most frequent is taken."""
    files = defaultdict(list)
    for one in chosen:
        if one.handin.student:
            files[one.handin.student].append(one)
    made = [Student(key, _name(key, own), tuple(own)) for key, own in files.items()]
    return sorted(made, key=lambda s: (_folded(s.name), s.name, s.key))


def _folded(name: str) -> str:
    """A name as it is sorted: Éva beside Eva."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _name(key: str, files: list[Graded]) -> str:
    names = Counter(n for f in files if (n := line(f.handin.name)))
    return min(names, key=lambda n: (-names[n], n)) if names else line(key)


def exercises(chosen: Iterable[Graded]) -> list[str]:
    """The exercises of which something was handed in, in order."""
    return sorted({one.handin.exercise for one in chosen} - {""})


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
        return cls(
            known["title"],
            {t: p for t, p in points.items() if t not in prose},
            {t: p for t, p in points.items() if t in prose},
        )

    @property
    def short(self) -> str:
        """``Exercise 1``, of "Exercise 1: the argument"."""
        return self.title.split(":")[0]

    def earned(self, one: Graded | None) -> float | None:
        """What the machine gave, to two places; None where nothing was handed in or not all of it was graded."""
        if one is None or why_not(one, [*self.machine, *self.person]):
            return None
        return round(sum(m.points for m in one.result.marks if self.by_machine(m)), 2)

    def by_machine(self, mark: CheckMark) -> bool:
        return mark.task not in self.person and mark.state != "for a person"

    def to_read(self, one: Graded | None) -> list[CheckMark]:
        """What a person has still to read: prose of which there is some."""
        marks = one.result.marks if one is not None and one.result else ()
        return [m for m in marks if not self.by_machine(m) and m.state not in ("not attempted", NOT_GRADED)]


def total(earned: Iterable[float | None]) -> float | None:
    """The sum of what is marked; None where nothing is."""
    marked = [points for points in earned if points is not None]
    return round(sum(marked), 2) if marked else None


# --- tables as text --------------------------------------------------------------------------------------------------


def tables(chosen: list[Graded], checks: dict) -> dict[str, str]:
    """Every table that this class has, by its file's name."""
    made = {"marks.csv": marks_csv(chosen), "grades.csv": grades_csv(chosen, checks)}
    if _mostly(chosen, _canvas_id):
        made["grades_canvas.csv"] = canvas_csv(chosen, checks)
    for exercise in exercises(chosen) if _mostly(chosen, _moodle_id) else []:
        made[f"grades_moodle/{_plain(exercise)}.csv"] = moodle_csv(chosen, checks, exercise)
    return made


def marks_csv(chosen: list[Graded]) -> str:
    """A row for each check that was run, and one for each file that was not graded, with the reason as its message."""
    rows = []
    for one in chosen:
        who = [one.handin.student, one.handin.name, one.handin.exercise, one.handin.file]
        last = ["yes" if one.counts else "no", "yes" if one.handin.late else "no"]
        marks = one.result.marks if one.result and not one.result.fault and not one.handin.problem else ()
        rows += [[*who, m.task, *_earned(m), m.state, m.message, *last] for m in marks]
        if not marks:
            rows.append([*who, "", None, None, NOT_GRADED, why_not(one) or "The run gave no marks.", *last])
    return _csv([list(MARKS), *rows])


def _earned(mark: CheckMark) -> list[float | None]:
    waits = mark.state in (NOT_GRADED, "for a person")
    return [None if waits else round(mark.points, 4), mark.out_of]


def grades_csv(chosen: list[Graded], checks: dict) -> str:
    """A row a student: for each exercise the machine's points, and an empty cell for a person's where there is prose.

    A cell is empty where nothing was handed in or not all was graded. What was handed in blank has 0.
    """
    of = {name: Tasks.of(name, checks) for name in exercises(chosen)}
    best = sum(sum(t.machine.values()) for t in of.values())
    rows = [["student", "name", *_heads(of, maxima=True), f"total by the machine (of {marking.amount(best)})"]]
    for student in roll(chosen):
        rows.append([student.key, student.name, *_cells(student, of), total(_all_earned(student, of))])
    return _csv(rows)


def canvas_csv(chosen: list[Graded], checks: dict) -> str:
    """The grades as Canvas imports them; each column becomes an assignment, so there is no total."""
    of = {name: Tasks.of(name, checks) for name in exercises(chosen)}
    maxima = [points for t in of.values() for points in _maxima(t)]
    rows = [["Student", "ID", "Section", *_heads(of)], ["Points Possible", "", "", *maxima]]
    for student in roll(chosen):
        number = next(filter(None, map(_canvas_id, student.files)), "")
        rows.append([student.name, number, "", *_cells(student, of)])
    return _csv(rows)


def moodle_csv(chosen: list[Graded], checks: dict, exercise: str) -> str:
    """The grading worksheet of one exercise. Columns that Moodle does not know, it leaves alone."""
    of = Tasks.of(exercise, checks)
    by_machine, by_person = (marking.amount(sum(t.values())) for t in (of.machine, of.person))
    more = [f"By the machine (of {by_machine})", f"By a person (of {by_person})"] if of.person else []
    rows = [["Identifier", "Full name", "Grade", "Maximum Grade", "Last modified (grade)", *more]]
    for student in roll(chosen):
        files = [f for f in student.files if f.handin.exercise == exercise]
        if number := next(filter(None, map(_moodle_id, files)), ""):
            earned, waits = of.earned(student.counting(exercise)), of.to_read(student.counting(exercise))
            most = sum(of.machine.values()) + sum(of.person.values())
            last = [earned, None] if of.person else []
            rows.append([f"Participant {number}", student.name, None if waits else earned, most, "", *last])
    return _csv(rows)


def _heads(of: dict[str, Tasks], maxima: bool = False) -> list[str]:
    """The columns' names. None may end in a number in brackets: Canvas takes that for an assignment's id."""
    made = []
    for tasks in of.values():
        names = [tasks.title, f"{tasks.title}, by a person"] if tasks.person else [tasks.title]
        best = [f" (of {marking.amount(points)})" if maxima else "" for points in _maxima(tasks)]
        made += [name + words for name, words in zip(names, best, strict=True)]
    return made


def _maxima(tasks: Tasks) -> list[float]:
    return [sum(tasks.machine.values()), *([sum(tasks.person.values())] if tasks.person else [])]


def _cells(student: Student, of: dict[str, Tasks]) -> list[float | None]:
    made = []
    for tasks, earned in zip(of.values(), _all_earned(student, of), strict=True):
        made += [earned, None] if tasks.person else [earned]
    return made


def _all_earned(student: Student, of: dict[str, Tasks]) -> list[float | None]:
    return [tasks.earned(student.counting(name)) for name, tasks in of.items()]


def _mostly(chosen: list[Graded], number: Callable[[Graded], str]) -> bool:
    """Whether a platform's pattern is that of the class: one student's file with such a name makes no platform."""
    return 2 * sum(bool(number(one)) for one in chosen) > len(chosen)


def _moodle_id(one: Graded) -> str:
    """The number that Moodle gave, which is the student's key; a number that somebody put into a file's name is another."""
    number = one.handin.student
    return number if number.isdecimal() and f"_{number}_assignsubmission_" in one.handin.file else ""


def _canvas_id(one: Graded) -> str:
    number = one.handin.student
    return number if number.isdecimal() and re.search(rf"_{number}_[0-9]+_", one.handin.file) else ""


# --- cells -----------------------------------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text without what no page and no table can hold: control characters, halves of characters, turns of direction."""
    text = str(text).translate(_TURNS).encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c in "\t\r\n" or unicodedata.category(c) != "Cc" else "\ufffd" for c in text)


def line(text: str) -> str:
    """Clean text in one line."""
    return " ".join(clean(text).split())


def safe(cell: object) -> object:
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before such text. Numbers stay numbers."""
    if cell is None:
        return ""
    if isinstance(cell, (int, float)):
        return f"{cell:.4f}".rstrip("0").rstrip(".")
    text = clean(cell).replace("\r\n", "\n").replace("\r", "\n")  # a bare \r is not quoted, and would begin a row
    begins = text.startswith(_STARTS_FORMULA) or text.lstrip("\ufeff\u200b\u2060 \u00a0").startswith(_STARTS_FORMULA)
    return f"'{text}" if begins else text


def _csv(rows: list[list]) -> str:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([safe(cell) for cell in row] for row in rows)
    return file.getvalue()


def _plain(name: str) -> str:
    """A name that may stand in a file's name."""
    return re.sub(r"[^A-Za-z0-9_]+", "_", name)[:60]


def encoded(name: str, text: str) -> bytes:
    """What stands in a file: UTF-8, with a byte-order mark in a table."""
    return text.encode("utf-8-sig" if name.endswith(".csv") else "utf-8")


# --- the class in figures --------------------------------------------------------------------------------------------

FEWEST = 5  # students; of fewer no discrimination is told


@dataclass(frozen=True)
class Correlation:
    """A correlation, with the ends of its 95 % interval; both are None where every point lies on the line."""

    r: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Figures:
    """How one check went: how many were marked, their mean share of its points, how it separates, how many in each state."""

    task: str
    n: int
    share: float | None
    separates: Correlation | None
    states: dict[str, int]


def difficulty(points: Iterable[float], out_of: float) -> float | None:
    """The mean share of a check's points: 1 if all had it right. None without students.

    For right-or-wrong items this is classical test theory's item difficulty p (Crocker and Algina 1986, chapter 14); for
    partial credit it is the mean over the maximum.
    """
    points = list(points)
    return statistics.fmean(points) / out_of if points and out_of else None


def item_rest(item: list[float], rest: list[float]) -> Correlation | None:
    """How well a check separates strong from weak: the correlation of its points with those of the other checks.

    Pearson's r of the item and the total without it (Henrysson 1963, Psychometrika 28, 211-218); for an item that is right or
    wrong this is the point-biserial correlation. The interval is Fisher's: tanh(artanh r ± 1.96/√(n − 3)). None for fewer
    than five students, or where either does not vary.
    """
    if len(item) < FEWEST or _same(item) or _same(rest):
        return None
    r = max(-1.0, min(1.0, statistics.correlation(item, rest)))
    if abs(r) > 1 - 1e-9:
        return Correlation(round(r))
    reach = 1.96 / math.sqrt(len(item) - 3)
    return Correlation(r, math.tanh(math.atanh(r) - reach), math.tanh(math.atanh(r) + reach))


def _same(values: list[float]) -> bool:
    return max(values) - min(values) < 1e-9


def figures(chosen: Iterable[Graded], exercise: str, checks: dict) -> list[Figures]:
    """The figures of each check of an exercise that the machine marks, over the hand-ins that count and are whole."""
    of = Tasks.of(exercise, checks)
    whole = [g for g in chosen if g.counts and g.handin.exercise == exercise and of.earned(g) is not None]
    rows = [{m.task: m for m in g.result.marks} for g in whole]
    return [_figures(task, out_of, rows, of) for task, out_of in of.machine.items()]


def _figures(task: str, out_of: float, rows: list[dict[str, CheckMark]], of: Tasks) -> Figures:
    item = [row[task].points for row in rows]
    rest = [sum(m.points for t, m in row.items() if t in of.machine and t != task) for row in rows]
    states = Counter(row[task].state for row in rows)
    return Figures(task, len(item), difficulty(item, out_of), item_rest(item, rest), dict(sorted(states.items())))


@dataclass(frozen=True)
class Said:
    """What ``n`` students gave at one place of an answer: each value with its credit and how many gave it, most first.

    A value is canonical JSON, empty where the place was left blank; its credit is None where the key does not know the place.
    """

    path: str
    n: int
    values: tuple[tuple[str, float | None, int], ...]

    @property
    def wrong(self) -> tuple[str, int] | None:
        """The wrong value that most gave, and how many did. None if nobody gave one."""
        given = [(value, count) for value, credit, count in self.values if credit == 0 and value]
        return max(given, key=lambda pair: pair[1]) if given else None


def said(task: dict, answers: Iterable[str], accept: dict[str, dict[str, float]]) -> list[Said]:
    """What was said at each place of a task's answers (canonical JSON), but for sentences.

    Answers that are blank or whose form is wrong are left out. ``accept`` is the key's: path -> canonical value -> credit.
    """
    form, counts = task["form"], {}
    formed = _well_formed(form, answers)
    for path, value in (pair for answer in formed for pair in marking.paths(form, answer)):
        if not is_sentence(form, path):
            counts.setdefault(path, Counter())["" if value in (None, "") else marking.canonical(value)] += 1
    return [Said(path, len(formed), _by_count(found, accept.get(path))) for path, found in counts.items()]


def _well_formed(form: dict, answers: Iterable[str]) -> list:
    return [a for a in map(read, answers) if not marking.is_blank(form, a) and not marking.fault(form, a)]


def read(answer: str) -> object:
    """An answer from its JSON; None if there is none to read."""
    try:
        return json.loads(answer) if answer else None
    except (ValueError, RecursionError):
        return None


def is_sentence(form: dict, path: str) -> bool:
    """Whether a place of an answer holds words of the student's own."""
    name = path.partition("/")[2]
    fields = [f for f in form.get("fields", []) if len(form["fields"]) == 1 or f["name"] == name]
    return form["shape"] == "text" or any(f.get("shape") == "text" for f in fields)


def _by_count(found: Counter, accept: dict[str, float] | None) -> tuple[tuple[str, float | None, int], ...]:
    ordered = sorted(found, key=lambda value: (-found[value], value))
    return tuple((value, None if accept is None else float(accept.get(value, 0)), found[value]) for value in ordered)
