"""The trade-offs, in a lesson's words: ``tradeoffs.strait()``; and ``board = tradeoffs.board()``, then ``board.weights()``."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ..kit.palette import option_marks
from ..kit.predict import question
from ..kit.show import Picture, Table, table_html
from ..kit.view import View
from ..kit.words import whole_percent
from ..tables import Package, seminar_data
from . import acceptability, model, triangle
from . import picture as pictures
from . import widget as widgets
from .acceptability import MODES
from .assumptions import Assumptions, Ground, ground
from .triangle import Strait, strait_model

_SETTINGS = tuple(i / 10 for i in range(11))
MENUS = {"article": "the article's {n} options", "all": "all {n} options"}


def strait(menu: str = "article", p: float = 0.5, predict: bool | None = None, data: Package | None = None) -> View:
    """The strait between Scylla and Charybdis (P14), with a slider for p, behind a prediction.

    ``menu`` is "article" (the options that the author lists) or "all" (with those read between the lines); ``p``, from
    0 to 1, is the chance that the two-layer policy works; ``predict=False`` opens it unasked.
    """
    data = data or seminar_data()
    seen, draw_at = _strait(menu, data)
    table = pictures.strait_table({at: seen.at(at) for at in _SETTINGS}, _marks(data))
    settings = table_html(table, "As p moves: least bad in … % of the triangle")
    return widgets.strait(seen, draw_at, settings, question("strait_share", data), p, predict)


def draw(menu: str = "article", p: float = 0.5, data: Package | None = None) -> Picture:
    """The strait as a still picture."""
    return _strait(menu, data or seminar_data())[1](p, "strait")


def _strait(menu: str, data: Package) -> tuple[Strait, widgets.Draw]:
    """The model, and how it is drawn at one p: the tables are read once, not at every move of a slider."""
    seen, marks = strait_model(menu, data), _marks(data)
    corners = _corners(data)
    count = len(seen.scores.options)
    return seen, lambda p, name: pictures.strait(seen.at(p), marks, corners, p, _offered(menu, count), name)


def _offered(menu: str, count: int) -> str:
    return MENUS[menu].format(n={2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(count, count))


def _marks(data: Package) -> dict:
    options = data.read("options")
    return option_marks(dict(zip(options.option_id, options.label, strict=True)))


def _corners(data: Package) -> list[tuple[str, str]]:
    return list(data.read("strait")[["name", "gloss"]].itertuples(index=False, name=None))


# The board


def board(data: Package | None = None) -> Board:
    """The menu with everything that you can set: one set of assumptions behind all its views."""
    return Board(data or seminar_data())


class Board:
    """Each method shows one view. All of them share your assumptions: what you change in one is changed in all."""

    def __init__(self, data: Package):
        self._data = data
        table = data.read("consequences")
        self._ground, self._schools = ground(data), _schools(data)
        self._live = widgets.Board(
            self._ground, self._ground.start("all"), _words(self._ground, data), table, self._schools
        )

    def scores(self, predict: bool | None = None) -> View:
        """The board of scores; any of them can be changed, with a reason."""
        cells, words = self._live.cells, self._live.words
        still = pictures.board(pictures.consequences(cells, self._ground, self._start), words).html()
        said = model.basis_share(cells, "said")
        shown = f"{(cells.basis == 'said').sum()} of {len(cells)}"
        return self._view(widgets.ScoresView, still, "The board of scores", "scores_said", said, shown, predict)

    def weights(self, predict: bool | None = None) -> View:
        """Swing weights, the schools as presets, and the options' values."""
        schools, uncertain = self._schools, self._ground.uncertain
        found = model.winners_by_school(self._ground.scores, schools, uncertain)
        still = pictures.values(self._ground.scores, self._start, self._live.words).html()
        still += table_html(
            pictures.schools(found, self._live.words, uncertain),
            "At the weights of each school, called illustrative; middle scores",
        )
        share = model.share_in_front(self._ground.scores, schools, uncertain)
        shown = f"{round(share * len(schools))} of {len(schools)}"
        return self._view(widgets.WeightsView, still, "Your weights", "schools_two_layer", share, shown, predict)

    def strait(self, predict: bool | None = None) -> View:
        """The strait with menu, p, corners, and your weights as a point."""
        seen, marks = strait_model("all", self._data), self._live.words.marks
        still = widgets.strait_picture(self._live, self._start, "board-strait").html()
        table = pictures.strait_table({p: seen.at(p) for p in _STILLS}, marks)
        still += table_html(
            table, f"With {self._live.words.menus['all']}, as p moves: least bad in … % of the triangle"
        )
        regions, _own = self._ground.strait(self._start)
        share = triangle.triangle_percent(regions, self._ground.uncertain) / 100
        return self._view(
            widgets.StraitView, still, "The strait, on the board", "strait_all", share, f"{share:.0%}", predict
        )

    def robustness(self, predict: bool | None = None) -> View:
        """Every option's places over all weightings, in three modes, and under your ranking of the interests."""
        still = widgets.robust_picture(self._live, self._start, "robust").html()
        settings = [replace(self._start, menu=menu, mode=mode) for menu in self._ground.menus for mode in MODES]
        found = [acceptability.acceptability(self._ground.under(a), a.mode) for a in settings]
        still += table_html(
            pictures.robust_settings(settings, found, self._live.words),
            "In what share of the weightings each option comes first",
        )
        below = acceptability.acceptability(self._ground.scores).below_zero
        return self._view(
            widgets.RobustView, still, "Over all ways to weigh", "below_zero", below, f"{below:.0%}", predict
        )

    def regret(self, predict: bool | None = None) -> View:
        """What each option gives away against the best, school by school, and under your weights."""
        still = widgets.regret_picture(self._live, self._start).html()
        settings = [replace(self._start, menu=menu, p=p) for menu in self._ground.menus for p in (None, 0.25, 0.75)]
        found = [model.regret(self._ground.under(a), self._schools) for a in settings]
        still += table_html(
            pictures.regret_settings(settings, found, self._live.words), "Worst regret over the schools"
        )
        share = model.ever_in_front(self._ground.scores, self._schools)
        count = len(self._ground.scores.options)
        shown = f"{round(share * count)} of {count}"
        return self._view(widgets.RegretView, still, "Regret by school", "ever_in_front", share, shown, predict)

    def turning(self, predict: bool | None = None) -> View:
        """What would put another option in front: one score, p, or one weight."""
        still = widgets.turning_picture(self._live, self._start).html()
        weights = self._start.weights
        table = pictures.break_even(model.break_even_weights(self._ground.scores, weights), self._live.words)
        still += table_html(table, "From equal weights, one raised alone")
        share = model.turning_share(self._ground.scores, weights)
        count = self._ground.scores.mid.size
        shown = f"{round(share * count)} of {count}"
        return self._view(widgets.TurningView, still, "What would turn it", "turning_share", share, shown, predict)

    def export(self) -> View:
        """Your assumptions as one sentence and one small file; and back."""
        return widgets.export(self._live)

    @property
    def _start(self) -> Assumptions:
        return self._live.start

    def _view(
        self, kind: type, still: str, name: str, asked: str, value: float, shown: str, predict: bool | None
    ) -> View:
        return widgets.view(
            lambda verdict: kind(self._live, verdict), still, name, question(asked, self._data), value, shown, predict
        )


_STILLS = (0.0, 0.25, 0.5, 0.75, 1.0)


def schools(data: Package | None = None) -> Table:
    """The eight schools of thought, in a sentence each, with their weights: illustrative, none is anybody's programme."""
    data = data or seminar_data()
    rows, shares = data.read("schools"), _schools(data)
    labels = dict(data.read("criteria")[["criterion_id", "short_label"]].itertuples(index=False, name=None))
    weighed = pd.DataFrame(
        [whole_percent(row) for row in shares.to_numpy()], columns=[f"{labels[c]} (%)" for c in shares]
    )
    table = pd.concat([rows[["label", "gist"]].set_axis(["School", "In a sentence"], axis=1), weighed], axis=1)
    return Table(
        table,
        f"{len(rows)} schools, called illustrative: their weights are the seminar's, and nobody's programme.",
        "Schools of thought",
    )


def options(data: Package | None = None) -> Table:
    """The options, where the article has them, and who lists them."""
    rows = (data or seminar_data()).read("options")
    implied = rows[rows.listed_by != "article"].label.tolist()
    sentence = f"{len(rows)} options; the author lists {len(rows) - len(implied)}, and {', '.join(f'“{o}”' for o in implied)} is read between the lines."
    columns = rows[["label", "description", "paragraphs"]].set_axis(["Option", "What it means", "Paragraphs"], axis=1)
    return Table(columns, sentence, "The menu")


def interests(data: Package | None = None) -> Table:
    """The interests on which every option is scored."""
    rows = (data or seminar_data()).read("criteria")
    sentence = f"{len(rows)} interests of Russia, as the article has them."
    columns = rows[["short_label", "label", "paragraphs"]].set_axis(["Short name", "Interest", "Paragraphs"], axis=1)
    return Table(columns, sentence, "What is at stake for Russia")


def dominance(data: Package | None = None) -> Table:
    """Which options are no better than another on any interest, at middle scores and across ranges."""
    data = data or seminar_data()
    given = ground(data)
    return pictures.dominance(model.dominance(given.scores), _words(given, data))


def rank_reversal(predict: bool | None = None, data: Package | None = None) -> View:
    """The method box: why the scores are not stretched to fit the menu."""
    data = data or seminar_data()
    given = ground(data)
    return widgets.reversals(
        acceptability.reversals(given.scores), _words(given, data), question("rank_reversal", data), predict
    )


def _schools(data: Package) -> pd.DataFrame:
    return model.school_shares(data.read("school_weights"), data.read("criteria").criterion_id)


def _words(given: Ground, data: Package) -> pictures.Words:
    pairs = {name: data.read(name) for name in ("criteria", "schools")}
    return pictures.Words(
        _marks(data),
        dict(zip(pairs["criteria"].criterion_id, pairs["criteria"].short_label, strict=True)),
        dict(zip(pairs["schools"].school_id, pairs["schools"].label, strict=True)),
        {menu: _offered(menu, len(options)) for menu, options in given.menus.items()},
        _corners(data),
    )
