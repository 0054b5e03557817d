"""Papers of the talks that were published after the article: what a clause was known to say then, and what is known since.

Some clauses are forecast before they are shown: whether what became known *holds* to the cell of the day, *changes* it, or leaves a
reader unable to tell. A clause that nobody here has read is never taken to hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..forecasts import model as forecasts
from ..settlement.model import CERTAINTIES, SILENT

FINDINGS = ("holds", "changes", "cannot tell")


@dataclass(frozen=True)
class Call:
    """What a student says of one clause: one of :data:`FINDINGS`, and the chance, 0 to 1, of being right."""

    finding: str
    chance: float


def since(provisions: pd.DataFrame, day: date) -> pd.DataFrame:
    """The accounts of clauses that became known after ``day``, of papers of which something was known by then, in order of time."""
    early = provisions.known_from <= pd.Timestamp(day)
    later = provisions[~early & provisions.proposal_id.isin(provisions.proposal_id[early])]
    return later.sort_values("known_from", kind="stable").reset_index(drop=True)


def told_anew(cells: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """The rows of a matrix (:func:`seminar.settlement.model.matrix`) of which :func:`since` has an account."""
    told = set(zip(later.proposal_id, later.element_id, strict=True))
    return cells[[pair in told for pair in zip(cells.proposal_id, cells.element_id, strict=True)]]


def untold(files: pd.DataFrame, cells: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """The clauses of the papers in the published ``files`` that had no published text on the day, and of which nothing became known."""
    held = {proposal for ids in files.proposal_ids for proposal in ids}
    unsure = [kind for kind in CERTAINTIES[1:] if kind != SILENT]
    rows = cells[cells.proposal_id.isin(held) & cells.certainty.isin(unsure)]
    return rows.drop(told_anew(rows, later).index)


def asked(checks: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """The clauses that are asked about, as they stood on the day: the rows of ``checks`` with the columns of ``cells``."""
    return checks.merge(cells, on=["proposal_id", "element_id"], how="left", validate="one_to_one")


def scored(said: Mapping[str, Call], checks: pd.DataFrame) -> pd.DataFrame:
    """What was said of each clause beside the finding. Columns: check_id, said, chance, finding, right, penalty (Brier, 0 to 1)."""
    rows = [
        (
            c.check_id,
            said[c.check_id].finding,
            said[c.check_id].chance,
            c.finding,
            said[c.check_id].finding == c.finding,
        )
        for c in checks.itertuples()
        if c.check_id in said
    ]
    found = pd.DataFrame(rows, columns=["check_id", "said", "chance", "finding", "right"])
    return found.assign(penalty=[forecasts.penalty(c, r) for c, r in zip(found.chance, found.right, strict=True)])
