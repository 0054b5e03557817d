"""How it came to October 2020, in a lesson's words: ``history.timeline()``, ``history.accounts("E27")``."""

from __future__ import annotations

import json

import pandas as pd

from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import model as history
from . import picture as pictures
from . import widget as widgets
from .picture import Chart, DistrictMap

_MAP = "south_caucasus"
_LANES = ("military", "humanitarian", "agreement", "diplomatic", "legal", "domestic")  # from the top down
_SIDES = ["armenian", "azerbaijani"]  # in the order of the alphabet


def events(data: Package | None = None) -> pd.DataFrame:
    """The events that could be known on the day of the article, a row each."""
    return (data or seminar_data()).read("events")


def timeline(predict: bool | None = None, data: Package | None = None) -> View:
    """The events in lanes by kind, with a filter by actor and a day that stops at the seal."""
    data = data or seminar_data()
    made = chart(data)
    stops = sorted({day.date() for day in made.events.known_from} | {data.seal})
    first = made.periods[0].first.date()
    since = data.read("periods")["first"].iloc[-1].date()
    return widgets.show_timeline(made, _actors(data), stops, first, since, question("events_of_the_war", data), predict)


def accounts(event_id: str, predict: bool | None = None, data: Package | None = None) -> View:
    """Events of which at least two tellers give an account, opened at one: who says what, with sources.

    Raises DataError for an event of which there are fewer than two.
    """
    data = data or seminar_data()
    rows, told = data.read("events"), data.read("accounts")
    several = history.told_by_several(rows, told)
    if event_id not in set(several.event_id):
        raise DataError(f"There is no event {event_id!r} with two accounts; there are {', '.join(several.event_id)}.")
    return widgets.show_accounts(
        rows, several, told, data.read("sources"), event_id, question("contested_events", data), predict
    )


def districts(predict: bool | None = None, data: Package | None = None) -> View:
    """The seven districts on a schematic map, linked to what the table holds of each."""
    data = data or seminar_data()
    rows, sources = data.read("districts"), data.read("sources")
    of_each = {row.district_id: sources[sources.source_id.isin(row.source_ids)] for row in rows.itertuples()}
    return widgets.show_districts(district_map(data), rows, of_each, question("districts_in_part", data), predict)


def areas(data: Package | None = None) -> Table:
    """The districts' areas, each with what it is the area of, and no sum."""
    return pictures.areas(history.district_table((data or seminar_data()).read("districts")))


def dead(phase: str = "", data: Package | None = None) -> Picture:
    """Who counts the dead of one round, and when; of the last round if none is named."""
    rows = (data or seminar_data()).read("casualties")
    return pictures.dead(rows, phase or rows.phase.unique()[-1])


def earlier_dead(data: Package | None = None) -> Table:
    """The dead of the rounds before the last."""
    rows = (data or seminar_data()).read("casualties")
    return pictures.earlier_dead(rows, rows.phase.unique()[:-1].tolist())


def article(data: Package | None = None) -> Table:
    """The article's factual claims beside the events that they speak of."""
    data = data or seminar_data()
    rows = data.read("events")
    return pictures.article(history.checked(data.read("claims"), rows, data.read("verdicts")), rows)


def beginnings(start: str = "y1994", predict: bool | None = None, data: Package | None = None) -> View:
    """Where the story begins, and what that makes visible; ``start`` is the one that the question is about."""
    data = data or seminar_data()
    starts = data.read("starts")
    if start not in set(starts.start_id):
        raise DataError(f"There is no start {start!r}; there are {', '.join(starts.start_id)}.")
    asked = starts.set_index("start_id").date[start].date()
    return widgets.show_beginnings(
        chart(data),
        data.read("wrongs"),
        starts,
        data.read("sources"),
        _SIDES,
        asked,
        data.seal,
        question("story_from_1994", data),
        predict,
    )


def chart(data: Package | None = None) -> Chart:
    """The frame of the timeline, from all its events."""
    data = data or seminar_data()
    rows = data.read("events")
    kinds = [kind for kind in _LANES if kind in set(rows.kind)]
    return Chart(history.timeline(rows, kinds=kinds), data.read("periods"), kinds)


def district_map(data: Package | None = None) -> DistrictMap:
    """The map, from the GeoJSON that the descriptor names; DataError where it is missing."""
    data = data or seminar_data()
    described = {resource["name"]: resource for resource in data.descriptor["resources"]}
    if _MAP not in described:
        raise DataError(f"datapackage.json describes no map {_MAP!r}.")
    path = data.folder / described[_MAP]["path"]
    try:
        shapes = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(f"{path.name} is missing from the folder {data.folder.name}/.") from None
    except ValueError as error:
        raise DataError(f"{path.name} is not JSON: {error}.") from None
    return DistrictMap(shapes, history.district_table(data.read("districts")))


def _actors(data: Package) -> dict[str, str]:
    """The actors that the events name, id -> short name, in the order of the table."""
    named = set(data.read("events").actor_ids.explode())
    rows = data.read("actors")
    return {row.actor_id: row.short_name for row in rows.itertuples() if row.actor_id in named}
