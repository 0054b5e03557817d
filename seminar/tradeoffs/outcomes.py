"""What came out, for the question that is asked before each view of the board opens.

Each function returns a share from 0 to 1, which falls into one of the question's choices, or the options that came out;
and how it is written in the verdict. All of them use the seminar's own scores and settings, whatever the student has changed since.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from . import acceptability, model
from .assumptions import Ground
from .triangle import MENUS

Outcome = tuple[float | frozenset[str], str]


def worst_most(given: Ground) -> Outcome:
    """The options that are worst, alone or with others, on the most interests, at middle scores."""
    mid = given.scores.mid
    return _highest(given.scores.options, (mid <= mid.min(axis=0) + model.TIE).sum(axis=1))


def raise_weight(given: Ground, interest: str) -> Outcome:
    """The options whose value rises most against the others' when this interest gains weight, from equal weights and middle scores."""
    scores = given.scores
    column = model.index_of(interest, scores.interests, "an interest")
    return _highest(scores.options, scores.mid[:, column] - scores.mid.mean(axis=1))


def driven_out(given: Ground) -> Outcome:
    """The options that hold ground in the strait on the article's menu and none on the full one, at middle scores."""
    before, after = (_areas(given, menu) for menu in MENUS)
    return frozenset(o for o in before if before[o] > 0 and not after[o]), ""


def _areas(given: Ground, menu: str) -> dict[str, float]:
    """Each option's share of the strait; a region that it shares with a tied option counts in full."""
    return {o: r.share for r in given.strait(given.start(menu))[0] for o in r.options}


def _highest(names: tuple[str, ...], values: ArrayLike) -> Outcome:
    """The names with the highest value, ties together; they are written in the question's own words."""
    rounded = np.round(np.asarray(values, dtype=float), 9)
    return frozenset(n for n, v in zip(names, rounded, strict=True) if v == rounded.max()), ""


def below_zero(given: Ground) -> Outcome:
    """The share of all weightings in which even the best option is below 0, at middle scores."""
    share = acceptability.acceptability(given.scores).below_zero
    return share, f"{share:.0%}"


def ever_in_front(given: Ground, schools: pd.DataFrame) -> Outcome:
    """How many options come first under the weights of at least one school."""
    return _of(model.ever_in_front(given.scores, schools), len(given.scores.options))


def turning_share(given: Ground) -> Outcome:
    """How many scores, each moved alone within its range, would put another option in front at equal weights."""
    share = model.turning_share(given.scores, given.start("all").weights)
    return _of(share, given.scores.mid.size)


def rank_reversal(found: pd.DataFrame) -> Outcome:
    """The share of the weightings in which a losing option changes the winner, with stretched scores (see ``acceptability.reversals``)."""
    share = float(found.rescaled.iloc[-1])
    return share, f"{share:.0%}"


def _of(share: float, count: int) -> Outcome:
    """A share of ``count`` things, written as a number of them."""
    return share, f"{round(share * count)} of {count}"
