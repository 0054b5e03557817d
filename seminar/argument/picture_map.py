"""A map of an argument as a tree: the thesis at the left, and to the right of each line what is given for it or against it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import argdown, svg
from ..kit.argdown import Line
from ..kit.palette import BLUE, INK, MUTED, PURPLE, VERMILION
from ..kit.show import Picture, Table
from ..kit.words import count, listed, verb

_LOOKS = {  # colour of a link, its dashes, and the words in the box
    argdown.SUPPORTS: (BLUE, "", "supports"),
    argdown.TOGETHER: (BLUE, "", "supports"),
    argdown.OBJECTS: (VERMILION, "7 4", "objects to"),
    argdown.UNDERCUTS: (PURPLE, "2 4", "undercuts"),
}
_BARE = {does for _colour, _dashes, does in _LOOKS.values()}
_LETTER, _ROW, _SMALL = 12, 15, 10.5  # the size of the letters, a row of them, the line above them
_PAD, _GAP = 8, 10


@dataclass(frozen=True)
class _Box:
    rows: list[str]
    x: float
    y: float
    height: float


def tree(lines: Sequence[Line], title: str = "Your map", letters: int = 30, most: int = 5, least: float = 0) -> Picture:
    """A map drawn: ``letters`` to a row of a box, ``most`` rows to a box, and a page at least as wide as ``least``.

    Each line that hangs on nothing begins a tree of its own.
    """
    width = letters * _LETTER * 0.58 + 2 * _PAD
    boxes = _laid_out(lines, width, letters, most)
    right = max(least, max((box.x for box in boxes), default=0) + width + 2)
    bottom = max((box.y + box.height for box in boxes), default=40) + 2
    links = [link for at in range(len(lines)) for link in _link(lines, boxes, at, width)]
    does = _does(lines)
    drawn = [_box(line, at, does[at], boxes[at], width) for at, line in enumerate(lines)]
    alt = f"{title} as a tree: {count(len(lines), 'line')}, from the thesis at the left to the right."
    return Picture(
        svg.drawing(right, bottom, *links, *drawn, alt=alt), alt, _sentence(lines), _table(lines), title=title
    )


def _laid_out(lines: Sequence[Line], width: float, letters: int, most: int) -> list[_Box]:
    """Where each line's box stands: a line beside the middle of what hangs on it, none over another."""
    parents = argdown.above(lines)
    rows = [textwrap.wrap(line.words, letters, max_lines=most, placeholder=" …") or [""] for line in lines]
    heights = [_ROW * len(r) + _SMALL + 2 * _PAD for r in rows]
    tops: dict[int, float] = {}

    def place(at: int, top: float) -> float:
        """Put a line and all that hangs on it below ``top``; return where it ends."""
        end = top
        for child in (i for i, parent in enumerate(parents) if parent == at):
            end = place(child, end) + _GAP
        end = max(end - _GAP, top + heights[at])
        below = [i for i, parent in enumerate(parents) if parent == at]
        middle = (tops[below[0]] + tops[below[-1]] + heights[below[-1]]) / 2 if below else (top + end) / 2
        tops[at] = min(max(middle - heights[at] / 2, top), end - heights[at])
        return end

    end = 1.0
    for root in (i for i, parent in enumerate(parents) if parent is None):
        end = place(root, end) + 2 * _GAP
    step = width + 26
    return [_Box(rows[i], len(argdown.lineage(parents, i)) * step + 1, tops[i], heights[i]) for i in range(len(lines))]


def _link(lines: Sequence[Line], boxes: list[_Box], at: int, width: float) -> list[Element]:
    """The line from a box to the one that it speaks to; reasons that stand together share one."""
    parent = argdown.above(lines)[at]
    if parent is None:
        return []
    group = next(g for g in argdown.joined(lines) if at in g)
    colour, dashes, _words = _LOOKS[lines[at].relation]
    mine, other = boxes[at], boxes[parent]
    start, middle = mine.y + mine.height / 2, other.x + width + 13
    first = boxes[group[0]]
    end = other.y + other.height / 2 if at == group[0] else first.y + first.height / 2
    to = [(middle, end), (other.x + width, end)] if at == group[0] else [(mine.x - 6, start), (mine.x - 6, end)]
    points = [(mine.x, start), (middle, start), *to] if at == group[0] else [(mine.x, start), *to]
    extra = {"stroke_dasharray": dashes} if dashes else {}
    return [svg.path(points, stroke=colour, stroke_width=2, fill="none", **extra)]


def _does(lines: Sequence[Line]) -> list[str]:
    """What each line does, in a word or two."""
    parents, groups = argdown.above(lines), {at: group for group in argdown.joined(lines) for at in group}
    found = []
    for at, line in enumerate(lines):
        first = groups[at][0]
        found.append(
            f"with {first + 1}"
            if first != at
            else _LOOKS[line.relation][2]
            if parents[at] is not None
            else "hangs on nothing"
            if at
            else "thesis"
        )
    return found


def _box(line: Line, at: int, does: str, box: _Box, width: float) -> Element:
    said = f"{at + 1} · {does}{' · unstated' if line.unstated else ''}"
    colour = _LOOKS[line.relation][0] if line.level else INK if at == 0 else VERMILION
    extra = {"stroke_dasharray": "4 3"} if line.unstated else {}
    frame = svg.element(
        "rect",
        x=box.x,
        y=box.y,
        width=width,
        height=box.height,
        rx=4,
        fill="none",
        stroke=colour,
        stroke_width=1.5,
        pointer_events="all",
        **extra,
    )
    top = svg.text(box.x + _PAD, box.y + _PAD + 7, said, _SMALL, fill=MUTED)
    words = [
        svg.text(box.x + _PAD, box.y + _PAD + _SMALL + _ROW * (n + 1) - 4, row, _LETTER)
        for n, row in enumerate(box.rows)
    ]
    return svg.pick(svg.element("g", frame, top, *words), str(at), f"Line {at + 1}, {does}: {line.words}")


def _sentence(lines: Sequence[Line]) -> str:
    """What the map is made of, counted."""
    if not lines:
        return "The map is empty."
    parents = argdown.above(lines)
    under = [line for line, parent in zip(lines, parents, strict=True) if parent is not None]
    supports = sum(line.relation in (argdown.SUPPORTS, argdown.TOGETHER) for line in under)
    objects = sum(line.relation == argdown.OBJECTS for line in under)
    undercuts = sum(line.relation == argdown.UNDERCUTS for line in under)
    parts = [count(supports, "support")]
    parts += [count(objects, "objection")] * bool(objects) + [count(undercuts, "undercut")] * bool(undercuts)
    direct = sum(parent == 0 for parent in parents)
    unstated = sum(line.unstated for line in lines)
    said = f" The text leaves {count(unstated, 'line')} unstated." if unstated else ""
    return f"Under the thesis: {listed(parts)}. {count(direct, 'line')} {verb(direct, 'speaks', 'speak')} to it directly.{said}"


def _table(lines: Sequence[Line]) -> pd.DataFrame:
    parents = argdown.above(lines)
    rows = [
        (at + 1, line.words, f"{does} {parent + 1}" if parent is not None and does in _BARE else does, line.unstated)
        for at, (line, does, parent) in enumerate(zip(lines, _does(lines), parents, strict=True))
    ]
    table = pd.DataFrame(rows, columns=["Line", "Words", "What it does", "In the text"])
    return table.assign(**{"In the text": table["In the text"].map({True: "unstated", False: ""})})


def differences(rows: pd.DataFrame, readers: Sequence[str]) -> Table:
    """Where the maps of two readers differ, and why: the table ``map_differences``."""
    table = rows[["place", "first", "second", "reason"]].set_axis(["Where", *readers, "Why they differ"], axis=1)
    sentence = f"The two maps differ in {count(len(rows), 'place')}; careful readers may draw either."
    return Table(table, sentence, "Where two readers' maps differ")
