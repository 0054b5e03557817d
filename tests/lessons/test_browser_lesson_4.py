"""Lesson 4 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import json

import browser
import pytest

expect = pytest.importorskip("playwright.sync_api").expect  # waits until it holds
pytestmark = browser.of("04_who_wants_what.ipynb")


def test_lesson_4_runs_shows_and_answers(lesson):
    for name in (
        "cast",
        "heat",
        "relations",
        "triangles",
        "windows",
        "figures",
        "axes",
        "positions",
        "proposals",
        "reasons",
        "ends",
        "brief",
        "merge",
    ):
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"04-{name}")
    explore = browser.cell(lesson, "explore")
    browser.answer(explore, "affairs at home")
    explore.get_by_role("button", name="Armenia").click()
    explore.get_by_text("Armenia has ties with 10 others").wait_for()
    explore.get_by_text("Secure self-determination status").first.wait_for()
    browser.shoot(lesson, "04-explore")


def test_the_bargaining_table_answers_to_mouse_and_keyboard(lesson):
    table = browser.cell(lesson, "table")
    browser.answer(table, "Interim status")
    table.get_by_text("26 of the 15,625 packages on the grid are better").wait_for()
    browser.shoot(lesson, "04-table")
    box = table.get_by_role("textbox", name="Peacekeepers")
    box.fill("0")
    box.press("Enter")
    table.get_by_text("Your package costs Azerbaijan 0.39").wait_for()
    assert browser.reach(table) <= browser.SCREEN
    costs = table.locator(".seminar-caption").inner_text()
    table.get_by_role("slider", name="Your package").drag_to(table.locator("text", has_text="↑ Loss of"), force=True)
    expect(table.locator(".seminar-caption")).not_to_have_text(costs)
    table.locator("text", has_text="Kazan 2011").click()
    table.get_by_text("The sliders now hold the middle reading of Kazan 2011.").wait_for()
    table.get_by_role("table", name="Kazan 2011 on the axes").wait_for()
    table.locator("svg[role]").first.evaluate("picture => picture.scrollIntoView()")  # it may just be drawn anew
    browser.shoot(lesson, "04-table-kazan")
    table.get_by_label("Position in doubt").select_option(label="Armenia at 50")
    table.get_by_text("Armenia 0.19 (0 is its ideal)").wait_for()
    table.get_by_role("button", name="Take the package that beats mine").click()
    table.get_by_text("None of the 15,625 packages").wait_for()
    table.get_by_label("Second actor").select_option(label="Azerbaijan")
    table.get_by_text("Choose two different actors.").wait_for()
    table.get_by_label("Second actor").select_option(label="Russia")
    table.get_by_text("↑ Loss of Russia").wait_for()
    table.get_by_text("Show the same as a table").click()
    table.get_by_role("table", name="The bargaining table").wait_for()
    browser.shoot(lesson, "04-table-pair")


def test_a_delegation_saves_its_file_after_a_sentence_on_what_is_missing(lesson, served):
    form = browser.cell(lesson, "form")
    form.get_by_role("button", name="Save my delegation's file").click()
    form.get_by_text("Not saved yet. Your form does not name its class").wait_for()
    form.get_by_label("Name of your table").fill("IR 301")
    form.get_by_label("You speak for").select_option(label="Armenia")
    form.get_by_text("The points are now those of Armenia.").wait_for()
    form.get_by_label("Peacekeepers: bottom line").fill("45")
    form.get_by_label("Peacekeepers: bottom line").press("Tab")
    browser.shoot(lesson, "04-form")
    form.get_by_role("button", name="Save my delegation's file").click()
    form.get_by_text("Saved as delegations/IR-301-ARM.json.").wait_for()
    form.get_by_role("link", name="Download IR-301-ARM.json").wait_for()
    saved = json.loads((served[1] / "delegations" / "IR-301-ARM.json").read_text(encoding="utf-8"))
    assert saved["bottom_lines"] == {"peacekeepers": 45} and saved["package"] is None


def test_a_lesson_that_is_not_run_shows_its_pictures_and_the_table_behind_the_question(as_opened):
    browser.cell(as_opened, "heat").get_by_role("img", name="A grid of 12 actors").wait_for()
    table = browser.cell(as_opened, "table")
    table.get_by_text("Answer, then open this.").click()
    table.get_by_role("img", name="A square of losses").wait_for()
    assert table.get_by_text("Error displaying widget").count() == 0
    browser.shoot(as_opened, "04-not-run")
