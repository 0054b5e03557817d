"""Many hand-ins: what can be read is read, the rest is run, several at a time; marked here, kept, resumed, and tried again.

A result is kept under the fingerprint of what was run: the transplanted cells, the key, and the code that marks. What has
a result is not run again, whoever handed it in and whenever. So an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import compileall
import hashlib
import json
import signal
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from ..exercises import conventions
from . import notebook, read, sandbox
from .execute import NOWHERE, SANDBOX, UNSAFE, Outcome, Settings, execute, steps_of
from .judge import Judge
from .records import Graded, HandIn, Result, Store
from .shelf import Shelf
from .transplant import Transplant, fingerprint, transplant

__all__ = ["NOWHERE", "SANDBOX", "UNSAFE", "Exercise", "Key", "Runner", "Seen", "Settings", "grade", "run", "stamp"]
FILES = 10  # of one student for one exercise that are graded, the latest
PATIENCE = 2  # times the time of one hand-in that one student's files for one exercise may take together
_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Exercise:
    """What marking an exercise takes: the instructor's own blank notebook, and functions' hidden inputs by task."""

    blank: notebook.Notebook
    inputs: dict[str, list]


@dataclass
class Key:
    """The key as text, and the exercises that it marks."""

    text: str
    exercises: dict[str, Exercise]
    stamp: str = field(default="")

    @property
    def tasks(self) -> dict:
        return json.loads(self.text)["tasks"]

    @classmethod
    def read(cls, folder: Path) -> Key:
        """From ``exercises/``: ``key/key.json`` and the students' notebooks. ValueError says what is missing or does not fit."""
        try:
            text = (folder / "key" / "key.json").read_text(encoding="utf-8")
            tasks, made = json.loads(text)["tasks"], {}
            for name, told in conventions.known()["exercises"].items():
                blank = notebook.read((folder / conventions.student_file(name)).read_bytes())
                made[name] = Exercise(blank, {t: tasks[t]["inputs"] for t in told["tasks"] if "inputs" in tasks[t]})
        except OSError as error:
            needs = "Grading needs the folder exercises with its key; a student's bundle has none."
            raise ValueError(f"There is no {error.filename}. {needs}") from None
        except (KeyError, ValueError) as error:
            raise ValueError(f"The key in {folder} cannot be read ({error}). Make it again: make exercises.") from None
        return cls(text, made, stamp(text))


def stamp(key: str) -> str:
    """Stands for all that a mark depends on beside the hand-in itself."""
    made = hashlib.sha256(f"{sys.version_info[:2]} {key}".encode())
    made.update(conventions.CHECKS.read_bytes())
    tables = [p for source, _ in sandbox.package() for p in sorted(source.rglob("*.csv"))]  # rules mark by them
    for path in [*sorted(_PACKAGE.rglob("*.py")), *tables]:  # whatever code may mark by
        made.update(path.read_bytes())
    return made.hexdigest()


# --- all of them

Unit = list[tuple[str, dict]]  # the jobs of one student and exercise, by fingerprint: they are run one after the other
Outcomes = Generator[tuple[str, dict], None, None]  # the print of each job, and what came of it
Runner = Callable[[Iterator[Unit], Settings], Outcomes]
Seen = Callable[[int, int], None]


def grade(
    handins: Iterable[HandIn],
    key: Key,
    settings: Settings,
    store: Path,
    runner: Runner | None = None,
    seen: Seen = lambda done, whole: None,
) -> Sequence[Graded]:
    """Read or run what has no result yet, mark it, and give each hand-in its own.

    ``store`` keeps results; ``runner`` runs what has to be run (by default on this machine); ``seen`` is told how many of how many are
    done. What stays without a result, failed by a fault of the machine or hung on its state is tried once more, one at a
    time. SIGTERM is an interrupt here: KeyboardInterrupt, as by Ctrl-C; what has been graded is kept.
    """
    with _terminated_as_interrupted():
        whole = _Class(handins, key, settings, Store(store), seen)
        runner = runner or run
        whole.take(runner(whole.units(), settings))
        if again := whole.left():
            whole.take(runner(iter([[job] for job in again]), replace(settings, workers=1)), last=True)
        whole.give_up()
    if whole.store.damaged:
        print(f"Kept results that were damaged: {whole.store.damaged}. They were made again.", file=sys.stderr)
    return whole.graded


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Where signals may be handled, the word to end is an interrupt."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Class:
    """All hand-ins of one run, and what has come of them. Each is let go as it is read, and what came of it goes to the shelf."""

    def __init__(self, handins: Iterable[HandIn], key: Key, settings: Settings, store: Store, seen: Seen) -> None:
        self.key, self.keys, self.settings, self.store, self.seen = key, key.tasks, settings, store, seen
        self.groups: defaultdict[tuple[str, str], list[HandIn]] = defaultdict(list)
        for handin in handins:
            self.groups[handin.student, handin.exercise].append(handin)
        self.count = sum(map(len, self.groups.values()))
        self.graded = Shelf(Graded)
        self.waiting: dict[str, tuple[Transplant, dict]] = {}  # what is run or has to be run again, by fingerprint
        self.for_it: defaultdict[str, list[Graded]] = defaultdict(list)  # who waits for it
        self.skipped: set[str] = set()  # what was not run, since the student's other files had used the time
        self.read = 0

    def units(self) -> Iterator[Unit]:
        """What has to be run, student by student; what can be read, or has been kept, is done on the way."""
        for place in list(self.groups):
            student, found = place[0], sorted(self.groups.pop(place), key=lambda h: (-h.copy, h.file))
            readable = [h for h in found if not h.problem] if student else []
            late = {id(h) for h in readable[FILES:]}
            unit: Unit = []
            for handin in found:
                if id(handin) in late:
                    said = f"Not graded: {len(readable)} files of this student for this exercise were handed in, and the {FILES} latest are graded."
                    self.graded.append(Graded(replace(handin, notebook=None, problem=said)))
                else:
                    unit += self._job(handin)
            self.read += len(found)
            self.seen(self.read - len(self.waiting), self.count)
            if unit:
                yield unit

    def _job(self, handin: HandIn) -> Unit:
        """The job of a hand-in that has to be run and is not run already; else nothing."""
        if handin.problem or handin.notebook is None:
            self.graded.append(Graded(handin))
            return []
        exercise = self.key.exercises[handin.exercise]
        made = transplant(handin.notebook.opened(), handin.exercise, exercise.blank)
        mark = fingerprint(made, f"{self.key.stamp} {self.settings.cell_seconds} {self.settings.all_seconds}")
        one = Graded(replace(handin, notebook=None), None, False, made.notes, made.flags)
        if mark not in self.waiting:
            result = self.store.get(mark)
            if result is None and (answers := read.answers(made)) is not None:
                result = self._judged(
                    mark, made, asdict(Outcome({task: {"answer": value} for task, value in answers.items()}))
                )
            if result is None and self.settings.kernel == NOWHERE:
                said = "Not graded here: it holds code that has to be run, and that needs Linux with bubblewrap."
                result = Result(mark, fault=said)
            if result is not None:
                self.graded.append(replace(one, result=result))
                return []
        self.for_it[mark].append(one)
        if mark in self.waiting:
            return []
        job = {"steps": steps_of(made), "seed": mark, "inputs": exercise.inputs}
        self.waiting[mark] = made, job
        return [(mark, job)]

    def _judged(self, mark: str, made: Transplant, outcome: dict) -> Result:
        """The marks, kept unless the machine is at fault."""
        result = Judge(mark, made, self.keys, outcome, self.settings.cell_seconds).result()
        if not result.fault:
            self.store.put(result)
        return result

    def take(self, outcomes: Outcomes, last: bool = False) -> None:
        """Mark what comes. If it is the ``last`` time, a fault counts, and what hung on the machine's state."""
        with closing(outcomes):
            for mark, outcome in outcomes:
                if mark in self.waiting and (last or not (outcome["fault"] or outcome["shaky"])):
                    made, _ = self.waiting.pop(mark)
                    if outcome.get("skipped"):
                        self.skipped.add(mark)
                    else:
                        self._give(mark, self._judged(mark, made, outcome))
                    self.seen(self.read - len(self.waiting), self.count)

    def _give(self, mark: str, result: Result) -> None:
        for one in self.for_it.pop(mark):
            self.graded.append(replace(one, result=result))

    def left(self) -> list[tuple[str, dict]]:
        """The jobs that have no result."""
        return [(mark, job) for mark, (_, job) in sorted(self.waiting.items())]

    def give_up(self) -> None:
        """What still waits was skipped, or is the machine's fault."""
        seconds = PATIENCE * self.settings.all_seconds
        said = f"Not run: this student's later files for this exercise ran for {seconds:g} seconds. Ask for one file that runs."
        for mark in self.skipped & self.for_it.keys():
            for one in self.for_it.pop(mark):
                self.graded.append(Graded(replace(one.handin, problem=said)))
        lost = "The machine stopped each time this was run. Grade again; the others are kept."
        for mark in list(self.for_it):
            self._give(mark, Result(mark, fault=lost))


# --- on this machine


def run(units: Iterable[Unit], settings: Settings) -> Outcomes:
    """Run units, ``settings.workers`` at a time, and give each outcome as soon as it is there."""
    sandbox.open_all()
    compiled = False
    with ThreadPoolExecutor(settings.workers) as pool:
        waiting = set()
        try:
            for unit in units:
                if not compiled:
                    compiled = True
                    compileall.compile_dir(_PACKAGE, quiet=2)  # a sandbox cannot keep what it compiles
                waiting.add(pool.submit(in_turn, unit, settings))
                if len(waiting) > 2 * settings.workers:  # no more is made ready than is soon run
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    yield from (outcome for one in done for outcome in one.result())
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (outcome for one in done for outcome in one.result())
        except BaseException:
            sandbox.end_all()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def in_turn(unit: Unit, settings: Settings) -> list[tuple[str, dict]]:
    """Run one student's files for one exercise, the latest first, until together they have used their time."""
    found, spent = [], 0.0
    for mark, job in unit:
        if spent > PATIENCE * settings.all_seconds:
            found.append((mark, asdict(Outcome()) | {"skipped": True}))
            continue
        outcome = execute(job, settings)
        spent += outcome["seconds"]
        found.append((mark, outcome))
    return found
