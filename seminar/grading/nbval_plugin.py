"""A plugin for pytest: nbval runs a transplanted notebook, cell by cell, and a check cell is a test that carries its mark.

    pytest -p nbval.plugin -p seminar.grading.nbval_plugin --seminar-key key.json --seminar-results FOLDER FOLDER_OF_NOTEBOOKS

The student's kernel sends an answer; the mark is made here, with the key. A check that earns all its points passes; else
it fails, and its failure is its message. Marks travel with the reports (``user_properties``), so that it is the process
that began the run, not a worker, which writes the results: one file of JSON for each notebook that was run whole.
"""

from __future__ import annotations

import builtins
import contextlib
import hashlib
import json
import os
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from ..exercises import marking
from ..exercises.conventions import MIME, known
from .kernels import NURSERY, SANDBOX, KernelLost, StudentKernel
from .records import ALL_SECONDS, CELL_SECONDS, CheckMark, Kept, Result
from .sandbox import SandboxError, close_nursery, nursery

RESTARTS = 3
_FROM_OUTSIDE = (
    None,
    -9,
)  # ends of a kernel that nobody within can bring about (but bubblewrap tells an exit code of 137 so, too)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The plugin's own options."""
    group = parser.getgroup("seminar", "grading of hand-ins")
    group.addoption("--seminar-key", help="the key as data, exercises/key/key.json")
    group.addoption("--seminar-results", help="folder that takes a file of JSON for each notebook")
    group.addoption("--seminar-kernel", default=SANDBOX, help="the provisioner of students' kernels")
    group.addoption("--seminar-cell-seconds", type=float, default=CELL_SECONDS)
    group.addoption("--seminar-all-seconds", type=float, default=ALL_SECONDS)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> IPyNbFile | None:
    """Each notebook is a hand-in."""
    if file_path.suffix == ".ipynb" and parent.config.getoption("--seminar-key"):
        return Paper.from_parent(parent, path=file_path)
    return None


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Write the result of a notebook once its last cell has been reported; not in a worker, which only sends it."""
    if report.when == "call" and "PYTEST_XDIST_WORKER" not in os.environ:
        for name, value in report.user_properties:
            if name == "result":
                Kept(Result.from_json(value["result"]), value["shaky"]).save(Path(value["folder"]))


def pytest_sessionstart(session: pytest.Session) -> None:
    """Kernels and the rules of marking load what they need at the same time."""
    option = session.config.getoption
    if option("numprocesses", None):  # the workers do that
        return
    if option("--seminar-kernel") == NURSERY:
        with contextlib.suppress(SandboxError, OSError):  # the first hand-in will say why
            nursery()


def pytest_sessionfinish() -> None:
    """Nothing of a sandbox outlives the run."""
    close_nursery()


@cache
def key(path: str) -> dict:
    """The key's tasks, read once in a process."""
    return json.loads(Path(path).read_text(encoding="utf-8"))["tasks"]


class Paper(IPyNbFile):
    """One hand-in, in the instructor's notebook."""

    sitting: Sitting

    def collect(self) -> Iterator[pytest.Item]:
        """An item a cell, in the order of the notebook, but for checks of functions: they are held, and called last.

        So nothing that a student may read later (an answer, an error) is made after the hidden inputs were seen.
        """
        cells = json.loads(self.path.read_text(encoding="utf-8"))["cells"]
        items, last = [], []
        for cell in cells:
            about = cell["metadata"]["seminar"]
            task, source = about["task"], "".join(cell["source"])
            if about["kind"] == "check" and known()["tasks"][task]["kind"] == "function":
                name, held = known()["tasks"][task]["name"], f"_held_{task.replace('.', '_')}"
                first = "from seminar.exercises import check"  # which stands in for a name that no cell has made
                items.append((f"hold-{task}", "hold", task, f"{first}\n{held} = {name}"))
                last.append((cell["id"], "check", task, f"{name} = {held}\n{source}"))
            elif cell["id"] != "start":  # it shows progress, and makes errors into sentences of its own
                items.append((cell["id"], about["kind"], task, source))
        self.cells = [*items, *last]
        self.seed = hashlib.sha256("\0".join(source for *_, source in self.cells).encode()).hexdigest()
        for number, (name, kind, task, source) in enumerate(self.cells):
            node = NotebookNode(cell_type="code", source=source, outputs=[], execution_count=1, metadata={})
            options = {"check": kind == "check", "check_exception": True, "skip": False}
            unlike = f"{number} {name}"  # xdist loses one of two that are called the same
            item = PaperCell.from_parent(self, name=unlike, cell_num=number, cell=node, options=options)
            item.kind, item.task, item.title = kind, task, name
            yield item

    def setup(self) -> None:
        """The kernel starts with the first cell."""
        option = self.config.getoption
        seconds = option("--seminar-cell-seconds"), option("--seminar-all-seconds")
        keys = key(option("--seminar-key"))
        self.sitting = Sitting(self.path.stem, option("--seminar-kernel"), self.seed, keys, *seconds)

    def teardown(self) -> None:
        """End the kernel."""
        self.sitting.close()


class PaperCell(IPyNbCell):
    """A cell; a check cell is a test, the others pass whatever a student's code does."""

    kind, task, title = "", "", ""

    def setup(self) -> None:
        """A time-out before this cell says nothing about it."""

    def runtest(self) -> None:
        """Run the cell, mark it if it is a check, and tell of the whole notebook with its last."""
        sitting = self.parent.sitting
        mark = sitting.take(self)
        if self.cell_num == len(self.parent.cells) - 1 and (result := sitting.result(self.cell_num)):
            told = {
                "folder": self.config.getoption("--seminar-results"),
                "result": result.to_json(),
                "shaky": sitting.shaky,
            }
            self.user_properties.append(("result", told))
        if mark:
            self.user_properties.append(("points", mark.points))
            if mark.state in ("not yet", "not attempted"):
                self.raise_cell_error(f"{mark.task}: {mark.state}. {mark.message}")

    def execute(self) -> list[dict]:
        """Run the cell in the student's kernel by nbval; what it gave that a mark may be made from."""
        super().runtest()
        return self.test_outputs or []

    def compare_outputs(self, test: list, ref: list, skip_compare: object = None) -> bool:
        """There is no reference to compare with: the answer is marked."""
        return True

    def repr_failure(self, excinfo: pytest.ExceptionInfo) -> str:
        """The message alone."""
        return str(excinfo.value)


class Sitting:
    """One hand-in while it is run: its kernel, its answers, its marks, and what happened on the way."""

    def __init__(self, fingerprint: str, how: str, seed: str, keys: dict, cell_seconds: float, all_seconds: float):
        self.fingerprint, self.how, self.seed, self.keys = fingerprint, how, seed, keys
        self.cell_seconds, self.all_seconds, self.left = cell_seconds, all_seconds, all_seconds
        self.delay = 0.0  # of this, seconds that the machine kept it waiting
        self.kernel: StudentKernel | None = None
        self.answers: dict[str, object] = {}
        self.marks: list[CheckMark] = []
        self.notes: list[str] = []
        self.flags: list[str] = []
        self.fault, self.shaky = "", False
        self.stopped: dict[str, str] = {}  # task -> what ended the cell that was to answer it
        self.ran: list[PaperCell] = []  # what a new kernel must be told again
        self.restarts = self.next = 0

    # --- a cell

    def take(self, item: PaperCell) -> CheckMark | None:
        """Run one cell; a check cell gives a mark."""
        if item.cell_num != self.next:  # the worker before this one died in the middle
            self.fault = "The machine stopped while this was run."
        self.next = item.cell_num + 1
        if self.fault:
            return None
        try:
            outputs, why = self._run(item)
        except KernelLost as error:
            self.fault = f"The machine could not start a kernel. {error}"
            return None
        except Exception as error:  # what nobody thought of costs no mark: it is run again, and told
            self.fault = f"The grader met something that it does not know ({type(error).__name__}: {error})."
            return None
        if item.kind != "check":
            self._look(item, outputs, why)
            return None
        mark = self._mark(item.task, outputs, why)
        self.marks.append(mark)
        return mark

    def _run(self, item: PaperCell) -> tuple[list[dict], str]:
        """What the cell gave, and why it was stopped, if it was."""
        kernel = self._sit_down(item)
        if self.left <= 0:
            self.shaky |= self.delay > 0.2 * self.all_seconds
            return [], "was not run: the cells before it had used all the time"
        outputs = self._execute(item, kernel)
        if outputs is None:  # it had died since the last cell: this one is not to blame
            self.shaky |= kernel.ended in _FROM_OUTSIDE
            self._lose()
            return self._run(item)
        why = self._why(kernel)
        if not kernel.is_alive():
            self._lose()
        elif item.kind != "check" and not why:
            self.ran.append(item)
        return outputs, why

    def _execute(self, item: PaperCell, kernel: StudentKernel) -> list[dict] | None:
        """Run a cell in what is left of the time; None if there was no kernel any more."""
        if not kernel.is_alive():
            return None
        began, outputs = time.monotonic(), []
        kernel.allow(min(self.cell_seconds, self.left))
        try:
            outputs = item.execute()
        except NbCellError:  # nbval's word for a kernel that it had to stop
            pass
        except RuntimeError:  # it has gone, or closed its door, between the look above and the cell
            return None
        finally:
            self.left -= time.monotonic() - began
        self.delay += kernel.delayed() if kernel.is_alive() else 0.0
        return outputs

    def _sit_down(self, item: PaperCell) -> StudentKernel | None:
        """A kernel: the one that runs, or a new one that is told what the last had been told. None if the time is up."""
        if self.left <= 0 or (self.kernel is not None and self.kernel.is_alive()):
            return self.kernel
        if self.kernel is not None:
            self._tell_end(self.kernel)
            self._lose()
            return self._sit_down(item)
        self.kernel = item.parent.kernel = StudentKernel(self.how, self.seed)
        again, self.ran = self.ran, []
        for earlier in again:
            if self.kernel is not None and self.left > 0:
                self._execute(earlier, self.kernel)
                if self.kernel.is_alive():
                    self.ran.append(earlier)
                else:
                    self._lose()
        return self.kernel if self.kernel is not None or self.left <= 0 else self._sit_down(item)

    def _lose(self) -> None:
        self.close()
        self.restarts += 1
        if self.restarts > RESTARTS:
            self.left = 0.0

    def _why(self, kernel: StudentKernel) -> str:
        if kernel.too_large:
            return "took more memory than there is for one hand-in"
        if kernel.timed_out:
            self.shaky |= kernel.starved
            return f"ran longer than {self.cell_seconds:g} seconds and was stopped"
        if kernel.ended is not None:
            self._tell_end(kernel)
            return "ended Python"
        if (
            not kernel.is_alive()
        ):  # nbval stopped it: the word that the cell had ended never came, as on a machine under load
            self.shaky = True
            return "gave no sign that it had ended, and was stopped"
        return ""

    def _tell_end(self, kernel: StudentKernel) -> None:
        self.shaky |= kernel.ended in _FROM_OUTSIDE
        self._flag(f"The kernel was ended from within (exit code {kernel.ended}).")

    def _look(self, item: PaperCell, outputs: list[dict], why: str) -> None:
        """Note for the student what stopped a cell."""
        error = next((o for o in outputs if o.get("output_type") == "error"), None)
        if not why and error is not None:
            why = f"stopped with {error['ename']}: {error['evalue']}"
        if why and item.kind in ("student", "hold"):
            which = f"Your cell for {item.task}" if item.task else f"A cell that you added ({item.title})"
            if item.kind == "student":
                self.notes.append(f"{which} {why}.")
            if item.task:
                self.stopped.setdefault(item.task, f"{which} {why}.")

    # --- a mark

    def _mark(self, task_id: str, outputs: list[dict], why: str) -> CheckMark:
        task = known()["tasks"][task_id]
        said = self.stopped.get(task_id, "") or (f"The check of {task_id} {why}." if why else "")
        function, carried = task["kind"] == "function", self._carried(task_id, outputs)
        if carried is None:
            message = said or "Your answer could not be read: the check cell gave nothing back."
            if not said:
                self._flag(f"The check of {task_id} gave no answer that can be read.")
            return CheckMark(task_id, 0, task["points"], "not yet" if said else "not attempted", message)
        answer = _blinded(carried.get("answer")) if function else carried.get("answer")
        if not said and not function:  # of a function the reason could tell what the hidden inputs were
            said = str(carried.get("fault") or "")[:300]
        try:
            answer = marking.plain(answer)
            text = marking.canonical(answer)
        except (marking.FormError, RecursionError) as error:
            return CheckMark(task_id, 0, task["points"], "not yet", str(error) or "The answer holds itself.")
        self.answers[task_id] = answer
        return self._judged(task_id, task, answer, text, said)

    def _judged(self, task_id: str, task: dict, answer: object, text: str, said: str) -> CheckMark:
        from ..exercises.tasks import RULES

        public = task | {"inputs": self.keys[task_id].get("inputs", task.get("inputs", []))}
        try:
            mark = marking.mark(public, answer, self.keys[task_id], RULES, self.answers)
        except Exception as error:  # a rule met what nobody had thought of
            self._flag(f"{task_id} could not be marked ({type(error).__name__}: {error}). Mark it by hand.")
            return CheckMark(
                task_id, 0, task["points"], "not graded", "A person marks this: the program could not.", text
            )
        message = "" if mark.state == "right" else said if said and answer is None else mark.message
        state = "not yet" if said and not mark.attempted else mark.state
        return CheckMark(task_id, mark.points, mark.out_of, state, message, "" if task["kind"] == "function" else text)

    def _carried(self, task_id: str, outputs: list[dict]) -> dict | None:
        """What the check's output carries for this task; the last word counts."""
        found = [_opened(o["data"][MIME]) for o in outputs if MIME in o.get("data", {})]
        fitting = [c for c in found if isinstance(c, dict) and c.get("task") == task_id]
        if len(found) > 1 or len(fitting) < len(found):
            self._flag(f"The check of {task_id} gave more than one answer, or one to another task.")
        return fitting[-1] if fitting else None

    def _flag(self, sentence: str) -> None:
        if sentence not in self.flags:
            self.flags.append(sentence)

    # --- the end

    def result(self, last: int) -> Result | None:
        """The whole; a notebook that was begun by another worker has none."""
        if self.next != last + 1:
            return None
        marks = () if self.fault else tuple(sorted(self.marks, key=lambda m: [int(n) for n in m.task.split(".")]))
        return Result(self.fingerprint, marks, tuple(self.notes), tuple(self.flags), self.fault)

    def close(self) -> None:
        """End the kernel, if there is one."""
        if self.kernel is not None:
            self.kernel.stop()
            self.kernel = None


def _opened(text: str) -> object:
    """What the check carried, or None where it is longer or deeper than an answer is."""
    if len(text) > 2 * marking.LONGEST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _blinded(made: object) -> object:
    """What a function gave, with only the kind of an error: its words could tell what the hidden inputs were.

    Of what is no function only the kind is left, for the same reason.
    """
    if made is None or not isinstance(made, dict) or not isinstance(made.get("calls"), list):
        return None if made is None else type(made)()
    return {"calls": [_blind(call) for call in made["calls"]]}


def _blind(call: object) -> object:
    if not isinstance(call, dict) or "error" not in call:
        return call
    name = str(call["error"]).split(":")[0]
    known_error = isinstance(getattr(builtins, name, None), type) and issubclass(getattr(builtins, name), BaseException)
    return {"error": f"{name if known_error else 'an error'}. (It was called on other inputs than your notebook's.)"}
