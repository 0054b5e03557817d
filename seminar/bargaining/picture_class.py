"""A whole class at the bargaining table: what each table agreed, its delegations' bottom lines, and what the result cost each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..actors.picture_positions import frame
from ..kit import charts
from ..kit.palette import BLUE, GREEN, GREY, INK, ORANGE, PURPLE, SKY, VERMILION
from ..kit.show import Picture, Table
from ..kit.words import count, decimal, listed
from .delegations import Delegation

_WIDTH, _ROW, _PANEL, _AROUND = (
    8.6,
    0.26,
    0.66,
    0.7,
)  # inches: the figure, a table's row, a panel's head and foot, the key
_MARKS = ("o", "s", "^", "D", "v", "P", "X")
_COLOURS = (VERMILION, BLUE, GREEN, ORANGE, PURPLE, SKY, GREY)
_LONGEST = 18  # letters of a table's name in the margin


@charts.still
def classroom(
    delegations: Sequence[Delegation],
    losses: Sequence[float | None],
    actors: dict[str, str],
    labels: dict[str, str],
    remarks: Sequence[str],
) -> Picture:
    """A whole class: each table's package on every axis, the bottom lines of its delegations, and what the result cost each by its own points.

    ``losses`` are those of the delegations, None if nothing was agreed; ``actors`` and ``labels`` are the names of actors
    and axes; ``remarks`` go below.
    """
    classes = list(dict.fromkeys(d.class_name for d in delegations))
    looks = {actor: _look(k) for k, actor in enumerate(dict.fromkeys(d.actor for d in delegations))}
    high = (len(labels) + 1) // 2
    figure = charts.figure(_WIDTH, high * (_ROW * len(classes) + _PANEL) + _AROUND)
    figure.get_layout_engine().set(h_pad=0.07, w_pad=0.08)
    panels = list(figure.subplots(high, 2, sharex=True, sharey=True, squeeze=False).flat)
    margin = [_margin(c, delegations) for c in classes]
    for axes, (axis, label) in zip(panels, labels.items(), strict=False):
        frame(axes, label, margin)
        _marks(axes, axis, delegations, classes, looks)
    for axes in panels[len(labels) :]:
        axes.axis("off")
    _key(figure, {actors[actor]: look for actor, look in looks.items()})
    alt = (
        f"{len(labels)} panels, one for each axis from 0 to 100, with a row for each of {len(classes)} tables: a bar with a number where they agreed, "
        "a mark for each delegation's bottom line."
    )
    table = pd.DataFrame(
        [
            {
                "Table": d.class_name,
                "Delegation": actors[d.actor],
                **{label: _cell(d, axis) for axis, label in labels.items()},
                "Its loss by its own points": "" if loss is None else f"{loss:.2f}",
            }
            for d, loss in zip(delegations, losses, strict=True)
        ]
    )
    return Picture(
        figure, alt, _sentence(delegations, classes, labels), table, "The class at the table", tuple(remarks)
    )


def potential(found: Mapping[str, tuple[float, np.ndarray]], parties: Sequence[str], axes: Mapping[str, str]) -> Table:
    """How much both parties can gain over the middle of every axis, for each set of points (name -> gain, package), and by which package."""
    rows = [(name, f"{gain:.3f}", *(decimal(x, 0) for x in package)) for name, (gain, package) in found.items()]
    table = pd.DataFrame(rows, columns=["Points", "Best equal gain over the middle", *axes.values()])
    said = "; ".join(f"{gain:.3f} with points {name}" for name, (gain, _package) in found.items())
    note = "A gain is what the package saves each of the two by its own points, of a whole of 1; where both care alike about every axis it is 0."
    return Table(
        table,
        f"The most that {listed(parties)} can both gain over splitting every axis in the middle: {said}.",
        "How much there is to trade",
        (note,),
    )


def _look(k: int) -> dict:
    """A hollow mark, different for each of the first forty-nine delegations."""
    colour = _COLOURS[(k + k // len(_MARKS)) % len(_COLOURS)]
    return {
        "marker": _MARKS[k % len(_MARKS)],
        "linestyle": "",
        "markerfacecolor": "none",
        "markeredgecolor": colour,
        "markeredgewidth": 1.6,
    }


def _marks(axes, axis: str, delegations: Sequence[Delegation], classes: list[str], looks: dict[str, dict]) -> None:
    for d in delegations:
        y = classes.index(d.class_name)
        if axis in d.bottom_lines:
            axes.plot(d.bottom_lines[axis], y, markersize=7, zorder=2, clip_on=False, **looks[d.actor])
        if d.package:
            bar = {"color": INK, "linewidth": 4, "zorder": 3, "solid_capstyle": "butt"}
            axes.plot([d.package[axis]] * 2, [y - 0.32, y + 0.32], **bar)


def _margin(name: str, delegations: Sequence[Delegation]) -> str:
    """A table's name, short enough for the margin; "(none)" where nothing was agreed."""
    agreed = any(d.package for d in delegations if d.class_name == name)
    plain = " ".join(name.split())
    short = plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
    return short.replace("$", r"\$") + ("" if agreed else " (none)")  # a bare dollar sign would begin a formula


def _key(figure, looks: dict[str, dict]) -> None:
    from matplotlib.lines import Line2D

    shown = [Line2D([], [], **look) for look in looks.values()] + [Line2D([], [], color=INK, linewidth=4)]
    words = [f"{name}: bottom line" for name in looks] + ["agreed"]
    figure.legend(shown, words, loc="outside lower center", ncols=3, fontsize=8.8, frameon=False)


def _cell(d: Delegation, axis: str) -> str:
    agreed = "no agreement" if d.package is None else f"{d.package[axis]:g}"
    return agreed + (f" (bottom line {d.bottom_lines[axis]:g})" if axis in d.bottom_lines else "")


def _sentence(delegations: Sequence[Delegation], classes: list[str], labels: dict[str, str]) -> str:
    """How many came home with a package, and on which axis the packages lie farthest apart."""
    packages = {d.class_name: d.package for d in reversed(delegations) if d.package}
    told = f"{count(len(delegations), 'file')} from {count(len(classes), 'table')}; {len(packages)} came home with a package."
    if len(packages) < 2:
        return told
    spans = {axis: [package[axis] for package in packages.values()] for axis in labels}
    axis = max(spans, key=lambda axis: max(spans[axis]) - min(spans[axis]))
    least, most = min(spans[axis]), max(spans[axis])
    if least == most:
        return f"{told} Their packages are the same."
    return f"{told} They differ most on “{labels[axis]}”: from {least:g} to {most:g}."
