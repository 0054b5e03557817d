"""The heat map of interests: how strongly each actor wants what, and whether it said so."""

from __future__ import annotations

import pandas as pd

from ..kit import charts
from ..kit.palette import INK, LINE, ORANGE, PAPER
from ..kit.show import Picture
from . import model

_WIDTH, _ROW, _AROUND = 8.6, 0.36, 1.1  # inches: the figure, a row, and what is above and below the rows
_HATCH = {"stated": "", "inferred": "////"}
# The key: an intensity, its ground, and what the two mean.
_KEY = (
    (1, "stated", "slight"),
    (3, "stated", "middling"),
    (5, "stated", "vital"),
    (5, "inferred", "vital, only inferred"),
)
_VITAL = 5


@charts.still
def heat(interests: pd.DataFrame, names: dict[str, str]) -> Picture:
    """The strongest interest of each actor in each category, as number and as depth of colour; hatched where only inferred."""
    who, categories = list(interests.actor_id.unique()), list(interests.category.unique())
    strongest, basis = (table(interests, who, categories) for table in (model.heat, model.heat_basis))
    heads = [c.capitalize() for c in categories]
    figure = charts.figure(_WIDTH, _ROW * len(who) + _AROUND)
    axes = figure.add_subplot()
    axes.set(xlim=(0, len(categories)), ylim=(len(who) + 0.9, -0.05))
    axes.xaxis.tick_top()
    axes.set_xticks([x + 0.5 for x in range(len(categories))], heads, fontsize=9.5)
    axes.set_yticks([y + 0.5 for y in range(len(who))], [names[a] for a in who], fontsize=9.5)
    axes.tick_params(length=0)
    charts.bare(axes, "left", "right", "top", "bottom")
    for y, actor in enumerate(who):
        for x, category in enumerate(categories):
            level = strongest.loc[actor, category]
            if not pd.isna(level):
                _square(axes, x, y, int(level), basis.loc[actor, category])
    _key(axes, len(who) + 0.3, len(categories))
    alt = (
        f"A grid of {len(who)} actors by {len(categories)} categories of interest. Each square gives the strongest interest as a number "
        f"from 1 to 5; a hatched square is inferred only, an empty one holds no listed interest."
    )
    shown = strongest.astype("string").fillna("") + basis.map(lambda b: f" {b}" if b else "")
    table = shown.set_axis(heads, axis=1).rename(index=names).rename_axis("Actor").reset_index()
    notes = ("The strongest interest counts, not the sum: nobody wants more because more rows were written.",)
    return Picture(figure, alt, _sentence(interests, strongest), table, "How strongly each actor wants what", notes)


def _sentence(interests: pd.DataFrame, strongest: pd.DataFrame) -> str:
    split = model.basis_split(interests).sum()
    vital = (strongest == _VITAL).sum()
    most, some = vital.idxmax(), int(vital.max())
    return (
        f"Of {len(interests)} interests the actors stated {split.stated} themselves and {split.inferred} are inferred. "
        f"A vital interest ({_VITAL}) is most common under {most}: {some} of {len(strongest)} actors have one."
    )


def _square(axes, x: float, y: float, level: int, basis: str, width: float = 1, height: float = 1) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(
        Rectangle(
            (x + 0.02, y + 0.04 * height),
            width - 0.04,
            height * 0.92,
            facecolor=_tint(level / 6),
            edgecolor=LINE,
            linewidth=0.6,
            hatch=_HATCH[basis],
            hatch_linewidth=0.4,
        )
    )
    behind = {"bbox": {"boxstyle": "round,pad=0.12", "facecolor": PAPER, "edgecolor": "none"}} if _HATCH[basis] else {}
    middle = {"ha": "center", "va": "center", "fontsize": 9.5, "color": INK}
    axes.text(x + width / 2, y + height / 2, str(level), **middle, **behind)


def _key(axes, top: float, wide: int) -> None:
    """A row of small squares with their words, spread over the grid's width."""
    step = wide / (len(_KEY) + 1)  # the last words are the longest
    square = 0.36 * step
    for k, (level, ground, words) in enumerate(_KEY):
        _square(axes, step * k, top, level, ground, square, 0.55)
        axes.text(step * k + 1.16 * square, top + 0.28, words, fontsize=9, va="center", color=INK)


def _tint(share: float) -> tuple[float, ...]:
    """The palette's orange thinned with white: 0 is white, 1 the full colour."""
    full = [int(ORANGE[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(1 - share * (1 - part) for part in full)
