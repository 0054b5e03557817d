"""Clauses to forecast before what is known since is shown, and the matrix in its two states."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from html import escape
from typing import Any

import ipywidgets as ipw

from .. import answers
from ..forecasts import model as forecasts
from ..kit.fold import asking, behind
from ..kit.live import LivePicture
from ..kit.show import Picture
from ..kit.view import BREAKS, DESCRIBED, WIDE, View, button, card, notice
from ..tables import Package
from . import picture_papers
from .papers import FINDINGS, Call
from .picture_papers import LeakScene

CALLS = "clauses_forecast"  # the note that holds what was said, as JSON
QUESTION = "Does each clause hold, does it change, or can you not tell?"
_WILL = {"holds": "will hold", "changes": "will change", "cannot tell": "cannot tell"}


class Leak(ipw.VBox):
    """For each clause a choice and a chance; once all are given they are kept, and what is known since is shown."""

    def __init__(self, scene: LeakScene, predict: bool | None = None):
        self._scene = scene
        self.finding = {row.check_id: _choice() for row in scene.asked.itertuples()}
        self.chance = {row.check_id: _chance() for row in scene.asked.itertuples()}
        self.button = button("Lock in, then look", self._lock, primary=True)
        self.message, self.known = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        super().__init__(layout=WIDE)
        earlier = _earlier()
        if earlier or not asking(predict):
            self._show(earlier)
        else:
            rows = [part for row in scene.asked.itertuples() for part in self._row(row)]
            self.children = [
                ipw.HTML(card(picture_papers.published(scene)), layout=WIDE),
                *rows,
                self.button,
                self.message,
            ]

    def _row(self, row: Any) -> tuple[ipw.Widget, ipw.Widget]:
        words = ipw.HTML(
            f'<p style="margin:0.7em 0 0;line-height:1.45">{picture_papers.as_it_stood(row)}</p>', layout=WIDE
        )
        return words, ipw.HBox([self.finding[row.check_id], self.chance[row.check_id]], layout=BREAKS)

    def _lock(self) -> None:
        said, faults = {}, []
        for row in self._scene.asked.itertuples():
            name = f"{row.short_name}, {row.label.split(':')[0].lower()}"
            finding, typed = self.finding[row.check_id].value, self.chance[row.check_id].value
            if not finding or not typed.strip():
                faults.append(f"{name}: choose one of the three, and give a chance.")
                continue
            try:
                said[row.check_id] = Call(finding, forecasts.probability(typed))
            except ValueError as error:
                faults.append(f"{name}: {error}")
        if faults:
            self.message.value = notice("Not locked in yet. " + escape(" ".join(faults)))
            return
        self._show(said, _keep(said))

    def _show(self, said: Mapping[str, Call], warning: str = "") -> None:
        """What is known since, in place of the questions."""
        self.known.value = (
            card(picture_papers.published(self._scene)) + picture_papers.known_since(self._scene, said).html()
        )
        self.children = [*([ipw.HTML(notice(escape(warning)))] if warning else []), self.known]


def _choice() -> ipw.Dropdown:
    options = [("choose", ""), *((_WILL[finding], finding) for finding in FINDINGS)]
    return ipw.Dropdown(options=options, value="", description="It", style=DESCRIBED, layout=ipw.Layout(width="12em"))


def _chance() -> ipw.Text:
    return ipw.Text(description="Chance of being right, in %", placeholder="0 to 100", style=DESCRIBED)


def _keep(said: Mapping[str, Call]) -> str:
    """Keep what was said; the first time counts. A sentence where it could not be saved, else nothing."""
    text = json.dumps({check: [call.finding, call.chance] for check, call in said.items()})
    try:
        answers.update(lambda saved: saved.notes.setdefault(CALLS, text))
    except answers.AnswersError as error:
        return f"What you said counts here but was not saved. {error}"
    return ""


def _earlier() -> dict[str, Call]:
    """What was said before; empty where nothing that can be read was."""
    kept = answers.so_far().opened(CALLS)
    with suppress(ValueError, TypeError):
        return {check: Call(str(finding), float(chance)) for check, (finding, chance) in kept.items()}
    return {}


def leak(scene: LeakScene, predict: bool | None) -> View:
    """The clauses behind their forecasts; without a kernel, as they stood, and what is known since behind the question."""
    known = behind(QUESTION, picture_papers.known_since(scene, {}).html())
    still = card(picture_papers.published(scene)) + picture_papers.asked_table(scene).html() + known
    return View(Leak(scene, predict), still, "Clauses then and now")


class TwoStates(ipw.VBox):
    """The matrix as it could be read on the day, and as it is known now."""

    def __init__(self, then: Picture, now: Picture):
        self._states = {"then": then, "now": now}
        options = [("On the day of the article", "then"), ("As it is known now", "now")]
        self.state = ipw.ToggleButtons(options=options, description="State", style=DESCRIBED | {"button_width": "auto"})
        self.picture = LivePicture()
        self.state.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([self.state, self.picture], layout=WIDE)

    def _show(self) -> None:
        self.picture.show(self._states[self.state.value])


def matrix(data: Package) -> View:
    """The matrix in its two states, live and still: each drawing has a name of its own, since its fills are found by it."""
    then, now = picture_papers.matrix_then, picture_papers.matrix_now
    still = then(data, "last-matrix").html() + now(data, "present-matrix").html()
    live = TwoStates(then(data, "live-last-matrix"), now(data, "live-present-matrix"))
    return View(live, still, "The matrix, then and now")
