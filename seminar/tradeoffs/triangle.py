"""The strait: a slice through all possible weightings that fits on a page.

A triangle with all the weight on one interest at the first corner, all on another at the second, and the rest shared
equally at the third. Each option holds the region in which it is least bad.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..kit.ids import as_written, meant
from ..tables import DataError, Package, seminar_data
from .model import TIE, Scores, index_of

MENUS = ("article", "all")  # the options that the author lists; the same with those read between the lines


@dataclass(frozen=True)
class Region:
    """Where in the triangle the tied ``options`` (usually one) are least bad.

    ``corners`` has shape (k, 3): a convex polygon's vertices as shares of the three corners; ``share`` is its share of
    the triangle's area, from 0 to 1.
    """

    options: tuple[str, ...]
    corners: np.ndarray
    share: float


@dataclass(frozen=True)
class Strait:
    """A menu of options seen on the triangle between two dreaded outcomes.

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
        """The uncertain option's share of the triangle, 0 to 1; a region that it shares with a tied option counts in full."""
        return next(r.share for r in self.at(p) if self.uncertain in r.options)


def corner_weights(interests: tuple[str, ...], first: str, second: str) -> np.ndarray:
    """Weights at the corners, shape (3, interests): all on ``first``, all on ``second``, the others sharing equally."""
    rest = [i for i in interests if i not in (first, second)]
    if first == second or not rest:
        raise ValueError("A strait needs three corners: two different interests, and at least one more for the third.")
    corners = np.zeros((3, len(interests)))
    corners[0, index_of(first, interests, "an interest")] = 1
    corners[1, index_of(second, interests, "an interest")] = 1
    corners[2, [interests.index(i) for i in rest]] = 1 / len(rest)
    return corners


def strait_point(weights: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Where a set of weights lies in the triangle: the share of each corner, shape (3,), summing to one.

    The triangle lets the interests of a corner count the same, so a point stands for every set of weights with these sums.
    """
    return (np.asarray(corners) > 0) @ np.asarray(weights, dtype=float)


def shares_at(x: float, y: float, page: np.ndarray) -> np.ndarray:
    """Which point of the triangle is drawn at (x, y), as shares of its corners, shape (3,): the inverse of ``shares @ page``.

    ``page`` has shape (3, 2): where the corners lie. Outside the triangle, a share below zero counts as none.
    """
    lying = np.linalg.solve(np.vstack([np.asarray(page, dtype=float).T, np.ones(3)]), [x, y, 1.0])
    kept = np.clip(lying, 0, None)
    return kept / kept.sum()


def nudged(shares: np.ndarray, dx: int, dy: int, step: float = 0.02) -> np.ndarray:
    """The point a step to the right (``dx``) and down (``dy``; each -1, 0 or 1); at the triangle's edge it stops."""
    at = np.asarray(shares, dtype=float)
    way = step * (dx * np.array([-1, 1, 0]) + dy * np.array([0.5, 0.5, -1]))
    room = min((has / -goes for has, goes in zip(at, way, strict=True) if goes < 0), default=0.0)
    return at + min(max(room, 0.0), 1.0) * way


def weights_at(shares: np.ndarray, corners: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Weights, shape (interests,), that lie at these shares of the corners: the inverse of :func:`strait_point`.

    Within a corner the interests keep the proportions that they had in ``before``, the weights from which one moves; where
    all of them had nothing they get the corner's own.
    """
    held = (np.asarray(corners) > 0) * np.asarray(before, dtype=float)  # (3, interests)
    sums = held.sum(axis=1, keepdims=True)
    return np.asarray(shares) @ np.where(sums > 0, held / np.where(sums > 0, sums, 1), corners)


def regions(options: tuple[str, ...], scores: np.ndarray, corners: np.ndarray) -> list[Region]:
    """Cut the triangle into the regions in which each option is least bad, exactly.

    ``scores`` has shape (options, interests), ``corners`` (3, interests). An option's value is linear over the triangle, so
    its region is the triangle cut by one half-plane per rival (Sutherland and Hodgman, 1974). Options of equal value
    everywhere share a region. Regions come in the order of ``options``, empty ones with share 0; shares sum to one.
    """
    values = (scores @ corners.T).tolist()  # (options, 3): the value at each corner
    groups: list[list[int]] = []
    for row, value in enumerate(values):
        twin = next((g for g in groups if max(map(abs, _less(values[g[0]], value))) <= TIE), None)
        groups.append([row]) if twin is None else twin.append(row)
    found = []
    for group in groups:
        polygon = np.eye(3).tolist()
        for rival in groups:
            if rival is not group:
                polygon = _clip(polygon, _less(values[group[0]], values[rival[0]]))
        corners_kept = np.array(polygon).reshape(-1, 3)
        found.append(Region(tuple(options[i] for i in group), corners_kept, _share(corners_kept)))
    return found


def _less(these: list[float], those: list[float]) -> list[float]:
    return [a - b for a, b in zip(these, those, strict=True)]


def _clip(polygon: list[list[float]], lead: list[float]) -> list[list[float]]:
    """The part of a convex polygon (k points of 3) in which ``lead`` (3), a linear function of the corner shares, is not negative.

    In plain numbers, since for polygons of so few corners that takes a fifth of the time of arrays.
    """
    kept = []
    heights = [sum(a * b for a, b in zip(point, lead, strict=True)) for point in polygon]
    after = zip(polygon[1:] + polygon[:1], heights[1:] + heights[:1], strict=True)
    for here, h, (there, t) in zip(polygon, heights, after, strict=True):
        if h >= 0:
            kept.append(here)
        if (h > 0 > t) or (h < 0 < t):
            kept.append([a + (b - a) * h / (h - t) for a, b in zip(here, there, strict=True)])
    return kept


def _share(polygon: np.ndarray) -> float:
    """A polygon's part of the triangle: twice the shoelace area in two of its three shares (the triangle's own area is 1/2)."""
    if len(polygon) < 3:
        return 0.0
    x, y = polygon[:, 0], polygon[:, 1]
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)))


def strait_model(menu: str = "article", data: Package | None = None) -> Strait:
    """The strait as a model, made from the tables. ValueError for an unknown menu; DataError if a table lacks what it needs."""
    menu = as_written(menu, MENUS)
    if menu not in MENUS:
        raise ValueError(f"There is no menu {menu!r}; the menus are: {', '.join(MENUS)}.{meant(menu, MENUS)}")
    data = data or seminar_data()
    options, interests = data.read("options"), tuple(data.read("criteria").criterion_id)
    offered = options[options.listed_by == "article"] if menu == "article" else options
    if offered.empty:
        raise DataError("The table options has no option that the article lists; the strait needs one or more.")
    scores = Scores.from_table(data.read("consequences"), tuple(offered.option_id), interests)
    return Strait(scores, corner_weights(interests, *usual_corners(data)), uncertain_option(data))


def usual_corners(data: Package) -> tuple[str, str]:
    """The interests at the strait's first two corners, from the table ``strait``. DataError unless it has three rows in order."""
    rows = data.read("strait").sort_values("corner_id").criterion_id.tolist()
    if len(rows) != 3 or not (rows[0] and rows[1]):
        raise DataError(
            "The table strait needs three rows: two corners with an interest each, and one for all the others."
        )
    return rows[0], rows[1]


def uncertain_option(data: Package) -> str:
    """The one option whose success is a matter of chance, from the table ``options``. DataError unless there is exactly one."""
    options = data.read("options")
    found = options.option_id[options.uncertain].tolist()
    if len(found) != 1:
        raise DataError(f"The table options has {len(found)} options that are uncertain; it must have exactly one.")
    return found[0]
