"""Controls that work by keyboard, say their names, are not cut off in a narrow window, and say when their kernel is gone.

JupyterLab takes plain keys for itself while a list or a slider in an output has the focus: an arrow leaves for the next
cell, the letter a inserts one (jupyter-widgets/ipywidgets issue 3912). The sliders of ipywidgets have no name that a
screen reader could say. And long words on a button or beside a tick are cut off where the window is narrow, as it is at
200%. And a control whose kernel was restarted or shut down looks as if it worked. :class:`Keyboard` sits unseen in a
view and mends all four.
"""

from __future__ import annotations

import anywidget

from .palette import BLUE, TEXT
from .show import MOVED

OURS = "seminar-view"  # the CSS class of every view on the page: the style below touches no other widget
TWIN = "seminar-twin"  # the class of what is shown in a view's place while it is not live
GONE = "The kernel was restarted or shut down. Run this cell again to use it."

_SCRIPT = (
    """
const MOVED = 'TABLES', OURS = 'VIEW', GONE = 'WORDS', TWIN = 'STILL';
export default {
  render({ model, el }) {
    el.style.display = 'none';
    let view = null;
    // Plain keys are the control's; keys with Shift, Control, Alt or Command stay JupyterLab's, so Shift+Enter runs the cell.
    // The attribute goes on the control itself: JupyterLab's commands match the element in focus, and look no further up.
    const guard = event => {
      // A table, in any output, needs its keys only where it is wider than its container: arrows scroll it sideways.
      const table = event.target.matches?.(`.${MOVED}`);
      if (!table && !view?.contains(event.target)) return;
      const fits = table && event.target.scrollWidth <= event.target.clientWidth;
      const modified = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
      event.target.toggleAttribute('data-lm-suppress-shortcuts', !modified && !fits);
    };
    const name = () => {
      for (const handle of view.querySelectorAll('.noUi-handle:not([aria-label])')) {
        const words = handle.closest('.widget-hbox')?.querySelector('.widget-label')?.textContent;
        if (words) handle.setAttribute('aria-label', words);
      }
      // A button that brings back a file ends in the number of files, "(0)" before there is one.
      for (const button of view.querySelectorAll('.widget-upload'))
        for (const part of button.childNodes)
          if (part.nodeType === Node.TEXT_NODE && / \\(\\d+\\)$/.test(part.data)) part.data = part.data.replace(/ \\(\\d+\\)$/, '');
    };
    const watch = new MutationObserver(name);
    // The controls stand as they were, cannot be used, and say why. Of a kernel's end JupyterLab's widgets are told on a
    // restart only; of a shutdown, another kernel or a crash the session knows, where the program has one to ask.
    const manager = model.widget_manager, kernel = manager?.kernel, session = manager?.context?.sessionContext;
    const ENDS = ['restarting', 'autorestarting', 'terminating', 'dead'];
    const gone = () => {
      const box = el.closest(`.${OURS}`);
      if (!box || box.querySelector(`:scope > .${OURS}-gone`)) return;
      for (const part of box.children) part.inert = true;
      const words = document.createElement('p');
      words.className = `${OURS}-gone`;
      words.setAttribute('role', 'status');
      words.textContent = GONE;
      box.prepend(words);
    };
    const ended = (_session, status) => ENDS.includes(status) && gone();
    const changed = () => manager.kernel !== kernel && gone();
    const dropped = () => setTimeout(() => el.closest('.jupyter-widgets-disconnected') && gone());
    session?.statusChanged.connect(ended);
    session?.kernelChanged.connect(changed);
    model.on('comm_live_update', dropped);
    const settle = requestAnimationFrame(function find() {
      if (!el.isConnected) return requestAnimationFrame(find);
      view = el.closest('.jp-OutputArea-output, .jp-OutputArea-child') ?? el.parentElement;
      name();
      // The still twin before it, hidden meanwhile, would be found a second time by a search, and its ids stand twice.
      const still = el.closest('.jp-OutputArea-child')?.previousElementSibling?.querySelector(`.${TWIN}`);
      for (const part of [...(still?.children ?? [])]) if (part.tagName !== 'STYLE') part.remove();
      if (el.closest(`.${OURS}`)?.classList.contains('jupyter-widgets-disconnected')) gone();
      watch.observe(view, { childList: true, subtree: true });
    });
    window.addEventListener('keydown', guard, true);
    return () => {
      cancelAnimationFrame(settle);
      watch.disconnect();
      session?.statusChanged.disconnect(ended);
      session?.kernelChanged.disconnect(changed);
      model.off('comm_live_update', dropped);
      window.removeEventListener('keydown', guard, true);
    };
  },
};
""".replace("TABLES", MOVED)
    .replace("VIEW", OURS)
    .replace("WORDS", GONE)
    .replace("STILL", TWIN)
)

# the arrow of a list, which ipywidgets draws in black on a dark theme too
_WHITE_ARROW = (
    "url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'%3E"
    "%3Cpath d='M5 7l4 4 4-4' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E\")"
)
_STYLE = f"""
.{OURS} .widget-label, .{OURS} .widget-label-basic, .{OURS} .jupyter-button {{ white-space: normal; overflow: visible; }}
.{OURS} .widget-label, .{OURS} .widget-label-basic, .{OURS} .jupyter-button {{ height: auto; line-height: 1.4; }}
.{OURS} .widget-checkbox {{ height: auto; min-height: var(--jp-widgets-inline-height); }}
.{OURS} .jupyter-button {{ min-height: var(--jp-widgets-inline-height); padding-block: 4px; }}
.{OURS} .widget-inline-hbox, .{OURS} .jupyter-button {{ max-width: 100%; }}
.{OURS} .widget-html, .{OURS} .widget-html-content {{ min-width: 0; }}
.{OURS} .widget-checkbox {{ align-items: center; }}
.{OURS} .widget-slider .noUi-handle {{ background: {BLUE}; border-color: {TEXT}; }}
[data-jp-theme-light="false"] .{OURS} {{ color-scheme: dark; --jp-widgets-dropdown-arrow: {_WHITE_ARROW}; }}
.{OURS} ::placeholder {{ color: inherit; font-style: italic; }}
.{OURS} > [inert] {{ opacity: 0.6; }}
.{OURS}-gone {{ margin: 0.3em 0; font-weight: 600; color: {TEXT}; }}
.{OURS}.jupyter-widgets-disconnected::before, .{OURS} .jupyter-widgets-disconnected::before {{ content: none; }}
"""


class Keyboard(anywidget.AnyWidget):
    """Sits in a view, unseen. Nothing else can do this: ipywidgets' own controls run no script of ours, and JupyterLab's keys come first."""

    _esm = _SCRIPT
    _css = _STYLE
