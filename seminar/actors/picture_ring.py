"""The actors in a ring, and the ties of the one that is chosen: each of the others is filled and edged by the sum of its ties."""

from __future__ import annotations

from math import cos, pi, sin

from ..kit import charts, svg
from ..kit.palette import GREY, INK, LINE, PAPER, PURPLE, SKY, VERMILION
from ..kit.show import Picture
from ..kit.words import listed
from . import model
from .picture_cards import CastScene
from .picture_ties import TIE_WORDS, sign_word, written

_WIDTH, _HEIGHT, _BOX, _WORDS = 900.0, 300.0, 30.0, 12.5  # the ring's page, the height of a name's box, letters
# How a tie looks by its sign: fill, dashes of its edge.
_LOOKS = {
    "friendly": (SKY, "none"),
    "hostile": (VERMILION, "6 3"),
    "of both signs": (PURPLE, "8 3 2 3"),
    "neither": (PAPER, "2 3"),
}


def ring(scene: CastScene, chosen: str) -> Picture:
    """Every actor at its place, the ``chosen`` one in a thick frame, a line to each with which it has ties, and their sum there."""
    names, pairs = scene.names, model.edges(scene.relations)
    ties = {p.b if p.a == chosen else p.a: p for p in pairs.itertuples() if chosen in (p.a, p.b)}
    places, lines, boxes = _places(list(names)), [], []
    for actor, name in names.items():
        (x, y), tie = places[actor], ties.get(actor)
        fill, dashes = _LOOKS[sign_word(tie)] if tie else (PAPER, "none")
        said = f"{name} {written(tie).replace(chr(10), ' ')}" if tie else name
        wide = charts.text_width(said, _WORDS, bold=True) + 18
        edge = INK if tie or actor == chosen else LINE
        look = {
            "fill": fill,
            "stroke": edge,
            "stroke_width": 3.5 if actor == chosen else 1.3,
            "stroke_dasharray": dashes,
        }
        box = charts.rect(x - wide / 2, y - _BOX / 2, wide, _BOX, rx=5, **look)
        words = svg.text(x, y + 4.5, said, _WORDS, text_anchor="middle", font_weight=700 if actor == chosen else 400)
        spoken = f"{name}, {sign_word(tie)}" if tie else name
        boxes.append(svg.pick(svg.element("g", box, words), actor, spoken, actor == chosen))
        if tie:
            lines.append(charts.line(places[chosen], (x, y), stroke=GREY, stroke_width=1.2, stroke_dasharray=dashes))
    key = [
        ([charts.rect(0, -8, 24, 16, rx=3, fill=f, stroke=INK, stroke_dasharray=d)], TIE_WORDS[s])
        for s, (f, d) in _LOOKS.items()
    ]
    signs, end = charts.key(key, 8, _HEIGHT + 18, _WIDTH - 16, 12)
    alt = f"{len(names)} actors in a ring, with a line from {names[chosen]} to each with which it has ties."
    table = pairs.assign(sign=pairs.apply(sign_word, axis=1))[["a", "b", "sign"]]
    table = table.assign(a=table.a.map(names), b=table.b.map(names)).set_axis(["Actor", "Other", "Sign"], axis=1)
    return Picture(
        svg.drawing(_WIDTH, end - 8, *lines, *boxes, *signs, alt=alt), alt, _sentence(names[chosen], ties), table
    )


def _places(actors: list[str]) -> dict[str, tuple[float, float]]:
    """Evenly round an ellipse, the first at the top."""
    turn = {actor: 2 * pi * i / len(actors) - pi / 2 for i, actor in enumerate(actors)}
    across, down = _WIDTH / 2 - 90, _HEIGHT / 2 - _BOX / 2 - 4
    return {actor: (_WIDTH / 2 + across * cos(t), _HEIGHT / 2 + down * sin(t)) for actor, t in turn.items()}


def _sentence(name: str, ties: dict) -> str:
    signs = [sign_word(tie) for tie in ties.values()]
    told = [f"{signs.count(sign)} {sign}" for sign in _LOOKS if sign in signs]
    return f"{name} has ties with {len(ties)} others: {listed(told)}." if ties else f"The table has no ties of {name}."
