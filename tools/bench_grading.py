"""Grade the same class with this and with nbgrader, in one run, and print the ratios: ``make bench-grading``

python tools/bench_grading.py [--students 24] [--workers 1 2] [--ways forked own nbgrader]

Hand-ins a second and peak memory (proportional set size, all processes added up), with one worker and with two: kernels
forked in the sandbox, a sandbox of its own for each, and nbgrader, which runs no sandbox and has no workers, so that two are
two commands with half the class each. A large class, to see whether memory grows and all are graded:
``--students 1000 --workers 2 --ways forked``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import classroom  # noqa: E402

EXERCISE = "02_the_road_to_october"


@dataclass
class Taken:
    """What a way of grading took: seconds; megabytes of all processes, and of the largest worker with its kernel, as time went."""

    seconds: float
    whole: list[float]
    worker: list[float]

    def grown(self) -> str:
        """The median size of a worker in the first and in the last fifth of the time."""
        seen = [size for size in self.worker if size]
        fifth = len(seen) // 5
        return f"{statistics.median(seen[:fifth]):.0f} then {statistics.median(seen[-fifth:]):.0f}" if fifth else ""


def main(given: list[str]) -> None:
    asked = argparse.ArgumentParser(description="Pace and memory of grading")
    asked.add_argument("--students", type=int, default=24)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked.add_argument(
        "--ways", nargs="+", choices=["forked", "own", "nbgrader"], default=["forked", "own", "nbgrader"]
    )
    told = asked.parse_args(given)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        files = one_each(folder / "in", told.students)
        print(f"{len(files)} hand-ins of {EXERCISE}, all different; {len(os.sched_getaffinity(0))} processors")
        found: dict[tuple[str, int], Taken] = {}
        for workers in told.workers:
            for way in told.ways:
                if way == "nbgrader":
                    found[way, workers] = watch(*nbgrader(folder, files, workers))
                    continue
                command = [
                    sys.executable,
                    "-m",
                    "seminar.cli",
                    "grade",
                    str(folder / "in"),
                    "--quiet",
                    "--workers",
                    str(workers),
                ]
                command += ["--out", str(folder / f"out-{way}-{workers}"), *(["--slow"] if way == "own" else [])]
                found[way, workers] = watch([command], folder)
                whole(folder / f"out-{way}-{workers}" / "marks.csv", len(files))
        show(found, len(files))


def whole(marks: Path, count: int) -> None:
    """Stop if a hand-in has no marks, or one by a fault of the machine."""
    rows = pd.read_csv(marks)
    lost = rows[rows.state == "not graded"]
    if rows.file.nunique() != count or len(lost):
        sys.exit(f"Of {count} hand-ins {rows.file.nunique()} have rows, and {len(lost)} rows have no mark.")


def one_each(folder: Path, students: int) -> dict[str, Path]:
    """One hand-in a student, each unlike the others: who filled in nothing differs by a helper cell of their own."""
    made = {}
    for path in classroom.make(folder, students, seed=7, exercises=[EXERCISE]):
        if " (1)" in path.name:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        path.write_text(
            text.replace('"# Your answer to 2.1\\n', f'"# Your answer to 2.1\\nnumber = {len(made)}\\n', 1),
            encoding="utf-8",
        )
        made[f"s{len(made)}"] = path
    return made


def nbgrader(folder: Path, files: dict[str, Path], parts: int) -> tuple[list[list[str]], Path]:
    """The commands that autograde the class, in as many courses as there are parts; what comes before is not timed."""
    commands = []
    for part in range(parts):
        course = folder / f"course-{parts}-{part}"
        (course / "source" / EXERCISE).mkdir(parents=True)
        shutil.copy(ROOT / "exercises" / "key" / f"{EXERCISE}.ipynb", course / "source" / EXERCISE)
        (course / "nbgrader_config.py").write_text(
            f'c = get_config()\nc.CourseDirectory.root = {str(course)!r}\nc.ClearSolutions.code_stub = {{"python": ""}}\n',
            encoding="utf-8",
        )
        words = [sys.executable, "-m", "nbgrader"]
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run(
            [*words, "generate_assignment", EXERCISE, "--create"],
            cwd=course,
            env=environment,
            check=True,
            capture_output=True,
        )
        for student, path in [*files.items()][part::parts]:
            (course / "submitted" / student / EXERCISE).mkdir(parents=True)
            shutil.copy(path, course / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb")
        commands.append(
            [
                "env",
                f"PATH={environment['PATH']}",
                "sh",
                "-c",
                f'cd "{course}" && exec "{sys.executable}" -m nbgrader autograde {EXERCISE}',
            ]
        )
    return commands, folder


def watch(commands: list[list[str]], folder: Path) -> Taken:
    """Run the commands at the same time; how long all took, and the most memory that was seen."""
    began = time.perf_counter()
    with (folder / "log.txt").open("ab") as log:
        running = [subprocess.Popen(c, cwd=ROOT, stdout=log, stderr=log) for c in commands]
        taken, over = Taken(0.0, [], []), threading.Event()
        watcher = threading.Thread(target=_weigh, args=([p.pid for p in running], taken, over))
        watcher.start()
        codes = [p.wait() for p in running]
        taken.seconds = time.perf_counter() - began
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
        taken.worker.append(max((_with_children(p, sizes) for p, _ in sizes.values() if _is_worker(p)), default=0.0))


def _is_worker(process: psutil.Process) -> bool:
    """One of xdist's workers, or, where there is only one, the process that runs pytest."""
    try:
        words = process.cmdline()
        return "sys.stdin.readline" in " ".join(words) or (
            "seminar.grading.nbval_plugin" in " ".join(words) and "-n" not in words
        )
    except psutil.Error:
        return False


def _with_children(process: psutil.Process, sizes: dict) -> float:
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    return sum(sizes[p.pid][1] for p in family if p.pid in sizes)


def show(found: dict[tuple[str, int], Taken], count: int) -> None:
    print(
        f"{'':10}{'workers':>8}{'seconds':>9}{'a second':>10}{'MB in all':>11}{'MB a worker':>13}{'as time went':>16}{'x nbgrader':>12}"
    )
    for (way, workers), taken in found.items():
        other = found.get(("nbgrader", workers))
        times = f"{other.seconds / taken.seconds:.1f}" if other and way != "nbgrader" else ""
        sizes = (
            f"{max(taken.whole):>11.0f}{max(taken.worker):>13.0f}"
            if max(taken.worker)
            else f"{max(taken.whole):>11.0f}{'':>13}"
        )
        print(
            f"{way:10}{workers:>8}{taken.seconds:>9.1f}{count / taken.seconds:>10.2f}{sizes}{taken.grown():>16}{times:>12}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
