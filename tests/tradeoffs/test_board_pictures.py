"""The pictures of the board and what their sentences say, at ordinary and extreme settings."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

from text_boxes import clear, texts

from seminar.tradeoffs import (
    acceptability,
    model,
    picture,
    picture_robust,
    picture_scores,
    picture_strait,
    picture_turning,
)
from seminar.tradeoffs.acceptability import MODES
from seminar.tradeoffs.assumptions import Edit

QUIET = Edit("coerce", "no_war", -3, -2, 0, "a threat may have to be carried out")


# Pictures, at ordinary and extreme settings


def settings(live):
    one = (0.0,) * 6 + (100.0,)
    points = [live.mine.points, one, (100.0, *(0.0,) * 6), (0.0,) * 7, *live.presets.values()]
    return [
        replace(live.mine, points=p, menu=menu, p=chance)
        for p, menu, chance in product(points, ("article", "all"), (None, 0.0, 0.5, 1.0))
    ]


def test_no_text_of_a_picture_meets_another_or_leaves_the_page(live):
    for mine in settings(live):
        clear(picture_scores.values_at(live.scene, mine).drawing)
        clear(picture_robust.regret_at(live.scene, mine).drawing)
        clear(picture_turning.turning_at(live.scene, mine).drawing)
        clear(picture_strait.board_strait(live.scene, mine, "s").drawing)
    for mode, menu, p, order in product(
        MODES, ("article", "all"), (None, 0.0, 1.0), ((), ("no_war", "security", "yerevan"))
    ):
        clear(
            picture_robust.robustness_at(
                live.scene, replace(live.mine, mode=mode, menu=menu, p=p, order=order), "r"
            ).drawing
        )
    edits = tuple(replace(QUIET, option=o, low=-2.25, mid=-1.75, high=-1.25) for o in live.ground.scores.options)
    clear(picture_scores.board_at(live.scene, replace(live.mine, edits=edits)).drawing)


def test_no_corner_of_the_strait_is_crowded_whatever_stands_there(live):
    for pair in [(a, b) for a, b in product(live.labels.interests, repeat=2) if a != b]:
        for points in ((100.0, *(0.0,) * 6), live.mine.points):
            clear(picture_strait.board_strait(live.scene, replace(live.mine, corners=pair, points=points), "s").drawing)


def test_the_students_point_is_never_covered_by_a_label(live):
    for mine in settings(live):
        drawing = picture_strait.board_strait(live.scene, mine, "s").drawing
        _regions, own = live.ground.strait(mine)
        x, y = own @ picture_strait._CORNERS
        for left, top, right, bottom, words in texts(drawing):
            assert not (left - 6 < x < right + 6 and top - 6 < y < bottom + 6) or y < 50, words


def test_the_board_marks_what_the_student_changed(live):
    picture = picture_scores.board_at(live.scene, replace(live.mine, edits=(QUIET,)))
    row = picture.table[(picture.table.Option == "Coerce a deal") & (picture.table.Interest == "No war")].iloc[0]
    assert (row.Low, row.Middle, row.High, row.Basis, row.Reason) == ("−3", "−2", "0", "yours", QUIET.reason)
    assert "14 said, 19 implied, 1 silent, 1 changed by you" in picture.sentence


def test_tied_options_are_shown_as_tied(live):
    """With all the weight on Turkey's advance, coerce and two-layer both stand at −1 (consequences.csv)."""
    mine = replace(live.mine, points=(0.0, 0.0, 100.0, 0.0, 0.0, 0.0, 0.0))
    sentence = picture_scores.values_sentence(live.ground.under(mine), mine, live.labels)
    assert "“Coerce a deal” and “Two-layer policy” tie at −1; the margin is 0." in sentence


def test_no_leader_is_named_without_margin_and_mode(live):
    for mode, menu, p in product(MODES, ("article", "all"), (None, 0.0, 0.3, 1.0)):
        mine = replace(live.mine, mode=mode, menu=menu, p=p)
        found = acceptability.acceptability(live.ground.under(mine), mode)
        sentence = picture_robust.robust_sentence(found, mine, live.labels)
        lead = acceptability.lead(found)
        assert (
            MODES[mode] in sentence and live.labels.menus[menu] in sentence and re.search(r"\d points? ahead", sentence)
        )
        assert ("too close to call" in sentence) == lead.too_close and "probab" not in sentence


def test_a_value_that_one_score_could_turn_is_too_close_to_call(live):
    for mine in settings(live):
        scores = live.ground.under(mine)
        sentence = picture_scores.values_sentence(scores, mine, live.labels)
        if " tie at " not in sentence:
            assert ("too close to call" in sentence) == (model.turned_by(scores, mine.weights) > 0)
            assert "margin of" in sentence and picture.at(mine.p) in sentence


def test_a_share_is_never_rounded_to_all_or_nothing():
    assert [picture.percent(s) for s in (0, 0.001, 0.5, 0.999, 1)] == ["0%", "under 1%", "50%", "over 99%", "100%"]
