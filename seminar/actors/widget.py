"""The actor cards: pick an actor, read who it is, what it wants and whom it has ties with."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as ipw

from ..kit.predict import Predict, Question
from ..kit.view import WIDE, View, card, notice


class ActorCards(ipw.VBox):
    """A list of actors and one card; ``draw(actor)`` is the card as HTML, ``names`` maps actor to its name."""

    def __init__(self, names: dict[str, str], draw: Callable[[str], str], first: str):
        self._names, self._draw = names, draw
        self.actor = ipw.Dropdown(
            options=[(name, actor) for actor, name in names.items()], value=first, description="Actor"
        )
        self.state, self.card = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.actor.observe(lambda change: self._show(change["new"]), "value")
        self._show(first)
        super().__init__([self.actor, self.state, self.card], layout=WIDE)

    def _show(self, actor: str) -> None:
        self.state.value = notice(
            f"Card {list(self._names).index(actor) + 1} of {len(self._names)}: {self._names[actor]}."
        )
        self.card.value = card(self._draw(actor))


def explore(
    names: dict[str, str],
    draw: Callable[[str], str],
    first: str,
    question: Question,
    value: float,
    shown: str,
    predict: bool | None,
) -> View:
    """The cards behind a prediction about ``value``, a share, to be written as ``shown``."""

    def opened(said: str | None) -> ipw.Widget:
        cards = ActorCards(names, draw, first)
        if not said:
            return cards
        return ipw.VBox([ipw.HTML(notice(question.verdict(said, value, shown)), layout=WIDE), cards], layout=WIDE)

    return View(Predict(question, opened, predict), card(draw(first)), f"The actor cards, opened at {names[first]}")
