"""The matrix explored cell by cell, two papers side by side, and the phasing board."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as ipw
import pandas as pd

from ..kit.palette import STAGES
from ..kit.predict import Predict, Question
from ..kit.show import Picture
from ..kit.view import WIDE, LivePicture, View, button, card, notice
from . import model as settlement
from . import picture as pictures

# How the matrix is drawn with one cell framed: (proposal, element) -> picture; and the card of that cell as HTML.
Draw = Callable[[tuple[str, str]], Picture]
Card = Callable[[tuple[str, str]], str]

_UNPLACED = "choose a stage"


class ClauseExplorer(ipw.VBox):
    """Pick a paper and a question; read the clause in full, how it is known, and from where."""

    def __init__(self, papers: dict[str, str], questions: dict[str, str], draw: Draw, tell: Card, verdict: str = ""):
        self._draw, self._tell = draw, tell
        self.paper = _list("Paper", papers)
        self.question = _list("Question", questions)
        # JupyterLab may take the arrow keys for itself: these walk the matrix with Enter.
        self.steps = [
            button(words, lambda control=control, by=by: self.step(control, by))
            for words, control, by in (
                ("Earlier paper", self.paper, -1),
                ("Later paper", self.paper, 1),
                ("Question above", self.question, -1),
                ("Question below", self.question, 1),
            )
        ]
        self.picture = LivePicture()
        self.card = ipw.HTML(layout=WIDE)
        for control in (self.paper, self.question):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        lists = ipw.HBox([self.paper, self.question], layout=ipw.Layout(flex_flow="row wrap", max_width="1000px"))
        walk = ipw.HBox(self.steps, layout=ipw.Layout(flex_flow="row wrap", max_width="1000px"))
        super().__init__([*_said(verdict), lists, walk, self.card, self.picture], layout=WIDE)

    def step(self, control: ipw.Select, by: int) -> None:
        """Go to the next choice of a list, or stay at its end."""
        control.index = min(max(control.index + by, 0), len(control.options) - 1)

    def _show(self) -> None:
        cell = self.paper.value, self.question.value
        self.card.value = card(self._tell(cell))
        self.picture.show(self._draw(cell))


def explore(
    cells: pd.DataFrame, papers: dict[str, str], draw: Draw, tell: Card, question: Question, predict: bool | None
) -> View:
    """The explorer behind a prediction: what part of the matrix rests on published text."""
    questions = {e: pictures.short(label) for e, label in zip(cells.element_id, cells.label, strict=True)}
    best = settlement.CERTAINTIES[0]
    count = int(settlement.knowledge(cells)[best].sum())
    shown = f"{count} of {len(cells)} cells"

    def opened(said: str | None) -> ipw.Widget:
        verdict = question.verdict(said, settlement.known_share(cells, best), shown) if said else ""
        return ClauseExplorer(papers, questions, draw, tell, verdict)

    first = next(iter(papers)), next(iter(questions))
    return View(Predict(question, opened, predict), card(tell(first)), "The clause explorer")


class SideBySide(ipw.VBox):
    """Two papers, question by question, with what was added, dropped, or cannot be compared."""

    def __init__(
        self,
        papers: dict[str, str],
        compare: Callable[[str, str], pd.DataFrame],
        axes: dict[str, str],
        a: str,
        b: str,
        verdict: str = "",
    ):
        self._names, self._comparison_of, self._axes = papers, compare, axes
        options = [(words, proposal) for proposal, words in papers.items()]
        self.a = ipw.Dropdown(options=options, value=a, description="First paper", style={"description_width": "8em"})
        self.b = ipw.Dropdown(options=options, value=b, description="Second paper", style={"description_width": "8em"})
        self.only = ipw.Dropdown(
            options=[("All questions", ""), *((words, kind) for kind, words in pictures.OUTCOMES.items())],
            value="",
            description="Show",
            style={"description_width": "4em"},
        )
        self.swap = button("Swap the two", self._swap)
        self.message, self.table = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        self._swapping = False
        for control in (self.a, self.b, self.only):
            control.observe(lambda _change: self._show(), "value")
        self._show()
        row = ipw.HBox(
            [self.a, self.b, self.swap, self.only], layout=ipw.Layout(flex_flow="row wrap", max_width="1000px")
        )
        super().__init__([*_said(verdict), row, self.message, self.table], layout=WIDE)

    def _swap(self) -> None:
        self._swapping = True  # two values change, the table once
        self.a.value, self.b.value = self.b.value, self.a.value
        self._swapping = False
        self._show()

    def _show(self) -> None:
        if self._swapping:
            return
        if self.a.value == self.b.value:
            self.message.value = notice(f"Both are {self._names[self.a.value]}. Choose two different papers.")
            self.table.value = ""
            return
        rows = self._comparison_of(self.a.value, self.b.value)
        names = self._names[self.a.value], self._names[self.b.value]
        shown = settlement.tally(rows)[self.only.value] if self.only.value else len(rows)
        words = pictures.compared_sentence(rows, names)
        self.message.value = notice(f"{words} Shown: {shown} of {len(rows)} questions.")
        self.table.value = card(pictures.compared(rows, names, self._axes, self.only.value)) if shown else ""


def compare(
    papers: dict[str, str],
    compare_two: Callable[[str, str], pd.DataFrame],
    axes: dict[str, str],
    a: str,
    b: str,
    question: Question,
    predict: bool | None,
) -> View:
    """Two papers side by side, behind a prediction: on how many questions they can be compared at all."""
    rows, names = compare_two(a, b), (papers[a], papers[b])
    counted = settlement.comparable(rows)

    def opened(said: str | None) -> ipw.Widget:
        shown = f"{counted} of {len(rows)}"
        verdict = question.verdict(said, settlement.comparable_share(rows), shown) if said else ""
        return SideBySide(papers, compare_two, axes, a, b, verdict)

    sentence = pictures.compared_sentence(rows, names)
    static = card(f'{pictures.compared(rows, names, axes)}<p style="margin:0.5em 0 0"><em>{sentence}</em></p>')
    return View(Predict(question, opened, predict), static, f"{names[0]} beside {names[1]}")


class PhasingBoard(ipw.VBox):
    """Seven districts, each with a stage; the board names the paper that it matches, or the nearest and the differences."""

    def __init__(self, districts: dict[str, str], draw: Callable[[dict[str, str], str], Picture], verdict: str = ""):
        self._draw, self._setting = draw, False
        stages = [(_UNPLACED, ""), *((STAGES[s].label, s) for s in settlement.STAGES)]
        self.stage = {
            district: ipw.Dropdown(
                options=stages,
                value="",
                description=words,
                style={"description_width": "11em"},
                layout=ipw.Layout(width="22em", min_width="22em"),
            )
            for district, words in districts.items()
        }
        self.all = ipw.Dropdown(
            options=stages,
            value="",
            description="All districts at once",
            style={"description_width": "11em"},
            layout=ipw.Layout(width="22em", min_width="22em"),
        )
        self.clear = button("Clear the board", lambda: self.place(dict.fromkeys(self.stage, "")))
        self.picture = LivePicture()
        for control in self.stage.values():
            control.observe(lambda _change: self._show(), "value")
        self.all.observe(lambda change: change["new"] and self.place(dict.fromkeys(self.stage, change["new"])), "value")
        self._show()
        choices = ipw.HBox(
            [*self.stage.values(), self.all, self.clear], layout=ipw.Layout(flex_flow="row wrap", max_width="1000px")
        )
        super().__init__([*_said(verdict), choices, self.picture], layout=WIDE)

    @property
    def board(self) -> dict[str, str]:
        """The districts placed so far, each with its stage."""
        return {district: control.value for district, control in self.stage.items() if control.value}

    def place(self, board: dict[str, str]) -> None:
        """Set several districts and draw once."""
        self._setting = True
        for district, stage in board.items():
            self.stage[district].value = stage
        self._setting = False
        self._show()

    def _show(self) -> None:
        if self._setting:
            return
        if self.all.value and set(self.board.values()) != {self.all.value}:
            self.all.value = ""  # it no longer tells what the board shows
        self.picture.show(self._draw(self.board, "live-phasing"))


def board(
    stages: pd.DataFrame,
    districts: dict[str, str],
    draw: Callable[[dict[str, str], str], Picture],
    stills: list[dict[str, str]],
    question: Question,
    predict: bool | None,
) -> View:
    """The phasing board behind a prediction: for how many papers every district's stage is known."""
    counted = settlement.complete(stages)

    def opened(said: str | None) -> ipw.Widget:
        shown = f"{counted} of {len(stages)} papers"
        return PhasingBoard(
            districts, draw, question.verdict(said, settlement.complete_share(stages), shown) if said else ""
        )

    static = "".join(draw(still, f"phasing-{i}").html() for i, still in enumerate(stills))
    return View(Predict(question, opened, predict), static, "The phasing board")


def _list(name: str, options: dict[str, str]) -> ipw.Select:
    return ipw.Select(
        options=[(words, key) for key, words in options.items()],
        description=name,
        rows=8,
        style={"description_width": "5em"},
        layout=ipw.Layout(width="26em"),
    )


def _said(verdict: str) -> list[ipw.Widget]:
    return [ipw.HTML(notice(verdict), layout=WIDE)] if verdict else []
