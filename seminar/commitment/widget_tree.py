"""The tree with its controls: flip a red line or change one pay-off, and see where the game then ends; and the hinge."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import BREAKS, NARROW, WIDE, Number, View, button, notice, verdict_line
from ..kit.words import quoted
from . import picture_hinge, picture_tree
from .game import SCALE, Game, RedLine, first_moves, passing_through, resolved, solve, would_act
from .rankings import Hinge


class HingeTree(ipw.VBox):
    """Flip a red line or change one pay-off, and see where the game then ends."""

    def __init__(self, game: Game, verdict: str = ""):
        self._game, self._busy = game, False
        self.pays = game.pays.copy()
        self.lines = {line: self._line_box(line) for line in game.tree.red_lines()}
        self.chosen = (game.tree.ends_below(game.tree.root)[0], game.tree.players[0])  # an end and a player
        self.which = ipw.HTML(layout=NARROW)
        self.worth = Number(f"is worth ({SCALE[0]:g} to {SCALE[1]:g})", self._chosen(), *SCALE, 0.1)
        self.worth.box.layout.width, self.worth.layout.flex = "14em", "0 1 28em"
        self.reset = button("Back to the seminar's pay-offs", self._reset)
        self.told = ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        for line, box in self.lines.items():
            box.observe(lambda change, line=line: self._flip(line, change["new"]), "value")
        self.picture.on_pick(self._picked)
        self.worth.on_change(self._edit)
        self._show("These are the seminar's pay-offs. Only their order counts in this picture.")
        lines = ipw.HBox([*self.lines.values(), self.reset], layout=BREAKS)
        editor = ipw.HBox([self.which, self.worth], layout=BREAKS)
        super().__init__([*verdict_line(verdict), lines, editor, self.picture, self.told], layout=WIDE)

    def _line_box(self, line: RedLine) -> ipw.Checkbox:
        who, policy = self._game.players[line.player], picture_tree.red_line_words(self._game, line)
        return ipw.Checkbox(
            description=f"{who} would act on its red line ({policy})",
            value=would_act(self._game.pays, line) is True,
            indent=False,
            layout=ipw.Layout(width="auto"),
        )

    def _chosen(self) -> float:
        return float(self.pays.at[self.chosen])

    def choose(self, end: str, player: str) -> None:
        """Put a pay-off into the editor, and frame it in the picture."""
        self.chosen = end, player
        self._follow()
        self._draw()

    def _picked(self, key: str) -> None:
        """A pay-off, or a move on a red line: the move that its player then makes."""
        for line, box in self.lines.items():
            if key in (line.act, line.back_down):
                box.value = key == line.act
        if all(chosen := picture_tree.of_pay_off(key)):
            self.choose(*chosen)

    def _flip(self, line: RedLine, acts: bool) -> None:
        if self._busy:
            return
        self.pays = resolved(self.pays, self._game.pays, line, acts)
        words, own = self._game.labels, self.pays[line.player]
        self._show(
            f"{self._game.players[line.player]}: {quoted(words[line.act])} is now worth {own[line.act]:g}, "
            f"{quoted(words[line.back_down])} {own[line.back_down]:g}."
        )

    def _edit(self, worth: float) -> None:
        if self._busy:
            return
        (end, player), before = self.chosen, self._chosen()
        self.pays.at[end, player] = worth
        self._show(
            f"{self._game.players[player]}: {quoted(self._game.labels[end])} was worth {before:g} and is now worth {worth:g}."
        )

    def _reset(self) -> None:
        self.pays = self._game.pays.copy()
        self._show("The seminar's pay-offs are back.")

    def _follow(self) -> None:
        """Set the controls to the pay-offs, without mistaking that for a change by the student."""
        self._busy = True
        try:
            for line, box in self.lines.items():
                box.value = would_act(self.pays, line) is True
            self.worth.value = self._chosen()
            end, player = self.chosen
            which = f"{self._game.players[player]}, at {quoted(self._game.labels[end])}"
            self.which.value = f'<span style="line-height:2.2">{escape(which)}</span>'
        finally:
            self._busy = False

    def _show(self, told: str) -> None:
        self._follow()
        self.told.value = notice(escape(told))
        self._draw()

    def _draw(self) -> None:
        self.picture.show(picture_tree.tree(self._game, self.pays, self.chosen))


def tree(game: Game, question: Question, predict: bool | None) -> View:
    """The tree behind a prediction: after how many of the first moves is a red line then crossed?"""
    share = passing_through(game.tree, solve(game.tree, game.pays), game.tree.crossings())
    # a reader without a kernel also sees the last setting, in which no red line would be acted on
    none_acts = game.with_red_lines()[-1][1]
    still = picture_tree.tree(game, game.pays).html() + picture_tree.tree(game, none_acts).html()
    strip = table_html(picture_tree.settings(game), "The red lines, flipped one by one")

    def make(verdict: str) -> ipw.Widget:
        return HingeTree(game, verdict)

    shown = f"{round(share * first_moves(game.tree))} of {first_moves(game.tree)}"
    return asked(question, share, make, still + strip, "The tree, folded back", predict, shown)


def hinge(found: Hinge, game: Game, policy: str, question: Question, predict: bool | None) -> View:
    """The hinge, a still picture, behind a prediction about the share if its maker would back down."""
    picture = picture_hinge.hinge(found, game, policy)

    def make(verdict: str) -> ipw.Widget:
        return ipw.VBox([*verdict_line(verdict), ipw.HTML(picture.html(), layout=WIDE)], layout=WIDE)

    return asked(question, found.would_back_down, make, picture.html(), picture.title, predict)
