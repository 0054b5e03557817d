"""Every lesson in JupyterLab for those who read it otherwise: axe-core on what is ours, and the window at 200%."""

from __future__ import annotations

from pathlib import Path

import browser
import pytest

pytestmark = pytest.mark.browser

LESSONS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9]*.ipynb"))


@pytest.fixture(scope="module", params=LESSONS, ids=lambda p: p.stem)
def lesson(request, served):
    """A lesson opened, run and drawn whole, with no question answered yet."""
    address, folder = served
    for path in folder.glob("my_answers*"):
        path.unlink()
    with browser.page(address) as page:
        browser.open_lesson(page, address, request.param.name)
        browser.run_all(page)
        browser.draw_all(page)
        yield page


def test_axe_finds_nothing_that_is_ours(lesson):
    """Before any question is answered, and with everything opened."""
    assert browser.axe(lesson, *browser.OURS) == []
    browser.unfold(lesson)
    assert browser.axe(lesson, *browser.OURS) == []


def test_at_200_percent_nothing_is_lost(lesson, request):
    """A laptop's 1280 x 800 pixels at 200% are 640 x 400; the panel on the left is closed."""
    browser.unfold(lesson)
    browser.narrow(lesson)
    assert browser.lost(lesson, browser.FRAME, ", ".join(browser.OURS)) == []
    assert browser.axe(lesson, *browser.OURS) == []
    tables = lesson.locator(".seminar-table")
    wide = tables.evaluate_all("all => all.findIndex(t => t.scrollWidth > t.clientWidth)")
    if wide >= 0:  # it is moved by arrow keys, which JupyterLab would take for itself
        tables.nth(wide).focus()
        lesson.keyboard.press("ArrowRight")
        lesson.wait_for_function("t => t.scrollLeft > 0", arg=tables.nth(wide).element_handle())
    browser.shoot(lesson, f"{request.node.callspec.id[:2]}-at-200")
