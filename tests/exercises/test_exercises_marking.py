"""Marking: form before content, partial credit, pure functions of plain values."""

from __future__ import annotations

import ast
import datetime
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.exercises import forms, marking, values
from seminar.exercises.marking import FormError, canonical, fault, hide, mark
from seminar.exercises.tasks import RULES, adapt, rule

NAMES = {
    "shape": "map",
    "items": ["a", "b", "c", "d"],
    "fields": [{"name": "label", "allowed": ["said", "implied", "silent"]}],
}
ACCEPT = {"a": {'"said"': 1}, "b": {'"implied"': 1, '"said"': 0.5}, "c": {'"silent"': 1}, "d": {'"said"': 1}}
TASK = {"points": 4, "kind": "key", "form": NAMES, "hints": {"b": "Look at P25."}, "help": "Read."}
RIGHT = {"a": "said", "b": "implied", "c": "silent", "d": "said"}
PAIRS = {
    "shape": "map",
    "items": ["x", "y", "z"],
    "fields": [{"name": "role", "allowed": ["thesis", "step"]}, {"name": "parent", "allowed": ["x", "y", "z", "none"]}],
}


def of(answer, task=TASK, accept=ACCEPT, others=None):
    return mark(task, answer, {"accept": accept}, RULES, others)


# --- canonical answers


def test_honest_kinds_of_number_and_list_are_the_same_answer():
    same = [
        [1, 2.5],
        (1, 2.5),
        np.array([1, 2.5]),
        pd.Series([1, 2.5]),
        [np.int64(1), np.float64(2.5)],
        (np.float32(1), 2.5),
    ]
    assert {canonical(v) for v in same} == {"[1,2.5]"}
    assert canonical({"b": 1, "a": " x "}) == canonical(pd.Series({"a": "x", "b": 1})) == '{"a":"x","b":1}'
    assert canonical(0.1 + 0.2) == canonical(0.3)
    assert canonical(datetime.date(2020, 10, 16)) == '"2020-10-16"'
    assert canonical({"é", "b"}) == canonical({"b", "é"})
    assert canonical([float("nan"), None]) == "[null,null]"
    assert canonical("e\u0301") == canonical("é")


@pytest.mark.parametrize("odd", [object(), print, float("inf"), [[[print]]], 1j, ...])
def test_what_is_no_data_is_refused_with_a_sentence(odd):
    with pytest.raises(FormError, match=r"The answer holds"):
        canonical(odd)


def test_an_answer_without_end_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(FormError, match="nested"):
        canonical(endless)
    with pytest.raises(FormError, match="characters"):
        canonical("x" * 200_000)


def test_letters_with_more_accents_than_any_language_has_are_refused_before_they_are_sorted():
    assert canonical("Tiếng Việt, הִנֵּה, Գյումրի") and canonical("a" + "\u0301" * 30)
    with pytest.raises(FormError, match="more than 30 accents"):
        canonical({"a": "a" + "\u0301\u0316" * 16})


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.floats(-1e6, 1e6) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(PLAIN)
def test_canonical_json_read_back_is_the_same_answer(value):
    assert canonical(json.loads(canonical(value))) == canonical(value)


# --- form before content


@pytest.mark.parametrize(
    "answer, said",
    [
        (["said"] * 4, "must be a dictionary"),
        ("said", "must be a dictionary"),
        ({"a": "said", "b": "implied", "c": "silent"}, "no entry for “d”"),
        (RIGHT | {"e": "said"}, "“e”, which is not one"),
        (RIGHT | {"b": "implid"}, "Did you mean “implied”?"),
        (RIGHT | {"b": 3}, "the number 3; it must be a name, in quotation marks"),
        (RIGHT | {"b": "saidsilent"}, "Is a comma missing after “said”?"),
        (RIGHT | {"b": ["said", "silent"]}, "must be one name"),
        (RIGHT | {"b": True}, "must be a name"),
    ],
)
def test_a_fault_of_form_is_told_before_any_content_and_earns_nothing(answer, said):
    given_mark = of(answer)
    assert said in given_mark.message and given_mark.points == 0 and given_mark.state == "not yet"


def test_a_name_that_is_not_there_is_answered_with_the_nearest_or_with_the_first_and_last():
    form = {"shape": "map", "items": ["a"], "fields": [{"name": "paragraph", "allowed": [f"P{n}" for n in range(26)]}]}
    assert "the number 44; it must be a name" in fault(form, {"a": 44}) and "Did you mean" in fault(form, {"a": "P26"})
    assert "run from “P0” to “P25”" in fault(form, {"a": "zzz"})


@pytest.mark.parametrize(
    "answer, said",
    [
        ("0.4", "without quotation marks and without a unit: 0.4."),
        ("0,4", "a unit: 0.4."),
        ("forty", "must be a number"),
        (40, "40 % is 0.4."),
        ([0.4], "must be a number"),
        (True, "must be a number"),
        (0.4, ""),
    ],
)
def test_a_number_is_a_number_in_its_range(answer, said):
    told = fault({"shape": "number", "low": 0, "high": 1}, answer)
    assert said in told and bool(told) == bool(said)


@pytest.mark.parametrize(
    "answer, said",
    [
        (["E01", "E02"], "The list has 2 names; there must be 3."),
        (["E01", "E01", "E02"], "more than once"),
        (["E01", "E02E03"], "Is a comma missing after “E02”?"),
        ("E01", "must be a list"),
        (["E01", "E02", "E03"], ""),
    ],
)
def test_a_list_of_names_has_so_many_and_each_once(answer, said):
    told = fault({"shape": "names", "count": 3, "allowed": ["E01", "E02", "E03", "E04"]}, answer)
    assert said in told and bool(told) == bool(said)


def test_a_pair_that_is_no_pair_is_told_what_a_pair_holds():
    assert "2 values in brackets, role and parent" in fault(
        PAIRS, {"x": "thesis", "y": ["step", "x"], "z": ["step", "x"]}
    )


def test_a_text_has_so_many_words():
    form = {"shape": "text", "at_least": 2, "at_most": 3}
    assert (
        "has 1 words" in fault(form, "one") and fault(form, "one two") == "" and "between quotation" in fault(form, 3)
    )


# --- points


def test_nothing_filled_in_is_not_an_attempt():
    for blank in ({}, dict.fromkeys(RIGHT, ""), None, {"a": "", "b": None}):
        assert of(blank).state == "not attempted" and of(blank).points == 0


def test_each_part_earns_its_share_and_a_second_reading_what_the_key_says():
    assert of(RIGHT) == marking.Mark(4, 4, "Right.")
    assert of(RIGHT | {"b": "said"}).points == 3.5
    assert of(RIGHT | {"a": "silent", "b": "silent"}).points == 2
    assert of(dict.fromkeys(RIGHT, "said")).worded == "2.5 of 4"


def test_help_is_for_the_first_part_that_is_wrong_and_speaks_of_gaps_last():
    assert of(RIGHT | {"b": "silent"}).message == "Look at P25. Read."
    assert of(RIGHT | {"a": "", "b": "silent"}).message.startswith("Look at P25.")
    assert of(RIGHT | {"a": ""}).message == "“a” is still empty. Read."


@given(st.fixed_dictionaries({i: st.sampled_from(["said", "implied", "silent", ""]) for i in RIGHT}))
def test_the_hashed_key_marks_as_the_plain_key_does(answer):
    hashed = {"salt": "s", "hashes": hide(ACCEPT, "s")}
    assert mark(TASK, answer, hashed) == of(answer)


@given(PLAIN)
def test_whatever_is_answered_gets_a_mark_and_a_sentence_and_no_traceback(answer):
    for form in (
        NAMES,
        PAIRS,
        {"shape": "number", "low": 0, "high": 1},
        {"shape": "names", "count": 2, "allowed": ["a", "b"]},
    ):
        task = TASK | {"form": form}
        made = of(marking.plain(answer), task)
        assert 0 <= made.points <= made.out_of and made.message


def test_names_without_order_count_each_right_one_and_a_list_cut_short_does_not_earn_all():
    task = TASK | {"form": {"shape": "names", "count": 3, "at_least": 1, "allowed": ["a", "b", "c", "d"]}, "points": 3}
    accept = {"has": {'"a"': 1, '"b"': 1, '"c"': 1}}
    assert of(["c", "a", "b"], task, accept).points == 3
    assert of(["a", "d", "b"], task, accept).points == 2
    assert of(["a"], task, accept).points == 1


def test_names_in_order_are_compared_place_by_place():
    task = TASK | {"form": {"shape": "names", "count": 2, "ordered": True, "allowed": ["a", "b"]}, "points": 2}
    assert of(["b", "a"], task, {"1": {'"a"': 1}, "2": {'"b"': 1}}).points == 0


def test_prose_waits_for_a_person():
    task = {"points": 5, "kind": "prose", "form": {"shape": "text", "at_least": 2, "at_most": 9}}
    assert of("two words", task, {}).state == "for a person" and "person" in of("two words", task, {}).message


# --- functions


def test_a_function_is_marked_from_what_comes_out_of_it():
    task = {"points": 2, "kind": "function", "form": {"shape": "function", "name": "double"}}
    accept = {"1": {"2": 1}, "2": {"8": 1}}
    for function, points in (
        (lambda x: 2 * x, 2),
        (lambda x: np.float64(2 * x), 2),
        (lambda x: 2, 1),
        (lambda x: x / 0, 0),
        (lambda x: print, 0),
    ):
        assert of(marking.calls(function, [[1], [4]]), task, accept).points == points
    assert "ZeroDivisionError" in of(marking.calls(lambda x: x / 0, [[1], [4]]), task, accept).message
    assert "“return”" in of(marking.calls(lambda x: None, [[1], [4]]), task, accept).message
    assert of(3, task, accept).message.startswith("The answer is the number 3; it must be a function")


def test_a_function_cannot_spoil_the_input_of_the_next_call():
    inputs = [[[1, 2]], [[1, 2]]]
    assert marking.calls(lambda x: x.pop(), inputs)["calls"] == [{"value": 2}, {"value": 2}] and inputs == [
        [[1, 2]],
        [[1, 2]],
    ]


def test_a_table_arrives_as_a_table_and_a_day_as_a_day():
    made = adapt({"table": [{"a": "2020-10-16"}], "dates": ["a"]})
    assert made.a[0] == pd.Timestamp("2020-10-16") == adapt({"date": "2020-10-16"})
    assert adapt({"plain": 1}) == {"plain": 1}


# --- rules


MAP = {"passage": ["P1", "P2", "P3"], "thesis": ["P1"], "apart": [["P2", "P3"]], "lines": [5, 6], "unstated": 1}
MAP["words"] = {
    "P1": "A road that should be closed.",
    "P2": "It is icy there; way down, people die.",
    "P3": "Another way.",
}
MAP["words"] |= {"names": "Road"}
GOOD = """
The road should close. (P1)
  + People on it die. #unstated
    + The road is icy. (P2)
  + Nobody has need of it. #unstated
    + There is another way. (P3)
"""


def said_of(text: str, parameters: dict) -> list[str]:
    """What the rule on maps finds amiss, part by part; empty where a part is right."""
    return [made.message if made.credit < 1 else "" for made in RULES["map_of_a_passage"](text, parameters, {})]


def test_a_good_map_of_a_passage_earns_every_part():
    assert said_of(GOOD, MAP) == [""] * 8


@pytest.mark.parametrize(
    "before, after, place, said",
    [
        ("(P1)", "(P1)\n  + It is a road. (P1)\n  + It is a road. (P1)", 0, "Two lines say the same"),
        ("There is another way. (P3)", "Way (P3)", 0, "Line 5 is too short"),
        ("  + Nobody has need of it", "Nobody has need of it", 1, "Line 4 hangs on nothing"),
        ("(P1)", "(P2)", 1, "Name its paragraph in the first line: P1."),
        ("The road is icy. (P2)", "But the road is icy. (P2)", 2, "begins with “but”"),
        ("The road is icy. (P2)", "The road should close. (P2)", 2, "circle"),
        ("    +", "  +", 3, "at least one of them a reason of its own"),
        ("(P2)", "", 4, "Line 3 needs its paragraph, P1 to P3"),
        ("(P2)", "(P2) #unstated", 4, "it can be only one of the two"),
        ("(P2)", "(P3)", 5, "No line comes from P2."),
        (" #unstated", " (P1)", 6, "0 unstated steps"),
        ("    + There is another way. (P3)", "      + There is another way. (P3)", 7, ""),
        (
            "  + Nobody has need of it. #unstated\n    + There",
            "      + There",
            7,
            "Line 4 hangs under line 3, which speaks of another course",
        ),
    ],
)
def test_each_fault_of_a_map_costs_its_part_and_is_said(before, after, place, said):
    assert before in GOOD
    found = said_of(GOOD.replace(before, after), MAP)[place]
    assert said in found and bool(found) == bool(said)


def test_a_line_that_is_about_something_else_is_named_and_a_map_of_them_earns_nothing():
    """By hand: two lines of five are more than a quarter, and three are most of them."""
    two = GOOD.replace("The road is icy", "Purple cats sing").replace("There is another way", "Soup grows")
    assert (
        said_of(two, MAP)
        == ["", "", "", "", "Line 3 has no word in common with what its paragraph says. Is it from there?"] + [""] * 3
    )
    three = two.replace("The road should close", "Teapots should hum")
    assert all(said.startswith("Line 1 says nothing of the passage") for said in said_of(three, MAP))


def test_names_alone_do_for_half_of_the_lines():
    names = GOOD.replace("is icy", "").replace("The road should close", "Road one two")
    assert said_of(names, MAP) == [""] * 8


@given(st.text(st.sampled_from("P123 but#+-_ \n<>[]:()"), max_size=80))
def test_any_text_is_looked_at_in_eight_parts(text):
    assert len(said_of(text, MAP)) == 8


def test_a_rule_stands_once():
    with pytest.raises(ValueError, match="already"):
        rule(RULES["map_of_a_passage"])


def test_marking_knows_no_notebook():
    own = {"forms", "values"}  # its two halves, which import nothing else either
    for module in (marking, forms, values):
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        named = {a.name.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        named |= {n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
        assert (
            named
            <= {
                "__future__",
                "collections",
                "dataclasses",
                "difflib",
                "functools",
                "hashlib",
                "json",
                "math",
                "numbers",
                "re",
                "unicodedata",
            }
            | own
        )


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        (Fraction(1, 2), 0.5),
        (Decimal("0.25"), 0.25),
        ({"a": Decimal(3)}, {"a": 3}),
        ({"a": 1}.keys(), ["a"]),
        ({"a": 1}.values(), [1]),
        (range(3), [0, 1, 2]),
        (pd.Series(["E01", "E02"], index=[3, 7]), ["E01", "E02"]),
        (pd.Series({"a": "said"}), {"a": "said"}),
    ],
)
def test_an_answer_of_another_kind_is_what_it_means(given, meant):
    assert marking.plain(given) == meant


@pytest.mark.parametrize("given", [(n for n in "ab"), map(str, [1]), iter([1]), zip("a", "b", strict=True)])
def test_an_answer_that_can_be_read_only_once_is_named(given):
    with pytest.raises(marking.FormError, match=rf"holds a {type(given).__name__}, which gives its values only once"):
        marking.plain(given)


def test_an_entry_without_anything_in_it_is_still_empty_and_the_others_count():
    form = {"shape": "map", "items": ["a", "b"], "fields": [{"name": "move", "allowed": ["sign", "wait"]}]}
    key = {"accept": {"a": {'"sign"': 1}, "b": {'"wait"': 1}}}
    made = marking.mark({"points": 2, "kind": "key", "form": form}, {"a": [], "b": "wait"}, key)
    assert (made.points, made.message) == (1, "“a” is still empty.")
