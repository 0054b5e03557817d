"""What a student makes comes back in another kernel, and nothing of it stands in what a notebook stores."""

from __future__ import annotations

import json

import pytest
from touching import selected, touch

from seminar import answers, argument, forecasts, memo, settlement, tradeoffs
from seminar.kit.keep import Kept


def opened(view):
    """The widget of a view whose question is not asked."""
    box = view.box
    return box.children[-1] if hasattr(box, "question") else box


def another_kernel() -> None:
    tradeoffs._BOARDS.clear()


def put(name: str, widget, value: str) -> None:
    """Set the first of the widget's controls, as a student does."""
    if name == "phase":
        touch(widget.picture, pick=value)
    else:
        next(iter(getattr(widget, HOLDS[name]).values())).value = value


def holds(name: str, widget, value: str) -> bool:
    """Whether the widget has that value."""
    if name == "phase":
        return value in selected(widget.picture)
    return next(iter(getattr(widget, HOLDS[name]).values())).value == value


HOLDS = {"sort": "choices", "seal": "boxes", "memo": "boxes"}
CASES = {
    "sort": (argument.sort_kinds, "prediction"),
    "phase": (lambda: settlement.board(predict=False), "Agdam/now"),
    "seal": (forecasts.seal, "37"),
    "memo": (memo.write, "Russia should wait (P11)."),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_set_in_a_widget_comes_back_in_another_kernel(desk, name):
    show, value = CASES[name]
    put(name, opened(show()), value)
    another_kernel()
    widget = opened(show())
    assert holds(name, widget, value)
    assert "kept as you change it, in my_answers.json" in widget.kept.value


@pytest.mark.parametrize("name", CASES)
def test_what_a_notebook_stores_is_the_same_whoever_ran_it(desk, name):
    show, value = CASES[name]
    before = show()._repr_mimebundle_()
    put(name, opened(show()), value)
    assert show()._repr_mimebundle_() == before


def test_the_board_s_weights_and_changed_scores_come_back_and_a_cell_asks_for_the_same_board(desk):
    board = tradeoffs.board()
    assert tradeoffs.board() is board
    first = board._live.ground.scores.interests[0]
    stored = board.export()._repr_mimebundle_()
    board._live.change(points=(40.0, *board._live.mine.points[1:]), p=0.3)
    scores = opened(board.scores(predict=False))
    scores.mid.value = scores.low.value
    scores.reason.value = "a reason of mine"
    scores.change.click()
    kept = board._live.mine
    assert kept.edits and kept.points[0] == 40
    another_kernel()
    again = tradeoffs.board()
    assert again is not board and again._live.mine == kept and "a reason of mine" in again._live.log[0]
    assert again.export()._repr_mimebundle_() == stored
    assert json.loads(answers.load().notes["board"])["points"][first] == 40


def test_opening_a_widget_writes_nothing(desk):
    for show, _value in CASES.values():
        show()
    tradeoffs.board().weights(predict=False)
    assert not (desk / answers.FILE_NAME).exists()


def test_a_kept_state_that_is_none_of_ours_is_passed_over(desk):
    rubbish = dict.fromkeys(("sorted_claims", "phasing_board", "forecasts_typed", "memo_draft", "board"), '["x", 1')
    answers.update(lambda saved: saved.notes.update(rubbish))
    for show, _value in CASES.values():
        show()
    assert tradeoffs.board()._live.mine == tradeoffs.board()._live.start


def test_a_state_that_cannot_be_kept_says_so(desk):
    (desk / answers.FILE_NAME).write_text("{", encoding="utf-8")
    line = Kept("x")
    line.keep({"a": "b"})
    assert line.value.count("Not kept: my_answers.json is damaged") == 1
