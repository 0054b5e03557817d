"""The actors, in a lesson's words: ``actors.explore()``, ``actors.heat()``."""

from __future__ import annotations

import pandas as pd

from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import model, picture, widget


def cast(data: Package | None = None) -> Table:
    """Everybody with a stake, and where the article speaks of them."""
    return picture.cast((data or seminar_data()).read("actors"))


def explore(actor: str = "", predict: bool | None = None, data: Package | None = None) -> View:
    """The actor cards behind a prediction; ``actor`` says which lies on top (by default the first)."""
    data = data or seminar_data()
    called = _names(data)
    split = model.basis_split(data.read("interests")).sum()
    shown = f"{split.stated} of {split.sum()}"
    first = _known(actor or next(iter(called)), called)
    return widget.explore(
        called, _cards(data), first, question("actors_stated", data), split.stated / split.sum(), shown, predict
    )


def heat(data: Package | None = None) -> Picture:
    """How strongly each actor wants what, stated or inferred."""
    data = data or seminar_data()
    return picture.heat(data.read("interests"), _names(data))


def relations(data: Package | None = None) -> Picture:
    """The signed ties between every two actors."""
    data = data or seminar_data()
    return picture.relations(data.read("relations"), _names(data))


def triangles(data: Package | None = None) -> Table:
    """Who is the friend of two who are enemies."""
    data = data or seminar_data()
    return picture.triangles(data.read("relations"), _names(data))


def windows(data: Package | None = None) -> Picture:
    """The figures that were known for more than one window of years."""
    data = data or seminar_data()
    return picture.windows(data.read("indicators"), _names(data))


def figures(actor: str, data: Package | None = None) -> Table:
    """The figures about one actor that were public on the day, with what each depends on."""
    data = data or seminar_data()
    return picture.figures(data.read("indicators"), _known(actor, _names(data)), _names(data))


def positions(data: Package | None = None) -> Picture:
    """Where each actor stands on each axis, and how much it cares."""
    data = data or seminar_data()
    standing = model.stands(data.read("positions"), data.read("position_axes"))
    pair = model.opponents(data.read("relations"), tuple(dict.fromkeys(data.read("positions").actor_id)))
    return picture.positions(standing, _names(data), pair)


def axes(data: Package | None = None) -> Table:
    """What 0, 50 and 100 mean on each axis."""
    return picture.axes_table((data or seminar_data()).read("position_axes"))


def _names(data: Package) -> dict[str, str]:
    return model.names(data.read("actors"))


def _cards(data: Package):
    """A function that draws one actor's card: the tables are read once, not at every choice."""
    called, people = _names(data), data.read("actors").set_index("actor_id", drop=False)
    interests, relations, sources = (data.read(name) for name in ("interests", "relations", "sources"))
    return lambda actor: picture.card(people.loc[actor], interests, relations, called, sources)


def _known(actor: str, called: dict[str, str] | pd.Series) -> str:
    if actor not in called:
        raise DataError(
            f"There is no actor {actor!r} here; the actors are: {', '.join(f'{a} ({n})' for a, n in called.items())}."
        )
    return actor
