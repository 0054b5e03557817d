"""Time what a student waits for, and print it: ``make bench``, or ``python tools/bench.py live`` for one part. No test depends on these figures."""

from __future__ import annotations

import contextlib
import io
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import ipywidgets
import matplotlib
import nbformat
import numpy as np
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

matplotlib.use("Agg")

OPENINGS = 5
P = "p, the chance that the policy works"  # what the handle is called
MEMORY = "from pathlib import Path\nprint([l for l in Path('/proc/self/status').read_text().splitlines() if l.startswith(('VmRSS', 'VmHWM'))])"


def milliseconds(
    action: Callable[[], object], runs: int, clock: Callable[[], float] = time.perf_counter
) -> tuple[float, float]:
    """Median and 95th percentile over ``runs``, after one run that is not counted."""
    action()
    taken = []
    for _ in range(runs):
        began = clock()
        action()
        taken.append(1000 * (clock() - began))
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def slider_in_python() -> None:
    from seminar import tradeoffs

    slider = tradeoffs.strait(predict=False).box.children[0]
    steps = iter([i / 20 for i in range(1, 20)] * 20)

    def move() -> None:
        slider.p.slider.value = next(steps)

    median, late = milliseconds(move, 200)
    print(f"a slider move of the strait, in Python: {median:.1f} ms median, {late:.1f} ms at the 95th percentile")


def board_in_python() -> None:
    """A move of p with 10,000 draws, every score in its range, and both drawings: the strait and the bars."""
    from seminar import tradeoffs

    board = tradeoffs.board()
    strait = board.strait(predict=False).box.children[0]
    board.robustness(predict=False)
    board._live.change(mode="cells", p=0.5)
    slider = strait.choice.p.slider
    ours, late = milliseconds(moves(slider), 200)
    print(
        f"a move of p in lesson 5, in Python, strait and robustness: {ours:.1f} ms median, {late:.1f} ms at the 95th percentile"
    )
    plain = ipywidgets.interactive(draw_anew, p=ipywidgets.FloatSlider(value=0.5, min=0, max=1, step=0.05))
    with contextlib.redirect_stdout(io.StringIO()):  # interact wipes its output between two drawings
        theirs, late = milliseconds(moves(plain.children[0]), 40)
    print(
        f"the same two pictures by interact with a new matplotlib figure: {theirs:.1f} ms median, {late:.1f} ms at the 95th percentile; "
        f"{theirs / ours:.1f} times as long"
    )


def moves(slider) -> Callable[[], None]:
    """An action that moves the slider to another place each time."""
    steps = itertools.cycle(range(20))

    def move() -> None:
        slider.value = next(steps) * 7 % 20 / 20

    return move


@cache
def strait_model():
    from seminar.tradeoffs import triangle

    return triangle.strait_model("all")


def draw_anew(p: float) -> bytes:
    """What a notebook without this package would do at each move: compute, make a new figure, store it as PNG."""
    import matplotlib.pyplot as plt

    from seminar.tradeoffs import acceptability, triangle

    seen = strait_model()
    scores, corners = seen.scores, seen.corners
    found = acceptability.acceptability(scores.supposing(p, "two_layer"), "cells")
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4))
    page = np.array([[0, 0], [1, 0], [0.5, 0.87]])
    for region in triangle.regions(scores.options, scores.at(p, "two_layer"), corners):
        if len(region.corners):
            left.fill(*(region.corners @ page).T, label=f"{region.options[0]} {region.share:.0%}")
    left.legend(fontsize=8)
    start = np.zeros(len(scores.options))
    for rank in found.ranks.T:
        right.barh(found.options, rank, left=start)
        start = start + rank
    file = io.BytesIO()
    figure.savefig(file, format="png", bbox_inches="tight")
    plt.close(figure)
    return file.getvalue()


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


def first_widget() -> None:
    if not browser.CHROMIUM:
        print("in a browser: not measured, since Chromium is not installed")
        return
    with tempfile.TemporaryDirectory() as home, browser.lab(Path(home)) as address:
        opened = []
        for _ in range(OPENINGS):  # each with its own browser, kernel and answers
            for path in (Path(home) / "seminar" / "notebooks").glob("my_answers*"):
                path.unlink()
            with browser.page(address) as page:
                began = time.perf_counter()
                first_slider(page, address)
                opened.append(time.perf_counter() - began)
                page.evaluate("() => jupyterapp.shell.currentWidget.sessionContext.shutdown()")
        print(
            f"from opening lesson 0 to its first live widget, in Chromium: {statistics.median(opened):.1f} s median of {OPENINGS} "
            f"({min(opened):.1f} to {max(opened):.1f})"
        )


def first_slider(page, address: str):
    """Open and run lesson 0, answer its question, and wait for the slider."""
    browser.open_lesson(page, address, "00_start_here.ipynb")
    browser.run_all(page)
    strait = browser.cell(page, "strait")
    browser.answer(strait, "about a half")
    strait.get_by_role("slider").wait_for()
    return strait


def live_in_browser() -> None:
    """Lesson 5 with strait and robustness open: key and pointer to changed picture, a drag, and the same key by interact."""
    if not browser.CHROMIUM:
        return
    with tempfile.TemporaryDirectory() as home, browser.lab(Path(home)) as address, browser.page(address) as page:
        browser.open_lesson(page, address, "05_the_menu_of_options.ipynb")
        browser.run_all(page)
        strait = browser.cell(page, "strait")
        browser.answer(strait, "Stay out")
        strait.get_by_label("Use p for the two-layer policy").check()
        strait.get_by_text("and p = 0.50").wait_for()
        alone = pressed(page, strait, P)
        pointed, pictures = dragged(page, strait)
        print(f"lesson 5, the strait, from key press to changed picture, in Chromium: {alone:.0f} ms median of 40")
        print(
            f"from pointer to changed picture, the diamond dragged: {pointed:.0f} ms median of 40; {pictures:.0f} pictures a second"
        )
        robust = browser.cell(page, "robustness")
        browser.answer(robust, "more than nine tenths")
        robust.get_by_label("Each score anywhere in its range, on its own").check()
        ours = pressed(page, browser.cell(page, "strait"), P)
        print(f"with the bars over all weightings open too, every score in its range: {ours:.0f} ms median of 40")
        cell = nbformat.v4.new_code_cell(INTERACT.format(tools=str(ROOT / "tools")), id="interact")
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}  # otherwise JupyterLab asks which one
        scratch = nbformat.v4.new_notebook(cells=[cell], metadata=kernel)
        nbformat.write(scratch, Path(home) / "seminar" / "notebooks" / "interact.ipynb")
        browser.open_lesson(page, address, "interact.ipynb")
        browser.run_all(page)
        plain = browser.cell(page, "interact")
        plain.locator("img").wait_for()
        theirs = pressed(page, plain)
        print(
            f"the same by interact with a new matplotlib figure: {theirs:.0f} ms median of 40; {theirs / ours:.1f} times as long"
        )


def pressed(page, shown, name: str | None = None) -> float:
    """The median from an arrow key on a slider to the changed picture, in milliseconds."""
    shown.get_by_role("slider", name=name).focus()
    return statistics.median(page.evaluate(PRESS_AND_WATCH, [shown.element_handle(), 40]))


def dragged(page, shown) -> tuple[float, float]:
    """A drag of the diamond: the median from pointer to changed picture, in milliseconds, and how many pictures a second."""
    shown.get_by_role("slider", name="Your weights").hover(force=True)
    page.mouse.down()
    taken, pictures = page.evaluate(DRAG_AND_WATCH, [shown.element_handle(), 40, 3])
    page.mouse.up()
    return statistics.median(taken), pictures


# Moves the pointer, which holds a handle: first each time when the picture has changed, then at every frame for some seconds.
DRAG_AND_WATCH = """async ([cell, moves, seconds]) => {
  const frame = cell.querySelector('.seminar-drawing'), start = frame.getBoundingClientRect(), taken = [];
  let drawn = 0, i = 0;
  new MutationObserver(() => { drawn += 1; }).observe(frame, { childList: true, subtree: true, attributes: true });
  const move = () => {
    i += 1;
    const at = { clientX: start.x + start.width * (0.25 + 0.15 * (i % 3)), clientY: start.y + 200 + 40 * (i % 4), bubbles: true };
    frame.dispatchEvent(new PointerEvent('pointermove', at));
  };
  const frames = () => new Promise(requestAnimationFrame);
  for (let n = 0; n < moves; n++) {
    const before = drawn, began = performance.now();
    move();
    while (drawn === before) {
      if (performance.now() - began > 5000) throw new Error('the picture did not change');
      await frames();
    }
    taken.push(performance.now() - began);
    await frames();
  }
  const before = drawn, began = performance.now();
  while (performance.now() - began < 1000 * seconds) { move(); await frames(); }
  return [taken, (drawn - before) * 1000 / (performance.now() - began)];
}"""

# How a student would do it at first, in a separate notebook.
INTERACT = """import sys
sys.path.insert(0, {tools!r})
import bench
from IPython.display import Image, display
from ipywidgets import FloatSlider, interact
_ = interact(lambda p: display(Image(bench.draw_anew(p))), p=FloatSlider(value=0.5, min=0, max=1, step=0.05))"""

# Presses an arrow key on the focused slider and waits, in the page, until the drawing has changed.
PRESS_AND_WATCH = """async ([cell, presses]) => {
  const taken = [];  // a handle in a picture is drawn anew, and then has the focus again
  const drawing = () => cell.querySelector('.seminar-live svg')?.outerHTML ?? cell.querySelector('img')?.src;
  for (let i = 0; i < presses; i++) {
    const before = drawing(), began = performance.now();
    const key = Math.floor(i / 9) % 2 ? 'ArrowLeft' : 'ArrowRight';
    document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));
    while (drawing() === before || drawing() === undefined) {
      if (performance.now() - began > 5000) throw new Error('the picture did not change');
      await new Promise(requestAnimationFrame);
    }
    taken.push(performance.now() - began);
  }
  return taken;
}"""


def bargaining_in_python() -> None:
    """The grid and frontier of lesson 4's table, and a move of one of its sliders."""
    from seminar import bargaining as face
    from seminar.bargaining import model as bargaining
    from seminar.tables import read

    table = bargaining.Negotiation.from_tables(read("positions"), read("position_axes"))
    median, late = milliseconds(lambda: bargaining.frontier(table.losses(bargaining.grid(6))[:, :2]), 20)
    print(f"15,625 packages and their frontier: {median:.1f} ms median, {late:.1f} ms at the 95th percentile")
    slider = next(iter(face.table(predict=False).box.children[0].sliders.values())).slider
    steps = iter([5 * i % 101 for i in range(1, 100)])

    def move() -> None:
        slider.value = next(steps)

    median, late = milliseconds(move, 60)
    print(
        f"a slider move of the bargaining table, in Python: {median:.1f} ms median, {late:.1f} ms at the 95th percentile"
    )


def checks() -> None:
    """Every check of every exercise on its solution, as a student would meet it."""
    import json

    from seminar.exercises import build, marking
    from seminar.exercises.conventions import known
    from seminar.exercises.tasks import RULES

    key = json.loads((build.KEYS / "key.json").read_text(encoding="utf-8"))["tasks"]
    solved = {}
    for name in build.names():
        solved |= build.answers(nbformat.read(build.KEYS / f"{name}.ipynb", as_version=4))
    slowest = max(
        (
            milliseconds(
                lambda task=task: marking.mark(known()["tasks"][task], solved[task], key[task], RULES, solved), 5
            )[0],
            task,
        )
        for task in solved
    )
    print(f"the slowest check of {len(solved)}: {slowest[0]:.0f} ms median ({slowest[1]})")


def live_in_python() -> None:
    """What the kernel does when a picture is touched, from the message to the drawing sent, with all of the board's views open."""
    from seminar import bargaining, commitment, tradeoffs

    board = tradeoffs.board()
    views = {name: getattr(board, name)(predict=False).box.children[0] for name in ("scores", "weights", "strait")}
    table, tree = (face(predict=False).box.children[0] for face in (bargaining.table, commitment.tree))
    bar, places = commitment.bargain(predict=False).box.children[0], itertools.cycle(range(20))

    def at(low: float, high: float) -> float:
        return low + (high - low) * (next(places) * 7 % 20) / 20

    board._live.change(p=0.5)
    touches = {
        "the strait's diamond": (views["strait"], lambda: {"drag": "own", "x": at(200, 360), "y": at(200, 360)}),
        "the strait's p": (views["strait"], lambda: {"drag": "p", "value": at(0, 1)}),
        "a score of the board": (views["scores"], lambda: {"pick": f"coerce/{('peace', 'baku')[next(places) % 2]}"}),
        "a proposal at the table": (
            table,
            lambda: {"pick": ("kazan_2011", "madrid_2007")[next(places) % 2]},
        ),
        "a red line of the tree": (
            tree,
            lambda: {"pick": ("two_layer_act", "two_layer_back_down")[next(places) % 2]},
        ),
        "the deal on the bargaining bar": (bar, lambda: {"drag": "deal", "value": at(0, 1)}),
    }
    for name, (view, message) in touches.items():
        median, late = milliseconds(
            lambda view=view, message=message: view.picture._touched(None, message(), []), 40, time.process_time
        )
        print(f"{name}, in Python: {median:.1f} ms of the processor, median of 40; {late:.1f} at the 95th percentile")


def live() -> None:
    """A touch in Python and in Chromium, and a key press beside interact."""
    live_in_python()
    live_in_browser()


PARTS = (slider_in_python, bargaining_in_python, checks, board_in_python, lessons, first_widget, live)

if __name__ == "__main__":
    wanted = sys.argv[1:] or [part.__name__ for part in PARTS]
    for part in PARTS:
        if part.__name__ in wanted:
            part()
