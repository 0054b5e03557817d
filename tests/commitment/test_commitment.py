"""Stand-off, bargaining bar, win-sets, signals and the dilemma as pictures and widgets, and what all of this room's views share.

Expected values: the specification of the lesson, a calculation written out, or the model called by itself.
"""

from __future__ import annotations

import re
import time
from html import escape, unescape
from itertools import pairwise, product
from pathlib import Path
from statistics import median
from xml.etree import ElementTree

import ipywidgets as ipw
import pandas as pd
import pytest
from commitment_views import SVG, assert_apart, controls, inside, shown, words
from touching import handles, touch

from seminar import answers, commitment
from seminar.commitment import picture_bargain, picture_resolve, picture_win_sets
from seminar.commitment.picture_dilemma import Dilemma
from seminar.commitment.picture_signals import KINDS
from seminar.commitment.picture_win_sets import levels_words
from seminar.commitment.standoff import Standoff, resolve_threshold
from seminar.commitment.two_levels import Ratification, two_levels, win_sets
from seminar.commitment.war import Bargain, Contest, Offer
from seminar.kit.live import LivePicture
from seminar.tables import DataError, Package

EXAMPLE = Path(__file__).resolve().parents[2] / "example"
VIEWS = [commitment.tree, commitment.hinge, commitment.resolve, commitment.bargain, commitment.win_sets]
LONG = "The confederation of the upper valleys"


# The stand-off


@pytest.mark.parametrize("p", [0.0, 1 / 3, 0.5, 1.0])
@pytest.mark.parametrize("stop", [0.0, 1.0, 1.5, 6.5, 9.0, 10.0])
def test_the_resolve_picture_says_what_the_model_says(desk, p, stop):
    widget = inside(commitment.resolve(predict=False))
    widget.p.value, widget.stop.slider.value = p, stop
    worth = p * 1.5 + (1 - p) * 9.0  # the seminar's pay-offs
    wanted = "the two are equal" if abs(worth - stop) < 1e-9 else "it stops" if stop > worth else "it presses on"
    threshold = resolve_threshold(stop, 1.5, 9.0)
    said = {None: "presses on even if", 0.0: "stops in any case"}.get(threshold, f"at {threshold or 0:.0%} or more")
    assert said in shown(widget) and f"pressing on {worth:.2f}." in shown(widget)
    assert widget.picture.shown["verdict"] == f"Here {wanted}."
    assert_apart(widget.picture.drawing)


@pytest.mark.parametrize(
    ("view", "name", "value"),
    [
        (commitment.resolve, "r", 0.25),
        (commitment.resolve, "stop", 8.0),
        (commitment.bargain, "win", 0.3),
        (commitment.bargain, "deal", 0.65),
        (commitment.bargain, "guarantee", 0.9),
    ],
)
def test_a_handle_in_the_picture_sets_its_number(desk, view, name, value):
    widget = inside(view(predict=False))
    before = handles(widget.picture)[name]
    assert before["data-name"] in words(widget) or before["data-name"] in [n.description for n in numbers(widget)]
    touch(widget.picture, drag=name, value=value)
    assert float(handles(widget.picture)[name]["data-value"]) == value
    assert value in [float(n.value) for n in numbers(widget) if n.description == before["data-name"]]


def test_the_end_of_each_win_set_is_dragged(desk):
    widget = inside(commitment.win_sets(predict=False))
    assert set(handles(widget.picture)) == set(widget.numbers)
    for win_set, value in zip(widget.numbers, (30, 80, 50, 60), strict=True):
        touch(widget.picture, drag=win_set, value=value)
        assert widget.numbers[win_set].value == value and f"{value}" == handles(widget.picture)[win_set]["data-value"]


def numbers(widget):
    """The boxes for numbers in a widget."""
    if isinstance(widget, ipw.Text):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from numbers(child)


def test_the_threshold_of_the_seminars_pay_offs_is_a_third(desk):
    """(9 - 6.5) / (9 - 1.5) = 1/3: the specification."""
    static = commitment.resolve(predict=False).static
    assert "at 33% or more" in static and ">never<" in static


def test_long_names_have_room_in_the_picture_of_a_stand_off():
    assert_apart(picture_resolve.resolve(Standoff(LONG, LONG, 6, 1, 9), 0.5).drawing)


def test_the_table_of_thresholds_has_the_pay_off_of_the_tables_among_its_rows():
    """(9 - 4) / (9 - 1) = 0.625."""
    table = picture_resolve.thresholds(Standoff("A", "B", 4, 1, 9)).set_index("Stopping is worth")
    assert table.loc["4"].item() == "62%" and table.loc["9"].item() == "0%" and table.index.is_unique


# The bargaining bar


@pytest.fixture
def bar(desk):
    return inside(commitment.bargain(predict=False))


@pytest.mark.parametrize(
    ("case_id", "said"),
    [
        (
            "alone",
            ("does not fight", "at least 22%", "so the deal holds"),
        ),  # 0.35 < 0.40; (0.45 - 0.35) / (0.45 + 0.20 - 0.20) = 0.22
        (
            "with_turkey",
            ("Azerbaijan fights", "enough for Azerbaijan", "at least 27%", "so the deal holds"),
        ),  # 0.15 / 0.55
        ("weak_guarantee", ("Azerbaijan fights", "at least 40%", "so the deal does not hold")),  # 0.20 / 0.50
        ("no_shift", ("needs no guarantee",)),
        ("too_much", ("No guarantee is enough", "0.90 at most")),  # 1 > 0.70 + 0.20
    ],
)
def test_each_setting_says_its_case(bar, case_id, said):
    bar.case.value = "alone" if case_id != "alone" else "too_much"
    bar.case.value = case_id
    assert all(part in shown(bar) for part in said), shown(bar)


def test_too_small_a_deal_is_told(bar):
    bar.numbers["deal"].value = 0.45
    assert "A deal of 0.45 is too little for Azerbaijan, which wants 0.50 at least." in shown(bar)


def test_at_every_corner_of_its_controls_the_bar_says_what_the_model_says(bar):
    for values in product([0.0, 1.0], repeat=6):
        for number, value in zip(bar.numbers.values(), values, strict=True):
            number.slider.value = value
        win, cost, other, deal, after, sure = values
        case = Bargain(0.0, win, cost, other)
        assert ("Azerbaijan fights" in shown(bar)) == case.fights
        assert ("is too little" in shown(bar)) == (not case.works(deal))
        needed = case.guarantee_needed(deal, after)
        assert ("No guarantee is enough" in shown(bar)) == (needed is None)
        if needed:
            assert ("so the deal holds" in shown(bar)) == case.holds(deal, after, sure) == (sure >= needed - 1e-9)
        assert_apart(bar.picture.drawing)


def test_a_setting_draws_once(desk, monkeypatch):
    bar, count = inside(commitment.bargain(predict=False)), []
    monkeypatch.setattr(LivePicture, "show", lambda _self, picture: count.append(picture))
    bar.case.value = "too_much"
    bar.numbers["win"].slider.value = 0.1
    assert len(count) == 2


def test_what_was_changed_from_a_setting_is_told_and_can_be_taken_back(bar):
    assert "The setting as the seminar has it." in bar.told.value
    bar.numbers["deal"].slider.value = 0.9
    assert "Changed from the setting: The deal: share for Azerbaijan." in bar.told.value
    bar.reset.click()
    assert "The setting as the seminar has it." in bar.told.value and bar.numbers["deal"].value == 0.5


def test_a_number_out_of_bounds_is_brought_to_the_nearest_bound(bar):
    bar.numbers["win"].value = 7
    assert bar.numbers["win"].value == 1


def test_long_names_have_room_in_the_bar():
    offer = Offer("x", Bargain(0.2, 0.5, 0.1, 0.1), 0.9, 0.8, 0.5)  # no guarantee is enough
    assert_apart(picture_bargain.bargain(Contest(LONG, LONG, {"x": offer}, "x"), offer).drawing)


# Win-sets


@pytest.fixture
def wins(desk):
    return inside(commitment.win_sets(predict=False))


def test_as_drawn_every_deal_that_leaders_strike_dies_at_home(wins):
    """60-70 lies outside 80-100 and outside 0-45; the gap is 45-80."""
    assert "any deal from 60 to 70. All of these die at home. At home a gap from 45 to 80" in shown(wins)


def test_one_side_alone_cannot_close_the_gap(wins):
    wins.numbers["aze_home"].value = 60
    assert "All of these die at home. At home a gap from 45 to 60" in shown(wins)
    wins.numbers["arm_home"].value = 65
    assert "50% of these deals die at home (65 – 70); the others pass (from 60 to 65)." in shown(wins)
    wins.reset.click()
    assert "gap from 45 to 80" in shown(wins)


def test_at_every_corner_the_win_sets_say_what_the_model_says(wins, data):
    rows = data.read("win_sets")
    for values in product([0.0, 50.0, 100.0], repeat=4):
        for number, value in zip(wins.numbers.values(), values, strict=True):
            number.slider.value = value
        found = two_levels(*win_sets(rows, dict(zip(wins.numbers, values, strict=True))))
        assert escape(levels_words(found)) in shown(wins)
        assert ("do not meet" in shown(wins)) == (values[0] > values[1])
        assert_apart(wins.picture.drawing)


def test_more_groups_and_long_words_have_room_in_the_picture():
    groups = [("A", "leader"), ("B", "leader"), ("C", "leader"), ("A", "home"), ("A", "home"), ("B", "home")]
    rows = pd.DataFrame(
        [(f"w{i}", side, level, f"{LONG}: {i}", 10 * i, 100, "low") for i, (side, level) in enumerate(groups)],
        columns=["win_set_id", "side", "level", "label", "low", "high", "moves"],
    )
    ratification = Ratification(rows, "How much is given back", "Nothing " * 40, "All of it " * 40)
    picture = picture_win_sets.win_sets(ratification)
    assert_apart(picture.drawing)
    assert len(picture.table) == len(groups) + 4


# Signals


@pytest.fixture
def sorter(desk):
    return commitment.signals().box


def test_sorting_signals_as_the_seminar_does_agrees_on_all(sorter, data):
    kinds = data.read("signals").set_index("signal_id").kind
    for signal, choice in sorter.choices.items():
        choice.value = kinds[signal]
    sorter.button.click()
    assert "agree on 5 of 5 signals." in sorter.message.value and "Tied hands" in sorter.result.value


def test_sorting_some_says_what_is_left_and_sorting_none_asks_for_one(sorter):
    sorter.button.click()
    assert "Choose a kind for at least one signal first." in sorter.message.value and not sorter.result.value
    sorter.choices["S3"].value = "talk"
    sorter.button.click()
    assert "agree on 0 of 1 signals; 4 not sorted yet" in sorter.message.value


def test_every_kind_of_signal_occurs(data):
    assert set(data.read("signals").kind) == set(KINDS)


# The dilemma


def test_the_dilemma_shows_the_two_rows_of_scores(data):
    picture = commitment.dilemma()
    scores = data.read("consequences").set_index(["option_id", "criterion_id"]).mid
    table = picture.table.set_index("Option")
    assert len(table) == 4
    assert table.loc["Intervene for Armenia"].tolist() == ["+1 (0 to +2)", "-3 (-3 to -2)"]
    assert scores["intervene", "yerevan"] == 1 and scores["intervene", "no_war"] == -3
    assert "“Stay out” and “Coerce a deal” (-2)" in picture.sentence and "No option is better" in picture.sentence


def test_the_dilemma_of_another_article_says_nothing_of_ours(desk):
    """Of the example's menu, "wait" and "charge" are the article's; by its table, wait is worst on both."""
    picture = commitment.dilemma(Package(EXAMPLE))
    told = unescape(re.sub(r"<[^>]+>", " ", picture.html()))
    assert not re.search(r"Russia|Armenia|ally|war\b|abandoned|entrapped", told)
    assert picture.title == "Unfair or stuck" and picture.table.Option.tolist() == ["Wait", "Charge"]


def test_an_option_without_a_score_is_told(folder):
    path = folder / "consequences.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(x for x in lines if not x.startswith("coerce,yerevan")), encoding="utf-8")
    with pytest.raises(DataError, match="The table consequences has 7 scores of 4 options for yerevan and no_war"):
        Dilemma.read(Package(folder))


# What all of them share


@pytest.mark.parametrize(
    ("show", "question_id", "choice"),
    [
        (commitment.tree, "tree_presses", "two"),  # stay out and coerce: AZE 10 > 4, 8 > 3; not after the others
        (commitment.hinge, "hinge_share", "1 in 10 to 1 in 3"),  # 17%
        (commitment.resolve, "resolve_share", "about 30%"),  # 33%
        (commitment.bargain, "bargain_share", "about a half"),  # 0.70 - 0.20
        (commitment.win_sets, "home_share", "all of them"),
    ],
)
def test_a_prediction_is_asked_kept_and_judged(desk, show, question_id, choice):
    view = show()
    assert view.static.startswith("<details") and "Before you look." in view.static.split("</summary>")[0]
    view.box.button.click()
    assert "Choose one of the answers first" in words(view.box)
    view.box.choice.value = choice
    view.box.button.click()
    assert f"You said: {choice}." in words(view.box) and "your prediction held." in words(view.box)
    assert answers.load().predictions[question_id] == choice
    other = show()  # opens at once the next time
    assert "your prediction held." in words(other.box)


@pytest.mark.parametrize("show", [*VIEWS, commitment.signals])
def test_every_control_has_a_name_of_its_own(desk, show):
    view = show() if show is commitment.signals else show(predict=False)
    names = [control.description for control in controls(view.box)]
    assert all(names) and len(set(names)) == len(names)


@pytest.mark.parametrize("show", VIEWS)
def test_the_static_twin_has_a_picture_its_sentence_and_its_table(desk, show):
    static = show().static
    assert static.count("<figure") == static.count("<figcaption") == static.count("The same as a table") >= 1
    assert show is commitment.hinge or static.count("<table") > static.count("<figure")  # a strip of settings


@pytest.mark.parametrize("show", [commitment.tree, commitment.resolve, commitment.bargain, commitment.win_sets])
def test_the_table_opens_when_asked_for(desk, show):
    live = inside(show(predict=False)).picture
    assert live.table == ""
    live.table_open = True
    assert "<table" in live.table


def test_fills_of_a_live_picture_are_not_those_of_its_still_twin(desk):
    for show in (commitment.bargain, commitment.win_sets):
        view = show(predict=False)
        live = ElementTree.fromstring(inside(view).picture.drawing)
        ids = [node.get("id") for node in live.iter(f"{SVG}pattern")]
        assert ids and all(i.startswith("live-") for i in ids) and len(set(ids)) == len(ids)


def test_a_slider_move_takes_under_50_ms_of_python(desk):
    tree, bar, wins, resolve = (
        inside(show(predict=False))
        for show in (commitment.tree, commitment.bargain, commitment.win_sets, commitment.resolve)
    )
    for number in (tree.worth, bar.numbers["win"], wins.numbers["aze_home"], resolve.p):
        stamps = [time.process_time()]
        for i in range(12):
            number.slider.value = number.slider.max * (0.2 + 0.6 * (i % 2))
            stamps.append(time.process_time())
        assert median(after - before for before, after in pairwise(stamps)) < 0.05


@pytest.mark.parametrize(
    ("name", "say"),
    [
        ("game_tree", commitment.draw),
        ("game_ends", commitment.draw),
        ("bargains", commitment.bargain),
        ("win_sets", commitment.win_sets),
        ("signals", commitment.signals),
        ("strait", commitment.dilemma),
    ],
)
def test_a_table_without_rows_is_named(folder, desk, name, say):
    path = folder / f"{name}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"The table {name} has no row"):
        say(data=Package(folder))


def test_moves_that_make_no_tree_are_told_with_their_tables(folder):
    path = folder / "game_tree.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(DataError, match="The tables game_tree and game_ends do not make a tree"):
        commitment.draw(Package(folder))


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("bargains", "with_turkey,With Turkey beside it,AZE", "with_turkey,With Turkey beside it,TUR", "has 2 pairs"),
        ("bargains", ",true,", ",false,", "must be marked in opens; 0 are"),
        ("win_sets", "leader,Armenia's leader,return_of_districts", "leader,Armenia's leader,idp_return", "on 2 axes"),
    ],
)
def test_tables_that_do_not_fit_together_are_told(folder, desk, table, old, new, said):
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    say = commitment.bargain if table == "bargains" else commitment.win_sets
    with pytest.raises(DataError, match=said):
        say(data=Package(folder))


def test_other_tables_make_another_case(folder):
    """The words and the sides come from the tables."""
    path = folder / "game_ends.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Phased return, guarantees, Minsk Group", "Another end"),
        encoding="utf-8",
    )
    assert "“Another end”" in commitment.draw(Package(folder)).verdict
