"""Why two students prefer different options: in which kind of view their difference lies, and how far one would have to go to meet the other.

A student's view has four kinds of parts: *weights* (what matters), *scores* (what would happen), *p* (how likely the uncertain option
is to go well) and *menu* (what can be chosen at all). A *concession* in one kind is the least part of the way, from 0 to 1, that one
student must go from her own view to the other's, all of that kind moving together and everything else of hers left as it is, until a
best option of the other's is one of her own best. Along such a line every option's value is linear, so the part is exact. The menu has
no halfway: its concession is 1.

This is sensitivity analysis of an additive value model: the smallest change of weights or of performances that brings another
alternative to the top (Triantaphyllou and Sánchez, "A Sensitivity Analysis Approach for Some Deterministic Multi-Criteria
Decision-Making Methods", *Decision Sciences* 28, 1997), taken not one number at a time but towards the view that somebody holds.
It finds a way to agree, and does not say who is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .assumptions import Assumptions, Ground
from .model import TIE

KINDS = ("weights", "scores", "p", "menu")


@dataclass(frozen=True)
class Views:
    """What several students assume, as arrays over students, options (all that there are) and interests.

    ``low``, ``mid`` and ``high`` have shape (students, options, interests), ``weights`` (students, interests), ``p`` (students,) with NaN for
    middle scores, ``menu`` (students, options), True for what can be chosen. ``uncertain`` is the row of the option to which p belongs.
    """

    names: tuple[str, ...]
    options: tuple[str, ...]
    interests: tuple[str, ...]
    low: np.ndarray
    mid: np.ndarray
    high: np.ndarray
    weights: np.ndarray
    p: np.ndarray
    menu: np.ndarray
    uncertain: int

    @classmethod
    def of(cls, named: Mapping[str, Assumptions], given: Ground) -> Views:
        """The views of students (name -> assumptions) who started from the same ground."""
        scores = [given.edited(mine) for mine in named.values()]
        low, mid, high = (np.array([getattr(s, end) for s in scores]) for end in ("low", "mid", "high"))
        weights = np.array([mine.weights for mine in named.values()])
        p = np.array([np.nan if mine.p is None else mine.p for mine in named.values()])
        menu = np.array([[o in given.menus[mine.menu] for o in given.scores.options] for mine in named.values()])
        options, interests = given.scores.options, given.scores.interests
        return cls(
            tuple(named), options, interests, low, mid, high, weights, p, menu, given.scores.row(given.uncertain)
        )

    def scores(self, scores: np.ndarray, p: np.ndarray) -> np.ndarray:
        """The scores that a ranking rests on: the ``scores`` of these students with the ``p`` of those, (pairs, options, interests)."""
        used, u = self.mid[scores].copy(), self.uncertain
        chance = self.p[p][:, None]
        at_p = chance * self.high[scores, u] + (1 - chance) * self.low[scores, u]
        used[:, u] = np.where(np.isnan(chance), used[:, u], at_p)
        return used

    def values(self, own: np.ndarray, other: np.ndarray, taken: Sequence[str] = ()) -> np.ndarray:
        """The options' values for the students ``own``, who take the kinds ``taken`` from ``other``: (pairs, options), -inf off the menu."""
        whose = {kind: other if kind in taken else own for kind in KINDS}
        used = self.scores(whose["scores"], whose["p"])
        values = np.einsum("koi,ki->ko", used, self.weights[whose["weights"]])
        return np.where(self.menu[whose["menu"]], values, -np.inf)

    def best(self) -> np.ndarray:
        """The best options of each student, ties together: a mask of shape (students, options)."""
        everyone = np.arange(len(self.names))
        return at_the_top(self.values(everyone, everyone))


def at_the_top(values: np.ndarray) -> np.ndarray:
    """Which options (last axis) have the highest value, ties together."""
    return values >= values.max(axis=-1, keepdims=True) - TIE


def first_reach(start: np.ndarray, end: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The least t from 0 to 1 at which a wanted option is at the top of (1 - t) start + t end; inf if none is before the end.

    All three have shape (pairs, options); options that cannot be chosen have the value -inf in both ``start`` and ``end``.
    """
    listed = np.isfinite(start)
    first, last = (np.where(listed, v, 0.0) for v in (start, end))
    lead = first[:, :, None] - first[:, None, :]  # of each wanted option over each rival: at the start, and at the end
    then = last[:, :, None] - last[:, None, :]
    ahead, stays = lead >= -TIE, then >= -TIE
    with np.errstate(divide="ignore", invalid="ignore"):
        meets = lead / (lead - then)
    never = listed[:, None, :] & ~ahead & ~stays
    opens = np.where(listed[:, None, :] & ~ahead & stays, meets, 0.0).max(axis=2)
    closes = np.where(listed[:, None, :] & ahead & ~stays, meets, 1.0).min(axis=2)
    possible = wanted & listed & ~never.any(axis=2) & (opens <= closes + TIE)
    return np.where(possible, opens, np.inf).min(axis=1)


def concessions(views: Views, own: np.ndarray, other: np.ndarray) -> dict[str, np.ndarray]:
    """For each kind, how far the students ``own`` must go towards ``other``, pair by pair: 0 to 1, inf if even all the way will not do."""
    wanted, start = views.best()[other], views.values(own, other)
    agree = (at_the_top(start) & wanted).any(axis=1)
    found = {}
    for kind in KINDS:
        end = views.values(own, other, [kind])
        if kind == "menu":
            found[kind] = np.where(agree, 0.0, np.where((at_the_top(end) & wanted).any(axis=1), 1.0, np.inf))
        else:
            found[kind] = first_reach(start, end, wanted)
    return found


@dataclass(frozen=True)
class Concession:
    """One student's way to agreement: ``part`` of the way, 0 to 1, to the other's view in one ``kind``; by the student in row ``who``."""

    kind: str
    part: float
    who: int


def quarrel(views: Views, a: int, b: int) -> list[Concession]:
    """The ways in which two students could agree by a concession in a single kind, the smallest first; one a kind, by whoever needs the less.

    Empty if no single kind will do; parts of 0 if they agree already.
    """
    both = concessions(views, np.array([a, b]), np.array([b, a]))
    ways = [Concession(kind, float(parts.min()), (a, b)[int(parts.argmin())]) for kind, parts in both.items()]
    return sorted((w for w in ways if np.isfinite(w.part)), key=lambda w: w.part)


def together(views: Views, a: int, b: int) -> tuple[tuple[str, ...], int]:
    """The fewest kinds that one of the two must take from the other, whole, to agree; and who. All four always do."""
    best = views.best()
    for size in range(1, len(KINDS) + 1):
        for taken in combinations(KINDS, size):
            for own, other in ((a, b), (b, a)):
                values = views.values(np.array([own]), np.array([other]), taken)
                if (at_the_top(values)[0] & best[other]).any():
                    return taken, own
    raise AssertionError("whoever takes over everything agrees")


@dataclass(frozen=True)
class Crux:
    """The single entry of a kind that does most to close the gap: an ``option`` (row), an ``interest`` (column), or both; -1 where there is none."""

    kind: str
    option: int = -1
    interest: int = -1


def crux(views: Views, own: int, other: int, kind: str) -> Crux:
    """Which weight, score or option of the other's view does most to bring her best option level with one's own best.

    The gap between two options is a sum over the interests, so the part of each entry in closing it is exact.
    """
    best = views.best()
    mine, theirs = int(np.argmax(best[own])), int(np.argmax(best[other]))
    one, two = np.array([own]), np.array([other])
    scores, weights = views.scores(one, one)[0], views.weights
    if kind == "weights":
        return Crux(kind, interest=int(np.argmax((weights[other] - weights[own]) * (scores[theirs] - scores[mine]))))
    if kind == "scores":
        change = (views.scores(two, one)[0] - scores) * weights[own]
        gain = np.array([change[theirs], -change[mine]])
        row, interest = np.unravel_index(int(np.argmax(gain)), gain.shape)
        return Crux(kind, (theirs, mine)[int(row)], int(interest))
    if kind == "menu":
        return Crux(kind, mine if not views.menu[other, mine] else theirs)
    return Crux(kind, views.uncertain)


@dataclass(frozen=True)
class ClassMap:
    """A class by disagreement, each array of shape (students, students) and symmetric.

    ``part`` is the least concession of either student in any one kind (0: they agree; inf: no single kind will do), ``kind`` the row in
    KINDS of that kind, ``ways`` the number of kinds of which any one will do.
    """

    part: np.ndarray
    kind: np.ndarray
    ways: np.ndarray


def class_map(views: Views) -> ClassMap:
    """Every pair of a class: how far apart, and in what. Three hundred students take under a second."""
    n = len(views.names)
    a, b = np.triu_indices(n, 1)
    one, two = concessions(views, a, b), concessions(views, b, a)
    parts = np.array([np.minimum(one[kind], two[kind]) for kind in KINDS])  # (kinds, pairs)
    square = [np.zeros((n, n)), np.zeros((n, n), dtype=int), np.full((n, n), len(KINDS))]
    for made, found in zip(
        square, (parts.min(axis=0), parts.argmin(axis=0), np.isfinite(parts).sum(axis=0)), strict=True
    ):
        made[a, b] = made[b, a] = found
    return ClassMap(*square)


def to_debate(views: Views, found: ClassMap) -> tuple[int, int] | None:
    """The pair to put in front of the room; None if all agree.

    Two who would agree by exactly one kind, so that one question decides; among these, from the camps that hold most pairs of the class,
    and of these the two who are farthest apart. Where no such pair is, the same among all who disagree.
    """
    best = views.best()
    apart = np.triu(found.part > 0, 1)
    if not apart.any():
        return None
    one = apart & (found.ways == 1)
    choice = one if one.any() else apart
    size = (best[:, None, :] == best[None, :, :]).all(axis=2).sum(axis=1)  # of each student's camp
    weight = np.where(choice, size[:, None] * size[None, :], -1)
    far = np.where(weight == weight.max(), np.where(np.isfinite(found.part), found.part, 0.0), -1.0)
    a, b = np.unravel_index(int(np.argmax(far)), far.shape)
    return int(a), int(b)
