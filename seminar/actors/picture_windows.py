"""Figures that depend on the window of years over which they are counted."""

from __future__ import annotations

import pandas as pd

from ..kit import charts
from ..kit.palette import BLUE, INK, LINE
from ..kit.show import Picture
from ..tables import DataError
from . import model

_WIDTH, _ROW, _AROUND = 8.6, 0.95, 0.9  # inches: the figure, a row, and what is below the rows
_MARKS = "os^D"  # used in turn for the windows of a figure
_WHOLE = 100  # the largest share, in per cent


@charts.still
def windows(figures: pd.DataFrame, names: dict[str, str]) -> Picture:
    """Every figure that is known for more than one window of years: one line per figure, one mark per window.

    DataError if there is none.
    """
    found = model.window_dependence(figures)
    if found.empty:
        raise DataError("The table indicators has no figure that is known for more than one window of years.")
    figure = charts.figure(_WIDTH, _ROW * len(found) + _AROUND)
    axes = figure.add_subplot()
    shares = found.unit.str.startswith("%").all()
    most = _WHOLE if shares else found.greatest.max() * 1.1
    left = min(0, found.least.min() * 1.1) - 0.02 * most
    axes.set(xlim=(left, most), ylim=(len(found) - 0.4, -0.6), yticks=[])
    axes.set_xlabel(" / ".join(found.unit.unique()), fontsize=9.5)
    axes.tick_params(labelsize=9)
    charts.bare(axes, "left", "right", "top")
    said, rows = [], []
    for y, row in enumerate(found.itertuples()):
        known = model.windows(figures, row.indicator, row.actor_id)
        axes.text(left, y - 0.36, f"{names[row.actor_id]}: {row.indicator}", fontsize=9.5, fontweight="bold", color=INK)
        axes.plot([row.least, row.greatest], [y, y], color=LINE, linewidth=2, zorder=1)
        for k, window in enumerate(known.itertuples()):
            _window(axes, window, y, _MARKS[k % len(_MARKS)])
            rows.append(
                (names[row.actor_id], row.indicator, window.period, f"{window.value:g}", row.unit, window.window_note)
            )
        values = ", ".join(f"{_with_unit(w.value, w.unit)} in {w.period}" for w in known.itertuples())
        said.append(f"{names[row.actor_id]}, {row.indicator}: {values}")
    sentence = "The same question, another window, another answer. " + "; ".join(said) + "."
    alt = f"{len(found)} lines, one for each figure that is known for more than one window of years, with a mark at each window's value."
    heads = ["Actor", "Figure", "Window", "Value", "Unit", "Edition"]
    return Picture(figure, alt, sentence, pd.DataFrame(rows, columns=heads), "A figure and its window")


def _window(axes, window, y: int, mark: str) -> None:
    axes.plot(window.value, y, mark, markersize=10, color=BLUE, markeredgecolor=INK, zorder=2)
    words = f"{window.value:g} in {window.period}"
    axes.text(window.value, y + 0.3, words, fontsize=9, ha="center", va="center", color=INK)


def _with_unit(value: float, unit: str) -> str:
    return f"{value:g}{'%' if unit.startswith('%') else ' ' + unit}"
