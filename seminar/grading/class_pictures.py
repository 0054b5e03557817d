"""The pictures of the class page: how marks are spread, and how hard each check is and how well it separates.

Each has a sentence that says what it shows, and a table with the same numbers.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass, field

from markupsafe import Markup

from ..kit import palette, svg
from .figures import FEWEST, Correlation, Figures
from .frame import percent
from .gradebook import Gradebook

_CLOSE = 0.2  # a check that correlates less than this with the others is worth a look (a rule of thumb; Ebel and Frisbie 1991)


@dataclass(frozen=True)
class Drawn:
    """A picture with its sentence and its table twin."""

    title: str
    drawing: Markup
    sentence: str
    notes: list[str]
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Spread:
    """The marks of one exercise, as shares of what the machine could give."""

    short: str
    title: str
    shares: list[float]

    @property
    def tenths(self) -> list[int]:
        """How many lie in each tenth; what lies on an edge counts above it, and 1 in the last."""
        found = Counter(min(int(share * 10 + 1e-9), 9) for share in self.shares)
        return [found[i] for i in range(10)]


def spread(book: Gradebook, exercise: str) -> Spread:
    """The machine's marks of an exercise, over the hand-ins that count and are whole."""
    best, of = book.best(exercise, False), book.tasks(exercise)
    scores = [book.score(s, exercise) for s in book.students]
    earned = [s.part(False) for s in scores if s and s.part(False) is not None]
    return Spread(of.short, of.title, sorted(min(e / best, 1) for e in earned) if best else [])


_WIDE = 1000


def draw_marks(spreads: list[Spread]) -> Drawn:
    """How the marks of each exercise are spread: a bar for each tenth, and a mark at the middle student."""
    left, right, high, top = 250, 970, 92, 12
    most = max(max(s.tenths) for s in spreads)
    step = (right - left) / 10
    body = []
    for i, s in enumerate(spreads):
        base = top + (i + 1) * high
        body += [
            svg.text(10, base - 40, s.short, 17, font_weight=600),
            svg.text(10, base - 18, f"{len(s.shares)} graded", 15),
        ]
        body.append(svg.path([(left, base), (right, base)], stroke=palette.LINE, stroke_width=1))
        for tenth, count in enumerate(s.tenths):
            body += _bar(left + tenth * step, base, step, count, most)
        body += _middle(left, right, base, s.shares)
    bottom = top + len(spreads) * high
    body += [
        svg.text(left + t * (right - left) / 4, bottom + 32, f"{t * 25}%", 15, text_anchor="middle") for t in range(5)
    ]
    body.append(svg.text(left, bottom + 54, "share of the points that the machine gives", 15, fill=palette.MUTED))
    alt = "Bars for each exercise: how many students have which tenth of the points, with a triangle at the middle student."
    return Drawn(
        "Marks, exercise by exercise",
        Markup(svg.drawing(_WIDE, bottom + 66, *body, alt=alt)),
        _marks_in_words(spreads),
        [
            "▲ is the middle student (the median); of an even number it is half-way between two. What a person marks is not in here."
        ],
        [
            "Exercise",
            "Graded",
            "Middle",
            "Mean",
            "Lowest",
            "Highest",
            *(f"{t * 10}–{t * 10 + 10}%" for t in range(10)),
        ],
        [_marks_row(s) for s in spreads],
    )


def _bar(x: float, base: float, step: float, count: int, most: int) -> list:
    if not count:
        return []
    tall = 48 * count / most
    box = svg.element(
        "rect",
        x=x + 4.0,
        y=base - tall,
        width=step - 8,
        height=tall,
        fill=palette.SKY,
        stroke=palette.INK,
        stroke_width=1,
    )
    return [box, svg.text(x + step / 2, base - tall - 5, str(count), 14, text_anchor="middle")]


def _middle(left: float, right: float, base: float, shares: list[float]) -> list:
    if not shares:
        return []
    x = left + (right - left) * statistics.median(shares)
    return [svg.path([(x - 7, base + 13), (x + 7, base + 13), (x, base + 1)], closed=True, fill=palette.INK)]


def _marks_in_words(spreads: list[Spread]) -> str:
    middles = {s.short: statistics.median(s.shares) for s in spreads if s.shares}
    if len(middles) == 1:
        ((short, middle),) = middles.items()
        return f"The middle student has {percent(middle)} of the points of {short}."
    high, low = max(middles, key=middles.get), min(middles, key=middles.get)
    if middles[high] == middles[low]:
        return f"The middle student has {percent(middles[high])} of the points in every exercise."
    return f"The middle student has most in {high} ({percent(middles[high])}) and least in {low} ({percent(middles[low])})."


def _marks_row(s: Spread) -> list[str]:
    if not s.shares:
        return [s.title, "0", *["–"] * 4, *["0"] * 10]
    told_shares = (statistics.median(s.shares), statistics.fmean(s.shares), s.shares[0], s.shares[-1])
    return [s.title, str(len(s.shares)), *map(percent, told_shares), *map(str, s.tenths)]


def draw_checks(figures: dict[str, list[Figures]], book: Gradebook) -> Drawn:
    """How hard each check is, and how well it separates: a bar and a dot a check."""
    titles = {f.task: book.checks["tasks"][f.task]["title"] for found in figures.values() for f in found}
    body, y = [*_check_heads()], 66
    for name, found in figures.items():
        body.append(svg.text(10, y + 18, book.tasks(name).title, 16, font_weight=600))
        y += 28
        for one in found:
            body += _check_row(one, titles[one.task], y)
            y += 26
        y += 8
    body = [*_check_lines(y), *body]
    found = [f for each in figures.values() for f in each]
    alt = "A row for each check: a bar for the mean share of its points, and a dot for its correlation with the other checks of its exercise."
    return Drawn(
        "Checks: how hard, and how well they separate",
        Markup(svg.drawing(_WIDE, y + 6, *body, alt=alt)),
        _checks_in_words(found),
        [
            "Mean share: 100% if everybody had all points of the check; the lower, the harder.",
            "Separates: the correlation (Pearson's r) of the points of the check with the points of all other checks of the exercise. Near 1: "
            "those who do well elsewhere do well here. Near 0: it says little. Below 0: look whether the question is clear and the key right.",
            "The line is the range in which r lies with a confidence of 95% (Fisher). It is wide in a small class: do not drop a check for one term's figure. "
            f"A check that nearly all have right cannot separate. With fewer than {FEWEST} students, or without spread, there is no figure.",
        ],
        ["Check", "Graded", "Mean share", "Separates (r)", "95% range", "Right", "Not yet", "Not attempted"],
        [_checks_row(f, titles[f.task]) for f in found],
    )


_SHARE, _R = (360, 610), (680, 970)  # where the two panels lie


def _at(share: float, panel: tuple[int, int]) -> float:
    return panel[0] + (panel[1] - panel[0]) * share


def _check_heads() -> list:
    made = [svg.text(_SHARE[0], 20, "Mean share of points", 15, font_weight=600)]
    made.append(svg.text(_R[0], 20, f"Separates: ● {_CLOSE:g} or more, ◇ less", 15, font_weight=600))
    made += [svg.text(_at(t / 2, _SHARE), 44, f"{t * 50}%", 14, text_anchor="middle") for t in range(3)]
    signs = {-1: "−1", 0: "0", 1: "1"}
    return made + [svg.text(_at((r + 1) / 2, _R), 44, words, 14, text_anchor="middle") for r, words in signs.items()]


def _check_lines(bottom: float) -> list:
    places = [*(_at(t / 2, _SHARE) for t in range(3)), *(_at((r + 1) / 2, _R) for r in (-1, 0, 1))]
    made = [svg.path([(x, 52), (x, bottom)], stroke="#d0d7de", stroke_width=1) for x in places]
    x = _at((_CLOSE + 1) / 2, _R)
    return [*made, svg.path([(x, 52), (x, bottom)], stroke=palette.LINE, stroke_width=1, stroke_dasharray="4 4")]


def _check_row(one: Figures, title: str, y: float) -> list:
    words = f"{one.task}  {title}"
    made = [svg.text(22, y + 16, words if len(words) <= 42 else f"{words[:41].rstrip()}…", 14)]
    if one.share is not None:
        wide = _at(one.share, _SHARE) - _SHARE[0]
        made.append(
            svg.element("rect", x=_SHARE[0], y=y + 4, width=wide, height=16, fill=palette.SKY, stroke=palette.INK)
        )
        made.append(svg.text(_SHARE[0] + wide + 6, y + 17, percent(one.share), 14))
    return made + (
        _dot(one.separates, y + 12) if one.separates else [svg.text(_R[0], y + 17, "no figure", 14, fill=palette.MUTED)]
    )


def _dot(found: Correlation, y: float) -> list:
    x = _at((found.r + 1) / 2, _R)
    made = []
    if found.low is not None:
        ends = [(_at((r + 1) / 2, _R), y) for r in (found.low, found.high)]
        made.append(svg.path(ends, stroke=palette.INK, stroke_width=1.5))
    if found.r >= _CLOSE:
        return [*made, svg.element("circle", cx=x, cy=y, r=6, fill=palette.BLUE, stroke=palette.PAPER)]
    diamond = [(x - 7, y), (x, y - 7), (x + 7, y), (x, y + 7)]
    return [*made, svg.path(diamond, closed=True, fill=palette.PAPER, stroke=palette.VERMILION, stroke_width=2.5)]


def _checks_in_words(found: list[Figures]) -> str:
    graded = [f for f in found if f.share is not None]
    hard = min(graded, key=lambda f: f.share)
    weak = [f.task for f in found if f.separates and f.separates.r < _CLOSE and f.share < 0.95]
    words = f"The hardest check is {hard.task}: its mean is {percent(hard.share)} of its points."
    if not any(f.separates for f in found):
        return f"{words} The class is too small, or too even, to say how well checks separate."
    if not weak:
        return f"{words} Every check that has a figure separates strong from weak, or nearly all have it right."
    return f"{words} Below {_CLOSE:g}, and not merely because nearly all have it right: {', '.join(weak)}."


def _checks_row(f: Figures, title: str) -> list[str]:
    r = f.separates
    interval = f"{_signed(r.low)} to {_signed(r.high)}" if r and r.low is not None else "–"
    states = [str(f.states.get(state, 0)) for state in ("right", "not yet", "not attempted")]
    return [f"{f.task} {title}", str(f.n), percent(f.share), _signed(r.r) if r else "–", interval, *states]


def _signed(r: float) -> str:
    return f"{r:.2f}".replace("-", "−")
