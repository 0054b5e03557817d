"""Threats and promises, in a lesson's words: ``commitment.tree()``, ``commitment.bargain()``."""

from __future__ import annotations

from ..kit.fold import folded
from ..kit.predict import question
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import (
    game,
    picture_dilemma,
    picture_tree,
    rankings,
    standoff,
    two_levels,
    war,
    widget_bargain,
    widget_resolve,
    widget_signals,
    widget_tree,
    widget_win_sets,
)


@folded
def dilemma(data: Package | None = None) -> Picture:
    """The article's options between two fears: an ally abandoned, and a war entered."""
    return picture_dilemma.dilemma(picture_dilemma.Dilemma.read(data or seminar_data()))


def orderings(data: Package | None = None) -> Table:
    """Which ends the article lets us order, for whom, and by which paragraph."""
    return picture_tree.orderings(game.Game.read(data or seminar_data()))


def tree(predict: bool | None = None, data: Package | None = None) -> View:
    """The tree, folded back, behind a prediction: flip a red line or change a pay-off."""
    data = data or seminar_data()
    return widget_tree.tree(game.Game.read(data), question("tree_presses", data), predict)


def draw(data: Package | None = None) -> Picture:
    """The tree with the seminar's pay-offs, as a still picture."""
    given = game.Game.read(data or seminar_data())
    return picture_tree.tree(given, given.pays)


def hinge(predict: bool | None = None, data: Package | None = None) -> View:
    """How often the uncertain policy is chosen over all rankings that respect the orderings, if its maker would act and if not."""
    data = data or seminar_data()
    given, (policy, words) = game.Game.read(data), game.policy(data)
    found = rankings.hinge(given.tree, given.orderings, policy)
    return widget_tree.hinge(found, given, words, question("hinge_share", data), predict)


def resolve(predict: bool | None = None, data: Package | None = None) -> View:
    """How sure the other side must be that the red line is meant before it stops; with sliders, behind a prediction."""
    data = data or seminar_data()
    given = standoff.Standoff.behind(game.Game.read(data), game.policy(data)[0])
    return widget_resolve.resolve(given, question("resolve_share", data), predict)


def bargain(predict: bool | None = None, data: Package | None = None) -> View:
    """The bargaining bar: when is there a deal that both prefer to war, and when can it be trusted?"""
    data = data or seminar_data()
    return widget_bargain.bargain(war.Contest.read(data), question("bargain_share", data), predict)


def win_sets(predict: bool | None = None, data: Package | None = None) -> View:
    """What leaders could agree on, and what of it would pass at home; with sliders, behind a prediction."""
    data = data or seminar_data()
    return widget_win_sets.win_sets(two_levels.Ratification.read(data), question("home_share", data), predict)


def signals(data: Package | None = None) -> View:
    """Signals that the article reports, to sort."""
    return widget_signals.signals((data or seminar_data()).rows("signals"))
