"""Forecasts, in a lesson's words: ``forecasts.seal()``; and, once the seal is broken, ``forecasts.score()``."""

from __future__ import annotations

from pathlib import Path

from .. import answers
from ..kit.fold import after_the_seal, folded
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import HINDSIGHT, Package, seminar_data
from . import class_files, model, picture, widget

_EXAMPLE = "example_forecasts"  # the folder of an invented class, beside the tables


def seal(data: Package | None = None) -> View:
    """The forecast questions, each with a box for a chance in per cent, and a button that seals them."""
    return widget.seal((data or seminar_data()).read("forecasts"))


@after_the_seal
@folded
def outcomes(data: Package | None = None) -> Table:
    """How the questions came out, why, and the sources. Hindsight."""
    data = data or seminar_data()
    resolutions, sources = (data.read(name, HINDSIGHT) for name in ("resolutions", "sources"))
    return picture.outcomes(data.read("forecasts"), resolutions, sources)


def honest(believed: float = 0.7, said: float = 1.0, predict: bool | None = None, data: Package | None = None) -> View:
    """The expected penalty of someone who believes one chance and says another."""
    return widget.honest(believed, said, question("honest_number", data or seminar_data()), predict)


@after_the_seal
def sealed(data: Package | None = None) -> Table:
    """Your sealings, and which of them counts."""
    try:
        return picture.sealings(model.mine())
    except answers.AnswersError as error:
        return picture.no_sealings(str(error))


@after_the_seal
def score(data: Package | None = None) -> Picture:
    """Your forecasts scored or, if none of them count, an invented forecaster's."""
    came_out = model.outcomes((data or seminar_data()).read("resolutions", HINDSIGHT))
    try:
        mine, why = model.counted(model.mine()), "You have no forecasts that were sealed before the seal was broken"
    except answers.AnswersError as error:
        mine, why = None, str(error).rstrip(".")
    scored = model.scores(mine.chances if mine else {}, came_out)
    if len(scored):
        return picture.score(scored, "Your forecasts")
    scored = model.scores(model.invented(came_out), came_out)
    return picture.score(scored, "An invented forecaster", (f"{why}, so this one is invented, to show how it works.",))


@after_the_seal
@folded
def calibration(folder: str | Path = "", data: Package | None = None) -> Picture | Table:
    """A folder of answers files as one picture of the class; without a folder, an invented class to look at.

    A file that cannot be used is reported in a sentence, and the others count.
    """
    data = data or seminar_data()
    place = Path(folder) if folder else data.folder / _EXAMPLE
    read, refused = class_files.collect(place)
    scored = model.pooled(read, model.outcomes(data.read("resolutions", HINDSIGHT)))
    remarks = [f"Not counted: {sentence}" for sentence in refused]
    if scored.empty:
        return picture.no_class(remarks, place.name)
    if not folder:
        remarks.insert(0, "This class is invented, to show what the picture will look like.")
    return picture.calibration(scored, model.calibration(scored), remarks)
