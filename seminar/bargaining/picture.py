"""The bargaining table, drawn: losses of two parties live as SVG; the proposals and a whole class as pictures that stand still."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..kit import svg
from ..kit.palette import BLUE, GREEN, GREY, INK, LINE, MUTED, ORANGE, PAPER, PURPLE, SKY, VERMILION
from ..kit.show import Picture, Table
from . import model as bargaining
from .delegations import Delegation
from .model import Board, Standing

_WIDTH, _HEIGHT = 960, 500
_LEFT, _TOP, _SIDE = 66, 52, 396  # the square in which losses are drawn
_BINS = 33  # of the shade behind: fine enough for an outline, few enough for a small message
_UNITS = (0, 0.25, 0.5, 0.75, 1)
_EQUAL = "A loss is measured within one actor: 0.30 for one is not as much as 0.30 for another."


@dataclass(frozen=True)
class Words:
    """What things are called: actors, proposals and axes, each id -> name."""

    actors: dict[str, str]
    proposals: dict[str, str]
    axes: dict[str, str]


@dataclass(frozen=True)
class Backdrop:
    """What does not change while a package moves: where the grid's packages lie, and their frontier, for one pair."""

    runs: tuple[tuple[int, int, int], ...]  # row, first column, number of columns
    frontier: tuple[tuple[float, float], ...]
    line: tuple[tuple[float, float], ...]

    @classmethod
    def behind(cls, board: Board, a: str, b: str) -> Backdrop:
        """The backdrop of a board for two actors."""
        losses = board.pair(a, b)
        held = np.histogram2d(losses[:, 0], losses[:, 1], bins=_BINS, range=[[0, 1], [0, 1]])[0] > 0
        runs = []
        for row in range(_BINS):
            edges = np.flatnonzero(np.diff(np.concatenate([[0], held[:, row].astype(int), [0]])))
            runs += [(row, int(i), int(j - i)) for i, j in edges.reshape(-1, 2)]
        best = np.unique(np.round(losses[bargaining.frontier(losses)], 6), axis=0)
        seats = [board.table.seat(a), board.table.seat(b)]
        line = board.table.losses(bargaining.best_line(board.table, a, b))[:, seats]
        return cls(tuple(runs), tuple(map(tuple, best.tolist())), tuple(map(tuple, line.tolist())))


def board(
    laid: Board,
    backdrop: Backdrop,
    placed: pd.DataFrame,
    words: Words,
    package: Sequence[float],
    pair: tuple[str, str],
    focus: str = "",
) -> Picture:
    """One package at the table: what it costs two actors, beside the frontier and the proposals, and what it costs everybody.

    ``placed`` are the proposals' losses (:func:`..models.bargaining.placed`), ``focus`` the proposal of which the box is drawn.
    """
    a, b = pair
    standing = laid.standing(np.array(package, dtype=float), a, b)
    points = _points(placed, a, b)
    body = [*_shade(backdrop), *_frame(words.actors[a], words.actors[b])]
    body += _proposals(points, words, focus)
    body.append(svg.path([_page(x, y) for x, y in backdrop.line], fill="none", stroke=INK, stroke_width=1.6))
    body += [svg.element("circle", cx=_x(x), cy=_y(y), r=2.2, fill=INK) for x, y in backdrop.frontier]
    if standing.better:
        own = dict(zip(laid.table.actors, laid.table.losses(np.array(standing.better)), strict=True))
        body.append(_triangle(*_page(own[a], own[b])))
    body += _own(standing.losses[a], standing.losses[b])
    body += _bars(standing.losses, words.actors, pair) + _key()
    sentence = _sentence(laid, standing, words, pair)
    alt = (
        f"A square of losses from 0 to 1, {words.actors[a]}'s across and {words.actors[b]}'s upwards, with the grid's packages as a shade, "
        "the frontier as a line with dots, the proposals as labelled rings and your package as a diamond; beside it a bar for each actor's loss."
    )
    return Picture(
        svg.drawing(_WIDTH, _HEIGHT, *body, alt=alt),
        alt,
        sentence,
        _table(standing, points, words, pair),
        "The bargaining table",
        (_EQUAL,),
    )


def _sentence(laid: Board, standing: Standing, words: Words, pair: tuple[str, str]) -> str:
    a, b = pair
    costs = f"Your package costs {words.actors[a]} {standing.losses[a]:.2f} and {words.actors[b]} {standing.losses[b]:.2f} (0 is its ideal)."
    if standing.better is None:
        return f"{costs} None of the {len(laid.packages):,} packages on the grid is better for one of the two and no worse for the other."
    moved = ", ".join(
        f"{words.axes[axis]} {value:.0f}" for axis, value in zip(laid.table.axes, standing.better, strict=True)
    )
    count = f"{standing.beaten_by:,} of the {len(laid.packages):,} packages on the grid {'is' if standing.beaten_by == 1 else 'are'}"
    return f"{costs} {count} better for one of the two and no worse for the other; the one with most for both: {moved}."


def _points(placed: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """The proposals for a pair, a row each, highest loss of the second first: low, mid, high of both."""
    wide = placed[placed.actor_id.isin([a, b])].pivot(
        index="proposal_id", columns="actor_id", values=["low", "mid", "high"]
    )
    found = pd.DataFrame(
        {f"{end}_{i}": wide[end][actor] for i, actor in enumerate((a, b)) for end in ("low", "mid", "high")}
    )
    return found.sort_values(["mid_1", "mid_0"], ascending=[False, True], kind="stable")


def _table(standing: Standing, points: pd.DataFrame, words: Words, pair: tuple[str, str]) -> pd.DataFrame:
    a, b = (words.actors[p] for p in pair)
    rows = [("Your package", f"{standing.losses[pair[0]]:.2f}", f"{standing.losses[pair[1]]:.2f}")]
    rows += [
        (
            words.proposals[p],
            f"{r.mid_0:.2f} ({r.low_0:.2f} to {r.high_0:.2f})",
            f"{r.mid_1:.2f} ({r.low_1:.2f} to {r.high_1:.2f})",
        )
        for p, r in zip(points.index, points.itertuples(), strict=True)
    ]
    rows += [
        (f"Your package, for {words.actors[actor]}", f"{loss:.2f}", "")
        for actor, loss in standing.losses.items()
        if actor not in pair
    ]
    return pd.DataFrame(rows, columns=["What", f"Loss of {a} (or the actor named)", f"Loss of {b}"])


def _x(loss: float) -> float:
    return _LEFT + loss * _SIDE


def _y(loss: float) -> float:
    return _TOP + (1 - loss) * _SIDE


def _page(x: float, y: float) -> tuple[float, float]:
    return _x(x), _y(y)


def _shade(backdrop: Backdrop) -> list:
    step = _SIDE / _BINS
    return [
        svg.element(
            "rect",
            x=_LEFT + i * step,
            y=_TOP + _SIDE - (row + 1) * step,
            width=n * step,
            height=step + 0.3,
            fill="#e7eaee",
        )
        for row, i, n in backdrop.runs
    ]


def _frame(a: str, b: str) -> list:
    parts = [svg.element("rect", x=_LEFT, y=_TOP, width=_SIDE, height=_SIDE, fill="none", stroke=LINE)]
    for unit in _UNITS:
        parts.append(svg.text(_x(unit), _TOP + _SIDE + 17, f"{unit:g}", 12, text_anchor="middle"))
        parts.append(svg.text(_LEFT - 7, _y(unit) + 4, f"{unit:g}", 12, text_anchor="end"))
    parts.append(
        svg.text(_LEFT + _SIDE / 2, _TOP + _SIDE + 38, f"Loss of {a} →", 13.5, text_anchor="middle", font_weight=600)
    )
    parts.append(svg.text(8, _TOP - 16, f"↑ Loss of {b}", 13.5, font_weight=600))
    return parts


def _proposals(points: pd.DataFrame, words: Words, focus: str) -> list:
    parts, right = [], _LEFT + _SIDE
    for k, (proposal, row) in enumerate(zip(points.index, points.itertuples(), strict=True)):
        x, y, label = _x(row.mid_0), _y(row.mid_1), _TOP + 24 + 21 * k
        told = proposal == focus
        if told:
            parts.append(
                svg.element(
                    "rect",
                    x=_x(row.low_0),
                    y=_y(row.high_1),
                    width=(row.high_0 - row.low_0) * _SIDE,
                    height=(row.high_1 - row.low_1) * _SIDE,
                    fill=ORANGE,
                    fill_opacity=0.3,
                    stroke=INK,
                    stroke_dasharray="5 3",
                )
            )
        parts.append(
            svg.path(
                [(x, y), (right + 6, label - 4)],
                fill="none",
                stroke=INK if told else LINE,
                stroke_width=1.4 if told else 0.7,
            )
        )
        parts.append(
            svg.element("circle", cx=x, cy=y, r=5, fill=ORANGE if told else PAPER, stroke=INK, stroke_width=1.4)
        )
        parts.append(svg.text(right + 10, label, words.proposals[proposal], 12.5, font_weight=700 if told else 400))
    return parts


def _triangle(x: float, y: float, size: float = 7) -> object:
    corners = [(x, y - size), (x + size, y + size * 0.8), (x - size, y + size * 0.8)]
    return svg.path(corners, closed=True, fill=GREEN, stroke=INK, stroke_width=1.4)


def _own(x_loss: float, y_loss: float) -> list:
    x, y = _page(x_loss, y_loss)
    end = x_loss > 0.8
    return [
        _diamond(x, y),
        svg.text(
            x + (-13 if end else 13),
            y + (16 if y_loss > 0.94 else -9),
            "You",
            13.5,
            text_anchor="end" if end else "start",
            font_weight=700,
            stroke=PAPER,
            stroke_width=3,
            paint_order="stroke",
        ),
    ]


def _diamond(x: float, y: float, size: float = 9) -> object:
    return svg.path(
        [(x, y - size), (x + size, y), (x, y + size), (x - size, y)],
        closed=True,
        fill=VERMILION,
        stroke=INK,
        stroke_width=1.6,
    )


def _bars(losses: dict[str, float], names: dict[str, str], pair: tuple[str, str]) -> list:
    left, wide = 776, 124
    parts = [svg.text(634, _TOP - 16, "What your package costs everybody", 13.5, font_weight=600)]
    for k, (actor, loss) in enumerate(losses.items()):
        y, own = _TOP + 8 + 22 * k, actor in pair
        parts += [
            svg.text(left - 8, y + 4, names[actor], 12.5, text_anchor="end", font_weight=700 if own else 400),
            svg.element("rect", x=left, y=y - 7, width=wide, height=14, fill="none", stroke=LINE, stroke_width=0.7),
            svg.element(
                "rect",
                x=left,
                y=y - 7,
                width=loss * wide,
                height=14,
                fill=VERMILION if own else SKY,
                stroke=INK,
                stroke_width=0.7,
            ),
            svg.text(_WIDTH - 6, y + 4, f"{loss:.2f}", 12.5, text_anchor="end", font_weight=700 if own else 400),
        ]
    return parts


def _key() -> list:
    x, y = 648, 330
    lines = (
        (_diamond(x, y), "your package"),
        (_triangle(x, y + 22), "the best for both that beats it"),
        (svg.element("circle", cx=x, cy=y + 44, r=5, fill=PAPER, stroke=INK, stroke_width=1.4), "a proposal, as coded"),
        (
            svg.path([(x - 12, y + 66), (x + 12, y + 66)], stroke=INK, stroke_width=1.6),
            "what no package at all can beat",
        ),
        (svg.element("circle", cx=x, cy=y + 88, r=2.2, fill=INK), "what no package of the grid beats"),
        (
            svg.element("rect", x=x - 12, y=y + 102, width=24, height=16, fill="#e7eaee"),
            "where the grid's packages lie",
        ),
    )
    return [
        part
        for k, (mark, words) in enumerate(lines)
        for part in (mark, svg.text(x + 22, y + 4.5 + 22 * k, words, 12.5))
    ]


def proposals(
    boards: dict[str, Board], placed: pd.DataFrame, words: Words, pair: tuple[str, str], left_out: Sequence[str]
) -> Picture:
    """The proposals between two parties: a point each with the box of its readings, and the frontier for each end of a position in doubt."""
    a, b = pair
    points = _points(placed, a, b)
    figure = Figure(figsize=(8.6, 5.6), layout="constrained")
    axes = figure.add_subplot()
    for (name, laid), line in zip(boards.items(), (":", "-", "--"), strict=False):
        seats = [laid.table.seat(a), laid.table.seat(b)]
        x, y = laid.table.losses(bargaining.best_line(laid.table, a, b))[:, seats].T
        axes.plot(x, y, line, color=INK, linewidth=1.4, label=name)
    for k, row in enumerate(points.itertuples()):
        fill = (SKY, ORANGE, GREEN, PURPLE)[k % 4]
        corner = (row.low_0, row.low_1)
        axes.add_patch(
            Rectangle(corner, row.high_0 - row.low_0, row.high_1 - row.low_1, facecolor=fill, alpha=0.09, zorder=1)
        )
        axes.add_patch(
            Rectangle(
                corner,
                row.high_0 - row.low_0,
                row.high_1 - row.low_1,
                facecolor="none",
                edgecolor=MUTED,
                linewidth=0.6,
                linestyle="--",
                zorder=1,
            )
        )
    for k, row in enumerate(points.itertuples()):
        fill = (SKY, ORANGE, GREEN, PURPLE)[k % 4]
        axes.plot([row.mid_0, 0.685], [row.mid_1, 0.655 - 0.034 * k], color=GREY, linewidth=0.6, zorder=2)
        axes.plot(row.mid_0, row.mid_1, "os^Dv<>P"[k % 8], markersize=8, color=fill, markeredgecolor=INK, zorder=4)
        axes.plot(
            row.high_0,
            row.high_1,
            "os^Dv<>P"[k % 8],
            markersize=5,
            color=fill,
            markeredgecolor=INK,
            markeredgewidth=0.7,
            zorder=3,
        )
        axes.plot(0.69, 0.655 - 0.034 * k, "os^Dv<>P"[k % 8], markersize=7, color=fill, markeredgecolor=INK)
        axes.text(0.705, 0.655 - 0.034 * k, words.proposals[row.Index], fontsize=9, va="center", color=INK)
    axes.set(xlim=(-0.01, 0.88), ylim=(-0.01, 0.69))
    axes.set_xlabel(f"Loss of {words.actors[a]}", fontsize=9.5)
    axes.set_ylabel(f"Loss of {words.actors[b]}", fontsize=9.5)
    axes.tick_params(labelsize=9)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(title="What no package can beat", loc="lower right", fontsize=9, title_fontsize=9, frameon=False)
    wide = ((points.high_0 - points.low_0) * (points.high_1 - points.low_1)).idxmax()
    beaten = int((~bargaining.frontier(points[["mid_0", "mid_1"]].to_numpy())).sum())
    sentence = (
        f"At the middle readings {words.actors[a]} loses least by {words.proposals[points.mid_0.idxmin()]} ({points.mid_0.min():.2f}) and most by "
        f"{words.proposals[points.mid_0.idxmax()]} ({points.mid_0.max():.2f}); {words.actors[b]} loses least by "
        f"{words.proposals[points.mid_1.idxmin()]} ({points.mid_1.min():.2f}) and most by {words.proposals[points.mid_1.idxmax()]} ({points.mid_1.max():.2f}). "
        f"{beaten} of the {len(points)} {'is' if beaten == 1 else 'are'} beaten by another proposal for both. "
        f"The box is largest for {words.proposals[wide]}."
    )
    rows = [
        (
            words.proposals[p],
            f"{r.mid_0:.2f}",
            f"{r.low_0:.2f} to {r.high_0:.2f}",
            f"{r.mid_1:.2f}",
            f"{r.low_1:.2f} to {r.high_1:.2f}",
        )
        for p, r in zip(points.index, points.itertuples(), strict=True)
    ]
    heads = ["Proposal", f"Loss of {words.actors[a]}", "Range", f"Loss of {words.actors[b]}", "Range "]
    alt = (
        f"Losses of {words.actors[a]} across and {words.actors[b]} upwards. Each proposal is a point in a box of its possible readings; "
        "lines below them show what no package can beat."
    )
    notes = (
        _EQUAL,
        "A box holds every reading of the text and more: where it reaches below the middle line, no reading lies.",
        *(
            (f"Without a place on every axis, and so not drawn: {', '.join(words.proposals[p] for p in left_out)}.",)
            if left_out
            else ()
        ),
    )
    return Picture(figure, alt, sentence, pd.DataFrame(rows, columns=heads), "The proposals at the table", notes)


def reasons(coded: pd.DataFrame, proposal: str, words: Words) -> Table:
    """Where one proposal lies on each axis, and why; ValueError for one that is not coded."""
    rows = coded[coded.proposal_id == proposal]
    if rows.empty:
        known = ", ".join(coded.proposal_id.unique())
        raise ValueError(f"There is no coding of {proposal!r}; the coded proposals are: {known}.")
    table = rows.assign(axis=rows.element.map(words.axes))[["axis", "low", "mid", "high", "basis", "reason"]]
    spoken, widest = int((rows.basis == "text").sum()), rows.loc[(rows.high - rows.low).idxmax()]
    sentence = f"The text itself speaks to {spoken} of {len(rows)} axes; the widest range, {widest.low} to {widest.high}, is on “{words.axes[widest.element]}”."
    heads = ["Axis", "Low", "Middle", "High", "What it rests on", "Reason"]
    return Table(table.set_axis(heads, axis=1), sentence, f"{words.proposals[proposal]} on the axes")


def ends_sentence(
    boards: dict[str, Board], packages: dict[str, Sequence[float]], words: Words, pair: tuple[str, str]
) -> str:
    """How far the two actors' losses move from the first to the last end, and for how many packages the count of better ones changes."""
    tried = np.array(list(packages.values()), dtype=float)
    first, *_between, last = boards.values()
    moves = {
        a: np.abs(first.table.losses(tried) - last.table.losses(tried))[:, first.table.seat(a)].max() for a in pair
    }
    told = [
        f"the loss of {words.actors[a]} " + (f"moves by up to {m:.2f}" if m > 0 else "does not move")
        for a, m in moves.items()
    ]
    changed = sum(first.standing(p, *pair).beaten_by != last.standing(p, *pair).beaten_by for p in tried)
    return f"From one end to the other {' and '.join(told)}; for {changed} of the {len(tried)} proposals the number of packages that beat it changes."


def ends(
    boards: dict[str, Board], packages: dict[str, Sequence[float]], words: Words, pair: tuple[str, str]
) -> pd.DataFrame:
    """What packages cost two actors at each end of the position in doubt: a row a package, and how many packages beat it."""
    a, b = pair
    rows = []
    for name, package in packages.items():
        row = {"Package": name}
        for end, laid in boards.items():
            standing = laid.standing(np.array(package, dtype=float), a, b)
            row[end] = f"{standing.losses[a]:.2f} / {standing.losses[b]:.2f}, beaten by {standing.beaten_by:,}"
        rows.append(row)
    return pd.DataFrame(rows)


_SEATS = (("o", VERMILION), ("s", BLUE), ("^", GREEN), ("D", ORANGE), ("v", PURPLE), ("P", SKY), ("X", GREY))


def classroom(
    delegations: Sequence[Delegation], losses: Sequence[float | None], words: Words, remarks: Sequence[str]
) -> Picture:
    """A whole class: each table's package on every axis, the bottom lines of its delegations, and what the result cost each by its own points."""
    classes = list(dict.fromkeys(d.class_name for d in delegations))
    seats = {actor: _SEATS[k % len(_SEATS)] for k, actor in enumerate(dict.fromkeys(d.actor for d in delegations))}
    rows = (len(words.axes) + 1) // 2
    figure = Figure(figsize=(8.6, rows * (0.26 * len(classes) + 0.66) + 0.7), layout="constrained")
    figure.get_layout_engine().set(h_pad=0.07, w_pad=0.08)
    panels = list(figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).flat)
    for axes, (axis, label) in zip(panels, words.axes.items(), strict=False):
        _class_panel(axes, axis, label, delegations, classes, seats)
    for axes in panels[len(words.axes) :]:
        axes.axis("off")
    _class_key(panels[0], seats, words)
    agreed = [c for c in classes if any(d.package for d in delegations if d.class_name == c)]
    sentence = (
        f"{len(delegations)} file{'s' * (len(delegations) != 1)} from {len(classes)} table{'s' * (len(classes) != 1)}; "
        f"{len(agreed)} came home with a package." + _apart(delegations, agreed, words)
    )
    table = pd.DataFrame(
        [
            {
                "Table": d.class_name,
                "Delegation": words.actors[d.actor],
                **{label: _class_cell(d, axis) for axis, label in words.axes.items()},
                "Its loss by its own points": "" if loss is None else f"{loss:.2f}",
            }
            for d, loss in zip(delegations, losses, strict=True)
        ]
    )
    alt = (
        f"{len(words.axes)} panels, one an axis from 0 to 100, with a row for each of {len(classes)} tables: a bar with a number where they agreed, "
        "a mark for each delegation's bottom line."
    )
    return Picture(figure, alt, sentence, table, "The class at the table", tuple(remarks))


def _class_panel(
    axes, axis: str, label: str, delegations: Sequence[Delegation], classes: list[str], seats: dict
) -> None:
    axes.set(xlim=(-6, 106), ylim=(len(classes) - 0.4, -0.7))
    axes.set_title(label, fontsize=9.8, fontweight="bold", loc="left", color=INK, pad=4)
    axes.set_yticks(range(len(classes)), [_class_label(c, delegations) for c in classes], fontsize=8.5)
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.tick_params(labelsize=8.5, length=2, labelbottom=True)
    axes.grid(axis="both", color=GREY, linewidth=0.3)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_color(LINE)
    for d in delegations:
        y = classes.index(d.class_name)
        if axis in d.bottom_lines:
            marker, colour = seats[d.actor]
            axes.plot(
                d.bottom_lines[axis],
                y,
                marker,
                markersize=7,
                markerfacecolor="none",
                markeredgecolor=colour,
                markeredgewidth=1.6,
                zorder=2,
                clip_on=False,
            )
        if d.package:
            axes.plot(
                [d.package[axis]] * 2, [y - 0.32, y + 0.32], color=INK, linewidth=4, zorder=3, solid_capstyle="butt"
            )


def _class_label(name: str, delegations: Sequence[Delegation]) -> str:
    """A table's name, short enough for the margin; "(none)" where nothing was agreed."""
    agreed = any(d.package for d in delegations if d.class_name == name)
    plain = " ".join(name.split())
    short = plain if len(plain) <= 18 else f"{plain[:17]}…"
    return short.replace("$", r"\$") + ("" if agreed else " (none)")  # a bare dollar would begin a formula


def _class_key(axes, seats: dict, words: Words) -> None:
    handles = [
        axes.plot([], [], marker, markerfacecolor="none", markeredgecolor=c, markeredgewidth=1.6, linestyle="")[0]
        for marker, c in seats.values()
    ]
    handles.append(axes.plot([], [], color=INK, linewidth=4)[0])
    names = [f"{words.actors[actor]}: bottom line" for actor in seats] + ["agreed"]
    axes.figure.legend(handles, names, loc="outside lower center", ncols=3, fontsize=8.8, frameon=False)


def _class_cell(d: Delegation, axis: str) -> str:
    agreed = "no agreement" if d.package is None else f"{d.package[axis]:g}"
    return agreed + (f" (bottom line {d.bottom_lines[axis]:g})" if axis in d.bottom_lines else "")


def _apart(delegations: Sequence[Delegation], agreed: list[str], words: Words) -> str:
    """On which axis the tables' packages lie farthest apart; nothing where fewer than two agreed."""
    packages = {c: next(d.package for d in delegations if d.class_name == c and d.package) for c in agreed}
    if len(packages) < 2:
        return ""
    spans = {
        axis: max(p[axis] for p in packages.values()) - min(p[axis] for p in packages.values()) for axis in words.axes
    }
    axis = max(spans, key=spans.get)
    if not spans[axis]:
        return " Their packages are the same."
    least, most = (f(p[axis] for p in packages.values()) for f in (min, max))
    return f" They differ most on “{words.axes[axis]}”: from {least:g} to {most:g}."
