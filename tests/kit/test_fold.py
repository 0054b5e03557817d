"""What a question precedes is folded, stored or not; what came later is sealed until the student breaks the seal."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import nbformat
import pytest

from seminar import answers, forecasts, hindsight, tradeoffs
from seminar.kit.fold import SEALED, Sentence, folded
from seminar.kit.show import Picture, Table

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9]*.ipynb"))
# What of these two rooms tells nothing of later days: the forms that ask, the button, and a rule of scoring.
BEFORE = {"seal", "honest", "break_seal"}
WORDS = [
    (room, name)
    for room in (forecasts, hindsight)
    for name, word in inspect.getmembers(room, inspect.isfunction)
    if word.__module__ == room.__name__ and not name.startswith("_") and name not in BEFORE
]
GIVEN = {"accounts": ("E80",)}


@pytest.fixture
def whole(desk, monkeypatch):
    """A student's desk with the seal not broken."""
    monkeypatch.delenv("SEMINAR_SEAL")
    return desk


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_stored_output_that_a_question_precedes_is_folded_or_sealed(path):
    before = ""
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            for output in cell.outputs:
                html = output.get("data", {}).get("text/html", "")
                asked = "**Before you look" in before
                form = "Run this cell to use it." in html and "<details" not in html  # it has nothing to give away
                seen = re.sub(r"<details.*</details>", "", html, flags=re.S)
                assert not asked or form or ("<figure" not in seen and "<table" not in seen), cell.id
            before = ""
        else:
            before = cell.source


def test_a_folded_word_is_open_where_an_instructor_switches_questions_off(monkeypatch):
    shown = tradeoffs.dominance()
    monkeypatch.delenv("SEMINAR_PREDICT", raising=False)
    assert shown._repr_mimebundle_()["text/html"].startswith("<details") and not shown.html().startswith("<details")
    monkeypatch.setenv("SEMINAR_PREDICT", "off")
    assert shown._repr_mimebundle_()["text/html"] == shown.html()


def test_what_is_not_a_picture_or_a_table_is_handed_on():
    assert folded(lambda: 5)() == 5


@pytest.mark.parametrize(("room", "name"), WORDS, ids=lambda value: getattr(value, "__name__", value))
def test_no_word_tells_what_came_later_until_the_seal_is_broken(whole, room, name):
    word = getattr(room, name)
    assert word(*GIVEN.get(name, ())) == Sentence(SEALED)
    answers.update(answers.Answers.break_seal)
    assert not isinstance(word(*GIVEN.get(name, ())), Sentence)


def test_an_instructor_opens_it_for_a_room(whole, monkeypatch):
    monkeypatch.setenv("SEMINAR_SEAL", "off")
    assert isinstance(hindsight.dead(), Table) and isinstance(hindsight.verdicts(), Picture)


def test_a_check_of_a_claim_at_a_later_day_is_sealed_too(whole):
    from seminar import argument

    assert argument.check("C12", as_of="hindsight") == argument.check("C12", as_of="2023-01-01") == Sentence(SEALED)
    assert isinstance(argument.check("C12", as_of="2019-01-01"), Table)


def test_answers_that_cannot_be_read_keep_the_seal(whole):
    (whole / answers.FILE_NAME).write_text("{", encoding="utf-8")
    assert hindsight.dead() == Sentence(SEALED)


def test_lesson_7_stores_nothing_later_and_nothing_about_a_student():
    """In its outputs, and in the words up to the first cell behind the seal."""
    cells = nbformat.read(NOTEBOOKS[7], as_version=4).cells
    place = [cell.id for cell in cells].index("timeline")
    told = [cell.source for cell in cells[: place + 1]]
    stored = [str(o.get("data", {})) for cell in cells for o in cell.get("outputs", [])]
    for text in (*told, *stored):
        text = re.sub(r"base64,[\w+/=]+", "", text)
        assert not re.search(
            r"\b202[1-9]\b|\b(November|December) 2020\b|\b2020-1[12]\b|ended the war|sealings", text
        ), text
    called = [
        tuple(re.findall(r"^(\w+)\.(\w+)\(", cell.source, flags=re.M)) for cell in cells if cell.cell_type == "code"
    ]
    sealed = [
        word
        for words in called
        for word in words
        if word in {(room.__name__.split(".")[1], name) for room, name in WORDS}
    ]
    assert sum(SEALED in text for text in stored) == len(sealed) > 10
    folds = [cell.metadata.get("jp-MarkdownHeadingCollapsed") for cell in cells[place - 1 :] if "## " in cell.source]
    assert folds[:5] == [True] * 5
