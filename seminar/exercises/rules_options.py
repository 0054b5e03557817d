"""Rules of exercises 4 and 5: packages, scores and weights."""

from __future__ import annotations

from functools import cache

import numpy as np

from ..bargaining import model as bargaining
from ..kit.words import number_word
from ..tables import read
from ..tradeoffs import model as tradeoffs
from .marking import Part
from .rules import are_numbers, is_number, near, part, rule

_NARROW, _WIDE = 0.5, 3.5  # how wide a range may be that has room and still says something


@rule
def better_for_both(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """The package costs each of a pair less than the draft does, by ``step`` at least. ``parameters``: ``pair`` (actor -> capital), ``draft``."""
    if gaps := [axis for axis, value in answer.items() if not is_number(value)]:
        return [Part(0, f"“{gaps[0]}” is still empty: a package needs a number on every axis.")]
    table, step = _table(), parameters["step"]
    own, draft = (table.losses(_package(table, given)) for given in (answer, parameters["draft"]))
    parts, gains = [], []
    for actor, capital in parameters["pair"].items():
        seat = table.seat(actor)
        gains.append(float(draft[seat] - own[seat]))
        told = f"By your package {capital} loses {own[seat]:.3f}, by the draft {draft[seat]:.3f}; it must lose at least {step:g} less."
        parts.append(Part(1 if gains[-1] >= step - 1e-9 else 0.5 if gains[-1] > 1e-9 else 0, told))
    both = min(gains) > 1e-9
    return [*parts, part(both, "One of the two is worse off than with the draft, or no better.")]


@rule
def own_axis(answer: dict, parameters: dict, others: dict) -> list[Part]:
    """How each party's loss by the student's own package (``others``, else the ``draft``) hangs on where it stands on one axis.

    ``parameters``: ``axis``, ``places`` (actor -> low, middle, high) and ``prefix`` (actor -> how its entries begin). The first
    actor also has ``least``, the place at which it loses least; ``other`` is what the second loses by the first's doubt: nothing.
    """
    given = others.get(parameters["from"])
    at = given.get(parameters["axis"]) if isinstance(given, dict) else None
    at = at if is_number(at) and 0 <= at <= 100 else parameters["draft"][parameters["axis"]]
    table = _table()
    where = f"Your package has {at:g} on this axis. "
    wanted: dict[str, tuple[float, float, str]] = {}
    for actor, (low, middle, high) in parameters["places"].items():
        begin = parameters["prefix"][actor]
        weight = float(table.weights[table.seat(actor), table.axes.index(parameters["axis"])])
        share = "The share is its salience there, divided by the sum of its six saliences."
        wanted[f"{begin}share"] = (weight, 0.006, share)
        for place in (low, high):
            moved = weight * (abs(at - place) - abs(at - middle)) / 100
            told = f"{where}How far is that from {place}, and from {middle}? Then the share."
            wanted[f"{begin}at_{place}"] = (moved, 0.0025, told)
        nearest = (min(max(at, low), high), 0.5, f"{where}Which place from {low} to {high} is nearest to it?")
        wanted.setdefault("least", nearest)
    wanted["other"] = (0, 1e-9, "In the formula of one party's loss, where would the other's place come in?")
    return [near(answer, item, *of) for item, of in wanted.items()]


@rule
def silent_cells(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """For each range how much of it lies within the ranges of ``rivals`` on the same interest, worked out from the range itself.

    Where a range lies is not marked. One that is out of order, has no room or takes nearly the whole scale earns nothing.
    """
    parts, rivals = [], parameters["rivals"]
    for item, values in answer.items():
        if not isinstance(values, list) or not are_numbers(values[:3], 3):
            parts += [Part(0, f"“{item}” is still empty: it needs low, middle and high.")] * len(rivals)
            continue
        (low, middle, high), said = values[:3], values[3:]
        if not low <= middle <= high:
            parts += [Part(0, f"In “{item}” low may not be above middle, nor middle above high.")] * len(rivals)
        elif not _NARROW <= high - low <= _WIDE:
            wide = f"In “{item}” the range from low to high is {high - low:g} wide; nobody knows so exactly, or you say nothing."
            parts += [Part(0, f"{wide} It must be {_NARROW:g} to {_WIDE:g} wide.")] * len(rivals)
        else:
            parts += [_shared(item, rival, (low, high), much) for rival, much in zip(rivals, said, strict=True)]
    return parts


def _shared(item: str, rival: str, own: tuple[float, float], said: object) -> Part:
    """Whether it was rightly said how long a stretch a range shares with that of a rival option."""
    scores = _scores()
    at = scores.row(rival), scores.interests.index(item)
    shared = max(0.0, min(own[1], float(scores.high[at])) - max(own[0], float(scores.low[at])))
    where = f"In “{item}” your range goes from {own[0]:g} to {own[1]:g}"
    right = is_number(said) and abs(said - shared) < 0.01
    return part(right, f"{where}. How much of that lies within the range of “{rival}” on the board?")


@rule
def swings(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Points that keep to what somebody says of the swings, and shares that fit the points. ``parameters``: ``says``, each a linear relation."""
    points = {i: v[0] if isinstance(v, list) and v else None for i, v in answer.items()}
    parts = [
        part(_holds(relation, points), f"She says: “{relation['words']}” Do your points say the same?")
        for relation in parameters["says"]
    ]
    whole = [v for v in points.values() if is_number(v)]
    if len(whole) < len(points) or not sum(whole):
        return [*parts, Part(0, "The shares can be looked at when every interest has its points.")]
    shares = {i: v[1] for i, v in answer.items()}
    good = [is_number(s) and abs(s - 100 * points[i] / sum(whole)) <= 0.6 for i, s in shares.items()]
    wrong = next((i for i, right in zip(shares, good, strict=True) if not right), "")
    return [
        *parts,
        Part(sum(good) / len(good), f"The share of “{wrong}” does not fit your points. What do all points add up to?"),
    ]


def _holds(relation: dict, points: dict) -> bool:
    """Whether ``sum of (factor x points)`` stands to ``is`` as ``sign`` says; an equation may be 1 point off."""
    if not all(is_number(points.get(i)) for i in relation["sum"]):
        return False
    total = sum(factor * points[i] for i, factor in relation["sum"].items()) - relation["is"]
    return total > 0 if relation["sign"] == ">" else abs(total) <= 1


@rule
def own_break_even(answer: dict, parameters: dict, others: dict) -> list[Part]:
    """The break-even p of the uncertain option at the student's own weights (``others``, else all equal), with the three values that it comes from."""
    scores, given = _scores(), others.get(parameters["from"])
    given = given if isinstance(given, dict) else {}
    points = [v[0] if isinstance(v := given.get(i), list) and v else None for i in scores.interests]
    usable = all(is_number(v) and v >= 0 for v in points) and any(points)
    weights = tradeoffs.shares(points if usable else [1] * len(points))
    whose = f"These are the values at {'your weights of ' + parameters['from'] if usable else 'equal weights, since there are none of yours yet'}."
    option, tolerance = scores.row(parameters["option"]), 0.015
    badly, well = (float(end[option] @ weights) for end in (scores.low, scores.high))
    rival = max(float(scores.mid[i] @ weights) for i in range(len(scores.options)) if i != option)
    parts = [
        near(answer, "badly", badly, tolerance, f"{whose} “badly”: all low scores, each times its share."),
        near(answer, "well", well, tolerance, f"{whose} “well”: all high scores, each times its share."),
        near(
            answer,
            "rival",
            rival,
            tolerance,
            f"{whose} “rival”: work out the other {number_word(len(scores.options) - 1)} at their middle scores, and keep the best.",
        ),
    ]
    exact = _crossing(badly, well, rival)
    own = [answer.get(i) for i in ("badly", "well", "rival")]
    carried = _crossing(*own) if all(is_number(v) for v in own) else exact
    said, p = "At p the two are equal: p times “well” and 1 − p times “badly” make “rival”.", answer.get("p")
    right = is_number(p) and min(abs(p - exact), abs(p - carried)) <= 0.02
    return [*parts, part(right, said)]


def _crossing(badly: float, well: float, rival: float) -> float:
    """The p at which p * well + (1 - p) * badly is rival, kept between 0 and 1."""
    return min(max((rival - badly) / (well - badly), 0.0), 1.0) if well > badly else 0.0 if badly >= rival else 1.0


@cache
def _table() -> bargaining.Negotiation:
    return bargaining.Negotiation.from_tables(read("positions"), read("position_axes"))


def _package(table: bargaining.Negotiation, given: dict) -> np.ndarray:
    return np.array([given[axis] for axis in table.axes], dtype=float)


@cache
def _scores() -> tradeoffs.Scores:
    return tradeoffs.Scores.from_table(
        read("consequences"), tuple(read("options").option_id), tuple(read("criteria").criterion_id)
    )
