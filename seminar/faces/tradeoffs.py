"""The trade-offs, in a lesson's words: ``tradeoffs.strait()``."""

from __future__ import annotations

from ..models.tradeoffs import Scores, Strait, corner_weights
from ..pictures import tradeoffs as pictures
from ..pictures.palette import option_marks
from ..pictures.show import Picture, table_html
from ..tables import Package, seminar_data
from ..widgets import tradeoffs as widgets
from ..widgets.base import View
from . import question

_SETTINGS = tuple(i / 10 for i in range(11))
MENUS = {"article": "the article's {n} options", "all": "all {n} options"}


def strait(menu: str = "article", p: float = 0.5, predict: bool | None = None, data: Package | None = None) -> View:
    """The strait between Scylla and Charybdis (P14), with a slider for p, behind a prediction.

    ``menu`` is "article" (the options that the author lists) or "all" (with those read between the lines); ``p``, from
    0 to 1, is the chance that the two-layer policy works; ``predict=False`` opens it unasked.
    """
    data = data or seminar_data()
    model, draw_at = _strait(menu, data)
    table = pictures.strait_table({at: model.at(at) for at in _SETTINGS}, _marks(data))
    settings = table_html(table, "As p moves: least bad in … % of the triangle")
    return widgets.strait(model, draw_at, settings, question("strait_share", data), p, predict)


def draw(menu: str = "article", p: float = 0.5, data: Package | None = None) -> Picture:
    """The strait as a still picture."""
    return _strait(menu, data or seminar_data())[1](p, "strait")


def _strait(menu: str, data: Package) -> tuple[Strait, widgets.Draw]:
    """The model, and how it is drawn at one p: the tables are read once, not at every move of a slider."""
    model, marks = strait_model(menu, data), _marks(data)
    corners = list(data.read("strait")[["name", "gloss"]].itertuples(index=False, name=None))
    count = len(model.scores.options)
    offered = MENUS[menu].format(n={2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(count, count))
    return model, lambda p, name: pictures.strait(model.at(p), marks, corners, p, offered, name)


def strait_model(menu: str = "article", data: Package | None = None) -> Strait:
    """The strait as a model, made from the tables; ValueError for an unknown menu."""
    if menu not in MENUS:
        raise ValueError(f"There is no menu {menu!r}; the menus are: {', '.join(MENUS)}.")
    data = data or seminar_data()
    options = data.read("options")
    offered = options[options.listed_by == "article"] if menu == "article" else options
    interests = tuple(data.read("criteria").criterion_id)
    scores = Scores.from_table(data.read("consequences"), tuple(offered.option_id), interests)
    first, second, _rest = data.read("strait").criterion_id
    return Strait(scores, corner_weights(interests, first, second), options.option_id[options.uncertain].iloc[0])


def _marks(data: Package) -> dict:
    options = data.read("options")
    return option_marks(dict(zip(options.option_id, options.label, strict=True)))
