"""The bargaining bar with its controls: chances and costs of war, a deal, and how far it can be trusted."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import BREAKS, DESCRIBED, NARROW, WIDE, Number, View, button, notice, verdict_line
from ..kit.words import capital, number_word
from . import picture_bargain
from .war import Contest, Offer
from .widget import aligned, dragged

_OF_WAR = ("win", "challenger_cost", "defender_cost")
_OF_THE_DEAL = ("deal", "win_after", "guarantee")
_BY_COLUMN = ("win", "challenger_cost", "deal", "defender_cost", "guarantee", "win_after")  # left: what is dragged


class BargainBar(ipw.VBox):
    """Chances and costs of war, a deal, and how far it can be trusted."""

    def __init__(self, contest: Contest, verdict: str = ""):
        self._contest, self._busy = contest, False
        self.case = ipw.Dropdown(
            description="Setting",
            options=[(offer.label, case) for case, offer in contest.offers.items()],
            value=contest.opens,
            style=DESCRIBED,
            layout=ipw.Layout(width="auto", align_self="flex-start"),
        )
        held = picture_bargain.handles(contest)
        words = {
            "win": held["win"],
            "challenger_cost": f"What war costs {contest.challenger}",
            "defender_cost": f"What war costs {contest.defender}",
            "deal": held["deal"],
            "win_after": "w after the transfer",
            "guarantee": held["guarantee"],
        }
        start = _numbers(contest.offers[contest.opens])
        self.numbers = {key: Number(name, start[key], 0, 1, 0.05, key in held) for key, name in words.items()}
        self.reset = button("Back to this setting", lambda: self._take(self.case.value))
        self.told = ipw.HTML(layout=NARROW)
        self.picture = LivePicture()
        dragged(self.picture, {key: self.numbers[key] for key in held})
        self.case.observe(lambda change: self._take(change["new"]), "value")
        for number in self.numbers.values():
            number.on_change(lambda _value: self._show())
        self._show()
        numbers = aligned([self.numbers[key] for key in _BY_COLUMN], "19em")
        setting = ipw.HBox([self.case, self.reset, self.told], layout=BREAKS)
        super().__init__([*verdict_line(verdict), setting, numbers, self.picture], layout=WIDE)

    def offer(self) -> Offer:
        """The chosen setting, with the numbers as they are now."""
        start, now = self._contest.offers[self.case.value], {key: n.value for key, n in self.numbers.items()}
        war = replace(start.war, **{key: now[key] for key in _OF_WAR})
        return replace(start, war=war, **{key: now[key] for key in _OF_THE_DEAL})

    def _take(self, case: str) -> None:
        """Set all numbers to a setting's, and draw once."""
        self._busy = True
        try:
            for key, value in _numbers(self._contest.offers[case]).items():
                self.numbers[key].value = value
        finally:
            self._busy = False
        self._show()

    def _show(self) -> None:
        if self._busy:
            return
        start = _numbers(self._contest.offers[self.case.value])
        changed = [n.box.description for key, n in self.numbers.items() if n.value != start[key]]
        what = f"Changed from the setting: {'; '.join(changed)}." if changed else "The setting as the seminar has it."
        self.told.value = notice(escape(what))
        self.picture.show(picture_bargain.bargain(self._contest, self.offer(), "live-bargain"))


def bargain(contest: Contest, question: Question, predict: bool | None) -> View:
    """The bar behind a prediction about the least that the challenger accepts in the setting that opens."""
    offer, many = contest.offers[contest.opens], len(contest.offers)
    strip = table_html(picture_bargain.bargain_table(contest), f"{capital(number_word(many))} settings")
    still = picture_bargain.bargain(contest, offer).html() + strip

    def make(verdict: str) -> ipw.Widget:
        return BargainBar(contest, verdict)

    return asked(question, offer.war.least_accepted, make, still, "The bargaining bar", predict)


def _numbers(offer: Offer) -> dict[str, float]:
    return {key: float(getattr(offer.war, key)) for key in _OF_WAR} | {
        key: float(getattr(offer, key)) for key in _OF_THE_DEAL
    }
