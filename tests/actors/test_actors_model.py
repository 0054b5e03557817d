"""The rules that ``seminar.models.actors`` keeps."""

from __future__ import annotations

import pandas as pd
import pytest

from seminar.actors import model as actors
from seminar.tables import read


def _interests() -> pd.DataFrame:
    rows = [
        ("A", "land", 3, "stated"),
        ("A", "land", 4, "inferred"),
        ("A", "trade", 5, "stated"),
        ("B", "trade", 1, "inferred"),
    ]
    return pd.DataFrame(rows, columns=["actor_id", "category", "intensity", "basis"])


def _relations() -> pd.DataFrame:
    rows = [("R1", "A", "B", 3), ("R2", "B", "A", -1), ("R3", "C", "A", -2), ("R4", "B", "C", 0)]
    table = pd.DataFrame(rows, columns=["relation_id", "actor_a", "actor_b", "strength"])
    return table.astype({"strength": "Int64"})


def test_heat_shows_the_strongest_interest_and_not_the_sum():
    # A has land at 3 and 4: the greatest is 4, the sum would be 7.
    assert actors.heat(_interests(), ["A"], ["land"]).loc["A", "land"] == 4


def test_heat_is_empty_where_an_actor_has_no_interest():
    table = actors.heat(_interests(), ["A", "B", "C"], ["land", "trade"])
    assert table.isna().to_numpy().tolist() == [[False, False], [True, False], [True, True]]


def test_stated_and_inferred_interests_are_counted_apart():
    split = actors.basis_split(_interests())
    assert split.loc["A"].to_dict() == {"stated": 2, "inferred": 1}
    assert split.loc["B"].to_dict() == {"stated": 0, "inferred": 1}


def test_no_interest_is_lost_in_the_split():
    interests = read("interests")
    assert actors.basis_split(interests).to_numpy().sum() == len(interests)


def test_an_actor_wants_the_strongest_first():
    assert actors.wants(_interests(), "A").intensity.tolist() == [5, 4, 3]


def test_an_actor_without_interests_is_refused_with_those_that_have_some():
    with pytest.raises(ValueError, match=r"'Z'.*A, B"):
        actors.wants(_interests(), "Z")


def test_a_pair_is_one_edge_whichever_way_its_ties_run():
    edges = actors.edges(_relations())
    assert list(zip(edges.a, edges.b, strict=True)) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert edges.ties.tolist() == [("R1", "R2"), ("R3",), ("R4",)]


def test_the_net_is_the_friendly_ties_less_the_hostile_ones():
    # A-B: 3 - 1 = 2; A-C: 0 - 2 = -2; B-C: 0.
    edges = actors.edges(_relations())
    assert edges[["friendly", "hostile", "net", "sign"]].to_numpy().tolist() == [
        [3, -1, 2, 1],
        [0, -2, -2, -1],
        [0, 0, 0, 0],
    ]


def test_a_pair_with_ties_of_both_signs_is_marked_as_mixed():
    assert actors.edges(_relations()).mixed.tolist() == [True, False, False]


def test_russia_and_turkey_are_a_mixed_pair():
    # relations.csv, by hand: rivalry -2, trade and energy +2, bilateral deal +1: net +1, and half the truth.
    edge = actors.edges(read("relations")).set_index(["a", "b"]).loc[("RUS", "TUR")]
    assert (edge.friendly, edge.hostile, edge.net, edge.mixed) == (3, -2, 1, True)


def test_adjacency_is_symmetric_and_empty_without_a_tie():
    table = actors.adjacency(actors.edges(_relations()), ["A", "B", "C", "D"])
    assert table.loc["A", "B"] == table.loc["B", "A"] == 2
    assert table.loc["B", "C"] == 0, "a tie of no strength is still a tie"
    assert table.loc["D"].isna().all()
    assert pd.isna(table.loc["A", "A"])


def test_every_tie_is_on_one_edge():
    relations = read("relations")
    on_edges = actors.edges(relations).ties.explode()
    assert sorted(on_edges) == sorted(relations.relation_id)


def test_the_share_of_arms_depends_on_the_window():
    # SIPRI, as it could be cited on the day: 51% in 2014-18 (March 2019), 31% in 2015-19 (March 2020).
    rows = actors.windows(read("indicators"), "arms imports, share from Russia", "AZE")
    assert dict(zip(rows.period, rows.value, strict=True)) == {"2014-18": 51, "2015-19": 31}


def test_figures_of_several_windows_are_listed_with_their_ends():
    rows = actors.window_dependence(read("indicators")).set_index(["actor_id", "indicator"])
    share = rows.loc[("AZE", "arms imports, share from Russia")]
    assert (share.windows, share.least, share.greatest) == (("2014-18", "2015-19"), 31, 51)


def _figures(*rows) -> pd.DataFrame:
    figures = pd.DataFrame(rows, columns=["indicator", "period", "value"])
    return figures.assign(actor_id="A", unit="%", value=figures.value.astype(float))


def test_a_month_is_not_a_window_of_years():
    assert actors.window_dependence(_figures(("rain", "2019-12", 1), ("rain", "2020-01", 2))).empty


def test_a_figure_of_one_window_does_not_depend_on_it_and_the_widest_apart_come_first():
    # snow: 9 - 8 = 1 apart; rain: 7 - 2 = 5 apart; hail has one window.
    figures = _figures(
        ("snow", "2010-14", 9),
        ("snow", "2015-19", 8),
        ("hail", "2015-19", 5),
        ("rain", "2010-14", 2),
        ("rain", "2015-19", 7),
    )
    assert actors.window_dependence(figures).indicator.tolist() == ["rain", "snow"]


def test_an_unknown_figure_is_refused():
    with pytest.raises(ValueError, match=r"'rain' for 'AZE'"):
        actors.windows(read("indicators"), "rain", "AZE")


def test_a_position_in_doubt_keeps_its_range_and_the_others_are_points():
    # Aliyev, 15 October: all seven, and five before two (about 68 on the axis). Pashinyan: the Kazan draft as a compromise.
    rows = actors.stands(read("positions"), read("position_axes"))
    soft = rows[rows.soft]
    assert soft[["actor_id", "element", "position_low", "position", "position_high"]].to_numpy().tolist() == [
        ["AZE", "return_of_districts", 65, 80, 95],
        ["ARM", "return_of_districts", 25, 35, 50],
    ]
    hard = rows[~rows.soft]
    assert (hard.position_low == hard.position).all()
    assert (hard.position_high == hard.position).all()


def test_positions_come_axis_by_axis_in_the_order_of_the_axes():
    assert actors.stands(read("positions"), read("position_axes")).order.is_monotonic_increasing


def test_a_strongest_interest_is_stated_if_one_that_strong_is_stated():
    # A's land: 3 stated, 4 inferred, so the strongest is only inferred. With a stated 4 beside it, it is stated.
    assert actors.heat_basis(_interests(), ["A", "B"], ["land", "trade"]).to_numpy().tolist() == [
        ["inferred", "stated"],
        ["", "inferred"],
    ]
    more = pd.concat([_interests(), pd.DataFrame([("A", "land", 4, "stated")], columns=_interests().columns)])
    assert actors.heat_basis(more, ["A"], ["land"]).loc["A", "land"] == "stated"


def _edges(**signs: int) -> pd.DataFrame:
    return pd.DataFrame([(pair[0], pair[1], sign) for pair, sign in signs.items()], columns=["a", "b", "sign"])


@pytest.mark.parametrize(
    ("signs", "hostile", "balanced"),
    [
        ((1, 1, 1), 0, True),
        ((1, 1, -1), 1, False),
        ((1, -1, -1), 2, True),
        ((-1, -1, -1), 3, False),
    ],
)
def test_a_triangle_is_balanced_with_no_hostile_side_or_two(signs, hostile, balanced):
    # Cartwright and Harary 1956: balanced if the product of the signs is positive.
    found = actors.triangles(_edges(AB=signs[0], AC=signs[1], BC=signs[2]))
    assert found.to_numpy().tolist() == [["A", "B", "C", hostile, balanced]]


def test_three_actors_make_no_triangle_if_a_pair_has_no_sign():
    assert actors.triangles(_edges(AB=1, AC=-1, BC=0)).empty and actors.triangles(_edges(AB=1, AC=1)).empty


def test_the_friend_of_two_enemies_is_named_with_them_the_most_torn_first():
    # C is the friend of A and B, who are enemies, and of A and D; E is the friend of A and B too.
    found = _edges(AB=-1, AC=1, BC=1, AD=-1, CD=1, AE=1, BE=1)
    assert actors.between(found, actors.triangles(found)) == {"C": [("A", "B"), ("A", "D")], "E": [("A", "B")]}


def test_the_opponents_are_the_first_two_at_the_table_with_a_territorial_dispute():
    ties = pd.DataFrame(
        [("X", "A", "rivalry"), ("C", "Z", "territorial dispute"), ("B", "A", "territorial dispute")],
        columns=["actor_a", "actor_b", "relation"],
    )
    assert actors.opponents(ties, ("A", "B", "C")) == ("A", "B")
    with pytest.raises(ValueError, match="The table relations has no territorial dispute between two"):
        actors.opponents(ties, ("A", "C"))


def test_gaps_are_distances_the_widest_first_and_only_where_both_stand():
    standing = pd.DataFrame(
        [("near", "A", 40), ("near", "B", 45), ("wide", "A", 10), ("wide", "B", 90), ("alone", "A", 5)],
        columns=["label", "actor_id", "position"],
    )
    assert actors.gaps(standing, "A", "B").to_numpy().tolist() == [["wide", 10, 90, 80], ["near", 40, 45, 5]]
