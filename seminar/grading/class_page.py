"""The instructor's page: who needs a look, prose to be read, marks and checks as pictures, and what the class answered.

It holds the key's answers and all students' work: it is for whoever teaches.
"""

from __future__ import annotations

import json
import statistics
from collections import Counter
from dataclasses import dataclass, replace

from ..exercises import marking
from . import gradebook
from .class_pictures import draw_checks, draw_marks, spread
from .frame import cut, flowing, render, short_hash
from .gradebook import Said, Student, Tasks
from .records import CheckMark, Graded


@dataclass(frozen=True)
class Look:
    """A reason for a person to look at a file; ``kind`` 0 is the most pressing."""

    kind: int
    name: str
    place: str
    short: str
    file: str
    why: str

    KINDS = ("↻ Run again", "⚑ Look at it", "∅ Not graded", "· Left aside")

    @property
    def label(self) -> str:
        return self.KINDS[self.kind]


@dataclass(frozen=True)
class Text:
    """A piece of prose to read. ``whose`` is told below it, so that the text is marked and not the student."""

    words: int
    text: str
    note: str
    whose: str
    place: str


@dataclass(frozen=True)
class Prose:
    """One task whose texts a person marks, and how they are to be marked."""

    task: str
    title: str
    points: float
    how: str
    texts: list[Text]


@dataclass(frozen=True)
class Row:
    """One place of an answer, with what is right, what was said, and why."""

    path: str
    right: list[tuple[str, float]]
    values: list[tuple[str, float | None, int]]
    more: int
    spread: str
    reason: str


@dataclass(frozen=True)
class Told:
    """What the class answered to one task."""

    task: str
    title: str
    line: str
    reason: str
    rows: list[Row]
    messages: list[tuple[str, int]]
    slips: list[tuple[str, int]]


def class_page(chosen: list[Graded], places: dict[str, str], key: dict, checks: dict) -> str:
    """The instructor's page, from hand-ins as :func:`gradebook.choose` leaves them. ``places`` are the feedback pages."""
    students, handed = gradebook.roll(chosen), gradebook.exercises(chosen)
    of = {name: Tasks.of(name, checks) for name in handed}
    spreads = [spread(chosen, name, of[name]) for name in handed]
    figures = {name: gradebook.figures(chosen, name, checks) for name in handed}
    page = {
        "students": len(students),
        "files": len(chosen),
        "graded": sum(1 for f in chosen if f.counts and of[f.handin.exercise].earned(f) is not None),
        "looks": looks(chosen, places, of),
        "prose": [p for name in handed for p in prose(students, places, name, of[name], key, checks)],
        "marks": draw_marks(spreads) if any(s.shares for s in spreads) else None,
        "checks": draw_checks(figures, of, checks) if any(f.n for found in figures.values() for f in found) else None,
        "told": [(of[name].title, told) for name in handed if (told := _told(chosen, name, of[name], key, checks))],
        "columns": [(t.short, sum(t.machine.values())) for t in of.values()],
        "roll": [_roll_row(s, places, of) for s in students],
    }
    return render("class.html.j2", page)


def looks(chosen: list[Graded], places: dict[str, str], of: dict[str, Tasks]) -> list[Look]:
    """Who needs a human look and why, the most pressing first."""
    counting = {(f.handin.student, f.handin.exercise) for f in chosen if f.counts}
    found = []
    for one in chosen:
        handin = one.handin
        tasks = of.get(handin.exercise)
        who = (gradebook.line(handin.name or handin.student), places.get(handin.student, ""))
        where = (tasks.short if tasks else "", gradebook.line(handin.file))
        found += [Look(1, *who, *where, flag) for flag in (*one.flags, *(one.result.flags if one.result else ()))]
        wanted = [*tasks.machine, *tasks.person] if tasks and one.counts else []
        if why := gradebook.why_not(one, wanted):
            aside = (handin.student, handin.exercise) in counting and not one.counts
            found.append(Look(3 if aside else 2 if handin.problem else 0, *who, *where, why))
    return sorted(found, key=lambda k: (k.kind, k.name.casefold(), k.short, k.file, k.why))


def prose(
    students: list[Student], places: dict[str, str], exercise: str, of: Tasks, key: dict, checks: dict
) -> list[Prose]:
    """What a person has still to read, in an order that says nothing of who wrote it."""
    found: dict[str, list[tuple[str, Text]]] = {task: [] for task in of.person}
    for student in students:
        for mark in of.to_read(student.counting(exercise)):
            if mark.task in found:
                found[mark.task].append((short_hash(f"{mark.task} {student.key}", 16), _text(mark, student, places)))
    return [
        Prose(task, checks["tasks"][task]["title"], of.person[task], _reason(key, task, task), _shuffled(texts))
        for task, texts in found.items()
        if texts
    ]


def _shuffled(texts: list[tuple[str, Text]]) -> list[Text]:
    return [text for _place, text in sorted(texts, key=lambda pair: pair[0])]


def _text(mark: CheckMark, student: Student, places: dict[str, str]) -> Text:
    value = gradebook.read(mark.answer)
    text = value if isinstance(value, str) else mark.answer
    note = "" if mark.state == "for a person" else mark.message
    return Text(len(text.split()), cut(flowing(text), 20_000), note, student.name, places[student.key])


def _roll_row(student: Student, places: dict[str, str], of: dict[str, Tasks]) -> dict:
    earned = [tasks.earned(student.counting(name)) for name, tasks in of.items()]
    counting = {tasks.short.removeprefix("Exercise "): student.counting(name) for name, tasks in of.items()}
    late = ", ".join(short for short, one in counting.items() if one and one.handin.late)
    undone = ", ".join(s for (s, one), points in zip(counting.items(), earned, strict=True) if one and points is None)
    return {
        "name": student.name,
        "key": student.key,
        "place": places[student.key],
        "earned": earned,
        "total": gradebook.total(earned),
        "notes": "; ".join(f"{word}: {which}" for word, which in (("late", late), ("not graded", undone)) if which),
    }


# --- what the class answered


def _told(chosen: list[Graded], exercise: str, of: Tasks, key: dict, checks: dict) -> list[Told]:
    whole = [f for f in chosen if f.counts and f.handin.exercise == exercise and of.earned(f) is not None]
    marks = {task: [m for f in whole for m in f.result.marks if m.task == task] for task in of.machine}
    return [
        told(task, found, key["tasks"].get(task, {}), checks["tasks"][task]) for task, found in marks.items() if found
    ]


def told(name: str, marks: list[CheckMark], key: dict, task: dict) -> Told:
    """What the class answered to one task: at each place the right values and those given; sentences of help; known slips."""
    accept = key.get("accept", {})
    answers = [m.answer for m in marks]
    places = [] if task["form"]["shape"] == "function" else gradebook.said(task, answers, accept)
    messages = Counter(m.message for m in marks if m.state == "not yet")
    slips = Counter({s["name"]: answers.count(marking.canonical(s["answer"])) for s in key.get("slips", [])})
    return Told(
        name,
        task["title"],
        _told_line(marks, places),
        key.get("reasons", {}).get(name, ""),
        _once([_row(s, accept.get(s.path, {}), key) for s in places]),
        sorted(messages.items(), key=lambda pair: (-pair[1], pair[0]))[:5],
        sorted(((n, c) for n, c in slips.items() if c), key=lambda pair: (-pair[1], pair[0])),
    )


def _told_line(marks: list[CheckMark], places: list[Said]) -> str:
    """One line: how many had it right, and the wrong answer that most gave."""
    right = sum(m.state == "right" for m in marks)
    line = f"{right} of {len(marks)} wholly right"
    common = max((s for s in places if s.wrong), key=lambda s: s.wrong[1], default=None)
    if common is None or common.wrong[1] < 2:
        return line
    where = "" if common.path in ("has", "answer") else f"at {_path(common.path)}, "
    return f"{line}; most common slip: {where}{common.wrong[1]} of {common.n} said “{_plain(common.wrong[0])}”"


def _row(said: Said, accept: dict[str, float], key: dict) -> Row:
    right = sorted(((_plain(v), c) for v, c in accept.items()), key=lambda pair: (-pair[1], pair[0]))
    values = [(_plain(v) or "(empty)", credit, count) for v, credit, count in said.values]
    many = any(credit is None for _v, credit, _c in values) and len(values) > 6
    shown_values = [] if many else values[:8]
    more = 0 if many else sum(count for _v, _c, count in values[8:])
    reason = _reason(key, "", said.path.split("/")[0])
    return Row(_path(said.path), right, shown_values, more, _range(said) if many else "", reason)


def _once(rows: list[Row]) -> list[Row]:
    """The same reason is not told twice running."""
    before = ["", *(row.reason for row in rows)]
    return [
        replace(row, reason="" if row.reason == last else row.reason) for row, last in zip(rows, before, strict=False)
    ]


def _reason(key: dict, task: str, item: str) -> str:
    """Why something is right, from the whole key (with a task's id) or from one task's."""
    of = key["tasks"].get(task, {}) if task else key
    return of.get("reasons", {}).get(item, "")


def _range(said: Said) -> str:
    """Many different values in a few words."""
    read = [(gradebook.read(v), count) for v, _c, count in said.values if v]
    numbers = [v for v, count in read if isinstance(v, (int, float)) for _ in range(count)]
    if len(numbers) < sum(count for _v, count in read):
        return f"{len(read)} different answers"
    return f"{len(numbers)} numbers from {min(numbers):g} to {max(numbers):g}, half of them up to {statistics.median(numbers):g}"


def _path(path: str) -> str:
    return {"has": "the list", "answer": "the answer"}.get(path, path.replace("/", " · "))


def _plain(value: str) -> str:
    """A value of an answer, given as JSON, as a person writes it."""
    found = gradebook.read(value)
    if isinstance(found, str):
        return cut(gradebook.line(found), 60)
    return "" if found is None else cut(json.dumps(found, ensure_ascii=False), 60)
