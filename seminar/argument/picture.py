"""The article's claims as a tree, and its paragraphs as a strip: matplotlib, since neither moves."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ..kit import charts
from ..kit.palette import INK, KINDS, LINE, MUTED
from ..kit.show import Picture
from ..kit.words import count, verb
from . import model as argument

_INCH = 72  # points; what follows is in points too
_WIDTH, _ROW, _KEY = 620, 16, 26  # the least width, one claim, the key
_STEP, _CHIP, _TEXT, _PARAGRAPHS = 28, 19, 8.6, 8  # a level of the tree, the mark of a kind; letters
_FEW = 20  # paragraphs; fewer are drawn no larger
_HINTING = 1.03  # letters drawn on whole pixels are this much wider at most
_VERBS = {"reports": "reports", "interprets": "interprets", "bets": "bets (predicts or recommends)"}


@charts.still
def tree(claims: pd.DataFrame) -> Picture:
    """The whole argument as an outline: each claim is indented under the claim that it supports."""
    rows = argument.outline(claims)
    labels, places = rows.claim_id + "  " + rows.label, rows.paragraphs.map(", ".join)
    width = _tree_width(rows.depth, labels, places)
    figure = charts.figure(width / _INCH, (_ROW * len(rows) + _KEY) / _INCH)
    axes = figure.add_subplot()
    axes.set(xlim=(0, width), ylim=(len(rows) - 0.3, -0.7))
    charts.bare(axes)
    height = {claim: y for y, claim in enumerate(rows.claim_id)}
    for y, row in enumerate(rows.itertuples()):
        x = row.depth * _STEP
        if row.supports:
            elbow = ([x - 8, x - 8, x], [height[row.supports] + 0.38, y, y])
            axes.plot(*elbow, color=LINE, linewidth=1, zorder=1)
        axes.barh(y, _CHIP, 0.72, left=x, **charts.looks(KINDS[row.kind]))
        weight = "normal" if row.depth else "bold"
        beside = {"va": "center", "in_layout": False}  # the width is that of the words already
        axes.text(x + _CHIP + 5, y, labels[y], fontsize=_TEXT, color=INK, fontweight=weight, **beside)
        axes.text(width, y, places[y], fontsize=_PARAGRAPHS, color=MUTED, ha="right", **beside)
    charts.legend(figure, KINDS.values())
    under = rows[rows.depth > 0]
    sentence = (
        f"Under the thesis {verb(len(under), 'stands', 'stand')} {count(len(under), 'claim')}, "
        f"up to {count(rows.depth.max(), 'step')} below it: {_by_kind(under)}. "
        f"Directly under it: {_by_kind(under[under.depth == 1])}."
    )
    alt = "The claims of the article as an outline. The thesis stands on top; every other claim is indented under the claim that it supports."
    table = rows[["claim_id", "claim", "kind", "paragraphs", "supports"]].copy()
    table["kind"] = table.kind.map(lambda k: KINDS[k].label)
    table.columns = ["Claim", "In our words", "Kind", "Paragraph", "Supports"]
    return Picture(figure, alt, sentence, table, title="The argument as a tree")


def _tree_width(depths: Iterable[int], labels: Iterable[str], places: Iterable[str]) -> float:
    """The width at which no claim's words meet the paragraphs at the right edge."""
    ends = [
        depth * _STEP + _CHIP + 5 + charts.text_width(words, _TEXT, bold=depth == 0)
        for depth, words in zip(depths, labels, strict=True)
    ]
    return max(_WIDTH, max(ends) * _HINTING + 10 + max(charts.text_width(words, _PARAGRAPHS) for words in places))


def strip(claims: pd.DataFrame, paragraphs: pd.DataFrame) -> Picture:
    """The paragraphs in order, a square for each claim, coloured by kind: where the piece reports, interprets, bets."""
    mixed = argument.mix(claims, paragraphs.paragraph.tolist(), list(KINDS))
    stances = argument.stance(mixed)
    sentence = " ".join(
        _run_sentence(mixed, argument.longest_run(stances, name), name, does) for name, does in _VERBS.items()
    )
    quiet = stances.index[stances == ""].tolist()
    makes, its = verb(len(quiet), "makes", "make"), verb(len(quiet), "its", "their")
    notes = (f"{', '.join(quiet)} {makes} no claim of {its} own here.",) if quiet else ()
    alt = f"A strip of {len(mixed)} paragraphs, {mixed.index[0]} to {mixed.index[-1]}, with a square for each claim, marked by the claim's kind."
    table = mixed.rename(columns={k: m.label for k, m in KINDS.items()})
    table = table.assign(Mostly=stances.replace("", "no claim")).rename_axis("Paragraph").reset_index()
    title = "Where the article reports, interprets and bets"
    return Picture(_strip(mixed), alt, sentence, table, title=title, notes=notes)


@charts.still
def _strip(mixed: pd.DataFrame):
    """The figure of :func:`strip`: a column of squares for each paragraph."""
    letters = 8.5
    column = max(_WIDTH / max(len(mixed), _FEW), max(charts.text_width(p, letters) for p in mixed.index) + 5)
    columns = max(len(mixed), _WIDTH / column)  # a short article leaves room at the right
    tallest = int(mixed.sum(axis=1).max())
    figure = charts.figure(column * columns / _INCH, (column * (tallest + 1) + _KEY) / _INCH)
    axes = figure.add_subplot()
    axes.set(xlim=(-0.5, columns - 0.5), ylim=(0, tallest), aspect="equal")
    charts.bare(axes)
    axes.set_xticks(range(len(mixed)), mixed.index, fontsize=letters, color=INK)
    axes.tick_params(axis="x", length=0)
    for x, counts in enumerate(mixed.itertuples(index=False)):
        stack = [kind for kind, count in zip(mixed.columns, counts, strict=True) for _ in range(count)]
        for y, kind in enumerate(stack):
            axes.bar(x, 0.86, 0.84, bottom=y + 0.06, **charts.looks(KINDS[kind]))
    charts.legend(figure, KINDS.values())
    return figure


def _by_kind(claims: pd.DataFrame) -> str:
    """How many of each kind, in words: '8 fact, 2 prediction'."""
    counts = claims.kind.value_counts()
    return ", ".join(f"{counts[kind]} {mark.label.lower()}" for kind, mark in KINDS.items() if kind in counts)


def _run_sentence(mixed: pd.DataFrame, run: tuple[str, str] | None, name: str, does: str) -> str:
    if run is None:
        return f"Nowhere is it mostly true that the article {does}."
    stretch = mixed.loc[run[0] : run[1]]
    some, whole = int(stretch[list(argument.STANCES[name])].sum().sum()), int(stretch.sum().sum())
    where = run[0] if run[0] == run[1] else f"from {run[0]} to {run[1]}"
    return f"It {does} longest {where}: {some} of {whole} claims."
