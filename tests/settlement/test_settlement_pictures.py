"""The matrix, the steps and the board are laid out from their tables: more papers, more districts, longer names."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import pytest

from seminar import settlement
from seminar.kit.charts import text_width
from seminar.settlement import model, picture, picture_board, picture_compare, picture_steps
from seminar.settlement.picture_board import PhasingScene
from seminar.tables import DataError, Package

SOURCES = pd.DataFrame({"source_id": [], "publisher": [], "date": [], "addresses": []})


def papers(many: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "proposal_id": [f"p{k}" for k in range(many)],
            "short_name": [f"A paper with a long name {k}" for k in range(many)],
        }
    )


def districts(many: int) -> pd.DataFrame:
    ids = [f"d{k}" for k in range(many)]
    return pd.DataFrame({"district_id": ids, "name": [f"Longdistrictname{k}/Othername{k}/Third" for k in range(many)]})


def scene(many: int, places: int, stage: str = "now") -> PhasingScene:
    rows = [(f"p{p}", f"d{d}", stage) for p in range(many) for d in range(places)]
    stages = pd.DataFrame(rows, columns=["proposal_id", "district_id", "stage"])
    return PhasingScene(model.phasing(stages, [f"d{d}" for d in range(places)]), papers(many), districts(places))


def size(drawn: str) -> tuple[float, float]:
    return tuple(map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups()))


@pytest.mark.parametrize(("many", "questions"), [(1, 1), (3, 12), (30, 2)])
def test_a_matrix_of_any_size_holds_its_names_and_its_key(many, questions):
    elements = pd.DataFrame(
        {
            "element_id": [f"e{k}" for k in range(questions)],
            "label": [f"A question that is rather long {k}: and places" for k in range(questions)],
            "order": range(questions),
        }
    )
    empty = pd.DataFrame(
        columns=["proposal_id", "element_id", "certainty", "summary", "provision", "known_from", "source_ids"]
    )
    drawn = picture.matrix(model.matrix(empty, papers(many), elements), SOURCES).drawing
    width, height = size(drawn)
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", drawn):
        has = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        long = text_width(words, float(has["font-size"]), bold=True)
        if "rotate" in has.get("transform", ""):
            assert float(has["x"]) + 0.67 * long <= width and float(has["y"]) - 0.75 * long >= 0, words
        elif has.get("text-anchor") == "end":
            assert float(has["x"]) - long >= 0, words
    assert max(float(y) for _x, y in re.findall(r"translate\(([\d.]+) ([\d.]+)\)", drawn)) + 14 <= height


@pytest.mark.parametrize(("many", "places"), [(1, 1), (4, 12), (15, 2)])
def test_a_board_keeps_its_size_while_it_is_filled(many, places):
    made = scene(many, places)
    boards = [{}, {"d0": "now"}, dict.fromkeys(made.places, "stays")]
    assert len({size(picture_board.phasing(made, board).drawing) for board in boards}) == 1


def test_a_districts_name_lies_within_its_cell():
    drawn = picture_board.phasing(scene(2, 3), {}).drawing
    heads = [(float(x), w) for x, w in re.findall(r'<text x="([\d.]+)"[^>]*>(Longdistrictname\d)<', drawn)]
    gap = heads[1][0] - heads[0][0]
    assert all(text_width(words, 12.5) < gap for _x, words in heads)


@pytest.mark.parametrize(("places", "last"), [(1, 1), (7, 7), (30, 28)])
def test_the_axis_of_the_steps_counts_the_districts_with_few_numbers(places, last):
    figure = picture_steps.steps(scene(2, places).stages, papers(2), districts(places)).drawing
    ticks = figure.axes[0].get_yticks()
    assert ticks[-1] == last and len(ticks) <= 9 and figure.axes[0].get_ylim()[1] > places


def test_papers_that_give_no_stage_are_named_as_far_as_there_is_room():
    made = scene(20, 2, "unclear")
    figure = picture_steps.steps(made.stages, made.proposals, made.districts).drawing
    words = "\n".join(text.get_text() for axes in figure.axes for text in axes.texts)
    assert words.count("A paper with a long name") == 9 and "and 11 more" in words


def test_the_ends_of_an_axis_are_called_by_its_table():
    axes = pd.DataFrame({"element": ["toll"], "label": ["Toll"], "axis": ["town-country"], "land_axis": [True]})
    cells = pd.DataFrame({"proposal_id": ["p"], "short_name": ["P"]})
    made = picture_compare.ComparisonScene(cells, pd.DataFrame(), axes)
    assert made.ends == ("the town end", "the country end") and made.labels == {"toll": "Toll"}


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("principles", "principles"),
        ("matrix", "provisions"),
        ("steps", "district_stages"),
        ("meanings", "proposal_accounts"),
        ("failures", "proposal_accounts"),
    ],
)
def test_a_table_without_a_row_is_named(folder, name, table):
    path = folder / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"The table {table} has no row"):
        getattr(settlement, name)(data=Package(folder))


def test_what_there_is_not_is_refused_with_what_there_is(data):
    assert data.seal == date(2020, 10, 16)
    with pytest.raises(DataError, match="There is no paper 'treaty'; choose one of: unsc_1993"):
        settlement.paper("treaty")
    with pytest.raises(DataError, match="There is no question 'oil'; choose one of: five"):
        settlement.clause("oil")
