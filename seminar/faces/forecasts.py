"""Forecasts, in a lesson's words: ``forecasts.seal()``."""

from __future__ import annotations

from ..tables import Package, seminar_data
from ..widgets import forecasts as widgets
from ..widgets.base import View


def seal(data: Package | None = None) -> View:
    """The five forecast questions, each with a box for a chance in per cent, and a button that seals them."""
    return widgets.seal((data or seminar_data()).read("forecasts"))
