"""Every function ("word") that a lesson's cell can call, called on any package of tables, and all that it shows: for the tests of adapting."""

from __future__ import annotations

import base64
import inspect
import re
from collections.abc import Callable, Iterator
from html import unescape
from importlib import import_module

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text
from test_rooms import ROOMS

from seminar.kit.show import Picture, Table
from seminar.kit.view import View
from seminar.tables import HINDSIGHT, DataError, Package

# Where a word wants a row of a table: its parameter, the table, the column.
FROM_TABLES = {
    "claim_id": ("claims", "claim_id"),
    "event_id": ("accounts", "event_id"),
    "element": ("elements", "element_id"),
    "proposal": ("proposals", "proposal_id"),
    "passage": ("maps", "passage"),
    "a": ("proposals", "proposal_id"),
    "b": ("proposals", "proposal_id"),
    "actor": ("actors", "actor_id"),
    "lesson": ("warm_ups", "lesson"),
}
FROM_A_CLASS = {"folder", "mine", "log"}  # files that a class brings: the rooms' own tests have some
OF_THE_COMPUTER = {"start.check_setup", "start.my_answers"}  # these speak of the student's computer, and of no article


def lesson_words() -> dict[str, Callable]:
    """Each public function of a room that takes a package: ``"argument.tree"`` -> the function."""
    found = {}
    for room in ROOMS:
        module = import_module(f"seminar.{room}")
        for name, value in vars(module).items():
            own = inspect.isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_")
            if own and "data" in (wants := inspect.signature(value).parameters) and not FROM_A_CLASS & set(wants):
                found[f"{room}.{name}"] = value
    return found


def call(word: Callable, data: Package) -> object:
    """What the word returns for this package, with the first row of a table that it accepts. DataError if the package lacks what it needs."""
    given: dict[str, object] = {"data": data}
    choices: dict[str, list] = {}
    for name, parameter in inspect.signature(word).parameters.items():
        if name in given or parameter.default is not parameter.empty:
            continue
        if name == "stages":
            given[name] = dict.fromkeys(data.read("districts").district_id, "now")
            continue
        table, column = FROM_TABLES[name]
        rows = list(dict.fromkeys(data.read(table, HINDSIGHT)[column]))
        if not rows:
            raise DataError(f"The table {table} has no row.")
        choices[name] = rows[::-1] if name == "b" else rows
    return _first_that_is_taken(word, given, choices)


def _first_that_is_taken(word: Callable, given: dict, choices: dict[str, list]) -> object:
    """A word accepts only some rows of a table, such as contested events: the result for the first that it accepts."""
    for tried in zip(*choices.values(), strict=False) if choices else [()]:
        try:
            return word(**given, **dict(zip(choices, tried, strict=True)))
        except DataError as error:
            refused = error
    raise refused


def shown(thing: object) -> str:
    """All words that a reader meets: text, tables, alternatives, what is written in pictures, and what controls say."""
    return "\n".join(_pieces(thing))


def _pieces(thing: object) -> Iterator[str]:
    if isinstance(thing, View):
        yield from _html(thing.static)
        yield thing.name
        for widget in _tree(thing.box):
            yield from _says(widget)
    elif isinstance(thing, Picture):
        yield from (thing.title, thing.alt, thing.sentence, *thing.notes, thing.table.to_csv())
        yield from _drawn(thing.drawing)
    elif isinstance(thing, Table):
        yield from _html(thing.html())
    elif isinstance(thing, pd.DataFrame):
        yield thing.to_csv()
    elif hasattr(thing, "board") or hasattr(thing, "scores"):
        for name, method in inspect.getmembers(thing, inspect.ismethod):
            if not name.startswith("_") and not [
                p for p in inspect.signature(method).parameters.values() if p.default is p.empty
            ]:
                yield from _pieces(method())
    elif hasattr(thing, "html"):
        yield from _html(thing.html())
    else:
        yield str(thing)


def _drawn(drawing: str | Figure) -> Iterator[str]:
    if isinstance(drawing, Figure):
        yield from (text.get_text() for text in drawing.findobj(Text))
    else:
        yield unescape(re.sub(r"<[^>]+>", " ", drawing))


def _html(html: str) -> Iterator[str]:
    for data in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", html):
        yield from _drawn(base64.b64decode(data).decode())
    yield from re.findall(r'(?:alt|aria-label|title)="([^"]*)"', html)
    yield unescape(re.sub(r"<[^>]+>", " ", html))


def _tree(widget: object) -> Iterator[object]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from _tree(child)


def _says(widget: object) -> Iterator[str]:
    for name in ("description", "value", "placeholder", "tooltip"):
        if isinstance(value := getattr(widget, name, None), str):
            yield from _html(value)
    for option in getattr(widget, "options", ()) or ():
        yield str(option[0] if isinstance(option, tuple) else option)
