"""The claims as squares to be touched, over their paragraphs and as a tree: the chosen one, what it supports, what is given for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, KINDS, LINE, PAPER
from ..kit.show import Picture
from ..kit.words import count, verb
from . import model as argument
from .model import Dossier

_WIDTH, _LEAST, _MOST, _LETTER, _EDGE = (
    900,
    30.0,
    46.0,
    14,
    4,
)  # the page; a square's least and greatest step; letters; margin
_HEAD, _GAP = 18, 13  # for the words above a part; between a row of the tree and the next
_CHOSEN = {"stroke": INK, "stroke_width": 4}
_ABOVE = {"stroke": BLUE, "stroke_width": 3}
_BELOW = {"stroke": BLUE, "stroke_width": 3, "stroke_dasharray": "5 3"}


def squares(known: Dossier, chosen: str, kind: str = "", name: str = "live-claims") -> Picture:
    """A square for each claim above its paragraph, and once more in the tree; filled by kind, but blank if of another ``kind`` than that given.

    ``chosen`` is a claim. A claim made in two paragraphs has two squares above them. ``name`` must differ between two pictures on a page.
    """
    claims = known.claims
    places, looks = _stacks(claims), _looks(claims, chosen)
    held, fills = charts.hatches(KINDS.values(), name)
    filled = dict(zip(KINDS, fills, strict=True))

    def square(row: Any, x: float, y: float, size: float, key: str, where: str) -> Element:
        fill = filled[row.kind] if kind in ("", row.kind) else PAPER
        words = f"{row.claim_id}, {KINDS[row.kind].label.lower()}, {where}: {row.label}"
        parts = _square(row, x, y, size, fill, looks.get(row.claim_id))
        return svg.pick(svg.element("g", *parts), key, words, row.claim_id == chosen)

    above, wide, middle = _over_paragraphs(places, looks, square)
    below, wider, bottom = _tree(known.outline, looks, square, middle + _HEAD)
    width = max(wide, wider, _WIDTH) + 2 * _EDGE
    key, end = charts.key(_kinds(filled), _EDGE, bottom + 22, width - 2 * _EDGE, 14)
    paragraphs = list(places)
    alt = (
        f"A square for each of {count(len(claims), 'claim')} above its paragraph, {paragraphs[0]} to {paragraphs[-1]}, marked by its kind; "
        "below, the same as a tree, with what is given for a claim under it."
    )
    table = claims[["claim_id", "claim", "kind", "paragraphs", "supports"]]
    table = table.assign(kind=table.kind.map(lambda k: KINDS[k].label))
    table.columns = ["Claim", "In our words", "Kind", "Paragraph", "Supports"]
    return Picture(
        svg.drawing(width, end - 8, held, *above, *below, *key, alt=alt), alt, _sentence(claims, chosen), table
    )


def _over_paragraphs(
    places: dict[str, list[Any]], looks: dict[str, dict], square: Callable[..., Element]
) -> tuple[list[Element], float, float]:
    """The squares over their paragraphs, those with a frame last: the elements, how wide they are, where they end."""
    step = min(max(_WIDTH / max(len(places), 1), _LEAST), _MOST)
    bottom = step * max(len(stack) for stack in places.values()) + _EDGE
    drawn, framed = [], []
    for i, (paragraph, stack) in enumerate(places.items()):
        x = _EDGE + step * i
        drawn.append(svg.text(x + step / 2, bottom + 18, paragraph, _LETTER, text_anchor="middle"))
        for n, row in enumerate(stack):
            made = square(row, x + 1, bottom - step * (n + 1) + 1, step - 2, f"{row.claim_id}/{paragraph}", paragraph)
            (framed if row.claim_id in looks else drawn).append(made)
    return drawn + framed, step * len(places), bottom + 18


def _tree(
    rows: pd.DataFrame, looks: dict[str, dict], square: Callable[..., Element], top: float
) -> tuple[list[Element], float, float]:
    """The squares as a tree (``rows`` is an outline), a line from each to what it supports: the elements, their width, where they end."""
    claims, bare = list(rows.itertuples()), set(rows.claim_id) - set(rows.supports)
    step = min(max(_WIDTH / len(bare), _LEAST - 4), _MOST - 12)
    size, ends = step - 2, len(bare)
    across: dict[str, float] = {}
    given: dict[str, list[float]] = {}
    for row in reversed(claims):  # what is given for a claim comes after it
        if row.claim_id in bare:
            ends -= 1
        under = given.get(row.claim_id, [step * (ends + 0.5)])
        across[row.claim_id] = _EDGE + (min(under) + max(under)) / 2
        given.setdefault(row.supports, []).append(across[row.claim_id] - _EDGE)
    down = {row.claim_id: top + _HEAD + (size + _GAP) * row.depth for row in claims}
    words = "As a tree: what is given for a claim stands under it"
    beside = _EDGE + charts.text_width(words, _LETTER, bold=True) + 30
    links = [svg.text(_EDGE, top + 8, words, _LETTER, font_weight=600)]
    links += charts.key(_frames(), beside, top + 3, _WIDTH, _LETTER)[0]
    framed = []
    for row in claims:
        look = looks.get(row.claim_id)
        if row.supports:
            x, y, over = across[row.claim_id], down[row.claim_id], across[row.supports]
            on = (_BELOW if look is _BELOW else _ABOVE) if look else {"stroke": LINE, "stroke_width": 1}
            line = svg.path([(x, y), (x, y - _GAP / 2), (over, y - _GAP / 2), (over, y - _GAP)], fill="none", **on)
            (framed if look else links).append(line)
    squares = [
        square(row, across[row.claim_id] - size / 2, down[row.claim_id], size, row.claim_id, _steps(row.depth))
        for row in claims
    ]
    return links + framed + squares, step * len(bare), max(down.values()) + size


def _steps(depth: int) -> str:
    return f"{count(depth, 'step')} below the thesis" if depth else "the thesis"


def _stacks(claims: pd.DataFrame) -> dict[str, list[Any]]:
    """The claims of each paragraph, by kind, from the bottom up; paragraphs in the order of their numbers."""
    stacks: dict[str, list[Any]] = {}
    for row in claims.itertuples():
        for paragraph in row.paragraphs:
            stacks.setdefault(paragraph, []).append(row)
    kinds = list(KINDS)
    return {
        paragraph: sorted(stacks[paragraph], key=lambda row: kinds.index(row.kind))
        for paragraph in sorted(stacks, key=lambda name: int("".join(filter(str.isdigit, name)) or 0))
    }


def _looks(claims: pd.DataFrame, chosen: str) -> dict[str, dict]:
    """How the frame of a claim differs: of the chosen one, of those up to the thesis, of those given for it."""
    above = argument.line_to_thesis(claims, chosen)[1:]
    return dict.fromkeys(argument.supporters(claims, chosen), _BELOW) | dict.fromkeys(above, _ABOVE) | {chosen: _CHOSEN}


def _square(row: Any, x: float, y: float, size: float, fill: str, look: dict | None) -> list[Element]:
    """A square with the claim's number on a plain ground, so that no line of the hatching crosses it."""
    mark, number = KINDS[row.kind], row.claim_id.lstrip("C").lstrip("0") or row.claim_id
    wide = charts.text_width(number, _LETTER) + 4
    plain = mark.fill if fill != PAPER else PAPER
    return [
        charts.rect(
            x, y, size, size, fill=fill, **(look or {"stroke": INK if fill != PAPER else LINE, "stroke_width": 0.8})
        ),
        charts.rect(x + (size - wide) / 2, y + size / 2 - 8, wide, 16, fill=plain),
        svg.text(x + size / 2, y + size / 2 + 4.5, number, _LETTER, text_anchor="middle", fill=INK),
    ]


def _kinds(filled: dict[str, str]) -> list[tuple[list[Element], str]]:
    return [([charts.rect(2, -8, 22, 16, fill=f, stroke=INK)], KINDS[k].label) for k, f in filled.items()]


def _frames() -> list[tuple[list[Element], str]]:
    frames = ((_ABOVE, "it supports"), (_BELOW, "given for it"))
    return [([charts.rect(4, -7, 18, 14, fill=PAPER, **look)], words) for look, words in frames]


def _sentence(claims: pd.DataFrame, chosen: str) -> str:
    steps, below = len(argument.line_to_thesis(claims, chosen)) - 1, len(argument.supporters(claims, chosen))
    where = f"{chosen} is {_steps(steps)}"
    return (
        f"{where}; {count(below, 'claim')} {verb(below)} given for it."
        if below
        else f"{where}; nothing further is given for it."
    )
