"""Every lesson in JupyterLab for those who read it otherwise: axe-core on what is ours, and the window at 200%."""

from __future__ import annotations

from pathlib import Path

import browser

pytestmark = browser.of(*sorted(p.name for p in (Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb")))


def test_axe_finds_nothing_that_is_ours_before_any_question_is_answered(unanswered):
    assert browser.axe(unanswered, *browser.OURS) == []


def test_axe_finds_nothing_that_is_ours_with_everything_opened(unfolded):
    assert browser.axe(unfolded, *browser.OURS) == []


def test_at_200_percent_nothing_is_lost(at_200, request):
    assert browser.lost(at_200, browser.FRAME, ", ".join(browser.OURS)) == []
    assert browser.axe(at_200, *browser.OURS, only=browser.OF_SIZE) == []
    tables = at_200.locator(".seminar-table")
    wide = tables.evaluate_all("all => all.findIndex(t => t.scrollWidth > t.clientWidth)")
    if wide >= 0:  # it is moved by arrow keys, which JupyterLab would take for itself
        tables.nth(wide).focus()
        at_200.keyboard.press("ArrowRight")
        at_200.wait_for_function("t => t.scrollLeft > 0", arg=tables.nth(wide).element_handle())
    browser.shoot(at_200, f"{request.node.callspec.id[:2]}-at-200")
