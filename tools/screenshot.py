"""Make the README's picture: lesson 0 in JupyterLab, the two options opened. ``make screenshot``"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402


def main() -> None:
    if not browser.CHROMIUM:
        sys.exit("Chromium is not installed; it takes the picture. On Debian: apt-get install chromium")
    out = ROOT / "docs" / "lesson-0.png"
    with (
        tempfile.TemporaryDirectory() as home,
        browser.lab(Path(home)) as address,
        browser.page(address, 1200, 940) as page,
    ):
        browser.open_lesson(page, address, "00_start_here.ipynb")
        browser.run_all(page)
        two = browser.cell(page, "two")
        two.get_by_label("about a half").check()
        two.get_by_role("button", name="Lock in, then look").click()
        two.get_by_text("You said: about a half").wait_for()
        page.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
        browser.cell(page, "two")
        page.wait_for_function("() => !document.querySelector('#jp-left-stack')?.offsetParent")
        page.screenshot(path=out)
    print(f"{out.relative_to(ROOT)}: {out.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
