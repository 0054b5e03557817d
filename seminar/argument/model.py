"""The article as a tree of claims: a thesis, the reasons given for it, and the evidence under the reasons.

Each claim has a kind (what sort of sentence it is) and supports at most one other claim; the one that supports none is
the thesis. The parts are Toulmin's (*The Uses of Argument*, 1958); drawing them as a tree is older.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from ..errors import SeminarError
from ..kit.ids import meant

REPORTING = ("fact", "reported-speech")
BETTING = ("prediction", "recommendation")
STANCES = {"reports": REPORTING, "interprets": ("interpretation",), "bets": BETTING}


@dataclass(frozen=True)
class Dossier:
    """The claims with what was known about them on one day: the tables ``claims``, ``verdicts``, ``accounts`` and ``sources``."""

    claims: pd.DataFrame
    verdicts: pd.DataFrame
    accounts: pd.DataFrame
    sources: pd.DataFrame

    @cached_property
    def outline(self) -> pd.DataFrame:
        """The claims as a tree: see :func:`outline`."""
        return outline(self.claims)


class UnknownClaim(SeminarError):
    """A claim id that is not in the table; the message is a sentence."""


def thesis(claims: pd.DataFrame) -> str:
    """The id of the one claim that supports no other; ValueError if there is none, or more than one."""
    roots = claims.loc[claims.supports == "", "claim_id"].tolist()
    if len(roots) != 1:
        raise ValueError(
            f"An argument has one thesis; here {len(roots)} claims support nothing: {', '.join(roots) or 'none'}."
        )
    return roots[0]


def supporters(claims: pd.DataFrame, claim_id: str) -> list[str]:
    """The claims given directly for this one, in the order of the table."""
    _require(claims, claim_id)
    return claims.loc[claims.supports == claim_id, "claim_id"].tolist()


def line_to_thesis(claims: pd.DataFrame, claim_id: str) -> list[str]:
    """The claim, what it supports, what that supports, up to the thesis; ValueError if the line goes round in a circle."""
    _require(claims, claim_id)
    supports = dict(zip(claims.claim_id, claims.supports, strict=True))
    line = [claim_id]
    while above := supports[line[-1]]:
        if above in line:
            raise ValueError(
                f"{above} supports itself, by way of {' and '.join(line[line.index(above) + 1 :]) or 'nothing'}."
            )
        line.append(above)
    return line


def outline(claims: pd.DataFrame) -> pd.DataFrame:
    """The table in reading order of the tree, each claim followed by its support, with two more columns.

    ``depth`` is 0 for the thesis; ``below`` counts the claims that support this one, directly or not.
    """
    depth, order, below = {}, [], {}
    given: dict[str, list[str]] = {}
    for claim, above in zip(claims.claim_id, claims.supports, strict=True):
        given.setdefault(above, []).append(claim)

    def visit(claim_id: str, level: int) -> int:
        depth[claim_id] = level
        order.append(claim_id)
        below[claim_id] = sum(1 + visit(child, level + 1) for child in given.get(claim_id, ()))
        return below[claim_id]

    visit(thesis(claims), 0)
    if stray := sorted(set(claims.claim_id) - set(order)):
        line_to_thesis(claims, stray[0])  # names the circle
    return (
        claims.set_index("claim_id").loc[order].assign(depth=depth, below=below).rename_axis("claim_id").reset_index()
    )


def footing(claims: pd.DataFrame) -> pd.DataFrame:
    """How many claims of each kind there are (``claims``) and how many of them rest on nothing further (``unsupported``)."""
    bare = ~claims.claim_id.isin(claims.supports)
    return (
        pd.DataFrame({"claims": claims.kind.value_counts(sort=False), "unsupported": claims.kind[bare].value_counts()})
        .fillna(0)
        .astype(int)
    )


def bare_share(claims: pd.DataFrame, kind: str) -> float:
    """The share, 0 to 1, of one kind of claim that no other claim supports; 0 if there are none of that kind."""
    bare, every = bare_count(claims, kind)
    return bare / every if every else 0.0


def bare_count(claims: pd.DataFrame, kind: str) -> tuple[int, int]:
    """How many claims of one kind have no support, and how many there are of that kind."""
    counts = footing(claims).reindex([kind], fill_value=0).iloc[0]
    return int(counts.unsupported), int(counts.claims)


def mix(claims: pd.DataFrame, paragraphs: list[str], kinds: list[str]) -> pd.DataFrame:
    """Claims by paragraph (rows) and kind (columns). A claim made in two paragraphs is counted in both."""
    each = claims.explode("paragraphs")
    return pd.crosstab(each.paragraphs, each.kind).reindex(index=paragraphs, columns=kinds, fill_value=0)


def stance(mixed: pd.DataFrame) -> pd.Series:
    """For each paragraph what most of its claims do: reports, interprets or bets; 'mixed' at a tie, '' where none is made."""
    counts = pd.DataFrame(
        {name: mixed[[k for k in kinds if k in mixed]].sum(axis=1) for name, kinds in STANCES.items()}
    )
    most = counts.max(axis=1)
    named = counts.idxmax(axis=1).where(counts.eq(most, axis=0).sum(axis=1) == 1, "mixed")
    return named.where(most > 0, "")


def longest_run(stances: pd.Series, name: str) -> tuple[str, str] | None:
    """First and last paragraph of the longest unbroken run of one stance; None if it never occurs."""
    best: list[str] = []
    run: list[str] = []
    for paragraph, value in stances.items():
        run = [*run, paragraph] if value == name else []
        best = max(best, run, key=len)
    return (best[0], best[-1]) if best else None


def beside(claims: pd.DataFrame, mine: dict[str, str]) -> pd.DataFrame:
    """The claims that a reader has sorted (``mine``: claim id -> kind), with that kind as column ``mine`` beside ``kind``."""
    return claims[claims.claim_id.isin(mine)].assign(mine=lambda rows: rows.claim_id.map(mine)).reset_index(drop=True)


def _require(claims: pd.DataFrame, claim_id: str) -> None:
    ids = claims.claim_id.tolist()
    if claim_id not in ids:
        raise UnknownClaim(
            f"There is no claim {claim_id!r}; the claims run from {ids[0]} to {ids[-1]}.{meant(claim_id, ids)}"
        )
