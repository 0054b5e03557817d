"""The role briefs and the sheet for all delegations."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seminar import bargaining
from seminar.tables import DataError

ROOT = Path(__file__).resolve().parents[2]
BRIEFS = bargaining.briefs()


@pytest.mark.parametrize("actor", list(BRIEFS)[1:])
def test_a_brief_has_its_actor_s_interests_and_points_that_add_up_to_a_hundred(actor, data):
    text = BRIEFS[actor]
    for interest in data.read("interests").query("actor_id == @actor").interest:
        assert interest.rstrip(".") in text
    rows = re.findall(r"^\| [^|]+ \| [^|]+ \| (\d+) \|", text, flags=re.M)
    assert len(rows) == 6 and sum(map(int, rows)) == 100


def test_the_softest_number_stands_in_the_brief_as_a_range():
    assert "35 (25 to 50)" in BRIEFS["ARM"]


def test_the_briefs_in_the_folder_are_those_of_the_tables():
    written = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "roles").glob("*.md")}
    assert written == BRIEFS, "Run python tools/briefs.py"


def test_a_brief_in_the_lesson_says_what_the_page_says():
    shown = bargaining.brief("NK")._repr_mimebundle_()
    assert shown["text/html"].startswith("<div") and shown["text/plain"].startswith("Role brief: De facto")


def test_an_actor_without_a_seat_has_no_brief():
    with pytest.raises(DataError, match=r"'ISR' has no seat at the table; those seated are: AZE \(Azerbaijan\)"):
        bargaining.brief("ISR")
