"""Both names of a place, in the order that docs/names.md states, and one word for one thing whichever side it was done to."""

from __future__ import annotations

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RULE = (ROOT / "docs" / "names.md").read_text(encoding="utf-8").split("## Maps")[0]
LISTED = re.search(r"^(\w+/\w+(?:, \w+/\w+){5,})\.$", RULE, flags=re.M)[1].split(", ")
LAKES = ["Sev Lich/Qaragöl"]
PAIRS = [tuple(pair.split("/")) for pair in LISTED + LAKES]
# The bibliography has documents' own titles. What each list of names takes for Armenian: by the rule they stand in alphabetical order, whichever comes first.
ARMENIAN = ["Akna", "Berdzor", "Jrakan", "Karvachar", "Kovsakan", "Mardakert", "Sanasar", "Shahumyan", "Shushi"]
ARMENIAN += ["Stepanakert", "Varanda"]
TABLES = ["accounts", "aftermath", "casualties", "events", "interests", "outcomes", "omissions", "points", "positions"]
TABLES += ["proposal_accounts", "resolutions", "statements", "surprises", "tried", "verdicts", "wrongs"]
TITLES = re.compile(r"Shusha Declaration")  # a document's own title
# An account tells what a speaker calls a place; the rule holds for the seminar's own words.
QUOTED = {"accounts"}
PAGES = [
    *sorted((ROOT / "notebooks" / "source").glob("[0-9]*.md")),
    *sorted(p for p in (ROOT / "docs").glob("*.md") if p.stem != "bibliography"),
]


def rows(table: str) -> list[dict[str, str]]:
    with (ROOT / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(row: dict[str, str]) -> str:
    """What a row says, without ids and sources."""
    return " | ".join(v for k, v in row.items() if not k.endswith(("_id", "_ids")))


def test_the_rule_alternates_over_the_alphabet_of_the_armenian_names():
    assert sorted(ARMENIAN) == ARMENIAN and len(ARMENIAN) == len(LISTED)
    first = [pair.split("/")[0] == name for pair, name in zip(LISTED, ARMENIAN, strict=True)]
    assert all(name in pair.split("/") for pair, name in zip(LISTED, ARMENIAN, strict=True))
    assert not first[0] and all(a != b for a, b in pairwise(first))


@pytest.mark.parametrize("table", [t for t in TABLES if t not in QUOTED])
def test_a_row_that_names_a_place_has_both_names(table):
    for row in rows(table):
        text = TITLES.sub("", told(row))
        for one, other in PAIRS:
            if re.search(rf"\b({one}|{other})\b", text):
                assert f"{one}/{other}" in text, f"{table}: {one}/{other} in {text[:200]!r}"


@pytest.mark.parametrize("table", TABLES)
def test_no_row_turns_the_order_round(table):
    for row in rows(table):
        assert not [pair for pair in PAIRS if "/".join(reversed(pair)) in told(row)], told(row)[:200]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_no_page_turns_the_order_round(page):
    text = page.read_text(encoding="utf-8")
    assert [pair for pair in PAIRS if "/".join(reversed(pair)) in text] == []


def test_the_districts_carry_the_names_of_the_rule():
    assert {row["name"] for row in rows("districts")} <= set(LISTED)


@pytest.mark.parametrize("table", ["events", "verdicts", "starts", "points", "aftermath"])
def test_the_seminars_own_words_are_plain(table):
    """docs/names.md: taken or captured, not fell or liberated; killings, whoever was killed."""
    banned = re.compile(r"\b(fell|falls to|fall of|liberat\w+|seized back|pogroms?|massacres?|genocide)\b", flags=re.I)
    for row in rows(table):
        assert not banned.search(told(row)), f"{table}: {banned.search(told(row)).group()} in {told(row)[:160]!r}"


def test_killings_of_civilians_have_one_word_and_a_count_with_its_counter():
    killings = {row["event_id"]: row for row in rows("events") if row["title"].endswith("killings")}
    assert {row["title"] for row in killings.values()} == {
        f"{place} killings" for place in ("Sumgait", "Baku", "Khojaly", "Maragha")
    }
    accounts = " ".join(row["account"] for row in rows("accounts") if row["event_id"] in killings)
    for event, row in killings.items():
        counted = row["description"] + " ".join(a["account"] for a in rows("accounts") if a["event_id"] == event)
        assert re.search(r"\d", counted), row["title"]
    assert accounts


def test_every_contested_event_of_either_time_is_told_by_two():
    told_by: dict[str, set[tuple[str, str]]] = {}
    for row in rows("accounts"):
        told_by.setdefault(row["event_id"], set()).add((row["side"], row["who"]))
    for row in rows("events"):
        if row["certainty"] == "contested":
            heard = told_by.get(row["event_id"], set())
            sides = {side for side, _ in heard}
            assert len(heard) >= 2 and (len(sides) >= 2 or sides == {"third-party"}), row["title"]
