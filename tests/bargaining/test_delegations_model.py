"""The rules that ``seminar.models.delegations`` keeps: what a file may hold, and what becomes of one that does not."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.bargaining import delegations
from seminar.bargaining.delegations import Delegation, DelegationError
from seminar.bargaining.model import Negotiation

ACTORS, AXES = ("north", "south"), ("land", "vote")
GOOD = Delegation("IR 301", "north", {"land": 30.0, "vote": 10.0}, {"vote": 45.0}, {"land": 60.0, "vote": 50.0})


def _parse(text: str) -> Delegation:
    return delegations.parse(text, "north.json", ACTORS, AXES)


def _changed(**parts) -> str:
    """The good file's text with some parts replaced, or left out where the part is given as Ellipsis."""
    body = json.loads(GOOD.to_json()) | parts
    return json.dumps({key: value for key, value in body.items() if value is not ...})


def test_what_is_written_is_read_back():
    assert _parse(GOOD.to_json()) == GOOD


def test_a_delegation_may_come_home_without_a_package_and_without_bottom_lines():
    read = _parse(_changed(package=None, bottom_lines=...))
    assert (read.package, read.bottom_lines) == (None, {})


@given(
    st.fixed_dictionaries({axis: st.floats(1, 1000) for axis in AXES}),
    st.none() | st.fixed_dictionaries({axis: st.floats(0, 100) for axis in AXES}),
)
def test_any_delegation_survives_its_file(weights, package):
    mine = Delegation("a", "south", weights, {}, package)
    assert _parse(mine.to_json()) == mine


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[" * 9_000, "is not JSON"),
        ("[]", "is not a delegation's file"),
        (" " * 20_001, "20,001 characters"),
        (_changed(format="seminar-answers"), "is not a delegation's file"),
        (_changed(version=2), "version 2; this seminar reads version 1"),
        (_changed(**{"class": "  "}), "does not name its class"),
        (_changed(**{"class": "x" * 81}), "does not name its class"),
        (_changed(actor="west"), "speaks for 'west'; the actors at the table are north, south"),
        (_changed(actor=["north"]), "speaks for"),
        (_changed(weights=...), "has no weights"),
        (_changed(weights=[1, 2]), "has no weights"),
        (_changed(weights={"land": 1}), "leaves out vote under weights"),
        (_changed(weights={"land": 1, "vote": 1, "sea": 1}), "'sea' under weights; the axes are land, vote"),
        (_changed(weights={"land": 0, "vote": 0}), "gives no points to any axis"),
        (_changed(weights={"land": -1, "vote": 1}), "'-1' for land under weights; it must be a number of 0 or more"),
        (_changed(weights={"land": True, "vote": 1}), "'True' for land"),
        (_changed(weights={"land": "1", "vote": 1}), "'1' for land"),
        (_changed(weights={"land": float("nan"), "vote": 1}), "'nan' for land"),
        (_changed(weights={"land": float("inf"), "vote": 1}), "'inf' for land"),
        (_changed(weights={"land": 10**400, "vote": 1}), "for land under weights"),
        (_changed(bottom_lines={"vote": 101}), "from 0 to 100"),
        (_changed(bottom_lines=7), "has no bottom_lines"),
        (_changed(package={"land": 50}), "leaves out vote under package"),
        (_changed(package={"land": 50, "vote": None}), "'None' for vote under package"),
    ],
)
def test_a_malformed_file_is_refused_with_a_sentence_that_names_it(text, message):
    with pytest.raises(DelegationError, match=message) as refusal:
        _parse(text)
    assert str(refusal.value).startswith("north.json ")
    assert str(refusal.value).endswith(".")


@given(
    st.text(max_size=60)
    | st.builds(
        json.dumps,
        st.dictionaries(st.sampled_from(list(json.loads(GOOD.to_json()))), st.none() | st.integers() | st.text()),
    )
)
def test_no_text_breaks_the_reader(text):
    with pytest.raises(DelegationError):
        _parse(text)


def test_a_byte_order_mark_is_no_fault():
    assert _parse("\ufeff" + GOOD.to_json()) == GOOD


def test_one_bad_file_does_not_stop_the_others():
    other = Delegation("IR 301", "south", {"land": 1, "vote": 1})
    read, refused = delegations.collect(
        {"c.json": GOOD.to_json(), "b.json": "oops", "a.json": other.to_json()}, ACTORS, AXES
    )
    assert [d.actor for d in read] == ["south", "north"]
    assert len(refused) == 1
    assert refused[0].startswith("b.json is not JSON")


def test_the_summary_has_a_row_a_delegation_and_axis_with_weights_as_shares():
    # 30 and 10 points are shares of .75 and .25; there is no bottom line on land.
    table = delegations.summarise([GOOD, Delegation("IR 301", "south", {"land": 1, "vote": 1})], AXES)
    assert table.drop(columns="delegation").fillna(-1).to_numpy().tolist() == [
        ["IR 301", "north", "land", 0.75, -1, 60],
        ["IR 301", "north", "vote", 0.25, 45, 50],
        ["IR 301", "south", "land", 0.5, -1, -1],
        ["IR 301", "south", "vote", 0.5, -1, -1],
    ]


def test_nobody_s_files_make_an_empty_summary():
    assert delegations.summarise([], AXES).empty


def test_a_class_that_does_not_agree_on_what_it_agreed_is_named():
    other = Delegation("IR 301", "south", {"land": 1, "vote": 1}, {}, {"land": 61.0, "vote": 50.0})
    same = Delegation("IR 302", "south", {"land": 1, "vote": 1})
    assert delegations.disagreements([GOOD, same, other]) == [
        "The delegations of IR 301 do not report the same package."
    ]


def test_two_files_for_one_actor_of_a_class_are_named():
    assert delegations.disagreements([GOOD, GOOD]) == ["In IR 301 more than one file speaks for north."]


def test_a_result_costs_a_delegation_what_its_own_points_say():
    # Two axes, ideal (0, 0), points 3 and 1, so weights .75 and .25: (40, 80) costs .75 * .4 + .25 * .8 = .5.
    table = Negotiation(("A",), ("x", "y"), np.zeros((1, 2)), np.array([[0.5, 0.5]]))
    made = Delegation("c", "A", {"x": 3, "y": 1}, {}, {"y": 80, "x": 40})
    assert delegations.own_losses([made, Delegation("c", "A", {"x": 1, "y": 1})], table) == [pytest.approx(0.5), None]


def test_one_table_s_name_may_be_typed_in_many_ways():
    typed = {"Table 1": "north", "table1": "south", " TABLE-1 ": "north", "Table 2": "south"}
    given_ = {f"{i}.json": Delegation(name, who, GOOD.weights).to_json() for i, (name, who) in enumerate(typed.items())}
    read, _refused = delegations.collect(given_, ACTORS, AXES)
    assert [d.class_name for d in read] == ["Table 1", "Table 1", "Table 1", "Table 2"]


def test_a_delegation_that_signed_what_is_worse_than_no_deal_is_named():
    south = Delegation("IR 301", "south", {"land": 1.0, "vote": 1.0})
    found = delegations.worse_than_none(
        [GOOD, south], [0.5, None], {"north": 0.4}, {"north": "North", "south": "South"}
    )
    assert found == [
        "In IR 301 North signed a package worse by its own points than no deal; ask why its cabinet said yes."
    ]
    assert delegations.worse_than_none([GOOD], [0.4], {"north": 0.4}, {"north": "North"}) == []
    assert delegations.worse_than_none([GOOD], [0.9], {}, {"north": "North"}) == []
