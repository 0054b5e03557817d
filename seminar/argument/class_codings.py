"""The same claims coded by many students: how far they agree, which claims they dispute, and the kind that most of them give each.

Agreement is Krippendorff's alpha for kinds without an order: 1 where all agree, 0 where they agree no more than if kinds were dealt out by
chance, computed by the package ``krippendorff`` (Krippendorff, *Content Analysis*, 2004, chapter 11). Whoever left a claim out
counts for the others. Agreement is not truth: a class may agree on a mistake.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from importlib.util import find_spec

import pandas as pd

from .. import answers
from ..kit.palette import KINDS

_NOTE = "sorted_claims"  # under which lesson 1 keeps what a student sorted
FIRM, TENTATIVE = 0.8, 2 / 3  # what Krippendorff asks of codings on which something is to rest
_CLEAR = 2 / 3  # a claim on which fewer agree is disputed


def collect(texts: Mapping[str, str], claims: Sequence[str]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Read answers files (name -> text): what each student sorted (claim -> kind), by name, and a sentence for each file without any."""
    read, refused = {}, []
    for name in sorted(texts):
        try:
            kept = answers.Answers.from_json(texts[name], name).opened(_NOTE)
        except answers.AnswersError as error:
            refused.append(str(error))
            continue
        sorted_ = {claim: kind for claim, kind in kept.items() if claim in claims and kind in list(KINDS)}
        if sorted_:
            read[name] = sorted_
        else:
            refused.append(f"{name} has no claims sorted by kind; they are sorted in lesson 1.")
    return read, refused


def counts(codings: Sequence[Mapping[str, str]], claims: Sequence[str]) -> pd.DataFrame:
    """How many students gave each claim (rows) each kind (columns)."""
    table = pd.DataFrame(0, index=pd.Index(claims, name="claim_id"), columns=list(KINDS))
    for coding in codings:
        for claim, kind in coding.items():
            table.loc[claim, kind] += 1
    return table


def alpha(counted: pd.DataFrame) -> float:
    """Krippendorff's alpha of :func:`counts`, at most 1; NaN where no claim has two students, all gave one kind, or the package is not there."""
    paired = counted[counted.sum(axis=1) > 1]
    if (paired.sum() > 0).sum() < 2 or not installed():
        return math.nan
    import krippendorff  # for whoever teaches the class: the lessons do without

    return float(krippendorff.alpha(value_counts=paired.to_numpy(), level_of_measurement="nominal"))


def installed() -> bool:
    """Whether the package that computes alpha is there."""
    return find_spec("krippendorff") is not None


def agreement(counted: pd.DataFrame) -> pd.DataFrame:
    """By claim: ``coders``, ``kind`` (that of most; empty at a tie or without a coder), ``share`` of the coders who gave it, and ``disputed``.

    A claim is disputed where fewer than two thirds agree on a kind. The most disputed come first.
    """
    coders, most = counted.sum(axis=1), counted.max(axis=1)
    single = counted.eq(most, axis=0).sum(axis=1).eq(1) & (most > 0)
    share = (most / coders.where(coders > 0)).astype(float)
    table = pd.DataFrame(
        {
            "coders": coders,
            "kind": counted.idxmax(axis=1).where(single, ""),
            "share": share,
            "disputed": share < _CLEAR - 1e-9,
        }
    )
    return table.sort_values("share", kind="stable", na_position="last").reset_index()


def under_majority(claims: pd.DataFrame, agreed: pd.DataFrame) -> pd.DataFrame:
    """The claims with the class's kind in place of the seminar's, where most of the class gave one (:func:`agreement`)."""
    given = dict(agreed.loc[agreed.kind != "", ["claim_id", "kind"]].itertuples(index=False, name=None))
    return claims.assign(
        kind=[given.get(claim, kind) for claim, kind in zip(claims.claim_id, claims.kind, strict=True)]
    )
