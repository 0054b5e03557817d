"""The trade-offs, in a lesson's words: ``tradeoffs.strait()``; and ``tradeoffs.board().weights()``."""

from __future__ import annotations

from pathlib import Path

from .. import answers
from ..errors import SeminarError
from ..kit import collected, files
from ..kit.fold import folded
from ..kit.show import Picture, Table
from ..kit.view import View
from ..tables import Package, seminar_data
from . import (
    assumptions,
    picture,
    picture_balance,
    picture_quarrel,
    picture_strait,
    picture_tables,
    widget,
    widget_export,
    widget_strait,
    widget_views,
)


def two(predict: bool | None = None, data: Package | None = None) -> View:
    """Two options and two cares, with a slider for how the weight is shared between these, behind a prediction."""
    data = data or seminar_data()
    return widget_strait.two(picture_balance.balance_scene(data), data, predict)


def strait(menu: str = "article", p: float = 0.5, predict: bool | None = None, data: Package | None = None) -> View:
    """The strait between two dreaded outcomes, with a slider for p, behind a prediction.

    ``menu`` is "article" (the options that the author lists) or "all" (with those read between the lines); ``p``, from
    0 to 1, is the chance that the uncertain option goes well; ``predict=False`` opens it unasked.
    """
    data = data or seminar_data()
    return widget_strait.strait(picture_strait.strait_scene(menu, data), data, p, predict)


def draw(menu: str = "article", p: float = 0.5, data: Package | None = None) -> Picture:
    """The strait as a still picture."""
    return picture_strait.strait_at(picture_strait.strait_scene(menu, data or seminar_data()), p)


_BOARDS: dict[tuple[Package, Path], OptionsBoard] = {}


def board(data: Package | None = None) -> OptionsBoard:
    """The menu with everything that you can set: one set of assumptions behind all its views.

    A kernel has one board, however often it is asked for, so that each cell of a lesson can begin with it; another
    package of tables, or another folder of answers, has a board of its own.
    """
    data = data or seminar_data()
    key = (data, answers.place())
    return _BOARDS.get(key) or _BOARDS.setdefault(key, OptionsBoard(data))


class OptionsBoard:
    """Each method shows one view. All of them share your assumptions: what you change in one is changed in all."""

    def __init__(self, data: Package):
        self._data, self._live = data, widget.SharedAssumptions(picture.board_scene(data))

    def scores(self, predict: bool | None = None) -> View:
        """The board of scores; any of them can be changed, with a reason."""
        return self._view(widget_views.ScoresView, predict)

    def weights(self, predict: bool | None = None) -> View:
        """Swing weights, the schools as presets, and the options' values."""
        return self._view(widget_views.WeightsView, predict)

    def strait(self, predict: bool | None = None) -> View:
        """The strait with menu, p, corners, and your weights as a point."""
        return self._view(widget_views.StraitView, predict)

    def robustness(self, predict: bool | None = None) -> View:
        """Every option's places over all weightings, in three modes, and under your ranking of the interests."""
        return self._view(widget_views.RobustView, predict)

    def regret(self, predict: bool | None = None) -> View:
        """What each option gives away against the best, school by school, and under your weights."""
        return self._view(widget_views.RegretView, predict)

    def turning(self, predict: bool | None = None) -> View:
        """What would put another option in front: one score, p, or one weight."""
        return self._view(widget_views.TurningView, predict)

    def export(self) -> View:
        """Your assumptions as one sentence and one small file; and back."""
        return widget_export.export(self._live)

    def _view(self, kind: type[widget_views.AskedView], predict: bool | None) -> View:
        return widget_views.view(kind, self._live, self._data, predict)


@folded
def schools(data: Package | None = None) -> Table:
    """The schools of thought, in a sentence each, with their weights: illustrative, and nobody's programme."""
    return picture_tables.schools(data or seminar_data())


def options(data: Package | None = None) -> Table:
    """The options, where the article has them, and who lists them."""
    return picture_tables.options(data or seminar_data())


def interests(data: Package | None = None) -> Table:
    """The interests on which every option is scored."""
    return picture_tables.interests(data or seminar_data())


@folded
def dominance(data: Package | None = None) -> Table:
    """Which options are no better than another on any interest, at middle scores and across ranges."""
    return picture_tables.dominance(picture.board_scene(data or seminar_data()))


def rank_reversal(predict: bool | None = None, data: Package | None = None) -> View:
    """The method box: why the scores are not stretched to fit the menu."""
    data = data or seminar_data()
    return widget_strait.reversals(picture.board_scene(data), data, predict)


def quarrel(mine: str | Path, yours: str | Path = "", data: Package | None = None) -> Table | Picture:
    """What two exported files of assumptions quarrel about; or, given one folder or zip, a map of the class and the pair to hear.

    The smallest concession that makes two agree on the best option is given by kind: weights, scores, p, menu. In a class, a file that
    cannot be used is named under the picture and the others count. SeminarError says which of two files cannot be read, and why.
    """
    scene = picture.board_scene(data or seminar_data())
    if yours:
        pair = {str(path): _exported(Path(path), scene) for path in (mine, yours)}
        if len(pair) < 2:
            raise SeminarError(f"{mine} is given twice; a quarrel needs two files.")
        called = collected.whose(list(pair))
        return picture_quarrel.two(scene, {called[path]: found for path, found in pair.items()})
    texts, refused = collected.texts(Path(mine), "a file of assumptions")
    read, more = assumptions.collect(texts, scene.ground)
    refused = [f"Left out: {sentence}" for sentence in refused + more]
    if len(read) < 2:
        return picture_quarrel.too_few(Path(mine).name, refused)
    called = collected.whose(list(read))
    return picture_quarrel.whole_class(scene, {called[path]: found for path, found in read.items()}, refused)


def _exported(path: Path, scene: picture.BoardScene) -> assumptions.Assumptions:
    """The assumptions in a file: where it is named, or else where the student's files are kept."""
    path = path if path.exists() else answers.found(path.name)
    try:
        return assumptions.from_json(files.read(path), scene.ground, path.name)
    except FileNotFoundError:
        raise SeminarError(
            f"There is no file {path.name} here; export your assumptions in lesson 5, and give the file's name."
        ) from None
    except ValueError as error:
        raise SeminarError(str(error)) from None
