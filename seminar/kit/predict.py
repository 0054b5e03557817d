"""Predict before you look: a question that must be answered before a widget opens.

What the student said is kept in the answers file, so that the widget opens at once the next time, and lesson 7 can
look back. An instructor switches the questions off for a class with the environment variable ``SEMINAR_PREDICT=off``, or
for one cell with ``predict=False``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import ipywidgets as ipw

from .. import answers
from ..tables import DataError, Package
from .fold import asking
from .view import WIDE, View, button, notice


@dataclass(frozen=True)
class Question:
    """What is asked before looking: the choices in order, each with the half-open range of values [low, high) that it covers."""

    id: str
    words: str
    choices: dict[str, tuple[float, float]]

    def __post_init__(self) -> None:
        if bad := [c for c, (low, high) in self.choices.items() if not low < high]:
            raise ValueError(
                f"The choice {bad[0]!r} of question {self.id} covers no value; its low must be below its high."
            )

    def verdict(self, said: str, value: float, shown: str) -> str:
        """One sentence on a prediction: ``value`` is what came out, ``shown`` how to write it."""
        if said not in self.choices:
            return ""
        low, high = self.choices[said]
        return f"You said: {said}. It is {shown}; your prediction {'held' if low <= value < high else 'did not hold'}."


def question(question_id: str, data: Package) -> Question:
    """A question to be asked before looking, from the table ``predictions``."""
    rows = data.read("predictions")
    rows = rows[rows.question_id == question_id]
    if rows.empty:
        raise DataError(f"The table predictions has no question {question_id!r}.")
    return Question(question_id, rows.question.iloc[0], {r.choice: (r.low, r.high) for r in rows.itertuples()})


class Predict(ipw.VBox):
    """Ask ``question``; once it is answered, put ``opened(said)``, a widget, in the question's place.

    ``said`` is the choice in words, or None where nothing was asked.
    """

    def __init__(self, question: Question, opened: Callable[[str | None], ipw.Widget], predict: bool | None = None):
        self.question, self._opened = question, opened
        self.choice = ipw.RadioButtons(
            options=list(question.choices), value=None, layout=ipw.Layout(width="max-content")
        )
        self.button = button("Lock in, then look", self._lock, primary=True)
        self.message = ipw.HTML(layout=WIDE)
        super().__init__(layout=WIDE)
        if not asking(predict):
            self._open(None)
        elif (earlier := self._earlier()) is not None:
            self._open(earlier)
        else:
            words = ipw.HTML(
                f"<p style='margin:0;line-height:1.45'><strong>Before you look.</strong> {escape(question.words)}</p>",
                layout=WIDE,
            )
            self.children = [words, self.choice, self.button, self.message]

    def _earlier(self) -> str | None:
        try:
            said = answers.load().predictions.get(self.question.id)
        except answers.AnswersError:
            return None
        return said if said in self.question.choices else None

    def _lock(self) -> None:
        if self.choice.value is None:
            self.message.value = notice("Choose one of the answers first; a guess is enough.")
            return
        said = self.choice.value
        try:
            answers.update(lambda saved: saved.predictions.update({self.question.id: said}))
        except answers.AnswersError as error:
            self._open(said, f"Your prediction counts here but was not saved. {error}")
        else:
            self._open(said)

    def _open(self, said: str | None, warning: str = "") -> None:
        self.children = [*([ipw.HTML(notice(escape(warning)))] if warning else []), self._opened(said)]


def asked(
    question: Question,
    value: float,
    make: Callable[[str], ipw.Widget],
    still: str,
    name: str,
    predict: bool | None = None,
    shown: str = "",
) -> View:
    """A view behind a question: how every room shows its widget to a student.

    ``make`` is given the verdict on the prediction, or empty text where nothing was asked, and returns the widget;
    ``value`` is what came out, written as ``shown`` (by default a share in per cent); ``still`` is the HTML
    that a reader without a kernel sees, ``name`` what the view is called.
    """

    def opened(said: str | None) -> ipw.Widget:
        return make(question.verdict(said, value, shown or f"{value:.0%}") if said else "")

    return View(Predict(question, opened, predict), still, name)
