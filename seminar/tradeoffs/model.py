"""The trade-offs: options scored on the interests of one state, and what the ranking depends on.

An option's *value* is the weighted sum of its scores (an additive value model: Keeney and Raiffa, *Decisions with
Multiple Objectives*, 1976). Scores run from -3, a severe and lasting loss, through 0, as things stood before, to +2, a
clear gain; they are never rescaled, so leaving out a losing option cannot change the winner.

How firmly an option leads can be asked in several ways. *Dominance* asks whether any weights are needed at all. *Regret* is what
an option gives away against the best one (Savage, "The Theory of Statistical Decision", *JASA* 46, 1951). *Break-even*
values and the *tornado* find what would have to change for another option to lead. Two more have modules of their own:
:mod:`.acceptability`, over all weightings, and :mod:`.triangle`, a slice through them that fits on a page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

LOWEST, HIGHEST = -3, 2  # the ends of the scale

TIE = 1e-9  # values that differ by less are equal


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
        """Arrange the long table ``consequences`` (one row per option and interest); ValueError if a pair is missing."""
        cells = consequences.set_index(["option_id", "criterion_id"])
        pairs = [(o, i) for o in options for i in interests]
        if missing := [pair for pair in pairs if pair not in cells.index]:
            raise ValueError(
                f"No score is given for {' on '.join(missing[0])} in the table consequences; every option needs one on every interest."
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
        return index_of(option, self.options, "an option")

    def column(self, interest: str) -> int:
        """The column of ``interest``; ValueError if there is none."""
        return index_of(interest, self.interests, "an interest")


def index_of(name: str, names: Sequence[str], what: str) -> int:
    """The position of ``name`` in ``names``; ValueError, saying that it is not ``what``, if it is not there."""
    if name not in names:
        raise ValueError(f"{name!r} is not {what} here; there are: {', '.join(names)}.")
    return names.index(name)


# Weights


def shares(points: Sequence[float] | np.ndarray) -> np.ndarray:
    """Swing weights, points from 0 up, as shares that sum to one; all zero means that all count the same.

    The method: ask which interest you would first move from worst to best, give it 100 points, and give the others points
    relative to that (von Winterfeldt and Edwards, *Decision Analysis and Behavioral Research*, 1986).
    """
    given = np.asarray(points, dtype=float)
    if not given.size or not np.isfinite(given).all() or (given < 0).any():
        raise ValueError(f"The points are {given.tolist()}; each interest needs a number from 0 up.")
    if not given.any():
        return np.full(given.shape, 1 / given.size)
    scaled = given / given.max()  # first, so that neither huge nor tiny points overflow the sum
    return scaled / scaled.sum()


def school_shares(school_weights: pd.DataFrame, interests: Sequence[str]) -> pd.DataFrame:
    """The schools' weights (one row per school and criterion, with ``points``) as schools by interests, each row summing to one."""
    order = school_weights.school_id.unique()
    points = school_weights.pivot(index="school_id", columns="criterion_id", values="points").reindex(
        index=order, columns=list(interests)
    )
    return points.fillna(0.0).apply(lambda row: pd.Series(shares(row), index=row.index), axis=1)


# Values at one set of weights


def best(options: Sequence[str], values: np.ndarray) -> tuple[str, ...]:
    """The option with the highest value; all of them if several tie."""
    return tuple(option for option, value in zip(options, values, strict=True) if value >= np.max(values) - TIE)


def margins(values: np.ndarray) -> np.ndarray:
    """By how much each value leads the best of the others (below zero: trails it). ValueError unless there are two or more."""
    values = np.asarray(values, dtype=float)
    if len(values) < 2:
        raise ValueError("There is only one option; a margin needs at least two.")
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

    ``weights`` has one row per set, such as a school, and one column per interest (see :func:`school_shares`).
    """
    values = scores.mid @ weights[list(scores.interests)].to_numpy(dtype=float).T
    return pd.DataFrame(
        values.max(axis=0) - values, index=pd.Index(scores.options, name="option_id"), columns=weights.index
    )


def least_regret(regrets: pd.DataFrame) -> tuple[str, ...]:
    """The option whose worst regret is smallest (Savage's minimax regret); all of them if several tie."""
    return best(regrets.index, -regrets.max(axis=1).to_numpy())


def tornado(scores: Scores, weights: np.ndarray) -> pd.DataFrame:
    """How the winner's margin over its best rival moves as each cell alone swings from low to high, widest swing first.

    One row per cell: ``option_id``, ``criterion_id``, the margin ``at_low`` and ``at_high`` (score points), ``swing`` (their
    distance) and ``flips`` (another option leads at one of the two ends). If winners tie, the first is followed.
    """
    ends = _swings(scores, weights)
    cells = pd.MultiIndex.from_product([scores.options, scores.interests], names=["option_id", "criterion_id"])
    table = pd.DataFrame({"at_low": ends[0].ravel(), "at_high": ends[1].ravel()}, index=cells)
    table = table.assign(swing=(table.at_high - table.at_low).abs(), flips=table.min(axis=1) < -TIE)
    return table.sort_values("swing", ascending=False, kind="stable").reset_index()


def turned_by(scores: Scores, weights: np.ndarray) -> int:
    """How many scores, each alone anywhere in its range, would put another option in front (the ``flips`` of :func:`tornado`)."""
    return int((np.minimum(*_swings(scores, weights)) < -TIE).sum())


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
    if low >= rival - TIE:
        return 0.0
    return float(min((rival - low) / (high - low), 1.0)) if high >= rival - TIE else None


def value_of_information(scores: Scores, weights: np.ndarray, option: str, p: float) -> float:
    """What it is worth, in score points, to learn before choosing whether ``option`` will go well, if the chance of that is ``p``.

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

    Starts from ``weights`` (by default equal). One row per interest: ``criterion_id``, its ``share`` there (NaN if the leader
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
    tied = np.flatnonzero(values >= values.max() - TIE)
    leader = tied[np.argmax(slopes[tied])]
    chase = np.flatnonzero(alone > alone[leader] + TIE)  # only who leads at the far end can overtake on the way
    if not chase.size:
        return float("nan"), ""
    meets = (rest[leader] - rest[chase]) / (slopes[chase] - slopes[leader])
    first = np.flatnonzero(meets <= meets.min() + TIE)
    overtaker = first[
        np.argmax(slopes[chase[first]])
    ]  # of several that meet the leader there, the one that goes on to lead
    return float(meets.min()), scores.options[chase[overtaker]]


def least_move(scores: Scores, weights: np.ndarray) -> float:
    """The least part of the weight, 0 to 1, that must go from some interests to others before the leader at mid is only level.

    ``inf`` if no weights will do. For each rival the weight goes to the interest that favours it most, taken in turn from those that favour it
    least: a linear programme over the simplex with one constraint, which the greedy walk solves exactly (Dantzig, *Operations Research* 5, 1957).
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
        if gap <= TIE:
            return moved
        gain = favour.max() - favour[interest]
        if gain <= TIE:
            return math.inf
        step = min(weights[interest], gap / gain)
        moved, gap = moved + step, gap - step * gain
    return moved if gap <= TIE else math.inf


# By school


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


def ever_in_front(scores: Scores, weights: pd.DataFrame) -> float:
    """The share of the options that have no regret under at least one set of weights."""
    return float((regret(scores, weights) < TIE).any(axis=1).mean())


def turning_share(scores: Scores, weights: np.ndarray) -> float:
    """The share of the scores that, moved alone within their ranges, would put another option in front."""
    return turned_by(scores, weights) / scores.mid.size
