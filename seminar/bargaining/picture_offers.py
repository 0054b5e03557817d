"""A table's offers replayed: what each cost the two parties, on the way to the line that no package beats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..kit import charts
from ..kit.palette import BLUE, INK, LINE, MUTED, VERMILION
from ..kit.show import Picture
from ..kit.words import count, decimal
from . import model
from .offers import PackageOffer
from .scene import BargainingScene

_WIDTH, _HEIGHT = 6.6, 5.4  # inches


def replay(
    scene: BargainingScene,
    table: model.Negotiation,
    offers: Sequence[PackageOffer],
    no_deal: Mapping[str, float],
    remarks: Sequence[str],
) -> Picture:
    """The offers, numbered in order, by what they cost the two parties; ``table`` has the points, ``no_deal`` what no deal costs (0 to 1)."""
    pair, names = scene.pair, [scene.actors[p] for p in scene.pair]
    losses = table.losses(np.array([o.package for o in offers]))[:, [table.seat(p) for p in pair]]
    line = table.losses(model.best_line(table, *pair))[:, [table.seat(p) for p in pair]]
    limits = [no_deal.get(p) for p in pair]
    left, _better = model.best_equal_gain(table, *pair, start=np.array(offers[-1].package))
    first, last = (
        " and ".join(f"{loss:.2f} for {name}" for loss, name in zip(losses[i], names, strict=True)) for i in (0, -1)
    )
    sentence = f"{count(len(offers), 'offer')}, from a loss of {first} to one of {last}. After the last, both could still have gained {left:.2f}."
    alt = (
        f"The loss of {names[0]} to the right against that of {names[1]} upwards: {count(len(offers), 'offer')}, numbered and joined in order, "
        "and the line that no package beats."
    )
    return Picture(
        _figure(losses, line, limits, names),
        alt,
        sentence,
        _rows(scene, offers, losses, limits, names),
        "The offers, replayed",
        tuple(remarks),
    )


def _rows(
    scene: BargainingScene,
    offers: Sequence[PackageOffer],
    losses: np.ndarray,
    limits: Sequence[float | None],
    names: Sequence[str],
) -> pd.DataFrame:
    rows = [
        (
            number,
            decimal(o.minute, 0),
            scene.actors[o.by],
            *(decimal(x, 0) for x in o.package),
            *(f"{loss:.2f}" for loss in cost),
            _signs(cost, limits, names),
        )
        for number, (o, cost) in enumerate(zip(offers, losses, strict=True), start=1)
    ]
    costs = [f"Costs {name}" for name in names]
    return pd.DataFrame(
        rows, columns=["Offer", "Minute", "By", *scene.axes.values(), *costs, "Better than no deal for"]
    )


def _signs(cost: np.ndarray, limits: Sequence[float | None], names: Sequence[str]) -> str:
    """For whom an offer is no worse than no deal."""
    kept = [
        name
        for loss, limit, name in zip(cost, limits, names, strict=True)
        if limit is not None and loss <= limit + 1e-9
    ]
    return " and ".join(kept) or "neither"


@charts.still
def _figure(losses: np.ndarray, line: np.ndarray, limits: Sequence[float | None], names: Sequence[str]):
    figure = charts.figure(_WIDTH, _HEIGHT)
    axes = figure.subplots()
    axes.plot(*line.T, color=BLUE, linewidth=2, label="no package beats these")
    axes.plot(
        *losses.T,
        color=MUTED,
        linewidth=0.8,
        marker="o",
        markersize=13,
        markerfacecolor="white",
        markeredgecolor=INK,
        label="the offers, in order",
    )
    for number, (x, y) in enumerate(losses, start=1):
        axes.text(x, y, str(number), ha="center", va="center", fontsize=8, color=INK)
    for draw, limit in zip((axes.axvline, axes.axhline), limits, strict=True):
        if limit is not None:
            draw(limit, color=VERMILION, linestyle="--", linewidth=1, label="no deal" if draw == axes.axvline else None)
    charts.bare(axes, "right", "top")
    axes.grid(color=LINE, linewidth=0.3)
    axes.set_xlim(left=-0.02)
    axes.set_ylim(bottom=-0.02)
    axes.set_xlabel(f"Loss of {names[0]}")
    axes.set_ylabel(f"Loss of {names[1]}")
    figure.legend(loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    return figure
