"""The bargaining table: packages on several axes, what each party loses by them, and which of them no other package beats.

Every party has an ideal point on each axis and cares about the axes unequally (its *salience*). Its loss from a package is

    sum over axes k of  w_k |x_k - ideal_k| / 100,

with its saliences scaled to weights w that add up to one: 0 at its ideal, at most 1. Parties with ideal points and
salience weights are those of the spatial theory of voting (Enelow and Hinich, *The Spatial Theory of Voting*, 1984);
distance by the city block, axis by axis, is Rae and Taylor's (*British Journal of Political Science* 1, 1971); coding
positions and salience by actor and issue follows Bueno de Mesquita (*PS* 17, 1984). Packages that cannot be improved for
one party without harm to the other form the Pareto frontier; the worst that a party would still sign is its bottom line
(Raiffa, *The Art and Science of Negotiation*, 1982).

The losses of two parties are not compared in size: a loss of 0.3 for one is not "as much" as 0.3 for the other. No package
here means *no deal*; what that costs a seat at the class's table is a judgement of its own (table ``no_deals``), in the same
unit as its losses, and a bottom line on one question is the student's to set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ..kit.words import whole_percent

_MOST_PACKAGES = 20_000
_SAME = 9  # decimals to which two losses count as equal: beyond them there is only rounding
_POSITION = {"low": "position_low", "mid": "position", "high": "position_high"}


@dataclass(frozen=True)
class Negotiation:
    """Who sits at the table, and what they want: ``ideals`` (0 to 100) and ``weights``, both of shape (actors, axes).

    Each row of ``weights`` adds up to one.
    """

    actors: tuple[str, ...]
    axes: tuple[str, ...]
    ideals: np.ndarray
    weights: np.ndarray

    @classmethod
    def from_tables(cls, positions: pd.DataFrame, axes: pd.DataFrame, at: str = "mid") -> Negotiation:
        """Seat every actor that has a position on each land axis, in the order of ``positions``.

        ``at`` says which end of a position in doubt is taken: low, mid or high. Axes other than land axes are left out: they
        do not run between the parties. ValueError for any other ``at``, or if nobody can be seated.
        """
        if at not in _POSITION:
            raise ValueError(f"at is {at!r}; a position in doubt is taken at its low, mid or high end.")
        names = axes[axes.land_axis.astype(bool)].sort_values("order").element.tolist()
        where = positions[_POSITION[at]].fillna(positions.position)
        rows = positions.assign(ideal=where)[positions.element.isin(names)]
        wide = rows.pivot(index="actor_id", columns="element", values=["ideal", "salience"])
        actors = [
            a for a in positions.actor_id.unique() if a in wide.index and (rows.actor_id == a).sum() == len(names)
        ]
        if not actors:
            raise ValueError(f"No actor has a position on all of {', '.join(names)}.")
        ideals, salience = (wide[part].loc[actors, names].to_numpy(dtype=float) for part in ("ideal", "salience"))
        return cls(tuple(actors), tuple(names), ideals, normalised(salience))

    def seat(self, actor: str) -> int:
        """The row of an actor; ValueError if it has no seat here."""
        if actor not in self.actors:
            raise ValueError(
                f"{actor!r} has no position on every axis; those at the table are {', '.join(self.actors)}."
            )
        return self.actors.index(actor)

    def with_weights(self, actor: str, points: dict[str, float]) -> Negotiation:
        """The same table, with ``points`` (axis -> 0 or more) as the weights of ``actor``; every axis needs its points."""
        if missing := [axis for axis in self.axes if axis not in points]:
            raise ValueError(f"No points are given to {', '.join(missing)}; every axis needs some, and 0 will do.")
        weights = self.weights.copy()
        weights[self.seat(actor)] = normalised(np.array([[points[axis] for axis in self.axes]], dtype=float))[0]
        return replace(self, weights=weights)

    def losses(self, packages: np.ndarray) -> np.ndarray:
        """What each actor loses by each package: packages (..., axes), 0 to 100, give losses (..., actors), 0 to 1.

        ValueError for a package with the wrong number of axes, or off an axis.
        """
        packages = np.asarray(packages, dtype=float)
        if packages.shape[-1] != len(self.axes):
            raise ValueError(
                f"A package has {packages.shape[-1]} numbers; it needs {len(self.axes)}: {', '.join(self.axes)}."
            )
        if not ((packages >= 0) & (packages <= 100)).all():
            raise ValueError("A package lies off an axis; every axis runs from 0 to 100.")
        # An actor at a time: one array of packages by actors by axes is bigger, and slower to fill.
        each = [np.abs(packages - ideal) @ weight for ideal, weight in zip(self.ideals, self.weights, strict=True)]
        return np.stack(each, axis=-1) / 100


@dataclass(frozen=True)
class PackageStanding:
    """How one package does for a pair: what it costs every actor, how many packages of the grid beat it, and the best of these.

    ``better`` is a package (axes,), or None if nothing beats the one asked about.
    """

    losses: dict[str, float]
    beaten_by: int
    better: tuple[float, ...] | None


@dataclass(frozen=True)
class PackageGrid:
    """All packages of a grid (packages, axes) and what each costs each actor (packages, actors), computed once."""

    table: Negotiation
    packages: np.ndarray
    losses: np.ndarray

    @classmethod
    def laid(cls, table: Negotiation, values: int = 0) -> PackageGrid:
        """The grid of a table with this many ``values`` on an axis; by default as many as :func:`steps` says."""
        packages = grid(len(table.axes), values or steps(len(table.axes)))
        return cls(table, packages, table.losses(packages))

    def pair(self, a: str, b: str) -> np.ndarray:
        """What the packages cost two actors: (packages, 2)."""
        return self.losses[:, [self.table.seat(a), self.table.seat(b)]]

    def standing(self, package: np.ndarray, a: str, b: str) -> PackageStanding:
        """How a package does for two actors; ValueError for one with the wrong number of axes, or off an axis."""
        own = self.table.losses(np.asarray(package, dtype=float))
        rows = beaten_by(self.pair(a, b), own[[self.table.seat(a), self.table.seat(b)]])
        better = tuple(map(float, self.packages[rows[0]])) if len(rows) else None
        return PackageStanding(dict(zip(self.table.actors, map(float, own), strict=True)), len(rows), better)


def normalised(salience: np.ndarray) -> np.ndarray:
    """Weights that add up to one along each row, in proportion to ``salience`` (rows, axes).

    ValueError if a salience is negative or not a number, or a row has nothing above zero.
    """
    if not (np.isfinite(salience) & (salience >= 0)).all() or not salience.sum(axis=-1).all():
        raise ValueError("Salience must be 0 or more on every axis, and above 0 on at least one.")
    return salience / salience.sum(axis=-1, keepdims=True)


def private_points(table: Negotiation, actor: str) -> dict[str, int]:
    """An actor's weights as whole points that add up to 100: axis -> points. ValueError if it has no seat at the table."""
    return dict(zip(table.axes, whole_percent(table.weights[table.seat(actor)]), strict=True))


def steps(axes: int) -> int:
    """How many values an axis has on a grid that a slider can search at once: five on six axes, fewer where there are more."""
    return next((n for n in (5, 4, 3) if n**axes <= _MOST_PACKAGES), 2)


def grid(axes: int, steps: int = 5) -> np.ndarray:
    """All packages with ``steps`` evenly spaced values from 0 to 100 on each axis: shape (steps ** axes, axes).

    Five steps on six axes are 15,625 packages. ValueError for fewer than two steps.
    """
    if steps < 2:
        raise ValueError(f"A grid needs two steps or more; here it has {steps}.")
    values = np.linspace(0, 100, steps)
    return np.stack(np.meshgrid(*[values] * axes, indexing="ij"), axis=-1).reshape(-1, axes)


def frontier(losses: np.ndarray) -> np.ndarray:
    """Which of the packages no other package beats, as a mask of shape (packages,), from the losses (packages, 2) of a pair.

    One beats another if it is no worse for either party and better for one. Packages with equal losses stand or fall
    together.
    """
    mine, theirs = np.round(losses, _SAME).T
    levels, level = np.unique(mine, return_inverse=True)
    least = np.full(len(levels), np.inf)
    np.minimum.at(least, level, theirs)  # the other party's least loss at each level of mine
    before = np.minimum.accumulate(np.concatenate([[np.inf], least[:-1]]))  # and at all levels better for me
    return np.asarray((theirs == least[level]) & (least < before)[level])


def beaten_by(losses: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Which packages (losses (packages, 2)) beat one whose losses are ``own`` (2,): the rows, the best compromise first.

    Best means the greatest smaller gain of the two, then the greatest larger one: a package that serves both comes before
    one that gives everything to one. Empty if none beats it.
    """
    gains = np.round(np.asarray(own) - losses, _SAME)
    rows = np.flatnonzero((gains >= 0).all(axis=1) & (gains > 0).any(axis=1))
    return rows[np.lexsort((-gains[rows].max(axis=1), -gains[rows].min(axis=1)))]


def acceptable(losses: np.ndarray, bottom_lines: np.ndarray) -> np.ndarray:
    """Which packages every party would sign: no loss above its bottom line. Losses (packages, actors), lines (actors,)."""
    return np.all(np.round(losses, _SAME) <= np.round(bottom_lines, _SAME), axis=-1)


def best_line(table: Negotiation, a: str, b: str) -> np.ndarray:
    """The exact frontier of two actors over all packages, on the grid or off it: packages (corners, axes), starting at a's best.

    Between neighbouring corners it is straight. It runs from a's ideal to b's, axis by axis, beginning with those that
    cost ``a`` least for what they give to ``b`` (w_a / w_b): the continuous knapsack (Dantzig, *Operations Research* 5, 1957).
    An axis that one of the two does not care about at all stays at the other's ideal throughout.
    """
    i, j = table.seat(a), table.seat(b)
    mine, theirs = table.weights[[i, j]]
    corner = np.where(mine > 0, table.ideals[i], table.ideals[j])
    shared = np.flatnonzero((mine > 0) & (theirs > 0))
    corners = [corner]
    for axis in shared[np.argsort(mine[shared] / theirs[shared], kind="stable")]:
        corner = corner.copy()
        corner[axis] = table.ideals[j, axis]
        corners.append(corner)
    return np.array(corners)


def best_equal_gain(table: Negotiation, a: str, b: str, start: np.ndarray | None = None) -> tuple[float, np.ndarray]:
    """How much two actors can both gain over a package ``start``, by default the middle of every axis, and the package (axes,) that does it.

    The greatest gain that both have, each in its own loss, 0 to 1: the *integrative potential*, since there is something to trade only where
    they care about different things (Raiffa 1982). It lies on the exact frontier, between two corners of :func:`best_line`.
    """
    line = best_line(table, a, b)
    seats = [table.seat(a), table.seat(b)]
    before = np.full(len(table.axes), 50.0) if start is None else start
    gains = table.losses(before)[seats] - table.losses(line)[:, seats]
    best, package = float(gains.min(axis=1).max()), line[int(np.argmax(gains.min(axis=1)))]
    ahead = gains[:, 0] - gains[:, 1]  # falls along the line, from a's best to b's
    for i in np.flatnonzero(ahead[:-1] * ahead[1:] < 0):
        part = ahead[i] / (ahead[i] - ahead[i + 1])
        level = float((1 - part) * gains[i, 0] + part * gains[i + 1, 0])
        if level > best:
            best, package = level, np.clip(line[i] + part * (line[i + 1] - line[i]), 0, 100)
    return best, package


def with_points(table: Negotiation, points: pd.DataFrame) -> Negotiation:
    """The same table with other private points, such as a sharper set: rows of actor_id, element and points for each seat's every axis."""
    for actor, rows in points.groupby("actor_id", sort=False):
        if actor in table.actors:
            table = table.with_weights(str(actor), dict(zip(rows.element, rows.points, strict=True)))
    return table


def placed(table: Negotiation, proposal_positions: pd.DataFrame) -> pd.DataFrame:
    """The proposals as points with ranges of loss: one row per proposal and actor, with ``low``, ``mid`` and ``high``.

    ``mid`` is the loss at the middle of every axis; ``low`` and ``high`` are the least and the greatest loss that the ranges on
    the axes allow. Each end is reached by some reading of the text, but two actors' ends are seldom reached by the same one:
    the box of two ranges holds every reading, and more. A proposal that lacks a position on some axis is not placed: see
    :func:`unplaced`.
    """
    rows = []
    for proposal, coded in _on_all_axes(table, proposal_positions):
        low, mid, high = (coded[column].to_numpy(dtype=float) for column in ("low", "mid", "high"))
        nearest = np.clip(table.ideals, low, high)
        farthest = np.where(np.abs(low - table.ideals) > np.abs(high - table.ideals), low, high)
        ends = [(np.abs(x - table.ideals) * table.weights).sum(axis=1) / 100 for x in (nearest, mid, farthest)]
        rows += [(proposal, actor, *(end[i] for end in ends)) for i, actor in enumerate(table.actors)]
    return pd.DataFrame(rows, columns=["proposal_id", "actor_id", "low", "mid", "high"])


def unplaced(table: Negotiation, proposal_positions: pd.DataFrame) -> list[str]:
    """The coded proposals that lack a position on one axis or more, and so have no place at the table."""
    whole = {proposal for proposal, _ in _on_all_axes(table, proposal_positions)}
    return [proposal for proposal in proposal_positions.proposal_id.unique() if proposal not in whole]


def middles(table: Negotiation, proposal_positions: pd.DataFrame) -> dict[str, tuple[float, ...]]:
    """The placed proposals as packages, at the middle of every axis: proposal -> (axes,)."""
    return {p: tuple(map(float, rows.mid)) for p, rows in _on_all_axes(table, proposal_positions)}


def _on_all_axes(table: Negotiation, proposal_positions: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """(proposal, its rows in the order of the axes) for each proposal that has them all."""
    for proposal, rows in proposal_positions.groupby("proposal_id", sort=False):
        if set(table.axes) <= set(rows.element):
            yield proposal, rows.set_index("element").loc[list(table.axes)]
