"""Rules of exercise 6: a tree folded back, and the change on which it turns."""

from __future__ import annotations

import pandas as pd

from ..commitment.game import Node, Tree, solve
from .marking import Part
from .rules import part, rule


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
    return part(
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
        part(not smaller, f"It works, with a change of {change:g}. A smaller change elsewhere does it too."),
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
