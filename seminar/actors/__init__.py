"""The actors, in a lesson's words: ``actors.explore()``, ``actors.heat()``, ``actors.brief("ARM")``."""

from __future__ import annotations

import pandas as pd

from ..bargaining import model as bargaining
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from ..tradeoffs.model import whole_percent
from . import model
from . import picture as pictures
from . import widget as widgets


def cast(data: Package | None = None) -> Table:
    """Everybody with a stake, and where the article speaks of them."""
    return pictures.cast((data or seminar_data()).read("actors"))


def explore(actor: str = "", predict: bool | None = None, data: Package | None = None) -> View:
    """The actor cards behind a prediction; ``actor`` says which lies on top (by default the first)."""
    data = data or seminar_data()
    called = names(data)
    split = model.basis_split(data.read("interests")).sum()
    shown = f"{split.stated} of {split.sum()}"
    first = _known(actor or next(iter(called)), called)
    return widgets.explore(
        called, _cards(data), first, question("actors_stated", data), split.stated / split.sum(), shown, predict
    )


def heat(data: Package | None = None) -> Picture:
    """How strongly each actor wants what, stated or inferred."""
    data = data or seminar_data()
    return pictures.heat(data.read("interests"), names(data))


def relations(data: Package | None = None) -> Picture:
    """The signed ties between every two actors."""
    data = data or seminar_data()
    return pictures.relations(data.read("relations"), names(data))


def triangles(data: Package | None = None) -> Table:
    """Who is the friend of two who are enemies."""
    data = data or seminar_data()
    return pictures.triangles(data.read("relations"), names(data))


def windows(data: Package | None = None) -> Picture:
    """The figures that were known for more than one window of years."""
    data = data or seminar_data()
    return pictures.windows(data.read("indicators"), names(data))


def figures(actor: str, data: Package | None = None) -> Table:
    """The figures about one actor that were public on the day, with what each depends on."""
    data = data or seminar_data()
    return pictures.figures(data.read("indicators"), _known(actor, names(data)), names(data))


def positions(data: Package | None = None) -> Picture:
    """Where each actor stands on each axis, and how much it cares."""
    data = data or seminar_data()
    standing = model.stands(data.read("positions"), data.read("position_axes"))
    pair = model.opponents(data.read("relations"), tuple(dict.fromkeys(data.read("positions").actor_id)))
    return pictures.positions(standing, names(data), pair)


def axes(data: Package | None = None) -> Table:
    """What 0, 50 and 100 mean on each axis."""
    return pictures.axes_table((data or seminar_data()).read("position_axes"))


def brief(actor: str, data: Package | None = None) -> pictures.Brief:
    """The role brief of one actor at the bargaining table, with its private points."""
    data = data or seminar_data()
    table = bargaining.Table.from_tables(data.read("positions"), data.read("position_axes"))
    called = names(data)
    _known(actor, {a: called[a] for a in table.actors})
    standing = model.stands(data.read("positions"), data.read("position_axes"))
    own = standing[(standing.actor_id == actor) & standing.element.isin(table.axes)]
    people = data.read("actors").set_index("actor_id", drop=False)
    return pictures.brief(
        people.loc[actor], data.read("interests"), own, data.read("relations"), private_points(table, actor), called
    )


def briefs(data: Package | None = None) -> dict[str, str]:
    """Every role brief as Markdown, by actor, and under "README" the sheet for all. ``python tools/briefs.py`` writes them."""
    data = data or seminar_data()
    table = bargaining.Table.from_tables(data.read("positions"), data.read("position_axes"))
    pages = {"README": shared_sheet(data)} | {actor: brief(actor, data) for actor in table.actors}
    return {name: page.markdown() for name, page in pages.items()}


def shared_sheet(data: Package | None = None) -> pictures.Brief:
    """The sheet that all delegations share: questions, rules, and the order of the talks."""
    data = data or seminar_data()
    table = bargaining.Table.from_tables(data.read("positions"), data.read("position_axes"))
    called = names(data)
    return pictures.shared_sheet(data.read("position_axes"), [called[a] for a in table.actors])


def private_points(table: bargaining.Table, actor: str) -> dict[str, int]:
    """An actor's weights as whole points that add up to 100: axis -> points."""
    return dict(zip(table.axes, whole_percent(table.weights[table.seat(actor)]), strict=True))


def names(data: Package | None = None) -> dict[str, str]:
    """The actors' short names: actor -> name, in the table's order."""
    people = (data or seminar_data()).read("actors")
    return dict(zip(people.actor_id, people.short_name, strict=True))


def _cards(data: Package):
    """A function that draws one actor's card: the tables are read once, not at every choice."""
    called, people = names(data), data.read("actors").set_index("actor_id", drop=False)
    interests, relations, sources = (data.read(name) for name in ("interests", "relations", "sources"))
    return lambda actor: pictures.card(people.loc[actor], interests, relations, called, sources)


def _known(actor: str, called: dict[str, str] | pd.Series) -> str:
    if actor not in called:
        raise DataError(
            f"There is no actor {actor!r} here; the actors are: {', '.join(f'{a} ({n})' for a, n in called.items())}."
        )
    return actor
