"""From what came of a hand-in to its marks, by the key: here, where no student's code ever is."""

from __future__ import annotations

import builtins
import json
import re
import sys
from dataclasses import replace

from ..exercises import attempts, marking
from ..exercises.conventions import known
from ..exercises.mending import mended
from ..exercises.rules import RULES
from ..exercises.slips import AGAIN, slip
from .records import NOT_GRADED, CheckMark, Result
from .transplant import Cell, Transplant

# What Python could not read before this version: f-strings with the same quotation marks within, `type X = …`, `def f[T]`, t-strings, `except A, B:`
_NEWER = {
    (3, 12): re.compile(r"(?<![\w'\"])[rR]?[fF][rR]?['\"]|^\s*type\s+\w+|^\s*(?:def|class)\s+\w+\s*\[", re.M),
    (3, 14): re.compile(r"(?<![\w'\"])[rR]?[tT][rR]?['\"]|^\s*except\s+\w+\s*,", re.M),
}


_TYPING = ("SyntaxError", "IndentationError", "NameError")


class Judge:
    """Marks one hand-in. ``keys`` are the key's tasks; ``outcome`` is what :func:`execute.execute` tells."""

    def __init__(self, fingerprint: str, made: Transplant, keys: dict, outcome: dict, cell_seconds: float) -> None:
        self.fingerprint, self.made, self.keys, self.outcome = fingerprint, made, keys, outcome
        self.cell_seconds = cell_seconds
        self.answers: dict[str, object] = {}
        self.flags: list[str] = list(outcome["flags"])
        self.notes: list[str] = []
        self.slips: dict[str, str] = {}  # task -> what stopped the cell that was to answer it
        self.newer: dict[str, str] = {}  # task -> the version of Python that it seems to need
        self.typing: set[str] = set()  # tasks with a slip of typing
        self.mended: dict[str, object] = {}  # task -> its answer, read in spite of a slip of typing

    def result(self) -> Result:
        """The marks, in the order of the tasks."""
        if self.outcome["fault"]:
            return Result(self.fingerprint, fault=self.outcome["fault"])
        stopped = {int(number): told for number, told in self.outcome["stopped"].items()}
        for number, cell in enumerate(self.made.cells):
            if number in stopped:
                self._stopped(cell, stopped[number])
        marks = [self._mark(c.task) for c in self.made.cells if c.kind == "check"]
        marks = self._with_tries(sorted(marks, key=lambda m: [int(n) for n in m.task.split(".")]))
        return Result(self.fingerprint, tuple(marks), tuple(self.notes), tuple(self.flags))

    # --- a cell that was stopped

    def _stopped(self, cell: Cell, told: dict) -> None:
        if cell.kind != "student":
            return
        which = f"Your cell for {cell.task}" if cell.task else f"A cell that you added ({cell.name})"
        said = f"{which} {self._why(told, cell.source)}"
        if cell.task and told["kind"] in _TYPING:
            self.typing.add(cell.task)
            task = known()["tasks"][cell.task]
            if (meant := mended(cell.source, task["name"], task["form"])) is not None:
                self.mended[cell.task] = meant
                said = f"{said.removesuffix(AGAIN)}It was read as it seems to be meant, and the slip costs nothing."
        self.notes.append(said)
        if not cell.task:
            return
        self.slips.setdefault(cell.task, said)
        if told["kind"] == "SyntaxError" and (version := self._needs(cell.source)):
            self.newer[cell.task] = version

    def _why(self, told: dict, source: str = "") -> str:
        """What stopped a cell, in words that go on after “Your cell for 1.1”."""
        kind, text = told["kind"], told.get("text", "")
        if kind in _TYPING:
            return f"did not run to its end. {_slip(told, source)}"
        said = {
            "time": f"ran longer than {self.cell_seconds:g} seconds and was stopped.",
            "late": "was not run: the cells before it had used all the time.",
            "memory": "took more memory than there is for one hand-in.",
            "died": "ended Python.",
            "ended": f"calls {text}, which there is not in grading. Take it out, and write the value in its place.",
        }
        return said.get(kind) or f"stopped with {kind}: {text}."

    def _needs(self, source: str) -> str:
        """The version of Python that a cell which ours cannot read seems to be written for; empty if it is a plain slip."""
        wrote, ours = self.made.python, sys.version_info[:2]
        fitting = [v for v, signs in _NEWER.items() if v > ours and (not wrote or wrote >= v) and signs.search(source)]
        return "{}.{}".format(*(wrote or fitting[0])) if fitting else ""

    # --- a mark

    def _mark(self, task_id: str) -> CheckMark:
        task, told = known()["tasks"][task_id], self.outcome["answers"].get(task_id, {})
        if version := self.newer.get(task_id):
            said = f"This cell needs Python {version}; the grader's is {sys.version_info[0]}.{sys.version_info[1]}. A person marks it."
            return CheckMark(task_id, 0, task["points"], NOT_GRADED, said)
        said, function = self.slips.get(task_id, ""), task["kind"] == "function"
        if "stopped" in told:
            said = said or self._unread(task_id, told["stopped"], function)
        elif "fault" in told and not function:  # of a function the reason could tell what the hidden inputs were
            said = said or told["fault"]
        answer = _function(told) if function else told.get("answer")
        read_as_meant = answer is None and task_id in self.mended
        if read_as_meant:
            answer = self.mended[task_id]
        try:
            answer = marking.tidy(task["form"], marking.plain(answer))
            text = marking.canonical(answer)
        except (marking.FormError, RecursionError) as error:
            slip = task_id in self.typing
            return CheckMark(task_id, 0, task["points"], "not yet", str(error) or "The answer holds itself.", "", slip)
        self.answers[task_id] = answer
        mark = self._judged(task_id, task, answer, text, said)
        return replace(mark, slip=True) if read_as_meant else mark

    def _with_tries(self, marks: list[CheckMark]) -> list[CheckMark]:
        """The marks with the points of the answers that the student says to have checked; a function's and a text's are not marked again."""
        told = attempts.read(json.loads(self.made.tried or "{}"))
        return [replace(m, tries=self._tries(m, told[m.task])) if m.task in told else m for m in marks]

    def _tries(self, mark: CheckMark, tried: attempts.Tries) -> tuple[float, ...]:
        task, points = known()["tasks"][mark.task], []
        if task["kind"] in ("function", "prose"):
            return ()
        for answer in tried.answers:
            try:
                points.append(
                    marking.mark(task, marking.plain(answer), self.keys[mark.task], RULES, self.answers).points
                )
            except Exception:  # no answer of a check: somebody wrote it
                return ()
        return tuple(points)

    def _unread(self, task_id: str, told: dict, function: bool) -> str:
        """Why an answer could not be read, or a function be called to the end; of a function no word of its own."""
        if told["kind"] in ("time", "late", "memory", "died"):
            return f"{'Your function for' if function else 'The answer to'} {task_id} {self._why(told)}"
        return f"{'Your function for' if function else 'The answer to'} {task_id} stopped when it was asked for."

    def _judged(self, task_id: str, task: dict, answer: object, text: str, said: str) -> CheckMark:
        public = task | {"inputs": self.keys[task_id].get("inputs", task.get("inputs", []))}
        try:
            mark = marking.mark(public, answer, self.keys[task_id], RULES, self.answers)
        except Exception as error:  # a rule met what nobody had thought of
            self.flags.append(f"{task_id} could not be marked ({type(error).__name__}: {error}). Mark it by hand.")
            told = "A person marks this: the program could not."
            return CheckMark(task_id, 0, task["points"], NOT_GRADED, told, text)
        message = "" if mark.state == "right" else said if said and answer is None else mark.message
        state = "not yet" if said and not mark.attempted else mark.state
        is_data = task["kind"] != "function"
        wrong_form = is_data and state == "not yet" and answer is not None and marking.fault(task["form"], answer)
        slip = state != "right" and (bool(wrong_form) or task_id in self.typing)
        return CheckMark(task_id, mark.points, task["points"], state, message, text if is_data else "", slip)


def _slip(told: dict, source: str = "") -> str:
    """A slip of typing in the words of the notebook."""
    if told["kind"] == "NameError":
        return slip(NameError(told.get("text", ""), name=told.get("name", "")))
    error = (IndentationError if told["kind"] == "IndentationError" else SyntaxError)(told.get("text", ""))
    error.lineno = told.get("line") or None
    return slip(error, source)


def _function(told: dict) -> object:
    """What a function gave, with only the kind of an error: its words could tell what the hidden inputs were.

    Of what is no function only the kind is left, for the same reason; a function that gave nothing each time is the starter.
    """
    if "calls" not in told:
        made = told.get("answer")
        return None if made is None else type(made)()
    calls = [_blind(call) for call in told["calls"]]
    blank = calls and all(call == {"value": None} for call in calls)
    return None if blank else {"calls": calls}


def _blind(call: object) -> object:
    if not isinstance(call, dict) or "error" not in call:
        return call
    name = str(call["error"])
    known_error = isinstance(getattr(builtins, name, None), type) and issubclass(getattr(builtins, name), BaseException)
    return {"error": f"{name if known_error else 'an error'}. (It was called on other inputs than your notebook's.)"}
