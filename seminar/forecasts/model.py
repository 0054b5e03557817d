"""Forecasts as probabilities, given before the outcome is known, and scored when it is.

The score is that of Brier (1950): the squared distance between the chance given and what happened, 1 if it did and 0 if it
did not. Brier added this up over "yes" and "no", from 0 to 2; here, as is usual for such questions, it is half of that: 0 is
perfect, 1 the worst, and whoever always says 50 % gets 0.25. It is *proper*: whoever believes a chance expects the least penalty
by saying it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

import pandas as pd

COIN = 0.5
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def probability(percent: object) -> float:
    """A chance in per cent (a number from 0 to 100, or text such as ``"35 %"``) as a probability from 0 to 1.

    ValueError, with a sentence, for anything else.
    """
    given = percent.strip().rstrip("%").strip() if isinstance(percent, str) else percent
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = float("nan")
    if isinstance(given, bool) or not 0 <= number <= 100:
        raise ValueError(f"{percent!r} is not a chance in per cent; give a number from 0 to 100.")
    return number / 100


def penalty(chance: float, happened: bool) -> float:
    """The Brier score of one forecast, 0 (best) to 1 (worst)."""
    return (chance - happened) ** 2


def expected_penalty(believed: float, said: float) -> float:
    """The penalty to be expected by someone who believes one chance and says another; least where the two are equal."""
    return believed * penalty(said, True) + (1 - believed) * penalty(said, False)


def scores(chances: Mapping[str, float], outcomes: Mapping[str, bool]) -> pd.DataFrame:
    """One row a question that has both a chance and an outcome, in the order of ``outcomes``.

    Columns: question_id, chance, happened, penalty, coin (the penalty of whoever says 50 %).
    """
    rows = [
        (q, chances[q], happened, penalty(chances[q], happened), penalty(COIN, happened))
        for q, happened in outcomes.items()
        if q in chances
    ]
    return pd.DataFrame(rows, columns=["question_id", "chance", "happened", "penalty", "coin"])


def mean_penalty(scored: pd.DataFrame) -> float:
    """The mean Brier score of the rows of :func:`scores`; ValueError where there are none."""
    if scored.empty:
        raise ValueError("There is no forecast to score: no question has both a chance and an outcome.")
    return float(scored.penalty.mean())


def outcomes(resolutions: pd.DataFrame) -> dict[str, bool]:
    """How the questions came out, from the table ``resolutions``: question id -> whether yes."""
    return {row.question_id: row.outcome == "yes" for row in resolutions.itertuples()}


# Which sealing counts

COUNTS, REPLACED, LATE, ALTERED, UNDATED = STANDINGS = (
    "counts",
    "replaced by a later one",
    "sealed after the seal was broken",
    "changed by hand after it was sealed",
    "without a date that can be read",
)


@dataclass(frozen=True)
class Standing:
    """One sealing: when, its chances, and whether it counts (one of STANDINGS)."""

    sealed_at: str
    chances: dict[str, float]
    standing: str


def standings(sealings: Sequence[Mapping], intact: Sequence[bool], broken_at: str = "") -> list[Standing]:
    """Each sealing in its order, with its standing. At most one counts: the last that is whole and was made before the seal was broken.

    ``sealings`` are as in the answers file; ``intact`` says which still carry the mark they were sealed with; ``broken_at`` is
    empty while the seal is whole.
    """
    broken = moment(broken_at)
    found = [_standing(s, whole, broken) for s, whole in zip(sealings, intact, strict=True)]
    last = max((i for i, kind in enumerate(found) if kind == COUNTS), default=None)
    kinds = [REPLACED if kind == COUNTS and i != last else kind for i, kind in enumerate(found)]
    return [Standing(s["sealed_at"], dict(s["probabilities"]), k) for s, k in zip(sealings, kinds, strict=True)]


def _standing(sealing: Mapping, whole: bool, broken: datetime | None) -> str:
    at = moment(sealing["sealed_at"])
    if at is None:
        return UNDATED
    if not whole:
        return ALTERED
    return LATE if broken is not None and at >= broken else COUNTS


def counted(found: Sequence[Standing]) -> Standing | None:
    """The sealing that counts, None if none does."""
    return next((s for s in found if s.standing == COUNTS), None)


def moment(text: str) -> datetime | None:
    """A time as the answers file writes it; None if it is none. Without a zone it is taken as UTC."""
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


# Many forecasts together


def pooled(many: Sequence[Mapping[str, float]], came_out: Mapping[str, bool]) -> pd.DataFrame:
    """The :func:`scores` of many forecasters one under the other, with ``who``, the place in ``many``."""
    each = [scores(chances, came_out).assign(who=who) for who, chances in enumerate(many)]
    frames = [frame for frame in each if not frame.empty]
    return pd.concat(frames, ignore_index=True) if frames else scores({}, {}).assign(who=[])


def calibration(scored: pd.DataFrame, edges: Sequence[float] = BINS) -> pd.DataFrame:
    """What was said beside what happened: a row a bin of chances that holds any.

    Columns: low, high (the bin; the last takes in its upper end), said (mean chance), happened (share of yes), forecasts, questions
    (how many different ones: forecasts of one event come out together).
    """
    rows = []
    for low, high in pairwise(edges):
        top = high == edges[-1]
        inside = scored[(scored.chance >= low) & ((scored.chance <= high) if top else (scored.chance < high))]
        if len(inside):
            happened = float(inside.happened.astype(float).mean())
            rows.append((low, high, inside.chance.mean(), happened, len(inside), inside.question_id.nunique()))
    return pd.DataFrame(rows, columns=["low", "high", "said", "happened", "forecasts", "questions"])
