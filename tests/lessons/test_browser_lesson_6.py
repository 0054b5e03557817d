"""Lesson 6 as a student meets it: JupyterLab in a real Chromium. Waits are for conditions, never for a time."""

from __future__ import annotations

import browser
import pytest

expect = pytest.importorskip("playwright.sync_api").expect  # waits until it holds
pytestmark = browser.of("06_red_lines_and_promises.ipynb")


def test_lesson_6_folds_flips_bargains_and_sorts(lesson):
    for name in ("dilemma", "orderings"):
        shown = browser.cell(lesson, name)
        shown.get_by_role("table").or_(shown.get_by_role("img")).first.wait_for()
        browser.shoot(lesson, f"06-{name}")

    tree = browser.cell(lesson, "tree")
    browser.answer(tree, "two")
    tree.get_by_text("It is 2 of 4; your prediction held.").wait_for()
    browser.shoot(lesson, "06-tree")
    red_line = tree.get_by_label("Russia would act on its red line (two-layer policy)")
    assert red_line.is_checked()
    assert browser.reach(tree) <= browser.SCREEN
    tree.get_by_role("button", name="Russia, two-layer policy: back down").click()
    tree.get_by_text("The game ends at “Russia stays out; Azerbaijan retakes territory by force”").wait_for()
    assert not red_line.is_checked()
    browser.shoot(lesson, "06-tree-flipped")
    box = tree.get_by_role("textbox", name="is worth (0 to 10)")
    before = box.input_value()
    tree.get_by_role("button", name="Russia, deal broken; Russia backs down").press("Enter")  # by keyboard
    expect(box).not_to_have_value(before)  # what that end is worth has come
    box.fill("5")
    box.press("Enter")
    tree.get_by_text("G16 is broken: for Russia").wait_for()
    tree.get_by_text("Show the same as a table").click()
    tree.get_by_role("cell", name="Two-layer policy → Accept → Press on* → Back down*").wait_for()
    browser.shoot(lesson, "06-tree-broken")
    tree.get_by_role("button", name="Back to the seminar's pay-offs").press("Enter")
    tree.get_by_text("The seminar's pay-offs are back.").wait_for()
    assert red_line.is_checked()

    hinge = browser.cell(lesson, "hinge")
    browser.answer(hinge, "1 in 10 to 1 in 3")
    hinge.get_by_role("img").wait_for()
    browser.shoot(lesson, "06-hinge")

    resolve = browser.cell(lesson, "resolve")
    browser.answer(resolve, "about 50%")
    resolve.get_by_text("It is 33%; your prediction did not hold.").wait_for()
    resolve.get_by_role("slider", name="r, the chance that Russia would act").press("ArrowLeft")
    resolve.get_by_text("r = 0.45", exact=True).wait_for()
    stop = resolve.get_by_role("textbox", name="What stopping is worth (0 to 10)")
    stop.fill("1")
    stop.press("Enter")
    resolve.get_by_text("Threshold: never", exact=True).wait_for()
    browser.shoot(lesson, "06-resolve")

    bargain = browser.cell(lesson, "bargain")
    browser.answer(bargain, "about a half")
    bargain.get_by_label("Setting").select_option(label="With Turkey, everything at once")
    bargain.get_by_text("No guarantee is enough for Armenia").wait_for()
    assert browser.reach(bargain) <= browser.SCREEN
    deal = bargain.get_by_role("textbox", name="The deal: share for Azerbaijan")
    deal.fill("0.6")
    deal.press("Enter")
    bargain.get_by_text("Armenia needs a chance of at least 40%").wait_for()
    browser.shoot(lesson, "06-bargain")

    wins = browser.cell(lesson, "win-sets")
    browser.answer(wins, "all of them")
    for label, value in (
        ("Azerbaijan's other elites: nothing below", "60"),
        ("Armenia's other elites: nothing above", "65"),
    ):
        box = wins.get_by_role("textbox", name=label)
        box.fill(value)
        box.press("Enter")
    wins.get_by_text("50% of these deals die at home").wait_for()
    wins.get_by_role("slider", name="Armenia's leader: nothing above").press("PageDown")
    wins.get_by_text("The leaders' win-sets do not meet").or_(wins.get_by_text("could strike")).first.wait_for()
    assert browser.reach(wins) <= browser.SCREEN
    browser.shoot(lesson, "06-win-sets")

    signals = browser.cell(lesson, "signals")
    signals.get_by_label("S1").select_option(label="Cheap talk")
    signals.get_by_label("S3").select_option(label="Tied hands")
    signals.get_by_role("button", name="Lay mine beside the seminar's").click()
    signals.get_by_text("agree on 1 of 2 signals; 3 not sorted yet").wait_for()
    browser.shoot(lesson, "06-signals")


def test_lesson_6_not_run_shows_its_still_twins(as_opened):
    tree = browser.cell(as_opened, "tree")
    tree.get_by_text("Answer, then open this.").click()
    tree.get_by_role("img", name="A tree of moves").first.wait_for()
    tree.get_by_role("columnheader", name="The game ends at").wait_for()
    assert tree.get_by_text("Error displaying widget").count() == 0
    browser.shoot(as_opened, "06-not-run")
