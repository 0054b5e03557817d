"""The pictures of the class page: how marks are spread, and how hard each check is and how well it separates.

Each has a sentence that says what it shows, and a table with the same numbers.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markupsafe import Markup

from ..kit import charts, palette, svg
from .figures import FEWEST, Figures
from .frame import percent
from .gradebook import Gradebook

_CLOSE = 0.2  # a check that correlates less than this with the others is worth a look (a rule of thumb; Ebel and Frisbie 1991)
_SHARE, _R = charts.Scale(0, 1, 360, 610), charts.Scale(-1, 1, 680, 970)  # the two panels of the checks


@dataclass(frozen=True)
class Drawn:
    """A picture with its sentence and its table twin."""

    title: str
    drawing: Markup
    sentence: str
    notes: list[str]
    head: list[str]
    rows: list[list[str]]


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
    earned = [e for s in scores if s and (e := s.part(False)) is not None]
    return Spread(of.short, of.title, sorted(min(e / best, 1) for e in earned) if best else [])


def draw_marks(spreads: list[Spread]) -> Drawn:
    """How the marks of each exercise are spread: a bar for each tenth, and a mark at the middle student."""
    across, high = charts.Scale(0, 1, 250, 970), 92
    most, bottom = max(max(s.tenths) for s in spreads), 12 + len(spreads) * high
    body = [e for i, s in enumerate(spreads, 1) for e in _marks_drawn(s, across, 12 + i * high, most)]
    quarters = [0, 0.25, 0.5, 0.75, 1]
    body += charts.ticks(across, quarters, bottom + 32, [percent(q) for q in quarters], 15)
    body.append(svg.text(250, bottom + 54, "share of the points that the machine gives", 15, fill=palette.MUTED))
    alt = "Bars for each exercise: how many students have which tenth of the points, with a triangle at the middle student."
    tenths = [f"{t * 10}–{t * 10 + 10}%" for t in range(10)]
    return Drawn(
        "Marks, exercise by exercise",
        Markup(svg.drawing(1000, bottom + 66, *body, alt=alt)),
        _marks_in_words(spreads),
        [
            "▲ is the middle student (the median); of an even number it is half-way between two. What a person marks is not in here."
        ],
        ["Exercise", "Graded", "Middle", "Mean", "Lowest", "Highest", *tenths],
        [_marks_row(s) for s in spreads],
    )


def _marks_drawn(s: Spread, across: charts.Scale, base: float, most: int) -> list[Element]:
    """One exercise: its bars stand on ``base``, the highest of all exercises' 48 high."""
    body = [svg.text(10, base - 40, s.short, 17, font_weight=600)]
    body.append(svg.text(10, base - 18, f"{len(s.shares)} graded", 15))
    body.append(charts.line((across(0), base), (across(1), base), stroke=palette.LINE, stroke_width=1))
    for tenth, count in enumerate(s.tenths):
        if count:
            tall, middle = 48 * count / most, across((tenth + 0.5) / 10)
            body.append(charts.rect(middle - 32, base - tall, 64, tall, fill=palette.SKY, stroke=palette.INK))
            body.append(svg.text(middle, base - tall - 5, str(count), 14, text_anchor="middle"))
    return [*body, charts.triangle(across(statistics.median(s.shares)), base + 8)] if s.shares else body


def _marks_in_words(spreads: list[Spread]) -> str:
    middles = {s.short: statistics.median(s.shares) for s in spreads if s.shares}
    if len(middles) == 1:
        ((short, middle),) = middles.items()
        return f"The middle student has {percent(middle)} of the points of {short}."
    high, low = max(middles, key=middles.__getitem__), min(middles, key=middles.__getitem__)
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
    body: list[Element] = []
    y = 66
    for name, own in figures.items():
        body.append(svg.text(10, y + 18, book.tasks(name).title, 16, font_weight=600))
        for i, one in enumerate(own):
            body += _check_row(one, titles[one.task], y + 40 + 26 * i)
        y += 36 + 26 * len(own)
    found = [f for own in figures.values() for f in own]
    alt = "A row for each check: a bar for the mean share of its points, and a dot for its correlation with the other checks of its exercise."
    return Drawn(
        "Checks: how hard, and how well they separate",
        Markup(svg.drawing(1000, y + 6, *_check_axes(y), *body, alt=alt)),
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


def _check_axes(bottom: float) -> list[Element]:
    """The heads, labels and lines of both panels, and a broken line at the correlation below which a check is worth a look."""
    close = (_R(_CLOSE), 52), (_R(_CLOSE), bottom)
    return [
        svg.text(_SHARE.start, 20, "Mean share of points", 15, font_weight=600),
        svg.text(_R.start, 20, f"Separates: ● {_CLOSE:g} or more, ◇ less", 15, font_weight=600),
        *charts.ticks(_SHARE, [0, 0.5, 1], 44, ["0%", "50%", "100%"], 14),
        *charts.ticks(_R, [-1, 0, 1], 44, size=14),
        *charts.grid(_SHARE, [0, 0.5, 1], 52, bottom),
        *charts.grid(_R, [-1, 0, 1], 52, bottom),
        charts.line(*close, stroke=palette.LINE, stroke_width=1, stroke_dasharray="4 4"),
    ]


def _check_row(one: Figures, title: str, y: float) -> list[Element]:
    words = f"{one.task}  {title}"
    made = [svg.text(22, y + 4, words if len(words) <= 42 else f"{words[:41].rstrip()}…", 14)]
    if one.share is not None:
        made.append(charts.bar(_SHARE, 0, one.share, y, 16, fill=palette.SKY))
        made.append(svg.text(_SHARE(one.share) + 6, y + 5, percent(one.share), 14))
    found = one.separates
    if not found:
        return [*made, svg.text(_R.start, y + 5, "no figure", 14, fill=palette.MUTED)]
    if found.low is not None and found.high is not None:
        made.append(charts.line((_R(found.low), y), (_R(found.high), y), stroke_width=1.5))
    if found.r >= _CLOSE:
        return [*made, charts.circle(_R(found.r), y, 6, fill=palette.BLUE, stroke=palette.PAPER)]
    return [*made, charts.diamond(_R(found.r), y, 7, fill=palette.PAPER, stroke=palette.VERMILION)]


def _checks_in_words(found: list[Figures]) -> str:
    share, hard = min(((f.share, f.task) for f in found if f.share is not None), key=lambda pair: pair[0])
    weak = [f.task for f in found if f.separates and f.separates.r < _CLOSE and (f.share or 0) < 0.95]
    words = f"The hardest check is {hard}: its mean is {percent(share)} of its points."
    if not any(f.separates for f in found):
        return f"{words} The class is too small, or too even, to say how well checks separate."
    if not weak:
        return f"{words} Every check that has a figure separates strong from weak, or nearly all have it right."
    return f"{words} Below {_CLOSE:g}, and not merely because nearly all have it right: {', '.join(weak)}."


def _checks_row(f: Figures, title: str) -> list[str]:
    r = f.separates
    interval = f"{_signed(r.low)} to {_signed(r.high)}" if r and r.low is not None else "–"
    states = [str(f.states.get(state, 0)) for state in ("right", "not yet", "not attempted")]
    return [f"{f.task} {title}", str(f.n), percent(f.share), _signed(r.r if r else None), interval, *states]


def _signed(r: float | None) -> str:
    return "–" if r is None else f"{r:.2f}".replace("-", "−")
