"""The strait with a slider for p."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as ipw

from ..models.tradeoffs import Strait
from ..pictures.show import Picture
from .base import WIDE, LivePicture, Number, View, notice
from .predict import Predict, Question

# How a strait at one p is drawn: (p, name of the fills) -> picture.
Draw = Callable[[float, str], Picture]


class StraitSlider(ipw.VBox):
    """The strait for one menu of options, and a slider for p, the chance that the uncertain option goes well."""

    def __init__(self, draw: Draw, p: float, verdict: str = ""):
        self._draw = draw
        self.p = Number("p, the chance that the policy works", p, 0, 1, 0.05)
        self.picture = LivePicture()
        self.p.on_change(self._show)
        self._show(p)
        super().__init__(
            [*([ipw.HTML(notice(verdict), layout=WIDE)] if verdict else []), self.p, self.picture], layout=WIDE
        )

    def _show(self, p: float) -> None:
        self.picture.show(self._draw(p, "live-strait"))


def strait(model: Strait, draw: Draw, settings_html: str, question: Question, p: float, predict: bool | None) -> View:
    """The strait behind a prediction about the uncertain option's share at ``p``."""
    share = model.share(p)

    def opened(said: str | None) -> ipw.Widget:
        return StraitSlider(draw, p, question.verdict(said, share, f"{share:.0%}") if said else "")

    return View(
        Predict(question, opened, predict), draw(p, "strait").html() + settings_html, "The strait, with a slider for p"
    )
