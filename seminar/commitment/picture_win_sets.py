"""The win-sets drawn: what leaders could strike on one axis, and what of it would pass at home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, GREEN, INK, MUTED, PAPER, SKY, YELLOW, Swatch
from ..kit.show import Picture
from .picture_rows import PAGE, axis_for, axis_line, heading, held, row
from .two_levels import Ratification, TwoLevels, nearer, two_levels

_Stretches = Sequence[tuple[float, float]]
_TOP, _STEP, _HEIGHT = 30, 36, 24
_AXIS = 100
_LOOKS = {
    "leader": Swatch("", SKY, pattern="dots"),
    "home": Swatch("", YELLOW, pattern="falling"),
    "struck": Swatch("", "#BFE5D9", pattern="flat"),
    "dies": Swatch("", "#F6C7A6", pattern="cross"),
    "passes": Swatch("", GREEN, pattern="flat"),
    "gap": Swatch("", PAPER, pattern="flat"),
}
_NEARER = (0.25, 0.5, 0.75, 1)  # how far those at home come towards their leaders, in the table of settings


@dataclass(frozen=True)
class _Band:
    """A row: who or what, its stretches of the axis, and its look."""

    words: str
    stretches: _Stretches
    look: str


def handles(ratification: Ratification) -> dict[str, str]:
    """What can be dragged, the end of each win-set that moves: its name, by ``win_set_id``."""
    bound = {"low": "nothing below", "high": "nothing above"}
    return {row.win_set_id: f"{row.label}: {bound[row.moves]}" for row in ratification.rows.itertuples()}


def win_sets(ratification: Ratification, moved: Mapping[str, float] | None = None, name: str = "wins") -> Picture:
    """The win-sets on one axis from 0 to 100, and under them what leaders could strike and what would pass at home.

    ``moved`` gives the place of the end that moves, by ``win_set_id``; ``name`` must differ between two pictures on one page.
    """
    leaders, home = ratification.sets(moved)
    found = two_levels(leaders, home)
    bands = [
        *(_Band(s.who, [(s.low, s.high)], "leader") for s in leaders),
        _Band("Both leaders could strike", _stretches(found.struck), "struck"),
        *(_Band(s.who, [(s.low, s.high)], "home") for s in home),
        _Band("Struck, and dies at home", found.dies_at_home, "dies"),
        _Band("Struck, and passes at home", _stretches(found.ratified), "passes"),
        _Band("The gap between those at home", _stretches(found.gap), "gap"),
    ]
    alt = (
        f"Stretches on one axis from 0 to 100, {ratification.axis.lower()}: what each leader and those at home on each side would accept, "
        "and under them which deals the leaders could strike, which of these die at home, and which pass."
    )
    table = pd.DataFrame([(b.words, _in_words(b.stretches)) for b in bands], columns=["Who or what", "From – to"])
    drawn = _drawing(ratification, bands, ratification.moving_ends() | dict(moved or {}), name, alt)
    return Picture(drawn, alt, levels_words(found), table, title="Two tables at once", verdict=_verdict(found))


def _verdict(found: TwoLevels) -> str:
    """What becomes of a deal, in a few words."""
    if found.struck is None:
        return "No deal can be struck."
    if found.ratified is None:
        return "Every deal dies at home."
    return "Some deals die at home." if found.dies_at_home else "Every deal passes at home."


def levels_words(found: TwoLevels) -> str:
    """What leaders could strike, and what becomes of it at home."""
    if found.struck is None:
        return "The leaders' win-sets do not meet: there is no deal to take home."
    struck = f"The leaders could strike any deal {_span(found.struck)}"
    gap = (
        ""
        if found.gap is None
        else f" At home a gap {_span(found.gap)} divides the sides: neither accepts a deal in it."
    )
    if found.ratified is None:
        return f"{struck}. All of these die at home.{gap}"
    if not found.dies_at_home:
        return f"{struck}. All of these would pass at home.{gap}"
    return (
        f"{struck}. {found.lost:.0%} of these deals die at home ({_in_words(found.dies_at_home)}); the others pass "
        f"({_span(found.ratified)}).{gap}"
    )


def levels_table(ratification: Ratification) -> pd.DataFrame:
    """What becomes of a deal as the seminar draws the win-sets, and as those at home come nearer to their leaders: one row per setting."""
    moved: dict[str, Mapping[str, float] | None] = {"As the seminar draws them": None}
    for share in _NEARER:
        words = f"Those at home {share:.0%} of the way to their leaders"
        moved[words] = nearer(ratification.rows, ratification.home(), share)
    rows = [(words, levels_words(two_levels(*ratification.sets(ends)))) for words, ends in moved.items()]
    return pd.DataFrame(rows, columns=["Setting", "What becomes of a deal"])


def _stretches(stretch: tuple[float, float] | None) -> _Stretches:
    return [] if stretch is None else [stretch]


def _span(stretch: tuple[float, float]) -> str:
    low, high = stretch
    return f"at {low:g}" if low == high else f"from {low:g} to {high:g}"


def _in_words(stretches: _Stretches) -> str:
    return ", ".join(f"{low:g} – {high:g}" if low != high else f"{low:g}" for low, high in stretches) or "none"


def _drawing(
    ratification: Ratification, bands: Sequence[_Band], moving: Mapping[str, float], name: str, alt: str
) -> str:
    two = [(0.0, 10.5), (89.5, 100.0)]  # the longest that a row's words about its stretches can be
    axis = axis_for([b.words for b in bands], [_in_words(two)], _AXIS)
    defined, urls = charts.hatches(_LOOKS.values(), name)
    fills = dict(zip(_LOOKS, urls, strict=True))
    body, names, ends = [defined, heading(18, ratification.axis)], handles(ratification), []
    order = _rows_of(ratification)
    for i, band in enumerate(bands):
        y = _TOP + _STEP * (i + 0.5)
        bold = "" if band.look in ("leader", "home") else "words"
        body += row(axis, y, band.words, _in_words(band.stretches), bold=bold)
        for j, stretch in enumerate(band.stretches):
            drawn = _stretch(axis, stretch, y, fills[band.look], band.look == "gap")
            body.append(svg.moves(drawn, f"{band.words} {j}"))
        if win_set := order.get(i):
            ends.append(_end(axis, y, win_set, names[win_set], moving[win_set]))
    body += ends
    y = _TOP + _STEP * len(bands) + 4
    body += axis_line(axis, y, (0, 25, 50, 75, 100))
    for value, words in ((0, ratification.at_0), (_AXIS, ratification.at_100)):
        for line in charts.wrapped(f"{value}: {words}", PAGE - axis.start, 12.5):
            body.append(svg.text(axis.start, y + 42, line, 12.5, fill=MUTED))
            y += 18
    return svg.drawing(PAGE, y + 36, *body, alt=alt)


def _rows_of(ratification: Ratification) -> dict[int, str]:
    """Which win-set lies in which row: the leaders' first, then a row for what they could strike, then those at home."""
    rows = ratification.rows
    leaders, home = (rows.win_set_id[rows.level == level].tolist() for level in ("leader", "home"))
    return dict([*enumerate(leaders), *enumerate(home, len(leaders) + 1)])


def _end(axis: charts.Scale, y: float, win_set: str, name: str, value: float) -> Element:
    """The end of a win-set that can be dragged: a knob on its edge."""
    knob = charts.circle(axis(value), y, 8, fill=BLUE, stroke=INK, stroke_width=1.5)
    return held(knob, axis, y, win_set, name, value, 5, f"{value:g}")


def _stretch(axis: charts.Scale, stretch: tuple[float, float], y: float, fill: str, broken: bool) -> Element:
    low, high = (axis(end) for end in stretch)
    dashes = {"stroke_dasharray": "6 4"} if broken else {}
    left = low - 1 if low == high else low
    looks = {"fill": fill, "stroke": INK, "stroke_width": 1.2, **dashes}
    return charts.rect(left, y - _HEIGHT / 2, max(high - low, 2.0), _HEIGHT, **looks)
