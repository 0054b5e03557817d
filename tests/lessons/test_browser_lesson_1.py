"""Lesson 1 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser

pytestmark = browser.of("01_the_argument.ipynb")


def test_controls_take_plain_keys_and_jupyterlab_keeps_the_rest(lesson):
    """An arrow moves in the list and not to the next cell; a letter inserts no cell; Shift+Enter still runs."""
    count = "() => jupyterapp.shell.currentWidget.content.widgets.length"
    before = lesson.evaluate(count)
    explore = browser.cell(lesson, "explore")
    explore.get_by_label("none of them", exact=True).focus()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Space")
    assert explore.get_by_label("fewer than a third").is_checked()
    explore.get_by_role("button", name="Lock in, then look").press("Enter")
    explore.get_by_text("You said: fewer than a third").wait_for()
    explore.get_by_role("button", name="C33, fact, P16").press("ArrowLeft")
    lesson.keyboard.press("Enter")
    explore.get_by_text("C28 · P15").wait_for()
    explore.get_by_label("Kind", exact=True).focus()
    explore.get_by_label("Kind", exact=True).press("a")
    assert lesson.evaluate(count) == before
    explore.get_by_label("Kind", exact=True).press("Shift+Enter")
    lesson.wait_for_function("() => jupyterapp.shell.currentWidget.content.activeCell.model.id === 'explore-tasks'")


def test_lesson_1_sorts_explores_and_seals(lesson):
    for name in ("paragraphs", "strip", "check-idlib", "check-vardenis", "omissions"):
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"01-{name}")
    sort = browser.cell(lesson, "sort")
    sort.get_by_label("C03").select_option(label="Fact")
    sort.get_by_label("C17").select_option(label="Fact")
    sort.get_by_role("button", name="Lay mine beside the seminar's").click()
    sort.get_by_text("agree on 1 of 2 claims; 10 not sorted yet").wait_for()
    browser.shoot(lesson, "01-sort")
    explore = browser.cell(lesson, "explore")
    explore.get_by_label("Kind", exact=True).select_option(label="Prediction")
    explore.get_by_text("11 of 53 claims").wait_for()
    explore.get_by_role("button", name="C47, recommendation, P25").click()
    explore.get_by_text("53 of 53 claims").wait_for()
    browser.shoot(lesson, "01-explore")
    forecasts = browser.cell(lesson, "forecasts")
    forecasts.get_by_role("button", name="Seal my forecasts").click()
    forecasts.get_by_text("Not sealed yet. F1 is empty").wait_for()
    for number in range(1, 6):
        forecasts.get_by_label(f"F{number}: chance in %").fill(str(number * 10))
    forecasts.get_by_label("F5: chance in %").press("Tab")
    forecasts.get_by_role("button", name="Seal my forecasts").click()
    forecasts.get_by_text("in my_answers.json. Lesson 7 opens it.").wait_for()
    browser.shoot(lesson, "01-forecasts")


def test_a_map_is_built_by_keyboard_alone(lesson):
    """Enter begins a line, Alt with an arrow hangs it elsewhere, and JupyterLab's own keys do nothing meanwhile."""
    made = browser.cell(lesson, "map")
    made.get_by_label("Line 1, the thesis").focus()
    lesson.keyboard.type("No road is good. (P10)")
    lesson.keyboard.press("Enter")
    lesson.keyboard.type("To stay out is costly.")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Space")
    made.get_by_label("Unstated, line 2").and_(lesson.locator(":focus")).wait_for()
    lesson.keyboard.press("Shift+Tab")
    lesson.keyboard.press("Shift+Tab")
    lesson.keyboard.press("Enter")
    lesson.keyboard.press("Alt+ArrowRight")
    lesson.keyboard.type("Baku would thank Ankara. (P11)")
    made.get_by_text("Line 3 is now under line 2.").wait_for()
    lesson.keyboard.press("Enter")
    lesson.keyboard.type("But it may not. (P11)")
    made.get_by_text("Line 4 begins with “but” and is hung as a support.").wait_for()
    for _ in range(2):
        lesson.keyboard.press("Alt+ArrowLeft")
    made.get_by_text("Line 4 hangs on nothing.").wait_for()
    lesson.keyboard.press("Alt+ArrowRight")
    made.get_by_label("What it does, line 4").select_option(label="− objects")
    made.get_by_text("Nothing to ask about the structure.").wait_for()
    made.get_by_role("group", name="Your map as a tree: 4 lines").wait_for()
    made.get_by_role("button", name="Line 2, supports").click()
    made.get_by_label("Line 2, under line 1").and_(lesson.locator(":focus")).wait_for()
    made.get_by_role("button", name="Lay it beside other readers' maps").press("Enter")
    made.get_by_role("img", name="Second reader as a tree").wait_for()
    browser.shoot(lesson, "01-map")


def test_an_untrusted_lesson_shows_its_stored_pictures_with_their_alternatives(as_opened):
    """Opened and not run, as a student first sees it: the pictures and the widgets' static twins are there."""
    others = browser.cell(as_opened, "map")
    others.get_by_role("img", name="First reader as a tree").wait_for()
    explore = browser.cell(as_opened, "explore")
    explore.get_by_text("Answer, then open this.").click()
    explore.get_by_text("Given in its support").wait_for()
    assert explore.get_by_text("Error displaying widget").count() == 0
    browser.shoot(as_opened, "01-not-run")
