"""The bargaining range drawn: the deals that both sides prefer to war, the deal in hand, and the guarantee that it needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from xml.etree.ElementTree import Element

import pandas as pd

from ..kit import charts, svg
from ..kit.palette import BLUE, GREEN, INK, PAPER, VERMILION, Swatch
from ..kit.show import Picture
from .picture_rows import PAGE, axis_for, axis_line, heading, held, row
from .war import Contest, Offer

_STEP, _TOP = 34, 36
_QUARTERS = (0, 0.25, 0.5, 0.75, 1)
_RANGE = Swatch("", "#BFE5D9", pattern="rising")
_SIGNS = {
    "held": partial(charts.square, size=6, fill=PAPER, stroke=INK, stroke_width=2),
    "limit": partial(charts.triangle, size=8, fill=BLUE, stroke=INK),
    "chance": partial(charts.tick, size=12, stroke_width=6),
    "in hand": partial(charts.circle, size=9, fill=VERMILION, stroke=INK, stroke_width=1.5),
}


@dataclass(frozen=True)
class _Value:
    """A row of the bar: its words, its place from 0 to 1 (None if no place would do), and its sign."""

    words: str
    value: float | None
    sign: str
    handle: str = ""


def handles(contest: Contest) -> dict[str, str]:
    """What can be dragged, each with its name."""
    return {
        "win": f"w, {contest.challenger}'s chance to win all",
        "deal": f"The deal: share for {contest.challenger}",
        "guarantee": "How sure the promise is",
    }


def bargain(contest: Contest, offer: Offer, name: str = "bargain") -> Picture:
    """The stake as a bar from 0 to 1, with the deals that both prefer to war and the one on the table; under it, how sure it must be.

    ``name`` must differ between two pictures on one page, since it names their fills.
    """
    stake, promise = _stake(contest, offer), _promise(contest, offer)
    alt = (
        f"A bar from 0 to 1, the share of the stake that goes to {contest.challenger}. Hatched: the deals that both sides prefer to war. "
        f"Marks show what each would accept and the deal. A second bar shows how sure {contest.defender} must be that the deal is kept, and how sure it is."
    )
    table = pd.DataFrame(
        [
            *((v.words, _amount(v.value)) for v in stake),
            (f"{contest.challenger}'s chance to win after the transfer", f"{offer.win_after:.2f}"),
            (f"The guarantee that {contest.defender} needs", _amount(offer.needed)),
            ("The guarantee in hand", f"{offer.guarantee:.2f}"),
        ],
        columns=["What", "Value"],
    )
    sentence = " ".join(bargain_words(contest, offer))
    drawn = _drawing(contest, offer, stake, promise, name, alt)
    return Picture(drawn, alt, sentence, table, title="The bargaining range", verdict=_verdict(offer))


def _verdict(offer: Offer) -> str:
    """What becomes of the deal, in a few words."""
    if not offer.works:
        return "The deal is too small."
    return "The deal is enough, and it holds." if offer.holds else "The deal is enough, but it does not hold."


def bargain_words(contest: Contest, offer: Offer) -> tuple[str, str, str]:
    """Three sentences: whether there is war without a deal, whether the deal stops it, whether the other side can trust it."""
    challenger, defender, case = contest.challenger, contest.defender, offer.war
    fights = "fights" if case.fights else "does not fight"
    first = (
        f"Without a deal {challenger} {fights}: war is worth {case.win - case.challenger_cost:.2f} to it "
        f"and it holds {case.held:.2f}."
    )
    second = (
        f"A deal of {offer.deal:.2f} is enough for {challenger}."
        if offer.works
        else f"A deal of {offer.deal:.2f} is too little for {challenger}, which wants {case.least_accepted:.2f} at least."
    )
    if offer.needed is None:
        third = (
            f"No guarantee is enough for {defender}: even if it is kept, the deal costs it more than war "
            f"(it concedes {case.most_conceded:.2f} at most)."
        )
    elif offer.needed == 0:
        third = f"{defender} needs no guarantee: the transfer does not make {challenger} stronger."
    else:
        holds = "the deal holds" if offer.holds else "the deal does not hold"
        third = (
            f"{defender} needs a chance of at least {offer.needed:.0%} that the promise is kept; "
            f"here it is {offer.guarantee:.0%}, so {holds}."
        )
    return first, second, third


def bargain_table(contest: Contest) -> pd.DataFrame:
    """One row per setting of the contest, with its three sentences."""
    rows = [(offer.label, *bargain_words(contest, offer)) for offer in contest.offers.values()]
    return pd.DataFrame(rows, columns=["Setting", "Without a deal", "The deal", "The promise"])


def _stake(contest: Contest, offer: Offer) -> list[_Value]:
    challenger, defender, case = contest.challenger, contest.defender, offer.war
    return [
        _Value(f"{challenger} holds without war", case.held, "held"),
        _Value(f"{challenger} accepts at least, rather than fight", case.least_accepted, "limit"),
        _Value(f"{challenger}'s chance to win all", case.win, "chance", "win"),
        _Value(f"{defender} concedes at most, rather than fight", case.most_conceded, "limit"),
        _Value("The deal gives", offer.deal, "in hand", "deal"),
    ]


def _promise(contest: Contest, offer: Offer) -> list[_Value]:
    return [
        _Value(f"{contest.defender} needs at least", offer.needed, "limit"),
        _Value("The guarantee in hand", offer.guarantee, "in hand", "guarantee"),
    ]


def _amount(value: float | None) -> str:
    return "never enough" if value is None else f"{value:.2f}"


def _drawing(
    contest: Contest, offer: Offer, stake: Sequence[_Value], promise: Sequence[_Value], name: str, alt: str
) -> str:
    values = [*stake, *promise]
    axis = axis_for([v.words for v in values], [_amount(None)], 1)
    fills, (fill,) = charts.hatches([_RANGE], name)
    low, high = axis(offer.war.least_accepted), axis(offer.war.most_conceded)
    first = _TOP + _STEP * len(stake)  # where the rows of the stake end, and its axis lies
    second = first + 66
    last = second + 10 + _STEP * len(promise)
    body = [
        fills,
        heading(22, f"The stake: share that goes to {contest.challenger}"),
        *axis_line(axis, first + 8, _QUARTERS),
        svg.moves(charts.rect(low, _TOP, max(high - low, 1.5), first + 8 - _TOP, fill=fill, stroke=GREEN), "range"),
        *_rows(contest, axis, stake, _TOP),
        heading(second, "The promise: how sure it is to be kept"),
        *axis_line(axis, last + 10, _QUARTERS),
        *_rows(contest, axis, promise, second + 10),
    ]
    return svg.drawing(PAGE, last + 44, *body, alt=alt)


def _rows(contest: Contest, axis: charts.Scale, values: Sequence[_Value], top: float) -> list[Element]:
    parts, names = [], handles(contest)
    for i, one in enumerate(values):
        y = top + _STEP * (i + 0.5)
        parts += row(axis, y, one.words, _amount(one.value), bold="value")
        if one.value is None:
            continue
        mark = _SIGNS[one.sign](axis(one.value), y)
        if one.handle:
            mark = held(mark, axis, y, one.handle, names[one.handle], one.value, 0.05, _amount(one.value))
        parts.append(mark if one.handle else svg.moves(mark, one.words))
    return parts
