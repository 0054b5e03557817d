"""The timeline with its filter and its day, the accounts of an event, the districts, and the choice of a beginning."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.predict import Predict, Question
from ..kit.view import BREAKS, WIDE, LivePicture, View, card, notice
from . import model as history
from . import picture as pictures
from .picture import Chart, DistrictMap, long_day

_DESCRIBED = {"description_width": "initial"}


class Day(ipw.VBox):
    """A day to be typed, from ``first`` to ``last``. What is no such day is told in a sentence, and changes nothing."""

    def __init__(self, name: str, first: date, last: date, day: date):
        self._first, self._last, self.day = first, last, day
        self._redraw: Callable[[date], None] = lambda _day: None
        self._quiet = False
        self.box = ipw.Text(
            value=str(day),
            description=name,
            continuous_update=False,
            style=_DESCRIBED,
            layout=ipw.Layout(width="24em"),
        )
        self.message = ipw.HTML(layout=WIDE)
        self.box.observe(lambda change: self._typed(change["new"]), "value")
        super().__init__([self.box, self.message])

    def on_change(self, redraw: Callable[[date], None]) -> None:
        """Call ``redraw(day)`` once a change."""
        self._redraw = redraw

    def put(self, day: date) -> None:
        """Show this day without calling back."""
        self._quiet = True
        self._put(day)
        self._quiet = False

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


class DayOnSlider(Day):
    """A day to be typed, or picked with a slider that moves from one of ``stops`` to the next and ends at the last."""

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


class Timeline(ipw.VBox):
    """The timeline, filtered by an actor and as of a day that cannot be later than the last of ``stops``."""

    def __init__(self, chart: Chart, actors: dict[str, str], stops: list[date], first: date, verdict: str = ""):
        self._chart, self._names = chart, actors
        self.actor = ipw.Dropdown(
            options=[("All actors", ""), *((name, actor) for actor, name in actors.items())],
            value="",
            description="Actor",
            style=_DESCRIBED,
        )
        self.day = DayOnSlider("As of (year-month-day)", first, stops)
        self.picture, self.titles = LivePicture(), ipw.HTML(layout=WIDE)
        self.actor.observe(lambda _change: self._show(), "value")
        self.day.on_change(lambda _day: self._show())
        self._show()
        super().__init__([*_said(verdict), self.actor, self.day, self.picture, self.titles], layout=WIDE)

    def _show(self) -> None:
        picture, titles = timeline(self._chart, self.actor.value, self._names, self.day.day)
        self.picture.show(picture)
        self.titles.value = titles


def timeline(chart: Chart, actor: str, names: dict[str, str], day: date) -> tuple[pictures.Picture, str]:
    """The picture for one actor (none if empty) and day, and the titles of the events in it as HTML."""
    known = history.as_of(chart.events, day)
    ids = set(history.involving(chart.events, actor).event_id) if actor else set(known.event_id)
    chosen = known[known.event_id.isin(ids)]
    picture = pictures.timeline(chart, known, chosen, names.get(actor, ""), day)
    return picture, pictures.titles(chart, chosen)


def show_timeline(
    chart: Chart,
    actors: dict[str, str],
    stops: list[date],
    first: date,
    since: date,
    question: Question,
    predict: bool | None,
) -> View:
    """The timeline behind a prediction: what part of its events began on the day ``since`` or later."""
    share = history.share_since(chart.events, since)
    picture, titles = timeline(chart, "", actors, stops[-1])
    still = [(words, timeline(chart, actor, actors, day)[0].sentence) for words, actor, day in _settings(actors, stops)]
    rows = pd.DataFrame(still, columns=["Setting", "What is shown"])
    static = picture.html() + titles + pictures.Table(rows, "As the filter and the day move.", "Other settings").html()

    def opened(said: str | None) -> ipw.Widget:
        return Timeline(chart, actors, stops, first, question.verdict(said, share, f"{share:.0%}") if said else "")

    return View(Predict(question, opened, predict), static, "The timeline, with a filter and a day")


def _settings(actors: dict[str, str], stops: list[date]) -> list[tuple[str, str, date]]:
    """A few settings for a reader without a kernel: three days for all actors, and the last day for each of the first four."""
    days = [stops[len(stops) // 4], stops[len(stops) // 2], stops[-1]]
    return [(f"All actors, {long_day(day)}", "", day) for day in days] + [
        (f"{name}, {long_day(stops[-1])}", actor, stops[-1]) for actor, name in list(actors.items())[:4]
    ]


class Accounts(ipw.VBox):
    """Pick an event; read who tells it how. Contested events come first; a box adds those that are only worded differently."""

    def __init__(
        self, events: pd.DataFrame, accounts: pd.DataFrame, sources: pd.DataFrame, event_id: str, verdict: str = ""
    ):
        self._events, self._accounts, self._sources = events, accounts, sources
        chosen = events.set_index("event_id").loc[event_id]
        self.more = ipw.Checkbox(
            value=chosen.certainty != "contested",
            description="Also events that are not in doubt, and told in different words",
            indent=False,
            layout=ipw.Layout(width="auto"),
        )
        self.event = ipw.Select(description="Event", rows=8, layout=ipw.Layout(width="98%", max_width="900px"))
        self.count, self.card = ipw.HTML(), ipw.HTML(layout=WIDE)
        self.more.observe(lambda _change: self._list(), "value")
        self.event.observe(lambda _change: self._show(), "value")
        self._list()
        self.event.value = event_id
        super().__init__([*_said(verdict), self.more, self.count, self.event, self.card], layout=WIDE)

    def _list(self) -> None:
        shown = self._events if self.more.value else self._events[self._events.certainty == "contested"]
        before = self.event.value
        self.event.options = [(f"{e.date} · {e.title}", e.event_id) for e in shown.itertuples()]
        self.event.value = before if before in set(shown.event_id) else shown.event_id.iloc[0]
        self.count.value = notice(f"{len(shown)} of {len(self._events)} events of which two or more accounts are given")

    def _show(self) -> None:
        if self.event.value is not None:  # between two lists
            self.card.value = told(self._events, self._accounts, self._sources, self.event.value).html()


def told(events: pd.DataFrame, accounts: pd.DataFrame, sources: pd.DataFrame, event_id: str) -> pictures.Table:
    """One event's accounts as a table."""
    event = next(events[events.event_id == event_id].itertuples())
    return pictures.accounts(event, accounts[accounts.event_id == event_id], sources)


def show_accounts(
    events: pd.DataFrame,
    told_of: pd.DataFrame,
    accounts: pd.DataFrame,
    sources: pd.DataFrame,
    event_id: str,
    question: Question,
    predict: bool | None,
) -> View:
    """The accounts behind a prediction: what part of all ``events`` is contested. ``told_of`` are those that sides tell of."""
    share = history.contested_share(events)

    def opened(said: str | None) -> ipw.Widget:
        verdict = question.verdict(said, share, f"{share:.0%}") if said else ""
        return Accounts(told_of, accounts, sources, event_id, verdict)

    static = told(told_of, accounts, sources, event_id).html()
    return View(Predict(question, opened, predict), static, "Two accounts, opened at one event")


class Districts(ipw.VBox):
    """Pick a district: it is outlined on the map, and what the table holds of it stands beneath."""

    def __init__(self, drawn: DistrictMap, sources: dict[str, pd.DataFrame], verdict: str = ""):
        self._drawn, self._sources = drawn, sources
        rows = drawn.table
        self.district = ipw.Dropdown(
            options=[(f"{i}  {row.name}", row.district_id) for i, row in enumerate(rows.itertuples(), start=1)],
            description="District",
            style=_DESCRIBED,
            layout=ipw.Layout(width="22em"),
        )
        self.picture, self.card = LivePicture(), ipw.HTML(layout=WIDE)
        self.district.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*_said(verdict), self.district, self.picture, self.card], layout=WIDE)

    def _show(self) -> None:
        chosen = self.district.value
        self.picture.show(self._drawn.draw(chosen, "live-districts"))
        self.card.value = card(self._drawn.card(chosen, self._sources[chosen]))


def show_districts(
    drawn: DistrictMap,
    districts: pd.DataFrame,
    sources: dict[str, pd.DataFrame],
    question: Question,
    predict: bool | None,
) -> View:
    """The map behind a prediction: what part of the districts was held only in part."""
    share, in_part = history.partly_held_share(districts), int((districts.held == "part").sum())

    def opened(said: str | None) -> ipw.Widget:
        verdict = question.verdict(said, share, f"{in_part} of {len(districts)}") if said else ""
        return Districts(drawn, sources, verdict)

    first = drawn.table.district_id.iloc[0]
    static = drawn.draw(first, "districts").html() + card(drawn.card(first, sources[first]))
    return View(Predict(question, opened, predict), static, "The seven districts on a map")


class Beginnings(ipw.VBox):
    """Choose where the story begins: a named start, or a day of one's own. What falls out, and what comes first, is shown."""

    def __init__(
        self,
        chart: Chart,
        wrongs: pd.DataFrame,
        starts: pd.DataFrame,
        sources: pd.DataFrame,
        sides: list[str],
        last: date,
        verdict: str = "",
    ):
        self._chart, self._wrongs, self._sources, self._sides = chart, wrongs, sources, sides
        self._reasons = {row.date.date(): row.reason for row in starts.itertuples()}
        self.start = ipw.Dropdown(
            options=[*((row.label, row.date.date()) for row in starts.itertuples()), ("a day of my own", None)],
            description="The story begins",
            style=_DESCRIBED,
            layout=ipw.Layout(width="28em"),
        )
        first = chart.events["first"].iloc[0].date()
        self.own = Day("or on (year-month-day)", first, last, self.start.value)
        self.reason, self.picture, self.card = ipw.HTML(layout=WIDE), LivePicture(), ipw.HTML(layout=WIDE)
        self.start.observe(lambda change: self._chosen(change["new"]), "value")
        self.own.on_change(self._typed)
        self._show(self.own.day)
        controls = ipw.HBox([self.start, self.own], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__([*_said(verdict), controls, self.reason, self.picture, self.card], layout=WIDE)

    def _chosen(self, day: date | None) -> None:
        if day is not None and day != self.own.day:
            self.own.put(day)
            self._show(day)

    def _typed(self, day: date) -> None:
        self.start.value = day if day in self._reasons else None
        self._show(day)

    def _show(self, day: date) -> None:
        story = history.story_from(self._chart.events, self._wrongs, day)
        self.picture.show(pictures.beginning(self._chart, story))
        self.card.value = card(pictures.wrongs_card(story, self._sides, self._sources))
        self.reason.value = notice(
            escape(self._reasons.get(day, "A day of your own. What speaks for beginning there?"))
        )


def show_beginnings(
    chart: Chart,
    wrongs: pd.DataFrame,
    starts: pd.DataFrame,
    sources: pd.DataFrame,
    sides: list[str],
    asked: date,
    last: date,
    question: Question,
    predict: bool | None,
) -> View:
    """The beginnings behind a prediction: what part of the events is left of a story that begins on the day ``asked``."""
    stories = {row.label: history.story_from(chart.events, wrongs, row.date.date()) for row in starts.itertuples()}
    told_from = history.story_from(chart.events, wrongs, asked)

    def opened(said: str | None) -> ipw.Widget:
        verdict = question.verdict(said, told_from.share, f"{told_from.share:.0%}") if said else ""
        return Beginnings(chart, wrongs, starts, sources, sides, last, verdict)

    still, table = pictures.beginning(chart, told_from), pictures.beginnings_table(stories, sides)
    return View(Predict(question, opened, predict), still.html() + table.html(), "Where the story begins")


def _said(verdict: str) -> list[ipw.Widget]:
    return [ipw.HTML(notice(escape(verdict)), layout=WIDE)] if verdict else []
