"""The rules of the bargaining range and of deals that must pass twice, on numbers made by hand."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seminar.commitment.two_levels import TwoLevels, WinSet, overlap, two_levels
from seminar.commitment.war import Bargain, Offer

shares = st.floats(0, 1)
bargains = st.builds(Bargain, shares, shares, shares, shares)
intervals = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


# The bargaining range


@given(bargains)
def test_while_war_costs_anything_some_deal_is_better_for_both(bargain):
    # Fearon's first result: p - c_Z <= s <= p + c_A is never empty
    assert bargain.least_accepted <= bargain.most_conceded
    deal = (bargain.least_accepted + bargain.most_conceded) / 2
    assert bargain.works(deal) and bargain.guarantee_needed(deal, bargain.win) == 0


@given(bargains)
def test_who_holds_a_share_that_works_does_not_fight(bargain):
    assert bargain.works(bargain.held) != bargain.fights


@given(bargains, shares, shares)
@example(Bargain(0, 0, 0, 1), 1.0, 5e-52)  # once divided by zero
def test_a_guarantee_is_enough_where_a_deal_half_trusted_beats_war_now(bargain, deal, win_after):
    needed = bargain.guarantee_needed(deal, win_after)
    now, kept, broken = 1 - bargain.win - bargain.defender_cost, 1 - deal, 1 - win_after - bargain.defender_cost

    def accepts(g):
        return g * kept + (1 - g) * broken >= now - 1e-7

    if needed is None:
        assert kept < now
    else:
        assert 0 <= needed <= 1 and accepts(needed) and accepts(1)
        if needed > 0.01:
            assert g_fails(needed, kept, broken, now)


def g_fails(needed, kept, broken, now) -> bool:
    """A little less certainty, and the deal is worse than war now."""
    less = needed * 0.99
    return less * kept + (1 - less) * broken < now + 1e-9


def test_the_three_cases_of_a_guarantee_by_hand():
    bargain = Bargain(held=0, win=0.5, challenger_cost=0.1, defender_cost=0.2)
    assert bargain.guarantee_needed(0.5, win_after=0.8) == pytest.approx(0.3 / 0.5)  # (0.8 - 0.5) / (0.8 + 0.2 - 0.5)
    assert bargain.guarantee_needed(0.5, win_after=0.5) == 0
    # the specification: never if p2 + c_A <= s
    assert bargain.guarantee_needed(0.9, win_after=0.6) is None
    # the edge of the range, p + c_A: only a certain guarantee will do
    assert bargain.guarantee_needed(0.7, win_after=0.8) == pytest.approx(1)


@given(bargains, shares, shares)
def test_no_guarantee_is_enough_once_the_deal_passes_what_war_could_take(bargain, deal, win_after):
    if win_after > bargain.win and win_after + bargain.defender_cost <= deal - 1e-6:
        assert bargain.guarantee_needed(deal, win_after) is None


@pytest.mark.parametrize(
    ("given_", "words"),
    [
        ((0, 1.2, 0, 0), "win is 1.2"),
        ((-0.1, 0.5, 0, 0), "held is -0.1"),
        ((0, 0.5, -1, 0), "challenger's cost"),
        ((0, 0.5, 0, float("nan")), "defender's cost"),
    ],
)
def test_shares_chances_and_costs_out_of_bounds_are_refused(given_, words):
    with pytest.raises(ValueError, match=words):
        Bargain(*given_)


def test_a_deal_is_a_share():
    with pytest.raises(ValueError, match="deal is 2"):
        Bargain(0, 0.5, 0, 0).works(2)


@given(bargains, shares, shares, shares)
def test_an_offer_says_of_itself_what_its_bargain_says(bargain, deal, win_after, guarantee):
    offer = Offer("x", bargain, deal, win_after, guarantee)
    assert offer.works == bargain.works(deal) and offer.needed == bargain.guarantee_needed(deal, win_after)
    assert offer.holds == bargain.holds(deal, win_after, guarantee)


# Two levels


def sets(*bounds) -> list[WinSet]:
    return [WinSet(f"side {i}", "x", low, high) for i, (low, high) in enumerate(bounds)]


def test_a_deal_in_the_leaders_reach_and_outside_their_elites_dies_at_home():
    found = two_levels(sets((40, 100), (0, 60)), sets((55, 100), (0, 45)))
    assert found == TwoLevels(struck=(40, 60), ratified=None, dies_at_home=((40, 60),), gap=(45, 55))


def test_a_deal_inside_every_win_set_is_ratified_and_the_rest_dies_at_home():
    found = two_levels(sets((40, 100), (0, 60)), sets((45, 100), (0, 50)))
    assert found == TwoLevels(struck=(40, 60), ratified=(45, 50), dies_at_home=((40, 45), (50, 60)), gap=None)


def test_leaders_who_do_not_meet_strike_nothing():
    found = two_levels(sets((70, 100), (0, 60)), sets((0, 100), (0, 100)))
    assert found == TwoLevels(struck=None, ratified=None, dies_at_home=(), gap=None)


def test_win_sets_that_touch_meet_in_one_deal():
    assert overlap(sets((0, 50), (50, 100))) == (50, 50)


@given(*[st.lists(intervals, min_size=1, max_size=3)] * 2, st.integers(0, 100))
def test_every_deal_struck_is_either_ratified_or_dies_at_home(leaders, home, deal):
    found = two_levels(sets(*leaders), sets(*home))

    def within(stretch):
        return stretch is not None and stretch[0] <= deal <= stretch[1]

    assert within(found.struck) == all(low <= deal <= high for low, high in leaders)
    assert within(found.ratified) == all(low <= deal <= high for low, high in leaders + home)
    assert within(found.struck) == (within(found.ratified) or any(map(within, found.dies_at_home)))


@given(st.lists(intervals, min_size=2, max_size=4), st.integers(0, 20))
def test_a_wider_win_set_never_makes_agreement_harder(bounds, wider):
    before, after = overlap(sets(*bounds)), overlap(sets((bounds[0][0] - wider, bounds[0][1] + wider), *bounds[1:]))
    assert before is None or (after is not None and after[0] <= before[0] and after[1] >= before[1])


def test_a_win_set_that_runs_downwards_is_refused():
    with pytest.raises(ValueError, match="must run upwards"):
        WinSet("side", "leader", 2, 1)
    with pytest.raises(ValueError, match="give at least one"):
        overlap([])


def test_the_share_that_dies_at_home_by_hand():
    def levels(leaders, home):
        return two_levels([WinSet("a", "x", *leaders)], [WinSet("a", "y", *home)])

    assert levels((40, 60), (45, 50)).lost == 0.75
    assert levels((40, 60), (0, 100)).lost == 0 and levels((40, 60), (70, 80)).lost == 1
    assert levels((50, 50), (50, 60)).lost == 0 and levels((50, 50), (60, 70)).lost == 1
    assert TwoLevels(None, None, (), None).lost is None
