"""The actor cards: pick an actor, read who it is, what it wants and whom it has ties with."""

from __future__ import annotations

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.view import WIDE, View, card, verdict_line
from . import model, picture_cards, picture_ring
from .picture_cards import CastScene


class ActorCards(ipw.VBox):
    """The actors in a ring, and the card of the chosen one, at first ``first``."""

    def __init__(self, scene: CastScene, first: str, verdict: str = ""):
        self._scene = scene
        options = [(name, actor) for actor, name in scene.names.items()]
        self.actor = ipw.Dropdown(options=options, value=first, description="Actor")
        self.picture = LivePicture()
        self.picture.on_pick(lambda actor: setattr(self.actor, "value", actor))
        self.actor.observe(lambda change: self._show(change["new"]), "value")
        self._show(first)
        super().__init__([*verdict_line(verdict), self.actor, self.picture], layout=WIDE)

    def _show(self, actor: str) -> None:
        self.picture.show(picture_ring.ring(self._scene, actor), card(picture_cards.card(self._scene, actor)))


def explore(scene: CastScene, first: str, question: Question, predict: bool | None) -> View:
    """The cards behind a prediction: which sort of interest the actors state least often themselves."""
    return asked(
        question,
        model.least_stated(scene.interests),
        lambda verdict: ActorCards(scene, first, verdict),
        card(picture_cards.card(scene, first)),
        f"The actor cards, opened at {scene.names[first]}",
        predict,
    )
