"""Forecasts, sealed before the outcome is known."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..models.forecasts import probability
from ..pictures.show import table_html
from .base import WIDE, View, button, card, notice


class SealForecasts(ipw.VBox):
    """A chance for each question, and a button that seals them all into the answers file with the date and time."""

    def __init__(self, questions: pd.DataFrame):
        self.boxes = {
            q.question_id: ipw.Text(
                description=f"{q.question_id}: chance in %",
                placeholder="0 to 100",
                layout=ipw.Layout(width="17em"),
                style={"description_width": "8.5em"},
            )
            for q in questions.itertuples()
        }
        self.button = button("Seal my forecasts", self._seal, primary=True)
        self.message = ipw.HTML(layout=WIDE)
        parts = [
            part
            for q in questions.itertuples()
            for part in (ipw.HTML(question(q), layout=WIDE), self.boxes[q.question_id])
        ]
        super().__init__([*parts, self.button, self.message], layout=WIDE)
        self._say_earlier()

    def _say_earlier(self) -> None:
        try:
            saved = answers.load()
        except answers.AnswersError as error:
            self.message.value = notice(
                escape(f"{error} If you seal, it is kept under another name and a new file is begun.")
            )
            return
        if saved.forecasts:
            last = saved.forecasts[-1]
            for name, chance in last["probabilities"].items():
                if name in self.boxes:
                    self.boxes[name].value = f"{chance * 100:g}"
            self.message.value = notice(
                f"Sealed on {_when(last)}. Sealing again keeps the earlier forecasts too, each with its date."
            )

    def _seal(self) -> None:
        chances, faults = {}, []
        for name, box in self.boxes.items():
            try:
                chances[name] = probability(box.value)
            except ValueError as error:
                faults.append(
                    f"{name}: {error}" if box.value.strip() else f"{name} is empty; give a number from 0 to 100."
                )
        if faults:
            self.message.value = notice("Not sealed yet. " + escape(" ".join(faults)))
            return
        try:
            saved = answers.load()
        except answers.AnswersError:
            saved = answers.Answers()  # the file that cannot be read is put aside by save
        try:
            sealing = saved.seal_forecasts(chances)
            path = answers.save(saved)
        except OSError as error:
            self.message.value = notice(
                escape(f"Not sealed: {answers.FILE_NAME} cannot be written ({error.strerror}).")
            )
            return
        self.message.value = notice(f"Sealed on {_when(sealing)}, in {escape(path.name)}. Lesson 7 opens it.")


def question(q) -> str:
    """One forecast question with its rules, as HTML."""
    return (
        f'<p style="margin:0.8em 0 0.1em;line-height:1.45"><strong>{q.question_id}. {escape(q.question)}</strong><br>'
        f"<strong>Yes:</strong> {escape(q.resolves_yes_if)} <strong>No:</strong> {escape(q.resolves_no_if)}</p>"
    )


def _when(sealing: dict) -> str:
    date, time = sealing["sealed_at"].split("T")
    return f"{date} at {time[:5]} UTC"


def seal(questions: pd.DataFrame) -> View:
    table = questions[["question_id", "question", "resolves_yes_if", "resolves_no_if"]].set_axis(
        ["", "Question", "Yes if", "No if"], axis=1
    )
    return View(SealForecasts(questions), card(table_html(table, "Five forecasts")), "Five forecasts to seal")
