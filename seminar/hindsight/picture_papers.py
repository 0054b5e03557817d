"""Clauses as they stood on the day and as they are known since; the matrix in both states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

import pandas as pd

from ..forecasts.picture import percent
from ..kit.show import Html, Picture, Table, table_html
from ..kit.sources import cited, key_line, key_words
from ..kit.words import capital, count, listed, long_day, number_word
from ..settlement import picture as settlement
from ..settlement.picture_cells import CERTAINTIES, LETTERS
from ..settlement.picture_papers import short
from ..tables import HINDSIGHT, Package
from . import papers
from .papers import Call
from .picture_statement import all_cells

HOW = {"quoted": "quoted", "paraphrased": "paraphrased", "reading": "an interested party’s reading"}
UNREAD = "not read by us"
COIN = 0.25  # the penalty of always saying 50%


@dataclass(frozen=True)
class LeakScene:
    """What the forecasts of clauses are made from: the clauses asked about (:func:`.papers.asked`), what became known (:func:`.papers.since`),
    the published files, and how many of their clauses are as unknown as before."""

    asked: pd.DataFrame
    later: pd.DataFrame
    files: pd.DataFrame
    untold: int
    sources: pd.DataFrame


def leak_scene(data: Package) -> LeakScene:
    """The clauses that the table of checks names, as they stood on the article's day."""
    cells = all_cells(data)
    checks, files = data.rows("clause_checks", HINDSIGHT), data.rows("published_files", HINDSIGHT)
    later = papers.since(data.rows("provisions", HINDSIGHT), data.seal)
    asked, untold = papers.asked(checks, cells), papers.untold(files, cells, later)
    more = untold.merge(asked[["proposal_id", "element_id"]], how="left", indicator="found").found.eq("left_only")
    return LeakScene(asked, later, files, int(more.sum()), data.read("sources", HINDSIGHT))


def published(scene: LeakScene) -> str:
    """What was published, as HTML: a sentence, and the sets as a table that opens."""
    new = int((scene.files.public_before == "no").sum())
    sentence = (
        f"{capital(number_word(len(scene.files)))} sets of papers were published. {capital(number_word(new))} of them had not been public before. "
        "We could open none of them: what follows is what others say that they hold."
    )
    table = scene.files[["title", "public_before", "note"]].set_axis(["What", "Public before", "Note"], axis=1)
    table = table.assign(Sources=[cited(scene.sources, ids) for ids in scene.files.source_ids])
    listed = f'<summary style="cursor:pointer">The list</summary>{table_html(table, "What was published")}'
    return f'<p style="margin:0 0 0.3em">{escape(sentence)}</p><details>{listed}{key_line(scene.sources)}</details>'


def as_it_stood(row) -> str:
    """One clause as it stood on the day, as HTML: paper and question, its mark, and what it said."""
    mark = CERTAINTIES[row.certainty]
    said = "" if row.certainty == "not read" else f": {escape(row.summary)}"
    return f"<strong>{escape(row.short_name)} · {escape(short(row.label))}</strong><br>{LETTERS[row.certainty]} {mark.label}{said}"


def asked_table(scene: LeakScene) -> Table:
    """The clauses to forecast, as they stood on the day."""
    rows = [(Html(as_it_stood(row)),) for row in scene.asked.itertuples()]
    sentence = f"{capital(number_word(len(rows)))} clauses as they stood on the day of the article."
    return Table(pd.DataFrame(rows, columns=["Clause"]), sentence, "Clauses to forecast")


def known_since(scene: LeakScene, said: Mapping[str, Call]) -> Table:
    """The clauses beside what is known since, each account with how it is known, the finding, and what was ``said`` of it, if anything."""
    scored = papers.scored(said, scene.asked).set_index("check_id")
    rows = []
    for row in scene.asked.itertuples():
        of = scene.later[(scene.later.proposal_id == row.proposal_id) & (scene.later.element_id == row.element_id)]
        told = [
            f"<em>{HOW[a.how]}</em>, {a.known_from.year}: {escape(a.provision)} ({cited(scene.sources, a.source_ids)})"
            for a in of.itertuples()
        ]
        finding = f"<strong>{escape(row.finding)}</strong>. {escape(row.because)}"
        since = Html("<br>".join(told) or f"<em>{UNREAD}</em>")
        rows.append((Html(as_it_stood(row)), since, Html(finding), _said(scored, row.check_id)))
    heads = ["As it stood", "Known since", "Our finding", "You"]
    table = pd.DataFrame(rows, columns=heads)
    named = list(scene.later.source_ids)
    read = {i for ids in scene.later.source_ids[scene.later.how == "reading"] for i in ids}
    sides = {side for cell in scene.sources.side[scene.sources.source_id.isin(read)] for side in cell.split("; ")}
    notes = (
        f"The readings come from {listed(sorted(sides - {''}))}; we found none of another side.",
        f"Nothing became known of {scene.untold} more clauses of these papers.",
        key_words(scene.sources, named),
    )
    return Table(table if said else table.drop(columns="You"), _sum(scene, scored), "The leak and the paper", notes)


def _said(scored: pd.DataFrame, check_id: str) -> str:
    if check_id not in scored.index:
        return ""
    row = scored.loc[check_id]
    return f"{row.said}, {percent(row.chance)}: {'right' if row.right else 'not so'}, penalty {row.penalty:.2f}"


def _sum(scene: LeakScene, scored: pd.DataFrame) -> str:
    counts = scene.asked.finding.value_counts()
    hold, change, open_ = (int(counts.get(f, 0)) for f in papers.FINDINGS)
    sentence = f"Of {len(scene.asked)} clauses we find that {hold} hold and {change} change; of {open_} we cannot tell."
    if scored.empty:
        return sentence
    right, mean = int(scored.right.sum()), scored.penalty.mean()
    return f"{sentence} You were right on {right} of {len(scored)}, with a mean penalty of {mean:.2f}; always saying 50% gets {COIN}."


def matrix_then(data: Package, name: str) -> Picture:
    """The matrix with one more column, the last paper; all others as they could be read on the article's day."""
    return settlement.matrix(all_cells(data), data.read("sources", HINDSIGHT), name=name)


def matrix_now(data: Package, name: str) -> Picture:
    """The same as it is known now; a cell is framed where an account of its clause has come since."""
    cells = all_cells(data, now=True)
    later = papers.since(data.rows("provisions", HINDSIGHT), data.seal)
    anew = papers.told_anew(cells, later)
    marked = list(zip(anew.proposal_id, anew.element_id, strict=True))
    drawn = settlement.matrix(cells, data.read("sources", HINDSIGHT), name=name, marked=marked)
    then = all_cells(data).certainty.to_numpy()
    filled = int(((then == "not read") & (cells.certainty != "not read").to_numpy()).sum())
    sentence = (
        f"{drawn.sentence} In {count(len(marked), 'framed cell')} an account came after {long_day(data.seal)}; "
        f"{filled} of them had not been read before."
    )
    return replace(drawn, sentence=sentence, title="The matrix as it is known now")
