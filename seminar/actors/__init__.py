"""The actors, in a lesson's words: ``actors.explore()``, ``actors.heat()``."""

from __future__ import annotations

from ..kit.fold import folded
from ..kit.ids import as_written, meant
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import model, picture_cards, picture_interests, picture_positions, picture_ties, picture_windows, widget


@folded
def cast(data: Package | None = None) -> Table:
    """Everybody with a stake, and where the article speaks of them."""
    return picture_cards.cast((data or seminar_data()).rows("actors"))


def explore(actor: str = "", predict: bool | None = None, data: Package | None = None) -> View:
    """The actor cards behind a prediction; ``actor`` says which is shown first (by default the first in the table)."""
    data = data or seminar_data()
    scene = picture_cards.CastScene(
        data.rows("actors"), data.rows("interests"), data.read("relations"), data.read("sources")
    )
    first = _known(actor or next(iter(scene.names)), scene.names)
    return widget.explore(scene, first, question("least_stated", data), predict)


@folded
def heat(data: Package | None = None) -> Picture:
    """How strongly each actor wants what, stated or inferred."""
    data = data or seminar_data()
    return picture_interests.heat(data.rows("interests"), _names(data))


@folded
def relations(data: Package | None = None) -> Picture:
    """The ties between each pair of actors, friendly or hostile."""
    data = data or seminar_data()
    return picture_ties.relations(data.rows("relations"), _names(data))


@folded
def triangles(data: Package | None = None) -> Table:
    """Who is the friend of two who are enemies."""
    data = data or seminar_data()
    return picture_ties.triangles(data.rows("relations"), _names(data))


@folded
def windows(data: Package | None = None) -> Picture:
    """The figures that were known for more than one window of years."""
    data = data or seminar_data()
    return picture_windows.windows(data.rows("indicators"), _names(data))


def figures(actor: str, data: Package | None = None) -> Table:
    """The figures about one actor that were public on the day, with what each depends on."""
    data = data or seminar_data()
    names = _names(data)
    return picture_cards.figures(data.read("indicators"), _known(actor, names), names)


@folded
def positions(data: Package | None = None) -> Picture:
    """Where each actor stands on each axis, and how much it cares."""
    data = data or seminar_data()
    standing = model.stands(data.rows("positions"), data.rows("position_axes"))
    pair = model.opponents(data.rows("relations"), tuple(dict.fromkeys(data.read("positions").actor_id)))
    return picture_positions.positions(standing, _names(data), pair)


def axes(data: Package | None = None) -> Table:
    """What 0, 50 and 100 mean on each axis."""
    return picture_positions.axes_table((data or seminar_data()).rows("position_axes"))


def _names(data: Package) -> dict[str, str]:
    return model.names(data.rows("actors"))


def _known(actor: str, names: dict[str, str]) -> str:
    actor = as_written(actor, names)
    if actor not in names:
        raise DataError(
            f"There is no actor {actor!r} here; the actors are: {', '.join(f'{a} ({n})' for a, n in names.items())}.{meant(actor, names)}"
        )
    return actor
