"""What pictures are made of: the key of a figure that stands still."""

from __future__ import annotations

from itertools import pairwise

from seminar.kit import charts
from seminar.kit.palette import KINDS


def test_a_figures_key_names_every_mark_in_one_row_and_stands_on_the_page():
    figure = charts.figure(8.6, 2)
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
    figure = charts.figure(8.6, 2)
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
