"""The board of scores, and what the options are worth at the student's weights: drawn, in words, and as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, LINE, MUTED, PAPER, SKY, VERMILION
from ..kit.show import Picture, table_html
from ..kit.words import count, decimal, whole_percent
from . import model
from .assumptions import Assumptions, Ground
from .model import Scores
from .picture import EDGE, PAGE, BoardLabels, BoardScene, at, named, names_column, small, stacked

BASIS = {"said": "S", "implied": "I", "silent": "–", "yours": "Y"}  # what a score rests on -> its letter
_ROW = 46.0
_VALUES = 600.0  # how wide the picture of values is: it stands beside the weights


def consequences(table: pd.DataFrame, given: Ground, mine: Assumptions) -> pd.DataFrame:
    """The coded cells with the student's changes laid over them, their basis then ``yours``."""
    columns = ["low", "mid", "high", "basis", "paragraphs", "reason"]
    cells = table.set_index(["option_id", "criterion_id"])[columns]
    cells = cells.astype(dict.fromkeys(("low", "mid", "high"), float))  # the coded are whole, a student's may not be
    for e in mine.edits:
        cells.loc[(e.option, e.interest), ["low", "mid", "high", "basis", "reason"]] = [
            e.low,
            e.mid,
            e.high,
            "yours",
            e.reason,
        ]
    order = pd.MultiIndex.from_product([given.scores.options, given.scores.interests], names=cells.index.names)
    return cells.loc[order].reset_index()


def of_cell(key: str) -> tuple[str, str]:
    """Option and interest of a picked score."""
    option, _, interest = key.partition("/")
    return option, interest


def board_at(scene: BoardScene, mine: Assumptions) -> Picture:
    """The board of scores under these assumptions."""
    return board(consequences(scene.cells, scene.ground, mine), scene.labels)


def board(cells: pd.DataFrame, labels: BoardLabels, chosen: tuple[str, str] = ("", "")) -> Picture:
    """Options by interests: each cell with its middle score, its range, and a letter for what it rests on; ``chosen`` is framed."""
    options, interests = list(dict.fromkeys(cells.option_id)), list(dict.fromkeys(cells.criterion_id))
    left, high = names_column((labels.marks[o].label for o in options), 14), 52.0
    wide = (PAGE - EDGE - left) / len(interests)
    heads = [charts.wrapped(labels.interests[i], wide - 4, 12, bold=True) for i in interests]
    top = 6 + 16.0 * max(map(len, heads)) + 6
    body: list[Element] = []
    for j, lines in enumerate(heads):
        body += stacked(left + wide * (j + 0.5), top - 10, lines, 12, text_anchor="middle", font_weight=600)
    for row, option in enumerate(options):
        body += named(labels.marks[option].label, left, top + high * (row + 0.5), 14)
    for place, cell in enumerate(cells.itertuples()):
        row, column = divmod(place, len(interests))
        field = _cell(
            cell, left + wide * column, top + high * row, wide, high, (cell.option_id, cell.criterion_id) == chosen
        )
        body.append(_picked(field, cell, labels, chosen))
    bottom = top + high * len(options)
    body.append(svg.text(left, bottom + 20, "S said · I implied · – silent · Y yours (thick frame)", 13.5))
    alt = f"A grid of {len(options)} options by {len(interests)} interests; each cell has a middle score, a range and a letter for its basis."
    drawing = svg.drawing(PAGE, bottom + 30, *body, alt=alt)
    return Picture(drawing, alt, _scores_sentence(cells), _scores_table(cells, labels), title="The board of scores")


def _picked(field: Sequence[Element], cell, labels: BoardLabels, chosen: tuple[str, str]) -> Element:
    """A score that can be picked."""
    which = cell.option_id, cell.criterion_id
    name = f"{labels.marks[cell.option_id].label}, {labels.interests[cell.criterion_id]}: {decimal(cell.mid)}, {cell.basis}"
    return svg.pick(svg.element("g", *field), "/".join(which), name, which == chosen)


def _cell(cell, x: float, y: float, wide: float, high: float, chosen: bool) -> list[Element]:
    """One score: a field shaded by its middle, with the letter of its basis, the middle and the range."""
    yours, middle = cell.basis == "yours", x + wide / 2
    looks = {
        "fill": VERMILION if cell.mid < 0 else SKY,
        "fill_opacity": f"{0.18 * abs(cell.mid):.2f}",
        "stroke": INK if yours else LINE,
        "stroke_width": 2.5 if yours else 1,
    }
    frame = [charts.rect(x + 3, y + 3, wide - 7, high - 7, fill="none", stroke=BLUE, stroke_width=3)] if chosen else []
    return [
        charts.rect(x + 1, y + 1, wide - 3, high - 3, **looks),
        *frame,
        svg.text(x + 7, y + 16, BASIS[cell.basis], 13, font_weight=700),
        svg.text(middle, y + 24, decimal(cell.mid), 17, text_anchor="middle", font_weight=600),
        svg.text(middle, y + 42, f"{decimal(cell.low)} to {decimal(cell.high)}", 13.5, text_anchor="middle"),
    ]


def _scores_sentence(cells: pd.DataFrame) -> str:
    counts = cells.basis.value_counts()
    kinds = ", ".join(f"{counts[k]} {'changed by you' if k == 'yours' else k}" for k in BASIS if counts.get(k))
    below, above = int((cells.mid < 0).sum()), int((cells.mid > 0).sum())
    return f"Of {len(cells)} scores {kinds}. At their middle, {below} are below 0 and {above} above."


def _scores_table(cells: pd.DataFrame, labels: BoardLabels) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "Option": [labels.marks[o].label for o in cells.option_id],
            "Interest": [labels.interests[i] for i in cells.criterion_id],
            **{name: [decimal(v) for v in cells[end]] for name, end in _ENDS.items()},
        }
    )
    return table.assign(Basis=cells.basis, Paragraphs=cells.paragraphs, Reason=cells.reason)


_ENDS = {"Low": "low", "Middle": "mid", "High": "high"}


# Values at one set of weights


def values_at(scene: BoardScene, mine: Assumptions, name: str = "values", pinned: Assumptions | None = None) -> Picture:
    """The options' values under these assumptions, and beside them under those that are ``pinned``."""
    kept = None if pinned is None else _by_option(scene.ground.under(pinned), pinned)
    shown = values(scene.ground.under(mine), mine, scene.labels, name, kept)
    if pinned is None:
        return shown
    return replace(shown, notes=(f"Pinned: {values_sentence(scene.ground.under(pinned), pinned, scene.labels)}",))


def values(
    scores: Scores,
    mine: Assumptions,
    labels: BoardLabels,
    name: str = "values",
    kept: Mapping[str, float] | None = None,
) -> Picture:
    """Each option's value at the student's weights, as a bar from 0, with the values of its low and high scores as a line.

    ``kept`` has values to compare with, by option: a narrow bar under each, and how many places the option has moved.
    """
    low, mid, high = (table @ mine.weights for table in (scores.low, scores.mid, scores.high))
    best = model.best(scores.options, mid)
    left, top, step = names_column((labels.marks[o].label for o in scores.options), 14), 40.0, _ROW + 18 * bool(kept)
    since = _since(kept or {}, _by_option(scores, mine))
    room = max([84.0, *(charts.text_width(words, 12) + 12 for words in since.values())])
    across = charts.Scale(model.LOWEST, model.HIGHEST, left, _VALUES - EDGE - room)
    bottom = top + step * len(scores.options)
    held, fills = charts.hatches((labels.marks[o] for o in scores.options), name)
    body = [held, *_value_axis(across, top, bottom, labels, bool(kept))]
    for row, option in enumerate(scores.options):
        y, weight = top + step * row, 700 if option in best else 400
        body += [
            *named(labels.marks[option].label, left, y + 21, 14, font_weight=weight),
            svg.moves(_value_bar(across, float(mid[row]), y + 21, 22, fill=fills[row]), option),
            charts.line((across(float(low[row])), y + 38), (across(float(high[row])), y + 38), stroke_width=2),
            svg.text(_VALUES - EDGE, y + 26, _fixed(mid[row]), 14, text_anchor="end", font_weight=weight),
        ]
        if kept and option in since:
            body.append(_value_bar(across, kept[option], y + 51, 10, fill=PAPER, stroke_dasharray="4 2"))
            body.append(svg.text(_VALUES - EDGE, y + 55, since[option], 12, text_anchor="end", fill=MUTED))
    alt = f"A bar for each option: its value at your weights, against 0, {labels.before}; {at(mine.p)}."
    drawing = svg.drawing(_VALUES, bottom + 48, *body, alt=alt)
    table = _values_table(scores, labels, low, mid, high)
    sentence, verdict = values_sentence(scores, mine, labels), f"Highest value: {labels.options(best)}."
    return Picture(drawing, alt, sentence, table, title="Values at your weights", verdict=verdict)


def _value_bar(across: charts.Scale, value: float, y: float, high: float, **looks: object) -> Element:
    one, other = sorted((0.0, value))
    return charts.bar(across, one, max(other, one + 0.01), y, high, **looks)


def _by_option(scores: Scores, mine: Assumptions) -> dict[str, float]:
    return dict(zip(scores.options, (scores.mid @ mine.weights).tolist(), strict=True))


def _since(kept: Mapping[str, float], now: Mapping[str, float]) -> dict[str, str]:
    """What each option's value was, and how many places it has moved up or down since, in words."""
    places = [{o: 1 + sum(v > own + model.TIE for v in of.values()) for o, own in of.items()} for of in (kept, now)]
    said = {}
    for option in (o for o in now if o in kept):
        up = places[0][option] - places[1][option]
        moved = f"; {'up' if up > 0 else 'down'} {count(abs(up), 'place')}" if up else ""
        said[option] = f"was {_fixed(kept[option])}{moved}"
    return said


def _fixed(value: float) -> str:
    """A value with two decimals and a true minus, so that figures stand under one another."""
    return f"{round(float(value), 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def _value_axis(across: charts.Scale, top: float, bottom: float, labels: BoardLabels, kept: bool) -> list[Element]:
    """The scale from its lowest to its highest score, and what its 0 means."""
    steps = range(model.LOWEST, model.HIGHEST + 1)
    return [
        *charts.grid(across, steps, top - 4, bottom, zero=0),
        *charts.ticks(across, steps, bottom + 18, size=13),
        svg.text(across(0), 22, f"0: {labels.zero}", 13, text_anchor="middle"),
        svg.text(_VALUES - EDGE, 22, "Value", 13, text_anchor="end", font_weight=600),
        svg.text(EDGE, bottom + 40, f"Line: from low to high scores{'; narrow bar: as pinned' * kept}", 12, fill=MUTED),
    ]


def _values_table(scores: Scores, labels: BoardLabels, *ends: np.ndarray) -> pd.DataFrame:
    rows = [(labels.marks[o].label, *map(decimal, of)) for o, *of in zip(scores.options, *ends, strict=True)]
    return pd.DataFrame(rows, columns=["Option", "All scores low", "Value", "All scores high"])


def values_sentence(scores: Scores, mine: Assumptions, labels: BoardLabels, whose: str = "your") -> str:
    """Who leads at the student's weights, by how much, at which scores, and how many single scores could turn it."""
    mid = scores.mid @ mine.weights
    best = model.best(scores.options, mid)
    start = f"At {whose} weights, with {labels.menus[mine.menu]} and {at(mine.p)}, "
    if len(best) > 1:
        return f"{start}{labels.options(best)} tie at {decimal(mid.max())}; the margin is 0."
    flips = model.turned_by(scores, mine.weights)
    below = "below 0" if mid.max() < 0 else "not below 0"
    turn = "No single score" if not flips else f"{flips} of the {scores.mid.size} scores"
    return (
        f"{start}{labels.option(best[0])} stands highest, at {decimal(mid.max())} ({below}), "
        f"with a margin of {small(model.margins(mid).max())} over the next. "
        f"{turn}, moved alone within {'its range' if flips < 2 else 'their ranges'}, would put another in front"
        f"{': too close to call' if flips else ''}."
    )


def summary(scene: BoardScene, mine: Assumptions) -> str:
    """The student's assumptions and what follows from them, in a sentence or two."""
    labels, interests = scene.labels, scene.ground.scores.interests
    shares = zip(interests, whole_percent(mine.weights), strict=True)
    weighed = ", ".join(f"{labels.interests[i]} {percent}%" for i, percent in shares)
    changed = len({(e.option, e.interest) for e in mine.edits})
    edits = f"{count(changed, 'score')} changed" if changed else "no score changed"
    return f"My assumptions: {weighed}; {edits}. {values_sentence(scene.ground.under(mine), mine, labels, 'my')}"


# What a reader without a kernel sees


def scores_still(scene: BoardScene, start: Assumptions) -> str:
    """The board of scores at the start."""
    return board_at(scene, start).html()


def weights_still(scene: BoardScene, start: Assumptions) -> str:
    """The values at the start, and who leads under each school's weights."""
    found = model.winners_by_school(scene.ground.scores, scene.schools, scene.ground.uncertain)
    heading = "At the weights of each school, called illustrative; middle scores"
    return values_at(scene, start).html() + table_html(schools(found, scene.labels, scene.ground.uncertain), heading)


def schools(found: pd.DataFrame, labels: BoardLabels, uncertain: str) -> pd.DataFrame:
    """Who leads under each school's weights, for reading."""
    rows = [
        (
            labels.schools[r.school_id],
            labels.tied(r.best),
            decimal(r.value),
            decimal(r.margin),
            r.turned_by,
            "never" if np.isnan(r.break_even_p) else f"{r.break_even_p:.2f}",
        )
        for r in found.itertuples()
    ]
    level = f"{labels.marks[uncertain].label} draws level at p ="
    return pd.DataFrame(rows, columns=["School", "Highest", "Value", "Margin", "Scores that turn it", level])


def log_words(labels: BoardLabels, option: str, interest: str, ends: tuple[float, float, float]) -> str:
    """A changed score in words: which, and to what."""
    return f"{labels.option(option)} on {labels.interests[interest]} to {' / '.join(map(decimal, ends))}"
