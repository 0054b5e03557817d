"""Each slip of typing has a sentence of its own, in the notebook and in grading."""

from __future__ import annotations

import pandas as pd
import pytest

from seminar.exercises.slips import slip, stopped

NBSP = "\N{NO-BREAK SPACE}"


def said(source: str) -> str:
    """What is said of a cell that Python cannot read."""
    with pytest.raises(SyntaxError) as caught:
        compile(source, "cell", "exec")
    return slip(caught.value, source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("p = −3", "a long minus sign, “−”"),
        ("p = –3", "a dash, “–”"),
        ("where = {“a”: 1}", "a curly quotation mark, “"),
        ("x = ‘a’", "a curly quotation mark, ‘"),
        (f"p{NBSP}= 3", "a space that is not the keyboard's"),
        ('even = {"p": 0,52}', "Is 0,52 one number? In Python a decimal number has a point: 0.52."),
        ('even = {"p": 0,52, "well": 1}', "has a point: 0.52."),
        ("if p = 3:\n    pass", "write two: “==”"),
        ("rows = table[table.kind = 1]", "write two: “==”"),
        ('where = {"a" = "P4"}', 'a colon stands between a name and its value, "a": "x"'),
        ('a = {"a": "x" "b": "y"}', "comma"),
        ('a = {\n "a": "x"\n "b": "y"}', "comma"),
        ('a = ["P1", "P2"', "bracket"),
        ('a = "P1', "quotation mark is missing"),
        ("x = 1\n  y = 2", "spaces"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_what_is_amiss(source, words):
    assert words in said(source) and "nothing is lost" in said(source)


def test_a_comma_within_a_text_is_not_taken_for_a_decimal_comma():
    assert "decimal" not in said('a = {"a": "1,5 km" "b": "y"}')


@pytest.mark.parametrize(
    ("name", "words"), [("P3", "quotation marks"), ("true", "It writes True"), ("none", "It writes None")]
)
def test_a_name_that_python_does_not_know_is_named(name, words):
    assert f"“{name}”" in slip(NameError(f"name {name!r} is not defined", name=name))
    assert words in slip(NameError("", name=name))


TABLE = pd.DataFrame({"a": ["x", "y"], "b": [1, 2]})


@pytest.mark.parametrize(
    "condition",
    [
        lambda t: t[t.a == "x" & t.b == 1],
        lambda t: t[t.b == 1 & t.b == 2],
        lambda t: t[t.a == "x" & t.b.isin([1])],
        lambda t: t[t.a == "x" and t.b == 1],
    ],
)
def test_two_conditions_without_brackets_are_told_of_brackets(condition):
    with pytest.raises((TypeError, ValueError)) as caught:
        condition(TABLE)
    assert "in brackets" in stopped(caught.value, "t.a == 1 & t.b == 2")
    assert "in brackets" in stopped(f"{type(caught.value).__name__}: {str(caught.value)[:57]}…")


def test_an_error_without_a_sentence_of_its_own_keeps_pythons():
    assert stopped(ValueError("no such day")) == "" and stopped(TypeError("int is not callable")) == ""
