"""Pages printed as PDF with Chromium: what the reading copy, the slides and the handouts share."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}


def print_pages(pages: list[Path], paper: dict | None = None, prepare: str = "") -> None:
    """A PDF beside each page, on ``paper`` (options of Playwright's pdf), after the script ``prepare``."""
    sys.path.insert(0, str(ROOT / "tests"))
    import browser

    if not browser.CHROMIUM:
        sys.exit("Chromium is not installed; it prints the pages. On Debian: apt-get install chromium")
    with browser.page("file:", 1280, 720) as opened:
        for page in pages:
            opened.goto(page.as_uri())
            if prepare:
                opened.evaluate(prepare)
            opened.pdf(path=page.with_suffix(".pdf"), **(paper or PLAIN))
