"""The rules of the trade-offs. Expected values come from a calculation written out in the test, from a rule that
holds for any scores, or from an exact method that shares no code with ours. What the present scores give is in test_present_scores."""

import time

import exact
import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from seminar import tables
from seminar.kit.words import whole_percent
from seminar.tradeoffs import acceptability, triangle
from seminar.tradeoffs import model as t
from seminar.tradeoffs.acceptability import MODES

EVEN = np.full(7, 1 / 7)
UNCERTAIN = "two_layer"


@pytest.fixture(scope="module")
def scores() -> t.Scores:
    return t.Scores.from_table(
        tables.read("consequences"),
        tuple(tables.read("options").option_id),
        tuple(tables.read("criteria").criterion_id),
    )


@pytest.fixture(scope="module")
def schools(scores) -> pd.DataFrame:
    return t.school_shares(tables.read("school_weights"), scores.interests)


@pytest.fixture(scope="module")
def listed(scores) -> t.Scores:
    options = tables.read("options")
    return scores.only(options.option_id[options.listed_by == "article"])


def made(mid, low=None, high=None) -> t.Scores:
    """Scores from bare numbers: options a, b, ... by interests 1, 2, ..."""
    mid = np.asarray(mid, dtype=float)
    low, high = (mid if end is None else np.asarray(end, dtype=float) for end in (low, high))
    return t.Scores(tuple("abcdefgh"[: len(mid)]), tuple("12345678"[: mid.shape[1]]), low, mid, high)


def half_steps(options=(1, 5), interests=(2, 7)):
    """Scores on the scale, in half steps, so that ties are common."""
    shape = st.tuples(st.integers(*options), st.integers(*interests))
    return shape.flatmap(lambda s: hnp.arrays(float, s, elements=st.sampled_from(np.arange(-3, 2.5, 0.5).tolist())))


def ranges(options=(1, 5), interests=(2, 7)):
    """Scores whose three tables are in order."""
    three = st.tuples(st.integers(*options), st.integers(*interests)).flatmap(
        lambda s: hnp.arrays(float, (3, *s), elements=st.integers(-3, 2).map(float))
    )
    return three.map(lambda a: np.sort(a, axis=0)).map(lambda a: made(a[1], a[0], a[2]))


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


# Acceptability


def test_drawn_first_shares_keep_within_a_point_and_a_half_of_the_exact_ones(scores, listed):
    for menu in (scores, listed):
        assert (acceptability.acceptability(menu).first * 100).tolist() == pytest.approx(
            np.multiply(exact.first_shares(menu.mid), 100).tolist(), abs=1.5
        )


@given(ranges(), st.sampled_from(list(MODES)))
def test_ranks_are_shared_out_whole(scores, mode):
    ranks = acceptability.acceptability(scores, mode, draws=300).ranks
    assert ranks.shape == (len(scores.options),) * 2
    assert ranks.sum(axis=0).tolist() == pytest.approx([1] * len(ranks), abs=1e-5)
    assert ranks.sum(axis=1).tolist() == pytest.approx([1] * len(ranks), abs=1e-5)


@given(half_steps(options=(2, 5)), st.data())
def test_adding_a_constant_to_an_interest_changes_no_rank(mid, data):
    # half steps and quarters are exact in binary, but sums of weighted ones round, so exact ties may part: they are left out
    assume(len(np.unique(mid, axis=0)) == len(mid))
    column, constant = data.draw(st.integers(0, mid.shape[1] - 1)), data.draw(st.sampled_from([-2.0, -0.5, 1.0, 4.0]))
    moved = mid + constant * (np.arange(mid.shape[1]) == column)
    assert acceptability.acceptability(made(moved), draws=300).ranks == pytest.approx(
        acceptability.acceptability(made(mid), draws=300).ranks, abs=0.01
    )


@given(ranges(options=(2, 5)), st.sampled_from(list(MODES)), st.data())
def test_removing_a_losing_option_never_changes_the_winner(scores, mode, data):
    gone = data.draw(st.sampled_from(scores.options))
    menu = [option for option in scores.options if option != gone]
    before, after = (
        acceptability.value_draws(scores, mode, draws=300),
        acceptability.value_draws(scores.only(menu), mode, draws=300),
    )
    lost = before[scores.row(gone)] < before.max(axis=0)
    rows = [scores.row(option) for option in menu]
    assert (after[:, lost].argmax(axis=0) == before[rows][:, lost].argmax(axis=0)).all()
    assert (after[:, lost].max(axis=0) == before[:, lost].max(axis=0)).all()


@pytest.mark.parametrize("mode", list(MODES))
@pytest.mark.parametrize("draws", [999, 1000])
def test_options_that_tie_share_their_ranks(mode, draws):
    mid = np.repeat([[-1.5, 0.5, 1, -3, 0.5, 2, -1]], 3, axis=0)
    ranks = acceptability.acceptability(made(np.vstack([mid, mid[:1] - 1])), mode, draws=draws).ranks
    assert ranks == pytest.approx(np.array([[1 / 3, 1 / 3, 1 / 3, 0]] * 3 + [[0, 0, 0, 1]]), abs=1e-5)


def test_one_option_is_always_first():
    assert all(acceptability.acceptability(made([[0, -1]]), mode).ranks.tolist() == [[1.0]] for mode in MODES)


@given(half_steps(options=(2, 5)))
def test_ranges_without_width_change_nothing(mid):
    scores = made(mid)
    for mode in ("cells", "fortunes"):
        assert acceptability.value_draws(scores, mode, draws=200) == pytest.approx(
            acceptability.value_draws(scores, draws=200), abs=1e-5
        )


def test_drawn_scores_are_triangular():
    # Mean (low + mid + high) / 3 and variance (l^2 + m^2 + h^2 - lm - lh - mh) / 18 of a triangular distribution, as in any handbook.
    scores = made([[-2, 0, 2]], [[-3, 0, -3]], [[2, 0, 2]])
    drawn = acceptability._triangular(scores, *acceptability._luck(("a",), 3, 40_000))[0]
    assert drawn.mean(axis=1).tolist() == pytest.approx([-1, 0, 1 / 3], abs=0.03)
    # (9 + 4 + 4 - 6 + 6 + 4) / 18 = 21/18, and (9 + 4 + 4 + 6 + 6 - 4) / 18 = 25/18
    assert drawn.var(axis=1).tolist() == pytest.approx([21 / 18, 0, 25 / 18], abs=0.03)
    assert drawn.min() >= -3 and drawn.max() <= 2


def test_with_one_fortune_an_options_scores_rise_and_fall_together():
    scores = made([[0, -1]], [[-1, -3]], [[1, 0]])
    one, two = acceptability._triangular(scores, *acceptability._luck(("a",), 1, 500))[0]
    assert (np.diff(two[np.argsort(one)]) >= -1e-6).all()


def test_drawn_weights_have_the_moments_of_the_uniform_simplex(scores):
    # Dirichlet(1, ..., 1) on n = 7: mean 1/n = 1/7, variance (n - 1) / (n^2 (n + 1)) = 6/392
    weights = acceptability.weight_draws(scores.interests, draws=40_000)
    assert weights.mean(axis=1).tolist() == pytest.approx([1 / 7] * 7, abs=0.004)
    assert weights.var(axis=1).tolist() == pytest.approx([6 / 392] * 7, rel=0.05)


def test_drawn_weights_keep_a_ranked_order(scores):
    order = ("peace", "baku", "no_war", "yerevan", "mediator", "security", "turkey")
    weights = acceptability.weight_draws(scores.interests, order)
    assert (np.diff([weights[scores.column(i)] for i in order], axis=0) <= 0).all()
    # rank-order centroid (Barron and Barrett 1996): the first of n weighs on average (1 + 1/2 + ... + 1/n) / n
    assert weights[scores.column("peace")].mean() == pytest.approx(sum(1 / k for k in range(1, 8)) / 7, abs=0.004)


def test_interests_left_out_of_an_order_come_below_it_in_any_order(scores):
    weights = acceptability.weight_draws(scores.interests, ("peace", "baku"))
    rest = np.array([weights[scores.column(i)] for i in scores.interests if i not in ("peace", "baku")])
    assert (weights[scores.column("peace")] >= weights[scores.column("baku")]).all() and (
        weights[scores.column("baku")] >= rest
    ).all()
    # five exchangeable weights: each is the largest of them in a fifth of the draws
    assert (np.bincount(rest.argmax(axis=0)) / acceptability.DRAWS).tolist() == pytest.approx([0.2] * 5, abs=0.02)


def test_an_order_raises_the_options_that_serve_its_first_interest():
    # a is best on the first interest only: equal odds without an order, by symmetry; sure with its interest first
    scores = made([[1, 0], [0, 1]])
    assert acceptability.acceptability(scores).first.tolist() == pytest.approx([0.5, 0.5], abs=0.015)
    assert acceptability.acceptability(scores, order=("1", "2")).first.tolist() == [1, 0]


@pytest.mark.parametrize(
    ("order", "words"), [(("peace", "peace"), "names an interest twice"), (("honour",), "'honour' is not an interest")]
)
def test_an_order_names_each_interest_once(scores, order, words):
    with pytest.raises(ValueError, match=words):
        acceptability.acceptability(scores, order=order)


def test_an_unknown_mode_is_refused_with_the_modes_there_are(scores):
    with pytest.raises(ValueError, match="mid, cells, fortunes"):
        acceptability.acceptability(scores, "best_case")


def test_the_same_question_has_the_same_answer_whatever_was_asked_between(scores):
    first = acceptability.acceptability(scores, "cells").ranks
    acceptability.acceptability(scores.only(["ankara", "coerce"]), "cells", ("peace",))
    acceptability._luck.cache_clear()
    acceptability.weight_draws.cache_clear()
    assert (acceptability.acceptability(scores, "cells").ranks == first).all()


def test_shared_draws_cannot_be_written_to(scores):
    with pytest.raises(ValueError, match="read-only"):
        acceptability.weight_draws(scores.interests)[0, 0] = 1


def test_a_lead_under_ten_points_is_too_close_to_call():
    def lead(*first):
        return acceptability.lead(acceptability.Acceptability(("a", "b", "c"), np.array([first]).T, 0.0))

    assert lead(0.5, 0.41, 0.09) == acceptability.Lead(("a",), 0.5, pytest.approx(0.09), True)
    assert not lead(0.5, 0.40, 0.10).too_close
    assert lead(0.4, 0.2, 0.4).options == ("a", "c")
    assert acceptability.lead(acceptability.acceptability(made([[0, 0]]))) == acceptability.Lead(
        ("a",), 1.0, 1.0, False
    )


@pytest.mark.parametrize("mode", list(MODES))
def test_a_slider_move_takes_less_than_eight_milliseconds(scores, mode):
    def move(mid):
        start = time.perf_counter()
        acceptability.acceptability(scores.edited("ankara", "peace", -1, mid, 2), mode)
        return time.perf_counter() - start

    acceptability.acceptability(scores, mode)  # the first call draws
    # The quickest of many is the model's own time; the rest is whatever else the machine is doing.
    assert min(move(mid) for mid in np.linspace(-1, 2, 15)) < 0.008


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
