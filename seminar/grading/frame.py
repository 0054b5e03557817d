"""The frame of the report's pages: still HTML, without script, nothing fetched, and a policy that forbids the rest.

All text passes through Jinja with its escaping on, so that what a student wrote is shown and never run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..exercises.marking import amount
from .records import NOT_GRADED
from .sheets import clean, line

TEMPLATES = Path(__file__).with_name("templates")
SIGNS = {"right": "✓", "partly": "◐", "not yet": "✗", "not attempted": "○", "for a person": "✎", NOT_GRADED: "–"}
WORDS = {
    "right": "Right",
    "partly": "Partly right",
    "not yet": "Not right yet",
    "not attempted": "Not attempted",
    "for a person": "A person reads this",
    NOT_GRADED: "Not graded",
}


def render(template: str, page: dict) -> str:
    """A page from its template."""
    return "".join(rendered(template, page))


def rendered(template: str, page: dict) -> Iterator[str]:
    """The same in pieces: what the page goes through one by one need never be in memory as a whole."""
    made = _templates().get_template(template).stream(page=page)
    made.enable_buffering(500)
    return made


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters |= {"points": points, "percent": percent, "line": line}
    made.globals |= {
        "style": Markup((TEMPLATES / "style.css").read_text(encoding="utf-8")),
        "SIGNS": SIGNS,
        "WORDS": WORDS,
    }
    return made


def _printable(value: object) -> object:
    """Whatever is put into a page, without characters that no page may hold."""
    return clean(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def points(value: float | None) -> str:
    """Points as a person writes them: 11.7, 2.5, 5; a dash where there are none."""
    return "–" if value is None else amount(value)


def percent(share: float | None) -> str:
    """A share as a page writes it; a dash where there is none."""
    return "–" if share is None else f"{share:.0%}"


# --- text


def flowing(text: str) -> str:
    """Text whose lines were broken by hand, in one line a paragraph."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text))


def cut(text: str, most: int) -> str:
    """The text, or its beginning and how much is left out."""
    return text if len(text) <= most else f"{text[:most].rstrip()} … (cut; {len(text) - most:,} characters more)"
