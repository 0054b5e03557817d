"""The trade-offs of lesson 5: options scored on the interests of one state, and what the ranking hangs on.

An option's *value* is the weighted sum of its scores (an additive value model: Keeney and Raiffa, *Decisions with
Multiple Objectives*, 1976). Scores run from -3, a severe and lasting loss, through 0, as before the war, to +2, a
clear gain; they are never rescaled, so leaving out a losing option cannot change the winner.

The *strait* is a slice through all possible weightings that a page can hold: a triangle with all the weight on one
interest at the first corner, all on another at the second, and the rest shared equally at the third.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

_TIE = 1e-9


@dataclass(frozen=True)
class Scores:
    """What each option does to each interest: three arrays of shape (options, interests), low <= mid <= high."""

    options: tuple[str, ...]
    interests: tuple[str, ...]
    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray

    @classmethod
    def from_table(cls, consequences: pd.DataFrame, options: tuple[str, ...], interests: tuple[str, ...]) -> Scores:
        """Arrange the long table ``consequences`` (a row an option and interest); ValueError if a pair is missing."""
        cells = consequences.set_index(["option_id", "criterion_id"])
        pairs = [(o, i) for o in options for i in interests]
        if missing := [pair for pair in pairs if pair not in cells.index]:
            raise ValueError(f"No score is given for {' on '.join(missing[0])}; every option needs one on every interest.")
        low, mid, high = (
            cells.loc[pairs, column].to_numpy(dtype=float).reshape(len(options), len(interests)) for column in ("low", "mid", "high"))
        if (low > mid).any() or (mid > high).any():
            raise ValueError("A score has low above mid, or mid above high; it must be low <= mid <= high.")
        return cls(tuple(options), tuple(interests), low, mid, high)

    def at(self, p: float, option: str) -> np.ndarray:
        """Mid scores, but ``option`` goes well with chance ``p``: p * high + (1 - p) * low. ValueError unless 0 <= p <= 1."""
        if not 0 <= p <= 1:
            raise ValueError(f"p is {p}; a chance lies between 0 and 1.")
        scores, row = self.mid.copy(), self.options.index(option)
        scores[row] = p * self.high[row] + (1 - p) * self.low[row]
        return scores


@dataclass(frozen=True)
class Region:
    """Where in the triangle the tied ``options`` (usually one) are least bad.

    ``corners`` has shape (k, 3): a convex polygon's vertices as shares of the three corners; ``share`` is its part of
    the triangle's area, from 0 to 1.
    """

    options: tuple[str, ...]
    corners: np.ndarray
    share: float


@dataclass(frozen=True)
class Strait:
    """A menu of options seen on the triangle between two dreaded ends.

    ``corners`` has shape (3, interests): the weights at the three corners, each row summing to one. ``uncertain`` is the option
    whose success is a matter of chance.
    """

    scores: Scores
    corners: np.ndarray
    uncertain: str

    def at(self, p: float) -> list[Region]:
        """The regions at mid scores, with the uncertain option going well with chance ``p`` (0 to 1)."""
        return regions(self.scores.options, self.scores.at(p, self.uncertain), self.corners)

    def share(self, p: float) -> float:
        """The uncertain option's part of the triangle, 0 to 1; a region that it shares with a tied option counts whole."""
        return next(r.share for r in self.at(p) if self.uncertain in r.options)


def corner_weights(interests: tuple[str, ...], first: str, second: str) -> np.ndarray:
    """Weights at the corners, shape (3, interests): all on ``first``, all on ``second``, the others sharing equally."""
    rest = [i for i in interests if i not in (first, second)]
    corners = np.zeros((3, len(interests)))
    corners[0, interests.index(first)] = 1
    corners[1, interests.index(second)] = 1
    corners[2, [interests.index(i) for i in rest]] = 1 / len(rest)
    return corners


def regions(options: tuple[str, ...], scores: np.ndarray, corners: np.ndarray) -> list[Region]:
    """Cut the triangle into the regions in which each option is least bad, exactly.

    ``scores`` has shape (options, interests), ``corners`` (3, interests). An option's value is linear over the triangle, so
    its region is the triangle cut by one half-plane a rival (Sutherland and Hodgman, 1974). Options of equal value
    everywhere share a region. Regions come in the order of ``options``, empty ones with share 0; shares sum to one.
    """
    values = scores @ corners.T  # (options, 3): the value at each corner
    groups: list[list[int]] = []
    for row in range(len(options)):
        twin = next((g for g in groups if np.allclose(values[g[0]], values[row], rtol=0, atol=_TIE)), None)
        groups.append([row]) if twin is None else twin.append(row)
    found = []
    for group in groups:
        polygon = np.eye(3)
        for rival in groups:
            if rival is not group:
                polygon = _clip(polygon, values[group[0]] - values[rival[0]])
        found.append(Region(tuple(options[i] for i in group), polygon, _share(polygon)))
    return found


def _clip(polygon: np.ndarray, lead: np.ndarray) -> np.ndarray:
    """The part of a convex polygon (k, 3) in which ``lead`` (3,), a linear function of the corner shares, is not negative."""
    kept = []
    heights = polygon @ lead
    for here, there, h, t in zip(polygon, np.roll(polygon, -1, axis=0), heights, np.roll(heights, -1), strict=True):
        if h >= 0:
            kept.append(here)
        if (h > 0 > t) or (h < 0 < t):
            kept.append(here + (there - here) * h / (h - t))
    return np.array(kept).reshape(-1, 3)


def _share(polygon: np.ndarray) -> float:
    """A polygon's part of the triangle: twice the shoelace area in two of its three shares (the triangle's own area is 1/2)."""
    if len(polygon) < 3:
        return 0.0
    x, y = polygon[:, 0], polygon[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))


def whole_percent(shares: list[float] | np.ndarray) -> list[int]:
    """Shares that sum to one as whole per cent that sum to 100 (largest remainder; ties go to the earlier share)."""
    exact = np.asarray(shares, dtype=float) * 100
    floors = np.floor(exact + _TIE).astype(int)
    order = np.argsort(-(exact - floors), kind="stable")
    floors[order[: 100 - floors.sum()]] += 1
    return floors.tolist()
