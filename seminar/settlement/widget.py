"""The matrix explored cell by cell, two papers side by side, and the phasing board."""

from __future__ import annotations

import ipywidgets as ipw

from ..kit.keep import Kept, as_a_map
from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.view import BREAKS, DESCRIBED, WIDE, View, button, card, notice, verdict_line
from . import model, picture, picture_board, picture_compare
from .picture import MatrixScene
from .picture_board import PhasingScene
from .picture_compare import ComparisonScene


class ClauseExplorer(ipw.VBox):
    """Pick a cell, or a paper and a question; read the clause in full, how it is known, and the sources."""

    def __init__(self, scene: MatrixScene, verdict: str = ""):
        self._scene, self._setting = scene, False
        self.paper = _list("Paper", scene.papers)
        self.question = _list("Question", scene.questions)
        self.paper.value, self.question.value = _opens(scene)
        self.picture = LivePicture()
        self.picture.on_pick(self._pick)
        for control in (self.paper, self.question):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        lists = ipw.HBox([self.paper, self.question], layout=BREAKS)
        super().__init__([*verdict_line(verdict), lists, self.picture], layout=WIDE)

    def _pick(self, cell: str) -> None:
        self._setting = True  # two values change, the picture once
        self.paper.value, self.question.value = cell.split("/")
        self._setting = False
        self._show()

    def _show(self) -> None:
        if self._setting:
            return
        chosen, scene = (self.paper.value, self.question.value), self._scene
        drawn = picture.matrix(scene.cells, scene.sources, chosen, "live-matrix", scene.whole)
        self.picture.show(drawn, card(picture.clause_card(scene, chosen)))


def explore(scene: MatrixScene, question: Question, predict: bool | None) -> View:
    """The explorer behind a prediction: whether more or less is published as the years go on."""
    return asked(
        question,
        frozenset({model.openness(scene.cells)}),
        lambda verdict: ClauseExplorer(scene, verdict),
        card(picture.clause_card(scene, _opens(scene))),
        "The clause explorer",
        predict,
    )


def _opens(scene: MatrixScene) -> tuple[str, str]:
    """Where the explorer opens: at the oldest paper, and at the last question, since lessons ask about the first ones."""
    return next(iter(scene.papers)), [*scene.questions][-1]


class SideBySide(ipw.VBox):
    """Two papers, question by question, with what was added, dropped, or cannot be compared."""

    def __init__(self, scene: ComparisonScene, a: str, b: str, verdict: str = ""):
        self._scene, self._swapping = scene, False
        papers = [(words, proposal) for proposal, words in scene.papers.items()]
        outcomes = [("All questions", ""), *((words, kind) for kind, words in picture_compare.OUTCOMES.items())]
        self.a = ipw.Dropdown(options=papers, value=a, description="First paper", style={"description_width": "8em"})
        self.b = ipw.Dropdown(options=papers, value=b, description="Second paper", style={"description_width": "8em"})
        self.only = ipw.Dropdown(options=outcomes, value="", description="Show", style={"description_width": "4em"})
        self.swap = button("Swap the two", self._swap)
        self.message, self.table = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        for control in (self.a, self.b, self.only):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        row = ipw.HBox([self.a, self.b, self.swap, self.only], layout=BREAKS)
        super().__init__([*verdict_line(verdict), row, self.message, self.table], layout=WIDE)

    def _swap(self) -> None:
        self._swapping = True  # two values change, the table once
        self.a.value, self.b.value = self.b.value, self.a.value
        self._swapping = False
        self._show()

    def _show(self) -> None:
        if self._swapping:
            return
        papers = self._scene.papers
        if self.a.value == self.b.value:
            self.message.value = notice(f"Both are {papers[self.a.value]}. Choose two different papers.")
            self.table.value = ""
            return
        rows, only = self._scene.rows(self.a.value, self.b.value), self.only.value
        names = papers[self.a.value], papers[self.b.value]
        shown = model.tally(rows)[only] if only else len(rows)
        words = picture_compare.compared_sentence(rows, names)
        self.message.value = notice(f"{words} Shown: {shown} of {len(rows)} questions.")
        told = picture_compare.compared(rows, names, self._scene.labels, only) if shown else ""
        self.table.value = card(told) if told else ""


def compare(scene: ComparisonScene, a: str, b: str, question: Question, predict: bool | None) -> View:
    """Two papers side by side, behind a prediction: on which questions they cannot be compared."""
    rows, names = scene.rows(a, b), (scene.papers[a], scene.papers[b])
    sentence = picture_compare.compared_sentence(rows, names)
    table = picture_compare.compared(rows, names, scene.labels)
    return asked(
        question,
        frozenset(rows.element_id[rows.outcome == model.CANNOT_COMPARE]),
        lambda verdict: SideBySide(scene, a, b, verdict),
        card(f'{table}<p style="margin:0.5em 0 0"><em>{sentence}</em></p>'),
        f"{names[0]} beside {names[1]}",
        predict,
    )


class PhasingBoard(ipw.VBox):
    """A stage for each district; the board names the paper that it matches, or the nearest and the differences."""

    def __init__(self, scene: PhasingScene, verdict: str = ""):
        self._scene = scene
        self.clear = button("Clear the board", lambda: self.place({}))
        self.picture = LivePicture()
        self.picture.on_pick(self._pick)
        self.kept = Kept("phasing_board")
        kept = as_a_map(self.kept.earlier()).items()
        self.place({district: stage for district, stage in kept if district in scene.places and stage in model.STAGES})
        super().__init__([*verdict_line(verdict), self.clear, self.picture, self.kept], layout=WIDE)

    def place(self, board: dict[str, str]) -> None:
        """Show this board (district -> stage), which need not place every district."""
        self.board = board
        self.picture.show(picture_board.phasing(self._scene, board, "live-phasing", live=True))
        self.kept.keep(board)

    def _pick(self, place: str) -> None:
        self.place(picture_board.placed(self._scene, self.board, place))


def board(scene: PhasingScene, question: Question, predict: bool | None) -> View:
    """The phasing board behind a prediction: which paper is nearest to all districts at once."""
    stills = [dict.fromkeys(scene.places, stage) for stage in (model.STAGES[0], model.STAGES[-1])]
    static = "".join(picture_board.phasing(scene, still, f"phasing-{i}").html() for i, still in enumerate(stills))
    return asked(
        question,
        frozenset(model.nearest(model.distances(dict.fromkeys(scene.places, model.STAGES[0]), scene.stages))),
        lambda verdict: PhasingBoard(scene, verdict),
        static,
        "The phasing board",
        predict,
    )


def _list(name: str, options: dict[str, str]) -> ipw.Dropdown:
    return ipw.Dropdown(
        options=[(words, key) for key, words in options.items()],
        description=name,
        style=DESCRIBED,
        layout=ipw.Layout(width="auto", max_width="26em"),
    )
