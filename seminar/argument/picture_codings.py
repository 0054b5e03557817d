"""A class's codings of the same claims, laid together: how far they agree, and the disputed claims first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ..kit.palette import KINDS
from ..kit.show import Picture, Table
from ..kit.words import count, decimal, listed, verb
from . import class_codings


def agreement(counted: pd.DataFrame, claims: pd.DataFrame, coders: int, remarks: Sequence[str]) -> Table:
    """The table of :func:`.class_codings.agreement` beside the seminar's kinds; ``counted`` is :func:`.class_codings.counts`."""
    agreed, known = class_codings.agreement(counted), claims.set_index("claim_id")
    rows = [
        (
            row.claim_id,
            known.claim[row.claim_id],
            *(int(n) for n in counted.loc[row.claim_id]),
            KINDS[row.kind].label if row.kind else "a tie" if row.coders else "not coded",
            KINDS[known.kind[row.claim_id]].label,
        )
        for row in agreed.itertuples()
    ]
    heads = ["Claim", "In our words", *(mark.label for mark in KINDS.values()), "The class, by majority", "The seminar"]
    disputed = agreed.claim_id[agreed.disputed].tolist()
    hot = (
        f"Disputed, with fewer than two thirds on one kind: {listed(disputed)}."
        if disputed
        else "No claim is disputed: on each, two thirds or more agree."
    )
    differ = sum(bool(row.kind) and row.kind != known.kind[row.claim_id] for row in agreed.itertuples())
    sentence = f"{count(coders, 'student')} coded {count(len(agreed), 'claim')}. {hot} On {differ} the class's majority differs from the seminar."
    return Table(
        pd.DataFrame(rows, columns=heads), sentence, "Many codings of the same claims", (_alpha(counted), *remarks)
    )


def _alpha(counted: pd.DataFrame) -> str:
    """Krippendorff's alpha in a sentence, or why there is none."""
    value = class_codings.alpha(counted)
    if not np.isnan(value):
        firm, tentative = decimal(class_codings.FIRM), decimal(class_codings.TENTATIVE)
        return (
            f"Krippendorff's alpha is {decimal(value)}: 1 would be full agreement, 0 that of chance. "
            f"He asks for {firm} to rest anything on a coding, and {tentative} for a tentative conclusion."
        )
    if not class_codings.installed():
        return (
            "For Krippendorff's alpha install the package krippendorff (pip install krippendorff), then run this again."
        )
    return "Krippendorff's alpha needs two students on one claim, and more than one kind among all."


def too_few(place: str, remarks: Sequence[str]) -> Table:
    """What to do where fewer than two codings could be read."""
    advice = f"{place} holds fewer than two answers files with claims sorted in lesson 1. Collect copies of my_answers.json there, in a folder or a zip."
    return Table(
        pd.DataFrame({"What happened": [advice, *remarks]}),
        "There are no two codings to compare yet.",
        "Many codings of the same claims",
    )


def by_the_class(shown: Picture, changed: Sequence[str]) -> Picture:
    """A picture of lesson 1 drawn from the class's majority, which says so; ``changed`` are the claims whose kind is not the seminar's."""
    which = (
        f"{listed(changed)} {verb(len(changed))} of another kind than in the seminar's coding"
        if changed
        else "no claim changes its kind"
    )
    note = f"Where most of the class agree on a kind, it is theirs; all else is the seminar's coding. By that {which}."
    return replace(shown, title=f"{shown.title}, by the class's majority", notes=(*shown.notes, note))
