"""JupyterLab or Notebook 7 as a student opens it, in a real Chromium: what browser tests, screenshot and benchmark share."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
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
# In JupyterLab: which parts of the page are ours, and what scrolls them.
OURS = (".jp-Notebook .jp-RenderedHTMLCommon", ".jp-Notebook .jp-OutputArea-output", ".jp-Notebook .jupyter-widgets")
FRAME = ".jp-Notebook .jp-WindowedPanel-outer"
# Buttons and menus that come with the tests' packages: no student has them.
_TESTERS_ONLY = (
    "@jupyter/nbgrader",
    "@voila-dashboards/jupyterlab-preview",
    "jupyterlab-jupytext",
    "@jupyter-notebook/lab-extension",
)
WIDTH, HEIGHT = 1280, 1100  # of the window, in pixels
_PATIENCE = 60  # seconds for a condition that should hold within one or two


def of(*names: str):
    """The pytest mark of tests that share a lesson's page, once for each of these lessons; each asks for it at a stage (conftest)."""
    import pytest

    where = pytest.mark.parametrize(
        "as_opened", names, ids=[name[:2] for name in names], indirect=True, scope="session"
    )
    return [pytest.mark.browser, where]


@dataclass(frozen=True)
class Program:
    """What opens notebooks: its module, the class that takes its options, and the address of its notebook pages."""

    module: str
    options: str
    pages: str


LAB = Program("jupyterlab", "LabApp", "lab/tree")
NOTEBOOK = Program("notebook", "JupyterNotebookApp", "notebooks")


@contextmanager
def lab(home: Path, program: Program = LAB) -> Iterator[str]:
    """Serve a copy of the notebooks from ``home`` with JupyterLab, as ``make lab`` does; yield the address to open.

    Everything that Jupyter writes stays in ``home``, and the student's own settings are not read.
    """
    work = home / "seminar"
    shutil.copytree(
        ROOT / "notebooks",
        work / "notebooks",
        ignore=shutil.ignore_patterns("my_answers*", ".ipynb_checkpoints", "source"),
    )
    (work / "docs").mkdir()
    shutil.copy(ROOT / "docs" / "glossary.md", work / "docs")
    (work / "exercises").mkdir()  # as in the students' bundle: without the key
    for exercise in (ROOT / "exercises").glob("[0-9]*.ipynb"):
        shutil.copy(exercise, work / "exercises")
    # What an installation lays into JupyterLab's own folder: without it a fresh JupyterLab asks whether it may fetch news.
    shipped = json.loads((ROOT / "seminar" / "start" / "jupyterlab.json").read_text(encoding="utf-8"))
    for plugin, told in shipped.items():
        extension, _, name = plugin.partition(":")
        settings = home / "settings" / extension / f"{name}.jupyterlab-settings"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(json.dumps(told), encoding="utf-8")
    (home / "config").mkdir()
    (home / "config" / "jupyter_server_config.d").mkdir()
    for name, place in (("jupyter_config.json", "."), ("jupyter_server.json", "jupyter_server_config.d")):
        shutil.copy(ROOT / "seminar" / "start" / name, home / "config" / place)  # where an installation puts it
    (home / "config" / "labconfig").mkdir()
    hidden = {"disabledExtensions": dict.fromkeys(_TESTERS_ONLY, True)}
    (home / "config" / "labconfig" / "page_config.json").write_text(json.dumps(hidden), encoding="utf-8")
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
    with (home / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                program.module,
                "--allow-root",
                "--no-browser",
                "--ip=127.0.0.1",
                f"--port={port}",
                "--ServerApp.port_retries=0",
                f"--ServerApp.root_dir={work}",
                "--IdentityProvider.token=seminar",
                f"--{program.options}.expose_app_in_browser=True",
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


@cache
def _chromium():
    """The one Chromium of this process, which ends with it."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    atexit.register(playwright.stop)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)


@contextmanager
def page(address: str, width: int = WIDTH, height: int = HEIGHT):
    """A page in Chromium whose ``outside`` holds every request that left ``address``, and ``faults`` every script error."""
    context = _chromium().new_context(viewport={"width": width, "height": height})
    opened = context.new_page()
    opened.set_default_timeout(_PATIENCE * 1000)
    opened.outside, opened.faults = [], []
    ours = (address, address.replace("http", "ws"), "data:", "blob:")
    opened.on("request", lambda request: request.url.startswith(ours) or opened.outside.append(request.url))
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))
    try:
        yield opened
    finally:
        context.close()


@contextmanager
def notebook(opened, path: str):
    """Open the notebook at ``path`` in a JupyterLab that is already open, and shut it and its kernel down at the end."""
    opened.evaluate(
        "async path => { const w = await jupyterapp.commands.execute('docmanager:open', { path });"
        " await w.context.ready; await w.sessionContext.ready; }",
        path,
    )
    opened.locator(".jp-NotebookPanel").first.wait_for()
    opened.evaluate("() => jupyterapp.commands.execute('notebook:expand-all-headings')")
    yield
    opened.evaluate(
        "async () => { const w = jupyterapp.shell.currentWidget; await w.sessionContext.shutdown(); w.dispose(); }"
    )
    opened.locator(".jp-NotebookPanel").first.wait_for(state="detached")
    opened.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    opened.evaluate(  # the next lesson begins as a student has it, whatever the last test did with the panel on the left
        "() => jupyterapp.shell.leftCollapsed && jupyterapp.commands.execute('application:toggle-left-area')"
    )


def open_lesson(opened, address: str, name: str, folder: str = "notebooks", program: Program = LAB) -> None:
    """Open a lesson and wait until its kernel is ready: Run All hangs if it is asked for sooner."""
    opened.goto(f"{address}/{program.pages}/{folder}/{name}?token=seminar&reset")
    opened.locator(".jp-NotebookPanel").first.wait_for()
    opened.evaluate(
        "async () => { const w = jupyterapp.shell.currentWidget; await w.context.ready; await w.sessionContext.ready;"
        " await jupyterapp.commands.execute('notebook:expand-all-headings'); }"
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
    """The cell with this id, scrolled into view, since JupyterLab draws only cells near the window; its folded picture is opened."""
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
    found.evaluate(_OPEN)
    return found


_OPEN = """cell => cell.querySelectorAll('details > summary').forEach(
  said => { said.parentElement.open ||= said.textContent.includes('answer the question above'); })"""


def answer(shown, choice: str) -> None:
    """Answer a widget's question before looking, and wait for the verdict on it."""
    shown.get_by_label(choice, exact=True).check()
    shown.get_by_role("button", name="Lock in, then look").click()
    shown.get_by_text(f"You said: {choice}").wait_for()


def draw_all(opened) -> str:
    """Have JupyterLab draw every cell, and not only those near the window; return how it drew them before."""
    before = draw(opened, "defer")  # which also draws cells of a notebook that has not been run; "none" leaves them out
    opened.wait_for_function(
        "() => { const n = jupyterapp.shell.currentWidget.content; n.update();"
        " return n.widgets.every(c => c.node.isConnected && c.node.offsetHeight && !c.isPlaceholder()); }",
        polling=100,
    )
    return before


def draw(opened, mode: str) -> str:
    """Set which cells JupyterLab draws (its windowing mode); return the mode before."""
    return opened.evaluate(
        "mode => { const n = jupyterapp.shell.currentWidget.content, before = n.notebookConfig.windowingMode;"
        " n.notebookConfig = { ...n.notebookConfig, windowingMode: mode }; return before; }",
        mode,
    )


def unfold(opened) -> None:
    """Answer every question with its first choice, tick every table, and open whatever is folded away."""
    asked = opened.get_by_role("button", name="Lock in, then look")
    while before := asked.count():
        form = asked.first.locator("xpath=..")
        if (choices := form.get_by_role("radio")).count():
            choices.first.check()
        else:  # a choice and a chance for each of several
            for choice in form.get_by_role("combobox").all():
                choice.select_option(index=1)
            for chance in form.get_by_role("textbox").all():
                chance.fill("50")
                chance.press("Tab")
        asked.first.click()
        opened.wait_for_function(
            "before => [...document.querySelectorAll('button')].filter(b => b.textContent === 'Lock in, then look').length < before",
            arg=before,
        )
    for folded in opened.locator(".seminar-twin-table").all():  # each found again by its place, opened or not
        if folded.is_visible() and folded.get_attribute("open") is None:
            folded.locator("summary").click()
            folded.get_by_role("table").first.wait_for()
    opened.evaluate("() => document.querySelectorAll('details').forEach(d => { d.open = true; })")


def narrow(opened) -> None:
    """A window of 1280 x 800 pixels at 200%, with the panel on the left closed."""
    opened.set_viewport_size({"width": 640, "height": 400})
    if not opened.evaluate("() => jupyterapp.shell.leftCollapsed"):
        opened.evaluate("() => jupyterapp.commands.execute('application:toggle-left-area')")
    opened.wait_for_function("frame => document.querySelector(frame).clientWidth > 500", arg=FRAME)


OF_SIZE = ("scrollable-region-focusable", "target-size")  # axe's rules whose outcome hangs on the width of the window


def axe(opened, *within: str, only: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """What axe-core finds in the page, or in the elements that these selectors name: each fault's rule, and its first element.

    With ``only``, by these rules alone. Contrast, which takes axe longer than all else, is left to `faint`.
    """
    import axe_playwright_python

    script = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    opened.evaluate(f"() => {{ if (!window.axe) {{ {script} }} }}")
    told = opened.evaluate(
        "([within, only]) => axe.run(within.length ? { include: within.map(s => [s]) } : document, { resultTypes: ['violations'],"
        " ...(only.length ? { runOnly: only } : { rules: { 'color-contrast': { enabled: false } } }) })",
        [list(within), list(only)],
    )
    return [(fault["id"], node["html"][:200]) for fault in told["violations"] for node in fault["nodes"]]


def lost(opened, frame: str, within: str) -> list[list[str]]:
    """Which of the elements ``within`` cannot be read or reached in ``frame``, which itself only scrolls up and down.

    Each is [how, where, what]: *beyond* the edge and impossible to scroll to, *cut* by its own box, *over* another control.
    """
    return opened.evaluate(_LOST, [frame, within])


_LOST = """([frame, within]) => {
  const outer = document.querySelector(frame), lost = [];
  const left = outer.getBoundingClientRect().left, right = left + outer.clientWidth;
  const style = e => getComputedStyle(e);
  const words = e => (e.getAttribute('aria-label') || e.textContent || e.value || e.placeholder || '').trim().slice(0, 60);
  const tell = (how, e) => lost.push([how, `${e.tagName.toLowerCase()}.${[...e.classList].join('.')}`, words(e)]);
  const moved = e => {
    for (let p = e.parentElement; p && p !== outer; p = p.parentElement)
      if (/auto|scroll/.test(style(p).overflowX) && p.scrollWidth > p.clientWidth) return true;
    return false;
  };
  const text = (e, words) => {
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = style(e).font;
    return pen.measureText(words).width;
  };
  const seen = [...document.querySelectorAll(within)].flatMap(root => [root, ...root.querySelectorAll('*')])
    .filter(e => !e.parentElement.closest('svg') && e.checkVisibility({ contentVisibilityAuto: true }))
    .filter(e => e.getBoundingClientRect().width && e.getBoundingClientRect().height);
  for (const e of new Set(seen)) {
    const box = e.getBoundingClientRect();
    if ((box.right > right + 1 || box.left < left - 1) && !moved(e)) tell('beyond', e);
    if (/hidden|clip/.test(style(e).overflowX) && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && e.tagName !== 'svg' && !e.value)
      tell('cut', e);
    if (/hidden|clip/.test(style(e).overflowY) && e.clientHeight && e.scrollHeight > e.clientHeight + 2 && e.tagName !== 'svg')
      tell('cut below', e);
    if (e.matches('textarea') && !e.value && e.scrollHeight > e.clientHeight + 1) tell('cut below', e);
    if (e.matches('select') && e.size < 2) for (const o of e.options) if (text(e, o.text) > e.clientWidth - 20) tell(`cut: ${o.text}`, e);
  }
  const controls = [...new Set(seen)].filter(e => e.matches('button, input, select, textarea, summary, .noUi-handle'));
  const inSight = e => { // the part of it that the lists it may scroll in leave
    let { left, right, top, bottom } = e.getBoundingClientRect();
    for (let p = e.parentElement; p && p !== outer; p = p.parentElement)
      if (/auto|scroll/.test(style(p).overflowY)) {
        const box = p.getBoundingClientRect();
        [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)];
      }
    return { left, right, top, bottom };
  };
  controls.forEach((e, i) => controls.slice(i + 1).forEach(f => {
    const a = inSight(e), b = inSight(f);
    const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    if (over && !e.contains(f) && !f.contains(e)) tell(`over ${words(f)}`, e);
  }));
  return lost;
}"""


THEMES = ("JupyterLab Light", "JupyterLab Dark", "JupyterLab Dark High Contrast")


def theme(opened, name: str) -> None:
    """Change to this theme, as the Settings menu does, and wait until its colours are there."""
    opened.evaluate("theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", name)
    opened.wait_for_function("name => document.body.dataset.jpThemeName === name", arg=name)


def faint(opened, *within: str, least: float = 4.5) -> list[tuple[str, float, str, str]]:
    """Each text within these elements that is below this ratio to what lies beneath it: its words, the ratio, both colours.

    Colours are those computed, and the ground is the nearest that covers, with all that shows through it mixed in. Words in
    a picture lie on its own colours, and a control that is off may be faint: both are left out.
    """
    return [tuple(one) for one in opened.evaluate(_FAINT, [list(within), least])]


_FAINT = """([within, least]) => {
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true }), known = new Map();
  const colour = css => {
    if (!known.has(css)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = css;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(css, [r, g, b, a / 255]);
    }
    return known.get(css);
  };
  const over = (top, below) => below.map((c, i) => top[i] * top[3] + c * (1 - top[3]));
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    const layers = [];
    for (let p = e; p; p = p.parentElement) {
      layers.push(colour(getComputedStyle(p).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const found = [];
  const look = (e, words, css) => {
    let opacity = 1;
    for (let p = e; p; p = p.parentElement) opacity *= getComputedStyle(p).opacity;
    const beneath = ground(e), [r, g, b, a] = colour(css), ink = over([r, g, b, a * opacity], beneath);
    const [high, low] = [light(ink), light(beneath)].sort((x, y) => y - x), ratio = (high + 0.05) / (low + 0.05);
    const named = parts => `rgb(${parts.slice(0, 3).map(Math.round).join(' ')})`;
    if (ratio < least) found.push([words.trim().replace(/\\s+/g, ' ').slice(0, 60), Math.round(ratio * 100) / 100, named(ink), named(beneath)]);
  };
  const hidden = e => !e.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const skipped = e => e.closest('svg, :disabled, .cm-editor, script, style') || hidden(e);
  const roots = [...new Set(within.flatMap(s => [...document.querySelectorAll(s)]))];
  const seen = new Set();
  for (const root of roots) {
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const node = texts.currentNode, e = node.parentElement;
      if (seen.has(node) || !node.data.trim() || skipped(e) || !e.getClientRects().length) continue;
      seen.add(node);
      look(e, node.data, getComputedStyle(e).color);
    }
    for (const e of root.querySelectorAll('input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select')) {
      if (seen.has(e) || skipped(e)) continue;
      seen.add(e);
      if (e.matches('select')) for (const o of e.options) look(o, o.text, getComputedStyle(o).color);
      look(e, e.value || e.tagName, getComputedStyle(e).color);
      if (e.placeholder) look(e, e.placeholder, getComputedStyle(e, '::placeholder').color);
    }
  }
  return found;
}"""


SCREEN = 520  # how much of a lesson is seen at once in a window of 1366 x 625 with the file panel open


def reach(shown) -> int:
    """How far it is in a cell from the first control that can be seen to the end of its live picture, in pixels."""
    return shown.evaluate(
        "cell => { const svg = cell.querySelector('.seminar-live svg'), box = e => e.getBoundingClientRect();"
        " const seen = [...cell.querySelectorAll('.seminar-view :is(select, input, button, .noUi-target)')].filter(e => box(e).height);"
        " return Math.round(box(svg).bottom - Math.min(box(svg).top, ...seen.map(e => box(e).top))); }"
    )


def shoot(opened, name: str) -> None:
    """Keep a screenshot in tests/screenshots, for a person to look at."""
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
            told = log.read_text(encoding="utf-8", errors="replace")
            raise RuntimeError(f"The server did not start:\n{told[-2000:]}")
        time.sleep(0.1)
