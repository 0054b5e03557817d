"""What a student makes is kept as it changes, in the answers file, and comes back after a restart and on the next day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import ipywidgets as ipw

from .. import answers
from .palette import QUIET
from .view import WIDE

_waiting: dict[
    Kept, Any
] = {}  # what was put off: a drag has twenty states a second, and writing one to disk takes as long as drawing it
_putting_off = False


@contextmanager
def put_off() -> Iterator[None]:
    """Within this, nothing is written: the last state of each :class:`Kept` waits for :func:`catch_up`."""
    global _putting_off
    _putting_off = True
    try:
        yield
    finally:
        _putting_off = False


def catch_up() -> None:
    """Write what was put off."""
    while _waiting:
        kept, state = _waiting.popitem()
        kept.keep(state)


class Kept(ipw.HTML):
    """A line under a widget that says where its state is kept; ``note`` is the name under which the answers file holds it."""

    def __init__(self, note: str):
        self.note = note
        self._last: Any = None
        super().__init__(layout=WIDE)

    def earlier(self) -> Any:
        """The state that was kept last, None if there is none that can be read; what stands in the way is said in the line."""
        try:
            kept = answers.load().notes.get(self.note, "")
        except answers.AnswersError as error:
            self._say(f"{error} What you change is kept once that file can be read.")
            return None
        try:
            self._last = json.loads(kept) if kept else None
        except ValueError:
            return None
        if self._last is not None:
            self._say(f"As you left it; kept as you change it, in {answers.place().name}.")
        return self._last

    def keep(self, state: Any) -> None:
        """Keep this state, which JSON can hold, in the place of the one before. Nothing is written if it is the same, or if it is
        empty and nothing was kept."""
        _waiting.pop(self, None)
        if _putting_off:
            _waiting[self] = state
            return
        if state == (type(state)() if self._last is None else self._last):
            return
        text = json.dumps(state, ensure_ascii=False)
        try:
            path = answers.update(lambda saved: saved.notes.update({self.note: text}))
        except answers.AnswersError as error:
            self._say(f"Not kept: {error}")
            return
        self._last = json.loads(text)
        self._say(f"Kept as you change it, in {path.name}.")

    def _say(self, words: str) -> None:
        self.value = f'<p style="margin:0.3em 0;font-size:13px;color:{QUIET}">{escape(words)}</p>'


def as_a_map(kept: Any) -> dict[str, str]:
    """What was kept as texts by name; empty where it is anything else."""
    good = isinstance(kept, dict) and all(isinstance(value, str) for value in kept.values())
    return kept if good else {}
