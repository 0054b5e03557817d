"""Looking back: what came after, how the article's predictions fared, what the last paper leaves out, and how memory shifts.

Two mistakes are kept apart. *Hindsight bias* (Fischhoff 1975): once we know what happened, we think that we had seen it coming.
*Outcome bias* (Baron and Hershey 1988), or *resulting*: we judge a decision by how it turned out. Nothing here says whether a
policy was right: it lays scores beside what was seen, and a range that meets what was seen has not been proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from ..kit.words import listed, verb
from ..tables import DataError, span
from ..tradeoffs.model import Scores

VERDICTS = ("held", "mixed", "failed", "untestable")
MEETS, WORSE, BETTER = "meets the range", "came out worse", "came out better"


def after(events: pd.DataFrame, day: date) -> pd.DataFrame:
    """The events that began after ``day``. An earlier event that only became known later is not among them."""
    begins = [span(begin)[0] for begin in events.date]
    return events[[begin > day for begin in begins]].reset_index(drop=True)


def several_sides(events: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """The events of which at least two sides give an account, in their order."""
    sides = accounts.groupby("event_id").side.nunique()
    return events[events.event_id.map(sides).fillna(0) >= 2].reset_index(drop=True)


def judged(claims: pd.DataFrame, verdicts: pd.DataFrame, day: date, kind: str = "prediction") -> pd.DataFrame:
    """The predictions with what could be said of each on ``day`` and what can be said now.

    ``verdicts`` is read with hindsight. Columns: claim_id, label, claim, paragraphs, then, evidence_then, verdict, evidence,
    known_from (of the later row), source_ids. DataError for a prediction without a later verdict.
    """
    early = verdicts.known_from <= pd.Timestamp(day)
    first = verdicts[early].set_index("claim_id")
    last = verdicts[~early].sort_values("known_from").groupby("claim_id").tail(1).set_index("claim_id")
    rows = claims.loc[claims.kind == kind, ["claim_id", "label", "claim", "paragraphs"]].set_index("claim_id")
    if missing := [c for c in rows.index if c not in last.index]:
        raise DataError(
            f"{listed(missing)} {verb(len(missing), 'has', 'have')} no verdict from after {day} in the table verdicts."
        )
    rows = rows.join(first[["verdict", "evidence"]].set_axis(["then", "evidence_then"], axis=1))
    return rows.join(last[["verdict", "evidence", "known_from", "source_ids"]]).reset_index()


def tally(found: pd.DataFrame) -> pd.Series:
    """How many predictions got each of the four verdicts, zeros included."""
    return found.verdict.value_counts().reindex(list(VERDICTS), fill_value=0).rename("predictions")


def answered(points: pd.DataFrame, elements: pd.DataFrame) -> pd.DataFrame:
    """The questions of a settlement in their order, each with ``points``: the numbers of those that bear on it, or none."""
    of = points.explode("element_ids").groupby("element_ids").point.agg(tuple)
    rows = elements.sort_values("order")[["element_id", "label"]].reset_index(drop=True)
    return rows.assign(points=[of.get(element, ()) for element in rows.element_id])


def shift(sealed: float, remembered: float, happened: bool) -> float:
    """How far a memory has moved towards what happened, -1 to 1; below zero if it moved away."""
    return (remembered - sealed) * (1 if happened else -1)


def memory(sealed: Mapping[str, float], remembered: Mapping[str, float], outcomes: Mapping[str, bool]) -> pd.DataFrame:
    """Sealed, remembered and moved, one row per question that has both. Columns: question_id, sealed, remembered, happened, moved."""
    rows = [
        (q, sealed[q], remembered[q], happened, shift(sealed[q], remembered[q], happened))
        for q, happened in outcomes.items()
        if q in sealed and q in remembered
    ]
    return pd.DataFrame(rows, columns=["question_id", "sealed", "remembered", "happened", "moved"])


def example_memory(sealed: Mapping[str, float], outcomes: Mapping[str, bool], size: float = 0.1) -> pd.DataFrame:
    """The :func:`memory` of somebody who remembers each chance as nearer to what happened by ``size``."""
    return memory(sealed, {q: c + (size if outcomes[q] else -size) for q, c in sealed.items()}, outcomes)


def beside(low: float, high: float, seen_low: float, seen_high: float) -> str:
    """Whether what was seen meets a score's range, or lies below or above all of it."""
    if seen_high < low:
        return WORSE
    return BETTER if seen_low > high else MEETS


def option_scores(scores: Scores, option: str) -> pd.DataFrame:
    """One option's scores, one row per interest. Columns: criterion_id, low, mid, high."""
    row = scores.row(option)
    columns = {"low": scores.low[row], "mid": scores.mid[row], "high": scores.high[row]}
    return pd.DataFrame({"criterion_id": scores.interests, **columns})


def borne_out(scores: pd.DataFrame, seen: pd.DataFrame) -> pd.DataFrame:
    """One option's scores beside what was seen, one row per interest in the order of ``scores``.

    ``scores`` has criterion_id, low, mid, high; ``seen`` has criterion_id, low, high, evidence, source_ids and may lack interests.
    Columns: criterion_id, low, mid, high, seen_low, seen_high, finding (empty where nothing was seen), evidence, source_ids.
    """
    known = {row.criterion_id: row for row in seen.itertuples()}
    rows = []
    for s in scores.itertuples():
        row: Any = known.get(s.criterion_id)
        if row is None:
            found = (float("nan"), float("nan"), "", "Nothing in our tables bears on it.", ())
        else:
            found = (row.low, row.high, beside(s.low, s.high, row.low, row.high), row.evidence, row.source_ids)
        rows.append((s.criterion_id, s.low, s.mid, s.high, *found))
    heads = ["criterion_id", "low", "mid", "high", "seen_low", "seen_high", "finding", "evidence", "source_ids"]
    return pd.DataFrame(rows, columns=heads)


def met_share(found: pd.DataFrame) -> float:
    """Of the interests on which something was seen, the share, 0 to 1, whose range meets it; 0 if nothing was seen."""
    seen = found[found.finding != ""]
    return float((seen.finding == MEETS).mean()) if len(seen) else 0.0
