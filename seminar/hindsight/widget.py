"""The later timeline and its accounts, the last paper, the predictions, and scores beside what was seen: each with its choice."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from ..history import picture as history_picture
from ..history.model import most_drawn_in
from ..history.picture import AccountsScene
from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.view import BREAKS, DESCRIBED, LIST, WIDE, View, card, notice, verdict_line
from . import model, picture, picture_scores, picture_statement, picture_timeline
from .picture_scores import SeenScene
from .picture_statement import StatementScene
from .picture_timeline import LaterScene


class LaterTimeline(ipw.VBox):
    """The events after the article, with a filter by actor; an event is read in full below the picture."""

    def __init__(self, scene: LaterScene, verdict: str = ""):
        self._scene = scene
        actors = [("All actors", ""), *((name, actor) for actor, name in scene.actors.items())]
        self.actor = ipw.Dropdown(options=actors, value="", description="Actor", style=DESCRIBED)
        self.picture, self._event = LivePicture(), ""
        self.picture.on_pick(self._pick)
        self.actor.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*verdict_line(verdict), self.actor, self.picture], layout=WIDE)

    def _pick(self, event: str) -> None:
        self._event = event
        self._show()

    def _show(self) -> None:
        drawn, event = picture_timeline.live(self._scene, self.actor.value, self._event)
        self.picture.show(drawn, card(event) if event else "")


def timeline(scene: LaterScene, question: Question, predict: bool | None) -> View:
    """The timeline behind a prediction: which of a few actors its first period draws in most."""
    period = scene.chart.periods[0]
    drawn_in = most_drawn_in(scene.chart.events, period.first.date(), period.last.date(), question.names)
    drawn, titles = picture_timeline.later_timeline(scene, "")
    still = drawn.html() + titles + picture_timeline.actor_by_actor(scene).html()
    name = "The timeline after the article"
    return asked(question, drawn_in, lambda verdict: LaterTimeline(scene, verdict), still, name, predict)


class LaterAccounts(ipw.VBox):
    """Pick an event; read how each side tells it."""

    def __init__(self, scene: AccountsScene, event_id: str):
        self._scene = scene
        options = history_picture.event_options(scene.events)
        rows = min(len(options), 8)
        self.event = ipw.Select(
            options=options, value=event_id, description="Event", rows=rows, style=DESCRIBED, layout=LIST
        )
        self.card = ipw.HTML(layout=WIDE)
        self.event.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([self.event, self.card], layout=WIDE)

    def _show(self) -> None:
        self.card.value = history_picture.accounts(self._scene, self.event.value).html()


def accounts(scene: AccountsScene, event_id: str) -> View:
    """The events of the scene, each with its accounts, opened at one. The static twin has all of them."""
    still = "".join(history_picture.accounts(scene, event).html() for event in scene.events.event_id)
    return View(LaterAccounts(scene, event_id), still, "Who tells it how")


class BesideThePaper(ipw.VBox):
    """The last paper point by point, beside an earlier one that can be chosen."""

    def __init__(self, scene: StatementScene, verdict: str = ""):
        self._scene = scene
        papers = [(name, paper) for paper, name in scene.beside.items()]
        self.paper = ipw.Dropdown(options=papers, description="Beside it", style=DESCRIBED)
        self.table = ipw.HTML(layout=WIDE)
        self.paper.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*verdict_line(verdict), self.paper, self.table], layout=WIDE)

    def _show(self) -> None:
        self.table.value = picture_statement.statement(self._scene, self.paper.value).html()


def statement(scene: StatementScene, question: Question, predict: bool | None) -> View:
    """The last paper behind a prediction: on which of the questions it says nothing."""
    left_out = frozenset(scene.answered.element_id[scene.answered.points.map(len) == 0])
    still = "".join(picture_statement.statement(scene, paper).html() for paper in scene.beside)
    return asked(question, left_out, lambda verdict: BesideThePaper(scene, verdict), still, "Point by point", predict)


class Predictions(ipw.VBox):
    """Pick a prediction; read what could be said of it on the day, and now."""

    def __init__(self, found: pd.DataFrame, sources: pd.DataFrame, verdict: str = ""):
        self._rows = {row.claim_id: row for row in found.itertuples()}
        self._sources = sources
        options = [(f"{row.claim_id} · {row.label}", claim_id) for claim_id, row in self._rows.items()]
        rows = min(len(found), 12)
        self.claim = ipw.Select(options=options, description="Prediction", rows=rows, style=DESCRIBED, layout=LIST)
        self.card = ipw.HTML(layout=WIDE)
        self.claim.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*verdict_line(verdict), self.claim, self.card], layout=WIDE)

    def _show(self) -> None:
        self.card.value = card(picture.prediction_card(self._rows[self.claim.value], self._sources))


def predictions(found: pd.DataFrame, sources: pd.DataFrame, question: Question, predict: bool | None) -> View:
    """The predictions behind a prediction: which verdict is the most common."""
    tally = model.tally(found)
    most = frozenset(tally.index[tally == tally.max()])
    still = "".join(card(picture.prediction_card(row, sources)) for row in found.itertuples())
    name = "The predictions one by one"
    return asked(question, most, lambda verdict: Predictions(found, sources, verdict), still, name, predict)


class BorneOut(ipw.VBox):
    """An option's scores beside what was seen: which option to read as what was done, and from when to look back."""

    def __init__(self, scene: SeenScene, verdict: str = ""):
        self._scene = scene
        self.option = ipw.Dropdown(
            options=[(name, option) for option, name in scene.options.items()],
            value=scene.option,
            description="Read what was done as",
            style=DESCRIBED,
            layout=ipw.Layout(width="26em"),
        )
        self.seen_from = ipw.ToggleButtons(
            options=scene.dates, value=scene.dates[-1], description="Looking back from", style=DESCRIBED
        )
        self.picture, self._interest = LivePicture(), ""
        self.picture.on_pick(self._pick)
        for control in (self.option, self.seen_from):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        remark = ipw.HTML(notice(escape(scene.remark)))
        choices = ipw.HBox([self.option, self.seen_from], layout=BREAKS)
        super().__init__([*verdict_line(verdict), remark, choices, self.picture], layout=WIDE)

    def _pick(self, interest: str) -> None:
        self._interest = interest
        self._show()

    def _show(self) -> None:
        chosen = self.option.value, self.seen_from.value
        drawn = picture_scores.borne_out(self._scene, *chosen, "borne-out", self._interest)
        evidence = picture_scores.evidence(self._scene, *chosen, self._interest)
        self.picture.show(drawn, card(evidence) if evidence else "")


def borne_out(scene: SeenScene, question: Question, predict: bool | None) -> View:
    """Scores beside what was seen, behind a prediction: how many of the seminar's own scores it meets, from the last date."""
    still = "".join(
        picture_scores.borne_out(scene, scene.option, date, f"still-{i}").html() for i, date in enumerate(scene.dates)
    )
    name = "Scores, and what was seen"
    return asked(question, scene.met_share, lambda verdict: BorneOut(scene, verdict), still, name, predict)
