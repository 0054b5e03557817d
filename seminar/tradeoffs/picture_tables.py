"""Tables: the menu, what is at stake, the schools, and which options another one beats everywhere."""

from __future__ import annotations

import pandas as pd

from ..kit.show import Table
from ..kit.words import count, listed, quoted, verb, whole_percent
from ..tables import Package
from . import model
from .picture import BoardScene, school_weights


def options(data: Package) -> Table:
    """The options, where the article has them, and who lists them."""
    rows = data.rows("options")
    implied = rows[rows.listed_by != "article"].label.tolist()
    between = f", and {listed(map(quoted, implied))} {verb(len(implied))} read between the lines" if implied else ""
    sentence = f"{count(len(rows), 'option')}; the author lists {len(rows) - len(implied)}{between}."
    columns = rows[["label", "description", "paragraphs"]].set_axis(["Option", "What it means", "Paragraphs"], axis=1)
    return Table(columns, sentence, "The menu")


def interests(data: Package) -> Table:
    """The interests on which every option is scored."""
    rows, state = data.rows("criteria"), data.phrase("seminar.state")
    columns = rows[["short_label", "label", "paragraphs"]].set_axis(["Short name", "Interest", "Paragraphs"], axis=1)
    sentence = f"{count(len(rows), 'interest')} of {state}, as the article has them."
    return Table(columns, sentence, f"What is at stake for {state}")


def schools(data: Package) -> Table:
    """The schools of thought, in a sentence each, with their weights."""
    rows, shares = data.rows("schools"), school_weights(data)
    labels = dict(data.rows("criteria")[["criterion_id", "short_label"]].itertuples(index=False, name=None))
    weighed = pd.DataFrame(
        [whole_percent(shares.loc[school]) for school in rows.school_id],
        columns=[f"{labels[c]} (%)" for c in shares],
    )
    table = pd.concat([rows[["label", "gist"]].set_axis(["School", "In a sentence"], axis=1), weighed], axis=1)
    sentence = (
        f"{count(len(rows), 'school')}, called illustrative: their weights are the seminar's, and nobody's programme."
    )
    return Table(table, sentence, "Schools of thought")


def dominance(scene: BoardScene) -> Table:
    """Every option that is nowhere better than another, at middle scores and across ranges."""
    found, labels = model.dominance(scene.ground.scores), scene.labels
    rows = [
        (labels.marks[d.worse].label, labels.marks[d.better].label, "yes" if d.across_ranges else "no") for d in found
    ]
    firm = sum(d.across_ranges for d in found)
    pairs = (
        "; ".join(f"{labels.option(d.worse)} is nowhere better than {labels.option(d.better)}" for d in found)
        or "no option is nowhere better than another"
    )
    holds = f" Of these, {firm or 'none'} {'holds' if firm <= 1 else 'hold'} across the ranges." if found else ""
    table = pd.DataFrame(rows, columns=["Option", "Nowhere better than", "Also across the ranges"])
    return Table(table, f"At middle scores: {pairs}.{holds}", "Options that another option beats or equals everywhere")
