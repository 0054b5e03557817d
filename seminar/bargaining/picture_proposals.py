"""The proposals at the bargaining table: each as a point with the box of its readings, its coding, and what both ends of a doubt change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..kit import charts
from ..kit.ids import as_written, meant
from ..kit.palette import GREEN, GREY, INK, MUTED, ORANGE, PURPLE, SKY
from ..kit.show import Picture, Table
from ..kit.words import listed, verb
from ..tables import DataError
from . import model
from .picture_table import EQUAL, pair_points
from .scene import BargainingScene

_WIDTH, _HEIGHT = 8.6, 5.6  # inches
_PANEL = 7.6  # inches of the width that are left for the panel
_FILLS, _MARKS, _LINES = (SKY, ORANGE, GREEN, PURPLE), "os^Dv<>P", (":", "-.", "-", "--", (0, (6, 2, 1, 2, 1, 2)))
_LABEL, _STEP = 9, 0.05  # points; the height of a label's row as a share of the panel
_AROUND = 0.01  # in units of loss: the gap between the axes and what lies at 0


@charts.still
def proposals(scene: BargainingScene) -> Picture:
    """The proposals between two parties: a point for each, with the box of its readings, and the frontier at each end of a doubt.

    DataError if no proposal has a position on every axis.
    """
    a, b = scene.pair
    points = pair_points(scene.placed[scene.middle], a, b)
    if points.empty:
        raise DataError("The table proposal_positions places no proposal on every axis, so none can be drawn.")
    figure = charts.figure(_WIDTH, _HEIGHT)
    axes = figure.add_subplot()
    for (name, laid), line in zip(scene.grids.items(), _LINES, strict=False):
        seats = [laid.table.seat(a), laid.table.seat(b)]
        x, y = laid.table.losses(model.best_line(laid.table, a, b))[:, seats].T
        axes.plot(x, y, linestyle=line, color=INK, linewidth=1.4, label=name)
    right, top = axes.dataLim.x1, axes.dataLim.y1
    right, top = max(right, points.high_0.max()), max(top, points.high_1.max())
    names = [scene.proposals[p] for p in points.index]
    room = (max(charts.text_width(n, _LABEL) for n in names) / 72 + 0.3) / _PANEL  # share of the panel for the names
    axes.set(xlim=(-_AROUND, right / (1 - room)), ylim=(-_AROUND, top * 1.03))
    _boxes(axes, points)
    _labels(axes, points, names, right, top)
    axes.set_xlabel(f"Loss of {scene.actors[a]}", fontsize=9.5)
    axes.set_ylabel(f"Loss of {scene.actors[b]}", fontsize=9.5)
    axes.tick_params(labelsize=9)
    charts.bare(axes, "top", "right")
    axes.legend(title="What no package can beat", loc="lower right", fontsize=9, title_fontsize=9, frameon=False)
    return Picture(
        figure,
        f"Losses of {scene.actors[a]} across and {scene.actors[b]} upwards. Each proposal is a point in a box of its possible readings; "
        "lines below them show what no package can beat.",
        _sentence(points, scene),
        _table(points, scene),
        "The proposals at the table",
        _notes(scene),
    )


def _boxes(axes, points: pd.DataFrame) -> None:
    """The box of each proposal's readings."""
    from matplotlib.patches import Rectangle

    edge = {"facecolor": "none", "edgecolor": MUTED, "linewidth": 0.6, "linestyle": "--"}
    for k, row in enumerate(points.itertuples()):
        box = (row.low_0, row.low_1), row.high_0 - row.low_0, row.high_1 - row.low_1
        axes.add_patch(Rectangle(*box, facecolor=_FILLS[k % len(_FILLS)], alpha=0.05, zorder=1))
        axes.add_patch(Rectangle(*box, zorder=1, **edge))


def _labels(axes, points: pd.DataFrame, names: Sequence[str], right: float, top: float) -> None:
    """The middle and the far corner of each box as marks, and a line to its name right of all of them."""
    step = min(_STEP, 0.9 / len(points)) * top
    span = axes.get_xlim()[1]
    for k, (name, row) in enumerate(zip(names, points.itertuples(), strict=True)):
        mark, looks = _MARKS[k % len(_MARKS)], {"color": _FILLS[k % len(_FILLS)], "markeredgecolor": INK}
        x, y = right + 0.012 * span, top * 0.97 - step * k
        axes.plot([row.mid_0, x], [row.mid_1, y], color=GREY, linewidth=0.6, zorder=2)
        axes.plot(row.mid_0, row.mid_1, mark, markersize=8, zorder=4, **looks)
        axes.plot(row.high_0, row.high_1, mark, markersize=5, markeredgewidth=0.7, zorder=3, **looks)
        axes.plot(x, y, mark, markersize=7, **looks)
        axes.text(x + 0.017 * span, y, name, fontsize=_LABEL, va="center", color=INK)


def _sentence(points: pd.DataFrame, scene: BargainingScene) -> str:
    told = []
    for actor, middle in zip(scene.pair, (points.mid_0, points.mid_1), strict=True):
        least, most = scene.proposals[middle.idxmin()], scene.proposals[middle.idxmax()]
        told.append(
            f"{scene.actors[actor]} loses least by {least} ({middle.min():.2f}) and most by {most} ({middle.max():.2f})"
        )
    wide = ((points.high_0 - points.low_0) * (points.high_1 - points.low_1)).idxmax()
    beaten = int((~model.frontier(points[["mid_0", "mid_1"]].to_numpy())).sum())
    return (
        f"At the middle readings {'; '.join(told)}. {beaten} of the {len(points)} {verb(beaten)} beaten by another proposal for both. "
        f"The box is largest for {scene.proposals[wide]}."
    )


def _table(points: pd.DataFrame, scene: BargainingScene) -> pd.DataFrame:
    rows = [
        (
            scene.proposals[p],
            f"{r.mid_0:.2f}",
            f"{r.low_0:.2f} to {r.high_0:.2f}",
            f"{r.mid_1:.2f}",
            f"{r.low_1:.2f} to {r.high_1:.2f}",
        )
        for p, r in zip(points.index, points.itertuples(), strict=True)
    ]
    a, b = (scene.actors[p] for p in scene.pair)
    return pd.DataFrame(rows, columns=["Proposal", f"Loss of {a}", "Range", f"Loss of {b}", "Range "])


def _notes(scene: BargainingScene) -> tuple[str, ...]:
    left_out = [scene.proposals[p] for p in model.unplaced(scene.table, scene.coded)]
    notes = (
        EQUAL,
        "A box holds every reading of the text and more: where it reaches below the middle line, no reading lies.",
    )
    return notes + (f"Without a place on every axis, and so not drawn: {', '.join(left_out)}.",) * bool(left_out)


def reasons(scene: BargainingScene, proposal: str) -> Table:
    """Where one proposal lies on each axis, and why; DataError for one that is not coded."""
    ids = scene.coded.proposal_id.unique()
    proposal = as_written(proposal, ids)
    if proposal not in ids:
        near = meant(proposal, ids)
        raise DataError(f"There is no coding of {proposal!r}; the coded proposals are: {', '.join(ids)}.{near}")
    return scene.once(("reasons", proposal), lambda: _reasons(scene, proposal))


def _reasons(scene: BargainingScene, proposal: str) -> Table:
    rows = scene.coded[scene.coded.proposal_id == proposal]
    table = rows.assign(axis=rows.element.map(scene.axes))[["axis", "low", "mid", "high", "basis", "reason"]]
    spoken, widest = int((rows.basis == "text").sum()), rows.loc[(rows.high - rows.low).idxmax()]
    sentence = (
        f"The text itself speaks to {spoken} of {len(rows)} axes; the widest range, {widest.low} to {widest.high}, "
        f"is on “{scene.axes[widest.element]}”."
    )
    heads = ["Axis", "Low", "Middle", "High", "What it rests on", "Reason"]
    return Table(table.set_axis(heads, axis=1), sentence, f"{scene.proposals[proposal]} on the axes")


def ends_sentence(scene: BargainingScene, packages: Mapping[str, Sequence[float]]) -> str:
    """How far the two parties' losses move between the ends, and for how many packages the count of better ones changes."""
    tried = np.array(list(packages.values()), dtype=float)
    losses = np.array([laid.table.losses(tried) for laid in scene.grids.values()])  # (grids, packages, actors)
    moves = {a: np.ptp(losses[:, :, scene.table.seat(a)], axis=0).max() for a in scene.pair}
    told = [
        f"the loss of {scene.actors[a]} " + (f"moves by up to {m:.2f}" if m > 0 else "does not move")
        for a, m in moves.items()
    ]
    beaten = [{laid.standing(p, *scene.pair).beaten_by for laid in scene.grids.values()} for p in tried]
    changed = sum(len(counts) > 1 for counts in beaten)
    return (
        f"Over the ends {listed(told)}; for {changed} of the {len(tried)} proposals the number of packages "
        "that beat it changes."
    )


def ends(scene: BargainingScene, packages: Mapping[str, Sequence[float]]) -> pd.DataFrame:
    """What packages cost the two parties at each end of the position in doubt: one row per package, and how many packages beat it."""
    a, b = scene.pair
    rows = []
    for name, package in packages.items():
        row = {"Package": name}
        for end, laid in scene.grids.items():
            standing = laid.standing(np.array(package, dtype=float), a, b)
            row[end] = f"{standing.losses[a]:.2f} / {standing.losses[b]:.2f}, beaten by {standing.beaten_by:,}"
        rows.append(row)
    return pd.DataFrame(rows)
