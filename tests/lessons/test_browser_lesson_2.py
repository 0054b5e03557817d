"""Lesson 2 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser

pytestmark = browser.of("02_the_road_to_october.ipynb")


def test_lesson_2_moves_the_day_reads_accounts_picks_districts_and_begins_elsewhere(lesson):
    for name in ("areas", "dead", "earlier", "article"):
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"02-{name}")

    timeline = browser.cell(lesson, "timeline")
    browser.answer(timeline, "Turkey")
    timeline.get_by_role("group", name="A timeline of").wait_for()
    browser.shoot(lesson, "02-timeline")
    day = timeline.get_by_role("textbox", name="As of (year-month-day)")
    timeline.get_by_role("slider", name="As of", exact=True).press("ArrowLeft")
    timeline.get_by_text("On 15 October 2020,").wait_for()
    assert day.input_value() == "2020-10-15"
    day.fill("2020-11-01")
    day.press("Enter")
    timeline.get_by_text("is after the day from which this seminar speaks").wait_for()
    day.fill("1994-12-31")
    day.press("Enter")
    timeline.get_by_text("On 31 December 1994,").wait_for()
    timeline.get_by_role("button", name="1988-02-20: Karabakh").click()
    timeline.get_by_text("asks for transfer from Soviet").wait_for()
    timeline.get_by_label("Actor").select_option(label="Turkey")
    timeline.get_by_text("events with Turkey could be known").wait_for()
    timeline.get_by_text("Show the same as a table").click()
    timeline.get_by_role("cell", name="Turkey closes its border with Armenia").wait_for()
    browser.shoot(lesson, "02-timeline-filtered")

    accounts = browser.cell(lesson, "accounts")
    browser.answer(accounts, "fighting")
    accounts.get_by_role("cell", name="Prime Minister Pashinyan and the Armenian Defence Ministry").wait_for()
    accounts.get_by_label("Also events that are not in doubt, and told in different words").check()
    accounts.get_by_label("Event", exact=True).select_option(label="1992-05-08 · Armenian forces capture Shusha/Shushi")
    accounts.get_by_role("cell", name="Marks 8-9 May as the liberation of Shushi.").wait_for()
    accounts.get_by_role("cell", name="Marks 8 May as the day of the occupation of Shusha.").wait_for()
    browser.shoot(lesson, "02-accounts")

    districts = browser.cell(lesson, "districts")
    browser.answer(districts, "one or two")
    districts.get_by_text("It is 2 of 7; your prediction held.").wait_for()
    districts.get_by_role("button", name="4 Fuzuli/Varanda").click()
    districts.get_by_text("Fuzuli/Varanda, number 4, was taken on 23 August 1993").wait_for()
    browser.shoot(lesson, "02-districts")

    beginnings = browser.cell(lesson, "beginnings")
    browser.answer(beginnings, "talks")
    beginnings.get_by_label("The story begins", exact=True).select_option(label="May 1994: the truce")
    beginnings.get_by_text("From 12 May 1994 on,").wait_for()
    browser.shoot(lesson, "02-beginnings")
    own = beginnings.get_by_label("or on (year-month-day)")
    own.fill("2018-04-23")
    own.press("Enter")
    beginnings.get_by_text("From 23 April 2018 on,").wait_for()


def test_lesson_2_not_run_shows_its_twins_behind_the_questions(as_opened):
    districts = browser.cell(as_opened, "districts")
    districts.get_by_text("Answer, then open this.").click()
    districts.get_by_role("img", name="A schematic map of the 7 districts").wait_for()
    browser.shoot(as_opened, "02-not-run")
