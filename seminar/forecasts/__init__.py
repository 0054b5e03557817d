"""Forecasts, in a lesson's words: ``forecasts.seal()``; and, once the seal is broken, ``forecasts.score()``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .. import answers
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import HINDSIGHT, Package, seminar_data
from . import model
from . import picture as pictures
from . import widget as widgets

_EXAMPLE = "example_forecasts"
_LARGEST = 200_000  # bytes; a real file has a few thousand
_INVENTED = {"F1": 0.6, "F2": 0.3, "F3": 0.1, "F4": 0.7, "F5": 0.2}  # a forecaster to look at, by question in order


def seal(data: Package | None = None) -> View:
    """The five forecast questions, each with a box for a chance in per cent, and a button that seals them."""
    return widgets.seal((data or seminar_data()).read("forecasts"))


def outcomes(data: Package | None = None) -> Table:
    """How the five questions came out, why, and from where. Hindsight."""
    data = data or seminar_data()
    hindsight = {name: data.read(name, HINDSIGHT) for name in ("resolutions", "sources")}
    return pictures.outcomes(data.read("forecasts"), hindsight["resolutions"], hindsight["sources"])


def honest(believed: float = 0.7, said: float = 1.0, predict: bool | None = None, data: Package | None = None) -> View:
    """The penalty to be expected by someone who believes one chance and says another."""
    return widgets.honest(believed, said, question("honest_number", data or seminar_data()), predict)


def sealed(data: Package | None = None) -> Table:
    """Your sealings, and which of them counts."""
    try:
        return pictures.sealings(widgets.mine())
    except answers.AnswersError as error:
        return Table(
            pd.DataFrame({"What happened": [str(error)]}), "Your answers file cannot be used.", "What you sealed"
        )


def score(data: Package | None = None) -> Picture:
    """Your forecasts scored; without any that count, an invented forecaster's."""
    came_out = model.outcomes((data or seminar_data()).read("resolutions", HINDSIGHT))
    try:
        mine, why = model.counted(widgets.mine()), "You have no forecasts that were sealed before the seal was broken"
    except answers.AnswersError as error:
        mine, why = None, str(error).rstrip(".")
    scored = model.scores(mine.chances, came_out) if mine else model.scores({}, came_out)
    if len(scored):
        return pictures.score(scored, "Your forecasts")
    scored = model.scores(invented(came_out), came_out)
    return pictures.score(scored, "An invented forecaster", (f"{why}, so this one is invented, to show how it works.",))


def invented(questions) -> dict[str, float]:
    """An invented forecaster's chances for these questions."""
    return dict(zip(questions, _INVENTED.values(), strict=False))


def calibration(folder: str | Path = "", data: Package | None = None) -> Picture | Table:
    """A folder of answers files as one picture of the class; without a folder, an invented class to look at.

    A file that cannot be used is told in a sentence, and the others count.
    """
    data = data or seminar_data()
    place = Path(folder) if folder else data.folder / _EXAMPLE
    files, refused = _files(place)
    read, more = widgets.collect(files)
    scored = model.pooled(read, model.outcomes(data.read("resolutions", HINDSIGHT)))
    remarks = [f"Not counted: {sentence}" for sentence in (*refused, *more)]
    if scored.empty:
        told = remarks or [
            f"There is no file ending in .json in {place.name}/. Collect the class's answers files there."
        ]
        return Table(
            pd.DataFrame({"What happened": told}),
            "No forecasts could be read, so there is no picture yet.",
            "The class",
        )
    if not folder:
        remarks.insert(0, "This class is invented, to show what the picture will look like.")
    return pictures.calibration(scored, model.calibration(scored), remarks)


def _files(folder: Path) -> tuple[dict[str, str], list[str]]:
    """The text of every .json file in a folder by name, and a sentence for each that cannot be read."""
    files, refused = {}, []
    for path in sorted(folder.glob("*.json")):
        try:
            if path.stat().st_size > _LARGEST:
                refused.append(f"{path.name} is larger than {_LARGEST // 1000} kB; an answers file is not.")
            else:
                files[path.name] = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            refused.append(f"{path.name} cannot be read ({error.strerror}).")
    return files, refused
