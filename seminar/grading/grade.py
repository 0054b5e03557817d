"""The command ``seminar grade`` from end to end: read, run, take into the gradebook, write, and say what came of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ..exercises.conventions import cell_id, known, questions
from ..kit import files, words
from . import course, people, report, run, sandbox, tables
from .by_hand import NAME as BY_HAND
from .by_hand import Hands
from .gradebook import Gradebook, form_faults
from .intake import IntakeError, collect
from .memory import NAME as MEMORY
from .memory import DamagedError, Memory, Moved
from .records import NOT_GRADED, Graded, HandIn, put
from .sheets import encoded

STORE = ".results"  # in the folder of grades: what has been run


class GradingError(RuntimeError):
    """Nothing was graded; the message says why and what to do."""


class Summary(NamedTuple):
    """What came of it, in sentences, and whether something needs a person's attention."""

    text: str
    attention: bool


def grade_class(options: argparse.Namespace) -> Summary:
    """Grade what ``options`` name (see ``seminar grade --help``) into the gradebook. GradingError if nothing could be done."""
    settings = settings_of(options) if options.submissions else None
    keep_apart(options)
    try:
        key = run.Key.read(exercises_of(options))
        decided = course.by_flags(options.out, known(), **_decisions(options))
        _hands, _whose, memory = there(options.out)  # what is wrong in them is said before anything runs
        empty = not memory.files
        del memory
        found = iter([one for source in options.submissions for one in collect(source)])
    except (IntakeError, ValueError) as error:
        raise GradingError(str(error)) from None
    if not options.submissions and empty:
        said = f"There is no gradebook in {options.out} yet. Give the submissions: a folder, or the zip that the platform made."
        raise GradingError(said)
    options.out.mkdir(parents=True, exist_ok=True)
    graded = graded_now(options, settings, key, found) if settings else []
    try:
        with files.locked(options.out / MEMORY):  # two at once take turns, and each keeps what the other has added
            return taken_in(options, key, decided, graded)
    except (files.FileError, DamagedError) as error:
        raise GradingError(str(error)) from None


def there(out: Path) -> tuple[Hands, people.People, Memory]:
    """What the gradebook holds, and what a person has written into it. ValueError says what cannot be read."""
    return Hands.read(out, known()), people.People.read(out), Memory.read(out)


def graded_now(
    options: argparse.Namespace, settings: run.Settings, key: run.Key, handins: Iterator[HandIn]
) -> Sequence[Graded]:
    """What a run gives."""
    with progress(options.quiet) as seen, runner_of(options, settings, key) as runner:
        return run.grade(handins, key, settings, options.out / STORE, runner, seen)


def taken_in(options: argparse.Namespace, key: run.Key, decided: course.Course, graded: Sequence[Graded]) -> Summary:
    """Take a run into the gradebook and write it: what a person fills in first, then pages and tables, then what it remembers."""
    hands, whose, memory = there(options.out)
    memory.add(graded)
    memory.files = whose.settle(memory.files)
    said = [f"Forgotten: {name}, {words.count(memory.forget(name), 'file')}." for name in options.forget or []]
    released(memory, options.release, {f.handin.exercise for f in memory.files} - {""})
    course_and_hands = (known(), decided, hands, frozenset(memory.released))
    book = Gradebook(memory.files, *course_and_hands, words_of(key), key.tasks, whose.sort_by())
    moved = memory.compare(book.marks())
    whose.write(options.out)
    asked = hands.ask(options.out, book.to_read())
    told, heed = whose.told(), whose.said
    del whose  # it is as large as the class
    heed = [
        *heed,
        *people.swallowed(book.chosen),
        *hands.wrong,
        *memory.outdated(book.given_by_hand()),
        *tables.why_no_table(book),
    ]
    for sheet in options.worksheet or []:
        done, wrong = filled_in(sheet, book, options.out)
        said, heed = [*said, *done], [*heed, *wrong]
    report.write(book, options.out, memory.moved, tuple(heed))
    memory.write(options.out)
    summary = summed_up(book, graded, moved, heed, asked, options.out)
    return Summary("\n".join([*said, *told, summary.text]), summary.attention)


def filled_in(sheet: Path, book: Gradebook, out: Path) -> tuple[list[str], list[str]]:
    """Fill in one of Moodle's worksheets: what is to be said, and what needs attention."""
    try:
        exercise, text = tables.filled_in(files.read(sheet), book)
    except (tables.WorksheetError, files.FileError, FileNotFoundError) as error:
        return [], [f"{sheet.name}: {error}"]
    put(out / f"{sheet.stem}.filled.csv", encoded(text))
    return [f"{book.tasks(exercise).title}: import {out / f'{sheet.stem}.filled.csv'} in Moodle."], []


def released(memory: Memory, given: list[str] | None, there: set[str]) -> None:
    """Release what ``--release`` names: every exercise in the gradebook, some, or none any more. GradingError for an unknown one."""
    if given is None:
        return
    wanted = {
        next((e for e in there if e == g or e.startswith(f"{int(g):02}_" if g.isdigit() else g)), g) for g in given
    }
    if given == ["none"]:
        memory.released = set()
    elif strange := wanted - there:
        raise GradingError(
            f"“{min(strange)}” is not an exercise in this gradebook. It has {words.listed(sorted(there))}."
        )
    else:
        memory.released |= wanted or there


def words_of(key: run.Key) -> dict[str, dict[str, str]]:
    """The questions' own words: task → place → sentence, from the lists in the prompts, else the comments in the answer cells."""
    made: dict[str, dict[str, str]] = {}
    for name, exercise in key.exercises.items():
        cells = {name: c.source for c in exercise.blank.cells for name in c.names}
        for task in known()["exercises"][name]["tasks"]:
            items = known()["tasks"][task]["form"].get("items", [])
            prompt, starter = (cells.get(cell_id(part, task), "") for part in ("prompt", "answer"))
            made[task] = questions(prompt, starter, items)
    return made


def exercises_of(options: argparse.Namespace) -> Path:
    """The folder of exercises with their key. GradingError where there is none, as in an installed copy."""
    if (options.exercises / "key").is_dir():
        return options.exercises
    raise GradingError(
        f"Grading needs the exercises with their key.json, and {options.exercises} has no folder “key”: a student's bundle has none, and neither has an "
        "installed copy. Give the folder of a checkout of the project: --exercises FOLDER."
    )


def _decisions(options: argparse.Namespace) -> dict:
    return {
        "without": options.without,
        "late_penalty": options.late_penalty,
        "extra_time": tuple(options.extra_time or ()),
        "weights": dict(options.weight or []),
    }


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
    """Refuse where a student's code could read the key, the grades or the hand-ins, or grades would be taken for hand-ins."""
    for source in options.submissions:
        if options.out.resolve().is_relative_to(source.resolve()):
            raise GradingError(f"The grades may not stand in the folder of hand-ins ({source}). Give another --out.")
    if options.out.exists() and not options.out.is_dir():
        raise GradingError(f"{options.out} is not a folder. Give another --out.")
    if options.unsafe or sys.platform == "win32" or not options.submissions:
        return
    for path in (exercises_of(options) / "key", options.out, *options.submissions):
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

    with tqdm(unit=" hand-ins", disable=True if quiet else None, dynamic_ncols=True, leave=False) as bar:

        def seen(done: int, whole: int) -> None:
            if bar.total is None:
                bar.initial = done  # what was graded before does not count for the pace
            bar.total, bar.n = whole, done
            bar.refresh()

        yield seen


def summed_up(
    book: Gradebook, graded: Sequence[Graded], moved: Moved, heed: list[str], asked: int, out: Path
) -> Summary:
    """A sentence for each thing that an instructor wants to know at once."""
    faults = [g for g in graded if g.result and g.result.fault]
    refused = [g for g in graded if not g.result]
    looks = sum(
        g.counts and g.result is not None and not g.result.fault and _needs_a_look(g, book) for g in book.chosen
    )
    lines = []
    if graded:
        now = {g.handin.file for g in graded}
        people_ = len({f.handin.student for f in book.chosen if f.handin.file in now} - {""})
        well = len(graded) - len(faults) - len(refused)
        lines.append(f"{words.count(len(graded), 'file')} of {words.count(people_, 'student')}: {well} graded.")
    if faults:
        lines.append(f"{len(faults)} not graded by a fault of this machine, not of the students: grade again.")
    if refused:
        lines.append(f"{len(refused)} could not be read as a hand-in:")
        lines += [f"  {g.handin.file}: {g.handin.problem}" for g in refused[:10]]
        lines += [f"  and {len(refused) - 10} more, in marks.csv"] if len(refused) > 10 else []
    lines += [str(moved), *heed]
    if looks:
        lines.append(f"{looks} need a look of yours; why stands first on the class page.")
    waits = len({(s.key, i.mark.task) for s, i in book.items() if i.waits})
    if waits:
        new = f" ({asked} new)" if asked else ""
        how = f"enter points in {out / BY_HAND}, then give the command again without the submissions"
        lines.append(f"{words.count(waits, 'text')} to be read by you{new}: {how}.")
    held = [book.tasks(e).short for e in book.exercises if e not in book.released]
    if held:
        lines.append(
            f"Feedback holds hints only for {words.listed(held)}; --release adds right and wrong, entry by entry."
        )
    lines.append(f"Open {out / 'class.html'}; the grades are in {out / 'grades.csv'}.")
    return Summary("\n".join(lines), bool(faults or refused or heed or looks))


def _needs_a_look(one: Graded, book: Gradebook) -> bool:
    return bool(one.all_flags or form_faults(one, book.checks) or any(m.state == NOT_GRADED for m in one.marks))
