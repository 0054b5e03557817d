"""The frame of a timeline: lanes by kind, periods with a scale of their own, and a numbered mark for each event.

It is SVG, since it moves with a control. Lesson 7 draws the years after the article with it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BAND, BLUE, GROUND, INK, LINE, MUTED, PALE_SKY, PAPER, SHADE, TEXT, YELLOW
from ..kit.show import cell_text
from ..kit.sources import source_list

ANOTHER_ACTOR, DROPPED = "another actor’s", "falls out of the story"  # what a dot on the timeline stands for

_WIDTH, _EDGE, _TOP, _SCALE = (
    900,
    6,
    32,
    26,
)  # the least width; the margin; the periods' names; the days under the lanes
_RADIUS, _ROW, _APART, _GAP = 10.0, 22, 21.5, 10  # a mark, its row, from one mark to the next, between two periods
_KIND, _PERIOD, _DAY, _KEY = 13, 12, 12.5, 13.5  # letters
# How far apart the days named under a period may be, finest first.
_STEPS = ("5D", "7D", "14D", "MS", "3MS", "6MS", "YS", "2YS", "5YS", "10YS", "20YS", "50YS", "100YS", "200YS")
_A_DAY = pd.Timedelta(days=1).as_unit("s")  # pandas 2 counts nanoseconds, which do not reach to before 1678


@dataclass(frozen=True)
class Period:
    """A stretch of the timeline with a scale of its own: its days, and its place on the page."""

    label: str
    first: pd.Timestamp
    last: pd.Timestamp
    left: float
    right: float

    def x(self, day: pd.Timestamp) -> float:
        """The x of a day; days outside the period are put at its edge."""
        part = (day - self.first) / (self.last + _A_DAY - self.first)
        return self.left + min(max(part, 0.0), 1.0) * (self.right - self.left)

    def day(self, x: float) -> pd.Timestamp:
        """The day that begins at this x or has begun before it: the inverse of :meth:`x`; the right edge is the day after the last."""
        part = min(max((x - self.left) / (self.right - self.left), 0.0), 1.0)
        moment = self.first + part * (self.last + _A_DAY - self.first)
        return (moment + pd.Timedelta(minutes=1)).normalize()  # a day's own x is a breath before or after its midnight

    def ticks(self) -> list[tuple[float, str]]:
        """Where days are named under the period, and how: as many as there is room for."""
        for step in _STEPS:
            days = self._days(step)
            words = [self._day_words(day, step) for day in days]
            found = [(self.x(day), w) for day, w in zip(days, words, strict=True)]
            if found and all(a + _day_width(w) <= b for (a, w), (b, _) in pairwise(found)):
                break
        else:
            found = found[:1]
        return [(x, w) for x, w in found if x + _day_width(w) <= self.right + _GAP]

    def _days(self, step: str) -> list[pd.Timestamp]:
        """The first day of every step; months are counted from January and years from the year 0, so that they are round."""
        if step.endswith("D"):
            return list(pd.date_range(self.first, self.last, freq=step, unit="s"))
        if step.endswith("MS"):
            many = int(step.removesuffix("MS") or 1)
            return [
                day for day in pd.date_range(self.first, self.last, freq="MS", unit="s") if (day.month - 1) % many == 0
            ]
        many = int(step.removesuffix("YS") or 1)
        first = self.first.year + (self.first.day_of_year > 1)
        return [pd.Timestamp(year, 1, 1) for year in range(-(-first // many) * many, self.last.year + 1, many)]

    def _day_words(self, day: pd.Timestamp, step: str) -> str:
        if step.endswith("D"):
            return f"{day.day} {day:%b}"
        if step.endswith("MS"):
            return f"{day:%b}" if self.first.year == self.last.year else f"{day:%b %Y}"
        return str(day.year)


def _day_width(words: str) -> float:
    return charts.text_width(words, _DAY) + 4


@dataclass(frozen=True)
class EventPlace:
    """Where an event is drawn: its number, the middle of its mark, and the x of its last day."""

    number: int
    x: float
    y: float
    end: float


@dataclass(frozen=True)
class Touch:
    """What a reader does in a live timeline: the event that is selected, and the handle of the day, its names and its day in words."""

    event: str = ""
    handle: str = ""
    name: str = ""
    says: str = ""


class Chart:
    """The fixed frame of a timeline: made once from all its events, so that nothing jumps when some are left out.

    ``events`` is a :func:`.model.timeline`, ``periods`` a table with label, first and last day, ``kinds`` the lanes from
    the top down, ``title`` what the timeline is called. Each event keeps its number, and its place, in every drawing.
    """

    def __init__(self, events: pd.DataFrame, periods: pd.DataFrame, kinds: list[str], title: str):
        self.events, self.kinds, self.title = events, kinds, title
        self._rows = list(events.itertuples())
        names = [charts.text_width(kind.capitalize(), _KIND, bold=True) for kind in kinds]
        self.left = _EDGE + max(names, default=0) + _EDGE
        self.periods = _periods(events, periods, self.left)
        self.right = self.periods[-1].right
        self.places: dict[str, EventPlace] = {}
        self.lane_tops: list[float] = []
        top = float(_TOP)
        for kind in kinds:
            self.lane_tops.append(top)
            top += self._place_lane(events[events.kind == kind], top)
        self.bottom = top
        self._keys = {ghost: self._key(ghost) for ghost in ("", ANOTHER_ACTOR, DROPPED)}
        self.height = self._keys[DROPPED][1]
        self._frame = [*self._lanes(), *self._scales()]

    def x(self, day: date) -> float:
        """The x of a day on the page."""
        moment = pd.Timestamp(day)
        return self._period(moment).x(moment)

    def day(self, x: float) -> date:
        """The day at this x of the page; between two periods the nearer edge, the last day's end being the day after it."""
        ends = [(a.right + b.left) / 2 for a, b in pairwise(self.periods)]
        return self.periods[sum(x > end for end in ends)].day(x).date()

    def number(self, event_id: str) -> int:
        """The number that an event has in every drawing."""
        return self.places[event_id].number

    def event(self, event_id: str) -> Any:
        """The row of an event."""
        return self._rows[self.places[event_id].number - 1]

    def draw(
        self,
        shown: set[str],
        ghosts: set[str],
        shade: tuple[float, float] | None,
        words: str,
        alt: str,
        touch: Touch | None = None,
    ) -> str:
        """The timeline as SVG: a numbered mark for each event in ``shown``, a dot for each in ``ghosts``.

        ``shade`` is a stretch (from x, to x) to grey out, ``words`` what a dot means, ``touch`` what a reader does in a live one.
        """
        wide = shade is not None and shade[1] - shade[0] > 0.5
        body = [self._stretch(*shade)] if wide else []
        body += self._frame
        if shade:
            edge = shade[1] if wide and shade[0] <= self.left else shade[0]
            body.append(charts.line((edge, _TOP - 4), (edge, self.bottom), stroke_width=1.5, pointer_events="none"))
        for event in self._rows:
            if event.event_id in shown:
                body.append(self._mark(event, touch))
            elif event.event_id in ghosts:
                place = self.places[event.event_id]
                body.append(charts.circle(place.x, place.y, 3, fill=LINE))
        if shade and touch and touch.handle:
            knob = charts.circle(edge, self.bottom, 9, fill=BLUE, stroke=INK, stroke_width=1.5)
            held = charts.grip(knob, edge, self.bottom)
            body.append(svg.handle(held, touch.handle, touch.name, says=touch.says))
        dots = words if ghosts else ""
        key, _end = self._keys.get(dots) or self._key(dots)
        return svg.drawing(self.right + 2 * _EDGE, self.height, *body, *key, alt=alt)

    def _stretch(self, start: float, end: float) -> Element:
        return charts.rect(start, _TOP, end - start, self.bottom - _TOP, fill=SHADE)

    def _period(self, day: pd.Timestamp) -> Period:
        return next((p for p in self.periods if day <= p.last), self.periods[-1])

    def _place_lane(self, events: pd.DataFrame, top: float) -> float:
        """Give each event of a lane a row in which it overlaps no other; return the lane's height."""
        ends: list[float] = []
        for event in events.itertuples():
            period = self._period(event.first)
            x = min(max(period.x(event.first), period.left + _RADIUS + 1), period.right - _RADIUS - 1)
            end = max(self.x(event.last), x)
            row = next((i for i, taken in enumerate(ends) if x - taken >= _APART), len(ends))
            ends[row:] = [max(x, end - _RADIUS), *ends[row + 1 :]]
            self.places[event.event_id] = EventPlace(event.Index + 1, x, top + 3 + _ROW * (row + 0.5), end)
        return max(len(ends), 1) * _ROW + 6

    def _lanes(self) -> Iterator[Element]:
        for i, (kind, (top, bottom)) in enumerate(
            zip(self.kinds, pairwise([*self.lane_tops, self.bottom]), strict=True)
        ):
            if i % 2:
                yield charts.rect(0, top, self.right, bottom - top, fill=BAND, fill_opacity=0.6)
            yield svg.text(_EDGE, (top + bottom) / 2 + 4, kind.capitalize(), _KIND, font_weight=600)

    def _scales(self) -> Iterator[Element]:
        for period in self.periods:
            middle = (period.left + period.right) / 2
            yield svg.text(middle, _TOP / 2, period.label, _PERIOD, text_anchor="middle", font_weight=600)
            yield charts.line((period.left, self.bottom), (period.right, self.bottom), stroke_width=1)
            for x, words in period.ticks():
                yield charts.line((x, _TOP), (x, self.bottom + 4), stroke=LINE, stroke_width=0.5)
                yield svg.text(x, self.bottom + 17, words, _DAY, fill=MUTED)

    def _mark(self, event: Any, touch: Touch | None) -> Element:
        place, parts = self.places[event.event_id], []
        if place.end - place.x > _RADIUS:
            parts.append(charts.line((place.x, place.y), (place.end, place.y), stroke_width=3))
        looks = {"stroke": INK, "stroke_width": 2.6 if event.paragraphs else 1.0}
        shape = _shape(event.certainty, place.x, place.y, **looks)
        words = f"{place.number}. {event.date}: {event.title}"
        label = svg.text(place.x, place.y + 4, str(place.number), _DAY, text_anchor="middle")
        if not touch:
            return svg.element("g", svg.element("title", words), *parts, shape, label)
        chosen, field = touch.event == event.event_id, charts.circle(place.x, place.y, 12, fill_opacity=0)
        ring = [charts.circle(place.x, place.y, _RADIUS + 3, fill=PAPER, stroke=BLUE, stroke_width=2.5)] * chosen
        node = svg.element("g", svg.element("title", words), *ring, *parts, field, shape, label)
        return svg.pick(node, event.event_id, words, chosen)

    def _key(self, ghost: str) -> tuple[list[Element], float]:
        """The key under the days, and the y at which the page ends."""
        entries = [
            ([_shape("confirmed", 13, 0, stroke=INK, stroke_width=1.0)], "confirmed"),
            ([_shape("contested", 13, 0, stroke=INK, stroke_width=1.0)], "contested"),
        ]
        if self.events.paragraphs.map(bool).any():
            thick = charts.circle(13, 0, 8, fill=PAPER, stroke=INK, stroke_width=2.6)
            entries.append(([thick], "thick edge: the article speaks of it"))
        entries.append(([charts.line((0, 0), (26, 0), stroke_width=3)], "it lasted until there"))
        if ghost:
            entries.append(([charts.circle(13, 0, 3, fill=LINE)], ghost))
        parts, end = charts.key(entries, _EDGE, self.bottom + _SCALE + _KEY, self.right - _EDGE, _KEY)
        return parts, end - _KEY / 2


def _shape(certainty: str, x: float, y: float, **looks: object) -> Element:
    """A contested event is a diamond, any other a circle."""
    if certainty == "contested":
        return charts.diamond(x, y, _RADIUS + 1, fill=YELLOW, **looks)
    return charts.circle(x, y, _RADIUS - 1, fill=PALE_SKY, **looks)


def _periods(events: pd.DataFrame, periods: pd.DataFrame, left: float) -> list[Period]:
    """The periods side by side: each as wide as its number of events calls for, and never narrower than its name."""
    names = [charts.text_width(p.label, _PERIOD, bold=True) + 4 for p in periods.itertuples()]
    inside = [int(events["first"].between(p.first, p.last).sum()) + 4 for p in periods.itertuples()]
    room = max(_WIDTH - _EDGE - left - _GAP * (len(names) - 1), sum(names))
    made = []
    for p, width in zip(periods.itertuples(), _widths(inside, names, room), strict=True):
        made.append(Period(p.label, p.first, p.last, left, left + width))
        left += width + _GAP
    return made


def _widths(weights: list[int], least: list[float], room: float) -> list[float]:
    """Widths that fill ``room`` in proportion to the weights, as far as that leaves each its least width."""
    narrow: set[int] = set()
    while True:
        free = room - sum(least[i] for i in narrow)
        whole = sum(w for i, w in enumerate(weights) if i not in narrow) or 1
        widths = [least[i] if i in narrow else free * w / whole for i, w in enumerate(weights)]
        short = {i for i, width in enumerate(widths) if width < least[i] and i not in narrow}
        if not short:
            return widths
        narrow |= short


def event_card(chart: Chart, event_id: str, sources: pd.DataFrame) -> str:
    """One event as HTML: its day, what is known of it, and the sources; empty text for none."""
    if not event_id:
        return ""
    event = chart.event(event_id)
    told = f"; in the article: {cell_text(event.paragraphs)}" if event.paragraphs else ""
    return (
        f"<strong>{chart.number(event_id)}. {escape(event.title)}</strong> "
        f"({_when(event)}; {event.kind}, {event.certainty}{told})<br>{escape(event.description)}"
        f"{source_list(sources[sources.source_id.isin(event.source_ids)])}"
    )


def _when(event: Any) -> str:
    return f"{event.date} to {event.end_date}" if event.end_date else event.date


def event_table(chart: Chart, events: pd.DataFrame) -> pd.DataFrame:
    """The events as a reader's table, each with its number on the timeline."""
    table = events.assign(number=[chart.number(e) for e in events.event_id])
    table = table[["number", "date", "title", "description", "kind", "certainty", "paragraphs"]]
    return table.set_axis(["No.", "Date", "Event", "What is known", "Kind", "Certainty", "Article"], axis=1)


def titles(chart: Chart, events: pd.DataFrame) -> str:
    """The numbered titles of events in two columns, as HTML: what the numbers in the picture mean."""
    items = "".join(
        f'<div style="break-inside:avoid;padding-left:2.2em;text-indent:-2.2em">'
        f'<strong style="display:inline-block;width:2em;text-indent:0">{chart.number(e.event_id)}</strong>'
        f" {escape(e.date)} {escape(e.title)}</div>"
        for e in events.itertuples()
    )
    return f'<div style="columns:2 22em;column-gap:2em;font-size:13px;line-height:1.5;max-width:1000px;color:{TEXT};background:{GROUND}">{items}</div>'
