"""The strait as picture and widget (its model is in test_tradeoffs_model)."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from labels import assert_apart, boxes
from touching import touch

from seminar import tradeoffs
from seminar.kit.palette import option_marks
from seminar.kit.words import whole_percent
from seminar.tradeoffs import picture_strait
from seminar.tradeoffs.triangle import Region, strait_model
from seminar.tradeoffs.widget_strait import StraitSlider

SVG = "{http://www.w3.org/2000/svg}"
EVERY_P = [i / 20 for i in range(21)]


@pytest.mark.parametrize("menu", ["article", "all"])
@pytest.mark.parametrize("p", EVERY_P)
def test_the_table_and_the_sentence_say_what_the_model_found(menu, p):
    picture = tradeoffs.draw(menu, p)
    regions = strait_model(menu).at(p)
    assert (
        picture.table.iloc[:, 1].tolist() == whole_percent([r.share for r in regions])
        and picture.table.iloc[:, 1].sum() == 100
    )
    assert f"p = {p:.2f}" in picture.sentence
    for words, percent in picture.table.itertuples(index=False):
        assert f"“{words}”" in picture.sentence and (percent == 0 or f"{percent}%" in picture.sentence)


@pytest.mark.parametrize("menu", ["article", "all"])
@pytest.mark.parametrize("p", EVERY_P)
def test_no_label_leaves_the_page_or_meets_another(menu, p):
    assert_apart(*boxes(tradeoffs.draw(menu, p).drawing, 0.58))


def test_a_sliver_is_named_in_the_key_and_not_across_its_neighbour():
    sliver = Region(("a",), np.array([[1.0, 0, 0], [0.98, 0.02, 0], [0.98, 0, 0.02]]), 0.0004)
    rest = Region(("b",), np.array([[0.98, 0.02, 0], [0, 1, 0], [0, 0, 1], [0.98, 0, 0.02]]), 0.9996)
    drawn = picture_strait.strait(
        [sliver, rest], option_marks({"a": "A sliver", "b": "The rest"}), [("x", "")] * 3, 0.5, "two options"
    )
    labels = [t.text for t in ElementTree.fromstring(drawn.drawing).iter(f"{SVG}text")]
    assert labels.count("A sliver") == 1 and "A sliver 0%" not in labels and "The rest 100%" in labels


def test_the_picture_carries_its_alternative():
    picture = tradeoffs.draw()
    root = ElementTree.fromstring(picture.drawing)
    assert root.get("role") == "img" and root.get("aria-label") == picture.alt and "Scylla" in picture.alt


def test_an_option_looks_alike_on_every_menu():
    """In the key, whose swatches stand in the order of the options, the fills of the shorter menu are those of the longer one."""
    few, more = (fills(tradeoffs.draw(menu).drawing) for menu in ("article", "all"))
    assert few == more[: len(few)] and len(set(more)) == len(more)


def fills(drawing: str) -> list[tuple[str, ...]]:
    """What each pattern of a drawing is made of, in order: its colour and its lines."""
    return [
        (*(r.get("fill") for r in pattern.iter(f"{SVG}rect")), *(q.get("d") for q in pattern.iter(f"{SVG}path")))
        for pattern in ElementTree.fromstring(drawing).iter(f"{SVG}pattern")
    ]


def test_an_unknown_menu_is_answered_with_the_menus():
    with pytest.raises(ValueError, match="There is no menu 'mine'; the menus are: article, all."):
        tradeoffs.strait("mine")


@pytest.fixture
def slider(data):
    return StraitSlider(picture_strait.strait_scene("article", data), 0.5)


@pytest.mark.parametrize("p", [0.0, 0.05, 0.5, 0.95, 1.0])
@pytest.mark.parametrize("control", ["slider", "box"])
def test_both_controls_show_what_the_model_says(slider, control, p):
    getattr(slider.p, control).value = p if control == "slider" else str(p)
    wanted = tradeoffs.draw("article", p)
    assert slider.picture.drawing.replace("live-strait", "strait") == wanted.drawing
    assert wanted.sentence in slider.picture.caption.replace("&#x27;", "'")
    assert slider.p.slider.value == slider.p.value == float(slider.p.box.value) == p


def test_p_is_dragged_along_its_bar(slider):
    touch(slider.picture, drag="p", value=0.85)
    assert slider.p.value == 0.85 and slider.p.box.value == "0.85" and "p = 0.85" in slider.picture.caption


def test_a_move_draws_once(data, monkeypatch):
    drawn, draw = [], picture_strait.strait_at
    monkeypatch.setattr(picture_strait, "strait_at", lambda scene, p, name: drawn.append(p) or draw(scene, p, name))
    slider = StraitSlider(picture_strait.strait_scene("article", data), 0.5)
    slider.p.slider.value = 0.6
    slider.p.value = 0.3
    assert drawn == [0.5, 0.6, 0.3]


def test_the_table_opens_when_asked_for_and_follows(slider):
    assert slider.picture.table == ""
    slider.picture.table_open = True
    slider.p.slider.value = 1.0
    assert ">93%" not in slider.picture.table and ">93<" in slider.picture.table


def test_every_control_has_a_name(slider):
    assert slider.p.box.description
