"""Why two sides fight over what they could share, though sharing costs less.

It is cheaper to share a stake without a fight: between what one side would fight for and what the other would concede there
is always a deal. What may prevent it is that it cannot be trusted once it has shifted power (Fearon, "Rationalist
Explanations for War", *International Organization* 49, 1995).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..tables import DataError, Package
from .shares import require_share

_TIE = 1e-9


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
        require_share(held=self.held, win=self.win)
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
        require_share(deal=deal)
        return deal >= self.least_accepted - _TIE

    def guarantee_needed(self, deal: float, win_after: float) -> float | None:
        """How sure the defender must be, 0 to 1, that a ``deal`` will be kept, before it is better than fighting now.

        ``win_after`` is the challenger's chance of winning once it holds what the deal hands over. Three cases. No guarantee is
        needed (0.0) if the transfer does not help the challenger to win. None is enough (None) if even a deal that is kept costs
        the defender more than war. Otherwise it is (win_after - win) / (win_after + defender_cost - deal): with that chance of
        keeping 1 - deal, and otherwise of fighting later from a weaker place, the deal is worth as much as fighting now.
        """
        require_share(deal=deal, win_after=win_after)
        if deal > self.win + self.defender_cost + _TIE:
            return None
        rise = win_after - self.win
        if rise <= _TIE:
            return 0.0
        # For a deal inside the range the divisor is never smaller than the rise; rounding must not make it so.
        return rise / max(win_after + self.defender_cost - deal, rise)

    def holds(self, deal: float, win_after: float, guarantee: float) -> bool:
        """Whether the defender prefers the deal to fighting now, if it can be ``guarantee`` (0 to 1) sure that it will be kept."""
        require_share(guarantee=guarantee)
        needed = self.guarantee_needed(deal, win_after)
        return needed is not None and guarantee >= needed - _TIE


@dataclass(frozen=True)
class Offer:
    """A deal on the table, ``deal`` being the challenger's share of the stake, and how far it can be trusted.

    ``win_after`` is the challenger's chance of winning once the deal is carried out, ``guarantee`` (0 to 1) how sure the
    defender can be that it will be kept; ``label`` says in words what setting this is.
    """

    label: str
    war: Bargain
    deal: float
    win_after: float
    guarantee: float

    @property
    def works(self) -> bool:
        """Whether the deal leaves the challenger no reason to fight."""
        return self.war.works(self.deal)

    @property
    def needed(self) -> float | None:
        """See :meth:`Bargain.guarantee_needed`."""
        return self.war.guarantee_needed(self.deal, self.win_after)

    @property
    def holds(self) -> bool:
        """Whether the defender prefers the deal, trusted as it is, to fighting now."""
        return self.war.holds(self.deal, self.win_after, self.guarantee)


@dataclass(frozen=True)
class Contest:
    """Two sides in words, the settings of their bargain by id, and the one that the lesson opens with and asks about."""

    challenger: str
    defender: str
    offers: Mapping[str, Offer]
    opens: str

    @classmethod
    def read(cls, data: Package) -> Contest:
        """The contest of the table ``bargains``; DataError unless it has two sides and one setting that opens."""
        rows, names = data.rows("bargains"), data.rows("actors").set_index("actor_id").short_name
        sides = rows[["challenger", "defender"]].drop_duplicates()
        if len(sides) != 1:
            raise DataError(f"The table bargains must have one challenger and one defender; it has {len(sides)} pairs.")
        if rows.opens.sum() != 1:
            raise DataError(f"One row of the table bargains must be marked in opens; {rows.opens.sum()} are.")
        offers = {
            row.case_id: Offer(
                row.label,
                Bargain(row.held, row.win, row.challenger_cost, row.defender_cost),
                row.deal,
                row.win_after,
                row.guarantee,
            )
            for row in rows.itertuples()
        }
        challenger, defender = names[sides.iloc[0]]
        return cls(challenger, defender, offers, rows.case_id[rows.opens].iloc[0])
