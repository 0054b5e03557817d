"""The bargaining table, in a lesson's words: ``bargaining.table()``, ``bargaining.proposals()``, ``bargaining.merge("delegations")``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from ..actors.model import names, opponents, stands
from ..actors.picture_positions import axes_table
from ..kit.predict import question
from ..kit.show import Picture, Table, table_html
from ..kit.view import View
from ..tables import DataError, Package, seminar_data
from . import delegations as delegations_model
from . import model, picture_brief
from . import picture as pictures
from . import widget as widgets

_EXAMPLE = "example_class"
_LARGEST = 100_000  # bytes; a real file has about a thousand
_MIDDLE = 50.0  # where the sliders stand at first


def table(predict: bool | None = None, data: Package | None = None) -> View:
    """The bargaining table with its sliders, behind a prediction about how much of the grid is hard to beat."""
    data = data or seminar_data()
    boards, words, pair = _boards(data), _words(data), _pair(data)
    middle = _middle_end(boards)
    laid, packages = boards[middle], model.middles(boards[middle].table, data.read("proposal_positions"))
    start = widgets.Setting((_MIDDLE,) * len(words.axes), pair, middle)
    draw = _drawing(data, boards, words)
    unbeaten = int(model.frontier(laid.pair(*pair)).sum())
    menu = widgets.Menu(
        words.axes,
        {a: words.actors[a] for a in laid.table.actors},
        tuple(boards),
        {p: words.proposals[p] for p in packages},
        packages,
    )

    def make() -> widgets.BargainingTable:
        stand = lambda s: boards[s.end].standing(np.array(s.package), *s.pair)  # noqa: E731
        axes_html = table_html(axes_table(data.read("position_axes")).table, "The axes")
        return widgets.BargainingTable(menu, start, draw, stand, lambda p: reasons(p, data).html(), axes_html)

    named = {"Every slider at the middle": start.package} | {
        words.proposals[p]: package for p, package in packages.items()
    }
    heading = f"Loss of {words.actors[pair[0]]} / {words.actors[pair[1]]} and how many packages on the grid beat it, at each end of the position in doubt"
    static = (
        draw(start).html()
        + f'<div style="font-size:14px">{table_html(pictures.ends(boards, named, words, pair), heading)}</div>'
    )
    return widgets.table(
        make,
        static,
        question("frontier_share", data),
        unbeaten / len(laid.packages),
        f"{unbeaten} of {len(laid.packages):,}",
        predict,
    )


def draw(package: dict[str, float] | None = None, focus: str = "", data: Package | None = None) -> Picture:
    """One package at the table as a still picture: ``package`` by axis (50 where none is given), ``focus`` a proposal to box."""
    data = data or seminar_data()
    words, boards = _words(data), _boards(data)
    if strange := [axis for axis in package or {} if axis not in words.axes]:
        raise DataError(f"There is no axis {strange[0]!r}; the axes are: {', '.join(words.axes)}.")
    numbers = tuple(float((package or {}).get(axis, _MIDDLE)) for axis in words.axes)
    return _drawing(data, boards, words)(widgets.Setting(numbers, _pair(data), _middle_end(boards), focus))


def proposals(data: Package | None = None) -> Picture:
    """The proposals between the two parties, each as a point with the box of its readings."""
    data = data or seminar_data()
    boards, coded = _boards(data), data.read("proposal_positions")
    seated = boards[_middle_end(boards)].table
    return pictures.proposals(
        boards, model.placed(seated, coded), _words(data), _pair(data), model.unplaced(seated, coded)
    )


def reasons(proposal: str, data: Package | None = None) -> Table:
    """Where one proposal lies on each axis, with a reason each."""
    data = data or seminar_data()
    return pictures.reasons(data.read("proposal_positions"), proposal, _words(data))


def ends(data: Package | None = None) -> Table:
    """The proposals at both ends of the position in doubt: what they cost the two parties, and what beats them."""
    data = data or seminar_data()
    boards, words, pair = _boards(data), _words(data), _pair(data)
    packages = model.middles(boards[_middle_end(boards)].table, data.read("proposal_positions"))
    named = {words.proposals[p]: package for p, package in packages.items()}
    shown, sentence = pictures.ends(boards, named, words, pair), pictures.ends_sentence(boards, named, words, pair)
    return Table(
        shown, sentence, f"Loss of {words.actors[pair[0]]} / {words.actors[pair[1]]}, by {' or '.join(boards)}"
    )


def delegation(actor: str = "", data: Package | None = None) -> View:
    """The form in which a delegation hands in points, bottom lines and package; ``actor`` says for whom it opens."""
    data = data or seminar_data()
    seated, words = _table(data), _words(data)
    called = {a: words.actors[a] for a in seated.actors}
    if actor:
        _seat(actor, seated, words.actors)
    points = {a: model.private_points(seated, a) for a in seated.actors}
    return widgets.delegation(words.axes, called, points, actor or seated.actors[0])


def brief(actor: str, data: Package | None = None) -> picture_brief.Brief:
    """The role brief of one actor at the table, with its private points."""
    data = data or seminar_data()
    seated, called = _table(data), names(data.read("actors"))
    _seat(actor, seated, called)
    standing = stands(data.read("positions"), data.read("position_axes"))
    own = standing[(standing.actor_id == actor) & standing.element.isin(seated.axes)]
    people = data.read("actors").set_index("actor_id", drop=False)
    points = model.private_points(seated, actor)
    return picture_brief.brief(
        people.loc[actor], data.read("interests"), own, data.read("relations"), points, called, data.seal
    )


def shared_sheet(data: Package | None = None) -> picture_brief.Brief:
    """The sheet that all delegations share: questions, rules, and the order of the talks."""
    data = data or seminar_data()
    called = names(data.read("actors"))
    return picture_brief.shared_sheet(data.read("position_axes"), [called[a] for a in _table(data).actors])


def briefs(data: Package | None = None) -> dict[str, str]:
    """Every role brief as Markdown, by actor, and under "README" the sheet for all. ``python tools/briefs.py`` writes them."""
    data = data or seminar_data()
    pages = {"README": shared_sheet(data)} | {actor: brief(actor, data) for actor in _table(data).actors}
    return {name: page.markdown() for name, page in pages.items()}


def merge(folder: str | Path = "", data: Package | None = None) -> Picture | Table:
    """A folder of delegations' files as one picture of the class; without a folder, an invented class to look at.

    A file that cannot be used is refused with a sentence under the picture, and the others go on.
    """
    data = data or seminar_data()
    seated, words = _table(data), _words(data)
    files, refused = _files(Path(folder) if folder else data.folder / _EXAMPLE)
    read, more = delegations_model.collect(files, seated.actors, seated.axes)
    refused += more
    if not read:
        told = refused or [
            f"There is no file ending in .json in {Path(folder).name or _EXAMPLE}/. Collect the delegations' files there, then run the cell again."
        ]
        return Table(
            pd.DataFrame({"What happened": told}),
            "No delegation could be read, so there is no picture yet.",
            "The class at the table",
        )
    remarks = [f"Refused: {sentence}" for sentence in refused] + delegations_model.disagreements(read)
    if not folder:
        remarks.insert(
            0,
            "This class is invented, to show what the picture will look like. Its numbers say nothing about the conflict.",
        )
    return pictures.classroom(read, delegations_model.own_losses(read, seated), words, remarks)


def _seat(actor: str, seated: model.Table, called: dict[str, str]) -> None:
    """DataError if the actor does not sit at the table."""
    if actor not in seated.actors:
        raise DataError(
            f"{actor!r} has no seat at the table; seats have: {', '.join(f'{a} ({called[a]})' for a in seated.actors)}."
        )


def _files(folder: Path) -> tuple[dict[str, str], list[str]]:
    """The text of every .json file in a folder by name, and a sentence for each that cannot be read."""
    files, refused = {}, []
    for path in sorted(folder.glob("*.json")):
        try:
            if path.stat().st_size > _LARGEST:
                refused.append(f"{path.name} is larger than {_LARGEST // 1000} kB; a delegation's file is not.")
            else:
                files[path.name] = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            refused.append(f"{path.name} cannot be read ({error.strerror}).")
    return files, refused


def _table(data: Package, at: str = "mid") -> model.Table:
    return model.Table.from_tables(data.read("positions"), data.read("position_axes"), at)


def _boards(data: Package) -> dict[str, model.Board]:
    """The board at each end of the position in doubt, by words such as “Armenia on Return of the districts: 25”."""
    seated = _table(data)
    soft = stands(data.read("positions"), data.read("position_axes"))
    soft = soft[soft.soft & soft.element.isin(seated.axes) & soft.actor_id.isin(seated.actors)]
    if soft.empty:
        return {"as coded": model.Board.laid(seated)}
    row, called = soft.iloc[0], names(data.read("actors"))
    found = {}
    for at, value in (("low", row.position_low), ("mid", row.position), ("high", row.position_high)):
        words = f"{called[row.actor_id]} at {int(value)}" if len(soft) == 1 else f"all at their {at} end"
        found[words] = model.Board.laid(_table(data, at))
    return found


def _middle_end(boards: dict[str, model.Board]) -> str:
    return list(boards)[len(boards) // 2]


def _pair(data: Package) -> tuple[str, str]:
    return opponents(data.read("relations"), _table(data).actors)


def _words(data: Package) -> pictures.Words:
    proposals, axes = data.read("proposals"), data.read("position_axes").set_index("element")
    seated = _table(data)
    return pictures.Words(
        names(data.read("actors")),
        dict(zip(proposals.proposal_id, proposals.short_name, strict=True)),
        {axis: axes.label[axis] for axis in seated.axes},
    )


def _drawing(data: Package, boards: dict[str, model.Board], words: pictures.Words):
    """A function that draws one setting: what does not change while a slider moves is computed once."""
    coded = data.read("proposal_positions")
    placed = {end: model.placed(laid.table, coded) for end, laid in boards.items()}

    @cache
    def backdrop(end: str, pair: tuple[str, str]) -> pictures.Backdrop:
        return pictures.Backdrop.behind(boards[end], *pair)

    return lambda s: pictures.board(
        boards[s.end], backdrop(s.end, s.pair), placed[s.end], words, s.package, s.pair, s.focus
    )
