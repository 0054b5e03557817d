"""A number by slider or by typing: what is typed counts or is answered in a sentence, and never becomes another number."""

from __future__ import annotations

import pytest

from seminar.kit.view import Number, typed


def made() -> Number:
    return Number("p, a chance", 0.5, 0, 1, 0.05)


@pytest.mark.parametrize(("words", "number"), [("0,35", 0.35), ("0.35", 0.35), (" 1 ", 1), ("−0", 0), (".25", 0.25)])
def test_a_number_typed_with_a_comma_or_a_point_counts(words, number):
    it, heard = made(), []
    it.on_change(heard.append)
    it.box.value = words
    assert it.value == it.slider.value == number and heard == [number] and it.message.value == ""


@pytest.mark.parametrize("words", ["1,5", "54", "half", "", "0,3,5", "1.000,5", "nan", "inf", "-0.1"])
def test_anything_else_changes_nothing_and_is_answered_in_a_sentence(words):
    it, heard = made(), []
    it.on_change(heard.append)
    it.box.value = words
    assert it.value == 0.5 and heard == []
    assert f"“{words}” is not a number from 0 to 1. It stays 0.5." in it.message.value
    it.slider.value = 0.6
    assert it.box.value == "0.6" and it.message.value == "" and it.message.layout.display == "none"


def test_what_was_typed_is_shown_as_text_and_never_as_html():
    it = made()
    it.box.value = "<b>1</b>"
    assert "&lt;b&gt;" in it.message.value


def test_a_negative_number_is_typed_with_either_minus():
    assert typed("-1,5", -3, 2) == typed("−1.5", -3, 2) == -1.5


def test_a_number_can_be_set_and_switched_off():
    it = made()
    it.value = 0.25
    assert it.box.value == "0.25" and it.slider.value == 0.25
    it.disabled = True
    assert it.box.disabled and it.slider.disabled
