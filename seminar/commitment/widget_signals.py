"""Signals to sort as talk, sunk cost or tied hands, which are then laid beside the seminar's reading."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as ipw
import pandas as pd

from ..kit.show import table_html
from ..kit.view import BESIDE, WIDE, View, button, card, notice
from ..kit.words import capital, number_word
from . import picture_signals
from .picture_signals import KINDS

_UNDECIDED = "choose a kind"


class SortSignals(ipw.VBox):
    """Sort each signal as talk, sunk cost or tied hands; then lay it beside the seminar's reading."""

    def __init__(self, rows: pd.DataFrame):
        self._rows = rows
        self.choices = {row.signal_id: self._choice(row.signal_id) for row in rows.itertuples()}
        self.button = button("Lay mine beside the seminar's", self._lay_beside, primary=True)
        self.message, self.result = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        lines = [self._line(row) for row in rows.itertuples()]
        super().__init__([*lines, self.button, self.message, self.result], layout=WIDE)

    @staticmethod
    def _choice(signal: str) -> ipw.Dropdown:
        return ipw.Dropdown(
            description=signal,
            options=[(_UNDECIDED, ""), *((words, kind) for kind, words in KINDS.items())],
            value="",
            layout=ipw.Layout(width="14em", flex="0 0 auto"),
            style={"description_width": "3em"},
        )

    def _line(self, row: Any) -> ipw.HBox:
        words = f'<div style="line-height:1.4">{escape(picture_signals.signal_words(row))}</div>'
        return ipw.HBox(
            [self.choices[row.signal_id], ipw.HTML(words, layout=BESIDE)],
            layout=ipw.Layout(flex_flow="row wrap", align_items="center"),
        )

    def _lay_beside(self) -> None:
        mine = {signal: choice.value for signal, choice in self.choices.items() if choice.value}
        if not mine:
            self.message.value = notice("Choose a kind for at least one signal first.")
            return
        beside, rest = picture_signals.beside(self._rows, mine), len(self._rows) - len(mine)
        same = int((beside.You == beside["The seminar"]).sum())
        self.message.value = notice(
            f"You and the seminar's reading agree on {same} of {len(mine)} signals{f'; {rest} not sorted yet' if rest else ''}. "
            "Where you differ, read the reason: it is a reading too."
        )
        self.result.value = card(table_html(beside, "Your sorting beside the seminar's"))


def signals(rows: pd.DataFrame) -> View:
    """The signals to sort; without a kernel, a list of them."""
    still = card(table_html(picture_signals.signal_list(rows), "Signals to sort"))
    return View(SortSignals(rows), still, f"{capital(number_word(len(rows)))} signals to sort")
