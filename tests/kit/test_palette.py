"""One palette: options are told apart by pattern as well as by colour, and more of them than that are refused."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from seminar.kit import charts
from seminar.kit.palette import OPTIONS, option_marks


def lightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2) of ``#rrggbb``, 0 to 1."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_option_has_a_colour_and_a_pattern_of_its_own():
    assert len({m.fill for m in OPTIONS}) == len({m.pattern for m in OPTIONS}) == len(OPTIONS) >= 7


@pytest.mark.parametrize("mark", OPTIONS, ids=lambda m: m.pattern)
def test_the_ink_of_a_mark_reads_on_its_fill(mark):
    """3:1, what WCAG asks of the parts of a picture (1.4.11); the lines of a pattern are in the same ink."""
    one, other = sorted((lightness(mark.fill), lightness(mark.ink)))
    assert (other + 0.05) / (one + 0.05) >= 3
    held, (fill,) = charts.hatches([mark], "x")
    assert fill == "url(#x-0)"
    lines = re.findall(r'<path[^>]*stroke="([^"]+)"', ElementTree.tostring(held, encoding="unicode"))
    assert set(lines) <= {mark.ink} and (lines or mark.pattern == "flat")


def test_an_option_keeps_its_mark_when_another_comes_after_it():
    few, more = option_marks({"a": "A", "b": "B"}), option_marks({"a": "A", "b": "B", "c": "C"})
    assert few == {option: more[option] for option in few} and more["c"].label == "C"


def test_more_options_than_marks_are_refused_with_how_many_can_be_drawn():
    with pytest.raises(ValueError, match="options has 9 options, and a picture can tell 8 apart; leave some out"):
        option_marks({str(i): "x" for i in range(9)})
