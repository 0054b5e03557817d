"""How pictures and tables are shown: with what a reader needs who cannot see them."""

from __future__ import annotations

import base64
import io
import re

import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image

from seminar.kit import palette, svg
from seminar.kit.show import Html, Picture, Table, cell_text, link, table_html

FRAME = pd.DataFrame({"Who": ["A & B"], "When": [pd.Timestamp("2020-10-14")], "List": [("x", "y")], "Gone": [None]})


@pytest.mark.parametrize(("alt", "sentence"), [("", "says"), ("drawn", " ")])
def test_a_picture_without_its_words_is_refused(alt, sentence):
    with pytest.raises(ValueError, match="needs a text alternative and a sentence"):
        Picture("<svg/>", alt, sentence, FRAME)


def test_a_drawing_is_an_image_with_its_alternative():
    html = Picture("<svg/>", 'a "quoted" drawing', "It shows <this>.", FRAME).html()
    assert '<img alt="a &quot;quoted&quot; drawing"' in html and "It shows &lt;this&gt;." in html
    assert base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", html)[1]) == b"<svg/>"


def test_a_figure_becomes_a_small_png_that_loses_no_colour_of_the_palette():
    figure = Figure(figsize=(4, 1))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    colours = [m.fill for m in palette.KINDS.values()]
    axes.bar(range(5), [1] * 5, color=colours, width=1)
    html = Picture(figure, "bars", "Five bars.", FRAME).html()
    image = Image.open(io.BytesIO(base64.b64decode(re.search(r"png;base64,([^\"]+)", html)[1]))).convert("RGB")
    seen = {colour for _count, colour in image.getcolors(1 << 24)}
    for wanted in colours:
        red, green, blue = (int(wanted[i : i + 2], 16) for i in (1, 3, 5))
        assert any(abs(r - red) + abs(g - green) + abs(b - blue) < 12 for r, g, b in seen), wanted


def test_a_table_can_be_walked_by_a_screen_reader():
    html = table_html(FRAME, "A title")
    assert "<caption" in html and html.count('<th scope="col"') == 4 and html.count('<th scope="row"') == 1
    assert "A &amp; B" in html and "2020-10-14<" in html and "x, y" in html and "None" not in html


def test_the_table_twin_says_how_many_rows_it_has():
    assert "The same as a table (1 rows)" not in Picture("<svg/>", "a", "b", FRAME).html()
    assert "The same as a table (1 row)" in Picture("<svg/>", "a", "b", FRAME).html()


def test_only_what_is_marked_as_html_stays_html():
    assert cell_text("<b>") == "&lt;b&gt;" and cell_text(Html("<b>")) == "<b>"


def test_a_link_says_where_it_goes_and_carries_no_markup():
    assert link("A & B", 'https://x.org/?a="b"').startswith(
        '<a href="https://x.org/?a=&quot;b&quot;"'
    ) and ">A &amp; B</a>" in link("A & B", "x")


def test_a_table_has_plain_words_too():
    bundle = Table(FRAME, "One row.", "Title")._repr_mimebundle_()
    assert bundle["text/plain"] == "Title. One row." and "One row." in bundle["text/html"]


def test_svg_is_escaped_and_short():
    drawn = svg.drawing(10, 10, svg.text(1 / 3, 2.0, "a < b & c"), alt='say "so"')
    assert (
        "a &lt; b &amp; c" in drawn
        and 'aria-label="say &quot;so&quot;"' in drawn
        and 'x="0.3"' in drawn
        and 'y="2"' in drawn
    )


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", [palette.INK, palette.MUTED, "#0b4f9e"])
def test_type_has_enough_contrast_on_paper(ink):
    assert (luminance(palette.PAPER) + 0.05) / (luminance(ink) + 0.05) >= 4.5


def test_figures_stand_at_the_right_with_the_same_decimals_and_dates_in_one_piece():
    table = pd.DataFrame(
        {
            "Day": ["2020-09-27", "1994-05"],
            "Year": ["1988", "1994"],
            "Value": ["1", "−1.05"],
            "Share": ["5%", "12.5%"],
            "Note": ["1", "x"],
        }
    )
    html = table_html(table)
    cells = re.findall(r"<t[dh][^>]*style=\"([^\"]*)\"[^>]*>([^<]*)</t", html)
    styles = {words: style for style, words in cells}
    assert "1.00" in styles and "text-align:right" in styles["1.00"] and "tabular-nums" in styles["−1.05"]
    assert "text-align:right" in styles["5%"] and "12.5%" in styles and "text-align:right" in styles["Value"]
    assert "white-space:nowrap" in styles["2020-09-27"] and "text-align:right" in styles["1988"]
    assert "white-space:nowrap" in styles["1994-05"] and "text-align:right" not in styles["x"]


def test_a_marked_row_is_tinted_and_no_other():
    rows = table_html(pd.DataFrame({"A": ["x", "y"], "B": ["1", "2"]}), marked={1}).split("<tr")[2:]
    assert ["background:" in row for row in rows] == [False, True]
