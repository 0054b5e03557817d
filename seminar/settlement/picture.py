"""The matrix: every question by every paper, each cell marked by how its clause is known; and a cell's clause in full."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import QUIET
from ..kit.show import Html, Picture, cell_text
from ..kit.sources import key_words, short_link, source_list
from ..kit.words import listed
from . import model
from .picture_cells import CERTAINTIES, HEIGHT, LETTERS, cell, fills, framed, key
from .picture_papers import short

MEANINGS = {
    "published": "anyone can read it",
    "leaked": "not meant to be read",
    "reported": "somebody says what it says",
    "silent": "read, and says nothing",
    "not read": "nobody here has seen the clause",
}
_CELL, _WORDS, _SLOPE = 40.0, 13, 48  # the width of a cell, the size of words, degrees by which a paper's name rises


@dataclass(frozen=True)
class MatrixScene:
    """What the explorer of clauses is drawn from: the matrix (:func:`.model.matrix`), ``sources``, ``proposals``, ``elements``."""

    cells: pd.DataFrame
    sources: pd.DataFrame
    proposals: pd.DataFrame
    elements: pd.DataFrame

    @cached_property
    def papers(self) -> dict[str, str]:
        """Proposal -> its short name, in the table's order."""
        return dict(zip(self.cells.proposal_id, self.cells.short_name, strict=True))

    @cached_property
    def questions(self) -> dict[str, str]:
        """Element -> its label without the places that it lists."""
        return dict(zip(self.cells.element_id, self.cells.label.map(short), strict=True))

    @cached_property
    def whole(self) -> Picture:
        """The matrix without a frame, whose table serves for every cell."""
        return matrix(self.cells, self.sources)


def matrix(
    cells: pd.DataFrame,
    sources: pd.DataFrame,
    chosen: tuple[str, str] | None = None,
    name: str = "matrix",
    whole: Picture | None = None,
    marked: Collection[tuple[str, str]] = (),
) -> Picture:
    """Every question by every paper, each cell marked by how its clause is known.

    ``chosen`` (proposal, element) is framed, and its key is short, since its clause stands below in full; those ``marked`` are
    framed too. ``name`` must differ between two matrices on one page: fills are found by it.
    ``whole`` is the matrix without a frame, if it has been drawn already: its table is used again.
    """
    kinds = {(e, p): k for e, p, k in zip(cells.element_id, cells.proposal_id, cells.certainty, strict=True)}
    labels = dict(zip(cells.element_id, cells.label.map(short), strict=True))
    names = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    left, head, right = _margins(labels, names)
    bottom, width = head + HEIGHT * len(labels), left + _CELL * len(names) + right
    body = [fills(CERTAINTIES, name), *_papers(names, left, head, chosen), *_questions(labels, left, head, chosen)]
    for y, (element, question) in enumerate(labels.items()):
        for x, (proposal, paper) in enumerate(names.items()):
            kind = kinds[element, proposal]
            parts = cell(left + _CELL * x, head + HEIGHT * y, _CELL, kind, CERTAINTIES, LETTERS, name)
            said = f"{paper}, {question}: {CERTAINTIES[kind].label.lower()}"
            body += [_touched(parts, proposal, element, said, chosen)] if chosen else parts
    for proposal, element in [*marked, *([chosen] if chosen else [])]:
        x, y = list(names).index(proposal), list(labels).index(element)
        body.append(framed(left + _CELL * x, head + HEIGHT * y, _CELL))
    # Beside a clause in full, which says what its mark means, the key is short.
    said = {k: m.label if chosen else f"{m.label}: {MEANINGS[k]}" for k, m in CERTAINTIES.items()}
    signs, end = key(said, bottom + 8, width, CERTAINTIES, LETTERS, name)
    alt = (
        f"A grid of {len(labels)} questions down and {len(names)} papers across, in order of time. "
        "Each cell carries a letter for how its clause is known."
    )
    return Picture(
        svg.drawing(width, end - 10, *body, *signs, alt=alt),
        alt,
        _paper_sentence(cells, chosen[0]) if chosen else _known_sentence(cells),
        whole.table if whole else _clauses(cells, sources),
        title="The matrix: every question by every paper",
        notes=whole.notes if whole else (key_words(sources, cells.source_ids),),
    )


def _touched(parts: list[Element], proposal: str, element: str, said: str, chosen: tuple[str, str] | None) -> Element:
    return svg.pick(svg.element("g", *parts), f"{proposal}/{element}", said, chosen == (proposal, element))


def _margins(labels: dict[str, str], names: dict[str, str]) -> tuple[float, float, float]:
    """The room that the longest names need to the left of the cells, above them and to their right."""
    longest = max(charts.text_width(w, _WORDS, bold=True) for w in names.values())
    left = max(charts.text_width(w, _WORDS, bold=True) for w in labels.values()) + 16
    reach = [
        charts.text_width(w, _WORDS, bold=True) * cos(radians(_SLOPE)) - _CELL * (len(names) - x - 0.5)
        for x, w in enumerate(names.values())
    ]
    return left, longest * sin(radians(_SLOPE)) + 20, max(0, *reach) + 12


def _papers(names: dict[str, str], left: float, head: float, chosen: tuple[str, str] | None) -> list[Element]:
    parts = []
    for x, (proposal, words) in enumerate(names.items()):
        at, weight = left + _CELL * (x + 0.5), 700 if chosen and chosen[0] == proposal else 400
        turned = f"rotate(-{_SLOPE} {at:.1f} {head - 8:.1f})"
        parts.append(svg.text(at, head - 8, words, _WORDS, transform=turned, font_weight=weight))
    return parts


def _questions(labels: dict[str, str], left: float, head: float, chosen: tuple[str, str] | None) -> list[Element]:
    parts = []
    for y, (element, words) in enumerate(labels.items()):
        looks = {"text_anchor": "end", "font_weight": 700 if chosen and chosen[1] == element else 400}
        parts.append(svg.text(left - 8, head + HEIGHT * y + HEIGHT / 2 + 4.5, words, _WORDS, **looks))
    return parts


def _known_sentence(cells: pd.DataFrame) -> str:
    counts = cells.certainty.value_counts()
    known = model.knowledge(cells)
    names = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    unread = known[model.NOT_READ]
    told = ", ".join(f"{counts.get(k, 0)} {m.label.lower()}" for k, m in CERTAINTIES.items())
    most = [names[p] for p in unread.index[unread == unread.max()]]
    return (
        f"Of {len(cells)} cells: {told}. The paper with the most clauses that were not read here is "
        f"{listed(most)}, with {unread.max()} of {cells.element_id.nunique()}."
    )


def _paper_sentence(cells: pd.DataFrame, proposal: str) -> str:
    known, name = model.knowledge(cells).loc[proposal], cells.short_name[cells.proposal_id == proposal].iloc[0]
    told = ", ".join(f"{n} {CERTAINTIES[k].label.lower()}" for k, n in known.items() if n)
    return f"{name}, of {known.sum()} questions: {told}."


def _clauses(cells: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Every clause in full, paper by paper."""
    links = {s.source_id: short_link(s) for s in sources.itertuples()}
    order = {p: i for i, p in enumerate(cells.proposal_id.unique())}
    rows = cells.sort_values("proposal_id", key=lambda ids: ids.map(order), kind="stable")
    return pd.DataFrame(
        {
            "Paper": rows.short_name,
            "Question": rows.label.map(short),
            "How it is known": rows.certainty.map(lambda k: CERTAINTIES[k].label),
            "What it says": rows.provision.where(rows.provision != "", rows.summary),
            "Sources": [Html("; ".join(links[i] for i in ids if i in links)) for ids in rows.source_ids],
        }
    )


def clause_card(scene: MatrixScene, chosen: tuple[str, str]) -> str:
    """One cell (proposal, element) as HTML: the question, the clause in full, how it is known, and the sources."""
    proposal, element = chosen
    row = scene.cells[(scene.cells.proposal_id == proposal) & (scene.cells.element_id == element)].iloc[0]
    paper = scene.proposals.set_index("proposal_id").loc[proposal]
    question = scene.elements.set_index("element_id").question[element]
    mark = CERTAINTIES[row.certainty]
    return (
        f'<p style="margin:0 0 0.3em"><strong>{cell_text(paper["name"])}</strong> ({cell_text(paper.date)}) · {cell_text(row.label)}<br>'
        f'<span style="color:{QUIET}">{cell_text(question)}</span></p>'
        f'<p style="margin:0 0 0.3em"><strong>{LETTERS[row.certainty]} {mark.label}</strong>: {MEANINGS[row.certainty]}.<br>'
        f"{cell_text(row.provision or row.summary)}</p>"
        f"{source_list(scene.sources[scene.sources.source_id.isin(row.source_ids)])}"
        f'<p style="margin:0;color:{QUIET}">On this paper as a whole: {cell_text(paper.certainty_note)}</p>'
    )
