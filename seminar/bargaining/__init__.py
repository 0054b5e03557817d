"""The bargaining table, in a lesson's words: ``bargaining.table()``, ``bargaining.proposals()``, ``bargaining.merge("delegations")``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..actors.model import names, stands
from ..errors import SeminarError
from ..kit import collected, files
from ..kit.fold import folded
from ..kit.ids import as_written, meant
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import (
    delegations,
    model,
    offers,
    picture_brief,
    picture_class,
    picture_offers,
    picture_proposals,
    picture_table,
    widget_delegation,
    widget_table,
)
from .scene import BargainingScene, seated

_EXAMPLE = "example_class"


def table(predict: bool | None = None, data: Package | None = None) -> View:
    """The bargaining table with its sliders, behind a prediction about how much of the grid no package beats."""
    data = data or seminar_data()
    return widget_table.table(BargainingScene.of(data), question("where_to_give", data), predict)


def draw(package: dict[str, float] | None = None, focus: str = "", data: Package | None = None) -> Picture:
    """One package at the table as a still picture: ``package`` by axis (50 by default), ``focus`` a proposal to box."""
    scene = BargainingScene.of(data or seminar_data())
    package = {as_written(axis, scene.axes): number for axis, number in (package or {}).items()}
    if strange := [axis for axis in package if axis not in scene.axes]:
        raise DataError(
            f"There is no axis {strange[0]!r}; the axes are: {', '.join(scene.axes)}.{meant(strange[0], scene.axes)}"
        )
    numbers = tuple(float(package.get(axis, widget_table.MIDDLE)) for axis in scene.axes)
    return picture_table.board(scene, picture_table.Setting(numbers, scene.pair, scene.middle, focus))


@folded
def proposals(data: Package | None = None) -> Picture:
    """The proposals between the two parties, each as a point with the box of its readings."""
    return picture_proposals.proposals(BargainingScene.of(data or seminar_data()))


def reasons(proposal: str, data: Package | None = None) -> Table:
    """Where one proposal lies on each axis, and why."""
    return picture_proposals.reasons(BargainingScene.of(data or seminar_data()), proposal)


@folded
def ends(data: Package | None = None) -> Table:
    """The proposals at both ends of the position in doubt: what they cost the two parties, and what beats them."""
    scene = BargainingScene.of(data or seminar_data())
    named = {scene.proposals[p]: package for p, package in scene.packages.items()}
    a, b = (scene.actors[p] for p in scene.pair)
    return Table(
        picture_proposals.ends(scene, named),
        picture_proposals.ends_sentence(scene, named),
        f"Loss of {a} / {b}, by {' or '.join(scene.grids)}",
    )


_POINTS = ("coded", "sharper")


def brief(actor: str, points: str = "coded", data: Package | None = None) -> picture_brief.Brief:
    """The role brief of one actor at the table, with its private ``points``: "coded" from what was said, or the invented "sharper" ones."""
    data = data or seminar_data()
    table, called = seated(data), names(data.rows("actors"))
    actor = _require_seat(actor, table, called)
    standing = stands(data.rows("positions"), data.rows("position_axes"))
    own = standing[(standing.actor_id == actor) & standing.element.isin(table.axes)]
    people = data.read("actors").set_index("actor_id", drop=False)
    sharp = _known(points) == "sharper"
    given = model.private_points(_sharper(table, data) if sharp else table, actor)
    no_deal = _no_deals(data)
    return picture_brief.brief(
        people.loc[actor], data.read("interests"), own, data.read("relations"), given, called, data.seal, no_deal, sharp
    )


def cards(data: Package | None = None) -> picture_brief.Brief:
    """What an instructor prints and cuts out for the talks: news, two civic seats, the sharper points and a vote."""
    data = data or seminar_data()
    news = data.read("event_cards").merge(data.read("events"), on="event_id").sort_values("minute")
    called, labels = names(data.rows("actors")), _labels(data, seated(data))
    wide = (
        data.rows("sharper_points")
        .pivot(index="actor_id", columns="element", values="points")
        .reindex(columns=list(labels))
    )
    wide = wide.reindex([a for a in seated(data).actors if a in wide.index])
    points = (
        wide.rename(index=called, columns=labels).rename_axis("Seat", axis=0).rename_axis(None, axis=1).reset_index()
    )
    return picture_brief.cards(news, data.read("civic_seats"), points)


@folded
def potential(data: Package | None = None) -> Table:
    """How much there is to trade: the most that both parties can gain over the middle, with the coded points and with the sharper ones."""
    data = data or seminar_data()
    scene = BargainingScene.of(data)
    sets = {"from what was said": scene.table, "sharper (invented)": _sharper(scene.table, data)}
    found = {name: model.best_equal_gain(table, *scene.pair) for name, table in sets.items()}
    return picture_class.potential(found, [scene.actors[a] for a in scene.pair], scene.axes)


def replay(log: str | Path, points: str = "coded", data: Package | None = None) -> Picture:
    """A table's log of offers, a CSV, replayed against the line that no package beats, with the ``points`` that the delegations had.

    A line that cannot be used is named under the picture and the others count. SeminarError if there is no file, or no offer in it.
    """
    data, path = data or seminar_data(), Path(log)
    scene = BargainingScene.of(data)
    try:
        found, refused = offers.parse(files.read(path), path.name, scene.seats, scene.axes)
    except FileNotFoundError:
        raise SeminarError(
            f"There is no file {path.name} here; give the name of the log, such as 'table 1.csv'."
        ) from None
    if not found:
        raise SeminarError(" ".join([f"{path.name} has no offer; write one on each line.", *refused[:1]]))
    table = _sharper(scene.table, data) if _known(points) == "sharper" else scene.table
    no_deal = dict(_no_deals(data).set_index("actor_id").no_deal / 100)
    return picture_offers.replay(scene, table, found, no_deal, refused)


def _known(points: str) -> str:
    """The set of points, if there is one of that name; DataError if not."""
    if points not in _POINTS:
        raise DataError(f"points is {points!r}; it is one of: {', '.join(_POINTS)}.")
    return points


def _sharper(table: model.Negotiation, data: Package) -> model.Negotiation:
    return model.with_points(table, data.rows("sharper_points"))


def _no_deals(data: Package) -> pd.DataFrame:
    """What no deal costs each seat; empty for an article whose tables do not say."""
    if "no_deals" in data.resources:
        return data.read("no_deals")
    return pd.DataFrame({"actor_id": [], "no_deal": [], "reason": []})


def shared_sheet(data: Package | None = None) -> picture_brief.Brief:
    """The sheet that all delegations share: questions, rules, and the order of the talks."""
    data = data or seminar_data()
    called = names(data.rows("actors"))
    return picture_brief.shared_sheet(data.rows("position_axes"), [called[a] for a in seated(data).actors])


def briefs(points: str = "coded", data: Package | None = None) -> dict[str, picture_brief.Brief]:
    """Every role brief by actor, under "README" the sheet for all, and the "cards". ``tools/briefs.py`` writes them, ``tools/handouts.py`` prints them."""
    data = data or seminar_data()
    roles = {actor: brief(actor, points, data) for actor in seated(data).actors}
    return {"README": shared_sheet(data), "cards": cards(data)} | roles


def delegation(actor: str = "", data: Package | None = None) -> View:
    """The form in which a delegation hands in points, bottom lines and package; it opens for ``actor``."""
    data = data or seminar_data()
    table, called = seated(data), names(data.rows("actors"))
    if actor:
        actor = _require_seat(actor, table, called)
    seats = {a: called[a] for a in table.actors}
    return widget_delegation.delegation(table, _labels(data, table), seats, actor or table.actors[0])


@folded
def merge(folder: str | Path = "", data: Package | None = None) -> Picture | Table:
    """The delegations' files of a folder, its subfolders or a zip as one picture of the class; without any, an invented class to look at.

    A file that cannot be used is refused with a sentence under the picture, and the others count.
    """
    data = data or seminar_data()
    table, place = seated(data), Path(folder) if folder else data.folder / _EXAMPLE
    texts, refused = collected.texts(place, "a delegation's file")
    read, more = delegations.collect(texts, table.actors, table.axes)
    refused += more
    if not read:
        advice = f"There is no file ending in .json in {place.name}/. Collect the delegations' files there, then run the cell again."
        told = pd.DataFrame({"What happened": refused or [advice]})
        return Table(told, "No delegation could be read, so there is no picture yet.", "The class at the table")
    remarks = [f"Refused: {sentence}" for sentence in refused] + delegations.disagreements(read)
    if not folder:
        invented = "This class is invented, to show what the picture will look like. Its numbers say nothing about the conflict."
        remarks.insert(0, invented)
    called = names(data.rows("actors"))
    losses = delegations.own_losses(read, table)
    no_deal = _no_deals(data).set_index("actor_id").no_deal / 100
    remarks += delegations.worse_than_none(read, losses, dict(no_deal), called)
    return picture_class.classroom(read, losses, called, _labels(data, table), remarks)


def _labels(data: Package, table: model.Negotiation) -> dict[str, str]:
    """The axes at the table: axis -> what it is called."""
    labels = data.rows("position_axes").set_index("element").label
    return {axis: labels[axis] for axis in table.axes}


def _require_seat(actor: str, table: model.Negotiation, called: dict[str, str]) -> str:
    """The actor's id as the tables write it; DataError if the actor has no seat at the table."""
    actor = as_written(actor, table.actors)
    if actor not in table.actors:
        raise DataError(
            f"{actor!r} has no seat at the table; those seated are: {', '.join(f'{a} ({called[a]})' for a in table.actors)}."
        )
    return actor
