"""A quarrel between two students in a table, and a class's quarrels as a map with the pair that the room should hear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..kit import charts
from ..kit.palette import BLUE, INK, ORANGE, PALE_SKY, PAPER
from ..kit.show import Picture, Table
from ..kit.words import capital, count, decimal, listed, verb
from .assumptions import Assumptions
from .picture import BoardLabels, BoardScene, percent
from .quarrels import KINDS, ClassMap, Concession, Crux, Views, class_map, crux, quarrel, to_debate, together

_SAID = {
    "weights": "what matters (weights)",
    "scores": "what would happen (scores)",
    "p": "how likely success is (p)",
    "menu": "what is on the menu",
}
_MEASURE = (
    "A part of the way: how far one of the two would have to go towards the other's view, in that one thing alone and all of it together, "
    "until they have a best option in common (a sensitivity analysis after Triantaphyllou and Sánchez 1997). It says how to agree, not who is right."
)
_NO_ANSWER = "no way alone"
_SIDE, _ROOM = 6.2, 2.4  # inches: the map, and the names beside it


def two(scene: BoardScene, named: Mapping[str, Assumptions]) -> Table:
    """The quarrel between two students (name -> assumptions): by kind, how they differ and the smallest concession by which they would agree."""
    views = Views.of(named, scene.ground)
    ways = {way.kind: way for way in quarrel(views, 0, 1)}
    sides = list(named.values())
    rows = [
        (capital(_SAID[kind]), *_apart(views, sides, kind, scene.labels), *_way(views, ways.get(kind), scene.labels))
        for kind in KINDS
    ]
    a, b = views.names
    columns = ["On", a, b, "Part of the way to agreement", "Who goes it", "Chiefly over"]
    table = pd.DataFrame(rows, columns=columns)
    return Table(
        table,
        f"{_choices(views, 0, 1, scene.labels)} {_ways(views, 0, 1)}",
        f"The quarrel between {a} and {b}",
        _asked(scene, named, 0, 1),
    )


def whole_class(scene: BoardScene, named: Mapping[str, Assumptions], remarks: Sequence[str]) -> Picture:
    """A class (name -> assumptions): a map of who agrees with whom and how far apart the others are, and the pair to hear."""
    views = Views.of(named, scene.ground)
    found, camps = class_map(views), _camps(views)
    table = _between(found, camps, scene.labels)
    pair = to_debate(views, found)
    notes = (
        [f"Put in front of the room: {views.names[pair[0]]} and {views.names[pair[1]]}.", *_asked(scene, named, *pair)]
        if pair
        else []
    )
    return Picture(
        _map(found, camps, scene.labels),
        f"A square map of {len(views.names)} students by themselves, ordered by best option: white where two agree, darker the farther one must go.",
        _class_sentence(found, camps, scene.labels),
        table,
        "Where the class disagrees",
        (*notes, *remarks),
    )


def too_few(place: str, refused: Sequence[str]) -> Table:
    """What to do where fewer than two files could be read."""
    advice = f"{place} holds fewer than two files of assumptions. Collect the files that lesson 5 exports there, in a folder or a zip."
    return Table(
        pd.DataFrame({"What happened": [advice, *refused]}),
        "No two students can be compared yet.",
        "Where the class disagrees",
    )


# What is said


def _choices(views: Views, a: int, b: int, labels: BoardLabels) -> str:
    best = views.best()
    chosen = [labels.options(o for o, top in zip(views.options, best[i], strict=True) if top) for i in (a, b)]
    if (best[a] & best[b]).any():
        return f"For both {views.names[a]} and {views.names[b]} {chosen[0]} comes first."
    return f"For {views.names[a]} {chosen[0]} comes first, for {views.names[b]} {chosen[1]}."


def _ways(views: Views, a: int, b: int) -> str:
    """What would make the two agree, in a sentence."""
    ways = quarrel(views, a, b)
    if ways and ways[0].part == 0:
        return "They agree on the best option, whatever else they differ on."
    if not ways:
        taken, who = together(views, a, b)
        need = listed(_SAID[kind] for kind in taken)
        return (
            f"No single concession will do: {views.names[who]} would have to take over {need} from the other at once."
        )
    first = ways[0]
    return f"The shortest way to agree is over {_SAID[first.kind]}: {percent(first.part)} of the way, if {views.names[first.who]} goes it."


def _apart(views: Views, sides: Sequence[Assumptions], kind: str, labels: BoardLabels) -> tuple[str, str]:
    """What the two assume in one kind, as far as they differ."""
    if kind == "weights":
        gap = (views.weights[1] - views.weights[0]).round(9)
        if not gap.any():
            return "the same", "the same"
        tops = int(np.argmax(-gap)), int(np.argmax(gap))
        shares = [(views.weights[s, i], views.weights[1 - s, i]) for s, i in enumerate(tops)]
        one, two = (
            f"more on {labels.interests[views.interests[i]]} ({percent(own)} against {percent(other)})"
            for i, (own, other) in zip(tops, shares, strict=True)
        )
        return one, two
    if kind == "scores":
        changed = [{(e.option, e.interest) for e in side.edits} for side in sides]
        return tuple(f"{count(len(c), 'score')} changed" for c in changed)  # type: ignore[return-value]
    if kind == "p":
        return tuple("middle scores" if side.p is None else decimal(side.p) for side in sides)  # type: ignore[return-value]
    return tuple(labels.menus[side.menu] for side in sides)  # type: ignore[return-value]


def _way(views: Views, way: Concession | None, labels: BoardLabels) -> tuple[str, str, str]:
    if way is None:
        return _NO_ANSWER, "", ""
    if way.part == 0:
        return "none needed", "", ""
    at = crux(views, way.who, 1 - way.who, way.kind)
    moved = way.part * np.abs(views.weights[0] - views.weights[1]).sum() / 2
    part = f"{percent(way.part)} (moves {percent(moved)} of the weight)" if way.kind == "weights" else percent(way.part)
    return part, views.names[way.who], _entry(views, at, labels)


def _entry(views: Views, at: Crux, labels: BoardLabels) -> str:
    """The entry of a kind on which the quarrel chiefly hangs, in words."""
    option = labels.option(views.options[at.option]) if at.option >= 0 else ""
    interest = labels.interests[views.interests[at.interest]] if at.interest >= 0 else ""
    return f"{option} on {interest}" if option and interest else option or interest


def _asked(scene: BoardScene, named: Mapping[str, Assumptions], a: int, b: int) -> tuple[str, ...]:
    """The question to put to the two, the reason that one of them gave for a score, and what the measure is."""
    views, sides, names = Views.of(named, scene.ground), list(named.values()), list(named)
    ways = quarrel(views, a, b)
    if ways and ways[0].part == 0:
        return (_MEASURE,)
    if ways:
        kind, who = ways[0].kind, ways[0].who
    else:
        taken, who = together(views, a, b)
        kind = taken[0]
    at = crux(views, who, b if who == a else a, kind)
    cell = (views.options[at.option], views.interests[at.interest]) if kind == "scores" else None
    reasons = [
        f"{names[i]}'s reason for that score: {e.reason}"
        for i in (a, b)
        for e in sides[i].edits
        if (e.option, e.interest) == cell
    ]
    return (f"Ask them: {_question(views, a, b, at, scene.labels)}", *dict.fromkeys(reasons), _MEASURE)


def _question(views: Views, a: int, b: int, at: Crux, labels: BoardLabels) -> str:
    """One question about the entry on which the two differ most to the point."""
    names, entry = (views.names[a], views.names[b]), _entry(views, at, labels)
    if at.kind == "weights":
        one, two = (
            f"{name} gives it {percent(views.weights[i, at.interest])}" for name, i in zip(names, (a, b), strict=True)
        )
        return f"how much should {entry} count? {one} of the weight, {two}. What would each of you give up for it?"
    if at.kind == "scores":
        pair = np.array([a, b])
        scores = views.scores(pair, pair)[:, at.option, at.interest]
        one, two = (f"{name} scores it {decimal(float(score))}" for name, score in zip(names, scores, strict=True))
        return f"what would become of this: {entry}? {one}, {two}. What does each of you know that the other does not?"
    if at.kind == "p":
        one, two = (
            f"{name} {'leaves it open' if np.isnan(views.p[i]) else f'says {decimal(float(views.p[i]))}'}"
            for name, i in zip(names, (a, b), strict=True)
        )
        return f"how likely is it that {entry} goes well? {one}, {two}. What would you have to see to change that?"
    return f"can {entry} really be chosen? One of you has it on the menu and the other has not. Who decides what is on a menu?"


# The class


def _camps(views: Views) -> dict[tuple[str, ...], list[int]]:
    """The students by best option (ties together), the largest camp first."""
    camps: dict[tuple[str, ...], list[int]] = {}
    for row, best in enumerate(views.best()):
        camps.setdefault(tuple(o for o, top in zip(views.options, best, strict=True) if top), []).append(row)
    return dict(sorted(camps.items(), key=lambda camp: -len(camp[1])))


def _between(found: ClassMap, camps: dict[tuple[str, ...], list[int]], labels: BoardLabels) -> pd.DataFrame:
    """One row for each two camps: how many pairs, how far apart the middle pair is, and in what each pair comes closest."""
    rows, order = [], list(camps.items())
    for i, (one, members) in enumerate(order):
        for other, others in order[i + 1 :]:
            part, kind = (m[np.ix_(members, others)].ravel() for m in (found.part, found.kind))
            single = np.isfinite(part)
            nearest = [int(((kind == k) & single & (part > 0)).sum()) for k in range(len(KINDS))]
            middle = percent(float(np.median(part[single]))) if single.any() else _NO_ANSWER
            pair = f"{labels.tied(one)} ({len(members)}) and {labels.tied(other)} ({len(others)})"
            rows.append((pair, len(part), middle, *nearest, int((~single).sum())))
    columns = [
        "Between",
        "Pairs",
        "Middle part of the way",
        *(f"Nearest on {_SAID[k]}" for k in KINDS),
        "More than one thing at once",
    ]
    return pd.DataFrame(rows, columns=columns)


def _class_sentence(found: ClassMap, camps: dict[tuple[str, ...], list[int]], labels: BoardLabels) -> str:
    sizes = listed(f"{labels.tied(camp)} for {len(members)}" for camp, members in camps.items())
    upper = np.triu_indices(len(found.part), 1)
    part, kind = found.part[upper], found.kind[upper]
    apart = part > 0
    if not apart.any():
        return f"Best option: {sizes}. Every two agree on the best option."
    single = apart & np.isfinite(part)
    told = f"Best option: {sizes}. {count(int(apart.sum()), 'pair')} of {len(part):,} {verb(int(apart.sum()), 'disagrees', 'disagree')}"
    if not single.any():
        return f"{told}, and none would agree by a single concession."
    nearest = [int((kind[single] == k).sum()) for k in range(len(KINDS))]
    most = int(np.argmax(nearest))
    return f"{told}; most often, in {count(nearest[most], 'pair')}, the shortest way to agree is over {_SAID[KINDS[most]]}."


@charts.still
def _map(found: ClassMap, camps: dict[tuple[str, ...], list[int]], labels: BoardLabels):
    """The pairs as a square of small squares, camp by camp."""
    from matplotlib.colors import LinearSegmentedColormap
    from matplotlib.patches import Patch

    order = [row for members in camps.values() for row in members]
    figure = charts.figure(_SIDE + _ROOM, _SIDE)
    axes = figure.subplots()
    shades = LinearSegmentedColormap.from_list("way", [(0, PAPER), (0.001, PALE_SKY), (1, BLUE)]).with_extremes(
        bad=ORANGE
    )
    part = found.part[np.ix_(order, order)]
    drawn = axes.imshow(np.ma.masked_invalid(part), cmap=shades, vmin=0, vmax=1, interpolation="nearest")
    ends = np.cumsum([len(members) for members in camps.values()])
    for end in ends[:-1]:
        axes.axhline(end - 0.5, color=INK, linewidth=0.8)
        axes.axvline(end - 0.5, color=INK, linewidth=0.8)
    names = [f"{labels.tied(camp)} ({len(members)})" for camp, members in camps.items()]
    axes.set_yticks(ends - np.array([len(m) for m in camps.values()]) / 2 - 0.5, names, fontsize=9)
    axes.set_xticks([])
    bar = figure.colorbar(drawn, ax=axes, location="bottom", shrink=0.7, aspect=40, ticks=[0, 0.5, 1])
    bar.ax.set_xticklabels(["they agree", "half the way", "all the way"], fontsize=9)
    if np.isinf(part).any():
        patch = Patch(color=ORANGE, label="more than one thing at once")
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
        axes.legend(handles=[patch], frameon=False, fontsize=9, **place)
    return figure
