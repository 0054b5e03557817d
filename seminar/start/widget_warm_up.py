"""Five questions that open a lesson, with a button that says which answers hold and why."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from .. import answers
from ..kit.view import WIDE, View, button, card, notice, numbered, one_of
from . import recall


class WarmUp(ipw.VBox):
    """Questions on earlier lessons; nothing is graded, and what was missed comes back sooner."""

    def __init__(self, questions: pd.DataFrame, lesson: int):
        self._questions, self._lesson = questions.set_index("question_id"), lesson
        self.choices = {row.question_id: one_of(recall.choices(row)) for row in questions.itertuples()}
        self.results = {i: ipw.HTML(layout=WIDE) for i in self.choices}
        self.button = button("Check", self._check, primary=True)
        self.message = ipw.HTML(layout=WIDE)
        rows = [
            part
            for number, row in enumerate(questions.itertuples(), start=1)
            for part in (numbered(number, row.question), self.choices[row.question_id], self.results[row.question_id])
        ]
        super().__init__([*rows, self.button, self.message], layout=WIDE)

    def _check(self) -> None:
        said = {i: choice.value for i, choice in self.choices.items() if choice.value is not None}
        if not said:
            self.message.value = notice("Choose an answer to at least one question first; a guess is enough.")
            return
        right = {i: words == self._questions.right[i] for i, words in said.items()}
        for question, held in right.items():
            row = self._questions.loc[question]
            verdict = "Right." if held else f"Not so. Better: {_better(row)}"
            self.results[question].value = notice(f"<strong>{escape(verdict)}</strong> {escape(row.why)}")
        left = len(self.choices) - len(said)
        counted = f"{sum(right.values())} of {len(said)} hold{f'; {left} not answered yet' if left else ''}."
        self.message.value = notice(escape(f"{counted} {self._keep(right)}"))

    def _keep(self, right: dict[str, bool]) -> str:
        def change(saved: answers.Answers) -> None:
            saved.notes[recall.NOTE] = recall.added(recall.history(saved), self._lesson, right)

        try:
            answers.update(change)
        except answers.AnswersError as error:
            return f"This was not kept. {error}"
        return "What you missed comes back in the next lesson, the rest later."


def _better(row) -> str:
    """The answer that holds, with one full stop."""
    return f"{row.right.rstrip('.')}."


def _still(row) -> str:
    listed = "".join(f"<li>{escape(words)}</li>" for words in recall.choices(row))
    answer = f"<details><summary>Answer, then open this.</summary>{escape(_better(row))} {escape(row.why)}</details>"
    return f"<li>{escape(row.question)}<ul>{listed}</ul>{answer}</li>"


def warm_up(questions: pd.DataFrame, lesson: int) -> View:
    """The questions of the table ``warm_ups`` that are due in this lesson, by the student's own answers."""
    due = recall.chosen(questions, lesson, recall.history(answers.so_far()))
    fresh = recall.chosen(questions, lesson, {})
    still = card(f"<ol>{''.join(map(_still, fresh.itertuples()))}</ol>")
    return View(WarmUp(due, lesson), still, f"Warm-up for lesson {lesson}")
