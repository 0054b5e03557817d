"""Which cell of a notebook answers which task, and how its last run went.

An answer cell is known by its comment, else by its id, else by the name that it gives a value to: a student may have lost
the comment, or have written the answer elsewhere.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..kit import sentences
from .conventions import cell_id, known, marker


@dataclass(frozen=True)
class CellRun:
    """One run of one cell: its text, its id if the notebook told it, and why it stopped (empty if it ran through)."""

    source: str
    identity: str = ""
    fault: str = ""


@dataclass
class Record:
    """Every run since the kernel began, by its number in the notebook. Runs before anybody listened are known by text alone."""

    runs: dict[int, CellRun] = field(default_factory=dict)
    forms: dict[str, tuple[int, CellRun]] = field(
        default_factory=dict
    )  # by task: after which run a form was filled in, and as what
    values: dict[str, object] = field(default_factory=dict)  # by task: what a form was filled in with
    shell: object = None

    def fill(self, task: str, source: str, value: object = None) -> None:
        """Note what a form has filled in, as a run of the answer's cell; the last one of each task stands."""
        self.values[task] = value
        self.forms[task] = (
            getattr(self.shell, "execution_count", len(self.runs) + 1) - 1,
            CellRun(source, cell_id("answer", task)),
        )

    def listen(self, shell: object) -> None:
        """Note each run from now on; asked again, it goes on."""
        if shell is not self.shell:
            shell.events.register("post_run_cell", self._note)
            self.shell = shell

    def _note(self, result: object) -> None:
        error = result.error_before_exec or result.error_in_exec
        said = (
            (sentences.words_for(error, result.info.raw_cell) or f"It stopped with {_worded(error)}.") if error else ""
        )
        number = result.execution_count or len(self.runs) + 1
        self.runs[number] = CellRun(str(result.info.raw_cell), str(getattr(result.info, "cell_id", "") or ""), said)

    def all(self, inputs: Sequence[str] = ()) -> list[CellRun]:
        """All runs in order; ``inputs`` is IPython's own list of texts, for those that were not listened to."""
        last = max([len(inputs) - 1, 0, *self.runs])
        found = [
            (number, self.runs.get(number) or CellRun(str(inputs[number])))
            for number in range(1, last + 1)
            if number in self.runs or number < len(inputs)
        ]
        return [run for _number, run in sorted([*found, *self.forms.values()], key=lambda one: one[0])]


def _worded(error: BaseException) -> str:
    text = str(error).strip().splitlines()
    return f"{type(error).__name__}: {text[0][:120]}" if text else type(error).__name__


def tasks_of(run: CellRun, ids: Sequence[str]) -> list[str]:
    """The tasks, out of ``ids``, that a cell answers or was to answer."""
    lines = {line.strip() for line in run.source.splitlines()}
    if marked := [task for task in ids if marker(task) in lines]:
        return marked
    if own := [task for task in ids if run.identity == cell_id("answer", task)]:
        return own
    names = {known()["tasks"][task]["name"]: task for task in ids}
    return [task for name, task in names.items() if name in assigned(run.source, names)]


def assigned(source: str, names: Sequence[str]) -> set[str]:
    """Those of ``names`` to which a cell gives a value at its top, or a function; of a cell that cannot be read, by its look."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {n for n in names if re.search(rf"^(?:{n}\s*=(?!=)|def\s+{n}\s*\()", source, re.M)}
    found: set[str] = set()
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.add(statement.name)
        elif isinstance(statement, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            found |= {n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)}
    return found & set(names)


def answer(runs: Sequence[CellRun], task: str, ids: Sequence[str]) -> str:
    """The text that answers a task: of its cell as it last ran through, and of what was added to it since. Empty if there is none.

    A cell of which no run went through is taken as it stands.
    """
    mine = [run for run in runs if task in tasks_of(run, ids)]
    made = ""
    for run in [r for r in mine if not r.fault] or mine[-1:]:
        goes_on = made and marker(task) not in run.source and _reads(run.source, known()["tasks"][task]["name"])
        if goes_on and run.source not in made:
            made = f"{made}\n\n{run.source}"
        elif not goes_on:
            made = run.source
    return made if not made or marker(task) in made else f"{marker(task)}\n{made}"


def _reads(source: str, name: str) -> bool:
    """Whether a cell takes up a value that the name had before: ``x |= …``, ``x["a"] = …`` or ``x = x | …``."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    for statement in tree.body:  # what comes first counts: after a fresh value it is no longer the earlier one
        if (
            isinstance(statement, ast.AugAssign)
            and isinstance(statement.target, ast.Name)
            and statement.target.id == name
        ):
            return True
        if any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in ast.walk(statement)):
            return not isinstance(statement, ast.FunctionDef)
        if assigned(ast.unparse(statement), [name]):
            return False
    return False


def last_fault(runs: Sequence[CellRun], task: str, ids: Sequence[str]) -> str:
    """Why the last run of a task's answer cell stopped; empty if it ran through, or was never run."""
    mine = [run for run in runs if task in tasks_of(run, ids)]
    return mine[-1].fault if mine else ""


def same_function(function: object, source: str) -> bool:
    """Whether a function does just what the function in ``source`` does, such as the starter: by its code, whatever its comments."""
    code = getattr(function, "__code__", None)
    made = next(c for c in compile(source, "starter", "exec").co_consts if isinstance(c, type(_reads.__code__)))
    return code is not None and all(
        getattr(code, part) == getattr(made, part) for part in ("co_code", "co_consts", "co_names")
    )
