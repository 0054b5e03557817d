"""Two options with a slider, the strait with a slider for p, and the method box on rank reversal: the views that open without the board."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.live import LivePicture
from ..kit.predict import asked, question
from ..kit.show import table_html
from ..kit.view import WIDE, Number, View, card, notice, verdict_line
from ..tables import Package
from . import acceptability, outcomes, picture_balance, picture_strait, picture_turning
from .picture import BoardLabels, BoardScene
from .picture_balance import BalanceScene
from .picture_strait import StraitScene

_OPENS_AT = 20  # per cent of the weight on the first interest, where the slider stands at first


class TwoOptions(ipw.VBox):
    """Two options, two cares, and a slider for how the weight is shared between these."""

    def __init__(self, scene: BalanceScene, verdict: str = ""):
        self._scene = scene
        self.share = Number(picture_balance.share_name(scene), _OPENS_AT, 0, 100, 5, in_picture=True)
        self.picture = LivePicture()
        self.share.on_change(self._show)
        self.picture.on_drag("share", lambda value: setattr(self.share, "value", value))
        self._show(_OPENS_AT)
        super().__init__([*verdict_line(verdict), self.share, self.picture], layout=WIDE)

    def _show(self, share: float) -> None:
        self.picture.show(picture_balance.two(self._scene, share / 100))


def two(scene: BalanceScene, data: Package, predict: bool | None) -> View:
    """The two options behind a prediction: at which share of the weight the choice turns."""
    return asked(
        question("two_options", data),
        scene.balance.level,
        lambda verdict: TwoOptions(scene, verdict),
        picture_balance.two(scene, _OPENS_AT / 100).html(),
        "Two options, two cares",
        predict,
    )


class StraitSlider(ipw.VBox):
    """The strait for one menu of options, and a slider for p, the chance that the uncertain option goes well."""

    def __init__(self, scene: StraitScene, p: float, verdict: str = ""):
        self._scene = scene
        self.p = Number(scene.p, p, 0, 1, 0.05, in_picture=True)
        self.picture = LivePicture()
        self.p.on_change(self._show)
        self.picture.on_drag("p", lambda value: setattr(self.p, "value", value))
        self._show(p)
        super().__init__([*verdict_line(verdict), self.p, self.picture], layout=WIDE)

    def _show(self, p: float) -> None:
        self.picture.show(picture_strait.strait_at(self._scene, p, "live-strait"))


def strait(scene: StraitScene, data: Package, p: float, predict: bool | None) -> View:
    """The strait behind a prediction about the uncertain option's share at ``p``."""
    return asked(
        question("strait_share", data),
        scene.strait.share(p),
        lambda verdict: StraitSlider(scene, p, verdict),
        picture_strait.strait_still(scene, p),
        f"{scene.name}, with a slider for p",
        predict,
    )


class Reversals(ipw.VBox):
    """The method box: leave out a losing option, and see how often the winner changes when scores are stretched to fit the menu."""

    def __init__(self, found: pd.DataFrame, labels: BoardLabels, verdict: str = ""):
        self._found, self._labels = found, labels
        self.left_out = ipw.Dropdown(
            options=[(labels.marks[o].label, o) for o in found.option_id if o],
            description="Leave out",
        )
        self.sentence = ipw.HTML(layout=WIDE)
        self.table = ipw.HTML(table_html(picture_turning.reversal_table(found, labels), "Rank reversal"), layout=WIDE)
        self.left_out.observe(lambda _change: self._show(), "value")
        self._show()
        super().__init__([*verdict_line(verdict), self.left_out, self.sentence, self.table], layout=WIDE)

    def _show(self) -> None:
        said = picture_turning.reversal_sentence(self._found, self._labels, self.left_out.value)
        self.sentence.value = notice(f"<em>{escape(said)}</em>")


def reversals(scene: BoardScene, data: Package, predict: bool | None) -> View:
    """The method box behind a prediction."""
    found, labels = acceptability.reversals(scene.ground.scores), scene.labels
    value, shown = outcomes.rank_reversal(found)
    first = picture_turning.reversal_sentence(found, labels, found.option_id.iloc[0])
    table = table_html(picture_turning.reversal_table(found, labels), "Rank reversal")
    return asked(
        question("rank_reversal", data),
        value,
        lambda verdict: Reversals(found, labels, verdict),
        card(f"{table}<p style='margin:0.5em 0 0'><em>{escape(first)}</em></p>"),
        "Rank reversal, option by option",
        predict,
        shown,
    )
