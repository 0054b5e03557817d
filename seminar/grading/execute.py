"""One hand-in is run: its cells go into the sandbox as one line of JSON, and what they came to is read from a pipe, line by line.

A line is believed to be data and nothing else. Each must tell of the step whose turn it is; one that does not, is too long, or is no JSON
ends the run, and what had come before it stays. A cell that ended Python, or did not stop when its time was up, is left out, and the
others are run again without it, in a new sandbox: so it costs its own task alone. Functions are called after every answer has come.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass, field

from ..exercises.conventions import known
from . import ALL_SECONDS, CELL_SECONDS
from .sandbox import LIMITS, START_SECONDS, Jail, SandboxError, installed
from .transplant import Transplant

SANDBOX, UNSAFE, NOWHERE = "sandbox", "unsafe", "nowhere"  # where what is code runs
GRACE = 2.0  # seconds that a cell has to stop when its time is up
RESTARTS = 3
_KILLED = -9  # nobody within can bring this about: the first process of a sandbox hears no such signal from within
_LATE = {"kind": "late"}


@dataclass(frozen=True)
class Settings:
    """How to run: ``kernel`` says where, seconds are limits for a cell and for a whole hand-in."""

    kernel: str = SANDBOX
    workers: int = 1
    cell_seconds: float = CELL_SECONDS
    all_seconds: float = ALL_SECONDS


@dataclass
class Outcome:
    """What came of one hand-in, before anything is marked; plain values throughout.

    ``answers``: task -> one of ``answer`` (a value), ``fault`` (why it cannot be read, a sentence), ``stopped`` (what stopped it),
    ``calls`` (what a function gave). ``stopped``: step -> what stopped that cell. ``fault`` is the machine's; ``shaky`` tells that
    something hung on the machine's state.
    """

    answers: dict[str, dict] = field(default_factory=dict)
    stopped: dict[int, dict] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    fault: str = ""
    shaky: bool = False
    seconds: float = 0.0

    def flag(self, sentence: str) -> None:
        """Note a reason for a person to look, once."""
        if sentence not in self.flags:
            self.flags.append(sentence)


def steps_of(made: Transplant) -> list[list]:
    """The steps of a run: ``[number, "run", source]`` for a cell, ``[number, "take", task, name, is it a function]`` for an answer."""
    steps: list[list] = []
    for number, cell in enumerate(made.cells):
        if cell.kind == "check":
            task = known()["tasks"][cell.task]
            steps.append([number, "take", cell.task, task["name"], task["kind"] == "function"])
        elif cell.name != "start":
            steps.append([number, "run", cell.source])
    return steps


def execute(job: dict, settings: Settings) -> dict:
    """Run a job (``steps``, ``seed``, ``inputs`` of functions by task) and tell its outcome, as a dictionary: it may come from another machine."""
    began, run = time.monotonic(), _Run(job, settings)
    try:
        run.all()
    except (SandboxError, OSError) as error:
        run.outcome.fault = f"The machine could not start a sandbox. {error}"
    except Exception as error:  # what nobody thought of costs no mark: it is run again, and told
        run.outcome.fault = f"The grader met something that it does not know ({type(error).__name__}: {error})."
    run.outcome.seconds = time.monotonic() - began
    return asdict(run.outcome)


class _OutOfTurn(Exception):
    """The hand-in said what it had not been asked."""


class _Run:
    """One hand-in while it runs."""

    def __init__(self, job: dict, settings: Settings) -> None:
        self.job, self.settings, self.outcome = job, settings, Outcome()
        # seconds that are left when a sandbox is ready, and when they are over
        self.left = self.end = settings.all_seconds
        self.skipped: set[int] = set()  # cells that ended Python, or would not stop
        self.sandboxes = 0

    def all(self) -> None:
        """Run until every step has been told of, in as many sandboxes as it takes."""
        while self._todo() and self.sandboxes <= RESTARTS and self.left > 0:
            self.sandboxes += 1
            try:
                self._one_sandbox()
            except _OutOfTurn as error:
                self.outcome.flag(
                    f"The hand-in wrote to the grader what it had not been asked ({error}); what came before that counts."
                )
                break
        for number, what, *given in self._todo():
            if what == "run":
                self.outcome.stopped.setdefault(number, _LATE)
            else:
                self.outcome.answers.setdefault(given[0], {"stopped": _LATE})

    def _todo(self) -> list[list]:
        """What has still to be run; nothing if every answer is there."""
        left = [s for s in self.job["steps"] if not self._is_told(s)]
        return left if any(s[1] == "take" for s in left) else []

    def _is_told(self, step: list) -> bool:
        """Whether nothing more can come of a step. A cell runs again in each sandbox, but for one that ended it."""
        return step[0] in self.skipped if step[1] == "run" else step[2] in self.outcome.answers

    def _one_sandbox(self) -> None:
        steps, jail = self._todo(), Jail(self.settings.kernel != UNSAFE)
        try:
            jail.say(self._order(steps, jail.apart))
            if jail.heard(START_SECONDS) != b'{"step":-1}\n':
                raise SandboxError(f"It ended before it could be used (exit code {jail.end()}).")
            jail.first()
            self.end = time.monotonic() + self.left
            for task in self._cells(jail, steps):
                if not self._call(jail, task):
                    break
            self.left = self.end - time.monotonic()
        finally:
            jail.end()

    def _order(self, steps: list[list], apart: bool) -> dict:
        sources = "\n".join(s[2] for s in steps if s[1] == "run")
        words = [w for w in ("pandas", "random", "sample", "shuffle") if w in sources]
        return {
            "steps": steps,
            "sources": " ".join(words),
            "seed": self.job["seed"],
            "cell": self.settings.cell_seconds,
            "all": self.left,
            "limits": LIMITS if apart else {},
            "path": [str(p) for p in installed()],
            "prefix": sys.prefix,
        }

    def _cells(self, jail: Jail, steps: list[list]) -> list[str]:
        """Hear of each step in turn; the functions that are held. Ends early where the sandbox has."""
        held: list[str] = []
        for number, what, *given in steps:
            told, stopped = self._told(jail, number)
            if what == "run":
                self.outcome.stopped.pop(number, None)
                if why := told.get("stopped") if told else stopped:
                    self.outcome.stopped[number] = _as_stopped(why)
            elif told is None:
                self.outcome.answers[given[0]] = {"stopped": stopped}
            elif told.get("callable") is True and given[0] in self.job["inputs"]:
                held.append(given[0])
            else:
                self.outcome.answers[given[0]] = _as_answer(told)
            if told is None:
                if what == "run":
                    self.skipped.add(number)
                return []
        return held

    def _call(self, jail: Jail, task: str) -> bool:
        """Call one function on inputs that the student's copy does not have, and take what it gave; whether the sandbox lives on."""
        jail.say([task, self.job["inputs"][task]])
        told, stopped = self._told(jail, task)
        calls = told.get("calls") if told else None
        if isinstance(calls, list):
            self.outcome.answers[task] = {"calls": calls}
        else:
            self.outcome.answers[task] = {"stopped": _as_stopped(told.get("stopped")) if told else stopped}
        return told is not None

    def _told(self, jail: Jail, turn: object) -> tuple[dict | None, dict]:
        """The line of this step, or None and what ended it."""
        began, delay = time.monotonic(), jail.delayed()
        line = jail.heard(min(self.settings.cell_seconds, max(self.end - began, 0.0)) + GRACE)
        if line is None:
            took = time.monotonic() - began
            self.outcome.shaky |= not jail.too_large and jail.delayed() - delay > 0.2 * took
            return None, {"kind": "memory" if jail.too_large else "time"}
        if not line:
            code = jail.end()
            self.outcome.shaky |= code == _KILLED
            self.outcome.flag(f"Python was ended from within (exit code {code}).")
            return None, {"kind": "died"}
        told = _opened(line)
        if told is None:
            raise _OutOfTurn("a line that is no JSON, or too long")
        if told.get("step") != turn or isinstance(told.get("step"), bool):
            raise _OutOfTurn("a line out of its turn")
        stopped = told.get("stopped")
        late = isinstance(stopped, dict) and stopped.get("kind") in ("time", "late")
        self.outcome.shaky |= late and jail.delayed() - delay > 0.2 * (time.monotonic() - began)
        return told, {}


def _opened(line: bytes) -> dict | None:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _as_stopped(told: object) -> dict:
    """What stopped a cell, as far as it can be believed: short texts and a number."""
    told = told if isinstance(told, dict) else {}
    made: dict = {
        name: _whole(told[name])[:300] for name in ("kind", "text", "name") if isinstance(told.get(name), str)
    }
    if isinstance(told.get("line"), int):
        made["line"] = told["line"]
    return {"kind": "error"} | made


def _as_answer(told: dict) -> dict:
    if "stopped" in told:
        return {"stopped": _as_stopped(told["stopped"])}
    if isinstance(told.get("fault"), str):
        return {"fault": _whole(told["fault"])[:600]}
    return {"answer": told.get("answer")}


def _whole(text: str) -> str:
    """The text without half characters, which cannot be written."""
    return text.encode("utf-8", "replace").decode("utf-8")
