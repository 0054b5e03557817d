"""Many hand-ins: what is to be run, in chunks, by pytest in a process of its own; kept, resumed, and tried again.

A result is kept under the fingerprint of what was run: the transplanted notebook, the key, and the code that marks. What has
a result is not run again, whoever handed it in and whenever. So an interrupted run goes on where it stopped.
"""

from __future__ import annotations

import compileall
import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from ..exercises import conventions
from .records import ALL_SECONDS, CELL_SECONDS, Graded, HandIn, Kept, Result
from .sandbox import package
from .transplant import Transplant, TransplantError, fingerprint, notebook, transplant

PATIENCE = 180.0  # seconds without a result, beyond what two hand-ins may take, after which pytest is taken to hang
CHUNK = 250  # hand-ins that one process of pytest runs; then it makes place for a new one
_PACKAGE = Path(__file__).resolve().parent.parent
_MARKING = ("exercises/*.py", "grading/*.py", "*/model*.py", "tables.py")


@dataclass(frozen=True)
class Settings:
    """How to run: ``kernel`` is a provisioner's name, seconds are limits for a cell and for a whole hand-in.

    ``each`` is how many hand-ins a worker must get to be worth its start; with fewer there are fewer workers.
    """

    kernel: str
    workers: int = 1
    cell_seconds: float = CELL_SECONDS
    all_seconds: float = ALL_SECONDS
    each: int = 1

    def workers_for(self, handins: int) -> int:
        """How many workers so many hand-ins get."""
        return max(1, min(self.workers, handins // self.each))


@dataclass(frozen=True)
class Exercise:
    """What marking an exercise takes: the instructor's own blank notebook, and functions' hidden inputs by task."""

    blank: dict
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
                blank = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
                made[name] = Exercise(blank, {t: tasks[t]["inputs"] for t in told["tasks"] if "inputs" in tasks[t]})
        except OSError as error:
            needs = "Grading needs the folder exercises with its key; a student's bundle has none."
            raise ValueError(f"There is no {error.filename}. {needs}") from None
        except (KeyError, ValueError) as error:
            raise ValueError(f"The key in {folder} cannot be read ({error}). Make it again: make exercises.") from None
        return cls(text, made, stamp(text))


def stamp(key: str) -> str:
    """Stands for all that a mark depends on beside the hand-in itself."""
    made = hashlib.sha256(key.encode())
    made.update(conventions.CHECKS.read_bytes())
    tables = [p for source, _ in package() for p in sorted(source.rglob("*.csv"))]  # rules mark by them
    for path in [*(p for pattern in _MARKING for p in sorted(_PACKAGE.glob(pattern))), *tables]:
        made.update(path.read_bytes())
    return made.hexdigest()


# --- the whole


@dataclass
class Paper:
    """A file handed in and made ready to run, or the reason why it cannot be."""

    handin: HandIn
    made: Transplant | None = None
    print: str = ""

    def graded(self, kept: Kept | None) -> Graded:
        notes, flags = (self.made.notes, self.made.flags) if self.made else ((), ())
        return Graded(self.handin, kept.result if kept else None, False, tuple(notes), tuple(flags))


def prepare(handin: HandIn, key: Key, settings: Settings) -> Paper:
    """Transplant a hand-in's answers into the instructor's notebook."""
    if handin.problem:
        return Paper(handin)
    exercise = key.exercises[handin.exercise]
    try:
        made = transplant(handin.content, handin.exercise, exercise.blank, exercise.inputs)
    except TransplantError as error:
        return Paper(_with(handin, str(error)))
    return Paper(
        _with(handin, ""), made, fingerprint(made, f"{key.stamp} {settings.cell_seconds} {settings.all_seconds}")
    )


def _with(handin: HandIn, problem: str) -> HandIn:
    """The hand-in without its content, which is no longer needed."""
    return replace(handin, content=b"", problem=problem)


Runner = Callable[[dict[str, dict], str, Settings], Iterator[tuple[str, Kept]]]
Seen = Callable[[int, int], None]


def grade(
    handins: Iterable[HandIn],
    key: Key,
    settings: Settings,
    store: Path,
    runner: Runner | None = None,
    seen: Seen = lambda done, whole: None,
) -> list[Graded]:
    """Run what has no result yet and give each hand-in its own.

    ``store`` keeps results; ``runner`` runs notebooks (by default on this machine); ``seen`` is told how many of how many are
    done. What had not come back when pytest died is run again. What stays without a result then, failed by a fault of the
    machine or hung on its state is tried once more, one at a time; if pytest dies then too, each in a pytest of its own.
    """
    runner = runner or run
    papers = [prepare(handin, key, settings) for handin in handins]
    wanted = {p.print: notebook(p.made) for p in papers if p.made}
    shelf = Shelf(store)
    todo = {mark: made for mark, made in wanted.items() if shelf.get(mark) is None}
    whole = len(wanted)
    seen(whole - len(todo), whole)
    left = dict(todo)  # what has no result that counts
    faults: dict[str, Kept] = {}

    def sit(batch: dict[str, dict], how: Settings, counts: bool = False) -> dict[str, dict]:
        """Run a batch; what did not come back. If it ``counts``, so does what hung on the machine's state."""
        lost = dict(batch)
        for mark, kept in runner(batch, key.text, how) if batch else ():
            del lost[mark]
            if kept.final or (counts and not kept.result.fault):
                shelf.put(Kept(kept.result))
                del left[mark]
                seen(whole - len(left), whole)
            elif counts:
                faults[mark] = kept
        return lost

    sit(sit(dict(left), settings), settings)
    alone = replace(settings, workers=1)
    for mark, made in sit(dict(left), alone, counts=True).items():
        sit({mark: made}, alone, counts=True)
    return [p.graded(shelf.get(p.print) or faults.get(p.print) or _lost(p.print) if p.made else None) for p in papers]


def _lost(mark: str) -> Kept:
    return Kept(Result(mark, fault="The machine stopped each time this was run. Grade again; the others are kept."))


class Shelf:
    """Results on disk, one file each, by fingerprint. A file that cannot be read is no result."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def get(self, mark: str) -> Kept | None:
        return Kept.load(self.folder / f"{mark}.json")

    def put(self, kept: Kept) -> None:
        kept.save(self.folder)


# --- on this machine


def run(notebooks: dict[str, dict], key: str, settings: Settings, chunk: int = CHUNK) -> Iterator[tuple[str, Kept]]:
    """Run notebooks (fingerprint -> notebook) and give each result as soon as it is there. One that never comes is left out."""
    compileall.compile_dir(_PACKAGE, quiet=2)  # a sandbox cannot keep what it compiles
    marks = sorted(notebooks)
    for start in range(0, len(marks), chunk):
        yield from _run_chunk({m: notebooks[m] for m in marks[start : start + chunk]}, key, settings)


def _run_chunk(notebooks: dict[str, dict], key: str, settings: Settings) -> Iterator[tuple[str, Kept]]:
    with tempfile.TemporaryDirectory(prefix="seminar-grading-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        for part in ("jobs", "results"):
            (folder / part).mkdir()
        for mark, made in notebooks.items():
            (folder / "jobs" / f"{mark}.ipynb").write_text(json.dumps(made), encoding="utf-8")
        (folder / "key.json").write_text(key, encoding="utf-8")
        left, heard = set(notebooks), time.monotonic()
        with (folder / "log.txt").open("wb") as log:
            lines = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
            process = subprocess.Popen(
                _command(settings, len(left)), cwd=folder, env=_environment(), start_new_session=True, **lines
            )
            try:
                while left:
                    over = process.poll() is not None  # asked first: what it wrote at its very end is still seen
                    there = {p.stem: p for p in (folder / "results").glob("*.json")}
                    for mark in sorted(left & there.keys()):
                        if (kept := Kept.load(there[mark])) is not None:
                            left.discard(mark)
                            yield mark, kept
                            heard = time.monotonic()
                    if over or time.monotonic() > heard + 2 * settings.all_seconds + PATIENCE:
                        break
                    time.sleep(0.05)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0 if left else PATIENCE)
            finally:
                _end(process)
        if left and "SEMINAR_GRADING_LOG" in os.environ:
            shutil.copy(folder / "log.txt", os.environ["SEMINAR_GRADING_LOG"])


def _command(settings: Settings, handins: int) -> list[str]:
    workers = settings.workers_for(handins)
    plugins = (
        "seminar.grading.slim",
        "nbval.plugin",
        "xdist.plugin",
        "seminar.grading.nbval_plugin",
        "no:cacheprovider",
        "no:tmpdir",
    )
    made = [sys.executable, "-m", "pytest", *(f"-p{name}" for name in plugins), "-q", "--no-header", "--tb=no"]
    made += ["--rootdir=jobs", "-c", os.devnull, "--continue-on-collection-errors"]
    made += ["--seminar-key=key.json", "--seminar-results=results", f"--seminar-kernel={settings.kernel}"]
    made += [f"--seminar-cell-seconds={settings.cell_seconds}", f"--seminar-all-seconds={settings.all_seconds}"]
    made += ["-n", str(workers), "--dist", "loadfile"] if workers > 1 else []
    return [*made, "jobs"]


def _environment() -> dict[str, str]:
    """This one's, without what would change how pytest or a kernel runs."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "NBGRADER", "SEMINAR_"))}
    threads = {f"{name}_NUM_THREADS": "1" for name in ("OPENBLAS", "OMP", "MKL")}
    path = os.pathsep.join([str(_PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    return kept | threads | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": path, "PYTHONHASHSEED": "0"}


def _end(process: subprocess.Popen) -> None:
    """End pytest with its workers and kernels; a sandbox dies with whoever started it."""
    if process.poll() is None:
        for one in [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]:
            with contextlib.suppress(psutil.Error):
                one.kill()
        process.wait()
