"""Forecasts, sealed before the outcome is known."""

from __future__ import annotations

from datetime import UTC
from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit.keep import Kept, as_a_map
from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import BESIDE, BREAKS, WIDE, Number, View, button, card, notice, verdict_line
from ..kit.words import number_word
from . import model, picture


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
        self.message = ipw.HTML(layout=BESIDE)
        parts = [
            part
            for q in questions.itertuples()
            for part in (ipw.HTML(question(q), layout=WIDE), self.boxes[q.question_id])
        ]
        self.kept = Kept("forecasts_typed")
        beside = ipw.HBox([self.button, self.message], layout=BREAKS)  # so that the message appears beside the button
        super().__init__([*parts, beside, self.kept], layout=WIDE)
        self._say_earlier()
        for name, typed in as_a_map(self.kept.earlier()).items():
            if name in self.boxes:
                self.boxes[name].value = typed
        for box in self.boxes.values():
            box.observe(lambda _change: self.kept.keep({n: b.value for n, b in self.boxes.items()}), "value")

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
                chances[name] = model.probability(box.value)
            except ValueError as error:
                faults.append(
                    f"{name}: {error}" if box.value.strip() else f"{name} is empty; give a number from 0 to 100."
                )
        if faults:
            self.message.value = notice("Not sealed yet. " + escape(" ".join(faults)))
            return
        try:
            path = answers.update(lambda saved: saved.seal_forecasts(chances), start_over=True)
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
    at = model.moment(sealing["sealed_at"])
    return f"{at.astimezone(UTC):%Y-%m-%d at %H:%M} UTC" if at else sealing["sealed_at"]


def seal(questions: pd.DataFrame) -> View:
    """The form that seals; without a kernel, the questions with their rules."""
    many = number_word(len(questions)).capitalize()
    table = questions[["question_id", "question", "resolves_yes_if", "resolves_no_if"]].set_axis(
        ["", "Question", "Yes if", "No if"], axis=1
    )
    return View(SealForecasts(questions), card(table_html(table, f"{many} forecasts")), f"{many} forecasts to seal")


class Honest(ipw.VBox):
    """What you believe and what you say, each a handle on the curve, and the expected penalty."""

    def __init__(self, believed: float, said: float, verdict: str = ""):
        self.believed, self.said = (
            Number(words, chance * 100, 0, 100, picture.STEP, in_picture=True)
            for words, chance in (("You believe, in %", believed), ("You say, in %", said))
        )
        self.picture = LivePicture()
        for name, number in (("believed", self.believed), ("said", self.said)):
            number.on_change(lambda _value: self._show())
            self.picture.on_drag(name, lambda value, number=number: setattr(number, "value", value))
        self._show()
        numbers = ipw.HBox([self.believed, self.said], layout=BREAKS)
        super().__init__([*verdict_line(verdict), numbers, self.picture], layout=WIDE)

    def _show(self) -> None:
        believed, said = (model.probability(number.value) for number in (self.believed, self.said))
        self.picture.show(picture.honest(believed, said))


def honest(believed: float, said: float, question: Question, predict: bool | None) -> View:
    """The expected penalty, behind a prediction of it at the opening setting."""
    value = model.expected_penalty(believed, said)
    other = [picture.honest(believed, s).sentence for s in (believed, model.COIN)]
    still = picture.honest(believed, said).html() + card("<br>".join(map(escape, other)))

    def make(verdict: str) -> ipw.Widget:
        return Honest(believed, said, verdict)

    return asked(question, value, make, still, "What honesty earns", predict, f"{value:.2f}")
