"""The road to October: a timeline that can be filtered, seven districts on a map, and the dead by who counts them.

The timeline and the map are SVG, since they move with a control. The counts stand still and are drawn with matplotlib.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import cos, radians
from xml.etree.ElementTree import Element

import pandas as pd
from matplotlib.dates import num2date
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ..kit import svg
from ..kit.palette import (
    BAND,
    GREY,
    INK,
    KINDS,
    LINE,
    MUTED,
    ORANGE,
    PALE_GREY,
    PALE_SAND,
    PALE_SKY,
    PAPER,
    SHADE,
    SKY,
    YELLOW,
)
from ..kit.show import Html, Picture, Table, cell_text
from ..kit.sources import source_list
from . import model as history

# --- the timeline ---

_WIDTH, _LEFT, _RIGHT, _TOP, _BOTTOM = 900, 116, 892, 32, 62
_RADIUS, _ROW, _APART, _PERIOD_GAP = 10.0, 22, 21.5, 10


@dataclass(frozen=True)
class Period:
    """A stretch of the timeline with a scale of its own: its days and where they stand on the page."""

    label: str
    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    right: float

    def x(self, day: pd.Timestamp) -> float:
        """Where a day stands; days outside the period stand at its edge."""
        part = (day - self.first) / (self.last + pd.Timedelta(days=1) - self.first)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)


@dataclass(frozen=True)
class Place:
    """Where an event stands: its number, the middle of its mark, and where its last day is."""

    number: int
    x: float
    y: float
    end: float


class Chart:
    """The fixed frame of a timeline: made once from all its events, so that nothing jumps when some are left out.

    ``events`` is a :func:`seminar.models.history.timeline`, ``periods`` the table of that name, ``kinds`` the lanes from
    the top down. Each event keeps its number, and its place, in every drawing.
    """

    def __init__(self, events: pd.DataFrame, periods: pd.DataFrame, kinds: list[str]):
        self.events, self.kinds = events, kinds
        self.periods = _periods(events, periods)
        self.places: dict[str, Place] = {}
        self.lane_tops: list[float] = []
        top = float(_TOP)
        for kind in kinds:
            self.lane_tops.append(top)
            top += self._place_lane(events[events.kind == kind], top)
        self.bottom = top
        self.height = top + _BOTTOM
        self._frame = [*self._lanes(), *self._scales()]

    def x(self, day: date) -> float:
        """Where a day stands on the page."""
        moment = pd.Timestamp(day)
        return next((p for p in self.periods if moment <= p.last), self.periods[-1]).x(moment)

    def draw(self, shown: set[str], ghosts: set[str], shade: tuple[float, float] | None, words: str, alt: str) -> str:
        """The timeline as SVG: a numbered mark for each event in ``shown``, a dot for each in ``ghosts``.

        ``shade`` is a stretch (from x, to x) to be greyed and ``words`` what is written over it.
        """
        body = list(self._frame)
        if shade and shade[1] - shade[0] > 0.5:
            body.insert(0, _rect(shade[0], _TOP, shade[1] - shade[0], self.bottom - _TOP, fill=SHADE))
            edge = shade[0] if shade[0] > _LEFT else shade[1]
            body.append(svg.path([(edge, _TOP - 4), (edge, self.bottom)], stroke=INK, stroke_width=1.5))
        elif shade:
            body.append(svg.path([(shade[0], _TOP - 4), (shade[0], self.bottom)], stroke=INK, stroke_width=1.5))
        for event in self.events.itertuples():
            if event.event_id in shown:
                body.append(self._mark(event))
            elif event.event_id in ghosts:
                place = self.places[event.event_id]
                body.append(svg.element("circle", cx=place.x, cy=place.y, r=3, fill=LINE))
        return svg.drawing(_WIDTH, self.height, *body, *self._key(words if ghosts else ""), alt=alt)

    def number(self, event_id: str) -> int:
        """The number that an event carries in every drawing."""
        return self.places[event_id].number

    def _place_lane(self, events: pd.DataFrame, top: float) -> float:
        """Give each event of a lane a row in which it meets no other; return the lane's height."""
        ends: list[float] = []
        for event in events.itertuples():
            period = next((p for p in self.periods if event.first <= p.last), self.periods[-1])
            x = min(max(period.x(event.first), period.left + _RADIUS + 1), period.right - _RADIUS - 1)
            end = max(self.x(event.last), x)
            row = next((i for i, taken in enumerate(ends) if x - taken >= _APART), len(ends))
            ends[row:] = [max(x, end - _RADIUS), *ends[row + 1 :]]
            self.places[event.event_id] = Place(event.Index + 1, x, top + 6 + _ROW * (row + 0.5), end)
        return max(len(ends), 1) * _ROW + 12

    def _lanes(self) -> list[Element]:
        parts = []
        edges = [*self.lane_tops, self.bottom]
        for i, kind in enumerate(self.kinds):
            if i % 2:
                parts.append(_rect(0, edges[i], _RIGHT, edges[i + 1] - edges[i], fill=BAND, fill_opacity=0.6))
            parts.append(svg.text(6, (edges[i] + edges[i + 1]) / 2 + 4, kind.capitalize(), 13, font_weight=600))
        return parts

    def _scales(self) -> list[Element]:
        parts = []
        for period in self.periods:
            middle = (period.left + period.right) / 2
            parts.append(svg.text(middle, 16, period.label, 11.5, text_anchor="middle", font_weight=600))
            parts.append(
                svg.path([(period.left, self.bottom), (period.right, self.bottom)], stroke=INK, stroke_width=1)
            )
            for day, words in _ticks(period):
                x = period.x(day)
                if x + 7.2 * len(words) > period.right + _PERIOD_GAP:
                    continue  # it would run into the next period
                parts.append(svg.path([(x, _TOP), (x, self.bottom + 4)], stroke=LINE, stroke_width=0.5))
                parts.append(svg.text(x, self.bottom + 17, words, 11, text_anchor="start", fill=MUTED))
        return parts

    def _mark(self, event) -> Element:
        place = self.places[event.event_id]
        edge = 2.6 if event.paragraphs else 1.0
        disputed = event.certainty == "contested"
        looks = {"fill": YELLOW if disputed else PALE_SKY, "stroke": INK, "stroke_width": edge}
        r = _RADIUS - 1
        shape = _diamond(place.x, place.y, r + 2, **looks) if disputed else _circle(place.x, place.y, r, **looks)
        parts = [svg.element("title", f"{place.number}. {event.date}: {event.title}")]
        if place.end - place.x > _RADIUS:
            parts.append(svg.path([(place.x, place.y), (place.end, place.y)], stroke=INK, stroke_width=3))
        label = svg.text(place.x, place.y + 4, str(place.number), 11, text_anchor="middle")
        return svg.element("g", *parts, shape, label)

    def _key(self, ghost: str) -> list[Element]:
        y = self.height - 16
        looks = {"stroke": INK, "stroke_width": 1.0}
        parts = [
            _circle(14, y - 4, 8, fill=PALE_SKY, **looks),
            svg.text(28, y, "confirmed", 12),
            _diamond(114, y - 4, 9, fill=YELLOW, **looks),
            svg.text(129, y, "contested", 12),
            _circle(212, y - 4, 8, fill=PAPER, stroke=INK, stroke_width=2.6),
            svg.text(226, y, "thick edge: the article speaks of it", 12),
            svg.path([(496, y - 4), (524, y - 4)], stroke=INK, stroke_width=3),
            svg.text(532, y, "it lasted until there", 12),
        ]
        if ghost:
            parts += [svg.element("circle", cx=700, cy=y - 4, r=3, fill=LINE), svg.text(710, y, ghost, 12)]
        return parts


def timeline(chart: Chart, known: pd.DataFrame, chosen: pd.DataFrame, who: str, day: date) -> Picture:
    """The events that could be known on ``day``: ``chosen``, those of the actor named ``who``, as marks, the rest as dots.

    ``known`` and ``chosen`` are rows of the chart's events; ``who`` is empty for all actors.
    """
    shown = set(chosen.event_id)
    shade = (chart.x(day + timedelta(days=1)), float(chart.periods[-1].right))
    whose = f"with {who} " if who else ""
    alt = (
        f"A timeline of {len(chart.events)} events from {long_day(chart.periods[0].first)} to {long_day(chart.periods[-1].last)}, "
        f"in lanes by kind: {', '.join(chart.kinds)}. It shows what could be known on {long_day(day)}."
    )
    counts = history.lanes(chosen, chart.kinds)
    disputed = int((chosen.certainty == "contested").sum())
    kinds = ", ".join(f"{n} {kind}" for kind, n in counts.items() if n)
    sentence = (
        f"On {long_day(day)}, {len(chosen)} events {whose}could be known, of {len(chart.events)} on the timeline"
        + (
            f": {kinds}. Of these, {disputed} {_are(disputed)} contested, and the article speaks of {int(chosen.paragraphs.map(bool).sum())}."
            if len(chosen)
            else "."
        )
    )
    drawing = chart.draw(shown, set(known.event_id) - shown, shade, "another actor’s", alt)
    return Picture(drawing, alt, sentence, _event_table(chart, chosen), title="The road to October")


def beginning(chart: Chart, story: history.Story) -> Picture:
    """The timeline with the story's start as a line: what is left as marks, what falls out before it as dots."""
    edge = max(chart.x(story.start), float(_LEFT))
    start = long_day(story.start)
    alt = f"The timeline, with the events that had ended before {start} reduced to dots: the story begins on that day."
    opens = f"The story opens with “{story.left.title.iloc[0]}”. " if len(story.left) else ""
    firsts = " ".join(_first_told(story, side) for side in sorted(set(story.wrongs.side) | {"armenian", "azerbaijani"}))
    sentence = f"From {start} on, {len(story.left)} of {len(chart.events)} events are left ({story.share:.0%}). {opens}{firsts}"
    drawing = chart.draw(
        set(story.left.event_id), set(story.dropped.event_id), (float(_LEFT), edge), "falls out of the story", alt
    )
    return Picture(drawing, alt, sentence, _event_table(chart, story.left), title=f"The story from {start}")


def _first_told(story: history.Story, side: str) -> str:
    first = story.first_wrongs(side)
    if first.empty:
        return f"Nothing that is left is told as a wrong to the {side.capitalize()} side."
    row = first.iloc[0]
    return f"First told as a wrong to the {side.capitalize()} side: {row.told_as.rstrip('.')} ({row.date})."


def beginnings_table(stories: dict[str, history.Story], sides: list[str]) -> Table:
    """Each start beside what it makes visible: ``stories`` maps a start's words to its story."""
    rows = []
    for words, story in stories.items():
        firsts = [_first_words(story, side) for side in sides]
        rows.append((words, f"{len(story.left)} ({story.share:.0%})", *firsts))
    heads = ["The story begins", "Events left", *(f"First told as a wrong to the {s.capitalize()} side" for s in sides)]
    most, least = max(s.share for s in stories.values()), min(s.share for s in stories.values())
    sentence = (
        f"{len(stories)} starts leave from {most:.0%} down to {least:.0%} of the events. "
        "The table says what each start shows first, not whether a wrong was done or which is graver."
    )
    return Table(pd.DataFrame(rows, columns=heads), sentence, "What each start makes visible")


def _first_words(story: history.Story, side: str) -> str:
    first = story.first_wrongs(side)
    return "none in the timeline" if first.empty else f"{first.date.iloc[0]}: {first.told_as.iloc[0]}"


def wrongs_card(story: history.Story, sides: list[str], sources: pd.DataFrame, most: int = 2) -> str:
    """The first wrongs that the story tells of, side beside side, with their sources, as HTML."""
    columns = []
    for side in sides:
        told = story.first_wrongs(side, most)
        items = "".join(
            f'<p style="margin:0.3em 0 0"><strong>{cell_text(row.date)}, {escape(row.title)}.</strong> {escape(row.told_as)}</p>'
            f"{source_list(sources[sources.source_id.isin(row.source_ids)])}"
            for row in told.itertuples()
        )
        heading = f"<strong>Told first as a wrong to the {side.capitalize()} side</strong>"
        columns.append(f'<div style="flex:1 1 20em">{heading}{items or "<p>None in the timeline.</p>"}</div>')
    return f'<div style="display:flex;flex-wrap:wrap;gap:1.5em">{"".join(columns)}</div>'


def titles(chart: Chart, events: pd.DataFrame) -> str:
    """The numbered titles of events in two columns, as HTML: what the numbers in the picture mean."""
    items = "".join(
        f'<div style="break-inside:avoid;padding-left:2.2em;text-indent:-2.2em">'
        f'<strong style="display:inline-block;width:2em;text-indent:0">{chart.number(e.event_id)}</strong>'
        f" {escape(e.date)} {escape(e.title)}</div>"
        for e in events.itertuples()
    )
    return f'<div style="columns:2 22em;column-gap:2em;font-size:13px;line-height:1.5;max-width:1000px;color:{INK};background:#fff">{items}</div>'


def _event_table(chart: Chart, events: pd.DataFrame) -> pd.DataFrame:
    table = events.assign(number=[chart.number(e) for e in events.event_id])
    table = table[["number", "date", "title", "description", "kind", "certainty", "paragraphs"]]
    return table.set_axis(["No.", "Date", "Event", "What is known", "Kind", "Certainty", "Article"], axis=1)


def _periods(events: pd.DataFrame, periods: pd.DataFrame) -> list[Period]:
    """The periods side by side; each is as wide as it has events, and a little wider, so that none vanishes."""
    inside = [int(events["first"].between(p.first, p.last).sum()) + 4 for p in periods.itertuples()]
    room = _RIGHT - _LEFT - _PERIOD_GAP * (len(inside) - 1)
    made, left = [], float(_LEFT)
    for p, weight in zip(periods.itertuples(), inside, strict=True):
        right = left + room * weight / sum(inside)
        made.append(Period(p.label, p.first, p.last, left, right))
        left = right + _PERIOD_GAP
    return made


def _ticks(period: Period) -> list[tuple[pd.Timestamp, str]]:
    """A few days to be named under a period, with their words: years, months or days by its length."""
    days = (period.last - period.first).days
    if days > 3 * 366:
        step = max(1, days // 365 // 5)
        years = range(period.first.year + (period.first.day_of_year > 1), period.last.year + 1)
        return [(pd.Timestamp(year, 1, 1), str(year)) for year in years if year % step == 0 or step == 1]
    if days > 45:
        starts = pd.date_range(period.first, period.last, freq="MS")
        return [(day, f"{day:%b}") for day in starts]
    return [(day, f"{day.day} {day:%b}") for day in pd.date_range(period.first, period.last, freq="5D")]


def _rect(x: float, y: float, width: float, height: float, **looks: object) -> Element:
    return svg.element("rect", x=x, y=y, width=width, height=height, **looks)


def _circle(x: float, y: float, r: float, **looks: object) -> Element:
    return svg.element("circle", cx=x, cy=y, r=r, **looks)


def _diamond(x: float, y: float, r: float, **looks: object) -> Element:
    return svg.path([(x - r, y), (x, y - r), (x + r, y), (x, y + r)], closed=True, **looks)


def long_day(day: date | str) -> str:
    """A day, month or year as a person writes it: 16 October 2020, April 1991."""
    parts = str(day)[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    stamp = pd.Timestamp(f"{parts[0]}-{parts[1]}-01")
    return f"{int(parts[2])} {stamp:%B %Y}" if len(parts) == 3 else f"{stamp:%B %Y}"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


# --- two accounts ---


def accounts(event, told: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """One event, and who tells it how. ``event`` is a row of events; ``told`` its accounts, all already sealed."""
    rows = [
        (a.side.capitalize(), a.who, a.account, Html(source_list(sources[sources.source_id.isin(a.source_ids)])))
        for a in told.itertuples()
    ]
    sides = told.side.drop_duplicates().str.capitalize().tolist()
    state = "contested" if event.certainty == "contested" else "not in doubt as an event, and told in different words"
    sentence = (
        f"“{event.title}” ({_when(event)}) is {state}: {len(rows)} accounts "
        f"({', '.join(sides)}). What the timeline says of it: {event.description}"
    )
    return Table(
        pd.DataFrame(rows, columns=["Side", "Who", "What they say", "Sources"]),
        sentence,
        f"{event.title}: who tells it how",
    )


def _when(event) -> str:
    return f"{long_day(event.date)} to {long_day(event.end_date)}" if event.end_date else long_day(event.date)


# --- the districts ---

_MAP_WIDTH, _KEY_LEFT, _KEY_TOP, _KEY_ROW = 530, 556, 46, 52
_LETTERS = "abcdefgh"


class DistrictMap:
    """The districts on a schematic map: ``shapes`` is GeoJSON, ``table`` a district_table with its districts in order.

    Features of the kind *district* carry a ``district_id``; of the kind *country*, ``labels`` (words, longitude,
    latitude); of the kind *town*, a ``name``. ``bbox`` is the window.
    """

    def __init__(self, shapes: dict, table: pd.DataFrame):
        self.table, self.note = table, shapes["note"]
        self.source = shapes["source"]
        west, south, east, north = shapes["bbox"]
        self._across = _MAP_WIDTH / (east - west)
        self._up = self._across / cos(radians((south + north) / 2))
        self._west, self._north = west, north
        self.height = max((north - south) * self._up, _KEY_TOP + _KEY_ROW * (len(table) + 1.5))
        self._map_height = (north - south) * self._up
        kinds = {k: [f for f in shapes["features"] if f["properties"]["kind"] == k] for k in ("country", "town")}
        self._countries, self._towns = kinds["country"], kinds["town"]
        self._districts = {
            f["properties"]["district_id"]: [self._page(ring) for ring in _outer_rings(f)]
            for f in shapes["features"]
            if f["properties"]["kind"] == "district"
        }

    def draw(self, chosen: str, name: str) -> Picture:
        """The map with one district picked out; ``name`` must differ between two maps on one page."""
        body: list[Element] = [
            svg.element(
                "defs",
                svg.hatch(f"{name}-whole", "rising", PALE_GREY),
                svg.hatch(f"{name}-part", "dots", PALE_SAND),
                svg.element("clipPath", _rect(0, 0, _MAP_WIDTH, self._map_height), id=f"{name}-window"),
            )
        ]
        land = [
            svg.path(self._page(ring), closed=True, fill=PAPER, stroke=LINE, stroke_width=1.2)
            for f in self._countries
            for ring in _outer_rings(f)
        ]
        for row in sorted(self.table.itertuples(), key=lambda r: r.district_id == chosen):
            picked = row.district_id == chosen
            looks = {"stroke": INK, "stroke_width": 3.5 if picked else 1, "fill": f"url(#{name}-{row.held})"}
            land += [svg.path(ring, closed=True, **looks) for ring in self._districts[row.district_id]]
        body.append(svg.element("g", *land, clip_path=f"url(#{name}-window)"))
        body.append(_rect(0.5, 0.5, _MAP_WIDTH - 1, self._map_height - 1, fill="none", stroke=LINE, stroke_width=1))
        body += [self._country(*label) for f in self._countries for label in f["properties"]["labels"]]
        body += [part for i, f in enumerate(self._towns) for part in self._town(_LETTERS[i], f)]
        body += [part for row in self.table.itertuples() for part in self._number(row, row.district_id == chosen)]
        body += self._key(chosen, name)
        row = self.table.set_index("district_id").loc[chosen]
        in_part = self.table.name[self.table.held == "part"].tolist()
        sentence = (
            f"{row['name']}, number {self.number(chosen)}, was taken on {long_day(row.date_taken)}; at the truce it was held "
            f"{'in part' if row.held == 'part' else 'whole'}. Held in part only: {' and '.join(in_part)}, {len(in_part)} of {len(self.table)}."
        )
        alt = (
            f"A schematic map of the {len(self.table)} districts around the former oblast, numbered in the order in which they were taken, "
            f"with {row['name']} outlined."
        )
        table = self.table.assign(no=range(1, len(self.table) + 1))[
            ["no", "azerbaijani_name", "armenian_name", "date_taken", "held", "people_1989", "note"]
        ]
        table.columns = ["No.", "Azerbaijani name", "Armenian name", "Taken", "Held", "People, 1989", "Note"]
        drawing = svg.drawing(_WIDTH, self.height, *body, alt=alt)
        notes = (self.note, f"{self.source}.")
        return Picture(drawing, alt, sentence, table, title="The seven surrounding districts", notes=notes)

    def number(self, district_id: str) -> int:
        """The district's number: its place in the order in which they were taken."""
        return self.table.district_id.tolist().index(district_id) + 1

    def card(self, district_id: str, sources: pd.DataFrame) -> str:
        """All that the table holds of one district, as HTML; ``sources`` are those of its row."""
        row = self.table.set_index("district_id").loc[district_id]
        lines = [
            ("Names", f"{row.azerbaijani_name} in Azerbaijani, {row.armenian_name} in Armenian"),
            ("Taken", f"{long_day(row.date_taken)}; at the truce held {'in part' if row.held == 'part' else 'whole'}"),
            ("People in 1989", row.people_1989),
            ("Area", row.area),
            ("Note", row.note),
        ]
        items = "".join(f'<p style="margin:0.2em 0"><strong>{k}:</strong> {escape(v)}</p>' for k, v in lines if v)
        return f'<div style="font-weight:600">{escape(row["name"])}</div>{items}{source_list(sources)}'

    def _page(self, ring: list) -> list[tuple[float, float]]:
        return [self._point(lon, lat) for lon, lat in ring]

    def _point(self, lon: float, lat: float) -> tuple[float, float]:
        return (lon - self._west) * self._across, (self._north - lat) * self._up

    def _country(self, words: str, lon: float, lat: float) -> Element:
        x, y = self._point(lon, lat)
        return svg.text(x, y, words, 13, text_anchor="middle", fill=MUTED, font_style="italic")

    def _town(self, letter: str, feature: dict) -> list[Element]:
        x, y = self._point(*feature["geometry"]["coordinates"])
        return [
            _rect(x - 2.5, y - 2.5, 5, 5, fill=INK),
            svg.text(x - 6, y + 4, letter, 12, text_anchor="end", font_weight=600),
        ]

    def _number(self, row, picked: bool) -> list[Element]:
        x, y = _centre(max(self._districts[row.district_id], key=lambda ring: abs(_area(ring))))
        looks = {"fill": YELLOW if picked else PAPER, "stroke": INK, "stroke_width": 1.2}
        number = str(self.number(row.district_id))
        return [_circle(x, y, 11, **looks), svg.text(x, y + 4.5, number, 13, text_anchor="middle", font_weight=600)]

    def _key(self, chosen: str, name: str) -> list[Element]:
        parts = [svg.text(_KEY_LEFT, 22, "In the order in which they were taken", 13, font_weight=600)]
        for i, row in enumerate(self.table.itertuples()):
            y = _KEY_TOP + _KEY_ROW * i
            picked = row.district_id == chosen
            if picked:
                box = {"fill": PAPER, "stroke": INK, "stroke_width": 2.5}
                parts.append(_rect(_KEY_LEFT - 8, y - 6, _WIDTH - _KEY_LEFT + 4, 46, rx=4, **box))
            fill = f"url(#{name}-{row.held})"
            held = "in part" if row.held == "part" else "whole"
            parts += [
                _circle(_KEY_LEFT + 12, y + 16, 11, fill=YELLOW if picked else PAPER, stroke=INK, stroke_width=1.2),
                svg.text(_KEY_LEFT + 12, y + 20.5, str(i + 1), 13, text_anchor="middle", font_weight=600),
                _rect(_KEY_LEFT + 30, y + 5, 22, 22, fill=fill, stroke=INK, stroke_width=0.8),
                svg.text(_KEY_LEFT + 60, y + 13, row.name, 14, font_weight=600),
                svg.text(_KEY_LEFT + 60, y + 31, f"{long_day(row.date_taken)} · held {held}", 12.5, fill=MUTED),
            ]
        y = _KEY_TOP + _KEY_ROW * len(self.table) + 14
        for i, feature in enumerate(self._towns):
            parts.append(svg.text(_KEY_LEFT + 7, y + 20 * i, f"{_LETTERS[i]}   {feature['properties']['name']}", 13))
        return parts


def areas(table: pd.DataFrame) -> Table:
    """Each district's area, and what it is the area of. No sum: the sentence says why."""
    in_part = table.name[table.held == "part"].tolist()
    rows = table[["name", "area", "people_1989", "note"]]
    sentence = (
        f"No sum is given. {' and '.join(in_part)} were held in part only, and the areas are of whole districts, "
        "not all in the same borders. A sum would count land and people on the other side of the line."
    )
    return Table(
        rows.set_axis(["District", "Area, and what it is the area of", "People in 1989", "Note"], axis=1),
        sentence,
        "Areas that must not be added up",
    )


def _outer_rings(feature: dict) -> list[list]:
    shape = feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [polygon[0] for polygon in polygons]


def _area(ring: list[tuple[float, float]]) -> float:
    after = ring[1:] + ring[:1]
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, after, strict=True)) / 2


def _centre(ring: list[tuple[float, float]]) -> tuple[float, float]:
    """The centre of gravity of a ring."""
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    whole = 6 * _area(ring)
    return (
        sum((x + a) * (x * b - a * y) for (x, y), (a, b) in pairs) / whole,
        sum((y + b) * (x * b - a * y) for (x, y), (a, b) in pairs) / whole,
    )


# --- the dead ---

_CLAIMED = "(claim by the other side)"


def dead(casualties: pd.DataFrame, phase: str) -> Picture:
    """One war's dead as a ledger: a line for each thing that is counted, with its numbers on the days that they run up to.

    Numbers are written, not drawn to scale: most of them cannot be compared, and none may be added to another.
    """
    counted = _worded_metrics(history.counts(casualties, phase))
    metrics = counted.metric.unique().tolist()
    figure = Figure(figsize=(8.6, 0.72 * len(metrics) + 0.9), layout="constrained")
    axes = figure.add_subplot()
    days = counted.day
    margin = max((days.max() - days.min()) * 0.06, pd.Timedelta(days=1))
    axes.set(xlim=(days.min() - margin, days.max() + margin), ylim=(len(metrics) - 0.4, -0.7))
    labels = []
    for y, metric in enumerate(metrics):
        rows = counted[counted.metric == metric]
        published = rows[rows.published]
        claimed = _CLAIMED in metric
        labels.append(_ledger_label(metric, rows.reported_by.iloc[-1]))
        axes.axhline(y + 0.5, color=LINE, linewidth=0.5)
        axes.plot(published.day, [y] * len(published), color=GREY, linewidth=1, zorder=1)
        axes.scatter(
            published.day,
            [y] * len(published),
            marker="D" if claimed else "o",
            s=42,
            facecolor=ORANGE if claimed else SKY,
            edgecolor=INK,
            zorder=2,
        )
        for row in rows.itertuples():
            words = history.worded(row.value_low, row.value_high)
            if row.published:
                axes.annotate(words, (row.day, y), (0, 6), textcoords="offset points", ha="center", fontsize=10)
            else:
                axes.text(0.5, y, words, transform=axes.get_yaxis_transform(), ha="center", va="center", fontsize=10)
                axes.plot([0.03, 0.28], [y, y], color=INK, linestyle=":", transform=axes.get_yaxis_transform())
                axes.plot([0.72, 0.97], [y, y], color=INK, linestyle=":", transform=axes.get_yaxis_transform())
    axes.set_yticks(range(len(metrics)), labels, fontsize=8.6)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=9)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda day, _place: f"{num2date(day).day} {num2date(day):%b}"))
    axes.set_xlabel("the day up to which it was counted", fontsize=9)
    axes.spines[["left", "right", "top"]].set_visible(False)
    absent = counted[~counted.published]
    last = history.latest(counted[counted.published])
    sentence = (
        f"{phase_words(phase)}: {len(metrics)} different things are counted, {len(last)} with a figure. The latest of each: "
        + "; ".join(f"{r.metric}: {history.worded(r.value_low, r.value_high)}" for r in last.itertuples())
        + ". "
        + "".join(f"{r.metric}: no count published, which is not a count of zero. " for r in absent.itertuples())
        + "Nothing here is added up."
    )
    alt = (
        f"A ledger of the dead, {phase_words(phase)}: a line for each thing that is counted, with who counts it, "
        "and the number written at each day up to which a count ran. A diamond marks a claim about the other side's dead."
    )
    table = counted.assign(number=_worded_all(counted))[["metric", "number", "as_of", "reported_by", "note"]]
    table.columns = ["What is counted", "Number", "Up to", "Who counts", "Note"]
    title = f"Who counts the dead, and when: {phase_words(phase)}"
    return Picture(figure, alt, sentence, table, title=title)


def earlier_dead(casualties: pd.DataFrame, phases: list[str]) -> Table:
    """The dead of several rounds, a row a count, in the order of the rounds."""
    counted = _worded_metrics(pd.concat([history.counts(casualties, phase) for phase in phases], ignore_index=True))
    claimed = int(counted.metric.str.contains(_CLAIMED, regex=False).sum())
    sentence = (
        f"{len(counted)} counts of {len(phases)} rounds, by {counted.reported_by.nunique()} tellers. "
        f"{claimed} {_are(claimed)} claims about the other side’s dead."
    )
    table = counted.assign(round=counted.phase.map(phase_words), number=_worded_all(counted))
    table = table[["round", "metric", "number", "as_of", "reported_by", "note"]]
    table.columns = ["Round", "What is counted", "Number", "Up to", "Who counts", "Note"]
    return Table(table, sentence, "The dead of the earlier rounds")


def _worded_metrics(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.assign(metric=counted.metric.str.replace(" - ", ": "))


def _worded_all(counted: pd.DataFrame) -> list[str]:
    return [history.worded(low, high) for low, high in zip(counted.value_low, counted.value_high, strict=True)]


def _ledger_label(metric: str, teller: str) -> str:
    return "\n".join(
        [*textwrap.wrap(metric, 54)[:2], *textwrap.wrap(f"by {teller}", 58, max_lines=2, placeholder=" …")]
    )


def phase_words(phase: str) -> str:
    """A phase's id as words: 'since-27-sep-2020' becomes 'Since 27 Sep 2020', '1988-94' becomes '1988–94'."""
    words = re.sub(r"(?<=\d{4})-(?=\d{2}$)", "–", phase)
    return words.replace("-", " ").title()


# --- the article's own statements ---


def article(checked: pd.DataFrame, events: pd.DataFrame) -> Table:
    """The article's factual claims beside the events that they speak of, and how far each could be checked on the day."""
    titles_ = dict(zip(events.event_id, events.date.str.cat(events.title, sep=": "), strict=True))
    rows = [
        (
            f"{c.claim_id} ({cell_text(c.paragraphs)}) {c.label}",
            KINDS[c.kind].label,
            Html("<br>".join(escape(titles_[e]) + (" (contested)" if e in c.contested else "") for e in c.events)),
            c.verdict.capitalize(),
            c.evidence,
        )
        for c in checked.itertuples()
    ]
    verdicts = checked.verdict.value_counts()
    disputed = checked.claim_id[checked.contested.map(bool)].tolist()
    sentence = (
        f"Of the {len(checked)} claims that report, {', '.join(f'{n} came out “{v}”' for v, n in verdicts.items())}. "
        f"{', '.join(disputed) or 'None'} {'speaks' if len(disputed) == 1 else 'speak'} of an event that is itself contested."
    )
    table = pd.DataFrame(rows, columns=["Claim", "Kind", "Events it speaks of", "On the day", "Why"])
    return Table(table, sentence, "The article’s own statements beside the events")
