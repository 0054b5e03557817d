"""What would put another option in front: the tornado, the break-even values, and rank reversal; drawn, in words, and as tables."""

from __future__ import annotations

import math
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import INK, LINE, MUTED, PAPER
from ..kit.show import Picture, table_html
from ..kit.words import decimal
from . import model
from .assumptions import Assumptions
from .model import Scores
from .picture import EDGE, PAGE, BoardLabels, BoardScene, at, heading, name_lines, named, names_column, percent

_SHOWN = 8  # how many scores are drawn; the table has them all
_NOTHING = 1e-9  # a margin this small is a rounding error


def turning_at(scene: BoardScene, mine: Assumptions) -> Picture:
    """The tornado and the break-even values under these assumptions."""
    return turning(scene.ground.under(mine), scene.ground.uncertain, mine, scene.labels)


def turning(scores: Scores, uncertain: str, mine: Assumptions, labels: BoardLabels) -> Picture:
    """The tornado: how the margin moves as one score alone goes from low to high; and the break-even values, in the sentence."""
    everything = model.tornado(scores, mine.weights)
    shown = everything.head(_SHOWN)
    leader = model.best(scores.options, scores.mid @ mine.weights)[0]
    margin = float(model.margins(scores.mid @ mine.weights).max())
    names = [f"{labels.marks[c.option_id].label}: {labels.interests[c.criterion_id]}" for c in shown.itertuples()]
    left, top = names_column(names, 13, bold=False), 44.0
    step = max(30.0, 17.0 * max(len(name_lines(name, left, 13, bold=False)) for name in names) + 4)
    across = _margins(shown, margin, left + 16, PAGE - EDGE - 122)
    bottom = top + step * len(shown)
    legend = (
        "White dot: score at its low; black dot: at its high. Dashed: the margin now. Left of 0 another option leads."
    )
    body = [
        *_margin_axis(across, margin, top, bottom),
        heading(f"Margin of {labels.option(leader)} over the best other option", left, 18, room=0, font_weight=600),
        svg.text(PAGE - EDGE, 36, "Turns it?", 12, text_anchor="end"),
        svg.text(EDGE, bottom + 38, legend, 12, fill=MUTED),
    ]
    for row, (name, cell) in enumerate(zip(names, shown.itertuples(), strict=True)):
        y = top + step * row + 14
        body.append(svg.moves(svg.element("g", *_swing(cell, across, y)), name))
        words = named(name, left, y, 13, bold=False)
        body += [svg.moves(line, f"{name} {i}") for i, line in enumerate(words)]
    alt = f"Bars for the {len(shown)} scores that move the margin most, each from the margin at its low to that at its high; {at(mine.p)}."
    drawing = svg.drawing(PAGE, bottom + 48, *body, alt=alt)
    sentence = turning_sentence(scores, uncertain, mine, labels, everything)
    table, verdict = _tornado_table(everything, labels), f"In front now: {labels.option(leader)}."
    return Picture(drawing, alt, sentence, table, title="What would turn it", verdict=verdict)


def _margins(shown: pd.DataFrame, margin: float, start: float, end: float) -> charts.Scale:
    """A scale that holds every end of the swings shown, the margin now, and 0."""
    ends = shown[["at_low", "at_high"]].to_numpy()
    low, high = min(float(ends.min()), margin, 0.0), max(float(ends.max()), margin, 0.0)
    return charts.Scale(low, max(high, low + 1e-6), start, end)


def _margin_axis(across: charts.Scale, margin: float, top: float, bottom: float) -> list[Element]:
    """Vertical lines at 0 and at the present margin, the latter labelled if it does not crowd the 0."""
    zero, now = across(0), across(margin)
    parts = [
        charts.line((zero, top - 6), (zero, bottom), stroke_width=1.5),
        charts.line((now, top - 6), (now, bottom), stroke=MUTED, stroke_width=1.5, stroke_dasharray="4 3"),
    ]
    words = f"now {decimal(margin)}"
    half = charts.text_width(words, 13) / 2
    named_now = abs(now - zero) > half + 12
    if named_now:
        parts.append(svg.text(now, bottom + 18, words, 13, text_anchor="middle"))
    for value in charts.round_steps(across.low, across.high):
        if value == 0 or not named_now or abs(across(value) - now) > half + 24:
            parts += charts.ticks(across, [value], bottom + 18, size=13)
    return parts


def _swing(cell, across: charts.Scale, y: float) -> list[Element]:
    """One score's bar from the margin at its low to that at its high, and whether it turns the order."""
    low, high = across(float(cell.at_low)), across(float(cell.at_high))
    return [
        charts.line((low, y), (high, y), stroke=INK if cell.flips else LINE, stroke_width=7 if cell.flips else 3),
        charts.circle(low, y, 6, fill=PAPER, stroke=INK, stroke_width=2),
        charts.circle(high, y, 5, stroke=INK),
        svg.text(PAGE - EDGE, y + 5, _turns(cell), 13, text_anchor="end", font_weight=700 if cell.flips else 400),
    ]


def _turns(cell) -> str:
    """Whether one score alone puts another option in front, or only draws it level."""
    return "yes" if cell.flips else "level" if abs(min(cell.at_low, cell.at_high)) < _NOTHING else "no"


def _tornado_table(everything: pd.DataFrame, labels: BoardLabels) -> pd.DataFrame:
    rows = [
        (
            labels.marks[c.option_id].label,
            labels.interests[c.criterion_id],
            decimal(c.at_low),
            decimal(c.at_high),
            _turns(c),
        )
        for c in everything.itertuples()
    ]
    return pd.DataFrame(
        rows, columns=["Option", "Interest", "Margin at its low", "Margin at its high", "Another leads"]
    )


# The sentence


def turning_sentence(
    scores: Scores, uncertain: str, mine: Assumptions, labels: BoardLabels, everything: pd.DataFrame
) -> str:
    """How many scores alone, which p and which weights would put another option in front."""
    flips, chance = int(everything.flips.sum()), 0.5 if mine.p is None else mine.p
    alone = "its range" if flips == 1 else "their ranges"
    news = model.value_of_information(scores, mine.weights, uncertain, chance)
    parts = [
        f"With {labels.menus[mine.menu]} and {at(mine.p)}, {flips} of {len(everything)} scores moved alone within {alone} "
        "would put another option in front.",
        _break_even_p(model.break_even_p(scores, mine.weights, uncertain), labels.option(uncertain)),
        _break_even_weights(model.break_even_weights(scores, mine.weights), labels),
        f"If you could learn before you choose whether {labels.option(uncertain)} goes well (chance {chance:.2f}), your choice would be worth "
        f"{decimal(news)} points more on average.",
    ]
    return " ".join(parts)


def _break_even_p(p: float | None, uncertain: str) -> str:
    if p is None:
        return f"{uncertain} does not reach the front at your weights even if it is sure to go well."
    if p == 0:
        return f"{uncertain} is in front at your weights even if it is sure to go badly."
    return f"{uncertain} draws level with its best rival at p = {p:.2f}."


def _break_even_weights(found: pd.DataFrame, labels: BoardLabels) -> str:
    moves = [
        f"{labels.interests[r.criterion_id]} at {r.share:.0%} ({labels.option(r.new_best)})"
        for r in found.itertuples()
        if not math.isnan(r.share)
    ]
    if not moves:
        return "Raising no single weight puts another in front."
    return f"Raising one weight alone puts another in front: {'; '.join(moves)}."


def turning_still(scene: BoardScene, start: Assumptions) -> str:
    """The tornado at the start, and the break-even weights from there."""
    found = model.break_even_weights(scene.ground.scores, start.weights)
    title = "From equal weights, one raised alone"
    return turning_at(scene, start).html() + table_html(break_even(found, scene.labels), title)


def break_even(found: pd.DataFrame, labels: BoardLabels) -> pd.DataFrame:
    """Break-even weights as a table for reading."""
    rows = [
        (
            labels.interests[r.criterion_id],
            *(("no share", "") if math.isnan(r.share) else (f"{r.share:.0%}", labels.marks[r.new_best].label)),
        )
        for r in found.itertuples()
    ]
    return pd.DataFrame(rows, columns=["Interest", "Another leads from a weight of", "Which then leads"])


# Rank reversal


def reversal_sentence(found: pd.DataFrame, labels: BoardLabels, left_out: str) -> str:
    """What leaving out one losing option does, with scores stretched to fit the menu and with a fixed scale."""
    row, every = found.set_index("option_id").loc[left_out], found.iloc[-1]
    return (
        f"With scores stretched to fit the menu, leaving out {labels.option(left_out)} where it does not win changes the winner in "
        f"{percent(row.rescaled)} of all weightings; on the fixed scale in {percent(row.fixed)}. Counting every losing option, "
        f"{percent(every.rescaled)} of the weightings turn on one of them."
    )


def reversal_table(found: pd.DataFrame, labels: BoardLabels) -> pd.DataFrame:
    """Rank reversal as a table for reading."""
    rows = [
        (labels.marks[r.option_id].label if r.option_id else "Any one of them", percent(r.rescaled), percent(r.fixed))
        for r in found.itertuples()
    ]
    return pd.DataFrame(
        rows, columns=["Losing option left out", "Winner changes, stretched scores", "Winner changes, fixed scale"]
    )
