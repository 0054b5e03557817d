"""The memo: a box for each part, an option, and a check of its structure. What is written is kept in the answers file."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as ipw

from .. import answers
from ..kit.keep import Kept, as_a_map
from ..kit.view import DESCRIBED, LIST, WIDE, View, button, notice
from ..kit.words import count
from . import model, picture
from .assignment import Assignment

_PREFIX, _OPTION = "memo_", "memo_option"  # the notes that hold the memo


class MemoForm(ipw.VBox):
    """Write the parts, say which option they recommend, check, and save."""

    def __init__(self, assignment: Assignment):
        self._assignment = assignment
        self.boxes = {slot.slot_id: _box(slot) for slot in assignment.slots.itertuples()}
        self.length = ipw.HTML(layout=WIDE)
        for box in self.boxes.values():
            box.observe(lambda _change: self._count(), "value")
        self.option = ipw.Dropdown(
            options=[("not chosen", ""), *((name, o) for o, name in assignment.options.items())],
            value="",
            description="My claim recommends",
            style=DESCRIBED,
            layout=ipw.Layout(width="26em"),
        )
        self.check = button("Check and save", self._check, primary=True)
        self.message, self.table = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.kept = Kept("memo_draft")
        controls = [*self.boxes.values(), self.length, self.option, self.check]
        super().__init__([*controls, self.kept, self.message, self.table], layout=WIDE)
        self._count()
        self._take_up()
        for control in (*self.boxes.values(), self.option):
            control.observe(lambda _change: self.kept.keep(self._draft()), "value")

    def _count(self) -> None:
        words = sum(len(box.value.split()) for box in self.boxes.values())
        self.length.value = notice(f"{count(words, 'word')} so far; about {model.WORDS} in all.")

    def _take_up(self) -> None:
        """Fill the form with what was saved before."""
        try:
            notes = answers.load().notes
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"{error} If you save, it is kept under another name."))
            return
        for slot, box in self.boxes.items():
            box.value = notes.get(_PREFIX + slot, "")
        chosen = notes.get(_OPTION, "")
        draft = as_a_map(self.kept.earlier())  # as it was typed since it was last checked
        for slot, box in self.boxes.items():
            box.value = draft.get(slot, box.value)
        chosen = draft.get(_OPTION, chosen)
        if chosen in self._assignment.options:
            self.option.value = chosen

    def _draft(self) -> dict[str, str]:
        return {slot: box.value for slot, box in self.boxes.items()} | {_OPTION: self.option.value}

    def _check(self) -> None:
        parts = {slot: box.value for slot, box in self.boxes.items()}
        found, remark = self._assignment.check(parts, self.option.value)
        self.table.value = picture.checked(found).html()
        notes = {_PREFIX + slot: text for slot, text in parts.items()} | {_OPTION: self.option.value}
        try:
            path = answers.update(lambda saved: saved.notes.update(notes), start_over=True)
        except answers.AnswersError as error:
            done = f"Checked, but not saved: {error} Copy your text."
        else:
            done = f"Checked, and saved in {path.name}."
        self.message.value = notice(escape(f"{done} {remark}".strip()))


def write(assignment: Assignment) -> View:
    """The form for the memo; without a kernel, what will be checked."""
    empty = model.check({}, assignment.labels, assignment.last_paragraph)
    return View(MemoForm(assignment), picture.checked(empty).html(), "Your memo")


def _box(slot: Any) -> ipw.Textarea:
    return ipw.Textarea(
        description=slot.label,
        placeholder=slot.wanted,
        rows=8,
        style={"description_width": "6.5em"},
        layout=LIST,
    )
