"""The dead, by who counts them: a ledger of one round, and the counts of several. Nothing is added up."""

from __future__ import annotations

import re
import textwrap
from typing import Any

import pandas as pd

from ..kit import charts
from ..kit.palette import GREY, INK, LINE, ORANGE, SKY
from ..kit.show import Picture, Table
from ..kit.words import verb
from ..tables import DataError
from . import model as history

_ROW, _FRAME = 0.72, 0.9  # inches: a line of the ledger; what stands above and below
_LABEL, _NUMBER, _AXIS = 8.6, 10, 9  # letters
_YEAR = 300  # days; a round that was counted for longer has years on its axis


def dead(casualties: pd.DataFrame, phase: str) -> Picture:
    """The dead of one war as a ledger: a line for each thing that is counted, with its numbers at the days they run up to.

    Numbers are written, not drawn to scale: most of them cannot be compared, and none may be added to another.
    """
    counted = _worded_metrics(history.counts(casualties, phase))
    absent, last = counted[~counted.published], history.latest(counted[counted.published])
    latest = "; ".join(f"{r.metric}: {history.worded(r.value_low, r.value_high)}" for r in last.itertuples())
    gaps = "".join(f"{r.metric}: no count published, which is not a count of zero. " for r in absent.itertuples())
    metrics = counted.metric.nunique()
    things = "1 thing is" if metrics == 1 else f"{metrics} different things are"
    sentence = (
        f"{phase_words(phase)}: {things} counted, {len(last)} with a figure. "
        f"The latest of each: {latest}. {gaps}Nothing here is added up."
    )
    alt = (
        f"A ledger of the dead, {phase_words(phase)}: a line for each thing that is counted, with who counts it, "
        "and the number written at each day up to which a count ran. A diamond marks a claim about the other side's dead."
    )
    table = counted.assign(number=_worded_all(counted))[["metric", "number", "as_of", "reported_by", "note"]]
    table.columns = ["What is counted", "Number", "Up to", "Who counts", "Note"]
    return Picture(_ledger(counted), alt, sentence, table, title=f"Who counts the dead, and when: {phase_words(phase)}")


@charts.still
def _ledger(counted: pd.DataFrame) -> Any:
    """The figure of :func:`dead`: a line for each metric, from its first day to its last."""
    metrics = counted.metric.unique().tolist()
    figure = charts.figure(8.6, _ROW * len(metrics) + _FRAME)
    axes: Any = figure.add_subplot()
    first, last = counted.day.min(), counted.day.max()
    margin = max((last - first) * 0.06, pd.Timedelta(days=1))
    axes.set(xlim=(first - margin, last + margin), ylim=(len(metrics) - 0.4, -0.7))
    for y, metric in enumerate(metrics):
        axes.axhline(y + 0.5, color=LINE, linewidth=0.5)
        _line(axes, y, counted[counted.metric == metric], history.CLAIMED in metric)
    tellers = counted.groupby("metric").reported_by.last()
    axes.set_yticks(range(len(metrics)), [_label(m, tellers[m]) for m in metrics], fontsize=_LABEL)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", labelsize=_AXIS)
    axes.xaxis.set_major_formatter(_years if (last - first).days > _YEAR else _days)
    axes.set_xlabel("the day up to which it was counted", fontsize=_AXIS)
    charts.bare(axes, "left", "right", "top")
    return figure


def _line(axes: Any, y: float, rows: pd.DataFrame, claimed: bool) -> None:
    """One line of the ledger: a mark and a number for each count; dots and words where none was published."""
    published = rows[rows.published]
    looks = {"marker": "D", "facecolor": ORANGE} if claimed else {"marker": "o", "facecolor": SKY}
    axes.plot(published.day, [y] * len(published), color=GREY, linewidth=1, zorder=1)
    axes.scatter(published.day, [y] * len(published), s=42, edgecolor=INK, zorder=2, **looks)
    for row in rows.itertuples():
        words, across = history.worded(row.value_low, row.value_high), axes.get_yaxis_transform()
        if row.published:
            above = {"textcoords": "offset points", "ha": "center", "fontsize": _NUMBER}
            axes.annotate(words, (row.day, y), (0, 6), **above)
        else:
            axes.text(0.5, y, words, transform=across, ha="center", va="center", fontsize=_NUMBER)
            for ends in ([0.03, 0.28], [0.72, 0.97]):
                axes.plot(ends, [y, y], color=INK, linestyle=":", transform=across)


def _days(value: float, _place: object) -> str:
    from matplotlib.dates import num2date

    return f"{num2date(value).day} {num2date(value):%b}"


def _years(value: float, _place: object) -> str:
    from matplotlib.dates import num2date

    return f"{num2date(value):%b %Y}"


def _label(metric: str, teller: str) -> str:
    by = textwrap.wrap(f"by {teller}", 58, max_lines=2, placeholder=" …")
    return "\n".join([*textwrap.wrap(metric, 54)[:2], *by])


def earlier_dead(casualties: pd.DataFrame, phases: list[str]) -> Table:
    """The dead of several rounds, one row per count, in the order of the rounds. DataError if there are none."""
    if not phases:
        raise DataError("The table casualties counts the dead of one round; there is no earlier one to show.")
    counted = _worded_metrics(pd.concat([history.counts(casualties, phase) for phase in phases], ignore_index=True))
    claimed = int(counted.metric.str.contains(history.CLAIMED, regex=False).sum())
    sentence = (
        f"{len(counted)} counts of {len(phases)} rounds, by {counted.reported_by.nunique()} bodies. "
        f"{claimed} {verb(claimed)} claims about the other side’s dead."
    )
    table = counted.assign(round=counted.phase.map(phase_words), number=_worded_all(counted))
    table = table[["round", "metric", "number", "as_of", "reported_by", "note"]]
    table.columns = ["Round", "What is counted", "Number", "Up to", "Who counts", "Note"]
    return Table(table, sentence, "The dead of the earlier rounds")


def metric_words(metric: str) -> str:
    """What is counted, as a reader meets it: 'Military dead - north' becomes 'Military dead: north'."""
    return metric.replace(" - ", ": ")


def phase_words(phase: str) -> str:
    """A phase's id as words: 'since-27-sep-2020' becomes 'Since 27 Sep 2020', '1988-94' becomes '1988–94'."""
    words = re.sub(r"(?<=\d{4})-(?=\d{2}$)", "–", phase)
    return words.replace("-", " ").title()


def _worded_metrics(counted: pd.DataFrame) -> pd.DataFrame:
    return counted.assign(metric=counted.metric.map(metric_words))


def _worded_all(counted: pd.DataFrame) -> list[str]:
    return [history.worded(low, high) for low, high in zip(counted.value_low, counted.value_high, strict=True)]
