"""The timeline after the article: what happened, in lanes by kind, and in the periods that the years since are divided into."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..history import model as history
from ..history.picture_chart import ANOTHER_ACTOR, Chart, Touch, event_card, event_table, titles
from ..kit.show import Picture, Table
from ..kit.words import long_day
from ..tables import HINDSIGHT, Package
from . import model


@dataclass(frozen=True)
class LaterScene:
    """What the later timeline is drawn from: its frame, the actors that a reader may pick (id -> name), and the sources."""

    chart: Chart
    actors: dict[str, str]
    sources: pd.DataFrame


def later_scene(data: Package) -> LaterScene:
    """The events that began after the article's day, as they are known now."""
    rows = model.after(data.rows("events", HINDSIGHT), data.seal)
    kinds = history.kinds(rows, data.values("events", "kind"))
    periods = data.rows("later_periods", HINDSIGHT)
    chart = Chart(history.timeline(rows, kinds=kinds), periods, kinds, "After the article")
    actors = history.actor_names(chart.events, data.read("actors", HINDSIGHT))
    return LaterScene(chart, actors, data.read("sources", HINDSIGHT))


def later_timeline(scene: LaterScene, actor: str) -> tuple[Picture, str]:
    """The timeline for one actor (all if empty), the others' events as dots, and the titles of its events as HTML."""
    chosen = _chosen(scene, actor)
    return _drawn(scene, chosen, actor), titles(scene.chart, chosen)


def live(scene: LaterScene, actor: str, event: str) -> tuple[Picture, str]:
    """The same to be touched; and, as HTML, the ``event`` that is selected, if it is in the picture."""
    chosen = _chosen(scene, actor)
    event = event if event in set(chosen.event_id) else ""
    return _drawn(scene, chosen, actor, Touch(event)), event_card(scene.chart, event, scene.sources)


def _chosen(scene: LaterScene, actor: str) -> pd.DataFrame:
    return history.involving(scene.chart.events, actor) if actor else scene.chart.events


def _drawn(scene: LaterScene, chosen: pd.DataFrame, actor: str, touch: Touch | None = None) -> Picture:
    chart = scene.chart
    first, last = chart.periods[0].first, chart.periods[-1].last
    alt = (
        f"A timeline of {len(chart.events)} events from {long_day(first)} to {long_day(last)}, in lanes by kind: {', '.join(chart.kinds)}. "
        "Each period has a scale of its own."
    )
    shown = set(chosen.event_id)
    drawing = chart.draw(shown, set(chart.events.event_id) - shown, None, ANOTHER_ACTOR, alt, touch)
    table = event_table(chart, chosen).drop(columns="Article")
    return Picture(drawing, alt, _sentence(chart, chosen, scene.actors.get(actor, "")), table, title=chart.title)


def _sentence(chart: Chart, chosen: pd.DataFrame, who: str) -> str:
    early = chart.periods[0].last
    inside, disputed = int((chosen["first"] <= early).sum()), int((chosen.certainty == "contested").sum())
    whose = f" with {who}" if who else ""
    counted = f"{len(chosen)} of {len(chart.events)} events{whose}"
    return f"{counted}; {inside} of them by {long_day(early)}, {disputed} contested."


def actor_by_actor(scene: LaterScene) -> Table:
    """What the timeline shows of each actor, for a reader without a kernel."""
    rows = [(name, later_timeline(scene, actor)[0].sentence) for actor, name in scene.actors.items()]
    return Table(pd.DataFrame(rows, columns=["Actor", "What is shown"]), "As the filter moves.", "Actor by actor")
