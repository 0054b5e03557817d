"""Marking happens where the key is: no answer, whatever it is, breaks it, takes long, or earns more than there is."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import cache

import pytest
from hand_ins import key
from hypothesis import given, settings
from hypothesis import strategies as st

from seminar.exercises import marking, tasks
from seminar.exercises.conventions import known


def _hostile(task: dict) -> Iterator[object]:
    """Answers of every shape, with values that nobody expects."""
    form, long = task["form"], "x" * 90_000
    values = [
        None,
        True,
        0,
        -1,
        1e308,
        5e-324,
        "",
        "...",
        long,
        "P1 " * 30_000,
        "-" * 90_000,
        "\0",
        "2020-10-01",
        "10000-01-01",
        "²",
        "٣",
        "inf",
        "nan",
    ]
    values += [
        [],
        {},
        [[]],
        [None],
        {"a": None},
        [1, 2],
        ["a", "b"],
        [1, 2, 3],
        ["a", "b", "c", "d"],
        [1] * 30_000,
        ["a"] * 20_000,
    ]
    yield from values
    if form["shape"] == "map":
        for value in values:
            yield {item: [value] * len(form["fields"]) if len(form["fields"]) > 1 else value for item in form["items"]}
        for one in form["fields"]:
            for value in [*one.get("allowed", []), one.get("low", 0), one.get("high", 100)]:
                yield {
                    item: [value] * len(form["fields"]) if len(form["fields"]) > 1 else value for item in form["items"]
                }
        yield {f"k{n}": "x" for n in range(9000)}
        yield {long: 1}
    if form["shape"] == "names":
        yield from ([name] * (90_000 // (len(name) + 3)) for name in form["allowed"])
        yield json.loads(json.dumps([form["allowed"][0]] * 9000))
    if form["shape"] == "function":
        for value in values:
            yield from (
                {"calls": value},
                {"calls": [value]},
                {"calls": [{"value": value}] * 5},
                {"calls": [{"error": value}]},
            )
        yield {"calls": [{}] * 20_000}


def _mark(task_id: str, answer: object, others: dict | None = None) -> marking.Mark | None:
    """What grading makes of it; None for what is refused before."""
    try:
        answer = marking.plain(answer)
        marking.canonical(answer)
    except marking.FormError:
        return None
    held = key().tasks[task_id]
    task = known()["tasks"][task_id]
    return marking.mark(
        task | {"inputs": held.get("inputs", task.get("inputs", []))}, answer, held, tasks.RULES, others
    )


def _others() -> list[dict]:
    """Other tasks' answers, from which some marks are recomputed: none, and hostile ones."""
    made: list[dict] = [{}]
    for number in range(2):
        each = {t: list(_hostile(body)) for t, body in known()["tasks"].items()}
        made.append({t: found[(30 + number) % len(found)] for t, found in each.items()})
    return made


@pytest.mark.parametrize("task_id", known()["tasks"])
def test_no_answer_breaks_a_mark_or_takes_long(task_id):
    others = _others() if known()["tasks"][task_id].get("rules") else [{}]
    for answer in _hostile(known()["tasks"][task_id]):
        for given_before in others:
            began = time.process_time()
            mark = _mark(task_id, answer, given_before)
            assert time.process_time() - began < 2, repr(answer)[:200]
            assert mark is None or (0 <= mark.points <= mark.out_of and len(mark.message) < 1000)


def test_huge_numbers_have_a_sentence():
    for task_id, task in known()["tasks"].items():
        items, width = task["form"].get("items", ["a"]), len(task["form"].get("fields", [1]))
        for number in (10**400, -(10**4000)):
            for answer in (number, [number], {i: [number] * width if width > 1 else number for i in items}):
                mark = _mark(task_id, answer)
                assert mark is None or mark.points <= mark.out_of


def test_half_characters_become_text_that_can_be_written():
    mark = _mark("2.1", {"a": "\ud800", "\udfff": 1})
    if mark:
        mark.message.encode()
        marking.canonical(marking.plain({"a": "\ud800", "\udfff": 1})).encode()


def test_bringing_text_into_one_form_is_quick():
    began = time.process_time()
    with contextlib.suppress(marking.FormError):
        marking.plain("a" + "\u0301\u0316" * 25_000)
    assert time.process_time() - began < 1


@cache
def _leaves() -> list:
    """Names and numbers that some task's form knows."""
    found: set = set()
    for task in known()["tasks"].values():
        for one in [task["form"], *task["form"].get("fields", [])]:
            found.update(str(a) for a in one.get("allowed", []))
    return sorted(found)


@pytest.mark.parametrize("task_id", known()["tasks"])
@settings(max_examples=15)
@given(data=st.data())
def test_no_made_up_answer_breaks_a_mark(task_id, data):
    form = known()["tasks"][task_id]["form"]
    leaf = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-200, 200),
        st.floats(allow_infinity=False),
        st.text(max_size=8),
        st.sampled_from(_leaves()),
    )
    value = st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
        max_leaves=8,
    )
    if form["shape"] == "map":
        entry = (
            st.lists(leaf, min_size=len(form["fields"]), max_size=len(form["fields"]))
            if len(form["fields"]) > 1
            else leaf
        )
        answer = data.draw(st.fixed_dictionaries(dict.fromkeys(form["items"], entry | value)))
    else:
        answer = data.draw(
            value | st.lists(leaf, max_size=8) | st.fixed_dictionaries({"calls": st.lists(value, max_size=5)})
        )
    try:
        mark = _mark(task_id, answer)
    except UnicodeEncodeError:
        return  # half characters have a test of their own
    assert mark is None or 0 <= mark.points <= mark.out_of


def test_a_rule_is_loaded_when_it_is_first_asked_for():
    """In a Python of its own, where nothing has loaded rules before, and without widgets or pictures."""
    program = (
        "import sys\nfrom seminar.exercises import marking, rules\n"
        "task = {'points': 8, 'kind': 'property', 'rules': ['map_of_a_passage'], 'form': {'shape': 'text'}}\n"
        "task['parameters'] = {'passage': ['P1'], 'thesis': ['P1'], 'apart': [], 'lines': [1, 2], 'unstated': 0}\n"
        "task['parameters']['words'] = {'P1': 'Roads in winter', 'names': ''}\n"
        "print(marking.mark(task, 'The road is icy. (P1)', {}, rules.RULES).worded, 'ipywidgets' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "5",
        "of",
        "8",
        "False",
    ]  # one line alone: nothing hangs on it, for three of the eight parts
