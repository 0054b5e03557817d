"""The pictures of the bargaining table are laid out from their tables: other actors, more proposals, longer names."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pandas as pd
import pytest

from seminar.bargaining import delegations, model, picture_class, picture_proposals, picture_table
from seminar.bargaining.delegations import Delegation
from seminar.bargaining.scene import BargainingScene
from seminar.kit import charts, collected
from seminar.tables import DataError


def scene(
    actors: int = 3, proposals: int = 2, axes: int = 2, name: str = "A party with a rather long name"
) -> BargainingScene:
    """A table made by hand: actor k wants k / (actors - 1) of everything; proposal k gives 10 + 80 k / proposals, give or take 5."""
    who, what = [f"a{k}" for k in range(actors)], [f"x{k}" for k in range(axes)]
    ideals = np.array([[100 * k / (actors - 1)] * axes for k in range(actors)])
    seated = model.Negotiation(tuple(who), tuple(what), ideals, np.full((actors, axes), 1 / axes))
    rows = [
        (f"p{k}", axis, middle - 5, middle, middle + 5, "text", "because")
        for k in range(proposals)
        for axis in what
        for middle in [10 + 80 * k // max(proposals, 1)]
    ]
    coded = pd.DataFrame(rows, columns=["proposal_id", "element", "low", "mid", "high", "basis", "reason"])
    return BargainingScene(
        {a: f"{name} {a}" for a in who},
        {f"p{k}": f"The proposal of a rather long year {k}" for k in range(proposals)},
        {x: f"Axis {x}" for x in what},
        (who[0], who[-1]),
        {"as coded": model.PackageGrid.laid(seated)},
        coded,
        pd.DataFrame(),
    )


def boxes(svg: str) -> list[tuple[float, float, float, float, str]]:
    """(left, top, right, bottom, words) of every text in a drawing, as wide as DejaVu Sans draws it at most."""
    found = []
    for attributes, words in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        has = dict(re.findall(r'([\w-]+)="([^"]*)"', attributes))
        x, y, size = (float(has[k]) for k in ("x", "y", "font-size"))
        wide = charts.text_width(words, size, has.get("font-weight") in ("600", "700"))
        left = x - {"middle": wide / 2, "end": wide}.get(has.get("text-anchor", "start"), 0)
        found.append((left, y - 0.75 * size, left + wide, y + 0.2 * size, words))
    return found


@pytest.mark.parametrize(("actors", "proposals"), [(2, 0), (3, 1), (6, 12), (20, 3)])
def test_any_number_of_actors_and_proposals_fits_on_the_page_and_no_words_meet(actors, proposals):
    made = scene(actors, proposals)
    setting = picture_table.Setting((50.0, 50.0), made.pair, "as coded", "p0" if proposals else "")
    drawn = picture_table.board(made, setting).drawing
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawn).groups())
    told = boxes(drawn)
    assert all(b[0] >= 0 and b[2] <= width + 1 and b[3] <= height for b in told)
    for a, b in combinations([t for t in told if t[4] != "You"], 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"


@pytest.mark.parametrize("proposals", [1, 5, 25])
def test_any_number_of_proposals_is_listed_inside_the_page_beside_what_is_drawn(proposals):
    shown = picture_proposals.proposals(scene(proposals=proposals))
    axes = shown.drawing.axes[0]
    shown.drawing.draw_without_rendering()
    words = [text.get_window_extent() for text in axes.texts]
    assert len(words) == proposals and all(w.x1 <= shown.drawing.bbox.x1 for w in words)
    assert all(upper.y0 >= lower.y0 for upper, lower in pairwise(words))
    for text in axes.texts:  # right of every box of readings
        assert text.get_position()[0] > max(patch.get_x() + patch.get_width() for patch in axes.patches)


def test_without_a_proposal_on_every_axis_a_sentence_names_the_table():
    with pytest.raises(DataError, match="The table proposal_positions places no proposal on every axis"):
        picture_proposals.proposals(scene(proposals=0))


@pytest.mark.parametrize(("axes", "steps"), [(1, 5), (6, 5), (7, 4), (9, 3), (12, 2)])
def test_a_grid_has_as_many_steps_as_a_slider_can_search(axes, steps):
    assert model.steps(axes) == steps and (steps == 2 or steps**axes <= 20_000)


def test_a_backdrop_is_computed_once_for_each_pair(monkeypatch):
    made, behind = scene(), []
    real = picture_table.Backdrop.behind
    monkeypatch.setattr(picture_table.Backdrop, "behind", lambda *given: behind.append(given) or real(*given))
    setting = picture_table.Setting((50.0, 50.0), made.pair, "as coded")
    for package, pair in (((50.0, 50.0), made.pair), ((10.0, 10.0), made.pair), ((10.0, 10.0), ("a0", "a1"))):
        picture_table.board(made, replace(setting, package=package, pair=pair))
    assert len(behind) == 2


def test_no_two_delegations_of_a_large_class_share_a_mark():
    many = [Delegation("Table 1", f"a{k}", {"x": 1.0}, {"x": 10.0 + k}) for k in range(20)]
    names = {d.actor: d.actor for d in many}
    figure = picture_class.classroom(many, [None] * 20, names, {"x": "Axis"}, ()).drawing
    looks = [(m.get_marker(), m.get_markeredgecolor()) for m in figure.axes[0].lines]
    assert len(looks) == len(set(looks)) == 20
    assert len(figure.legends[0].get_texts()) == 21


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_delegation_s_file_is_read_as_an_editor_saved_it(tmp_path, encoding):
    made = Delegation("Ողջույն", "A", {"x": 1.0})
    (tmp_path / "t.json").write_bytes(made.to_json().encode(encoding))
    found, _refused = collected.texts(tmp_path)
    assert delegations.collect(found, ["A"], ["x"]) == ([made], [])
