"""Where the story begins: what a start leaves on the timeline, and which wrong to each side is then told first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from ..kit.show import Picture, Table, cell_text
from ..kit.sources import key_line, source_list
from ..kit.words import long_day
from ..tables import Package
from . import model as history
from .model import Story
from .picture_chart import DROPPED, Chart, event_table
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
        """The story that begins on this day."""
        return history.story_from(self.chart.events, self.wrongs, start)

    def start(self, start_id: str) -> date:
        """The day of a start in the table, by default of the one that is asked about; DataError for an id that it lacks."""
        return history.start_day(self.starts, start_id)


def beginnings_scene(data: Package) -> BeginningsScene:
    """The beginnings of a package's story."""
    starts, wrongs, sources = data.rows("starts"), data.read("wrongs"), data.read("sources")
    return BeginningsScene(chart(data), starts, wrongs, sources, data.values("wrongs", "side"), data.seal)


def beginning(scene: BeginningsScene, start: date) -> Picture:
    """The timeline with the story's start as a line: what is left as marks, what falls out before the start as dots."""
    frame, story = scene.chart, scene.story(start)
    edge = max(frame.x(start), frame.left)
    day = long_day(start)
    alt = f"The timeline, with the events that had ended before {day} reduced to dots: the story begins on that day."
    opens = f"The story opens with “{story.left.title.iloc[0]}”. " if len(story.left) else ""
    firsts = " ".join(_first_told(story, side) for side in scene.sides)
    count = f"{len(story.left)} of {len(frame.events)} events are left ({story.share:.0%})"
    drawing = frame.draw(set(story.left.event_id), set(story.dropped.event_id), (frame.left, edge), DROPPED, alt)
    table = event_table(frame, story.left)
    return Picture(drawing, alt, f"From {day} on, {count}. {opens}{firsts}", table, title=f"The story from {day}")


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
    story, columns, told = scene.story(start), [], []
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
