"""Forecasts as probabilities, given before the outcome is known and scored when it is; and which of a student's sealings counts.

The score is that of Brier (1950): the squared distance between the chance given and what happened, 1 if it did and 0 if it
did not. Brier added this up over "yes" and "no", from 0 to 2; here, as is usual for such questions, it is half of that: 0 is
perfect, 1 is the worst, and always saying 50 % gets 0.25. The score is *proper*: the expected penalty is least if you say
what you believe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, pairwise
from typing import SupportsFloat

import pandas as pd

from .. import answers

COIN = 0.5
BINS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_INVENTED = (0.6, 0.3, 0.1, 0.7, 0.2)  # an invented forecaster's chances, by question in order


def probability(percent: object) -> float:
    """A chance in per cent (a number from 0 to 100, or text such as ``"35 %"``) as a probability from 0 to 1.

    ValueError, with a sentence, for anything else.
    """
    given = percent.strip().rstrip("%").strip() if isinstance(percent, str) else percent
    number = float("nan")
    if isinstance(given, (str, SupportsFloat)) and not isinstance(given, bool):
        with suppress(ValueError):
            number = float(given)
    if not 0 <= number <= 100:
        raise ValueError(f"{percent!r} is not a chance in per cent; give a number from 0 to 100.")
    return number / 100


def penalty(chance: float, happened: bool) -> float:
    """The Brier score of one forecast, 0 (best) to 1 (worst)."""
    return (chance - happened) ** 2


def expected_penalty(believed: float, said: float) -> float:
    """The expected penalty of someone who believes one chance and says another; least where the two are equal."""
    return believed * penalty(said, True) + (1 - believed) * penalty(said, False)


def scores(chances: Mapping[str, float], outcomes: Mapping[str, bool]) -> pd.DataFrame:
    """One row per question that has both a chance and an outcome, in the order of ``outcomes``.

    Columns: question_id, chance, happened, penalty, coin (the penalty of saying 50 %).
    """
    rows = [
        (q, chances[q], happened, penalty(chances[q], happened), penalty(COIN, happened))
        for q, happened in outcomes.items()
        if q in chances
    ]
    return pd.DataFrame(rows, columns=["question_id", "chance", "happened", "penalty", "coin"])


def mean_penalty(scored: pd.DataFrame) -> float:
    """The mean Brier score of the rows of :func:`scores`; ValueError if there are none."""
    if scored.empty:
        raise ValueError("There is no forecast to score: no question has both a chance and an outcome.")
    return float(scored.penalty.mean())


def outcomes(resolutions: pd.DataFrame) -> dict[str, bool]:
    """How the questions came out, from the table ``resolutions``: question id -> whether yes."""
    return {row.question_id: row.outcome == "yes" for row in resolutions.itertuples()}


def invented(questions: Iterable[str]) -> dict[str, float]:
    """An invented forecaster's chance, 0 to 1, for each of these questions: something to look at where a student has none."""
    return dict(zip(questions, cycle(_INVENTED), strict=False))


# Which sealing counts

COUNTS, REPLACED, LATE, ALTERED, UNDATED = STANDINGS = (
    "counts",
    "replaced by a later one",
    "sealed after the seal was broken",
    "changed by hand after it was sealed",
    "without a date that can be read",
)


@dataclass(frozen=True)
class Sealing:
    """One set of forecasts as it was sealed: when, its chances by question, and whether it counts (one of STANDINGS)."""

    sealed_at: str
    chances: dict[str, float]
    standing: str


def mine() -> list[Sealing]:
    """The sealings in the student's own answers file, oldest first; AnswersError if the file cannot be used."""
    return sealings(answers.load())


def sealings(saved: answers.Answers) -> list[Sealing]:
    """The sealings of one student's answers in their order, each with its standing.

    At most one counts: the last that still has the fingerprint it was sealed with and was made before the seal was broken.
    """
    broken = moment(saved.seal_broken_at)
    found = [_standing(s, broken) for s in saved.forecasts]
    last = max((i for i, standing in enumerate(found) if standing == COUNTS), default=None)
    final = [REPLACED if standing == COUNTS and i != last else standing for i, standing in enumerate(found)]
    return [Sealing(s["sealed_at"], dict(s["probabilities"]), f) for s, f in zip(saved.forecasts, final, strict=True)]


def _standing(sealing: Mapping, broken: datetime | None) -> str:
    at = moment(sealing["sealed_at"])
    if at is None:
        return UNDATED
    if not answers.is_intact(dict(sealing)):
        return ALTERED
    return LATE if broken is not None and at >= broken else COUNTS


def counted(found: Sequence[Sealing]) -> Sealing | None:
    """The sealing that counts, None if none does."""
    return next((s for s in found if s.standing == COUNTS), None)


def moment(text: str) -> datetime | None:
    """A time as written in the answers file; None if it is not one. Without a time zone it is taken as UTC."""
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
    """What was said beside what happened: one row per bin of chances, empty bins left out.

    Columns: low, high (the bin; the last includes its upper end), said (mean chance), happened (share of yes), forecasts, questions
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
