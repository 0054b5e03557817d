"""The command ``seminar grade`` from end to end: read, run, write, and say what came of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..exercises.conventions import known
from . import report, run, sandbox
from .gradebook import choose
from .intake import IntakeError, collect
from .records import Graded

STORE = ".results"  # in the folder of grades: what has been run


class GradingError(RuntimeError):
    """Nothing was graded; the message says why and what to do."""


@dataclass(frozen=True)
class Summary:
    """What came of it, in sentences, and whether something needs a person's attention."""

    text: str
    attention: bool


def grade_class(options: argparse.Namespace) -> Summary:
    """Grade what ``options`` name (see ``seminar grade --help``). GradingError if nothing could be graded."""
    settings = settings_of(options)
    keep_apart(options)
    try:
        handins = collect(options.submissions)
        key = run.Key.read(options.exercises)
    except (IntakeError, ValueError) as error:
        raise GradingError(str(error)) from None
    options.out.mkdir(parents=True, exist_ok=True)
    with progress(options.quiet) as seen, runner_of(options, settings, key) as runner:
        graded = choose(run.grade(handins, key, settings, options.out / STORE, runner, seen))
    report.write(graded, options.out, {"tasks": key.tasks}, known())
    return summed_up(graded, options.out)


def settings_of(options: argparse.Namespace) -> run.Settings:
    """Where hand-ins run, and their limits. Without a sandbox, and without ``--unsafe`` or another machine, only what can be read is graded."""
    kernel = run.SANDBOX
    if options.unsafe:
        kernel = run.UNSAFE
        print("Without a sandbox: a hand-in's code can read and change all that you can.", file=sys.stderr)
    elif not options.cluster and (why := sandbox.unavailable()):
        kernel = run.NOWHERE
        print(f"{why} Answers that are plain data are graded here; the rest is not.", file=sys.stderr)
    return run.Settings(kernel, options.workers or processors(), options.cell_seconds, options.all_seconds)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def keep_apart(options: argparse.Namespace) -> None:
    """Refuse where a student's kernel could read the key, the grades or the hand-ins, or grades would be taken for hand-ins."""
    if options.out.resolve().is_relative_to(options.submissions.resolve()):
        raise GradingError(
            f"The grades may not stand in the folder of hand-ins ({options.submissions}). Give another --out."
        )
    if options.out.exists() and not options.out.is_dir():
        raise GradingError(f"{options.out} is no folder. Give another --out.")
    if options.unsafe or sys.platform == "win32":
        return
    for path in (options.exercises / "key", options.out, options.submissions):
        if folder := sandbox.exposes(path):
            raise GradingError(
                f"{path} lies in {folder}, which students' code may read. Move it elsewhere, and grade again."
            )


@contextmanager
def runner_of(options: argparse.Namespace, settings: run.Settings, key: run.Key) -> Iterator[run.Runner]:
    """What runs notebooks: this machine, or a cluster."""
    if not options.cluster:
        yield run.run
        return
    try:
        from . import cluster
    except ModuleNotFoundError:
        raise GradingError("A cluster needs Dask's distributed. Install it: pip install -e '.[cluster]'") from None
    try:
        with cluster.connected(options.cluster, settings, key) as runner:
            yield runner
    except cluster.ClusterError as error:
        raise GradingError(str(error)) from None


@contextmanager
def progress(quiet: bool) -> Iterator[run.Seen]:
    """A bar that tells how many of how many are done, and how long it will take."""
    from tqdm import tqdm

    with tqdm(unit=" hand-ins", disable=quiet or None, dynamic_ncols=True, leave=False) as bar:

        def seen(done: int, whole: int) -> None:
            if bar.total is None:
                bar.initial = done  # what was graded before does not count for the pace
            bar.total, bar.n = whole, done
            bar.refresh()

        yield seen


def summed_up(graded: list[Graded], out: Path) -> Summary:
    """A sentence for each thing that an instructor wants to know at once."""
    run_well = [g for g in graded if g.result and not g.result.fault]
    faults = [g for g in graded if g.result and g.result.fault]
    refused = [g for g in graded if not g.result]
    looks = [
        g
        for g in run_well
        if g.counts and (g.flags or g.result.flags or any(m.state == "not graded" for m in g.result.marks))
    ]
    students = len({g.handin.student for g in graded})
    lines = [f"{_many(len(graded), 'file')} of {_many(students, 'student')}: {len(run_well)} graded."]
    if faults:
        lines.append(f"{len(faults)} not graded by a fault of this machine, not of the students: grade again.")
    if refused:
        lines.append(f"{len(refused)} could not be read as a hand-in:")
        lines += [f"  {g.handin.file}: {g.handin.problem}" for g in refused[:10]]
        lines += [f"  and {len(refused) - 10} more, in marks.csv"] if len(refused) > 10 else []
    if twice := split_students(graded):
        lines.append(
            f"The same name under two numbers, with different exercises: {', '.join(twice[:5])}{' and more' if len(twice) > 5 else ''}. "
            "Moodle numbers students anew in each assignment: if these are the same people, grade each assignment by itself."
        )
    if looks:
        lines.append(f"{len(looks)} need a look of yours; why stands first on the class page.")
    lines.append(f"Open {out / 'class.html'}; the grades are in {out / 'grades.csv'}.")
    return Summary("\n".join(lines), bool(faults or refused or twice or looks))


def split_students(graded: list[Graded]) -> list[str]:
    """Names that stand under more than one number without an exercise in common: one person, more likely than two."""
    done: dict[str, dict[str, set[str]]] = {}
    for one in graded:
        if one.handin.exercise and one.handin.name != one.handin.student:
            done.setdefault(one.handin.name, {}).setdefault(one.handin.student, set()).add(one.handin.exercise)
    return sorted(
        n for n, by in done.items() if len(by) > 1 and sum(map(len, by.values())) == len(set().union(*by.values()))
    )


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
