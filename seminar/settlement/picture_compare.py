"""Two papers side by side, question by question: what was added or dropped, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..kit.show import Html, cell_text, table_html
from ..kit.words import count, verb
from . import model
from .picture_cells import CERTAINTIES, LETTERS
from .picture_papers import short

OUTCOMES = {
    "both speak": "Both speak",
    "added": "Added",
    "dropped": "Dropped",
    "both silent": "Both silent",
    "cannot be compared": "Cannot be compared",
}


@dataclass(frozen=True)
class ComparisonScene:
    """What two papers are compared by: the matrix (:func:`.model.matrix`), ``proposal_positions`` and ``position_axes``.

    ``kept`` holds the comparisons made so far.
    """

    cells: pd.DataFrame
    positions: pd.DataFrame
    axes: pd.DataFrame
    kept: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def papers(self) -> dict[str, str]:
        """Proposal -> its short name, in the table's order."""
        return dict(zip(self.cells.proposal_id, self.cells.short_name, strict=True))

    @property
    def labels(self) -> dict[str, str]:
        """Axis -> what it is called."""
        return dict(zip(self.axes.element, self.axes.label, strict=True))

    @property
    def ends(self) -> tuple[str, str]:
        """What the two ends of the land axes are called, from the column ``axis``: 'A-B' runs from the A end to the B end."""
        low, high = self.axes.axis[self.axes.land_axis.astype(bool)].iloc[0].split("-")
        return f"the {low} end", f"the {high} end"

    def rows(self, a: str, b: str) -> pd.DataFrame:
        """Two papers beside each other, see :func:`.model.compare`; computed once per pair."""
        if (a, b) not in self.kept:
            self.kept[a, b] = model.compare(self.cells, a, b, self.positions, self.axes, self.ends)
        return self.kept[a, b]


def compared(rows: pd.DataFrame, names: tuple[str, str], axes: dict[str, str], only: str = "") -> str:
    """Two papers side by side as an HTML table; ``only`` keeps the rows of one outcome. ``axes`` names the coded axes."""
    kept = rows[rows.outcome == only] if only else rows
    table = pd.DataFrame(
        {
            "Question": kept.label.map(short),
            names[0]: [
                _known(c, p or s) for c, p, s in zip(kept.certainty_a, kept.provision_a, kept.summary_a, strict=True)
            ],
            names[1]: [
                _known(c, p or s) for c, p, s in zip(kept.certainty_b, kept.provision_b, kept.summary_b, strict=True)
            ],
            "From the first to the second": [
                _move(r.outcome, axes.get(r.axis, ""), r.change) for r in kept.itertuples()
            ],
        }
    )
    return table_html(table, f"{names[0]} beside {names[1]}")


def compared_sentence(rows: pd.DataFrame, names: tuple[str, str]) -> str:
    """What was added or dropped, and what cannot be compared, in one or two sentences."""
    counts = model.tally(rows)
    clear = rows[(rows.change != "") & (rows.change != model.NO_CLEAR_CHANGE)]
    words = (
        f"From {names[0]} to {names[1]}: {counts['both speak']} of {len(rows)} questions have a clause in both, "
        f"{counts['added']} {verb(counts['added'], 'was', 'were')} added, {counts['dropped']} {verb(counts['dropped'], 'was', 'were')} dropped, "
        f"{counts['both silent']} {verb(counts['both silent'])} silent in both, and {counts['cannot be compared']} cannot be compared."
    )
    moved = (
        f"Their places show a clear change on {count(len(clear), 'question')}"
        if len(clear)
        else "Their places show no clear change on any question"
    )
    return f"{words} {moved}. Whether two clauses mean the same is for you to read."


def _known(certainty: str, words: str) -> Html:
    return Html(f"<strong>{LETTERS[certainty]} {CERTAINTIES[certainty].label}</strong><br>{cell_text(words)}")


def _move(outcome: str, axis: str, change: str) -> Html:
    named = bool(axis and change) and change != model.NO_CLEAR_CHANGE
    placed = f"<br>On “{cell_text(axis)}”: {cell_text(change)}." if named else ""
    return Html(f"<strong>{OUTCOMES[outcome]}</strong>{placed}")
