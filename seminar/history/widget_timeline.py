"""The timeline with a filter and a day, and the choice of a beginning."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import Any

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.sources import source_list
from ..kit.view import BREAKS, DESCRIBED, WIDE, View, card, notice, verdict_line
from . import model as history
from . import picture_beginnings, picture_timeline
from .picture_beginnings import BeginningsScene
from .picture_timeline import ALL_ACTORS, TimelineScene
from .widget_day import DayOnSlider, TypedDay

_OWN_DAY = "A day of your own. What speaks for beginning there?"


class Timeline(ipw.VBox):
    """The timeline, filtered by an actor and as of a day that cannot be later than the article's; an event is read in full below it."""

    def __init__(self, scene: TimelineScene, verdict: str = ""):
        self._scene = scene
        actors = [(ALL_ACTORS, ""), *((name, actor) for actor, name in scene.actors.items())]
        self.actor = ipw.Dropdown(options=actors, value="", description="Actor", style=DESCRIBED)
        self.day = DayOnSlider("As of (year-month-day)", scene.first, scene.stops)
        self.picture, self._event = LivePicture(), ""
        self.picture.on_pick(self._pick)
        self.picture.on_point("day", lambda x, _y: self.day.go(scene.day_at(x)), self._nudge)
        self.actor.observe(lambda _change: self._show(), "value")
        self.day.on_change(lambda _day: self._show())
        self._show()
        controls = ipw.HBox([self.actor, self.day], layout=BREAKS)
        super().__init__([*verdict_line(verdict), controls, self.picture], layout=WIDE)

    def _pick(self, event: str) -> None:
        self._event = event
        self._show()

    def _nudge(self, dx: int, dy: int) -> None:
        self.day.go(history.next_day(self._scene.stops, self.day.day, dx - dy))

    def _show(self) -> None:
        drawn, event = picture_timeline.live(self._scene, self.actor.value, self.day.day, self._event)
        self.picture.show(drawn, card(event) if event else "")


def timeline(scene: TimelineScene, question: Question, predict: bool | None) -> View:
    """The timeline behind a prediction: which of a few actors the last period draws in most."""
    period = scene.chart.periods[-1]
    drawn_in = history.most_drawn_in(scene.chart.events, period.first.date(), period.last.date(), question.names)
    picture, titles = picture_timeline.timeline(scene, "", scene.stops[-1])
    still = picture.html() + titles + picture_timeline.other_settings(scene).html()
    name = "The timeline, with a filter and a day"
    return asked(question, drawn_in, lambda verdict: Timeline(scene, verdict), still, name, predict)


class Beginnings(ipw.VBox):
    """Choose where the story begins: a named start, or any other day. It shows what falls out, and what comes first."""

    def __init__(self, scene: BeginningsScene, verdict: str = ""):
        self._scene = scene
        self._reasons = {row.date.date(): _reason(row, scene) for row in scene.starts.itertuples()}
        starts = [(row.label, row.date.date()) for row in scene.starts.itertuples()]
        self.start = ipw.Dropdown(
            options=[*starts, ("a day of my own", None)],
            description="The story begins",
            style=DESCRIBED,
            layout=ipw.Layout(width="28em"),
        )
        first = min(scene.chart.events["first"].iloc[0].date(), *self._reasons)
        self.own = TypedDay("or on (year-month-day)", first, scene.last, self.start.value)
        self.reason, self.picture, self.card = ipw.HTML(layout=WIDE), LivePicture(), ipw.HTML(layout=WIDE)
        self._event = ""
        self.picture.on_pick(self._pick)
        self.picture.on_point("start", lambda x, _y: self.own.go(scene.day_at(x)), self._nudge)
        self.start.observe(lambda change: self._chosen(change["new"]), "value")
        self.own.on_change(self._typed)
        self._show(self.own.day)
        controls = ipw.HBox([self.start, self.own], layout=BREAKS)
        super().__init__([*verdict_line(verdict), controls, self.picture, self.reason, self.card], layout=WIDE)

    def _chosen(self, day: date | None) -> None:
        if day is not None and day != self.own.day:
            self.own.put(day)
            self._show(day)

    def _typed(self, day: date) -> None:
        self.start.value = day if day in self._reasons else None
        self._show(day)

    def _pick(self, event: str) -> None:
        self._event = event
        self._draw(self.own.day)

    def _nudge(self, dx: int, dy: int) -> None:
        self.own.go(history.next_day(self._scene.stops, self.own.day, dx - dy))

    def _draw(self, day: date) -> None:
        drawn, event = picture_beginnings.live(self._scene, day, self._event)
        self.picture.show(drawn, card(event) if event else "")

    def _show(self, day: date) -> None:
        self._draw(day)
        self.card.value = card(picture_beginnings.wrongs_card(self._scene, day))
        self.reason.value = card(self._reasons.get(day) or notice(escape(_OWN_DAY)))


def _reason(start: Any, scene: BeginningsScene) -> str:
    """Why a story could begin there, as HTML, with sources where the timeline has no event that carries them."""
    told = scene.sources[scene.sources.source_id.isin(getattr(start, "source_ids", ()))]
    return notice(escape(start.reason)) + source_list(told)


def beginnings(scene: BeginningsScene, start: date, question: Question, predict: bool | None) -> View:
    """The beginnings behind a prediction: which kind of event falls out most if the story begins on the day ``start``."""
    dropped = scene.story(start).most_dropped
    still = picture_beginnings.beginning(scene, start).html() + picture_beginnings.beginnings_table(scene).html()
    name = "Where the story begins"
    return asked(question, dropped, lambda verdict: Beginnings(scene, verdict), still, name, predict)
