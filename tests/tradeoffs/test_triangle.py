"""The triangle of weights and its regions. Expected values come from a calculation written out in the test, from a rule that holds for any scores, or
from an exact method that shares no code with ours. What the present scores give is in test_present_scores."""

from __future__ import annotations

import exact
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
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


# From a place back to weights

PAGE = np.array([[70.0, 380.0], [490.0, 380.0], [280.0, 44.0]])
POINTS = some.lists(some.integers(0, 100), min_size=7, max_size=7).filter(any)


@given(POINTS)
def test_the_way_from_weights_to_the_page_can_be_gone_back(scores, corners, points):
    weights = np.array(points) / sum(points)
    x, y = triangle.strait_point(weights, corners) @ PAGE
    shares = triangle.shares_at(x, y, PAGE)
    assert triangle.weights_at(shares, corners, weights) == pytest.approx(weights, abs=1e-9)


@given(some.floats(-500, 1500), some.floats(-500, 1500), POINTS)
def test_wherever_one_points_there_are_weights_and_they_lie_there(scores, corners, x, y, points):
    shares = triangle.shares_at(x, y, PAGE)
    weights = triangle.weights_at(shares, corners, np.array(points, dtype=float))
    assert (weights >= 0).all() and weights.sum() == pytest.approx(1)
    assert triangle.strait_point(weights, corners) == pytest.approx(shares, abs=1e-9)


def test_a_step_goes_where_the_arrow_points_and_stops_at_the_edge():
    middle = np.full(3, 1 / 3)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        way = triangle.nudged(middle, dx, dy) @ PAGE - middle @ PAGE
        assert (np.sign(way.round(9)) == (dx, dy)).all()
    for here, dx, dy in (([1, 0, 0], -1, 0), ([0.5, 0.5, 0], 0, 1), ([0, 0.5, 0.5], 1, 0), ([0, 0, 1], 0, -1)):
        assert triangle.nudged(np.array(here), dx, dy).tolist() == here
