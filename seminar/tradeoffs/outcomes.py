"""What came out, for the question that is asked before each view of the board opens.

Each function returns a share from 0 to 1, which falls into one of the question's choices, and how it is written in the
verdict. All of them use the seminar's own scores and settings, whatever the student has changed since.
"""

from __future__ import annotations

import pandas as pd

from . import acceptability, model, triangle
from .assumptions import Ground

Outcome = tuple[float, str]


def scores_said(cells: pd.DataFrame) -> Outcome:
    """How many of the scores (table consequences) rest on something that the article says."""
    said = int((cells.basis == "said").sum())
    return said / len(cells), f"{said} of {len(cells)}"


def schools_uncertain(given: Ground, schools: pd.DataFrame) -> Outcome:
    """Under how many of the schools' weights the uncertain option comes first, at middle scores."""
    share = model.share_in_front(given.scores, schools, given.uncertain)
    return _of(share, len(schools))


def strait_all(given: Ground) -> Outcome:
    """The share of the strait that the uncertain option holds with every option on the menu, as the percentage that is printed."""
    regions, _own = given.strait(given.start("all"))
    share = triangle.triangle_percent(regions, given.uncertain) / 100
    return share, f"{share:.0%}"


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
