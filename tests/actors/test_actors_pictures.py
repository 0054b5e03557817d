"""The pictures of ties, interests, windows and positions are laid out from their tables: small tables made by hand."""

from __future__ import annotations

from itertools import combinations

import pandas as pd
import pytest

from seminar import actors
from seminar.actors import picture_interests, picture_positions, picture_ties, picture_windows
from seminar.tables import DataError

PEOPLE = {f"a{i}": f"Somebody with a long name {i}" for i in range(20)}


def inside(figure) -> None:
    """No word of the figure leaves its page."""
    figure.draw_without_rendering()
    page = figure.bbox
    for axes in figure.axes:
        for text in [*axes.texts, *(axes.get_yticklabels() if axes.axison else [])]:
            box = text.get_window_extent()
            if text.get_text() and box.width:
                assert page.x0 - 1 <= box.x0 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1, text


@pytest.mark.parametrize("many", [2, 3, 5, 20])
def test_any_number_of_actors_fits_into_the_triangle_and_its_key_meets_no_circle(many):
    pairs = list(combinations(list(PEOPLE)[:many], 2))
    ties = pd.DataFrame(
        [(f"R{k}", a, b, "trade", 1) for k, (a, b) in enumerate(pairs)],
        columns=["relation_id", "actor_a", "actor_b", "relation", "strength"],
    )
    figure = picture_ties.relations(ties, PEOPLE).drawing
    inside(figure)
    axes = figure.axes[0]
    middles = [patch.center for patch in axes.patches]
    assert len(middles) == len(pairs) + 4
    assert all(abs(x - u) + abs(y - v) > 0.8 for (x, y), (u, v) in combinations(middles, 2))


@pytest.mark.parametrize("many", [1, 3, 9])
def test_any_number_of_categories_fits_into_the_heat_map_with_its_key(many):
    rows = [(f"I{k}", "a0", f"category{k}", 1 + k % 5, "inferred") for k in range(many)]
    interests = pd.DataFrame(rows, columns=["interest_id", "actor_id", "category", "intensity", "basis"])
    figure = picture_interests.heat(interests, PEOPLE).drawing
    inside(figure)
    key = figure.axes[0].texts[many:]
    boxes = [text.get_window_extent() for text in key]
    assert all(not a.overlaps(b) for a, b in combinations(boxes, 2))


def test_windows_of_figures_above_a_hundred_lie_on_the_axis():
    rows = [
        ("a0", "exports", period, value, "million", "", "s") for period, value in (("2014-18", 900), ("2015-19", 700))
    ]
    figures = pd.DataFrame(
        rows, columns=["actor_id", "indicator", "period", "value", "unit", "window_note", "source_ids"]
    ).assign(known_from=pd.Timestamp("2019-01-01"))
    shown = picture_windows.windows(figures, PEOPLE)
    axes = shown.drawing.axes[0]
    assert axes.get_xlim()[0] <= 0 and axes.get_xlim()[1] > 900
    assert "900 million in 2014-18, 700 million in 2015-19" in shown.sentence
    with pytest.raises(DataError, match="The table indicators has no figure"):
        picture_windows.windows(figures.iloc[:1], PEOPLE)


def test_two_actors_on_one_axis_are_a_picture_too():
    standing = pd.DataFrame(
        [("a0", "Toll", 10, 10, 10, 50, "stated", False), ("a1", "Toll", 60, 40, 80, 100, "inferred", True)],
        columns=["actor_id", "label", "position", "position_low", "position_high", "salience", "basis", "soft"],
    ).assign(note="")
    shown = picture_positions.positions(standing, PEOPLE, ("a0", "a1"))
    inside(shown.drawing)
    assert shown.table["Position"].tolist() == ["10", "60 (40–80)"]
    assert [picture_positions.place(row) for row in standing.itertuples()] == ["10", "60 (40 to 80)"]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("cast", "actors"),
        ("heat", "interests"),
        ("relations", "relations"),
        ("windows", "indicators"),
        ("axes", "position_axes"),
    ],
)
def test_a_table_without_a_row_is_named(folder, name, table):
    from seminar.tables import Package

    path = folder / f"{table}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    if table == "actors":  # others refer to it
        for other in ("interests", "relations", "indicators", "positions", "proposal_accounts"):
            rest = folder / f"{other}.csv"
            rest.write_text(rest.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=f"The table {table} has no row"):
        getattr(actors, name)(data=Package(folder))
