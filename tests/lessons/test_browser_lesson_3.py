"""Lesson 3 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser

pytestmark = browser.of("03_madrid_and_kazan.ipynb")


def test_lesson_3_runs_explores_compares_and_phases(lesson):
    for name in ("principles", "elements", "papers", "matrix", "steps", "meanings", "kazan", "five", "failures"):
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"03-{name}")
    explore = browser.cell(lesson, "explore")
    browser.answer(explore, "more")
    cell = explore.get_by_role("button", name="Kazan 2011, Five outer districts: reported")
    cell.click()
    explore.get_by_text("First stage, by the Ani Center").first.wait_for()
    cell.press("ArrowDown")
    lesson.keyboard.press("Enter")
    explore.get_by_text("A small Armenian unit until the peace agreement").first.wait_for()
    browser.shoot(lesson, "03-explore")
    compare = browser.cell(lesson, "compare")
    browser.answer(compare, "peacekeepers")
    compare.get_by_text("8 of 12 questions have a clause in both").wait_for()
    compare.get_by_label("First paper").select_option(label="L'Aquila 2009")
    compare.get_by_label("Second paper").select_option(label="Kazan 2011")
    compare.get_by_label("Show", exact=True).select_option(label="Added")
    compare.get_by_text("Shown: 1 of 12 questions").wait_for()
    browser.shoot(lesson, "03-compare-added")
    compare.get_by_role("button", name="Swap the two").press("Enter")
    compare.get_by_text("Shown: 0 of 12 questions").wait_for()
    compare.get_by_label("Show", exact=True).select_option(label="All questions")
    compare.get_by_text("Shown: 12 of 12 questions").wait_for()
    browser.shoot(lesson, "03-compare")
    board = browser.cell(lesson, "board")
    browser.answer(board, "Kazan 2011")
    board.get_by_text("0 of 7 districts placed").wait_for()
    board.get_by_role("button", name="All districts: now").click()
    board.get_by_text("No paper has this board. Nearest: UN 1993").wait_for()
    for district in ("Karvachar/Kalbajar", "Berdzor/Lachin"):
        board.get_by_role("button", name=f"{district}: later").press("Enter")
    board.get_by_text("Your board is the phasing of Updated Madrid 09 and Kazan 2011").wait_for()
    browser.shoot(lesson, "03-board-kazan")
    board.get_by_role("button", name="Agdam/Akna: stays").click()
    board.get_by_text("No paper has this board").wait_for()
    board.get_by_text("Show the same as a table").click()
    board.get_by_role("table").wait_for()
    browser.shoot(lesson, "03-board")


def test_an_untrusted_lesson_3_shows_its_stored_pictures_with_their_alternatives(as_opened):
    browser.cell(as_opened, "steps").get_by_role("img", name="A staircase for each of 7 papers").wait_for()
    matrix = browser.cell(as_opened, "matrix")
    matrix.get_by_role("img", name="A grid of 12 questions down").wait_for()
    browser.shoot(as_opened, "03-not-run")
    explore = browser.cell(as_opened, "explore")
    explore.get_by_text("Answer, then open this").wait_for()
    assert explore.get_by_text("Error displaying widget").count() == 0
