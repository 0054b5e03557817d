"""Who wants what: interests, ties and figures of the actors, as tables that can be drawn.

Intensities and strengths are one coder's judgement. They are compared and counted here, and never averaged over kinds that
have nothing in common.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from ..tables import DataError

BASES = ("stated", "inferred")
DISPUTE = "territorial dispute"  # the relation that makes two actors the parties to a settlement
# 2015-19 is a window; 2019-12 is a month.
_WINDOW = r"\d{4}-(00|1[3-9]|[2-9]\d|\d{4})"


def names(people: pd.DataFrame) -> dict[str, str]:
    """The short names in the table ``actors``: actor -> name, in the table's order."""
    return dict(zip(people.actor_id, people.short_name, strict=True))


def heat(interests: pd.DataFrame, actors: list[str], categories: list[str]) -> pd.DataFrame:
    """The strongest interest of each actor in each category: actors down, categories across, 1 to 5, empty where none.

    It is the strongest, not the sum: an actor does not care more because its interests were written down in more rows.
    """
    strongest = interests.pivot_table(index="actor_id", columns="category", values="intensity", aggfunc="max")
    return strongest.reindex(index=actors, columns=categories).astype("Int64")


def heat_basis(interests: pd.DataFrame, actors: list[str], categories: list[str]) -> pd.DataFrame:
    """Whether the strongest interest of :func:`heat` is *stated* or only *inferred*: stated if any of that strength is.

    Actors down, categories across; empty text where there is no interest.
    """
    strongest = interests.groupby(["actor_id", "category"]).intensity.transform("max")
    top = interests[interests.intensity == strongest].sort_values("basis", key=lambda b: b.map(BASES.index))
    found = top.pivot_table(index="actor_id", columns="category", values="basis", aggfunc="first")
    return found.reindex(index=actors, columns=categories).fillna("").astype(str)


def basis_split(interests: pd.DataFrame, by: str = "actor_id") -> pd.DataFrame:
    """How many interests are *stated* and how many *inferred*, by actor or by another column, in the table's order."""
    return pd.crosstab(interests[by], interests.basis).reindex(
        index=interests[by].unique(), columns=list(BASES), fill_value=0
    )


def least_stated(interests: pd.DataFrame) -> frozenset[str]:
    """The categories of which the smallest share was stated by the actors themselves."""
    split = basis_split(interests, "category")
    share = (split.stated / split.sum(axis=1)).round(9)
    return frozenset(share.index[share == share.min()])


def wants(interests: pd.DataFrame, actor: str) -> pd.DataFrame:
    """One actor's interests, the strongest first; ValueError if it has none."""
    rows = interests[interests.actor_id == actor]
    if rows.empty:
        raise ValueError(
            f"No interest is listed for {actor!r}; they are listed for {', '.join(interests.actor_id.unique())}."
        )
    return rows.sort_values("intensity", ascending=False, kind="stable", ignore_index=True)


def edges(relations: pd.DataFrame) -> pd.DataFrame:
    """The network of ties: one row per pair of actors, whichever way the ties run, in the table's order.

    ``friendly`` sums the strengths above zero, ``hostile`` those below, ``net`` is their sum and ``sign`` its sign (1, 0, -1).
    ``mixed`` marks a pair with ties of both signs, for which the sign alone would be half the truth. ``ties`` holds the ids.
    """
    ordered = np.sort(relations[["actor_a", "actor_b"]].to_numpy(dtype=str), axis=1)
    rows = relations.assign(a=ordered[:, 0], b=ordered[:, 1], strength=relations.strength.astype(int))
    pairs = rows.assign(friendly=rows.strength.clip(lower=0), hostile=rows.strength.clip(upper=0)).groupby(
        ["a", "b"], sort=False
    )
    found = pairs.agg(friendly=("friendly", "sum"), hostile=("hostile", "sum"), net=("strength", "sum"))
    found = found.assign(sign=np.sign(found.net), mixed=(found.friendly > 0) & (found.hostile < 0))
    return found.assign(ties=pairs.relation_id.agg(tuple)).reset_index()


def adjacency(edge_list: pd.DataFrame, actors: list[str], value: str = "net") -> pd.DataFrame:
    """The network of :func:`edges` as a symmetric table of ``value``, actors by actors; empty where there is no tie."""
    table = pd.DataFrame(pd.NA, index=actors, columns=actors, dtype="Int64")
    for edge in edge_list.itertuples():
        if edge.a in table.index and edge.b in table.index:
            table.loc[edge.a, edge.b] = table.loc[edge.b, edge.a] = getattr(edge, value)
    return table


def triangles(edge_list: pd.DataFrame) -> pd.DataFrame:
    """Every three actors with a friendly or hostile tie between each two: a, b, c, ``hostile`` (sides below zero) and ``balanced``.

    A triangle is balanced if it has no hostile side or two: friends of friends, or two against one. With one hostile side,
    somebody is the friend of two who are enemies; with three, nobody is anybody's friend (Cartwright and Harary,
    *Psychological Review* 63, 1956, after Heider). A pair with ties of both signs counts by the sign of their sum.
    """
    signs = {frozenset((e.a, e.b)): e.sign for e in edge_list.itertuples() if e.sign}
    rows = []
    for three in combinations(sorted({actor for pair in signs for actor in pair}), 3):
        sides = [signs[frozenset(pair)] for pair in combinations(three, 2) if frozenset(pair) in signs]
        if len(sides) == 3:
            hostile = sum(side < 0 for side in sides)
            rows.append((*three, hostile, hostile in (0, 2)))
    return pd.DataFrame(rows, columns=["a", "b", "c", "hostile", "balanced"])


def between(edge_list: pd.DataFrame, triangle_list: pd.DataFrame) -> dict[str, list[tuple[str, str]]]:
    """Who stands between enemies: actor -> the hostile pairs both of whom it is a friend of, in triangles of one hostile side."""
    foes = {frozenset((e.a, e.b)) for e in edge_list.itertuples() if e.sign < 0}
    found: dict[str, list[tuple[str, str]]] = {}
    for row in triangle_list[triangle_list.hostile == 1].itertuples():
        three = (row.a, row.b, row.c)
        pair = next(p for p in combinations(three, 2) if frozenset(p) in foes)
        friend = next(actor for actor in three if actor not in pair)
        found.setdefault(friend, []).append(pair)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))


def opponents(relations: pd.DataFrame, seated: tuple[str, ...]) -> tuple[str, str]:
    """The first two actors at a table who have a territorial dispute in the table of ties, in the order of ``seated``.

    DataError if no two of them do.
    """
    disputes = relations[relations.relation == DISPUTE]
    for row in disputes.itertuples():
        if row.actor_a in seated and row.actor_b in seated:
            first, second = sorted((row.actor_a, row.actor_b), key=seated.index)
            return first, second
    raise DataError(f"The table relations has no {DISPUTE} between two of the actors who have positions.")


def gaps(standing: pd.DataFrame, a: str, b: str) -> pd.DataFrame:
    """How far apart two actors are on each axis on which both have a position, the widest first: label, a, b, gap (0 to 100)."""
    wide = standing.pivot(index="label", columns="actor_id", values="position").reindex(columns=[a, b]).dropna()
    found = wide.set_axis(["a", "b"], axis=1).astype(int).assign(gap=lambda t: (t.a - t.b).abs())
    return found.sort_values("gap", ascending=False, kind="stable").reset_index()


def windows(indicators: pd.DataFrame, indicator: str, actor: str) -> pd.DataFrame:
    """One figure in each window for which it is known, by period: period, value, unit, window_note, known_from, source_ids.

    ValueError if there is none.
    """
    rows = indicators[(indicators.indicator == indicator) & (indicators.actor_id == actor)]
    if rows.empty:
        raise ValueError(f"There is no indicator {indicator!r} for {actor!r} among the figures known on that day.")
    columns = ["period", "value", "unit", "window_note", "known_from", "source_ids"]
    return rows.sort_values(["period", "known_from"], ignore_index=True)[columns]


def window_dependence(indicators: pd.DataFrame) -> pd.DataFrame:
    """The figures that are known for more than one window of years, with the least and the greatest value.

    Columns: actor_id, indicator, unit, windows (a tuple of periods), least, greatest; the widest apart first.
    """
    rows = indicators[indicators.period.str.fullmatch(_WINDOW)].sort_values("period")
    groups = rows.groupby(["actor_id", "indicator", "unit"], sort=False)
    found = groups.agg(windows=("period", tuple), least=("value", "min"), greatest=("value", "max")).reset_index()
    found = found.loc[found.windows.map(len) > 1]
    widest = np.argsort((found.least - found.greatest).to_numpy(dtype=float), kind="stable")
    return found.iloc[widest].reset_index(drop=True)


def stands(positions: pd.DataFrame, axes: pd.DataFrame) -> pd.DataFrame:
    """Where each actor stands, axis by axis in their order: adds ``label`` and ``land_axis``, and fills in the range.

    ``position_low`` and ``position_high`` equal ``position`` where it is not in doubt; ``soft`` is True where it is.
    """
    rows = positions.merge(axes[["element", "label", "order", "land_axis"]], on="element", how="left")
    low, high = (rows[c].fillna(rows.position) for c in ("position_low", "position_high"))
    rows = rows.assign(position_low=low, position_high=high, soft=high > low)
    return rows.sort_values("order", kind="stable", ignore_index=True)
