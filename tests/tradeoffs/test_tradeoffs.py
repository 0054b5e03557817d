"""The board of lesson 5 in use: its views, the export, the method box, the tables."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import product

import ipywidgets as ipw
import numpy as np
import pytest
from touching import selected, touch

from seminar import answers, tradeoffs
from seminar.kit.live import LivePicture
from seminar.kit.words import decimal, whole_percent
from seminar.tradeoffs import (
    acceptability,
    assumptions,
    model,
    picture,
    picture_scores,
    picture_strait,
    triangle,
)
from seminar.tradeoffs.acceptability import MODES
from seminar.tradeoffs.assumptions import Edit, ground, saved_assumptions
from seminar.tradeoffs.widget import SharedAssumptions

VIEWS = ["scores", "weights", "strait", "robustness", "regret", "turning", "export"]
ASKED = [v for v in VIEWS if v != "export"]
NOW = datetime(2020, 10, 16, tzinfo=UTC)
QUIET = Edit("coerce", "no_war", -3, -2, 0, "a threat may have to be carried out")


@pytest.fixture
def views(board):
    """Every view, opened without a question."""
    return {name: opened(getattr(board, name)(predict=False) if name in ASKED else board.export()) for name in VIEWS}


def opened(view):
    return view.box.children[0] if hasattr(view.box, "question") else view.box


def said(picture: LivePicture) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", picture.caption))


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
    assert "This cell was run again" in old.children[0].value and "p = 0.25" in said(new.picture)


@pytest.mark.parametrize("value", [0, 1, 100])
def test_each_weight_is_set_by_slider_or_box_and_the_shares_add_up_to_100(views, live, value):
    view = views["weights"]
    for control in ("slider", "box"):
        for number in view.points.values():
            for wanted in (50, value):
                getattr(number, control).value = wanted if control == "slider" else str(wanted)
            told = [share.value.removesuffix("%") for share in view.shares.values()]
            if len(set(live.mine.points)) == 1:  # equal weights are written alike, and not as 15 and 14
                assert set(told) == {"14.3"}
            else:
                assert sum(map(int, told)) == 100
            assert ("the weights are equal" in view.equal.value) == (not any(live.mine.points))
        assert live.mine.points == (value,) * 7 and live.mine.weights == pytest.approx(np.full(7, 1 / 7))
    assert view.preset.value == ("equal_weights" if value == 100 else "")


def test_a_preset_sets_the_schools_shares(views, live, data):
    for school, row in picture.school_weights(data).iterrows():
        views["weights"].preset.value = school
        assert live.mine.weights == pytest.approx(row.to_numpy(), abs=1e-4)
        leaders = model.best(live.ground.scores.options, live.ground.scores.mid @ row.to_numpy())
        assert live.labels.options(leaders) in said(views["weights"].picture)


def test_the_diamond_takes_the_weights_along_and_leaves_the_others_their_proportions(views, live):
    view, interests = views["strait"], live.ground.scores.interests
    points = dict(zip(interests, (10.0, 20.0, 30.0, 40.0, 0.0, 60.0, 70.0), strict=True))
    live.change(points=tuple(points.values()))
    rest = [i for i in interests if i not in live.mine.corners]

    def shares() -> list[float]:
        return live.ground.strait(live.mine)[1].tolist()

    for corner, (x, y) in enumerate(picture_strait._CORNERS):  # through each corner, and back into the middle
        touch(view.picture, drag="own", x=x, y=y)
        assert shares()[corner] == 1
    x, y = picture_strait._CORNERS.mean(axis=0)
    touch(view.picture, drag="own", x=x, y=y)
    assert shares() == pytest.approx([1 / 3] * 3, abs=0.01)
    now = dict(zip(interests, live.mine.points, strict=True))
    assert [now[i] / now["peace"] for i in rest] == pytest.approx([points[i] / 60 for i in rest], abs=0.01)
    before = shares()
    touch(view.picture, drag="own", dx=1, dy=0)
    assert np.subtract(shares(), before) == pytest.approx([-0.02, 0.02, 0], abs=1e-3)
    touch(view.picture, drag="own", dx=0, dy=-1)
    assert np.subtract(shares(), before) == pytest.approx([-0.03, 0.01, 0.02], abs=1e-3)
    assert [n.value for n in views["weights"].points.values()] == list(live.mine.points)


def test_p_on_its_bar_is_the_boards(views, live):
    assert 'data-drag="p"' not in views["strait"].picture.drawing  # at middle scores there is none
    live.change(p=0.5)
    touch(views["strait"].picture, drag="p", value=0.8)
    assert live.mine.p == 0.8 and views["regret"].choice.p.value == 0.8


def test_pinned_settings_stand_beside_those_that_are_set(views, live, data):
    view = views["weights"]
    view.preset.value = "restraint"
    was = live.ground.scores.mid @ live.mine.weights
    view.pin.click()
    view.preset.value = "balance_of_power"
    now = live.ground.scores.mid @ live.mine.weights
    assert (was.argsort() != now.argsort()).any()
    for option, before, after in zip(live.ground.scores.options, was, now, strict=True):
        moved = int((was > before + 1e-9).sum()) - int((now > after + 1e-9).sum())
        places = f"{abs(moved)} place{'s' * (abs(moved) > 1)}"
        words = f"was {before:.2f}".replace("-", "\N{MINUS SIGN}") + (
            f"; {'up' if moved > 0 else 'down'} {places}" if moved else ""
        )
        assert f">{words}</text>" in view.picture.drawing, option
    assert "Pinned: At your weights" in said(view.picture)
    view.pin.click()
    assert "Pinned" not in said(view.picture) and "; up" not in view.picture.drawing


def test_ones_own_points_come_back_after_a_school_and_on_the_next_day(views, live):
    view = views["weights"]
    view.preset.value = "restraint"
    view.preset.value = ""  # nothing of one's own yet: every interest weighs the same
    assert set(live.mine.points) == {100.0} and view.preset.value == "equal_weights"
    view.points["peace"].value = 40
    own = live.mine.points
    view.preset.value = "restraint"
    views["turning"].preset.value = "balance_of_power"
    assert live.mine.points == live.presets["balance_of_power"] != own
    again = SharedAssumptions(live.scene)
    assert again.mine == live.mine and again.own == own
    view.preset.value = ""
    assert live.mine.points == own and [n.value for n in view.points.values()] == list(own)
    assert SharedAssumptions(live.scene).own == own


def test_robustness_at_the_corners_of_every_control_is_what_the_model_says(views, live):
    view = views["robustness"]
    for menu, mode, p in product(live.ground.menus, MODES, (None, 0.0, 1.0)):
        view.choice.menu.value, view.mode.value = menu, mode
        view.choice.use_p.value = p is not None
        if p is not None:
            view.choice.p.value = p
        scores = live.ground.scores.only(live.ground.menus[menu])
        scores = scores if p is None else scores.supposing(p, "two_layer")
        wanted = acceptability.acceptability(scores, mode)
        view.picture.table_open = True
        for option, share in zip(wanted.options, wanted.first.tolist(), strict=True):
            row = view.picture.table.split(live.labels.marks[option].label)[1]
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
    assert "One interest has two ranks" in view.message.value and live.mine.order == ("peace",)
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
    assert "Both corners have the same interest" in view.message.value and live.mine.corners == ("turkey", "peace")


def test_regret_in_the_table_is_the_models(views, live, data):
    view = views["regret"]
    view.picture.table_open = True
    wanted = model.regret(live.ground.scores, picture.school_weights(data))
    row = re.split(r"<tr>", view.picture.table.split("Alliance credibility")[1])[0]
    shown = re.findall(r"<td[^>]*>([^<]*)<", row)  # with two decimals down the column
    assert [decimal(float(words)) for words in shown] == [decimal(v) for v in wanted["alliance_credibility"]]


def test_a_score_is_changed_with_a_reason_taken_back_and_kept_in_the_log(views, live):
    view = views["scores"]
    touch(view.picture, pick="coerce/no_war")
    assert selected(view.picture) == ["coerce/no_war"] and "Coerce a deal: No war" in view.now.value
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
