"""Two options and two cares: the lines, where they cross, and what the picture says."""

from __future__ import annotations

import pytest
from touching import touch

from seminar import tradeoffs
from seminar.tradeoffs import picture_balance
from seminar.tradeoffs.balance import Balance, balance

MADE = Balance(("bold", "calm"), ("ally", "peace"), ((1.0, -3.0), (-2.0, 0.0)))


@pytest.mark.parametrize(
    ("share", "values", "better"),
    [
        (0.0, (-3.0, 0.0), ("calm",)),
        (1.0, (1.0, -2.0), ("bold",)),
        (0.25, (-2.0, -0.5), ("calm",)),
        (0.5, (-1.0, -1.0), ("bold", "calm")),  # s - 3 (1 - s) = -2 s has one root, 1/2
    ],
)
def test_each_option_is_worth_its_scores_weighed(share, values, better):
    assert MADE.values(share) == pytest.approx(values) and MADE.better(share) == better


def test_the_lines_cross_where_both_are_worth_the_same():
    first, second = MADE.values(MADE.level)
    assert MADE.level == 0.5 and first == second


def test_the_case_weighs_fighting_against_staying_out(data):
    found = balance(data)
    assert found.options == ("intervene", "stay_out") and found.interests == ("yerevan", "no_war")
    assert found == Balance(found.options, found.interests, MADE.scores)  # as in the table consequences


def test_the_picture_says_which_option_is_less_bad(data):
    scene = picture_balance.balance_scene(data)
    assert picture_balance.two(scene, 0.2).verdict == "“Stay out” is less bad."
    assert picture_balance.two(scene, 0.5).verdict == "The two are level."
    assert picture_balance.two(scene, 0.2).table.shape == (11, 3)


def test_the_slider_moves_the_picture_and_the_question_is_judged(desk):
    box = tradeoffs.two().box
    box.choice.value = "about a half"
    box.button.click()
    live = box.children[0]
    assert "your prediction held" in live.children[0].value
    before = live.picture.drawing
    live.share.slider.value = 80
    assert live.picture.drawing != before and live.picture.shown["verdict"] == "“Intervene for Armenia” is less bad."
    touch(live.picture, drag="share", value=35)
    assert live.share.value == 35 and "With 35% of the weight" in live.picture.caption
