"""Controls that work by keyboard, and say their names.

JupyterLab takes plain keys for itself while a list or a slider in an output has the focus: an arrow leaves for the next
cell, the letter a inserts one (jupyter-widgets/ipywidgets issue 3912). And the sliders of ipywidgets have no name that a
screen reader could say. :class:`Keyboard` stands unseen in a view and mends both.
"""

from __future__ import annotations

import anywidget

_SCRIPT = """
export default {
  render({ el }) {
    el.style.display = 'none';
    let view = null;
    // Plain keys are the control's; keys with Shift, Control, Alt or Command stay JupyterLab's, so Shift+Enter runs the cell.
    // The mark stands on the control itself: JupyterLab's commands match the element in focus, and look no further up.
    const guard = event => {
      if (!view?.contains(event.target)) return;
      const modified = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
      event.target.toggleAttribute('data-lm-suppress-shortcuts', !modified);
    };
    const name = () => {
      for (const handle of view.querySelectorAll('.noUi-handle:not([aria-label])')) {
        const words = handle.closest('.widget-hbox')?.querySelector('.widget-label')?.textContent;
        if (words) handle.setAttribute('aria-label', words);
      }
    };
    const watch = new MutationObserver(name);
    const settle = requestAnimationFrame(function find() {
      if (!el.isConnected) return requestAnimationFrame(find);
      view = el.closest('.jp-OutputArea-output, .jp-OutputArea-child') ?? el.parentElement;
      name();
      watch.observe(view, { childList: true, subtree: true });
    });
    window.addEventListener('keydown', guard, true);
    return () => {
      cancelAnimationFrame(settle);
      watch.disconnect();
      window.removeEventListener('keydown', guard, true);
    };
  },
};
"""


class Keyboard(anywidget.AnyWidget):
    """Stands in a view, unseen, and keeps JupyterLab's plain-key commands away from the controls beside it."""

    _esm = _SCRIPT
