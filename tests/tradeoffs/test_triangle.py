"""The triangle of weights and its regions. Expected values come from a calculation written out in the test, from a rule that holds for any scores, or
from an exact method that shares no code with ours. What the present scores give is in test_present_scores."""

from __future__ import annotations

import exact
import numpy as np
import pytest
from hypothesis import given
from made_scores import half_steps, made

from seminar import tables
from seminar.tradeoffs import acceptability, triangle

EVEN = np.full(7, 1 / 7)


# The strait


@pytest.fixture(scope="module")
def corners(scores) -> np.ndarray:
    first, second, _ = tables.read("strait").criterion_id
    return triangle.corner_weights(scores.interests, first, second)


def test_a_share_of_weightings_by_hand():
    # a leads b by one on two interests and trails by one on one: the sum of two of the simplex's weights passes the third in 3 of 4
    # (a half of the triangle's side cuts off a quarter of its area). Their values are below 0 always: their best score is 0.
    scores = made([[0, 0, -1], [-1, -1, 0]])
    assert acceptability.beats(scores, "a", "b") == pytest.approx(3 / 4, abs=0.015)
    assert acceptability.beats(scores, "b", "a") == pytest.approx(1 - acceptability.beats(scores, "a", "b"))
    assert acceptability.acceptability(scores).below_zero == 1


@given(half_steps(options=(1, 5), interests=(3, 3)))
def test_regions_fill_the_triangle_and_agree_with_exact_volumes(mid):
    found = triangle.regions(tuple("abcde"[: len(mid)]), mid, np.eye(3))
    assert sum(r.share for r in found) == pytest.approx(1)
    distinct = np.array([mid["abcde".index(r.options[0])] for r in found])
    assert [r.share for r in found] == pytest.approx(exact.first_shares(distinct) if len(found) > 1 else [1], abs=1e-6)


def test_tied_options_share_a_region():
    one, other = triangle.regions(("a", "b", "c"), np.array([[1, 0, 0], [0, 1, 0], [1, 0, 0]]), np.eye(3))
    assert (one.options, other.options) == (("a", "c"), ("b",))


def test_weights_stand_in_the_strait_where_their_corners_sums_put_them(scores, corners):
    assert triangle.strait_point(EVEN, corners).tolist() == pytest.approx([1 / 7, 1 / 7, 5 / 7])
    assert triangle.strait_point(corners[0], corners).tolist() == [1, 0, 0]


@pytest.mark.parametrize(("interests", "pair"), [(("x", "y"), ("x", "y")), (("x", "y", "z"), ("x", "x"))])
def test_a_strait_needs_three_corners(interests, pair):
    with pytest.raises(ValueError, match="three corners"):
        triangle.corner_weights(interests, *pair)
