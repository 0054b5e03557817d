"""Quarrels: worked by hand on two options, and against an exhaustive search along the way from one view to the other."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.tradeoffs import quarrels as q
from seminar.tradeoffs.assumptions import Edit, ground


def views(*students, uncertain=1) -> q.Views:
    """Students as (weights, mid) or (weights, mid, low, high, p, menu); what is left out is mid itself, no p, and everything on the menu."""
    filled = []
    for weights, mid, *more in students:
        low, high, p, menu = (*more, *(mid, mid, np.nan, [True] * len(mid))[len(more) :])
        filled.append((weights, mid, low, high, p, menu))
    weights, mid, low, high, p, menu = (np.array(part) for part in zip(*filled, strict=True))
    n = len(students)
    names, options = tuple("ABCDEFGH"[:n]), tuple("abcde"[: mid.shape[1]])
    interests = tuple("12345"[: mid.shape[2]])
    return q.Views(names, options, interests, *(x.astype(float) for x in (low, mid, high, weights, p)), menu, uncertain)


ONE_EACH = [[1, 0], [0, 1]]  # a serves the first interest, b the second


def test_a_quarrel_over_weights_by_hand():
    """A (.7, .3) prefers a, B (.4, .6) b; they are level at (.5, .5): two thirds of the way for A, one third for B."""
    both = views(([0.7, 0.3], ONE_EACH), ([0.4, 0.6], ONE_EACH))
    assert q.quarrel(both, 0, 1) == [q.Concession("weights", pytest.approx(1 / 3), 1)]
    assert q.concessions(both, np.array([0]), np.array([1]))["weights"] == pytest.approx([2 / 3])


def test_the_hinge_is_the_entry_that_closes_most_of_the_gap():
    """a leads b by .6 - .3; taking over the weights (.3, .4, .3) closes .3 of that on the first interest, .1 on the second, none on the third."""
    three = [[1, 0, 0], [0, 1, 0]]
    both = views(([0.6, 0.3, 0.1], three), ([0.3, 0.4, 0.3], three))
    assert q.crux(both, 0, 1, "weights") == q.Crux("weights", interest=0)


def test_a_quarrel_over_scores_by_hand():
    """At equal weights a is worth .5 to both; b is worth 0 to A and 1 to B, so either may go half the way."""
    both = views(([0.5, 0.5], [[1, 0], [0, 0]]), ([0.5, 0.5], [[1, 0], [0, 2]]))
    assert q.quarrel(both, 0, 1) == [q.Concession("scores", pytest.approx(0.5), 0)]
    assert q.crux(both, 0, 1, "scores") == q.Crux("scores", 1, 1)


def test_a_quarrel_over_p_by_hand():
    """b is worth 2p and a is worth 1: A at p = .1 must come to .5, half the way to B's .9; B's middle scores would be worth 1.5."""
    a, sure, middle = [1, 1], [2, 2], [1.5, 1.5]
    low, mid, high = [a, [0, 0]], [a, middle], [a, sure]
    student = lambda p: ([0.5, 0.5], mid, low, high, p)  # noqa: E731
    assert q.quarrel(views(student(0.1), student(0.9)), 0, 1) == [q.Concession("p", pytest.approx(0.5), 0)]
    # From p left open, value 1.5, down to 0.2: the lead is gone after .5 / 1.3 of the way; from the other side after .8 / 1.3.
    assert q.quarrel(views(student(np.nan), student(0.1)), 0, 1) == [q.Concession("p", pytest.approx(5 / 13), 0)]


def test_a_quarrel_over_the_menu_has_no_halfway():
    everything, short = [True, True], [True, False]
    level = [[0, 0], [1, 1]]
    both = views(
        ([0.5, 0.5], level, level, level, np.nan, short), ([0.5, 0.5], level, level, level, np.nan, everything)
    )
    assert q.quarrel(both, 0, 1) == [q.Concession("menu", 1.0, 0)]
    assert q.crux(both, 0, 1, "menu").option == 1 and q.crux(both, 1, 0, "menu").option == 1


def test_two_kinds_at_once_where_none_alone_will_do():
    """c lies between: it is best at A's scores with B's weights, and at B's scores with A's weights, and each finds the other's best hopeless."""
    mine, hers = [[1, 0], [-3, -3], [0, 1]], [[-3, -3], [0, 1], [1, 0]]
    both = views(([1, 0], mine), ([0, 1], hers))
    assert q.quarrel(both, 0, 1) == [] and q.together(both, 0, 1) == (("weights", "scores"), 0)
    assert q.class_map(both).part[0, 1] == np.inf and q.to_debate(both, q.class_map(both)) == (0, 1)


def test_those_who_agree_have_nothing_to_concede():
    found = q.class_map(views(([0.7, 0.3], ONE_EACH), ([0.9, 0.1], ONE_EACH)))
    assert (found.part == 0).all() and q.to_debate(views(([1, 0], ONE_EACH), ([1, 0], ONE_EACH)), found) is None


cell = st.sampled_from([-3.0, -1.5, -1.0, 0.0, 1.0, 2.0])


@st.composite
def two_students(draw, options=3, interests=3):
    made = []
    for _ in range(2):
        points = draw(st.lists(st.integers(0, 4), min_size=interests, max_size=interests).filter(any))
        cells = np.array(draw(st.lists(cell, min_size=3 * options * interests, max_size=3 * options * interests)))
        low, mid, high = np.sort(cells.reshape(3, options, interests), axis=0)
        p = draw(st.sampled_from([np.nan, 0.0, 0.25, 1.0]))
        menu = [True, *draw(st.lists(st.booleans(), min_size=options - 1, max_size=options - 1))]
        made.append((np.array(points) / sum(points), mid, low, high, p, menu))
    return views(*made)


@given(two_students(), st.sampled_from(["weights", "scores", "p"]))
def test_a_concession_is_the_first_step_of_a_fine_grid_that_agrees(both, kind):
    """2,000 steps from one view to the other, each view made and ranked anew: the first that agrees is at the part, or just after it."""
    one, two = np.array([0]), np.array([1])
    part = float(q.concessions(both, one, two)[kind][0])
    mine, hers = (
        both.scores(one, one)[0],
        both.scores(*{"scores": (two, one), "p": (one, two)}.get(kind, (one, one)))[0],
    )
    target, first = both.best()[1], np.inf
    for t in np.linspace(0, 1, 2001):
        weights = (1 - t) * both.weights[0] + t * both.weights[1] if kind == "weights" else both.weights[0]
        values = np.where(both.menu[0], ((1 - t) * mine + t * hers) @ weights, -np.inf)
        if (q.at_the_top(values) & target).any():
            first = t
            break
    if np.isfinite(first):
        assert first - 1 / 2000 - 1e-6 <= part <= first + 1e-6
    elif np.isfinite(part):  # a tie that lasts for one point of the way, between two steps of the grid
        weights = (1 - part) * both.weights[0] + part * both.weights[1] if kind == "weights" else both.weights[0]
        values = np.where(both.menu[0], ((1 - part) * mine + part * hers) @ weights, -np.inf)
        assert (values[target] >= values.max() - 1e-6).any()


@given(two_students())
def test_a_map_is_the_same_from_both_sides_and_whoever_takes_over_everything_agrees(both):
    there, back = q.class_map(both), q.quarrel(both, 0, 1)
    assert there.part[0, 1] == there.part[1, 0] == (back[0].part if back else np.inf)
    assert there.ways[0, 1] == len(back)
    taken, who = q.together(both, 0, 1)
    share = (both.best()[0] & both.best()[1]).any()
    assert share == (there.part[0, 1] == 0)
    assert len(taken) > 1 or share or q.crux(both, who, 1 - who, taken[0]).kind == taken[0]


def test_the_pair_to_debate_comes_from_the_large_camps_and_is_the_one_farthest_apart():
    """Three for a, two for b, at weights alone: the farthest apart are (.9, .1) and (.2, .8); the least concession of the two is B's .3 of .7."""
    share = [0.6, 0.9, 0.7, 0.4, 0.2]
    room = views(*(([w, 1 - w], ONE_EACH) for w in share))
    found = q.class_map(room)
    expected = max(
        ((i, j) for i in range(3) for j in (3, 4)),
        key=lambda ij: min(share[ij[0]] - 0.5, 0.5 - share[ij[1]]) / (share[ij[0]] - share[ij[1]]),
    )
    assert q.to_debate(room, found) == expected


def test_assumptions_become_views_with_edits_p_and_menu(data):
    given_ = ground(data)
    start = given_.start("all")
    edited = replace(start, menu="article", p=0.4, edits=(Edit("coerce", "no_war", -3, -2, 0, "why not"),))
    both = q.Views.of({"A": start, "B": edited}, given_)
    row, column = given_.scores.row("coerce"), given_.scores.column("no_war")
    assert both.mid[1, row, column] == -2 and np.isnan(both.p[0]) and both.p[1] == 0.4
    assert both.menu.sum(axis=1).tolist() == [len(given_.menus["all"]), len(given_.menus["article"])]
    for i, mine in enumerate((start, edited)):  # the board's own values
        scores = given_.under(mine)
        assert both.values(np.array([i]), np.array([i]))[0][both.menu[i]] == pytest.approx(scores.mid @ mine.weights)


def test_three_hundred_students_take_under_a_second(data):
    given_, chance = ground(data), np.random.default_rng(1)
    made = {
        str(i): replace(
            given_.start("all"), points=tuple(chance.integers(0, 101, 7).tolist()), p=float(chance.random())
        )
        for i in range(300)
    }
    room = q.Views.of(made, given_)
    began = time.process_time()
    found = q.class_map(room)
    q.to_debate(room, found)
    assert time.process_time() - began < 1
