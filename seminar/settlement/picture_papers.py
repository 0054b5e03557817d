"""The principles, the elements and the papers as tables; one clause through all papers; one paper as a whole; accounts."""

from __future__ import annotations

from html import escape

import pandas as pd

from ..kit.show import Html, Table
from ..kit.sources import cited, key_words
from ..kit.words import listed, verb
from . import model
from .picture_cells import CERTAINTIES


def short(label: str) -> str:
    """The name of an element without the places that it lists: the part before the colon."""
    return label.split(":")[0]


def principles(rows: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """The principles on which the mediators base a settlement."""
    table = pd.DataFrame(
        {
            "Principle": rows.number + " " + rows["name"],
            "What it says": rows.says,
            "Who leans on it": rows.leaned_on,
            "What it leaves open": rows.leaves_open,
            "Sources": [cited(sources, ids) for ids in rows.source_ids],
        }
    )
    sentence = f"{len(rows)} principles of one act, {listed(rows.number)}: each leaves something open, and the parties lean on them for different ends."
    return Table(table, sentence, "The principles that the mediators name", (key_words(sources, rows.source_ids),))


def elements(rows: pd.DataFrame) -> Table:
    """The published elements as questions: what each settles and what it leaves open."""
    count = len({number for numbers in rows.numbers for number in numbers})
    rows = rows.sort_values("numbers", key=lambda cells: cells.map(_first_number), kind="stable")
    touched, other = rows[rows.numbers.map(len) > 0], rows[rows.numbers.map(len) == 0]
    table = pd.DataFrame(
        {
            "No.": [", ".join(numbers) for numbers in touched.numbers],
            "The question": touched.question,
            "What the statement settles": touched.settles.replace("", "Nothing."),
            "What it leaves open": touched.leaves_open,
        }
    )
    nothing = [f"“{short(label)}”" for label in touched.label[touched.settles == ""]]
    sentence = (
        f"The {count} published elements touch {len(touched)} of the {len(rows)} questions, and leave something open on each"
        + (f"; on {listed(nothing)} they settle nothing" if nothing else "")
        + f". None of the {count} speaks of {listed([f'“{short(label)}”' for label in other.label], 'or')}."
    )
    return Table(table, sentence, "The published elements, each read as a question")


def _first_number(numbers: tuple[str, ...]) -> float:
    return min(map(int, numbers), default=float("inf"))


def papers(proposals: pd.DataFrame) -> Table:
    """The proposals in order of time: who made them, what they were, and how each ended."""
    table = pd.DataFrame(
        {
            "Paper": proposals.short_name,
            "In code": proposals.proposal_id,
            "Date": [_dates(p.date, p.end_date) for p in proposals.itertuples()],
            "From": proposals.proposed_by,
            "What it is": proposals.form,
            "How it ended": proposals.outcome,
        }
    )
    sentence = (
        f"{len(table)} papers from {proposals.date.iloc[0][:4]} to {proposals.date.iloc[-1][:4]}, in order of time."
    )
    return Table(table, sentence, "What had been on the table")


def clause(cells: pd.DataFrame, element: str, proposals: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """One question through all papers, in order of time."""
    rows = cells[cells.element_id == element].merge(proposals[["proposal_id", "date"]], on="proposal_id")
    speak = rows[rows.certainty.isin(model.SPOKEN)]
    table = pd.DataFrame(
        {
            "Paper": rows.short_name,
            "Date": [_dates(day) for day in rows.date],
            "How it is known": rows.certainty.map(lambda k: CERTAINTIES[k].label),
            "What it says": rows.provision.where(rows.provision != "", rows.summary),
            "Sources": [cited(sources, ids) for ids in rows.source_ids],
        }
    )
    unread, silent = ((rows.certainty == k).sum() for k in (model.NOT_READ, model.SILENT))
    sentence = (
        f"{len(speak)} of {len(rows)} papers say something on “{short(rows.label.iloc[0])}”; "
        f"{silent} {verb(silent)} silent, and in {unread} the clause was not read here."
    )
    return Table(table, sentence, rows.label.iloc[0], (key_words(sources, rows.source_ids),))


def paper(row: pd.Series, known: pd.Series, sources: pd.DataFrame) -> Table:
    """One paper as a whole: what it is, how it ended, and how its clauses are known."""
    told = ", ".join(f"{n} {CERTAINTIES[k].label.lower()}" for k, n in known.items() if n)
    lines = [
        ("Its name", row["name"]),
        ("Date", row.date),
        ("From", row.proposed_by),
        ("What it is", row.form),
        ("How it ended", row.outcome),
        ("How the text is known", row.certainty_note),
        ("Its clauses", told),
        ("Sources", cited(sources, row.source_ids)),
    ]
    read = int(known[list(model.SPOKEN)].sum())
    sentence = f"{row.short_name}: {read} of {known.sum()} questions have a clause that is known, {known['published']} of them from a published text."
    table = pd.DataFrame(lines, columns=["What", "What is known"])
    return Table(table, sentence, row.short_name, (key_words(sources, [row.source_ids]),))


def accounts(rows: pd.DataFrame, sources: pd.DataFrame, title: str, sentence: str) -> Table:
    """Who says what, with sources."""
    table = pd.DataFrame(
        {"Who": rows.who, "The account": rows.account, "Sources": [cited(sources, ids) for ids in rows.source_ids]}
    )
    return Table(table, sentence, title, (key_words(sources, rows.source_ids),))


def _dates(first: str, last: str = "") -> Html:
    """A date, or two, each on one line."""
    return Html(" to ".join(f'<span style="white-space:nowrap">{escape(d)}</span>' for d in (first, last) if d))
