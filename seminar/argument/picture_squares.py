"""The claims as squares over their paragraphs, to be touched: the one that is chosen, what it supports, and what is given for it."""

from __future__ import annotations

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
    12,
    4,
)  # the page; a square's least and greatest step; letters; margin
_CHOSEN = {"stroke": INK, "stroke_width": 4}
_ABOVE = {"stroke": BLUE, "stroke_width": 3}
_BELOW = {"stroke": BLUE, "stroke_width": 3, "stroke_dasharray": "5 3"}


def squares(known: Dossier, chosen: str, kind: str = "", name: str = "live-claims") -> Picture:
    """A square for each claim above its paragraph, filled by kind; those of another kind than ``kind``, if given, are blank.

    ``chosen`` is a claim. A claim made in two paragraphs has two squares. ``name`` must differ between two pictures on a page.
    """
    claims = known.claims
    places = _stacks(claims)
    paragraphs = list(places)
    step = min(max(_WIDTH / max(len(paragraphs), 1), _LEAST), _MOST)
    bottom = step * max(len(stack) for stack in places.values()) + _EDGE
    held, fills = charts.hatches(KINDS.values(), name)
    filled = dict(zip(KINDS, fills, strict=True))
    looks = _looks(claims, chosen)
    drawn, framed = [], []
    for i, (paragraph, stack) in enumerate(places.items()):
        x = _EDGE + step * i
        drawn.append(svg.text(x + step / 2, bottom + 16, paragraph, _LETTER, text_anchor="middle"))
        for n, row in enumerate(stack):
            fill = filled[row.kind] if kind in ("", row.kind) else PAPER
            parts = _square(row, x + 1, bottom - step * (n + 1) + 1, step - 2, fill, looks.get(row.claim_id))
            words = f"{row.claim_id}, {KINDS[row.kind].label.lower()}, {paragraph}: {row.label}"
            made = svg.pick(svg.element("g", *parts), f"{row.claim_id}/{paragraph}", words, row.claim_id == chosen)
            (framed if row.claim_id in looks else drawn).append(made)
    width = max(step * len(paragraphs), _WIDTH) + 2 * _EDGE
    key, end = charts.key(_entries(filled), _EDGE, bottom + 42, width - 2 * _EDGE, 12)
    alt = f"A square for each of {count(len(claims), 'claim')} above its paragraph, {paragraphs[0]} to {paragraphs[-1]}, marked by its kind."
    table = claims[["claim_id", "claim", "kind", "paragraphs", "supports"]]
    table = table.assign(kind=table.kind.map(lambda k: KINDS[k].label))
    table.columns = ["Claim", "In our words", "Kind", "Paragraph", "Supports"]
    return Picture(
        svg.drawing(width, end - 8, held, *drawn, *framed, *key, alt=alt), alt, _sentence(claims, chosen), table
    )


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


def _entries(filled: dict[str, str]) -> list[tuple[list[Element], str]]:
    """The key: the kinds, then the frames."""
    kinds = [([charts.rect(2, -8, 22, 16, fill=f, stroke=INK)], KINDS[k].label) for k, f in filled.items()]
    frames = ((_ABOVE, "it supports"), (_BELOW, "given for it"))
    return kinds + [([charts.rect(4, -7, 18, 14, fill=PAPER, **look)], words) for look, words in frames]


def _sentence(claims: pd.DataFrame, chosen: str) -> str:
    steps, below = len(argument.line_to_thesis(claims, chosen)) - 1, len(argument.supporters(claims, chosen))
    where = f"{chosen} is {count(steps, 'step')} below the thesis" if steps else f"{chosen} is the thesis"
    return (
        f"{where}; {count(below, 'claim')} {verb(below)} given for it."
        if below
        else f"{where}; nothing further is given for it."
    )
