"""Pages printed as PDF with Chromium: what the reading copy, the slides and the handouts share."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}

# A hatched area of an SVG is repeated line by line on paper: 75 MB for one lesson. As a PNG of twice its size it prints as sharp, in a tenth of a megabyte.
PAINT = """async () => {
  for (const picture of [...document.images].filter(i => i.src.startsWith('data:image/svg'))) {
    await picture.decode();
    const canvas = document.createElement('canvas');
    const [width, height] = [picture.naturalWidth, picture.naturalHeight];
    [canvas.width, canvas.height] = [2 * width, 2 * height];
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.src = canvas.toDataURL();
    picture.width = width;
    await picture.decode();
  }
}"""


def print_pages(pages: list[Path], paper: dict | None = None) -> None:
    """A PDF beside each page, on ``paper`` (options of Playwright's pdf), with vector pictures painted."""
    sys.path.insert(0, str(ROOT / "tests"))
    import browser

    if not browser.CHROMIUM:
        sys.exit("Chromium is not installed; it prints the pages. On Debian: apt-get install chromium")
    with browser.page("file:", 1280, 720) as opened:
        for page in pages:
            opened.goto(page.as_uri())
            opened.evaluate(PAINT)
            opened.pdf(path=page.with_suffix(".pdf"), **(paper or PLAIN))
