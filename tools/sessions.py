"""The sessions of the guide's three plans, read from docs/instructor.md: what slides and handouts are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass

import outcomes

from seminar.kit.words import capital, count
from seminar.tables import Package

GUIDE = outcomes.ROOT / "docs" / "instructor.md"
_TALKS, _PICTURE = (
    "The negotiation",
    "The bargaining table",
)  # the latter for the last question, on what the model does not know
_FROM = 42  # the minute of the negotiation at which the talks are over


@dataclass(frozen=True)
class Stop:
    """A place to stop: the lesson and the section that it speaks of, what to ask, what may be said then."""

    lesson: int
    section: str
    ask: str
    then: str


@dataclass(frozen=True)
class Session:
    """One session of a plan: the stem of its files, its title, the work at home before and after, what is when, its stops."""

    name: str
    title: str
    before: str
    after: str
    minutes: tuple[tuple[str, str], ...]
    stops: tuple[Stop, ...]


def every(data: Package, guide: str = "") -> list[Session]:
    """The sessions of the plans for one, three and eight sessions, in that order. That of the negotiation is called ``debrief``."""
    guide = guide or GUIDE.read_text(encoding="utf-8")
    plans = dict(re.findall(r"^### (One|Three|Eight) sessions?\n(.+?)(?=^##)", guide, flags=re.M | re.S))
    known, talks = stops(guide), debrief(guide)
    parts = re.split(r"^\*\*Session (\d)\.\*\* ", plans["Three"], flags=re.M)
    three = [
        _of_minutes(f"three_{n}", f"Session {n} of three", text, known, talks)
        for n, text in zip(parts[1::2], parts[2::2], strict=True)
    ]
    return [
        _of_minutes("one", "One session", plans["One"], known, talks),
        *three,
        *_of_eight(data, plans["Eight"], guide),
    ]


def stops(guide: str) -> list[Stop]:
    """Every place to stop that the guide names, in the order of the lessons."""
    parts = re.split(r"^### Lesson (\d) · ", guide, flags=re.M)
    found = []
    for lesson, text in zip(parts[1::2], parts[2::2], strict=True):
        named = re.findall(r"^\*\*(?:Stop after|If you stop:) “(.+?)”.*?\*\* (.+?)(?=\n\n|\Z)", text, flags=re.M | re.S)
        for section, words in named:
            first, ask, then = re.fullmatch(r"(.*?)\*Ask:\* (.+?) (\*They say:\*.+)", words, flags=re.S).groups()
            found.append(Stop(int(lesson), section, capital(ask), _plain(first + then)))
    return found


def debrief(guide: str) -> list[Stop]:
    """What the guide asks after the talks of the negotiation: a stop for each row of its table from the merge on."""
    late = [row for row in _rows(_negotiation(guide)) if _after_the_talks(row[0])]
    found = []
    for _minutes, ours, theirs in late:
        section = _PICTURE if len(found) == len(late) - 1 else _TALKS
        ask, then = (_asked(ours), theirs) if ours.startswith("Ask") else (theirs, ours)
        found.append(Stop(4, section, ask, _plain(then)))
    return found


def sections(source: str) -> list[tuple[str, int, bool]]:
    """The sections of a lesson's source that take minutes: title, minutes, and whether it is on the core path."""
    return [
        (title, int(minutes), not outcomes.ASIDE.match(title))
        for title, minutes in re.findall(r"^## (.+) · (\d+) minutes?$", source, flags=re.M)
    ]


def _of_minutes(name: str, title: str, text: str, known: list[Stop], talks: list[Stop]) -> Session:
    """A session that the guide lays out minute by minute; a row may name sections of the lesson that was named last."""
    lesson, rows, found, before = 0, [], [], re.search(r"At home before: (.+)", text)
    for minutes, what in _rows(text):
        if minutes == "At home":
            before = re.match("(.+)", what)
            continue
        rows.append((minutes, _plain(what).strip("[]")))
        for words in re.split(r"(?=Lesson \d)", what):
            lesson = int(named[1]) if (named := re.match(r"Lesson (\d)", words)) else lesson
            found += [stop for stop in known if stop.lesson == lesson and f'"{_short(stop.section)}' in _short(words)]
        found += talks if what.startswith(_TALKS) else []
    after = re.search(r"^At home after: (.+)", text, flags=re.M)
    return Session(name, title, _plain(before[1]), _plain(after[1]) if after else "", tuple(rows), tuple(found))


def _of_eight(data: Package, plan: str, guide: str) -> list[Session]:
    """A session a lesson; its minutes are those of the lesson's core path."""
    sources, titles = outcomes.lesson_sources(), data.read("lessons").set_index("lesson_id").title
    made = []
    for number, here, before, after in _rows(plan):
        lesson = re.match(r"Lesson (\d)", here)
        title = f"Session {number} of eight"
        work = (_plain(before), _plain(after))
        if not lesson:
            minutes = tuple(
                (
                    when,
                    _plain(f"{_asked(ours)} {theirs}" if _after_the_talks(when) and ours.startswith("Ask") else theirs),
                )
                for when, ours, theirs in _rows(_negotiation(guide))
            )
            made.append(Session("debrief", f"{title}: the negotiation", *work, minutes, tuple(debrief(guide))))
            continue
        own = [(count(m, "minute"), t) for t, m, core in sections(sources[int(lesson[1])]) if core]
        found = tuple(stop for stop in stops(guide) if stop.lesson == int(lesson[1]))
        made.append(Session(f"eight_{number}", f"{title}: {titles[int(lesson[1])]}", *work, tuple(own), found))
    return made


def _after_the_talks(minutes: str) -> bool:
    return int(minutes.split("-")[0]) >= _FROM


def _asked(words: str) -> str:
    """The question in "Ask each delegation: what did you give?", as a sentence of its own."""
    return capital(re.sub(r"^Ask[^:]*: ", "", words))


def _negotiation(guide: str) -> str:
    return guide.split("## The negotiation, step by step")[1].split("\n## ")[0]


def _rows(text: str) -> list[list[str]]:
    """The rows of the first Markdown table in a text, without its head."""
    lines = re.search(r"(?:^\|.*\n)+", text, flags=re.M)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def _short(words: str) -> str:
    """A section's title as the plans name it: neither capitals, nor what marks it as off the core path."""
    return words.replace("’", "'").casefold().replace("deeper: ", "")


def _plain(words: str) -> str:
    """Markdown's words without its marks and links."""
    return re.sub(r"[*`]| \(below\)", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words))
