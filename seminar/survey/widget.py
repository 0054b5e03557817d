"""The survey's form: who takes part is asked first; the answers go into a file of their own, and nothing is said about them."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit import files
from ..kit.show import Html
from ..kit.view import WIDE, View, button, card, notice, numbered, one_of
from ..start import recall
from . import model
from .model import AFTER, BEFORE, Survey

_ASKED = (
    "Twelve questions, ten minutes. They help to find out whether this seminar teaches what it says. <strong>You need not take part</strong>, "
    "and nothing depends on it: it is not graded. The file {file} holds a random code and your answers. It does not hold your name."
)


class Form(ipw.VBox):
    """Asks whether to take part; then the twelve questions of the student's form."""

    def __init__(self, questions: pd.DataFrame):
        self._questions = questions
        self.message = ipw.HTML(layout=WIDE)
        self.yes = button("I take part", self._open, primary=True)
        self.choices: dict[str, ipw.RadioButtons] = {}
        super().__init__(
            [ipw.HTML(notice(_ASKED.format(file=model.FILE)), layout=WIDE), self.yes, self.message], layout=WIDE
        )

    def _open(self) -> None:
        try:
            self._survey, self._when = _earlier()
        except (model.SurveyError, files.FileError) as error:
            self.message.value = notice(escape(f"{error} Move it away, then press the button again."))
            return
        form = self._survey.form(self._when)
        mine = self._questions[self._questions.form == form].sort_values("number")
        self.choices = {row.question_id: one_of(recall.choices(row)) for row in mine.itertuples()}
        asked = [
            part
            for row in mine.itertuples()
            for part in (numbered(row.number, row.question), self.choices[row.question_id])
        ]
        self.done = button("Keep my answers", self._keep, primary=True)
        head = ipw.HTML(notice(f"This is the form for <strong>{self._when}</strong> the seminar."), layout=WIDE)
        self.children = [head, *asked, self.done, self.message]

    def _keep(self) -> None:
        said = {i: choice.value for i, choice in self.choices.items() if choice.value is not None}
        if len(said) < len(self.choices):
            left = len(self.choices) - len(said)
            self.message.value = notice(f"{left} not answered yet. If you do not know, take what seems best.")
            return
        self._survey.said[self._when] = said
        path = answers.place(model.FILE)
        try:
            files.write(path, self._survey.to_json())
        except (OSError, files.FileError) as error:
            self.message.value = notice(escape(f"Not kept: {error}"))
            return
        self.done.disabled = True
        self.message.value = notice(
            escape(f"Thank you. Your answers are in {answers.where(path)}. {_NEXT[self._when]}")
        )


_NEXT = {
    BEFORE: "Keep this file: after the last lesson the same cell asks twelve others.",
    AFTER: "Hand this file in as your instructor asks.",
}


def _earlier() -> tuple[Survey, str]:
    """The student's survey so far, and which form comes next; both answered, the second may be answered again."""
    path = answers.found(model.FILE)
    if not path.exists():
        return model.new(), BEFORE
    survey = model.read(files.read(path), path.name)
    return survey, AFTER if survey.said.get(BEFORE) else BEFORE


def take(questions: pd.DataFrame) -> View:
    """The form behind the question whether to take part."""
    still = card(Html(_ASKED.format(file=model.FILE)))
    return View(Form(questions), still, "The survey")
