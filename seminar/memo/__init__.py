"""The memo, in a lesson's words: ``memo.template()``, ``memo.write()``, ``memo.rubric()``."""

from __future__ import annotations

from ..kit.show import Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import picture, widget
from .assignment import Assignment


def template(data: Package | None = None) -> Table:
    """The parts of the memo, what each must hold, and a pattern."""
    data = data or seminar_data()
    return picture.template(data.rows("memo_slots"), data.seal)


def rubric(data: Package | None = None) -> Table:
    """How a person marks what the program cannot."""
    return picture.rubric((data or seminar_data()).rows("rubrics"))


def write(data: Package | None = None) -> View:
    """A box for each part and a check: parts, length, citations, and agreement with your own exported model."""
    return widget.write(Assignment.read(data or seminar_data()))
