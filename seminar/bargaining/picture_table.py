"""One package at the bargaining table: what it costs two parties beside the frontier and the proposals, and what it costs everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import numpy as np
import pandas as pd

from ..kit import charts, svg
from ..kit.charts import Scale
from ..kit.palette import GREEN, INK, LINE, ORANGE, PAPER, SKY, VERMILION
from ..kit.show import Picture
from ..kit.words import verb
from . import model
from .model import PackageGrid, PackageStanding
from .scene import BargainingScene

EQUAL = "A loss is measured within one actor: 0.30 for one is not as much as 0.30 for another."
_WIDTH, _HEIGHT = 960, 412  # at least
_LEFT, _TOP, _SIDE = 66, 44, 324  # the square in which losses are drawn
_X, _Y = Scale(0, 1, _LEFT, _LEFT + _SIDE), Scale(0, 1, _TOP + _SIDE, _TOP)
_BINS = 33  # in the shaded background: fine enough for an outline, few enough for a small message
_UNITS = (0, 0.25, 0.5, 0.75, 1)
_SHADE = "#e7eaee"
_ROW, _WORDS, _HEAD = 20, 12.5, 13.5  # the height of a row, the sizes of words and of headings
_NUMBER = 54  # right of the bars, for the loss in figures
_LEAST_BAR = 90
# In units of loss: a step by an arrow key; how far a dot or ring draws the package; how near packages lie alike, and the same.
_STEP, _SNAP, _ALIKE, _SAME = 0.03, 0.02, 0.01, 1e-9


@dataclass(frozen=True)
class Setting:
    """What is on the table: a package by axis, whose losses are shown, which end of a position in doubt, and which proposal."""

    package: tuple[float, ...]
    pair: tuple[str, str]
    end: str
    focus: str = ""


@dataclass(frozen=True)
class Backdrop:
    """What does not change while a package moves: where the grid's packages lie, and their frontier, for one pair."""

    runs: tuple[tuple[int, int, int], ...]  # row, first column, number of columns
    frontier: tuple[tuple[float, float], ...]
    line: tuple[tuple[float, float], ...]

    @classmethod
    def behind(cls, laid: PackageGrid, a: str, b: str) -> Backdrop:
        """The backdrop of a grid for two actors."""
        losses = laid.pair(a, b)
        held = np.histogram2d(losses[:, 0], losses[:, 1], bins=_BINS, range=[[0, 1], [0, 1]])[0] > 0
        runs = []
        for row in range(_BINS):
            edges = np.flatnonzero(np.diff(np.concatenate([[0], held[:, row].astype(int), [0]])))
            runs += [(row, int(i), int(j - i)) for i, j in edges.reshape(-1, 2)]
        best = np.unique(np.round(losses[model.frontier(losses)], 6), axis=0)
        seats = [laid.table.seat(a), laid.table.seat(b)]
        line = laid.table.losses(model.best_line(laid.table, a, b))[:, seats]
        return cls(tuple(runs), tuple(map(tuple, best.tolist())), tuple(map(tuple, line.tolist())))


@dataclass(frozen=True)
class Columns:
    """Where the columns right of the square lie: names of proposals, names of actors (they end there), bars."""

    labels: float
    heading: float
    names: float
    bars: Scale
    width: float

    @classmethod
    def beside(cls, scene: BargainingScene) -> Columns:
        """As wide as the longest names need."""
        labels = _LEFT + _SIDE + 10
        heading = labels + _widest(scene.proposals[p] for p in scene.packages) + 20
        names = heading + _widest(scene.seats.values())
        least = max(names + 8 + _LEAST_BAR + _NUMBER + 6, heading + charts.text_width(_BARS, _HEAD, bold=True) + 6)
        width = max(_WIDTH, least)
        return cls(labels, heading, names, Scale(0, 1, names + 8, width - 6 - _NUMBER), width)


_BARS = "What your package costs everybody"


def _widest(words: Iterable[str]) -> float:
    return max((charts.text_width(w, _WORDS, bold=True) for w in words), default=0)


def board(scene: BargainingScene, setting: Setting) -> Picture:
    """One package at the table: what it costs two actors, beside the frontier and the proposals, and what it costs everybody."""
    laid, (a, b) = scene.grids[setting.end], setting.pair
    standing = laid.standing(np.array(setting.package, dtype=float), a, b)
    points = _points(scene, setting.end, setting.pair)
    columns, backdrop = Columns.beside(scene), _backdrop(scene, setting.end, setting.pair)
    body = [*_shade(backdrop), *_frame(scene.actors[a], scene.actors[b])]
    body += _proposals(points, scene, setting.focus, columns)
    body.append(charts.line(*((_X(x), _Y(y)) for x, y in backdrop.line), stroke_width=1.6))
    body += [charts.circle(_X(x), _Y(y), 2.2) for x, y in backdrop.frontier]
    if standing.better:
        own = dict(zip(laid.table.actors, laid.table.losses(np.array(standing.better)), strict=True))
        body.append(_better(_X(own[a]), _Y(own[b])))
    body += _own(standing.losses[a], standing.losses[b], (scene.actors[a], scene.actors[b]))
    body += _bars(standing.losses, scene.actors, setting.pair, columns)
    key, bottom = _key(columns.heading + 2, _TOP + 24 + _ROW * len(standing.losses))
    alt = (
        f"A square of losses from 0 to 1, {scene.actors[a]}'s across and {scene.actors[b]}'s upwards, with the grid's packages as a shade, "
        "the frontier as a line with dots, the proposals as labelled rings and your package as a diamond; beside it a bar for each actor's loss."
    )
    return Picture(
        svg.drawing(columns.width, max(_HEIGHT, bottom), *body, *key, alt=alt),
        alt,
        _sentence(laid, standing, scene, setting.pair),
        _table(standing, points, scene, setting.pair),
        "The bargaining table",
        (EQUAL,),
        verdict="Nothing on the grid beats your package." if standing.better is None else "Your package can be beaten.",
    )


def moved(scene: BargainingScene, now: Setting, x: float, y: float) -> tuple[float, ...]:
    """The package of the grid, or of a proposal, whose losses for the pair lie at a place in the drawing, or nearest to it.

    A dot of the frontier or a ring within reach comes first. Of packages that lie as near, it is the one that differs least from
    that on the table.
    """
    return _nearest(scene, now, np.array([_X.inverse(x), _Y.inverse(y)]))


def nudged(scene: BargainingScene, now: Setting, dx: int, dy: int) -> tuple[float, ...]:
    """The package a step to the right and down (each -1, 0 or 1) from that on the table; the same where none lies that way."""
    table, way = scene.grids[now.end].table, np.array([dx, -dy])
    own = table.losses(np.array(now.package))[[table.seat(actor) for actor in now.pair]]
    return _nearest(scene, now, own + _STEP * way, (_reach(scene, now.end, now.pair)[0] - own) @ way > _STEP / 4)


def _nearest(
    scene: BargainingScene, now: Setting, to: np.ndarray, among: np.ndarray | None = None
) -> tuple[float, ...]:
    losses, seen = _reach(scene, now.end, now.pair)
    far = np.hypot(*(losses - to).T)
    if among is not None:
        far[~among] = np.inf
    if np.isinf(least := far.min()):
        return now.package
    shown = np.where(seen, far, np.inf)
    near = np.flatnonzero(shown <= shown.min() + _SAME if shown.min() <= _SNAP else far <= least + _ALIKE)
    packages = np.array([_package(scene, now.end, row) for row in near])
    return tuple(map(float, packages[np.abs(packages - now.package).sum(axis=1).argmin()]))


def _reach(scene: BargainingScene, end: str, pair: tuple[str, str]) -> tuple[np.ndarray, np.ndarray]:
    """What the packages that can be reached cost a pair (packages, 2), those of the grid first, and which are drawn; computed once."""

    def reached() -> tuple[np.ndarray, np.ndarray]:
        laid = scene.grids[end]
        grid, seats = laid.pair(*pair), [laid.table.seat(actor) for actor in pair]
        coded = laid.table.losses(np.array([*scene.packages.values()]).reshape(-1, len(laid.table.axes)))[:, seats]
        return np.concatenate([grid, coded]), np.concatenate([model.frontier(grid), np.ones(len(coded), dtype=bool)])

    return scene.once(("reach", end, pair), reached)


def _package(scene: BargainingScene, end: str, row: int) -> np.ndarray:
    grid = scene.grids[end].packages
    return grid[row] if row < len(grid) else np.array([*scene.packages.values()][row - len(grid)])


def _points(scene: BargainingScene, end: str, pair: tuple[str, str]) -> pd.DataFrame:
    """The proposals for a pair, computed once."""
    return scene.once(("points", end, pair), lambda: pair_points(scene.placed[end], *pair))


def _backdrop(scene: BargainingScene, end: str, pair: tuple[str, str]) -> Backdrop:
    """The backdrop for a pair, computed once."""
    return scene.once(("backdrop", end, pair), lambda: Backdrop.behind(scene.grids[end], *pair))


def _sentence(laid: PackageGrid, standing: PackageStanding, scene: BargainingScene, pair: tuple[str, str]) -> str:
    a, b = pair
    costs = (
        f"Your package costs {scene.actors[a]} {standing.losses[a]:.2f} and {scene.actors[b]} {standing.losses[b]:.2f} "
        "(0 is its ideal)."
    )
    if standing.better is None:
        return f"{costs} None of the {len(laid.packages):,} packages on the grid is better for one of the two and no worse for the other."
    moved = ", ".join(
        f"{scene.axes[axis]} {value:.0f}" for axis, value in zip(laid.table.axes, standing.better, strict=True)
    )
    count = f"{standing.beaten_by:,} of the {len(laid.packages):,} packages on the grid {verb(standing.beaten_by)}"
    return f"{costs} {count} better for one of the two and no worse for the other; the one with most for both: {moved}."


def pair_points(placed: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """The proposals for a pair, one per row, the second actor's highest loss first: low, mid and high of both (low_0 … high_1)."""
    wide = placed[placed.actor_id.isin([a, b])].pivot(
        index="proposal_id", columns="actor_id", values=["low", "mid", "high"]
    )
    found = {
        f"{end}_{i}": wide[end].get(actor, pd.Series(dtype=float)) if len(wide) else pd.Series(dtype=float)
        for i, actor in enumerate((a, b))
        for end in ("low", "mid", "high")
    }
    return pd.DataFrame(found).sort_values(["mid_1", "mid_0"], ascending=[False, True], kind="stable")


def _table(
    standing: PackageStanding, points: pd.DataFrame, scene: BargainingScene, pair: tuple[str, str]
) -> pd.DataFrame:
    a, b = (scene.actors[p] for p in pair)
    rows = [("Your package", f"{standing.losses[pair[0]]:.2f}", f"{standing.losses[pair[1]]:.2f}")]
    rows += [
        (
            scene.proposals[p],
            f"{r.mid_0:.2f} ({r.low_0:.2f} to {r.high_0:.2f})",
            f"{r.mid_1:.2f} ({r.low_1:.2f} to {r.high_1:.2f})",
        )
        for p, r in zip(points.index, points.itertuples(), strict=True)
    ]
    rows += [
        (f"Your package, for {scene.actors[actor]}", f"{loss:.2f}", "")
        for actor, loss in standing.losses.items()
        if actor not in pair
    ]
    return pd.DataFrame(rows, columns=["What", f"Loss of {a} (or the actor named)", f"Loss of {b}"])


def _shade(backdrop: Backdrop) -> list[Element]:
    step = _SIDE / _BINS
    return [
        charts.rect(_LEFT + i * step, _TOP + _SIDE - (row + 1) * step, n * step, step + 0.3, fill=_SHADE)
        for row, i, n in backdrop.runs
    ]


def _frame(a: str, b: str) -> list[Element]:
    bottom = _TOP + _SIDE
    parts = [charts.rect(_LEFT, _TOP, _SIDE, _SIDE, fill="none", stroke=LINE)]
    parts += charts.ticks(_X, _UNITS, bottom + 17)
    parts += [svg.text(_LEFT - 7, _Y(unit) + 4, f"{unit:g}", 12, text_anchor="end") for unit in _UNITS]
    across = {"text_anchor": "middle", "font_weight": 600}
    parts.append(svg.text(_LEFT + _SIDE / 2, bottom + 38, f"Loss of {a} →", _HEAD, **across))
    parts.append(svg.text(8, _TOP - 16, f"↑ Loss of {b}", _HEAD, font_weight=600))
    return parts


def _proposals(points: pd.DataFrame, scene: BargainingScene, focus: str, columns: Columns) -> list[Element]:
    """Each proposal as a ring with a line to its name; the one in focus with the box of its readings."""
    parts: list[Element] = []
    step = min(26, (_SIDE - 24) / max(len(points), 1))
    for k, (proposal, row) in enumerate(zip(points.index, points.itertuples(), strict=True)):
        x, y, label = _X(row.mid_0), _Y(row.mid_1), _TOP + 24 + step * k
        on = proposal == focus
        if on:
            box = (_X(row.low_0), _Y(row.high_1), _X(row.high_0) - _X(row.low_0), _Y(row.low_1) - _Y(row.high_1))
            parts.append(charts.rect(*box, fill=ORANGE, fill_opacity=0.3, stroke=INK, stroke_dasharray="5 3"))
        leader = {"stroke": INK if on else LINE, "stroke_width": 1.4 if on else 0.7}
        name, weight = scene.proposals[proposal], 700 if on else 400
        wide = columns.heading - columns.labels - 12
        mark = svg.element(
            "g",
            charts.rect(columns.labels - 4, label - step * 0.7, wide, step, fill_opacity=0),
            charts.circle(x, y, 13, fill_opacity=0),
            charts.line((x, y), (columns.labels - 4, label - 4), **leader),
            _ring(x, y, ORANGE if on else PAPER, 2.8 if on else 1.4),
            svg.text(columns.labels, label, name, _WORDS, font_weight=weight),
        )
        parts.append(svg.pick(mark, proposal, f"{name}, onto the sliders", on))
    return parts


def _ring(x: float, y: float, fill: str = PAPER, edge: float = 1.4) -> Element:
    return charts.circle(x, y, 5, fill=fill, stroke=INK, stroke_width=edge)


def _better(x: float, y: float) -> Element:
    return charts.triangle(x, y, fill=GREEN, stroke=INK, stroke_width=1.4)


def _mine(x: float, y: float) -> Element:
    return charts.diamond(x, y, fill=VERMILION, stroke=INK, stroke_width=1.6)


def _own(x_loss: float, y_loss: float, names: tuple[str, str]) -> list[Element]:
    """The student's package, to be dragged among the others; its word on the side where there is room."""
    x, y, right = _X(x_loss), _Y(y_loss), x_loss > 0.8
    looks = {"font_weight": 700, "stroke": PAPER, "stroke_width": 3, "paint_order": "stroke"}
    down = 16 if y_loss > 0.94 else -9
    words = svg.text(
        x + (-13 if right else 13), y + down, "You", _HEAD, text_anchor="end" if right else "start", **looks
    )
    says = f"{names[0]} loses {x_loss:.2f}, {names[1]} {y_loss:.2f}"
    held = svg.moves(charts.grip(_mine(x, y), x, y), "own")
    return [svg.handle(held, "own", "Your package", says=says), svg.moves(words, "own words")]


def _bars(losses: dict[str, float], names: dict[str, str], pair: tuple[str, str], columns: Columns) -> list[Element]:
    parts = [svg.text(columns.heading, _TOP - 16, _BARS, _HEAD, font_weight=600)]
    for k, (actor, loss) in enumerate(losses.items()):
        y, own = _TOP + 8 + _ROW * k, actor in pair
        words = {"text_anchor": "end", "font_weight": 700 if own else 400}
        parts += [
            svg.text(columns.names, y + 4, names[actor], _WORDS, **words),
            charts.bar(columns.bars, 0, 1, y, 14, fill="none", stroke=LINE, stroke_width=0.7),
            svg.moves(
                charts.bar(columns.bars, 0, loss, y, 14, fill=VERMILION if own else SKY, stroke_width=0.7),
                f"loss {actor}",
            ),
            svg.text(columns.width - 6, y + 4, f"{loss:.2f}", _WORDS, **words),
        ]
    return parts


def _key(x: float, y: float) -> tuple[list[Element], float]:
    entries = (
        (_mine(12, 0), "your package"),
        (_better(12, 0), "the best for both that beats it"),
        (_ring(12, 0), "a proposal, as coded"),
        (charts.line((0, 0), (24, 0), stroke_width=1.6), "what no package at all can beat"),
        (charts.circle(12, 0, 2.2), "what no package of the grid beats"),
        (charts.rect(0, -8, 24, 16, fill=_SHADE), "where the grid's packages lie"),
    )
    return charts.key([([sign], words) for sign, words in entries], x, y, width=1, size=_WORDS, row=18)  # one in a row
