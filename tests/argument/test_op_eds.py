"""The short op-eds: each is a whole package, as long as it says, and coded so that a form can be laid beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import lesson_words
import pytest
from test_another_case import OUR_CASE

from seminar.argument import coding, model
from seminar.kit import argdown
from seminar.kit.palette import KINDS
from seminar.tables import Package

ROOT = Path(__file__).resolve().parent.parent.parent
EXAM = ROOT / "exercises" / "key" / "op_ed"
FOLDERS = [*sorted(path.parent for path in (ROOT / "data" / "op_eds").glob("*/op_ed.md")), EXAM]
each = pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)


def text(folder: Path) -> dict[str, str]:
    return coding.paragraphs((folder / "op_ed.md").read_text(encoding="utf-8"))


def test_there_are_six_and_the_list_names_those_that_students_have():
    listed = (ROOT / "data" / "op_eds" / "README.md").read_text(encoding="utf-8")
    assert len(FOLDERS) == 6 and all(f"| `{folder.name}` |" in listed for folder in FOLDERS if folder != EXAM)


@each
def test_its_tables_are_whole_and_are_about_its_text(folder):
    data = Package(folder)
    assert data.check() > 20
    assert list(text(folder)) == data.read("article_paragraphs").paragraph.tolist()
    assert set(data.read("sorting").claim_id) <= set(data.read("claims").claim_id)


@each
def test_it_has_200_to_250_words_and_says_that_it_is_invented(folder):
    assert 200 <= len(" ".join(text(folder).values()).split()) <= 250
    assert "invented" in (folder / "op_ed.md").read_text(encoding="utf-8").split("**P0**")[0]


@each
def test_its_claims_are_a_tree_with_every_kind_and_a_prediction(folder):
    claims = Package(folder).read("claims")
    rows = model.outline(claims)
    assert len(rows) == len(claims) and set(claims.kind) == set(KINDS) and rows.depth.max() >= 2
    lines = [argdown.Line(row.claim, row.depth) for row in rows.itertuples()]
    assert not {"circle", "orphan"} & {comment.kind for comment in argdown.comments(lines)}


@each
def test_every_implied_claim_has_its_reason(folder):
    data = Package(folder)
    claims = data.read("claims")
    close = set(claims.claim_id[claims.status_in_text == "implied"])
    assert close <= set(data.read("sorting").claim_id)


@each
def test_the_words_of_a_lesson_take_it_and_say_nothing_of_our_case(folder, monkeypatch):
    monkeypatch.setenv("SEMINAR_PREDICT", "off")
    words = lesson_words.lesson_words()
    for name in ("code", "tree", "strip", "paragraphs", "sort_kinds"):
        told = lesson_words.shown(lesson_words.call(words[f"argument.{name}"], Package(folder)))
        assert not OUR_CASE.search(told), (name, OUR_CASE.search(told))


def test_the_exam_is_not_in_what_students_get(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import bundle

    try:
        packed = {path.as_posix() for path in bundle.contents()}
    finally:
        sys.modules.pop("bundle", None)
    assert "data/op_eds/ferry/claims.csv" in packed and not [path for path in packed if "/key/" in path]
