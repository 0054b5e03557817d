"""Every live widget of the lessons by keyboard alone: what the Tab key reaches, in which order, under which name, and what a key does there.

The walk is recorded in tests/keyboard_walk.json, so that a change is seen in review. ``WALK=write`` in the environment writes it anew.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from pathlib import Path

import browser
import nbformat
import pytest

from conftest import sealed_forecasts
from seminar import answers
from seminar.kit.fold import SEALED
from seminar.kit.view import LIVE

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
RECORD = ROOT / "tests" / "keyboard_walk.json"
LESSONS = sorted(path.stem for path in (ROOT / "notebooks").glob("[0-9]*.ipynb"))
MOST = 120  # stops in one widget: with more the focus is caught
_LIST = ("ArrowDown", "ArrowUp")  # the second where the first is at its end
_KEYS = {
    "slider": ("ArrowRight", "ArrowLeft"),
    "combobox": _LIST,
    "listbox": _LIST,
    "radio": _LIST,
    "checkbox": ("Space",),
}
_ARROWS = ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp")
_NAMES = {
    "link": "to a source",
    "radio": "a choice",
    "group": "what scrolls",
}  # whose names are the tables' and change with them


def cells(lesson: str) -> dict[str, str]:
    """The cells of a lesson that show a live widget, or may when the seal is open: id -> source."""
    stored = nbformat.read(ROOT / "notebooks" / f"{lesson}.ipynb", as_version=4).cells
    ends = ("Run this cell to use it.", SEALED)
    return {
        cell.id: cell.source
        for cell in stored
        if any(output.get("data", {}).get("text/plain", "").endswith(ends) for output in cell.get("outputs", []))
    }


@pytest.fixture(scope="module")
def page(jupyterlab, served, tmp_path_factory):
    """One notebook with every widget of every lesson, none behind its question, and with nothing answered but sealed forecasts."""
    folder = tmp_path_factory.mktemp("walk")
    answers.save(sealed_forecasts(), folder / answers.FILE_NAME)
    given = {answers.FOLDER: str(folder), "SEMINAR_PREDICT": "off", "SEMINAR_SEAL": "off"}
    rows = [nbformat.v4.new_code_cell(f"import os; os.environ |= {given!r}", id="given")]
    rows += [
        nbformat.v4.new_code_cell(source, id=f"{lesson[:2]}-{name}")
        for lesson in LESSONS
        for name, source in cells(lesson).items()
    ]
    made = nbformat.v4.new_notebook(
        cells=rows, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    )
    nbformat.write(made, served[1] / "walk.ipynb")
    with browser.notebook(jupyterlab, "notebooks/walk.ipynb"):
        run(jupyterlab, "given")
        yield jupyterlab
    (served[1] / "walk.ipynb").unlink()


def run(page, cell: str):
    """Run one cell, and return it if it shows a widget; not all at once: anywidget gives up on what takes two seconds to begin."""
    shown = browser.cell(page, cell)
    page.evaluate("() => jupyterapp.commands.execute('notebook:run-cell')")
    ran = page.evaluate("() => jupyterapp.shell.currentWidget.content.activeCell.model.outputs.toJSON()")
    assert not any(output["output_type"] == "error" for output in ran), ran
    return shown if any(LIVE in output.get("data", {}) for output in ran) else None


class Walk:
    """The Tab key in one cell: from a mark before its outputs to a mark after them."""

    def __init__(self, page, shown):
        self._page, self._cell = page, shown
        self._chromium = page.context.new_cdp_session(page)
        self._cell.locator(".seminar-view").first.wait_for()
        self._cell.evaluate(_FENCE)
        self._tried: set[str] = set()

    def stops(self) -> list[str]:
        """Role, name, and what a key does if one was tried, of each stop; the stops of one kind in a row whose names are not ours to fix are one."""
        found, faults = [], []
        for _ in range(MOST):
            self._page.keyboard.press("Tab")
            stop = self._page.evaluate(_STOP)
            if stop["end"]:
                self._page.keyboard.press("Shift+Tab")
                if self._page.evaluate(_STOP)["end"]:
                    faults.append("Shift+Tab does not lead back")
                break
            one, wrong = self._stop(stop)
            faults += wrong
            if not found or one != found[-1]:
                found.append(one)
        else:
            faults.append(f"the focus does not leave: {found[-3:]}")
        if self._cell.locator(".seminar-live [data-pick], .seminar-live [data-drag]").count():
            touched = [one for one in found if one[2:] == ["says"]]
            faults += [] if touched else ["no key changes what a screen reader is told"]
        assert not faults, faults
        return [" · ".join(one) for one in found]

    def _stop(self, stop: dict) -> tuple[list[str], list[str]]:
        """What is recorded of the stop at which the focus is, and what is wrong with it."""
        role, name = self._said_of_it()
        faults = [
            f"{role} {name!r}: {fault} ({stop['it']})" for fault in stop["faults"] + ["without a name"] * (not name)
        ]
        does = []
        if stop["kind"] or (role in _KEYS and role not in self._tried):
            self._tried.add(role)
            does = [self._press(role, stop["kind"])]
            if stop["kind"] and does == ["nothing"]:
                faults.append(f"{role} {name!r}: a key changes nothing")
        counted = re.sub(r" \(\d+( rows)?\)$", "", name.strip())
        return [role, stop["name"] or _NAMES.get(role) or counted, *does], faults

    def _said_of_it(self) -> tuple[str, str]:
        """Role and name of what has the focus, as Chromium says them to a screen reader."""
        for _ in range(20):  # Chromium takes its time to name what has just been drawn
            it = self._chromium.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
            asked = {"objectId": it, "fetchRelatives": False}
            node = self._chromium.send("Accessibility.getPartialAXTree", asked)["nodes"][0]
            if name := node.get("name", {}).get("value", ""):
                break
            self._page.evaluate("() => new Promise(requestAnimationFrame)")
        role = node["role"]["value"]
        return {"DisclosureTriangle": "disclosure"}.get(role, role), name

    def _press(self, role: str, kind: str) -> str:
        """What a key changes: what is said to a screen reader, or only what is shown."""
        here = "() => { const e = document.activeElement, was = window.here; window.here = e; return e !== was; }"
        self._page.evaluate(here)
        for arrow in _ARROWS if kind == "pick" else ():  # to a part that is not selected yet
            self._page.keyboard.press(arrow)
            if self._page.evaluate(here):
                break
        before = self._words()
        for key in ("Enter",) if kind == "pick" else _KEYS[role]:
            self._page.keyboard.press(key)
            after = self._settled()
            if after != before:
                break
        self._page.evaluate("() => { last = document.activeElement; }")  # it may be drawn anew
        return "says" if after[0] != before[0] else "shows" if after[1] != before[1] else "nothing"

    def _settled(self) -> list[str]:
        """The words once the kernel has answered and they stay."""
        words, before = self._words(), None
        while words != before:
            self._page.evaluate(_ANSWERED)
            words, before = self._words(), words
        return words

    def _words(self) -> list[str]:
        return self._cell.evaluate(_WORDS)


_FENCE = """cell => {
  const outputs = [...cell.querySelectorAll('.jp-OutputArea-child')], mark = end => {
    const made = document.createElement('span');
    made.tabIndex = 0;
    made.className = end ? 'walk-end' : 'walk-start';
    return made;
  };
  cell.querySelectorAll('.walk-start, .walk-end').forEach(e => e.remove());
  outputs[0].before(mark(false));
  outputs.at(-1).after(mark(true));
  window.walked = cell;
  const look = e => { const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.backgroundImage].join(' '); };
  window.lookOf = e => [e, e.parentElement, e.nextElementSibling].filter(Boolean).map(look).join('|');
  window.looks = new Map([...cell.querySelectorAll('*')].map(e => [e, lookOf(e)]));
  window.last = null;
  cell.querySelector('.walk-start').focus();
}"""

_STOP = """() => {
  const e = document.activeElement, faults = [];
  if (e.matches('.walk-end')) return { end: true };
  if (!walked.contains(e)) return { end: false, kind: '', it: '', name: '', faults: ['outside the widget'] };
  const box = e.getBoundingClientRect(), kind = e.dataset.pick !== undefined ? 'pick' : e.dataset.drag !== undefined ? 'drag' : '';
  if (looks.get(e) === lookOf(e)) faults.push('focus not seen');
  const it = e.cloneNode(false).outerHTML.slice(0, 160);
  if (last?.isConnected) {
    if (!(last.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push('out of order');
    const was = last.getBoundingClientRect();
    const within = e.closest('svg') && e.closest('svg') === last.closest('svg'); // a chart has handles on both of its axes
    if (!within && was.width && box.bottom <= was.top && box.left < was.right) faults.push('above the one before');
  }
  last = e;
  return { end: false, kind, faults, it, name: kind === 'pick' ? 'a part of the picture' : '' };
}"""

_WORDS = """cell => {
  const said = [...cell.querySelectorAll('[role=status], [aria-live=polite], [aria-live=assertive]')].map(e => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll('[aria-live=off]').forEach(part => part.remove());
    return copy.textContent;
  });
  return [said.join(' | '), cell.querySelector('.seminar-view').innerHTML];
}"""

_ANSWERED = """async () => {
  const kernel = jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  for (let i = 0; i < 2; i++) { // a control may send a second message when the first is answered
    await kernel.requestExecute({ code: '', silent: true }).done; // which comes after all that the kernel has sent before
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  }
}"""


@pytest.mark.parametrize("name", LESSONS)
def test_every_widget_is_walked_by_keyboard_alone(page, name):
    shown = ((cell, run(page, f"{name[:2]}-{cell}")) for cell in cells(name))
    walk = {cell: Walk(page, found).stops() for cell, found in shown if found}
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    if os.environ.get("WALK") == "write":
        known[name] = walk
        RECORD.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    lines = [[f"{cell}: {stop}" for cell, stops in of.items() for stop in stops] for of in (known.get(name, {}), walk)]
    differ = list(difflib.unified_diff(*lines, "recorded", "walked", lineterm="", n=0))
    assert not differ, "\n".join(differ)
