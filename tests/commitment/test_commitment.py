"""Threats and promises as pictures and widgets (the model is in test_commitment_model).

Expected values: the specification of the lesson, a calculation written out, or the model called by itself.
"""

from __future__ import annotations

import time
from html import escape
from itertools import pairwise, product
from statistics import median
from xml.etree import ElementTree

import ipywidgets as ipw
import pandas as pd
import pytest

from seminar import answers, commitment
from seminar.commitment import model
from seminar.commitment import picture as pictures
from seminar.commitment import widget as widgets

SVG = "{http://www.w3.org/2000/svg}"
COERCE = ("RUS", "coerce_act", "coerce_back_down")
TWO_LAYER = ("RUS", "two_layer_act", "two_layer_back_down")
VIEWS = [commitment.tree, commitment.hinge, commitment.resolve, commitment.bargain, commitment.win_sets]
TENTHS = [i / 10 for i in range(11)]


@pytest.fixture(scope="module")
def game() -> widgets.Game:
    return commitment._game(commitment.seminar_data())


def drawn(game, pays):
    return pictures.tree(game.tree, pays, game.orderings, game.labels, game.players)


def inside(view):
    """The live widget behind a view that is shown unasked."""
    return view.box.children[-1]


def words(widget) -> str:
    parts = [str(getattr(widget, "value", "")), *(words(child) for child in getattr(widget, "children", ()))]
    return " ".join(parts)


def controls(widget):
    if isinstance(widget, (ipw.Dropdown, ipw.Checkbox, ipw.Button, ipw.BoundedFloatText)):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from controls(child)


def boxes(svg: str) -> tuple[float, float, list]:
    """The page, and a box (left, top, right, bottom, words) for each text that is not turned."""
    root = ElementTree.fromstring(svg)
    width, height = map(float, root.get("viewBox").split()[2:])
    found = []
    for text in root.iter(f"{SVG}text"):
        if text.get("transform"):
            continue
        size, x, y = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
        long = len(text.text) * size * (0.58 if text.get("font-weight") in ("600", "700") else 0.53)
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", "start"), 0)
        found.append((left, y - size * 0.75, left + long, y + size * 0.15, text.text))
    return width, height, found


def assert_apart(svg: str) -> None:
    width, height, found = boxes(svg)
    for left, top, right, bottom, text in found:
        assert left >= 0 and top >= 0 and right <= width + 2 and bottom <= height, text
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"


# --- the tree as a picture ---


def test_at_the_seminars_pay_offs_the_game_ends_where_the_specification_says(game):
    picture = commitment.draw()
    assert (
        picture.sentence
        == "If all look ahead, the game ends at “Phased return, guarantees, Minsk Group” (Russia: two-layer policy; Armenia: accept; Azerbaijan: stop)."
    )
    assert picture.table["The game ends here"].tolist().count("yes") == 1
    assert "respect all 28 orderings" in picture.notes[1]


def test_with_acting_worth_one_russia_stays_out_as_the_specification_says(game):
    pays = game.pays.copy()
    pays.at["two_layer_act", "RUS"] = 1.0
    picture = drawn(game, pays)
    assert (
        "“Russia stays out; Azerbaijan retakes territory by force” (Russia: stay out; Azerbaijan: press on)"
        in picture.sentence
    )
    assert "respect all 28 orderings" in picture.notes[1]


def test_the_trees_table_has_every_end_with_its_pay_offs_and_its_moves(game):
    table = commitment.draw().table.set_index("End")
    assert len(table) == 12
    assert table.loc["Deal broken; Russia backs down"].tolist() == [
        "Two-layer policy* → Accept* → Press on → Back down",
        "1.8",
        "9",
        "0.5",
        "",
    ]


def test_a_tie_is_told_and_both_ends_are_marked(game):
    pays = game.pays.copy()
    pays.at["coerce_back_down", "RUS"] = (
        6.0  # as good for Russia as two_layer_stop; Azerbaijan presses on after coercion (8 > 3)
    )
    picture = drawn(game, pays)
    assert picture.sentence.startswith("Somebody is indifferent between two moves, so the game can end in 2 ways:")
    assert picture.table["The game ends here"].tolist().count("yes") == 2


def test_many_ties_are_counted_and_names_keep_their_capitals(game):
    """By hand: equal pay-offs everywhere leave all twelve ends open; intervening worth most to Russia is chosen."""
    assert "can end in 12 ways; they are marked" in drawn(game, game.pays * 0).sentence
    pays = game.pays.copy()
    pays.at["intervene_stop", "RUS"] = 10.0
    assert "(Russia: intervene for Armenia; Azerbaijan: stop)" in drawn(game, pays).sentence


def test_the_chosen_moves_are_drawn_thick_and_the_others_broken(game):
    root = ElementTree.fromstring(commitment.draw().drawing)
    solution = model.solve(game.tree, game.pays)
    chosen = sum(len(moves) for moves in solution.choices.values())
    moves = sum(len(node.moves) for node in game.tree.nodes.values())
    paths = list(root.iter(f"{SVG}path"))
    key = 1  # one line of each in the key
    assert sum(p.get("stroke-width") == "4" for p in paths) == chosen + key
    assert sum(p.get("stroke-dasharray") == "5 4" for p in paths) == moves - chosen + key


@pytest.mark.parametrize("acts", list(product([True, False], repeat=2)))
def test_no_word_in_the_tree_lies_under_a_players_chip(game, acts):
    pays = game.pays
    for line, does in zip((COERCE, TWO_LAYER), acts, strict=True):
        pays = model.resolved(pays, game.pays, line, does)
    svg = drawn(game, pays).drawing
    chips = [
        (float(r.get("x")), float(r.get("y")), float(r.get("x")) + 40, float(r.get("y")) + 22)
        for r in ElementTree.fromstring(svg).iter(f"{SVG}rect")
        if r.get("width") == "40"
    ]
    assert len(chips) == len(game.tree.nodes) + len(game.tree.players)
    for left, top, right, bottom, text in boxes(svg)[2]:
        if text not in game.players:
            assert all(right <= c[0] or c[2] <= left or bottom <= c[1] or c[3] <= top for c in chips), text


@pytest.mark.parametrize("value", [0.0, 2.85, 10.0])
def test_nothing_in_the_tree_meets_or_leaves_the_page(game, value):
    assert_apart(commitment.draw().drawing)
    assert_apart(drawn(game, game.pays * 0 + value).drawing)  # all tied: every end marked and bold


def test_a_broken_ordering_is_told_in_words_with_its_paragraph(game):
    pays = game.pays.copy()
    pays.at["two_layer_back_down", "RUS"] = 3.5
    told = pictures.breaches(pays, game.orderings, game.labels, game.players)
    assert told == (
        "G16 is broken: for Russia, “Russia stays out; Azerbaijan retakes territory by force” (3) must be better than "
        "“Deal broken; Russia backs down” (3.5), implied in P14. Raise the first or lower the second.",
    )


def test_every_ordering_is_missed_when_it_alone_is_turned_round(game):
    for row in game.orderings.itertuples():
        pays = game.pays.copy()
        pays.loc[[row.better, row.worse], row.player] = pays.loc[[row.worse, row.better], row.player].to_numpy()
        assert row.ordering_id in " ".join(pictures.breaches(pays, game.orderings, game.labels, game.players))


def test_many_broken_orderings_are_named_and_not_all_spelled_out(game):
    told = pictures.breaches(game.pays * 0, game.orderings, game.labels, game.players)
    assert len(told) == 4 and told[-1].startswith("Broken too: G04,") and told[-1].count("G") == 25


@pytest.mark.parametrize(
    ("acts", "end"),
    [
        ((True, True), "two_layer_stop"),
        ((True, False), "coerce_accept"),
        ((False, True), "two_layer_stop"),
        ((False, False), "out_press"),
    ],
)
def test_the_red_lines_flipped_one_by_one(game, acts, end):
    """By hand: coercion brings Russia 4 if it would act there (AZE complies: 3 > 1; ARM accepts: 2 > 1.5) and 1.5 if not; staying out 3;
    the two-layer policy 6 if it would act (ARM 4 > 1.4, AZE 6.5 > 1.5), 2.8 if not (AZE would press on, so ARM refuses: 1.4 > 0.5)."""
    pays = game.pays
    for line, does in zip((COERCE, TWO_LAYER), acts, strict=True):
        pays = model.resolved(pays, game.pays, line, does)
        assert model.would_act(pays, line) is does
    assert model.solve(game.tree, pays).ends == (end,)
    assert model.broken(pays, game.orderings).empty


@pytest.mark.parametrize(
    ("back", "acts", "pair"),
    [(10.0, True, (10.0, 9.5)), (0.0, False, (0.0, 0.5)), (4.0, True, (4.5, 4.0)), (4.0, False, (3.5, 4.0))],
)
def test_a_red_line_flips_also_at_the_ends_of_the_scale(game, back, acts, pair):
    tied = game.pays.copy()
    tied.loc[["two_layer_act", "two_layer_back_down"], "RUS"] = back
    assert model.would_act(tied, TWO_LAYER) is None
    flipped = model.resolved(tied, tied, TWO_LAYER, acts)
    assert tuple(flipped.loc[["two_layer_act", "two_layer_back_down"], "RUS"]) == pair


# --- the hinge ---


def test_the_hinges_sentence_says_chosen_and_not_works():
    picture_html = commitment.hinge(predict=False).static
    found = model.hinge(*(lambda g: (g.tree, g.orderings))(commitment._game(commitment.seminar_data())), "two_layer")
    assert 0.97 <= found.would_act <= 0.99 and 0.155 <= found.would_back_down <= 0.185  # the specification: 98 and 17
    assert f"is chosen in {found.would_act:.0%} of the rankings" in picture_html
    assert "in the second in 0%" in picture_html and "“Chosen” is not “works”" in picture_html


# --- the hinge tree as a widget ---


@pytest.fixture
def hinge(desk):
    return inside(commitment.tree(predict=False))


def shown(widget) -> str:
    return widget.picture.caption.value


def test_the_boxes_of_the_red_lines_say_what_the_pay_offs_say(hinge):
    assert {line: box.value for line, box in hinge.lines.items()} == {COERCE: False, TWO_LAYER: True}


@pytest.mark.parametrize("flips", [(TWO_LAYER,), (COERCE,), (TWO_LAYER, COERCE), (COERCE, TWO_LAYER, COERCE)])
def test_flipping_a_red_line_shows_what_the_model_finds(hinge, game, flips):
    pays = game.pays
    for line in flips:
        hinge.lines[line].value = not hinge.lines[line].value
        pays = model.resolved(pays, game.pays, line, hinge.lines[line].value)
    assert (
        escape(drawn(game, pays).sentence) in shown(hinge) and hinge.picture.drawing.value == drawn(game, pays).drawing
    )


def test_flipping_twice_brings_the_seminars_pay_offs_back(hinge, game):
    for line in (TWO_LAYER, COERCE) * 2:
        hinge.lines[line].value = not hinge.lines[line].value
    pd.testing.assert_frame_equal(hinge.pays, game.pays)


def test_every_pay_off_can_be_set_to_either_end_of_the_scale(hinge, game):
    for (player, end), value in zip(product(game.tree.players, game.tree.ends), [0.0, 10.0] * 18, strict=True):
        hinge.player.value, hinge.end.value = player, end
        assert hinge.worth.box.value == hinge.pays.at[end, player]
        hinge.worth.slider.value = value
        assert hinge.pays.at[end, player] == value
        assert hinge.picture.drawing.value == drawn(game, hinge.pays).drawing
        assert {line: box.value for line, box in hinge.lines.items()} == {
            line: model.would_act(hinge.pays, line) is True for line in hinge.lines
        }
    hinge.reset.click()
    pd.testing.assert_frame_equal(hinge.pays, game.pays)
    assert "pay-offs are back" in hinge.told.value


def test_an_edit_tells_what_was_and_what_is_and_which_ordering_breaks(hinge):
    hinge.player.value, hinge.end.value = "AZE", "two_layer_stop"
    hinge.worth.box.value = 1.0
    assert "Azerbaijan: “Phased return, guarantees, Minsk Group” was worth 6.5 and is now worth 1." in hinge.told.value
    assert "G03 is broken: for Azerbaijan" in shown(hinge) and "P10" in shown(hinge)


def test_choosing_another_pay_off_changes_none(hinge, game):
    hinge.player.value, hinge.end.value = "ARM", "out_press"
    pd.testing.assert_frame_equal(hinge.pays, game.pays)


def test_a_change_draws_once(game):
    count = []
    tree = widgets.HingeTree(game, lambda pays: count.append(1) or drawn(game, pays))
    tree.lines[TWO_LAYER].value = False
    tree.worth.slider.value = 7.0
    tree.end.value = "out_stop"
    tree.reset.click()
    assert len(count) == 4  # opening, flip, edit, reset


# --- resolve ---


@pytest.mark.parametrize("p", [0.0, 1 / 3, 0.5, 1.0])
@pytest.mark.parametrize("stop", [0.0, 1.0, 1.5, 6.5, 9.0, 10.0])
def test_the_resolve_picture_says_what_the_model_says(desk, p, stop):
    widget = inside(commitment.resolve(predict=False))
    widget.p.box.value, widget.stop.slider.value = p, stop
    worth = p * 1.5 + (1 - p) * 9.0  # the seminar's pay-offs
    wanted = "the two are equal" if abs(worth - stop) < 1e-9 else "it stops" if stop > worth else "it presses on"
    threshold = model.resolve_threshold(stop, 1.5, 9.0)
    said = {None: "presses on even if", 0.0: "stops in any case"}.get(threshold, f"at {threshold or 0:.0%} or more")
    assert said in shown(widget) and f"pressing on {worth:.2f}: {wanted}." in shown(widget)
    assert_apart(widget.picture.drawing.value)


def test_the_threshold_of_the_seminars_pay_offs_is_a_third(desk):
    """(9 - 6.5) / (9 - 1.5) = 1/3: the specification."""
    static = commitment.resolve(predict=False).static
    assert "at 33% or more" in static and ">never<" in static


# --- the bargaining bar ---


@pytest.fixture
def bar(desk):
    return inside(commitment.bargain(predict=False))


@pytest.mark.parametrize(
    ("case_id", "said"),
    [
        (
            "alone",
            ("does not fight", "by 22%", "so it holds"),
        ),  # 0.35 < 0.40; (0.45 - 0.35) / (0.45 + 0.20 - 0.20) = 0.22
        ("with_turkey", ("Azerbaijan fights", "enough for Azerbaijan", "by 27%", "so it holds")),  # 0.15 / 0.55
        ("weak_guarantee", ("Azerbaijan fights", "by 40%", "it does not hold")),  # 0.20 / 0.50
        ("no_shift", ("needs no guarantee",)),
        ("too_much", ("No guarantee is enough", "0.90 at most")),  # 1 > 0.70 + 0.20
    ],
)
def test_each_setting_says_its_case(bar, case_id, said):
    bar.case.value = "alone" if case_id != "alone" else "too_much"
    bar.case.value = case_id
    assert all(part in shown(bar) for part in said), shown(bar)


def test_too_small_a_deal_is_told(bar):
    bar.numbers["deal"].box.value = 0.45
    assert "A deal of 0.45 is too little for Azerbaijan, which wants 0.50 at least." in shown(bar)


def test_at_every_corner_of_its_controls_the_bar_says_what_the_model_says(bar):
    for values in product([0.0, 1.0], repeat=6):
        for number, value in zip(bar.numbers.values(), values, strict=True):
            number.slider.value = value
        win, cost, other, deal, after, sure = values
        case = model.Bargain(0.0, win, cost, other)
        assert ("Azerbaijan fights" in shown(bar)) == case.fights
        assert ("is too little" in shown(bar)) == (not case.works(deal))
        needed = case.guarantee_needed(deal, after)
        assert ("No guarantee is enough" in shown(bar)) == (needed is None)
        if needed:
            assert ("so it holds" in shown(bar)) == case.holds(deal, after, sure) == (sure >= needed - 1e-9)
        assert_apart(bar.picture.drawing.value)


def test_a_setting_draws_once(data, game):
    count = []
    rows = data.read("bargains")

    def draw(case, deal, after, sure, name):
        count.append(name)
        return pictures.bargain(case, deal, after, sure, "A", "B", name)

    bar = widgets.BargainBar(rows, draw, ("A", "B"), "alone")
    bar.case.value = "too_much"
    bar.numbers["win"].slider.value = 0.1
    assert count == ["live-bargain"] * 3


def test_what_was_changed_from_a_setting_is_told_and_can_be_taken_back(bar):
    assert "The setting as the seminar has it." in bar.told.value
    bar.numbers["deal"].slider.value = 0.9
    assert "Changed from the setting: The deal: share for Azerbaijan." in bar.told.value
    bar.reset.click()
    assert "The setting as the seminar has it." in bar.told.value and bar.numbers["deal"].value == 0.5


def test_a_number_out_of_bounds_is_brought_to_the_nearest_bound(bar):
    bar.numbers["win"].box.value = 7
    assert bar.numbers["win"].value == 1


# --- win-sets ---


@pytest.fixture
def wins(desk):
    return inside(commitment.win_sets(predict=False))


def test_as_drawn_every_deal_that_leaders_strike_dies_at_home(wins):
    """60-70 lies outside 80-100 and outside 0-45; the gap is 45-80."""
    assert "any deal from 60 to 70. All of these die at home. At home a gap from 45 to 80" in shown(wins)


def test_one_side_alone_cannot_close_the_gap(wins):
    wins.numbers["aze_home"].box.value = 60
    assert "All of these die at home. At home a gap from 45 to 60" in shown(wins)
    wins.numbers["arm_home"].box.value = 65
    assert "50% of these deals die at home (65 – 70); the others pass (from 60 to 65)." in shown(wins)
    wins.reset.click()
    assert "gap from 45 to 80" in shown(wins)


def test_at_every_corner_the_win_sets_say_what_the_model_says(wins, data):
    rows = data.read("win_sets")
    for values in product([0.0, 50.0, 100.0], repeat=4):
        for number, value in zip(wins.numbers.values(), values, strict=True):
            number.slider.value = value
        found = model.two_levels(*model.win_sets(rows, dict(zip(wins.numbers, values, strict=True))))
        assert escape(pictures.levels_words(found)) in shown(wins)
        assert ("do not meet" in shown(wins)) == (values[0] > values[1])
        assert_apart(wins.picture.drawing.value)


def test_the_share_that_dies_at_home_by_hand():
    def levels(leaders, home):
        return model.two_levels([model.WinSet("a", "x", *leaders)], [model.WinSet("a", "y", *home)])

    assert levels((40, 60), (45, 50)).lost == 0.75
    assert levels((40, 60), (0, 100)).lost == 0 and levels((40, 60), (70, 80)).lost == 1
    assert levels((50, 50), (50, 60)).lost == 0 and levels((50, 50), (60, 70)).lost == 1
    assert model.TwoLevels(None, None, (), None).lost is None


def test_those_at_home_come_nearer_in_proportion(data):
    rows = data.read("win_sets")
    assert model.nearer(rows, ["aze_home", "arm_home"], 0.5) == {"aze_home": 70.0, "arm_home": 57.5}
    with pytest.raises(ValueError, match="share is 2"):
        model.nearer(rows, ["aze_home"], 2)


# --- signals ---


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
    assert set(data.read("signals").kind) == set(pictures.SIGNALS)


# --- what all of them share ---


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
    assert live.table.value == ""
    live.as_table.value = True
    assert "<table" in live.table.value


def test_fills_of_a_live_picture_are_not_those_of_its_still_twin(desk):
    for show in (commitment.bargain, commitment.win_sets):
        view = show(predict=False)
        live = ElementTree.fromstring(inside(view).picture.drawing.value)
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


# --- the orderings and the dilemma ---


def test_the_orderings_are_shown_in_words_with_their_paragraphs(data):
    shown_ = commitment.orderings()
    rows = data.read("game_orderings")
    assert len(shown_.table) == len(rows) == 28 and set(shown_.table.For) == {"Azerbaijan", "Russia", "Armenia"}
    assert (
        shown_.sentence
        == f"28 orderings: {(rows.basis == 'said').sum()} said by the article, {(rows.basis == 'implied').sum()} implied."
    )


def test_the_dilemma_shows_the_two_rows_of_scores(data):
    picture = commitment.dilemma()
    scores = data.read("consequences").set_index(["option_id", "criterion_id"]).mid
    table = picture.table.set_index("Option")
    assert len(table) == 4
    assert table.loc["Intervene for Armenia"].tolist() == ["+1 (0 to +2)", "-3 (-3 to -2)"]
    assert scores["intervene", "yerevan"] == 1 and scores["intervene", "no_war"] == -3
    assert "“Stay out” and “Coerce a deal” (-2)" in picture.sentence and "No option is better" in picture.sentence


# --- what the model was given for this lesson ---


def test_the_line_to_an_end_names_each_move(game):
    line = [(node.player, move.move) for node, move in game.tree.line_to("two_layer_act")]
    assert line == [("RUS", "two_layer"), ("ARM", "accept"), ("AZE", "press"), ("RUS", "act")]
    assert game.tree.line_to(game.tree.root) == ()


def test_who_dares_at_a_red_line_and_where_it_leads_if_not(game):
    assert game.tree.dare("two_layer_act") == ("AZE", "two_layer_stop")
    assert game.tree.crossings() == ("press",)


@pytest.mark.parametrize(("p", "worth"), [(0, 9.0), (1, 1.5), (0.5, 5.25)])
def test_pressing_on_is_worth_its_pay_offs_weighed(p, worth):
    assert model.worth_of_pressing(p, 1.5, 9.0) == worth


def test_a_chance_beyond_one_is_refused():
    with pytest.raises(ValueError, match="p is 1.5; it must lie between 0 and 1"):
        model.worth_of_pressing(1.5, 1, 2)


def test_other_tables_make_another_case(folder):
    """The words and the sides come from the tables."""
    from seminar.tables import Package

    path = folder / "game_ends.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Phased return, guarantees, Minsk Group", "Another end"),
        encoding="utf-8",
    )
    assert "“Another end”" in commitment.draw(Package(folder)).sentence
