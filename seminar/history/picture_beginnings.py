"""Where the story begins: what a start leaves on the timeline, and which wrong to each side is then told first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape

import numpy as np
import pandas as pd

from ..kit.show import Picture, Table, cell_text
from ..kit.sources import key_line, source_list
from ..kit.words import long_day
from ..tables import Package
from . import model as history
from .model import Story
from .picture_chart import DROPPED, Chart, Touch, event_card, event_table
from .picture_timeline import chart


@dataclass(frozen=True)
class BeginningsScene:
    """What the beginnings are drawn from: the timeline's frame, the tables of starts, wrongs and sources, and the sides in order.

    ``last`` is the latest day on which a story may begin.
    """

    chart: Chart
    starts: pd.DataFrame
    wrongs: pd.DataFrame
    sources: pd.DataFrame
    sides: tuple[str, ...]
    last: date

    def story(self, start: date) -> Story:
        """The story that begins on this day. Two days that leave the same events tell the same."""
        left = int((self._ends >= np.datetime64(start)).sum())
        if left not in self._stories:
            self._stories[left] = history.story_from(self.chart.events, self.wrongs, start)
        return replace(self._stories[left], start=start)

    @cached_property
    def _ends(self) -> np.ndarray:
        return self.chart.events["last"].to_numpy()

    @cached_property
    def _stories(self) -> dict[int, Story]:
        return {}

    @cached_property
    def cards(self) -> dict[tuple[int, int], str]:
        """What has been told of a story's first wrongs, by the number of events left and of wrongs at most."""
        return {}

    @cached_property
    def stops(self) -> list[date]:
        """The days at which a story begins otherwise: the first of each event, and the starts of the table."""
        days = {day.date() for day in [*self.chart.events["first"], *self.starts.date]}
        return sorted(day for day in days if day <= self.last)

    def day_at(self, x: float) -> date:
        """The day at this x of the picture, as far as a story may begin on it."""
        return min(self.chart.day(x), self.last)

    def start(self, start_id: str) -> date:
        """The day of a start in the table, by default of the one that is asked about; DataError for an id that it lacks."""
        return history.start_day(self.starts, start_id)


def beginnings_scene(data: Package) -> BeginningsScene:
    """The beginnings of a package's story."""
    starts, wrongs, sources = data.rows("starts"), data.read("wrongs"), data.read("sources")
    return BeginningsScene(chart(data), starts, wrongs, sources, data.values("wrongs", "side"), data.seal)


def beginning(scene: BeginningsScene, start: date, touch: Touch | None = None) -> Picture:
    """The timeline with the story's start as a line: what is left as marks, what falls out before the start as dots.

    With ``touch``, an event can be selected and the start is a handle.
    """
    frame, story = scene.chart, scene.story(start)
    edge = max(frame.x(start), frame.left)
    day = long_day(start)
    alt = f"The timeline, with the events that had ended before {day} reduced to dots: the story begins on that day."
    opens = f"The story opens with “{story.left.title.iloc[0]}”. " if len(story.left) else ""
    firsts = " ".join(_first_told(story, side) for side in scene.sides)
    count = f"{len(story.left)} of {len(frame.events)} events are left ({story.share:.0%})"
    drawing = frame.draw(set(story.left.event_id), set(story.dropped.event_id), (frame.left, edge), DROPPED, alt, touch)
    table = event_table(frame, story.left)
    return Picture(drawing, alt, f"From {day} on, {count}. {opens}{firsts}", table, title=f"The story from {day}")


def live(scene: BeginningsScene, start: date, event: str) -> tuple[Picture, str]:
    """The same to be touched, and, as HTML, the ``event`` that is selected, if it is left in the story."""
    event = event if event in set(scene.story(start).left.event_id) else ""
    touch = Touch(event, "start", "The first day of the story", long_day(start))
    return beginning(scene, start, touch), event_card(scene.chart, event, scene.sources)


def _first_told(story: Story, side: str) -> str:
    first = story.first_wrongs(side)
    if first.empty:
        return f"Nothing that is left is told as a wrong to the {side.capitalize()} side."
    row = first.iloc[0]
    return f"First told as a wrong to the {side.capitalize()} side: {row.told_as.rstrip('.')} ({row.date})."


def beginnings_table(scene: BeginningsScene) -> Table:
    """Each start beside what it makes visible."""
    stories = {row.label: scene.story(row.date.date()) for row in scene.starts.itertuples()}
    rows = [
        (words, f"{len(story.left)} ({story.share:.0%})", *(_first_words(story, side) for side in scene.sides))
        for words, story in stories.items()
    ]
    sides = (f"First told as a wrong to the {side.capitalize()} side" for side in scene.sides)
    shares = [story.share for story in stories.values()]
    sentence = (
        f"{len(stories)} starts leave from {max(shares):.0%} down to {min(shares):.0%} of the events. "
        "The table says what each start shows first, not whether a wrong was done or which is graver."
    )
    heads = ["The story begins", "Events left", *sides]
    return Table(pd.DataFrame(rows, columns=heads), sentence, "What each start makes visible")


def _first_words(story: Story, side: str) -> str:
    first = story.first_wrongs(side)
    return "none in the timeline" if first.empty else f"{first.date.iloc[0]}: {first.told_as.iloc[0]}"


def wrongs_card(scene: BeginningsScene, start: date, most: int = 2) -> str:
    """The first wrongs that the story tells of, the sides side by side, with their sources, as HTML."""
    story = scene.story(start)
    if (len(story.left), most) not in scene.cards:
        scene.cards[len(story.left), most] = _wrongs_card(scene, story, most)
    return scene.cards[len(story.left), most]


def _wrongs_card(scene: BeginningsScene, story: Story, most: int) -> str:
    columns, told = [], []
    for side in scene.sides:
        told += [i for ids in story.first_wrongs(side, most).source_ids for i in ids]
        items = "".join(
            f'<p style="margin:0.3em 0 0"><strong>{cell_text(row.date)}, {escape(row.title)}.</strong> {escape(row.told_as)}</p>'
            f"{source_list(scene.sources[scene.sources.source_id.isin(row.source_ids)], with_key=False)}"
            for row in story.first_wrongs(side, most).itertuples()
        )
        heading = f"<strong>Told first as a wrong to the {side.capitalize()} side</strong>"
        columns.append(f'<div style="flex:1 1 20em">{heading}{items or "<p>None in the timeline.</p>"}</div>')
    shown = f'<div style="display:flex;flex-wrap:wrap;gap:1.5em">{"".join(columns)}</div>'
    return shown + key_line(scene.sources[scene.sources.source_id.isin(told)])
