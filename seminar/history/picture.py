"""Two accounts of one event, and the article's own statements beside the events: tables."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd

from ..kit.palette import KINDS
from ..kit.show import Html, Table, cell_text
from ..kit.sources import key_words, source_list
from ..kit.words import long_day, verb


@dataclass(frozen=True)
class AccountsScene:
    """Events (one per row) with their accounts, and the sources."""

    events: pd.DataFrame
    accounts: pd.DataFrame
    sources: pd.DataFrame


def accounts(scene: AccountsScene, event_id: str) -> Table:
    """One event, and how each voice tells it."""
    event = next(scene.events[scene.events.event_id == event_id].itertuples())
    given = scene.accounts[scene.accounts.event_id == event_id]
    rows = [
        (
            a.side.capitalize(),
            a.who,
            a.account,
            Html(source_list(scene.sources[scene.sources.source_id.isin(a.source_ids)], with_key=False)),
        )
        for a in given.itertuples()
    ]
    sides = given.side.drop_duplicates().str.capitalize().tolist()
    state = "contested" if event.certainty == "contested" else "not in doubt as an event, and told in different words"
    sentence = (
        f"“{event.title}” ({_when(event)}) is {state}: {len(rows)} accounts "
        f"({', '.join(sides)}). What the timeline says of it: {event.description}"
    )
    table = pd.DataFrame(rows, columns=["Side", "Who", "What they say", "Sources"])
    return Table(table, sentence, f"{event.title}: who tells it how", (key_words(scene.sources, given.source_ids),))


def _when(event) -> str:
    return f"{long_day(event.date)} to {long_day(event.end_date)}" if event.end_date else long_day(event.date)


def event_options(events: pd.DataFrame) -> list[tuple[str, str]]:
    """Events as a list to pick from: (date and title, id)."""
    return [(f"{event.date} · {event.title}", event.event_id) for event in events.itertuples()]


def article(checked: pd.DataFrame, events: pd.DataFrame) -> Table:
    """The article's factual claims beside the events that they speak of, and how far each could be checked on the day."""
    titles = dict(zip(events.event_id, events.date.str.cat(events.title, sep=": "), strict=True))
    rows = [
        (
            f"{c.claim_id} ({cell_text(c.paragraphs)}) {c.label}",
            KINDS[c.kind].label,
            Html("<br>".join(escape(titles[e]) + (" (contested)" if e in c.contested else "") for e in c.events)),
            c.verdict.capitalize(),
            c.evidence,
        )
        for c in checked.itertuples()
    ]
    verdicts = ", ".join(f"{n} came out “{v}”" for v, n in checked.verdict.value_counts().items())
    disputed = checked.claim_id[checked.contested.map(bool)].tolist()
    sentence = (
        f"Of the {len(checked)} claims that report, {verdicts}. "
        f"{', '.join(disputed) or 'None'} {verb(len(disputed), 'speaks', 'speak')} of an event that is itself contested."
    )
    table = pd.DataFrame(rows, columns=["Claim", "Kind", "Events it speaks of", "On the day", "Why"])
    return Table(table, sentence, "The article’s own statements beside the events")
