"""Predict before you look: a question that must be answered before a widget opens.

What the student said is kept in the answers file, so that the widget opens at once the next time, and lesson 7 can
look back. A miss asks for its reason (:mod:`.missed`). An instructor switches the questions off for a class with the
environment variable ``SEMINAR_PREDICT=off``, or for one cell with ``predict=False``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import ipywidgets as ipw

from .. import answers
from ..tables import DataError, Package
from .fold import asking
from .missed import Missed
from .view import HELD, WIDE, View, button, notice, one_of

Outcome = float | frozenset[str]  # a number, or the names of all that came out
Meaning = tuple[float, float] | str  # what a choice stands for: a half-open range [low, high), or one name


@dataclass(frozen=True)
class Question:
    """What is asked before looking: the choices in order, each with what it stands for.

    ``reasons`` are what may have led to a miss; ``about`` is the row of a table, if any, of which the question speaks.
    """

    id: str
    words: str
    choices: dict[str, Meaning]
    reasons: tuple[str, ...] = ()
    about: str = ""

    def __post_init__(self) -> None:
        if bad := [c for c, m in self.choices.items() if not (m if isinstance(m, str) else m[0] < m[1])]:
            raise ValueError(
                f"The choice {bad[0]!r} of question {self.id} covers no value; give it a name, or a low below its high."
            )

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the choices stand for, without those that are ranges."""
        return tuple(m for m in self.choices.values() if isinstance(m, str))

    def holds(self, said: str, outcome: Outcome) -> bool:
        """Whether a prediction came out; never for what is not among the choices."""
        meaning = self.choices.get(said, "")
        if isinstance(meaning, str):
            return isinstance(outcome, frozenset) and meaning in outcome
        return not isinstance(outcome, frozenset) and meaning[0] <= outcome < meaning[1]

    def written(self, outcome: Outcome) -> str:
        """An outcome in words: the choices that it names, or a share in per cent."""
        if not isinstance(outcome, frozenset):
            return f"{outcome:.0%}"
        return " or ".join(c for c, m in self.choices.items() if m in outcome) or "none of these"

    def verdict(self, said: str, outcome: Outcome, shown: str = "") -> str:
        """One sentence on a prediction; ``shown`` is how to write what came out, if not as :meth:`written`."""
        if said not in self.choices:
            return ""
        came = HELD if self.holds(said, outcome) else "your prediction did not hold."
        return f"You said: {said}. It is {shown or self.written(outcome)}; {came}"


def question(question_id: str, data: Package) -> Question:
    """A question to be asked before looking, from the tables ``predictions`` and, where there is one, ``prediction_reasons``."""
    rows = data.read("predictions")
    rows = rows[rows.question_id == question_id]
    if rows.empty:
        raise DataError(f"The table predictions has no question {question_id!r}.")
    choices = {r.choice: getattr(r, "stands_for", "") or (r.low, r.high) for r in rows.itertuples()}
    reasons: tuple[str, ...] = ()
    if "prediction_reasons" in data.resources:
        every = data.read("prediction_reasons")
        reasons = tuple(every.reason[every.question_id == question_id])
    return Question(question_id, rows.question.iloc[0], choices, reasons, getattr(rows.iloc[0], "about", ""))


class Predict(ipw.VBox):
    """Ask ``question``; once it is answered, put ``opened(said)``, a widget, in the question's place.

    ``said`` is the choice in words, or None where nothing was asked. With ``outcome``, a miss is asked for its reason.
    """

    def __init__(
        self,
        question: Question,
        opened: Callable[[str | None], ipw.Widget],
        predict: bool | None = None,
        outcome: Outcome | None = None,
        shown: str = "",
    ):
        self.question, self._opened, self._outcome, self._shown = question, opened, outcome, shown
        self.choice = one_of(list(question.choices))
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
        said = answers.so_far().predictions.get(self.question.id)
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
        self.children = [
            *([ipw.HTML(notice(escape(warning)))] if warning else []),
            self._opened(said),
            *self._why(said),
        ]

    def _why(self, said: str | None) -> list[ipw.Widget]:
        """After a miss, a place for its reason."""
        if said is None or self._outcome is None or self.question.holds(said, self._outcome):
            return []
        asked, came = self.question, self._shown or self.question.written(self._outcome)
        return [Missed(asked.id, asked.words, said, came, asked.reasons)]


def asked(
    question: Question,
    outcome: Outcome,
    make: Callable[[str], ipw.Widget],
    still: str,
    name: str,
    predict: bool | None = None,
    shown: str = "",
) -> View:
    """A view behind a question: how every room shows its widget to a student.

    ``make`` is given the verdict on the prediction, or empty text where nothing was asked, and returns the widget;
    ``outcome`` is what came out, written as ``shown`` (by default as :meth:`Question.written`); ``still`` is the HTML
    that a reader without a kernel sees, ``name`` what the view is called.
    """

    def opened(said: str | None) -> ipw.Widget:
        return make(question.verdict(said, outcome, shown) if said else "")

    return View(Predict(question, opened, predict, outcome, shown), still, name)
