"""How lists, counts, places, shares and dates are written. Expected words are what a person would say; no picture is asked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.kit import words


@pytest.mark.parametrize(
    ("given", "said"),
    [((), ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), ([1, 2], "1 and 2")],
)
def test_a_list_is_written_with_commas_and_one_and(given, said):
    assert words.listed(given) == said
    assert words.listed(iter(given)) == said  # whatever can be gone through once


def test_a_list_may_end_with_another_word():
    assert words.listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (1, "one"), (12, "twelve"), (13, "13"), (-1, "-1"), (1234, "1,234")]
)
def test_small_numbers_are_words_and_others_figures(number, said):
    assert words.number_word(number) == said


def test_a_counted_noun_takes_its_plural():
    assert [words.count(n, "row") for n in (0, 1, 2)] == ["0 rows", "1 row", "2 rows"]
    assert (
        words.count(2, "country", "countries") == "2 countries"
        and words.count(1, "country", "countries") == "1 country"
    )
    assert words.count(15_625, "package") == "15,625 packages"


def test_a_verb_agrees_with_its_count():
    assert [words.verb(n) for n in (0, 1, 2)] == ["are", "is", "are"]
    assert words.verb(1, "was", "were") == "was" and words.verb(3, "was", "were") == "were"


def test_how_often_is_said_in_a_word_up_to_two():
    assert [words.times(n) for n in (1, 2, 3)] == ["once", "twice", "3 times"]


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.5, "0.5"), (2.0, "2"), (-2.0, "−2"), (-0.001, "0"), (0.126, "0.13"), (100.0, "100"), (10, "10")],
)
def test_a_number_has_no_idle_zero_and_a_true_minus(value, said):
    assert words.decimal(value) == said


def test_a_whole_number_keeps_its_zeros():
    assert words.decimal(100, 0) == "100"


@pytest.mark.parametrize(("value", "said"), [(2, "+2"), (-1, "−1"), (0, "0"), (-0.001, "0"), (0.001, "0")])
def test_a_signed_number_says_its_sign_and_nothing_has_none(value, said):
    assert words.signed(value) == said


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8).filter(lambda shares: sum(shares) > 1e-3))
def test_whole_per_cents_add_up_to_a_hundred_and_lie_next_to_the_exact_ones(parts):
    shares = [part / sum(parts) for part in parts]
    whole = words.whole_percent(shares)
    assert sum(whole) == 100
    assert all(abs(w - 100 * s) < 1 + 1e-6 for w, s in zip(whole, shares, strict=True))


def test_the_largest_remainder_is_rounded_up_and_a_tie_goes_to_the_earlier():
    assert words.whole_percent([0.334, 0.333, 0.333]) == [34, 33, 33]
    assert words.whole_percent([1 / 3] * 3) == [34, 33, 33]
    assert words.whole_percent([0.125] * 8) == [13, 13, 13, 13, 12, 12, 12, 12]  # by hand: four of eight halves go up


@pytest.mark.parametrize("shares", [[0.5, 0.4], [1.2, -0.2], []])
def test_shares_that_are_not_of_one_whole_are_refused(shares):
    with pytest.raises(ValueError, match="are not parts of one whole"):
        words.whole_percent(shares)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 3, 8), "8 March 2019"),
        ("2019-03-08", "8 March 2019"),
        ("2019-03-08 00:00:00", "8 March 2019"),
        ("1991-04", "April 1991"),
        ("1988", "1988"),
    ],
)
def test_a_day_a_month_and_a_year_are_written_out(day, said):
    assert words.long_day(day) == said


def test_a_label_in_a_sentence_begins_small():
    assert words.in_a_sentence("Return of the districts") == "return of the districts"
    assert words.in_a_sentence("") == ""


@given(st.text(alphabet="ab ", max_size=60))
def test_two_lines_lose_no_letter(text):
    lines = words.two_lines(text)
    assert " ".join(lines) == text and len(lines) <= 2


def test_words_are_broken_at_the_space_nearest_to_the_middle():
    assert words.two_lines("short") == ["short"]
    assert words.two_lines("one two three four", most=10) == ["one two", "three four"]
    assert words.two_lines("unbreakable", most=5) == ["unbreakable"]


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
