"""The argument, in a lesson's words: ``argument.tree()``, ``argument.explore()``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..errors import SeminarError
from ..kit import argdown, collected, files
from ..kit.fold import SEALED, Sentence, folded, seal_is_whole
from ..kit.ids import as_written, meant
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import ON_THE_DAY, DataError, Package, day, seminar_data
from . import class_codings, coding, model, picture, picture_claims, picture_codings, widget, widget_map


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


def build(passage: str, data: Package | None = None) -> View:
    """A map of a passage, such as "P10-P14", to build as an outline, then to lay beside other readers' maps if there are any."""
    data = data or seminar_data()
    numbers = data.rows("article_paragraphs").paragraph.tolist()
    passage = passage.replace("\N{EN DASH}", "-").replace(" ", "").upper()
    if unknown := [part for part in passage.split("-") if part not in numbers]:
        raise DataError(
            f"There is no paragraph {unknown[0]!r}; write a passage such as 'P1-P3', of the paragraphs {numbers[0]} to {numbers[-1]}."
        )
    if "maps" not in data.resources:
        return widget_map.build(passage, {}, pd.DataFrame())
    lines, differ = data.read("maps"), data.read("map_differences")
    lines = lines[lines.passage == passage]
    readers = {name: argdown.from_rows(rows.to_dict("records")) for name, rows in lines.groupby("reader", sort=False)}
    return widget_map.build(passage, readers, differ[differ.passage == passage])


def code(article: str = "", data: Package | None = None) -> View:
    """A form to code an article, one claim after another: the name of one of the seminar's short op-eds, or any text that is pasted.

    With ``data`` it is the article of that package.
    """
    if not article and data is None:
        return widget_map.code({}, "", None)
    data = data or _op_ed(article)
    reasons = data.read("sorting")
    path = data.folder / "op_ed.md"
    numbers = data.rows("article_paragraphs").paragraph
    text = coding.paragraphs(files.read(path)) if path.exists() else dict.fromkeys(numbers, "")
    return widget_map.code(text, data.descriptor["name"], widget_map.Coded(claims(data), reasons))


def _op_ed(name: str) -> Package:
    folder = seminar_data().folder / "op_eds"
    names = sorted(path.name for path in folder.iterdir() if (path / "datapackage.json").exists())
    if (known := as_written(name, names)) not in names:
        raise DataError(f"There is no op-ed {name!r}; there are {', '.join(names)}.{meant(name, names)}")
    return Package(folder / known)


@folded
def tree(coded_by: str | Path = "", data: Package | None = None) -> Picture:
    """The whole argument as a tree; with a class's answers files (``coded_by`` a folder or zip), its claims are of the kinds that most gave."""
    coded, changed = _coded(coded_by, data)
    shown = picture.tree(coded)
    return picture_codings.by_the_class(shown, changed) if coded_by else shown


@folded
def strip(coded_by: str | Path = "", data: Package | None = None) -> Picture:
    """Where the article reports, interprets and bets; with ``coded_by`` as in :func:`tree`."""
    coded, changed = _coded(coded_by, data)
    shown = picture.strip(coded, (data or seminar_data()).rows("article_paragraphs"))
    return picture_codings.by_the_class(shown, changed) if coded_by else shown


def agreement(folder: str | Path, data: Package | None = None) -> Table:
    """How far a class agrees on the kinds of the claims that it sorted, from the answers files of a folder, its subfolders or a zip.

    A file that cannot be used is named under the table and the others count.
    """
    codings, remarks = _codings(folder, data)
    if len(codings) < 2:
        return picture_codings.too_few(Path(folder).name, remarks)
    return picture_codings.agreement(class_codings.counts(codings, _to_sort(data)), claims(data), len(codings), remarks)


def _to_sort(data: Package | None) -> list[str]:
    return (data or seminar_data()).rows("sorting").claim_id.tolist()


def _codings(folder: str | Path, data: Package | None) -> tuple[list[dict[str, str]], list[str]]:
    """What each student sorted, and a sentence for each file that does not count."""
    texts, refused = collected.texts(Path(folder), "an answers file")
    read, more = class_codings.collect(texts, _to_sort(data))
    return list(read.values()), [f"Left out: {sentence}" for sentence in refused + more]


def _coded(folder: str | Path, data: Package | None) -> tuple[pd.DataFrame, list[str]]:
    """The claims, by a class's majority if there is a folder of its files, and the ids of those that are then of another kind."""
    ours = claims(data)
    if not folder:
        return ours, []
    codings, remarks = _codings(folder, data)
    if not codings:
        raise SeminarError(
            " ".join([f"{Path(folder).name} holds no answers file with claims sorted in lesson 1.", *remarks[:1]])
        )
    theirs = class_codings.under_majority(ours, class_codings.agreement(class_codings.counts(codings, _to_sort(data))))
    return theirs, ours.claim_id[ours.kind != theirs.kind].tolist()


def explore(predict: bool | None = None, data: Package | None = None) -> View:
    """Pick a claim: what it supports, what supports it, how far it could be checked on the day."""
    data = data or seminar_data()
    return widget.explore(dossier(data), question("bare_predictions", data), predict)


def check(
    claim_id: str, as_of: str = ON_THE_DAY, data: Package | None = None, predict: bool = False
) -> Table | Sentence:
    """One claim beside what was known about it on the day, with both sides' accounts where they differ.

    With ``predict`` it is folded behind the question in the words above.

    A later day is sealed until the student breaks the seal.
    """
    data = data or seminar_data()
    if as_of != ON_THE_DAY and ((asked := day(as_of)) is None or asked > day(data.seal)) and seal_is_whole():
        return Sentence(SEALED)
    return replace(picture_claims.check(dossier(data, as_of), claim_id), folded=predict)


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
