"""The bargaining table with its sliders."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import ipywidgets as ipw

from ..actors.picture_positions import axes_table
from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import BESIDE, BREAKS, DESCRIBED, WIDE, Number, View, button, notice, verdict_line
from . import picture_proposals, picture_table
from .picture_table import Setting
from .scene import BargainingScene

MIDDLE = 50.0  # where the sliders start


class BargainingTable(ipw.VBox):
    """A slider for each axis, two actors, a proposal to look at; the picture of losses; a button that takes a better package."""

    def __init__(self, scene: BargainingScene, verdict: str = ""):
        self._scene, self._moving, self._pair = scene, False, scene.pair
        self.sliders = {axis: _aligned(Number(label, MIDDLE, 0, 100, 1)) for axis, label in scene.axes.items()}
        self.proposal = ""  # the one that was put on the sliders last
        people = [(name, actor) for actor, name in scene.seats.items()]
        self.first = dropdown("First actor", people, scene.pair[0])
        self.second = dropdown("Second actor", people, scene.pair[1])
        self.end = dropdown("Position in doubt", [(end, end) for end in scene.grids], scene.middle)
        self.better = button("Take the package that beats mine", self._better)
        self.message, self.why = ipw.HTML(layout=BESIDE), ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        self.picture.on_pick(self.put)
        self.picture.on_point(
            "own",
            lambda x, y: self._move(picture_table.moved(scene, self.setting, x, y)),
            lambda dx, dy: self._move(picture_table.nudged(scene, self.setting, dx, dy)),
        )
        for slider in self.sliders.values():
            slider.on_change(lambda _value: self._changed())
        self.end.observe(lambda _change: self._changed(), "value")
        for choice in (self.first, self.second):
            choice.observe(lambda _change: self._seat(), "value")
        self._show()
        choices = ipw.HBox([self.first, self.second, self.end], layout=BREAKS)
        sliders = ipw.HBox(list(self.sliders.values()), layout=BREAKS)
        below = [ipw.HBox([self.better, self.message], layout=BREAKS), self.why, _meaning(scene)]
        super().__init__([*verdict_line(verdict), sliders, choices, self.picture, *below], layout=WIDE)

    @property
    def setting(self) -> Setting:
        """What is on the table now."""
        package = tuple(slider.value for slider in self.sliders.values())
        return Setting(package, self._pair, self.end.value, self.proposal)

    def set_package(self, package: Sequence[float]) -> None:
        """Move all sliders at once, and draw once."""
        self._moving = True
        for slider, value in zip(self.sliders.values(), package, strict=True):
            slider.value = value
        self._moving = False
        self._show()

    def _move(self, package: Sequence[float]) -> None:
        if tuple(package) != self.setting.package:
            self.message.value = ""
            self.set_package(package)

    def _changed(self) -> None:
        if not self._moving:
            self.message.value = ""
            self._show()

    def _seat(self) -> None:
        chosen = (self.first.value, self.second.value)
        if chosen[0] == chosen[1]:
            shown = " and ".join(self._scene.actors[a] for a in self._pair)
            self.message.value = notice(f"Choose two different actors. The picture still shows {escape(shown)}.")
            return
        self._pair = chosen
        self._changed()

    def put(self, proposal: str) -> None:
        """Put a proposal's middle reading onto the sliders, with the box of its readings and the reasons for them."""
        self.proposal = proposal
        name = self._scene.proposals[proposal]
        self.message.value = notice(f"The sliders now hold the middle reading of {escape(name)}.")
        self.why.value = picture_proposals.reasons(self._scene, proposal).html()
        self.set_package(self._scene.packages[proposal])

    def _better(self) -> None:
        now = self.setting
        better = self._scene.grids[now.end].standing(now.package, *now.pair).better
        if better is None:
            self.message.value = notice("No package on the grid beats yours for these two.")
            return
        self.message.value = notice("The sliders moved to the package that beat yours by most for both.")
        self.set_package(better)

    def _show(self) -> None:
        now = self.setting
        self.picture.show(picture_table.board(self._scene, now))


def _meaning(scene: BargainingScene) -> ipw.HTML:
    """What the numbers mean, folded away."""
    axes = table_html(axes_table(scene.axes_table).table, "The axes")
    return ipw.HTML(
        f'<details><summary style="cursor:pointer">What 0, 50 and 100 mean on each axis</summary>{axes}</details>',
        layout=WIDE,
    )


def _aligned(number: Number) -> Number:
    """The same number, with names of one width and a slider short enough for three in a row."""
    number.box.style.description_width = "13em"
    number.box.layout.width = "16.6em"
    number.slider.layout.flex = "1 1 4em"
    number.layout.flex = "1 1 21.5em"
    return number


def dropdown(words: str, options: list[tuple[str, str]], value: str) -> ipw.Dropdown:
    """A list to choose from, as wide as its words; ``options`` are (words, value)."""
    return ipw.Dropdown(
        options=options, value=value, description=words, layout=ipw.Layout(width="auto"), style=DESCRIBED
    )


def start(scene: BargainingScene) -> Setting:
    """What is on the table at first: every slider at the middle, the two parties, no proposal."""
    return Setting((MIDDLE,) * len(scene.axes), scene.pair, scene.middle)


def table(scene: BargainingScene, question: Question, predict: bool | None) -> View:
    """The bargaining table behind a prediction: where the second party gives if both are to gain on the middle."""
    a, b = (scene.actors[p] for p in scene.pair)
    first = start(scene)
    named = {"Every slider at the middle": first.package} | {scene.proposals[p]: x for p, x in scene.packages.items()}
    heading = f"Loss of {a} / {b} and how many packages on the grid beat it, at each end of the position in doubt"
    ends = table_html(picture_proposals.ends(scene, named), heading)
    return asked(
        question,
        scene.given_for_a_gain,
        lambda verdict: BargainingTable(scene, verdict),
        f'{picture_table.board(scene, first).html()}<div style="font-size:14px">{ends}</div>',
        "The bargaining table, with a slider for each axis",
        predict,
    )
