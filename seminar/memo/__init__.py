"""The memo, in a lesson's words: ``memo.template()``, ``memo.write()``, ``memo.rubric()``."""

from __future__ import annotations

from ..kit.show import Table
from ..kit.view import View
from ..tables import Package, seminar_data
from ..tradeoffs.assumptions import ground, saved_assumptions
from ..tradeoffs.model import best as best_options
from . import picture as pictures
from . import widget as widgets


def template(data: Package | None = None) -> Table:
    """The four parts of the memo, what each must hold, and a pattern."""
    return pictures.template((data or seminar_data()).read("memo_slots"))


def rubric(data: Package | None = None) -> Table:
    """How a person marks what the program cannot."""
    return pictures.rubric((data or seminar_data()).read("rubrics"))


def write(data: Package | None = None) -> View:
    """Four boxes and a check: parts, length, citations, and agreement with your own exported model."""
    data = data or seminar_data()
    options = dict(data.read("options")[["option_id", "label"]].itertuples(index=False, name=None))
    last = max(int(p[1:]) for p in data.read("article_paragraphs").paragraph)
    slots = data.read("memo_slots").sort_values("order")
    return widgets.write(slots, options, last, lambda: best(data))


def best(data: Package | None = None) -> tuple[tuple[str, ...], str]:
    """The options that come first in the student's exported model, none if there is no file; and a remark on a bad file."""
    data = data or seminar_data()
    try:
        mine = saved_assumptions(data)
    except ValueError as error:
        return (), f"{error} Export your assumptions again in lesson 5."
    if mine is None:
        return (), ""
    scores = ground(data).under(mine)
    return best_options(scores.options, scores.mid @ mine.weights), ""
