"""What the first move depends on, over all rankings of the ends that an article allows.

An article supports *orderings* of the ends, not numbers. So the game is solved for many rankings that respect them all: once
with the first player's red lines meant, and once with them a bluff. The difference is the *hinge*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from .game import Tree

DRAWS = 10_000

_SEED = 20201016  # any number will do; the same one always draws the same rankings
_MOST_ENDS = 18  # counting rankings takes a table of 2 ** ends rows


# Rankings


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
    """The share of rankings, 0 to 1, in which the policy is chosen if its maker would act on its red lines, and if it would not.

    ``ends`` has one row per end and columns ``would_act`` and ``would_back_down``: the share of rankings in which the game ends
    there. A policy that is chosen need not succeed: what it then leads to can be read here, at its ``policy_ends``.
    """

    policy: str
    would_act: float
    would_back_down: float
    ends: pd.DataFrame
    policy_ends: tuple[str, ...] = ()


def hinge(tree: Tree, orderings: pd.DataFrame, policy: str, draws: int = DRAWS) -> Hinge:
    """How much the choice of ``policy``, a first move, depends on whether its maker would act on its red lines.

    Over ``draws`` rankings of the ends that respect every ordering, backward induction is done once with acting better than
    backing down at every red line of the tree, and once the other way round.
    """
    first = tree.nodes[tree.root].player
    lines = [(line.act, line.back_down) for line in tree.red_lines() if line.player == first]
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
    """Backward induction on many strict rankings at once: each player's array has shape (draws, ends); returns (draws,) indices into ``tree.ends``."""
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
