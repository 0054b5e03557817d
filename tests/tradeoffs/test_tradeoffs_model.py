"""Weighing: the rules of one set of weights. Expected values come from a calculation written out in the test, from a rule that holds for any scores, or
from an exact method that shares no code with ours. What the present scores give is in test_present_scores."""

from __future__ import annotations

import exact
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_scores import half_steps, made, ranges

from seminar import tables
from seminar.kit.words import whole_percent
from seminar.tradeoffs import acceptability
from seminar.tradeoffs import model as t

EVEN = np.full(7, 1 / 7)
UNCERTAIN = "two_layer"


# Scores


def test_every_option_is_scored_on_every_interest(scores):
    table = tables.read("consequences").iloc[1:]
    with pytest.raises(ValueError, match=r"No score is given for stay_out on baku"):
        t.Scores.from_table(table, scores.options, scores.interests)


def test_a_cell_scored_twice_is_refused(scores):
    table = tables.read("consequences")
    with pytest.raises(ValueError, match=r"stay_out on baku is scored twice"):
        t.Scores.from_table(pd.concat([table, table.iloc[:1]]), scores.options, scores.interests)


@pytest.mark.parametrize("cell", [(1, 0, 2), (0, 2, 1), (0, float("nan"), 1)])
def test_a_range_out_of_order_is_refused(cell):
    with pytest.raises(ValueError, match="low <= mid <= high"):
        made([[0, 0]], [[-1, -1]], [[1, 1]]).edited("a", "1", *cell)


def test_an_edit_changes_one_cell_and_leaves_the_original_alone():
    before = made([[0, 0], [1, 1]])
    after = before.edited("b", "2", -1, 0, 2)
    assert (after.low.tolist(), after.mid.tolist(), after.high.tolist()) == (
        [[0, 0], [1, -1]],
        [[0, 0], [1, 0]],
        [[0, 0], [1, 2]],
    )
    assert before.mid.tolist() == [[0, 0], [1, 1]]


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_a_chance_lies_between_0_and_1(scores, p):
    with pytest.raises(ValueError, match="between 0 and 1"):
        scores.at(p, UNCERTAIN)


@pytest.mark.parametrize(
    "ask", [lambda s: s.at(0.5, "retreat"), lambda s: s.only(["retreat"]), lambda s: t.break_even_p(s, EVEN, "retreat")]
)
def test_an_unknown_option_is_named_with_those_there_are(scores, ask):
    with pytest.raises(ValueError, match=r"'retreat' is not an option here; there are: stay_out, "):
        ask(scores)


def test_p_moves_one_option_from_its_low_to_its_high_scores():
    # by hand: 0.25 * 2 + 0.75 * (-2) = -1, and 0.25 * 1 + 0.75 * 0 = 0.25
    scores = made([[0, 0], [-1, -1]], [[-2, 0], [-3, -3]], [[2, 1], [0, 0]])
    assert scores.at(0.25, "a").tolist() == [[-1, 0.25], [-1, -1]]
    assert scores.supposing(0.25, "a").mid.tolist() == scores.at(0.25, "a").tolist()


# Weights


def test_all_zero_points_mean_equal_weights():
    assert t.shares([0, 0, 0, 0]).tolist() == [0.25] * 4


def test_swing_points_are_relative_to_their_sum():
    assert t.shares([100, 50, 50]).tolist() == [0.5, 0.25, 0.25]


@pytest.mark.parametrize("points", [[], [-1, 2], [float("nan"), 1], [float("inf"), 1]])
def test_points_that_are_no_weights_are_refused(points):
    with pytest.raises(ValueError, match="a number from 0 up"):
        t.shares(points)


@given(st.lists(st.floats(0, 1e308), min_size=1, max_size=8))
def test_shares_of_any_points_add_to_one_and_round_to_a_hundred(points):
    found = t.shares(points)
    assert found.sum() == pytest.approx(1)
    assert sum(whole_percent(found)) == 100


def test_whole_per_cent_go_to_the_largest_remainders():
    # thirds: 33 each, and one over, to the first; 12.4, 43.8, 43.8: 12, 43, 43, and two over, to the remainders of .8
    assert whole_percent([1 / 3] * 3) == [34, 33, 33]
    assert whole_percent([0.124, 0.438, 0.438]) == [12, 44, 44]


def test_shares_that_are_not_parts_of_one_whole_are_refused():
    with pytest.raises(ValueError, match="add up to 100"):
        whole_percent([0.5, 0.4])


def test_school_weights_sum_to_one_and_keep_the_order_of_the_interests(scores, schools):
    assert schools.sum(axis=1).tolist() == pytest.approx([1] * len(schools))
    assert tuple(schools.columns) == scores.interests
    # the table's 14.29 in each of seven rows
    assert schools.loc["equal_weights"].tolist() == pytest.approx(EVEN.tolist())


# Dominance


def test_dominance_across_ranges_needs_every_low_above_every_high():
    scores = made([[1, 1], [0, 0], [-2, -2]], [[1, 0], [-1, 0], [-3, -3]], [[2, 2], [0, 0], [-1, -1]])
    pairs = {(d.better, d.worse): d.across_ranges for d in t.dominance(scores)}
    assert pairs == {("a", "b"): True, ("a", "c"): True, ("b", "c"): True}
    assert not next(
        d for d in t.dominance(scores.edited("a", "1", -2, 1, 2)) if (d.better, d.worse) == ("a", "c")
    ).across_ranges


def test_dominance_by_hand():
    """b is nowhere above a and once below; c is above a on the second interest, so that weights decide."""
    assert [(d.better, d.worse) for d in t.dominance(made([[0, 0], [0, -1], [-1, 1]]))] == [("a", "b")]


def test_equal_options_do_not_dominate_each_other():
    assert t.dominance(made([[0, 1], [0, 1]])) == []


@given(ranges(options=(2, 5)))
def test_a_dominated_option_is_never_first(scores):
    for mode in ("mid", "cells", "fortunes"):
        for pair in t.dominance(scores):
            if mode == "mid" or pair.across_ranges:
                values = acceptability.value_draws(scores, mode, draws=200)
                assert (values[scores.row(pair.worse)] <= values[scores.row(pair.better)] + 1e-5).all()


# Regret


def test_regret_is_the_distance_to_the_best_option():
    # by hand: weights (1, 0): values 2, 0, 1, so regrets 0, 2, 1; weights (.5, .5): values 0, 1, 1, so regrets 1, 0, 0
    weights = pd.DataFrame([[1, 0], [0.5, 0.5]], index=["one", "two"], columns=["1", "2"])
    regrets = t.regret(made([[2, -2], [0, 2], [1, 1]]), weights)
    assert regrets.to_numpy().tolist() == [[0, 1], [2, 0], [1, 0]]
    # worst regrets 1, 2, 1: a tie is shown as a tie
    assert t.least_regret(regrets) == ("a", "c")


def test_weights_are_matched_to_interests_by_name(scores, schools):
    pd.testing.assert_frame_equal(t.regret(scores, schools[schools.columns[::-1]]), t.regret(scores, schools))


def test_under_every_school_someone_has_no_regret(scores, schools):
    regrets = t.regret(scores, schools)
    assert (regrets.min() == 0).all() and (regrets >= 0).all(axis=None)


# Break-even


def test_break_even_p_by_hand():
    # weights .5, .5: a goes from -1.5 to 0.5, its rivals stand at -1 and -0.5; level with the better at p = 1 / 2
    scores = made([[0, 0], [-1, -1], [0, -1]], [[-1, -2], [-1, -1], [0, -1]], [[1, 0], [-1, -1], [0, -1]])
    assert t.break_even_p(scores, np.array([0.5, 0.5]), "a") == pytest.approx(1 / 2)


@given(ranges(options=(2, 5)), st.data())
def test_below_break_even_p_the_option_trails_and_above_it_leads(scores, data):
    weights = t.shares(
        data.draw(st.lists(st.integers(0, 100), min_size=len(scores.interests), max_size=len(scores.interests)))
    )
    p = t.break_even_p(scores, weights, "a")

    def margin(at):
        return t.margins(scores.at(at, "a") @ weights)[0]

    if p is None:
        assert margin(1) < 0
    elif p == 0:
        assert margin(0) >= -1e-9
    else:
        assert margin(p) == pytest.approx(0, abs=1e-6) and margin(p / 2) < 0


def test_an_option_that_trails_even_at_its_best_has_no_break_even_p():
    assert t.break_even_p(made([[0], [1]], [[-1], [1]], [[0.5], [1]]), np.ones(1), "a") is None


def test_an_option_without_a_rival_is_refused():
    for ask in (t.break_even_p, lambda *given: t.value_of_information(*given, 0.5)):
        with pytest.raises(ValueError, match="needs a rival"):
            ask(made([[0, 0]]), np.array([0.5, 0.5]), "a")
    with pytest.raises(ValueError, match="at least two"):
        t.tornado(made([[0, 0]]), np.array([0.5, 0.5]))


def test_break_even_weights_from_equal_ones_by_hand():
    # On 1, 2, 3 a scores -1, 0, 0, b 0, -1, -1 and c -3, 1, -3. From equal weights a leads with -1/3. With share s on one interest:
    #   1: a -s, b -(1 - s), level at s = 1/2, where c trails. 2: a -(1-s)/2, c s - 3(1 - s), level at s = 5/2 (1 - s), s = 5/7.
    #   3: a -(1 - s)/2 stays above b, -s - (1-s)/2, and c.
    found = t.break_even_weights(made([[-1, 0, 0], [0, -1, -1], [-3, 1, -3]]))
    assert found.share.dropna().tolist() == pytest.approx([1 / 2, 5 / 7]) and np.isnan(found.share[2])
    assert found.new_best.tolist() == ["b", "c", ""]


def test_of_options_tied_at_the_start_the_one_that_goes_on_to_lead_is_followed():
    # a and b tie at equal weights. As 1 gains weight s, b is worth s and a 1 - s; c, worth 2s - 3(1 - s), passes b at s = 3/4.
    first = t.break_even_weights(made([[0, 1], [1, 0], [2, -3]])).iloc[0]
    assert (first.share, first.new_best) == (pytest.approx(3 / 4), "c")


def test_of_options_that_overtake_together_the_one_that_goes_on_to_lead_is_named():
    # b is worth s - (1 - s) and c twice that: both pass a, worth 0, at s = 1/2, and then c leads
    first = t.break_even_weights(made([[0, 0], [1, -1], [2, -2]]), np.array([0.25, 0.75])).iloc[0]
    assert (first.share, first.new_best) == (pytest.approx(1 / 2), "c")


@given(half_steps(options=(1, 5)), st.data())
def test_the_winner_changes_at_a_break_even_weight_and_not_before(mid, data):
    count = mid.shape[1]
    scores, start = made(mid), t.shares(data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)))

    def winners(interest, share):
        rest = np.where(np.arange(count) == interest, 0, start)
        return set(
            t.best(
                scores.options, mid @ (share * np.eye(count)[interest] + (1 - share) * rest / max(rest.sum(), 1e-300))
            )
        )

    for i, row in enumerate(t.break_even_weights(scores, start).itertuples()):
        if start[i] > 0.99:
            continue
        end = 1 if np.isnan(row.share) else row.share
        leaders = winners(i, start[i] + (end - start[i]) / 1e3) if end > start[i] + 1e-6 else set()
        middle = winners(i, (start[i] + end) / 2) if leaders else set()
        assert middle <= leaders
        if row.new_best:
            assert row.share >= start[i] - 1e-6
            assert row.new_best in winners(i, row.share)
            assert leaders.isdisjoint(winners(i, min(1, row.share + 1e-3)))


def test_a_tornado_by_hand():
    # Weights .5, .5. Values a 1, b 0.5, margin 0.5. a on 1 from 0 to 3 (mid 2): margin -0.5 to 1. b on 2 from 1 to 1.5 (mid 1): 0.5 to 0.25.
    scores = made([[2, 0], [0, 1]], [[0, 0], [0, 1]], [[3, 0], [0, 1.5]])
    table = t.tornado(scores, np.array([0.5, 0.5]))
    assert table.iloc[:2].to_numpy().tolist() == [["a", "1", -0.5, 1.0, 1.5, True], ["b", "2", 0.5, 0.25, 0.25, False]]
    assert (table.swing[2:] == 0).all()


@given(ranges(options=(2, 4), interests=(2, 4)))
def test_a_tornado_agrees_with_changing_one_cell_at_a_time(scores):
    weights = t.shares(np.arange(1, len(scores.interests) + 1))
    winner = int(np.argmax(scores.mid @ weights))
    for row in t.tornado(scores, weights).itertuples():
        for end, margin in (("low", row.at_low), ("high", row.at_high)):
            mid = scores.mid.copy()
            cell = scores.row(row.option_id), scores.column(row.criterion_id)
            mid[cell] = getattr(scores, end)[cell]
            values = mid @ weights
            assert margin == pytest.approx(values[winner] - np.delete(values, winner).max(), abs=1e-9)


# Information


def test_information_is_worth_the_loss_that_it_spares():
    # a is worth 2 or -2, its rival 1, even odds. Blind: the rival, 1. Told: 2 half the time, else 1, so 1.5. Worth 0.5.
    scores = made([[0], [1]], [[-2], [1]], [[2], [1]])
    assert t.value_of_information(scores, np.ones(1), "a", 0.5) == pytest.approx(0.5)


@given(ranges(options=(2, 5)), st.floats(0, 1))
def test_information_never_harms_and_certainty_makes_it_worthless(scores, p):
    weights = np.full(len(scores.interests), 1 / len(scores.interests))
    assert t.value_of_information(scores, weights, "a", p) >= 0
    assert (
        t.value_of_information(scores, weights, "a", 0)
        == t.value_of_information(scores, weights, "a", 1)
        == pytest.approx(0)
    )


@given(ranges(options=(2, 5)), st.sampled_from([-6, 6]), st.floats(0, 1))
def test_information_that_could_not_change_the_choice_is_worthless(drawn, moved, p):
    """An option moved by more than the scale is long trails even at its best, or leads even at its worst."""
    first = np.arange(len(drawn.options))[:, None] == 0
    scores = made(*(end + moved * first for end in (drawn.mid, drawn.low, drawn.high)))
    weights = np.full(len(scores.interests), 1 / len(scores.interests))
    assert t.break_even_p(scores, weights, "a") == (0 if moved > 0 else None)
    assert t.value_of_information(scores, weights, "a", p) == pytest.approx(0, abs=1e-8)


# The least move


@settings(max_examples=40)
@given(half_steps(options=(2, 4), interests=(2, 4)), st.data())
def test_the_least_move_is_that_of_a_linear_programme(mid, data):
    interests = tuple("wxyz"[: mid.shape[1]])
    points = data.draw(st.lists(st.integers(0, 9), min_size=len(interests), max_size=len(interests)))
    scores = t.Scores(tuple("abcd"[: len(mid)]), interests, mid, mid, mid)
    weights = t.shares(points)
    assert t.least_move(scores, weights) == pytest.approx(exact.least_move(mid, weights), abs=1e-6)


def test_a_least_move_by_hand():
    """a leads b by 0.5; weight that goes from x to y closes 2 a unit. Nothing helps against a dominated rival."""
    mid = np.array([[1.0, 0.0], [0.0, 1.0]])
    scores = t.Scores(("a", "b"), ("x", "y"), mid, mid, mid)
    assert t.least_move(scores, np.array([0.75, 0.25])) == pytest.approx(0.25)
    worse = np.array([[1.0, 1.0], [0.0, 0.0]])
    assert t.least_move(t.Scores(("a", "b"), ("x", "y"), worse, worse, worse), np.array([0.5, 0.5])) == np.inf
