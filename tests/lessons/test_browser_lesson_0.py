"""Lesson 0 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

from pathlib import Path

import browser

from seminar import tradeoffs

pytestmark = browser.of("00_start_here.ipynb")


def test_lesson_0_a_slider_moves_the_strait_and_the_answer_is_kept(lesson):
    browser.shoot(lesson, "00-opened")
    strait = browser.cell(lesson, "strait")
    browser.answer(strait, "about a half")
    strait.get_by_text("p = 0.50", exact=True).wait_for()
    slider = strait.get_by_role("slider", name="p, the chance that the policy works")
    slider.focus()
    slider.press("ArrowRight")
    strait.get_by_text("p = 0.55", exact=True).wait_for()
    box = strait.get_by_role("textbox", name="p, the chance that the policy works")
    assert box.input_value() == "0.55"
    box.fill("1")
    box.press("Enter")
    percent = tradeoffs.draw("article", 1).table.iloc[:, 1].max()
    strait.get_by_text(f"is least bad in {percent}% of the triangle").wait_for()
    strait.get_by_text("Show the same as a table").click()
    strait.get_by_role("cell", name=str(percent)).wait_for()
    browser.shoot(lesson, "00-strait")
    mine = browser.cell(lesson, "my-answers")
    mine.get_by_role("button", name="Look again").click()
    mine.get_by_text("1 prediction,").wait_for()
    with lesson.expect_download() as download:
        mine.get_by_role("link", name="Download my answers").click()
    assert download.value.suggested_filename == "my_answers.json"
    assert '"strait_share": "about a half"' in Path(download.value.path()).read_text(encoding="utf-8")
    browser.shoot(lesson, "00-answers")


def test_lesson_0_answers_are_brought_back(lesson, tmp_path):
    from seminar.answers import Answers

    copy = tmp_path / "my_answers (1).json"
    copy.write_text(Answers(predictions={"a": "b", "c": "d"}).to_json(), encoding="utf-8")
    mine = browser.cell(lesson, "my-answers")
    with lesson.expect_file_chooser() as chooser:
        mine.get_by_role("button", name="Bring back my answers").click()
    chooser.value.set_files(copy)
    mine.get_by_text("is now your answers file").wait_for()
    mine.get_by_text("2 predictions").wait_for()
