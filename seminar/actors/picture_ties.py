"""The ties between each pair of actors, friendly or hostile, and who stands between enemies."""

from __future__ import annotations

import pandas as pd

from ..kit import charts
from ..kit.palette import GREY, INK, PAPER, PURPLE, SKY, VERMILION
from ..kit.show import Picture, Table
from ..kit.words import listed, signed, times
from . import model

# How a tie looks by its sign: fill, edge line.
_LOOKS = {
    "friendly": (SKY, "-"),
    "hostile": (VERMILION, "--"),
    "of both signs": (PURPLE, "-."),
    "neither": (PAPER, ":"),
}
TIE_WORDS = {
    "friendly": "friendly (sum of all ties)",
    "hostile": "hostile (sum of all ties)",
    "of both signs": "friendly and hostile at once",
    "neither": "a tie without a sign",
}
_SHOWN = {"friendly": "+3", "hostile": "−3", "of both signs": "+3\n−2", "neither": "0"}  # in the key
_WIDTH, _ROW, _MARGIN = 8.6, 0.44, 1.0  # inches: the figure, a row, and what is around the rows
_NAME, _WORDS = 9, 9  # points


@charts.still
def relations(ties: pd.DataFrame, names: dict[str, str]) -> Picture:
    """Every pair's ties added up, as a triangle of circles: sign by fill, edge line and the sign that is written."""
    pairs = model.edges(ties)
    who = [a for a in names if a in set(pairs.a) | set(pairs.b)]
    alt = (
        f"A triangle of {len(who)} actors. Where two meet, a circle gives the sum of their ties: plain edge and plus for friendly, "
        "dashed edge and minus for hostile, both numbers where ties run both ways; no circle, no tie in the table."
    )
    notes = (
        "The strength of each tie, from −3 to +3, is judgement; where a pair has several they are added. "
        "In triangles a pair with both signs counts by the sum.",
    )
    return Picture(
        _drawn(pairs, {a: names[a] for a in who}),
        alt,
        _sentence(pairs, names),
        _table(pairs, ties, names),
        "Friends, rivals, and both",
        notes,
    )


def _drawn(pairs: pd.DataFrame, who: dict[str, str]):
    """The triangle as a figure: names along its edge, a circle where two meet, and the key in the empty corner."""
    rows = max(len(who), len(_SHOWN))
    figure = charts.figure(_WIDTH, _ROW * rows + _MARGIN)
    unit = (_ROW * rows + _MARGIN) / (rows + 0.45)  # inches between two rows
    key = max(len(who) * 0.62, len(_SHOWN) + 1)  # right of the circles that stand in the key's rows
    ends = [i - 0.42 + _units(name, _NAME, unit, bold=True) for i, name in enumerate(who.values())]
    ends += [key + 0.65 + _units(words, _WORDS, unit) for words in TIE_WORDS.values()]
    axes = figure.add_subplot()
    axes.set(xlim=(-0.6, max(ends) + 0.4), ylim=(rows - 0.3, -0.75), aspect="equal")
    axes.axis("off")
    for i, name in enumerate(who.values()):
        axes.text(i - 0.42, i, name, fontsize=_NAME, va="center", color=INK, fontweight="bold")
        axes.plot([-0.5, i - 0.5], [i, i], color=GREY, linewidth=0.4, zorder=0)
        axes.plot([i, i], [i + 0.4, len(who) - 0.5], color=GREY, linewidth=0.4, zorder=0)
    place = {actor: i for i, actor in enumerate(who)}
    for pair in pairs.itertuples():
        x, y = sorted((place[pair.a], place[pair.b]))
        _tie(axes, x, y, sign_word(pair), written(pair))
    for k, (sign, numbers) in enumerate(_SHOWN.items()):
        _tie(axes, key, k - 0.15, sign, numbers)
        axes.text(key + 0.65, k - 0.15, TIE_WORDS[sign], fontsize=_WORDS, va="center", color=INK)
    return figure


def _units(words: str, points: float, unit: float, bold: bool = False) -> float:
    """How wide words are, in rows of ``unit`` inches."""
    return charts.text_width(words, points, bold) / 72 / unit


def _tie(axes, x: float, y: float, sign: str, numbers: str) -> None:
    from matplotlib.patches import Circle

    fill, line = _LOOKS[sign]
    axes.add_patch(Circle((x, y), 0.42, facecolor=fill, edgecolor=INK, linewidth=1.3, linestyle=line, zorder=2))
    axes.text(x, y, numbers, fontsize=8.5, ha="center", va="center", color=INK, zorder=3, fontweight="bold")


def _sentence(pairs: pd.DataFrame, names: dict[str, str]) -> str:
    found = model.triangles(pairs)
    stands = model.between(pairs, found)
    kinds = pairs.apply(sign_word, axis=1).value_counts()
    friends = listed(f"{names[actor]} {times(len(foes))}" for actor, foes in stands.items())
    return (
        f"{len(pairs)} pairs have ties: {kinds.get('friendly', 0)} friendly, {kinds.get('hostile', 0)} hostile, "
        f"{kinds.get('of both signs', 0)} of both signs and {kinds.get('neither', 0)} without a sign. "
        f"{int((found.hostile == 1).sum())} of {len(found)} triangles put a friend between two enemies"
        + (f": {friends}." if stands else ".")
    )


def _table(pairs: pd.DataFrame, ties: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    made_of = [
        "; ".join(f"{t.relation} {signed(int(t.strength))}" for t in ties[ties.relation_id.isin(p.ties)].itertuples())
        for p in pairs.itertuples()
    ]
    table = pairs.assign(
        pair=[f"{names[p.a]} and {names[p.b]}" for p in pairs.itertuples()],
        net=pairs.net.map(signed),
        friendly=pairs.friendly.map(signed),
        hostile=pairs.hostile.map(signed),
        sign=pairs.apply(sign_word, axis=1),
        what=made_of,
    )[["pair", "sign", "friendly", "hostile", "net", "what"]]
    return table.set_axis(["Pair", "Sign", "Friendly", "Hostile", "Sum", "Ties"], axis=1)


def sign_word(pair) -> str:
    """A pair's ties in a word: friendly, hostile, of both signs, or neither."""
    if pair.mixed:
        return "of both signs"
    return {1: "friendly", -1: "hostile", 0: "neither"}[int(pair.sign)]


def written(pair) -> str:
    """What is written in a pair's circle: one signed sum, or both where ties run both ways."""
    return f"{signed(pair.friendly)}\n{signed(pair.hostile)}" if pair.mixed else signed(pair.net)


def triangles(ties: pd.DataFrame, names: dict[str, str]) -> Table:
    """Who is the friend of two who are enemies, one row per triangle."""
    pairs = model.edges(ties)
    stands = model.between(pairs, model.triangles(pairs))
    rows = [(names[actor], names[a], names[b]) for actor, foes in stands.items() for a, b in foes]
    first = next(iter(stands), None)
    sentence = (
        f"{names[first]} stands between enemies most often, {len(stands[first])} of {len(rows)} times."
        if first
        else "Nobody is the friend of two who are enemies."
    )
    table = pd.DataFrame(rows, columns=["The friend of both", "One enemy", "The other"])
    return Table(table, sentence, "A friend between two enemies")
