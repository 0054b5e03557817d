"""A student's own assumptions: changed scores, what they lead to, and the file in which they are kept."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from seminar.tradeoffs import (
    acceptability,
    assumptions,
    model,
    picture,
)
from seminar.tradeoffs.assumptions import Edit, ground

QUIET = Edit("coerce", "no_war", -3, -2, 0, "a threat may have to be carried out")


# The assumptions behind all views


def test_the_start_is_the_seminars_own_scores_at_equal_weights(live):
    scores = live.ground.under(live.mine)
    assert scores.options == live.ground.scores.options and (scores.mid == live.ground.scores.mid).all()
    assert live.mine.weights == pytest.approx(np.full(7, 1 / 7))


def test_an_edit_p_and_the_menu_all_reach_the_scores(live):
    mine = replace(live.mine, edits=(QUIET,), p=1.0, menu="article")
    scores = live.ground.under(mine)
    assert scores.options == ("stay_out", "intervene", "coerce", "two_layer")
    assert scores.mid[2, 3] == -2 and scores.low[2, 3] == -3
    assert (scores.mid[3] == live.ground.scores.high[3]).all() and (scores.low[3] == live.ground.scores.low[3]).all()


def test_of_two_edits_of_one_cell_the_later_counts(live):
    edits = (QUIET, replace(QUIET, mid=-1.0))
    assert live.ground.edited(replace(live.mine, edits=edits)).mid[2, 3] == -1


@pytest.mark.parametrize(("text", "value"), [("-1", -1), (" 0,5 ", 0.5), ("−2", -2), ("2", 2), ("-3", -3)])
def test_a_score_may_be_typed_with_a_comma_or_a_long_minus(text, value):
    assert assumptions.score(text) == value


@pytest.mark.parametrize("text", ["", "2.1", "-3.01", "much", "nan", "inf", "1e9", "1;2"])
def test_what_is_no_score_is_told_with_the_scale(text):
    with pytest.raises(ValueError, match="is not a score; give a number from -3 to 2"):
        assumptions.score(text)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("0", "-1", "1", "P13"), "low may not be above middle"),
        (("-1", "1", "0", "P13"), "nor middle above high"),
        (("-1", "0", "1", "  "), "Give a reason"),
    ],
)
def test_an_edit_out_of_order_or_without_a_reason_is_told(typed, words):
    with pytest.raises(ValueError, match=words):
        assumptions.edit("coerce", "no_war", *typed)


def test_the_count_of_turning_scores_is_that_of_the_tornado(data):
    scores = ground().scores
    for _school, row in picture.school_weights(data).iterrows():
        assert model.turned_by(scores, row.to_numpy()) == model.tornado(scores, row.to_numpy()).flips.sum()


def test_stretched_scores_run_from_0_to_1_and_a_level_interest_counts_for_nothing():
    assert acceptability.min_max(np.array([[-3.0, 1], [0, 1], [1, 1]])).tolist() == [[0, 0], [0.75, 0], [1, 0]]


def test_rank_reversal_by_hand():
    """a beats b on the first interest by 2 and loses by 1.5 on the second; the losing c, at 5 below on the first, squeezes that lead."""
    mid = np.array([[0, -1.5], [-2, 0], [-7, -1.5]])
    scores = model.Scores(("a", "b", "c"), ("1", "2"), mid, mid, mid)
    found = acceptability.reversals(scores).set_index("option_id")
    # With c: a = w, b = 5/7 w + (1 - w), so a leads above w = 7/9. Without c: a = w, b = 1 - w, so a leads above 1/2.
    assert found.rescaled["c"] == pytest.approx(7 / 9 - 1 / 2, abs=0.015)
    assert (found.fixed == 0).all() and found.rescaled[""] >= found.rescaled.drop("").max()


def test_a_lead_that_is_too_close_to_call_is_never_written_as_ten_points():
    assert (
        picture.points(0.0996) == "9 points"
        and picture.points(0.1) == "10 points"
        and picture.points(0.01) == "1 point"
    )


# A file of assumptions


def test_assumptions_come_back_from_their_file_as_they_were(live):
    mine = replace(
        live.mine, points=(0.0, 100, 50, 25, 5, 0, 1), menu="article", corners=("turkey", "peace"), p=0.35, mode="cells",
        order=("peace", "baku"), edits=(QUIET,),
    )  # fmt: skip
    text = assumptions.to_json(mine, live.ground.scores.interests, "A sentence.")
    assert assumptions.from_json(text, live.ground) == mine and json.loads(text)["sentence"] == "A sentence."


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda b: b.pop("points"), "has no 'points'"),
        (lambda b: b.update(points={"baku": 1}), "points are not for the interests"),
        (lambda b: b["points"].update(baku=101), "101 where a number from 0 to 100"),
        (lambda b: b["points"].update(baku=True), "True where a number"),
        (lambda b: b["points"].update(baku=float("nan")), "nan where a number"),
        (lambda b: b.update(points=[1, 2]), "damaged"),
        (lambda b: b.update(p=1.5), "1.5 where a number from 0 to 1"),
        (lambda b: b.update(p="half"), "'half' where a number"),
        (lambda b: b.update(menu="mine"), "a menu 'mine' that is not here"),
        (lambda b: b.update(menu=["all"]), "is not in the form"),
        (lambda b: b.update(mode="luck"), "a mode 'luck'"),
        (lambda b: b.update(corners=["peace", "peace"]), "two different interests"),
        (lambda b: b.update(corners=["peace"]), "damaged"),
        (lambda b: b.update(order=["peace", "peace"]), "names an interest twice"),
        (lambda b: b.update(order=["love"]), "'love' is not an interest here"),
        (lambda b: b.update(edits=[{"option": "coerce"}]), "has no 'low'"),
        (lambda b: b["edits"][0].update(option="bribe"), "'bribe' is not an option here"),
        (lambda b: b["edits"][0].update(low=1), "out of order"),
        (lambda b: b["edits"][0].update(reason=" "), "no reason"),
        (lambda b: b.update(version=2), "another version"),
        (lambda b: b.update(format="seminar-answers"), "not a file of assumptions"),
    ],
)
def test_a_damaged_or_foreign_file_is_told_in_a_sentence(live, spoil, words):
    body = json.loads(assumptions.to_json(replace(live.mine, edits=(QUIET,)), live.ground.scores.interests, ""))
    spoil(body)
    with pytest.raises(ValueError, match=words) as told:
        assumptions.from_json(json.dumps(body), live.ground, "hers.json")
    assert str(told.value).startswith("hers.json") and str(told.value).endswith((".", ")."))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", "[" * 100_000, "\ufffd"])
def test_what_is_no_file_of_assumptions_is_told(live, text):
    with pytest.raises(ValueError, match="is damaged: it is not JSON|is not a file of assumptions"):
        assumptions.from_json(text, live.ground)
