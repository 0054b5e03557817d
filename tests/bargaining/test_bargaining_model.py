"""The rules that ``seminar.models.bargaining`` keeps.

The table of most tests has two parties on two axes. North wants (0, 0) with saliences 30 and 10, so weights .75 and .25;
South wants (100, 80) with saliences 20 and 20, so weights .5 and .5.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from seminar.bargaining import model as bargaining
from seminar.tables import read

AXES = pd.DataFrame({"element": ["vote", "truce", "land"], "order": [2, 3, 1], "land_axis": [True, False, True]})
POSITIONS = pd.DataFrame(
    [
        ("north", "land", 0, 0, 10, 30),
        ("north", "vote", 0, pd.NA, pd.NA, 10),
        ("south", "land", 100, pd.NA, pd.NA, 20),
        ("south", "vote", 80, pd.NA, pd.NA, 20),
        ("south", "truce", 5, pd.NA, pd.NA, 99),
        ("guest", "land", 50, pd.NA, pd.NA, 10),
    ],
    columns=["actor_id", "element", "position", "position_low", "position_high", "salience"],
)
TABLE = bargaining.Negotiation.from_tables(POSITIONS, AXES)


def _real(at: str = "mid") -> bargaining.Negotiation:
    return bargaining.Negotiation.from_tables(read("positions"), read("position_axes"), at)


REAL = _real()


# Who sits at the table


def test_the_axes_are_the_land_axes_in_their_order():
    assert TABLE.axes == ("land", "vote")


def test_an_actor_without_a_position_on_every_axis_has_no_seat():
    assert TABLE.actors == ("north", "south")
    with pytest.raises(ValueError, match=r"'guest'.*north, south"):
        TABLE.seat("guest")


def test_weights_are_shares_of_salience():
    assert TABLE.weights.tolist() == [[0.75, 0.25], [0.5, 0.5]]


def test_a_position_in_doubt_is_taken_at_the_end_asked_for_and_the_others_stay():
    assert bargaining.Negotiation.from_tables(POSITIONS, AXES, "high").ideals.tolist() == [[10, 0], [100, 80]]


def test_another_end_than_low_mid_or_high_is_refused():
    with pytest.raises(ValueError, match="'top'.*low, mid or high"):
        bargaining.Negotiation.from_tables(POSITIONS, AXES, "top")


def test_a_table_without_anybody_is_refused():
    with pytest.raises(ValueError, match="No actor has a position on all of land, vote"):
        bargaining.Negotiation.from_tables(POSITIONS[POSITIONS.actor_id == "guest"], AXES)


def test_what_is_in_doubt_is_what_moves_between_the_ends():
    """Only two positions on the districts have a range: Armenia's, 25 to 50, and Azerbaijan's, 65 to 95."""
    low, mid, high = (_real(at) for at in ("low", "mid", "high"))
    axis = mid.axes.index("return_of_districts")
    assert [t.ideals[t.seat("ARM"), axis] for t in (low, mid, high)] == [25, 35, 50]
    assert [t.ideals[t.seat("AZE"), axis] for t in (low, mid, high)] == [65, 80, 95]
    moved = {tuple(place) for place in np.argwhere(low.ideals != high.ideals)}
    assert moved == {(mid.seat("ARM"), axis), (mid.seat("AZE"), axis)}


def test_six_land_axes_are_bargained_over_and_the_two_others_never():
    assert len(_real().axes) == 6
    assert not {"turkey_role", "ceasefire_now"} & set(_real().axes)


def test_private_weights_change_one_party_and_leave_the_first_table_as_it_was():
    mine = TABLE.with_weights("south", {"vote": 3, "land": 1})
    assert mine.weights.tolist() == [[0.75, 0.25], [0.25, 0.75]]
    assert TABLE.weights[1].tolist() == [0.5, 0.5]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        ({"land": 1}, "No points are given to vote"),
        ({"land": 0, "vote": 0}, "above 0 on at least one"),
        ({"land": -1, "vote": 2}, "0 or more"),
    ],
)
def test_weights_that_are_none_are_refused(points, message):
    with pytest.raises(ValueError, match=message):
        TABLE.with_weights("north", points)


# Loss


@pytest.mark.parametrize(
    ("package", "north", "south"),
    [
        ((0, 0), 0, 0.9),  # south: .5 * 100 + .5 * 80 = 90
        ((100, 80), 0.95, 0),  # north: .75 * 100 + .25 * 80 = 95
        ((50, 100), 0.625, 0.35),  # north: 37.5 + 25 = 62.5; south: .5 * 50 + .5 * 20 = 35
    ],
)
def test_loss_is_the_salience_weighted_distance(package, north, south):
    assert TABLE.losses(np.array(package)) == pytest.approx([north, south])


def test_losses_of_many_packages_are_those_of_each():
    packages = np.array([[[0, 0], [50, 100]], [[100, 80], [0, 0]]])
    losses = TABLE.losses(packages)
    assert losses.shape == (2, 2, 2)
    assert losses[0, 1] == pytest.approx([0.625, 0.35])


@pytest.mark.parametrize(
    ("package", "message"),
    [((1, 2, 3), "3 numbers; it needs 2: land, vote"), ((0, 101), "off an axis"), ((0, np.nan), "off an axis")],
)
def test_a_package_that_is_none_is_refused(package, message):
    with pytest.raises(ValueError, match=message):
        TABLE.losses(np.array(package))


@given(st.lists(st.integers(0, 100), min_size=6, max_size=6))
def test_loss_lies_between_nothing_and_everything(package):
    losses = REAL.losses(np.array(package))
    assert ((losses >= 0) & (losses <= 1)).all()


def test_an_ideal_costs_its_owner_nothing():
    table = _real()
    assert np.diag(table.losses(table.ideals)) == pytest.approx(np.zeros(len(table.actors)))


# The grid and its frontier


def test_the_grid_has_every_combination_once():
    packages = bargaining.grid(2, 3)
    assert packages.tolist() == [[a, b] for a in (0, 50, 100) for b in (0, 50, 100)]
    assert bargaining.grid(6).shape == (15_625, 6)
    assert len(np.unique(bargaining.grid(6), axis=0)) == 15_625


def test_a_grid_of_one_step_is_refused():
    with pytest.raises(ValueError, match="A grid needs two steps or more"):
        bargaining.grid(2, 1)


def test_the_frontier_is_what_no_package_beats():
    # (1, 4) and (2, 2) and (5, 1) stand; (2, 3) loses to (2, 2), (6, 1) to (5, 1), (3, 3) to (2, 2).
    losses = np.array([[2, 3], [1, 4], [2, 2], [5, 1], [6, 1], [3, 3], [2, 2]]) / 10
    assert bargaining.frontier(losses).tolist() == [False, True, True, True, False, False, True]


def test_rounding_errors_beat_nobody():
    assert bargaining.frontier(np.array([[0.1 + 0.2, 0.5], [0.3, 0.5]])).tolist() == [True, True]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=25))
def test_the_frontier_is_that_of_comparing_each_with_each(points):
    losses = np.array(points) / 10
    beaten = [any((q <= p).all() and (q < p).any() for q in losses) for p in losses]
    assert bargaining.frontier(losses).tolist() == [not b for b in beaten]


def test_what_beats_a_package_comes_with_the_best_compromise_first():
    # Own loss (5, 5). Gains: (1, 1), (4, 0), (2, 3), none, (-1, 5), (2, 2). By the smaller gain, then the greater: 2, 5, 0, 1.
    losses = np.array([[4, 4], [1, 5], [3, 2], [5, 5], [6, 0], [3, 3]]) / 10
    assert bargaining.beaten_by(losses, np.array([0.5, 0.5])).tolist() == [2, 5, 0, 1]


def test_nothing_beats_a_package_of_the_frontier_and_something_beats_every_other():
    table = _real()
    pair = [table.seat("AZE"), table.seat("ARM")]
    losses = table.losses(bargaining.grid(len(table.axes), 3))[:, pair]  # 729 packages
    best = bargaining.frontier(losses)
    assert [bool(len(bargaining.beaten_by(losses, own))) for own in losses] == (~best).tolist()


def test_a_package_is_acceptable_if_no_loss_exceeds_its_bottom_line():
    losses = np.array([[0.2, 0.4], [0.2, 0.41], [0.1 + 0.2, 0.4]])
    assert bargaining.acceptable(losses, np.array([0.3, 0.4])).tolist() == [True, False, True]


# The exact frontier


def test_the_exact_frontier_gives_first_what_costs_least():
    # From north's (0, 0): the vote costs .25 / .5 = .5 of north's loss for one of south's, the land .75 / .5 = 1.5.
    assert bargaining.best_line(TABLE, "north", "south").tolist() == [[0, 0], [0, 80], [100, 80]]


def test_an_axis_that_one_party_does_not_care_about_lies_at_the_others_ideal():
    table = TABLE.with_weights("north", {"land": 1, "vote": 0})
    assert bargaining.best_line(table, "north", "south").tolist() == [[0, 80], [100, 80]]
    assert bargaining.best_line(table, "south", "north").tolist() == [[100, 80], [0, 80]]


def _least_loss(table: bargaining.Negotiation, i: int, j: int, limit: float) -> float:
    """The least loss of i when j may lose no more than ``limit``, by linear programming: variables x, |x - i|, |x - j|."""
    n = len(table.axes)
    eye, none = np.eye(n), np.zeros((n, n))
    rows, bounds = [], []
    for ideal, block in ((table.ideals[i], [-eye, none]), (table.ideals[j], [none, -eye])):
        for sign in (1, -1):  # sign * (x - ideal) <= the distance
            rows.append(np.hstack([sign * eye, *block]))
            bounds.append(sign * ideal)
    rows.append(np.concatenate([np.zeros(2 * n), table.weights[j]])[None] / 100)
    bounds.append([limit])
    cost = np.concatenate([np.zeros(n), table.weights[i] / 100, np.zeros(n)])
    box = [(0, 100)] * n + [(0, None)] * 2 * n
    return linprog(cost, A_ub=np.vstack(rows), b_ub=np.concatenate(bounds), bounds=box).fun


@pytest.mark.parametrize("pair", [("AZE", "ARM"), ("TUR", "NK"), ("RUS", "AZE")])
def test_the_exact_frontier_is_that_of_a_linear_program(pair):
    table = _real()
    i, j = map(table.seat, pair)
    corners = table.losses(bargaining.best_line(table, *pair))[:, [i, j]]
    for mine, theirs in [*corners, *(corners[1:] + corners[:-1]) / 2]:
        assert _least_loss(table, i, j, theirs) == pytest.approx(mine, abs=1e-7)


def test_no_package_of_the_grid_lies_beyond_the_exact_frontier():
    table = _real()
    pair = [table.seat("AZE"), table.seat("ARM")]
    corners = table.losses(bargaining.best_line(table, "AZE", "ARM"))[:, pair]
    losses = table.losses(bargaining.grid(6))[:, pair]
    limit = np.interp(losses[:, 0], *corners.T)  # the least loss of the other at each loss of the first
    assert (losses[:, 1] >= limit - 1e-9).all()


# The proposals as points with ranges


def _coded(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["proposal_id", "element", "low", "mid", "high"])


def test_a_proposal_is_a_point_with_a_range_of_loss():
    # Land 20-40-60, vote 70-80-90. North: low .75*20 + .25*70 = 32.5; mid 30 + 20 = 50; high 45 + 22.5 = 67.5.
    # South: land 40 away at best, 60 at the middle, 80 at worst; vote 0, 0 and 10: 20, 30, 40 + 5 = 45.
    placed = bargaining.placed(TABLE, _coded(("plan", "vote", 70, 80, 90), ("plan", "land", 20, 40, 60)))
    assert placed[["proposal_id", "actor_id"]].to_numpy().tolist() == [["plan", "north"], ["plan", "south"]]
    assert placed[["low", "mid", "high"]].to_numpy() == pytest.approx(np.array([[0.325, 0.5, 0.675], [0.2, 0.3, 0.45]]))


def test_a_proposal_that_is_not_coded_on_every_axis_is_not_placed_but_named():
    coded = _coded(("whole", "land", 1, 2, 3), ("half", "land", 1, 2, 3), ("whole", "vote", 1, 2, 3))
    assert set(bargaining.placed(TABLE, coded).proposal_id) == {"whole"}
    assert bargaining.unplaced(TABLE, coded) == ["half"]


@settings(max_examples=50)
@given(st.lists(st.floats(0, 1), min_size=6, max_size=6))
def test_every_reading_of_a_proposal_lies_in_its_box(shares):
    table, coded = REAL, read("proposal_positions")
    placed = bargaining.placed(table, coded).set_index(["proposal_id", "actor_id"])
    rows = coded[coded.proposal_id == "kazan_2011"].set_index("element").loc[list(table.axes)]
    losses = table.losses((rows.low + (rows.high - rows.low) * shares).to_numpy(dtype=float))
    box = placed.loc["kazan_2011"].loc[list(table.actors)]
    assert (losses >= box.low - 1e-9).all()
    assert (losses <= box.high + 1e-9).all()


def test_every_placed_proposal_of_the_seminar_has_low_mid_and_high_in_order():
    placed = bargaining.placed(_real(), read("proposal_positions"))
    assert len(placed)
    assert ((placed.low <= placed.mid) & (placed.mid <= placed.high)).all()


# A package on the board


def test_a_standing_tells_losses_how_many_beat_it_and_the_best_of_them():
    # Three steps on two axes. (50, 100) costs north .625 and south .35; of the nine, (50, 50) costs .5 and .4, (100, 50) .875 and .15,
    # (0, 100) .25 and .6, (50, 0) .375 and .65, (100, 100) 1 and .1, (100, 0) .75 and .4, (0, 50) .125 and .65, (0, 0) 0 and .9.
    # None is better for one and no worse for the other.
    laid = bargaining.PackageGrid.laid(TABLE, 3)
    standing = laid.standing((50, 100), "north", "south")
    assert standing.losses == pytest.approx({"north": 0.625, "south": 0.35}) and standing.beaten_by == 0
    assert standing.better is None
    # (80, 0) costs north .6 and south .5: (50, 50) with .5 and .4 alone is better for both.
    standing = laid.standing((80, 0), "north", "south")
    assert (standing.beaten_by, standing.better) == (1, (50.0, 50.0))


def test_a_board_counts_as_the_functions_it_is_made_of_do():
    laid = bargaining.PackageGrid.laid(REAL)
    for package in ([50] * 6, [0] * 6, [100] * 6, [95, 20, 75, 10, 92, 20]):
        own = REAL.losses(np.array(package))[[0, 1]]
        rows = bargaining.beaten_by(laid.pair(*REAL.actors[:2]), own)
        assert laid.standing(package, *REAL.actors[:2]).beaten_by == len(rows)


def test_a_placed_proposal_is_a_package_of_its_middles():
    coded = pd.DataFrame(
        [("p", "vote", 10, 20, 30), ("p", "land", 40, 50, 60), ("q", "land", 1, 2, 3)],
        columns=["proposal_id", "element", "low", "mid", "high"],
    )
    assert bargaining.middles(TABLE, coded) == {"p": (50.0, 20.0)}


# How much there is to trade


def _two_parties(ideals, weights):
    return bargaining.Negotiation(
        ("n", "s"),
        tuple("abcd"[: len(ideals[0])]),
        np.array(ideals, float),
        bargaining.normalised(np.array(weights, float)),
    )


def test_the_best_equal_gain_by_hand():
    """The middle costs north .5 and south .4. North gives the vote first, to (0, 80), where it gains .3 and south loses .1; then land.

    At (32, 80) north loses .75 * .32 + .25 * .8 = .44 and south .5 * .68 = .34: both gain .06.
    """
    gain, package = bargaining.best_equal_gain(_two_parties([[0, 0], [100, 80]], [[30, 10], [20, 20]]), "n", "s")
    assert gain == pytest.approx(0.06) and package == pytest.approx([32, 80])


def test_nothing_is_to_be_gained_where_both_care_alike_and_all_where_each_cares_for_one_thing():
    opposed = [[0, 0], [100, 100]]
    assert bargaining.best_equal_gain(_two_parties(opposed, [[1, 1], [1, 1]]), "n", "s")[0] == pytest.approx(0)
    gain, package = bargaining.best_equal_gain(_two_parties(opposed, [[1, 0], [0, 1]]), "n", "s")
    assert gain == pytest.approx(0.5) and package == pytest.approx([0, 100])


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(1, 9), st.integers(1, 9)),
        min_size=2,
        max_size=4,
    )
)
def test_the_best_equal_gain_is_that_of_a_linear_programme(axes):
    """Between two ideals a loss is linear in the package: maximise the lesser gain t over (x, t)."""
    ideals, weights = np.array(axes, float).T[:2], np.array(axes, float).T[2:]
    table = _two_parties(ideals, weights)
    sign = np.sign(ideals[1] - ideals[0])
    rows, right = [], []
    for i, toward in enumerate((1, -1)):  # loss = base + slope @ x, from one's own ideal towards the other's
        slope = table.weights[i] * toward * sign / 100
        rows.append([*slope, 1])
        right.append(table.losses(np.full(len(axes), 50.0))[i] + slope @ ideals[i])
    bounds = [*((min(pair), max(pair)) for pair in ideals.T), (None, None)]
    best = linprog([*[0] * len(axes), -1], rows, right, bounds=bounds)
    gain, package = bargaining.best_equal_gain(table, "n", "s")
    assert gain == pytest.approx(-best.fun, abs=1e-7)
    gains = table.losses(np.full(len(axes), 50.0)) - table.losses(package)
    assert gains.min() == pytest.approx(gain, abs=1e-9)  # the package does it


def test_other_points_replace_those_of_the_seats_that_have_some():
    table = _two_parties([[0, 0], [100, 100]], [[1, 1], [1, 3]])
    sharp = pd.DataFrame(
        [("n", "a", 30), ("n", "b", 10), ("elsewhere", "a", 1)], columns=["actor_id", "element", "points"]
    )
    assert bargaining.with_points(table, sharp).weights.tolist() == [[0.75, 0.25], [0.25, 0.75]]
