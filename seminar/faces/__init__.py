"""What a lesson's cell calls: one module a subject, which joins tables, model, picture and widget."""

from __future__ import annotations

from ..tables import DataError, Package
from ..widgets.predict import Question


def question(question_id: str, data: Package) -> Question:
    """A question to be asked before looking, from the table ``predictions``."""
    rows = data.read("predictions")
    rows = rows[rows.question_id == question_id]
    if rows.empty:
        raise DataError(f"The table predictions has no question {question_id!r}.")
    return Question(question_id, rows.question.iloc[0], {r.choice: (r.low, r.high) for r in rows.itertuples()})
