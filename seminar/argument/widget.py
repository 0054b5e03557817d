"""The claim explorer, and the sorting of claims by kind."""

from __future__ import annotations

from html import escape

import ipywidgets as ipw
import pandas as pd

from ..kit.keep import Kept, as_a_map
from ..kit.live import LivePicture
from ..kit.palette import KINDS, QUIET
from ..kit.predict import Question, asked
from ..kit.show import table_html
from ..kit.view import BESIDE, BREAKS, DESCRIBED, NARROW, WIDE, View, button, card, notice, verdict_line
from ..kit.words import number_word
from . import model as argument
from . import picture_claims, picture_squares
from .model import Dossier

_ALL = "All kinds"
_UNDECIDED = "choose a kind"


class ClaimExplorer(ipw.VBox):
    """Pick a claim; read what it supports, what supports it, and what could be checked on the day."""

    def __init__(self, known: Dossier, verdict: str = ""):
        self._known, self._claims, self._listing = known, known.claims, False
        kinds = [(_ALL, ""), *((mark.label, kind) for kind, mark in KINDS.items())]
        self.kind = ipw.Dropdown(options=kinds, description="Kind", value="", style=DESCRIBED, layout=NARROW)
        self.claim = ipw.Dropdown(description="Claim", style=DESCRIBED, layout=NARROW)
        self.count = ipw.HTML()
        self.picture = LivePicture()
        self.picture.on_pick(lambda square: self.go(square.split("/")[0]))
        self.kind.observe(lambda _change: self._list(), "value")
        self.claim.observe(lambda _change: self._show(), "value")
        self._list()
        controls = ipw.HBox([self.kind, self.count, self.claim], layout=BREAKS)
        super().__init__([*verdict_line(verdict), controls, self.picture], layout=WIDE)

    def go(self, claim_id: str) -> None:
        """Show this claim, lifting the filter if it would hide it."""
        if claim_id not in self.claim.options:
            self.kind.value = ""
        self.claim.value = claim_id

    def _list(self) -> None:
        shown = self._claims[self._claims.kind == self.kind.value] if self.kind.value else self._claims
        before, self._listing = self.claim.value, True  # the list and its choice change, the picture once
        self.claim.options = shown.claim_id.tolist()  # what each says stands below, and in the name of its square
        if len(shown):
            wanted = (before, argument.thesis(self._claims), shown.claim_id.iloc[0])
            self.claim.value = next(claim for claim in wanted if claim in self.claim.options)
        self._listing = False
        self.count.value = notice(f"{len(shown)} of {len(self._claims)} claims")
        self._show()

    def _show(self) -> None:
        claim_id = self.claim.value
        if claim_id is None or self._listing:  # in an empty list, or between two
            return
        drawn = picture_squares.squares(self._known, claim_id, self.kind.value)
        self.picture.show(drawn, card(picture_claims.claim_card(self._known, claim_id)))


def explore(known: Dossier, question: Question, predict: bool | None) -> View:
    """The explorer behind a prediction: how many of the article's predictions are given no support."""
    bare, every = argument.bare_count(known.claims, "prediction")
    share = argument.bare_share(known.claims, "prediction")
    thesis = argument.thesis(known.claims)
    still = picture_squares.squares(known, thesis, name="claims").html() + card(
        picture_claims.claim_card(known, thesis)
    )
    name = "The claim explorer, opened at the thesis"
    return asked(
        question, share, lambda verdict: ClaimExplorer(known, verdict), still, name, predict, f"{bare} of {every}"
    )


class SortKinds(ipw.VBox):
    """Claims to sort by kind, which are then laid beside the seminar's own coding and its reasons."""

    def __init__(self, chosen: pd.DataFrame):
        self._chosen = chosen
        self.choices = {claim_id: _choice(claim_id) for claim_id in chosen.claim_id}
        row_layout = ipw.Layout(flex_flow="row wrap", align_items="center")
        lines = [
            ipw.HBox([self.choices[row.claim_id], ipw.HTML(_to_sort(row), layout=BESIDE)], layout=row_layout)
            for row in chosen.itertuples()
        ]
        self.button = button("Lay mine beside the seminar's", self._lay_beside, primary=True)
        self.kept = Kept("sorted_claims")
        for claim_id, kind in as_a_map(self.kept.earlier()).items():
            if claim_id in self.choices and kind in KINDS:
                self.choices[claim_id].value = kind
        for choice in self.choices.values():
            choice.observe(lambda _change: self.kept.keep(self.mine), "value")
        self.message, self.result = ipw.HTML(layout=WIDE), ipw.HTML(layout=WIDE)
        super().__init__([*lines, self.button, self.kept, self.message, self.result], layout=WIDE)

    @property
    def mine(self) -> dict[str, str]:
        """The claims sorted so far, each with its kind."""
        return {claim_id: choice.value for claim_id, choice in self.choices.items() if choice.value}

    def _lay_beside(self) -> None:
        mine = self.mine
        if not mine:
            self.message.value = notice("Choose a kind for at least one claim first.")
            return
        beside = argument.beside(self._chosen, mine)
        same = int((beside.mine == beside.kind).sum())
        rest = len(self.choices) - len(mine)
        self.message.value = notice(
            f"You and the seminar's coding agree on {same} of {len(mine)} claims{f'; {rest} not sorted yet' if rest else ''}. "
            "Where you differ, read the reason, then decide who is right: the coding is a reading too."
        )
        table = picture_claims.sorted_beside(beside)
        differ = set(table.index[table["You"] != table["The seminar"]])
        self.result.value = card(table_html(table, "Your sorting beside the seminar's", marked=differ))


def _choice(claim_id: str) -> ipw.Dropdown:
    return ipw.Dropdown(
        options=[(_UNDECIDED, ""), *((mark.label, kind) for kind, mark in KINDS.items())],
        value="",
        description=claim_id,
        layout=ipw.Layout(width="16em", min_width="16em"),
        style={"description_width": "3em"},
    )


def _to_sort(claim) -> str:
    """A claim as HTML, its paragraph behind it."""
    where = f'<span style="color:{QUIET}">({", ".join(claim.paragraphs)})</span>'
    return f'<div style="line-height:1.4">{escape(claim.claim)} {where}</div>'


def sort(chosen: pd.DataFrame) -> View:
    """Claims (with ``kind`` and ``reason``) for the student to sort by kind."""
    still = card(table_html(picture_claims.to_sort(chosen), "Claims to sort by kind"))
    return View(SortKinds(chosen), still, f"{number_word(len(chosen)).capitalize()} claims to sort by kind")
