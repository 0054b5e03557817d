"""Deals that must pass twice: between leaders, and at home.

A leader's *win-set* is every deal that the leader would accept; that of elites, parties or voters at home is every deal that
they would ratify (Putnam, "Diplomacy and Domestic Politics", *International Organization* 42, 1988).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from ..tables import DataError, Package
from .shares import require_share


@dataclass(frozen=True)
class WinSet:
    """The deals, as a stretch of one axis, that ``who`` on ``side`` would accept; ValueError unless low <= high."""

    side: str
    who: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(
                f"The win-set of {self.who} ({self.side}) runs from {self.low} to {self.high}; it must run upwards."
            )


@dataclass(frozen=True)
class TwoLevels:
    """Which deals leaders could strike, which of them would also pass at home, and which would be struck and then die there.

    ``struck`` and ``ratified`` are (low, high) or None; ``dies_at_home`` holds the stretches of the first outside the second;
    ``gap`` is the stretch that divides the sides at home, None if they meet.
    """

    struck: tuple[float, float] | None
    ratified: tuple[float, float] | None
    dies_at_home: tuple[tuple[float, float], ...]
    gap: tuple[float, float] | None

    @property
    def lost(self) -> float | None:
        """The share, 0 to 1, of the deals that leaders could strike that die at home; None if they could strike none."""
        if self.struck is None:
            return None
        low, high = self.struck
        if low == high:
            return 0.0 if self.ratified else 1.0
        return sum(to - start for start, to in self.dies_at_home) / (high - low)


def overlap(win_sets: Iterable[WinSet]) -> tuple[float, float] | None:
    """The deals that all would accept, as (low, high); None if there are none. A single point counts as one."""
    low, high = _bounds(win_sets)
    return (low, high) if low <= high else None


def two_levels(leaders: Iterable[WinSet], home: Iterable[WinSet]) -> TwoLevels:
    """Compare the leaders' win-sets with those at home, of elites, parties or voters."""
    leaders, home = list(leaders), list(home)
    struck, ratified = overlap(leaders), overlap(leaders + home)
    low, high = _bounds(home)
    return TwoLevels(struck, ratified, _left_over(struck, ratified), (high, low) if low > high else None)


def _bounds(win_sets: Iterable[WinSet]) -> tuple[float, float]:
    """The highest low end and the lowest high end."""
    sets = list(win_sets)
    if not sets:
        raise ValueError("There is no win-set; give at least one.")
    return max(s.low for s in sets), min(s.high for s in sets)


def _left_over(
    struck: tuple[float, float] | None, ratified: tuple[float, float] | None
) -> tuple[tuple[float, float], ...]:
    if struck is None or ratified is None:
        return () if struck is None else (struck,)
    return tuple((low, high) for low, high in ((struck[0], ratified[0]), (ratified[1], struck[1])) if low < high)


def win_sets(rows: pd.DataFrame, moved: Mapping[str, float] | None = None) -> tuple[list[WinSet], list[WinSet]]:
    """The leaders' win-sets and those at home, from a table with one row per win-set.

    ``moved`` gives the place of the end that moves (column ``moves``), by ``win_set_id``. ValueError if it passes the other end.
    """
    moved = moved or {}
    sets: dict[str, list[WinSet]] = {"leader": [], "home": []}
    for row in rows.itertuples():
        ends = {"low": row.low, "high": row.high}
        ends[row.moves] = moved.get(row.win_set_id, ends[row.moves])
        sets[row.level].append(WinSet(row.side, row.label, **ends))
    return sets["leader"], sets["home"]


def nearer(rows: pd.DataFrame, at_home: Iterable[str], share: float) -> dict[str, float]:
    """The moving end of each win-set ``at_home``, moved ``share`` (0 to 1) of the way to that of its side's leader."""
    require_share(share=share)
    ends = {row.win_set_id: getattr(row, row.moves) for row in rows.itertuples()}
    leader = {row.side: ends[row.win_set_id] for row in rows[rows.level == "leader"].itertuples()}
    side = dict(zip(rows.win_set_id, rows.side, strict=True))
    return {own: ends[own] + share * (leader[side[own]] - ends[own]) for own in at_home}


@dataclass(frozen=True)
class Ratification:
    """The win-sets of the table ``win_sets``, one per row, and in words the axis on which they all lie, its 0 and its 100."""

    rows: pd.DataFrame
    axis: str
    at_0: str
    at_100: str

    @classmethod
    def read(cls, data: Package) -> Ratification:
        """The win-sets of a package; DataError unless they lie on one axis that the table ``position_axes`` has."""
        rows, axes = data.rows("win_sets"), data.rows("position_axes").set_index("element")
        if len(on := rows.element.unique()) != 1:
            raise DataError(f"The table win_sets has win-sets on {len(on)} axes; they must lie on one to be compared.")
        axis = axes.loc[on[0]]
        return cls(rows, axis.label, axis.anchor_0, axis.anchor_100)

    def moving_ends(self) -> dict[str, float]:
        """The place of the end that moves in each win-set, by its id."""
        return {row.win_set_id: float(getattr(row, row.moves)) for row in self.rows.itertuples()}

    def home(self) -> list[str]:
        """The ids of the win-sets at home."""
        return self.rows.win_set_id[self.rows.level == "home"].tolist()

    def sets(self, moved: Mapping[str, float] | None = None) -> tuple[list[WinSet], list[WinSet]]:
        """See :func:`win_sets`."""
        return win_sets(self.rows, moved)
