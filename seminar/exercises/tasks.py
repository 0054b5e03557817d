"""Rules for marking by property (P) and by follow-through (F), by name.

A rule takes the answer, the task's ``parameters`` (public) and the student's other answers (task id -> answer), and
returns a :class:`~seminar.exercises.marking.Part` for each thing that it looks at. It calls the models; it holds no key,
so it may stand in a student's copy. A function task's inputs are turned into what the function takes by :func:`adapt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from ..bargaining import model as bargaining
from ..commitment.game import Node, Tree, solve
from ..commitment.standoff import worth_of_pressing
from ..commitment.two_levels import WinSet, two_levels
from ..commitment.war import Bargain
from ..kit.words import number_word
from ..memo import model as memo
from ..tables import read
from ..tradeoffs import model as tradeoffs
from .marking import Part, Rule

RULES: dict[str, Rule] = {}


def rule(function: Rule) -> Rule:
    """Enter a rule under its name; a name stands once."""
    if function.__name__ in RULES:
        raise ValueError(f"There is already a rule {function.__name__!r}.")
    RULES[function.__name__] = function
    return function


def adapt(value: object) -> object:
    """An input as a function takes it: ``{"table": rows, "dates": columns}`` becomes a DataFrame, ``{"date": day}`` a
    Timestamp, anything else stays as it is."""
    if isinstance(value, dict) and value.keys() == {"date"}:
        return pd.Timestamp(value["date"])
    if not (isinstance(value, dict) and "table" in value):
        return value
    table = pd.DataFrame(value["table"], columns=value.get("columns"))
    return table.assign(**{column: pd.to_datetime(table[column]) for column in value.get("dates", [])})


@rule
def one_tree(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """The entries (role, parent) make one tree: one root, the thesis; no circle. ``parameters``: ``root`` and ``none``."""
    roots = [item for item, (role, _parent) in _pairs(answer) if role == parameters["root"]]
    if len(roots) != 1:
        return [Part(0, f"A tree has one {parameters['root']}; here there are {len(roots)}.")]
    parents = {item: parent for item, (_role, parent) in _pairs(answer)}
    if parents[roots[0]] != parameters["none"]:
        return [Part(0, f"The {parameters['root']} supports nothing: its second value must be “{parameters['none']}”.")]
    for item in answer:
        line = [item]
        while (above := parents.get(line[-1])) in parents:
            if above in line:
                return [
                    Part(
                        0,
                        f"“{above}” supports itself, by way of {' and '.join(f'“{s}”' for s in line[line.index(above) + 1 :]) or 'nothing'}.",
                    )
                ]
            line.append(above)
        if line[-1] != roots[0]:
            return [
                Part(
                    0,
                    f"“{line[-1]}” hangs on nothing, so the line from “{item}” never reaches the {parameters['root']}.",
                )
            ]
    return [Part(1)]


def _pairs(answer: dict) -> list[tuple[str, list]]:
    return [
        (item, values if isinstance(values, list) and len(values) == 2 else [None, None])
        for item, values in answer.items()
    ]


# --- exercise 6


@rule
def dies_at_home(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Win-sets, one column a case: both leaders would sign the deal, one side's home refuses it, and over half of what leaders could sign dies.

    ``parameters``: ``deal``; ``groups`` (item -> side and level); ``moves`` (side -> the end of its win-sets that is given, low
    or high); ``refuses`` (a side for each column) and ``cases`` (what the columns are called).
    """
    found = []
    for column, refusing in enumerate(parameters["refuses"]):
        where = f"In the case “{parameters['cases'][column]}”"
        ends = {item: values[column] for item, values in _pairs(answer)}
        if empty := [item for item, end in ends.items() if not _is_number(end)]:
            found += [Part(0, f"{where} “{empty[0]}” is still empty.")] * 4
            continue
        sets: dict[str, dict[str, WinSet]] = {"leader": {}, "home": {}}
        for item, (side, level) in parameters["groups"].items():
            whole = {"low": 0, "high": 100} | {parameters["moves"][side]: ends[item]}
            sets[level][side] = WinSet(side, item, **whole)
        found += _dead_deal(sets, parameters["deal"], refusing, where)
    return found


def _dead_deal(sets: dict, deal: float, refusing: str, where: str) -> list[Part]:
    leaders, home = sets["leader"], sets["home"]
    takes = {(level, side): s.low <= deal <= s.high for level, of in sets.items() for side, s in of.items()}
    lost = two_levels(leaders.values(), home.values()).lost
    return [
        _part(all(takes["leader", side] for side in leaders), f"{where} a leader would not sign the paper at {deal}."),
        _part(not takes["home", refusing], f"{where} those who should refuse the paper at home would take it."),
        _part(
            all(takes["home", side] for side in home if side != refusing),
            f"{where} the paper should pass at home on the other side.",
        ),
        _part(
            lost is not None and 0.5 < lost < 1,
            f"{where} the leaders could sign nothing."
            if lost is None
            else f"{where} {lost:.0%} of what the leaders could sign dies at home; it should be more than half, and not all.",
        ),
    ]


@rule
def fold_back(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """At each node the best move, given how the student has folded what comes after. ``parameters``: ``moves`` and ``pays``."""
    tree, pays = _game(parameters)
    best = solve(tree, pays).choices

    def end_from(place: str) -> str:
        if place not in tree.nodes:
            return place
        ways = {move.move: move.leads_to for move in tree.nodes[place].moves}
        return end_from(ways.get(answer.get(place), ways[best[place][0]]))

    return [_node(tree.nodes[place], answer.get(place), pays, end_from) for place in sorted(tree.nodes, reverse=True)]


def _node(node: Node, chosen: object, pays: pd.DataFrame, end_from) -> Part:
    worth = {move.move: pays.at[end_from(move.leads_to), node.player] for move in node.moves}
    if chosen in (None, ""):
        return Part(0, f"“{node.node_id}” is still empty.")
    if chosen not in worth:
        return Part(0, f"At “{node.node_id}” the moves are {' and '.join(f'“{m}”' for m in worth)}.")
    return _part(
        worth[chosen] == max(worth.values()),
        f"At “{node.node_id}” the other move leads, by what you chose further down, to an end that is worth more to the one who moves.",
    )


@rule
def hinge_change(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """One pay-off changed, so that the first move becomes ``wanted``; by no more than 1.2 times the least change that does it."""
    tree, pays = _game(parameters)
    (entry,) = answer.values()
    if not isinstance(entry, list) or len(entry) != 3 or None in entry or "" in entry:
        return [Part(0, "An end, a player and a number are needed.")] * 2
    end, player, value = entry
    change = abs(value - pays.at[end, player])
    if not _begins_with(tree, _with(pays, end, player, value), parameters["wanted"]):
        return [
            Part(0, "With this change the tree still begins as before. Fold it back again with your number in it.")
        ] * 2
    reach = change / 1.2
    steps = sorted(
        (abs(other - pays.at[e, p]) + 1e-6, e, p, other + side * 1e-6)
        for p in pays.columns
        for e in pays.index
        for other in pays[p]
        for side in (-1, 1)
        if abs(other - pays.at[e, p]) + 1e-5 < reach
    )
    smaller = any(_begins_with(tree, _with(pays, e, p, new), parameters["wanted"]) for _size, e, p, new in steps)
    return [
        Part(1),
        _part(not smaller, f"It works, with a change of {change:g}. A smaller change elsewhere does it too."),
    ]


@rule
def bought_peace(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """The least deal for which the challenger stops, and the least guarantee for which the defender prefers that deal to war.

    The guarantee is judged by the student's own deal. ``parameters``: ``p``, ``act``, ``back_down``, ``stop``, ``gain`` (of the
    challenger), ``win``, ``challenger_cost``, ``defender_cost``, ``rise`` and ``within``.
    """
    given, within = parameters, parameters["within"]
    deal, sure = answer.get("deal"), answer.get("g")
    if not _is_number(deal):
        return [Part(0, "“deal” is still empty.")] * 4
    pressing = worth_of_pressing(given["p"], given["act"], given["back_down"])
    stops = given["stop"] + given["gain"] * deal >= pressing - 1e-9
    least = (pressing - given["stop"]) / given["gain"]
    parts = [
        _part(stops, "With this deal Azerbaijan would still rather press on."),
        _part(stops and deal <= least + within, "Azerbaijan would stop for a smaller deal too." if stops else ""),
    ]
    if not _is_number(sure):
        return [*parts, *[Part(0, "“g” is still empty.")] * 2]
    war = Bargain(0, given["win"], given["challenger_cost"], given["defender_cost"])
    after = min(1.0, given["win"] + given["rise"] * deal)
    needed = war.guarantee_needed(deal, after)
    if needed is None:
        return [*parts, *[Part(0, "This deal, even if it is kept, is worse for Armenia than fighting now.")] * 2]
    holds = war.holds(deal, after, sure)
    return [
        *parts,
        _part(holds, "With this g, Armenia would still rather fight now than trust your deal."),
        _part(holds and sure <= needed + within, "For your deal a smaller g is enough." if holds else ""),
    ]


def _game(parameters: dict) -> tuple[Tree, pd.DataFrame]:
    pays = pd.DataFrame.from_dict(parameters["pays"], orient="index").astype(float)
    moves = pd.DataFrame(parameters["moves"], columns=["node_id", "player", "move", "label", "leads_to"])
    return Tree.from_tables(moves.assign(red_line=False), pd.DataFrame({"end_id": pays.index})), pays


def _with(pays: pd.DataFrame, end: str, player: str, value: float) -> pd.DataFrame:
    changed = pays.copy()
    changed.at[end, player] = value
    return changed


def _begins_with(tree: Tree, pays: pd.DataFrame, move: str) -> bool:
    return solve(tree, pays).choices[tree.root] == (move,)


# --- exercise 7


@rule
def signposts(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Each signpost names somebody and no mere mood (observable), and has a day in the period (dated); together they point both ways.

    ``parameters``: ``names``, ``moods``, ``first`` and ``last`` day, ``ways``. Whether they are good is for a person.
    """
    found, seen = [], set()
    for item, entry in answer.items():
        if not isinstance(entry, list) or len(entry) != 4:
            found += [Part(0, f"“{item}” is still empty.")] * 2
            continue
        what, by, way, _chance = (str(value or "") for value in entry)
        seen.add(way)
        found += [_observable(item, what, parameters), _dated(item, by, parameters)]
    return [
        *found,
        _part(
            seen >= set(parameters["ways"]), "All your signposts point the same way. What would point the other way?"
        ),
    ]


def _observable(item: str, what: str, parameters: dict) -> Part:
    plain = what.casefold()
    if len(what.split()) < 4:
        return Part(0, f"“{item}”: say in a sentence who does what.")
    if mood := [m for m in (re.search(rf"\b{stem}\w*", plain) for stem in parameters["moods"]) if m]:
        return Part(0, f"“{item}”: “{mood[0][0]}” cannot be seen. What would a reporter on the spot write down?")
    named = any(re.search(rf"\b{re.escape(name.casefold())}s?\b", plain) for name in parameters["names"])
    return _part(named, f"“{item}” names nobody and no place that the seminar's tables know. Who does it, or where?")


def _dated(item: str, by: str, parameters: dict) -> Part:
    try:
        day = date.fromisoformat(by)
    except ValueError:
        return Part(0, f"“{item}”: the day is “{by}”; write year, month and day, such as “{parameters['last']}”.")
    inside = date.fromisoformat(parameters["first"]) <= day <= date.fromisoformat(parameters["last"])
    return _part(inside, f"“{item}”: the day must lie from {parameters['first']} to {parameters['last']}.")


@rule
def memo_structure(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """What lesson 7 checks of a memo. ``parameters``: ``labels`` of the parts, ``options`` and the ``last`` paragraph."""
    parts = {slot: str(answer.get(slot) or "") for slot in parameters["labels"]}
    options: Mapping[str, str] = parameters["options"]
    advised, first = (str(answer.get(name) or "") for name in ("advised", "first_in_my_model"))
    found = [
        _part(c.passed, f"{c.what}: {c.sentence}")
        for c in memo.check(
            parts,
            parameters["labels"],
            parameters["last"],
            advised if advised in options else "",
            [first] if first in options else [],
            options,
        )
    ]
    if advised and advised not in options:
        found[-1] = Part(0, f"There is no option “{advised}”; the options are {', '.join(options)}.")
    elif first not in ("", "none", *options):
        found[-1] = Part(0, f"There is no option “{first}”; the options are {', '.join(options)}, or none.")
    return found


def _part(right: bool, message: str) -> Part:
    return Part(1) if right else Part(0, message)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


# --- packages, scores and weights


@rule
def better_for_both(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """The package costs each of a pair less than the draft does, by ``step`` at least. ``parameters``: ``pair`` (actor -> capital), ``draft``."""
    if gaps := [axis for axis, value in answer.items() if not _is_number(value)]:
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
    return [*parts, _part(both, "One of the two is worse off than with the draft, or no better.")]


@rule
def own_axis(answer: dict, parameters: dict, others: dict) -> list[Part]:
    """How a party's loss by the student's own package (``others``, else the ``draft``) hangs on where the party stands on one axis."""
    given = others.get(parameters["from"])
    at = given.get(parameters["axis"]) if isinstance(given, dict) else None
    at = at if _is_number(at) and 0 <= at <= 100 else parameters["draft"][parameters["axis"]]
    table = _table()
    weight = float(table.weights[table.seat(parameters["actor"]), table.axes.index(parameters["axis"])])
    low, middle, high = parameters["places"]
    moved = {place: weight * (abs(at - place) - abs(at - middle)) / 100 for place in (low, high)}
    where = f"Your package has {at:g} on this axis. "
    wanted = {
        "share": (weight, 0.006, "The share is its salience there, divided by the sum of its six saliences."),
        f"at_{low}": (moved[low], 0.0025, f"{where}How far is that from {low}, and from {middle}? Then the share."),
        f"at_{high}": (moved[high], 0.0025, f"{where}How far is that from {high}, and from {middle}? Then the share."),
        "least": (min(max(at, low), high), 0.5, f"{where}Which place from {low} to {high} is nearest to it?"),
        "baku": (0, 1e-9, "In the formula of Baku's loss, where would Yerevan's place come in?"),
    }
    return [_near(answer, item, *of) for item, of in wanted.items()]


@rule
def silent_cells(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Ranges for scores that the article does not give: in order, with room but not the whole scale, not the placeholder. ``parameters``: ``option``."""
    scores, parts = _scores(), []
    row = scores.row(parameters["option"])
    for item, values in answer.items():
        if not _are_numbers(values, 3):
            parts += [Part(0, f"“{item}” is still empty: it needs low, middle and high.")] * 3
            continue
        low, middle, high = values
        placeholder = [float(end[row, scores.column(item)]) for end in (scores.low, scores.mid, scores.high)]
        parts += [
            _part(low <= middle <= high, f"In “{item}” low may not be above middle, nor middle above high."),
            _part(
                0.5 <= high - low <= 3.5,
                f"In “{item}” the range from low to high is {high - low:g} wide; nobody knows so exactly, or you say nothing. It must be 0.5 to 3.5 wide.",
            ),
            _part(
                [float(v) for v in values] != placeholder,
                f"In “{item}” stands the seminar's placeholder. Give a range of your own.",
            ),
        ]
    return parts


@rule
def swings(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Points that keep to what somebody says of the swings, and shares that fit the points. ``parameters``: ``says``, each a linear relation."""
    points = {i: v[0] if isinstance(v, list) and v else None for i, v in answer.items()}
    parts = [
        _part(_holds(relation, points), f"She says: “{relation['words']}” Do your points say the same?")
        for relation in parameters["says"]
    ]
    whole = [v for v in points.values() if _is_number(v)]
    if len(whole) < len(points) or not sum(whole):
        return [*parts, Part(0, "The shares can be looked at when every interest has its points.")]
    shares = {i: v[1] for i, v in answer.items()}
    good = [_is_number(s) and abs(s - 100 * points[i] / sum(whole)) <= 0.6 for i, s in shares.items()]
    wrong = next((i for i, right in zip(shares, good, strict=True) if not right), "")
    return [
        *parts,
        Part(sum(good) / len(good), f"The share of “{wrong}” does not fit your points. What do all points add up to?"),
    ]


def _holds(relation: dict, points: dict) -> bool:
    """Whether ``sum of (factor x points)`` stands to ``is`` as ``sign`` says; an equation may be 1 point off."""
    if not all(_is_number(points.get(i)) for i in relation["sum"]):
        return False
    total = sum(factor * points[i] for i, factor in relation["sum"].items()) - relation["is"]
    return total > 0 if relation["sign"] == ">" else abs(total) <= 1


@rule
def commits(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """An interval for each item, in order and no wider than ``widest``; where it lies is nobody's business."""
    parts = []
    for item, values in answer.items():
        if not _are_numbers(values, 2):
            parts.append(Part(0, f"“{item}” is still empty: it needs a low and a high end."))
        elif values[0] > values[1]:
            parts.append(Part(0, f"In “{item}” the low end is above the high end."))
        else:
            wide, most = values[1] - values[0], parameters["widest"]
            parts.append(
                _part(wide <= most, f"In “{item}” you leave {wide:g} points open. Commit yourself: {most} at most.")
            )
    return parts


@rule
def unseats(answer: dict, parameters: dict, _others: dict) -> list[Part]:
    """Weights under which the first option of ``start`` no longer leads, moved not much more than is needed.

    ``parameters``: ``start`` (points), ``near``, ``far``.
    """
    if gaps := [i for i, value in answer.items() if not _is_number(value)]:
        return [Part(0, f"“{gaps[0]}” is still empty; an interest that is to count for nothing has 0.")] * 2
    if not any(answer.values()):
        return [Part(0, "All points are 0: then nothing counts for anything.")] * 2
    scores = _scores()
    start, own = (tradeoffs.shares([given[i] for i in scores.interests]) for given in (parameters["start"], answer))
    leader = tradeoffs.best(scores.options, scores.mid @ start)[0]
    now = tradeoffs.best(scores.options, scores.mid @ own)
    if leader in now:
        return [Part(0, f"With your points “{leader}” still leads" + (", in a tie." if len(now) > 1 else "."))] * 2
    moved, least = float(abs(own - start).sum() / 2), tradeoffs.least_move(scores, start)
    share = 1 if moved <= parameters["near"] * least else 0.5 if moved <= parameters["far"] * least else 0
    return [
        Part(1),
        Part(share, f"“{now[0]}” leads, but you have moved {moved:.1%} of the weight, and much less will do."),
    ]


@rule
def own_break_even(answer: dict, parameters: dict, others: dict) -> list[Part]:
    """The break-even p of the uncertain option at the student's own weights (``others``, else all equal), with the three values that it comes from."""
    scores, given = _scores(), others.get(parameters["from"])
    given = given if isinstance(given, dict) else {}
    points = [v[0] if isinstance(v := given.get(i), list) and v else None for i in scores.interests]
    usable = all(_is_number(v) and v >= 0 for v in points) and any(points)
    weights = tradeoffs.shares(points if usable else [1] * len(points))
    whose = f"These are the values at {'your weights of ' + parameters['from'] if usable else 'equal weights, since there are none of yours yet'}."
    option, tolerance = scores.row(parameters["option"]), 0.015
    badly, well = (float(end[option] @ weights) for end in (scores.low, scores.high))
    rival = max(float(scores.mid[i] @ weights) for i in range(len(scores.options)) if i != option)
    parts = [
        _near(answer, "badly", badly, tolerance, f"{whose} “badly”: all low scores, each times its share."),
        _near(answer, "well", well, tolerance, f"{whose} “well”: all high scores, each times its share."),
        _near(
            answer,
            "rival",
            rival,
            tolerance,
            f"{whose} “rival”: work out the other {number_word(len(scores.options) - 1)} at their middle scores, and keep the best.",
        ),
    ]
    exact = _crossing(badly, well, rival)
    own = [answer.get(i) for i in ("badly", "well", "rival")]
    carried = _crossing(*own) if all(_is_number(v) for v in own) else exact
    said, p = "At p the two are equal: p times “well” and 1 − p times “badly” make “rival”.", answer.get("p")
    right = _is_number(p) and min(abs(p - exact), abs(p - carried)) <= 0.02
    return [*parts, _part(right, said)]


def _crossing(badly: float, well: float, rival: float) -> float:
    """The p at which p * well + (1 - p) * badly is rival, kept between 0 and 1."""
    return min(max((rival - badly) / (well - badly), 0.0), 1.0) if well > badly else 0.0 if badly >= rival else 1.0


def _near(answer: dict, item: str, right: float, tolerance: float, message: str) -> Part:
    value = answer.get(item)
    if not _is_number(value):
        return Part(0, f"“{item}” is still empty.")
    return _part(abs(value - right) <= tolerance, message)


def _are_numbers(values: object, count: int) -> bool:
    return isinstance(values, list) and len(values) == count and all(_is_number(v) for v in values)


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
