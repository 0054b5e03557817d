"""Threats and promises, in a lesson's words: ``commitment.tree()``, ``commitment.bargain()``."""

from __future__ import annotations

from itertools import product

import pandas as pd

from ..kit.palette import option_marks
from ..kit.predict import question
from ..kit.show import Picture, Table, table_html
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import model
from . import picture as pictures
from . import widget as widgets

# What lesson 6 says of its case: the two interests of P14's monsters are the strait's first two corners; the axis of
# the win-sets is one of the bargaining table's.
_AXIS = "return_of_districts"
_STOPS = (1, 3, 5, 6.5, 8, 9)


def dilemma(data: Package | None = None) -> Picture:
    """The article's options between two fears: the ally abandoned, and a war entered."""
    data = data or seminar_data()
    options = data.read("options")
    dreaded = data.read("strait").criterion_id.tolist()[:2]
    names = data.read("criteria").set_index("criterion_id").label
    fears = data.read("consequences").query("criterion_id in @dreaded")
    fears = fears.assign(fear=fears.criterion_id.map(dreaded.index))
    marks = option_marks(dict(zip(options.option_id, options.label, strict=True)))
    offered = options[options.listed_by == "article"]
    fears = fears[fears.option_id.isin(offered.option_id)]
    return pictures.dilemma(offered, fears, (names[dreaded[0]], names[dreaded[1]]), marks)


def orderings(data: Package | None = None) -> Table:
    """Which ends the article lets us order, for whom, and by which paragraph."""
    game = _game(data or seminar_data())
    return pictures.orderings(game.orderings, game.labels, game.players)


def tree(predict: bool | None = None, data: Package | None = None) -> View:
    """The tree, folded back: flip a red line or change a pay-off, behind a prediction."""
    data = data or seminar_data()
    game = _game(data)

    def draw_at(pays: pd.DataFrame) -> Picture:
        return pictures.tree(game.tree, pays, game.orderings, game.labels, game.players)

    flipped = _flipped(game)
    last = list(flipped.values())[-1]
    strip = draw_at(last).html() + table_html(
        pictures.settings(game.tree, flipped, game.labels), "The red lines, flipped one by one"
    )
    return widgets.tree(game, draw_at, strip, question("tree_presses", data), predict)


def draw(data: Package | None = None) -> Picture:
    """The tree with the seminar's pay-offs, as a still picture."""
    game = _game(data or seminar_data())
    return pictures.tree(game.tree, game.pays, game.orderings, game.labels, game.players)


def hinge(predict: bool | None = None, data: Package | None = None) -> View:
    """How often the uncertain policy is chosen, over all rankings that respect the orderings, by whether its maker would act."""
    data = data or seminar_data()
    game, policy = _game(data), _policy(data)
    found = model.hinge(game.tree, game.orderings, policy.option_id)
    who = game.players[game.tree.nodes[game.tree.root].player]
    picture = pictures.many(found, policy.label, game.labels, who)
    return widgets.still(picture, question("hinge_share", data), found.would_back_down, predict)


def resolve(predict: bool | None = None, data: Package | None = None) -> View:
    """How sure the other side must be that the red line is meant, before it stops; with sliders, behind a prediction."""
    data = data or seminar_data()
    game = _game(data)
    owner, act, back_down = _red_line(game, _policy(data).option_id)
    challenger, stop_end = game.tree.dare(act)
    own = game.pays[challenger]
    who, other = game.players[challenger], game.players[owner]

    def draw_at(p: float, stop: float) -> Picture:
        return pictures.resolve(p, stop, own[act], own[back_down], who, other)

    threshold = model.resolve_threshold(own[stop_end], own[act], own[back_down])
    settings = table_html(pictures.thresholds(_STOPS, own[act], own[back_down]), "If stopping were worth more, or less")
    return widgets.resolve(
        draw_at, 0.5, float(own[stop_end]), threshold, other, settings, question("resolve_share", data), predict
    )


def bargain(predict: bool | None = None, data: Package | None = None) -> View:
    """The bargaining bar: when is there a deal that both prefer to war, and when can it be trusted?"""
    data = data or seminar_data()
    cases, sides = data.read("bargains"), _sides(data)
    settings = {row.label: (_bargain(row), row.deal, row.win_after, row.guarantee) for row in cases.itertuples()}

    def draw_at(case: model.Bargain, deal: float, win_after: float, guarantee: float, name: str) -> Picture:
        return pictures.bargain(case, deal, win_after, guarantee, *sides, name)

    start = cases.iloc[1]
    static = draw_at(*settings[start.label], "bargain").html() + table_html(
        pictures.bargain_table(settings, *sides), "Five settings"
    )
    return widgets.bargain(cases, draw_at, sides, start.case_id, static, question("bargain_share", data), predict)


def win_sets(predict: bool | None = None, data: Package | None = None) -> View:
    """What leaders could agree on, and what of it would pass at home; with sliders, behind a prediction."""
    data = data or seminar_data()
    rows = data.read("win_sets")
    axis = data.read("position_axes").set_index("element").loc[_AXIS]
    words = (axis.label, axis.anchor_0, axis.anchor_100)

    def draw_at(leaders: list[model.WinSet], home: list[model.WinSet], name: str) -> Picture:
        return pictures.win_sets(leaders, home, words, name)

    at_home = rows[rows.level == "home"].set_index("win_set_id")
    settings = {"As the seminar draws them": model.win_sets(rows)}
    for share in (0.25, 0.5, 0.75, 1):
        settings[f"Those at home {share:.0%} of the way to their leaders"] = model.win_sets(
            rows, model.nearer(rows, at_home.index, share)
        )
    strip = table_html(pictures.levels_table(settings), "If those at home came nearer to their leaders")
    return widgets.win_sets(rows, draw_at, strip, question("home_share", data), predict)


def signals(data: Package | None = None) -> View:
    """Five signals that the article reports, to be sorted."""
    return widgets.signals((data or seminar_data()).read("signals"))


def _game(data: Package) -> widgets.Game:
    ends, orders = data.read("game_ends"), data.read("game_orderings")
    tree = model.Tree.from_tables(data.read("game_tree"), ends)
    names = data.read("actors").set_index("actor_id").short_name
    return widgets.Game(
        tree,
        model.payoffs(ends),
        orders,
        dict(zip(ends.end_id, ends.label, strict=True)),
        {player: names[player] for player in tree.players},
    )


def _policy(data: Package):
    """The option whose success is uncertain."""
    options = data.read("options")
    return next(options[options.uncertain].itertuples())


def _red_line(game: widgets.Game, policy: str) -> tuple[str, str, str]:
    """The red line that stands behind a policy."""
    below = game.tree.after(policy)
    lines = [line for line in game.tree.red_lines() if line[1] in below]
    if len(lines) != 1:
        raise DataError(f"Behind the policy {policy!r} there must be one red line; game_tree has {len(lines)}.")
    return lines[0]


def _flipped(game: widgets.Game) -> dict[str, pd.DataFrame]:
    """The pay-offs with every combination of red lines acted on or not, in words."""
    lines = game.tree.red_lines()
    made = {}
    for acts in product((True, False), repeat=len(lines)):
        pays, words = game.pays, []
        for line, does in zip(lines, acts, strict=True):
            pays = model.resolved(pays, game.pays, line, does)
            first = game.tree.line_to(line[1])[0][1].label
            words.append(f"{first}: {game.players[line[0]]} would {'act' if does else 'back down'}")
        made["; ".join(words)] = pays
    return made


def _sides(data: Package) -> tuple[str, str]:
    """The two that bargain over the stake: the sides of the win-sets, in their order."""
    names = data.read("actors").set_index("actor_id").short_name
    challenger, defender = data.read("win_sets").side.drop_duplicates()
    return names[challenger], names[defender]


def _bargain(row) -> model.Bargain:
    return model.Bargain(row.held, row.win, row.challenger_cost, row.defender_cost)
