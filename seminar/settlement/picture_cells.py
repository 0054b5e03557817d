"""The parts of the matrix and the board: a cell with its fill and letter, its frame, and a key of such cells."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, LINE, ORANGE, PAPER, PURPLE, SKY, YELLOW, Swatch

HEIGHT = 24.0  # of a cell: what a finger can hit
_SWATCH = 34  # the width of a cell in the key

# How a clause is known, best first.
CERTAINTIES = {
    "published": Swatch("Published", BLUE, pattern="flat", ink=PAPER),
    "leaked": Swatch("Leaked", ORANGE, pattern="rising"),
    "reported": Swatch("Reported", SKY, pattern="dots"),
    "silent": Swatch("Silent", PAPER, pattern="flat"),
    "not read": Swatch("Not read", "#d0d7de", pattern="cross"),
}
# When a district returns.
STAGES = {
    "now": Swatch("Now", SKY, pattern="flat"),
    "later": Swatch("Later", YELLOW, pattern="rising"),
    "with_status": Swatch("With status", PURPLE, pattern="level"),
    "stays": Swatch("Stays", ORANGE, pattern="dots"),
    "unclear": Swatch("Unclear", PAPER, pattern="cross"),
}
# The letter in a cell, beside its fill and pattern.
LETTERS = {"published": "P", "leaked": "L", "reported": "R", "silent": "–", "not read": "?"}
STAGE_LETTERS = {"now": "N", "later": "L", "with_status": "W", "stays": "S", "unclear": "?"}


def fills(marks: dict[str, Swatch], name: str) -> Element:
    """The fills of these marks for a drawing called ``name``; put them into it once."""
    return svg.element("defs", *(svg.hatch(_fill(name, k), m.pattern, m.fill) for k, m in marks.items()))


def _fill(name: str, kind: str) -> str:
    return f"{name}-{kind.replace(' ', '-')}"


def cell(
    x: float, y: float, width: float, kind: str, marks: dict[str, Swatch], letters: dict[str, str], name: str
) -> list[Element]:
    """A cell: its fill, and its letter, on a plain background where the fill has a pattern, so that no line crosses it."""
    mark, fill = marks[kind], f"url(#{_fill(name, kind)})"
    plain = [] if mark.pattern == "flat" else [charts.rect(x + width / 2 - 9, y + 4, 18, HEIGHT - 8, fill=mark.fill)]
    letter = svg.text(
        x + width / 2, y + HEIGHT / 2 + 4.5, letters[kind], 13, text_anchor="middle", font_weight=600, fill=mark.ink
    )
    return [charts.rect(x, y, width, HEIGHT, fill=fill, stroke=LINE), *plain, letter]


def framed(x: float, y: float, width: float) -> Element:
    """The frame of the chosen cell, through which a pointer reaches the cell."""
    return charts.rect(x, y, width, HEIGHT, fill="none", stroke=INK, stroke_width=3, pointer_events="none")


def key(
    words: dict[str, str], y: float, width: float, marks: dict[str, Swatch], letters: dict[str, str], name: str
) -> tuple[list[Element], float]:
    """The key from ``y`` down, in rows no wider than ``width``: a cell and its words for each kind; and the y at which it ends."""
    entries = [(cell(0, -HEIGHT / 2, _SWATCH, kind, marks, letters, name), said) for kind, said in words.items()]
    return charts.key(entries, 12, y + HEIGHT / 2, width - 12, 14, _SWATCH, row=HEIGHT + 4)
