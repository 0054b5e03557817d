"""The road to the day of the article, in a lesson's words: ``history.timeline()``, ``history.accounts("E27")``."""

from __future__ import annotations

import pandas as pd

from ..kit.fold import folded
from ..kit.ids import as_written, meant
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import (
    model,
    picture,
    picture_beginnings,
    picture_dead,
    picture_districts,
    picture_timeline,
    widget,
    widget_timeline,
)


def events(data: Package | None = None) -> pd.DataFrame:
    """The events that could be known on the day of the article, one per row."""
    return (data or seminar_data()).rows("events")


def timeline(predict: bool | None = None, data: Package | None = None) -> View:
    """The events in lanes by kind, with a filter by actor and a day that stops at the seal."""
    data = data or seminar_data()
    scene = picture_timeline.timeline_scene(data)
    return widget_timeline.timeline(scene, question("drawn_in", data), predict)


def accounts(event_id: str, predict: bool | None = None, data: Package | None = None) -> View:
    """The events of which there are two accounts or more, opened at one: who says what, with sources.

    Raises DataError for an event with fewer than two.
    """
    data = data or seminar_data()
    rows, given = events(data), data.rows("accounts")
    several = model.told_by_several(rows, given)
    event_id = as_written(event_id, several.event_id)
    if event_id not in set(several.event_id):
        raise DataError(
            f"There is no event {event_id!r} with two accounts; there are {', '.join(several.event_id)}.{meant(event_id, several.event_id)}"
        )
    scene = picture.AccountsScene(several, given, data.read("sources"))
    return widget.accounts(scene, model.told_alike(rows), event_id, question("told_alike", data), predict)


def districts(predict: bool | None = None, data: Package | None = None) -> View:
    """The districts on a schematic map, linked to what the table says of each."""
    data = data or seminar_data()
    return widget.districts(picture_districts.district_map(data), question("districts_in_part", data), predict)


@folded
def areas(data: Package | None = None) -> Table:
    """The districts' areas, each with what it is the area of; no total."""
    data = data or seminar_data()
    table = model.district_table(data.rows("districts"))
    return picture_districts.areas(table, picture_districts.map_words(data, table))


@folded
def dead(phase: str = "", data: Package | None = None) -> Picture:
    """Who counts the dead of one round, and when; of the last round if none is named."""
    rows = (data or seminar_data()).rows("casualties")
    return picture_dead.dead(rows, phase or model.rounds(rows)[-1])


def earlier_dead(data: Package | None = None) -> Table:
    """The dead of the rounds before the last."""
    rows = (data or seminar_data()).rows("casualties")
    return picture_dead.earlier_dead(rows, model.rounds(rows)[:-1])


@folded
def article(data: Package | None = None) -> Table:
    """The article's factual claims beside the events that they refer to."""
    data = data or seminar_data()
    rows = events(data)
    return picture.article(model.checked(data.rows("claims"), rows, data.rows("verdicts")), rows)


def beginnings(start: str = "", predict: bool | None = None, data: Package | None = None) -> View:
    """Where the story begins, and what that makes visible; the question before the widget is about ``start``."""
    data = data or seminar_data()
    scene = picture_beginnings.beginnings_scene(data)
    return widget_timeline.beginnings(scene, scene.start(start), question("falls_out", data), predict)
