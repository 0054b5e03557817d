"""The memo's template, its rubric, and what was checked, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from ..kit.show import Table
from ..kit.words import count, long_day
from .model import CITATIONS, WORDS, Check


def template(slots: pd.DataFrame, day: date) -> Table:
    """The parts of a memo of that ``day``, what each must hold, and a pattern."""
    rows = slots.sort_values("order")[["label", "wanted", "example"]]
    sentence = f"{count(len(rows), 'part')}, about {WORDS} words in all, {CITATIONS} paragraphs cited at least."
    return Table(
        rows.set_axis(["Part", "What it holds", "A pattern"], axis=1), sentence, f"A memo, dated {long_day(day)}"
    )


def rubric(rows: pd.DataFrame) -> Table:
    """How a person marks the memo."""
    table = rows[["what", "question", "weak", "sound", "strong", "points"]]
    sentence = f"A person gives up to {rows.points.sum()} points on {count(len(rows), 'line')}. No line asks which option you recommend."
    heads = ["Line", "The marker asks", "Weak", "Sound", "Strong", "Points"]
    return Table(table.set_axis(heads, axis=1), sentence, "How a person marks it")


def checked(found: Sequence[Check]) -> Table:
    """What was checked, and what was found."""
    passed = sum(c.passed for c in found)
    rows = [(c.what, "yes" if c.passed else "not yet", c.sentence) for c in found]
    sentence = f"{passed} of {len(found)} checks are met. Whether the reasons are good is for a person to say."
    return Table(
        pd.DataFrame(rows, columns=["Checked", "There", "What was found"]), sentence, "The structure of your memo"
    )
