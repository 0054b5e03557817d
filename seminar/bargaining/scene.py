"""What the pictures and widgets of the bargaining table share: who sits there, what things are called, every grid computed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from ..actors.model import names, opponents, stands
from ..tables import DataError, Package
from . import model
from .model import Negotiation, PackageGrid

_ENDS = ("low", "high")
_MIDDLE = 50


@dataclass(frozen=True)
class BargainingScene:
    """The table with its grids, one for each end of each position in doubt, and what actors, proposals and axes are called.

    ``pair`` are the two parties to the settlement. ``coded`` is the table ``proposal_positions``, ``axes_table`` is ``position_axes``.
    """

    actors: dict[str, str]
    proposals: dict[str, str]
    axes: dict[str, str]
    pair: tuple[str, str]
    grids: dict[str, PackageGrid]
    coded: pd.DataFrame
    axes_table: pd.DataFrame
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)  # what pictures compute once

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What ``make`` gives for this key, computed the first time and kept."""
        if key not in self.kept:
            self.kept[key] = make()
        return self.kept[key]

    @classmethod
    def of(cls, data: Package) -> BargainingScene:
        """The scene of a package of tables. DataError if its tables seat nobody or have no parties."""
        people, axes, proposals = names(data.rows("actors")), data.rows("position_axes"), data.rows("proposals")
        table = seated(data)
        labels = axes.set_index("element").label
        return cls(
            people,
            dict(zip(proposals.proposal_id, proposals.short_name, strict=True)),
            {axis: labels[axis] for axis in table.axes},
            opponents(data.rows("relations"), table.actors),
            _grids(data, table, people),
            data.rows("proposal_positions"),
            axes,
        )

    @property
    def middle(self) -> str:
        """The end at which every position is taken as coded."""
        return list(self.grids)[len(self.grids) // 2]

    @property
    def table(self) -> Negotiation:
        """Who sits at the table, every position taken as coded."""
        return self.grids[self.middle].table

    @property
    def seats(self) -> dict[str, str]:
        """The actors at the table: actor -> name."""
        return {actor: self.actors[actor] for actor in self.table.actors}

    @cached_property
    def packages(self) -> dict[str, tuple[float, ...]]:
        """The proposals that have a position on every axis, at their middle readings: proposal -> (axes,)."""
        return model.middles(self.table, self.coded)

    @cached_property
    def placed(self) -> dict[str, pd.DataFrame]:
        """What the proposals cost everybody, for each end of each position in doubt; see :func:`.model.placed`."""
        return {end: model.placed(laid.table, self.coded) for end, laid in self.grids.items()}

    @property
    def given_for_a_gain(self) -> frozenset[str]:
        """The axes on which the package that beats the exact middle for both parties lies nearer to 100; none if nothing beats it."""
        laid = self.grids[self.middle]
        better = laid.standing(laid.packages.mean(axis=0), *self.pair).better
        return frozenset(axis for axis, at in zip(self.axes, better or (), strict=False) if at > _MIDDLE)


def seated(data: Package, at: str = "mid") -> Negotiation:
    """Who sits at the table, by a package's tables; ``at`` is the end of a position in doubt that is taken."""
    try:
        return Negotiation.from_tables(data.rows("positions"), data.rows("position_axes"), at)
    except ValueError as error:
        raise DataError(f"The tables positions and position_axes seat nobody at the table: {error}") from None


def _grids(data: Package, table: Negotiation, people: dict[str, str]) -> dict[str, PackageGrid]:
    """The grid at each end of every position in doubt, one at a time, by words such as “Armenia at 25”; one grid where none is.

    The low ends come first, then every position as coded, then the high ends.
    """
    soft = stands(data.rows("positions"), data.rows("position_axes"))
    soft = soft[soft.soft & soft.element.isin(table.axes) & soft.actor_id.isin(table.actors)]
    if soft.empty:
        return {"as coded": PackageGrid.laid(table)}
    several = soft.actor_id.duplicated(keep=False)  # then the actor alone does not say which of its positions is meant
    places = {
        at: [_moved(data, people, row, at, named) for row, named in zip(soft.itertuples(), several, strict=True)]
        for at in _ENDS
    }
    coded = f"{people[soft.actor_id.iloc[0]]} at {soft.position.iloc[0]}" if len(soft) == 1 else "all as coded"
    return dict([*places["low"], (coded, PackageGrid.laid(table)), *places["high"]])


def _moved(data: Package, people: dict[str, str], row, at: str, named: bool) -> tuple[str, PackageGrid]:
    """One position taken at its ``low`` or ``high`` end and all others as coded: what this is called, and the grid."""
    positions = data.rows("positions")
    end = int(row.position_low if at == "low" else row.position_high)
    here = (positions.actor_id == row.actor_id) & (positions.element == row.element)
    moved = Negotiation.from_tables(
        positions.assign(position=positions.position.mask(here, end)), data.rows("position_axes")
    )
    return f"{people[row.actor_id]} at {end}" + f" ({row.label})" * named, PackageGrid.laid(moved)
