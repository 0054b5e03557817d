"""A game in which players take turns, and what they do if all of them look ahead.

Each player knows every move made so far. Such a game is solved from its ends: the last to move chooses what is best for
them, the one before expects that, and so on back to the first move (*backward induction*; Selten, "Reexamination of the
Perfectness Concept", *International Journal of Game Theory* 4, 1975). A threat or a promise counts only if whoever made it
would then carry it out (Schelling, *The Strategy of Conflict*, 1960).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import NamedTuple

import pandas as pd

from ..tables import DataError, Package

SCALE = (0.0, 10.0)  # from the worst pay-off to the best

_TIE = 1e-9
_HALF = 0.5
_PAYOFF = "payoff_"


# The tree


@dataclass(frozen=True)
class Move:
    """What a player can do at a node, and the node or end that it leads to; ``red_line`` marks carrying out a threat."""

    move: str
    label: str
    leads_to: str
    red_line: bool


@dataclass(frozen=True)
class Node:
    """A point at which ``player`` chooses one of ``moves``."""

    node_id: str
    player: str
    moves: tuple[Move, ...]


class RedLine(NamedTuple):
    """A threat by ``player``: the end ``act`` if it is carried out once the line is crossed, the end ``back_down`` if it is not."""

    player: str
    act: str
    back_down: str


@dataclass(frozen=True)
class Tree:
    """The moves without the pay-offs: nodes by id, and the ends in the order of their table."""

    nodes: Mapping[str, Node]
    ends: tuple[str, ...]

    @classmethod
    def from_tables(cls, game_tree: pd.DataFrame, game_ends: pd.DataFrame) -> Tree:
        """Build the tree from its moves (one row per move) and its ends; ValueError, with a sentence, if they do not make a tree."""
        nodes = {node: _node(node, rows) for node, rows in game_tree.groupby("node_id", sort=False)}
        tree = cls(nodes, tuple(game_ends.end_id))
        tree._check()
        return tree

    @cached_property
    def root(self) -> str:
        """The node that no move leads to."""
        reached = {move.leads_to for node in self.nodes.values() for move in node.moves}
        roots = [node for node in self.nodes if node not in reached]
        if len(roots) != 1:
            raise ValueError(
                f"A tree starts at one node; here there are {len(roots)} to which no move leads: {', '.join(roots) or 'none'}."
            )
        return roots[0]

    @cached_property
    def players(self) -> tuple[str, ...]:
        """The players, in the order in which they first appear."""
        return tuple(dict.fromkeys(node.player for node in self.nodes.values()))

    def ends_below(self, place: str) -> tuple[str, ...]:
        """The ends that can still be reached from a node; from an end, itself."""
        if place not in self.nodes:
            return (place,)
        return tuple(end for move in self.nodes[place].moves for end in self.ends_below(move.leads_to))

    def after(self, move: str) -> tuple[str, ...]:
        """The ends that can still be reached once the first to move has made ``move``."""
        return self.ends_below(_move(self.nodes[self.root], move).leads_to)

    def red_lines(self) -> tuple[RedLine, ...]:
        """One wherever a move carries out a threat: the marked move and each of its rivals."""
        return tuple(
            RedLine(node.player, move.leads_to, other.leads_to)
            for node in self.nodes.values()
            for move in node.moves
            if move.red_line
            for other in node.moves
            if not other.red_line
        )

    def line_to(self, place: str) -> tuple[tuple[Node, Move], ...]:
        """The moves that lead from the root to a node or an end, each with the node at which it is made."""
        for node in self.nodes.values():
            for move in node.moves:
                if move.leads_to == place:
                    return (*self.line_to(node.node_id), (node, move))
        return ()

    def dare(self, act: str) -> tuple[str, str]:
        """Who can cross the red line that is acted on at the end ``act``, and where it leads if they do not cross it.

        ValueError unless there is exactly one way not to cross it.
        """
        before, _crossing = self.line_to(act)[-2]
        stops = [move.leads_to for move in before.moves if move.leads_to != self.line_to(act)[-1][0].node_id]
        if len(stops) != 1:
            raise ValueError(
                f"At {before.node_id!r} there must be one way not to cross the red line; here {len(stops)}."
            )
        return before.player, stops[0]

    def crossings(self) -> tuple[str, ...]:
        """The names of the moves that cross a red line, such as ``press``."""
        return tuple(dict.fromkeys(self.line_to(line.act)[-2][1].move for line in self.red_lines()))

    def policy_of(self, line: RedLine) -> Move:
        """The first move that a red line belongs to."""
        return self.line_to(line.act)[0][1]

    def red_line_behind(self, policy: str) -> RedLine:
        """The one red line behind a first move; DataError if there is none, or more than one."""
        below = self.after(policy)
        lines = [line for line in self.red_lines() if line.act in below]
        if len(lines) != 1:
            raise DataError(f"Behind the policy {policy!r} there must be one red line; game_tree has {len(lines)}.")
        return lines[0]

    def _check(self) -> None:
        arrivals = [move.leads_to for node in self.nodes.values() for move in node.moves]
        if unknown := [place for place in arrivals if place not in self.nodes and place not in self.ends]:
            raise ValueError(f"A move leads to {unknown[0]!r}, which is neither a node nor an end.")
        if twice := [place for place in arrivals if arrivals.count(place) > 1]:
            raise ValueError(f"Two moves lead to {twice[0]!r}; in a tree there is one way to each place.")
        # With one way to each place, what the root does not reach is cut off or goes round in a circle.
        reached = self._reached()
        if missed := [place for place in (*self.nodes, *self.ends) if place not in reached]:
            raise ValueError(f"No line of moves from {self.root!r} reaches {missed[0]!r}.")
        if unsettled := [end for line in self.red_lines() for end in (line.act, line.back_down) if end in self.nodes]:
            raise ValueError(
                f"Whether a red line is acted on is decided by a last move, but {unsettled[0]!r} is a node; it must be an end."
            )

    def _reached(self) -> set[str]:
        reached, waiting = set(), [self.root]
        while waiting:
            reached.add(place := waiting.pop())
            waiting += [move.leads_to for move in self.nodes[place].moves] if place in self.nodes else []
        return reached


def _node(node_id: str, rows: pd.DataFrame) -> Node:
    players = rows.player.unique()
    if len(players) > 1:
        raise ValueError(f"At {node_id!r} the moves belong to {' and '.join(players)}; at a node one player moves.")
    return Node(
        node_id,
        players[0],
        tuple(Move(row.move, row.label, row.leads_to, bool(row.red_line)) for row in rows.itertuples()),
    )


def _move(node: Node, name: str) -> Move:
    for move in node.moves:
        if move.move == name:
            return move
    raise ValueError(f"{name!r} is not a move at {node.node_id!r}; there are: {', '.join(m.move for m in node.moves)}.")


def payoffs(game_ends: pd.DataFrame) -> pd.DataFrame:
    """The pay-offs in the table of ends: one row per end, one column per player. In the tree only their order matters."""
    columns = {name: name.removeprefix(_PAYOFF) for name in game_ends if name.startswith(_PAYOFF)}
    return game_ends.set_index("end_id")[list(columns)].rename(columns=columns).astype(float)


# Backward induction


@dataclass(frozen=True)
class Solution:
    """Where the game ends if everyone looks ahead.

    ``ends`` are the ends that can come about (more than one if a player is indifferent); ``choices`` gives for each node the
    moves that its player may then make, ``from_node`` the ends that can come about from there.
    """

    ends: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    from_node: Mapping[str, tuple[str, ...]]


def solve(tree: Tree, pays: pd.DataFrame) -> Solution:
    """Backward induction, ties kept: every end that some subgame-perfect equilibrium in pure strategies reaches.

    ``pays`` has one row per end and one column per player. ValueError if a pay-off is missing.
    """
    _require_payoffs(tree, pays)
    worth = pays.to_dict()
    choices: dict[str, tuple[str, ...]] = {}
    from_node: dict[str, tuple[str, ...]] = {}

    def ends_from(place: str) -> tuple[str, ...]:
        if place not in tree.nodes:
            return (place,)
        node = tree.nodes[place]
        outlooks = {move.move: ends_from(move.leads_to) for move in node.moves}
        kept = _best_replies(outlooks, worth[node.player])
        choices[place], from_node[place] = tuple(kept), tuple(end for ends in kept.values() for end in ends)
        return from_node[place]

    return Solution(ends_from(tree.root), choices, from_node)


def first_moves(tree: Tree) -> int:
    """How many first moves there are."""
    return len(tree.nodes[tree.root].moves)


def passing_through(tree: Tree, solution: Solution, moves: Iterable[str]) -> float:
    """The share, 0 to 1, of the first moves after which play that looks ahead can pass through one of ``moves``."""
    firsts = tree.nodes[tree.root].moves

    def passes(place: str) -> bool:
        ends = solution.from_node.get(place, (place,))
        return any(made.move in moves for end in ends for _node, made in tree.line_to(end)[1:])

    return sum(passes(first.leads_to) for first in firsts) / len(firsts)


def _best_replies(outlooks: dict[str, tuple[str, ...]], worth: Mapping) -> dict[str, tuple[str, ...]]:
    """The moves that can be best, each with the ends that make it so.

    If others' ties leave a move's end open, the move can be best if it can match the worst that each rival move may bring.
    """
    floor = max(min(worth[end] for end in ends) for ends in outlooks.values())
    kept = {move: tuple(end for end in ends if worth[end] >= floor - _TIE) for move, ends in outlooks.items()}
    return {move: ends for move, ends in kept.items() if ends}


def _require_payoffs(tree: Tree, pays: pd.DataFrame) -> None:
    wanted = pays.reindex(index=list(tree.ends), columns=list(tree.players))
    if wanted.isna().to_numpy().any():
        gaps = wanted.isna().stack()
        end, player = gaps.index[gaps][0]
        raise ValueError(f"{player} has no pay-off at {end}; every player who moves needs a number at every end.")


# Orderings


def broken(pays: pd.DataFrame, orderings: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``orderings`` that the pay-offs break, with both pay-offs beside them. Equal pay-offs break an ordering."""
    worth = pays.to_dict()
    both = orderings.assign(
        pays_better=[worth[p][end] for p, end in zip(orderings.player, orderings.better, strict=True)],
        pays_worse=[worth[p][end] for p, end in zip(orderings.player, orderings.worse, strict=True)],
    )
    return both[~(both.pays_better > both.pays_worse + _TIE)]


# Red lines


def would_act(pays: pd.DataFrame, line: RedLine) -> bool | None:
    """Whether the player of a red line would act on it at these pay-offs; None if indifferent."""
    lead = pays.at[line.act, line.player] - pays.at[line.back_down, line.player]
    return None if abs(lead) <= _TIE else bool(lead > 0)


def resolved(
    pays: pd.DataFrame,
    usual: pd.DataFrame,
    line: RedLine,
    acts: bool,
    bounds: tuple[float, float] = SCALE,
) -> pd.DataFrame:
    """The pay-offs changed so that a red line would be acted on, or would not.

    Nothing changes if their order is right already. Otherwise the two pay-offs become those of ``usual`` if those have the
    right order; if not, acting is moved to half a point above or below backing down (or, at an end of the scale, the reverse).
    """
    if would_act(pays, line) is acts:
        return pays
    player, act, back_down = line
    changed, pair = pays.copy(), [act, back_down]
    if would_act(usual, line) is acts:
        changed.loc[pair, player] = usual.loc[pair, player]
        return changed
    step = _HALF if acts else -_HALF
    start = pays.at[back_down, player]
    if bounds[0] <= start + step <= bounds[1]:
        changed.at[act, player] = start + step
    else:
        changed.loc[pair, player] = [start, start - step]
    return changed


@dataclass(frozen=True)
class Game:
    """A tree with the seminar's pay-offs, what the article says of their order, and the words for ends and players.

    ``pays`` has one row per end and one column per player; ``orderings`` is the table ``game_orderings``.
    """

    tree: Tree
    pays: pd.DataFrame
    orderings: pd.DataFrame
    labels: Mapping[str, str]
    players: Mapping[str, str]

    @classmethod
    def read(cls, data: Package) -> Game:
        """The game in a package of tables; DataError if its tables do not make one."""
        ends = data.rows("game_ends")
        try:
            tree = Tree.from_tables(data.rows("game_tree"), ends)
        except ValueError as error:
            raise DataError(f"The tables game_tree and game_ends do not make a tree. {error}") from None
        names = data.rows("actors").set_index("actor_id").short_name
        return cls(
            tree,
            payoffs(ends),
            data.read("game_orderings"),
            dict(zip(ends.end_id, ends.label, strict=True)),
            {player: names[player] for player in tree.players},
        )

    @property
    def first(self) -> str:
        """Who moves first, in words."""
        return self.players[self.tree.nodes[self.tree.root].player]

    def with_red_lines(self) -> list[tuple[dict[RedLine, bool], pd.DataFrame]]:
        """Every combination of red lines that would or would not be acted on, each with its pay-offs; first the one in which all would."""
        lines, found = self.tree.red_lines(), []
        for acts in product((True, False), repeat=len(lines)):
            pays = self.pays
            for line, does in zip(lines, acts, strict=True):
                pays = resolved(pays, self.pays, line, does)
            found.append((dict(zip(lines, acts, strict=True)), pays))
        return found


def policy(data: Package) -> tuple[str, str]:
    """The option whose success is uncertain, by its id and in words; DataError if the table ``options`` marks none."""
    options = data.rows("options")
    marked = options[options.uncertain]
    if marked.empty:
        raise DataError("The table options marks no option as uncertain; the policy in question must be marked.")
    return marked.option_id.iloc[0], marked.label.iloc[0]
