"""The timeline up to the article's day: what could be known on a given day, and about which actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from ..kit.show import Picture, Table
from ..kit.words import long_day, verb
from ..tables import Package
from . import model as history
from .picture_chart import ANOTHER_ACTOR, Chart, Touch, event_card, event_table, titles

ALL_ACTORS = "All actors"


@dataclass(frozen=True)
class TimelineScene:
    """What the timeline is drawn from: its frame, the actors that a reader may pick (id -> name), the slider's days, the sources.

    ``first`` is the earliest day that may be typed; the last of ``stops`` is the latest.
    """

    chart: Chart
    actors: dict[str, str]
    stops: list[date]
    first: date
    sources: pd.DataFrame

    def day_at(self, x: float) -> date:
        """The day on which the shaded days begin to the right of this x, as far as it may be chosen."""
        day = self.chart.day(x) - timedelta(days=1)
        return min(max(day, self.first), self.stops[-1])


def chart(data: Package) -> Chart:
    """The frame of the timeline, from all events that could be known on the article's day."""
    rows = data.rows("events")
    kinds = history.kinds(rows, data.values("events", "kind"))
    return Chart(history.timeline(rows, kinds=kinds), data.rows("periods"), kinds, data.phrase("history.title"))


def timeline_scene(data: Package) -> TimelineScene:
    """The timeline of a package's events; where the events name no actors, none can be picked."""
    made = chart(data)
    named = "actor_ids" in made.events and "actors" in data.resources
    actors = history.actor_names(made.events, data.read("actors")) if named else {}
    stops = sorted({day.date() for day in made.events.known_from} | {data.seal})
    return TimelineScene(made, actors, stops, made.periods[0].first.date(), data.read("sources"))


def timeline(scene: TimelineScene, actor: str, day: date) -> tuple[Picture, str]:
    """The timeline for one actor (all if empty) on one day, and the titles of the events in it as HTML."""
    known, chosen = _seen(scene, actor, day)
    return _timeline(scene.chart, known, chosen, scene.actors.get(actor, ""), day), titles(scene.chart, chosen)


def _seen(scene: TimelineScene, actor: str, day: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The events that could be known on a day, and of these the actor's."""
    known = history.as_of(scene.chart.events, day)
    return known, known[known.actor_ids.map(lambda ids: actor in ids).astype(bool)] if actor else known


def live(scene: TimelineScene, actor: str, day: date, event: str) -> tuple[Picture, str]:
    """The same to be touched, with the day as a handle; and, as HTML, the ``event`` that is selected, if it is in the picture."""
    known, chosen = _seen(scene, actor, day)
    event = event if event in set(chosen.event_id) else ""
    touch = Touch(event, "day", "As of", long_day(day))
    made = _timeline(scene.chart, known, chosen, scene.actors.get(actor, ""), day, touch)
    return made, event_card(scene.chart, event, scene.sources)


def _timeline(
    chart: Chart, known: pd.DataFrame, chosen: pd.DataFrame, who: str, day: date, touch: Touch | None = None
) -> Picture:
    """The events that could be known on ``day``: ``chosen``, those of the actor named ``who``, as marks, the rest as dots."""
    shown = set(chosen.event_id)
    shade = (chart.x(day + timedelta(days=1)), float(chart.periods[-1].right))
    alt = (
        f"A timeline of {len(chart.events)} events from {long_day(chart.periods[0].first)} to {long_day(chart.periods[-1].last)}, "
        f"in lanes by kind: {', '.join(chart.kinds)}. It shows what could be known on {long_day(day)}."
    )
    drawing = chart.draw(shown, set(known.event_id) - shown, shade, ANOTHER_ACTOR, alt, touch)
    return Picture(drawing, alt, _sentence(chart, chosen, who, day), event_table(chart, chosen), title=chart.title)


def _sentence(chart: Chart, chosen: pd.DataFrame, who: str, day: date) -> str:
    whose = f"with {who} " if who else ""
    counted = f"On {long_day(day)}, {len(chosen)} events {whose}could be known, of {len(chart.events)} on the timeline"
    if chosen.empty:
        return f"{counted}."
    disputed = int((chosen.certainty == "contested").sum())
    kinds = ", ".join(f"{n} {kind}" for kind, n in history.lanes(chosen, chart.kinds).items() if n)
    told = int(chosen.paragraphs.map(bool).sum())
    return f"{counted}: {kinds}. Of these, {disputed} {verb(disputed)} contested, and the article speaks of {told}."


def other_settings(scene: TimelineScene) -> Table:
    """A few settings for a reader without a kernel: three days for all actors, and the last day for each of the first four."""
    last = scene.stops[-1]
    days = [scene.stops[len(scene.stops) // 4], scene.stops[len(scene.stops) // 2], last]
    settings = [(f"{ALL_ACTORS}, {long_day(day)}", "", day) for day in days]
    settings += [(f"{name}, {long_day(last)}", actor, last) for actor, name in list(scene.actors.items())[:4]]
    rows = [(words, timeline(scene, actor, day)[0].sentence) for words, actor, day in settings]
    table = pd.DataFrame(rows, columns=["Setting", "What is shown"])
    return Table(table, "As the filter and the day move.", "Other settings")
