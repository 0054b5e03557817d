"""The article's predictions in hindsight, what happened that it does not mention, the dead counted later, and what was tried."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from ..history import model as history
from ..history.picture_dead import metric_words, phase_words
from ..kit import charts
from ..kit.palette import BAND, INK, SHADE, VERDICTS
from ..kit.show import Html, Picture, Table, cell_text
from ..kit.sources import cited, key_words, source_list
from ..kit.words import number_word
from . import model

_INCH, _ROW, _WIDTH, _GAP = 72, 24, 620, 10  # points; a prediction, the least width, between two columns
_TEXT, _HEAD = 8.8, 9  # letters
_MOST_SOURCES = 3


def verdicts(found: pd.DataFrame) -> Picture:
    """Every prediction in the column of its verdict, with the verdict's letter."""
    counts = model.tally(found)
    rows = found.sort_values("verdict", key=lambda v: v.map(model.VERDICTS.index), kind="stable")
    told = ", ".join(f"{n} {v}" for v, n in counts.items())
    sentence = f"Of {len(rows)} predictions: {told}. Untestable means that the condition was never met."
    columns = number_word(len(model.VERDICTS))
    alt = f"The article's predictions as rows, each with a square in one of {columns} columns: {', '.join(model.VERDICTS)}."
    table = rows.assign(verdict=rows.verdict.str.capitalize())
    table = table[["claim_id", "claim", "paragraphs", "verdict", "evidence"]]
    table.columns = ["Claim", "In our words", "Paragraph", "Verdict", "Evidence"]
    return Picture(_columns(rows, counts), alt, sentence, table, title="The article’s predictions, looking back")


@charts.still
def _columns(rows: pd.DataFrame, counts: pd.Series) -> Any:
    """The figure of :func:`verdicts`: a row for each prediction, a column for each verdict, as wide as its name."""
    heads = [f"{VERDICTS[v].label}\n{counts[v]}" for v in model.VERDICTS]
    step = max(charts.text_width(VERDICTS[v].label, _HEAD, bold=True) for v in model.VERDICTS) + _GAP
    labels = rows.claim_id + "  " + rows.label
    left = max(charts.text_width(words, _TEXT) for words in labels) * 1.03 + _GAP
    left = max(left, _WIDTH - step * len(heads))
    width = left + step * len(heads)
    figure = charts.figure(width / _INCH, (_ROW * (len(rows) + 1.2) + 12) / _INCH)
    axes: Any = figure.add_subplot()
    axes.set(xlim=(0, width), ylim=(len(rows) - 0.4, -1.6))
    charts.bare(axes)
    for i, words in enumerate(heads):
        if i % 2 == 0:
            axes.bar(left + step * (i + 0.5), len(rows) + 0.1, step, bottom=-0.6, color=BAND, zorder=0)
        axes.text(left + step * (i + 0.5), -0.95, words, fontsize=_HEAD, ha="center", weight="bold")
    for y, (row, label) in enumerate(zip(rows.itertuples(), labels, strict=True)):
        mark, x = VERDICTS[row.verdict], left + step * (model.VERDICTS.index(row.verdict) + 0.5)
        axes.axhline(y + 0.5, color=SHADE, linewidth=0.6, zorder=0)
        axes.text(0, y, label, fontsize=_TEXT, color=INK, va="center", in_layout=False)
        axes.bar(x, 0.68, _ROW, bottom=y - 0.34, **charts.looks(mark))
        letter = {
            "color": mark.ink,
            "weight": "bold",
            "bbox": {"facecolor": mark.fill, "edgecolor": "none", "pad": 1.0},
        }
        axes.text(x, y, mark.label[0], fontsize=9.5, ha="center", va="center", **letter)
    return figure


def prediction_card(row, sources: pd.DataFrame) -> str:
    """One prediction: what it says, what could be said on the day, what can be said now, as HTML."""
    lines = [
        (f"{row.claim_id} ({cell_text(row.paragraphs)})", row.claim),
        ("On the day", row.evidence_then),
        (f"Looking back: {row.verdict}", row.evidence),
    ]
    items = "".join(f'<p style="margin:0.3em 0"><strong>{escape(k)}.</strong> {escape(v)}</p>' for k, v in lines)
    return items + source_list(sources[sources.source_id.isin(row.source_ids)])


def unforeseen(rows: pd.DataFrame, events: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """What happened that is not in the article, beside the nearest thing that the article says."""
    by_id = events.set_index("event_id")
    made = []
    for row in rows.itertuples():
        came = [by_id.loc[e] for e in row.event_ids]
        happened = "<br>".join(f"{escape(e.date)}: {escape(e.title)}{_doubt(e)}" for e in came)
        named = tuple(dict.fromkeys(s for e in came for s in e.source_ids))[:_MOST_SOURCES]
        made.append((row.label, Html(happened), row.beside_the_article, cited(sources, named)))
    bare = int((~rows.paragraphs.map(bool)).sum())
    sentence = f"{len(made)} turns that the article does not have; for {bare} of them no paragraph comes near."
    heads = ["What came", "Events", "Beside the article", f"Sources ({number_word(_MOST_SOURCES)} at most)"]
    notes = (key_words(sources, (ids for e in rows.event_ids for ids in by_id.source_ids[list(e)])),)
    return Table(pd.DataFrame(made, columns=heads), sentence, "What the article does not have", notes)


def _doubt(event) -> str:
    return " (contested)" if event.certainty == "contested" else ""


def dead(casualties: pd.DataFrame, phase: str, sources: pd.DataFrame) -> Table:
    """The latest count of each thing that was counted, the soldiers' and the sides' first, the last day first; who counts, and no total."""
    last = history.latest(history.counts(casualties, phase))
    whole = last[last.side.ne("other") & last.group.ne("civilian")].sort_values("day", ascending=False, kind="stable")
    last = pd.concat([whole, last.drop(whole.index).sort_values("day", ascending=False, kind="stable")])
    rows = [
        (
            metric_words(r.metric),
            history.worded(r.value_low, r.value_high),
            r.as_of,
            f"{r.reported_by}{'. ' + r.note if r.note else ''}",
            cited(sources, r.source_ids),
        )
        for r in last.itertuples()
    ]
    both = int(last.group.eq("both").sum())
    sentence = (
        f"{len(rows)} things are counted, each here with its latest figure, those counted last first. {both} take soldiers and civilians together, "
        "so they cannot be set beside a count of soldiers. Nothing is added up."
    )
    heads = ["What is counted", "Number", "Up to", "Who counts", "Sources"]
    notes = (key_words(sources, last.source_ids),)
    return Table(pd.DataFrame(rows, columns=heads), sentence, f"The dead, counted later: {phase_words(phase)}", notes)


def tried(rows: pd.DataFrame, names: dict[str, str], sources: pd.DataFrame) -> Table:
    """Which of the options was taken, as far as anyone can say."""
    cells = [
        (names[r.option_id], r.tried.capitalize(), r.evidence, cited(sources, r.source_ids)) for r in rows.itertuples()
    ]
    never, whole = int((rows.tried == "no").sum()), int((rows.tried == "whole").sum())
    sentence = (
        f"{len(rows)} options: {never} not tried at all, {whole or 'none'} tried whole. "
        "For what was not tried, events say nothing."
    )
    heads = ["Option", "Tried", "What can be said", "Sources"]
    notes = (key_words(sources, rows.source_ids),)
    return Table(pd.DataFrame(cells, columns=heads), sentence, "Which option was tried?", notes)
