"""What the views of the board share: one student's assumptions, a view that follows them, and the choice of menu and p."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import ipywidgets as ipw

from ..kit.keep import Kept
from ..kit.view import DESCRIBED, NARROW, WIDE, Number, notice, verdict_line
from ..kit.words import capital, in_a_sentence
from . import model, picture_scores
from .assumptions import Assumptions, Edit, from_json, to_json
from .picture import BoardScene

OWN = ""  # the preset for the student's own weights, not a school's
_BEFORE = "own"  # under this name their points are kept while a school's are set
_CENTRED = ipw.Layout(flex_flow="row wrap", align_items="center", grid_gap="0 0.8em")
_MOVED = "This cell was run again, and the view is now under the newest run. Run this cell to bring it back here."
_ASKED_OF_START = "The question was about the seminar's own scores and settings; what you see uses yours."


class SharedAssumptions:
    """One student's assumptions, and the open views that draw them. Each open view is told of a change once."""

    def __init__(self, scene: BoardScene):
        self.scene, self.ground, self.labels = scene, scene.ground, scene.labels
        self.start = scene.ground.start("all")
        self.kept = Kept("board")
        left = self.kept.earlier()
        self.mine = self._fitting(left) or self.start
        self.presets = {school: model.swing_points(weights) for school, weights in scene.schools.iterrows()}
        # The student's own points, for when a school's have replaced them.
        before = self._fitting({**left, "points": left.get(_BEFORE)}) if isinstance(left, dict) else None
        self.own = self.mine.points if self.school() == OWN else before.points if before else self.start.points
        self.log: list[str] = [f"Changed {self.name_of(e)}. Reason: {e.reason}" for e in self.mine.edits]
        self._views: dict[str, BoardView] = {}
        self._telling = False

    def _fitting(self, left: object) -> Assumptions | None:
        """Assumptions as they were left, if they still fit the tables."""
        try:
            return from_json(json.dumps(left), self.ground)
        except ValueError:
            return None

    def change(self, **parts: Any) -> None:
        """Set parts of the assumptions and redraw."""
        self.take_up(replace(self.mine, **parts))

    def take_up(self, mine: Assumptions) -> None:
        """Set all of the assumptions and redraw. A control that is only following a change sets nothing."""
        if not self._telling and mine != self.mine:
            self.mine = mine
            self.own = mine.points if self.school() == OWN else self.own
            self._tell()
            interests = self.ground.scores.interests
            own = {} if mine.points == self.own else {_BEFORE: dict(zip(interests, self.own, strict=True))}
            self.kept.keep(json.loads(to_json(mine, interests, "")) | own)

    def edit(self, change: Edit) -> None:
        """Change one score and keep the reason in the log."""
        self.log.append(f"Changed {self.name_of(change)}. Reason: {change.reason}")
        self.change(edits=(*self.mine.edits, change))

    def undo(self) -> str:
        """Take back the last changed score; say which."""
        if not self.mine.edits:
            return "There is no change to take back."
        *kept, last = self.mine.edits
        self.log.append(f"Took back: {self.name_of(last)}")
        self.change(edits=tuple(kept))
        return f"Taken back: {self.name_of(last)}."

    def reset(self) -> str:
        """Take back every changed score; weights and settings stay."""
        if not self.mine.edits:
            return "There is no change to take back."
        count = len(self.mine.edits)
        self.log.append(f"Took back all changes ({count})")
        self.change(edits=())
        return f"All changes are taken back ({count}); the scores are the seminar's again."

    def name_of(self, e: Edit) -> str:
        """A changed score in words."""
        return picture_scores.log_words(self.labels, e.option, e.interest, (e.low, e.mid, e.high))

    def school(self) -> str:
        """The school whose points the student's are, or none."""
        return next((school for school, points in self.presets.items() if points == self.mine.points), OWN)

    def open(self, name: str, view: BoardView) -> None:
        """Let a view follow the assumptions; an earlier one of the same name stops."""
        if name in self._views:
            self._views[name].stop()
        self._views[name] = view
        self._quietly(view)

    def _tell(self) -> None:
        for view in self._views.values():
            self._quietly(view)

    def _quietly(self, view: BoardView) -> None:
        self._telling = True
        try:
            view.follow()
        finally:
            self._telling = False


class BoardView(ipw.VBox):
    """One view of the board: its controls follow the assumptions, and it redraws when what it shows has changed."""

    name = ""

    def __init__(self, board: SharedAssumptions, verdict: str, *parts: ipw.Widget):
        self.board = board
        self._drawn: object = None
        if verdict and board.mine != board.start:
            verdict += f" {_ASKED_OF_START}"
        super().__init__([*verdict_line(verdict), *parts, board.kept], layout=WIDE)
        board.open(self.name, self)

    def follow(self) -> None:
        """Set the controls to the assumptions, and redraw if what this view depends on has changed."""
        self.set_controls()
        if (wanted := self.depends_on(self.board.mine)) != self._drawn:
            self._drawn = wanted
            self.draw()

    def stop(self) -> None:
        self.children = [ipw.HTML(notice(_MOVED), layout=WIDE)]

    def set_controls(self) -> None:
        """Make the controls say what the assumptions say."""

    def depends_on(self, mine: Assumptions) -> object:
        return mine

    def draw(self) -> None:
        """Draw the assumptions as they are."""
        raise NotImplementedError


class Choice(ipw.HBox):
    """Which options are offered, and p, or the middle scores instead of p: the same two questions in each view that depends on them.

    ``in_picture``: p is on a bar in the picture, and here only to be typed.
    """

    def __init__(self, board: SharedAssumptions, in_picture: bool = False):
        self._board = board
        self.menu = ipw.Dropdown(
            options=[(capital(words), menu) for menu, words in board.labels.menus.items()],
            description="Menu",
            style=DESCRIBED,
            layout=NARROW,
        )
        uncertain = in_a_sentence(board.labels.marks[board.ground.uncertain].label)
        self.use_p = ipw.Checkbox(description=f"Use p for the {uncertain}", indent=False, layout=NARROW)
        self.p = Number(board.labels.p, 0.5, 0, 1, 0.05, in_picture)
        self.menu.observe(lambda change: board.change(menu=change["new"]), "value")
        self.use_p.observe(lambda change: board.change(p=self.p.value if change["new"] else None), "value")
        self.p.on_change(lambda p: board.change(p=p))
        super().__init__([self.menu, self.use_p, self.p], layout=_CENTRED)

    def follow(self) -> None:
        mine = self._board.mine
        self.menu.value, self.use_p.value = mine.menu, mine.p is not None
        self.p.layout.display = "none" if mine.p is None else None
        if mine.p is not None:
            self.p.value = mine.p


class Schools(ipw.ToggleButtons):
    """The schools of thought as buttons: one click sets the student's points to a school's, or back to their own."""

    def __init__(self, board: SharedAssumptions):
        self._board = board
        options = [("Your own", OWN), *((label, school) for school, label in board.labels.schools.items())]
        super().__init__(
            options=options,
            description="School (illustrative)",
            style=DESCRIBED | {"button_width": "auto"},
            layout=WIDE,
        )
        self.observe(lambda change: self._take(change["new"]), "value")

    def follow(self) -> None:
        self.value = self._board.school()

    def _take(self, school: str) -> None:
        self._board.change(points=self._board.presets[school] if school != OWN else self._board.own)
        self.follow()  # a student who has set nothing has equal weights
