"""The rules of games, rankings and stand-offs on small trees made by hand.

Expected values come from a calculation written out in the test, or from an exact method that shares no code with ours.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.commitment.game import Tree, broken, resolved, solve, would_act
from seminar.commitment.rankings import hinge, outcomes, rankings
from seminar.commitment.standoff import Standoff, resolve_threshold, worth_of_pressing
from seminar.tables import DataError

NO_ORDERINGS = pd.DataFrame(columns=["player", "better", "worse"])


def made(*rows: str) -> Tree:
    """A tree from lines such as ``"start A go x"``; whatever is led to and does not move is an end; ``!`` marks a red line."""
    split = [row.split() for row in rows]
    table = pd.DataFrame(
        [(n, p, m.strip("!"), m, to, "!" in m) for n, p, m, to in split],
        columns=["node_id", "player", "move", "label", "leads_to", "red_line"],
    )
    ends = [to for to in dict.fromkeys(table.leads_to) if to not in set(table.node_id)]
    return Tree.from_tables(table, pd.DataFrame({"end_id": ends}))


CHAIN = ("start A out x", "start A in n", "n B left y", "n B right z")
THREAT = ("start R out x", "start R threaten n", "n Z stop y", "n Z press m", "m R act! z", "m R back w")


def chain_pays(a: tuple, b: tuple) -> pd.DataFrame:
    return pd.DataFrame({"A": a, "B": b}, index=["x", "y", "z"], dtype=float)


# The tree


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (("start A out x", "start B in y"), r"belong to A and B; at a node one player moves"),
        (("start A out x", "start A in x"), r"Two moves lead to 'x'"),
        (("start A out x", "other B in y"), r"there are 2 to which no move leads: start, other"),
        (("start A out n", "n B in start"), r"there are 0 to which no move leads: none"),
        (("start A out x", "n B in m", "m B in n"), r"No line of moves from 'start' reaches 'n'"),
        (("start A go n", "n B act! m", "n B back x", "m A go y"), r"'m' is a node; it must be an end"),
    ],
)
def test_moves_that_make_no_tree_are_refused(rows, words):
    with pytest.raises(ValueError, match=words):
        made(*rows)


def test_a_move_to_nowhere_and_an_end_out_of_reach_are_refused():
    moves = pd.DataFrame(
        [("start", "A", "go", "go", "x", False), ("start", "A", "stay", "stay", "y", False)],
        columns=["node_id", "player", "move", "label", "leads_to", "red_line"],
    )
    with pytest.raises(ValueError, match=r"leads to 'y', which is neither a node nor an end"):
        Tree.from_tables(moves, pd.DataFrame({"end_id": ["x"]}))
    with pytest.raises(ValueError, match=r"No line of moves from 'start' reaches 'z'"):
        Tree.from_tables(moves, pd.DataFrame({"end_id": ["x", "y", "z"]}))


def test_an_unknown_policy_is_named_with_those_there_are():
    with pytest.raises(ValueError, match=r"'retreat' is not a move at 'start'; there are: out, in"):
        made(*CHAIN).after("retreat")


def test_a_red_line_sets_acting_against_backing_down():
    tree = made(*THREAT)
    (line,) = tree.red_lines()
    assert line == ("R", "z", "w") and (line.player, line.act, line.back_down) == ("R", "z", "w")
    assert tree.policy_of(line).move == "threaten" and tree.red_line_behind("threaten") == line
    assert tree.dare("z") == ("Z", "y") and tree.crossings() == ("press",)


def test_a_policy_without_a_red_line_of_its_own_is_named():
    with pytest.raises(DataError, match="Behind the policy 'out' there must be one red line; game_tree has 0"):
        made(*THREAT).red_line_behind("out")


def test_the_line_to_a_place_names_each_move():
    line = [(node.player, move.move) for node, move in made(*THREAT).line_to("w")]
    assert line == [("R", "threaten"), ("Z", "press"), ("R", "back")]
    assert made(*THREAT).line_to("start") == ()


# Backward induction


def test_the_first_to_move_reckons_with_the_second():
    # B would go right, to z, which A likes less than staying out, though y would be A's best
    found = solve(made(*CHAIN), chain_pays((1, 2, 0), (0, 0, 1)))
    assert (
        found.ends == ("x",)
        and found.choices == {"n": ("right",), "start": ("out",)}
        and found.from_node["n"] == ("z",)
    )


def test_ties_are_shown_as_ties():
    # B is indifferent. If B would go left A comes in (2 > 1), if right A stays out (1 > 0): both are equilibria.
    found = solve(made(*CHAIN), chain_pays((1, 2, 0), (0, 5, 5)))
    assert set(found.ends) == {"x", "y"} and found.choices == {"n": ("left", "right"), "start": ("out", "in")}
    # If A is never worse off by coming in, only that can be; at z it is A that is indifferent
    assert set(solve(made(*CHAIN), chain_pays((0, 2, 1), (0, 5, 5))).ends) == {"y", "z"}
    assert set(solve(made(*CHAIN), chain_pays((1, 2, 1), (0, 5, 5))).ends) == {"x", "y", "z"}


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
    assert set(solve(tree, pays).ends) == found


def test_many_rankings_at_once_end_where_each_alone_does():
    tree, random = made(*THREAT), np.random.default_rng(1)
    ranks = {player: np.array([random.permutation(len(tree.ends)) for _ in range(50)]) for player in tree.players}
    each = [
        solve(tree, pd.DataFrame({p: ranks[p][i] for p in ranks}, index=list(tree.ends), dtype=float)).ends
        for i in range(50)
    ]
    assert [(tree.ends[end],) for end in outcomes(tree, ranks)] == each


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_only_the_order_of_pay_offs_means_anything(numbers):
    pays = chain_pays(tuple(numbers[:3]), tuple(numbers[3:]))
    assert solve(made(*CHAIN), np.exp(pays) - 100) == solve(made(*CHAIN), pays)


def test_a_missing_pay_off_is_named():
    pays = chain_pays((1, 2, 0), (0, np.nan, 1))
    with pytest.raises(ValueError, match="B has no pay-off at y"):
        solve(made(*CHAIN), pays)
    with pytest.raises(ValueError, match="B has no pay-off at x"):
        solve(made(*CHAIN), pays[["A"]])


# Orderings and red lines


@pytest.mark.parametrize(("better", "worse", "is_broken"), [(2, 1, False), (1, 1, True), (0, 1, True)])
def test_an_ordering_is_broken_unless_the_better_end_pays_more(better, worse, is_broken):
    rows = pd.DataFrame([("G1", "A", "x", "y")], columns=["ordering_id", "player", "better", "worse"])
    found = broken(pd.DataFrame({"A": [better, worse]}, index=["x", "y"], dtype=float), rows)
    assert found[["ordering_id", "pays_better", "pays_worse"]].values.tolist() == [["G1", better, worse]] * is_broken


@pytest.mark.parametrize(
    ("back", "acts", "pair"),
    [(10.0, True, (10.0, 9.5)), (0.0, False, (0.0, 0.5)), (4.0, True, (4.5, 4.0)), (4.0, False, (3.5, 4.0))],
)
def test_a_red_line_flips_also_at_the_ends_of_the_scale(back, acts, pair):
    tied = pd.DataFrame({"R": back, "Z": 1.0}, index=["x", "y", "z", "w"])
    (line,) = made(*THREAT).red_lines()
    assert would_act(tied, line) is None
    flipped = resolved(tied, tied, line, acts)
    assert tuple(flipped.loc[["z", "w"], "R"]) == pair and would_act(flipped, line) is acts


def test_rankings_are_drawn_evenly_from_all_that_respect_the_orderings():
    ends, pairs = ("a", "b", "c", "d"), [("a", "b"), ("a", "c")]
    allowed = [r for r in permutations(range(4)) if r[0] > r[1] and r[0] > r[2]]  # by enumeration: 8 of 24
    drawn, counts = np.unique(rankings(ends, pairs, 16_000), axis=0, return_counts=True)
    assert sorted(map(tuple, drawn.tolist())) == sorted(allowed)
    assert counts.tolist() == pytest.approx([2000] * 8, abs=5 * 2000**0.5)


def test_orderings_in_a_circle_are_refused():
    rows = pd.DataFrame([("R", "x", "y"), ("R", "y", "x")], columns=["player", "better", "worse"])
    with pytest.raises(ValueError, match="run in a circle"):
        hinge(made(*THREAT), rows, "threaten")


def test_more_ends_than_can_be_counted_are_refused():
    with pytest.raises(ValueError, match="30 ends; rankings can be counted for at most"):
        rankings(tuple(map(str, range(30))), [])


# The hinge


def test_the_hinge_agrees_with_pay_offs_thrown_away_unless_they_respect_the_orderings():
    # an independent way to draw: evenly spread pay-offs, of which those that break an ordering are dropped
    tree = made(*THREAT)
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
        assert getattr(hinge(tree, orderings, "threaten"), column) == pytest.approx(chosen, abs=0.02)


def test_a_hinge_needs_a_marked_red_line():
    with pytest.raises(ValueError, match="marked as acting on a red line"):
        hinge(made(*CHAIN), NO_ORDERINGS, "in")


# Stand-offs


@given(*[st.integers(0, 10)] * 3)
def test_at_and_above_the_threshold_stopping_is_best_and_below_it_is_not(stop, act, back_down):
    threshold = resolve_threshold(stop, act, back_down)
    stops = [p for p in (Fraction(k, 1000) for k in range(1001)) if stop >= p * act + (1 - p) * back_down]
    if threshold is None:
        assert Fraction(1) not in stops
    else:
        assert stops == [Fraction(k, 1000) for k in range(1001) if k >= 1000 * threshold - 1e-6]


@pytest.mark.parametrize(("p", "worth"), [(0, 9.0), (1, 1.5), (0.5, 5.25)])
def test_pressing_on_is_worth_its_pay_offs_weighed(p, worth):
    assert worth_of_pressing(p, 1.5, 9.0) == worth


def test_a_chance_beyond_one_is_refused():
    with pytest.raises(ValueError, match="p is 1.5; it must lie between 0 and 1"):
        worth_of_pressing(1.5, 1, 2)


def test_a_stand_off_knows_its_threshold_and_can_be_asked_what_if():
    """(9 - 6) / (9 - 1) = 3/8; stopping worth 0 is less than even a threat that is meant."""
    standoff = Standoff("Z", "R", stop=6, act=1, back_down=9)
    assert standoff.threshold == pytest.approx(3 / 8) and standoff.pressing(0.5) == 5
    assert standoff.with_stop(0).threshold is None and standoff.with_stop(9).threshold == 0
