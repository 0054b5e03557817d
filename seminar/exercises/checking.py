"""What a student sees: ``check("1.1", where)`` says not attempted, not yet and why, or right; and carries the answer.

The kernel submits data, never verdicts: beside the words, the check's output holds the answer as canonical JSON in a
MIME type of its own, and grading works out the mark from that, in another process.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ..kit import palette
from . import marking, tasks
from .conventions import MIME, cell_id, known, marker, nbgrader

_SIGNS = {"right": "✓", "not yet": "…", "not attempted": "○", "for a person": "✎"}
_EDGES = {
    "right": palette.GREEN,
    "not yet": palette.ORANGE,
    "not attempted": palette.GREY,
    "for a person": palette.BLUE,
}


class NotRun:
    """Stands for an answer whose cell has not been run, so that its check can say so in a sentence."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}: its cell has not been run yet>"


@dataclass
class Sitting:
    """One sitting at one exercise: what has been checked so far."""

    exercise: str = ""
    marks: dict[str, marking.Mark] = field(default_factory=dict)
    answers: dict[str, object] = field(default_factory=dict)
    line: object = None  # the display that shows progress


_sitting = Sitting()


@dataclass(frozen=True)
class Checked:
    """The outcome of one check, as it is shown."""

    task_id: str
    mark: marking.Mark
    answer: object
    fault: str = ""  # why there is no answer, where it could not be read

    def text(self) -> str:
        points = f" {self.mark.worded} points." if self.mark.attempted and not self.mark.waits else ""
        return f"{self.task_id}: {self.mark.state}.{points} {'' if self.mark.state == 'right' else self.mark.message}".strip()

    def html(self) -> str:
        edge = _EDGES[self.mark.state]
        points = f" · {self.mark.worded} points" if self.mark.attempted and not self.mark.waits else ""
        said = "" if self.mark.state == "right" else f"<br>{escape(self.mark.message)}"
        return (
            f'<div role="status" style="{palette.STYLE};border-left:6px solid {edge}"><strong>{_SIGNS[self.mark.state]} {escape(self.task_id)}: '
            f"{self.mark.state}{points}</strong>{said}</div>"
        )

    def _repr_mimebundle_(self, **_options: object) -> dict[str, object]:
        carried = {"version": 1, "task": self.task_id, "answer": self.answer} | (
            {"fault": self.fault} if self.fault else {}
        )
        # nbgrader reads a bare number as partial credit, and knows no other way to give it
        text = str(float(self.mark.points)) if "NBGRADER_EXECUTION" in os.environ else self.text()
        return {"text/plain": text, "text/html": self.html(), MIME: carried}


def check(task_id: str, answer: object, inputs: list[list] | None = None) -> Checked:
    """Check an answer and show what is to be said of it. ``inputs`` are a function's inputs, where grading draws its own."""
    task = _task(task_id)
    value, said = None, ""
    if isinstance(answer, NotRun):
        mark = marking.Mark(0, task["points"], _not_run(task_id, task["name"]), attempted=False)
        return _show(task_id, mark, None)
    try:
        value = _value(task, answer, inputs)
        marking.canonical(value)
    except marking.FormError as error:
        said = str(error)
    except RecursionError:
        said = "The answer holds itself. Write it out, as in the starter."
    if said:
        return _show(task_id, marking.Mark(0, task["points"], said), None, said)
    if "SEMINAR_GRADING" in os.environ:  # the mark is made elsewhere
        return _show(task_id, marking.Mark(0, task["points"], "The answer was taken.", waits=True), value)
    mark = marking.mark(task, value, task["key"], tasks.RULES, _sitting.answers)
    if os.environ.get("NBGRADER_EXECUTION") == "validate" and mark.state in ("not attempted", "not yet"):
        raise AssertionError(f"{task_id}: {mark.state}. {mark.message}")
    return _show(task_id, mark, value)


def _value(task: dict, answer: object, inputs: list[list] | None) -> object:
    if task["form"]["shape"] != "function":
        return marking.plain(answer)
    if answer is None or answer is ...:
        return None
    if not callable(answer):
        return marking.plain(answer)
    made = marking.calls(answer, inputs if inputs is not None else task["inputs"], tasks.adapt)
    blank = made and all(call.get("value", ...) is None for call in made["calls"])
    return None if blank else made  # the starter returns nothing yet


def _show(task_id: str, mark: marking.Mark, value: object, fault: str = "") -> Checked:
    _sitting.marks[task_id], _sitting.answers[task_id] = mark, value
    if _sitting.line is not None and task_id in known()["exercises"].get(_sitting.exercise, {}).get("tasks", []):
        _sitting.line.update(_Progress())
    return Checked(task_id, mark, value, fault)


def _task(task_id: str) -> dict:
    found = known()["tasks"]
    if task_id not in found:
        raise KeyError(f"There is no task {task_id!r}. The tasks are: {', '.join(found)}.")
    return found[task_id]


def _not_run(task_id: str, name: str) -> str:
    return (
        f"The notebook has no “{name}” yet. Run the cell with your answer, then this one. "
        f"If that cell is gone, make a new one that begins with “{marker(task_id)}” and, on the next line, “{name} =”."
    )


class _Progress:
    """The progress line, as it stands when it is drawn."""

    def __init__(self) -> None:
        ids = known()["exercises"][_sitting.exercise]["tasks"]
        marks = [_sitting.marks.get(i) for i in ids]
        total = sum(known()["tasks"][i]["points"] for i in ids)
        points = sum(m.points for m in marks if m)
        empty = sum(not (m and m.attempted) for m in marks)
        self.text = (
            f"{marking.amount(points)} of {marking.amount(total)} points, {empty} of {len(ids)} tasks not attempted."
        )

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {
            "text/plain": self.text,
            "text/html": f'<div role="status" style="{palette.STYLE}"><strong>{escape(self.text)}</strong></div>',
        }


def progress() -> str:
    """The progress line in words: “5 of 11 points, 2 of 3 tasks not attempted.”"""
    return _Progress().text


def start(exercise: str) -> None:
    """Begin an exercise: shows the progress line, which follows every check, and makes slips of typing into sentences."""
    global _sitting
    if exercise not in known()["exercises"]:
        raise KeyError(f"There is no exercise {exercise!r}. There are: {', '.join(known()['exercises'])}.")
    _sitting = Sitting(exercise)
    fill_blanks()
    if (shell := _shell()) is not None:
        from IPython.display import display

        shell.set_custom_exc((SyntaxError, NameError), _sentence)
        _sitting.line = display(_Progress(), display_id=True)


def fill_blanks() -> None:
    """Give every name that a check will ask for and no cell has made yet a value that says so."""
    if (shell := _shell()) is None:
        return
    found = known()
    ids = found["exercises"][_sitting.exercise]["tasks"] if _sitting.exercise else found["tasks"]
    for task_id in ids:
        name = found["tasks"][task_id]["name"]
        shell.user_ns.setdefault(name, NotRun(name))


def _shell() -> object:
    """The IPython shell if there is one. It is not loaded for this: a notebook's kernel has loaded it."""
    interactive = sys.modules.get("IPython")
    return interactive.get_ipython() if interactive else None


def slip(error: BaseException) -> str:
    """A slip of typing as a sentence: what Python could not read, where, and what to do."""
    if isinstance(error, NameError):
        name = getattr(error, "name", "") or "a name"
        return f"Python does not know “{name}”. If it is text, put it in quotation marks. If a cell above makes it, run that cell first."
    reason = str(getattr(error, "msg", "") or "").lower()
    line = getattr(error, "lineno", None)
    where = f"line {line} of this cell" if line else "this cell"
    if "comma" in reason:
        cause = "Is a comma missing, there or at the end of the line before?"
    elif "never closed" in reason or "unmatched" in reason or "does not match" in reason:
        cause = "A bracket is open or one too many: each ( [ { needs its ) ] }."
    elif "unterminated" in reason:
        cause = "A quotation mark is missing: each text begins and ends with one."
    elif isinstance(error, IndentationError):
        cause = "The spaces at the beginning of the line do not fit those above it."
    else:
        cause = "Look for a missing comma, quotation mark or bracket, there or in the line before."
    return f"Python cannot read {where}. {cause} Mend it and run the cell again; nothing is lost."


def _sentence(shell, _kind, error, _trace, **_options):
    from IPython.display import HTML, display

    own = isinstance(error, SyntaxError) or getattr(error, "name", None)
    if not own:
        shell.showtraceback()
        return None
    said = slip(error)
    display(
        HTML(f'<div role="alert" style="{palette.STYLE};border-left:6px solid {palette.ORANGE}">{escape(said)}</div>')
    )
    return [said]


# --- handing in ----------------------------------------------------------------------------------------------------


def hand_in(exercise: str, folder: Path | None = None, cells: list[str] | None = None) -> Path:
    """Write the file to hand in: a small notebook with the answer cells as they were last run. Returns where it stands.

    A file of that name that stands there already is written over: it is yours, and made again from what you have run.
    """
    shell = _shell()
    ran = cells if cells is not None else list(shell.user_ns.get("In", [])) if shell else []
    ids = known()["exercises"][exercise]["tasks"]
    made, missing = [], []
    for task_id in ids:
        sources = [s for s in ran if marker(task_id) in [line.strip() for line in s.splitlines()]]
        if not sources:
            missing.append(task_id)
            continue
        grade_id = cell_id("answer", task_id)
        made.append(_code_cell(grade_id, sources[-1], {"nbgrader": nbgrader(grade_id, solution=True)}))
    path = (folder or Path.cwd()) / f"hand_in_{exercise}.ipynb"
    answers = {i: _sitting.answers[i] for i in ids if _sitting.answers.get(i) is not None}
    body = {
        "cells": made,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "seminar": {"exercise": exercise, "answers": answers},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(json.dumps(body, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    draft.replace(path)
    gone = f" It holds no answer to {', '.join(missing)}: run those cells and then this one again." if missing else ""
    print(f"Hand in this file: {path.name}. It holds {len(made)} of {len(ids)} answers.{gone}")
    return path


def _code_cell(identity: str, source: str, metadata: dict) -> dict:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": identity,
        "metadata": metadata,
        "outputs": [],
        "source": source,
    }
