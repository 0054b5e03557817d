"""What the models of commitment find in the seminar's own tables.

Expected values come from the specification of the lesson ("the specification"), from a calculation written out in the test,
or from an exact method that shares no code with ours.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache

import pandas as pd
import pytest

from seminar import tables
from seminar.commitment.game import Game, broken, policy, resolved, solve, would_act
from seminar.commitment.rankings import hinge, rankings
from seminar.commitment.standoff import Standoff
from seminar.commitment.two_levels import Ratification, nearer
from seminar.commitment.war import Contest

POLICY = "two_layer"
COERCE = ("RUS", "coerce_act", "coerce_back_down")
TWO_LAYER = ("RUS", "two_layer_act", "two_layer_back_down")


@pytest.fixture(scope="module")
def game() -> Game:
    return Game.read(tables.seminar_data())


@pytest.fixture(scope="module")
def tree(game):
    return game.tree


@pytest.fixture(scope="module")
def orderings(game) -> pd.DataFrame:
    return game.orderings


@pytest.fixture
def pays(game) -> pd.DataFrame:
    return game.pays.copy()


# The game


def test_the_first_moves_are_options_of_the_menu(tree):
    assert {m.move for m in tree.nodes[tree.root].moves} <= set(tables.read("options").option_id)


def test_the_tree_reaches_the_ends_that_the_specification_gives_each_policy(tree):
    assert set(tree.after(POLICY)) == {"two_layer_refuse", "two_layer_stop", "two_layer_act", "two_layer_back_down"}
    assert [len(tree.after(m.move)) for m in tree.nodes[tree.root].moves] == [2, 2, 4, 4]
    assert sorted(tree.ends_below(tree.root)) == sorted(tables.read("game_ends").end_id)


def test_the_red_lines_are_those_of_coercion_and_of_the_two_layer_policy(tree):
    assert tree.red_lines() == (COERCE, TWO_LAYER)
    assert tree.dare("two_layer_act") == ("AZE", "two_layer_stop") and tree.crossings() == ("press",)


def test_the_policy_in_question_is_the_one_whose_success_is_uncertain(data):
    assert policy(data) == ("two_layer", "Two-layer policy")


def test_backward_induction_ends_where_the_specification_says(tree, pays):
    assert solve(tree, pays).ends == ("two_layer_stop",)


def test_with_a_red_line_that_is_not_credible_it_ends_in_staying_out(tree, pays, orderings):
    pays.at["two_layer_act", "RUS"] = 1  # the specification: this breaks no ordering
    assert broken(pays, orderings).empty
    assert solve(tree, pays).ends == ("out_press",)


@pytest.mark.parametrize(
    ("acts", "end"),
    [
        ((True, True), "two_layer_stop"),
        ((True, False), "coerce_accept"),
        ((False, True), "two_layer_stop"),
        ((False, False), "out_press"),
    ],
)
def test_the_red_lines_flipped_one_by_one(game, acts, end):
    """By hand: coercion brings Russia 4 if it would act there (AZE complies: 3 > 1; ARM accepts: 2 > 1.5) and 1.5 if not; staying out 3;
    the two-layer policy 6 if it would act (ARM 4 > 1.4, AZE 6.5 > 1.5), 2.8 if not (AZE would press on, so ARM refuses: 1.4 > 0.5)."""
    pays = game.pays
    for line, does in zip(game.tree.red_lines(), acts, strict=True):
        pays = resolved(pays, game.pays, line, does)
        assert would_act(pays, line) is does
    assert solve(game.tree, pays).ends == (end,)
    assert broken(pays, game.orderings).empty


# Orderings


def test_the_tables_pay_offs_respect_every_ordering(pays, orderings):
    assert broken(pays, orderings).empty


@pytest.mark.parametrize("number", range(28))
def test_a_tie_breaks_an_ordering(pays, orderings, number):
    row = orderings.iloc[number]
    pays.at[row.worse, row.player] = pays.at[row.better, row.player]
    assert row.ordering_id in set(broken(pays, orderings).ordering_id)


def test_drawn_rankings_respect_every_ordering_of_the_table(tree, orderings):
    for _player, rows in orderings.groupby("player"):
        pairs = list(zip(rows.better, rows.worse, strict=True))
        drawn = pd.DataFrame(rankings(tree.ends, pairs, 1000), columns=list(tree.ends))
        assert all((drawn[row.better] > drawn[row.worse]).all() for row in rows.itertuples())


# The hinge


def ways(ends, pairs) -> int:
    """The number of rankings that respect the pairs, by taking away each possible best end in turn."""
    above = {end: {better for better, worse in pairs if worse == end} for end in ends}

    @cache
    def count(left: frozenset) -> int:
        return sum(count(left - {end}) for end in left if not above[end] & left) if left else 1

    return count(frozenset(ends))


def test_the_hinge_is_that_of_the_specification(tree, orderings):
    found = hinge(tree, orderings, POLICY)
    assert found.would_act * 100 == pytest.approx(98, abs=1)
    assert found.would_back_down * 100 == pytest.approx(17, abs=1.5)


def test_the_hinge_with_a_credible_red_line_agrees_with_an_exact_count(tree, orderings):
    # If Russia would act, two_layer leads to two_layer_stop (Armenia accepts by G23, Azerbaijan stops by G03), which is better for Russia
    # than out_press (G09; G01), intervene_stop (G11; G02), coerce_accept (G12) and coerce_refuse (G19). So the policy is chosen unless
    # coercion ends at coerce_act: Armenia would refuse, Azerbaijan likes coerce_act better than that, and Russia better than two_layer_stop.
    pairs = {
        p: list(rows[["better", "worse"]].itertuples(index=False, name=None)) for p, rows in orderings.groupby("player")
    }
    pairs["RUS"] += [("two_layer_act", "two_layer_back_down"), ("coerce_act", "coerce_back_down")]

    def chance(player, better, worse):
        return Fraction(ways(tree.ends, [*pairs[player], (better, worse)]), ways(tree.ends, pairs[player]))

    missed = (
        chance("ARM", "coerce_refuse", "coerce_accept")
        * chance("AZE", "coerce_act", "coerce_refuse")
        * chance("RUS", "coerce_act", "two_layer_stop")
    )
    found = hinge(tree, orderings, POLICY, draws=40_000)
    assert found.would_act == pytest.approx(float(1 - missed), abs=0.003)


def test_without_a_credible_red_line_the_settlement_is_never_reached(tree, orderings):
    # Azerbaijan likes two_layer_back_down better than two_layer_stop (G06), so it would press on; Armenia, foreseeing that, refuses (G26)
    ends = hinge(tree, orderings, POLICY).ends
    assert ends.would_back_down["two_layer_stop"] == 0
    assert ends.sum().tolist() == pytest.approx([1, 1])


# Stand-off, contest, ratification


def test_the_threshold_at_the_tables_pay_offs_is_a_third(game):
    """(9 - 6.5) / (9 - 1.5) = 1/3: the specification."""
    standoff = Standoff.behind(game, POLICY)
    assert standoff.threshold == pytest.approx(1 / 3)
    assert standoff == Standoff("Azerbaijan", "Russia", stop=6.5, act=1.5, back_down=9.0)


def test_without_turkey_there_is_no_war_and_with_it_war_unless_half_is_offered(data):
    """The specification's illustration: 0.35 < 0.40; 0.70 - 0.20 = 0.50."""
    contest = Contest.read(data)
    assert (contest.challenger, contest.defender, contest.opens) == ("Azerbaijan", "Armenia", "with_turkey")
    alone, with_turkey = contest.offers["alone"].war, contest.offers["with_turkey"].war
    assert not alone.fights and with_turkey.fights
    assert with_turkey.works(0.5) and not with_turkey.works(0.49)


def test_those_at_home_come_nearer_in_proportion(data):
    ratification = Ratification.read(data)
    assert ratification.home() == ["aze_home", "arm_home"] and ratification.axis == "Return of the districts"
    assert nearer(ratification.rows, ratification.home(), 0.5) == {"aze_home": 70.0, "arm_home": 57.5}
    with pytest.raises(ValueError, match="share is 2"):
        nearer(ratification.rows, ["aze_home"], 2)
