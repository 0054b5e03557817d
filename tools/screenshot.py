"""Make the README's picture: lesson 0 in JupyterLab, the two options opened. ``make screenshot``

The file keeps the words that it shows, so that a test can say when the lesson no longer says them.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

PICTURE = ROOT / "docs" / "lesson-0.png"
SHOWN = "Words shown"  # the name of the text in the file
# Each run of words in the lesson, and whether the window shows the whole of it.
_WORDS = r"""ours => {
  const lines = [], texts = document.createTreeWalker(document.querySelector('.jp-Notebook'), NodeFilter.SHOW_TEXT);
  const frame = document.querySelector('.jp-Notebook .jp-WindowedPanel-outer').getBoundingClientRect();
  while (texts.nextNode()) {
    const said = texts.currentNode.data.trim().replace(/\s+/g, ' '), within = texts.currentNode.parentElement;
    if (!said || !within.closest(ours) || within.closest('style, script, select') || !within.checkVisibility({ visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(texts.currentNode);
    const box = range.getBoundingClientRect();
    lines.push([said, box.width > 1 && box.top >= frame.top && box.bottom <= frame.bottom]);
  }
  return lines;
}"""


def take(path: Path) -> tuple[list[str], list[str]]:
    """Take the picture, and return the words that it shows and all that the lesson drew then, a text of the page each."""
    with (
        tempfile.TemporaryDirectory() as home,
        browser.lab(Path(home)) as address,
        browser.page(address, 1200, 940) as page,
    ):
        browser.open_lesson(page, address, "00_start_here.ipynb")
        browser.run_all(page)
        two = browser.cell(page, "two")
        browser.answer(two, "about a half")
        page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
        browser.cell(page, "two")
        page.wait_for_function("() => !document.querySelector('#jp-left-stack')?.offsetParent")
        page.screenshot(path=path)
        lines = page.evaluate(_WORDS, ", ".join(browser.OURS))
    return [said for said, shown in lines if shown], [said for said, _shown in lines]


def kept(path: Path = PICTURE) -> list[str]:
    """The words that a picture made here shows."""
    with Image.open(path) as picture:
        return picture.text[SHOWN].splitlines()


def main() -> None:
    if not browser.CHROMIUM:
        sys.exit("Chromium is not installed; it takes the picture. On Debian: apt-get install chromium")
    shown, _all = take(PICTURE)
    with Image.open(PICTURE) as picture:
        picture.load()
        words = PngInfo()
        words.add_itxt(SHOWN, "\n".join(shown), zip=True)
        picture.save(PICTURE, pnginfo=words, optimize=True)
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} kB, {len(shown)} texts")


if __name__ == "__main__":
    main()
