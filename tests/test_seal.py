"""Nothing later than the article stands in any lesson or exercise before the seventh: in no word, code, output or table twin."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from seminar.tables import HINDSIGHT

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = [
    path
    for folder in ("notebooks", "exercises", "exercises/key")
    for path in sorted((ROOT / folder).glob("[0-9]*.ipynb"))
    if not path.name.startswith("07")
]
LATER_DATE = re.compile(
    r"\b202[1-9]\b|\b(November|December) 2020\b|\b2020-1[12]\b|\b(1[7-9]|2\d|3[01]) October 2020\b|\b2020-10-(1[7-9]|2\d|3[01])\b"
)
# What only later events have: places, papers and names that no table of the day holds.
LATER_NAME = re.compile(
    r"44-day|trilateral|TRIPP\b|Faylaq|\bBarda\b|Yeraskh|Jermuk|Sev Lich|Shusha Declaration|Mi-24|checkpoint|Washington summit|"
    r"monitoring centre|1,960|peacekeepers leave|exodus",
    flags=re.I,
)
# The forecasts ask about the time to come, and so name it; they say nothing of how it came.
ASKING = {"forecasts"}


def told(path: Path) -> str:
    """Everything that a reader of the notebook sees or can unfold, without addresses and compressed pictures."""
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.id not in ASKING]
    parts = [cell.source for cell in cells]
    for cell in cells:
        for output in cell.get("outputs", []):
            parts += [str(text) for text in output.get("data", {}).values()] + [output.get("text", "")]
    return re.sub(r"base64,[A-Za-z0-9+/=]+|https?://[^\s\"<)]+", "", "\n".join(parts))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_no_later_date_and_no_later_name_is_told(path):
    text = told(path)
    for found in (LATER_DATE.search(text), LATER_NAME.search(text)):
        assert not found, f"{found.group()!r} in {text[max(0, found.start() - 80) : found.end() + 80]!r}"


def test_the_names_are_those_of_later_events_and_of_no_earlier_one(data):
    later, known = data.read("events", HINDSIGHT), data.read("events")
    later = later[~later.event_id.isin(known.event_id)]
    assert not (known.title + " " + known.description).str.contains(LATER_NAME).any()
    assert (later.title + " " + later.description + " " + later.place).str.contains(LATER_NAME).sum() >= 8


def test_lesson_7_does_tell_what_came_later():
    """So the search would find it elsewhere."""
    text = told(ROOT / "notebooks" / "07_hindsight.ipynb")
    assert LATER_DATE.search(text) and LATER_NAME.search(text)
