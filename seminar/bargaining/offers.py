"""The log of a table's offers: a small CSV that somebody keeps during the talks, read with care, a bad line named and left out.

One line for each offer: ``minute``, ``by`` (an actor) and a number from 0 to 100 on every axis, in columns named by the axis or its label.
Case, spaces and the order of the columns do not matter, nor whether commas or semicolons part them.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass

from ..errors import SeminarError
from ..kit.ids import as_written

_MOST = 200  # offers of one table


class OfferError(SeminarError):
    """A log that cannot be read at all; the message is a sentence that names the file."""


@dataclass(frozen=True)
class PackageOffer:
    """One offer: the minute, who made it, and a number from 0 to 100 on every axis, in the order of the axes."""

    minute: float
    by: str
    package: tuple[float, ...]


def parse(
    text: str, name: str, actors: Mapping[str, str], axes: Mapping[str, str]
) -> tuple[list[PackageOffer], list[str]]:
    """Read a log's text: the offers in order of minute, and a sentence for each line that is left out.

    ``actors`` and ``axes`` are ids with their names; ``name`` is the file's. OfferError where a column is missing.
    """
    head = text.partition("\n")[0]
    rows = list(
        csv.reader(text.lstrip("\ufeff").splitlines(), delimiter=";" if head.count(";") > head.count(",") else ",")
    )
    columns = [_id(cell, {"minute": "Minute", "by": "By", **axes}) for cell in (rows[0] if rows else [])]
    if missing := [c for c in ("minute", "by", *axes) if c not in columns]:
        raise OfferError(
            f"{name} has no column {missing[0]!r}; its first line must name: minute, by, {', '.join(axes)}."
        )
    offers, refused = [], []
    for number, cells in enumerate(rows[1 : _MOST + 1], start=2):
        if any(cell.strip() for cell in cells):
            try:
                offers.append(_offer(dict(zip(columns, cells, strict=False)), actors, axes))
            except ValueError as error:
                refused.append(f"Line {number} of {name} is left out: {error}.")
    return sorted(offers, key=lambda offer: offer.minute), refused


def _offer(cells: Mapping[str, str], actors: Mapping[str, str], axes: Mapping[str, str]) -> PackageOffer:
    by = _id(cells.get("by", ""), actors)
    if by not in actors:
        raise ValueError(f"{by!r} has no seat; those at the table are {', '.join(actors)}")
    return PackageOffer(_number(cells, "minute", 1000), by, tuple(_number(cells, axis, 100) for axis in axes))


def _number(cells: Mapping[str, str], column: str, most: float) -> float:
    given = cells.get(column, "").strip()
    try:
        value = float(given.replace(",", "."))
    except ValueError:
        value = math.nan
    if not 0 <= value <= most:
        raise ValueError(f"{given[:20]!r} under {column} is not a number from 0 to {most:g}")
    return value


def _id(given: str, names: Mapping[str, str]) -> str:
    """The id that was meant by an id or a name, in any case; what was given if there is none."""
    found = as_written(given, names)
    if found in names:
        return found
    by_name = {name: id_ for id_, name in names.items()}
    return by_name.get(as_written(given, by_name), given)
