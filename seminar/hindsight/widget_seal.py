"""Breaking the seal, and what a student remembers of the forecasts sealed before."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..forecasts import model as forecasts
from ..kit.live import LivePicture
from ..kit.show import Picture
from ..kit.view import WIDE, View, button, card, notice
from ..kit.words import count
from . import model, picture_memory

RECALLED = "recalled_forecasts"  # the note that holds what was remembered, as JSON


class BreakSeal(ipw.VBox):
    """A button that writes the moment into the answers file; a forecast sealed from then on is shown but not counted."""

    def __init__(self) -> None:
        self.message = ipw.HTML(layout=WIDE)
        self.button = button("Break the seal", self._break, primary=True)
        super().__init__([self.button, self.message], layout=WIDE)
        self._say()

    def _say(self) -> None:
        self.message.value = notice(escape(self._standing()))

    def _standing(self) -> str:
        """What the answers file holds, in a sentence; once the seal is broken, the button is disabled."""
        try:
            saved = answers.load()
        except answers.AnswersError as error:
            return f"{error} If you go on, it is kept under another name."
        if saved.seal_broken_at:
            self.button.disabled = True
            return f"The seal was broken on {_moment(saved.seal_broken_at)}. Go on."
        if saved.forecasts:
            sealings, last = count(len(saved.forecasts), "sealing"), _moment(saved.forecasts[-1]["sealed_at"])
            return f"{sealings} of forecasts in your answers file, the last on {last}."
        return (
            "You have sealed no forecasts. Lesson 1 asks for them; it takes eight minutes, and is worth going back for. "
            "You can also read on without."
        )

    def _break(self) -> None:
        try:
            answers.update(answers.Answers.break_seal, start_over=True)
        except answers.AnswersError as error:
            self.message.value = notice(escape(f"The moment was not saved: {error} You can read on."))
            return
        self._say()


def _moment(text: str) -> str:
    at = forecasts.moment(text)
    return f"{at:%Y-%m-%d} at {at:%H:%M} UTC" if at else "a day that cannot be read"


def break_seal() -> View:
    """The button that breaks the seal."""
    words = "Run the cell, then press the button: the moment is written into your answers file, and forecasts sealed later are shown as such."
    return View(BreakSeal(), card(f'<p style="margin:0">{words}</p>'), "The seal")


class Recall(ipw.VBox):
    """What the student remembers having sealed, beside what was sealed."""

    def __init__(self, questions: pd.DataFrame, outcomes: Mapping[str, bool]):
        self._outcomes = outcomes
        self.boxes = {question: _box(question) for question in questions.question_id}
        rows = [part for q in questions.itertuples() for part in (_asked(q), self.boxes[q.question_id])]
        self.button = button("Compare with what I sealed", self._lay_beside, primary=True)
        self.message = ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        self.picture.layout.display = "none"
        super().__init__([*rows, self.button, self.message, self.picture], layout=WIDE)

    def _lay_beside(self) -> None:
        """Lay what was typed beside what was sealed, or say what is missing."""
        remembered, faults = self._typed()
        if faults or not remembered:
            self._say(" ".join(faults) or "Type at least one chance that you remember giving.")
            return
        try:
            sealing = forecasts.counted(forecasts.mine())
        except answers.AnswersError as error:
            self._say(f"Nothing to compare with. {error}")
            return
        if sealing is None:
            self._say(
                "You have no forecasts that were sealed before the seal was broken, so there is nothing to compare with. Read on."
            )
            return
        moved = model.memory(sealing.chances, remembered, self._outcomes)
        if moved.empty:
            self._say("You sealed none of the questions that you remember. Fill in another box.")
            return
        self.picture.show(picture_memory.memory(moved))
        self.picture.layout.display = None
        self._say(f"Sealed on {_moment(sealing.sealed_at)}.{_keep(remembered)}")

    def _typed(self) -> tuple[dict[str, float], list[str]]:
        """The chances that were typed, by question, and a sentence for each text that is not one."""
        remembered, faults = {}, []
        for name, box in self.boxes.items():
            if not box.value.strip():
                continue
            try:
                remembered[name] = forecasts.probability(box.value)
            except ValueError as error:
                faults.append(f"{name}: {error}")
        return remembered, faults

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))


def _box(question: str) -> ipw.Text:
    return ipw.Text(
        description=f"{question}: I gave, in %",
        placeholder="0 to 100",
        layout=ipw.Layout(width="17em"),
        style={"description_width": "8.5em"},
    )


def _asked(question) -> ipw.HTML:
    words = f"{question.question_id}. {escape(question.question)}"
    return ipw.HTML(f'<p style="margin:0.5em 0 0;line-height:1.4">{words}</p>', layout=WIDE)


def _keep(remembered: Mapping[str, float]) -> str:
    """Note what is remembered; the first memory is the one that counts. A sentence where it could not be saved, else nothing."""
    try:
        answers.update(lambda saved: saved.notes.setdefault(RECALLED, json.dumps(remembered)))
    except answers.AnswersError:
        return " What you remember was not saved."
    return ""


def recall(questions: pd.DataFrame, outcomes: Mapping[str, bool], example: Picture) -> View:
    """A box for each forecast question; ``example`` is what a reader without a kernel sees of the comparison."""
    words = "Run the cell to type what you remember. An invented example:"
    still = card(f'<p style="margin:0">{words}</p>') + example.html()
    return View(Recall(questions, outcomes), still, "What you remember having given")
