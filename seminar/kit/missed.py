"""A prediction that did not hold asks why: one of a few possible reasons, and a sentence of one's own; both are kept for lesson 7."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

import ipywidgets as ipw

from .. import answers
from .view import WIDE, button, notice

NOTE = "missed_predictions"  # the note that holds them


def kept(saved: answers.Answers) -> dict[str, dict[str, str]]:
    """The misses in an answers file, by question: what was asked, said, came, and why. What cannot be read is left out."""
    every = saved.opened(NOTE).items()
    return {i: m for i, m in every if isinstance(m, dict) and all(isinstance(m.get(key), str) for key in _KEYS)}


_KEYS = ("asked", "said", "came", "reason", "own")


class Missed(ipw.VBox):
    """Why did you expect something else? ``reasons`` to choose from, a line for one's own words, and a button that keeps both."""

    def __init__(self, question_id: str, asked: str, said: str, came: str, reasons: Sequence[str]):
        self._id, self._miss = question_id, {"asked": asked, "said": said, "came": came}
        before = kept(answers.so_far()).get(question_id, {})
        choice = before.get("reason", "") if before.get("reason") in reasons else None
        self.reason = ipw.RadioButtons(options=list(reasons), value=choice, layout=ipw.Layout(width="max-content"))
        self.own = ipw.Text(
            value=before.get("own", ""),
            description="In one sentence",
            placeholder="I expected … because …",
            layout=ipw.Layout(width="min(44em, 98%)"),
            style={"description_width": "initial"},
        )
        self.button = button("Keep my reason", self._keep)
        self.message = ipw.HTML(layout=WIDE)
        words = "<strong>It came out otherwise. Look again, then say what misled you.</strong>"
        super().__init__(
            [ipw.HTML(notice(words), layout=WIDE), *[self.reason] * bool(reasons), self.own, self.button, self.message],
            layout=WIDE,
        )

    def _keep(self) -> None:
        why = {"reason": self.reason.value or "", "own": self.own.value.strip()}
        if not any(why.values()):
            self._say("Choose a reason, or write a sentence, first.")
            return

        def change(saved: answers.Answers) -> None:
            saved.notes[NOTE] = json.dumps({**kept(saved), self._id: self._miss | why}, ensure_ascii=False)

        try:
            answers.update(change)
        except answers.AnswersError as error:
            self._say(f"Not kept. {error}")
        else:
            self._say("Kept. Lesson 7 shows it to you again.")

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))
