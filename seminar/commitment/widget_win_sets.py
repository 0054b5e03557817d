"""The win-sets with their controls: the end of each that a student may move."""

from __future__ import annotations

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import WIDE, Number, View, button, verdict_line
from . import picture_win_sets
from .two_levels import Ratification, two_levels
from .widget import aligned, dragged


class WinSets(ipw.VBox):
    """A stretch of one axis for each group; the end of each that a student may move."""

    def __init__(self, ratification: Ratification, verdict: str = ""):
        self._ratification, self._busy = ratification, False
        self._start = ratification.moving_ends()
        self.numbers = {
            win_set: Number(name, self._start[win_set], 0, 100, 5, in_picture=True)
            for win_set, name in picture_win_sets.handles(ratification).items()
        }
        self.reset = button("Back to the seminar's win-sets", self._reset)
        self.picture = LivePicture()
        dragged(self.picture, self.numbers)
        for number in self.numbers.values():
            number.on_change(lambda _value: self._show())
        self._show()
        numbers = aligned(list(self.numbers.values()), "23em")
        super().__init__([*verdict_line(verdict), numbers, self.reset, self.picture], layout=WIDE)

    def _reset(self) -> None:
        self._busy = True
        try:
            for win_set, end in self._start.items():
                self.numbers[win_set].value = end
        finally:
            self._busy = False
        self._show()

    def _show(self) -> None:
        if not self._busy:
            moved = {win_set: number.value for win_set, number in self.numbers.items()}
            self.picture.show(picture_win_sets.win_sets(self._ratification, moved, "live-wins"))


def win_sets(ratification: Ratification, question: Question, predict: bool | None) -> View:
    """The win-sets behind a prediction: what share of the deals that leaders could strike dies at home."""
    strip = table_html(picture_win_sets.levels_table(ratification), "If those at home came nearer to their leaders")
    still = picture_win_sets.win_sets(ratification).html() + strip

    def make(verdict: str) -> ipw.Widget:
        return WinSets(ratification, verdict)

    lost = two_levels(*ratification.sets()).lost
    value, shown = (1.0, "all, since leaders could strike none") if lost is None else (lost, "")
    return asked(question, value, make, still, "The win-sets of leaders and of those at home", predict, shown)
