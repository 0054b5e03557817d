"""What pictures are made of: figures that stand still and their key; scales, marks, bars and keys that are laid out from the data."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seminar.kit import charts, svg
from seminar.kit.charts import Scale
from seminar.kit.palette import KINDS


@charts.still
def empty(width: float, height: float):
    return charts.figure(width, height)


def test_a_figures_key_names_every_mark_in_one_row_and_stands_on_the_page():
    figure = empty(8.6, 2)
    figure.add_subplot().bar([0], [1], **charts.looks(KINDS["prediction"]))
    charts.legend(figure, KINDS.values())
    figure.draw_without_rendering()
    key = figure.legends[0]
    texts = [text.get_window_extent() for text in key.get_texts()]
    assert [t.get_text() for t in key.get_texts()] == [m.label for m in KINDS.values()]
    assert len({round(box.y0) for box in texts}) == 1
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in texts)
    assert all(left.x1 < right.x0 for left, right in pairwise(texts))


def test_a_figures_key_does_not_meet_its_panels():
    figure = empty(8.6, 2)
    axes = figure.add_subplot()
    charts.legend(figure, KINDS.values())
    figure.draw_without_rendering()
    assert figure.legends[0].get_window_extent().y0 >= axes.get_window_extent().y1


def test_wrapped_words_keep_to_the_width_and_lose_nothing():
    words = "the options that the author lists, and one more"
    for width in (40, 80, 160, 1000):
        lines = charts.wrapped(words, width, 13)
        assert " ".join(lines) == words
        assert all(charts.text_width(line, 13) <= width or " " not in line for line in lines)
    assert charts.wrapped(words, 1000, 13) == [words] and charts.wrapped("", 10, 13) == []


places = st.floats(-1000, 1000)


@given(low=places, high=places, start=places, end=places, share=st.floats(0, 1))
def test_a_scale_puts_its_ends_at_its_ends_and_the_rest_in_proportion(low, high, start, end, share):
    scale = Scale(low, high, start, end)
    if abs(high - low) < 1e-3:
        return
    assert scale(low) == pytest.approx(start) and scale(high) == pytest.approx(end)
    assert scale(low + share * (high - low)) == pytest.approx(start + share * (end - start), abs=1e-6)


def test_a_scale_reads_back_what_it_placed():
    upwards = Scale(0, 1, 400, 50)  # by hand: a quarter up is 400 − 350 / 4
    assert upwards(0.25) == 312.5 and upwards.inverse(312.5) == 0.25


def test_on_a_scale_without_length_everything_lies_half_way():
    assert Scale(3, 3, 0, 100)(3) == 50


def test_a_rectangle_with_negative_sides_is_turned_round():
    turned = charts.rect(10, 10, -4, -6)
    assert {k: float(v) for k, v in turned.attrib.items()} == {"x": 6, "y": 4, "width": 4, "height": 6}


@pytest.mark.parametrize("low_end, high_end", [(0, 100), (100, 0)])
def test_a_bar_runs_between_its_values_whichever_way_the_scale_runs(low_end, high_end):
    drawn = charts.bar(Scale(0, 10, low_end, high_end), 2, 5, y=20, height=8)
    left = min(low_end + (high_end - low_end) * share for share in (0.2, 0.5))
    assert [float(drawn.get(k)) for k in ("x", "width", "y", "height")] == [left, 30, 16, 8]


@pytest.mark.parametrize("mark", [charts.circle, charts.square, charts.diamond, charts.triangle, charts.tick])
def test_a_mark_is_as_large_as_it_is_asked_to_be_and_its_looks_can_be_changed(mark):
    drawn = mark(50, 50, 5, fill="#abcdef", stroke="#123456")
    assert drawn.get("fill") == "#abcdef" and drawn.get("stroke") == "#123456"
    numbers = [float(n) for n in drawn.get("d", "").replace("M", "").replace("L", "").replace("Z", "").split()]
    assert all(45 <= n <= 55 for n in numbers)


def test_the_numbers_of_an_axis_stand_under_their_places_with_a_true_minus():
    drawn = charts.ticks(Scale(-1, 1, 0, 100), (-1, 0, 1), 20)
    assert [(t.get("x"), t.text) for t in drawn] == [("0", "−1"), ("50", "0"), ("100", "1")]
    assert [t.text for t in charts.ticks(Scale(0, 1, 0, 100), (0, 1), 20, ("none", "all"))] == ["none", "all"]


def test_the_line_at_zero_stands_out_from_the_grid():
    drawn = charts.grid(Scale(-1, 1, 0, 100), (-1, 0, 1), 10, 90, zero=0)
    assert len(drawn) == 3 and drawn[0].get("stroke") == drawn[2].get("stroke") != drawn[1].get("stroke")


@given(
    st.lists(st.text(alphabet="abcdefgh WM", min_size=1, max_size=30), min_size=1, max_size=12),
    st.floats(300, 900),
)
def test_a_key_stays_within_its_width_and_no_entry_meets_another(words, width):
    parts, below = charts.key([([charts.circle(5, 0, 5)], w) for w in words], 10, 20, width)
    texts = [part for part in parts if part.tag == "text"]
    assert [t.text for t in texts] == words
    rows: dict[str, list[tuple[float, float]]] = {}
    for t in texts:
        left = float(t.get("x"))
        rows.setdefault(t.get("y"), []).append((left, left + charts.text_width(t.text, 13)))
    for row in rows.values():
        assert all(a[1] < b[0] for a, b in pairwise(row))
        assert len(row) == 1 or row[-1][1] <= 10 + width + 0.1
    assert below > max(float(y) for y in rows)


def test_hatches_give_each_mark_its_own_fill_by_name():
    held, fills = charts.hatches(KINDS.values(), "still")
    assert fills == [f"url(#still-{i})" for i in range(len(KINDS))]
    assert [p.get("id") for p in held] == [f"still-{i}" for i in range(len(KINDS))]
    assert len(set(charts.hatches(KINDS.values(), "live")[1]) | set(fills)) == 2 * len(KINDS)


def test_width_of_text_grows_with_words_size_and_weight():
    narrow, wide = charts.text_width("iii", 10), charts.text_width("WWW", 10)
    assert narrow < wide and charts.text_width("WWW", 20) == pytest.approx(2 * wide)
    assert charts.text_width("WWW", 10, bold=True) > wide and charts.text_width("", 10) == 0


def test_a_width_does_not_hang_on_what_the_system_has():
    """Pillow lays words out with the system's fribidi where there is one: pictures would differ from machine to machine."""
    from PIL import ImageFont

    assert all(charts._font(bold).layout_engine == ImageFont.Layout.BASIC for bold in (False, True))


def test_measured_text_is_as_wide_as_matplotlib_draws_it():
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    words = "Return of the districts"
    drawn = TextPath((0, 0), words, size=13, prop=FontProperties(family="DejaVu Sans")).get_extents().width
    assert charts.text_width(words, 13) == pytest.approx(drawn, rel=0.03)


def test_a_figures_style_is_matplotlibs_own_whatever_the_readers_settings():
    import matplotlib as mpl

    with mpl.rc_context({"font.size": 30.0, "axes.facecolor": "black"}):
        inside = charts.still(lambda: mpl.rcParams["font.size"])()
        assert inside == mpl.rcParamsDefault["font.size"] and mpl.rcParams["font.size"] == 30.0


def test_words_and_attributes_in_a_drawing_are_escaped():
    text = svg.drawing(10, 10, svg.text(0, 0, "a < b & c"), alt='say "so" <now>')
    assert "a &lt; b &amp; c" in text and "&lt;now&gt;" in text


def test_a_figure_is_refused_where_the_readers_settings_would_reach_it():
    with pytest.raises(RuntimeError, match="mark the function that asks for it"):
        charts.figure(2, 2)
    assert charts.still(charts.figure)(2, 2).get_size_inches().tolist() == [2, 2]


def test_a_figure_keeps_to_our_style_whatever_the_reader_set():
    import matplotlib

    with matplotlib.rc_context({"axes.facecolor": "black", "font.size": 40}):
        drawn = charts.still(lambda: charts.figure(2, 2).add_subplot())()
        assert drawn.get_facecolor() == (1, 1, 1, 1) and matplotlib.rcParams["font.size"] == 40


@given(low=st.floats(-1000, 1000), width=st.floats(1e-4, 2000))
def test_an_axis_has_two_round_numbers_at_least_and_none_beyond_its_ends(low, width):
    steps = charts.round_steps(low, low + width)
    assert 2 <= len(steps) <= 11
    assert all(low - 1e-6 * width <= s <= low + width * (1 + 1e-6) for s in steps)


def test_round_numbers_are_those_that_a_person_would_write():
    assert charts.round_steps(0, 1) == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert charts.round_steps(-0.13, 0.31) == [-0.1, 0, 0.1, 0.2, 0.3]
