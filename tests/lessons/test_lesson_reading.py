"""How hard the lessons are to read: prose at school grade 5 at most, tables that stand open at grade 8 at most."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from reading_grade import grade, open_cells, sentences, syllables

LESSONS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("[0-9]*.ipynb"))
FEW = 50  # words: below that a grade says nothing
EXACT = {"forecasts"}  # rules by which a forecast is settled: each word is there so that nobody can quarrel later


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_prose_reads_at_grade_5(path):
    cells = nbformat.read(path, as_version=4).cells
    text = "\n\n".join(c.source for c in cells if c.cell_type == "markdown")
    assert grade(sentences(re.sub(r"\]\([^)]*\)", "]", re.sub(r"<[^>]+>", " ", text)))) <= 5


@pytest.mark.parametrize("path", LESSONS, ids=lambda p: p.stem)
def test_a_table_that_stands_open_reads_at_grade_8(path):
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            found = [s for text in open_cells(output.get("data", {}).get("text/html", "")) for s in sentences(text)]
            if sum(len(s.split()) for s in found) >= FEW and cell.id not in EXACT:
                assert round(grade(found)) <= 8, (cell.id, grade(found))


def test_the_grade_is_that_of_the_formula():
    """Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    assert [syllables(w) for w in ("cat", "paper", "guarantee", "negotiation")] == [1, 2, 3, 5]
    plain = ["The cat sat on the mat."]
    assert grade(plain) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)
    assert grade(["Negotiations concerning demilitarisation necessitate international guarantees."]) > 15 > grade(plain)


def test_only_what_stands_open_is_read():
    html = "<table><tr><td>Open words here.</td></tr></table><details><table><tr><td>Folded away.</td></tr></table></details>"
    assert open_cells(html) == ["Open words here."]
