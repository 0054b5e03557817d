"""The strait between Scylla and Charybdis, drawn as SVG because it moves with its slider."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..models.tradeoffs import Region, whole_percent
from . import svg
from .palette import INK, LINE, PAPER, Mark
from .show import Picture

_WIDTH, _HEIGHT = 840, 430
# Where the corners stand on the page: Scylla left, Charybdis right, the position in the region on top.
_CORNERS = np.array([[70.0, 380.0], [490.0, 380.0], [280.0, 44.0]])
_CORNER_LABELS = ((20, 404, "start"), (540, 404, "end"), (280, 18, "middle"))
_LABEL_SIZE = 13
_NOTHING = 1e-9  # a region this small is a rounding error of the cutting


def strait(
    regions: list[Region],
    marks: dict[str, Mark],
    corners: list[tuple[str, str]],
    p: float,
    menu: str,
    name: str = "strait",
) -> Picture:
    """Draw the regions of the strait.

    ``marks`` gives each option its look and words, ``corners`` the name and the gloss of the left, right and top corner, ``menu`` names the
    options offered ("the article's four options"), ``p`` is the chance that the uncertain one goes well. ``name`` must differ
    between two live straits on one page: fills are found by it.
    """
    rows = _rows(regions, marks)
    fills = {r.options: f"{name}-{r.options[0]}" for r in regions}
    body = [svg.element("defs", *(svg.hatch(fill, marks[o[0]].pattern, marks[o[0]].fill) for o, fill in fills.items()))]
    for region in regions:
        if region.share > _NOTHING:
            body.append(
                svg.path(
                    _page(region.corners),
                    closed=True,
                    fill=f"url(#{fills[region.options]})",
                    stroke=PAPER,
                    stroke_width=2,
                )
            )
    body.append(svg.path(_page(np.eye(3)), closed=True, fill="none", stroke=INK, stroke_width=1.5))
    for region, (words, percent) in zip(regions, rows, strict=True):
        body += _label(region, f"{words} {percent}%")
    for (x, y, anchor), lines in zip(_CORNER_LABELS, corners, strict=True):
        body += [
            svg.text(x, y + 17 * i, line, 13, text_anchor=anchor, font_weight=600 if i == 0 else 400)
            for i, line in enumerate(lines)
        ]
    body += _legend(rows, [fills[r.options] for r in regions], p)
    table = pd.DataFrame(rows, columns=["Option", "Least bad in (% of the triangle)"])
    sentence = f"With {menu} and p = {p:.2f}, {_shares(rows)}."
    alt = (
        f"A triangle cut into regions, one for each option that is least bad somewhere, at p = {p:.2f}. "
        f"The corners: {'; '.join(f'{corner}, {gloss}' for corner, gloss in corners)}."
    )
    return Picture(svg.drawing(_WIDTH, _HEIGHT, *body, alt=alt), alt, sentence, table, title="The strait")


def strait_table(by_p: dict[float, list[Region]], marks: dict[str, Mark]) -> pd.DataFrame:
    """The strait at several values of p: a row a value, a column an option, shares of the triangle in per cent."""
    return pd.DataFrame([{"p": f"{p:.2f}", **dict(_rows(regions, marks))} for p, regions in by_p.items()])


def _rows(regions: list[Region], marks: dict[str, Mark]) -> list[tuple[str, int]]:
    """(words, whole per cent of the triangle) for each region; tied options share one."""
    return [
        (" = ".join(marks[o].label for o in r.options), percent)
        for r, percent in zip(regions, whole_percent([r.share for r in regions]), strict=True)
    ]


def _page(corners: np.ndarray) -> list[tuple[float, float]]:
    return [tuple(map(float, point)) for point in corners @ _CORNERS]


def _label(region: Region, words: str) -> list:
    """The option's name inside its region, if it fits there whole; the key beside the triangle names it in any case."""
    if region.share <= _NOTHING:
        return []
    corners = np.array(_page(region.corners))
    x, y = _centre(corners)
    half_width, half_height = len(words) * _LABEL_SIZE * 0.29 + 6, _LABEL_SIZE * 0.5 + 5
    box = [(x + sx * half_width, y + sy * half_height) for sx in (-1, 1) for sy in (-1, 1)]
    if not all(_inside(corners, corner) for corner in box):
        return []
    return [
        svg.element(
            "rect",
            x=x - half_width,
            y=y - half_height,
            width=2 * half_width,
            height=2 * half_height,
            rx=4,
            fill=PAPER,
            fill_opacity=0.88,
        ),
        svg.text(x, y + _LABEL_SIZE * 0.35, words, _LABEL_SIZE, text_anchor="middle", font_weight=600),
    ]


def _centre(corners: np.ndarray) -> tuple[float, float]:
    """The centre of gravity of a convex polygon, which lies inside it."""
    after = np.roll(corners, -1, axis=0)
    cross = corners[:, 0] * after[:, 1] - after[:, 0] * corners[:, 1]
    x, y = ((corners + after) * cross[:, None]).sum(axis=0) / (3 * cross.sum())
    return float(x), float(y)


def _inside(corners: np.ndarray, point: tuple[float, float]) -> bool:
    """Whether the point lies in the convex polygon: on the same side of every edge."""
    edges, towards = np.roll(corners, -1, axis=0) - corners, np.array(point) - corners
    side = edges[:, 0] * towards[:, 1] - edges[:, 1] * towards[:, 0]
    return bool((side >= 0).all() or (side <= 0).all())


def _legend(rows: list[tuple[str, int]], fills: list[str], p: float) -> list:
    x, y = 560, 96
    parts = [
        svg.text(x, y - 44, "Which option is least bad", 14, font_weight=600),
        svg.text(x, y - 26, f"p = {p:.2f}", 14),
    ]
    for i, ((words, percent), fill) in enumerate(zip(rows, fills, strict=True)):
        top = y + 34 * i
        parts += [
            svg.element("rect", x=x, y=top - 10, width=26, height=20, fill=f"url(#{fill})", stroke=LINE),
            svg.text(x + 34, top + 5, words, 14),
            svg.text(_WIDTH - 4, top + 5, f"{percent}%", 14, text_anchor="end", font_weight=600),
        ]
    return parts


def _shares(rows: list[tuple[str, int]]) -> str:
    """The shares in words, greatest first: 'the two-layer policy is least bad in 51% of the triangle; …'."""
    held = sorted((r for r in rows if r[1] > 0), key=lambda r: -r[1])
    nothing = [words for words, percent in rows if percent == 0]
    first = f"“{held[0][0]}” is least bad in {held[0][1]}% of the triangle"
    others = [f"“{words}” holds {percent}%" for words, percent in held[1:]]
    none = (
        [f"{' and '.join(f'“{words}”' for words in nothing)} {'holds' if len(nothing) == 1 else 'hold'} none of it"]
        if nothing
        else []
    )
    return "; ".join([first, *others, *none])
