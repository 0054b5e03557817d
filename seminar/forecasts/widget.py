"""Forecasts, sealed before the outcome is known."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit.predict import Predict, Question
from ..kit.show import table_html
from ..kit.view import WIDE, LivePicture, Number, View, button, card, notice
from . import model
from . import picture as pictures
from .model import probability


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
            path = answers.update(lambda saved: saved.seal_forecasts(chances), anew=True)
            saved = answers.load(path)
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"Not sealed: {error}"))
            return
        late = " The seal was broken before: lesson 7 shows this sealing and does not count it." * bool(
            saved.seal_broken_at
        )
        when = _when(saved.forecasts[-1])
        self.message.value = notice(f"Sealed on {when}, in {escape(path.name)}. Lesson 7 opens it.{late}")


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


def mine() -> list[model.Standing]:
    """The sealings in the answers file with their standing; AnswersError if the file cannot be used."""
    saved = answers.load()
    return model.standings(saved.forecasts, [answers.is_intact(s) for s in saved.forecasts], saved.seal_broken_at)


def collect(files: dict[str, str]) -> tuple[list[dict[str, float]], list[str]]:
    """Read a class's answers files (name -> text): the chances of each that counts, and a sentence for each that does not."""
    read, refused = [], []
    for name in sorted(files):
        try:
            saved = answers.Answers.from_json(files[name], name)
        except answers.AnswersError as error:
            refused.append(str(error))
            continue
        whole = [answers.is_intact(s) for s in saved.forecasts]
        found = model.standings(saved.forecasts, whole, saved.seal_broken_at)
        sealing = model.counted(found)
        if sealing is None:
            last = f"the last one is {found[-1].standing}" if found else "there is no sealing in it"
            refused.append(f"{name} has no forecasts that count: {last}.")
        else:
            read.append(sealing.chances)
    return read, refused


class Honest(ipw.VBox):
    """What one believes and what one says, each with a slider; the penalty to be expected."""

    def __init__(self, believed: float, said: float, verdict: str = ""):
        self.believed = Number("You believe, in %", believed * 100, 0, 100, 5)
        self.said = Number("You say, in %", said * 100, 0, 100, 5)
        self.picture = LivePicture()
        for number in (self.believed, self.said):
            number.on_change(lambda _value: self._show())
        self._show()
        told = [ipw.HTML(notice(escape(verdict)))] if verdict else []
        super().__init__([*told, self.believed, self.said, self.picture], layout=WIDE)

    def _show(self) -> None:
        self.picture.show(pictures.honest(probability(self.believed.value), probability(self.said.value)))


def honest(believed: float, said: float, question: Question, predict: bool | None) -> View:
    """The penalty to be expected, behind a prediction of it at the setting at which it opens."""
    value = model.expected_penalty(believed, said)
    other = [pictures.honest(believed, s) for s in (believed, 0.5)]
    static = pictures.honest(believed, said).html() + card("<br>".join(escape(p.sentence) for p in other))

    def opened(told: str | None) -> ipw.Widget:
        return Honest(believed, said, question.verdict(told, value, f"{value:.2f}") if told else "")

    return View(Predict(question, opened, predict), static, "What honesty earns")
