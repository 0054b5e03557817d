"""What a student sees: ``check("1.1", where)`` says not attempted, not yet and why, or right; and carries the answer.

The kernel submits data, never verdicts: beside the words, the check's output holds the answer as canonical JSON in a
MIME type of its own, and grading works out the mark from that, in another process.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from ..kit import palette, sentences
from ..kit.words import listed, number_word
from . import attempts, cells, kept, marking, reasons, tasks, tried
from .cells import CellRun
from .conventions import MIME, known, marker
from .handing_in import write
from .slips import slip, stopped

_SIGNS = {"right": "✓", "not yet": "…", "not attempted": "○", "for a person": "✎", "taken": "✎"}
_EDGES = {
    "right": palette.GREEN,
    "not yet": palette.ORANGE,
    "not attempted": palette.GREY,
    "for a person": palette.BLUE,
    "taken": palette.BLUE,
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
    attempts: attempts.Attempts = field(default_factory=attempts.Attempts)
    line: object = None  # the display that shows progress


_sitting = Sitting()
_record = cells.Record()  # of this kernel's runs: it goes on when an exercise is begun again


@dataclass(frozen=True)
class Checked:
    """The outcome of one check, as it is shown."""

    task_id: str
    mark: marking.Mark
    answer: object
    fault: str = ""  # why there is no answer, where it could not be read
    wrong: tried.Tried | None = None  # of a function: its first call that went wrong
    tries: str = ""  # how many answers more the check looks at
    taken: bool = False  # it looks at no more: the answer was only taken
    formed: bool = False  # the answer is what a form was filled in with, and not what the cell holds

    @property
    def state(self) -> str:
        return "taken" if self.taken else self.mark.state

    @property
    def heading(self) -> str:
        """Task, state and points in a line."""
        points = f" · {self.mark.worded} points" if self.mark.attempted and not self.mark.waits else ""
        return f"{self.task_id}: {self.state}{points}"

    @property
    def words(self) -> str:
        """How much is right, the hint, and what can still be tried."""
        said = "" if self.state == "right" else f"{marking.tally(self.answer, self._key())} {self.mark.message}"
        source = "This is the answer that you filled in in the form." if self.formed else ""
        return " ".join(filter(None, (said, self.tries, source))).strip()

    def _key(self) -> dict | None:
        """The task where its entries are told apart; None where they are not."""
        return known()["tasks"][self.task_id] if self.state == "not yet" and not self.fault else None

    def text(self) -> str:
        return f"{self.heading}. {self.words}".strip() + (f"\n{self.wrong.text()}" if self.wrong else "")

    def html(self) -> str:
        said = f"<br>{escape(self.words)}" if self.words else ""
        return (
            f'<div role="status" style="{palette.STYLE};border-left:6px solid {_EDGES[self.state]}"><strong>{_SIGNS[self.state]} '
            f"{escape(self.heading)}</strong>{said}{self.wrong.html() if self.wrong else ''}</div>"
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
    if fault := _failed(task_id):
        said = f"The last run of its answer cell did not go through, so there is nothing new to check. {fault}"
        return _show(task_id, marking.Mark(0, task["points"], said), None, said)
    formed = inputs is None and (kept_one := _reopened(task_id, answer)) is not None
    answer = kept_one if formed else answer
    if isinstance(answer, NotRun):
        mark = marking.Mark(0, task["points"], _not_run(task_id, task["name"]), attempted=False)
        return _show(task_id, mark, None)
    value, said = None, ""
    try:
        value = marking.tidy(task["form"], _value(task, answer, inputs))
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
    if inputs is not None or "NBGRADER_EXECUTION" in os.environ:
        return _show(task_id, mark, value)
    if not formed:
        _follow(task_id, value)
    return replace(_tried(task_id, task, mark, value), formed=formed)


def _tried(task_id: str, task: dict, mark: marking.Mark, value: object) -> Checked:
    """Count the attempt and show what came of it; of a keyed task whose tries are used up only that the answer was taken."""
    if not mark.attempted or (task["kind"] != "function" and marking.fault(task["form"], value)):
        return _show(task_id, mark, value)
    so_far, limited = _sitting.attempts.of(task_id), attempts.is_limited(task)
    if not so_far.number(value):
        if limited and so_far.count >= attempts.TRIES:
            return _show(task_id, marking.Mark(0, task["points"], _TAKEN, waits=True), value, taken=True)
        so_far.add(value)
        _sitting.attempts.keep(task_id, so_far)
    wrong = tried.first_wrong(task, value) if mark.state == "not yet" else None
    left = _left(attempts.TRIES - so_far.count) if limited and mark.state == "not yet" else ""
    opens = mark.state == "right" or so_far.count >= reasons.ENOUGH
    left += f' The reasons: why("{task_id}").' if opens and reasons.packed() else ""
    return _show(task_id, mark, value, wrong=wrong, tries=left.strip())


_TAKEN = (
    f"Your answer is taken. The check has looked at {number_word(attempts.TRIES)} answers to this task, and looks at no more: "
    "read the passage again, and decide for yourself."
)


def _left(tries: int) -> str:
    if tries > 0:
        return f"You can try {number_word(tries)} more answer{'s' * (tries != 1)}."
    return "That was the last answer that the check looks at; you may still change it before you hand in."


def _failed(task_id: str) -> str:
    """Why the last run of the answer cell stopped; empty if it went through, and where a grader runs each cell once: nothing is old there."""
    if "SEMINAR_GRADING" in os.environ:
        return ""
    exercise = next(about for about in known()["exercises"].values() if task_id in about["tasks"])
    return cells.last_fault(_record.all(), task_id, exercise["tasks"])


def _value(task: dict, answer: object, inputs: list[list] | None) -> object:
    if task["form"]["shape"] != "function":
        return marking.plain(answer)
    if answer is None or answer is ...:
        return None
    if not callable(answer):
        return marking.plain(answer)
    said = _Heard()
    with redirect_stdout(said):
        made = marking.calls(answer, inputs if inputs is not None else task["inputs"], tasks.adapt)
    print(said.getvalue(), end="")
    if made["calls"] and all(call.get("value", ...) is None for call in made["calls"]):
        if any(
            cells.same_function(answer, nothing) for nothing in (task["starter"], "def nothing():\n    return None")
        ):
            return None
        for call in made["calls"]:
            call["printed"] = bool(said.getvalue().strip())
    return made


class _Heard(io.StringIO):
    """What a function prints, kept up to a length: nobody reads more."""

    def write(self, text: str) -> int:
        return super().write(text[: max(10_000 - self.tell(), 0)])


def _show(task_id: str, mark: marking.Mark, value: object, fault: str = "", **more: object) -> Checked:
    """Show the outcome, and move the line of progress; ``more`` is what :class:`Checked` holds besides."""
    if os.environ.get("NBGRADER_EXECUTION") == "validate" and mark.state in ("not attempted", "not yet") and not fault:
        raise AssertionError(f"{task_id}: {mark.state}. {mark.message}")
    _sitting.answers[task_id] = value
    if not more.get("taken"):
        _sitting.marks[task_id] = mark
    if _sitting.line is not None and task_id in known()["exercises"].get(_sitting.exercise, {}).get("tasks", []):
        _sitting.line.update(_Progress())
    return Checked(task_id, mark, value, fault, **more)


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
        done = sum(bool(m and m.attempted) for m in marks)
        tasks = f"task{'s' * (len(ids) != 1)}"
        said = (
            f"{done} of {len(ids)} {tasks} attempted"
            if done < len(ids)
            else f"every one of {len(ids)} {tasks} attempted"
        )
        if not any(marks) and any(_sitting.attempts.of(i).count or kept.filled(_kept_forms().get(i)) for i in ids):
            self.text = "Nothing checked yet in this sitting; your earlier answers are kept."
            return
        self.text = (
            f"{marking.amount(points)} of {marking.amount(total)} points, {said if done else 'no task attempted yet'}."
        )

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {
            "text/plain": self.text,
            "text/html": f'<div role="status" style="{palette.STYLE}"><strong>{escape(self.text)}</strong></div>',
        }


def progress() -> str:
    """The progress line in words: “5 of 11 points, 1 of 3 tasks attempted.”"""
    return _Progress().text


def start(exercise: str) -> None:
    """Begin an exercise: shows the progress line, which follows every check, and makes slips of typing into sentences.

    Run again, it goes on where it was: what has been checked since the kernel began still counts, and what forms were filled in
    with stands again as the answer.
    """
    global _sitting
    if exercise not in known()["exercises"]:
        raise KeyError(f"There is no exercise {exercise!r}. There are: {', '.join(known()['exercises'])}.")
    if _sitting.exercise != exercise:
        _sitting = Sitting(exercise)
    fill_blanks()
    _reopen(exercise)
    if sentences.running_shell() is not None:
        from IPython.display import display

        sentences.say((SyntaxError, NameError), _typed)
        sentences.say((TypeError, ValueError), stopped)
        _sitting.line = display(_Progress(), display_id=True)


def _typed(error: BaseException, cell: str) -> str:
    """A slip in the student's own cell; of one deeper down, in a library, nothing is said."""
    return slip(error, cell) if isinstance(error, SyntaxError) or getattr(error, "name", None) else ""


def fill_blanks() -> None:
    """Give every name that a check will ask for and no cell has made yet a value that says so."""
    if (shell := sentences.running_shell()) is None:
        return
    _record.listen(shell)
    found = known()
    ids = found["exercises"][_sitting.exercise]["tasks"] if _sitting.exercise else found["tasks"]
    for task_id in ids:
        name = found["tasks"][task_id]["name"]
        shell.user_ns.setdefault(name, NotRun(name))


def hand_in(exercise: str, folder: Path | None = None, cells: Sequence[str] | None = None) -> Path:
    """Write the file to hand in, and say where it is and what it holds: :func:`handing_in.write`.

    ``cells`` are the texts of cells in the order of their runs; without them, those of this kernel.
    """
    shell = sentences.running_shell()
    own = shell.user_ns if shell is not None and cells is None else {}
    if cells is None:
        _reopen(exercise)
    runs = _record.all(own.get("In", [])) if cells is None else [CellRun(source) for source in cells]
    told = attempts.written(_sitting.attempts.all(), known()["exercises"][exercise]["tasks"])
    written = write(exercise, runs, _sitting.answers | _values(exercise, own), folder, told)
    print(written.sentence)
    return written.path


def answer(task_id: str) -> object:
    """A task as a form with lists and boxes: what is filled in is the answer, as if it had been written in its cell. Shows a sentence
    where there is no such form."""
    if task_id not in known()["tasks"]:
        return reasons.Not(
            f"There is no task “{task_id}”. Write one of {listed(known()['tasks'])}, in quotation marks."
        )
    task = _task(task_id)
    if task["form"]["shape"] == "function":
        return reasons.Not(f"{task_id} asks for a function, which is written in its cell: “def {task['name']}(…)”.")
    from ..kit.view import View
    from .widget import AnswerForm

    _reopened(task_id, _current(task_id))
    form = AnswerForm(
        task,
        _current(task_id),
        lambda value: _fill(task_id, value, keep=True),
        lambda value: check(task_id, _tidied(task, value)).html(),
    )
    return View(form, f"<p>{escape(task['title'])}</p>", f"{task_id} as a form")


def _tidied(task: dict, value: object) -> object:
    return marking.tidy(task["form"], marking.plain(value))


def _fill(task_id: str, value: object, keep: bool = False) -> None:
    """Take what a form holds for the answer: under its name, for the file to hand in, and in the answers file."""
    task = _task(task_id)
    value = _sitting.answers[task_id] = _tidied(task, value)
    if (shell := sentences.running_shell()) is not None:
        shell.user_ns[task["name"]] = value
    _record.fill(task_id, f"{marker(task_id)}\n{task['name']} = {kept.laid_out(value)}", value)
    if keep:
        kept.keep(task_id, value)


def _current(task_id: str) -> object:
    """The answer as the notebook has it now, or as it was last checked."""
    shell, checked = sentences.running_shell(), _sitting.answers.get(task_id)
    return checked if shell is None else shell.user_ns.get(_task(task_id)["name"], checked)


def _reopened(task_id: str, now: object) -> object | None:
    """What a form was filled in with, put back in the place of an answer that holds less, such as a starter run again; else None."""
    if _is_graded() or (value := _kept_forms().get(task_id)) is None or kept.filled(value) <= _held(task_id, now):
        return None
    _fill(task_id, value)
    return value


def _reopen(exercise: str) -> None:
    """Put back what the forms of an exercise were filled in with; an answer typed since that holds as much stays, and is kept there."""
    for task_id in known()["exercises"][exercise]["tasks"]:
        if _reopened(task_id, now := _current(task_id)) is None and now is not None:
            _follow(task_id, now)


def _follow(task_id: str, now: object) -> None:
    """Keep an answer that was typed after a form had been filled in, so that the form does not come back in its place."""
    if not _is_graded() and (value := _kept_forms().get(task_id)) is not None and _held(task_id, now):
        with suppress(marking.FormError, RecursionError):
            if (typed := _tidied(_task(task_id), now)) != value and kept.filled(typed) >= kept.filled(value):
                kept.keep(task_id, typed)
                _record.values.pop(task_id, None)


def _held(task_id: str, now: object) -> int:
    """How much an answer holds: 0 of a starter; of what cannot be read, without end, since somebody typed it."""
    if now is None or isinstance(now, NotRun):
        return 0
    try:
        value = _tidied(_task(task_id), now)
    except (marking.FormError, RecursionError):
        return sys.maxsize
    return 0 if marking.is_blank(_task(task_id)["form"], value) else kept.filled(value)


def _kept_forms() -> dict[str, object]:
    return kept.read() | _record.values


def _is_graded() -> bool:
    """Whether a grader runs the notebook, and not its student."""
    return "SEMINAR_GRADING" in os.environ or "NBGRADER_EXECUTION" in os.environ


def why(task_id: str, code: str = "") -> reasons.Why | reasons.Not:
    """The reasons of a task: your answer, the key, why, and what else can be defended; or a sentence on what they wait for.

    ``code`` is the class's, which the instructor gives out; once it has opened something, it is remembered.
    """
    tried_so_far = _sitting.attempts.of(task_id).answers
    latest = _sitting.answers.get(task_id) or (tried_so_far[-1] if tried_so_far else None)
    try:
        return reasons.why(task_id, latest, _sitting.attempts, code)
    except reasons.WhyError as error:  # shown and not raised: an error would keep the cells below from running
        return reasons.Not(str(error))


def _values(exercise: str, names: Mapping[str, object]) -> dict[str, object]:
    """The answers as the kernel has them, checked or not; of functions only a check knows what they give."""
    found = {}
    for task_id in known()["exercises"][exercise]["tasks"]:
        task = _task(task_id)
        value = names.get(task["name"])
        if value is None or isinstance(value, NotRun) or task["kind"] == "function":
            continue
        with suppress(marking.FormError, RecursionError):
            found[task_id] = marking.tidy(task["form"], marking.plain(value))
    return found
