"""A page of rows: words at the left, a mark along a horizontal axis, the value at the right."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ..kit import charts, svg
from ..kit.palette import GREY, INK

PAGE = 980
_EDGE, _GAP, _SIZE = 10, 16, 13.5


def axis_for(words: Sequence[str], values: Sequence[str], high: float) -> charts.Scale:
    """The axis from 0 to ``high`` that leaves room for the widest words at its left and the widest value at its right."""
    left = _EDGE + max(charts.text_width(w, _SIZE, bold=True) for w in words) + _GAP
    right = PAGE - _EDGE - max(charts.text_width(v, _SIZE, bold=True) for v in values) - _GAP
    return charts.Scale(0, high, left, right)


def row(axis: charts.Scale, y: float, words: str, value: str, bold: str = "") -> list[Element]:
    """A row with its middle at ``y``; ``bold`` says which part is bold, "words" or "value"."""
    weights = {part: {"font_weight": 600} if bold == part else {} for part in ("words", "value")}
    return [
        svg.text(_EDGE, y + 5, words, _SIZE, **weights["words"]),
        charts.line((axis.start, y), (axis.end, y), stroke=GREY, stroke_width=0.7, stroke_dasharray="2 5"),
        svg.text(PAGE - _EDGE, y + 5, value, _SIZE, text_anchor="end", **weights["value"]),
    ]


def held(
    mark: Element, axis: charts.Scale, y: float, name: str, label: str, value: float, step: float, says: str
) -> Element:
    """A mark on a row that can be dragged along the axis. ``name`` is the handle's for the widget, ``label`` for a screen reader."""
    grip, bounds = charts.grip(mark, axis(value), y), (axis.low, axis.high, step)
    return svg.handle(svg.moves(grip, name), name, label, value, bounds, (axis.start, y, axis.end, y), says)


def axis_line(axis: charts.Scale, y: float, values: Sequence[float]) -> list[Element]:
    """The axis itself at the height ``y``, with these values under it."""
    return [
        charts.line((axis.start, y), (axis.end, y), stroke_width=1.2),
        *(charts.line((axis(v), y), (axis(v), y + 5), stroke=INK) for v in values),
        *charts.ticks(axis, values, y + 20, size=12.5),
    ]


def heading(y: float, words: str) -> Element:
    """A line of bold words above rows."""
    return svg.text(_EDGE, y, words, 14, font_weight=600)
