"""A count in the prose of the tables is the count of the rows that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seminar.kit.words import number_word
from seminar.tables import HINDSIGHT


def cell(data, table: str, key: str, column: str) -> str:
    rows = data.read(table, HINDSIGHT)
    return rows[rows.iloc[:, 0] == key][column].iloc[0]


def published_elements(data) -> int:
    return len({number for numbers in data.read("elements").numbers for number in numbers})


def resolutions_of_1993(data) -> int:
    numbers = data.read("sources").number
    return int(numbers.str.match(r"S/RES/\d+ \(1993\)").sum())


def taken_in(data, year: str) -> int:
    return int(data.read("districts").date_taken.astype(str).str.startswith(year).sum())


def held_in_part(data) -> int:
    return int(data.read("districts").held.eq("part").sum())


def counted(data, *rows: str) -> int:
    table = data.read("casualties", HINDSIGHT).set_index("row_id")
    return int(table.value_low[list(rows)].sum())


def in_combat_in_2016(data) -> int:
    """Servicemen and volunteers killed in combat, by the Armenian list (K007), whose parts must add up to its sum."""
    parts = re.sub(r"on 2-5 April|to 13 April", "", data.read("casualties").set_index("row_id").metric["K007"])
    numbers = [int(part) for part in re.findall(r"\d+", parts)]
    assert sum(numbers) == counted(data, "K007")
    return sum(numbers[:2])


COUNTS = [
    ("glossary", "surrounding_districts", "meaning", "{} districts", lambda d: len(d.read("districts"))),
    ("glossary", "laquila", "meaning", "{} elements", published_elements),
    ("glossary", "madrid_principles", "meaning", "{} elements", published_elements),
    ("events", "E16", "description", "{} elements", published_elements),
    ("glossary", "helsinki", "meaning", "settlement on {}", lambda d: len(d.read("principles"))),
    ("glossary", "security_council", "meaning", "{} resolutions of 1993", resolutions_of_1993),
    ("glossary", "statement_2020", "meaning", "{} points", lambda d: len(d.read("points", HINDSIGHT))),
    ("events", "E103", "title", "{} more districts", lambda d: taken_in(d, "1993")),
    ("events", "E103", "description", "{} of them in part", held_in_part),
    ("events", "E113", "description", "{} sets of papers", lambda d: len(d.read("published_files", HINDSIGHT))),
    ("events", "E25", "description", "{} on the Azerbaijani side", lambda d: counted(d, "K091", "K011")),
    ("events", "E25", "description", "{} on the Armenian", lambda d: counted(d, "K012")),
    ("events", "E25", "description", "at least {} people", lambda d: counted(d, "K015")),
    ("events", "E22", "description", "lists {} dead", lambda d: counted(d, "K007")),
    ("events", "E22", "description", "{} of them in combat", in_combat_in_2016),
    ("events", "E22", "description", "reports {} soldiers", lambda d: counted(d, "K008")),
]


@pytest.mark.parametrize(
    ("table", "key", "column", "words", "count"), COUNTS, ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_count_in_prose_is_that_of_the_rows(data, table, key, column, words, count):
    said, many = cell(data, table, key, column), count(data)
    assert any(re.search(rf"\b{words.format(form)}", said, flags=re.I) for form in (number_word(many), str(many))), (
        said,
        many,
    )


def test_lesson_2_counts_the_starts_that_it_proposes(data):
    source = Path(__file__).resolve().parent.parent / "notebooks" / "source" / "02_the_road_to_october.md"
    assert f"one of {number_word(len(data.read('starts')))} that we propose" in source.read_text(encoding="utf-8")


def test_the_parts_of_a_count_add_up(data):
    """Sumgait: the official count by the two peoples."""
    said = cell(data, "events", "E02", "description")
    whole, armenians = map(int, re.search(r"(\d+) dead, (\d+) of them Armenians and six", said).groups())
    assert whole == armenians + 6
