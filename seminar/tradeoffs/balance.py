"""Two options and two cares: the smallest weighing there is, along one edge of the strait.

All the weight lies on two interests, ``share`` of it on the first. An option's value is then a straight line over the share, and
two lines cross at most once: where they do, the choice turns.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..tables import Package
from .model import TIE, best, index_of
from .triangle import strait_model


@dataclass(frozen=True)
class Balance:
    """The article's best option for each of two interests, and what each option scores on both: (first, second)."""

    options: tuple[str, str]
    interests: tuple[str, str]
    scores: tuple[tuple[float, float], tuple[float, float]]

    def values(self, share: float) -> tuple[float, float]:
        """What the two options are worth with this share of the weight (0 to 1) on the first interest."""
        (a, b), (c, d) = self.scores
        return share * a + (1 - share) * b, share * c + (1 - share) * d

    @property
    def level(self) -> float:
        """The share at which both options are worth the same."""
        (a, b), (c, d) = self.scores
        return (d - b) / (a - b - c + d)

    def better(self, share: float) -> tuple[str, ...]:
        """The option that is less bad at this share; both where they are level."""
        first, second = self.values(share)
        return self.options if abs(first - second) < TIE else (self.options[second > first],)


def balance(data: Package) -> Balance | None:
    """The two options of the article that are best at the strait's first two corners; None if one option is best at both."""
    strait = strait_model("article", data)
    mid, names, interests = strait.scores.mid, strait.scores.options, strait.scores.interests
    corners = [interests[row.argmax()] for row in strait.corners[:2]]
    columns = [index_of(c, interests, "an interest") for c in corners]
    options = [best(names, mid[:, c])[0] for c in columns]
    if options[0] == options[1]:
        return None
    scores = [(float(mid[names.index(o), columns[0]]), float(mid[names.index(o), columns[1]])) for o in options]
    return Balance((options[0], options[1]), (corners[0], corners[1]), (scores[0], scores[1]))
