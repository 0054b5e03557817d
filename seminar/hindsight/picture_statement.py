"""The last paper, point by point, beside an earlier one: what each says on the same question of a settlement."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from ..kit.show import Html, Table
from ..kit.sources import cited, key_words
from ..kit.words import count, listed
from ..settlement import model as settlement
from ..tables import HINDSIGHT, DataError, Package
from . import model


@dataclass(frozen=True)
class StatementScene:
    """What the comparison is made from: the last paper's points, the questions with the points that answer them, and all papers' cells.

    ``name`` is the last paper's full name, ``beside`` the earlier papers that can be laid beside it (id -> short name).
    """

    name: str
    beside: dict[str, str]
    points: pd.DataFrame
    answered: pd.DataFrame
    cells: pd.DataFrame
    sources: pd.DataFrame

    @property
    def answered_count(self) -> int:
        """On how many questions the last paper says anything."""
        return int(self.answered.points.map(bool).sum())


def statement_scene(data: Package) -> StatementScene:
    """The paper that the table of points goes through, beside those that the phrase ``hindsight.beside`` names."""
    points, proposals = data.rows("points", HINDSIGHT), data.rows("proposals", HINDSIGHT)
    last = _last(points)
    earlier = data.phrase("hindsight.beside").split()
    if unknown := [paper for paper in earlier if paper not in set(data.read("proposals").proposal_id)]:
        raise DataError(f"The phrase hindsight.beside names {listed(unknown)}; no such paper was known on {data.seal}.")
    cells = _cells(data, last, earlier)
    short = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    return StatementScene(
        name=proposals.set_index("proposal_id")["name"][last],
        beside={paper: short[paper] for paper in earlier},
        points=points,
        answered=model.answered(points, data.rows("elements")),
        cells=cells,
        sources=data.read("sources", HINDSIGHT),
    )


def all_cells(data: Package, now: bool = False) -> pd.DataFrame:
    """The cells of the last paper and of every paper that was known on the article's day, as known on that day or ``now``."""
    last = _last(data.rows("points", HINDSIGHT))
    return _cells(data, last, data.rows("proposals").proposal_id.tolist(), now)


def _last(points: pd.DataFrame) -> str:
    papers = points.proposal_id.unique()
    if len(papers) != 1:
        raise DataError(f"The table points is about {listed(papers)}; it must be about one paper.")
    return papers[0]


def _cells(data: Package, last: str, earlier: list[str], now: bool = False) -> pd.DataFrame:
    """The last paper as it is known now, the earlier ones as they could be read on the article's day, unless ``now`` is True."""
    proposals, provisions = data.read("proposals", HINDSIGHT), data.rows("provisions", HINDSIGHT)
    proposals = proposals[proposals.proposal_id.isin([*earlier, last])]
    known = (provisions.known_from <= pd.Timestamp(data.seal)) | (provisions.proposal_id == last)
    return settlement.matrix(provisions if now else provisions[known], proposals, data.rows("elements"))


def statement(scene: StatementScene, paper: str) -> Table:
    """The last paper point by point, and beside each point what the earlier ``paper`` says on the same questions."""
    labels = dict(zip(scene.answered.element_id, scene.answered.label.str.split(":").str[0], strict=True))
    cells = scene.cells[scene.cells.proposal_id == paper]
    said = dict(zip(cells.element_id, cells.summary, strict=True))

    def other(elements) -> Html:
        return Html("<br>".join(f"<em>{escape(labels[e])}:</em> {escape(said[e])}" for e in elements))

    rows = [
        (f"Point {p.point}", p.gist, other(p.element_ids), cited(scene.sources, p.source_ids))
        for p in scene.points.itertuples()
    ]
    bare = scene.answered.element_id[~scene.answered.points.map(bool)].tolist()
    rows += [("No point", f"Nothing on: {labels[e].lower()}.", other([e]), "") for e in bare]
    missing = f"; it says nothing on {listed(labels[e].lower() for e in bare)}" if bare else ""
    sentence = (
        f"{scene.name} has {count(len(scene.points), 'point')}. "
        f"They bear on {scene.answered_count} of {len(scene.answered)} questions{missing}."
    )
    name = scene.beside[paper]
    heads = ["", "What it says, in our words", f"{name} on the same question", "Sources"]
    notes = (key_words(scene.sources, scene.points.source_ids),)
    return Table(pd.DataFrame(rows, columns=heads), sentence, f"{scene.name}, beside {name}", notes)
