"""What the pictures of the trade-offs share: the names of things, the scene of the board, and how numbers are written.

The pictures themselves are in the modules ``picture_strait``, ``picture_scores``, ``picture_robust`` and
``picture_turning``; they are SVG, since they move with their controls. ``picture_tables`` has what is only read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import Swatch, option_marks
from ..kit.words import decimal, listed, number_word, quoted
from ..tables import DataError, Package
from . import acceptability, model
from .acceptability import MODES
from .assumptions import Assumptions, Ground, ground

PAGE = 840.0  # how wide every picture of this room is; its height comes from the data
EDGE = 4.0  # the margin at the left and at the right
NAMES = 300.0  # how wide a column of names may be; longer names are broken
_GAP = 16.0  # between a column of names and the drawing


@dataclass(frozen=True)
class BoardLabels:
    """What things are called in the tables: options (as marks), interests (short), schools, menus, corners; and this case's own words.

    ``corners`` has the name and the gloss of the strait's usual three corners; ``strait`` is the picture's name, ``p`` what p
    stands for, ``zero`` how things stood at a score of 0 and ``before`` the name of that state, ``reason`` an example of a reason.
    """

    marks: dict[str, Swatch]
    interests: dict[str, str]
    schools: dict[str, str]
    menus: dict[str, str]
    corners: list[tuple[str, str]]
    strait: str
    p: str
    zero: str
    before: str
    reason: str

    def option(self, option: str) -> str:
        """An option's name in quotation marks."""
        return quoted(self.marks[option].label)

    def options(self, options: Iterable[str]) -> str:
        """Options in a sentence, each in quotation marks."""
        return listed(map(self.option, options))

    def tied(self, options: Sequence[str]) -> str:
        """Options that share a place: their names with = between them."""
        return " = ".join(self.marks[o].label for o in options)

    def corner_names(self, mine: Assumptions, usual: tuple[str, str]) -> list[tuple[str, str]]:
        """Name and gloss of the strait's corners: those of the table where they are the usual ones."""
        if mine.corners == usual:
            return self.corners
        rest = len(self.interests) - 2
        return [
            *((self.interests[c], "only this interest counts") for c in mine.corners),
            ("The rest", f"only the other {number_word(rest)} {'counts' if rest == 1 else 'count'}"),
        ]


@dataclass(frozen=True)
class BoardScene:
    """What the board is made from: the ground with its names, the coded ``cells`` (table consequences) and the ``schools``' weights."""

    ground: Ground
    labels: BoardLabels
    cells: pd.DataFrame
    schools: pd.DataFrame


def board_scene(data: Package) -> BoardScene:
    """The board's scene, read from the tables once. DataError if a table lacks what it needs."""
    given = ground(data)
    return BoardScene(given, board_labels(given, data), data.rows("consequences"), school_weights(data))


def board_labels(given: Ground, data: Package) -> BoardLabels:
    """What things are called, from the tables options, criteria, schools, strait and phrases."""
    criteria, schools = data.rows("criteria"), data.rows("schools")
    return BoardLabels(
        marks(data),
        dict(zip(criteria.criterion_id, criteria.short_label, strict=True)),
        dict(zip(schools.school_id, schools.label, strict=True)),
        {menu: menu_words(menu, len(options), data) for menu, options in given.menus.items()},
        corners(data),
        *(data.phrase(f"tradeoffs.{use}") for use in ("strait", "p", "zero", "before", "reason")),
    )


def marks(data: Package) -> dict[str, Swatch]:
    """How each option looks, the same in every picture. DataError if there are more than can be told apart."""
    options = data.rows("options")
    try:
        return option_marks(dict(zip(options.option_id, options.label, strict=True)))
    except ValueError as error:
        raise DataError(str(error)) from None


def corners(data: Package) -> list[tuple[str, str]]:
    """Name and gloss of the strait's left, right and top corner, from the table ``strait``."""
    rows = data.rows("strait").sort_values("corner_id")
    return list(rows[["name", "gloss"]].itertuples(index=False, name=None))


def menu_words(menu: str, count: int, data: Package) -> str:
    """What a menu of ``count`` options is called in a sentence."""
    return data.phrase(f"tradeoffs.menu_{menu}", n=number_word(count))


def school_weights(data: Package) -> pd.DataFrame:
    """The schools' weights, schools by interests, each row summing to one. DataError for a school that has none."""
    points = data.rows("school_weights")
    if missing := [s for s in data.rows("schools").school_id if s not in set(points.school_id)]:
        raise DataError(
            f"The table school_weights has no points for the school {missing[0]!r}; every school needs some."
        )
    return model.school_shares(points, data.rows("criteria").criterion_id)


# How numbers and settings are written


def at(p: float | None) -> str:
    """How the uncertain option is taken, in words."""
    return "middle scores" if p is None else f"p = {p:.2f}"


def percent(share: float) -> str:
    """A share as a whole percentage, never rounded to all or nothing unless it is."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share:.0%}"


def points(margin: float) -> str:
    """A lead in whole points; one that is too close to call is never rounded up to ten, which is not."""
    whole = round(100 * margin)
    whole = min(whole, 9) if margin < acceptability.CLOSE - model.TIE else min(whole, 99) if margin < 1 else whole
    return f"{whole} point{'s' * (whole != 1)}"


def small(margin: float, exact: bool = False) -> str:
    """A margin in score points; one that would print as 0 but is not (unless ``exact``) is 'less than 0.01'."""
    words = decimal(margin)
    return "less than 0.01" if words == "0" and not exact else words


def way(mine: Assumptions, labels: BoardLabels) -> str:
    """Menu, p, mode and ranking, in words."""
    ranked = f", {' above '.join(labels.interests[i] for i in mine.order)} ranked highest" if mine.order else ""
    chance = "" if mine.p is None else f", {at(mine.p)}"
    return f"{labels.menus[mine.menu]}{chance}, {MODES[mine.mode]}{ranked}"


# What several pictures are made of


def names_column(names: Iterable[str], size: float, bold: bool = True) -> float:
    """Where the drawing begins, to the right of a column of names: as wide as the widest, but not more than ``NAMES``."""
    return EDGE + min(max(charts.text_width(name, size, bold) for name in names), NAMES) + _GAP


def name_lines(words: str, left: float, size: float, bold: bool = True) -> list[str]:
    """A name in as many lines as it needs in the column that ends where the drawing begins, at ``left``."""
    return charts.wrapped(words, left - _GAP - EDGE + 1, size, bold)


def named(words: str, left: float, middle: float, size: float, bold: bool = True, **looks: object) -> list[Element]:
    """A name in its column, around the height ``middle``; measured as if ``bold``, which it may become."""
    lines = name_lines(words, left, size, bold)
    return stacked(EDGE, middle + size * (0.35 + 0.65 * (len(lines) - 1)), lines, size, **looks)


def heading(words: str, left: float, y: float, room: float, size: float = 13, **looks: object) -> Element:
    """A line above a drawing that begins at ``left``; one that would run into the last ``room`` of the page begins further left."""
    last = PAGE - EDGE - room - charts.text_width(words, size, bold=True)
    return svg.text(max(EDGE, min(left, last)), y, words, size, **looks)


def stacked(x: float, bottom: float, lines: Sequence[str], size: float, **looks: object) -> list[Element]:
    """Lines of text one above the other, the last of them at ``bottom``."""
    step = size * 1.3
    return [svg.text(x, bottom - step * (len(lines) - 1 - i), line, size, **looks) for i, line in enumerate(lines)]
