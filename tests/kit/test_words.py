"""How places and beginnings of sentences are written."""

from __future__ import annotations

import pytest

from seminar.kit import words


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (1, "first"),
        (7, "seventh"),
        (12, "twelfth"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (103, "103rd"),
        (111, "111th"),
    ],
)
def test_a_place_is_a_word_up_to_twelve_and_then_a_figure_with_its_ending(number, word):
    assert words.ordinal(number) == word


@pytest.mark.parametrize(("label", "begun"), [("all five", "All five"), ("", ""), ("the ALLY", "The ALLY")])
def test_a_sentence_begins_with_a_capital_and_the_rest_stays(label, begun):
    assert words.capital(label) == begun
