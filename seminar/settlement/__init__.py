"""What had been on the table, in a lesson's words: ``settlement.matrix()``, ``settlement.compare("kazan_2011", "lavrov_2020")``."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..kit.fold import folded
from ..kit.ids import as_written, meant
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..kit.words import long_day
from ..tables import DataError, Package, seminar_data
from . import model, picture, picture_board, picture_compare, picture_papers, picture_steps, widget


@folded
def principles(data: Package | None = None) -> Table:
    """The principles that the mediators name, who invokes which, and what each leaves open."""
    data = data or seminar_data()
    return picture_papers.principles(data.rows("principles"), data.read("sources"))


@folded
def elements(data: Package | None = None) -> Table:
    """The published elements, each read as a question: what it settles, what it leaves open."""
    return picture_papers.elements((data or seminar_data()).rows("elements").sort_values("order"))


@folded
def papers(data: Package | None = None) -> Table:
    """The proposals up to the seal, in order of time."""
    return picture_papers.papers((data or seminar_data()).rows("proposals"))


@folded
def matrix(data: Package | None = None) -> Picture:
    """Every question by every paper, each cell marked by how its clause is known."""
    data = data or seminar_data()
    return picture.matrix(_cells(data), data.read("sources"))


def explore(predict: bool | None = None, data: Package | None = None) -> View:
    """Pick a paper and a question: the clause in full, how it is known, and the sources."""
    data = data or seminar_data()
    scene = picture.MatrixScene(_cells(data), data.read("sources"), data.rows("proposals"), data.rows("elements"))
    return widget.explore(scene, question("openness", data), predict)


@folded
def clause(element: str, data: Package | None = None) -> Table:
    """One question through all papers; DataError if there is no such question."""
    data = data or seminar_data()
    element = _require(element, data.rows("elements").element_id, "question")
    return picture_papers.clause(_cells(data), element, data.read("proposals"), data.read("sources"))


@folded
def paper(proposal: str, data: Package | None = None) -> Table:
    """One paper as a whole: what it is, how it ended, how it is known; DataError if there is no such paper."""
    data = data or seminar_data()
    proposal = _require(proposal, data.rows("proposals").proposal_id, "paper")
    row = data.read("proposals").set_index("proposal_id").loc[proposal]
    return picture_papers.paper(row, model.knowledge(_cells(data)).loc[proposal], data.read("sources"))


def compare(a: str, b: str, predict: bool | None = None, data: Package | None = None) -> View:
    """Two papers side by side, and any two others from there; DataError if there is no such paper."""
    data = data or seminar_data()
    a, b = (_require(proposal, data.rows("proposals").proposal_id, "paper") for proposal in (a, b))
    scene = picture_compare.ComparisonScene(_cells(data), data.read("proposal_positions"), data.rows("position_axes"))
    return widget.compare(scene, a, b, question("left_unsaid", data), predict)


@folded
def steps(data: Package | None = None) -> Picture:
    """The districts' staged return under each paper, as steps; unclear is shown as unclear."""
    scene = _phasing(data or seminar_data())
    return picture_steps.steps(scene.stages, scene.proposals, scene.districts)


def board(predict: bool | None = None, data: Package | None = None) -> View:
    """Choose a stage for each district: which paper has this board, or which is nearest and where it differs."""
    data = data or seminar_data()
    return widget.board(_phasing(data), question("all_at_once", data), predict)


def draw_board(stages: dict[str, str], data: Package | None = None) -> Picture:
    """A board (district -> stage) beside the papers, as a still picture."""
    return picture_board.phasing(_phasing(data or seminar_data()), stages)


@folded
def meanings(data: Package | None = None) -> Table:
    """What one label meant on the day, and to whom."""
    data = data or seminar_data()
    rows = _accounts("meaning", data)
    sentence = f"{len(rows)} readings of one label, all of them on record by {long_day(rows.known_from.max())}."
    return picture_papers.accounts(rows, data.read("sources"), data.phrase("settlement.meaning"), sentence)


@folded
def failures(data: Package | None = None) -> Table:
    """Accounts of why the talks failed."""
    data = data or seminar_data()
    rows = _accounts("failure", data)
    sentence = (
        f"{len(rows)} accounts of one failure; {int((rows.actor_id == '').sum())} of them from outside the talks."
    )
    return picture_papers.accounts(rows, data.read("sources"), data.phrase("settlement.failure"), sentence)


def _accounts(topic: str, data: Package) -> pd.DataFrame:
    rows = data.rows("proposal_accounts")
    rows = rows[rows.topic == topic]
    if rows.empty:
        raise DataError(
            f"The table proposal_accounts has no row on the topic {topic!r} that could be known on the day."
        )
    return rows


def _phasing(data: Package) -> picture_board.PhasingScene:
    districts = data.rows("districts")
    stages = model.phasing(data.rows("district_stages"), districts.district_id.tolist())
    return picture_board.PhasingScene(stages, data.rows("proposals"), districts)


def _cells(data: Package) -> pd.DataFrame:
    return model.matrix(data.rows("provisions"), data.rows("proposals"), data.rows("elements"))


def _require(given: str, known: Iterable[str], what: str) -> str:
    given = as_written(given, known)
    if given not in set(known):
        raise DataError(f"There is no {what} {given!r}; choose one of: {', '.join(known)}.{meant(given, known)}")
    return given
