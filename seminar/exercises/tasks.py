"""The rules of all exercises by name, and what a function task is called with."""

from __future__ import annotations

import pandas as pd

from . import rules_argument, rules_hindsight, rules_options, rules_promises  # noqa: F401 (each enters its rules)
from .rules import RULES, rule

__all__ = ["RULES", "adapt", "rule"]


def adapt(value: object) -> object:
    """An input as a function takes it: ``{"table": rows, "dates": columns}`` becomes a DataFrame, ``{"date": day}`` a
    Timestamp, anything else stays as it is."""
    if isinstance(value, dict) and value.keys() == {"date"}:
        return pd.Timestamp(value["date"])
    if not (isinstance(value, dict) and "table" in value):
        return value
    table = pd.DataFrame(value["table"], columns=value.get("columns"))
    return table.assign(**{column: pd.to_datetime(table[column]) for column in value.get("dates", [])})
