"""The trade-offs of lesson 5: options scored on the interests of one state, and what the ranking hangs on.

An option's *value* is the weighted sum of its scores (an additive value model: Keeney and Raiffa, *Decisions with
Multiple Objectives*, 1976). Scores run from -3, a severe and lasting loss, through 0, as before the war, to +2, a
clear gain; they are never rescaled, so leaving out a losing option cannot change the winner.

How firmly an option leads is asked in several ways. *Dominance* asks whether any weights are needed at all. *Acceptability*
is the share of all weightings in which an option takes each rank (Lahdelma, Hokkanen and Salminen, "SMAA", *European
Journal of Operational Research* 106, 1998): a share of the ways to weigh, never a probability that the option is right.
*Regret* is what an option gives away against the best one (Savage, "The Theory of Statistical Decision", *JASA* 46, 1951).
*Break-even* values and the *tornado* find what would have to change for another option to lead.

The *strait* is a slice through all possible weightings that a page can hold: a triangle with all the weight on one
interest at the first corner, all on another at the second, and the rest shared equally at the third.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd

# How the scores are taken when acceptability is asked for: name -> in words.
MODES = {
    "mid": "every score at its middle",
    "cells": "each score anywhere in its range, on its own",
    "fortunes": "one fortune per option, all its scores moving together",
}
DRAWS = 10_000
CLOSE = 0.10  # a lead of fewer points than this is "too close to call"

LOWEST, HIGHEST = -3, 2  # the ends of the scale

_SEED = 20201016
_TIE = 1e-9


@dataclass(frozen=True)
class Scores:
    """What each option does to each interest: three arrays of shape (options, interests), low <= mid <= high."""

    options: tuple[str, ...]
    interests: tuple[str, ...]
    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray

    def __post_init__(self) -> None:
        shape = len(self.options), len(self.interests)
        if {self.low.shape, self.mid.shape, self.high.shape} != {shape}:
            raise ValueError(f"The scores must come as three tables of {shape[0]} options by {shape[1]} interests.")
        if not ((self.low <= self.mid) & (self.mid <= self.high)).all():
            raise ValueError("A score has low above mid, or mid above high; it must be low <= mid <= high.")

    @classmethod
    def from_table(cls, consequences: pd.DataFrame, options: tuple[str, ...], interests: tuple[str, ...]) -> Scores:
        """Arrange the long table ``consequences`` (a row an option and interest); ValueError if a pair is missing."""
        cells = consequences.set_index(["option_id", "criterion_id"])
        pairs = [(o, i) for o in options for i in interests]
        if missing := [pair for pair in pairs if pair not in cells.index]:
            raise ValueError(
                f"No score is given for {' on '.join(missing[0])}; every option needs one on every interest."
            )
        if cells.index.has_duplicates:
            raise ValueError(
                f"{' on '.join(cells.index[cells.index.duplicated()][0])} is scored twice; every option needs one score on every interest."
            )
        return cls(
            tuple(options),
            tuple(interests),
            *(
                cells.loc[pairs, column].to_numpy(dtype=float).reshape(len(options), len(interests))
                for column in ("low", "mid", "high")
            ),
        )

    def at(self, p: float, option: str) -> np.ndarray:
        """Mid scores, but ``option`` goes well with chance ``p``: p * high + (1 - p) * low. ValueError unless 0 <= p <= 1."""
        if not 0 <= p <= 1:
            raise ValueError(f"p is {p}; a chance lies between 0 and 1.")
        scores, row = self.mid.copy(), self.row(option)
        scores[row] = p * self.high[row] + (1 - p) * self.low[row]
        return scores

    def supposing(self, p: float, option: str) -> Scores:
        """The same scores, with :meth:`at` for the middle ones."""
        return replace(self, mid=self.at(p, option))

    def only(self, options: Sequence[str]) -> Scores:
        """The same scores for a shorter menu of options."""
        rows = [self.row(option) for option in options]
        return replace(self, options=tuple(options), low=self.low[rows], mid=self.mid[rows], high=self.high[rows])

    def edited(self, option: str, interest: str, low: float, mid: float, high: float) -> Scores:
        """The same scores with one cell changed; ValueError unless low <= mid <= high."""
        cell = self.row(option), self.column(interest)
        tables = [table.copy() for table in (self.low, self.mid, self.high)]
        for table, score in zip(tables, (low, mid, high), strict=True):
            table[cell] = score
        return replace(self, low=tables[0], mid=tables[1], high=tables[2])

    def row(self, option: str) -> int:
        """The row of ``option``; ValueError if it is not on the menu."""
        return _place(option, self.options, "an option")

    def column(self, interest: str) -> int:
        """The column of ``interest``; ValueError if there is none."""
        return _place(interest, self.interests, "an interest")


def _place(name: str, names: tuple[str, ...], what: str) -> int:
    if name not in names:
        raise ValueError(f"{name!r} is not {what} here; there are: {', '.join(names)}.")
    return names.index(name)


# Weights


def shares(points: Sequence[float]) -> np.ndarray:
    """Swing weights, points from 0 up, as shares that sum to one; all zero means that all count the same.

    The method: ask which interest one would first move from worst to best, give it 100 points, and the others points
    relative to it (von Winterfeldt and Edwards, *Decision Analysis and Behavioral Research*, 1986).
    """
    points = np.asarray(points, dtype=float)
    if not points.size or not np.isfinite(points).all() or (points < 0).any():
        raise ValueError(f"The points are {points.tolist()}; each interest needs a number from 0 up.")
    if not points.any():
        return np.full(points.shape, 1 / points.size)
    scaled = points / points.max()  # first, so that neither huge nor tiny points overflow the sum
    return scaled / scaled.sum()


def school_shares(school_weights: pd.DataFrame, interests: Sequence[str]) -> pd.DataFrame:
    """The schools' weights (a row a school and criterion, with ``points``) as schools by interests, each row summing to one."""
    order = school_weights.school_id.unique()
    points = school_weights.pivot(index="school_id", columns="criterion_id", values="points").reindex(
        index=order, columns=list(interests)
    )
    return points.fillna(0.0).apply(lambda row: pd.Series(shares(row), index=row.index), axis=1)


# Values at one set of weights


def best(options: Sequence[str], values: np.ndarray) -> tuple[str, ...]:
    """The option of the highest value; every one of them where they tie."""
    return tuple(option for option, value in zip(options, values, strict=True) if value >= np.max(values) - _TIE)


def margins(values: np.ndarray) -> np.ndarray:
    """By how much each value leads the best of the others (below zero: trails it). ValueError unless there are two or more."""
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("There is one option only; a margin needs at least two.")
    top, second = np.sort(values)[:-3:-1]
    return np.where(np.arange(len(values)) == np.argmax(values), values - second, values - top)


@dataclass(frozen=True)
class Dominance:
    """``better`` is nowhere worse than ``worse`` and somewhere better; ``across_ranges`` if its low scores beat the other's high ones."""

    better: str
    worse: str
    across_ranges: bool


def dominance(scores: Scores) -> list[Dominance]:
    """Every pair in which one option dominates another at mid scores, so that no weights above zero could turn them round."""
    pairs = [
        (a, b)
        for a in range(len(scores.options))
        for b in range(len(scores.options))
        if _dominates(scores.mid[a], scores.mid[b])
    ]
    return [
        Dominance(scores.options[a], scores.options[b], _dominates(scores.low[a], scores.high[b])) for a, b in pairs
    ]


def _dominates(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((one >= other).all() and (one > other).any())


def regret(scores: Scores, weights: pd.DataFrame) -> pd.DataFrame:
    """What each option (rows) gives away against the best one, under each set of weights (columns): 0 or more, in score points.

    ``weights`` has a row a set, such as a school, and a column an interest (see :func:`school_shares`).
    """
    values = scores.mid @ weights[list(scores.interests)].to_numpy(dtype=float).T
    return pd.DataFrame(
        values.max(axis=0) - values, index=pd.Index(scores.options, name="option_id"), columns=weights.index
    )


def least_regret(regrets: pd.DataFrame) -> tuple[str, ...]:
    """The option whose worst regret is smallest (Savage's minimax regret); every one of them where they tie."""
    return best(regrets.index, -regrets.max(axis=1).to_numpy())


def tornado(scores: Scores, weights: np.ndarray) -> pd.DataFrame:
    """How the winner's margin over its best rival moves as each cell alone swings from low to high, widest swing first.

    A row a cell: ``option_id``, ``criterion_id``, the margin ``at_low`` and ``at_high`` (score points), ``swing`` (their
    distance) and ``flips`` (another option leads at one of the two ends). Of tied winners the first is followed.
    """
    ends = _swings(scores, weights)
    cells = pd.MultiIndex.from_product([scores.options, scores.interests], names=["option_id", "criterion_id"])
    table = pd.DataFrame({"at_low": ends[0].ravel(), "at_high": ends[1].ravel()}, index=cells)
    table = table.assign(swing=(table.at_high - table.at_low).abs(), flips=table.min(axis=1) < -_TIE)
    return table.sort_values("swing", ascending=False, kind="stable").reset_index()


def turned_by(scores: Scores, weights: np.ndarray) -> int:
    """How many scores, each alone anywhere in its range, would put another option in front (the ``flips`` of :func:`tornado`)."""
    return int((np.minimum(*_swings(scores, weights)) < -_TIE).sum())


def _swings(scores: Scores, weights: np.ndarray) -> list[np.ndarray]:
    """The first winner's margin with each cell alone at its low, and at its high: two arrays (options, interests)."""
    values = scores.mid @ weights
    winner = int(np.argmax(values))
    return [_margin_by_cell(values, winner, (end - scores.mid) * weights) for end in (scores.low, scores.high)]


def _margin_by_cell(values: np.ndarray, winner: int, change: np.ndarray) -> np.ndarray:
    """The winner's margin after each ``change`` (options, interests) alone, same shape."""
    moved = values[:, None, None] + np.eye(len(values))[:, :, None] * change  # (option, option changed, interest)
    margins(values)  # refuses a single option
    return moved[winner] - np.delete(moved, winner, axis=0).max(axis=0)


# Break-even


def break_even_p(scores: Scores, weights: np.ndarray, option: str) -> float | None:
    """The chance of going well at which ``option`` ties with its best rival (at mid); it leads above.

    0.0 if it leads even when it is sure to go badly; None if it trails even when it is sure to go well.
    """
    low, high, rival = _fortunes(scores, weights, option)
    if low >= rival - _TIE:
        return 0.0
    return float(min((rival - low) / (high - low), 1.0)) if high >= rival - _TIE else None


def value_of_information(scores: Scores, weights: np.ndarray, option: str, p: float) -> float:
    """What it is worth, in score points, to learn before choosing whether ``option`` goes well, if the chance of that is ``p``.

    The expected value of perfect information (Raiffa and Schlaifer, *Applied Statistical Decision Theory*, 1961): zero where
    the news could not change the choice.
    """
    low, high, rival = _fortunes(scores, weights, option)
    unknown = scores.at(p, option)[scores.row(option)] @ weights
    return float(max(0.0, p * max(high, rival) + (1 - p) * max(low, rival) - max(unknown, rival)))


def _fortunes(scores: Scores, weights: np.ndarray, option: str) -> tuple[float, float, float]:
    """The option's value if it goes badly, if it goes well, and the best rival's at mid."""
    row = scores.row(option)
    rivals = np.delete(scores.mid, row, axis=0) @ weights
    if not rivals.size:
        raise ValueError(f"{option!r} is the only option; it needs a rival.")
    return float(scores.low[row] @ weights), float(scores.high[row] @ weights), float(rivals.max())


def break_even_weights(scores: Scores, weights: np.ndarray | None = None) -> pd.DataFrame:
    """How far each interest's weight must rise, the rest shrinking in proportion, before another option leads at mid scores.

    Starts from ``weights`` (by default equal). A row an interest: ``criterion_id``, its ``share`` there (NaN if the leader
    stays to the end) and the option that then leads, ``new_best`` (empty if none). Where options tie at the start, the leader
    is the one that a first step keeps in front, so no change is reported before one happens.
    """
    weights = shares(np.ones(len(scores.interests))) if weights is None else np.asarray(weights, dtype=float)
    rows = [(interest, *_overtaken(scores, weights, i)) for i, interest in enumerate(scores.interests)]
    return pd.DataFrame(rows, columns=["criterion_id", "share", "new_best"])


def _overtaken(scores: Scores, weights: np.ndarray, interest: int) -> tuple[float, str]:
    """The share of ``interest`` at which the leader is first overtaken, and by which option; (NaN, "") if never."""
    start = weights[interest]
    alone = scores.mid[:, interest]
    rest = scores.mid @ np.where(np.arange(len(weights)) == interest, 0, weights / (1 - start if start < 1 else 1))
    values = start * alone + (1 - start) * rest
    slopes = alone - rest  # an option's value is rest + share * slope
    tied = np.flatnonzero(values >= values.max() - _TIE)
    leader = tied[np.argmax(slopes[tied])]
    chase = np.flatnonzero(alone > alone[leader] + _TIE)  # only who leads at the far end can overtake on the way
    if not chase.size:
        return float("nan"), ""
    meets = (rest[leader] - rest[chase]) / (slopes[chase] - slopes[leader])
    first = np.flatnonzero(meets <= meets.min() + _TIE)
    overtaker = first[
        np.argmax(slopes[chase[first]])
    ]  # of several that meet the leader there, the one that goes on to lead
    return float(meets.min()), scores.options[chase[overtaker]]


def least_move(scores: Scores, weights: np.ndarray) -> float:
    """The least part of the weight, 0 to 1, that must go from some interests to others before the leader at mid is only level.

    ``inf`` if no weights will do. For each rival the weight goes to the interest that favours it most, from those that favour it least, in turn: a
    linear programme over the simplex with one constraint, which the greedy walk solves exactly (Dantzig, *Operations Research* 5, 1957).
    """
    weights = np.asarray(weights, dtype=float)
    leader = int(np.argmax(scores.mid @ weights))
    return min(
        (_walk(row - scores.mid[leader], weights) for i, row in enumerate(scores.mid) if i != leader), default=math.inf
    )


def _walk(favour: np.ndarray, weights: np.ndarray) -> float:
    """The least weight to be moved until ``favour @ weights`` is zero; ``inf`` if it cannot be."""
    gap, moved = -float(favour @ weights), 0.0
    for interest in np.argsort(favour, kind="stable"):
        if gap <= _TIE:
            return moved
        gain = favour.max() - favour[interest]
        if gain <= _TIE:
            return math.inf
        step = min(weights[interest], gap / gain)
        moved, gap = moved + step, gap - step * gain
    return moved if gap <= _TIE else math.inf


# Acceptability: over all weightings


@dataclass(frozen=True)
class Acceptability:
    """In what share of the weightings each option takes each rank.

    ``ranks`` has shape (options, ranks), rows and columns each summing to one; options that tie share their ranks equally.
    ``below_zero`` is the share of weightings in which even the best option is worth less than 0, the state before the war.
    """

    options: tuple[str, ...]
    ranks: np.ndarray
    below_zero: float

    @property
    def first(self) -> np.ndarray:
        """The share of weightings in which each option comes first, shape (options,)."""
        return self.ranks[:, 0]


@dataclass(frozen=True)
class Lead:
    """The option, or options, first in most weightings, its ``share``, and its ``margin`` over the next: shares from 0 to 1."""

    options: tuple[str, ...]
    share: float
    margin: float
    too_close: bool


def acceptability(scores: Scores, mode: str = "mid", order: Sequence[str] = (), draws: int = DRAWS) -> Acceptability:
    """Rank the options under ``draws`` weightings, spread evenly over all there are.

    ``mode`` is one of MODES; ranges are triangular, with their peak at mid. ``order`` keeps to the weightings that rank the
    interests so, the weightiest first; interests not named come below in any order. The same draws serve every call, so a
    change in the answer comes from a change in the question.
    """
    values = value_draws(scores, mode, order, draws)
    return Acceptability(scores.options, _rank_shares(values), float((values.max(axis=0) < 0).mean()))


def beats(
    scores: Scores, one: str, other: str, mode: str = "mid", order: Sequence[str] = (), draws: int = DRAWS
) -> float:
    """The share of weightings, 0 to 1, in which ``one`` is worth more than ``other``; a tie counts half."""
    lead = np.subtract(*value_draws(scores.only([one, other]), mode, order, draws))
    return float((lead > 0).mean() + (lead == 0).mean() / 2)


def lead(found: Acceptability) -> Lead:
    """Who comes first most often, and whether the lead is wide enough to name (CLOSE); an option alone leads by its whole share."""
    first = np.sort(found.first)[::-1]
    margin = float(first[0] - first[1]) if len(first) > 1 else float(first[0])
    return Lead(best(found.options, found.first), float(first[0]), margin, margin < CLOSE - _TIE)


def value_draws(scores: Scores, mode: str = "mid", order: Sequence[str] = (), draws: int = DRAWS) -> np.ndarray:
    """Each option's value under each drawn weighting (and, but for ``mid``, drawn scores): shape (options, draws), float32."""
    if mode not in MODES:
        raise ValueError(f"There is no mode {mode!r}; the modes are: {', '.join(MODES)}.")
    weights = weight_draws(scores.interests, tuple(order), draws)
    if mode == "mid":
        # Not "@": it may round two equal rows differently, and options of equal value would no longer tie.
        return np.einsum("oi,id->od", scores.mid.astype(np.float32), weights)
    luck = _luck(scores.options, len(scores.interests) if mode == "cells" else 1, draws)
    return np.einsum("oid,id->od", _triangular(scores, *luck), weights)


@lru_cache(maxsize=32)
def weight_draws(interests: tuple[str, ...], order: tuple[str, ...] = (), draws: int = DRAWS) -> np.ndarray:
    """Weightings drawn evenly from all there are, shape (interests, draws), columns summing to one; the array is read-only.

    Standard exponentials divided by their sum are uniform on the simplex (Devroye, *Non-Uniform Random Variate Generation*,
    1986, ch. V). For an ``order`` (see :func:`acceptability`) each draw's largest weights are handed out along it, which is
    uniform on the part of the simplex that keeps the order.
    """
    places = [_place(name, interests, "an interest") for name in order]
    if len(set(places)) < len(places):
        raise ValueError(f"The order names an interest twice: {', '.join(order)}.")
    weights = _stream("weights").standard_exponential((len(interests), draws))
    if places:
        rest = [i for i in range(len(interests)) if i not in places]
        largest = np.argsort(-weights, axis=0)
        # Within the rest, the order in which they were drawn is kept, so that it stays a random one.
        hand_out = np.concatenate([largest[: len(places)], np.sort(largest[len(places) :], axis=0)])
        weights[places + rest] = np.take_along_axis(weights, hand_out, axis=0)
    return _frozen(weights / weights.sum(axis=0))


@lru_cache(maxsize=8)
def _luck(options: tuple[str, ...], rows: int, draws: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Uniform draws u, sqrt(u) and sqrt(1 - u), each of shape (options, rows, draws): all that a triangular draw needs.

    Each option has a stream of its own, keyed by its name, so that a change of menu leaves the other options' luck alone.
    """
    u = np.stack([_stream(option).random((rows, draws)) for option in options])
    return _frozen(u), _frozen(np.sqrt(u)), _frozen(np.sqrt(1 - u))


def _triangular(scores: Scores, u: np.ndarray, root: np.ndarray, other_root: np.ndarray) -> np.ndarray:
    """Scores at the quantiles u of triangular distributions on low, mid, high: shape (options, interests, draws), float32."""
    low, mid, high = (table.astype(np.float32)[:, :, None] for table in (scores.low, scores.mid, scores.high))
    width = high - low
    peak = np.divide(mid - low, width, out=np.ones_like(width), where=width > 0)
    return np.where(
        u < peak, low + np.sqrt(width * (mid - low)) * root, high - np.sqrt(width * (high - mid)) * other_root
    )


def _rank_shares(values: np.ndarray) -> np.ndarray:
    """The share of draws in which each option takes each rank, from values of shape (options, draws); ties are split."""
    ahead = values[None] > values[:, None]  # (option, rival, draw)
    above = ahead.sum(axis=1, dtype=np.int8)
    level = len(values) - above - ahead.sum(axis=0, dtype=np.int8)  # itself, and whoever is neither above nor below it
    part = np.float32(1) / level
    ranks = [
        np.where((above <= rank) & (rank < above + level), part, 0).mean(axis=1, dtype=float)
        for rank in range(len(values))
    ]
    return np.stack(ranks, axis=1)


def _stream(name: str) -> np.random.Generator:
    """Random numbers that are the same for the same name, on every machine."""
    return np.random.default_rng((_SEED, crc32(name.encode())))


def _frozen(array: np.ndarray) -> np.ndarray:
    """In single precision, which halves the time, and read-only, since it is shared by every call."""
    array = array.astype(np.float32)
    array.flags.writeable = False
    return array


# Why scores are not rescaled


def min_max(scores: np.ndarray) -> np.ndarray:
    """Scores (options, interests) stretched so that on each interest the worst option has 0 and the best 1; 0 where all are level.

    The usual first step of many rankings (Hwang and Yoon, *Multiple Attribute Decision Making*, 1981), TOPSIS among them. The
    stretched scores depend on which options are on the menu: that is why they are not used here.
    """
    low = scores.min(axis=0)
    width = scores.max(axis=0) - low
    return np.divide(scores - low, width, out=np.zeros(scores.shape), where=width > 0)


def reversals(scores: Scores, draws: int = DRAWS) -> pd.DataFrame:
    """In what share of weightings the winner changes because one losing option is left off the menu, with min-max rescaling.

    A row an option left out: ``option_id``, ``rescaled`` and ``fixed`` (the same with scores as they are, always 0); a last row ``""``
    counts the weightings in which at least one such option changes the winner. At mid scores; ties go to the earlier option.
    """
    weights = weight_draws(scores.interests, (), draws)
    columns, turned = {}, {}
    for name, stretch in (("rescaled", min_max), ("fixed", np.asarray)):
        winner = (stretch(scores.mid) @ weights).argmax(axis=0)
        turned[name] = np.stack(
            [_turned_by(scores.mid, row, stretch, weights, winner) for row in range(len(scores.options))]
        )
        columns[name] = [*turned[name].mean(axis=1), turned[name].any(axis=0).mean()]
    return pd.DataFrame({"option_id": [*scores.options, ""], **columns})


def _turned_by(mid: np.ndarray, row: int, stretch, weights: np.ndarray, winner: np.ndarray) -> np.ndarray:
    """Draw by draw, whether leaving out this losing option changes the winner."""
    kept = np.delete(np.arange(len(mid)), row)
    return (winner != row) & (kept[(stretch(mid[kept]) @ weights).argmax(axis=0)] != winner)


# The strait


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
    if first == second or not rest:
        raise ValueError("A strait needs three corners: two different interests, and at least one more for the third.")
    corners = np.zeros((3, len(interests)))
    corners[0, _place(first, interests, "an interest")] = 1
    corners[1, _place(second, interests, "an interest")] = 1
    corners[2, [interests.index(i) for i in rest]] = 1 / len(rest)
    return corners


def strait_point(weights: np.ndarray, corners: np.ndarray) -> np.ndarray:
    """Where a set of weights lies in the triangle: the share of each corner, shape (3,), summing to one.

    The triangle lets the interests of a corner count the same, so a point stands for every set of weights with these sums.
    """
    return (np.asarray(corners) > 0) @ np.asarray(weights, dtype=float)


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
    if abs(exact.sum() - 100) > 1e-6 or (exact < -1e-6).any():
        raise ValueError(f"The shares {exact.tolist()} are not parts of one whole; they must add up to 100.")
    floors = np.floor(exact + _TIE).astype(int)
    order = np.argsort(-(exact - floors), kind="stable")
    floors[order[: 100 - floors.sum()]] += 1
    return floors.tolist()


# A student's own assumptions


@dataclass(frozen=True)
class Edit:
    """One score changed by the student, with the reason."""

    option: str
    interest: str
    low: float
    mid: float
    high: float
    reason: str


@dataclass(frozen=True)
class Assumptions:
    """Everything that a ranking of the options hangs on and a student can set.

    ``points`` are swing points from 0 to 100, one an interest; ``p`` the chance that the uncertain option goes well, or None to
    take it at its middle scores like the others; ``menu`` a name in :class:`Ground`; ``corners`` the interests at the strait's
    first two corners; ``mode`` one of MODES; ``order`` the interests ranked first; ``edits`` the changed scores, oldest first.
    """

    points: tuple[float, ...]
    menu: str
    corners: tuple[str, str]
    p: float | None = None
    mode: str = "mid"
    order: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def weights(self) -> np.ndarray:
        """The points as shares that sum to one, shape (interests,)."""
        return shares(self.points)


@dataclass(frozen=True)
class Ground:
    """What the seminar puts before the student: the coded scores, the uncertain option, the menus by name, the strait's corners."""

    scores: Scores
    uncertain: str
    menus: dict[str, tuple[str, ...]]
    corners: tuple[str, str]

    def start(self, menu: str) -> Assumptions:
        """Equal weights, middle scores, nothing changed."""
        return Assumptions((100.0,) * len(self.scores.interests), menu, self.corners)

    def edited(self, mine: Assumptions) -> Scores:
        """The scores of all options with the student's changes."""
        scores = self.scores
        for e in mine.edits:
            scores = scores.edited(e.option, e.interest, e.low, e.mid, e.high)
        return scores

    def under(self, mine: Assumptions) -> Scores:
        """The scores that the student's ranking rests on: changed, at p, on the chosen menu.

        p moves the middle of the uncertain option's scores and leaves their ranges alone, so it counts in every mode.
        """
        scores = self.edited(mine).only(self.menus[mine.menu])
        return scores if mine.p is None else scores.supposing(mine.p, self.uncertain)

    def strait(self, mine: Assumptions) -> tuple[list[Region], np.ndarray]:
        """The strait's regions, and where the student's weights lie in it."""
        scores = self.under(mine)
        corners = corner_weights(scores.interests, *mine.corners)
        return regions(scores.options, scores.mid, corners), strait_point(mine.weights, corners)


def score(text: str) -> float:
    """A score as typed; ValueError says what is wanted. A comma may stand for the point, and a long minus for a short one."""
    try:
        value = float(text.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
    except ValueError:
        value = math.nan
    if not LOWEST <= value <= HIGHEST:
        raise ValueError(
            f"{text.strip()!r} is not a score; give a number from {LOWEST} to {HIGHEST}, such as -1 or 0.5."
        )
    return value


def edit(option: str, interest: str, low: str, mid: str, high: str, reason: str) -> Edit:
    """A changed score from what was typed; ValueError says what is missing."""
    values = [score(text) for text in (low, mid, high)]
    if values != sorted(values):
        raise ValueError(
            f"You gave low {low.strip()}, middle {mid.strip()}, high {high.strip()}; low may not be above middle, nor middle above high."
        )
    if not reason.strip():
        raise ValueError("Give a reason: a paragraph of the article, or what you know that it does not say.")
    return Edit(option, interest, *values, " ".join(reason.split()))


ASSUMPTIONS_FILE = "my_assumptions.json"
_FORMAT, _VERSION = "seminar-assumptions", 1


def assumptions_to_json(mine: Assumptions, interests: Sequence[str], sentence: str) -> str:
    """The assumptions as the text of a small file, with the sentence that sums them up."""
    body = {"format": _FORMAT, "version": _VERSION, "sentence": sentence, **asdict(mine)}
    body["points"] = dict(zip(interests, mine.points, strict=True))
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


def assumptions_from_json(text: str, ground: Ground, name: str = ASSUMPTIONS_FILE) -> Assumptions:
    """Read a file's text back; ValueError says in a sentence what is wrong with it."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError(f"{name} is damaged: it is not JSON.") from None
    if not isinstance(body, dict) or body.get("format") != _FORMAT:
        raise ValueError(f"{name} is not a file of this lesson's assumptions.")
    if body.get("version") != _VERSION:
        raise ValueError(
            f"{name} was written by another version of the seminar ({body.get('version')!r}; this one reads {_VERSION})."
        )
    try:
        mine = _assumptions(body, ground)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"{name} is damaged: {_fault(error)}") from None
    return mine


def _assumptions(body: dict, ground: Ground) -> Assumptions:
    interests = ground.scores.interests
    if set(body["points"]) != set(interests):
        raise ValueError(f"its points are for other interests than {', '.join(interests)}.")
    points = tuple(_number(body["points"][interest], 0, 100) for interest in interests)
    if body["menu"] not in ground.menus:
        raise ValueError(f"it names a menu {body['menu']!r} that is not here.")
    if body["mode"] not in MODES:
        raise ValueError(f"it names a mode {body['mode']!r} that is not here.")
    if len(body["corners"]) != 2:
        raise ValueError("its strait does not have two corners.")
    first, second = body["corners"]
    corner_weights(interests, first, second)
    order = tuple(body["order"])
    if len(set(order)) < len(order):
        raise ValueError("its order names an interest twice.")
    for interest in order:
        _place(interest, interests, "an interest")
    mine = Assumptions(
        points,
        body["menu"],
        (first, second),
        None if body["p"] is None else _number(body["p"], 0, 1),
        body["mode"],
        order,
        tuple(_edit(e) for e in body["edits"]),
    )
    ground.edited(mine)  # refuses an option or interest that is not here
    return mine


def _edit(body: dict) -> Edit:
    ends = [_number(body[end], LOWEST, HIGHEST) for end in ("low", "mid", "high")]
    if ends != sorted(ends) or not isinstance(body["reason"], str) or not body["reason"].strip():
        raise ValueError("a changed score in it is out of order or has no reason.")
    return Edit(body["option"], body["interest"], *ends, body["reason"])


def _number(value: object, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(f"it has {value!r} where a number from {low} to {high} is wanted.")
    return float(value)


def _fault(error: Exception) -> str:
    """What is wrong with the file, for a reader."""
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]!r}."
    return str(error) if type(error) is ValueError else "a part of it does not have the form that the seminar writes."


def winners_by_school(scores: Scores, weights: pd.DataFrame, uncertain: str) -> pd.DataFrame:
    """Who leads under each set of weights (rows): ``best`` (a tuple, ties together), ``value``, ``margin`` over the next, ``break_even_p``,
    and ``turned_by``, the number of scores that could alone put another in front.

    At mid scores; ``break_even_p`` is that of the ``uncertain`` option (see :func:`break_even_p`), NaN for never.
    """
    rows = []
    for school, row in weights[list(scores.interests)].iterrows():
        given = row.to_numpy(dtype=float)
        values = scores.mid @ given
        p = break_even_p(scores, given, uncertain)
        never = math.nan if p is None else p
        turned = turned_by(scores, given)
        rows.append((school, best(scores.options, values), values.max(), margins(values).max(), never, turned))
    return pd.DataFrame(rows, columns=["school_id", "best", "value", "margin", "break_even_p", "turned_by"])


def swing_points(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights that sum to one as points that sum to 100, to two decimals; 100 each where all weigh the same."""
    points = (np.asarray(weights, dtype=float) * 100).round(2)
    return tuple((np.full(points.shape, 100.0) if (points == points[0]).all() else points).tolist())


def with_own(schools: pd.DataFrame, weights: np.ndarray) -> pd.DataFrame:
    """The schools' weights and, in a last row ``""``, the student's."""
    return pd.concat([schools, pd.DataFrame([weights], columns=schools.columns, index=[""])])


def basis_share(consequences: pd.DataFrame, basis: str) -> float:
    """What part of the scores rests on this basis, 0 to 1."""
    return float((consequences.basis == basis).mean())


def triangle_percent(found: list[Region], option: str) -> int:
    """The option's part of the triangle in the whole per cent that are printed, which add up to 100."""
    percents = whole_percent([region.share for region in found])
    return next(percent for region, percent in zip(found, percents, strict=True) if option in region.options)


def share_in_front(scores: Scores, weights: pd.DataFrame, option: str) -> float:
    """Under what part of the sets of weights (rows) the option has no regret."""
    return float((regret(scores, weights).loc[option] < _TIE).mean())


def ever_in_front(scores: Scores, weights: pd.DataFrame) -> float:
    """What part of the options has no regret under at least one set of weights."""
    return float((regret(scores, weights) < _TIE).any(axis=1).mean())


def turning_share(scores: Scores, weights: np.ndarray) -> float:
    """What part of the scores, moved alone within its range, would put another option in front."""
    return turned_by(scores, weights) / scores.mid.size
