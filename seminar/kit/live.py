"""A picture that changes and can be touched: SVG, its verdict, its sentence and its table in one state, sent in one message.

What can be touched is said by the picture itself (:func:`seminar.kit.svg.pick`, :func:`seminar.kit.svg.handle`); the
script beside this file gives it role, name and keys as the ARIA Authoring Practices have them, and says here what the
reader did. The same script moves the reading copy, where no kernel answers.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from . import keep
from .palette import LINE_OF_TEXT
from .show import Picture, caption

_HERE = Path(__file__).parent


class LivePicture(anywidget.AnyWidget):
    """A picture that a control, a touch or a drag redraws."""

    _esm = (_HERE / "live.js").read_text("utf-8")
    _css = (_HERE / "live.css").read_text("utf-8")
    shown = traitlets.Dict().tag(sync=True)  # drawing, verdict, caption, table: HTML and SVG, always sent together
    table_open = traitlets.Bool(False).tag(sync=True)

    def __init__(self) -> None:
        self._picture: Picture | None = None
        self._chosen = ""
        self._picks: list[Callable[[str], None]] = []
        self._drags: dict[str, Callable[[float], None]] = {}
        self._points: dict[str, tuple[Callable[[float, float], None], Callable[[int, int], None]]] = {}
        super().__init__()
        self.on_msg(self._touched)

    def show(self, picture: Picture, chosen: str = "") -> None:
        """Show this picture, which is SVG, in place of the one before; ``chosen`` is HTML on what is selected in it, after the sentence."""
        self._picture, self._chosen = picture, chosen
        line = f'<p style="max-width:{LINE_OF_TEXT}">'
        # What is selected stands to be read; a screen reader is told the sentence, not all of it.
        said = [
            f'{line}{caption(picture.sentence)}</p><div aria-live="off">{chosen}</div>',
            f"{line}{caption('', *picture.notes)}</p>",
        ]
        self.shown = {
            "drawing": picture.drawing,
            "verdict": picture.verdict,
            "caption": "".join(said) if chosen else f"{line}{picture.caption_html()}</p>",
            "table": picture.table_html() if self.table_open else "",
        }

    def on_pick(self, act: Callable[[str], None]) -> None:
        """Call ``act(key)`` when the reader selects the part of the picture with this key."""
        self._picks.append(act)

    def on_drag(self, name: str, act: Callable[[float], None]) -> None:
        """Call ``act(value)`` when the handle of this name is moved along its line, by pointer or by key."""
        self._drags[name] = act

    def on_point(self, name: str, act: Callable[[float, float], None], nudge: Callable[[int, int], None]) -> None:
        """Call ``act(x, y)``, in the units of the drawing, when the handle of this name is moved over the plane by pointer;
        ``nudge(dx, dy)``, each -1, 0 or 1 (y points down), when an arrow key moves it.
        """
        self._points[name] = act, nudge

    @property
    def drawing(self) -> str:
        """The SVG that is shown now."""
        return self.shown.get("drawing", "")

    @property
    def caption(self) -> str:
        """What is said of the part that is selected, the sentence and the notes that are shown now, as HTML."""
        return self.shown.get("caption", "")

    @property
    def table(self) -> str:
        """The table that is shown now, as HTML; empty while it is closed."""
        return self.shown.get("table", "")

    @traitlets.observe("table_open")
    def _fill_table(self, _change: object) -> None:
        if self._picture:
            self.show(self._picture, self._chosen)

    def _touched(self, _widget: object, message: dict[str, Any], _buffers: object) -> None:
        """What the reader did, as the script says it. The answer lets it send the next."""
        held = bool(message.get("held"))
        try:
            with keep.put_off() if held else nullcontext():
                self._act(message)
            if not held:
                keep.catch_up()
        finally:
            self.send({"done": True})

    def _act(self, message: dict[str, Any]) -> None:
        if "pick" in message:
            for act in self._picks:
                act(str(message["pick"]))
        elif "value" in message:
            self._drags[message["drag"]](float(message["value"]))
        elif "x" in message:
            self._points[message["drag"]][0](float(message["x"]), float(message["y"]))
        elif "dx" in message:
            self._points[message["drag"]][1](int(message["dx"]), int(message["dy"]))
