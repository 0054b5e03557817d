"""Every lesson in every theme of JupyterLab: all text reads on what lies beneath it (WCAG 1.4.3), stored and live."""

from __future__ import annotations

from pathlib import Path

import browser
import pytest

pytestmark = browser.of(*sorted(p.name for p in (Path(__file__).parents[2] / "notebooks").glob("[0-9]*.ipynb")))


@pytest.fixture
def themed(request):
    """The page that the test shares, in the theme of the day again after it."""
    page = request.getfixturevalue("jupyterlab")
    yield page
    browser.theme(page, browser.THEMES[0])


def _faint(page, name: str) -> dict[str, list]:
    found = {}
    for theme in browser.THEMES:
        browser.theme(page, theme)
        browser.shoot(page, f"{name}-{theme.removeprefix('JupyterLab ').replace(' ', '-').lower()}")
        if faint := browser.faint(page, *browser.OURS):
            found[theme] = faint
    return found


def test_what_a_lesson_stores_reads_in_every_theme(as_opened, themed, request):
    drawn = browser.draw_all(as_opened)
    as_opened.evaluate("() => document.querySelectorAll('.jp-Notebook details').forEach(d => { d.open = true; })")
    found = _faint(as_opened, f"{request.node.callspec.id[:2]}-stored")
    browser.draw(as_opened, drawn)
    assert found == {}


def test_what_a_lesson_asks_reads_in_every_theme(unanswered, themed, request):
    assert _faint(unanswered, f"{request.node.callspec.id[:2]}-asked") == {}


def test_every_view_reads_in_every_theme(unfolded, themed, request):
    assert _faint(unfolded, f"{request.node.callspec.id[:2]}-live") == {}
