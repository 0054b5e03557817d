"""What holds for the choices of every question that is asked before looking: shared by the tests of this case and of another."""

from __future__ import annotations

import pandas as pd


def assert_choices_are_whole(rows: pd.DataFrame) -> None:
    """Ranges follow on one another from 0 to above 1; names are each there once; all choices have one question and one subject."""
    assert rows.question.nunique() == 1 and rows.about.nunique() == 1 and len(rows) >= 2
    if rows.stands_for.any():
        assert rows.stands_for.is_unique and rows.stands_for.all() and rows[["low", "high"]].isna().all(axis=None)
    else:
        assert rows.low.iloc[0] == 0 and rows.high.iloc[-1] > 1
        assert rows.low.tolist()[1:] == rows.high.tolist()[:-1]
