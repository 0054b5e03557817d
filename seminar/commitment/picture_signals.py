"""Signals and their kinds in tables: cheap talk, sunk cost, tied hands.

What a signal shows depends on what it costs, and when: nothing, at once, or only if the sender backs down (Fearon,
"Signaling Foreign Policy Interests", *Journal of Conflict Resolution* 41, 1997).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..kit.words import capital

KINDS = {"talk": "Cheap talk", "cost": "Sunk cost", "hands": "Tied hands"}


def signal_words(row: Any) -> str:
    """One row of the table ``signals`` as a sentence: who does what, and its paragraphs."""
    return f"{capital(row.who)}: {row.signal} ({', '.join(row.paragraphs)})"


def signal_list(rows: pd.DataFrame) -> pd.DataFrame:
    """The signals to sort: one row per signal."""
    return pd.DataFrame(
        [(row.signal_id, signal_words(row)) for row in rows.itertuples()], columns=["Signal", "What is done"]
    )


def beside(rows: pd.DataFrame, mine: Mapping[str, str]) -> pd.DataFrame:
    """A student's kinds (signal id -> kind) beside the seminar's, with its reasons: a row for each signal sorted so far."""
    sorted_so_far = rows[rows.signal_id.isin(mine)]
    table = sorted_so_far.assign(mine=sorted_so_far.signal_id.map(mine).map(KINDS), kind=sorted_so_far.kind.map(KINDS))[
        ["signal_id", "mine", "kind", "reason"]
    ]
    return table.set_axis(["Signal", "You", "The seminar", "Its reason"], axis=1)
