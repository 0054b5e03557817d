"""The argument, in a lesson's words: ``argument.tree()``, ``argument.explore()``."""

from __future__ import annotations

import pandas as pd

from ..kit.fold import SEALED, Sentence, folded, seal_is_whole
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import ON_THE_DAY, Package, day, seminar_data
from . import model, picture, picture_claims, widget


def claims(data: Package | None = None) -> pd.DataFrame:
    """The article's claims in our words, one per row."""
    return (data or seminar_data()).rows("claims")


def paragraphs(data: Package | None = None) -> Table:
    """What each paragraph says, in a sentence of ours."""
    return picture_claims.paragraphs((data or seminar_data()).rows("article_paragraphs"))


def sort_kinds(data: Package | None = None) -> View:
    """A few claims for the student to sort by kind."""
    data = data or seminar_data()
    return widget.sort(data.rows("sorting").merge(claims(data), on="claim_id", validate="1:1"))


def implied(data: Package | None = None) -> Table:
    """The claims that the text implies and does not state, and how many it states."""
    return picture_claims.implied(claims(data))


@folded
def tree(data: Package | None = None) -> Picture:
    """The whole argument as a tree."""
    return picture.tree(claims(data))


@folded
def strip(data: Package | None = None) -> Picture:
    """Where the article reports, interprets and bets."""
    data = data or seminar_data()
    return picture.strip(claims(data), data.rows("article_paragraphs"))


def explore(predict: bool | None = None, data: Package | None = None) -> View:
    """Pick a claim: what it supports, what supports it, how far it could be checked on the day."""
    data = data or seminar_data()
    return widget.explore(dossier(data), question("bare_predictions", data), predict)


def check(claim_id: str, as_of: str = ON_THE_DAY, data: Package | None = None) -> Table | Sentence:
    """One claim beside what was known about it on the day, with both sides' accounts where they differ.

    A later day is sealed until the student breaks the seal.
    """
    data = data or seminar_data()
    if as_of != ON_THE_DAY and ((asked := day(as_of)) is None or asked > day(data.seal)) and seal_is_whole():
        return Sentence(SEALED)
    return picture_claims.check(dossier(data, as_of), claim_id)


def verdicts(data: Package | None = None) -> Table:
    """How far the claims could be checked on the day, by kind of claim."""
    data = data or seminar_data()
    return picture_claims.verdicts(claims(data), data.rows("verdicts"), data.seal)


@folded
def omissions(data: Package | None = None) -> Table:
    """What the article leaves out."""
    data = data or seminar_data()
    return picture_claims.omissions(data.rows("omissions"), data.read("sources"))


def dossier(data: Package | None = None, as_of: str = ON_THE_DAY) -> model.Dossier:
    """The claims with all that was known about them on a day."""
    data = data or seminar_data()
    return model.Dossier(claims(data), *(data.read(name, as_of) for name in ("verdicts", "accounts", "sources")))
