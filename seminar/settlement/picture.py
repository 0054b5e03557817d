"""Proposals clause by clause: the matrix, two papers side by side, and the districts' return by stages."""

from __future__ import annotations

from html import escape
from xml.etree import ElementTree

import pandas as pd
from matplotlib.figure import Figure

from ..kit import svg
from ..kit.palette import CERTAINTIES, GREY, INK, LINE, MUTED, PAPER, SKY, STAGES, Mark
from ..kit.show import Html, Picture, Table, cell_text, table_html
from ..kit.sources import cited, short_link, source_list
from . import model as settlement

# The letter in a cell of the matrix, beside its fill and pattern; the same for a district's stage.
LETTERS = {"published": "P", "leaked": "L", "reported": "R", "silent": "–", "not read": "?"}
STAGE_LETTERS = {"now": "N", "later": "L", "with_status": "W", "stays": "S", "unclear": "?"}
MEANINGS = {
    "published": "anyone can read it",
    "leaked": "not meant to be read",
    "reported": "told by somebody",
    "silent": "read, and says nothing",
    "not read": "nobody here has seen the clause",
}
OUTCOMES = {
    "both speak": "Both speak",
    "added": "Added",
    "dropped": "Dropped",
    "both silent": "Both silent",
    "cannot be compared": "Cannot be compared",
}
_CELL_W, _CELL_H, _LEFT, _HEAD = 40.0, 27.0, 270.0, 122.0


def short(label: str) -> str:
    """The name of an element without the places that it lists: what stands before the colon."""
    return label.split(":")[0]


# The principles, the six elements, the papers


def principles(rows: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """The principles on which the mediators rest a settlement."""
    table = pd.DataFrame(
        {
            "Principle": rows.number + " " + rows["name"],
            "What it says": rows.says,
            "Who leans on it": rows.leaned_on,
            "What it leaves open": rows.leaves_open,
            "Sources": [cited(sources, ids) for ids in rows.source_ids],
        }
    )
    sentence = f"{len(rows)} principles of one act, {_and(rows.number)}: each leaves something open, and the parties lean on them for different ends."
    return Table(table, sentence, "The principles that the mediators name")


def elements(rows: pd.DataFrame, count: int) -> Table:
    """The published elements as questions: what each settles and what it leaves open. ``count`` is how many were published."""
    rows = rows.sort_values("laquila", key=lambda cells: cells.map(_first_number), kind="stable")
    touched, other = rows[rows.laquila.map(len) > 0], rows[rows.laquila.map(len) == 0]
    table = pd.DataFrame(
        {
            "No.": [", ".join(numbers) for numbers in touched.laquila],
            "The question": touched.question,
            "What the statement settles": touched.settles.replace("", "Nothing."),
            "What it leaves open": touched.leaves_open,
        }
    )
    nothing = [f"“{short(label)}”" for label in touched.label[touched.settles == ""]]
    sentence = (
        f"The {count} published elements touch {len(touched)} of the {len(rows)} questions, and leave something open on each"
        + (f"; on {_and(nothing)} they settle nothing" if nothing else "")
        + f". None of the {count} speaks of {_and([f'“{short(label)}”' for label in other.label], 'or')}."
    )
    return Table(table, sentence, "The published elements, each read as a question")


def _first_number(numbers: tuple[str, ...]) -> float:
    return min(map(int, numbers), default=float("inf"))


def papers(proposals: pd.DataFrame) -> Table:
    """The proposals in order of time: whose they were, what they were, and how each ended."""
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


# The matrix


def matrix(
    cells: pd.DataFrame,
    sources: pd.DataFrame,
    chosen: tuple[str, str] | None = None,
    name: str = "matrix",
    whole: Picture | None = None,
) -> Picture:
    """Every question by every paper, each cell marked by how its clause is known.

    ``chosen`` (proposal, element) is framed; ``name`` must differ between two matrices on one page: fills are found by it.
    ``whole`` is the matrix without a frame if it has been drawn already: its sentence and table serve every cell.
    """
    kinds = {(e, p): k for e, p, k in zip(cells.element_id, cells.proposal_id, cells.certainty, strict=True)}
    labels = dict(zip(cells.element_id, cells.label.map(short), strict=True))
    names = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    width, bottom = _LEFT + _CELL_W * len(names) + 72, _HEAD + _CELL_H * len(labels)
    body = [_fills(CERTAINTIES, name)]
    for x, proposal in enumerate(names):
        at, on = _LEFT + _CELL_W * (x + 0.5), bool(chosen) and chosen[0] == proposal
        body.append(
            svg.text(
                at,
                _HEAD - 8,
                names[proposal],
                14,
                transform=f"rotate(-48 {at:.1f} {_HEAD - 8:.1f})",
                font_weight=700 if on else 400,
            )
        )
    for y, element in enumerate(labels):
        top, on = _HEAD + _CELL_H * y, bool(chosen) and chosen[1] == element
        body.append(
            svg.text(_LEFT - 8, top + 18, labels[element], 14, text_anchor="end", font_weight=700 if on else 400)
        )
        for x, proposal in enumerate(names):
            body += _cell(_LEFT + _CELL_W * x, top, _CELL_W, kinds[element, proposal], CERTAINTIES, LETTERS, name)
    if chosen:
        x, y = list(names).index(chosen[0]), list(labels).index(chosen[1])
        body.append(_frame(_LEFT + _CELL_W * x, _HEAD + _CELL_H * y, _CELL_W))
    body += _key(
        {k: f"{m.label}: {MEANINGS[k]}" for k, m in CERTAINTIES.items()}, bottom + 20, CERTAINTIES, LETTERS, name
    )
    alt = (
        f"A grid of {len(labels)} questions down and {len(names)} papers across, in order of time. "
        "Each cell carries a letter for how its clause is known."
    )
    return Picture(
        svg.drawing(width, bottom + 82, *body, alt=alt),
        alt,
        whole.sentence if whole else _known_sentence(cells),
        whole.table if whole else _clauses(cells, sources),
        title="The matrix: every question by every paper",
    )


def _known_sentence(cells: pd.DataFrame) -> str:
    counts = cells.certainty.value_counts()
    known = settlement.knowledge(cells)
    names = dict(zip(cells.proposal_id, cells.short_name, strict=True))
    unread = known["not read"]
    told = ", ".join(f"{counts.get(k, 0)} {m.label.lower()}" for k, m in CERTAINTIES.items())
    most = [names[p] for p in unread.index[unread == unread.max()]]
    return (
        f"Of {len(cells)} cells: {told}. The paper with the most clauses that were not read here is "
        f"{_and(most, 'and')}, with {unread.max()} of {cells.element_id.nunique()}."
    )


def _clauses(cells: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Every clause in full, paper by paper."""
    links = {s.source_id: short_link(s) for s in sources.itertuples()}
    order = {p: i for i, p in enumerate(cells.proposal_id.unique())}
    rows = cells.sort_values("proposal_id", key=lambda ids: ids.map(order), kind="stable")
    return pd.DataFrame(
        {
            "Paper": rows.short_name,
            "Question": rows.label.map(short),
            "How it is known": rows.certainty.map(lambda k: CERTAINTIES[k].label),
            "What it says": rows.provision.where(rows.provision != "", rows.summary),
            "Sources": [Html("; ".join(links[i] for i in ids if i in links)) for ids in rows.source_ids],
        }
    )


def clause_card(cell: pd.Series, question: str, paper: pd.Series, sources: pd.DataFrame) -> str:
    """One cell of the matrix as HTML: the question, the clause in full, how it is known and from where."""
    mark = CERTAINTIES[cell.certainty]
    return (
        f'<p style="margin:0 0 0.3em"><strong>{cell_text(paper["name"])}</strong> ({cell_text(paper.date)}) · {cell_text(cell.label)}<br>'
        f'<span style="color:{MUTED}">{cell_text(question)}</span></p>'
        f'<p style="margin:0 0 0.3em"><strong>{LETTERS[cell.certainty]} {mark.label}</strong>: {MEANINGS[cell.certainty]}.<br>'
        f"{cell_text(cell.provision or cell.summary)}</p>"
        f"{source_list(sources[sources.source_id.isin(cell.source_ids)])}"
        f'<p style="margin:0;color:{MUTED}">On this paper as a whole: {cell_text(paper.certainty_note)}</p>'
    )


def clause(cells: pd.DataFrame, element: str, proposals: pd.DataFrame, sources: pd.DataFrame) -> Table:
    """One question through all papers, in order of time."""
    rows = cells[cells.element_id == element].merge(proposals[["proposal_id", "date"]], on="proposal_id")
    speak = rows[rows.certainty.isin(settlement.SPOKEN)]
    table = pd.DataFrame(
        {
            "Paper": rows.short_name,
            "Date": [_dates(day) for day in rows.date],
            "How it is known": rows.certainty.map(lambda k: CERTAINTIES[k].label),
            "What it says": rows.provision.where(rows.provision != "", rows.summary),
            "Sources": [cited(sources, ids) for ids in rows.source_ids],
        }
    )
    unread, silent = ((rows.certainty == k).sum() for k in (settlement.NOT_READ, settlement.SILENT))
    sentence = (
        f"{len(speak)} of {len(rows)} papers say something on “{short(rows.label.iloc[0])}”; "
        f"{silent} {_are(silent)} silent, and in {unread} the clause was not read here."
    )
    return Table(table, sentence, rows.label.iloc[0])


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
    read = int(known[list(settlement.SPOKEN)].sum())
    sentence = f"{row.short_name}: {read} of {known.sum()} questions have a clause that is known, {known['published']} of them from a published text."
    return Table(pd.DataFrame(lines, columns=["What", "What is known"]), sentence, row.short_name)


# Two papers side by side


def compared(rows: pd.DataFrame, names: tuple[str, str], axes: dict[str, str], only: str = "") -> str:
    """Two papers side by side as an HTML table; ``only`` keeps the rows of one outcome. ``axes`` names the coded axes."""
    kept = rows[rows.outcome == only] if only else rows
    table = pd.DataFrame(
        {
            "Question": kept.label.map(short),
            names[0]: [
                _known(c, p or s) for c, p, s in zip(kept.certainty_a, kept.provision_a, kept.summary_a, strict=True)
            ],
            names[1]: [
                _known(c, p or s) for c, p, s in zip(kept.certainty_b, kept.provision_b, kept.summary_b, strict=True)
            ],
            "From the first to the second": [
                _move(r.outcome, axes.get(r.axis, ""), r.change) for r in kept.itertuples()
            ],
        }
    )
    return table_html(table, f"{names[0]} beside {names[1]}")


def compared_sentence(rows: pd.DataFrame, names: tuple[str, str]) -> str:
    """What was added, dropped, or cannot be told, in one or two sentences."""
    counts = settlement.tally(rows)
    clear = rows[(rows.change != "") & (rows.change != settlement.NO_CLEAR_CHANGE)]
    axes = clear.drop_duplicates("axis")
    words = (
        f"From {names[0]} to {names[1]}: {counts['both speak']} of {len(rows)} questions have a clause in both, "
        f"{counts['added']} {_was(counts['added'])} added, {counts['dropped']} {_was(counts['dropped'])} dropped, "
        f"{counts['both silent']} {_are(counts['both silent'])} silent in both, and {counts['cannot be compared']} cannot be compared."
    )
    moved = (
        f"The coded ranges show a clear change on {len(axes)} of the axes"
        if len(axes)
        else "The coded ranges show no clear change on any axis"
    )
    return f"{words} {moved}. Whether two clauses mean the same is for you to read."


def _known(certainty: str, words: str) -> Html:
    return Html(f"<strong>{LETTERS[certainty]} {CERTAINTIES[certainty].label}</strong><br>{cell_text(words)}")


def _move(outcome: str, axis: str, change: str) -> Html:
    coded = f"<br>On the coded axis “{cell_text(axis)}”: {cell_text(change)}." if axis and change else ""
    return Html(f"<strong>{OUTCOMES[outcome]}</strong>{coded}")


# The districts by stage


def steps(stages: pd.DataFrame, proposals: pd.DataFrame, districts: pd.DataFrame) -> Picture:
    """How many districts are back by each stage under each paper, as steps; what is unclear is a hatched range."""
    climbed = settlement.steps(stages)
    names = dict(zip(proposals.proposal_id, proposals.short_name, strict=True))
    places = dict(zip(districts.district_id, districts["name"], strict=True))
    vague = stages.index[(stages == settlement.UNCLEAR).all(axis=1)].tolist()
    drawn = [p for p in stages.index if p not in vague]
    across, count = 4, stages.shape[1]
    down = -(-(len(drawn) + bool(vague)) // across)
    figure = Figure(figsize=(8.6, 2.35 * down + 0.5), layout="constrained")
    panels = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, proposal in zip(panels, drawn, strict=False):
        _staircase(panel, climbed[climbed.proposal_id == proposal], count)
        panel.set_title(names[proposal], fontsize=9.5, color=INK)
    for panel in panels[len(drawn) :]:
        panel.axis("off")
    if vague:
        _staircase_of_none(panels[len(drawn)], [names[p] for p in vague])
    for i, panel in enumerate(panels[: len(drawn)]):
        if i % across == 0:
            panel.set_ylabel("Districts back", fontsize=9)
    figure.supxlabel(
        "Filled: back by this stage under the plan. Hatched, with “?”: unclear, may be back by then, or later, or never.",
        fontsize=9,
        color=INK,
    )
    whole = [names[p] for p in stages.index if not (stages.loc[p] == settlement.UNCLEAR).any()]
    tied = (stages == "with_status").any(axis=1).sum()
    sentence = (
        f"{len(drawn)} of {len(stages)} papers give a stage for at least one district; {_and(whole) or 'none'} "
        f"{'gives' if len(whole) == 1 else 'give'} one for all {count}. "
        f"In {tied or 'none'} of them is a district tied to the decision on final status, as far as the texts were read."
    )
    alt = (
        f"A staircase for each of {len(drawn)} papers: how many of the {count} districts are back now, later and with final status, "
        f"with a hatched range for districts whose stage is unclear. {len(vague)} further papers give no stage for any district."
    )
    table = stages.rename(columns=places).map(lambda s: STAGES[s].label)
    table.insert(0, "Paper", [names[p] for p in stages.index])
    return Picture(figure, alt, sentence, table, title="The districts' staged return under each paper")


def _staircase(panel, climbed: pd.DataFrame, count: int) -> None:
    edges = [x for i in range(len(climbed)) for x in (i, i + 1)]
    low, high = ([v for v in climbed[column] for _ in range(2)] for column in ("at_least", "at_most"))
    panel.fill_between(edges, 0, low, facecolor=SKY, edgecolor=INK, linewidth=0.8)
    if high != low:
        panel.fill_between(edges, low, high, facecolor=PAPER, edgecolor=GREY, hatch="xxx", linewidth=0.8)
    for i, (least, most) in enumerate(zip(climbed.at_least, climbed.at_most, strict=True)):
        words = f"{least}" if least == most else f"{least}–{most}?"
        panel.text(i + 0.5, most + 0.25, words, ha="center", va="bottom", fontsize=9, color=INK)
    panel.set(xlim=(0, len(climbed)), ylim=(0, count + 1.6), yticks=range(0, count + 1, 1))
    panel.set_xticks([i + 0.5 for i in range(len(climbed))], ["now", "later", "with\nstatus"], fontsize=8.5)
    panel.tick_params(labelsize=8.5, labelbottom=True, length=2, color=LINE)
    panel.spines[["top", "right"]].set_visible(False)


def _staircase_of_none(panel, names: list[str]) -> None:
    panel.text(
        0.0, 1.0, "No stage is given for\nany district in:", transform=panel.transAxes, va="top", fontsize=9, color=INK
    )
    panel.text(
        0.0, 0.78, "\n".join(names), transform=panel.transAxes, va="top", fontsize=8.5, color=INK, linespacing=1.25
    )


def phasing(
    board: dict[str, str],
    stages: pd.DataFrame,
    proposals: pd.DataFrame,
    districts: pd.DataFrame,
    name: str = "phasing",
) -> Picture:
    """A board (district -> stage) above the papers that can be compared with it; districts placed elsewhere are framed.

    A board that does not place every district yet is drawn as far as it goes, and the papers without frames.
    """
    names = dict(zip(proposals.proposal_id, proposals.short_name, strict=True))
    places = dict(zip(districts.district_id, districts["name"], strict=True))
    whole = set(board) >= set(stages.columns)
    # An unfinished board has no distance; the papers that can be compared are the same for every board.
    distance = settlement.distances(dict.fromkeys(stages.columns, settlement.STAGES[0]) | board, stages)
    shown = distance.index[distance.comparable].tolist()
    nearest = settlement.nearest(distance) if whole else []
    left, cell_w, head = 150.0, 82.0, 62.0
    width, tops = left + cell_w * len(places) + 150, [head + 6, *(head + 50 + _CELL_H * i for i in range(len(shown)))]
    body = [_fills(STAGES, name)]
    for x, district in enumerate(stages.columns):
        for line, words in enumerate(places[district].split("/")):
            body.append(svg.text(left + cell_w * (x + 0.5), 26 + 15 * line, words, 12.5, text_anchor="middle"))
        if district in board:
            body += _cell(left + cell_w * x, tops[0], cell_w, board[district], STAGES, STAGE_LETTERS, name)
        else:
            body.append(
                svg.element(
                    "rect",
                    x=left + cell_w * x,
                    y=tops[0],
                    width=cell_w,
                    height=_CELL_H,
                    fill="none",
                    stroke=LINE,
                    stroke_dasharray="4 3",
                )
            )
    body.append(svg.text(left - 8, tops[0] + 18, "Your board", 13, text_anchor="end", font_weight=700))
    for top, proposal in zip(tops[1:], shown, strict=True):
        row, near = distance.loc[proposal], proposal in nearest
        body.append(
            svg.text(left - 8, top + 18, names[proposal], 12.5, text_anchor="end", font_weight=700 if near else 400)
        )
        for x, district in enumerate(stages.columns):
            body += _cell(left + cell_w * x, top, cell_w, stages.loc[proposal, district], STAGES, STAGE_LETTERS, name)
        if whole:
            body += [_frame(left + cell_w * list(stages.columns).index(d), top, cell_w) for d in row.districts]
            words = f"{row.different} of {row.different + row.same} differ"
            body.append(
                svg.text(
                    left + cell_w * len(places) + 10,
                    top + 18,
                    f"{words}{' ◄' if near else ''}",
                    12.5,
                    font_weight=700 if near else 400,
                )
            )
    bottom = tops[-1] + _CELL_H
    body += _key({k: m.label for k, m in STAGES.items()}, bottom + 20, STAGES, STAGE_LETTERS, name, 150)
    alt = (
        f"A grid: your board on top, then {len(shown)} papers, with the stage of each of {len(places)} districts. "
        "Districts that a paper places elsewhere are framed."
    )
    left_out = [names[p] for p in distance.index[~distance.comparable]]
    notes = (f"Not compared, since they place half of the districts or fewer: {', '.join(left_out)}.",) * bool(left_out)
    return Picture(
        svg.drawing(width, bottom + 44, *body, alt=alt),
        alt,
        _board_sentence(board, stages, distance, names, places) if whole else _unfinished(board, stages, places),
        _board_table(board, stages, distance.loc[shown], names, places, whole),
        title="Your board beside the papers",
        notes=notes,
    )


def _unfinished(board: dict[str, str], stages: pd.DataFrame, places: dict[str, str]) -> str:
    missing = [places[d] for d in stages.columns if d not in board]
    return f"{len(board)} of {stages.shape[1]} districts placed. Place {_and(missing)} to see which paper is nearest."


def _board_sentence(
    board: dict[str, str], stages: pd.DataFrame, distance: pd.DataFrame, names: dict[str, str], places: dict[str, str]
) -> str:
    if same := settlement.exact(distance):
        return f"Your board is the phasing of {_and([names[p] for p in same])}: all {len(board)} districts at the same stage."
    nearest = settlement.nearest(distance)
    if not nearest:
        return "No paper places enough districts to be compared with your board."
    if not distance.same[nearest].any():
        count = int(distance.comparable.sum())
        return f"No paper has this board: none of the {count} that can be compared places any district as you do."
    told = "; ".join(_difference(board, stages, distance, p, names, places) for p in nearest[:2])
    rest = f"; as near: {_and([names[p] for p in nearest[2:]])}" if nearest[2:] else ""
    return f"No paper has this board. Nearest: {told}{rest}."


def _difference(
    board: dict[str, str],
    stages: pd.DataFrame,
    distance: pd.DataFrame,
    proposal: str,
    names: dict[str, str],
    places: dict[str, str],
) -> str:
    row = distance.loc[proposal]
    if not row.different:
        return f"{names[proposal]}, which agrees in the {row.same} districts that it places and leaves {row.unclear} unclear"
    listed = _differences(board, stages, proposal, row.districts, places)
    return f"{names[proposal]}, which differs in {row.different} of the {row.different + row.same} districts that it places ({listed})"


def _differences(
    board: dict[str, str], stages: pd.DataFrame, proposal: str, differing: tuple[str, ...], places: dict[str, str]
) -> str:
    """District by district, those at the same pair of stages together: 'Agdam/Akna: yours stays, its now'."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for district in differing:
        pairs.setdefault((board[district], stages.loc[proposal, district]), []).append(places[district])
    return "; ".join(
        f"{_and(there)}: yours {STAGES[mine].label.lower()}, its {STAGES[its].label.lower()}"
        for (mine, its), there in pairs.items()
    )


def _board_table(
    board: dict[str, str],
    stages: pd.DataFrame,
    distance: pd.DataFrame,
    names: dict[str, str],
    places: dict[str, str],
    whole: bool,
) -> pd.DataFrame:
    rows = stages.loc[distance.index].map(lambda s: STAGES[s].label)
    mine = pd.DataFrame([{d: STAGES[board[d]].label if d in board else "" for d in stages.columns}])
    table = pd.concat([mine, rows], ignore_index=True).rename(columns=places)
    table.insert(0, "Paper", ["Your board", *(names[p] for p in distance.index)])
    if whole:
        table["Differs in"] = ["", *(f"{r.different} of {r.different + r.same}" for r in distance.itertuples())]
    return table


# Accounts


def accounts(rows: pd.DataFrame, sources: pd.DataFrame, title: str, sentence: str) -> Table:
    """Who says what, with sources."""
    table = pd.DataFrame(
        {"Who": rows.who, "The account": rows.account, "Sources": [cited(sources, ids) for ids in rows.source_ids]}
    )
    return Table(table, sentence, title)


# Pieces


def _fills(marks: dict[str, Mark], name: str) -> ElementTree.Element:
    return svg.element("defs", *(svg.hatch(_fill(name, k), m.pattern, m.fill) for k, m in marks.items()))


def _fill(name: str, kind: str) -> str:
    return f"{name}-{kind.replace(' ', '-')}"


def _cell(
    x: float, y: float, width: float, kind: str, marks: dict[str, Mark], letters: dict[str, str], name: str
) -> list[ElementTree.Element]:
    """A cell: its fill, and its letter on a plain ground, so that no line of the pattern crosses it."""
    ink, ground = marks[kind].ink, marks[kind].fill
    return [
        svg.element(
            "rect",
            x=x + 1,
            y=y + 1,
            width=width - 2,
            height=_CELL_H - 2,
            fill=f"url(#{_fill(name, kind)})",
            stroke=LINE,
        ),
        svg.element("rect", x=x + width / 2 - 9, y=y + 5, width=18, height=_CELL_H - 10, fill=ground),
        svg.text(x + width / 2, y + 18.5, letters[kind], 13, text_anchor="middle", font_weight=600, fill=ink),
    ]


def _frame(x: float, y: float, width: float) -> ElementTree.Element:
    return svg.element("rect", x=x, y=y, width=width, height=_CELL_H, fill="none", stroke=INK, stroke_width=3)


def _key(
    words: dict[str, str], y: float, marks: dict[str, Mark], letters: dict[str, str], name: str, step: float = 305
) -> list[ElementTree.Element]:
    """The key in rows: a cell and its words for each kind."""
    in_row = 3 if step > 200 else 5
    parts = []
    for i, (kind, said) in enumerate(words.items()):
        x, top = 12 + step * (i % in_row), y + 31 * (i // in_row) - 8
        parts += _cell(x, top, 34, kind, marks, letters, name)
        parts.append(svg.text(x + 40, top + 18, said, 14))
    return parts


def _dates(first: str, last: str = "") -> Html:
    """A date, or two, each on one line."""
    return Html(" to ".join(f'<span style="white-space:nowrap">{escape(d)}</span>' for d in (first, last) if d))


def _and(words, last: str = "and") -> str:
    """'a', 'a and b', 'a, b and c'."""
    words = list(words)
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
