"""Threats and promises of lesson 6: would anyone do what he says he will, when the time comes?

*The tree.* A game in which players move in turn and know all that went before is solved from its ends: the last to move
takes what is best for him, the one before reckons with it, and so on to the first move. A threat or a promise counts only if
he who made it would then carry it out (*backward induction*; Selten, "Reexamination of the Perfectness Concept",
*International Journal of Game Theory* 4, 1975; Schelling, *The Strategy of Conflict*, 1960). The article supports
*orderings* of the ends, not numbers, so the answer is also asked over all rankings that respect them: the *hinge*.

*The range.* Two sides that could fight over a share share it more cheaply without a fight; what may stop them is that
a bargain cannot be trusted once it has shifted power (Fearon, "Rationalist Explanations for War", *International
Organization* 49, 1995).

*Two levels.* A leader's deal must also pass at home: his *win-set* is what would (Putnam, "Diplomacy and Domestic
Politics", *International Organization* 42, 1988).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd

DRAWS = 10_000

_SEED = 20201016
_TIE = 1e-9
_HALF = 0.5
_PAYOFF = "payoff_"
_MOST_ENDS = 18  # counting rankings takes a table of 2 ** ends rows


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


@dataclass(frozen=True)
class Tree:
    """The moves without the pay-offs: nodes by id, and the ends in the order of their table."""

    nodes: Mapping[str, Node]
    ends: tuple[str, ...]

    @classmethod
    def from_tables(cls, game_tree: pd.DataFrame, game_ends: pd.DataFrame) -> Tree:
        """Build the tree from its moves (a row a move) and its ends; ValueError, with a sentence, if they make no tree."""
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
                f"A tree starts at one node; here {len(roots)} nodes are led to by no move: {', '.join(roots) or 'none'}."
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

    def red_lines(self) -> tuple[tuple[str, str, str], ...]:
        """(player, end if he acts, end if he backs down) wherever a move carries out a threat: the marked move and its rivals."""
        return tuple(
            (node.player, move.leads_to, other.leads_to)
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
        """Whoever can cross the red line that is acted on at the end ``act``, and where it leads if he does not cross it.

        ValueError if there is no other way to go than across, or more than one.
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
        return tuple(dict.fromkeys(self.line_to(act)[-2][1].move for _player, act, _back in self.red_lines()))

    def _check(self) -> None:
        arrivals = [move.leads_to for node in self.nodes.values() for move in node.moves]
        if unknown := [place for place in arrivals if place not in self.nodes and place not in self.ends]:
            raise ValueError(f"A move leads to {unknown[0]!r}, which is neither a node nor an end.")
        if twice := [place for place in arrivals if arrivals.count(place) > 1]:
            raise ValueError(f"Two moves lead to {twice[0]!r}; in a tree there is one way to each place.")
        # With one way to each place, what the root does not reach is cut off or runs in a circle.
        reached = self._reached()
        if missed := [place for place in (*self.nodes, *self.ends) if place not in reached]:
            raise ValueError(f"No line of moves from {self.root!r} reaches {missed[0]!r}.")
        if unsettled := [end for _, *pair in self.red_lines() for end in pair if end in self.nodes]:
            raise ValueError(
                f"A red line is acted on or not at a last move, but {unsettled[0]!r} is a node; it must be an end."
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
    """The pay-offs of the table of ends: a row an end, a column a player. Only their order means anything in the tree."""
    columns = {name: name.removeprefix(_PAYOFF) for name in game_ends if name.startswith(_PAYOFF)}
    return game_ends.set_index("end_id")[list(columns)].rename(columns=columns).astype(float)


# Backward induction


@dataclass(frozen=True)
class Solution:
    """Where the game ends if everyone looks ahead.

    ``ends`` are the ends that can come about (more than one where a player is indifferent); ``choices`` gives each node's
    moves that its player may then make, and ``from_node`` the ends that can come about from each node on.
    """

    ends: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    from_node: Mapping[str, tuple[str, ...]]


def solve(tree: Tree, pays: pd.DataFrame) -> Solution:
    """Backward induction, ties kept: every end that some subgame-perfect equilibrium in pure strategies reaches.

    ``pays`` has a row an end and a column a player. ValueError if a pay-off is missing.
    """
    _require_payoffs(tree, pays)
    choices: dict[str, tuple[str, ...]] = {}
    from_node: dict[str, tuple[str, ...]] = {}

    def ends_from(place: str) -> tuple[str, ...]:
        if place not in tree.nodes:
            return (place,)
        node = tree.nodes[place]
        outlooks = {move.move: ends_from(move.leads_to) for move in node.moves}
        kept = _best_replies(outlooks, pays[node.player])
        choices[place], from_node[place] = tuple(kept), tuple(end for ends in kept.values() for end in ends)
        return from_node[place]

    return Solution(ends_from(tree.root), choices, from_node)


def first_moves(tree: Tree) -> int:
    """How many moves there are to begin with."""
    return len(tree.nodes[tree.root].moves)


def passing_through(tree: Tree, solution: Solution, moves: Iterable[str]) -> float:
    """The share, 0 to 1, of the first moves after which play that looks ahead can pass through one of ``moves``."""
    firsts = tree.nodes[tree.root].moves

    def passes(place: str) -> bool:
        ends = solution.from_node.get(place, (place,))
        return any(made.move in moves for end in ends for _node, made in tree.line_to(end)[1:])

    return sum(passes(first.leads_to) for first in firsts) / len(firsts)


def _best_replies(outlooks: dict[str, tuple[str, ...]], worth: pd.Series) -> dict[str, tuple[str, ...]]:
    """The moves that can be best, each with the ends for which it is.

    Where others' ties leave a move's end open, the move is best if it can beat what each rival move may at worst bring.
    """
    floor = max(min(worth[end] for end in ends) for ends in outlooks.values())
    kept = {move: tuple(end for end in ends if worth[end] >= floor - _TIE) for move, ends in outlooks.items()}
    return {move: ends for move, ends in kept.items() if ends}


def _require_payoffs(tree: Tree, pays: pd.DataFrame) -> None:
    wanted = pays.reindex(index=list(tree.ends), columns=list(tree.players))
    if (gaps := wanted.isna().stack()).any():
        end, player = gaps.index[gaps][0]
        raise ValueError(f"{player} has no pay-off at {end}; every player who moves needs a number at every end.")


# Orderings


def broken(pays: pd.DataFrame, orderings: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``orderings`` that the pay-offs break, with both pay-offs beside them. Equal pay-offs break an ordering."""
    both = orderings.assign(
        pays_better=[pays.at[row.better, row.player] for row in orderings.itertuples()],
        pays_worse=[pays.at[row.worse, row.player] for row in orderings.itertuples()],
    )
    return both[~(both.pays_better > both.pays_worse + _TIE)]


def broken_orderings(pays: pd.DataFrame, orderings: pd.DataFrame) -> list[str]:
    """A sentence for each ordering that the pay-offs break; none if they respect them all."""
    return [_breach(row) for row in broken(pays, orderings).itertuples()]


def _breach(row: tuple) -> str:
    where = " and ".join(row.paragraphs)
    return (
        f"{row.ordering_id} is broken: {row.player} has {row.pays_better:g} at {row.better} and {row.pays_worse:g} at {row.worse}, "
        f"but {row.better} must be better ({row.basis}{', ' + where if where else ''}). Raise the first or lower the second."
    )


def rankings(
    ends: tuple[str, ...], pairs: Iterable[tuple[str, str]], draws: int = DRAWS, stream: int = 0
) -> np.ndarray:
    """Rankings of the ends drawn evenly from all that respect ``pairs`` of (better, worse).

    Shape (draws, ends): 0 for the worst end, higher for better. They are what independent, evenly spread pay-offs would give
    if every set that breaks an ordering were thrown away. ``stream`` names one of many independent sets of draws.
    Built from the worst up, each next end with the chance that counting the completions gives it (Brightwell and Winkler,
    "Counting Linear Extensions", *Order* 8, 1991). ValueError if the pairs run in a circle.
    """
    chances = _next_end(len(ends), _below(ends, pairs))
    random = np.random.default_rng((_SEED, stream))
    placed, ranks = np.zeros(draws, dtype=int), np.empty((draws, len(ends)), dtype=int)
    for rank in range(len(ends)):
        chosen = (random.random(draws)[:, None] >= chances[placed]).sum(axis=1)
        ranks[np.arange(draws), chosen] = rank
        placed |= 1 << chosen
    return ranks


def _below(ends: tuple[str, ...], pairs: Iterable[tuple[str, str]]) -> tuple[int, ...]:
    """For each end the set (as bits) of the ends that must rank below it."""
    below = [0] * len(ends)
    for better, worse in pairs:
        below[ends.index(better)] |= 1 << ends.index(worse)
    return tuple(below)


@lru_cache(maxsize=32)
def _next_end(count: int, below: tuple[int, ...]) -> np.ndarray:
    """For each set of ends already placed (as bits), the cumulative chance of each end to come next: (2 ** count, count)."""
    ways = _completions(count, below)
    bits = 1 << np.arange(count)
    placed = np.arange(1 << count)[:, None]
    free = (placed & bits == 0) & (np.array(below) & ~placed == 0)
    chances = np.where(free, ways[placed | bits], 0).cumsum(axis=1)
    return chances / np.maximum(chances[:, -1:], 1)


def _completions(count: int, below: tuple[int, ...]) -> np.ndarray:
    """For each set of ends already placed, from the worst up, the number of ways to place the others."""
    if count > _MOST_ENDS:
        raise ValueError(f"There are {count} ends; rankings can be counted for at most {_MOST_ENDS}.")
    full = (1 << count) - 1
    ways = [0] * full + [1]
    for placed in range(full - 1, -1, -1):
        ways[placed] = sum(
            ways[placed | 1 << end] for end in range(count) if not placed >> end & 1 and not below[end] & ~placed
        )
    if not ways[0]:
        raise ValueError("The orderings run in a circle, so no pay-offs respect them all; take one of them out.")
    return np.array(ways, dtype=float)


# The hinge


@dataclass(frozen=True)
class Hinge:
    """The share of rankings, 0 to 1, in which the policy is chosen if its maker would act on his red lines, and if he would not.

    ``ends`` has a row an end and columns ``would_act`` and ``would_back_down``: the share of rankings in which the game ends
    there. A policy that is chosen need not succeed: what it then leads to is read here, at its ``policy_ends``.
    """

    policy: str
    would_act: float
    would_back_down: float
    ends: pd.DataFrame
    policy_ends: tuple[str, ...] = ()


def hinge(tree: Tree, orderings: pd.DataFrame, policy: str, draws: int = DRAWS) -> Hinge:
    """How much the choice of ``policy``, a first move, hangs on whether its maker would act on his red lines.

    Over ``draws`` rankings of the ends that respect every ordering, backward induction is done once with acting better than
    backing down at every red line of the tree, and once the other way round.
    """
    lines = [(act, back) for player, act, back in tree.red_lines() if player == tree.nodes[tree.root].player]
    if not lines:
        raise ValueError(
            "No move of the first player is marked as acting on a red line; mark one in the table of moves."
        )
    held, crossed = (
        end_shares(tree, orderings, lines, draws),
        end_shares(tree, orderings, [(back, act) for act, back in lines], draws),
    )
    chosen = list(tree.after(policy))
    return Hinge(
        policy,
        float(held[chosen].sum()),
        float(crossed[chosen].sum()),
        pd.DataFrame({"would_act": held, "would_back_down": crossed}),
        tuple(chosen),
    )


def end_shares(
    tree: Tree, orderings: pd.DataFrame, more: Iterable[tuple[str, str]] = (), draws: int = DRAWS
) -> pd.Series:
    """The share of rankings, 0 to 1, in which the game ends at each end; ``more`` are further (better, worse) pairs of the first player."""
    pairs = {player: _pairs(orderings, player) for player in tree.players}
    pairs[tree.nodes[tree.root].player] += list(more)
    ranks = {player: rankings(tree.ends, pairs[player], draws, stream) for stream, player in enumerate(tree.players)}
    counts = np.bincount(outcomes(tree, ranks), minlength=len(tree.ends))
    return pd.Series(counts / draws, index=pd.Index(tree.ends, name="end_id"))


def outcomes(tree: Tree, ranks: Mapping[str, np.ndarray]) -> np.ndarray:
    """Backward induction on many strict rankings at once: each player's array has shape (draws, ends); gives (draws,) places in ``tree.ends``."""
    draws = np.arange(len(next(iter(ranks.values()))))

    def end_from(place: str) -> np.ndarray:
        if place not in tree.nodes:
            return np.full(len(draws), tree.ends.index(place))
        node = tree.nodes[place]
        ends = np.stack([end_from(move.leads_to) for move in node.moves])
        return ends[ranks[node.player][draws, ends].argmax(axis=0), draws]

    return end_from(tree.root)


def _pairs(orderings: pd.DataFrame, player: str) -> list[tuple[str, str]]:
    return list(orderings.loc[orderings.player == player, ["better", "worse"]].itertuples(index=False, name=None))


def would_act(pays: pd.DataFrame, line: tuple[str, str, str]) -> bool | None:
    """Whether the player of a red line (player, end if he acts, end if he backs down) would act on it; None if he is indifferent."""
    player, act, back_down = line
    lead = pays.at[act, player] - pays.at[back_down, player]
    return None if abs(lead) <= _TIE else bool(lead > 0)


def resolved(
    pays: pd.DataFrame,
    usual: pd.DataFrame,
    line: tuple[str, str, str],
    acts: bool,
    bounds: tuple[float, float] = (0, 10),
) -> pd.DataFrame:
    """The pay-offs with a red line that would be acted on, or that would not.

    Nothing changes where the order is right already. Otherwise the two pay-offs become those of ``usual`` if these have the
    order; if not, acting is moved to half a point above or below backing down (or, at an end of the scale, the other way round).
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


def worth_of_pressing(p: float, act: float, back_down: float) -> float:
    """What pressing on is worth if the opponent acts with the chance ``p``: the pay-offs weighed with it."""
    _require_share(p=p)
    return p * act + (1 - p) * back_down


def resolve_threshold(stop: float, act: float, back_down: float) -> float | None:
    """The chance of a resolved opponent at and above which one who could press on stops instead.

    The pay-offs are his own: ``stop`` for stopping, ``act`` and ``back_down`` for pressing on against an opponent who acts or
    backs down; here their distances matter, not only their order. Stopping is best if stop >= p * act + (1 - p) * back_down.
    0.0 if he would stop in any case; None if even certainty would not stop him.
    """
    if act > stop:
        return None
    return 0.0 if back_down <= stop else (back_down - stop) / (back_down - act)


# The bargaining range


@dataclass(frozen=True)
class Bargain:
    """Two sides, a challenger and a defender, and a stake of size 1 over which they could fight (Fearon 1995).

    ``held``: the share that the challenger has without war; ``win``: the chance that it would win the whole stake;
    the costs of war are in shares of the stake. ValueError for a share or a chance outside 0 to 1, or a cost below 0.
    """

    held: float
    win: float
    challenger_cost: float
    defender_cost: float

    def __post_init__(self) -> None:
        _require_share(held=self.held, win=self.win)
        for name, cost in (("challenger's", self.challenger_cost), ("defender's", self.defender_cost)):
            if not cost >= 0:
                raise ValueError(f"The {name} cost of war is {cost}; it must be 0 or more.")

    @property
    def least_accepted(self) -> float:
        """The smallest share that the challenger would not go to war over: what war is worth to it, or 0."""
        return max(0.0, self.win - self.challenger_cost)

    @property
    def most_conceded(self) -> float:
        """The largest share that the defender would give up rather than fight, or 1."""
        return min(1.0, self.win + self.defender_cost)

    @property
    def fights(self) -> bool:
        """Whether the challenger prefers war to the share that it holds."""
        return self.win - self.challenger_cost > self.held + _TIE

    def works(self, deal: float) -> bool:
        """Whether a ``deal``, a share for the challenger, leaves it no reason to fight."""
        _require_share(deal=deal)
        return deal >= self.least_accepted - _TIE

    def guarantee_needed(self, deal: float, win_after: float) -> float | None:
        """How sure the defender must be, 0 to 1, that a ``deal`` will be kept, before it is better than fighting now.

        ``win_after`` is the challenger's chance of winning once it holds what the deal hands over. Three cases. No guarantee is
        needed (0.0) if the transfer does not help the challenger to win. None is enough (None) if even a deal that is kept costs
        the defender more than war. Otherwise (win_after - win) / (win_after + defender_cost - deal), which weighs keeping
        1 - deal with that chance, and fighting later from the weaker place without, against fighting now.
        """
        _require_share(deal=deal, win_after=win_after)
        if deal > self.win + self.defender_cost + _TIE:
            return None
        rise = win_after - self.win
        if rise <= _TIE:
            return 0.0
        # A deal inside the range leaves a divisor no smaller than the rise; rounding must not make it so.
        return rise / max(win_after + self.defender_cost - deal, rise)

    def holds(self, deal: float, win_after: float, guarantee: float) -> bool:
        """Whether the defender, who can be ``guarantee`` (0 to 1) sure that the deal will be kept, prefers it to fighting now."""
        _require_share(guarantee=guarantee)
        needed = self.guarantee_needed(deal, win_after)
        return needed is not None and guarantee >= needed - _TIE


def _require_share(**given: float) -> None:
    for name, value in given.items():
        if not 0 <= value <= 1:
            raise ValueError(f"{name} is {value}; it must lie between 0 and 1.")


# Two levels


@dataclass(frozen=True)
class WinSet:
    """The deals, as a stretch of one axis, that ``who`` on ``side`` would accept; ValueError unless low <= high."""

    side: str
    who: str
    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(
                f"The win-set of {self.who} ({self.side}) runs from {self.low} to {self.high}; it must run upwards."
            )


@dataclass(frozen=True)
class TwoLevels:
    """Which deals leaders could strike, which would also pass at home, and which would be struck and then die there.

    ``struck`` and ``ratified`` are (low, high) or None; ``dies_at_home`` holds the stretches of the first outside the second;
    ``gap`` is the stretch that divides the sides at home, None if they meet.
    """

    struck: tuple[float, float] | None
    ratified: tuple[float, float] | None
    dies_at_home: tuple[tuple[float, float], ...]
    gap: tuple[float, float] | None

    @property
    def lost(self) -> float | None:
        """The share, 0 to 1, of the deals that leaders could strike that die at home; None if they could strike none."""
        if self.struck is None:
            return None
        low, high = self.struck
        if low == high:
            return 0.0 if self.ratified else 1.0
        return sum(to - start for start, to in self.dies_at_home) / (high - low)


def overlap(win_sets: Iterable[WinSet]) -> tuple[float, float] | None:
    """The deals that all would accept, as (low, high); None if there are none. A single point counts."""
    low, high = _bounds(win_sets)
    return (low, high) if low <= high else None


def two_levels(leaders: Iterable[WinSet], home: Iterable[WinSet]) -> TwoLevels:
    """Compare the leaders' win-sets with those at home, of elites, parties or voters."""
    leaders, home = list(leaders), list(home)
    struck, ratified = overlap(leaders), overlap(leaders + home)
    low, high = _bounds(home)
    return TwoLevels(struck, ratified, _left_over(struck, ratified), (high, low) if low > high else None)


def _bounds(win_sets: Iterable[WinSet]) -> tuple[float, float]:
    """The highest low end and the lowest high end."""
    sets = list(win_sets)
    if not sets:
        raise ValueError("There is no win-set; give at least one.")
    return max(s.low for s in sets), min(s.high for s in sets)


def _left_over(
    struck: tuple[float, float] | None, ratified: tuple[float, float] | None
) -> tuple[tuple[float, float], ...]:
    if struck is None or ratified is None:
        return () if struck is None else (struck,)
    return tuple((low, high) for low, high in ((struck[0], ratified[0]), (ratified[1], struck[1])) if low < high)


def win_sets(rows: pd.DataFrame, moved: Mapping[str, float] | None = None) -> tuple[list[WinSet], list[WinSet]]:
    """The leaders' win-sets and those at home, from a table with a row a win-set.

    ``moved`` gives the place of the end that moves (column ``moves``) by ``win_set_id``. ValueError if it passes the other end.
    """
    moved = moved or {}
    sets: dict[str, list[WinSet]] = {"leader": [], "home": []}
    for row in rows.itertuples():
        ends = {"low": row.low, "high": row.high}
        ends[row.moves] = moved.get(row.win_set_id, ends[row.moves])
        sets[row.level].append(WinSet(row.side, row.label, **ends))
    return sets["leader"], sets["home"]


def nearer(rows: pd.DataFrame, at_home: Iterable[str], share: float) -> dict[str, float]:
    """Where the moving end of each win-set ``at_home`` stands, ``share`` (0 to 1) of the way to that of its side's leader."""
    _require_share(share=share)
    ends = {row.win_set_id: getattr(row, row.moves) for row in rows.itertuples()}
    leader = {row.side: ends[row.win_set_id] for row in rows[rows.level == "leader"].itertuples()}
    side = dict(zip(rows.win_set_id, rows.side, strict=True))
    return {own: ends[own] + share * (leader[side[own]] - ends[own]) for own in at_home}
