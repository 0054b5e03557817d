"""Other tables than the seminar's: more options, another silent score, a table that lacks rows, another article's words."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from text_boxes import clear

from seminar import tradeoffs
from seminar.kit.palette import OPTIONS
from seminar.tables import DataError, Package
from seminar.tradeoffs import acceptability, picture_robust, picture_scores, picture_strait, picture_turning
from seminar.tradeoffs.acceptability import MODES

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "example"
VIEWS = ["scores", "weights", "strait", "robustness", "regret", "turning"]
READ = ["options", "interests", "schools", "dominance", "rank_reversal", "strait"]
LONG = "Freeze every line where it is now and leave the rest to later"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, kept: list[dict[str, str]], columns: list[str] | None = None) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns or list(kept[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def with_options(folder: Path, count: int) -> Package:
    """A copy of the seminar's tables with so many options; of the added ones the scores are silent, the first has a long name."""
    options, cells = rows(folder / "options.csv"), rows(folder / "consequences.csv")
    interests = [row["criterion_id"] for row in rows(folder / "criteria.csv")]
    for n in range(count - len(options)):
        new = options[0] | {"option_id": f"more_{n}", "label": LONG if n == 0 else f"Wait {n}", "listed_by": "implied"}
        options.append(new)
        for i, interest in enumerate(interests):
            mid = (i + n) % 4 - 2
            ends = {"low": str(max(mid - 1, -3)), "mid": str(mid), "high": str(mid + 1)}
            rest = {"basis": "silent", "paragraphs": "", "reason": "a placeholder"}
            cells.append({"option_id": new["option_id"], "criterion_id": interest, **ends, **rest})
    write(folder / "options.csv", options)
    write(folder / "consequences.csv", cells)
    return Package(folder)


def without_rows(folder: Path, table: str, keep=lambda row: False) -> Package:
    every = rows(folder / f"{table}.csv")
    write(folder / f"{table}.csv", [row for row in every if keep(row)], list(every[0]))
    return Package(folder)


def opened(view):
    return view.box.children[0] if hasattr(view.box, "question") else view.box


def shown(thing) -> str:
    html = thing.static if hasattr(thing, "static") else thing.html()
    return unescape(re.sub(r"<[^>]+>", " ", html))


# More options


@pytest.mark.parametrize("count", [6, 7, len(OPTIONS)])
def test_more_options_go_through_every_view_and_no_word_meets_another(folder, desk, count):
    data = with_options(folder, count)
    data.check()
    board = tradeoffs.board(data)
    scene, start = board._live.scene, board._live.start
    clear(picture_scores.board_at(scene, start).drawing)
    for menu, p in (("article", None), ("all", None), ("all", 0.5)):
        mine = replace(start, menu=menu, p=p)
        clear(picture_scores.values_at(scene, mine).drawing)
        clear(picture_strait.board_strait(scene, mine, "s").drawing)
        clear(picture_robust.regret_at(scene, mine).drawing)
        clear(picture_turning.turning_at(scene, mine).drawing)
        for mode in MODES:
            clear(picture_robust.robustness_at(scene, replace(mine, mode=mode)).drawing)
    for name in VIEWS:
        assert opened(getattr(board, name)(predict=False)).children and getattr(board, name)().static


def test_seven_options_are_counted_told_apart_and_placed(folder, desk):
    data = with_options(folder, 7)
    sentence = tradeoffs.options(data).sentence
    assert (
        sentence
        == f"7 options; the author lists 4, and “Deal with Ankara”, “{LONG}” and “Wait 1” are read between the lines."
    )
    board = tradeoffs.board(data)
    assert list(board._live.labels.menus.values()) == ["the article's four options", "all seven options"]
    marks = board._live.labels.marks.values()
    assert len({(m.fill, m.pattern) for m in marks}) == 7
    found = acceptability.acceptability(board._live.ground.scores)
    table = picture_robust.robustness(found, board._live.start, board._live.labels).table
    assert list(table.columns[-2:]) == ["Sixth", "Seventh"] and len(table) == 7


@pytest.mark.parametrize("name", READ)
def test_seven_options_can_be_read_about(folder, desk, name):
    thing = getattr(tradeoffs, name)(data=with_options(folder, 7))
    assert thing._repr_mimebundle_()


@pytest.mark.parametrize("show", [tradeoffs.board, tradeoffs.strait, tradeoffs.draw])
def test_more_options_than_can_be_drawn_are_refused_with_how_many_can(folder, desk, show):
    count = len(OPTIONS) + 1
    with pytest.raises(DataError, match=f"has {count} options, and a picture can tell {len(OPTIONS)} apart"):
        show(data=with_options(folder, count))


# A score on which the article says nothing


def test_a_new_silent_score_is_counted_and_shown(folder, desk):
    before = tradeoffs.board(Package(folder))._live.scene.cells.basis.value_counts()
    cells = rows(folder / "consequences.csv")
    cell = next(c for c in cells if c["basis"] == "said")
    cell.update(basis="silent", paragraphs="", reason="a placeholder")
    write(folder / "consequences.csv", cells)
    data = Package(folder)
    data.check()
    board = tradeoffs.board(data)
    view = opened(board.scores(predict=False))
    view.choose(cell["option_id"], cell["criterion_id"])
    assert re.sub(r"<[^>]+>", "", view.now.value).endswith(". Silent: a placeholder")
    assert f"{before['said'] - 1} said" in view.picture.caption
    assert f"{before['silent'] + 1} silent" in view.picture.caption


# A table that lacks rows


@pytest.mark.parametrize(
    "table", ["options", "criteria", "consequences", "strait", "schools", "school_weights", "predictions", "phrases"]
)
def test_an_empty_table_is_named(folder, desk, table):
    data = without_rows(folder, table)
    with pytest.raises(ValueError, match=rf"\b{table}\b") as told:
        tradeoffs.board(data).weights()
    assert str(told.value).endswith(".")


@pytest.mark.parametrize(
    ("table", "keep", "words"),
    [
        ("strait", lambda r: r["corner_id"] != "3", "The table strait needs three rows"),
        ("options", lambda r: r["listed_by"] != "article", "options has no option that the article lists"),
        (
            "consequences",
            lambda r: r["option_id"] != "ankara",
            "No score is given for ankara on baku in the table conseq",
        ),
        ("school_weights", lambda r: r["school_id"] != "balancer", "no points for the school 'balancer'"),
    ],
)
def test_what_a_table_lacks_is_said(folder, desk, table, keep, words):
    data = without_rows(folder, table, keep)
    with pytest.raises(ValueError, match=words):
        tradeoffs.board(data)


@pytest.mark.parametrize(("uncertain", "count"), [("false", 0), ("true", 5)])
def test_exactly_one_option_is_a_matter_of_chance(folder, desk, uncertain, count):
    write(folder / "options.csv", [row | {"uncertain": uncertain} for row in rows(folder / "options.csv")])
    with pytest.raises(DataError, match=f"has {count} options that are uncertain; it must have exactly one"):
        tradeoffs.board(Package(folder))


# Another article


@pytest.fixture
def town():
    return Package(EXAMPLE)


def test_the_words_of_another_case_come_from_its_tables(town, desk):
    """Four interests, three options, one of them uncertain: example/ (invented)."""
    board = tradeoffs.board(town)
    weights = opened(board.weights(predict=False))
    assert weights.choice.p.box.description == "p, the chance that the charge works"
    assert weights.choice.use_p.description == "Use p for the charge"
    assert "0: as on 7 March 2019" in weights.picture.drawing
    assert "against 0, the state before any charge;" in weights.picture.drawing
    assert opened(board.scores(predict=False)).reason.placeholder == "P4, or what you know"
    assert "all ways to weigh the four interests" in shown(board.robustness())
    assert "Charge at" in shown(board.regret()) and "Charge draws level at p =" in shown(board.weights())
    assert tradeoffs.interests(town).title == "What is at stake for Northgate"
    assert board.strait().name == "The triangle, on the board"
    assert tradeoffs.strait(data=town).name == "The triangle, with a slider for p"


def test_corners_that_are_not_the_tables_own_count_the_other_interests(town, desk):
    board = tradeoffs.board(town)
    view = opened(board.strait(predict=False))
    view.first.value, view.second.value = "air", "shops"
    assert "only the other two count" in view.picture.drawing
