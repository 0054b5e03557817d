"""Lesson 5 as a student meets it: one set of assumptions behind all views. Waits are for conditions, never for a time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import browser
import pytest

expect = pytest.importorskip("playwright.sync_api").expect  # waits until it holds
EXPECTATIONS = Path(__file__).parents[1] / "expectations.json"
pytestmark = browser.of("05_the_menu_of_options.ipynb")


def test_lesson_5_every_view_answers_and_a_change_in_one_is_seen_in_all(lesson):
    browser.shoot(lesson, "05-opened")
    scores = browser.cell(lesson, "scores")
    browser.answer(scores, "Stay out")
    scores.get_by_role("button", name="Coerce a deal, Turkey").click()
    scores.get_by_text("Coerce a deal: Turkey.").wait_for()
    lesson.keyboard.press("ArrowRight")  # by keyboard to the next one
    lesson.keyboard.press("Enter")
    scores.get_by_text("Coerce a deal: No war.").wait_for()
    scores.get_by_label("Middle", exact=True).fill("-4")
    scores.get_by_label("Middle", exact=True).press("Tab")
    scores.get_by_role("button", name="Change this score").click()
    scores.get_by_text("'-4' is not a score; give a number from -3 to 2").wait_for()
    scores.get_by_label("Middle", exact=True).fill("-2")
    scores.get_by_label("Reason", exact=True).fill("a threat may have to be carried out")
    scores.get_by_label("Reason", exact=True).press("Tab")
    scores.get_by_role("button", name="Change this score").press("Enter")  # by keyboard
    scores.get_by_text("1 changed by you").wait_for()
    browser.shoot(lesson, "05-scores")

    best = json.loads(EXPECTATIONS.read_text(encoding="utf-8"))["under Restraint, best"]
    weights = browser.cell(lesson, "weights")
    browser.answer(weights, "Coerce a deal")
    weights.get_by_role("button", name="Pin these settings").click()
    weights.get_by_role("button", name="Restraint").click()
    weights.get_by_text(f"Highest value: “{best}”.").wait_for()
    assert browser.reach(weights) <= browser.SCREEN
    browser.shoot(lesson, "05-weights")
    slider = weights.get_by_role("slider", name="Baku")
    slider.focus()
    slider.press("ArrowRight")
    expect(weights.get_by_role("button", name="Your own")).to_have_class(re.compile("mod-active"))

    strait = browser.cell(lesson, "strait")
    browser.answer(strait, "Stay out")
    strait.get_by_text(f"Your weights lie in the region of “{best}”").wait_for()
    own = strait.get_by_role("slider", name="Your weights")
    own.drag_to(strait.get_by_text("Scylla", exact=True), force=True)
    strait.get_by_text("Your weights: 100% Scylla").wait_for()
    own.press("ArrowRight")
    strait.get_by_text("Your weights: 98% Scylla, 2% Charybdis").wait_for()
    assert browser.reach(strait) <= browser.SCREEN
    expect(strait.get_by_role("textbox", name="p, the chance that the policy works")).not_to_be_visible()
    strait.get_by_label("Use p for the two-layer policy").check()
    strait.get_by_role("slider", name="p, the chance that the policy works").press("ArrowRight")
    strait.get_by_text("With all five options and p = 0.55").wait_for()
    strait.get_by_role("textbox", name="p, the chance that the policy works").fill("0,9")
    strait.get_by_role("textbox", name="p, the chance that the policy works").press("Enter")
    strait.get_by_text("With all five options and p = 0.90").wait_for()
    expect(strait.get_by_label("Use p for the two-layer policy")).to_be_checked()
    strait.get_by_label("Left corner").select_option(label="No war")
    strait.get_by_text("Both corners have the same interest").wait_for()
    strait.get_by_label("Left corner").select_option(label="Turkey")
    strait.get_by_role("group", name="The corners: Turkey").wait_for()
    browser.shoot(lesson, "05-strait")

    robust = browser.cell(lesson, "robustness")
    browser.answer(robust, "more than nine tenths")
    robust.get_by_text("With all five options, p = 0.90").wait_for()
    robust.get_by_label("One fortune per option, all its scores moving together").check()
    robust.get_by_text("p = 0.90, one fortune per option, all its scores moving together: “").wait_for()
    robust.get_by_label("Menu", exact=True).select_option(label="The article's four options")
    robust.get_by_text("With the article's four options, p = 0.90").wait_for()
    robust.get_by_label("Ranked first").select_option(label="Peace")
    robust.get_by_text("Peace ranked highest").wait_for()
    browser.shoot(lesson, "05-robustness")

    regret = browser.cell(lesson, "regret")
    browser.answer(regret, "three")
    regret.get_by_text("With the article's four options and p = 0.90, no regret").wait_for()
    regret.get_by_text("Show the same as a table").click()
    regret.get_by_role("rowheader", name="Worst of these").wait_for()
    browser.shoot(lesson, "05-regret")

    turning = browser.cell(lesson, "turning")
    browser.answer(turning, "one or two")
    turning.get_by_text("scores moved alone within").first.wait_for()
    browser.shoot(lesson, "05-turning")

    box = browser.cell(lesson, "reversal")
    browser.answer(box, "between a tenth and a quarter")
    box.get_by_label("Leave out").select_option(label="Intervene for Armenia")
    box.get_by_text("leaving out “Intervene for Armenia” where it does not win").wait_for()
    browser.shoot(lesson, "05-reversal")


def test_lesson_5_assumptions_are_exported_and_come_back_after_a_reload(lesson, served, tmp_path):
    browser.cell(lesson, "weights").get_by_role("button", name="Peace first").click()
    export = browser.cell(lesson, "export")
    export.get_by_text("Peace 55%").wait_for()
    export.get_by_role("button", name="Export my assumptions").click()
    export.get_by_text("Saved in my_assumptions.json.").wait_for()
    with lesson.expect_download() as download:
        export.get_by_role("link", name="Download my assumptions").click()
    assert download.value.suggested_filename == "my_assumptions.json"
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["points"]["peace"] == 55
    browser.shoot(lesson, "05-export")

    browser.open_lesson(
        lesson, served[0], "05_the_menu_of_options.ipynb"
    )  # a reload: the board is as it was left, without the export
    browser.run_all(lesson)
    export = browser.cell(lesson, "export")
    export.get_by_text("Peace 55%").wait_for()
    browser.cell(lesson, "weights").get_by_role("button", name="Restraint").click()
    export = browser.cell(lesson, "export")
    expect(export.get_by_text("My assumptions:")).not_to_contain_text("Peace 55%")
    before = export.get_by_text("My assumptions:").inner_text()
    assert "Peace 55%" not in before
    foreign = tmp_path / "holiday.json"
    foreign.write_text("[1, 2", encoding="utf-8")
    with lesson.expect_file_chooser() as chooser:
        export.get_by_role("button", name="Bring back a file").click()
    chooser.value.set_files(foreign)
    export.get_by_text("holiday.json is damaged: it is not JSON. Your assumptions are unchanged.").wait_for()
    assert export.get_by_text("My assumptions:").inner_text() == before
    export.get_by_role("button", name="Take up my saved assumptions").click()
    export.get_by_text("Peace 55%").wait_for()
    export.get_by_role("button", name="Undo bringing back").click()
    expect(export.get_by_text("My assumptions:").first).to_have_text(before)
