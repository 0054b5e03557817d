"""What the delegations hand in after the class negotiation: one small JSON file each, read with care and laid side by side.

A file is somebody else's work: it is read as data, and never trusted. A malformed one is refused with a sentence, and the
others count. Its form, with axes named as in the table ``position_axes``:

    {"format": "seminar-delegation", "version": 1, "class": "IR 301", "actor": "ARM",
     "weights": {"return_of_districts": 40, …every axis…},
     "bottom_lines": {"corridor_lachin": 45},
     "package": {"return_of_districts": 60, …every axis…} or null}

``weights`` are private points of 0 or more. A *bottom line* is the position on an axis beyond which the delegation would not
go. ``package`` is what was agreed, null if nothing was.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from ..errors import SeminarError
from ..kit.words import listed
from .model import Negotiation

_FORMAT, _VERSION = "seminar-delegation", 1
_MOST_CHARACTERS = 20_000  # a real file has about six hundred
_LONGEST_CLASS = 80


class DelegationError(SeminarError):
    """A delegation's file that cannot be used; the message is a sentence that names the file."""


@dataclass(frozen=True)
class Delegation:
    """One delegation: whom it spoke for, at which table, what it cared about and what it came home with."""

    class_name: str
    actor: str
    weights: dict[str, float]
    bottom_lines: dict[str, float] = field(default_factory=dict)
    package: dict[str, float] | None = None

    def to_json(self) -> str:
        """The file's text, as :func:`parse` reads it."""
        body = {"format": _FORMAT, "version": _VERSION, "class": self.class_name, "actor": self.actor}
        body |= {"weights": self.weights, "bottom_lines": self.bottom_lines, "package": self.package}
        return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def parse(text: str, name: str, actors: Sequence[str], axes: Sequence[str]) -> Delegation:
    """Read one file's text; ``name`` is its file name, for the message. DelegationError says what is wrong and what is wanted."""
    body = _body(text, name)
    class_name, actor = body.get("class"), body.get("actor")
    if not isinstance(class_name, str) or not 0 < len(class_name.strip()) <= _LONGEST_CLASS:
        raise DelegationError(
            f"{name} does not name its class; write a text of 1 to {_LONGEST_CLASS} characters under class."
        )
    if not isinstance(actor, str) or actor not in actors:
        raise DelegationError(f"{name} speaks for {actor!r}; the actors at the table are {', '.join(actors)}.")
    weights = _numbers(body, "weights", name, axes, most=math.inf)
    if not any(weights.values()):
        raise DelegationError(f"{name} gives no points to any axis; at least one weight must be above 0.")
    lines = _numbers(body, "bottom_lines", name, axes, whole=False) if "bottom_lines" in body else {}
    package = None if body.get("package") is None else _numbers(body, "package", name, axes)
    return Delegation(class_name.strip(), actor, weights, lines, package)


def _body(text: str, name: str) -> dict:
    if len(text) > _MOST_CHARACTERS:
        raise DelegationError(
            f"{name} has {len(text):,} characters; a delegation's file has fewer than {_MOST_CHARACTERS:,}."
        )
    try:
        body = json.loads(text.removeprefix("\ufeff"))  # a byte order mark, which some editors add
    except (ValueError, RecursionError):
        raise DelegationError(f"{name} is not JSON; export it again and do not edit it by hand.") from None
    if not isinstance(body, dict) or body.get("format") != _FORMAT:
        raise DelegationError(f"{name} is not a delegation's file; its format must be {_FORMAT!r}.")
    if body.get("version") != _VERSION:
        raise DelegationError(f"{name} is of version {body.get('version')!r}; this seminar reads version {_VERSION}.")
    return body


def _numbers(
    body: dict, part: str, name: str, axes: Sequence[str], most: float = 100, whole: bool = True
) -> dict[str, float]:
    """One part of a file as axis -> number, in the order of ``axes``; all of them if ``whole``."""
    given = body.get(part)
    if not isinstance(given, dict):
        raise DelegationError(f"{name} has no {part}, or not as pairs of an axis and a number.")
    if strange := [axis for axis in given if axis not in axes]:
        raise DelegationError(f"{name} has {strange[0]!r} under {part}; the axes are {', '.join(axes)}.")
    if whole and (missing := [axis for axis in axes if axis not in given]):
        raise DelegationError(f"{name} leaves out {', '.join(missing)} under {part}; every axis needs a number there.")
    for axis, value in given.items():
        if not _is_number(value) or not 0 <= value <= most:
            wanted = "a number of 0 or more" if most == math.inf else f"a number from 0 to {most}"
            raise DelegationError(f"{name} has {str(value)[:40]!r} for {axis} under {part}; it must be {wanted}.")
    return {axis: float(given[axis]) for axis in axes if axis in given}


def _is_number(value: object) -> bool:
    """Whether it is a finite number that a float can hold, unlike JSON's NaN, Infinity and endless integers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= 1e9


def collect(given: dict[str, str], actors: Sequence[str], axes: Sequence[str]) -> tuple[list[Delegation], list[str]]:
    """Read many files (name -> text): the delegations that could be read, in order of name, and a sentence for each that could not.

    Tables whose names differ only by case, spaces or hyphens are one: all take the first one's name.
    """
    read, refused = [], []
    called: dict[str, str] = {}
    for name in sorted(given):
        try:
            found = parse(given[name], name, actors, axes)
        except DelegationError as error:
            refused.append(str(error))
        else:
            plain = re.sub(r"[\s\-_]+", "", found.class_name.casefold())
            read.append(replace(found, class_name=called.setdefault(plain, found.class_name)))
    return read, refused


def summarise(delegations: Sequence[Delegation], axes: Sequence[str]) -> pd.DataFrame:
    """The class in one table, one row per delegation and axis.

    Columns: delegation (its number), class, actor, axis, weight (the share of its points, 0 to 1), bottom_line and agreed
    (0 to 100, empty where there is none).
    """
    rows = [
        {
            "delegation": number,
            "class": d.class_name,
            "actor": d.actor,
            "axis": axis,
            "weight": d.weights[axis] / sum(d.weights.values()),
            "bottom_line": d.bottom_lines.get(axis),
            "agreed": (d.package or {}).get(axis),
        }
        for number, d in enumerate(delegations)
        for axis in axes
    ]
    table = pd.DataFrame(rows, columns=["delegation", "class", "actor", "axis", "weight", "bottom_line", "agreed"])
    return table.astype({"weight": float, "bottom_line": float, "agreed": float})


def own_losses(delegations: Sequence[Delegation], table: Negotiation) -> list[float | None]:
    """What each delegation's result costs it by its own points, 0 to 1; None if nothing was agreed.

    Its ideal is that of ``table``; its points take the place of the table's weights.
    """
    found = []
    for d in delegations:
        mine = table.with_weights(d.actor, d.weights)
        agreed = None if d.package is None else mine.losses(np.array([d.package[axis] for axis in table.axes]))
        found.append(None if agreed is None else float(agreed[table.seat(d.actor)]))
    return found


def worse_than_none(
    delegations: Sequence[Delegation],
    losses: Sequence[float | None],
    no_deal: Mapping[str, float],
    called: Mapping[str, str],
) -> list[str]:
    """A sentence for each class in which a delegation signed what costs it more, by its own points, than no deal would.

    ``losses`` are those of :func:`own_losses`, ``no_deal`` the same of no deal by actor (0 to 1), ``called`` the actors' names.
    """
    found: dict[str, list[str]] = {}
    for d, loss in zip(delegations, losses, strict=True):
        if loss is not None and loss > no_deal.get(d.actor, math.inf):
            found.setdefault(d.class_name, []).append(called[d.actor])
    return [
        f"In {name} {listed(dict.fromkeys(who))} signed a package worse by its own points than no deal; ask why its cabinet said yes."
        for name, who in found.items()
    ]


def disagreements(delegations: Sequence[Delegation]) -> list[str]:
    """A sentence for each class whose delegations do not report the same result, or in which two speak for one actor.

    Classes are told apart by name: two tables in one classroom need two names.
    """
    found = []
    for name in dict.fromkeys(d.class_name for d in delegations):
        here = [d for d in delegations if d.class_name == name]
        twice = sorted({d.actor for d in here if sum(other.actor == d.actor for other in here) > 1})
        if twice:
            found.append(f"In {name} more than one file speaks for {', '.join(twice)}.")
        if any(d.package != here[0].package for d in here):
            found.append(f"The delegations of {name} do not report the same package.")
    return found
