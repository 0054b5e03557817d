"""The alliance dilemma drawn: each option between the fear of being abandoned and the fear of being drawn in.

A state that stands by an ally may be entrapped in its wars; one that holds back may lose it (Snyder, "The Security Dilemma
in Alliance Politics", *World Politics* 36, 1984). What the two fears are called here comes from the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pandas as pd

from ..kit import charts
from ..kit.palette import INK, LINE, MUTED, Swatch, option_marks
from ..kit.show import Picture
from ..kit.words import listed, quoted
from ..tables import DataError, Package

_SHAPES = "o^sDvPX*"
_ASIDE = 0.06  # how far apart the marks of two options with the same scores are drawn
_MARGIN = 0.35  # beyond the scores


@dataclass(frozen=True)
class Dilemma:
    """The article's options between two fears, the first drawn upwards and the second across.

    ``scores`` has one row per option and fear with option_id, ``fear`` (0 or 1) and low, mid and high; ``interests`` are the two
    interests in words; ``data`` has the phrases.
    """

    options: pd.DataFrame
    scores: pd.DataFrame
    interests: tuple[str, str]
    marks: Mapping[str, Swatch]
    data: Package

    @classmethod
    def read(cls, data: Package) -> Dilemma:
        """The dilemma of a package: its fears are for the interests of the first two corners of the table ``strait``."""
        corners = data.rows("strait").criterion_id.tolist()[:2]
        if len(corners) < 2 or not all(corners):
            raise DataError("The first two rows of the table strait must each name an interest in criterion_id.")
        options, names = data.rows("options"), data.rows("criteria").set_index("criterion_id").label
        offered = options[options.listed_by == "article"]
        scores = data.rows("consequences")
        scores = scores[scores.criterion_id.isin(corners) & scores.option_id.isin(offered.option_id)]
        if len(scores) != 2 * len(offered):
            raise DataError(
                f"The table consequences has {len(scores)} scores of {len(offered)} options for {listed(corners)}; each option needs one for both."
            )
        scores = scores.assign(fear=scores.criterion_id.map(corners.index))
        marks = option_marks(dict(zip(options.option_id, options.label, strict=True)))
        return cls(offered, scores, (names[corners[0]], names[corners[1]]), marks, data)

    def say(self, phrase: str, **filled: object) -> str:
        """This picture's phrase of that name."""
        return self.data.phrase(f"commitment.dilemma.{phrase}", **filled)

    def score(self, option: str, fear: int) -> pd.Series:
        """The score of an option for one fear."""
        return self.scores[(self.scores.option_id == option) & (self.scores.fear == fear)].iloc[0]


def dilemma(found: Dilemma) -> Picture:
    """Each option between two fears: upwards how far it keeps off one, across the other, with the range of each score."""
    rows = [
        (o.label, _range(found.score(o.option_id, 0)), _range(found.score(o.option_id, 1)))
        for o in found.options.itertuples()
    ]
    table = pd.DataFrame(rows, columns=["Option", *found.interests])
    alt = f"A chart of options between two fears. {found.say('directions')} Lines show the range of each score."
    notes = ("Marks and lines are moved a little so that none covers another; the table has the scores.",)
    return Picture(_chart(found), alt, _sentence(found), table, title=found.say("title"), notes=notes)


def _sentence(found: Dilemma) -> str:
    mids = found.scores.pivot(index="option_id", columns="fear", values="mid")
    words = dict(zip(found.options.option_id, found.options.label, strict=True))
    free = [words[option] for option in words if (mids.loc[option] > 0).all()]
    worst = found.say("worst", up=_worst(mids[0], words), across=_worst(mids[1], words))
    return f"{worst} {f'Better than before on both: {listed(free)}.' if free else found.say('none')}"


def _worst(scores: pd.Series, words: Mapping[str, str]) -> str:
    """The options with the lowest score, ties together."""
    lowest = [quoted(words[option]) for option in words if scores[option] == scores.min()]
    return f"{listed(lowest)} ({scores.min():+g})"


def _range(cell: pd.Series) -> str:
    return f"{cell['mid']:+g} ({cell['low']:+g} to {cell['high']:+g})".replace("+0", "0")


@charts.still
def _chart(found: Dilemma) -> Any:
    """A matplotlib figure with a mark and two lines for each option."""
    figure = charts.figure(8.6, 4.6)
    axes: Any = figure.add_subplot()
    axes.axhline(0, color=LINE, linewidth=0.8)
    axes.axvline(0, color=LINE, linewidth=0.8)
    first = -(len(found.options) - 1) / 2
    for i, (option, shape) in enumerate(zip(found.options.itertuples(), cycle(_SHAPES), strict=False)):
        _option(axes, found, option, shape, _ASIDE * (first + i))
    for fear, put in ((1, axes.set_xlim), (0, axes.set_ylim)):
        rows = found.scores[found.scores.fear == fear]
        put(min(rows.low.min(), -1) - _MARGIN, max(rows.high.max(), 1) + _MARGIN)  # so that each corner has room
    axes.locator_params(integer=True)
    for name, fear, put in (("across", 1, axes.set_xlabel), ("up", 0, axes.set_ylabel)):
        put(f"← {found.say(name)}      {found.interests[fear].split(' (')[0]}: score", fontsize=9.5)
    corner = {"transform": axes.transAxes, "fontsize": 9, "color": MUTED}
    axes.text(0.02, 0.03, "worse on both", **corner)
    axes.text(0.98, 0.97, "better on both", ha="right", va="top", **corner)
    axes.tick_params(labelsize=9)
    charts.bare(axes, "top", "right")
    figure.legend(loc="outside lower center", ncols=min(4, len(found.options)), fontsize=9.5, frameon=False)
    return figure


def _option(axes: Any, found: Dilemma, option: Any, shape: str, aside: float) -> None:
    """One option, moved by ``aside`` so that ranges on the same line stay apart."""
    y, x = (found.score(option.option_id, fear) for fear in (0, 1))
    fill = found.marks[option.option_id].fill
    across, up = ([x.low, x.high], [y.mid + aside] * 2), ([x.mid + aside] * 2, [y.low, y.high])
    for colour, width in ((INK, 4.5), (fill, 3)):  # an edge of ink, since yellow on white is faint
        for place in (across, up):
            axes.plot(*place, color=colour, linewidth=width, zorder=2, solid_capstyle="butt")
    looks = {"markersize": 13, "markerfacecolor": fill, "markeredgecolor": INK, "zorder": 3}
    axes.plot(x.mid + aside, y.mid + aside, shape, label=option.label, **looks)
