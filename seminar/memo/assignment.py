"""What a memo is checked against: its parts, the menu of options, the paragraphs, and the student's own model of lesson 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..tables import Package
from ..tradeoffs import assumptions
from ..tradeoffs.model import best
from . import model


@dataclass(frozen=True)
class Assignment:
    """The parts in their order (rows of the table ``memo_slots``), the options by id, and the article's last paragraph."""

    slots: pd.DataFrame
    options: Mapping[str, str]
    last_paragraph: int
    data: Package

    @classmethod
    def read(cls, data: Package) -> Assignment:
        """The assignment of a package of tables; DataError if one of them has no row."""
        options, paragraphs = data.rows("options"), data.rows("article_paragraphs").paragraph
        return cls(
            data.rows("memo_slots").sort_values("order"),
            dict(zip(options.option_id, options.label, strict=True)),
            max(int(paragraph[1:]) for paragraph in paragraphs),
            data,
        )

    @property
    def labels(self) -> dict[str, str]:
        """What the parts are called, by their ids."""
        return dict(zip(self.slots.slot_id, self.slots.label, strict=True))

    def check(self, parts: Mapping[str, str], advised: str = "") -> tuple[list[model.Check], str]:
        """Everything that can be checked of a memo beside the model that is exported now, and a remark on that model's file."""
        first, remark = first_in_own_model(self.data)
        return model.check(parts, self.labels, self.last_paragraph, advised, first, self.options), remark


def first_in_own_model(data: Package) -> tuple[tuple[str, ...], str]:
    """The options that come first in the student's exported model (none if there is no file), and a remark if the file cannot be used."""
    try:
        mine = assumptions.saved_assumptions(data)
    except ValueError as error:
        return (), f"{error} Export your assumptions again in lesson 5."
    if mine is None:
        return (), ""
    scores = assumptions.ground(data).under(mine)
    return best(scores.options, scores.mid @ mine.weights), ""
