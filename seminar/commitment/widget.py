"""The hinge tree, the threshold of resolve, the bargaining bar, the win-sets, and the sorting of signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.predict import Predict, Question
from ..kit.show import Picture, table_html
from ..kit.view import BESIDE, WIDE, LivePicture, Number, View, button, card, notice
from . import model
from .picture import SIGNALS, in_a_sentence

_UNDECIDED = "choose a kind"
_NAMED = {"description_width": "initial"}


def _verdict(words: str) -> list[ipw.Widget]:
    return [ipw.HTML(notice(escape(words)), layout=WIDE)] if words else []


def _aligned(numbers: list[Number], width: str) -> list[Number]:
    """Numbers one under the other, their boxes and sliders in line."""
    for number in numbers:
        number.box.style.description_width = width
        number.box.layout.width = f"calc({width} + 6em)"
    return numbers


def _behind(
    question: Question, value: float, make: Callable[[str], ipw.Widget], predict: bool | None, shown: str = ""
) -> Predict:
    """A question about a share; ``make`` is given the verdict, or nothing where nothing was asked."""
    return Predict(
        question, lambda said: make(question.verdict(said, value, shown or f"{value:.0%}") if said else ""), predict
    )


# The hinge tree


@dataclass(frozen=True)
class Game:
    """The tree with the seminar's pay-offs, what the article supports, and the words for ends and players."""

    tree: model.Tree
    pays: pd.DataFrame
    orderings: pd.DataFrame
    labels: dict[str, str]
    players: dict[str, str]


class HingeTree(ipw.VBox):
    """Flip a red line or change one pay-off, and see where the game then ends."""

    def __init__(self, game: Game, draw: Callable[[pd.DataFrame], Picture], verdict: str = ""):
        self._game, self._draw, self._busy = game, draw, False
        self.pays = game.pays.copy()
        self.lines = {line: self._line_box(line) for line in game.tree.red_lines()}
        self.player = ipw.Dropdown(
            description="Pay-off of",
            options=[(game.players[p], p) for p in game.tree.players],
            style=_NAMED,
            layout=ipw.Layout(width="auto"),
        )
        self.end = ipw.Dropdown(
            description="at the end",
            options=[(game.labels[e], e) for e in game.tree.ends_below(game.tree.root)],
            style=_NAMED,
            layout=ipw.Layout(width="auto", max_width="560px"),
        )
        self.worth = Number("is worth (0 to 10)", self._chosen(), 0, 10, 0.1)
        self.reset = button("Back to the seminar's pay-offs", self._reset)
        self.told = ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        for line, box in self.lines.items():
            box.observe(lambda change, line=line: self._flip(line, change["new"]), "value")
        for control in (self.player, self.end):
            control.observe(lambda _change: self._follow(), "value")
        self.worth.on_change(self._edit)
        self._show("These are the seminar's pay-offs. Only their order counts in this picture.")
        choose = ipw.HBox([self.player, self.end], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__(
            [*_verdict(verdict), *self.lines.values(), choose, self.worth, self.reset, self.told, self.picture],
            layout=WIDE,
        )

    def _line_box(self, line: tuple[str, str, str]) -> ipw.Checkbox:
        player, act, _back = line
        policy = self._game.tree.line_to(act)[0][1].label
        return ipw.Checkbox(
            description=f"{self._game.players[player]} would act on its red line ({in_a_sentence(policy)})",
            value=model.would_act(self._game.pays, line) is True,
            indent=False,
            layout=ipw.Layout(width="auto"),
        )

    def _chosen(self) -> float:
        return float(self.pays.at[self.end.value, self.player.value])

    def _flip(self, line: tuple[str, str, str], acts: bool) -> None:
        if self._busy:
            return
        self.pays = model.resolved(self.pays, self._game.pays, line, acts)
        player, act, back = line
        self._show(
            f"{self._game.players[player]}: “{self._game.labels[act]}” is now worth {self.pays.at[act, player]:g}, "
            f"“{self._game.labels[back]}” {self.pays.at[back, player]:g}."
        )

    def _edit(self, worth: float) -> None:
        if self._busy:
            return
        before = self._chosen()
        self.pays.at[self.end.value, self.player.value] = worth
        self._show(
            f"{self._game.players[self.player.value]}: “{self._game.labels[self.end.value]}” was worth {before:g} and is now worth {worth:g}."
        )

    def _reset(self) -> None:
        self.pays = self._game.pays.copy()
        self._show("The seminar's pay-offs are back.")

    def _follow(self) -> None:
        """Set the controls to the pay-offs, without taking that for a student's change."""
        self._busy = True
        try:
            for line, box in self.lines.items():
                box.value = model.would_act(self.pays, line) is True
            self.worth.box.value = self._chosen()
        finally:
            self._busy = False

    def _show(self, told: str) -> None:
        self._follow()
        self.told.value = notice(escape(told))
        self.picture.show(self._draw(self.pays))


def tree(
    game: Game, draw: Callable[[pd.DataFrame], Picture], settings_html: str, question: Question, predict: bool | None
) -> View:
    """The tree behind a prediction: after what part of the first moves is a red line then crossed or pressed upon?"""
    share = model.passing_through(game.tree, model.solve(game.tree, game.pays), game.tree.crossings())

    def opened(verdict: str) -> ipw.Widget:
        return HingeTree(game, draw, verdict)

    firsts = model.first_moves(game.tree)
    asked = _behind(question, share, opened, predict, f"{round(share * firsts)} of {firsts}")
    return View(asked, draw(game.pays).html() + settings_html, "The tree, folded back")


# A still picture behind a question


def still(picture: Picture, question: Question, value: float, predict: bool | None) -> View:
    """A picture that does not move, behind a prediction about ``value``."""

    def opened(verdict: str) -> ipw.Widget:
        return ipw.VBox([*_verdict(verdict), ipw.HTML(picture.html(), layout=WIDE)], layout=WIDE)

    return View(_behind(question, value, opened, predict), picture.html(), picture.title)


# The threshold of resolve


class ResolveSlider(ipw.VBox):
    """How sure the other side must be that a threat is meant: the chance, and what stopping is worth."""

    def __init__(self, draw: Callable[[float, float], Picture], p: float, stop: float, other: str, verdict: str = ""):
        self._draw = draw
        self.p = Number(f"p, the chance that {other} would act", p, 0, 1, 0.05)
        self.stop = Number("What stopping is worth (0 to 10)", stop, 0, 10, 0.5)
        self.picture = LivePicture()
        for number in (self.p, self.stop):
            number.on_change(lambda _value: self._show())
        self._show()
        super().__init__([*_verdict(verdict), *_aligned([self.p, self.stop], "19em"), self.picture], layout=WIDE)

    def _show(self) -> None:
        self.picture.show(self._draw(self.p.value, self.stop.value))


def resolve(
    draw: Callable[[float, float], Picture],
    p: float,
    stop: float,
    threshold: float,
    other: str,
    settings_html: str,
    question: Question,
    predict: bool | None,
) -> View:
    """The threshold behind a prediction about it."""
    return View(
        _behind(question, threshold, lambda verdict: ResolveSlider(draw, p, stop, other, verdict), predict),
        draw(p, stop).html() + settings_html,
        "The threshold of resolve",
    )


# The bargaining bar

# How the bar is drawn: (bargain, deal, chance to win after it, guarantee, name of the fills) -> picture.
DrawBargain = Callable[[model.Bargain, float, float, float, str], Picture]


class BargainBar(ipw.VBox):
    """Chances and costs of war, a deal, and how far it can be trusted."""

    def __init__(self, cases: pd.DataFrame, draw: DrawBargain, sides: tuple[str, str], case_id: str, verdict: str = ""):
        self._cases, self._draw, self._busy = cases.set_index("case_id"), draw, False
        challenger, defender = sides
        self.case = ipw.Dropdown(
            description="Setting",
            options=[(row.label, row.case_id) for row in cases.itertuples()],
            value=case_id,
            style=_NAMED,
            layout=ipw.Layout(width="auto", align_self="flex-start"),
        )
        words = {
            "win": f"p, {challenger}'s chance to win all",
            "challenger_cost": f"What war costs {challenger}",
            "defender_cost": f"What war costs {defender}",
            "deal": f"The deal: share for {challenger}",
            "win_after": "p after the transfer",
            "guarantee": "How sure the promise is",
        }
        start = self._cases.loc[case_id]
        self.numbers = {key: Number(name, float(start[key]), 0, 1, 0.05) for key, name in words.items()}
        self.reset = button("Back to this setting", lambda: self._take(self.case.value))
        self.told = ipw.HTML(layout=WIDE)
        self.picture = LivePicture()
        self.case.observe(lambda change: self._take(change["new"]), "value")
        for number in self.numbers.values():
            number.on_change(lambda _value: self._show())
        self._show()
        numbers = _aligned(list(self.numbers.values()), "19em")
        super().__init__(
            [*_verdict(verdict), self.case, *numbers, self.reset, self.told, self.picture],
            layout=WIDE,
        )

    def _take(self, case_id: str) -> None:
        """Set all numbers to a setting's, and draw once."""
        self._busy = True
        try:
            for key, number in self.numbers.items():
                number.box.value = float(self._cases.at[case_id, key])
        finally:
            self._busy = False
        self._show()

    def _show(self) -> None:
        if self._busy:
            return
        now = {key: number.value for key, number in self.numbers.items()}
        case = model.Bargain(
            float(self._cases.at[self.case.value, "held"]), now["win"], now["challenger_cost"], now["defender_cost"]
        )
        changed = [self.numbers[key].box.description for key in now if now[key] != self._cases.at[self.case.value, key]]
        self.told.value = notice(
            escape(
                f"Changed from the setting: {'; '.join(changed)}." if changed else "The setting as the seminar has it."
            )
        )
        self.picture.show(self._draw(case, now["deal"], now["win_after"], now["guarantee"], "live-bargain"))


def bargain(
    cases: pd.DataFrame,
    draw: DrawBargain,
    sides: tuple[str, str],
    case_id: str,
    static: str,
    question: Question,
    predict: bool | None,
) -> View:
    """The bar behind a prediction about the least that the challenger accepts at ``case_id``."""
    row = cases.set_index("case_id").loc[case_id]
    case = model.Bargain(row.held, row.win, row.challenger_cost, row.defender_cost)

    def opened(verdict: str) -> ipw.Widget:
        return BargainBar(cases, draw, sides, case_id, verdict)

    return View(_behind(question, case.least_accepted, opened, predict), static, "The bargaining bar")


# Win-sets


class WinSets(ipw.VBox):
    """Four stretches of one axis; the end of each that a student may move."""

    def __init__(
        self,
        rows: pd.DataFrame,
        draw: Callable[[list[model.WinSet], list[model.WinSet], str], Picture],
        verdict: str = "",
    ):
        self._rows, self._draw, self._busy = rows, draw, False
        self.numbers = {
            row.win_set_id: Number(
                f"{row.label}: {'nothing below' if row.moves == 'low' else 'nothing above'}",
                float(row.low if row.moves == "low" else row.high),
                0,
                100,
                5,
            )
            for row in rows.itertuples()
        }
        self.reset = button("Back to the seminar's win-sets", self._reset)
        self.picture = LivePicture()
        for number in self.numbers.values():
            number.on_change(lambda _value: self._show())
        self._show()
        numbers = _aligned(list(self.numbers.values()), "23em")
        super().__init__([*_verdict(verdict), *numbers, self.reset, self.picture], layout=WIDE)

    def _reset(self) -> None:
        self._busy = True
        try:
            for row in self._rows.itertuples():
                self.numbers[row.win_set_id].box.value = float(row.low if row.moves == "low" else row.high)
        finally:
            self._busy = False
        self._show()

    def _show(self) -> None:
        if not self._busy:
            moved = {win_set: number.value for win_set, number in self.numbers.items()}
            self.picture.show(self._draw(*model.win_sets(self._rows, moved), "live-wins"))


def win_sets(
    rows: pd.DataFrame,
    draw: Callable[[list[model.WinSet], list[model.WinSet], str], Picture],
    settings_html: str,
    question: Question,
    predict: bool | None,
) -> View:
    """The win-sets behind a prediction: what part of the deals that leaders could strike dies at home."""
    sets = model.win_sets(rows)

    def opened(verdict: str) -> ipw.Widget:
        return WinSets(rows, draw, verdict)

    return View(
        _behind(question, model.two_levels(*sets).lost, opened, predict),
        draw(*sets, "wins").html() + settings_html,
        "The win-sets of leaders and of those at home",
    )


# Signals


class SortSignals(ipw.VBox):
    """Sort each signal as talk, sunk cost or tied hands; then lay it beside the seminar's reading."""

    def __init__(self, rows: pd.DataFrame):
        self._rows = rows
        self.choices = {
            row.signal_id: ipw.Dropdown(
                description=row.signal_id,
                options=[(_UNDECIDED, "")] + [(m.label, k) for k, m in SIGNALS.items()],
                value="",
                layout=ipw.Layout(width="14em", flex="0 0 auto"),
                style={"description_width": "3em"},
            )
            for row in rows.itertuples()
        }
        lines = [
            ipw.HBox(
                [
                    self.choices[row.signal_id],
                    ipw.HTML(f'<span style="line-height:1.4">{escape(_signal(row))}</span>', layout=BESIDE),
                ],
                layout=ipw.Layout(flex_flow="row wrap", align_items="center"),
            )
            for row in rows.itertuples()
        ]
        self.button = button("Lay mine beside the seminar's", self._lay_beside, primary=True)
        self.message, self.result = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        super().__init__([*lines, self.button, self.message, self.result], layout=WIDE)

    def _lay_beside(self) -> None:
        mine = {signal: choice.value for signal, choice in self.choices.items() if choice.value}
        if not mine:
            self.message.value = notice("Choose a kind for at least one signal first.")
            return
        beside = self._rows[self._rows.signal_id.isin(mine)]
        beside = beside.assign(mine=beside.signal_id.map(mine))
        same, rest = int((beside.mine == beside.kind).sum()), len(self._rows) - len(mine)
        self.message.value = notice(
            f"You and the seminar's reading agree on {same} of {len(mine)} signals{f'; {rest} not sorted yet' if rest else ''}. "
            "Where you differ, read the reason: it is a reading too."
        )
        table = beside.assign(mine=beside.mine.map(_kind), kind=beside.kind.map(_kind))[
            ["signal_id", "mine", "kind", "reason"]
        ]
        self.result.value = card(
            table_html(
                table.set_axis(["Signal", "You", "The seminar", "Its reason"], axis=1),
                "Your sorting beside the seminar's",
            )
        )


def _signal(row) -> str:
    return f"{row.who[0].upper()}{row.who[1:]}: {row.signal} ({', '.join(row.paragraphs)})"


def _kind(kind: str) -> str:
    return SIGNALS[kind].label


def signals(rows: pd.DataFrame) -> View:
    """The signals to be sorted; without a kernel, the list of them."""
    table = pd.DataFrame(
        [(row.signal_id, _signal(row)) for row in rows.itertuples()], columns=["Signal", "What is done"]
    )
    return View(SortSignals(rows), card(table_html(table, "Signals to sort")), "Five signals to sort")
