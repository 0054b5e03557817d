"""The memo: four boxes, an option, and a check of its structure. What is written is kept in the answers file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit.view import WIDE, View, button, notice
from . import model
from . import picture as pictures

_PREFIX, _OPTION = "memo_", "memo_option"  # the notes that hold the memo


class Memo(ipw.VBox):
    """Write the four parts, say which option they recommend, check, and save."""

    def __init__(
        self,
        slots: pd.DataFrame,
        options: Mapping[str, str],
        last_paragraph: int,
        best: Callable[[], tuple[tuple[str, ...], str]],
    ):
        self._labels = dict(zip(slots.slot_id, slots.label, strict=True))
        self._options, self._last, self._best = dict(options), last_paragraph, best
        self.boxes = {
            slot.slot_id: ipw.Textarea(
                description=slot.label,
                placeholder=slot.wanted,
                rows=4,
                style={"description_width": "6.5em"},
                layout=ipw.Layout(width="98%", max_width="900px"),
            )
            for slot in slots.itertuples()
        }
        self.option = ipw.Dropdown(
            options=[("not chosen", ""), *((name, o) for o, name in options.items())],
            value="",
            description="My claim recommends",
            style={"description_width": "initial"},
            layout=ipw.Layout(width="26em"),
        )
        self.check = button("Check and save", self._check, primary=True)
        self.message, self.table = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        super().__init__([*self.boxes.values(), self.option, self.check, self.message, self.table], layout=WIDE)
        self._take_up()

    def _take_up(self) -> None:
        try:
            notes = answers.load().notes
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"{error} If you save, it is kept under another name."))
            return
        for slot, box in self.boxes.items():
            box.value = notes.get(_PREFIX + slot, "")
        if notes.get(_OPTION, "") in self._options:
            self.option.value = notes[_OPTION]

    def found(self) -> list[model.Check]:
        """What is checked of the memo as it stands."""
        parts = {slot: box.value for slot, box in self.boxes.items()}
        best, _remark = self._best()
        return model.check(parts, self._labels, self._last, self.option.value, best, self._options)

    def _check(self) -> None:
        self.table.value = pictures.checked(self.found()).html()
        notes = {_PREFIX + slot: box.value for slot, box in self.boxes.items()} | {_OPTION: self.option.value}
        try:
            path = answers.update(lambda saved: saved.notes.update(notes), anew=True)
        except answers.AnswersError as error:
            told = f"Checked, but not saved: {error} Copy your text."
        else:
            told = f"Checked, and saved in {path.name}."
        self.message.value = notice(escape(f"{told} {self._best()[1]}".strip()))


def write(
    slots: pd.DataFrame,
    options: Mapping[str, str],
    last_paragraph: int,
    best: Callable[[], tuple[Sequence[str], str]],
) -> View:
    """The memo to be written. ``best`` gives the options that come first in the student's own model, and a remark on the file."""
    labels = dict(zip(slots.slot_id, slots.label, strict=True))
    empty = pictures.checked(model.check({}, labels, last_paragraph))
    return View(Memo(slots, options, last_paragraph, best), empty.html(), "Your memo")
