"""The claim explorer, and the sorting of claims by kind."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.palette import KINDS
from ..kit.predict import Predict, Question
from ..kit.show import table_html
from ..kit.view import BESIDE, BREAKS, WIDE, View, button, card, notice
from . import model as argument
from . import picture as pictures

_ALL = "All kinds"
_UNDECIDED = "choose a kind"


class ClaimExplorer(ipw.VBox):
    """Pick a claim; read what it supports, what supports it, and what could be checked on the day."""

    def __init__(self, claims: pd.DataFrame, verdicts: pd.DataFrame, sources: pd.DataFrame):
        self._claims, self._verdicts, self._sources = argument.outline(claims), verdicts, sources
        self.kind = ipw.Dropdown(
            options=[(_ALL, "")] + [(m.label, k) for k, m in KINDS.items()], description="Kind", value=""
        )
        self.claim = ipw.Select(description="Claim", rows=9, layout=ipw.Layout(width="98%", max_width="900px"))
        self.up = button(
            "Go to what it supports", lambda: self.go(argument.line_to_thesis(self._claims, self.claim.value)[1])
        )
        self.down = button(
            "Go to its first support", lambda: self.go(argument.supporters(self._claims, self.claim.value)[0])
        )
        self.count = ipw.HTML()
        self.card = ipw.HTML(layout=WIDE)
        self.kind.observe(lambda _change: self._list(), "value")
        self.claim.observe(lambda _change: self._show(), "value")
        self._list()
        super().__init__(
            [
                ipw.HBox([self.kind, self.count], layout=BREAKS),
                self.claim,
                ipw.HBox([self.up, self.down], layout=BREAKS),
                self.card,
            ],
            layout=WIDE,
        )

    def go(self, claim_id: str) -> None:
        """Show this claim, lifting the filter if it would hide it."""
        if claim_id not in dict(self.claim.options).values():
            self.kind.value = ""
        self.claim.value = claim_id

    def _list(self) -> None:
        shown = self._claims[self._claims.kind == self.kind.value] if self.kind.value else self._claims
        before = self.claim.value
        self.claim.options = [
            (f"{'· ' * row.depth}{row.claim_id} {row.label}", row.claim_id) for row in shown.itertuples()
        ]
        self.claim.value = before if before in set(shown.claim_id) else shown.claim_id.iloc[0]
        self.count.value = notice(f"{len(shown)} of {len(self._claims)} claims")

    def _show(self) -> None:
        claim_id = self.claim.value
        if claim_id is None:  # between two lists
            return
        self.up.disabled = len(argument.line_to_thesis(self._claims, claim_id)) == 1
        self.down.disabled = not argument.supporters(self._claims, claim_id)
        self.card.value = card(claim(self._claims, self._verdicts, self._sources, claim_id))


def claim(claims: pd.DataFrame, verdicts: pd.DataFrame, sources: pd.DataFrame, claim_id: str) -> str:
    """One claim's card as HTML."""
    return pictures.claim_card(claims, claim_id, verdicts[verdicts.claim_id == claim_id], sources)


def explore(
    claims: pd.DataFrame, verdicts: pd.DataFrame, sources: pd.DataFrame, question: Question, predict: bool | None
) -> View:
    """The explorer behind a prediction: what part of the article's predictions is given no support."""
    bare = argument.footing(claims).loc["prediction"]

    def opened(said: str | None) -> ipw.Widget:
        explorer = ClaimExplorer(claims, verdicts, sources)
        if not said:
            return explorer
        verdict = question.verdict(
            said, argument.bare_share(claims, "prediction"), f"{bare.unsupported} of {bare.claims}"
        )
        return ipw.VBox([ipw.HTML(notice(verdict), layout=WIDE), explorer], layout=WIDE)

    static = card(claim(claims, verdicts, sources, argument.thesis(claims)))
    return View(Predict(question, opened, predict), static, "The claim explorer, opened at the thesis")


class SortKinds(ipw.VBox):
    """A dozen claims to be sorted by kind, then laid beside the seminar's own coding and its reasons."""

    def __init__(self, dozen: pd.DataFrame):
        self._dozen = dozen
        names = [(_UNDECIDED, "")] + [(m.label, k) for k, m in KINDS.items()]
        self.choices = {
            row.claim_id: ipw.Dropdown(
                options=names,
                value="",
                description=row.claim_id,
                layout=ipw.Layout(width="16em", min_width="16em"),
                style={"description_width": "3em"},
            )
            for row in dozen.itertuples()
        }
        lines = [
            ipw.HBox(
                [self.choices[row.claim_id], ipw.HTML(_to_sort(row), layout=BESIDE)],
                layout=ipw.Layout(flex_flow="row wrap", align_items="center"),
            )
            for row in dozen.itertuples()
        ]
        self.button = button("Lay mine beside the seminar's", self._lay_beside, primary=True)
        self.message, self.result = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        super().__init__([*lines, self.button, self.message, self.result], layout=WIDE)

    def _lay_beside(self) -> None:
        mine = {claim_id: choice.value for claim_id, choice in self.choices.items() if choice.value}
        if not mine:
            self.message.value = notice("Choose a kind for at least one claim first.")
            return
        beside = argument.beside(self._dozen, mine)
        same = int((beside.mine == beside.kind).sum())
        rest = len(self.choices) - len(mine)
        self.message.value = notice(
            f"You and the seminar's coding agree on {same} of {len(mine)} claims{f'; {rest} not sorted yet' if rest else ''}. "
            "Where you differ, read the reason, then decide who is right: the coding is a reading too."
        )
        table = beside.assign(mine=beside.mine.map(_label), kind=beside.kind.map(_label))[
            ["claim_id", "mine", "kind", "reason"]
        ]
        self.result.value = card(
            table_html(
                table.set_axis(["Claim", "You", "The seminar", "Its reason"], axis=1),
                "Your sorting beside the seminar's",
            )
        )


def _to_sort(claim) -> str:
    """A claim as HTML, its paragraph behind it."""
    where = f'<span style="color:#57606a">({", ".join(claim.paragraphs)})</span>'
    return f'<span style="line-height:1.4">{escape(claim.claim)} {where}</span>'


def _label(kind: str) -> str:
    return KINDS[kind].label


def sort(dozen: pd.DataFrame) -> View:
    static = card(
        table_html(
            dozen[["claim_id", "claim", "paragraphs"]].set_axis(["Claim", "In our words", "Paragraph"], axis=1),
            "Claims to sort by kind",
        )
    )
    return View(SortKinds(dozen), static, "A dozen claims to sort by kind")
