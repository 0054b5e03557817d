"""The road to this day: events in lanes, contested events with their accounts, districts, and the counting of the dead.

Nothing here adds figures up. The areas of the districts are those of whole districts, in borders that differ, and some
were held in part only; the same dead are counted by several bodies. A sum of either would look like knowledge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..kit.ids import as_written
from ..tables import DataError, span

FACTUAL = ("fact", "reported-speech")
SPEAKS, NEAR, NONE = "speaks of it", "same paragraph", "no event"


def as_of(rows: pd.DataFrame, day: date) -> pd.DataFrame:
    """The rows (with a column ``known_from``) that could be known on ``day``."""
    return rows[rows.known_from <= pd.Timestamp(day)].reset_index(drop=True)


def timeline(events: pd.DataFrame, actor: str | None = None, kinds: list[str] | None = None) -> pd.DataFrame:
    """Events in order of their first day, with ``first`` and ``last`` day as timestamps and their ``lane``.

    ``kinds`` names the lanes, from 0 up; without it they are the kinds in the table, in alphabetical order. An event of
    another kind is left out. With ``actor``, only events that it took part in or was affected by. A date known only to the
    month or the year spans all of it. ValueError for an actor that no event names.
    """
    kinds = sorted(set(events.kind)) if kinds is None else kinds
    chosen = events if actor is None else involving(events, actor)
    chosen = chosen[chosen.kind.isin(kinds)]
    spans = [(span(begin)[0], span(end or begin)[1]) for begin, end in zip(chosen.date, chosen.end_date, strict=True)]
    days = pd.DataFrame(spans, columns=["first", "last"], index=chosen.index).astype("datetime64[ns]")
    return chosen.assign(lane=chosen.kind.map(kinds.index), **days).sort_values(
        "first", kind="stable", ignore_index=True
    )


def kinds(events: pd.DataFrame, order: Sequence[str]) -> list[str]:
    """The kinds of events in this order; kinds that it does not name come last."""
    held = events.kind.unique().tolist()
    return [kind for kind in order if kind in held] + [kind for kind in held if kind not in order]


def involving(events: pd.DataFrame, actor: str) -> pd.DataFrame:
    """The events that ``actor`` took part in or was affected by; ValueError if no event names it."""
    found = events[[actor in names for names in events.actor_ids]]
    if found.empty:
        known = ", ".join(sorted(set(events.actor_ids.explode())))
        raise ValueError(f"No event names the actor {actor!r}; the events name {known}.")
    return found


def actor_names(events: pd.DataFrame, actors: pd.DataFrame) -> dict[str, str]:
    """The actors that the events name, id -> short name, in the order of the table of actors."""
    named = set(events.actor_ids.explode())
    return {row.actor_id: row.short_name for row in actors.itertuples() if row.actor_id in named}


def given_day(words: str, first: date, last: date) -> date:
    """The day that a reader typed, from ``first`` to ``last``; ValueError with a sentence for anything else."""
    try:
        day = date.fromisoformat(words.strip())
    except ValueError:
        raise ValueError(f"“{words.strip()}” is not a day. Write it as year-month-day, such as {last}.") from None
    if day < first:
        raise ValueError(f"{day} is before the first day of the timeline, {first}. Give a later day.")
    if day > last:
        raise ValueError(f"{day} is after the day from which this seminar speaks, {last}. Give an earlier day.")
    return day


def next_day(stops: Sequence[date], day: date, by: int) -> date:
    """The next of these days (in their order) after ``day``, or before it where ``by`` is negative; at the end, ``day`` itself."""
    return (
        min((d for d in stops if d > day), default=day) if by > 0 else max((d for d in stops if d < day), default=day)
    )


def most_drawn_in(events: pd.DataFrame, first: date, last: date, names: Sequence[str]) -> frozenset[str]:
    """Of these actors or kinds of event, those of whose events in a :func:`timeline` the greatest share began between two days."""
    within = (events["first"] >= pd.Timestamp(first)) & (events["first"] <= pd.Timestamp(last))
    actors = events.actor_ids if "actor_ids" in events else pd.Series([()] * len(events), index=events.index)
    involved = {n: (events.kind == n) | actors.map(lambda ids, n=n: n in ids).astype(bool) for n in names}
    return highest({name: within[own].mean() for name, own in involved.items()})


def highest(values: Mapping[str, float]) -> frozenset[str]:
    """The names with the highest value, ties together; those without a number do not count."""
    held = {name: round(float(value), 9) for name, value in values.items() if not pd.isna(value)}
    return frozenset(name for name, value in held.items() if value == max(held.values()))


@dataclass(frozen=True)
class Story:
    """What is left of a timeline when the story begins on the day ``start``.

    ``left`` holds the events that had not ended by then, ``dropped`` the others; ``share`` is the share that is left, and
    ``wrongs`` what is told as a wrong, and to which side, in the events that are left, in their order.
    """

    start: date
    left: pd.DataFrame
    dropped: pd.DataFrame
    wrongs: pd.DataFrame

    @property
    def share(self) -> float:
        return len(self.left) / (len(self.left) + len(self.dropped))

    @property
    def most_dropped(self) -> frozenset[str]:
        """The kinds of event of which the greatest share falls out."""
        every = pd.concat([self.left, self.dropped]).kind.value_counts()
        return highest(self.dropped.kind.value_counts().reindex(every.index, fill_value=0) / every)

    def first_wrongs(self, side: str, most: int = 1) -> pd.DataFrame:
        """The first wrongs told as done to one side, ``most`` at most; an empty table where the story has none."""
        return self.wrongs[self.wrongs.side == side].head(most)


def story_from(events: pd.DataFrame, wrongs: pd.DataFrame, start: date) -> Story:
    """Begin the story of a :func:`timeline` on ``start``. ``wrongs`` has one row per event and side, with ``told_as``."""
    left = events["last"] >= pd.Timestamp(start)
    told = events.loc[left, ["event_id", "date", "title", "first"]].merge(wrongs, on="event_id")
    told = told.sort_values(["first", "event_id", "side"], kind="stable", ignore_index=True)
    return Story(start, events[left].reset_index(drop=True), events[~left].reset_index(drop=True), told)


def start_day(starts: pd.DataFrame, start_id: str = "") -> date:
    """The day of a start, by default of the one that is asked about; DataError for an id that is not in the table."""
    start_id = as_written(start_id, starts.start_id)
    chosen = starts[starts.start_id == start_id] if start_id else starts[starts.asked.astype(bool)]
    if chosen.empty and start_id:
        raise DataError(f"There is no start {start_id!r}; there are {', '.join(starts.start_id)}.")
    if len(chosen) != 1:
        raise DataError(f"The table starts has {len(chosen)} rows that are asked about; there must be one.")
    return chosen.date.iloc[0].date()


def lanes(events: pd.DataFrame, kinds: list[str]) -> pd.Series:
    """The number of events of each kind, in the order of ``kinds``; a kind without events has 0."""
    return events.kind.value_counts().reindex(kinds, fill_value=0).rename("events")


def contested(events: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """One row per account of a contested event: event_id, date, title, who, side, account, source_ids.

    A contested event without an account still has a row, with empty texts, so that the gap shows.
    """
    disputed = events.loc[events.certainty == "contested", ["event_id", "date", "title"]]
    told = disputed.merge(accounts[["event_id", "who", "side", "account", "source_ids"]], on="event_id", how="left")
    texts = ["who", "side", "account"]
    told[texts] = told[texts].fillna("")
    told["source_ids"] = [ids if isinstance(ids, tuple) else () for ids in told.source_ids]
    return told


def told_alike(events: pd.DataFrame) -> frozenset[str]:
    """The kinds of event of which none is contested."""
    return frozenset(events.kind) - frozenset(events.kind[events.certainty == "contested"])


def told_by_several(events: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """The events of which at least two voices give an account: contested ones first, otherwise in the table's order."""
    tellers = accounts.groupby("event_id").who.nunique()
    told = events[events.event_id.map(tellers).fillna(0) >= 2]
    return told.sort_values("certainty", key=lambda c: c != "contested", kind="stable", ignore_index=True)


def one_sided(events: pd.DataFrame, accounts: pd.DataFrame) -> list[str]:
    """The contested events, by id, that only one side gives an account of; outsiders who disagree are not one side."""
    told = contested(events, accounts)
    told = told[told.side != ""]
    voices = told.side.where(told.side != "third-party", told.who).groupby(told.event_id).nunique()
    disputed = events.loc[events.certainty == "contested", "event_id"]
    return [event for event in disputed if voices.get(event, 0) < 2]


def district_table(districts: pd.DataFrame) -> pd.DataFrame:
    """The districts in the order in which they were taken, to be read one by one.

    Area and people are texts that carry their own caution, not numbers: adding them up would count land and people that
    were never on the other side of the line. Each column ``…_name`` has the names in one language.
    """
    rows = districts.sort_values("date_taken", kind="stable")
    area = [f"{km2:,.0f} km². {note}" for km2, note in zip(rows.area_km2, rows.area_note, strict=True)]
    people = [f"{n:,} ({source})" for n, source in zip(rows.population, rows.population_source, strict=True)]
    names = [column for column in rows if column == "name" or column.endswith("_name")]
    kept = rows[["district_id", *names, "date_taken", "held"]]
    return kept.assign(area=area, people=people, note=rows.note).reset_index(drop=True)


def partly_held_share(districts: pd.DataFrame) -> float:
    """The share, 0 to 1, of the districts that were held only in part."""
    return float((districts.held == "part").mean())


CLAIMED = "(claim by the other side)"  # how a metric ends if its figure comes from the other side


def rounds(casualties: pd.DataFrame) -> list[str]:
    """The phases in which the dead were counted, in the order of the table."""
    return casualties.phase.unique().tolist()


def counts(casualties: pd.DataFrame, phase: str, kind: str = "killed") -> pd.DataFrame:
    """What was counted in one ``phase`` and of one ``kind``: by metric, then by the day up to which the count runs.

    Adds ``day`` (a timestamp, the last that ``as_of`` may mean) and ``published``: False where the body gave no figure,
    which is not a count of zero. ValueError if there is no such phase.
    """
    phase = as_written(phase, casualties.phase)
    if phase not in set(casualties.phase):
        raise ValueError(f"There is no phase {phase!r}; the phases are {', '.join(casualties.phase.unique())}.")
    rows = casualties[(casualties.phase == phase) & (casualties.kind == kind)]
    rows = rows.assign(day=pd.to_datetime([span(day)[1] for day in rows.as_of]), published=rows.value_low.notna())
    first = {metric: place for place, metric in enumerate(rows.metric.unique())}
    return rows.sort_values(
        ["metric", "day"], key=lambda c: c.map(first) if c.name == "metric" else c, ignore_index=True
    )


def latest(counted: pd.DataFrame) -> pd.DataFrame:
    """The last count of each metric, from the rows of :func:`counts`; still one row per metric, never a total."""
    return counted.groupby("metric", sort=False).tail(1).reset_index(drop=True)


def worded(low: int | None, high: int | None) -> str:
    """A count in words: ``1,200``, ``2,300 to 3,000``, ``3,000 or more`` (open at the top), ``no count published``."""
    if pd.isna(low):
        return "no count published"
    if pd.isna(high):
        return f"{low:,} or more"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def beside_events(claims: pd.DataFrame, events: pd.DataFrame, kinds: tuple[str, ...] = FACTUAL) -> pd.DataFrame:
    """The article's claims of the given ``kinds``, one row per claim and event, in the order of claims and then of events.

    ``link`` says how they belong together: the claim *speaks of* the event (its ``event_ids``), or is only in the *same
    paragraph*, or there is *no event* to set beside it. That an event is listed does not make the claim true:
    ``certainty`` is the event's, and a contested event has accounts to read.
    """
    chosen = claims[claims.kind.isin(kinds)]
    rows = [
        {"claim_id": claim.claim_id, "label": claim.label, "kind": claim.kind, "paragraphs": claim.paragraphs} | event
        for claim in chosen.itertuples()
        for event in _events_for(claim, events)
    ]
    columns = ["claim_id", "label", "kind", "paragraphs", "link", "event_id", "date", "title", "certainty"]
    return pd.DataFrame(rows, columns=columns)


def checked(claims: pd.DataFrame, events: pd.DataFrame, verdicts: pd.DataFrame) -> pd.DataFrame:
    """The article's factual claims, one per row: the events it speaks of (ids), which of these are contested, and the verdict.

    ``verdicts`` holds one row per claim: what could be seen on the day.
    """
    named = beside_events(claims, events)
    named = named[named.link == SPEAKS].groupby("claim_id")
    told = named.event_id.agg(tuple)
    disputed = named.apply(lambda rows: tuple(rows.event_id[rows.certainty == "contested"]), include_groups=False)
    rows = claims[claims.kind.isin(FACTUAL)].merge(
        verdicts[["claim_id", "verdict", "evidence"]], on="claim_id", validate="1:1"
    )
    return rows.assign(
        events=[told.get(claim, ()) for claim in rows.claim_id],
        contested=[disputed.get(claim, ()) for claim in rows.claim_id],
    )[["claim_id", "label", "kind", "paragraphs", "events", "contested", "verdict", "evidence"]]


def _events_for(claim, events: pd.DataFrame) -> list[dict]:
    """The events that one claim speaks of, then those of its paragraphs; one empty event if there are none."""
    columns = ["event_id", "date", "title", "certainty"]
    named = events.event_id.isin(getattr(claim, "event_ids", ()))
    near = ~named & events.paragraphs.map(lambda told: not set(claim.paragraphs).isdisjoint(told)).astype(bool)
    found = pd.concat([events.loc[named, columns].assign(link=SPEAKS), events.loc[near, columns].assign(link=NEAR)])
    return found.to_dict("records") or [dict.fromkeys(columns, "") | {"link": NONE}]
