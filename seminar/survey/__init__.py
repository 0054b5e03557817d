"""A survey before and after the seminar: ``survey.take()``. What a class's files show: ``seminar survey FOLDER`` in a terminal."""

from __future__ import annotations

from pathlib import Path

from ..kit import collected
from ..kit.view import View
from ..tables import Package, seminar_data
from . import figures, model, widget


def take(data: Package | None = None) -> View:
    """Twelve questions, for those who want to take part; the form for after the seminar once that for before is answered."""
    return widget.take((data or seminar_data()).rows("survey"))


def evidence(folder: str | Path, data: Package | None = None) -> str:
    """What the files of a folder, its subfolders or a zip show, as Markdown. SurveyError if there is no survey among them."""
    questions = (data or seminar_data()).rows("survey")
    texts, refused = collected.texts(Path(folder), "a survey file")
    sheets, left_out = model.collect(texts, questions)
    if sheets.empty:
        wanted = f"give the folder, or the zip, with the {model.FILE} of the students."
        raise model.SurveyError(" ".join([f"{folder} has no survey file with answers; {wanted}", *refused, *left_out]))
    return figures.page(sheets, questions, [*refused, *left_out])
