"""The argument, in a lesson's words: ``argument.tree()``, ``argument.explore()``."""

from __future__ import annotations

import pandas as pd

from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import ON_THE_DAY, Package, seminar_data
from . import picture as pictures
from . import widget as widgets


def claims(data: Package | None = None) -> pd.DataFrame:
    """The article's claims in our words, a row each."""
    return (data or seminar_data()).read("claims")


def paragraphs(data: Package | None = None) -> Table:
    """What each paragraph says, in a sentence of ours."""
    rows = (data or seminar_data()).read("article_paragraphs")
    noted = rows.paragraph[rows.note != ""].tolist()
    sentence = f"{rows.paragraph.iloc[0]} is the line under the headline; {len(rows) - 1} paragraphs follow."
    if noted:
        sentence += f" {', '.join(noted)} {'carry' if len(noted) > 1 else 'carries'} a note on the text itself."
    return Table(
        rows.set_axis(["Paragraph", "What it says", "Note"], axis=1), sentence, "The article, paragraph by paragraph"
    )


def sort_kinds(data: Package | None = None) -> View:
    """A dozen claims for the student to sort by kind."""
    data = data or seminar_data()
    dozen = data.read("sorting").merge(data.read("claims"), on="claim_id", validate="1:1")
    return widgets.sort(dozen)


def implied(data: Package | None = None) -> Table:
    """The claims that the text implies and does not state, and how many it states."""
    return pictures.implied(claims(data))


def tree(data: Package | None = None) -> Picture:
    """The whole argument as a tree."""
    return pictures.tree(claims(data))


def strip(data: Package | None = None) -> Picture:
    """Where the article reports, interprets and bets."""
    data = data or seminar_data()
    return pictures.strip(claims(data), data.read("article_paragraphs"))


def explore(predict: bool | None = None, data: Package | None = None) -> View:
    """Pick a claim: what it supports, what supports it, how far it could be checked on the day."""
    data = data or seminar_data()
    return widgets.explore(
        claims(data), data.read("verdicts"), data.read("sources"), question("bare_predictions", data), predict
    )


def check(claim_id: str, as_of: str = ON_THE_DAY, data: Package | None = None) -> Table:
    """One claim beside what was known about it on the day, with both sides' accounts where they differ."""
    data = data or seminar_data()
    return pictures.check(
        claims(data), data.read("verdicts", as_of), data.read("accounts", as_of), data.read("sources", as_of), claim_id
    )


def verdicts(data: Package | None = None) -> Table:
    """How far the claims could be checked on the day, by kind of claim."""
    data = data or seminar_data()
    return pictures.verdicts(claims(data), data.read("verdicts"), data.seal)


def omissions(data: Package | None = None) -> Table:
    """What the article leaves out."""
    data = data or seminar_data()
    return pictures.omissions(data.read("omissions"), data.read("sources"))
