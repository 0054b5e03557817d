"""The threshold of resolve drawn: what stopping and pressing on are worth, as the chance grows that the threat is meant."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, LINE, PAPER, VERMILION
from ..kit.show import Picture
from .game import SCALE
from .standoff import Standoff

_PAGE, _HEIGHT = 980, 336
_PLOT = (90.0, 26.0, 640.0, 270.0)  # left, top, right and bottom of the plot
_KEY = 670
_WORTHS = (1.0, 3.0, 5.0, 8.0, 9.0)  # what stopping may be worth, in the table of thresholds
_STOPS_HERE = "#DDF4EA"
_STOPPING = {"stroke": BLUE, "stroke_width": 3, "stroke_dasharray": "9 5"}
_PRESSING = {"stroke": VERMILION, "stroke_width": 3}


def handles(standoff: Standoff) -> dict[str, str]:
    """What can be dragged, each with its name."""
    return {
        "r": f"r, the chance that {standoff.other} would act",
        "stop": f"What stopping is worth ({SCALE[0]:g} to {SCALE[1]:g})",
    }


def resolve(standoff: Standoff, p: float) -> Picture:
    """What stopping and pressing on are worth to a player who could cross a red line, at the chance ``p`` that the other would act."""
    who, other, stop = standoff.who, standoff.other, standoff.stop
    pressing = standoff.pressing(p)
    sentence = (
        f"{_threshold_sentence(standoff)} At r = {p:.2f}, stopping is worth {stop:g} to {who} "
        f"and pressing on {pressing:.2f}."
    )
    alt = (
        f"A chart over the chance r that {other} would act. A dashed horizontal line shows what stopping is worth to {who}, a solid line "
        "what pressing on is worth; where the first is higher, the background is shaded."
    )
    tenths = [i / 10 for i in range(11)]
    rows = [
        (f"{t:.1f}", f"{stop:g}", f"{standoff.pressing(t):.2f}", _choice(stop, standoff.pressing(t))) for t in tenths
    ]
    table = pd.DataFrame(rows, columns=["r", "Stopping", "Pressing on", who])
    key = _key(standoff, p)
    width = max(_PAGE, _KEY + 60 + charts.text_width(f"{who} stops here", 14))
    drawn = svg.drawing(round(width), _HEIGHT, *_lines(standoff, p), *key, alt=alt)
    verdict = f"Here {_choice(stop, pressing)}."
    return Picture(drawn, alt, sentence, table, title="How sure must the other side be?", verdict=verdict)


def thresholds(standoff: Standoff) -> pd.DataFrame:
    """The threshold at several values of stopping, including the seminar's own: one row per value."""
    worths = sorted({*_WORTHS, standoff.stop})
    return pd.DataFrame(
        [(f"{worth:g}", _percent(standoff.with_stop(worth).threshold)) for worth in worths],
        columns=["Stopping is worth", "It stops if the chance is at least"],
    )


def _percent(threshold: float | None) -> str:
    return "never" if threshold is None else f"{threshold:.0%}"


def _choice(stop: float, pressing: float) -> str:
    if abs(stop - pressing) < 1e-9:
        return "the two are equal"
    return "it stops" if stop > pressing else "it presses on"


def _threshold_sentence(standoff: Standoff) -> str:
    who, other, threshold = standoff.who, standoff.other, standoff.threshold
    if threshold is None:
        return f"{who} presses on even if {other} is sure to act: stopping is worth less than that."
    if threshold == 0:
        return f"{who} stops in any case: pressing on is worth no more even if {other} backs down."
    return f"{who} stops if it puts the chance that {other} would act at {threshold:.0%} or more."


def _lines(standoff: Standoff, p: float) -> list[Element]:
    left, top, right, bottom = _PLOT
    x, y = charts.Scale(0, 1, left, right), charts.Scale(*SCALE, bottom, top)
    stop, pressing, threshold = standoff.stop, standoff.pressing(p), standoff.threshold
    parts = []
    if threshold is not None:
        parts.append(charts.rect(x(threshold), top, right - x(threshold), bottom - top, fill=_STOPS_HERE))
    return [
        *parts,
        *_frame(x, y, standoff),
        charts.line((left, y(stop)), (right, y(stop)), **_STOPPING),
        charts.line((left, y(standoff.back_down)), (right, y(standoff.act)), **_PRESSING),
        charts.line((x(p), bottom), (x(p), top), stroke_width=1.5, stroke_dasharray="2 4"),
        charts.circle(x(p), y(stop), 6, fill=PAPER, stroke=BLUE, stroke_width=3),
        charts.circle(x(p), y(pressing), 6, fill=VERMILION, stroke=INK, stroke_width=1),
        *_knobs(standoff, p, x, y),
    ]


def _knobs(standoff: Standoff, p: float, x: charts.Scale, y: charts.Scale) -> list[Element]:
    """The chance on the horizontal axis and what stopping is worth on the vertical one, to be dragged."""
    names, look = handles(standoff), {"size": 9, "fill": BLUE, "stroke": INK, "stroke_width": 1.5}
    across = charts.grip(charts.circle(x(p), y.start, **look), x(p), y.start)
    upright = charts.grip(charts.circle(x.start, y(standoff.stop), **look), x.start, y(standoff.stop))
    along = (x.start, y.start, x.end, y.start), (x.start, y.start, x.start, y.end)
    return [
        svg.handle(across, "r", names["r"], p, (0, 1, 0.05), along[0], f"r = {p:.2f}"),
        svg.handle(upright, "stop", names["stop"], standoff.stop, (*SCALE, 0.5), along[1], f"{standoff.stop:g}"),
    ]


def _frame(x: charts.Scale, y: charts.Scale, standoff: Standoff) -> list[Element]:
    """The axes with their numbers and words."""
    across = f"The chance, as {standoff.who} sees it, that {standoff.other} would act"
    middle = y(sum(SCALE) / 2)
    turned = {"text_anchor": "middle", "transform": f"rotate(-90 26 {middle:.1f})"}
    return [
        charts.line((x.start, y.end), (x.start, y.start), (x.end, y.start), stroke_width=1.2),
        *charts.ticks(x, (0, 0.25, 0.5, 0.75, 1), y.start + 25, size=12.5),
        *(svg.text(x.start - 8, y(w) + 4, f"{w:g}", 12.5, text_anchor="end") for w in (SCALE[0], 5, SCALE[1])),
        *(
            svg.text(x(0.5), y.start + 48 + 16 * i, line, 13, text_anchor="middle")
            for i, line in enumerate(charts.wrapped(across, x.end - x.start, 13))
        ),
        svg.text(26, middle, f"Worth to {standoff.who}", 13, **turned),
    ]


def _key(standoff: Standoff, p: float) -> list[Element]:
    x, pressing = _KEY, standoff.pressing(p)
    return [
        svg.text(x, 50, f"r = {p:.2f}", 16, font_weight=700),
        charts.line((x, 78), (x + 40, 78), **_STOPPING),
        svg.text(x + 50, 83, f"Stopping: {standoff.stop:g}", 14),
        charts.line((x, 106), (x + 40, 106), **_PRESSING),
        svg.text(x + 50, 111, f"Pressing on: {pressing:.2f}", 14),
        charts.rect(x, 124, 40, 20, fill=_STOPS_HERE, stroke=LINE),
        svg.text(x + 50, 139, f"{standoff.who} stops here", 14),
        svg.text(x, 176, f"Threshold: {_percent(standoff.threshold)}", 14, font_weight=600),
    ]
