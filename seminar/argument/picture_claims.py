"""The article's claims and paragraphs as tables, and one claim as a card."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ..kit.ids import as_written
from ..kit.palette import KINDS
from ..kit.show import Table, cell_text
from ..kit.sources import cited, key_words, source_list
from ..kit.words import count, listed, long_day, number_word, verb
from . import coding
from . import model as argument
from .model import Dossier

_ARTICLE = "The article"  # also in the table accounts: it is not a witness to what it says itself
# Columns run from the firmest verdict to what no source can settle.
_VERDICTS = ("confirmed", "partly", "contested", "open", "not checkable")


def paragraphs(rows: pd.DataFrame) -> Table:
    """What each paragraph says: the table ``article_paragraphs``."""
    noted = rows.paragraph[rows.note != ""].tolist()
    sentence = f"{rows.paragraph.iloc[0]} is the line under the headline; {len(rows) - 1} paragraphs follow."
    if noted:
        sentence += f" {', '.join(noted)} {verb(len(noted), 'carries', 'carry')} a note on the text itself."
    heads = ["Paragraph", "What it says", "Note"]
    return Table(rows.set_axis(heads, axis=1), sentence, "The article, paragraph by paragraph")


def to_sort(chosen: pd.DataFrame) -> pd.DataFrame:
    """Claims to sort by kind, without their kind."""
    return chosen[["claim_id", "claim", "paragraphs"]].set_axis(["Claim", "In our words", "Paragraph"], axis=1)


def sorted_beside(beside: pd.DataFrame) -> pd.DataFrame:
    """A student's sorting beside the seminar's: the rows of :func:`.model.beside`, with ``claim`` and ``reason``.

    Rows on which the two differ come first.
    """
    first = beside.assign(same=beside.mine == beside.kind).sort_values("same", kind="stable")
    table = first.assign(mine=first.mine.map(_label), kind=first.kind.map(_label))
    table = table[["claim_id", "claim", "mine", "kind", "reason"]].reset_index(drop=True)
    return table.set_axis(["Claim", "In our words", "You", "The seminar", "Its reason"], axis=1)


def _label(kind: str) -> str:
    return KINDS[kind].label


def claim_card(known: Dossier, claim_id: str) -> str:
    """One claim as HTML: what it says, what it supports, what supports it, and how far it could be checked on the day."""
    claims = known.claims
    row = claims.set_index("claim_id").loc[claim_id]
    above, below = argument.line_to_thesis(claims, claim_id)[1:], argument.supporters(claims, claim_id)
    words = dict(zip(claims.claim_id, claims.claim, strict=True))
    parts = [
        f'<p style="margin:0 0 0.4em"><strong>{claim_id}</strong> · {cell_text(row.paragraphs)} · {KINDS[row.kind].label}'
        f" · {row.status_in_text} in the text<br>{cell_text(row.claim)}</p>",
        _listing("It supports, step by step up to the thesis", above, words, "Nothing: it is the thesis."),
        _listing("Given in its support", below, words, "Nothing further: the article rests here."),
    ]
    for verdict in known.verdicts[known.verdicts.claim_id == claim_id].itertuples():
        found = f"As far as it could be checked on the day: {verdict.verdict}."
        parts.append(f'<p style="margin:0.4em 0 0"><strong>{found}</strong> {cell_text(verdict.evidence)}</p>')
        parts.append(source_list(known.sources[known.sources.source_id.isin(verdict.source_ids)]))
    return "".join(parts)


def _listing(title: str, ids: list[str], words: dict[str, str], none: str) -> str:
    if not ids:
        return f'<p style="margin:0.3em 0"><strong>{title}:</strong> {none}</p>'
    items = "".join(f"<li><strong>{i}</strong> {cell_text(words[i])}</li>" for i in ids)
    return f'<p style="margin:0.3em 0 0"><strong>{title}:</strong></p><ul style="margin:0.1em 0 0.3em;padding-left:1.4em">{items}</ul>'


def check(known: Dossier, claim_id: str) -> Table:
    """A claim, what could be checked of it, and each account of the events that it speaks of but the article's own.

    Raises UnknownClaim for an id that is not among the claims.
    """
    claim_id = as_written(claim_id, known.claims.claim_id)
    line = argument.line_to_thesis(known.claims, claim_id)
    claim = known.claims.set_index("claim_id").loc[line[0]]
    heard = known.accounts[known.accounts.event_id.isin(claim.event_ids) & ~known.accounts.who.str.startswith(_ARTICLE)]
    checked = known.verdicts[known.verdicts.claim_id == claim_id]
    rows = [
        (f"{_ARTICLE}, {cell_text(claim.paragraphs)}", claim.claim, ""),
        *(
            (f"Checked on the day: {v.verdict}", v.evidence, cited(known.sources, v.source_ids))
            for v in checked.itertuples()
        ),
        *(
            (f"{a.who} ({a.side.capitalize()})", a.account, cited(known.sources, a.source_ids))
            for a in heard.itertuples()
        ),
    ]
    sides = ", ".join(heard.side.drop_duplicates().str.capitalize())
    accounts = f"{count(len(heard), 'account')} of what happened ({sides})"
    sentence = (
        f"{claim_id}, of the kind “{KINDS[claim.kind].label.lower()}”: {' and '.join(checked.verdict) or 'not checked'} "
        f"as far as could be seen on the day, with {accounts if len(heard) else 'no differing accounts of what happened'}."
    )
    table = pd.DataFrame(rows, columns=["Who", "What they say", "Sources"])
    found = [*checked.source_ids, *heard.source_ids]
    return Table(table, sentence, f"{claim_id} beside what was known", (key_words(known.sources, found),))


def verdicts(claims: pd.DataFrame, checked: pd.DataFrame, day: date) -> Table:
    """How many claims of each kind came out how, as far as could be seen on ``day`` (``checked``: the sealed verdicts)."""
    both = claims.merge(checked, on="claim_id", validate="1:1")
    counts = pd.crosstab(both.kind, both.verdict).reindex([k for k in KINDS if k in set(both.kind)])
    counts = counts[sorted(counts.columns, key=lambda v: _VERDICTS.index(v) if v in _VERDICTS else len(_VERDICTS))]
    reports = both[both.kind.isin(argument.REPORTING)]
    sentence = (
        f"Of {len(reports)} claims that report, {int((reports.verdict == 'confirmed').sum())} could be confirmed on the day; "
        f"{int((both.verdict == 'open').sum())} of all {len(both)} were still open."
    )
    table = counts.rename(index={k: m.label for k, m in KINDS.items()}).rename_axis("Kind").reset_index()
    title = f"How far the claims could be checked on {long_day(day)}"
    return Table(table.rename(columns=str.capitalize), sentence, title)


def bare(claims: pd.DataFrame) -> str:
    """One sentence on the predictions for which nothing is given."""
    alone, every = coding.bare(claims), int((claims.kind == "prediction").sum())
    if not every:
        return "It makes no prediction."
    named = f": {listed(alone)}" if alone else ""
    return f"{number_word(len(alone)).capitalize()} of {count(every, 'prediction')} {verb(len(alone))} given no reason of its own{named}."


def codings(kinds: pd.DataFrame, claims: pd.DataFrame, reasons: pd.DataFrame) -> Table:
    """A student's coding beside the seminar's, by paragraph: the rows of :func:`.coding.by_paragraph`, and what the seminar found there."""
    why = dict(zip(reasons.claim_id, reasons.reason, strict=True))
    found = {number: [] for number in kinds.paragraph}
    for row in claims.itertuples():
        words = f"{row.claim} ({_label(row.kind)}, {row.status_in_text}.) {why.get(row.claim_id, '')}".strip()
        found[row.paragraphs[0]].append(words)
    table = pd.DataFrame(
        {
            "Paragraph": kinds.paragraph,
            "You": [", ".join(map(_label, cell)) for cell in kinds.mine],
            "The seminar": [", ".join(map(_label, cell)) for cell in kinds.other],
            "What the seminar reads there": [" · ".join(found[number]) for number in kinds.paragraph],
        }
    )
    same = int((kinds.mine == kinds.other).sum())
    sentence = (
        f"The kinds are the same in {same} of {count(len(kinds), 'paragraph')}. Where they differ, decide who is right."
    )
    return Table(table, sentence, "Your coding beside the seminar's")


def omissions(left_out: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """What the article leaves out, with the sources in which a reader could have found it on the day."""
    rows = left_out.assign(Sources=[cited(sources, ids) for ids in left_out.source_ids])
    rows = rows[["paragraph", "left_out", "why_it_matters", "Sources"]]
    things = count(len(rows), "thing")
    sentence = f"{things} that a reader could have known on the day and does not learn from the article."
    heads = ["Near", "What is left out", "Why it matters", "Sources"]
    notes = (key_words(sources, left_out.source_ids),)
    return Table(rows.set_axis(heads, axis=1), sentence, "What the article leaves out", notes)
