"""What had been on the table, clause by clause: proposals as cells of a matrix, two of them compared, districts by stage.

A cell carries how the clause is known. *Silent* means that the text was read and says nothing; *not read* means that
nobody here has seen the clause. The two are kept apart everywhere: a clause not read is never taken for silence.
Whether two clauses mean the same is for the reader to judge: texts are set side by side, and only positions that a coder
has put on an axis, with a range, are compared.
"""

from __future__ import annotations

import pandas as pd

# Best known first. The first three speak: there is a text, or an account of one, to read.
CERTAINTIES = ("published", "leaked", "reported", "silent", "not read")
SPOKEN, SILENT, NOT_READ = CERTAINTIES[:3], *CERTAINTIES[3:]

BOTH_SPEAK, ADDED, DROPPED, BOTH_SILENT, CANNOT_COMPARE = OUTCOMES = (
    "both speak",
    "added",
    "dropped",
    "both silent",
    "cannot be compared",
)
NO_CLEAR_CHANGE = "no clear change"

# In the order in which land comes back; a district that stays never does, and one unclear may or may not.
STAGES = ("now", "later", "with_status", "stays")
RETURNS, UNCLEAR = STAGES[:3], "unclear"


def matrix(provisions: pd.DataFrame, proposals: pd.DataFrame, elements: pd.DataFrame) -> pd.DataFrame:
    """Every element (in order) by every proposal (in the table's order), one row per cell.

    Columns: element_id, label, proposal_id, short_name, certainty, summary, provision, source_ids. A pair without a row is
    *not read*. Where several accounts of a clause came out over time, they are joined, with the best certainty among
    them, and an account that says something replaces *not read*.
    """
    known = {pair: _merge(rows) for pair, rows in provisions.groupby(["proposal_id", "element_id"], sort=False)}
    return pd.DataFrame(
        {"element_id": e.element_id, "label": e.label, "proposal_id": p.proposal_id, "short_name": p.short_name}
        | known.get((p.proposal_id, e.element_id), _UNREAD)
        for e in elements.sort_values("order").itertuples()
        for p in proposals.itertuples()
    )


_UNREAD = {"certainty": NOT_READ, "summary": "Not read here", "provision": "", "source_ids": ()}


def _merge(rows: pd.DataFrame) -> dict:
    """Accounts of one clause as one cell."""
    read = rows[rows.certainty != NOT_READ].sort_values("known_from", kind="stable")
    if read.empty:
        return _UNREAD
    return {
        "certainty": min(read.certainty, key=CERTAINTIES.index),
        "summary": "; ".join(read.summary),
        "provision": " ".join(read.provision),
        "source_ids": tuple(dict.fromkeys(source for ids in read.source_ids for source in ids)),
    }


def grid(cells: pd.DataFrame, column: str = "certainty") -> pd.DataFrame:
    """One column of :func:`matrix` as a table, elements down and proposals across, both in their order."""
    wide = cells.pivot(index="element_id", columns="proposal_id", values=column)
    return wide.loc[cells.element_id.unique(), cells.proposal_id.unique()]


def knowledge(cells: pd.DataFrame) -> pd.DataFrame:
    """How many clauses of each proposal are known in which way: proposals down, the five certainties across."""
    counted = pd.crosstab(cells.proposal_id, cells.certainty)
    return counted.reindex(index=cells.proposal_id.unique(), columns=list(CERTAINTIES), fill_value=0)


def openness(cells: pd.DataFrame, margin: float = 0.05) -> str:
    """Whether the later half of the papers has ``more``, ``less`` or ``as much`` of its cells published than the earlier half."""
    published = knowledge(cells)[CERTAINTIES[0]]
    middle = (len(published) + 1) // 2
    change = published.iloc[middle:].mean() - published.iloc[:middle].mean()
    if abs(change) <= margin * cells.element_id.nunique():
        return "as much"
    return "more" if change > 0 else "less"


def outcome(a: str, b: str) -> str:
    """What can be said of a clause from its certainty in ``a`` and in ``b``, going from ``a`` to ``b``.

    ===============  ===========  ============  ==================
    a \\ b            speaks       silent        not read
    ===============  ===========  ============  ==================
    speaks           both speak   dropped       cannot be compared
    silent           added        both silent   cannot be compared
    not read         cannot be compared, whatever ``b``
    ===============  ===========  ============  ==================
    """
    if NOT_READ in (a, b):
        return CANNOT_COMPARE
    return {(True, True): BOTH_SPEAK, (False, True): ADDED, (True, False): DROPPED, (False, False): BOTH_SILENT}[
        a in SPOKEN, b in SPOKEN
    ]


def compare(
    cells: pd.DataFrame,
    a: str,
    b: str,
    positions: pd.DataFrame | None = None,
    axes: pd.DataFrame | None = None,
    ends: tuple[str, str] = ("0", "100"),
) -> pd.DataFrame:
    """Two proposals side by side, one row per element, from ``a`` to ``b``.

    Columns: element_id, label, outcome (see :func:`outcome`), then certainty, summary, provision and source_ids of each with
    ``_a`` and ``_b``. With the tables ``proposal_positions`` and ``position_axes`` two more columns: ``axis``, the axis that
    the element belongs to (one axis may cover several elements), and ``change`` along it: see :func:`change`, where ``ends`` names
    the ends of the axes. ``change`` is empty where a clause is missing on either side or no position was coded from a text.

    ValueError for a proposal that is not in ``cells``.
    """
    columns = ["certainty", "summary", "provision", "source_ids"]
    left, right = (_of(cells, name).set_index("element_id") for name in (a, b))
    both = left[["label"]].join([left[columns].add_suffix("_a"), right[columns].add_suffix("_b")])
    both.insert(1, "outcome", [outcome(*pair) for pair in zip(both.certainty_a, both.certainty_b, strict=True)])
    if positions is not None and axes is not None:
        axis_of = axes.explode("element_ids").set_index("element_ids").element
        both["axis"] = [axis_of.get(element, "") for element in both.index]
        moved = {axis: change(positions, a, b, axis, ends) for axis in both.axis.unique()}
        both["change"] = both.axis.map(moved).where(both.outcome == BOTH_SPEAK, "")
    return both.reset_index()


def _of(cells: pd.DataFrame, proposal: str) -> pd.DataFrame:
    rows = cells[cells.proposal_id == proposal]
    if rows.empty:
        raise ValueError(
            f"There is no proposal {proposal!r}; the proposals are {', '.join(cells.proposal_id.unique())}."
        )
    return rows


def change(positions: pd.DataFrame, a: str, b: str, axis: str, ends: tuple[str, str] = ("0", "100")) -> str:
    """Whether ``b`` lies nearer than ``a`` to one end of an axis, as far as the ranges allow.

    It does so only if the middle of each lies outside the other's range; otherwise there is *no clear change*. Empty where either
    proposal has no position on the axis, or one coded without a clause to read (basis *silent* or *not read*).
    """
    coded = positions[(positions.element == axis) & ~positions.basis.isin([SILENT, NOT_READ])].set_index("proposal_id")
    if a not in coded.index or b not in coded.index:
        return ""
    from_, to = coded.loc[a], coded.loc[b]
    if from_.low <= to.mid <= from_.high or to.low <= from_.mid <= to.high:
        return NO_CLEAR_CHANGE
    return f"nearer to {ends[int(to.mid > from_.mid)]}"


def tally(compared: pd.DataFrame) -> dict[str, int]:
    """How many elements have each outcome, all five named, in their order."""
    return compared.outcome.value_counts().reindex(OUTCOMES, fill_value=0).astype(int).to_dict()


def phasing(district_stages: pd.DataFrame, districts: list[str]) -> pd.DataFrame:
    """The stage at which each district returns: proposals down (in the table's order), ``districts`` across.

    ValueError if a proposal has no row for a district.
    """
    stages = district_stages.pivot(index="proposal_id", columns="district_id", values="stage")
    stages = stages.reindex(index=district_stages.proposal_id.unique(), columns=districts)
    for proposal, row in stages.iterrows():
        if missing := row.index[row.isna()].tolist():
            raise ValueError(
                f"No stage is given for {', '.join(missing)} under {proposal}; write unclear if it is not known."
            )
    return stages


def steps(stages: pd.DataFrame) -> pd.DataFrame:
    """The staged return as steps: one row per proposal and stage, from *now* to *with_status*.

    ``districts`` come back at that stage; ``at_least`` counts all that have come back by then, and ``at_most`` adds those whose
    stage is unclear, any of which may have come back by then, or never.
    """
    rows = []
    for proposal, row in stages.iterrows():
        unclear, back = int((row == UNCLEAR).sum()), 0
        for stage in RETURNS:
            here = tuple(row.index[row == stage])
            back += len(here)
            rows.append((proposal, stage, here, back, back + unclear))
    return pd.DataFrame(rows, columns=["proposal_id", "stage", "districts", "at_least", "at_most"])


def distances(board: dict[str, str], stages: pd.DataFrame) -> pd.DataFrame:
    """How far a board (district -> stage) is from each plan: proposal_id as index, in the order of ``stages``.

    ``different`` counts the districts that the plan clearly places elsewhere, and ``districts`` names them; ``same`` those that it
    clearly places alike; ``unclear`` the rest, which count neither way. ``comparable`` is True if the plan clearly
    places more than half of the districts: a plan that says nothing would otherwise agree with every board.

    ValueError if the board leaves out a district, or has a district or a stage that does not exist.
    """
    _require_board(board, list(stages.columns))
    unclear = stages == UNCLEAR
    differs = (stages != [board[district] for district in stages.columns]) & ~unclear
    return pd.DataFrame(
        {
            "same": (stages.shape[1] - differs.sum(axis=1) - unclear.sum(axis=1)).astype(int),
            "different": differs.sum(axis=1).astype(int),
            "unclear": unclear.sum(axis=1).astype(int),
            "districts": [tuple(row.index[row]) for _, row in differs.iterrows()],
            "comparable": (~unclear).sum(axis=1) * 2 > stages.shape[1],
        }
    )


def nearest(distance: pd.DataFrame) -> list[str]:
    """The plans nearest to a board, ties together; only comparable plans count, and the list is empty if there are none.

    Nearest means the smallest share of clearly placed districts that are placed elsewhere, then the most placed alike. It is
    the share, because by the bare number a vague plan would be near every board: it has little to differ on.
    """
    fit = distance[distance.comparable]
    share = (fit.different / (fit.different + fit.same)).round(9)
    fit = fit[share == share.min()]
    return fit.index[fit.same == fit.same.max()].tolist()


def exact(distance: pd.DataFrame) -> list[str]:
    """The plans that a board matches in every district, none of them unclear."""
    return distance.index[(distance.different == 0) & (distance.unclear == 0)].tolist()


def _require_board(board: dict[str, str], districts: list[str]) -> None:
    if missing := [d for d in districts if d not in board]:
        raise ValueError(
            f"The board leaves out {', '.join(missing)}; place every one of the {len(districts)} districts."
        )
    if strange := [d for d in board if d not in districts]:
        raise ValueError(f"{', '.join(strange)}: no such district; the districts are {', '.join(districts)}.")
    for district, stage in board.items():
        if stage not in STAGES:
            raise ValueError(f"{district} is placed at {stage!r}; a stage is one of {', '.join(STAGES)}.")
