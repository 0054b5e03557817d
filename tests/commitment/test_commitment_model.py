"""The rules of threats and promises. Expected values come from the specification of the lesson ("the specification"), from a
calculation written out in the test, or from an exact method that shares no code with ours."""

from fractions import Fraction
from functools import cache
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from seminar import tables
from seminar.commitment import model as c

POLICY = "two_layer"
shares = st.floats(0, 1)


@pytest.fixture(scope="module")
def moves() -> pd.DataFrame:
    return tables.read("game_tree")


@pytest.fixture(scope="module")
def tree(moves) -> c.Tree:
    return c.Tree.from_tables(moves, tables.read("game_ends"))


@pytest.fixture(scope="module")
def orderings() -> pd.DataFrame:
    return tables.read("game_orderings")


@pytest.fixture
def pays() -> pd.DataFrame:
    return c.payoffs(tables.read("game_ends"))


def made(*rows: str) -> c.Tree:
    """A tree from lines such as ``"start A go x"``; whatever is led to and does not move is an end; ``!`` marks a red line."""
    split = [row.split() for row in rows]
    table = pd.DataFrame(
        [(n, p, m.strip("!"), m, to, "!" in m) for n, p, m, to in split],
        columns=["node_id", "player", "move", "label", "leads_to", "red_line"],
    )
    ends = [to for to in dict.fromkeys(table.leads_to) if to not in set(table.node_id)]
    return c.Tree.from_tables(table, pd.DataFrame({"end_id": ends}))


CHAIN = ("start A out x", "start A in n", "n B left y", "n B right z")


def chain_pays(a: tuple, b: tuple) -> pd.DataFrame:
    return pd.DataFrame({"A": a, "B": b}, index=["x", "y", "z"], dtype=float)


# The tree


def test_the_first_moves_are_options_of_the_menu(tree):
    assert {m.move for m in tree.nodes[tree.root].moves} <= set(tables.read("options").option_id)


def test_the_tree_reaches_the_ends_that_the_specification_gives_each_policy(tree):
    assert set(tree.after(POLICY)) == {"two_layer_refuse", "two_layer_stop", "two_layer_act", "two_layer_back_down"}
    assert [len(tree.after(m.move)) for m in tree.nodes[tree.root].moves] == [2, 2, 4, 4]
    assert sorted(tree.ends_below(tree.root)) == sorted(tables.read("game_ends").end_id)


def test_a_red_line_sets_acting_against_backing_down(tree):
    assert tree.red_lines() == (
        ("RUS", "coerce_act", "coerce_back_down"),
        ("RUS", "two_layer_act", "two_layer_back_down"),
    )


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("start A out x", "start B in y"), r"belong to A and B; at a node one player moves"),
        (("start A out x", "start A in x"), r"Two moves lead to 'x'"),
        (("start A out x", "other B in y"), r"2 nodes are led to by no move: start, other"),
        (("start A out n", "n B in start"), r"0 nodes are led to by no move: none"),
        (("start A out x", "n B in m", "m B in n"), r"No line of moves from 'start' reaches 'n'"),
        (("start A go n", "n B act! m", "n B back x", "m A go y"), r"'m' is a node; it must be an end"),
    ],
)
def test_moves_that_make_no_tree_are_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        made(*rows)


def test_a_move_to_nowhere_and_an_end_out_of_reach_are_refused(moves):
    ends = tables.read("game_ends")
    with pytest.raises(ValueError, match=r"leads to 'out_stop', which is neither a node nor an end"):
        c.Tree.from_tables(moves, ends[ends.end_id != "out_stop"])
    with pytest.raises(ValueError, match=r"No line of moves from 'start' reaches 'out_stop'"):
        c.Tree.from_tables(moves[moves.leads_to != "out_stop"], ends)


def test_an_unknown_policy_is_named_with_those_there_are(tree):
    with pytest.raises(ValueError, match=r"'retreat' is not a move at 'start'; there are: stay_out, "):
        tree.after("retreat")


# Backward induction


def test_backward_induction_ends_where_the_specification_says(tree, pays):
    assert c.solve(tree, pays).ends == ("two_layer_stop",)


def test_with_a_red_line_that_is_not_credible_it_ends_in_staying_out(tree, pays, orderings):
    pays.at["two_layer_act", "RUS"] = 1  # the specification: this breaks no ordering
    assert c.broken_orderings(pays, orderings) == []
    assert c.solve(tree, pays).ends == ("out_press",)


def test_the_first_to_move_reckons_with_the_second():
    # B would go right, to z, which A likes less than staying out, though y would be A's best
    found = c.solve(made(*CHAIN), chain_pays((1, 2, 0), (0, 0, 1)))
    assert (
        found.ends == ("x",)
        and found.choices == {"n": ("right",), "start": ("out",)}
        and found.from_node["n"] == ("z",)
    )


def test_ties_are_shown_as_ties():
    # B is indifferent. If B would go left A comes in (2 > 1), if right A stays out (1 > 0): both are equilibria.
    found = c.solve(made(*CHAIN), chain_pays((1, 2, 0), (0, 5, 5)))
    assert set(found.ends) == {"x", "y"} and found.choices == {"n": ("left", "right"), "start": ("out", "in")}
    # If A is never worse off by coming in, only that can be; at z it is A that is indifferent
    assert set(c.solve(made(*CHAIN), chain_pays((0, 2, 1), (0, 5, 5))).ends) == {"y", "z"}
    assert set(c.solve(made(*CHAIN), chain_pays((1, 2, 1), (0, 5, 5))).ends) == {"x", "y", "z"}


@given(st.lists(st.integers(0, 2), min_size=10, max_size=10))
def test_the_ends_are_those_of_every_pure_strategy_profile_perfect_in_each_subgame(numbers):
    tree = made("start A a n", "start A b m", "start A c v", "n B d w", "n B e x", "m B f y", "m B g z")
    pays = pd.DataFrame({"A": numbers[:5], "B": numbers[5:]}, index=["v", "w", "x", "y", "z"], dtype=float)
    # by enumeration, from the definition: no player gains by changing one choice at any node (the one-shot deviation principle)
    following = {node.node_id: [m.leads_to for m in node.moves] for node in tree.nodes.values()}

    def end(place, profile):
        return end(profile[place], profile) if place in profile else place

    found = set()
    for chosen in product(*following.values()):
        profile = dict(zip(following, chosen, strict=True))

        def worth(node, to, profile=profile):
            return pays.at[end(to, profile), tree.nodes[node].player]

        if all(worth(node, profile[node]) >= worth(node, to) for node in following for to in following[node]):
            found.add(end("start", profile))
    assert set(c.solve(tree, pays).ends) == found


def test_many_rankings_at_once_end_where_each_alone_does(tree):
    random = np.random.default_rng(1)
    ranks = {player: np.array([random.permutation(len(tree.ends)) for _ in range(50)]) for player in tree.players}
    each = [
        c.solve(tree, pd.DataFrame({p: ranks[p][i] for p in ranks}, index=list(tree.ends), dtype=float)).ends
        for i in range(50)
    ]
    assert [(tree.ends[end],) for end in c.outcomes(tree, ranks)] == each


def test_only_the_order_of_pay_offs_means_anything(tree, pays):
    assert c.solve(tree, np.exp(pays) - 100) == c.solve(tree, pays)


def test_a_missing_pay_off_is_named(tree, pays):
    pays.at["coerce_act", "AZE"] = np.nan
    with pytest.raises(ValueError, match="AZE has no pay-off at coerce_act"):
        c.solve(tree, pays)
    with pytest.raises(ValueError, match="ARM has no pay-off at out_press"):
        c.solve(tree, pays[["RUS", "AZE"]].fillna(0))


# Orderings


def test_the_tables_pay_offs_respect_every_ordering(pays, orderings):
    assert c.broken_orderings(pays, orderings) == []


@pytest.mark.parametrize("number", range(28))
def test_a_broken_ordering_is_named_in_a_sentence(pays, orderings, number):
    row = orderings.iloc[number]
    pays.at[row.worse, row.player] = pays.at[row.better, row.player]  # a tie breaks it too
    sentences = c.broken_orderings(pays, orderings)
    mine = next(s for s in sentences if s.startswith(f"{row.ordering_id} is broken: {row.player}"))
    assert row.better in mine and row.worse in mine and row.paragraphs[0] in mine


def test_rankings_are_drawn_evenly_from_all_that_respect_the_orderings():
    ends, pairs = ("a", "b", "c", "d"), [("a", "b"), ("a", "c")]
    allowed = [r for r in permutations(range(4)) if r[0] > r[1] and r[0] > r[2]]  # by enumeration: 8 of 24
    drawn, counts = np.unique(c.rankings(ends, pairs, 16_000), axis=0, return_counts=True)
    assert sorted(map(tuple, drawn.tolist())) == sorted(allowed)
    assert counts.tolist() == pytest.approx([2000] * 8, abs=5 * 2000**0.5)


def test_drawn_rankings_respect_every_ordering_of_the_table(tree, orderings):
    for player, rows in orderings.groupby("player"):
        drawn = pd.DataFrame(c.rankings(tree.ends, c._pairs(orderings, player), 1000), columns=list(tree.ends))
        assert all((drawn[row.better] > drawn[row.worse]).all() for row in rows.itertuples())


def test_orderings_in_a_circle_are_refused(tree, orderings):
    row = orderings.iloc[0]
    backwards = orderings.iloc[[0]].assign(better=row.worse, worse=row.better)
    with pytest.raises(ValueError, match="run in a circle"):
        c.hinge(tree, pd.concat([orderings, backwards]), POLICY)


def test_more_ends_than_can_be_counted_are_refused():
    with pytest.raises(ValueError, match="30 ends; rankings can be counted for at most"):
        c.rankings(tuple(map(str, range(30))), [])


# The hinge


def ways(ends, pairs) -> int:
    """The number of rankings that respect the pairs, by taking away each possible best end in turn."""
    above = {end: {better for better, worse in pairs if worse == end} for end in ends}

    @cache
    def count(left: frozenset) -> int:
        return sum(count(left - {end}) for end in left if not above[end] & left) if left else 1

    return count(frozenset(ends))


def test_the_hinge_is_that_of_the_specification(tree, orderings):
    found = c.hinge(tree, orderings, POLICY)
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
    found = c.hinge(tree, orderings, POLICY, draws=40_000)
    assert found.would_act == pytest.approx(float(1 - missed), abs=0.003)


def test_without_a_credible_red_line_the_settlement_is_never_reached(tree, orderings):
    # Azerbaijan likes two_layer_back_down better than two_layer_stop (G06), so it would press on; Armenia, foreseeing that, refuses (G26)
    ends = c.hinge(tree, orderings, POLICY).ends
    assert ends.would_back_down["two_layer_stop"] == 0
    assert ends.sum().tolist() == pytest.approx([1, 1])


def test_the_hinge_agrees_with_pay_offs_thrown_away_unless_they_respect_the_orderings():
    # an independent way to draw: evenly spread pay-offs, of which those that break an ordering are dropped
    tree = made("start R out x", "start R threaten n", "n Z stop y", "n Z press m", "m R act! z", "m R back w")
    orderings = pd.DataFrame([("Z", "w", "y"), ("R", "y", "x"), ("R", "y", "w")], columns=["player", "better", "worse"])
    random = np.random.default_rng(2)
    r, z = (random.random((200_000, 4)) for _ in range(2))
    x, y, w, act = (tree.ends.index(end) for end in "xywz")
    fine = (z[:, w] > z[:, y]) & (r[:, y] > r[:, x]) & (r[:, y] > r[:, w])
    for would, column in ((r[:, act] > r[:, w], "would_act"), (r[:, act] < r[:, w], "would_back_down")):
        after_press = np.where(r[:, act] > r[:, w], act, w)
        rows = np.arange(len(r))
        agreed = np.where(z[:, y] > z[rows, after_press], y, after_press)
        chosen = (r[rows, agreed] > r[:, x])[fine & would].mean()
        assert getattr(c.hinge(tree, orderings, "threaten"), column) == pytest.approx(chosen, abs=0.02)


def test_a_hinge_needs_a_marked_red_line(orderings):
    with pytest.raises(ValueError, match="marked as acting on a red line"):
        c.hinge(made(*CHAIN), orderings, "in")


# Resolve


def test_the_resolve_threshold_at_the_tables_pay_offs_is_a_third(pays):
    own = pays["AZE"]
    assert c.resolve_threshold(
        own["two_layer_stop"], own["two_layer_act"], own["two_layer_back_down"]
    ) == pytest.approx(1 / 3)


@given(*[st.integers(0, 10)] * 3)
def test_at_and_above_the_threshold_stopping_is_best_and_below_it_is_not(stop, act, back_down):
    threshold = c.resolve_threshold(stop, act, back_down)
    stops = [p for p in (Fraction(k, 1000) for k in range(1001)) if stop >= p * act + (1 - p) * back_down]
    if threshold is None:
        assert Fraction(1) not in stops
    else:
        assert stops == [Fraction(k, 1000) for k in range(1001) if k >= 1000 * threshold - 1e-6]


# The bargaining range


def test_without_turkey_there_is_no_war():
    assert not c.Bargain(
        held=0, win=0.35, challenger_cost=0.40, defender_cost=0.2
    ).fights  # the specification's illustration


def test_with_turkey_there_is_war_unless_half_is_offered():
    bargain = c.Bargain(held=0, win=0.70, challenger_cost=0.20, defender_cost=0.2)  # the specification's illustration
    assert bargain.fights and bargain.least_accepted == pytest.approx(0.5)
    assert bargain.works(0.5) and not bargain.works(0.49)


bargains = st.builds(c.Bargain, shares, shares, shares, shares)


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
@example(c.Bargain(0, 0, 0, 1), 1.0, 5e-52)  # once divided by zero
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
    bargain = c.Bargain(held=0, win=0.5, challenger_cost=0.1, defender_cost=0.2)
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
        c.Bargain(*given_)


def test_a_deal_is_a_share():
    with pytest.raises(ValueError, match="deal is 2"):
        c.Bargain(0, 0.5, 0, 0).works(2)


# Two levels


def sets(*bounds) -> list[c.WinSet]:
    return [c.WinSet(f"side {i}", "x", low, high) for i, (low, high) in enumerate(bounds)]


def test_a_deal_in_the_leaders_reach_and_outside_their_elites_dies_at_home():
    found = c.two_levels(sets((40, 100), (0, 60)), sets((55, 100), (0, 45)))
    assert found == c.TwoLevels(struck=(40, 60), ratified=None, dies_at_home=((40, 60),), gap=(45, 55))


def test_a_deal_inside_every_win_set_is_ratified_and_the_rest_dies_at_home():
    found = c.two_levels(sets((40, 100), (0, 60)), sets((45, 100), (0, 50)))
    assert found == c.TwoLevels(struck=(40, 60), ratified=(45, 50), dies_at_home=((40, 45), (50, 60)), gap=None)


def test_leaders_who_do_not_meet_strike_nothing():
    found = c.two_levels(sets((70, 100), (0, 60)), sets((0, 100), (0, 100)))
    assert found == c.TwoLevels(struck=None, ratified=None, dies_at_home=(), gap=None)


def test_win_sets_that_touch_meet_in_one_deal():
    assert c.overlap(sets((0, 50), (50, 100))) == (50, 50)


intervals = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


@given(*[st.lists(intervals, min_size=1, max_size=3)] * 2, st.integers(0, 100))
def test_every_deal_struck_is_either_ratified_or_dies_at_home(leaders, home, deal):
    found = c.two_levels(sets(*leaders), sets(*home))

    def within(stretch):
        return stretch is not None and stretch[0] <= deal <= stretch[1]

    assert within(found.struck) == all(low <= deal <= high for low, high in leaders)
    assert within(found.ratified) == all(low <= deal <= high for low, high in leaders + home)
    assert within(found.struck) == (within(found.ratified) or any(map(within, found.dies_at_home)))


@given(st.lists(intervals, min_size=2, max_size=4), st.integers(0, 20))
def test_a_wider_win_set_never_makes_agreement_harder(bounds, wider):
    before, after = c.overlap(sets(*bounds)), c.overlap(sets((bounds[0][0] - wider, bounds[0][1] + wider), *bounds[1:]))
    assert before is None or (after is not None and after[0] <= before[0] and after[1] >= before[1])


def test_a_win_set_that_runs_downwards_is_refused():
    with pytest.raises(ValueError, match="must run upwards"):
        c.WinSet("side", "leader", 2, 1)
    with pytest.raises(ValueError, match="give at least one"):
        c.overlap([])
