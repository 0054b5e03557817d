"""Two options over two cares: two straight lines, and where they cross."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, INK, LINE, Swatch
from ..kit.show import Picture
from ..kit.words import decimal
from ..tables import DataError, Package
from .balance import Balance, balance
from .picture import marks

_PAGE, _HEIGHT = 900, 300
_PLOT = (70.0, 26.0, 600.0, 250.0)  # left, top, right and bottom of the plot
_DASHES = ("", "9 5")


@dataclass(frozen=True)
class BalanceScene:
    """The two options with their looks, and the two interests in words."""

    balance: Balance
    marks: tuple[Swatch, Swatch]
    cares: tuple[str, str]


def balance_scene(data: Package) -> BalanceScene:
    """The scene of a package. DataError if its article has no two options to weigh."""
    found = balance(data)
    if found is None:
        raise DataError("One option is best at both corners of the strait, so there is nothing to weigh.")
    looks, criteria = marks(data), data.rows("criteria").set_index("criterion_id")
    first, second = found.interests
    return BalanceScene(
        found,
        (looks[found.options[0]], looks[found.options[1]]),
        (criteria.label[first].split(" (")[0], criteria.label[second].split(" (")[0]),
    )


def share_name(scene: BalanceScene) -> str:
    """What is set: the weight on the first care, in per cent."""
    return f"Weight on “{scene.cares[0]}”, in %"


def two(scene: BalanceScene, share: float) -> Picture:
    """What the two options are worth with this share of the weight (0 to 1) on the first interest."""
    names = {o: m.label for o, m in zip(scene.balance.options, scene.marks, strict=True)}
    first, second = scene.balance.values(share)
    better = scene.balance.better(share)
    verdict = "The two are level." if len(better) == 2 else f"“{names[better[0]]}” is less bad."
    sentence = (
        f"With {share:.0%} of the weight on “{scene.cares[0]}” and {1 - share:.0%} on “{scene.cares[1]}”, “{scene.marks[0].label}” is worth "
        f"{decimal(first, 2)} and “{scene.marks[1].label}” {decimal(second, 2)}."
    )
    alt = (
        f"Two lines that cross, over the share of the weight on “{scene.cares[0]}”: a solid one for “{scene.marks[0].label}”, "
        f"a dashed one for “{scene.marks[1].label}”. The higher line is the less bad option."
    )
    steps = [i / 10 for i in range(11)]
    rows = [(f"{s:.0%}", *(decimal(v, 2) for v in scene.balance.values(s))) for s in steps]
    table = pd.DataFrame(rows, columns=[f"Weight on {scene.cares[0]}", *names.values()])
    drawn = svg.drawing(_PAGE, _HEIGHT, *_frame(scene), *_lines(scene, share), *_names(scene, share), alt=alt)
    return Picture(drawn, alt, sentence, table, title="Two options, two cares", verdict=verdict)


def _scales(scene: BalanceScene) -> tuple[charts.Scale, charts.Scale]:
    left, top, right, bottom = _PLOT
    ends = [v for pair in scene.balance.scores for v in pair]
    return charts.Scale(0, 1, left, right), charts.Scale(min(*ends, 0), max(*ends, 0), bottom, top)


def _frame(scene: BalanceScene) -> list:
    x, y = _scales(scene)
    levels = charts.round_steps(y.low, y.high, 4)
    return [
        *(charts.line((x.start, y(v)), (x.end, y(v)), stroke=INK if v == 0 else "#d0d7de") for v in levels),
        *(svg.text(x.start - 8, y(v) + 4, decimal(v), 12.5, text_anchor="end") for v in levels),
        svg.text(x.start, y.start + 26, f"all on “{scene.cares[1]}”", 13),
        svg.text(x(0.5), y.start + 26, "half and half", 13, text_anchor="middle"),
        svg.text(x.end, y.start + 26, f"all on “{scene.cares[0]}”", 13, text_anchor="end"),
    ]


def _lines(scene: BalanceScene, share: float) -> list:
    x, y = _scales(scene)
    ends = zip(scene.balance.values(0), scene.balance.values(1), strict=True)
    parts = [charts.line((x(share), y.start), (x(share), y.end), stroke=LINE, stroke_width=1.5, stroke_dasharray="2 4")]
    for (at_none, at_all), mark, dash, now in zip(ends, scene.marks, _DASHES, scene.balance.values(share), strict=True):
        stroke = {"stroke": mark.fill, "stroke_width": 4} | ({"stroke_dasharray": dash} if dash else {})
        parts += [
            charts.line((x.start, y(at_none)), (x.end, y(at_all)), **stroke),
            charts.circle(x(share), y(now), 7, fill=mark.fill, stroke=INK, stroke_width=1.5),
        ]
    knob = charts.grip(charts.circle(x(share), y.start, 9, fill=BLUE, stroke=INK, stroke_width=1.5), x(share), y.start)
    along, says = (x.start, y.start, x.end, y.start), f"{share:.0%} of the weight"
    return [*parts, svg.handle(knob, "share", share_name(scene), 100 * share, (0, 100, 5), along, says)]


def _names(scene: BalanceScene, share: float) -> list:
    """The options at the right ends of their lines, each with what it is worth now."""
    x, y = _scales(scene)
    ends = [y(v) for v in scene.balance.values(1)]
    apart = max(0.0, 20 - abs(ends[0] - ends[1])) / 2  # two lines of words need 20
    steps = (-apart, apart) if ends[0] <= ends[1] else (apart, -apart)
    rows = zip(scene.marks, scene.balance.values(share), ends, steps, strict=True)
    return [svg.text(x.end + 12, end + 5 + step, f"{m.label}: {decimal(v, 2)}", 14) for m, v, end, step in rows]
