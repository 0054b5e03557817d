"""What only looks different is the same answer: capitals, quotation marks, spaces, other spellings, a decimal comma, `a > b`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises import marking
from seminar.exercises.conventions import known
from seminar.exercises.forms import fault, tidy

LABELS = {
    "shape": "map",
    "items": ["a", "b"],
    "fields": [{"name": "label", "allowed": ["said", "not read"], "also": {"not read": ["unread"]}}],
}
PARAGRAPHS = {
    "shape": "map",
    "items": ["a"],
    "fields": [{"name": "paragraph", "allowed": [f"P{n}" for n in range(26)]}],
}
ORDERED = {"shape": "names", "count": 2, "at_least": 1, "allowed": ["ankara < intervene", "stay_out < two_layer"]}
SHARE = {"shape": "number", "low": 0, "high": 1}
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Said", "said"),
        ("SAID ", "said"),
        ("“said”", "said"),
        (f"{NBSP}said", "said"),
        ("not_read", "not read"),
        ("Not-Read", "not read"),
        (f"not{NBSP}read", "not read"),
        ("unread", "not read"),
        ("implied", "implied"),  # no name of this form: left as it is, for a sentence
        ("", ""),
        (None, None),
        (True, True),
    ],
)
def test_a_name_is_brought_to_the_forms_own_spelling(typed, meant):
    assert tidy(LABELS, {"a": typed, "b": "said"}) == {"a": meant, "b": "said"}


@pytest.mark.parametrize("typed", ["p7", "P 7", 7, "7", "P7.", "(P7)"])
def test_a_paragraph_may_be_written_as_people_write_it(typed):
    assert tidy(PARAGRAPHS, {"A": typed}) == {"a": "P7"}
    task = {"points": 1, "kind": "key", "form": PARAGRAPHS}
    assert marking.mark(task, {"a": typed}, {"accept": {"a": {'"P7"': 1}}}).state == "right"


def test_two_names_that_differ_only_in_looks_are_never_mixed_up():
    form = {"shape": "map", "items": ["a"], "fields": [{"name": "x", "allowed": ["US", "us"]}]}
    assert tidy(form, {"a": "Us"}) == {"a": "Us"} and tidy(form, {"a": "us"}) == {"a": "us"}


def test_a_pair_turned_round_says_the_same():
    """`two_layer > stay_out` is true where `stay_out < two_layer` is, and it is marked so."""
    assert tidy(ORDERED, ["two_layer > stay_out", "ankara<intervene"]) == ["stay_out < two_layer", "ankara < intervene"]
    assert tidy(ORDERED, ["stay_out > two_layer"]) == ["two_layer < stay_out"]  # and that one is not allowed


def test_one_name_needs_no_brackets_where_one_is_enough():
    assert tidy(ORDERED, "two_layer > stay_out") == ["stay_out < two_layer"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0.52", 0.52),
        ("0,52", 0.52),
        ("−0,5", -0.5),
        (f"{NBSP}1", 1),
        ("54 %", "54 %"),
        ("a half", "a half"),
        (0.5, 0.5),
    ],
)
def test_a_number_in_quotation_marks_is_that_number(typed, meant):
    assert tidy(SHARE, typed) == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (54, "The answer is 54; it goes from 0 to 1. 54 % is 0.54."),
        ([0, 52], "A decimal number has a point: 0.52."),
        ("54 %", "without quotation marks and without a unit, which as a number is 0.54."),
        (3, "it goes from 0 to 1. 3 % is 0.03."),
        (-1, "The answer is -1; it goes from 0 to 1."),
    ],
)
def test_a_number_out_of_its_range_is_told_the_range_and_what_it_may_mean(typed, said):
    assert said in fault(SHARE, typed)


def test_one_item_may_have_a_range_of_its_own():
    form = known()["tasks"]["5.7"]["form"]
    assert "“p” is 54; it goes from 0 to 1. 54 % is 0.54." in fault(form, {"badly": -1, "well": 1, "rival": 0, "p": 54})
    assert fault(form, {"badly": -2.5, "well": 2, "rival": 0, "p": 0.54}) == ""


def test_shares_of_one_where_per_cent_is_asked_for_are_a_sentence():
    ends = [{"name": end, "low": 0, "high": 100, "percent": True} for end in ("low", "high")]
    form = {"shape": "map", "items": ["mid", "cells", "fortunes"], "fields": ends}
    small = {item: [0.3, 0.6] for item in form["items"]}
    assert "per cent: write 30 where you wrote 0.3" in fault(form, small)
    assert "write 30 where" in fault(form, {item: [20, 60] for item in form["items"]} | {form["items"][-1]: [0.3, 0.6]})
    assert fault(form, {item: [0.5, 30] for item in form["items"]}) == ""  # half a per cent is possible
    assert fault(form, {item: [0, 40] for item in form["items"]}) == ""


def test_a_district_may_be_called_by_any_of_its_names():
    """3.1: the table's id is `kelbajar`, its label Kalbajar/Karvachar."""
    form = known()["tasks"]["3.1"]["form"]
    for name in ("Kalbajar", "kelbajar", "Karvachar", "Kalbajar/Karvachar", "KALBAJAR"):
        made = tidy(form, {item: [name, "Kazan 2011"] for item in form["items"]})
        assert made["a"][0] == "kelbajar", name


MESSY = st.sampled_from([str.upper, str.title, lambda t: f" {t} ", lambda t: f"“{t}”", lambda t: t.replace("_", " ")])


@given(st.data())
def test_every_name_of_every_task_stands_for_itself_however_it_is_dressed(data):
    """No task has two names that looks alone tell apart; if one had, both would be refused in a sentence, never mixed up."""
    task = data.draw(st.sampled_from([t for t in known()["tasks"].values() if t["form"]["shape"] == "map"]))
    named = [f for f in task["form"]["fields"] if "allowed" in f]
    if not named:
        return
    field = data.draw(st.sampled_from(named))
    name = str(data.draw(st.sampled_from(field["allowed"])))
    if not name:
        return
    form = {"shape": "map", "items": ["a"], "fields": [field]}
    assert tidy(form, {"a": name}) == {"a": name}
    assert tidy(form, {"a": data.draw(MESSY)(name)}) == {"a": name}


@given(st.recursive(st.none() | st.integers() | st.text(max_size=6), lambda i: st.lists(i, max_size=3), max_leaves=6))
def test_tidying_twice_is_tidying_once_and_never_fails(value):
    for form in (LABELS, PARAGRAPHS, ORDERED, SHARE):
        for answer in (value, {"a": value}):
            once = tidy(form, answer)
            assert tidy(form, once) == once
