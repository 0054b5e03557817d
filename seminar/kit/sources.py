"""Sources as a reader meets them: short links in a table's cell, or a list under a card, each with a mark.

The mark says in letters and signs, so without colour, what sort of source it is, for whom it speaks and how it was read
for this package: ``[D, Russia ≈]`` is a document of Russia of which a copy or a report was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import pandas as pd

from .palette import QUIET
from .show import Html, cell_text, link

KINDS = {
    "document": ("D", "document"),
    "wire": ("W", "news agency"),
    "party press": ("P", "press of one side"),
    "press": ("N", "other press"),
    "scholarship": ("S", "scholarship and comment"),
    "monitor": ("M", "monitor or investigator"),
    "dataset": ("T", "table of figures"),
    "encyclopedia": ("E", "encyclopedia"),
}
READ = {
    "opened": ("", "opened"),
    "opened in part": ("½", "opened in part"),
    "copy": ("≈", "read in a copy or a report"),
    "not opened": ("○", "not opened"),
}


def cited(sources: pd.DataFrame, ids: tuple[str, ...]) -> Html:
    """Short links to the sources with these ids, each with its mark, in the order of the sources table."""
    return Html("; ".join(short_link(s) for s in sources[sources.source_id.isin(ids)].itertuples()))


def short_link(source) -> str:
    """Publisher and date, linked to the first address, and the mark."""
    return link(Html(f"{escape(source.publisher)}{_dated(source)}"), source.addresses[0]) + _marked(source)


def source_list(sources: pd.DataFrame, with_key: bool = True) -> str:
    """Sources as an HTML list with links and marks, by default with a key to these marks; empty text where there are none."""
    if sources.empty:
        return ""
    items = "".join(
        f"<li>{link(s.title, s.addresses[0])}, {cell_text(s.publisher)}{_numbered(s)}{_dated(s)}{_marked(s)}</li>"
        for s in sources.itertuples()
    )
    shown = f'<ul style="margin:0.2em 0 0.4em;padding-left:1.4em">{items}</ul>'
    return shown + (key_line(sources) if with_key else "")


def mark(source) -> str:
    """What sort of source it is, for whom it speaks and how it was read: ``[P, Armenia ½]``.

    Empty for a source whose table does not say it, as that of another seminar may not.
    """
    letter, _ = KINDS.get(getattr(source, "kind", ""), ("", ""))
    sign, _ = READ.get(getattr(source, "read_as", ""), ("", ""))
    if not letter:
        return ""
    return f"[{', '.join([letter, *filter(None, [source.side.replace('; ', ', ')])])}{' ' + sign if sign else ''}]"


def key_words(sources: pd.DataFrame, cells: Iterable[tuple[str, ...]] | None = None) -> str:
    """The key to the marks of these sources, or of those of them that the ``cells`` of a table cite, in one line.

    Empty text where none has a mark.
    """
    if cells is not None:
        sources = sources[sources.source_id.isin({i for ids in cells for i in ids})]
    if not {"kind", "read_as"} <= set(sources.columns):
        return ""
    letters = _explained(KINDS, sources.kind)
    signs = _explained(READ, sources.read_as)
    return f"Sources: {', '.join(letters)}; then for whom it speaks{'; ' + ', '.join(signs) if signs else ''}." * bool(
        letters
    )


def key_line(sources: pd.DataFrame) -> str:
    """The key to the marks of these sources as a small line of HTML."""
    words = key_words(sources)
    return f'<p style="margin:0 0 0.4em;font-size:12px;color:{QUIET}">{escape(words)}</p>' if words else ""


def _explained(marks: dict[str, tuple[str, str]], held: Iterable[str]) -> list[str]:
    held = set(held)
    return [f"{sign} {words}" for name, (sign, words) in marks.items() if sign and name in held]


def _marked(source) -> str:
    words = mark(source)
    return f" {_unbroken(words)}" if words else ""


def _numbered(source) -> str:
    number = getattr(source, "number", "")
    return f", {cell_text(number)}" if number else ""


def _dated(source) -> str:
    return f", {_unbroken(source.date)}" if source.date else ""


def _unbroken(words: str) -> str:
    """A date or a mark, which no line breaks."""
    return f'<span style="white-space:nowrap">{escape(words)}</span>'
