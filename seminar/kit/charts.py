"""The parts of a picture: scales, bars, grids, keys and markers, laid out from the data.

A chart that stands still is drawn by matplotlib, with :func:`figure`, and ignores the reader's own settings. One that
moves is SVG: a :class:`Scale` puts data on the page, and the rest returns lists of elements for :func:`.svg.drawing`.
matplotlib is loaded with the first figure, so that a check or a grader that draws nothing does not wait for it.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from xml.etree.ElementTree import Element

from . import svg
from .palette import BLUE, INK, LINE, PAPER, Swatch

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from PIL import ImageFont

Point = tuple[float, float]
P = ParamSpec("P")
R = TypeVar("R")


# What stands still


_drawing = ContextVar("drawing", default=False)  # whether a function that is still is running


def still(draw: Callable[P, R]) -> Callable[P, R]:
    """Decorate a function that draws with matplotlib: it runs in matplotlib's default style, whatever the reader has set."""

    @wraps(draw)
    def drawn(*given: P.args, **named: P.kwargs) -> R:
        # A reader of the lesson need not hear about a read-only home folder, or a first run.
        logging.getLogger("matplotlib").setLevel(logging.ERROR)
        import matplotlib.style

        before = _drawing.set(True)
        try:
            with matplotlib.style.context("default", after_reset=True):
                return draw(*given, **named)
        finally:
            _drawing.reset(before)

    return drawn


def figure(width: float, height: float, **options: Any) -> Figure:
    """An empty matplotlib figure of ``width`` by ``height`` inches, made inside a function decorated with :func:`still`.

    RuntimeError elsewhere: there the reader's own settings would change the picture.
    """
    from matplotlib.figure import Figure

    if not _drawing.get():
        raise RuntimeError(
            "A figure is made inside a function marked @charts.still; mark the function that asks for it."
        )

    options.setdefault("layout", "constrained")
    return Figure(figsize=(width, height), **options)


def bare(axes: Any, *sides: str) -> None:
    """Take the frame away from a panel: all of it, or only the named sides."""
    for side in sides or ("left", "right", "top", "bottom"):
        axes.spines[side].set_visible(False)
    if not sides:
        axes.set_xticks([])
        axes.set_yticks([])


def looks(mark: Swatch) -> dict[str, Any]:
    """The arguments with which matplotlib draws a bar or a patch with this swatch."""
    return {
        "facecolor": mark.fill,
        "edgecolor": INK,
        "linewidth": 0.6,
        "hatch": mark.hatch,
        "hatch_linewidth": 0.35,
    }


def legend(drawn: Figure, marks: Iterable[Swatch], size: float = 9) -> None:
    """A key above all panels of a figure, in one row: a patch and a word for each mark."""
    from matplotlib.patches import Patch

    patches = [Patch(label=mark.label, **looks(mark)) for mark in marks]
    drawn.legend(
        handles=patches,
        loc="outside upper left",
        ncols=len(patches),
        frameon=False,
        fontsize=size,
        handlelength=1.6,
        handleheight=1.1,
    )


# What moves


@dataclass(frozen=True)
class Scale:
    """From data to page, linearly: ``low`` lies at ``start``, ``high`` at ``end``; ``end`` may be the smaller.

    Where ``low`` and ``high`` are the same, everything lies half-way.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """From data to page."""
        if self.low == self.high:
            return (self.start + self.end) / 2
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def inverse(self, place: float) -> float:
        """From page to data."""
        return self.low + (place - self.start) / (self.end - self.start) * (self.high - self.low)


def rect(x: float, y: float, width: float, height: float, **looks: object) -> Element:
    """A rectangle by its upper left corner; a negative width or height is turned round."""
    if width < 0:
        x, width = x + width, -width
    if height < 0:
        y, height = y + height, -height
    return svg.element("rect", x=x, y=y, width=width, height=height, **looks)


def line(*points: Point, **looks: Any) -> Element:
    """An open line through the points, in ink by default."""
    return svg.path(list(points), **{"fill": "none", "stroke": INK, **looks})


def circle(x: float, y: float, size: float = 7, **looks: object) -> Element:
    """A circle of radius ``size``."""
    return svg.element("circle", cx=x, cy=y, r=size, **{"fill": INK, **looks})


def square(x: float, y: float, size: float = 7, **looks: object) -> Element:
    """A square, ``size`` from its centre to each side."""
    return rect(x - size, y - size, 2 * size, 2 * size, **{"fill": INK, **looks})


def diamond(x: float, y: float, size: float = 9, **looks: object) -> Element:
    """A diamond, ``size`` from its centre to each corner."""
    corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
    return svg.path(corners, closed=True, **{"fill": INK, "stroke": PAPER, "stroke_width": 2.5, **looks})


def triangle(x: float, y: float, size: float = 7, **looks: object) -> Element:
    """A triangle that points up."""
    corners = [(x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)]
    return svg.path(corners, closed=True, **{"fill": INK, **looks})


def tick(x: float, y: float, size: float = 8, **looks: object) -> Element:
    """A vertical stroke."""
    return line((x, y - size), (x, y + size), **{"stroke_width": 3, **looks})


def grip(mark: Element, x: float, y: float) -> Element:
    """A mark at (x, y) that can be held by a finger: around it an unseen field, big enough on a small screen too."""
    return svg.element("g", circle(x, y, 18, fill_opacity=0), mark)


def track(
    scale: Scale, y: float, value: float, handle: str, name: str, step: float, says: str, **looks: object
) -> list[Element]:
    """A number as a knob on a line that it can be dragged along: its ends, the part up to the value, and the handle.

    ``handle`` and ``name`` are the handle's name for the widget and for a screen reader, which says the value as ``says``.
    """
    start, end = scale(scale.low), scale(scale.high)
    knob = grip(
        circle(scale(value), y, 9, **{"fill": BLUE, "stroke": INK, "stroke_width": 1.5, **looks}), scale(value), y
    )
    return [
        line((start, y), (end, y), stroke=LINE, stroke_width=5, stroke_linecap="round"),
        line((start, y), (scale(value), y), stroke_width=5, stroke_linecap="round"),
        *ticks(scale, (scale.low, scale.high), y + 24),
        svg.handle(
            svg.moves(knob, handle), handle, name, value, (scale.low, scale.high, step), (start, y, end, y), says
        ),
    ]


def hatches(marks: Iterable[Swatch], name: str) -> tuple[Element, list[str]]:
    """The fills of these marks for a picture called ``name``: the element that holds them, and what each is filled with."""
    marks = list(marks)
    held = svg.element(
        "defs", *(svg.hatch(f"{name}-{i}", m.pattern or "flat", m.fill, m.ink) for i, m in enumerate(marks))
    )
    return held, [f"url(#{name}-{i})" for i in range(len(marks))]


def ticks(
    scale: Scale, values: Sequence[float], y: float, words: Sequence[str] = (), size: float = 12
) -> list[Element]:
    """The labels of a horizontal axis, each at its value: ``words`` if given, otherwise the numbers."""
    labels = words or [f"{value:g}".replace("-", "−") for value in values]
    return [svg.text(scale(v), y, w, size, text_anchor="middle") for v, w in zip(values, labels, strict=True)]


def round_steps(low: float, high: float, about: int = 5) -> list[float]:
    """Round numbers from ``low`` to ``high``, about this many and at least two, for an axis whose ends depend on the data.

    The step is 1, 2 or 5 times a power of ten. Where both ends are the same there is that one number.
    """
    if not high > low:
        return [low]
    size = 10.0 ** math.floor(math.log10((high - low) / about))
    step = min((m * size for m in (1, 2, 5, 10)), key=lambda s: abs((high - low) / s - about))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [round(i * step, 10) + 0.0 for i in range(first, last + 1)]


def grid(scale: Scale, values: Sequence[float], top: float, bottom: float, zero: float | None = None) -> list[Element]:
    """Vertical lines at these values from ``top`` to ``bottom``; the one at ``zero`` is in ink."""
    return [
        line((scale(v), top), (scale(v), bottom), stroke=INK if v == zero else "#d0d7de", stroke_width=1)
        for v in values
    ]


def bar(scale: Scale, low: float, high: float, y: float, height: float, **looks: object) -> Element:
    """A horizontal bar from ``low`` to ``high`` on the scale, its middle at ``y``."""
    return rect(
        scale(low),
        y - height / 2,
        scale(high) - scale(low),
        height,
        **{"fill": LINE, "stroke": INK, "stroke_width": 1, **looks},
    )


def key(
    entries: Sequence[tuple[Sequence[Element], str]],
    x: float,
    y: float,
    width: float,
    size: float = 13,
    swatch: float = 26,
    row: float = 0,
) -> tuple[list[Element], float]:
    """A picture's key in rows no wider than ``width``: its elements, and the y at which it ends.

    Each entry is the elements of its sign, drawn with their left edge at 0 and their middle at 0, and its words. ``swatch``
    is the width of a sign, ``row`` the height of a row (by default 1.7 times the size of the words).
    """
    parts: list[Element] = []
    left, step = x, row or size * 1.7
    for sign, words in entries:
        needs = swatch + 8 + text_width(words, size) + 18
        if left > x and left + needs > x + width:
            left, y = x, y + step
        parts.append(svg.element("g", *sign, transform=f"translate({left:.1f} {y:.1f})"))
        parts.append(svg.text(left + swatch + 8, y + size * 0.36, words, size))
        left += needs
    return parts, y + step


@lru_cache(maxsize=8192)  # the same words are measured at every move
def text_width(words: str, size: float, bold: bool = False) -> float:
    """How wide words are at most, in the picture's units: measured in DejaVu Sans, the widest of the fonts that we name."""
    return _font(bold).getlength(words) * size / _MEASURED


def wrapped(words: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Words in lines no wider than ``width``, broken at spaces; a word that is wider gets a line of its own."""
    lines: list[str] = []
    for word in words.split():
        if lines and text_width(f"{lines[-1]} {word}", size, bold) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


_MEASURED = 100


@cache
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    """The DejaVu Sans that comes with matplotlib, found without loading matplotlib."""
    from PIL import ImageFont

    spec = find_spec("matplotlib")
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else Path()
    file = folder / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"
    # with the layout that every machine has: the other kerns more, and is there only where the system has a library for it
    return ImageFont.truetype(str(file), _MEASURED, layout_engine=ImageFont.Layout.BASIC)
