"""A red line seen from the other side: how likely it must be that the threat is meant before it pays to stop."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .game import Game
from .shares import require_share


def worth_of_pressing(p: float, act: float, back_down: float) -> float:
    """What pressing on is worth if the opponent acts with the chance ``p``: the mean of the pay-offs, weighted by it."""
    require_share(p=p)
    return p * act + (1 - p) * back_down


def resolve_threshold(stop: float, act: float, back_down: float) -> float | None:
    """The chance that the opponent is resolved at or above which a player who could press on stops instead.

    The pay-offs are that player's own: ``stop`` for stopping, ``act`` and ``back_down`` for pressing on against an opponent who
    acts or backs down; here their distances matter, not only their order. Stopping is best if stop >= p * act + (1 - p) * back_down.
    0.0 if the player would stop in any case; None if even certainty would not be enough.
    """
    if act > stop:
        return None
    return 0.0 if back_down <= stop else (back_down - stop) / (back_down - act)


@dataclass(frozen=True)
class Standoff:
    """A player ``who`` could cross a red line, and the ``other``, who may not mean it; both in words.

    The pay-offs are those of ``who``: for stopping, and for pressing on against an opponent who acts or backs down.
    """

    who: str
    other: str
    stop: float
    act: float
    back_down: float

    @classmethod
    def behind(cls, game: Game, policy: str) -> Standoff:
        """The stand-off at the one red line behind a first move, at the game's pay-offs."""
        line = game.tree.red_line_behind(policy)
        challenger, stop = game.tree.dare(line.act)
        own = game.pays[challenger]
        return cls(
            game.players[challenger],
            game.players[line.player],
            float(own[stop]),
            float(own[line.act]),
            float(own[line.back_down]),
        )

    def with_stop(self, stop: float) -> Standoff:
        """The same stand-off, if stopping were worth ``stop``."""
        return replace(self, stop=stop)

    def pressing(self, p: float) -> float:
        """What pressing on is worth if the opponent acts with the chance ``p``."""
        return worth_of_pressing(p, self.act, self.back_down)

    @property
    def threshold(self) -> float | None:
        """See :func:`resolve_threshold`."""
        return resolve_threshold(self.stop, self.act, self.back_down)
