"""How a picture is shown: with its text alternative, a sentence that says what it shows, and its table twin.

A :class:`Picture` is HTML that survives JupyterLab (also in an untrusted notebook), nbconvert and a screen reader: an
``<img>`` with its ``alt``, a ``<figcaption>``, and the same data as a table in ``<details>``.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from .charts import still
from .fold import above, asking
from .palette import GROUND, LINE_OF_TEXT, LINK, MAT, ORANGE, QUIET, RULE, STYLE, TEXT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOVED = "seminar-table"  # the CSS class of what scrolls sideways where the window is too narrow
_COLOURS = 256  # enough for every colour of the palette, at a quarter of the size
_DPI = 150  # sharp at the size it is shown, also on a dense screen
_CELL = f"text-align:left;vertical-align:top;padding:0.25em 0.7em;border-bottom:1px solid {RULE};white-space:normal"

_UNBROKEN = ";white-space:nowrap"
_DATE = re.compile(r"\d{4}(-\d\d){0,2}")  # to the day, the month or the year
_FIGURE = re.compile(r"((under|over|\d[\d,]* to) )?[+\-−]?\d[\d,]*(\.\d+)?( ?%)?")
_SHORT = 12  # letters: a cell with no more is not worth a second line
_MARKED = f' style="background:color-mix(in srgb,{ORANGE} 18%,{GROUND})"'


@dataclass
class Picture:
    """A drawing with everything that a reader who cannot see it needs.

    ``drawing`` is SVG text or a matplotlib Figure; ``alt`` says in a sentence or two what is drawn; ``sentence`` says
    what it shows, computed from the same data; ``table`` holds that data.
    """

    drawing: str | Figure
    alt: str
    sentence: str
    table: pd.DataFrame
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    folded: bool = False  # in a notebook, behind the question in the words above
    verdict: str = ""  # what it comes to, in a few words; a live picture says when that has turned

    def __post_init__(self) -> None:
        if not (self.alt.strip() and self.sentence.strip()):
            raise ValueError("A picture needs a text alternative and a sentence.")

    def html(self) -> str:
        """The whole figure as self-contained HTML."""
        heading = f"{_headed(self.title, self.verdict)}{_headed(self.verdict)}"
        return (
            f'<figure style="{STYLE}">{heading}{self._image()}<figcaption style="margin-top:0.4em;max-width:{LINE_OF_TEXT}">{self.caption_html()}</figcaption>'
            f"{twin(self.table, self.title or self.alt)}</figure>"
        )

    def caption_html(self) -> str:
        """The sentence and the notes, as HTML."""
        return caption(self.sentence, *self.notes)

    def table_html(self) -> str:
        """The same data as a table, as HTML."""
        return table_html(self.table, self.title or self.alt)

    def _image(self) -> str:
        data, kind = (
            (self.drawing.encode(), "svg+xml") if isinstance(self.drawing, str) else (_png(self.drawing), "png")
        )
        return (
            f'<div style="background:{MAT};max-width:980px"><img alt="{escape(self.alt)}" '
            f'style="display:block;width:100%;height:auto;mix-blend-mode:multiply" '
            f'src="data:image/{kind};base64,{base64.b64encode(data).decode()}"></div>'
        )

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        said = " ".join(filter(None, (self.alt, self.verdict, self.sentence)))
        return {"text/plain": said, "text/html": _in_a_cell(self)}


@dataclass
class Table:
    """A table with a sentence that reads it, and notes in a smaller voice: each a line, an empty one left out."""

    table: pd.DataFrame
    sentence: str
    title: str = ""
    notes: tuple[str, ...] = field(default=())
    folded: bool = False  # in a notebook, behind the question in the words above

    def html(self) -> str:
        """The table with its sentence as self-contained HTML."""
        said = f'<p style="margin:0.5em 0 0;max-width:{LINE_OF_TEXT}">{caption(self.sentence, *self.notes)}</p>'
        return f'<div style="{STYLE}">{table_html(self.table, self.title)}{said}</div>'

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/plain": f"{self.title}. {self.sentence}".lstrip(". "), "text/html": _in_a_cell(self)}


def _in_a_cell(shown: Picture | Table) -> str:
    return above(shown.html()) if shown.folded and asking() else shown.html()


def _headed(words: str, below: str = "") -> str:
    """The words as a heading, in a smaller voice where a verdict stands ``below``; nothing for no words."""
    looks = f"font-size:13px;color:{QUIET}" if below else "font-weight:600;margin-bottom:0.3em"
    return f'<div style="{looks}">{escape(words)}</div>' if words else ""


@still
def _png(figure: Figure) -> bytes:
    """The figure as a PNG with a palette: small, since notebooks store it and Binder sends it at 1 Mbit/s."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # loaded with the first picture, not with the package
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(_DPI)
    canvas.draw()
    file = io.BytesIO()
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").quantize(_COLOURS, Image.Quantize.FASTOCTREE).save(
        file, format="png", optimize=True
    )
    return file.getvalue()


def caption(sentence: str, *notes: str) -> str:
    """The caption of a picture or a table, as HTML: its sentence, and each note on a line of its own."""
    lines = [f"<em>{escape(sentence)}</em>"] * bool(sentence)
    return "<br>".join([*lines, *(f'<span style="color:{QUIET}">{escape(note)}</span>' for note in notes if note)])


def twin(table: pd.DataFrame, title: str) -> str:
    """The table twin, folded away until asked for."""
    return (
        f'<details style="margin-top:0.4em"><summary style="cursor:pointer">The same as a table ({len(table)} row{"s" * (len(table) != 1)})</summary>'
        f"{table_html(table, title)}</details>"
    )


def table_html(table: pd.DataFrame, title: str = "", marked: Collection[int] = ()) -> str:
    """A table that a screen reader can navigate: a caption, and headers with their scope. The first column heads its row.

    Figures stand at the right with the same number of decimals down a column, and a date is never broken. Rows whose
    place (0 for the first) is in ``marked`` are tinted. Where the window is too narrow, the table scrolls sideways,
    by keyboard too.
    """
    columns = [_column(table.iloc[:, i].tolist(), i == 0) for i in range(table.shape[1])]
    head = "".join(
        _head(str(name), style.replace(_UNBROKEN, "")) for name, (_, style) in zip(table.columns, columns, strict=True)
    )
    rows = "".join(_row([(texts[r], style) for texts, style in columns], r in marked) for r in range(len(table)))
    name = (
        f'<caption style="text-align:left;font-weight:600;color:{TEXT};padding:0.3em 0.7em">{escape(title)}</caption>'
        if title
        else ""
    )
    return (
        f'<div class="{MOVED}" style="overflow-x:auto" tabindex="0" role="group" aria-label="{escape(f"Table: {title}" if title else "Table")}">'
        f'<table style="border-collapse:collapse;margin:0.4em 0;font-size:13px;line-height:1.45;color:{TEXT}">{name}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _column(values: list, heads: bool) -> tuple[list[str], str]:
    """The cells of a column as text, and how they are set: figures to the right, dates on one line."""
    texts = [cell_text(value) for value in values]
    filled = [t for t in texts if t]
    if all(_DATE.fullmatch(t) for t in filled) and any("-" in t for t in filled):
        return texts, _UNBROKEN
    if not filled or not all(_FIGURE.fullmatch(t) for t in filled) or heads:
        return texts, _UNBROKEN * all(len(t) <= _SHORT for t in filled)
    # figures of several units, as thousands beside decimals show, keep the decimals that each has
    places = 0 if any("," in t for t in filled) else max(len(t.partition(".")[2]) for t in filled)
    return [_fixed(t, places) for t in texts], ";text-align:right;font-variant-numeric:tabular-nums" + _UNBROKEN


def _fixed(figure: str, places: int) -> str:
    """A figure with this many decimals, padded with zeros."""
    whole, _, decimals = figure.partition(".")
    return f"{whole}.{decimals:0<{places}}" if figure and places and not figure.endswith("%") else figure


def _head(words: str, style: str) -> str:
    """A column's header; for a column without a name a plain empty cell, since a screen reader announces an empty header."""
    return (
        f'<th scope="col" style="{_CELL}{style};font-weight:600">{escape(words)}</th>'
        if words
        else f'<td style="{_CELL}"></td>'
    )


def _row(cells: list[tuple[str, str]], marked: bool) -> str:
    (first, style), *others = cells
    return (
        f'<tr{_MARKED if marked else ""}><th scope="row" style="{_CELL}{style};font-weight:400">{first}</th>'
        + "".join(f'<td style="{_CELL}{style}">{text}</td>' for text, style in others)
        + "</tr>"
    )


class Html(str):
    """Text that is HTML already, to be put into a cell as it is."""


def link(words: str, address: str) -> str:
    """A link that looks like one, even inside a widget."""
    return f'<a href="{escape(address)}" style="color:{LINK};text-decoration:underline">{cell_text(words)}</a>'


def cell_text(value: object) -> str:
    """A cell as a person writes it: dates without hours, lists with commas, nothing for what is missing."""
    if isinstance(value, Html):
        return value
    if isinstance(value, (tuple, list)):
        return escape(", ".join(map(str, value)))
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    return escape(str(value))
