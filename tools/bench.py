"""Time what a student waits for, and print it: ``make bench``. No test rests on these figures."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

MEMORY = "from pathlib import Path\nprint([l for l in Path('/proc/self/status').read_text().splitlines() if l.startswith(('VmRSS', 'VmHWM'))])"


def milliseconds(action: Callable[[], object], runs: int) -> tuple[float, float]:
    """Median and 95th percentile over ``runs``, after one run that is not counted."""
    action()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        action()
        taken.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def slider_in_python() -> None:
    from seminar import tradeoffs

    slider = tradeoffs.strait(predict=False).box.children[0]
    steps = iter([i / 20 for i in range(1, 20)] * 20)

    def move() -> None:
        slider.p.slider.value = next(steps)

    median, late = milliseconds(move, 200)
    print(f"a slider move of the strait, in Python: {median:.1f} ms median, {late:.1f} ms at the 95th percentile")


def lessons() -> None:
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(nbformat.v4.new_code_cell(MEMORY))
        with tempfile.TemporaryDirectory() as folder:
            client = NotebookClient(
                notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}
            )
            began = time.perf_counter()
            client.execute()
        memory = (
            notebook.cells[-1].outputs[0].text.strip()
            if Path("/proc/self/status").exists()
            else "(not measured on this system)"
        )
        print(
            f"{path.stem} from kernel start to last cell: {time.perf_counter() - began:.1f} s; kernel's memory {memory}"
        )


def slider_in_browser() -> None:
    if not browser.CHROMIUM:
        print("in a browser: not measured, since Chromium is not installed")
        return
    with tempfile.TemporaryDirectory() as home, browser.lab(Path(home)) as address, browser.page(address) as page:
        began = time.perf_counter()
        browser.open_lesson(page, address, "00_start_here.ipynb")
        browser.run_all(page)
        strait = browser.cell(page, "strait")
        strait.get_by_label("about a half").check()
        strait.get_by_role("button", name="Lock in, then look").click()
        strait.get_by_role("slider").wait_for()
        print(f"from opening lesson 0 to its first live widget: {time.perf_counter() - began:.1f} s")
        slider = strait.get_by_role("slider")
        slider.focus()
        taken = page.evaluate(PRESS_AND_WATCH, [strait.element_handle(), 40])
        print(
            f"from key press to changed picture, in Chromium: {statistics.median(taken):.0f} ms median of {len(taken)}"
        )


# Presses an arrow key on the focused slider and waits, in the page, until the drawing has changed.
PRESS_AND_WATCH = """async ([cell, presses]) => {
  const handle = document.activeElement, taken = [];
  const drawing = () => cell.querySelector('svg[role=img]')?.getAttribute('aria-label');
  for (let i = 0; i < presses; i++) {
    const before = drawing(), began = performance.now();
    const key = Math.floor(i / 9) % 2 ? 'ArrowLeft' : 'ArrowRight';
    handle.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    while (drawing() === before) {
      if (performance.now() - began > 5000) throw new Error('the picture did not change');
      await new Promise(requestAnimationFrame);
    }
    taken.push(performance.now() - began);
  }
  return taken;
}"""


if __name__ == "__main__":
    slider_in_python()
    lessons()
    slider_in_browser()
