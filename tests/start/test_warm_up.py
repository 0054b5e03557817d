"""The questions that open a lesson: due first, missed first, three of five inferential; the answers are kept."""

from __future__ import annotations

import pandas as pd
import pytest

from seminar import answers, start
from seminar.start import recall
from seminar.tables import DataError


def questions(*rows: tuple[str, int, str]) -> pd.DataFrame:
    made = [(i, lesson, level, f"{i}?", "yes", "no", "maybe", "so") for i, lesson, level in rows]
    columns = ["question_id", "lesson", "level", "question", "right", "wrong", "other_wrong", "why"]
    return pd.DataFrame(made, columns=columns)


MANY = questions(
    *[(f"{level[0]}{lesson}{n}", lesson, level) for lesson in (0, 1, 2) for level in ("infer", "recall") for n in "abc"]
)


@pytest.mark.parametrize(
    ("tries", "lesson"),
    [([], 2), ([(2, False)], 3), ([(2, True)], 4), ([(2, True), (4, True)], 8), ([(2, True), (4, False)], 5)],
)
def test_each_right_answer_doubles_the_wait_and_a_wrong_one_ends_it(tries, lesson):
    assert recall.due(1, tries) == lesson


def test_five_are_asked_three_of_them_inferential_the_newest_first():
    found = recall.chosen(MANY, 3, {})
    assert found.question_id.tolist() == ["i2a", "i2b", "i2c", "r2a", "r2b"]


def test_what_was_missed_comes_before_what_is_new_and_what_held_waits():
    before = {"i0a": [(1, False)], "i2a": [(2, True)], "r1c": [(2, False)], "r2a": [(2, True)]}
    assert recall.chosen(MANY, 3, before).question_id.tolist() == ["i0a", "i2b", "i2c", "r1c", "r2b"]


def test_a_lesson_opened_twice_asks_the_same():
    once = recall.chosen(MANY, 2, {})
    after = recall.history(
        answers.Answers(notes={recall.NOTE: recall.added({}, 2, dict.fromkeys(once.question_id, True))})
    )
    assert recall.chosen(MANY, 2, after).equals(once) and not recall.chosen(MANY, 3, after).equals(once)


def test_where_few_are_inferential_others_fill_the_five():
    few = questions(("a", 0, "infer"), *[(f"r{n}", 0, "recall") for n in range(6)])
    assert len(recall.chosen(few, 1, {})) == 5


def test_the_first_answer_of_a_lesson_stands():
    note = recall.added({"a": [(2, False)]}, 2, {"a": True, "b": True})
    assert recall.history(answers.Answers(notes={recall.NOTE: note})) == {"a": [(2, False)], "b": [(2, True)]}


@pytest.mark.parametrize("note", ["{", "[1]", '{"a": 3}', '{"a": [["x", 1]]}'])
def test_a_note_that_cannot_be_read_is_no_history(note):
    assert recall.history(answers.Answers(notes={recall.NOTE: note})) == {}


def test_a_lesson_without_earlier_questions_is_refused(data):
    with pytest.raises(DataError, match="give a later lesson"):
        start.warm_up(0)


@pytest.mark.parametrize("lesson", range(2, 8))
def test_every_lesson_from_the_second_has_three_inferential_questions(lesson, data):
    found = recall.chosen(data.read("warm_ups"), lesson, {})
    assert len(found) == 5 and (found.level == "infer").sum() == 3 and (found.lesson < lesson).all()


def test_the_right_answer_stands_now_first_now_last(data):
    places = [recall.choices(row).index(row.right) for row in data.read("warm_ups").itertuples()]
    assert min(map(places.count, range(3))) >= len(places) // 6


def test_the_answers_are_checked_with_their_reasons_and_kept(desk, data):
    panel = start.warm_up(2).box
    panel.button.click()
    assert "Choose an answer" in panel.message.value
    table = data.read("warm_ups").set_index("question_id")
    first, second, *_rest = panel.choices
    panel.choices[first].value, panel.choices[second].value = table.right[first], table.wrong[second]
    panel.button.click()
    assert "Right." in panel.results[first].value and table.right[second].rstrip(".") in panel.results[second].value
    assert "1 of 2 hold; 3 not answered yet." in panel.message.value
    assert recall.history(answers.load()) == {first: [(2, True)], second: [(2, False)]}
    assert second in start.warm_up(3).box.choices


def test_a_reader_without_a_kernel_answers_before_opening(desk, data):
    static = start.warm_up(2).static
    assert static.count("<details>") == static.count("Answer, then open this.") == 5
