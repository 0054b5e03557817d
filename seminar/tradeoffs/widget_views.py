"""The six views of the board: scores, weights, the strait, robustness, regret and turning points, each behind its prediction."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import asked, question
from ..kit.view import BREAKS, DESCRIBED, NARROW, WIDE, Number, View, beside, button, notice
from ..kit.words import capital, decimal, ordinal, whole_percent
from ..tables import Package
from . import assumptions, outcomes, picture_robust, picture_scores, picture_strait, picture_turning
from .acceptability import MODES
from .assumptions import Assumptions
from .outcomes import Outcome
from .picture import BoardScene
from .widget import BoardView, Choice, Schools, SharedAssumptions

_PIN, _UNPIN = "Pin these settings, to compare", "Unpin"
_RANKED = 3  # how many interests can be ranked
_ALL_ZERO = "All points are 0, so no interest counts more than another: the weights are equal."


class AskedView(BoardView):
    """A view that opens behind a prediction: it has a title ({strait} is filled in), a question, a still version, and an answer."""

    title = ""
    question = ""

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        """HTML for a reader without a kernel."""
        raise NotImplementedError

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        """The answer to the question, which is ``about`` one interest or about none, and how it is written."""
        raise NotImplementedError


def view(kind: type[AskedView], board: SharedAssumptions, data: Package, predict: bool | None) -> View:
    """A view of the board behind its prediction."""
    looked_for = question(kind.question, data)
    outcome, shown = kind.came_out(board.scene, looked_for.about)
    return asked(
        looked_for,
        outcome,
        lambda verdict: kind(board, verdict),
        kind.still(board.scene, board.start),
        kind.title.format(strait=board.labels.strait),
        predict,
        shown,
    )


class ScoresView(AskedView):
    """The board of scores; any score can be changed, with a reason."""

    name = "scores"
    title = "The board of scores"
    question = "worst_most"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        labels = board.labels
        self.picture = LivePicture()
        self.chosen = (next(iter(labels.marks)), next(iter(labels.interests)))
        self.now = ipw.HTML(layout=WIDE)
        self.low, self.mid, self.high = (
            ipw.Text(description=name, layout=ipw.Layout(width="9em"), style=DESCRIBED)
            for name in ("Low", "Middle", "High")
        )
        self.reason = ipw.Text(
            description="Reason", placeholder=labels.reason, layout=ipw.Layout(flex="1 1 24em"), style=DESCRIBED
        )
        self.message, self.history = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self.change = button("Change this score", self._change, primary=True)
        self.undo = button("Take back the last change", lambda: self._say(board.undo()))
        self.reset = button("Take back all changes", lambda: self._say(board.reset()))
        self.picture.on_pick(lambda key: self.choose(*picture_scores.of_cell(key)))
        editor = [self.low, self.mid, self.high, self.reason, self.change, self.undo, self.reset]
        parts = [self.picture, self.now, ipw.HBox(editor, layout=BREAKS), self.message, self.history]
        super().__init__(board, verdict, *parts)

    def choose(self, option: str, interest: str) -> None:
        """Put a score into the editor, and mark it in the picture."""
        self.chosen = option, interest
        self._show()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.edits

    def draw(self) -> None:
        scene = self.board.scene
        self._cells = picture_scores.consequences(scene.cells, scene.ground, self.board.mine)
        self._show()
        lines = "".join(f"<li>{escape(line)}</li>" for line in self.board.log)
        self.history.value = f"<p style='margin:0'><strong>Log of changes</strong></p><ol>{lines}</ol>" if lines else ""

    def _show(self) -> None:
        labels, cells, (option, interest) = self.board.labels, self._cells, self.chosen
        self.picture.show(picture_scores.board(cells, labels, self.chosen))
        cell = cells[(cells.option_id == option) & (cells.criterion_id == interest)].iloc[0]
        where = f" ({', '.join(cell.paragraphs)})" if len(cell.paragraphs) else ""
        which = f"{labels.marks[option].label}: {labels.interests[interest]}"
        said = f"{escape(capital(cell.basis))}{where}: {escape(cell.reason)}"
        self.now.value = notice(f"<strong>{escape(which)}.</strong> {said}")
        for box, value in ((self.low, cell.low), (self.mid, cell.mid), (self.high, cell.high)):
            box.value = decimal(value)
        self.reason.value = ""

    def _change(self) -> None:
        typed = (self.low.value, self.mid.value, self.high.value, self.reason.value)
        try:
            made = assumptions.edit(*self.chosen, *typed)
        except ValueError as error:
            self._say(f"Not changed. {error}")
            return
        self.board.edit(made)
        self._say(f"Changed: {self.board.name_of(made)}.")

    def _say(self, words: str) -> None:
        self.message.value = notice(escape(words))

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_scores.scores_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.worst_most(scene.ground)


class WeightsView(AskedView):
    """A slider for each interest, the share beside each, presets, and the options' values at these weights."""

    name = "weights"
    title = "Your weights"
    question = "raise_weight"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        self.preset, self.pinned = Schools(board), None
        self.points = {i: Number(label, 100, 0, 100, 1) for i, label in board.labels.interests.items()}
        for number in self.points.values():
            number.box.layout.width = "12.5em"
            number.box.style.description_width = "7.5em"
            number.slider.layout.flex = "1 1 6em"
            number.layout.flex = "1 1 auto"
            number.on_change(lambda _value: self._read())
        self.shares = {i: ipw.HTML(layout=ipw.Layout(width="3.6em", min_width="3.6em")) for i in self.points}
        self.choice, self.picture = Choice(board), LivePicture()
        self.pin = button(_PIN, self._pin)
        lines = [
            ipw.HBox([number, self.shares[i]], layout=ipw.Layout(width="100%")) for i, number in self.points.items()
        ]
        self.equal = ipw.HTML(layout=WIDE)
        weights = [*lines, self.equal, self.pin]
        parts = [self.preset, beside(weights, self.picture, "26em", "36em"), self.choice]
        super().__init__(board, verdict, *parts)

    def set_controls(self) -> None:
        mine = self.board.mine
        for number, value in zip(self.points.values(), mine.points, strict=True):
            number.value = value
        equal = len(set(mine.points)) == 1
        each = (
            [f"{mine.weights[0]:.1%}"] * len(mine.points) if equal else [f"{p}%" for p in whole_percent(mine.weights)]
        )
        for share, percent in zip(self.shares.values(), each, strict=True):
            share.value = percent
        self.equal.value = notice(_ALL_ZERO) if not any(mine.points) else ""
        self.preset.follow()
        self.choice.follow()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        self.picture.show(picture_scores.values_at(self.board.scene, self.board.mine, "live-values", self.pinned))

    def _read(self) -> None:
        self.board.change(points=tuple(number.value for number in self.points.values()))

    def _pin(self) -> None:
        """Keep the settings as they are now beside those to come, or let the kept ones go."""
        self.pinned = None if self.pinned else self.board.mine
        self.pin.description = _UNPIN if self.pinned else _PIN
        self.draw()

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_scores.weights_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.raise_weight(scene.ground, about)


class StraitView(AskedView):
    """The strait with menu, p, corners, and the student's weights as a point."""

    name = "strait"
    title = "{strait}, on the board"
    question = "driven_out"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        names = [(label, i) for i, label in board.labels.interests.items()]
        self.choice, self._moving = Choice(board, in_picture=True), False
        self.first = ipw.Dropdown(options=names, description="Left corner", style=DESCRIBED, layout=NARROW)
        self.second = ipw.Dropdown(options=names, description="Right corner", style=DESCRIBED, layout=NARROW)
        self.message, self.picture = ipw.HTML(layout=WIDE), LivePicture()
        for control in (self.first, self.second):
            control.observe(lambda _change: self._corners(), "value")
        self.picture.on_drag("p", lambda p: board.change(p=p))
        self.picture.on_point("own", self._moved, self._nudged)
        controls = [self.first, self.second, self.choice, self.message]
        super().__init__(board, verdict, beside(controls, self.picture))

    def _moved(self, x: float, y: float) -> None:
        self._move(picture_strait.moved(self._before, self.board.scene, x, y))

    def _nudged(self, dx: int, dy: int) -> None:
        self._move(picture_strait.nudged(self._before, self.board.mine, self.board.scene, dx, dy))

    def _move(self, points: tuple[float, ...]) -> None:
        """Change the weights, and remember those from which the diamond was moved."""
        self._moving = True
        try:
            self.board.change(points=points)
        finally:
            self._moving = False

    def set_controls(self) -> None:
        if not self._moving:
            self._before = self.board.mine
        self.choice.follow()
        self.first.value, self.second.value = self.board.mine.corners
        self.message.value = ""

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.corners, mine.edits

    def draw(self) -> None:
        self.picture.show(picture_strait.board_strait(self.board.scene, self.board.mine, "live-board-strait"))

    def _corners(self) -> None:
        if self.first.value == self.second.value:
            self.message.value = notice(
                "Both corners have the same interest; choose two different ones. The picture still shows the last two."
            )
            return
        self.board.change(corners=(self.first.value, self.second.value))

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_strait.board_strait_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.driven_out(scene.ground)


class RobustView(AskedView):
    """First to last place over all weightings, in three modes, and under a ranking of the interests."""

    name = "robustness"
    title = "Over all ways to weigh"
    question = "below_zero"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        self.choice, self.picture, self.message = Choice(board), LivePicture(), ipw.HTML(layout=WIDE)
        self.mode = ipw.RadioButtons(
            options=[(capital(words), mode) for mode, words in MODES.items()],
            description="Scores",
            layout=ipw.Layout(width="max-content"),
        )
        names = [("any", ""), *((label, i) for i, label in board.labels.interests.items())]
        self.ranked = [
            ipw.Dropdown(options=names, description=f"Ranked {ordinal(place)}", value="", style=DESCRIBED)
            for place in range(1, _RANKED + 1)
        ]
        self.mode.observe(lambda change: board.change(mode=change["new"]), "value")
        for control in self.ranked:
            control.observe(lambda _change: self._rank(), "value")
        row = ipw.HBox(self.ranked, layout=BREAKS)
        super().__init__(board, verdict, self.choice, self.mode, row, self.message, self.picture)

    def set_controls(self) -> None:
        mine = self.board.mine
        self.choice.follow()
        self.mode.value = mine.mode
        if tuple(c.value for c in self.ranked if c.value) != mine.order or self.message.value:
            for control, interest in zip(self.ranked, (*mine.order, *[""] * _RANKED), strict=False):
                control.value = interest
        self.message.value = ""

    def depends_on(self, mine: Assumptions) -> object:
        return mine.menu, mine.p, mine.mode, mine.order, mine.edits

    def draw(self) -> None:
        self.picture.show(picture_robust.robustness_at(self.board.scene, self.board.mine, "live-robust"))

    def _rank(self) -> None:
        order = tuple(control.value for control in self.ranked if control.value)
        if len(set(order)) < len(order):
            self.message.value = notice(
                "One interest has two ranks; choose a different one for each. The picture still shows the last ranking."
            )
            return
        self.message.value = ""
        self.board.change(order=order)

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_robust.robust_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.below_zero(scene.ground)


class RegretView(AskedView):
    """What each option gives away, under each school and under the student's weights."""

    name = "regret"
    title = "Regret by school"
    question = "ever_in_front"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        self.choice, self.picture = Choice(board), LivePicture()
        super().__init__(board, verdict, self.choice, self.picture)

    def set_controls(self) -> None:
        self.choice.follow()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        self.picture.show(picture_robust.regret_at(self.board.scene, self.board.mine))

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_robust.regret_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.ever_in_front(scene.ground, scene.schools)


class TurningView(AskedView):
    """What would put another option in front at the student's weights: single scores, p, single weights."""

    name = "turning"
    title = "What would turn it"
    question = "turning_share"

    def __init__(self, board: SharedAssumptions, verdict: str = ""):
        self.preset, self.choice, self.picture = Schools(board), Choice(board), LivePicture()
        super().__init__(board, verdict, self.preset, self.choice, self.picture)

    def set_controls(self) -> None:
        self.choice.follow()
        self.preset.follow()

    def depends_on(self, mine: Assumptions) -> object:
        return mine.points, mine.menu, mine.p, mine.edits

    def draw(self) -> None:
        self.picture.show(picture_turning.turning_at(self.board.scene, self.board.mine))

    @classmethod
    def still(cls, scene: BoardScene, start: Assumptions) -> str:
        return picture_turning.turning_still(scene, start)

    @classmethod
    def came_out(cls, scene: BoardScene, about: str) -> Outcome:
        return outcomes.turning_share(scene.ground)
