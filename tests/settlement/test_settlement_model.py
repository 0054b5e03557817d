"""The rules that ``seminar.models.settlement`` keeps. Expected values are worked out by hand on small made-up plans."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.settlement import model as settlement
from seminar.tables import read

CERTAINTIES = ["published", "leaked", "reported", "silent", "not read"]
DAY = pd.Timestamp


def _provision(proposal, element, certainty, text="", known="2000-01-01", sources=("s1",)):
    return (proposal, element, text, text, certainty, DAY(known), sources)


def _cells(*rows) -> pd.DataFrame:
    columns = ["proposal_id", "element_id", "provision", "summary", "certainty", "known_from", "source_ids"]
    proposals = pd.DataFrame({"proposal_id": ["old", "new"], "short_name": ["Old", "New"]})
    elements = pd.DataFrame({"element_id": ["vote", "land"], "label": ["Vote", "Land"], "order": [2, 1]})
    return settlement.matrix(pd.DataFrame(rows, columns=columns), proposals, elements)


def _cell(cells, proposal, element):
    return cells.set_index(["proposal_id", "element_id"]).loc[(proposal, element)]


# The matrix


def test_the_matrix_has_every_element_in_order_by_every_proposal():
    cells = _cells(_provision("old", "land", "published", "all of it"))
    assert list(zip(cells.element_id, cells.proposal_id, strict=True)) == [
        ("land", "old"),
        ("land", "new"),
        ("vote", "old"),
        ("vote", "new"),
    ]


def test_a_clause_without_a_row_is_not_read_and_never_silent():
    assert _cell(_cells(_provision("old", "land", "silent")), "new", "land").certainty == "not read"


def test_an_account_replaces_a_clause_not_read():
    cells = _cells(_provision("old", "land", "not read"), _provision("old", "land", "reported", "half", "2005-01-01"))
    assert _cell(cells, "old", "land")[["certainty", "provision"]].tolist() == ["reported", "half"]


def test_several_accounts_stand_in_the_order_in_which_they_came_out_with_the_best_certainty():
    cells = _cells(
        _provision("old", "land", "leaked", "later", "2005-01-01", ("s2", "s1")),
        _provision("old", "land", "reported", "first", "2001-01-01", ("s1",)),
    )
    cell = _cell(cells, "old", "land")
    assert cell[["certainty", "summary", "source_ids"]].tolist() == ["leaked", "first; later", ("s1", "s2")]


def test_the_grid_keeps_the_order_of_elements_and_proposals():
    wide = settlement.grid(_cells(_provision("new", "vote", "published", "yes")), "summary")
    assert (wide.index.tolist(), wide.columns.tolist()) == (["land", "vote"], ["old", "new"])
    assert wide.loc["vote", "new"] == "yes"


def _real() -> pd.DataFrame:
    return settlement.matrix(read("provisions"), read("proposals"), read("elements"))


def test_the_sealed_matrix_is_twelve_elements_by_the_proposals_and_shows_each_certainty_as_the_table_has_it():
    cells, provisions = _real(), read("provisions")
    assert len(cells) == 12 * len(read("proposals")) == len(provisions)
    wanted = provisions.set_index(["proposal_id", "element_id"]).certainty
    assert cells.set_index(["proposal_id", "element_id"]).certainty.sort_index().equals(wanted.sort_index())


def test_no_clause_that_was_not_read_is_shown_with_a_text():
    cells = _real()
    unread = cells[cells.certainty == "not read"]
    assert len(unread)
    assert set(unread.provision) == {""}
    assert set(unread.summary) == {"Not read here"}


def test_the_ways_of_knowing_add_up_to_the_elements():
    assert set(settlement.knowledge(_real()).sum(axis=1)) == {12}


@pytest.mark.parametrize(
    ("old", "new", "trend"),
    [
        ("published", "leaked", "less"),
        ("silent", "published", "more"),
        ("published", "published", "as much"),
        ("leaked", "reported", "as much"),
    ],
)
def test_openness_compares_the_earlier_half_of_the_papers_with_the_later(old, new, trend):
    cells = _cells(_provision("old", "land", old, "all"), _provision("new", "land", new, "half"))
    assert settlement.openness(cells) == trend


# Two proposals side by side


def test_only_questions_read_on_both_sides_can_be_compared():
    cells = _cells(_provision("old", "land", "silent", "nothing"), _provision("new", "land", "leaked", "half"))
    compared = settlement.compare(cells, "old", "new").set_index("element_id")  # the vote was read in neither
    assert (compared.outcome != settlement.CANNOT_COMPARE).to_dict() == {"land": True, "vote": False}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("published", "reported", "both speak"),
        ("silent", "leaked", "added"),
        ("leaked", "silent", "dropped"),
        ("silent", "silent", "both silent"),
        ("not read", "published", "cannot be compared"),
        ("silent", "not read", "cannot be compared"),
        ("not read", "not read", "cannot be compared"),
    ],
)
def test_what_can_be_said_follows_from_how_the_clauses_are_known(a, b, expected):
    assert settlement.outcome(a, b) == expected


def test_not_read_is_never_silence():
    for a, b in product(CERTAINTIES, repeat=2):
        if "not read" in (a, b):
            assert settlement.outcome(a, b) == "cannot be compared"
        else:
            assert settlement.outcome(a, b) != "cannot be compared"


@given(st.sampled_from(CERTAINTIES), st.sampled_from(CERTAINTIES))
def test_what_is_added_one_way_is_dropped_the_other_way(a, b):
    mirror = {"added": "dropped", "dropped": "added"}
    there = settlement.outcome(a, b)
    assert settlement.outcome(b, a) == mirror.get(there, there)


def test_two_proposals_stand_side_by_side_with_both_texts():
    cells = _cells(
        _provision("old", "land", "published", "all"),
        _provision("new", "land", "leaked", "half"),
        _provision("old", "vote", "silent", "says nothing"),
        _provision("new", "vote", "reported", "a vote"),
    )
    compared = settlement.compare(cells, "old", "new").set_index("element_id")
    assert compared.loc["land", ["outcome", "provision_a", "provision_b"]].tolist() == ["both speak", "all", "half"]
    assert compared.outcome["vote"] == "added"
    assert settlement.tally(compared) == {
        "both speak": 1,
        "added": 1,
        "dropped": 0,
        "both silent": 0,
        "cannot be compared": 0,
    }


def test_an_unknown_proposal_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"'none'.*old, new"):
        settlement.compare(_cells(_provision("old", "land", "silent")), "old", "none")


def _positions(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["proposal_id", "element", "low", "mid", "high", "basis"])


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((10, 20, 30), (40, 50, 60), "nearer to south"),  # ranges apart, upwards
        ((40, 50, 60), (10, 20, 30), "nearer to north"),  # and downwards
        ((10, 20, 40), (30, 50, 60), "nearer to south"),  # ranges overlap, but neither middle lies in the other's range
        ((10, 20, 30), (15, 50, 60), "no clear change"),  # 20 lies within 15 to 60
        ((10, 20, 50), (40, 50, 60), "no clear change"),  # 50 lies within 10 to 50
        ((10, 20, 30), (10, 20, 30), "no clear change"),
    ],
)
def test_a_change_is_clear_if_each_middle_lies_outside_the_others_range(old, new, expected):
    positions = _positions(("old", "axis", *old, "text"), ("new", "axis", *new, "part"))
    assert settlement.change(positions, "old", "new", "axis", ("north", "south")) == expected


@pytest.mark.parametrize("basis", ["silent", "not read"])
def test_no_change_is_claimed_where_there_was_no_clause_to_read(basis):
    positions = _positions(("old", "axis", 0, 0, 0, "text"), ("new", "axis", 100, 100, 100, basis))
    assert settlement.change(positions, "old", "new", "axis") == ""


def test_a_proposal_without_a_position_has_no_change():
    assert settlement.change(_positions(("old", "axis", 0, 0, 0, "text")), "old", "new", "axis") == ""


def test_an_axis_that_takes_in_two_elements_is_named_at_both_but_moves_only_where_both_speak():
    cells = _cells(_provision("old", "land", "published", "all"), _provision("new", "land", "leaked", "half"))
    positions = _positions(("old", "axis", 90, 95, 100, "text"), ("new", "axis", 40, 50, 60, "text"))
    axes = pd.DataFrame({"element": ["axis"], "element_ids": [("land", "vote")]})
    compared = settlement.compare(cells, "old", "new", positions, axes, ("A", "B")).set_index("element_id")
    assert compared.axis.tolist() == ["axis", "axis"]
    assert compared.change.to_dict() == {"land": "nearer to A", "vote": ""}


def test_from_the_package_to_madrid_the_districts_move_towards_yerevan():
    # proposal_positions.csv: package_1997 70-80-90, madrid_2007 55-60-68. 60 < 70 and 80 > 68, and 100 is Baku's end.
    args = (
        _real(),
        "package_1997",
        "madrid_2007",
        read("proposal_positions"),
        read("position_axes"),
        ("Yerevan", "Baku"),
    )
    assert settlement.compare(*args).set_index("element_id").change["five"] == "nearer to Yerevan"


# Districts by stage


PLANS = pd.DataFrame(
    {
        "first": ["now", "now", "later"],
        "second": ["now", "later", "with_status"],
        "vague": ["unclear", "unclear", "now"],
        "half": ["now", "now", "unclear"],
    },
    index=["X", "Y", "Z"],
).T.rename_axis("proposal_id")


def test_phasing_puts_proposals_down_and_districts_across():
    rows = pd.DataFrame(
        [("new", "Y", "later"), ("new", "X", "now"), ("old", "X", "stays"), ("old", "Y", "unclear")],
        columns=["proposal_id", "district_id", "stage"],
    )
    stages = settlement.phasing(rows, ["X", "Y"])
    assert stages.index.tolist() == ["new", "old"]
    assert stages.to_numpy().tolist() == [["now", "later"], ["stays", "unclear"]]


def test_a_district_without_a_stage_is_refused():
    rows = pd.DataFrame([("old", "X", "now")], columns=["proposal_id", "district_id", "stage"])
    with pytest.raises(ValueError, match=r"Y under old"):
        settlement.phasing(rows, ["X", "Y"])


def test_steps_count_what_has_come_back_by_each_stage_and_keep_unclear_districts_as_a_range():
    # second: X now (1), Y later (2), Z with status (3), none unclear. vague: Z now, X and Y unclear: at least 1, at most 3.
    steps = settlement.steps(PLANS).set_index(["proposal_id", "stage"])
    assert steps.loc["second", "at_least"].tolist() == steps.loc["second", "at_most"].tolist() == [1, 2, 3]
    assert steps.loc["vague", ["at_least", "at_most"]].to_numpy().tolist() == [[1, 3]] * 3
    assert steps.loc[("second", "with_status"), "districts"] == ("Z",)


def test_a_board_differs_by_the_districts_that_a_plan_clearly_places_elsewhere():
    # Board X now, Y now, Z stays. first differs at Z; second at Y and Z; vague at Z, its X and Y count neither way.
    distance = settlement.distances({"X": "now", "Y": "now", "Z": "stays"}, PLANS)
    assert distance[["same", "different", "unclear"]].to_numpy().tolist() == [
        [2, 1, 0],
        [1, 2, 0],
        [0, 1, 2],
        [2, 0, 1],
    ]
    assert distance.districts.tolist() == [("Z",), ("Y", "Z"), ("Z",), ()]


def test_a_plan_that_says_little_is_not_compared():
    # vague places one of three districts, half two of three: more than half is two.
    distance = settlement.distances({"X": "now", "Y": "now", "Z": "now"}, PLANS)
    assert distance.comparable.to_dict() == {"first": True, "second": True, "vague": False, "half": True}
    assert "vague" not in settlement.nearest(distance)


def test_half_of_the_districts_are_too_few_to_compare():
    plans = pd.DataFrame({"X": ["now"], "Y": ["unclear"]}, index=["even"])
    assert not settlement.distances({"X": "now", "Y": "now"}, plans).comparable["even"]


def test_a_board_that_equals_a_plan_matches_it_and_a_plan_with_unclear_districts_is_no_match():
    distance = settlement.distances({"X": "now", "Y": "now", "Z": "later"}, PLANS)
    assert settlement.exact(distance) == ["first"]
    # half agrees in all it says, 2 of 2; first agrees in 3 of 3 and places more alike.
    assert settlement.nearest(distance) == ["first"]


def test_plans_at_a_tie_are_all_named():
    # X now, Y later, Z later: first differs at Y, second at Z, 1 of 3 each; half differs at Y, 1 of 2.
    assert settlement.nearest(settlement.distances({"X": "now", "Y": "later", "Z": "later"}, PLANS)) == [
        "first",
        "second",
    ]


def test_a_board_that_no_plan_resembles_does_not_favour_the_vaguer_plan():
    # Everything stays: every plan differs in all that it places, so all comparable plans are equally far.
    distance = settlement.distances(dict.fromkeys("XYZ", "stays"), PLANS)
    assert settlement.nearest(distance) == ["first", "second", "half"]


def test_no_plan_is_nearest_if_none_can_be_compared():
    assert settlement.nearest(settlement.distances(dict.fromkeys("XYZ", "now"), PLANS.loc[["vague"]])) == []


@pytest.mark.parametrize(
    ("board", "message"),
    [
        ({"X": "now", "Y": "now"}, "leaves out Z; place every one of the 3"),
        ({"X": "now", "Y": "now", "Z": "now", "Q": "now"}, "Q: no such district"),
        ({"X": "now", "Y": "unclear", "Z": "now"}, "Y is placed at 'unclear'"),
    ],
)
def test_a_board_that_is_not_one_is_refused(board, message):
    with pytest.raises(ValueError, match=message):
        settlement.distances(board, PLANS)


@given(st.lists(st.sampled_from(["now", "later", "with_status", "stays"]), min_size=3, max_size=3))
def test_same_different_and_unclear_always_add_up_to_the_districts(places):
    distance = settlement.distances(dict(zip("XYZ", places, strict=True)), PLANS)
    assert (distance[["same", "different", "unclear"]].sum(axis=1) == 3).all()


# The plans of the seminar


def _stages() -> pd.DataFrame:
    return settlement.phasing(read("district_stages"), read("districts").district_id.tolist())


def test_every_proposal_up_to_the_seal_places_every_district_or_says_that_it_is_unclear():
    assert _stages().index.tolist() == read("proposals").proposal_id.tolist()
    assert _stages().notna().all(axis=None)


def test_a_district_whose_clause_is_silent_or_was_not_read_is_unclear():
    certainty = read("provisions").set_index(["proposal_id", "element_id"]).certainty
    element = {"Kalbajar": "kelbajar", "Lachin": "lachin"}
    for row in read("district_stages").itertuples():
        if certainty[row.proposal_id, element.get(row.district_id, "five")] in ("silent", "not read"):
            assert row.stage == "unclear", f"{row.district_id} under {row.proposal_id}"


def test_five_now_and_two_later_is_the_phasing_of_kazan():
    # districts.csv, stage_kazan: the five in the first stage, Karvachar/Kalbajar and Berdzor/Lachin later.
    board = {
        d.district_id: "now" if d.stage_kazan == "first stage" else "later" for d in read("districts").itertuples()
    }
    assert list(board.values()).count("now") == 5
    assert "kazan_2011" in settlement.exact(settlement.distances(board, _stages()))


def test_a_text_that_names_no_stages_has_none():
    # provisions.csv: L'Aquila has no number, list or stages; Lavrov's words of 14 October have no number, list or date.
    assert set(_stages().loc[["laquila_2009", "lavrov_2020"]].to_numpy().ravel()) == {"unclear"}
