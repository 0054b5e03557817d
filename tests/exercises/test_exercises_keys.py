"""Every task of every exercise: the key earns all, the starter none, a typical slip no more than it may, odd answers a sentence."""

from __future__ import annotations

import json

import nbformat
import pytest

from seminar.exercises import build, marking
from seminar.exercises.conventions import known
from seminar.exercises.tasks import RULES, adapt

EXERCISES = [build.read(name) for name in build.names()]
TASKS = [t for e in EXERCISES for t in e.tasks.values()]
KEY = json.loads((build.KEYS / "key.json").read_text(encoding="utf-8"))["tasks"]
SOLVED = {
    task: answer
    for e in EXERCISES
    for task, answer in build.answers(nbformat.read(build.KEYS / f"{e.name}.ipynb", as_version=4)).items()
}
each = pytest.mark.parametrize("task", TASKS, ids=[t.id for t in TASKS])


def as_answer(task: build.Task, answer: object, inputs: list | None = None) -> object:
    if task.kind == "function" and callable(answer):
        return marking.calls(answer, inputs or KEY[task.id]["inputs"], adapt)
    return marking.plain(answer)


def marked(task: build.Task, answer: object, key: dict | None = None) -> marking.Mark:
    others = {k: v for k, v in SOLVED.items() if k != task.id}
    return marking.mark(known()["tasks"][task.id], answer, KEY[task.id] if key is None else key, RULES, others)


@each
def test_the_solution_earns_every_point_by_the_key_and_by_the_hashes(task):
    public = known()["tasks"][task.id]
    hidden = as_answer(task, task.solution) if task.draw else SOLVED[task.id]
    if task.kind == "prose":
        assert "person" in marked(task, hidden).message
        return
    assert marked(task, hidden).state == "right", marked(task, hidden).message
    assert marked(task, SOLVED[task.id], public["key"]).state == "right"


@each
def test_the_starter_is_no_attempt_and_earns_nothing(task):
    cell = next(
        c
        for e in EXERCISES
        for c in build.notebook(e, solved=False).cells
        if c.id == f"answer-{task.id.replace('.', '-')}"
    )
    made: dict = {}
    exec(cell.source, made)
    starter = made[task.name]
    if task.kind == "function":
        calls = as_answer(task, starter)
        assert all(c.get("value", ...) is None for c in calls["calls"]), (
            "the starter of a function runs and returns None"
        )
        return
    given = marked(task, marking.plain(starter))
    assert given.state == "not attempted" and given.points == 0


@each
def test_a_typical_slip_earns_no_more_than_it_may_and_gets_a_sentence(task):
    assert task.slips or task.kind == "prose", "name at least one typical wrong answer"
    for slip in task.slips:
        given = marked(task, as_answer(task, slip.answer))
        assert given.points <= slip.at_most < task.points, f"{slip.name}: {given.worded}"
        assert given.state == "not yet" and len(given.message) > 20, slip.name


@each
def test_an_answer_of_the_wrong_kind_gets_a_sentence_and_nothing_else(task):
    for odd in (3, "x", [1, 2], {"zz": 1}, True, [[]], {"a": {"b": []}}):
        given = marked(task, odd)
        assert given.points == 0 and given.message, odd


@each
def test_a_task_says_what_it_is_for(task):
    assert task.points > 0 and task.outcome[0].islower() and not task.outcome.endswith(".")
    assert task.title


@each
def test_every_keyed_entry_has_a_reason_and_every_other_task_one(task):
    items = task.form["items"] if task.form["shape"] == "map" else ["has"]
    missing = [i for i in (items if task.kind == "key" else [task.id]) if len(task.reasons.get(i, "").split()) < 4]
    assert not missing, f"say in reasons why the key is what it is: {missing}"


@each
def test_help_does_not_name_the_answer(task):
    """No hint for an item holds a value that is right for it and that few others share."""
    for item, hint in task.hints.items():
        right = [str(v) for v, credit in task.accept.get(item, {}).items() if credit == 1]
        words = hint.replace("“", " ").replace("”", " ").replace(".", " ").replace(",", " ").split()
        allowed = task.form.get("fields", [{}])[0].get("allowed", [])
        assert len(allowed) < 6 or not set(right) & set(words), f"{item}: {hint}"
        assert not [v for v in right if f"“{v}”" in hint], f"{item}: {hint}"


@each
def test_a_second_reading_is_accepted_with_its_reason(task):
    for path, values in task.accept.items():
        if path != "has" and sum(credit > 0 for credit in values.values()) > 1:
            assert path.split("/")[0] in task.reasons, f"{path} has several accepted answers and no reason"


def test_careful_second_readings_keep_their_points():
    by_id = {t.id: t for t in TASKS}
    assert marked(by_id["1.1"], SOLVED["1.1"] | {"c": "P0"}).state == "right"  # the same sentence opens P10
    side_by_side = SOLVED["1.3"].replace("      + <10>", "    + <10>")  # P13 read as two costs
    assert side_by_side != SOLVED["1.3"] and marked(by_id["1.3"], side_by_side).state == "right"
    assert (
        marked(by_id["1.2"], SOLVED["1.2"] | {"b": "said", "e": "said", "g": "said"}).points == 7
    )  # silent taken as said: 0 each
