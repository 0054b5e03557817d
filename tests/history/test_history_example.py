"""The rooms of lessons 1, 2 and 7 on the invented article of example/: they show it, or say which table they would need."""

from __future__ import annotations

import base64
import inspect
import re
from html import unescape
from pathlib import Path

import pytest

from seminar import argument, hindsight, history, tables

EXAMPLE = Path(__file__).resolve().parents[2] / "example"
OUR_CASE = re.compile(
    r"Russia|Karabakh|Kazan|Minsk|Armenia|Azerbaijan|Turk|Moscow|Ankara|Baku|Yerevan|oblast|L'Aquila|\b(1988|1994|2020)\b"
)
GIVEN = {"check": ["C07"]}
SHOWN = {
    argument: ("paragraphs", "sort_kinds", "tree", "strip", "explore", "check", "verdicts", "omissions"),
    history: ("timeline", "accounts", "article", "beginnings"),
}
MISSING = {  # a word of a lesson -> the table that it names
    history: {"districts": "map", "areas": "districts", "dead": "casualties", "earlier_dead": "casualties"},
    hindsight: {
        "timeline": "later_periods",
        "dead": "casualties",
        "statement": "points",
        "matrix": "points",
        "predictions": "verdicts",
        "verdicts": "verdicts",
        "unforeseen": "surprises",
        "recall": "resolutions",
        "tried": "tried",
        "assumptions": "outcomes",
    },
}


@pytest.fixture(scope="module")
def town() -> tables.Package:
    return tables.Package(EXAMPLE)


def call(room, name: str, town: tables.Package):
    """A word of a lesson on the example, with whatever it must be given."""
    asks = "predict" in inspect.signature(getattr(room, name)).parameters
    given = GIVEN.get(name, ["E01"] if name == "accounts" else [])
    return getattr(room, name)(*given, data=town, **({"predict": False} if asks else {}))


def words(thing) -> str:
    """All that a reader meets: the words of the page and those of its SVG pictures, addresses left out."""
    html = thing.static if hasattr(thing, "static") else thing.html()
    drawn = [base64.b64decode(code).decode() for code in re.findall(r"data:image/svg\+xml;base64,([\w+/=]+)", html)]
    page = re.sub(r'(?:href|src)="[^"]*"', "", html)
    return unescape(re.sub(r"<[^>]+>", " ", " ".join([page, *drawn])))


@pytest.mark.parametrize(("room", "name"), [(room, name) for room, names in SHOWN.items() for name in names])
def test_a_word_of_a_lesson_shows_the_invented_article_and_nothing_of_ours(town, desk, room, name):
    found = words(call(room, name, town))
    assert not OUR_CASE.search(found) and "2019-12" not in found  # what came in December is behind its seal


@pytest.mark.parametrize(
    ("room", "name", "table"), [(room, *pair) for room, named in MISSING.items() for pair in named.items()]
)
def test_a_word_whose_table_is_missing_names_it_in_a_sentence(town, desk, room, name, table):
    with pytest.raises(tables.DataError, match=table) as refused:
        call(room, name, town)
    assert str(refused.value).endswith(".")


def test_the_road_to_the_charge_is_told_in_its_own_words(town, desk):
    found = words(history.timeline(predict=False, data=town))
    assert (
        "The road to the charge" in found and "On 8 March 2019, 4 events could be known, of 4 on the timeline" in found
    )
    assert "2 council, 1 protest, 1 study" in found  # the lanes in the descriptor's order


def test_the_story_opens_at_the_count_and_leaves_two_of_four_events(town, desk):
    found = words(history.beginnings(predict=False, data=town))
    assert "From 4 March 2019 on, 2 of 4 events are left (50%)." in found
    assert "Nothing that is left is told as a wrong to the Council side." in found
    assert "The mayor announces the charge before she has met those who work shifts" in found
