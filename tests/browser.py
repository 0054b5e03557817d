"""JupyterLab as a student opens it, in a real Chromium: what the browser tests, the screenshot and the benchmark share."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

ROOT = Path(__file__).resolve().parent.parent
SCREENSHOTS = ROOT / "tests" / "screenshots"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
]
_PATIENCE = 60  # seconds for a condition that should hold within one or two


@contextmanager
def lab(home: Path) -> Iterator[str]:
    """Serve a copy of the notebooks from ``home`` with JupyterLab, as ``make lab`` does; yield the address to open.

    Everything that Jupyter writes stays in ``home``, and the student's own settings are not read.
    """
    work = home / "seminar"
    shutil.copytree(
        ROOT / "notebooks", work / "notebooks", ignore=shutil.ignore_patterns("my_answers*", ".ipynb_checkpoints")
    )
    (work / "exercises").mkdir()  # as in the students' bundle: without the key
    for exercise in (ROOT / "exercises").glob("[0-9]*.ipynb"):
        shutil.copy(exercise, work / "exercises")
    settings = home / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    # Without this a fresh JupyterLab asks whether it may fetch news.
    (settings / "notification.jupyterlab-settings").write_text(
        json.dumps({"fetchNews": "false", "checkForUpdates": False})
    )
    port = _free_port()
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
        "MPLCONFIGDIR": "matplotlib",
    }
    environment = {**os.environ, "HOME": str(home), **{name: str(home / folder) for name, folder in folders.items()}}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "jupyterlab",
                "--allow-root",
                "--no-browser",
                "--ip=127.0.0.1",
                f"--port={port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.root_dir={work}",
                "--IdentityProvider.token=seminar",
                "--LabApp.expose_app_in_browser=True",
            ],
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(lambda: _answers(f"{address}/api/status?token=seminar"), server, home / "log")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@contextmanager
def page(address: str, width: int = 1280, height: int = 1100):
    """A page in Chromium whose ``outside`` holds every request that left ``address``, and ``faults`` every script error."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        opened = chromium.new_context(viewport={"width": width, "height": height}).new_page()
        opened.set_default_timeout(_PATIENCE * 1000)
        opened.outside, opened.faults = [], []
        ours = (address, address.replace("http", "ws"), "data:", "blob:")
        opened.on("request", lambda request: request.url.startswith(ours) or opened.outside.append(request.url))
        opened.on("pageerror", lambda error: opened.faults.append(str(error)))
        try:
            yield opened
        finally:
            chromium.close()


def open_lesson(opened, address: str, name: str, folder: str = "notebooks") -> None:
    """Open a lesson in JupyterLab and wait until its kernel is there: Run All hangs if it is asked for sooner."""
    opened.goto(f"{address}/lab/tree/{folder}/{name}?token=seminar&reset")
    opened.locator(".jp-NotebookPanel").first.wait_for()
    opened.evaluate(
        "async () => { const w = jupyterapp.shell.currentWidget; await w.context.ready; await w.sessionContext.ready; }"
    )


def run_all(opened) -> None:
    """Run every cell and wait for the last; AssertionError with the text of a cell that failed."""
    assert opened.evaluate("() => jupyterapp.commands.execute('notebook:run-all-cells').then(String)") == "true"
    failed = opened.evaluate(
        "() => jupyterapp.shell.currentWidget.content.widgets.filter(c => c.model.type === 'code' && (c.model.executionCount == null"
        " || c.model.outputs.toJSON().some(o => o.output_type === 'error'))).map(c => c.model.sharedModel.getSource())"
    )
    assert not failed, f"These cells failed or did not run: {failed}"


def cell(opened, cell_id: str):
    """The cell with this id, scrolled into view, since JupyterLab draws only cells near the window."""
    index = opened.evaluate(
        "id => jupyterapp.shell.currentWidget.content.widgets.findIndex(c => c.model.id === id)", cell_id
    )
    assert index >= 0, f"The lesson has no cell {cell_id!r}."
    opened.evaluate(
        "async i => { const n = jupyterapp.shell.currentWidget.content; n.activeCellIndex = i; await n.scrollToItem(i, 'start'); }",
        index,
    )
    found = opened.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
    found.wait_for()
    return found


def answer(shown, choice: str) -> None:
    """Answer a widget's question before looking, and wait for the verdict on it."""
    shown.get_by_label(choice, exact=True).check()
    shown.get_by_role("button", name="Lock in, then look").click()
    shown.get_by_text(f"You said: {choice}").wait_for()


def shoot(opened, name: str) -> None:
    """Keep a screenshot in tests/screenshots, to be looked at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    opened.screenshot(path=SCREENSHOTS / f"{name}.png")


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


def _wait(condition, server: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while not condition():
        if server.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)
