"""What the tests of grading share: hand-ins made from the key, and a run of them."""

from __future__ import annotations

import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import psutil
import pytest

from seminar.exercises.conventions import cell_id, known, marker, student_file
from seminar.grading import gradebook, run, sandbox, tables
from seminar.grading.notebook import Notebook, of
from seminar.grading.records import CheckMark, Graded, HandIn, Result
from seminar.grading.shelf import Shelf
from seminar.grading.transplant import Transplant

ROOT = Path(__file__).resolve().parent.parent
EXERCISES = ROOT / "exercises"
SANDBOX, UNSAFE = run.SANDBOX, run.UNSAFE
SECOND = "02_the_road_to_october"  # two maps and a function


def needs_sandbox() -> None:
    """Skip where there is no sandbox, and say why; in CI there must be one, on Linux."""
    if why := sandbox.unavailable():
        if "CI" in os.environ and sys.platform == "linux":
            pytest.fail(why)
        pytest.skip(why)


@cache
def text_of(name: str, solved: bool = True) -> str:
    return (EXERCISES / (f"key/{name}.ipynb" if solved else student_file(name))).read_text(encoding="utf-8")


def body(name: str = SECOND, solved: bool = True) -> dict:
    """A notebook as a student could hand it in: solved, or blank."""
    made = json.loads(text_of(name, solved))
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return made


def with_answers(answers: dict[str, str], name: str = SECOND, solved: bool = True) -> dict:
    """The same with the source of some answer cells (task -> source) replaced."""
    made = body(name, solved)
    for task, source in answers.items():
        cell_of(made, task)["source"] = source
    return made


def as_data(name: str = SECOND) -> dict:
    """The key as written by a student who fills in the starters: each answer cell assigns one literal; functions are left as they were."""
    answers = {}
    for task in known()["exercises"][name]["tasks"]:
        made: dict = {}
        exec(source_of(task, name), made)
        value = made[known()["tasks"][task]["name"]]
        blank = "".join(cell_of(body(name, solved=False), task)["source"])
        answers[task] = blank if callable(value) else f"{marker(task)}\n{known()['tasks'][task]['name']} = {value!r}\n"
    return with_answers(answers, name)


def cell_of(notebook: dict, task: str, part: str = "answer") -> dict:
    return next(c for c in notebook["cells"] if c.get("id") == cell_id(part, task))


def source_of(task: str, name: str = SECOND) -> str:
    """The key's answer cell."""
    return "".join(cell_of(body(name), task)["source"])


def handin(student: str, notebook: dict, name: str = SECOND) -> HandIn:
    return HandIn(student, student, f"{student}/{name}.ipynb", name, notebook=Shelf(Notebook).keep(of(notebook)))


def as_notebook(made: Transplant, inputs: dict[str, list] | None = None) -> dict:
    """What is to run, as a notebook that nbval can collect; checks of functions call them on ``inputs``, where these are given."""
    return {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": c.name,
                "metadata": {"seminar": {"kind": c.kind, "task": c.task}},
                "outputs": [],
                "source": _with_inputs(c.task, inputs[c.task])
                if c.kind == "check" and c.task in (inputs or {})
                else c.source,
            }
            for c in made.cells
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _with_inputs(task: str, inputs: list) -> str:
    return (
        "from json import loads as _seminar_inputs\n\nfrom seminar.exercises import check\n\n"
        f'check("{task}", {known()["tasks"][task]["name"]}, inputs=_seminar_inputs({json.dumps(json.dumps(inputs))}))'
    )


@cache
def key() -> run.Key:
    return run.Key.read(EXERCISES)


def graded(
    handins: list[HandIn],
    store: Path,
    kernel: str = SANDBOX,
    workers: int = 2,
    runner: Callable | None = None,
    **limits: float,
) -> dict[str, Graded]:
    """Run hand-ins; what came of each, by student."""
    found = run.grade(handins, key(), run.Settings(kernel, workers, **limits), store, runner)
    return {g.handin.student: g for g in found}


def without_a_run(handins: list[HandIn], *_given: object, **_more: object) -> list[Graded]:
    """A stand-in for ``run.grade``: every task gets half its points, or the share that the notebook's title gives; prose waits."""
    made = []
    for one in handins:
        if one.problem:
            made.append(Graded(one))
            continue
        title = one.notebook.opened().title
        share = float(title.removeprefix("share ")) if title.startswith("share ") else 0.5
        tasks = {t: known()["tasks"][t] for t in known()["exercises"][one.exercise]["tasks"]}
        marks = tuple(_half(t, about, share) for t, about in tasks.items())
        made.append(Graded(replace(one, notebook=None), Result(one.file, marks)))
    return made


def _half(name: str, task: dict, share: float) -> CheckMark:
    if task["kind"] == "prose":
        return CheckMark(name, 0, task["points"], "for a person", "A person reads and marks it.", '"Some words here."')
    return CheckMark(name, share * task["points"], task["points"], "right" if share == 1 else "not yet", "Look again.")


def marks_csv(found: list[Graded]) -> str:
    """Every mark as text, for comparing two runs."""
    return "".join(tables.tables(gradebook.Gradebook(found, known()))["marks.csv"])


def points(one: Graded) -> dict[str, float]:
    """Points by task; a fault of the machine fails the test, so that it is not taken for a mark."""
    assert one.result is not None and not one.result.fault, one
    return {m.task: m.points for m in one.result.marks}


def full(name: str = SECOND) -> dict[str, float]:
    """All points that the program gives, by task: prose is for a person."""
    tasks = {t: known()["tasks"][t] for t in known()["exercises"][name]["tasks"]}
    return {t: 0 if task["kind"] == "prose" else task["points"] for t, task in tasks.items()}


def words_of(process: psutil.Process) -> str:
    """A process's command; empty for one that has ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def wait_until(told: str, condition: Callable[[], object], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"never came: {told}"
        time.sleep(0.02)


def mark_what_is_started(monkeypatch: pytest.MonkeyPatch) -> str:
    """A mark in the environment of whatever this test starts, by which :func:`left_over` finds it again."""
    mark = uuid.uuid4().hex
    monkeypatch.setenv("GRADING_TEST", mark)
    return mark


def left_over(mark: str) -> list[str]:
    """Processes that have the mark and are still there, other than this one."""
    return [words_of(p)[:120] for p in psutil.process_iter() if p.pid != os.getpid() and _bears(p, mark)]


def _bears(process: psutil.Process, mark: str) -> bool:
    try:
        return process.environ().get("GRADING_TEST") == mark
    except psutil.Error:
        return False
