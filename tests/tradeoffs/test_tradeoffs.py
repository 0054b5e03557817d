"""The board of lesson 5: pictures and widgets. The measures themselves are in test_tradeoffs_model, the strait of lesson 0 in test_strait."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import product

import ipywidgets as ipw
import numpy as np
import pytest
from text_boxes import clear, texts

from seminar import answers, tradeoffs
from seminar.kit.view import LivePicture
from seminar.kit.words import decimal, whole_percent
from seminar.tradeoffs import (
    acceptability,
    assumptions,
    model,
    picture,
    picture_robust,
    picture_scores,
    picture_strait,
    picture_turning,
    triangle,
)
from seminar.tradeoffs.acceptability import MODES
from seminar.tradeoffs.assumptions import Edit, ground, saved_assumptions

VIEWS = ["scores", "weights", "strait", "robustness", "regret", "turning", "export"]
ASKED = [v for v in VIEWS if v != "export"]
NOW = datetime(2020, 10, 16, tzinfo=UTC)
QUIET = Edit("coerce", "no_war", -3, -2, 0, "a threat may have to be carried out")


@pytest.fixture
def board(desk):
    return tradeoffs.board()


@pytest.fixture
def live(board):
    return board._live


@pytest.fixture
def views(board):
    """Every view, opened without a question."""
    return {name: opened(getattr(board, name)(predict=False) if name in ASKED else board.export()) for name in VIEWS}


def opened(view):
    return view.box.children[0] if hasattr(view.box, "question") else view.box


def said(picture: LivePicture) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", picture.caption.value))


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
        (lambda b: b.update(points={"baku": 1}), "points are for other interests"),
        (lambda b: b["points"].update(baku=101), "101 where a number from 0 to 100"),
        (lambda b: b["points"].update(baku=True), "True where a number"),
        (lambda b: b["points"].update(baku=float("nan")), "nan where a number"),
        (lambda b: b.update(points=[1, 2]), "damaged"),
        (lambda b: b.update(p=1.5), "1.5 where a number from 0 to 1"),
        (lambda b: b.update(p="half"), "'half' where a number"),
        (lambda b: b.update(menu="mine"), "a menu 'mine' that is not here"),
        (lambda b: b.update(menu=["all"]), "does not have the form"),
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
        (lambda b: b.update(format="seminar-answers"), "not a file of this lesson"),
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
    with pytest.raises(ValueError, match="is damaged: it is not JSON|is not a file of this lesson"):
        assumptions.from_json(text, live.ground)


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
    assert "15 said, 18 implied, 1 silent, 1 changed by you" in picture.sentence


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


# Widgets


@pytest.mark.parametrize("name", ASKED)
def test_every_view_asks_first_and_says_whether_the_prediction_held(board, name):
    view = getattr(board, name)()
    assert "It asks for a prediction first" in view._repr_mimebundle_()["text/plain"] and "<details" in view.static
    choices = list(view.box.question.choices)
    verdicts = []
    for choice in choices:
        answers.save(answers.Answers(predictions={view.box.question.id: choice}))
        verdict = opened(getattr(board, name)()).children[0].value
        assert f"You said: {choice}." in verdict
        verdicts.append("your prediction held" in verdict)
    assert verdicts.count(True) == 1


def test_every_control_has_a_name(views):
    def controls(widget):
        if isinstance(
            widget,
            (ipw.Text, ipw.Dropdown, ipw.Checkbox, ipw.Button, ipw.RadioButtons, ipw.BoundedFloatText, ipw.FileUpload),
        ):
            yield widget
        for child in getattr(widget, "children", ()):
            yield from controls(child)

    found = [c for view in views.values() for c in controls(view)]
    assert len(found) > 30 and all(c.description for c in found)


def test_a_change_in_one_view_is_seen_in_all_with_one_redraw_each(views, monkeypatch):
    drawn = dict.fromkeys(VIEWS, 0)
    for name, view in views.items():
        monkeypatch.setattr(
            view, "draw", lambda name=name, draw=view.draw: drawn.__setitem__(name, drawn[name] + 1) or draw()
        )
    views["strait"].choice.p.slider.value = 0.8
    assert drawn == {**dict.fromkeys(VIEWS, 1), "scores": 0}
    for name in ("weights", "robustness", "regret", "turning"):
        assert views[name].choice.p.value == 0.8 and views[name].choice.use_p.value
        assert "p = 0.80" in said(views[name].picture)
    views["weights"].preset.value = "restraint"  # seven sliders move, each picture is drawn once
    assert drawn == {"scores": 0, "weights": 2, "strait": 2, "robustness": 1, "regret": 2, "turning": 2, "export": 2}
    assert views["turning"].preset.value == "restraint"
    views["regret"].choice.menu.value = "article"
    assert drawn == {"scores": 0, "weights": 3, "strait": 3, "robustness": 2, "regret": 3, "turning": 3, "export": 3}


def test_a_cell_that_is_run_again_takes_its_view_along(board, live):
    old, new = (opened(board.strait(predict=False)) for _ in range(2))
    live.change(p=0.25)
    assert "You have run this cell again" in old.children[0].value and "p = 0.25" in said(new.picture)


@pytest.mark.parametrize("value", [0, 1, 100])
def test_each_weight_is_set_by_slider_or_box_and_the_shares_add_up_to_100(views, live, value):
    view = views["weights"]
    for control in ("slider", "box"):
        for number in view.points.values():
            getattr(number, control).value = 50
            getattr(number, control).value = value
            assert sum(int(share.value.removesuffix("%")) for share in view.shares.values()) == 100
        assert live.mine.points == (value,) * 7 and live.mine.weights == pytest.approx(np.full(7, 1 / 7))
    assert view.preset.value == ("equal_weights" if value == 100 else "")


def test_a_preset_sets_the_schools_shares(views, live, data):
    for school, row in picture.school_weights(data).iterrows():
        views["weights"].preset.value = school
        assert live.mine.weights == pytest.approx(row.to_numpy(), abs=1e-4)
        leaders = model.best(live.ground.scores.options, live.ground.scores.mid @ row.to_numpy())
        assert live.labels.options(leaders) in said(views["weights"].picture)


def test_robustness_at_the_corners_of_every_control_is_what_the_model_says(views, live):
    view = views["robustness"]
    for menu, mode, p in product(live.ground.menus, MODES, (None, 0.0, 1.0)):
        view.choice.menu.value, view.mode.value = menu, mode
        view.choice.use_p.value = p is not None
        if p is not None:
            view.choice.p.box.value = p
        scores = live.ground.scores.only(live.ground.menus[menu])
        scores = scores if p is None else scores.supposing(p, "two_layer")
        wanted = acceptability.acceptability(scores, mode)
        view.picture.as_table.value = True
        for option, share in zip(wanted.options, wanted.first.tolist(), strict=True):
            row = view.picture.table.value.split(live.labels.marks[option].label)[1]
            assert re.search(r"<td[^>]*>([^<]+)<", row)[1] == picture.percent(share)


def test_ranked_weights_follow_the_three_menus(views, live):
    view = views["robustness"]
    for control, interest in zip(view.ranked, ("peace", "no_war", "baku"), strict=True):
        control.value = interest
    assert live.mine.order == ("peace", "no_war", "baku")
    found = acceptability.acceptability(live.ground.scores, "mid", ("peace", "no_war", "baku"))
    assert f"in {picture.percent(found.first.max())} of the ways to weigh them that keep your ranking" in said(
        view.picture
    )
    view.ranked[1].value = ""
    assert live.mine.order == ("peace", "baku")


def test_an_interest_ranked_twice_is_told_and_the_last_ranking_stays(views, live):
    view = views["robustness"]
    view.ranked[0].value = "peace"
    view.ranked[1].value = "peace"
    assert "One interest stands at two ranks" in view.message.value and live.mine.order == ("peace",)
    view.ranked[1].value = "baku"
    assert view.message.value == "" and live.mine.order == ("peace", "baku")


def test_the_straits_corners_can_be_any_two_interests(views, live):
    view = views["strait"]
    view.first.value = "turkey"
    view.second.value = "peace"
    assert live.mine.corners == ("turkey", "peace")
    corners = triangle.corner_weights(live.ground.scores.interests, "turkey", "peace")
    regions = triangle.regions(live.ground.scores.options, live.ground.scores.mid, corners)
    for region, percent in zip(regions, whole_percent([r.share for r in regions]), strict=True):
        label = live.labels.marks[region.options[0]].label
        assert not percent or re.search(rf"“{label}[^;]* {percent}%", said(view.picture)), label
    view.first.value = "peace"
    assert "Both corners stand for the same interest" in view.message.value and live.mine.corners == ("turkey", "peace")


def test_regret_in_the_table_is_the_models(views, live, data):
    view = views["regret"]
    view.picture.as_table.value = True
    wanted = model.regret(live.ground.scores, picture.school_weights(data))
    row = re.split(r"<tr>", view.picture.table.value.split("Alliance credibility")[1])[0]
    assert re.findall(r"<td[^>]*>([^<]*)<", row) == [decimal(v) for v in wanted["alliance_credibility"]]


def test_a_score_is_changed_with_a_reason_taken_back_and_kept_in_the_log(views, live):
    view = views["scores"]
    view.option.value, view.interest.value = "coerce", "no_war"
    assert "Silent" in view.now.value and (view.low.value, view.mid.value, view.high.value) == ("−2", "−1", "0")
    view.mid.value = "-2"
    view.change.click()
    assert "Not changed. Give a reason" in view.message.value and live.mine.edits == () and view.mid.value == "-2"
    view.reason.value = "a <b>threat</b>"
    view.change.click()
    assert (
        live.ground.under(live.mine).mid[2, 3] == -2 and "Yours" in view.now.value and "<b>" not in view.history.value
    )
    assert "1 changed by you" in said(view.picture)
    view.undo.click()
    assert live.mine.edits == () and "Taken back" in view.message.value and view.history.value.count("<li>") == 2
    view.undo.click()
    assert "There is no change to take back" in view.message.value


def test_all_changes_are_taken_back_at_once_and_the_weights_stay(views, live):
    live.change(points=(1.0,) * 6 + (2.0,))
    for option in ("coerce", "ankara"):
        live.edit(replace(QUIET, option=option))
    views["scores"].reset.click()
    assert live.mine.edits == () and live.mine.points[-1] == 2 and len(live.log) == 3
    views["scores"].reset.click()
    assert "There is no change to take back" in views["scores"].message.value


# Export


def test_an_export_is_saved_downloaded_and_taken_up_again(views, live, desk):
    view = views["export"]
    view.again.click()
    assert "There is no my_assumptions.json here yet" in view.message.value
    views["weights"].preset.value = "peace_first"
    live.edit(QUIET)
    mine = live.mine
    view.save.click()
    assert "Saved in my_assumptions.json" in view.message.value and 'download="my_assumptions.json"' in view.link.value
    assert saved_assumptions() == mine
    live.take_up(live.start)
    assert view.link.value == ""
    view.again.click()
    assert live.mine == mine and views["weights"].preset.value == "peace_first"
    view.back.click()
    assert live.mine == live.start and view.back.disabled


def test_bringing_back_a_damaged_file_changes_nothing(views, live):
    live.edit(QUIET)
    before = live.mine
    for content in (b"{", b"\xff\xfe", b"[]", answers.Answers().to_json().encode()):
        views["export"].upload.value = ()
        views["export"].upload.value = (
            {"name": "x.json", "content": memoryview(content), "type": "", "size": 1, "last_modified": NOW},
        )
        assert "Not brought back. x.json" in views["export"].message.value and live.mine == before


def test_a_file_that_cannot_be_read_is_kept_when_another_is_saved(views, desk):
    (desk / "my_assumptions.json").write_text("mine, from another course", encoding="utf-8")
    views["export"].save.click()
    assert (desk / "my_assumptions.kept-1.json").read_text(encoding="utf-8") == "mine, from another course"
    assert "is kept as my_assumptions.kept-1.json" in views["export"].message.value and saved_assumptions()


def test_no_saved_file_is_no_assumptions_and_a_damaged_one_is_told(desk):
    assert saved_assumptions() is None
    (desk / "my_assumptions.json").write_text("{", encoding="utf-8")
    with pytest.raises(ValueError, match=r"my_assumptions.json is damaged"):
        saved_assumptions()


def test_a_folder_that_may_not_be_written_is_told_and_the_link_stays(views, monkeypatch):
    def refuse(*_args):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(assumptions, "save", refuse)
    views["export"].save.click()
    assert (
        "Not saved here (Read-only file system)" in views["export"].message.value
        and "download=" in views["export"].link.value
    )


def test_the_exported_sentence_names_weights_changes_menu_and_margin(live):
    sentence = picture_scores.summary(live.scene, live.mine)
    assert (
        "Home security 14%" in sentence
        and "no score changed" in sentence
        and "with all five options and middle scores" in sentence
    )
    assert re.search(r"with a margin of \d\.\d\d|tie at", sentence)


# The method box


def test_the_method_box_says_what_each_losing_option_does(desk):
    box = opened(tradeoffs.rank_reversal(predict=False))
    found = acceptability.reversals(ground().scores).set_index("option_id")
    for option in found.index[:-1]:
        box.left_out.value = option
        assert f"changes the winner in {picture.percent(found.rescaled[option])} of" in unescape(box.sentence.value)
        assert "on the fixed scale in 0%" in box.sentence.value


# Tables for reading


@pytest.mark.parametrize("show", [tradeoffs.options, tradeoffs.interests, tradeoffs.schools, tradeoffs.dominance])
def test_a_table_has_a_sentence_and_rows(show):
    table = show()
    assert len(table.table) and table.sentence.endswith(".")


def test_the_schools_shares_add_up_to_100():
    assert (tradeoffs.schools().table.iloc[:, 2:].sum(axis=1) == 100).all()
