"""Reading, running and a real Jupyter kernel come to the same: nbval runs what a student handed in, and what ours took is its reference.

The transplanted notebook's check cells are given, as their stored outputs, the answers that ours took; ``pytest --nbval`` runs it in a kernel and
compares each with what the real check shows there. It passes only if every answer is the same, so that the marks are, too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import classroom
import hand_ins
import pytest
from hand_ins import ROOT, SECOND, body, key, source_of, with_answers
from hypothesis import given, settings
from hypothesis import strategies as st
from test_grading_run import HONEST

from seminar.exercises import marking
from seminar.exercises.conventions import MIME, known
from seminar.grading import execute, read, run
from seminar.grading.judge import Judge
from seminar.grading.notebook import of
from seminar.grading.transplant import Transplant, transplant


@pytest.fixture(autouse=True)
def there_is_a_sandbox() -> None:
    hand_ins.needs_sandbox()


def made_of(handed_in: dict, name: str) -> Transplant:
    return transplant(of(handed_in), name, key().exercises[name].blank)


def ran(made: Transplant, name: str) -> dict[str, dict]:
    """What ours takes of each task, by running."""
    job = {"steps": execute.steps_of(made), "seed": "same", "inputs": key().exercises[name].inputs}
    outcome = execute.execute(job, run.Settings())
    assert not outcome["fault"] and not outcome["shaky"], outcome
    return outcome["answers"]


def in_a_kernel(folder: Path, notebooks: dict[str, dict]) -> str:
    """What nbval says of notebooks whose check cells hold the reference; of what a check shows only the answer is compared."""
    folder.mkdir()
    (folder / "shown.cfg").write_text("[shown]\nregex: (?s).+\nreplace: SHOWN\n", encoding="utf-8")
    for name, made in notebooks.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(made), encoding="utf-8")
    words = [
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--nbval-lax",
        "--nbval-sanitize-with",
        "shown.cfg",
        str(folder),
    ]
    own = {"PYTHONPATH": str(ROOT), "SEMINAR_GRADING": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=os.environ | own, capture_output=True, text=True, timeout=500
    )
    return done.stdout


def with_reference(made: Transplant, answers: dict[str, dict]) -> dict:
    """The transplanted notebook; its check cells hold the answers that ours took. Words of errors are not taken, so not compared."""
    hidden = {task: inputs for exercise in key().exercises.values() for task, inputs in exercise.inputs.items()}
    whole = hand_ins.as_notebook(made, hidden)
    for cell in whole["cells"]:
        about = cell["metadata"]["seminar"]
        told = answers.get(about["task"], {})
        if about["kind"] != "check":
            cell["metadata"]["tags"] = ["raises-exception"]
        elif not any("error" in call for call in told.get("calls", [])):
            carried = {"version": 1, "task": about["task"], "answer": as_carried(told)}
            carried |= {"fault": told["fault"]} if "fault" in told else {}
            data = {MIME: carried, "text/plain": "SHOWN", "text/html": "SHOWN"}
            cell["metadata"]["tags"], cell["execution_count"] = ["nbval-check-output"], 1
            cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}]
    return whole


def as_carried(told: dict) -> object:
    """An answer as the notebook's check carries it."""
    if "calls" not in told:
        return None if "fault" in told else marking.plain(told.get("answer"))
    if all(call == {"value": None} for call in told["calls"]):
        return None
    return {"calls": [{"value": marking.plain(call["value"])} for call in told["calls"]]}


def same_in_a_kernel(folder: Path, handed_in: dict[str, tuple[dict, str]]) -> None:
    """That a kernel gives what ours takes, for hand-ins by name, each with its exercise."""
    made = {n: made_of(b, exercise) for n, (b, exercise) in handed_in.items()}
    found = {n: with_reference(m, ran(m, handed_in[n][1])) for n, m in made.items()}
    said = in_a_kernel(folder, found)
    assert " passed" in said and " failed" not in said and " error" not in said, said[-3000:]


def test_keys_are_the_same_in_a_kernel(tmp_path):
    same_in_a_kernel(tmp_path / "keys", {name: (body(name), name) for name in known()["exercises"]})


def test_another_answer_is_seen(tmp_path):
    """Else all of these would pass."""
    made = made_of(body(), SECOND)
    answers = ran(made, SECOND)
    answers["2.1"] = {"answer": {**answers["2.1"]["answer"], "a": "who"}}
    assert "1 failed" in in_a_kernel(tmp_path / "other", {"other": with_reference(made, answers)})


# What shows much, draws or waits takes a kernel long, and nbval does not run what its own comments tell it to skip, nor take a check
# that prints for one that does not: what these leave of an answer is tested by its points.
_SLOW = (
    "loop",
    "widget",
    "much",
    "picture",
    "long table",
    "thread",
    "check called",
    "magic",
    "nbval's own",
    "with prints",
)


def test_honest_variants_are_the_same_in_a_kernel(tmp_path):
    made = {}
    for number, (name, (task, source)) in enumerate(HONEST.items()):
        if not any(word in name for word in _SLOW):
            made[f"{number}"] = with_answers({task: source.format(solved=source_of(task))}), SECOND
    same_in_a_kernel(tmp_path / "honest", made)


@pytest.fixture(scope="module")
def simulated(tmp_path_factory) -> list[tuple[dict, str]]:
    """A class of invented students: strong, weak, careless, unfinished."""
    folder = tmp_path_factory.mktemp("class") / "in"
    files = classroom.make(folder, 6, 11, exercises=[SECOND, "05_the_menu_of_options", "06_red_lines_and_promises"])
    return [(json.loads(f.read_text(encoding="utf-8")), f.stem.split(" ")[0]) for f in files]


def test_a_simulated_class_is_the_same_in_a_kernel(tmp_path, simulated):
    same_in_a_kernel(tmp_path / "class", {f"n{n}": one for n, one in enumerate(simulated)})


def test_what_can_be_read_of_a_class_has_the_same_marks_when_it_is_run(simulated):
    names, compared = list(known()["exercises"]), 0
    for handed_in, name in [
        *simulated,
        *((hand_ins.as_data(n), n) for n in names),
        *((body(n, False), n) for n in names),
    ]:
        made = made_of(handed_in, name)
        if (answers := read.answers(made)) is None:
            continue
        told = {task: {"answer": value} for task, value in answers.items()}
        both = [asdict(execute.Outcome(told)), asdict(execute.Outcome(ran(made, name)))]
        marks = [Judge("p", made, key().tasks, outcome, 20).result() for outcome in both]
        assert marks[0] == marks[1]
        compared += 1
    assert compared >= 10


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
        | st.tuples(inner)
    ),
    max_leaves=9,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(VALUES, min_size=12, max_size=12))
def test_literals_are_the_same_read_and_run(values):
    """A dozen in one sandbox: what is read, and what comes through the pipe, are marked from the same plain values."""
    steps: list[list] = []
    for number, value in enumerate(values):
        steps += [
            [2 * number, "run", f"name{number} = {value!r}"],
            [2 * number + 1, "take", f"{number}", f"name{number}", False],
        ]
    answers = execute.execute({"steps": steps, "seed": "", "inputs": {}}, run.Settings())["answers"]
    for number, value in enumerate(values):
        found = read.assignment(f"name{number} = {value!r}")
        told = answers[f"{number}"]
        assert found is None or plainly(found[1]) == (told["fault"] if "fault" in told else plainly(told["answer"]))


def plainly(value: object) -> str:
    try:
        return marking.canonical(value)
    except marking.FormError as error:
        return str(error)
