"""A box for a day, which is typed or picked with a slider."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as ipw

from ..kit.view import BREAKS, DESCRIBED, WIDE, notice
from ..kit.words import long_day
from . import model as history


class TypedDay(ipw.VBox):
    """A box for a day from ``first`` to ``last``. Anything else is answered with a sentence, and changes nothing."""

    def __init__(self, name: str, first: date, last: date, day: date):
        self._first, self._last, self.day = first, last, day
        self._redraw: Callable[[date], None] = lambda _day: None
        self._quiet = False
        self.box = ipw.Text(
            value=str(day),
            description=name,
            continuous_update=False,
            style=DESCRIBED,
            layout=ipw.Layout(width="24em"),
        )
        self.message = ipw.HTML(layout=WIDE)
        self.box.observe(lambda change: self._typed(change["new"]), "value")
        super().__init__([self.box, self.message])

    def on_change(self, redraw: Callable[[date], None]) -> None:
        """Call ``redraw(day)`` once per change."""
        self._redraw = redraw

    def put(self, day: date) -> None:
        """Show this day without calling back."""
        self._quiet = True
        self._put(day)
        self._quiet = False

    def go(self, day: date) -> None:
        """Go to this day, as if it had been typed."""
        if day != self.day:
            self._set(day)

    def _put(self, day: date) -> None:
        self.day, self.box.value, self.message.value = day, str(day), ""

    def _typed(self, words: str) -> None:
        if self._quiet:
            return
        try:
            day = history.given_day(words, self._first, self._last)
        except ValueError as error:
            self.message.value = notice(escape(f"{error} The picture still shows {long_day(self.day)}."))
            return
        self._set(day)

    def _set(self, day: date) -> None:
        self.put(day)
        self._redraw(day)


class DayOnSlider(TypedDay):
    """The same with a slider that moves from one of ``stops`` to the next and ends at the last."""

    def __init__(self, name: str, first: date, stops: list[date]):
        self._stops = stops
        self.slider = ipw.SelectionSlider(
            options=[(long_day(d), d) for d in stops],
            value=stops[-1],
            readout=False,
            layout=ipw.Layout(width="22em", flex="1 1 10em", max_width="22em"),
        )
        super().__init__(name, first, stops[-1], stops[-1])
        self.slider.observe(lambda change: self._slid(change["new"]), "value")
        self.children = [ipw.HBox([self.box, self.slider], layout=BREAKS), self.message]

    def _put(self, day: date) -> None:
        super()._put(day)
        self.slider.value = max((d for d in self._stops if d <= day), default=self._stops[0])

    def _slid(self, day: date) -> None:
        if not self._quiet:
            self._set(day)
