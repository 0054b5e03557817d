"""An outline that is written by keyboard: a line a row, one step to the right of the line that it speaks to.

Enter begins a line, Alt with an arrow moves it: right and left in and out, up and down with all that hangs on it. The same is on buttons
under the lines, for those who use a finger. What else is asked of a line, such as its kind, is a list or a box of its own.
"""

from __future__ import annotations

from typing import Any

import anywidget
import ipywidgets as ipw
import traitlets

from ..kit.palette import GROUND, QUIET, RULE, TEXT

_SCRIPT = """
export default {
  render({ model, el }) {
    const list = document.createElement('ol'), tools = document.createElement('div'), said = document.createElement('p');
    el.classList.add('seminar-outline');
    list.className = 'seminar-outline-lines';
    tools.className = 'seminar-outline-tools';
    said.className = 'seminar-outline-said';
    said.setAttribute('role', 'status');
    el.append(list, tools, said);
    let fields = model.get('fields');
    const blank = level => Object.fromEntries([['words', ''], ['level', level], ...fields.map(f => [f.name, f.options ? f.options[0][0] : false])]);
    const copy = rows => rows.map(row => ({ ...row }));
    let rows = copy(model.get('rows')), at = 0, waiting;
    if (!rows.length) rows = [blank(0)];
    const send = () => { clearTimeout(waiting); model.set('rows', copy(rows)); model.save_changes(); };
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(send, 300); };
    const end = i => { let j = i + 1; while (j < rows.length && rows[j].level > rows[i].level) j++; return j; };
    const parent = i => { for (let j = i - 1; j >= 0; j--) if (rows[j].level < rows[i].level) return j; return -1; };
    const where = i => { const p = parent(i); return p < 0 ? (i ? 'hangs on nothing' : 'the thesis') : `under line ${p + 1}`; };
    const grow = area => { area.style.height = '0'; area.style.height = `${area.scrollHeight + 2}px`; };
    const shift = (i, by) => {
      const level = rows[i].level + by;
      if (level < 0 || i === 0 || level > rows[i - 1].level + 1) return tell(`Line ${i + 1} cannot go further that way.`);
      for (let j = end(i) - 1; j >= i; j--) rows[j].level += by;
      draw(i); tell(`Line ${i + 1} is now ${where(i)}.`);
    };
    const move = (i, by) => {
      const last = end(i);
      let to;
      if (by < 0) { to = i - 1; while (to >= 0 && rows[to].level > rows[i].level) to--; }
      else to = last;
      if (to < 0 || to >= rows.length || rows[to].level < rows[i].level) return tell(`Line ${i + 1} cannot go further that way.`);
      if (by > 0) to = end(last) - (last - i);
      const block = rows.splice(i, last - i);
      rows.splice(to, 0, ...block);
      draw(to); tell(`It is now line ${to + 1}, ${where(to)}.`);
    };
    const add = i => { rows.splice(i + 1, 0, blank(rows[i].level || 1)); draw(i + 1); tell(`Line ${i + 2}, ${where(i + 1)}.`); };
    const remove = i => {
      const last = end(i);
      for (let j = i + 1; j < last; j++) rows[j].level -= 1;
      rows.splice(i, 1);
      if (!rows.length) rows = [blank(0)];
      draw(Math.max(i - 1, 0)); tell(`Line ${i + 1} is gone.`);
    };
    const tell = words => { said.textContent = words; };
    const keys = (event, i) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key], to = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (event.isComposing) return;
      if (event.altKey && by) shift(i, by);
      else if (event.altKey && to) move(i, to);
      else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey) add(i);
      else if (event.key === 'Backspace' && !event.target.value && rows.length > 1) remove(i);
      else return;
      event.preventDefault(); event.stopPropagation();
    };
    const control = (field, i) => {
      const input = document.createElement(field.options ? 'select' : 'input'), name = `${field.label}, line ${i + 1}`;
      if (field.options) {
        for (const [value, words] of field.options) input.append(new Option(words, value));
        input.value = rows[i][field.name];
        if (input.selectedIndex < 0) input.selectedIndex = 0;
        input.setAttribute('aria-label', name);
        input.addEventListener('change', () => { rows[i][field.name] = input.value; send(); });
        if (field.below && rows[i].level === 0) input.style.display = 'none';
        return input;
      }
      const label = document.createElement('label');
      input.type = 'checkbox';
      input.checked = rows[i][field.name] === true;
      input.setAttribute('aria-label', name);
      input.addEventListener('change', () => { rows[i][field.name] = input.checked; send(); });
      label.append(input, field.label.toLowerCase());
      return label;
    };
    const draw = focus => {
      list.replaceChildren(...rows.map((row, i) => {
        const item = document.createElement('li'), area = document.createElement('textarea'), number = document.createElement('span');
        number.textContent = i + 1;
        item.style.paddingLeft = `${Math.min(row.level, 6) * 1.2}em`;
        area.value = row.words; area.rows = 1; area.placeholder = i ? '' : 'the thesis';
        area.setAttribute('aria-label', `Line ${i + 1}, ${where(i)}`);
        area.addEventListener('input', () => { row.words = area.value.replace(/\\n/g, ' '); grow(area); soon(); });
        area.addEventListener('change', send);
        area.addEventListener('keydown', event => keys(event, i));
        item.addEventListener('focusin', () => { at = i; for (const other of list.children) other.classList.toggle('is-current', other === item); });
        item.append(number, area, ...fields.map(field => control(field, i)));
        return item;
      }));
      for (const area of list.querySelectorAll('textarea')) grow(area);
      if (focus !== undefined) { list.querySelectorAll('textarea')[focus]?.focus(); send(); }
    };
    for (const [words, act] of [
      ['← Out', () => shift(at, -1)], ['In →', () => shift(at, 1)], ['↑ Up', () => move(at, -1)], ['↓ Down', () => move(at, 1)],
      ['Add a line', () => add(at)], ['Remove the line', () => remove(at)],
    ]) {
      const made = document.createElement('button');
      made.type = 'button'; made.textContent = words; made.className = 'jupyter-button';
      made.addEventListener('click', () => { at = Math.min(at, rows.length - 1); act(); });
      tools.append(made);
    }
    const changed = () => {
      if (JSON.stringify(model.get('rows')) === JSON.stringify(rows)) return;
      rows = copy(model.get('rows'));
      if (!rows.length) rows = [blank(0)];
      draw();
    };
    const asked = () => { fields = model.get('fields'); draw(); };
    const called = message => list.querySelectorAll('textarea')[message.go]?.focus();
    model.on('change:rows', changed);
    model.on('msg:custom', called);
    model.on('change:fields', asked);
    const shown = new ResizeObserver(() => { for (const area of list.querySelectorAll('textarea')) grow(area); });
    shown.observe(el);
    draw();
    return () => {
      for (const [event, heard] of [['change:rows', changed], ['change:fields', asked], ['msg:custom', called]]) model.off(event, heard);
      shown.disconnect();
      clearTimeout(waiting);
    };
  },
};
"""

_STYLE = f"""
.seminar-outline {{ color: {TEXT}; font-size: 13px; line-height: 1.4; }}
.seminar-outline-lines {{ list-style: none; margin: 0; padding: 0; }}
.seminar-outline-lines li {{ display: flex; flex-wrap: wrap; gap: 4px; align-items: flex-start; padding: 1px 2px; border-left: 3px solid transparent; }}
.seminar-outline-lines li.is-current {{ border-left-color: currentColor; }}
.seminar-outline-lines span {{ min-width: 1.5em; text-align: right; padding-top: 4px; color: {QUIET}; }}
.seminar-outline-lines textarea {{ flex: 1 1 13em; min-width: 0; font: inherit; color: inherit; background: {GROUND}; border: 1px solid {RULE};
  padding: 3px 5px; resize: none; overflow: hidden; box-sizing: border-box; }}
.seminar-outline-lines select {{ font: inherit; color: inherit; background: {GROUND}; border: 1px solid {RULE}; height: 26px; max-width: 100%; }}
.seminar-outline-lines option {{ color: {TEXT}; background: {GROUND}; }}
.seminar-outline-lines label {{ display: inline-flex; align-items: center; gap: 2px; padding-top: 3px; }}
.seminar-outline-tools {{ display: flex; flex-wrap: wrap; gap: 4px; margin-top: 6px; }}
.seminar-outline-tools button {{ padding: 0 8px; width: auto; }}
.seminar-outline-said {{ margin: 4px 0 0; min-height: 1.4em; color: {QUIET}; }}
"""


class Outline(anywidget.AnyWidget):
    """Lines to be written. ``rows`` holds them, each a dict with ``words`` and ``level`` (0 for what hangs on nothing) and a value for each field.

    ``fields`` says what else is asked of a line: dicts with ``name`` and ``label``; with ``options`` (pairs of value and
    words) it is a list, without a box to tick; with ``below`` it is asked only of what hangs on another line.
    """

    _esm = _SCRIPT
    _css = _STYLE
    rows = traitlets.List(traitlets.Dict()).tag(sync=True)
    fields = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, **given: Any):
        super().__init__(layout=ipw.Layout(flex="1 1 27em", width="auto", min_width="0", max_width="100%"), **given)

    def go(self, line: int) -> None:
        """Put the cursor into a line (0 for the first)."""
        self.send({"go": line})


def choice(name: str, label: str, options: list[tuple[str, str]], below: bool = False) -> dict[str, Any]:
    """A field that is a list of (value, words)."""
    return {"name": name, "label": label, "options": [list(pair) for pair in options], "below": below}


def tick(name: str, label: str) -> dict[str, Any]:
    """A field that is a box to tick."""
    return {"name": name, "label": label}
