"""A student's feedback page: each check with its points, the answer as it was read, and the sentence of help.

It is made without the key and without other students' work; what a function's errors tell of hidden inputs is left out.
"""

from __future__ import annotations

import builtins
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..exercises.marking import amount
from . import gradebook
from .frame import cut, flowing, render
from .gradebook import Student, Tasks
from .records import NOT_GRADED, CheckMark, Graded


@dataclass(frozen=True)
class Checked:
    """One check as a student reads it."""

    task: str
    title: str
    state: str
    points: str
    message: str
    answer: str

    @property
    def in_columns(self) -> bool:
        """Whether the answer is many short lines."""
        lines = self.answer.splitlines()
        return len(lines) > 3 and max(map(len, lines)) <= 28


@dataclass(frozen=True)
class Part:
    """One exercise of a student: what counts, each check, and what else was handed in. ``why`` says why there is no total."""

    exercise: str
    title: str
    short: str
    earned: float | None
    best: float
    by_person: float
    file: str
    late: bool
    why: str
    checks: list[Checked]
    notes: list[str]
    others: list[tuple[str, str]]


def feedback_page(student: Student, checks: dict, handed: Iterable[str] = ()) -> str:
    """A student's page. ``handed`` are the exercises of which the class has handed something in."""
    own = gradebook.exercises(student.files)
    parts = [_part(student, name, checks) for name in own]
    page = {
        "name": student.name,
        "parts": parts,
        "total": gradebook.total(p.earned for p in parts),
        "best": sum(p.best for p in parts if p.earned is not None),
        "missing": [Tasks.of(name, checks).title for name in handed if name not in own],
        "lost": [(_base(f), _why_for_student(f)) for f in student.files if not f.handin.exercise],
    }
    return render("feedback.html.j2", page)


def _part(student: Student, exercise: str, checks: dict) -> Part:
    of, one = Tasks.of(exercise, checks), student.counting(exercise)
    files = [f for f in student.files if f.handin.exercise == exercise and not f.counts]
    marks = one.result.marks if one and one.result and not one.result.fault else ()
    return Part(
        exercise=exercise,
        title=of.title,
        short=of.short,
        earned=of.earned(one),
        best=sum(of.machine.values()),
        by_person=sum(of.person.values()),
        file=_base(one) if one else "",
        late=bool(one and one.handin.late),
        why=_why_for_student(one) if one else "No file of yours for this exercise could be graded.",
        checks=[_checked(m, of, checks["tasks"].get(m.task)) for m in marks],
        notes=[*one.notes, *(one.result.notes if one.result else ())] if one else [],
        others=[(_base(f), _why_aside(f, one)) for f in files],
    )


def _base(one: Graded) -> str:
    """A file's own name; the folders above it may tell of others."""
    return gradebook.line(PurePosixPath(one.handin.file).name)


def _why_aside(one: Graded, counting: Graded | None) -> str:
    if gradebook.why_not(one):
        return _why_for_student(one)
    if counting and one.handin.copy < counting.handin.copy:
        return "You handed in a later file."
    return "It belongs to the same hand-in, and the other file earned at least as much."


def _why_for_student(one: Graded) -> str:
    """The problem of a file is the student's to know; a fault of the machine is not theirs to mend."""
    fault = "The machine that grades had a fault, and could not finish. This costs you nothing: it will be run again."
    return one.handin.problem or fault


def _checked(mark: CheckMark, of: Tasks, task: dict | None) -> Checked:
    state = "partly" if mark.state == "not yet" and mark.points > 0 else mark.state
    points = f"{amount(mark.points)} of {amount(mark.out_of)}"
    if mark.state == NOT_GRADED:
        points = f"out of {amount(mark.out_of)}"
    elif not of.by_machine(mark):
        points = f"a person gives up to {amount(mark.out_of)}"
    message = "" if mark.state == "right" else _for_student(mark.message, task)
    return Checked(mark.task, task["title"] if task else "", state, points, message, shown(task, mark.answer))


def _for_student(message: str, task: dict | None) -> str:
    """The sentence of help. A function is called on hidden inputs: what its errors say of them is left out."""
    if not task or task["form"]["shape"] != "function":
        return cut(message, 800)
    message = re.sub(r"on input \d+", "on a small input of your own", message)
    return cut(re.sub(r"stops with an error: .*", _only_the_kind, message, flags=re.DOTALL), 800)


def _only_the_kind(found: re.Match) -> str:
    named = re.match(r"stops with an error: (\w+)", found[0])
    kind = getattr(builtins, named[1], None) if named else None
    known = isinstance(kind, type) and issubclass(kind, Exception)
    return f"stops with an error{f' ({named[1]})' if known else ''}. Call it yourself, and you will see in which line."


def shown(task: dict | None, answer: str) -> str:
    """An answer as it was read, short: an entry a line, sentences whole. Of a function only whether it gave something back."""
    value = gradebook.read(answer)
    if value is None or task is None:
        return cut(answer, 400) if task is None else ""
    form = task["form"]
    if form["shape"] == "function":
        return _ran(task["name"], value)
    if isinstance(value, dict):
        between = "\n\n" if _has_sentences(form) else "\n"
        names = sorted(value, key=lambda name: _place_of(name, form))
        return cut(between.join(f"{cut(name, 60)}: {_entry(value[name], form)}" for name in names), 6000)
    if isinstance(value, list):
        return cut("\n".join(_entry(v, form) for v in value), 2000)
    return _entry(value, form)


def _place_of(name: str, form: dict) -> tuple[int, str]:
    """Where an entry stands in the task; what does not belong there comes last."""
    items = form.get("items", [])
    return (items.index(name) if name in items else len(items), name)


def _entry(value: object, form: dict) -> str:
    """One value of an answer; a text is whole only where sentences are asked for."""
    if isinstance(value, list):
        return ", ".join(_entry(v, form) for v in value)
    if isinstance(value, str):
        return cut(flowing(value), 3000) if _has_sentences(form) else cut(value, 60)
    return "(empty)" if value is None else cut(json.dumps(value, ensure_ascii=False), 200)


def _has_sentences(form: dict) -> bool:
    return form["shape"] == "text" or any(f.get("shape") == "text" for f in form.get("fields", []))


def _ran(name: str, value: object) -> str:
    calls = value.get("calls") if isinstance(value, dict) else None
    if not isinstance(calls, list):
        return ""
    gave = sum(isinstance(c, dict) and c.get("value") is not None for c in calls)
    return f"{name}(…) gave something back for {gave} of {len(calls)} inputs"
