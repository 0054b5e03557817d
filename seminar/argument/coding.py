"""A reader's own coding of any article: its text cut into paragraphs, and the lines of a form as a table of claims."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

import pandas as pd

from ..kit import argdown
from ..kit.palette import KINDS
from ..kit.words import listed

SAID, IMPLIED = STATUSES = ("said", "implied")
_MARK = re.compile(r"\W{0,3}(P\d{1,2})\b\W{0,4}")
_LABEL = 60  # letters of a claim in a picture


def paragraphs(text: str) -> dict[str, str]:
    """The paragraphs of an article, by number.

    Where some begin with a number of their own, such as P3, these are the paragraphs; else every block between empty
    lines is one (every line, where there are no empty lines), counted from P1.
    """
    blocks = [" ".join(block.split()) for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))]
    blocks = [block for block in blocks if block]
    if len(blocks) == 1:
        blocks = [line.strip() for line in text.splitlines() if line.strip()]
    marked = [(mark, block) for block in blocks if (mark := _MARK.match(block))]
    if marked:
        return {mark[1]: block[mark.end() :] for mark, block in marked}
    return {f"P{number}": block for number, block in enumerate(blocks, start=1)}


def faults(rows: Sequence[dict]) -> list[str]:
    """What a coding still lacks before it can be drawn, a sentence each; none where it can be."""
    filled = _filled(rows)
    if len(filled) < 2:
        return ["Write at least two claims first: the thesis, and one that is given for it."]
    found = [
        f"Line {number} has no {listed(lacking)} yet."
        for number, row in enumerate(filled, start=1)
        if (
            lacking := [
                n
                for n, good in (("paragraph", bool(row.get("paragraph"))), ("kind", row.get("kind") in KINDS))
                if not good
            ]
        )
    ]
    orphans = [comment.sentence for comment in argdown.comments(argdown.from_rows(filled)) if comment.kind == "orphan"]
    return [*found, *orphans]


def claims(rows: Sequence[dict]) -> pd.DataFrame:
    """The lines of a coding as a table of claims, C01 and on, for the pictures of an argument. The coding has no :func:`faults`."""
    filled = _filled(rows)
    above = argdown.above(argdown.from_rows(filled))
    ids = [f"C{number:02d}" for number in range(1, len(filled) + 1)]
    return pd.DataFrame(
        {
            "claim_id": ids,
            "paragraphs": [(row["paragraph"],) for row in filled],
            "label": [textwrap.shorten(row["words"], _LABEL, placeholder=" …") for row in filled],
            "claim": [row["words"].strip() for row in filled],
            "kind": [row["kind"] for row in filled],
            "supports": ["" if parent is None else ids[parent] for parent in above],
            "status_in_text": [IMPLIED if row.get("status") == IMPLIED else SAID for row in filled],
        }
    )


def _filled(rows: Sequence[dict]) -> list[dict]:
    return [row for row in rows if str(row.get("words", "")).strip()]


def bare(table: pd.DataFrame, kind: str = "prediction") -> list[str]:
    """The claims of one kind for which no other claim is given."""
    return table.claim_id[(table.kind == kind) & ~table.claim_id.isin(table.supports)].tolist()


def by_paragraph(mine: pd.DataFrame, other: pd.DataFrame, numbers: Sequence[str]) -> pd.DataFrame:
    """For each paragraph the kinds of its claims in two codings, as the columns ``mine`` and ``other``, in the order of :data:`KINDS`."""
    columns = {}
    for name, table in (("mine", mine), ("other", other)):
        each = table.explode("paragraphs").groupby("paragraphs").kind.agg(list)
        columns[name] = [tuple(sorted(each.get(number, []), key=list(KINDS).index)) for number in numbers]
    return pd.DataFrame({"paragraph": list(numbers), **columns})
