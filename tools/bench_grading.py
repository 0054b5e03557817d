"""Grade the same class with this and with nbgrader, in one run, and print the ratios: ``make bench-grading``

python tools/bench_grading.py [--students 24] [--no-nbgrader] [--slow]

Hand-ins a second and peak memory (proportional set size, all processes added up), with one worker and with two. nbgrader
runs no sandbox; it has no workers of its own, so two are two commands with half the class each.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from seminar.exercises import classroom

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "02_the_road_to_october"


@dataclass
class Taken:
    """What a way of grading took: seconds, megabytes of all processes, and of the largest worker with its kernel."""

    seconds: float
    whole: float
    worker: float


def main(given: list[str]) -> None:
    asked = argparse.ArgumentParser(description="Pace and memory of grading")
    asked.add_argument("--students", type=int, default=24)
    asked.add_argument("--no-nbgrader", action="store_true", help="only this package's own grading")
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    told = asked.parse_args(given)
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        files = one_each(folder / "in", told.students)
        print(f"{len(files)} hand-ins of {EXERCISE}, all different; {len(os.sched_getaffinity(0))} processors")
        found: dict[tuple[str, int], Taken] = {}
        for workers in told.workers:
            ways = {"forked kernels": [], "a sandbox each": ["--slow"]}
            for way, more in ways.items():
                command = [sys.executable, "-m", "seminar.cli", "grade", str(folder / "in"), "--quiet", "--workers", str(workers), *more]
                command += ["--out", str(folder / f"out-{way}-{workers}")]
                found[way, workers] = watch([command], folder)
            if not told.no_nbgrader:
                found["nbgrader", workers] = watch(*nbgrader(folder, files, workers))
        show(found, len(files))


def one_each(folder: Path, students: int) -> dict[str, Path]:
    """One hand-in a student, each unlike the others: who filled in nothing differs by a helper cell of their own."""
    made = {}
    for path in classroom.make(folder, students, seed=7, exercises=[EXERCISE]):
        if " (1)" in path.name:
            path.unlink()
            continue
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('"# Your answer to 2.1\\n', f'"# Your answer to 2.1\\nnumber = {len(made)}\\n', 1), encoding="utf-8")
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
            f'c = get_config()\nc.CourseDirectory.root = {str(course)!r}\nc.ClearSolutions.code_stub = {{"python": ""}}\n', encoding="utf-8"
        )
        words = [sys.executable, "-m", "nbgrader"]
        environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        subprocess.run([*words, "generate_assignment", EXERCISE, "--create"], cwd=course, env=environment, check=True, capture_output=True)
        for student, path in [*files.items()][part::parts]:
            (course / "submitted" / student / EXERCISE).mkdir(parents=True)
            shutil.copy(path, course / "submitted" / student / EXERCISE / f"{EXERCISE}.ipynb")
        commands.append(["env", f"PATH={environment['PATH']}", "sh", "-c", f'cd "{course}" && exec "{sys.executable}" -m nbgrader autograde {EXERCISE}'])
    return commands, folder


def watch(commands: list[list[str]], folder: Path) -> Taken:
    """Run the commands at the same time; how long all took, and the most memory that was seen."""
    began = time.perf_counter()
    with (folder / "log.txt").open("ab") as log:
        running = [subprocess.Popen(c, cwd=ROOT, stdout=log, stderr=log) for c in commands]
        most, over = [0.0, 0.0], threading.Event()
        watcher = threading.Thread(target=_weigh, args=([p.pid for p in running], most, over))
        watcher.start()
        codes = [p.wait() for p in running]
        seconds = time.perf_counter() - began
        over.set()
        watcher.join()
    if any(code not in (0, 1) for code in codes):
        sys.exit(f"{commands[0]} ended with {codes}:\n{(folder / 'log.txt').read_text()[-2000:]}")
    return Taken(seconds, *most)


def _weigh(pids: list[int], most: list[float], over: threading.Event) -> None:
    while not over.wait(0.25):
        sizes: dict[int, tuple[psutil.Process, float]] = {}
        for pid in pids:
            try:
                for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
                    sizes[process.pid] = process, process.memory_full_info().pss / 1e6
            except (psutil.Error, OSError):
                continue
        most[0] = max(most[0], sum(size for _, size in sizes.values()))
        most[1] = max([most[1], *(_with_children(p, sizes) for p, _ in sizes.values() if _is_worker(p))])


def _is_worker(process: psutil.Process) -> bool:
    """One of xdist's workers, or, where there is only one, the process that runs pytest."""
    try:
        words = process.cmdline()
        return "sys.stdin.readline" in " ".join(words) or ("seminar.grading.nbval_plugin" in " ".join(words) and "-n" not in words)
    except psutil.Error:
        return False


def _with_children(process: psutil.Process, sizes: dict) -> float:
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.Error:
        return 0.0
    return sum(sizes[p.pid][1] for p in family if p.pid in sizes)


def show(found: dict[tuple[str, int], Taken], count: int) -> None:
    print(f"{'':16}{'workers':>8}{'seconds':>9}{'a second':>10}{'MB in all':>11}{'MB a worker':>13}{'x nbgrader':>12}")
    for (way, workers), taken in found.items():
        other = found.get(("nbgrader", workers))
        times = f"{other.seconds / taken.seconds:.1f}" if other and way != "nbgrader" else ""
        worker = f"{taken.worker:.0f}" if taken.worker else ""
        print(f"{way:16}{workers:>8}{taken.seconds:>9.1f}{count / taken.seconds:>10.2f}{taken.whole:>11.0f}{worker:>13}{times:>12}")


if __name__ == "__main__":
    main(sys.argv[1:])
