"""How firmly an option leads: its places over all ways to weigh, and its regret under each school; drawn, in words, and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import GREY, INK, MUTED, PAPER
from ..kit.show import Picture, table_html
from ..kit.words import capital, decimal, number_word, ordinal
from . import acceptability, model
from .acceptability import MODES, Acceptability
from .assumptions import Assumptions
from .picture import (
    EDGE,
    PAGE,
    BoardLabels,
    BoardScene,
    at,
    heading,
    name_lines,
    named,
    names_column,
    percent,
    points,
    small,
    stacked,
    way,
)

_P_NOTE = "p says where in its ranges the uncertain option most likely ends up; the ranges themselves stay."
_NONE = 5e-10  # a regret this small is a rounding error
# The greys of the second place, the third and so on, enough for every option there can be; each part has its number too.
_SHADES = ("#8c959f", "#b1bac4", "#d0d7de", "#eaeef2", "#f6f8fa", "#fafbfc", "#fdfdfe")


# Places over all weightings


def robustness_at(scene: BoardScene, mine: Assumptions, name: str = "robust") -> Picture:
    """The places over all weightings under these assumptions."""
    found = acceptability.acceptability(scene.ground.under(mine), mine.mode, mine.order)
    return robustness(found, mine, scene.labels, name)


def robustness(found: Acceptability, mine: Assumptions, labels: BoardLabels, name: str = "robust") -> Picture:
    """The share of all weightings in which each option takes each place."""
    left, top, step = names_column((labels.marks[o].label for o in found.options), 14), 40.0, 46.0
    across = charts.Scale(0, 1, left, PAGE - EDGE - 86)
    bottom = top + step * len(found.options)
    held, fills = charts.hatches((labels.marks[o] for o in found.options), name)
    legend = "Share of the weightings in which it comes first (patterned), second, third …"
    body = [
        held,
        heading(legend, left, 20, room=90),
        svg.text(PAGE - EDGE, 20, "First in", 13, text_anchor="end", font_weight=600),
    ]
    for row, option in enumerate(found.options):
        y = top + step * row
        body += named(labels.marks[option].label, left, y + 17, 14)
        body += _places(across, found.ranks[row].tolist(), y + 17, fills[row])
        body.append(svg.text(PAGE - EDGE, y + 22, percent(found.first[row]), 14, text_anchor="end", font_weight=600))
    parts = (0.0, 0.25, 0.5, 0.75, 1.0)
    body += charts.ticks(across, parts, bottom + 12, [f"{part:.0%}" for part in parts])
    alt = f"A bar for each option, cut by the share of weightings in which it takes each place; {way(mine, labels)}."
    notes = (_P_NOTE,) if mine.p is not None and mine.mode != "mid" else ()
    drawing = svg.drawing(PAGE, bottom + 22, *body, alt=alt)
    sentence, table, lead = (
        robust_sentence(found, mine, labels),
        _places_table(found, labels),
        acceptability.lead(found),
    )
    verdict = "Too close to call." if lead.too_close else f"A clear lead: {labels.options(lead.options)}."
    return Picture(drawing, alt, sentence, table, title="Over all ways to weigh", notes=notes, verdict=verdict)


def _places(across: charts.Scale, ranks: Sequence[float], y: float, fill: str) -> list[Element]:
    """One option's bar: a part for each place, the first patterned, the others in paler and paler grey with their numbers."""
    parts, start = [], 0.0
    for rank, share in enumerate(ranks):
        end = start + share
        width = across(end) - across(start)
        if width >= 0.5:
            looks = {"fill": _SHADES[rank - 1], "stroke": PAPER} if rank else {"fill": fill}
            parts.append(svg.moves(charts.bar(across, start, end, y, 30, **looks), f"{fill}-{rank}"))
            if rank and width >= 16:
                parts.append(svg.text(across((start + end) / 2), y + 5, str(rank + 1), 13, text_anchor="middle"))
        start = end
    return parts


def _places_table(found: Acceptability, labels: BoardLabels) -> pd.DataFrame:
    rows = [
        (labels.marks[o].label, *map(percent, ranks))
        for o, ranks in zip(found.options, found.ranks.tolist(), strict=True)
    ]
    places = [capital(ordinal(rank + 1)) for rank in range(len(found.options))]
    return pd.DataFrame(rows, columns=["Option", *places])


def robust_sentence(found: Acceptability, mine: Assumptions, labels: BoardLabels) -> str:
    """The lead with its margin, menu, p and mode, or that it is too close to call; and how often even the best is below 0."""
    lead = acceptability.lead(found)
    ways = (
        "the ways to weigh them that keep your ranking"
        if mine.order
        else f"all ways to weigh the {number_word(len(labels.interests))} interests"
    )
    close = "; a lead under 10 points is too close to call" if lead.too_close else ""
    return (
        f"With {way(mine, labels)}: {labels.options(lead.options)} {'come' if len(lead.options) > 1 else 'comes'} first most often, "
        f"in {percent(lead.share)} of {ways}, {points(lead.margin)} ahead of the next{close}. "
        f"In {percent(found.below_zero)} even the best option is below 0."
    )


def robust_still(scene: BoardScene, start: Assumptions) -> str:
    """The places at the start, and the first places on each menu in each mode."""
    settings = [replace(start, menu=menu, mode=mode) for menu in scene.ground.menus for mode in MODES]
    found = [acceptability.acceptability(scene.ground.under(a), a.mode) for a in settings]
    title = "In what share of the weightings each option comes first"
    return robustness_at(scene, start).html() + table_html(robust_settings(settings, found, scene.labels), title)


def robust_settings(settings: list[Assumptions], found: list[Acceptability], labels: BoardLabels) -> pd.DataFrame:
    """First places in per cent: one row per menu and mode, one column per option, empty if it is not on the menu."""
    rows = []
    for mine, shares in zip(settings, found, strict=True):
        first = dict(zip(shares.options, map(percent, shares.first.tolist()), strict=True))
        firsts = (first.get(o, "") for o in labels.marks)
        rows.append(
            (labels.menus[mine.menu], MODES[mine.mode], *firsts, points(acceptability.lead(shares).margin)),
        )
    return pd.DataFrame(rows, columns=["Menu", "Scores", *(m.label for m in labels.marks.values()), "Lead"])


# Regret under each set of weights


def regret_at(scene: BoardScene, mine: Assumptions) -> Picture:
    """Regret by school and at the student's weights, under these assumptions."""
    regrets = model.regret(scene.ground.under(mine), model.with_own(scene.schools, mine.weights))
    return regret(regrets, mine, scene.labels)


def regret(regrets: pd.DataFrame, mine: Assumptions, labels: BoardLabels) -> Picture:
    """Schools by options: what each option gives away against the best, with each option's worst at the bottom."""
    options, least = list(regrets.index), model.least_regret(regrets)
    names = [*(labels.schools.get(s, "Your weights") for s in regrets.columns), "Worst of these"]
    rows = list(zip(names, [*regrets.to_numpy().T.tolist(), regrets.max(axis=1).tolist()], strict=True))
    left = names_column(names, 13)
    high = max(30.0, 17.0 * max(len(name_lines(name, left, 13)) for name in names) + 4)
    wide = (PAGE - EDGE - left) / len(options)
    heads = [charts.wrapped(labels.marks[o].label, wide - 8, 13, bold=True) for o in options]
    top = 4 + 17.0 * max(map(len, heads)) + 10
    body: list[Element] = []
    for j, lines in enumerate(heads):
        body += stacked(left + wide * (j + 0.5), top - 14, lines, 13, text_anchor="middle", font_weight=600)
    for i, (school, cells) in enumerate(rows):
        last = i == len(rows) - 1
        y = top + high * i + (10 if last else 0)
        weight = 700 if last or school == "Your weights" else 400
        body += named(school, left, y + high / 2, 13, font_weight=weight)
        for j, (option, value) in enumerate(zip(options, cells, strict=True)):
            body += _regret_cell(value, option in least if last else value < _NONE, left + wide * j, y, wide, high)
    bottom = top + high * len(rows) + 14
    legend = "Thick frame: no regret under these weights; in the last row, the smallest worst regret"
    body.append(svg.text(EDGE, bottom + 14, legend, 12, fill=MUTED))
    table = pd.DataFrame(
        [(school, *map(decimal, cells)) for school, cells in rows],
        columns=["Weights", *(labels.marks[o].label for o in options)],
    )
    alt = f"A grid of {len(rows) - 1} sets of weights by {len(options)} options: what each option gives away against the best; {at(mine.p)}."
    drawing = svg.drawing(PAGE, bottom + 24, *body, alt=alt)
    verdict = f"Smallest worst regret: {labels.options(least)}."
    sentence = regret_sentence(regrets, mine, labels)
    return Picture(drawing, alt, sentence, table, title="Regret by school", verdict=verdict)


def _regret_cell(value: float, framed: bool, x: float, y: float, wide: float, high: float) -> list[Element]:
    """What one option gives away under one set of weights: darker the more it is, framed if it is the least."""
    none = value < _NONE
    looks = {
        "fill": PAPER if none else GREY,
        "fill_opacity": f"{min(0.75, 0.08 + 0.3 * value):.2f}",
        "stroke": INK if framed else "#d0d7de",
        "stroke_width": 2.5 if framed else 1,
    }
    words = f"{value:.2f}" if value >= 0.005 or none else "< 0.01"
    return [
        charts.rect(x + 1, y + 1, wide - 3, high - 3, **looks),
        svg.text(x + wide / 2, y + high / 2 + 5, words, 13, text_anchor="middle", font_weight=700 if framed else 400),
    ]


def regret_sentence(regrets: pd.DataFrame, mine: Assumptions, labels: BoardLabels) -> str:
    """Which options have no regret under how many sets of weights, and whose worst regret is smallest by how much."""
    none = (regrets < _NONE).sum(axis=1)
    held = "; ".join(f"{labels.option(o)} under {none[o]}" for o in none.index if none[o])
    worst = regrets.max(axis=1).sort_values()
    least = model.least_regret(regrets)
    margin = small(float(worst.iloc[1] - worst.iloc[0]), exact=len(least) > 1) if len(worst) > 1 else "0"
    return (
        f"With {labels.menus[mine.menu]} and {at(mine.p)}, no regret: {held}, of {regrets.shape[1]} sets of weights. The smallest worst regret, "
        f"{decimal(float(worst.iloc[0]))}, belongs to {labels.options(least)}, by a margin of {margin}."
    )


def regret_still(scene: BoardScene, start: Assumptions) -> str:
    """The regrets at the start, and the worst of them on each menu at three ways to take the uncertain option."""
    settings = [replace(start, menu=menu, p=p) for menu in scene.ground.menus for p in (None, 0.25, 0.75)]
    found = [model.regret(scene.ground.under(a), scene.schools) for a in settings]
    table = regret_settings(settings, found, scene.labels, scene.ground.uncertain)
    return regret_at(scene, start).html() + table_html(table, "Worst regret over the schools")


def regret_settings(
    settings: list[Assumptions], found: list[pd.DataFrame], labels: BoardLabels, uncertain: str
) -> pd.DataFrame:
    """Worst regrets: one row per menu and p, one column per option, empty if it is not on the menu."""
    rows = []
    for mine, regrets in zip(settings, found, strict=True):
        worst = regrets.max(axis=1)
        rows.append(
            (labels.menus[mine.menu], at(mine.p), *(decimal(worst[o]) if o in worst else "" for o in labels.marks))
        )
    taken = f"{labels.marks[uncertain].label} at"
    return pd.DataFrame(rows, columns=["Menu", taken, *(m.label for m in labels.marks.values())])
