"""How firmly an option leads over all ways to weigh the interests.

*Acceptability* is the share of all weightings in which an option takes each rank (Lahdelma, Hokkanen and Salminen, "SMAA",
*European Journal of Operational Research* 106, 1998): a share of the ways to weigh, never a probability that the option is
right. The same draws of weightings show why scores are not stretched to fit the menu.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import pandas as pd

from .model import TIE, Scores, best, index_of

# How the scores are taken when acceptability is asked for: name -> in words.
MODES = {
    "mid": "every score at its middle",
    "cells": "each score anywhere in its range, on its own",
    "fortunes": "one fortune per option, all its scores moving together",
}
DRAWS = 10_000
CLOSE = 0.10  # a lead of fewer points than this is "too close to call"

_SEED = 20201016  # any number will do; another would move the shares by a few tenths of a point


@dataclass(frozen=True)
class Acceptability:
    """In what share of the weightings each option takes each rank.

    ``ranks`` has shape (options, ranks), rows and columns each summing to one; options that tie share their ranks equally.
    ``below_zero`` is the share of weightings in which even the best option is worth less than 0, the state before any is taken.
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
    """Rank the options under ``draws`` weightings, spread evenly over all possible ones.

    ``mode`` is one of MODES; ranges are triangular, with their peak at mid. ``order`` keeps to the weightings that rank the
    interests in this order, the weightiest first; interests not named come below in any order. Every call uses the same
    draws, so a change in the answer comes from a change in the question.
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
    """Who comes first most often, and whether the lead is wide enough to name (CLOSE); a lone option leads by its whole share."""
    first = np.sort(found.first)[::-1]
    margin = float(first[0] - first[1]) if len(first) > 1 else float(first[0])
    return Lead(best(found.options, found.first), float(first[0]), margin, margin < CLOSE - TIE)


def value_draws(scores: Scores, mode: str = "mid", order: Sequence[str] = (), draws: int = DRAWS) -> np.ndarray:
    """Each option's value under each drawn weighting (and, except for ``mid``, drawn scores): shape (options, draws), float32."""
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
    """Weightings drawn evenly from all possible ones, shape (interests, draws), columns summing to one; the array is read-only.

    Standard exponentials divided by their sum are uniform on the simplex (Devroye, *Non-Uniform Random Variate Generation*,
    1986, ch. V). For an ``order`` (see :func:`acceptability`) each draw's largest weights are given out in that order, which
    is uniform on the part of the simplex that keeps it.
    """
    places = [index_of(name, interests, "an interest") for name in order]
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
    """The share of weightings in which the winner changes because one losing option is left off the menu, with min-max rescaling.

    One row per option left out: ``option_id``, ``rescaled`` and ``fixed`` (the same with scores as they are, always 0); a last row ``""``
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
