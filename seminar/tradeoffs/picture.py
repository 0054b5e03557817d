"""The trade-offs: scores, values, the strait, robustness, regret and turning points, as SVG since they move with their controls."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..kit import svg
from ..kit.palette import GREY, INK, LINE, MUTED, PAPER, SKY, VERMILION, Mark
from ..kit.show import Picture, Table
from ..kit.words import whole_percent
from . import acceptability, model
from .acceptability import MODES, Acceptability
from .assumptions import Assumptions, Ground
from .model import Scores
from .triangle import Region

_WIDTH, _HEIGHT = 840, 430
# Where the corners stand on the page: Scylla left, Charybdis right, the position in the region on top.
_CORNERS = np.array([[70.0, 380.0], [490.0, 380.0], [280.0, 44.0]])
_CORNER_LABELS = ((20, 404, "start"), (540, 404, "end"), (280, 18, "middle"))
_LABEL_SIZE = 13
_POINT_NOTE = (
    "The triangle lets all interests of one corner count the same. Your own weights may not, so the option that leads at your weights can be "
    "another than the one at your point."
)
_STEPS = (0, 32, -32, 50, -50)  # how far a label moves up or down to let the student's own point be seen
_NOTHING = 1e-9  # a region this small is a rounding error of the cutting


def strait(
    regions: list[Region],
    marks: dict[str, Mark],
    corners: list[tuple[str, str]],
    p: float | None,
    menu: str,
    name: str = "strait",
    own: np.ndarray | None = None,
) -> Picture:
    """Draw the regions of the strait.

    ``marks`` gives each option its look and words, ``corners`` the name and the gloss of the left, right and top corner, ``menu`` names the
    options offered ("the article's four options"), ``p`` is the chance that the uncertain one goes well, None if it is taken at its
    middle scores. ``own``, shape (3,), is where the student's weights lie. ``name`` must differ between two live straits on one
    page: fills are found by it.
    """
    point = None if own is None else tuple(map(float, own @ _CORNERS))
    rows = _rows(regions, marks)
    fills = {r.options: f"{name}-{r.options[0]}" for r in regions}
    body = [svg.element("defs", *(svg.hatch(fill, marks[o[0]].pattern, marks[o[0]].fill) for o, fill in fills.items()))]
    for region in regions:
        if region.share > _NOTHING:
            body.append(
                svg.path(
                    _page(region.corners),
                    closed=True,
                    fill=f"url(#{fills[region.options]})",
                    stroke=PAPER,
                    stroke_width=2,
                )
            )
    body.append(svg.path(_page(np.eye(3)), closed=True, fill="none", stroke=INK, stroke_width=1.5))
    for region, (words, percent) in zip(regions, rows, strict=True):
        body += _label(region, f"{words} {percent}%", point) or _label(region, f"{percent}%", point)
    for (x, y, anchor), lines in zip(_CORNER_LABELS, corners, strict=True):
        body += [
            svg.text(x, y + 17 * i, line, 13, text_anchor=anchor, font_weight=600 if i == 0 else 400)
            for i, line in enumerate(lines)
        ]
    body += _legend(rows, [fills[r.options] for r in regions], p)
    if point:
        body += [
            _diamond(*point),
            _diamond(568, 96 + 34 * len(rows)),
            svg.text(584, 101 + 34 * len(rows), "Your weights", 14),
        ]
    table = pd.DataFrame(rows, columns=["Option", "Least bad in (% of the triangle)"])
    sentence = f"With {menu} and {at(p)}, {_shares(rows)}."
    if own is not None:
        sentence += f" Your weights lie in {_where(own, regions, marks)}, {_sums(own, corners)}."
    alt = (
        f"A triangle cut into regions, one for each option that is least bad somewhere, at {at(p)}. "
        f"The corners: {'; '.join(f'{corner}, {gloss}' for corner, gloss in corners)}."
    )
    notes = () if own is None else (_POINT_NOTE,)
    return Picture(svg.drawing(_WIDTH, _HEIGHT, *body, alt=alt), alt, sentence, table, title="The strait", notes=notes)


def at(p: float | None) -> str:
    """How the uncertain option is taken, in words."""
    return "middle scores" if p is None else f"p = {p:.2f}"


def _where(own: np.ndarray, regions: list[Region], marks: dict[str, Mark]) -> str:
    """Whose regions hold the point, in words; on a border there are several."""
    held = [r for r in regions if r.share > _NOTHING and _inside(r.corners[:, :2], (own[0], own[1]))]
    return " and ".join(f"the region of “{' = '.join(marks[o].label for o in r.options)}”" for r in held) or "no region"


def _sums(own: np.ndarray, corners: list[tuple[str, str]]) -> str:
    parts = [f"{percent}% {name}" for percent, (name, _gloss) in zip(whole_percent(own), corners, strict=True)]
    return f"{parts[0]}, {parts[1]} and {parts[2]}"


def _diamond(x: float, y: float) -> object:
    return svg.path(
        [(x, y - 9), (x + 9, y), (x, y + 9), (x - 9, y)], closed=True, fill=INK, stroke=PAPER, stroke_width=2.5
    )


def strait_table(by_p: dict[float, list[Region]], marks: dict[str, Mark]) -> pd.DataFrame:
    """The strait at several values of p: a row a value, a column an option, shares of the triangle in per cent."""
    return pd.DataFrame([{"p": f"{p:.2f}", **dict(_rows(regions, marks))} for p, regions in by_p.items()])


def _rows(regions: list[Region], marks: dict[str, Mark]) -> list[tuple[str, int]]:
    """(words, whole per cent of the triangle) for each region; tied options share one."""
    return [
        (" = ".join(marks[o].label for o in r.options), percent)
        for r, percent in zip(regions, whole_percent([r.share for r in regions]), strict=True)
    ]


def _page(corners: np.ndarray) -> list[tuple[float, float]]:
    return [tuple(map(float, point)) for point in corners @ _CORNERS]


def _label(region: Region, words: str, avoid: tuple[float, float] | None = None) -> list:
    """The option's name inside its region, if it fits there whole and clear of ``avoid``; the key names it in any case."""
    if region.share <= _NOTHING:
        return []
    corners = np.array(_page(region.corners))
    centre = _centre(corners)
    half_width, half_height = len(words) * _LABEL_SIZE * 0.29 + 6, _LABEL_SIZE * 0.5 + 5

    def fits(x: float, y: float) -> bool:
        box = [(x + sx * half_width, y + sy * half_height) for sx in (-1, 1) for sy in (-1, 1)]
        clear = not avoid or abs(avoid[0] - x) > half_width + 10 or abs(avoid[1] - y) > half_height + 10
        return clear and all(_inside(corners, corner) for corner in box)

    place = next(((x, y) for x, y in ((centre[0], centre[1] + step) for step in _STEPS) if fits(x, y)), None)
    if place is None:
        return []
    x, y = place
    return [
        svg.element(
            "rect",
            x=x - half_width,
            y=y - half_height,
            width=2 * half_width,
            height=2 * half_height,
            rx=4,
            fill=PAPER,
            fill_opacity=0.88,
        ),
        svg.text(x, y + _LABEL_SIZE * 0.35, words, _LABEL_SIZE, text_anchor="middle", font_weight=600),
    ]


def _centre(corners: np.ndarray) -> tuple[float, float]:
    """The centre of gravity of a convex polygon, which lies inside it."""
    after = np.roll(corners, -1, axis=0)
    cross = corners[:, 0] * after[:, 1] - after[:, 0] * corners[:, 1]
    x, y = ((corners + after) * cross[:, None]).sum(axis=0) / (3 * cross.sum())
    return float(x), float(y)


def _inside(corners: np.ndarray, point: tuple[float, float]) -> bool:
    """Whether the point lies in the convex polygon: on the same side of every edge."""
    edges, towards = np.roll(corners, -1, axis=0) - corners, np.array(point) - corners
    side = edges[:, 0] * towards[:, 1] - edges[:, 1] * towards[:, 0]
    return bool((side >= -_NOTHING).all() or (side <= _NOTHING).all())


def _legend(rows: list[tuple[str, int]], fills: list[str], p: float | None) -> list:
    x, y = 560, 96
    parts = [
        svg.text(x, y - 44, "Which option is least bad", 14, font_weight=600),
        svg.text(x, y - 26, at(p) if p is not None else "at middle scores", 14),
    ]
    for i, ((words, percent), fill) in enumerate(zip(rows, fills, strict=True)):
        top = y + 34 * i
        parts += [
            svg.element("rect", x=x, y=top - 10, width=26, height=20, fill=f"url(#{fill})", stroke=LINE),
            svg.text(x + 34, top + 5, words, 14),
            svg.text(_WIDTH - 4, top + 5, f"{percent}%", 14, text_anchor="end", font_weight=600),
        ]
    return parts


def _shares(rows: list[tuple[str, int]]) -> str:
    """The shares in words, greatest first: 'the two-layer policy is least bad in 51% of the triangle; …'."""
    held = sorted((r for r in rows if r[1] > 0), key=lambda r: -r[1])
    nothing = [words for words, percent in rows if percent == 0]
    first = f"“{held[0][0]}” is least bad in {held[0][1]}% of the triangle"
    others = [f"“{words}” holds {percent}%" for words, percent in held[1:]]
    none = (
        [f"{' and '.join(f'“{words}”' for words in nothing)} {'holds' if len(nothing) == 1 else 'hold'} none of it"]
        if nothing
        else []
    )
    return "; ".join([first, *others, *none])


# The board: what its views share


@dataclass(frozen=True)
class Words:
    """The names in the tables: of options (as marks), of interests (short), of schools, of menus, of the strait's own corners."""

    marks: dict[str, Mark]
    interests: dict[str, str]
    schools: dict[str, str]
    menus: dict[str, str]
    corners: list[tuple[str, str]]

    def option(self, option: str) -> str:
        return f"“{self.marks[option].label}”"

    def options(self, options: tuple[str, ...]) -> str:
        return " and ".join(map(self.option, options))

    def corner_names(self, mine: Assumptions, usual: tuple[str, str]) -> list[tuple[str, str]]:
        """Name and gloss of the strait's corners: the article's own where they are the usual ones."""
        if mine.corners == usual:
            return self.corners
        rest = len(self.interests) - 2
        return [
            *((self.interests[c], "only this interest counts") for c in mine.corners),
            ("The rest", f"only the other {_NUMBERS.get(rest, rest)} count"),
        ]


BASIS = {"said": "S", "implied": "I", "silent": "–", "yours": "Y"}
_NUMBERS = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
_P_NOTE = "p says where in its ranges the uncertain option most likely ends; the ranges themselves stay."
_ROW, _LEFT = 46, 190
_SHADES = ("#8c959f", "#b1bac4", "#d0d7de", "#eaeef2", "#f6f8fa")


def number(value: float) -> str:
    """A score as it is printed: at most two decimals, a true minus."""
    words = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if words in ("-0", "0") else words.replace("-", "−")


def consequences(table: pd.DataFrame, ground: Ground, mine: Assumptions) -> pd.DataFrame:
    """The seminar's cells with the student's changes laid over them, their basis then ``yours``."""
    cells = table.set_index(["option_id", "criterion_id"])[["low", "mid", "high", "basis", "paragraphs", "reason"]]
    cells = cells.astype(
        dict.fromkeys(("low", "mid", "high"), float)
    )  # the seminar's are whole, a student's may not be
    for e in mine.edits:
        cells.loc[(e.option, e.interest), ["low", "mid", "high", "basis", "reason"]] = [
            e.low,
            e.mid,
            e.high,
            "yours",
            e.reason,
        ]
    order = pd.MultiIndex.from_product([ground.scores.options, ground.scores.interests], names=cells.index.names)
    return cells.loc[order].reset_index()


def board(cells: pd.DataFrame, words: Words) -> Picture:
    """Options by interests: each cell with its middle score, its range, and a letter for what it rests on."""
    options, interests = list(dict.fromkeys(cells.option_id)), list(dict.fromkeys(cells.criterion_id))
    wide, high, left, top = 92, 52, 190, 34
    body = [
        svg.text(left + wide * (j + 0.5), top - 12, words.interests[i], 12, text_anchor="middle", font_weight=600)
        for j, i in enumerate(interests)
    ]
    body += [svg.text(4, top + high * (r + 0.5) + 5, words.marks[o].label, 14) for r, o in enumerate(options)]
    for place, cell in enumerate(cells.itertuples()):
        x, y = left + wide * (place % len(interests)), top + high * (place // len(interests))
        mine = cell.basis == "yours"
        body += [
            svg.element(
                "rect",
                x=x + 1,
                y=y + 1,
                width=wide - 3,
                height=high - 3,
                fill=VERMILION if cell.mid < 0 else SKY,
                fill_opacity=f"{0.18 * abs(cell.mid):.2f}",
                stroke=INK if mine else LINE,
                stroke_width=2.5 if mine else 1,
            ),
            svg.text(x + 7, y + 16, BASIS[cell.basis], 12, font_weight=700),
            svg.text(x + wide / 2, y + 24, number(cell.mid), 17, text_anchor="middle", font_weight=600),
            svg.text(x + wide / 2, y + 42, f"{number(cell.low)} to {number(cell.high)}", 12, text_anchor="middle"),
        ]
    bottom = top + high * len(options)
    body.append(svg.text(left, bottom + 20, "S said · I implied · – silent · Y yours (thick frame)", 12))
    counts = cells.basis.value_counts()
    kinds = ", ".join(f"{counts[k]} {'changed by you' if k == 'yours' else k}" for k in BASIS if counts.get(k))
    losses = int((cells.mid < 0).sum())
    table = cells.assign(
        option_id=cells.option_id.map(lambda o: words.marks[o].label),
        criterion_id=cells.criterion_id.map(words.interests),
    )
    table = table[["option_id", "criterion_id", "low", "mid", "high", "basis", "paragraphs", "reason"]].assign(
        **{end: [number(v) for v in cells[end]] for end in ("low", "mid", "high")}
    )
    table.columns = ["Option", "Interest", "Low", "Middle", "High", "Basis", "Paragraphs", "Reason"]
    alt = f"A grid of {len(options)} options by {len(interests)} interests; each cell has a middle score, a range and a letter for its basis."
    sentence = (
        f"Of {len(cells)} scores {kinds}. At their middle, {losses} are below 0 and {int((cells.mid > 0).sum())} above."
    )
    return Picture(svg.drawing(840, bottom + 30, *body, alt=alt), alt, sentence, table, title="The board of scores")


def values(scores: Scores, mine: Assumptions, words: Words, name: str = "values") -> Picture:
    """Each option's value at the student's weights, as a bar from 0, with the values of its low and high scores as a line."""
    weights = mine.weights
    low, mid, high = (table @ weights for table in (scores.low, scores.mid, scores.high))
    best = model.best(scores.options, mid)

    def across(value: float) -> float:
        return _LEFT + 20 + (value - model.LOWEST) * 108.0

    top = 40
    bottom = top + _ROW * len(scores.options)
    body = [_hatches(scores.options, words, name)]
    for tick in range(model.LOWEST, model.HIGHEST + 1):
        body += [
            svg.path(
                [(across(tick), top - 4), (across(tick), bottom)],
                stroke=INK if tick == 0 else "#d0d7de",
                stroke_width=1.5 if tick == 0 else 1,
            ),
            svg.text(across(tick), bottom + 18, number(tick), 13, text_anchor="middle"),
        ]
    body.append(svg.text(across(0), 22, "0: as on 26 September 2020", 13, text_anchor="middle"))
    body.append(svg.text(836, 22, "Value", 13, text_anchor="end", font_weight=600))
    for row, option in enumerate(scores.options):
        y = top + _ROW * row
        start, end = sorted((across(0), across(float(mid[row]))))
        leads = option in best
        body += [
            svg.text(4, y + 26, words.marks[option].label, 14, font_weight=700 if leads else 400),
            svg.element(
                "rect",
                x=start,
                y=y + 10,
                width=max(end - start, 1.0),
                height=22,
                fill=f"url(#{name}-{option})",
                stroke=INK,
            ),
            svg.path(
                [(across(float(low[row])), y + 38), (across(float(high[row])), y + 38)], stroke=INK, stroke_width=2
            ),
            svg.text(836, y + 26, number(float(mid[row])), 14, text_anchor="end", font_weight=700 if leads else 400),
        ]
    body.append(svg.text(4, bottom + 18, "line: from low to high", 12, fill=MUTED))
    table = pd.DataFrame(
        [
            (words.marks[o].label, number(a), number(b), number(c))
            for o, a, b, c in zip(scores.options, low, mid, high, strict=True)
        ],
        columns=["Option", "All scores low", "Value", "All scores high"],
    )
    alt = f"A bar for each option: its value at your weights, against 0, the state before the war; {at(mine.p)}."
    return Picture(
        svg.drawing(840, bottom + 28, *body, alt=alt),
        alt,
        values_sentence(scores, mine, words),
        table,
        title="Values at your weights",
    )


def values_sentence(scores: Scores, mine: Assumptions, words: Words) -> str:
    """Who leads at the student's weights, by how much, at which scores, and how many single scores could turn it."""
    mid = scores.mid @ mine.weights
    best = model.best(scores.options, mid)
    start = f"At your weights, with {words.menus[mine.menu]} and {at(mine.p)}, "
    if len(best) > 1:
        return f"{start}{words.options(best)} tie at {number(mid.max())}; the margin is 0."
    flips = model.turned_by(scores, mine.weights)
    lead = number(model.margins(mid).max())
    lead = "less than 0.01" if lead == "0" else lead
    below = "below 0" if mid.max() < 0 else "not below 0"
    turn = "No single score" if not flips else f"{flips} of the {scores.mid.size} scores"
    close = ": too close to call" if flips else ""
    return (
        f"{start}{words.option(best[0])} stands highest, at {number(mid.max())} ({below}), with a margin of {lead} over the next. "
        f"{turn}, moved alone within {'its range' if flips < 2 else 'their ranges'}, would put another in front{close}."
    )


def _hatches(options: tuple[str, ...], words: Words, name: str) -> object:
    return svg.element(
        "defs", *(svg.hatch(f"{name}-{o}", words.marks[o].pattern, words.marks[o].fill) for o in options)
    )


def robustness(found: Acceptability, mine: Assumptions, words: Words, name: str = "robust") -> Picture:
    """In what share of all weightings each option takes each place."""
    count = len(found.options)
    left, wide, top = _LEFT, 560, 40
    body = [
        _hatches(found.options, words, name),
        svg.text(left, 20, "Share of the weightings in which it comes first (patterned), second, third …", 13),
        svg.text(836, 20, "First in", 13, text_anchor="end", font_weight=600),
    ]
    for row, option in enumerate(found.options):
        y, x = top + _ROW * row, float(left)
        body.append(svg.text(4, y + 22, words.marks[option].label, 14))
        for rank, share in enumerate(found.ranks[row]):
            width = float(share) * wide
            if width < 0.5:
                continue
            fill = f"url(#{name}-{option})" if rank == 0 else _SHADES[rank - 1]
            body.append(
                svg.element(
                    "rect",
                    x=x,
                    y=y + 2,
                    width=width,
                    height=30,
                    fill=fill,
                    stroke=INK if rank == 0 else PAPER,
                    stroke_width=1,
                )
            )
            if rank and width >= 16:
                body.append(svg.text(x + width / 2, y + 22, str(rank + 1), 13, text_anchor="middle"))
            x += width
        body.append(svg.text(836, y + 22, _percent(found.first[row]), 14, text_anchor="end", font_weight=600))
    bottom = top + _ROW * count
    for tick in range(0, 101, 25):
        body.append(svg.text(left + wide * tick / 100, bottom + 12, f"{tick}%", 12, text_anchor="middle", fill=MUTED))
    table = pd.DataFrame(
        [
            (words.marks[o].label, *map(_percent, ranks))
            for o, ranks in zip(found.options, found.ranks.tolist(), strict=True)
        ],
        columns=["Option", *(place.capitalize() for place in PLACES[:count])],
    )
    alt = f"A bar for each option, cut by the share of weightings in which it takes each place; {_way(mine, words)}."
    notes = (_P_NOTE,) if mine.p is not None and mine.mode != "mid" else ()
    return Picture(
        svg.drawing(840, bottom + 22, *body, alt=alt),
        alt,
        robust_sentence(found, mine, words),
        table,
        title="Over all ways to weigh",
        notes=notes,
    )


def robust_sentence(found: Acceptability, mine: Assumptions, words: Words) -> str:
    """The lead with its margin, menu, p and mode, or that it is too close to call; and how often even the best is below 0."""
    lead = acceptability.lead(found)
    ways = (
        "all ways to weigh the seven interests" if not mine.order else "the ways to weigh them that keep your ranking"
    )
    ways = ways.replace("seven", str(_NUMBERS.get(len(words.interests), len(words.interests))))
    said = (
        f"{words.options(lead.options)} {'come' if len(lead.options) > 1 else 'comes'} first most often, in {_percent(lead.share)} of {ways}, "
        f"{_points(lead.margin)} ahead of the next"
    )
    close = "; a lead under 10 points is too close to call" if lead.too_close else ""
    return f"With {_way(mine, words)}: {said}{close}. In {_percent(found.below_zero)} even the best option is below 0."


def _percent(share: float) -> str:
    """A share in whole per cent, but never rounded to all or nothing where it is not."""
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{share:.0%}"


def _points(margin: float) -> str:
    """A lead in whole points; one that is too close to call is never rounded up to the ten that is not."""
    whole = round(100 * margin)
    whole = min(whole, 9) if margin < acceptability.CLOSE - 1e-9 else min(whole, 99) if margin < 1 else whole
    return f"{whole} point{'s' * (whole != 1)}"


def _way(mine: Assumptions, words: Words) -> str:
    """Menu, p, mode and ranking, in words."""
    ranked = f", {' above '.join(words.interests[i] for i in mine.order)} ranked highest" if mine.order else ""
    return f"{words.menus[mine.menu]}, {at(mine.p)}, {MODES[mine.mode]}{ranked}"


def regret(regrets: pd.DataFrame, mine: Assumptions, words: Words) -> Picture:
    """Schools by options: what each option gives away against the best, with each option's worst at the bottom."""
    options = list(regrets.index)
    wide, high, left, top = 650 / len(options), 30, 186, 50
    worst = regrets.max(axis=1)
    least = model.least_regret(regrets)
    body = []
    for j, option in enumerate(options):
        for line, part in enumerate(_wrapped(words.marks[option].label, 15)):
            body.append(
                svg.text(left + wide * (j + 0.5), 18 + 17 * line, part, 13, text_anchor="middle", font_weight=600)
            )
    names = [*(words.schools.get(s, "Your weights") for s in regrets.columns), "Worst of these"]
    rows = list(zip(names, [*regrets.to_numpy().T.tolist(), worst.tolist()], strict=True))
    for i, (school, cells) in enumerate(rows):
        last = i == len(rows) - 1
        y = top + high * i + (10 if last else 0)
        body.append(svg.text(4, y + 20, school, 13, font_weight=700 if last or school == "Your weights" else 400))
        for j, option in enumerate(options):
            value = cells[j]
            none = value < 5e-10
            mark = (last and option in least) or (none and not last)
            body += [
                svg.element(
                    "rect",
                    x=left + wide * j + 1,
                    y=y + 1,
                    width=wide - 3,
                    height=high - 3,
                    fill=PAPER if none else GREY,
                    fill_opacity=f"{min(0.75, 0.08 + 0.3 * value):.2f}",
                    stroke=INK if mark else "#d0d7de",
                    stroke_width=2.5 if mark else 1,
                ),
                svg.text(
                    left + wide * (j + 0.5),
                    y + 20,
                    number(value) if number(value) != "0" or none else "< 0.01",
                    13,
                    text_anchor="middle",
                    font_weight=700 if mark else 400,
                ),
            ]
    bottom = top + high * len(rows) + 14
    body.append(
        svg.text(
            4,
            bottom + 14,
            "Thick frame: no regret under these weights; in the last row, the smallest worst regret",
            12,
            fill=MUTED,
        )
    )
    table = pd.DataFrame(
        [(school, *map(number, cells)) for school, cells in rows],
        columns=["Weights", *(words.marks[o].label for o in options)],
    )
    alt = f"A grid of {len(rows) - 1} sets of weights by {len(options)} options: what each option gives away against the best; {at(mine.p)}."
    return Picture(
        svg.drawing(840, bottom + 24, *body, alt=alt),
        alt,
        regret_sentence(regrets, mine, words),
        table,
        title="Regret by school",
    )


def regret_sentence(regrets: pd.DataFrame, mine: Assumptions, words: Words) -> str:
    """Which options have no regret under how many sets of weights, and whose worst regret is smallest by how much."""
    none = (regrets < 5e-10).sum(axis=1)
    held = "; ".join(f"{words.option(o)} under {none[o]}" for o in none.index if none[o])
    worst = regrets.max(axis=1).sort_values()
    least = model.least_regret(regrets)
    margin = number(float(worst.iloc[1] - worst.iloc[0])) if len(worst) > 1 else "0"
    margin = "less than 0.01" if margin == "0" and len(least) == 1 else margin
    return (
        f"With {words.menus[mine.menu]} and {at(mine.p)}, no regret: {held}, of {regrets.shape[1]} sets of weights. The smallest worst regret, "
        f"{number(float(worst.iloc[0]))}, belongs to {words.options(least)}, by a margin of {margin}."
    )


def turning(scores: Scores, ground: Ground, mine: Assumptions, words: Words, name: str = "turning") -> Picture:
    """The tornado: how the margin moves as one score alone goes from low to high; and the break-even values, in the sentence."""
    weights = mine.weights
    everything = model.tornado(scores, weights)
    shown = everything.head(8)
    leader = model.best(scores.options, scores.mid @ weights)[0]
    margin = float(model.margins(scores.mid @ weights).max())
    ends = shown[["at_low", "at_high"]].to_numpy()
    low, high = min(float(ends.min()), margin, 0.0), max(float(ends.max()), margin, 0.0)
    span = max(high - low, 1e-6)
    left, wide, top, step = 290, 440, 44, 30

    def across(value: float) -> float:
        return left + 16 + (value - low) / span * (wide - 32)

    bottom = top + step * len(shown)
    body = [
        svg.path([(across(0), top - 6), (across(0), bottom)], stroke=INK, stroke_width=1.5),
        svg.path(
            [(across(margin), top - 6), (across(margin), bottom)],
            stroke=MUTED,
            stroke_width=1.5,
            stroke_dasharray="4 3",
        ),
        svg.text(left, 18, f"Margin of {words.option(leader)} over the best other option", 13, font_weight=600),
        svg.text(836, 36, "Turns it?", 12, text_anchor="end"),
    ]
    for row, cell in enumerate(shown.itertuples()):
        y = top + step * row + 14
        ends = across(float(cell.at_low)), across(float(cell.at_high))
        body += [
            svg.text(4, y + 5, f"{words.marks[cell.option_id].label}: {words.interests[cell.criterion_id]}", 13),
            svg.path(
                [(ends[0], y), (ends[1], y)],
                stroke=VERMILION if cell.flips else INK,
                stroke_width=7 if cell.flips else 4,
            ),
            svg.element("circle", cx=ends[0], cy=y, r=6, fill=PAPER, stroke=INK, stroke_width=2),
            svg.element("circle", cx=ends[1], cy=y, r=5, fill=INK, stroke=INK),
            svg.text(836, y + 5, _turns(cell), 13, text_anchor="end", font_weight=700 if cell.flips else 400),
        ]
    zero, now = across(0), across(margin)
    body.append(svg.text(zero, bottom + 18, "0", 13, text_anchor="middle"))
    if abs(now - zero) > 60:
        body.append(svg.text(now, bottom + 18, f"now {number(margin)}", 13, text_anchor="middle"))
    body.append(
        svg.text(
            4,
            bottom + 38,
            "White dot: score at its low; black dot: at its high. Dashed: the margin now. Left of 0 another option leads.",
            12,
            fill=MUTED,
        )
    )
    table = pd.DataFrame(
        [
            (
                words.marks[c.option_id].label,
                words.interests[c.criterion_id],
                number(c.at_low),
                number(c.at_high),
                _turns(c),
            )
            for c in everything.itertuples()
        ],
        columns=["Option", "Interest", "Margin at its low", "Margin at its high", "Another leads"],
    )
    alt = f"Bars for the {len(shown)} scores that move the margin most, each from the margin at its low to that at its high; {at(mine.p)}."
    return Picture(
        svg.drawing(840, bottom + 48, *body, alt=alt),
        alt,
        turning_sentence(scores, ground, mine, words, everything),
        table,
        title="What would turn it",
    )


def _turns(cell) -> str:
    """Whether one score alone puts another option in front, or only draws it level."""
    return "yes" if cell.flips else "level" if abs(min(cell.at_low, cell.at_high)) < _NOTHING else "no"


def turning_sentence(scores: Scores, ground: Ground, mine: Assumptions, words: Words, everything: pd.DataFrame) -> str:
    """How many scores alone, which p and which weights would put another option in front."""
    flips = int(everything.flips.sum())
    alone = "its range" if flips == 1 else "their ranges"
    parts = [
        f"With {words.menus[mine.menu]} and {at(mine.p)}, {flips} of {len(everything)} scores moved alone within {alone} "
        "would put another option in front."
    ]
    uncertain = words.option(ground.uncertain)
    p = model.break_even_p(scores, mine.weights, ground.uncertain)
    if p is None:
        parts.append(f"{uncertain} does not reach the front at your weights even if it is sure to go well.")
    elif p == 0:
        parts.append(f"{uncertain} is in front at your weights even if it is sure to go badly.")
    else:
        parts.append(f"{uncertain} draws level with its best rival at p = {p:.2f}.")
    moves = [
        f"{words.interests[r.criterion_id]} at {r.share:.0%} ({words.option(r.new_best)})"
        for r in model.break_even_weights(scores, mine.weights).itertuples()
        if not math.isnan(r.share)
    ]
    parts.append(
        f"Raising one weight alone puts another in front: {'; '.join(moves)}."
        if moves
        else "Raising no single weight puts another in front."
    )
    chance = 0.5 if mine.p is None else mine.p
    news = model.value_of_information(scores, mine.weights, ground.uncertain, chance)
    parts.append(
        f"To learn before choosing whether it goes well would be worth {number(news)} points, if the chance of that is {chance:.2f}."
    )
    return " ".join(parts)


def reversal_sentence(found: pd.DataFrame, words: Words, left_out: str) -> str:
    """What leaving out one losing option does, with scores stretched to fit the menu and with a fixed scale."""
    row, every = found.set_index("option_id").loc[left_out], found.iloc[-1]
    return (
        f"With scores stretched to fit the menu, leaving out {words.option(left_out)} where it does not win changes the winner in "
        f"{_percent(row.rescaled)} of all weightings; on the fixed scale in {_percent(row.fixed)}. Counting every losing option, "
        f"{_percent(every.rescaled)} of the weightings turn on one of them."
    )


def reversals(found: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Rank reversal as a table for reading."""
    rows = [
        (words.marks[r.option_id].label if r.option_id else "any one of them", _percent(r.rescaled), _percent(r.fixed))
        for r in found.itertuples()
    ]
    return pd.DataFrame(
        rows, columns=["Losing option left out", "Winner changes, stretched scores", "Winner changes, fixed scale"]
    )


def summary(scores: Scores, ground: Ground, mine: Assumptions, words: Words) -> str:
    """The student's assumptions and what follows from them, in a sentence or two."""
    weighed = ", ".join(
        f"{words.interests[i]} {percent}%"
        for i, percent in zip(ground.scores.interests, whole_percent(mine.weights), strict=True)
    )
    changed = len({(e.option, e.interest) for e in mine.edits})
    edits = f"{changed} score{'s' * (changed != 1)} changed" if changed else "no score changed"
    return f"My assumptions: {weighed}; {edits}. {values_sentence(scores, mine, words).replace('your weights', 'my weights')}"


def schools(found: pd.DataFrame, words: Words, uncertain: str) -> pd.DataFrame:
    """Who leads under each school's weights, for reading."""
    rows = [
        (
            words.schools[r.school_id],
            " = ".join(words.marks[o].label for o in r.best),
            number(r.value),
            number(r.margin),
            r.turned_by,
            "never" if math.isnan(r.break_even_p) else f"{r.break_even_p:.2f}",
        )
        for r in found.itertuples()
    ]
    level = f"{words.marks[uncertain].label} draws level at p ="
    return pd.DataFrame(rows, columns=["School", "Highest", "Value", "Margin", "Scores that turn it", level])


def robust_settings(settings: list[Assumptions], found: list[Acceptability], words: Words) -> pd.DataFrame:
    """First places in per cent: a row a menu and mode, a column an option, nothing where it is not on the menu."""
    rows = []
    for mine, shares in zip(settings, found, strict=True):
        first = dict(zip(shares.options, map(_percent, shares.first.tolist()), strict=True))
        rows.append(
            (
                words.menus[mine.menu],
                MODES[mine.mode],
                *(first.get(o, "") for o in words.marks),
                _points(acceptability.lead(shares).margin),
            )
        )
    return pd.DataFrame(rows, columns=["Menu", "Scores", *(m.label for m in words.marks.values()), "Lead"])


def regret_settings(settings: list[Assumptions], found: list[pd.DataFrame], words: Words) -> pd.DataFrame:
    """Worst regrets: a row a menu and p, a column an option, nothing where it is not on the menu."""
    rows = []
    for mine, regrets in zip(settings, found, strict=True):
        worst = regrets.max(axis=1)
        rows.append(
            (words.menus[mine.menu], at(mine.p), *(number(worst[o]) if o in worst else "" for o in words.marks))
        )
    return pd.DataFrame(rows, columns=["Menu", "Two-layer policy at", *(m.label for m in words.marks.values())])


def break_even(found: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Break-even weights for reading."""
    rows = [
        (
            words.interests[r.criterion_id],
            *(("no share", "") if math.isnan(r.share) else (f"{r.share:.0%}", words.marks[r.new_best].label)),
        )
        for r in found.itertuples()
    ]
    return pd.DataFrame(rows, columns=["Interest", "Another leads from a weight of", "Which then leads"])


def dominance(found: list[model.Dominance], words: Words) -> Table:
    """Every option that is nowhere better than another, as a table."""
    rows = [
        (words.marks[d.worse].label, words.marks[d.better].label, "yes" if d.across_ranges else "no") for d in found
    ]
    firm = sum(d.across_ranges for d in found)
    pairs = (
        "; ".join(f"{words.option(d.worse)} is nowhere better than {words.option(d.better)}" for d in found)
        or "no option is nowhere better than another"
    )
    sentence = (
        f"At middle scores: {pairs}. Of these, {firm or 'none'} {'holds' if firm <= 1 else 'hold'} across the ranges."
    )
    table = pd.DataFrame(rows, columns=["Option", "Nowhere better than", "Also across the ranges"])
    return Table(table, sentence, "Options that another option beats or equals everywhere")


def _wrapped(label: str, width: int) -> list[str]:
    """A label on at most two lines."""
    if len(label) <= width:
        return [label]
    cut = min((i for i, c in enumerate(label) if c == " "), key=lambda i: abs(i - len(label) / 2), default=len(label))
    return [part for part in (label[:cut], label[cut + 1 :]) if part]
