"""A source's mark: kind, side and how it was read, told in letters and signs; the key explains what is there and no more."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from seminar.kit import sources
from seminar.tables import HINDSIGHT

COLUMNS = ["source_id", "title", "publisher", "number", "date", "addresses", "kind", "side", "read_as"]


def table(*rows) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS)


STATEMENT = ("a", "Statement", "Kremlin", "no. 5", "2020-10-01", ("https://a.example",), "document", "Russia", "copy")
PAPER = ("b", "Report", "A <daily>", "", "", ("https://b.example",), "press", "", "opened")


@pytest.mark.parametrize(
    ("kind", "side", "read_as", "mark"),
    [
        ("document", "Russia", "copy", "[D, Russia ≈]"),
        ("party press", "Armenia", "opened in part", "[P, Armenia ½]"),
        ("press", "", "opened", "[N]"),
        ("scholarship", "", "not opened", "[S ○]"),
        ("document", "Armenia; Azerbaijan", "opened", "[D, Armenia, Azerbaijan]"),
    ],
)
def test_a_mark_says_kind_side_and_how_it_was_read(kind, side, read_as, mark):
    row = next(table(("a", "T", "P", "", "", ("x",), kind, side, read_as)).itertuples())
    assert sources.mark(row) == mark


def test_a_table_that_does_not_say_it_has_no_marks_and_no_key():
    bare = table(STATEMENT).drop(columns=["kind", "side", "read_as", "number"])
    assert (
        sources.mark(next(bare.itertuples())) == "" and sources.key_words(bare) == "" and sources.key_line(bare) == ""
    )
    assert "[" not in sources.source_list(bare)


def test_the_key_explains_the_marks_that_are_there_and_no_other():
    assert sources.key_words(table(STATEMENT, PAPER), [("b",)]) == "Sources: N other press; then for whom it speaks."
    words = sources.key_words(table(STATEMENT, PAPER))
    assert words == ("Sources: D document, N other press; then for whom it speaks; ≈ read in a copy or a report.")


def test_a_list_has_title_number_date_and_mark_and_one_key():
    html = sources.source_list(table(STATEMENT, PAPER))
    whole = '<span style="white-space:nowrap">'  # a date, or a mark, which no line breaks
    assert f"{whole}2020-10-01</span>" in html and f"{whole}[D, Russia ≈]</span>" in html
    html = html.replace(whole, "").replace("</span>", "")
    assert "Kremlin, no. 5, 2020-10-01 [D, Russia ≈]</li>" in html and "A &lt;daily&gt; [N]</li>" in html
    assert html.count("Sources: ") == 1
    assert "Sources: " not in sources.source_list(table(STATEMENT), with_key=False)
    assert sources.source_list(table()) == ""


def test_a_cell_cites_in_the_tables_order_with_marks():
    html = sources.cited(table(STATEMENT, PAPER), ("b", "a"))
    assert re.sub(r"<[^>]+>", "", html) == "Kremlin, 2020-10-01 [D, Russia ≈]; A &lt;daily&gt; [N]"


def test_marks_differ_without_colour_and_every_kind_and_reading_of_the_table_has_one(data):
    letters, signs = [m[0] for m in sources.KINDS.values()], [m[0] for m in sources.READ.values()]
    assert len(set(letters)) == len(letters) and len(set(signs)) == len(signs)
    assert list(data.values("sources", "kind")) == list(sources.KINDS)
    assert list(data.values("sources", "read_as")) == list(sources.READ)
    assert all(len(sources.mark(s)) <= 45 for s in data.read("sources", HINDSIGHT).itertuples())
