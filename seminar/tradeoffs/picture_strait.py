"""The strait drawn: a triangle cut into the regions in which each option is least bad, with a key and, on the board, the student's point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from ..kit import charts, svg
from ..kit.palette import INK, LINE, PAPER, Swatch
from ..kit.show import Picture, table_html
from ..kit.words import listed, quoted, verb, whole_percent
from ..tables import Package
from . import triangle
from .assumptions import Assumptions
from .model import swing_points
from .picture import EDGE, PAGE, BoardScene, at, corners, marks, menu_words
from .triangle import Region, Strait, strait_model


@dataclass(frozen=True)
class _Layout:
    """Where things are: the triangle's left, right and top corner, the key's left edge and first row, the sizes of letters;
    for each corner's name also how it is anchored and how wide its lines may be."""

    corners: tuple[tuple[float, float], ...] = ((70.0, 380.0), (490.0, 380.0), (280.0, 44.0))
    names: tuple[tuple[float, float, str, float], ...] = (
        (20, 404, "start", 250),
        (540, 404, "end", 250),
        (280, 18, "middle", 520),
    )
    key: tuple[float, float] = (560.0, 128.0)
    track: float = 66.0
    swatch: float = 26.0
    size: float = 13.0
    key_size: float = 14.0
    row: float = 34.0
    bottom: float = 430.0


_AT = _Layout()
_CORNERS = np.array(_AT.corners)
_STEPS = (0, 32, -32, 50, -50)  # how far a label moves up or down so that it does not hide the student's own point
_NOTHING = 1e-9  # a region this small is a rounding error of the cutting
_SETTINGS = tuple(i / 10 for i in range(11))
_POINT_NOTE = (
    "The triangle lets all interests of one corner count the same. Your own weights may not, so the option that leads at your weights can be "
    "another than the one at your point."
)


@dataclass(frozen=True)
class StraitScene:
    """One menu's strait with its words: how options look, the corners' names and glosses, the menu, the picture's name and p's."""

    strait: Strait
    marks: dict[str, Swatch]
    corners: list[tuple[str, str]]
    menu: str
    name: str
    p: str


def strait_scene(menu: str, data: Package) -> StraitScene:
    """The strait of a menu, read from the tables once. ValueError for an unknown menu, DataError if a table lacks what it needs."""
    seen = strait_model(menu, data)
    words = menu_words(menu, len(seen.scores.options), data)
    return StraitScene(
        seen, marks(data), corners(data), words, data.phrase("tradeoffs.strait"), data.phrase("tradeoffs.p")
    )


def strait_at(scene: StraitScene, p: float, name: str = "strait") -> Picture:
    """The strait of a scene at one p. ``name`` must differ between two live straits on one page."""
    found = scene.strait.at(p)
    return strait(found, scene.marks, scene.corners, p, scene.menu, name, title=scene.name, p_name=scene.p)


def strait_still(scene: StraitScene, p: float) -> str:
    """What a reader without a kernel sees: the strait at one p, and a table of its shares as p moves."""
    table = strait_table({at_p: scene.strait.at(at_p) for at_p in _SETTINGS}, scene.marks)
    return strait_at(scene, p).html() + table_html(table, "As p moves: least bad in … % of the triangle")


def board_strait(scene: BoardScene, mine: Assumptions, name: str) -> Picture:
    """The strait under these assumptions, with their weights as a point."""
    found, own = scene.ground.strait(mine)
    names = scene.labels.corner_names(mine, scene.ground.corners)
    labels = scene.labels
    return strait(found, labels.marks, names, mine.p, labels.menus[mine.menu], name, own, labels.strait, labels.p)


def moved(before: Assumptions, scene: BoardScene, x: float, y: float) -> tuple[float, ...]:
    """The points of weights that lie at a place in the drawing, and are otherwise like those ``before``."""
    return _points(before, scene, triangle.shares_at(x, y, _CORNERS).round(2))


def nudged(before: Assumptions, mine: Assumptions, scene: BoardScene, dx: int, dy: int) -> tuple[float, ...]:
    """The points of weights a step to the right and down (each -1, 0 or 1) from these, and otherwise like those ``before``."""
    return _points(before, scene, triangle.nudged(scene.ground.strait(mine)[1], dx, dy))


def _points(before: Assumptions, scene: BoardScene, shares: np.ndarray) -> tuple[float, ...]:
    corners = triangle.corner_weights(scene.ground.scores.interests, *before.corners)
    return swing_points(triangle.weights_at(shares, corners, before.weights))


def board_strait_still(scene: BoardScene, start: Assumptions) -> str:
    """The board's strait at the start, and a table of the regions as p moves."""
    scores = scene.ground.scores
    corner = triangle.corner_weights(scores.interests, *scene.ground.corners)
    seen = Strait(scores, corner, scene.ground.uncertain)
    table = strait_table({p: seen.at(p) for p in (0.0, 0.25, 0.5, 0.75, 1.0)}, scene.labels.marks)
    heading = f"With {scene.labels.menus[start.menu]}, as p moves: least bad in … % of the triangle"
    return board_strait(scene, start, "board-strait").html() + table_html(table, heading)


def strait(
    regions: list[Region],
    marks: dict[str, Swatch],
    corners: list[tuple[str, str]],
    p: float | None,
    menu: str,
    name: str = "strait",
    own: np.ndarray | None = None,
    title: str = "The strait",
    p_name: str = "p",
) -> Picture:
    """Draw the regions of the strait.

    ``marks`` gives each option its look and words, ``corners`` the name and the gloss of the left, right and top corner, ``menu`` names the
    options offered ("the article's four options"), ``p`` is the chance that the uncertain one goes well, called ``p_name``, or None to
    take it at its middle scores. ``own``, shape (3,), is where the student's weights lie. ``name`` must differ between two live straits on one
    page, since it names their fills.
    """
    rows = _rows(regions, marks)
    point = None if own is None else _page(own[None])[0]
    held, fills = charts.hatches([marks[r.options[0]] for r in regions], name)
    (key, key_ends), (names, names_end) = _key(rows, fills, p, p_name, point is not None), _corner_names(corners)
    body = [held, *_triangle(regions, rows, fills, point), *names, *key]
    sentence, verdict = f"With {menu} and {at(p)}, {_shares(rows)}.", _largest(rows)
    if own is not None:
        body.append(_own(*_page(own[None])[0], _sums(own, corners)))
        verdict = f"Your weights lie in {_where(own, regions, marks)}."
        sentence += f" Your weights: {_sums(own, corners)}."
    alt = (
        f"A triangle cut into regions, one for each option that is least bad somewhere, at {at(p)}. "
        f"The corners: {'; '.join(f'{corner}, {gloss}' for corner, gloss in corners)}."
    )
    drawing = svg.drawing(PAGE, max(_AT.bottom, key_ends, names_end), *body, alt=alt)
    table = pd.DataFrame(rows, columns=["Option", "Least bad in (% of the triangle)"])
    notes = () if own is None else (_POINT_NOTE,)
    return Picture(drawing, alt, sentence, table, title, notes=notes, verdict=verdict)


def strait_table(by_p: dict[float, list[Region]], marks: dict[str, Swatch]) -> pd.DataFrame:
    """The strait at several values of p: one row per value, one column per option, shares of the triangle in per cent."""
    return pd.DataFrame([{"p": f"{p:.2f}", **dict(_rows(regions, marks))} for p, regions in by_p.items()])


def _rows(regions: list[Region], marks: dict[str, Swatch]) -> list[tuple[str, int]]:
    """(words, whole per cent of the triangle) for each region; tied options share one."""
    return [
        (" = ".join(marks[o].label for o in r.options), percent)
        for r, percent in zip(regions, whole_percent([r.share for r in regions]), strict=True)
    ]


# The parts of the drawing


def _triangle(
    regions: list[Region], rows: list[tuple[str, int]], fills: Sequence[str], avoid: charts.Point | None
) -> list[Element]:
    """The regions, the triangle around them, and a name in each region that has room for one."""
    parts = [
        svg.moves(
            svg.path(_page(region.corners), closed=True, fill=fill, stroke=PAPER, stroke_width=2), region.options[0]
        )
        for region, fill in zip(regions, fills, strict=True)
        if region.share > _NOTHING
    ]
    parts.append(svg.path(_page(np.eye(3)), closed=True, fill="none", stroke=INK, stroke_width=1.5))
    for region, (words, percent) in zip(regions, rows, strict=True):
        parts += _label(region, f"{words} {percent}%", avoid) or _label(region, f"{percent}%", avoid)
    return parts


def _corner_names(corners: list[tuple[str, str]]) -> tuple[list[Element], float]:
    """The corners' names, each with its gloss under it: the elements, and the y at which they end."""
    parts, bottom = [], 0.0
    for (x, y, anchor, room), (name, gloss) in zip(_AT.names, corners, strict=True):
        for i, line in enumerate([name, *charts.wrapped(gloss, room, _AT.size)]):
            parts.append(svg.text(x, y + 17 * i, line, _AT.size, text_anchor=anchor, font_weight=400 if i else 600))
            bottom = max(bottom, y + 17 * i + 9)
    return parts, bottom


def _own(x: float, y: float, says: str) -> Element:
    """The student's weights, as a diamond that can be dragged over the triangle."""
    held = charts.grip(charts.diamond(x, y, 11, stroke_width=3), x, y)
    return svg.handle(svg.moves(held, "own"), "own", "Your weights", says=says)


def _key(
    rows: list[tuple[str, int]], fills: Sequence[str], p: float | None, p_name: str, own: bool
) -> tuple[list[Element], float]:
    """p on its bar, and which fill is whose, with the shares: the elements, and the y at which they end."""
    x, top = _AT.key
    size, words_at = _AT.key_size, x + _AT.swatch + 8
    parts = [svg.text(x, 22, "Which option is least bad", size, font_weight=600)]
    if p is None:
        parts.append(svg.text(x, 42, "at middle scores", size))
        top = _AT.track + 10
    else:
        scale = charts.Scale(0, 1, x + 10, PAGE - EDGE - 10)
        parts += [svg.text(x, 42, at(p), size), *charts.track(scale, _AT.track, p, "p", p_name, 0.05, at(p))]
    room = PAGE - EDGE - words_at - charts.text_width("100%", size, bold=True) - 8
    for (words, percent), fill in zip(rows, fills, strict=True):
        lines = charts.wrapped(words, room, size)
        parts.append(charts.rect(x, top - 10, _AT.swatch, 20, fill=fill, stroke=LINE))
        parts += [svg.text(words_at, top + 5 + 17 * i, line, size) for i, line in enumerate(lines)]
        parts.append(svg.text(PAGE - EDGE, top + 5, f"{percent}%", size, text_anchor="end", font_weight=600))
        top += _AT.row + 17 * (len(lines) - 1)
    if own:
        parts += [charts.diamond(x + 13, top), svg.text(words_at, top + 5, "Your weights", size)]
        top += _AT.row
    return parts, top


def _label(region: Region, words: str, avoid: charts.Point | None) -> list[Element]:
    """The option's name inside its region, if all of it fits there, clear of ``avoid``; the key names it in any case."""
    if region.share <= _NOTHING:
        return []
    corners, size = _page(region.corners), _AT.size
    middle = _centre(corners)
    half_width, half_height = charts.text_width(words, size, bold=True) / 2 + 4, size * 0.5 + 5

    def fits(x: float, y: float) -> bool:
        box = [(x + sx * half_width, y + sy * half_height) for sx in (-1, 1) for sy in (-1, 1)]
        clear = not avoid or abs(avoid[0] - x) > half_width + 10 or abs(avoid[1] - y) > half_height + 10
        return clear and all(_inside(corners, corner) for corner in box)

    place = next(((x, y) for x, y in ((middle[0], middle[1] + step) for step in _STEPS) if fits(x, y)), None)
    if place is None:
        return []
    x, y = place
    return [
        charts.rect(x - half_width, y - half_height, 2 * half_width, 2 * half_height, rx=4, fill=PAPER, fill_opacity=0.88),
        svg.text(x, y + size * 0.35, words, size, text_anchor="middle", font_weight=600),
    ]  # fmt: skip


# Where things lie


def _page(shares: np.ndarray) -> list[charts.Point]:
    """Points of the triangle, shape (k, 3), on the page."""
    return [(float(x), float(y)) for x, y in shares @ _CORNERS]


def _edges(corners: Sequence[charts.Point]) -> Iterator[tuple[charts.Point, charts.Point]]:
    return zip(corners, [*corners[1:], *corners[:1]], strict=True)


def _centre(corners: Sequence[charts.Point]) -> charts.Point:
    """The centre of gravity of a convex polygon, which lies inside it."""
    parts = [(x0 + x1, y0 + y1, x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in _edges(corners)]
    area = 3 * sum(cross for _x, _y, cross in parts)
    return sum(x * cross for x, _y, cross in parts) / area, sum(y * cross for _x, y, cross in parts) / area


def _inside(corners: Sequence[charts.Point], point: charts.Point) -> bool:
    """Whether the point lies in the convex polygon: on the same side of every edge."""
    x, y = point
    side = [(x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) for (x0, y0), (x1, y1) in _edges(corners)]
    return min(side) >= -_NOTHING or max(side) <= _NOTHING


# The sentence


def _shares(rows: list[tuple[str, int]]) -> str:
    """The shares in words, greatest first: '“Wait” is least bad in 51% of the triangle; …'."""
    held = sorted((r for r in rows if r[1] > 0), key=lambda r: -r[1])
    nothing = [quoted(words) for words, percent in rows if percent == 0]
    first = f"{quoted(held[0][0])} is least bad in {held[0][1]}% of the triangle"
    others = [f"{quoted(words)} holds {percent}%" for words, percent in held[1:]]
    none = [f"{listed(nothing)} {verb(len(nothing), 'holds', 'hold')} none of it"] if nothing else []
    return "; ".join([first, *others, *none])


def _largest(rows: list[tuple[str, int]]) -> str:
    """Who holds the largest part of the triangle."""
    most = max(percent for _words, percent in rows)
    first = [quoted(words) for words, percent in rows if percent == most]
    return f"{listed(first)} {verb(len(first), 'holds', 'hold')} the largest part."


def _where(own: np.ndarray, regions: list[Region], marks: dict[str, Swatch]) -> str:
    """Whose regions hold the point, in words; on a border there are several."""
    held = [r for r in regions if r.share > _NOTHING and _inside(r.corners[:, :2].tolist(), (own[0], own[1]))]
    return listed(f"the region of {quoted(' = '.join(marks[o].label for o in r.options))}" for r in held) or "no region"


def _sums(own: np.ndarray, corners: list[tuple[str, str]]) -> str:
    return listed(f"{percent}% {name}" for percent, (name, _gloss) in zip(whole_percent(own), corners, strict=True))
