"""What had been on the table, in a lesson's words: ``settlement.matrix()``, ``settlement.compare("kazan_2011", "lavrov_2020")``."""

from __future__ import annotations

from functools import cache

import pandas as pd

from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import model
from . import picture as pictures
from . import widget as widgets


def principles(data: Package | None = None) -> Table:
    """The Helsinki principles that the mediators name, who leans on which, and what each leaves open."""
    data = data or seminar_data()
    return pictures.principles(data.read("principles"), data.read("sources"))


def elements(data: Package | None = None) -> Table:
    """The published elements, each read as a question: what it settles, what it leaves open."""
    rows = (data or seminar_data()).read("elements").sort_values("order")
    return pictures.elements(rows, len({number for numbers in rows.laquila for number in numbers}))


def papers(data: Package | None = None) -> Table:
    """The proposals up to the seal, in order of time."""
    return pictures.papers((data or seminar_data()).read("proposals"))


def matrix(data: Package | None = None) -> Picture:
    """Every question by every paper, each cell marked by how its clause is known."""
    data = data or seminar_data()
    return pictures.matrix(_cells(data), data.read("sources"))


def explore(predict: bool | None = None, data: Package | None = None) -> View:
    """Pick a paper and a question: the clause in full, how it is known, and from where."""
    data = data or seminar_data()
    cells, sources, proposals = _cells(data), data.read("sources"), data.read("proposals").set_index("proposal_id")
    by_cell, asked = (
        cells.set_index(["proposal_id", "element_id"]),
        data.read("elements").set_index("element_id").question,
    )
    whole = pictures.matrix(cells, sources)

    def draw(cell: tuple[str, str]) -> Picture:
        return pictures.matrix(cells, sources, cell, "live-matrix", whole)

    def tell(cell: tuple[str, str]) -> str:
        proposal, element = cell
        return pictures.clause_card(by_cell.loc[cell], asked[element], proposals.loc[proposal], sources)

    return widgets.explore(cells, _names(data), draw, tell, question("clauses_published", data), predict)


def clause(element: str, data: Package | None = None) -> Table:
    """One question through all papers; ValueError for a question that there is not."""
    data = data or seminar_data()
    _require(element, data.read("elements").element_id, "question")
    return pictures.clause(_cells(data), element, data.read("proposals"), data.read("sources"))


def paper(proposal: str, data: Package | None = None) -> Table:
    """One paper as a whole: what it is, how it ended, how it is known; ValueError for one that there is not."""
    data = data or seminar_data()
    _require(proposal, data.read("proposals").proposal_id, "paper")
    row = data.read("proposals").set_index("proposal_id").loc[proposal]
    return pictures.paper(row, model.knowledge(_cells(data)).loc[proposal], data.read("sources"))


def compare(a: str, b: str, predict: bool | None = None, data: Package | None = None) -> View:
    """Two papers side by side, and any two others from there; ValueError for a paper that there is not."""
    data = data or seminar_data()
    names = _names(data)
    for proposal in (a, b):
        _require(proposal, names, "paper")
    axes = dict(data.read("position_axes")[["element", "label"]].itertuples(index=False, name=None))
    return widgets.compare(names, comparison(data), axes, a, b, question("clauses_comparable", data), predict)


def comparison(data: Package | None = None):
    """A function that compares two papers by their ids; the tables are read once."""
    data = data or seminar_data()
    cells, positions, axes = _cells(data), data.read("proposal_positions"), data.read("position_axes")
    ends = axes.axis[axes.land_axis].iloc[0].split("-")
    called = tuple(f"the {end} end" for end in ends)
    return cache(lambda a, b: model.compare(cells, a, b, positions, axes, called))


def steps(data: Package | None = None) -> Picture:
    """The districts' staged return under each paper, as steps; unclear is shown as unclear."""
    data = data or seminar_data()
    return pictures.steps(_stages(data), data.read("proposals"), data.read("districts"))


def board(predict: bool | None = None, data: Package | None = None) -> View:
    """Seven districts, each with a stage: which paper has this board, or which is nearest and where it differs."""
    data = data or seminar_data()
    stages, districts = _stages(data), data.read("districts")
    names = dict(districts[["district_id", "name"]].itertuples(index=False, name=None))
    stills = [dict.fromkeys(names, stage) for stage in (model.STAGES[0], model.STAGES[-1])]
    return widgets.board(stages, names, _draw_board(data), stills, question("plans_complete", data), predict)


def draw_board(stages: dict[str, str], data: Package | None = None) -> Picture:
    """A board (district -> stage) beside the papers, as a still picture."""
    return _draw_board(data or seminar_data())(stages, "phasing")


def meanings(data: Package | None = None) -> Table:
    """What the label "Kazan formula" stood for on the day, and to whom."""
    data = data or seminar_data()
    rows = _accounts("meaning", data)
    sentence = f"{len(rows)} readings of one label, all of them on record by {_in_words(rows.known_from.max())}."
    return pictures.accounts(rows, data.read("sources"), "One label, read by whom, and how", sentence)


def failures(data: Package | None = None) -> Table:
    """Accounts of why the summit failed."""
    data = data or seminar_data()
    rows = _accounts("failure", data)
    sentence = (
        f"{len(rows)} accounts of one failure; {int((rows.actor_id == '').sum())} of them from outside the talks."
    )
    return pictures.accounts(rows, data.read("sources"), "Why the summit failed: the accounts", sentence)


def _accounts(topic: str, data: Package) -> pd.DataFrame:
    rows = data.read("kazan_accounts")
    return rows[rows.topic == topic]


def _draw_board(data: Package):
    stages, proposals, districts = _stages(data), data.read("proposals"), data.read("districts")
    return lambda board, name: pictures.phasing(board, stages, proposals, districts, name)


def _cells(data: Package) -> pd.DataFrame:
    return model.matrix(data.read("provisions"), data.read("proposals"), data.read("elements"))


def _stages(data: Package) -> pd.DataFrame:
    return model.phasing(data.read("district_stages"), data.read("districts").district_id.tolist())


def _names(data: Package) -> dict[str, str]:
    return dict(data.read("proposals")[["proposal_id", "short_name"]].itertuples(index=False, name=None))


def _require(given: str, known, what: str) -> None:
    if given not in set(known):
        raise ValueError(f"There is no {what} {given!r}; choose one of: {', '.join(known)}.")


def _in_words(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
