"""The threshold of resolve with its controls: the chance that the threat is meant, and what stopping is worth."""

from __future__ import annotations

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import WIDE, Number, View, verdict_line
from . import picture_resolve
from .game import SCALE
from .standoff import Standoff
from .widget import aligned, dragged

_OPENS_AT = 0.5  # the chance with which the sliders open


class ResolveSlider(ipw.VBox):
    """How sure the other side must be that a threat is meant: the chance, and what stopping is worth."""

    def __init__(self, standoff: Standoff, verdict: str = ""):
        self._standoff = standoff
        words = picture_resolve.handles(standoff)
        self.p = Number(words["r"], _OPENS_AT, 0, 1, 0.05, in_picture=True)
        self.stop = Number(words["stop"], standoff.stop, *SCALE, 0.5, in_picture=True)
        self.picture = LivePicture()
        dragged(self.picture, {"r": self.p, "stop": self.stop})
        for number in (self.p, self.stop):
            number.on_change(lambda _value: self._show())
        self._show()
        numbers = aligned([self.p, self.stop], "19em")
        super().__init__([*verdict_line(verdict), numbers, self.picture], layout=WIDE)

    def _show(self) -> None:
        self.picture.show(picture_resolve.resolve(self._standoff.with_stop(self.stop.value), self.p.value))


def resolve(standoff: Standoff, question: Question, predict: bool | None) -> View:
    """The threshold behind a prediction about it."""
    strip = table_html(picture_resolve.thresholds(standoff), "If stopping were worth more, or less")
    still = picture_resolve.resolve(standoff, _OPENS_AT).html() + strip

    def make(verdict: str) -> ipw.Widget:
        return ResolveSlider(standoff, verdict)

    value, shown = (1.0, "more than any chance") if standoff.threshold is None else (standoff.threshold, "")
    return asked(question, value, make, still, "The threshold of resolve", predict, shown)
