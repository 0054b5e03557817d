"""What waits behind a question: folded away until it is opened, or sealed until the student breaks the seal."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps
from html import escape
from typing import Any

from .palette import STYLE

SEALED = (
    "Sealed: this is later than the day of the article. In lesson 7, run hindsight.break_seal() and press its button; "
    "then run this cell again."
)
_OFF = ("off", "0", "no", "false")


def asking(predict: bool | None = None) -> bool:
    """Whether to ask before showing: the cell's own word if it has one, else the room's (``SEMINAR_PREDICT=off``)."""
    return predict if predict is not None else os.environ.get("SEMINAR_PREDICT", "on").lower() not in _OFF


def behind(question: str, static: str) -> str:
    """Put what a reader without a kernel would see behind the question, so that there too a guess comes first."""
    return (
        f'<details style="max-width:1000px"><summary style="cursor:pointer"><strong>Before you look.</strong> {escape(question)} '
        f"<em>Answer, then open this.</em></summary>{static}</details>"
    )


def above(static: str) -> str:
    """The same for a question that stands in the lesson's words above."""
    return (
        '<details style="max-width:1000px"><summary style="cursor:pointer"><strong>Before you look</strong>, answer the '
        f"question above. <em>Then open this.</em></summary>{static}</details>"
    )


def folded(word: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a lesson's word whose Picture or Table follows a question: a notebook shows it folded, stored or not."""

    @wraps(word)
    def ask_first(*args: Any, **kwargs: Any) -> Any:
        shown = word(*args, **kwargs)
        return replace(shown, folded=True) if hasattr(shown, "folded") else shown

    return ask_first


@dataclass(frozen=True)
class Sentence:
    """One sentence in the place of something that cannot be shown."""

    words: str

    def html(self) -> str:
        """The sentence as HTML that stands by itself."""
        return f'<p style="{STYLE}">{escape(self.words)}</p>'

    def _repr_mimebundle_(self, **_options: object) -> dict[str, str]:
        return {"text/plain": self.words, "text/html": self.html()}


def seal_is_whole() -> bool:
    """Whether what came later is still sealed: until the student's answers file holds the moment at which it was broken.

    An instructor opens it for a room with the environment variable ``SEMINAR_SEAL=off``.
    """
    from .. import answers  # when asked: the kit's words load no answers

    if os.environ.get("SEMINAR_SEAL", "on").lower() in _OFF:
        return False
    try:
        return not answers.load().seal_broken_at
    except answers.AnswersError:
        return True


def after_the_seal(word: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a lesson's word that speaks of later days: while the seal is whole it returns one sentence instead."""

    @wraps(word)
    def once_broken(*args: Any, **kwargs: Any) -> Any:
        return Sentence(SEALED) if seal_is_whole() else word(*args, **kwargs)

    return once_broken
