"""What was sealed, what is remembered of it, and what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

import pandas as pd

from ..forecasts.picture import percent
from ..kit import charts, svg
from ..kit.palette import INK, LINE, MUTED, ORANGE, SKY
from ..kit.show import Picture, Table
from ..kit.words import count

_WIDTH, _ROW, _TOP, _EDGE = 760, 44, 46, 20  # the page, a question, the scale's words, the margin
_NAME, _ANSWER, _KEY = 14, 13, 12.5  # letters
_FIFTHS = (0, 0.2, 0.4, 0.6, 0.8, 1)
_SEALED = {"size": 8, "fill": SKY, "stroke": INK, "stroke_width": 1.2}
_REMEMBERED = {"size": 7, "fill": ORANGE, "stroke": INK, "stroke_width": 1.2}


def memory(moved: pd.DataFrame) -> Picture:
    """What was sealed and what is remembered, one line per question; the end of the scale that came true is marked."""
    alt = "A line for each question, from the chance that was sealed to the chance that is remembered, with what happened marked."
    mean = float(moved.moved.mean())
    towards = int((moved.moved > 0).sum())
    way = "towards what happened" if mean > 0 else "away from what happened" if mean < 0 else "neither way"
    size = f"by {abs(mean) * 100:.1f} points " if mean else ""
    sentence = f"On average your memory moved {size}{way}; {towards} of {len(moved)} moved towards it."
    table = pd.DataFrame(
        {
            "Question": moved.question_id,
            "Sealed": moved.sealed.map(percent),
            "Remembered": moved.remembered.map(percent),
            "Came out": [_answer(h) for h in moved.happened],
            "Towards it, in points": [f"{m * 100:+.4g}" for m in moved.moved],
        }
    )
    key, end = _key(_TOP + _ROW * len(moved) + 30)
    drawing = svg.drawing(_WIDTH, end, *_lines(moved), *key, alt=alt)
    return Picture(drawing, alt, sentence, table, title="Sealed and remembered")


def _answer(happened: bool) -> str:
    return "yes" if happened else "no"


def _lines(moved: pd.DataFrame) -> Iterator[Element]:
    """The scale of chances, and on it a line for each question."""
    names = max(charts.text_width(q, _NAME, bold=True) for q in moved.question_id)
    answers = charts.text_width("yes", _ANSWER)
    chance = charts.Scale(0, 1, _EDGE + names + 2 * _EDGE, _WIDTH - answers - 3 * _EDGE)
    yield from charts.grid(chance, _FIFTHS, _TOP - 8, _TOP + _ROW * len(moved))
    for fifth in _FIFTHS:
        yield svg.text(chance(fifth), _TOP - 16, percent(fifth), 12, text_anchor="middle", fill=MUTED)
    for i, row in enumerate(moved.itertuples()):
        y = _TOP + _ROW * (i + 0.5)
        yield svg.text(_EDGE, y + 5, row.question_id, _NAME, font_weight=600)
        yield svg.text(_WIDTH - answers - _EDGE, y + 5, _answer(row.happened), _ANSWER)
        yield charts.tick(chance(float(row.happened)), y, 14, stroke_width=4)
        yield charts.line((chance(row.sealed), y), (chance(row.remembered), y), stroke=LINE, stroke_width=3)
        yield charts.circle(chance(row.sealed), y, **_SEALED)
        yield charts.diamond(chance(row.remembered), y, **_REMEMBERED)


def _key(y: float) -> tuple[list[Element], float]:
    entries = [
        ([charts.circle(13, 0, **_SEALED)], "sealed"),
        ([charts.diamond(13, 0, **_REMEMBERED)], "remembered"),
        ([charts.tick(13, 0, 10, stroke_width=4)], "what happened: 100% for yes, 0% for no"),
    ]
    return charts.key(entries, 4 * _EDGE, y, _WIDTH - 5 * _EDGE, _KEY)


def misses(found: Mapping[str, Mapping[str, str]]) -> Table:
    """The predictions that missed (question -> what was asked, said, came, reason, own words), the most common reason counted."""
    heads = {"asked": "Asked", "said": "You said", "came": "It was", "reason": "Your reason", "own": "In your words"}
    rows = pd.DataFrame([{heads[k]: miss[k] for k in heads} for miss in found.values()], columns=list(heads.values()))
    if rows.empty:
        sentence = "You have kept no reason for a prediction that missed: every one held, or none was given a reason."
    else:
        own = int((rows["In your words"] != "").sum())
        sentence = f"Reasons for {count(len(rows), 'prediction')} that missed, {own} of them in your own words."
    return Table(rows, sentence, "What misled you before")
