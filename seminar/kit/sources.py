"""Sources as a reader meets them: short links in a table's cell, or a list under a card."""

from __future__ import annotations

import pandas as pd

from .show import Html, cell_text, link


def cited(sources: pd.DataFrame, ids: tuple[str, ...]) -> Html:
    """Short links to the sources with these ids, in the order of the sources table."""
    return Html("; ".join(short_link(s) for s in sources[sources.source_id.isin(ids)].itertuples()))


def short_link(source) -> str:
    """Publisher and date, linked to the first address."""
    return link(f"{source.publisher}{_dated(source)}", source.addresses[0])


def source_list(sources: pd.DataFrame) -> str:
    """Sources as an HTML list with links; empty text where there are none."""
    if sources.empty:
        return ""
    items = "".join(
        f"<li>{link(s.title, s.addresses[0])}, {cell_text(s.publisher)}{_dated(s)}</li>" for s in sources.itertuples()
    )
    return f'<ul style="margin:0.2em 0 0.4em;padding-left:1.4em">{items}</ul>'


def _dated(source) -> str:
    return f", {source.date}" if source.date else ""
