"""The article's claims as a tree, and its paragraphs as a strip: matplotlib, since neither moves."""

from __future__ import annotations

from datetime import date

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..kit.palette import INK, KINDS, LINE, MUTED, Mark
from ..kit.show import Picture, Table, cell_text
from ..kit.sources import cited, source_list
from . import model as argument

_VERBS = {"reports": "reports", "interprets": "interprets", "bets": "bets (predicts or recommends)"}


def tree(claims: pd.DataFrame) -> Picture:
    """The whole argument as an outline: each claim stands under the claim that it supports."""
    rows = argument.outline(claims)
    figure = Figure(figsize=(8.6, 0.22 * len(rows) + 0.9), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-0.4, 19.4), ylim=(len(rows) - 0.3, -2.2))
    axes.axis("off")
    height = {claim: y for y, claim in enumerate(rows.claim_id)}
    for y, row in enumerate(rows.itertuples()):
        x, mark = row.depth * 0.9, KINDS[row.kind]
        if row.supports:
            axes.plot(
                [x - 0.55, x - 0.55, x - 0.3], [height[row.supports] + 0.38, y, y], color=LINE, linewidth=1, zorder=1
            )
        _chip(axes, x - 0.28, y - 0.36, 0.62, 0.72, mark)
        axes.text(
            x + 0.5,
            y,
            f"{row.claim_id}  {row.label}",
            fontsize=8.6,
            color=INK,
            va="center",
            fontweight="bold" if row.depth == 0 else "normal",
        )
        axes.text(19.4, y, ", ".join(row.paragraphs), fontsize=8, color=MUTED, va="center", ha="right")
    _key(axes, -1.6, 3.75)
    under = rows[rows.depth > 0]
    sentence = (
        f"Under the thesis stand {len(under)} claims, up to {rows.depth.max()} steps below it: {_by_kind(under)}. "
        f"Directly under it: {_by_kind(under[under.depth == 1])}."
    )
    alt = "The claims of the article as an outline. The thesis stands on top; every other claim is indented under the claim that it supports."
    table = rows[["claim_id", "claim", "kind", "paragraphs", "supports"]].copy()
    table["kind"] = table.kind.map(lambda k: KINDS[k].label)
    table.columns = ["Claim", "In our words", "Kind", "Paragraph", "Supports"]
    return Picture(figure, alt, sentence, table, title="The argument as a tree")


def strip(claims: pd.DataFrame, paragraphs: pd.DataFrame) -> Picture:
    """The paragraphs in order, a square for each claim, coloured by kind: where the piece reports, interprets, bets."""
    mixed = argument.mix(claims, paragraphs.paragraph.tolist(), list(KINDS))
    stances = argument.stance(mixed)
    tallest = int(mixed.sum(axis=1).max())
    figure = Figure(figsize=(8.6, 0.32 * tallest + 1.25), layout="constrained")
    axes = figure.add_subplot()
    axes.set(xlim=(-0.6, len(mixed) - 0.4), ylim=(-0.9, tallest + 1.5), aspect="equal")
    axes.axis("off")
    for x, (paragraph, counts) in enumerate(mixed.iterrows()):
        stack = [kind for kind in KINDS for _ in range(counts[kind])]
        for y, kind in enumerate(stack):
            _chip(axes, x - 0.42, y + 0.06, 0.84, 0.86, KINDS[kind])
        axes.text(x, -0.45, paragraph, fontsize=8.5, ha="center", va="center", color=INK)
    _key(axes, tallest + 0.75, 5.15)
    sentence = " ".join(
        _run_sentence(mixed, argument.longest_run(stances, name), name, verb) for name, verb in _VERBS.items()
    )
    quiet = stances.index[stances == ""].tolist()
    notes = (
        (
            f"{', '.join(quiet)} {'makes' if len(quiet) == 1 else 'make'} no claim of {'its' if len(quiet) == 1 else 'their'} own here.",
        )
        if quiet
        else ()
    )
    alt = f"A strip of {len(mixed)} paragraphs, {mixed.index[0]} to {mixed.index[-1]}, each with one square a claim, marked by the claim's kind."
    table = mixed.rename(columns={k: m.label for k, m in KINDS.items()}).assign(
        **{"Mostly": stances.replace("", "no claim")}
    )
    return Picture(
        figure,
        alt,
        sentence,
        table.rename_axis("Paragraph").reset_index(),
        title="Where the article reports, interprets and bets",
        notes=notes,
    )


def _by_kind(claims: pd.DataFrame) -> str:
    """How many of each kind, in words: '8 of the kind fact, 2 prediction'."""
    counts = claims.kind.value_counts()
    return ", ".join(f"{counts[kind]} {mark.label.lower()}" for kind, mark in KINDS.items() if kind in counts)


def _run_sentence(mixed: pd.DataFrame, run: tuple[str, str] | None, name: str, verb: str) -> str:
    if run is None:
        return f"Nowhere is it mostly true that the article {verb}."
    stretch = mixed.loc[run[0] : run[1]]
    some, whole = int(stretch[list(argument.STANCES[name])].sum().sum()), int(stretch.sum().sum())
    where = run[0] if run[0] == run[1] else f"from {run[0]} to {run[1]}"
    return f"It {verb} longest {where}: {some} of {whole} claims."


def _chip(axes, x: float, y: float, width: float, height: float, mark: Mark) -> None:
    axes.add_patch(
        Rectangle(
            (x, y),
            width,
            height,
            facecolor=mark.fill,
            edgecolor=INK,
            linewidth=0.6,
            hatch=mark.hatch,
            hatch_linewidth=0.5,
        )
    )


def _key(axes, y: float, step: float) -> None:
    """The key in one row: a chip and a word for each kind."""
    for i, mark in enumerate(KINDS.values()):
        _chip(axes, i * step - 0.28, y - 0.36, 0.62, 0.72, mark)
        axes.text(i * step + 0.5, y, mark.label, fontsize=9, va="center", color=INK)


def claim_card(claims: pd.DataFrame, claim_id: str, check: pd.DataFrame, sources: pd.DataFrame) -> str:
    """One claim as HTML: what it says, what it supports, what supports it, and how far it could be checked on the day.

    ``check`` holds the claim's rows of the verdicts table and ``sources`` the sources table, both already sealed.
    """
    row = claims.set_index("claim_id").loc[claim_id]
    above, below = argument.line_to_thesis(claims, claim_id)[1:], argument.supporters(claims, claim_id)
    words = dict(zip(claims.claim_id, claims.claim, strict=True))
    parts = [
        f'<p style="margin:0 0 0.4em"><strong>{claim_id}</strong> · {cell_text(row.paragraphs)} · {KINDS[row.kind].label}'
        f" · {row.status_in_text} in the text<br>{cell_text(row.claim)}</p>",
        _listing("It supports, step by step up to the thesis", above, words, "Nothing: it is the thesis."),
        _listing("Given in its support", below, words, "Nothing further: the article rests here."),
    ]
    for verdict in check.itertuples():
        found = f"As far as it could be checked on the day: {verdict.verdict}."
        parts.append(f'<p style="margin:0.4em 0 0"><strong>{found}</strong> {cell_text(verdict.evidence)}</p>')
        parts.append(source_list(sources[sources.source_id.isin(verdict.source_ids)]))
    return "".join(parts)


def implied(claims: pd.DataFrame) -> Table:
    """The claims that a reader must supply for the text to make sense."""
    rows = claims[claims.status_in_text == "implied"]
    sentence = (
        f"{len(claims) - len(rows)} of the {len(claims)} claims are said in the text; "
        f"{len(rows)} {'is' if len(rows) == 1 else 'are'} implied{': ' if len(rows) else ''}{', '.join(rows.claim_id)}."
    )
    table = rows[["claim_id", "claim", "paragraphs"]].set_axis(["Claim", "In our words", "Paragraph"], axis=1)
    return Table(table, sentence, "Claims that the article implies")


def check(
    claims: pd.DataFrame, verdicts: pd.DataFrame, accounts: pd.DataFrame, sources: pd.DataFrame, claim_id: str
) -> Table:
    """A claim, what could be checked of it, and each account of the events that it speaks of.

    All tables but ``claims`` are already sealed. Raises UnknownClaim for an id that is not in ``claims``.
    """
    line = argument.line_to_thesis(claims, claim_id)
    claim = claims.set_index("claim_id").loc[line[0]]
    heard = accounts[accounts.event_id.isin(claim.event_ids)]
    checked = verdicts[verdicts.claim_id == claim_id]
    rows = [(f"The article, {cell_text(claim.paragraphs)}", claim.claim, "")]
    rows += [
        (f"Checked on the day: {v.verdict}", v.evidence, cited(sources, v.source_ids)) for v in checked.itertuples()
    ]
    rows += [(f"{a.who} ({a.side.capitalize()})", a.account, cited(sources, a.source_ids)) for a in heard.itertuples()]
    sides = ", ".join(heard.side.drop_duplicates().str.capitalize())
    heard_words = (
        f"{len(heard)} account{'s' * (len(heard) != 1)} of what happened ({sides})"
        if len(heard)
        else "no differing accounts of what happened"
    )
    sentence = (
        f"{claim_id}, of the kind “{KINDS[claim.kind].label.lower()}”: {' and '.join(checked.verdict) or 'not checked'} "
        f"as far as could be seen on the day, with {heard_words}."
    )
    return Table(
        pd.DataFrame(rows, columns=["Who", "What they say", "Sources"]), sentence, f"{claim_id} beside what was known"
    )


def verdicts(claims: pd.DataFrame, checked: pd.DataFrame, day: date) -> Table:
    """How many claims of each kind came out how, as far as could be seen on ``day`` (``checked``: the sealed verdicts)."""
    both = claims.merge(checked, on="claim_id", validate="1:1")
    counts = pd.crosstab(both.kind, both.verdict).reindex([k for k in KINDS if k in set(both.kind)])
    reports = counts.loc[[k for k in argument.REPORTING if k in counts.index]]
    open_ = int(counts.get("open", pd.Series(dtype=int)).sum())
    sentence = (
        f"Of {int(reports.sum().sum())} claims that report, {int(reports.get('confirmed', pd.Series(dtype=int)).sum())} could be confirmed on the day; "
        f"{open_} of all {len(both)} were still open."
    )
    table = counts.rename(index={k: m.label for k, m in KINDS.items()}).rename_axis("Kind").reset_index()
    title = f"How far the claims could be checked on {day.day} {day:%B %Y}"
    return Table(table.rename(columns=str.capitalize), sentence, title)


def omissions(left_out: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """What the article leaves out, with the sources in which a reader could have found it on the day."""
    rows = left_out.assign(Sources=[cited(sources, ids) for ids in left_out.source_ids])[
        ["paragraph", "left_out", "why_it_matters", "Sources"]
    ]
    sentence = f"{len(rows)} things that a reader could have known on the day and does not learn from the article."
    return Table(
        rows.set_axis(["Near", "What is left out", "Why it matters", "Sources"], axis=1),
        sentence,
        "What the article leaves out",
    )


def _listing(title: str, ids: list[str], words: dict[str, str], none: str) -> str:
    if not ids:
        return f'<p style="margin:0.3em 0"><strong>{title}:</strong> {none}</p>'
    items = "".join(f"<li><strong>{i}</strong> {cell_text(words[i])}</li>" for i in ids)
    return f'<p style="margin:0.3em 0 0"><strong>{title}:</strong></p><ul style="margin:0.1em 0 0.3em;padding-left:1.4em">{items}</ul>'
