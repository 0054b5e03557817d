"""Grade the same class with this and with nbgrader, in one run, and print the ratios: ``make bench-grading``

python tools/bench_grading.py [--students 102] [--workers 1 2] [--exercises 02_… 01_…] [--ways ours nbgrader bare]

Hand-ins a second, start-up and all pages included, seconds of processor time, which other work on the machine changes little, and
peak memory (proportional set size, all processes added up). Exercise 2 holds a function, which
has to be run; exercise 1 is all data. nbgrader runs no sandbox and has no workers, so that two are two commands with half the class each. ``bare`` is
as many times nothing: the sandbox with ``python -I -c pass`` in it. A large class, to see whether memory grows and all are graded:
``--students 10000 --workers 2 --ways ours``.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import classroom  # noqa: E402

from seminar.grading import sandbox  # noqa: E402

EXERCISES = ["02_the_road_to_october", "01_the_argument"]  # a function; all data


@dataclass
class Taken:
    """What a way of grading took: seconds, seconds of processors, and megabytes of all processes over time."""

    seconds: float
    processor: float
    whole: list[float]

    def grown(self) -> str:
        """The median size of all in the first and in the last fifth of the time."""
        seen = [size for size in self.whole if size]
        fifth = len(seen) // 5
        return f"{statistics.median(seen[:fifth]):.0f} then {statistics.median(seen[-fifth:]):.0f}" if fifth else ""


def main(given: list[str]) -> None:
    parser = argparse.ArgumentParser(description="Pace and memory of grading")
    parser.add_argument("--students", type=int, default=102)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--exercises", nargs="+", default=EXERCISES)
    parser.add_argument("--ways", nargs="+", choices=["ours", "nbgrader", "bare"], default=["ours", "bare", "nbgrader"])
    options = parser.parse_args(given)
    for exercise in options.exercises:
        with tempfile.TemporaryDirectory(prefix="bench-") as name:
            folder = Path(name)
            files = one_each(folder / "in", options.students, exercise)
            print(f"{len(files)} hand-ins of {exercise}, all different; {len(os.sched_getaffinity(0))} processors")
            show(
                {(way, n): timed(way, n, folder, files, exercise) for n in options.workers for way in options.ways},
                len(files),
            )


def timed(way: str, workers: int, folder: Path, files: dict[str, Path], exercise: str) -> Taken:
    """One way of grading the class."""
    if way == "nbgrader":
        return watch(*nbgrader(folder, files, workers, exercise))
    if way == "bare":
        return bare(len(files), workers)
    out = folder / f"out-{workers}"
    words = ["grade", str(folder / "in"), "--quiet", "--workers", str(workers), "--out", str(out)]
    taken = watch([[sys.executable, "-m", "seminar.cli", *words]], folder)
    whole(out / "marks.csv", len(files))
    return taken


def bare(count: int, workers: int) -> Taken:
    """The sandbox as often, with nothing in it."""
    words = [*sandbox.command(), "--", sys.executable, "-I", "-c", "pass"]
    began, used = time.perf_counter(), processor()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda _: subprocess.run(words, check=True), range(count)))
    return Taken(time.perf_counter() - began, processor() - used, [0.0])


def processor() -> float:
    """Seconds of processor time that all ended children of this process have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whole(marks: Path, count: int) -> None:
    """Stop if a hand-in has no marks, or has one that is the machine's fault."""
    rows = pd.read_csv(marks)
    lost = rows[rows.state == "not graded"]
    if rows.file.nunique() != count or len(lost):
        sys.exit(f"Of {count} hand-ins {rows.file.nunique()} have rows, and {len(lost)} rows have no mark.")


def one_each(folder: Path, students: int, exercise: str) -> dict[str, Path]:
    """One hand-in per student, each with a different comment."""
    made = {}
    for path in classroom.make(folder, students, seed=7, exercises=[exercise]):
        if " (1)" in path.name:
            path.unlink()
            continue
        body = json.loads(path.read_text(encoding="utf-8"))
        cell = next(c for c in body["cells"] if str(c.get("id")).startswith("answer"))
        cell["source"] = f"{''.join(cell['source'])}\n# {len(made)}\n"
        path.write_text(json.dumps(body), encoding="utf-8")
        made[f"s{len(made)}"] = path
    return made


def nbgrader(folder: Path, files: dict[str, Path], parts: int, exercise: str) -> tuple[list[list[str]], Path]:
    """The commands that autograde the class, in as many courses as there are parts; the preparation is not timed."""
    commands = []
    for part in range(parts):
        course = folder / f"course-{parts}-{part}"
        (course / "source" / exercise).mkdir(parents=True)
        shutil.copy(ROOT / "exercises" / "key" / f"{exercise}.ipynb", course / "source" / exercise)
        (course / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.CourseDirectory.root = {str(course)!r}\nc.ClearSolutions.code_stub = {{"python": ""}}\n',
            encoding="utf-8",
        )
        words = [sys.executable, "-m", "nbgrader"]
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            [*words, "generate_assignment", exercise, "--create"],
            cwd=course,
            env=environment,
            check=True,
            capture_output=True,
        )
        for student, path in [*files.items()][part::parts]:
            (course / "submitted" / student / exercise).mkdir(parents=True)
            shutil.copy(path, course / "submitted" / student / exercise / f"{exercise}.ipynb")
        commands.append(
            [
                "env",
                f"PATH={environment['PATH']}",
                "sh",
                "-c",
                f'cd "{course}" && exec "{sys.executable}" -m nbgrader autograde {exercise}',
            ]
        )
    return commands, folder


def watch(commands: list[list[str]], folder: Path) -> Taken:
    """Run the commands at the same time; return how long they took, and the memory they used."""
    began, used = time.perf_counter(), processor()
    with (folder / "log.txt").open("ab") as log:
        running = [subprocess.Popen(c, cwd=ROOT, stdout=log, stderr=log) for c in commands]
        taken, over = Taken(0.0, 0.0, []), threading.Event()
        watcher = threading.Thread(target=_weigh, args=([p.pid for p in running], taken, over))
        watcher.start()
        codes = [p.wait() for p in running]
        taken.seconds, taken.processor = time.perf_counter() - began, processor() - used
        over.set()
        watcher.join()
    if any(code not in (0, 1) for code in codes):
        sys.exit(f"{commands[0]} ended with {codes}:\n{(folder / 'log.txt').read_text()[-2000:]}")
    return taken


def _weigh(pids: list[int], taken: Taken, over: threading.Event) -> None:
    while not over.wait(0.25):
        sizes: dict[int, tuple[psutil.Process, float]] = {}
        for pid in pids:
            try:
                for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
                    sizes[process.pid] = process, process.memory_full_info().pss / 1e6
            except (psutil.Error, OSError):
                continue
        taken.whole.append(sum(size for _, size in sizes.values()))


def show(found: dict[tuple[str, int], Taken], count: int) -> None:
    """A line for each way. ``x``: how many times as fast as nbgrader, and as long as bare sandboxes, by the clock / by processor time."""
    heads = ("workers", "seconds", "processor", "a second", "MB in all", "as time went", "x nbgrader", "x bare")
    print(f"{'':10}" + "".join(f"{head:>14}" for head in heads))
    for (way, workers), taken in found.items():
        other, nothing = (found.get((name, workers)) if way == "ours" else None for name in ("nbgrader", "bare"))
        cells = [
            f"{workers}",
            f"{taken.seconds:.1f}",
            f"{taken.processor:.1f}",
            f"{count / taken.seconds:.2f}",
            f"{max(taken.whole, default=0):.0f}",
            taken.grown(),
            f"{other.seconds / taken.seconds:.1f} / {other.processor / taken.processor:.1f}" if other else "",
            f"{taken.seconds / nothing.seconds:.1f} / {taken.processor / nothing.processor:.1f}" if nothing else "",
        ]
        print(f"{way:10}" + "".join(f"{cell:>14}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
