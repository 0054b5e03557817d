"""Another article: the small invented package in example/ goes through the models, pictures and widgets of lessons 1 and 5."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from frictionless import Package as Frictionless
from question_rows import assert_choices_are_whole
from touching import touch

from seminar import argument, forecasts, tables, tradeoffs
from seminar.argument import model as argument_model
from seminar.kit.show import Picture, Table
from seminar.tradeoffs import model as tradeoffs_model
from seminar.tradeoffs.acceptability import acceptability
from seminar.tradeoffs.assumptions import ground

EXAMPLE = Path(__file__).resolve().parent.parent / "example"
OUR_CASE = re.compile(r"Russia|Karabakh|Kazan|Minsk|Armenia|Azerbaijan|Turkey|Moscow|Ankara|October 2020")
NEEDED = {
    "article_paragraphs", "claims", "sorting", "verdicts", "events", "accounts", "omissions", "forecasts", "sources",
    "criteria", "options", "consequences", "strait", "schools", "school_weights", "predictions", "phrases",
    "periods", "starts", "wrongs",
}  # fmt: skip
OF_LESSON_1 = ("paragraphs", "sort_kinds", "tree", "strip", "explore", "verdicts", "omissions")
VIEWS = ("scores", "weights", "strait", "robustness", "regret", "turning", "export")


@pytest.fixture(scope="module")
def town() -> tables.Package:
    return tables.Package(EXAMPLE)


@pytest.fixture
def board(town, desk, monkeypatch):
    monkeypatch.setenv("SEMINAR_PREDICT", "off")
    return tradeoffs.board(data=town)


def opened(view):
    return view.box.children[0] if hasattr(view.box, "question") else view.box


def shown(thing) -> str:
    html = thing.static if hasattr(thing, "static") else thing.html()
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))


# The tables


def test_the_example_is_a_valid_package_that_our_reader_takes(town):
    report = Frictionless(str(EXAMPLE / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:10]
    assert town.check() > 100


def test_the_example_holds_the_tables_that_the_guide_names_and_no_other(town):
    guide = (EXAMPLE.parent / "docs" / "adapting.md").read_text(encoding="utf-8")
    assert set(town.resources) == NEEDED == {p.stem for p in EXAMPLE.glob("*.csv")}
    assert all(f"`{name}`" in guide for name in NEEDED)


def test_a_dozen_claims_and_three_options(town):
    assert (len(town.read("claims")), len(town.read("options"))) == (12, 3)


def test_nothing_of_our_case_is_left_in_the_example():
    for path in EXAMPLE.iterdir():
        assert not OUR_CASE.search(path.read_text(encoding="utf-8")), path.name


def test_every_table_and_source_says_that_it_is_invented(town):
    assert all("Invented" in r["provenance"]["note"] for r in town.resources.values())
    sources = town.read("sources", tables.HINDSIGHT)
    assert sources.publisher.str.endswith("(invented)").all()
    assert all(a.startswith("https://example.org/") for cell in sources.addresses for a in cell)


# The seal of another day


def test_a_package_speaks_from_the_day_that_its_descriptor_names(town, data):
    assert (town.seal.isoformat(), data.seal) == ("2019-03-08", date(2020, 10, 16))


def test_what_came_after_that_day_is_kept_back(town, data):
    """The charge is put off on 2 December 2019: after the invented article, before the seal of the seminar itself."""
    assert "E05" not in set(town.read("events").event_id)
    assert "E05" in set(town.read("events", data.seal).event_id)
    assert "put the start off" not in shown(argument.check("C04", data=town))
    assert "put the start off" in shown(argument.check("C04", as_of=tables.HINDSIGHT, data=town))


@pytest.mark.parametrize("stated", ["spring", "2019-13-01", 2019, "hindsight"])
def test_a_day_that_is_none_is_told(tmp_path, stated):
    copy = Path(shutil.copytree(EXAMPLE, tmp_path / "mine"))
    descriptor = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    (copy / "datapackage.json").write_text(json.dumps(descriptor | {"speaks_from": stated}), encoding="utf-8")
    with pytest.raises(
        tables.DataError, match="speaks_from in datapackage.json is .* it must be the day of the article"
    ):
        tables.Package(copy).read("events")


# Lesson 1


def test_the_invented_argument_is_a_tree_with_one_thesis(town):
    claims = town.read("claims")
    assert argument_model.thesis(claims) == "C01"
    assert argument_model.line_to_thesis(claims, "C10") == ["C10", "C11", "C09", "C01"]
    assert argument_model.bare_share(claims, "prediction") == 0.75  # C05 alone has a reason


@pytest.mark.parametrize("name", OF_LESSON_1)
def test_lesson_1_shows_the_invented_article_and_nothing_of_ours(town, desk, name):
    thing = getattr(argument, name)(data=town)
    assert not OUR_CASE.search(shown(thing))
    if isinstance(thing, Picture | Table):
        assert thing.sentence


def test_the_verdicts_are_dated_by_the_day_of_the_article(town):
    assert "8 March 2019" in argument.verdicts(data=town).title


def test_accounts_of_a_contested_event_stand_side_by_side(town):
    words = shown(argument.check("C07", data=town))
    assert "Three thousand" in words and "Nine hundred" in words


def test_the_explorer_opens_the_claim_that_is_touched(town, desk):
    explorer = opened(argument.explore(predict=False, data=town))
    touch(explorer.picture, pick="C11/P6")
    assert explorer.claim.value == "C11" and "<strong>C09</strong>" in explorer.picture.caption


def test_the_claims_can_be_sorted(town, desk):
    box = argument.sort_kinds(data=town).box
    box.choices["C02"].value, box.choices["C03"].value = "fact", "fact"
    box.button.click()
    assert "agree on 1 of 2 claims" in box.message.value


def test_the_forecasts_of_another_article_can_be_sealed(town, desk):
    box = forecasts.seal(data=town).box
    for text in box.boxes.values():
        text.value = "30"
    box.button.click()
    saved = json.loads((desk / "my_answers.json").read_text(encoding="utf-8"))
    assert saved["forecasts"][0]["probabilities"] == {"F1": 0.3, "F2": 0.3}


# Lesson 5


def test_the_models_of_lesson_5_take_three_options_and_four_interests(town):
    """By hand: at equal weights the middle scores give wait -5/4, charge -1/4, buses 0."""
    given = ground(town)
    values = given.scores.mid @ tradeoffs_model.shares([1, 1, 1, 1])
    assert values.tolist() == [-1.25, -0.25, 0]
    assert tradeoffs_model.break_even_p(given.scores, tradeoffs_model.shares([1, 1, 1, 1]), "charge") == pytest.approx(
        0.6
    )
    assert acceptability(given.scores).first.sum() == pytest.approx(1)
    assert [(d.better, d.worse) for d in tradeoffs_model.dominance(given.scores)] == [("buses", "wait")]


@pytest.mark.parametrize("name", ["options", "dominance", "schools", "rank_reversal", "strait"])
def test_the_tables_and_pictures_of_lesson_5_take_another_menu(town, desk, name):
    assert not OUR_CASE.search(shown(getattr(tradeoffs, name)(data=town)))


@pytest.mark.parametrize("name", VIEWS)
def test_every_view_of_the_board_opens_on_another_menu(board, name):
    view = getattr(board, name)()
    assert opened(view).children and not OUR_CASE.search(shown(view))


def test_moving_p_redraws_the_strait_of_another_menu(town, desk):
    slider = opened(tradeoffs.strait(predict=False, data=town))
    before = slider.picture.drawing
    slider.p.slider.value = 0.9
    assert slider.picture.drawing != before and "p = 0.90" in slider.picture.caption


def test_every_question_of_the_example_covers_all_outcomes(town):
    for _, rows in town.read("predictions").groupby("question_id", sort=False):
        assert_choices_are_whole(rows)
