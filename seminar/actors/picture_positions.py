"""Where each actor stands on each axis of a settlement, and how much the axis matters to it."""

from __future__ import annotations

import pandas as pd

from ..kit import charts
from ..kit.palette import BLUE, GREY, INK, LINE, PAPER, VERMILION
from ..kit.show import Picture, Table
from . import model

_WIDTH, _ROW, _PANEL, _AROUND = (
    8.6,
    0.185,
    0.62,
    0.5,
)  # inches: the figure, an actor's row, a panel's head and foot, the key
_ENDS = (0, 25, 50, 75, 100)
_KEY = (("stated", 100), ("stated", 20), ("inferred", 60))  # examples of ground and salience


@charts.still
def positions(standing: pd.DataFrame, names: dict[str, str], pair: tuple[str, str]) -> Picture:
    """Each axis as a panel from 0 to 100: one mark per actor, larger the more the axis matters to it, and a bar where it is in doubt."""
    labels = list(standing.label.unique())
    who = list(dict.fromkeys(standing.actor_id))
    high = (len(labels) + 1) // 2
    figure = charts.figure(_WIDTH, high * (_ROW * len(who) + _PANEL) + _AROUND)
    figure.get_layout_engine().set(h_pad=0.06, w_pad=0.08)
    panels = list(figure.subplots(high, 2, sharex=True, sharey=True, squeeze=False).flat)
    for axes, label in zip(panels, labels, strict=False):
        frame(axes, label, [names[a] for a in who])
        _marks(axes, standing[standing.label == label], who)
    for axes in panels[len(labels) :]:
        axes.axis("off")
    _key(figure)
    table = standing.assign(actor=standing.actor_id.map(names), place=[place(r, "–") for r in standing.itertuples()])
    alt = (
        f"{len(labels)} panels, one for each axis from 0 to 100, with a mark for each actor. A larger mark means that the axis matters more to it; "
        "filled circles are stated positions, hollow diamonds inferred ones; a bar is a range."
    )
    heads = ["Axis", "Actor", "Position", "Salience", "Ground", "What it rests on"]
    notes = (
        "Positions and saliences are judgements, there to be argued with. What 0, 50 and 100 mean differs from axis to axis.",
    )
    return Picture(
        figure,
        alt,
        _sentence(standing, names, pair),
        table[["label", "actor", "place", "salience", "basis", "note"]].set_axis(heads, axis=1),
        "Where each stands",
        notes,
    )


def place(row, to: str = " to ") -> str:
    """A position in words, with its range in brackets where it is in doubt: '35', '35 (25 to 50)'."""
    return f"{row.position}" + (f" ({int(row.position_low)}{to}{int(row.position_high)})" if row.soft else "")


def _sentence(standing: pd.DataFrame, names: dict[str, str], pair: tuple[str, str]) -> str:
    a, b = pair
    apart = model.gaps(standing, a, b)
    wide, near = apart.iloc[0], apart.iloc[-1]
    return (
        f"{names[a]} and {names[b]} stand farthest apart on “{wide.label}” ({wide.a} and {wide.b}) and nearest on "
        f"“{near.label}” ({near.a} and {near.b})."
        + "".join(
            f" In doubt: {names[s.actor_id]} on “{s.label}”, {s.position} in a range from {int(s.position_low)} to {int(s.position_high)}."
            for s in standing[standing.soft].itertuples()
        )
    )


def frame(axes, title: str, rows: list[str]) -> None:
    """An empty panel from 0 to 100 with a title and a named row for each of ``rows``."""
    axes.set(xlim=(-6, 106), ylim=(len(rows) - 0.4, -0.7))
    axes.set_title(title, fontsize=9.8, fontweight="bold", loc="left", color=INK, pad=4)
    axes.set_yticks(range(len(rows)), rows, fontsize=8.5)
    axes.set_xticks(_ENDS)
    axes.tick_params(labelsize=8.5, length=2, labelbottom=True)
    axes.grid(axis="both", color=GREY, linewidth=0.3)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_color(LINE)


def _marks(axes, rows: pd.DataFrame, who: list[str]) -> None:
    for row in rows.itertuples():
        y = who.index(row.actor_id)
        if row.soft:
            axes.plot([row.position_low, row.position_high], [y, y], color=VERMILION, linewidth=3, zorder=2)
        axes.plot(row.position, y, zorder=3, clip_on=False, **_look(row.basis, row.salience))


def _look(basis: str, salience: float) -> dict:
    stated = basis == "stated"
    return {
        "marker": "o" if stated else "D",
        "linestyle": "",
        "markersize": 2.5 + salience * 0.08,
        "markerfacecolor": BLUE if stated else PAPER,
        "markeredgecolor": BLUE,
        "markeredgewidth": 1.1,
    }


def _key(figure) -> None:
    from matplotlib.lines import Line2D

    shown = [Line2D([], [], **_look(basis, salience)) for basis, salience in _KEY]
    shown.append(Line2D([], [], color=VERMILION, linewidth=3))
    words = [f"{basis}, salience {salience}" for basis, salience in _KEY] + ["range in doubt"]
    figure.legend(shown, words, loc="outside lower center", ncols=len(shown), fontsize=8.8, frameon=False)


def axes_table(axes: pd.DataFrame) -> Table:
    """What 0, 50 and 100 mean on each axis."""
    land = int(axes.land_axis.sum())
    sentence = f"{land} of the {len(axes)} axes can be bargained over as land and status; the others are never averaged with them."
    rows = axes.sort_values("order")[["label", "anchor_0", "anchor_50", "anchor_100", "note"]]
    return Table(rows.set_axis(["Axis", "0", "50", "100", "Note"], axis=1), sentence, "What the numbers mean")
