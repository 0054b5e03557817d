"""The actors as cards and lists: who each is, what it wants, whom it has ties with, which figures about it were known."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from ..kit.show import Table, table_html
from ..kit.sources import source_list
from ..kit.words import signed
from ..tables import DataError
from . import model

_EXACT = 10_000  # from here up a figure is written with commas and without decimals


@dataclass(frozen=True)
class CastScene:
    """What the cards are drawn from: the tables ``actors``, ``interests``, ``relations`` and ``sources``, already sealed."""

    people: pd.DataFrame
    interests: pd.DataFrame
    relations: pd.DataFrame
    sources: pd.DataFrame

    @property
    def names(self) -> dict[str, str]:
        """Actor -> its short name, in the table's order."""
        return model.names(self.people)


def card(scene: CastScene, actor: str) -> str:
    """One actor as HTML: who it is, what it wants, how strongly and how we know, and its ties."""
    person = scene.people.set_index("actor_id", drop=False).loc[actor]
    where = ", ".join(person.paragraphs) or "not named"
    parts = [
        f'<p style="margin:0 0 0.4em"><strong>{escape(person["name"])}</strong> · {escape(person.kind)} · in the article: {where}<br>'
        f"{escape(person.role)}</p>",
        f'<p style="margin:0 0 0.4em;max-width:60em">{escape(person.profile)}</p>',
    ]
    cited: list[str] = []
    if actor in set(scene.interests.actor_id):
        rows = model.wants(scene.interests, actor)
        shown = rows[["interest", "category", "intensity", "basis", "rationale"]]
        heads = ["What it wants", "Category", "Intensity (1-5)", "Ground", "Why we say so"]
        parts.append(table_html(shown.set_axis(heads, axis=1), f"Interests of {person.short_name}"))
        cited += [s for ids in rows.source_ids for s in ids]
    else:
        parts.append(f"<p>No interest is listed for {escape(person.short_name)}.</p>")
    ties = scene.relations[(scene.relations.actor_a == actor) | (scene.relations.actor_b == actor)]
    if not ties.empty:
        parts.append(table_html(_ties_of(ties, actor, scene.names), f"Ties of {person.short_name}"))
        cited += [s for ids in ties.source_ids for s in ids]
    found = scene.sources[scene.sources.source_id.isin(cited)]
    if len(found):
        parts.append(
            f'<details><summary style="cursor:pointer">Sources of this card ({len(found)})</summary>{source_list(found)}</details>'
        )
    return "".join(parts)


def _ties_of(ties: pd.DataFrame, actor: str, names: dict[str, str]) -> pd.DataFrame:
    """One actor's ties, the closest first: with whom, what kind, how strong, what it consists of."""
    other = ties.actor_b.where(ties.actor_a == actor, ties.actor_a).map(names)
    rows = ties.assign(other=other, strength=ties.strength.astype(int)).sort_values(
        "strength", ascending=False, kind="stable"
    )
    shown = rows.assign(strength=rows.strength.map(signed))[["other", "relation", "strength", "what"]]
    return shown.set_axis(["With", "Tie", "Strength (−3 to +3)", "What it consists of"], axis=1)


def cast(people: pd.DataFrame) -> Table:
    """Everybody with a stake: who they are, and where the article speaks of them."""
    missing = people[~people.in_article.astype(bool)]
    aside = f" and leaves {len(missing)} aside: {', '.join(missing.short_name)}" if len(missing) else ""
    sentence = f"{len(people)} actors; the article treats {len(people) - len(missing)} of them as actors{aside}."
    rows = people.assign(where=[", ".join(p) or "not named" for p in people.paragraphs])
    table = rows[["short_name", "kind", "role", "where"]].set_axis(
        ["Actor", "Kind", "Part in the conflict", "Paragraphs"], axis=1
    )
    return Table(table, sentence, "Who has a stake")


def figures(known: pd.DataFrame, actor: str, names: dict[str, str]) -> Table:
    """The figures about one actor, each with the period and the method it depends on; DataError for an unknown actor."""
    if actor not in names:
        raise DataError(f"There is no actor {actor!r}; the actors are: {', '.join(names)}.")
    rows = known[known.actor_id == actor]
    table = rows.assign(value=[f"{v:g}" if v < _EXACT else f"{v:,.0f}" for v in rows.value])[
        ["indicator", "period", "value", "unit", "window_note"]
    ]
    bare = int((rows.window_note == "").sum())
    sentence = (
        f"{len(rows)} figures on {names[actor]} were public on the day; {len(rows) - bare} carry a note on window, edition or method."
        if len(rows)
        else f"No figure on {names[actor]} is in the table for that day."
    )
    heads = ["Figure", "Period", "Value", "Unit", "What it depends on"]
    return Table(table.set_axis(heads, axis=1), sentence, f"Figures on {names[actor]}")
