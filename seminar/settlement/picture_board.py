"""The phasing board: a stage for every district, compared with the papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BAND, LINE, PAPER
from ..kit.show import Picture
from ..kit.words import listed
from . import model
from .picture_cells import HEIGHT, STAGE_LETTERS, STAGES, cell, fills, framed, key

_WORDS, _LINE = 12.5, 15  # the size of words, the height of a line
_LEAST_CELL, _ALL = 82.0, 118.0  # the width of a cell, and of what places all districts at once
_MINE = "Your board"


@dataclass(frozen=True)
class PhasingScene:
    """What a board is compared with: the stages (:func:`.model.phasing`) and the tables ``proposals`` and ``districts``."""

    stages: pd.DataFrame
    proposals: pd.DataFrame
    districts: pd.DataFrame

    @cached_property
    def papers(self) -> dict[str, str]:
        """Proposal -> its short name."""
        return dict(zip(self.proposals.proposal_id, self.proposals.short_name, strict=True))

    @cached_property
    def places(self) -> dict[str, str]:
        """District -> its name, in the table's order."""
        return dict(zip(self.districts.district_id, self.districts["name"], strict=True))


def placed(scene: PhasingScene, board: dict[str, str], place: str) -> dict[str, str]:
    """The board after a touch on ``place``, "district/stage" or "/stage" for all districts: set there, or taken off if it stood there."""
    district, stage = place.split("/")
    touched = dict.fromkeys([district] if district else scene.stages.columns, stage)
    if touched.items() <= board.items():
        return {d: s for d, s in board.items() if d not in touched}
    return board | touched


def phasing(scene: PhasingScene, board: dict[str, str], name: str = "phasing", live: bool = False) -> Picture:
    """A board (district -> stage) above the papers that can be compared with it; districts placed elsewhere are framed.

    A board that does not yet place every district is drawn as far as it goes, with no frames on the papers. ``name`` must
    differ between two boards on one page; a ``live`` one has a button for all districts at once.
    """
    stages, names, places = scene.stages, scene.papers, scene.places
    whole = set(board) >= set(stages.columns)
    # An unfinished board has no distance; the papers that can be compared are the same for every board.
    distance = model.distances(dict.fromkeys(stages.columns, model.STAGES[0]) | board, stages)
    shown = distance[distance.comparable]
    alt = (
        f"A grid: your board on top, a row for each stage, then {len(shown)} papers, with the stage of each of {len(places)} districts. "
        "Districts that a paper places elsewhere are framed."
    )
    left_out = [names[p] for p in distance.index[~distance.comparable]]
    verdict, sentence = _found(scene, board, distance) if whole else ("", _unfinished(scene, board))
    notes = (f"Not compared, since they place half of the districts or fewer: {', '.join(left_out)}.",) * bool(left_out)
    return Picture(
        _drawn(scene, board, shown, model.nearest(distance) if whole else None, name, alt, live),
        alt,
        sentence,
        _board_table(scene, board, shown, whole),
        title="Your board beside the papers",
        notes=notes,
        verdict=verdict,
    )


def _drawn(
    scene: PhasingScene,
    board: dict[str, str],
    shown: pd.DataFrame,
    nearest: list[str] | None,
    name: str,
    alt: str,
    live: bool,
) -> str:
    """The grid as SVG; ``nearest`` is None while the board is unfinished."""
    rows = [_MINE, *(scene.papers[p] for p in shown.index)]
    heads = [scene.places[d].split("/") for d in scene.stages.columns]
    left = max(_ALL + 16, *(charts.text_width(w, _WORDS, bold=True) + 20 for w in rows))
    wide = max(_LEAST_CELL, *(charts.text_width(w, _WORDS) + 8 for head in heads for w in head))
    top = 38 + _LINE * max(map(len, heads))
    end = left + wide * len(heads)
    said = [] if nearest is None else [_said(row, p in nearest) for p, row in shown.iterrows()]
    longest = f"{len(heads)} of {len(heads)} differ ◄"  # reserved from the start, so that the drawing keeps its size while a board is filled
    width = end + 16 + charts.text_width(longest, _WORDS, bold=True)
    body = [fills(STAGES, name), *_heads(heads, left, wide), *_mine(scene, board, left, top, wide, name, live)]
    top += HEIGHT * len(model.STAGES) + 14
    for i, (proposal, row) in enumerate(shown.iterrows()):
        y, near = top + HEIGHT * i, proposal in (nearest or ())
        body += _row(scene.papers[proposal], list(scene.stages.loc[proposal]), left, y, wide, name, near)
        if nearest is not None:
            places = [list(scene.stages.columns).index(d) for d in row.districts]
            body += [framed(left + wide * x, y, wide) for x in places]
            body.append(svg.text(end + 10, y + HEIGHT / 2 + 4.5, said[i], _WORDS, font_weight=700 if near else 400))
    bottom = top + HEIGHT * len(shown)
    words = {kind: mark.label for kind, mark in STAGES.items()}
    signs, below = key(words, bottom + 12, width, STAGES, STAGE_LETTERS, name)
    return svg.drawing(width, below - 10, *body, *signs, alt=alt)


def _mine(
    scene: PhasingScene, board: dict[str, str], left: float, top: float, wide: float, name: str, live: bool
) -> Iterator[Element]:
    """The reader's own board: a row for each stage, in which each district, or all at once, can be placed."""
    yield svg.text(left - 8, top - 12, _MINE, _WORDS, text_anchor="end", font_weight=700)
    for i, stage in enumerate(model.STAGES):
        y, words = top + HEIGHT * i, STAGES[stage].label
        every = all(board.get(d) == stage for d in scene.stages.columns)
        label = svg.text(
            left - 14, y + HEIGHT / 2 + 4.5, f"All: {words.lower()}" if live else words, _WORDS, text_anchor="end"
        )
        edge = [charts.rect(left - _ALL, y, _ALL - 8, HEIGHT, rx=4, fill=BAND, stroke=LINE)] * live
        yield svg.pick(svg.element("g", *edge, label), f"/{stage}", f"All districts: {words.lower()}", every)
        for x, district in enumerate(scene.stages.columns):
            at, mine = left + wide * x, board.get(district) == stage
            parts = cell(at, y, wide, stage, STAGES, STAGE_LETTERS, name) if mine else [_empty(at, y, wide)]
            said = f"{scene.places[district]}: {words.lower()}"
            yield svg.pick(svg.element("g", *parts), f"{district}/{stage}", said, mine)


def _empty(x: float, y: float, wide: float) -> Element:
    return charts.rect(x, y, wide, HEIGHT, fill=PAPER, stroke=LINE, stroke_dasharray="2 3")


def _heads(heads: list[list[str]], left: float, wide: float) -> list[Element]:
    return [
        svg.text(left + wide * (x + 0.5), 26 + _LINE * line, words, _WORDS, text_anchor="middle")
        for x, head in enumerate(heads)
        for line, words in enumerate(head)
    ]


def _row(
    words: str, kinds: list[str], left: float, y: float, wide: float, name: str, bold: bool = False
) -> list[Element]:
    """A named row of cells."""
    parts = [
        svg.text(left - 8, y + HEIGHT / 2 + 4.5, words, _WORDS, text_anchor="end", font_weight=700 if bold else 400)
    ]
    for x, kind in enumerate(kinds):
        parts += cell(left + wide * x, y, wide, kind, STAGES, STAGE_LETTERS, name)
    return parts


def _said(row: pd.Series, near: bool) -> str:
    return f"{row.different} of {row.different + row.same} differ{' ◄' if near else ''}"


def _unfinished(scene: PhasingScene, board: dict[str, str]) -> str:
    missing = [scene.places[d] for d in scene.stages.columns if d not in board]
    return f"{len(board)} of {scene.stages.shape[1]} districts placed. Place {listed(missing)} to see which paper is nearest."


def _found(scene: PhasingScene, board: dict[str, str], distance: pd.DataFrame) -> tuple[str, str]:
    """Which paper has the board, or which is nearest; and in what they differ."""
    names = scene.papers
    if same := model.exact(distance):
        verdict = f"Your board is the phasing of {listed(names[p] for p in same)}."
        return verdict, f"All {len(board)} districts stand at the same stage."
    nearest = model.nearest(distance)
    if not nearest:
        return "No paper has this board.", "No paper places enough districts to be compared with it."
    if not distance.same[nearest].any():
        count = int(distance.comparable.sum())
        return "No paper has this board.", f"None of the {count} that can be compared places any district as you do."
    told = "; ".join(_difference(scene, board, distance.loc[p], p) for p in nearest[:2])
    rest = f"; as near: {listed(names[p] for p in nearest[2:])}" if nearest[2:] else ""
    return f"No paper has this board. Nearest: {listed(names[p] for p in nearest)}.", f"{told}{rest}."


def _difference(scene: PhasingScene, board: dict[str, str], row: pd.Series, proposal: str) -> str:
    name = scene.papers[proposal]
    if not row.different:
        return f"{name}, which agrees in the {row.same} districts that it places and leaves {row.unclear} unclear"
    told = _differences(scene, board, proposal, row.districts)
    return (
        f"{name}, which differs in {row.different} of the {row.different + row.same} districts that it places ({told})"
    )


def _differences(scene: PhasingScene, board: dict[str, str], proposal: str, differing: tuple[str, ...]) -> str:
    """District by district, those at the same pair of stages together: 'Agdam/Akna: yours stays, its now'."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for district in differing:
        pairs.setdefault((board[district], scene.stages.loc[proposal, district]), []).append(scene.places[district])
    return "; ".join(
        f"{listed(there)}: yours {STAGES[mine].label.lower()}, its {STAGES[its].label.lower()}"
        for (mine, its), there in pairs.items()
    )


def _board_table(scene: PhasingScene, board: dict[str, str], shown: pd.DataFrame, whole: bool) -> pd.DataFrame:
    rows = scene.stages.loc[shown.index].map(lambda s: STAGES[s].label)
    mine = pd.DataFrame([{d: STAGES[board[d]].label if d in board else "" for d in scene.stages.columns}])
    table = pd.concat([mine, rows], ignore_index=True).rename(columns=scene.places)
    table.insert(0, "Paper", [_MINE, *(scene.papers[p] for p in shown.index)])
    if whole:
        table["Differs in"] = ["", *(f"{r.different} of {r.different + r.same}" for r in shown.itertuples())]
    return table
