"""The boards of lessons 5 and 6 for the projector."""

from __future__ import annotations

import ast
import importlib.util
import os
import runpy
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import browser
import nbformat
import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "tools" / "app.py"
MADE = runpy.run_path(str(APP))
LESSONS = MADE["LESSONS"]


@pytest.fixture(scope="module")
def lessons() -> dict[str, nbformat.NotebookNode]:
    return {name: nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4) for name in LESSONS}


@pytest.mark.parametrize("name", LESSONS)
def test_a_board_has_the_lesson_s_widgets_in_order_and_no_task(lessons, name):
    lesson, board = lessons[name], MADE["board"](lessons[name])
    nbformat.validate(board)
    moves = [
        cell.source
        for cell in lesson.cells
        if "Run this cell to use it." in str([o.get("data", {}).get("text/plain") for o in cell.get("outputs", [])])
        and "start.warm_up(" not in cell.source  # each student's own
    ]
    shown = [cell.source for cell in board.cells if cell.cell_type == "code"]
    assert shown == moves and all("import" in source for source in shown) and len(moves) >= 4
    words = "\n".join(cell.source for cell in board.cells if cell.cell_type == "markdown")
    assert "minutes" not in words and "Warm-up" not in words and "\n1. " not in words and words.count("\n# ") == 1


def test_without_voila_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="Voila is not installed.*pip install"):
        MADE["main"](["--no-browser"])


@contextmanager
def served(home: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The boards, served as ``make app`` does: their address and the process, which is ended afterwards if it still runs."""
    if importlib.util.find_spec("voila") is None:
        pytest.skip("Voila is not installed (pip install -e '.[app]')")
    port = browser._free_port()
    environment = {
        **os.environ,
        "HOME": str(home),
        "IPYTHONDIR": str(home),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    environment.pop("SEMINAR_PREDICT", None)
    with (home / "log").open("w", encoding="utf-8") as log:
        command = [sys.executable, str(APP), "--no-browser", f"--port={port}"]
        server = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        browser._wait(lambda: browser._answers(address), server, home / "log")
        yield address, server
    finally:
        server.terminate()
        server.wait(browser._PATIENCE)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    if not browser.CHROMIUM:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with served(tmp_path_factory.mktemp("app")) as (address, _server):
        yield address


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a process without a word to it")
def test_who_ends_the_app_ends_voila_and_its_kernels_too(tmp_path):
    with served(tmp_path) as (address, server):
        page = f"{address}/voila/render/{LESSONS[0]}.ipynb"
        with urllib.request.urlopen(page, timeout=60) as opened:
            opened.read(1)  # a kernel has begun
        running = psutil.Process(server.pid).children(recursive=True)
        assert len(running) >= 2
        server.terminate()
        assert server.wait(30) == 0
        assert psutil.wait_procs(running, timeout=10)[1] == [] and not browser._answers(address)


@pytest.mark.browser
@pytest.mark.parametrize(("name", "slider"), [(LESSONS[0], "Baku"), (LESSONS[1], "w, Azerbaijan's chance to win all")])
def test_a_board_opens_and_answers_to_a_key(app, name, slider):
    with browser.page(app, 1400, 1000) as page:
        refused = []
        page.on("requestfailed", lambda request: request.failure == "csp" and refused.append(request.url))
        page.goto(f"{app}/voila/render/{name}.ipynb")
        handle = page.get_by_role("slider", name=slider, exact=True).first
        handle.wait_for()
        assert not [twin for twin in page.get_by_text("Before you look.").all() if twin.is_visible()]
        pictures = "() => [...document.querySelectorAll('svg[role]')].map(s => s.outerHTML).join()"
        before = page.evaluate(pictures)
        handle.focus()
        handle.press("ArrowLeft")
        page.wait_for_function(f"before => ({pictures})() !== before", arg=before)
        browser.shoot(page, f"app-{name[:2]}")
        assert not page.faults and set(page.outside) <= set(refused), "A request left this machine."


LESSON_FILES = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


@pytest.mark.parametrize("path", LESSON_FILES, ids=lambda p: p.stem)
def test_every_widget_opens_with_predictions_switched_off(path, desk, monkeypatch):
    """As in the app, and as an instructor switches them off for a room: each cell runs and can be shown."""
    monkeypatch.setenv("SEMINAR_PREDICT", "off")
    names: dict = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            *before, last = ast.parse(cell.source).body
            exec(compile(ast.Module(before, []), cell.id, "exec"), names)
            if isinstance(last, ast.Expr):
                shown = eval(compile(ast.Expression(last.value), cell.id, "eval"), names)
                assert not hasattr(shown, "_repr_mimebundle_") or shown._repr_mimebundle_(), cell.id
            else:
                exec(compile(ast.Module([last], []), cell.id, "exec"), names)
