"""What a reader needs who sees no picture, sees other colours, or uses no mouse: rules on notebooks and palette."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from pathlib import Path

import nbformat
import numpy as np
import pytest

from seminar.kit import palette
from seminar.kit.show import link

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = [*sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")), *sorted((ROOT / "exercises").glob("[0-9]*.ipynb"))]
VAGUE = ("click", "here", "link", "more", "read")  # in fewer than 20 characters these say nothing of the goal
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")

# Machado, Oliveira and Fernandes (2009), severity 1, for linear RGB.
SEEN_AS = {
    "without loss": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
PALETTES = {
    name: tuple(marks.values()) if isinstance(marks, dict) else marks
    for name, marks in vars(palette).items()
    if name.isupper() and isinstance(marks, (dict, tuple))
}


def linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, from 1 to 21."""
    light, dark = sorted((linear(c) @ TO_XYZ[1] for c in (one, other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ np.clip(rgb, 0, 1) / TO_XYZ.sum(axis=1)
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, seen: str) -> float:
    """How far two colours are apart in CIELAB (1976) for such an eye; 2.3 is just seen."""
    return float(np.linalg.norm(np.subtract(*(lab(SEEN_AS[seen] @ linear(c)) for c in (one, other)))))


def markdown(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    words = "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"```.*?```|`[^`\n]*`", "", words, flags=re.S)


def stored(path: Path) -> str:
    cells = nbformat.read(path, as_version=4).cells
    return "\n".join(o.get("data", {}).get("text/html", "") for cell in cells for o in cell.get("outputs", []))


def tables(html: str) -> list[str]:
    return re.findall(r"<table.*?</table>", html, flags=re.S)


# The rules of the JupyterLab accessibility checker (jupyterlab-a11y-checker 0.2), which looks at the prose; ours look at outputs too.


@each_notebook
def test_a_notebook_begins_with_its_one_title_and_skips_no_level(path):
    """heading-missing-h1, heading-multiple-h1, heading-wrong-order"""
    levels = [len(marks) for marks in re.findall(r"^(#+) \S", markdown(path), flags=re.M)]
    assert nbformat.read(path, as_version=4).cells[0].source.startswith("# ")
    assert levels[0] == 1 and levels.count(1) == 1 and all(b <= a + 1 for a, b in pairwise(levels))


@each_notebook
def test_a_heading_is_short_has_words_and_stands_once(path):
    """heading-empty, heading-duplicate-h2, heading-duplicate-h1-h2"""
    headings = [words.strip().lower() for words in re.findall(r"^#+[ \t]*(.*)$", markdown(path), flags=re.M)]
    assert all(0 < len(words) <= 80 for words in headings) and len(set(headings)) == len(headings), headings


@each_notebook
def test_a_link_says_where_it_leads(path):
    """link-discernible-text"""
    words = re.findall(r"(?<!!)\[([^\]]*)\]\(", markdown(path))
    words += re.findall(r"<a [^>]*>(.*?)</a>", markdown(path) + stored(path), flags=re.S)
    said = [re.sub("<[^>]+>", "", w).strip() for w in words]
    assert not [w for w in said if not w or re.match(r"https?://|www\.", w, re.I)]
    assert not [w for w in said if len(w) < 20 and any(vague in w.lower() for vague in VAGUE)]


@each_notebook
def test_an_image_has_an_alternative(path):
    """image-missing-alt"""
    html = markdown(path) + stored(path)
    alternatives = re.findall(r"!\[([^\]]*)\]\(", markdown(path))
    alternatives += ["".join(re.findall(r'\balt="([^"]*)"', image)) for image in re.findall(r"<img\b[^>]*>", html)]
    assert all(len(words) > 20 for words in alternatives), alternatives


@each_notebook
def test_a_table_has_caption_and_headers_with_their_scope(path):
    """table-missing-header, table-missing-caption, table-missing-scope"""
    for table in tables(markdown(path) + stored(path)):
        assert "<caption" in table and "<thead" in table, table[:300]
        assert not re.search(r"<th(?![^>]*scope=)[ >]", table), table[:300]


@each_notebook
def test_a_table_in_the_prose_has_a_word_over_every_column(path):
    for head in re.findall(r"^(\|.+)\n\|[ :|-]+\|$", markdown(path), flags=re.M):
        assert all(words.strip() for words in head.strip().strip("|").split("|")), head


def plain(colour: str) -> str:
    """A colour as it is where no theme sets JupyterLab's variables: each by its fallback, and mixtures mixed."""
    while name := re.search(r"var\(--[\w-]+,(#\w+)\)", colour):
        colour = colour.replace(name[0], name[1])
    if mixed := re.fullmatch(r"color-mix\(in srgb,(#\w+) (\d+)%,(#\w+)\)", colour):
        share, parts = int(mixed[2]) / 100, [palette_rgb(mixed[1]), palette_rgb(mixed[3])]
        return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in zip(*parts, strict=True))
    return colour


def palette_rgb(colour: str) -> tuple[int, ...]:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * d for d in colour[1:])
    return tuple(int(digits[i : i + 2], 16) for i in (0, 2, 4))


@each_notebook
def test_words_read_on_their_ground(path):
    """color-insufficient-cc-normal: the prose has no colour or picture of its own; in outputs every ink reads on every ground."""
    prose = re.sub(r"\bstyle=\"[^\"]*\"", "", markdown(path))
    assert prose == markdown(path) and "<font" not in prose and not re.findall(r"!\[[^\]]*\]\(|<img\b", prose)
    inks = set(re.findall(r"(?<![-\w])color:\s*([^;\"']+)", stored(path)))
    inks = {plain(ink) for ink in inks - {"inherit"}}
    grounds = {plain(g) for g in re.findall(r"background(?:-color)?:\s*([^;\"']+)", stored(path)) if g != "transparent"}
    grounds = grounds - {"#fff"} | {palette.PAPER}
    assert {(ink, ground) for ink in inks for ground in grounds if contrast(ink, ground) < 4.5} == set()


def test_a_link_in_a_picture_is_underlined_and_reads_on_white():
    made = link("words", "https://example.org")
    assert "text-decoration:underline" in made
    assert contrast(plain(re.search(r"color:([^;]+)", made)[1]), palette.PAPER) >= 4.5


@pytest.mark.parametrize("seen", SEEN_AS)
@pytest.mark.parametrize("name", PALETTES)
def test_two_marks_of_a_palette_can_be_told_apart(name, seen):
    """By colour alone where they share a pattern; else the pattern tells, and the colour may help less."""
    for one, other in combinations(PALETTES[name], 2):
        same = (one.hatch, one.pattern) == (other.hatch, other.pattern)
        wanted = 20 if same else 7
        assert apart(one.fill, other.fill, seen) >= wanted, (one, other, apart(one.fill, other.fill, seen))


@pytest.mark.parametrize("name", PALETTES)
def test_no_palette_rests_on_colour_alone(name):
    """At most one pair shares hatch and pattern, and that pair differs in lightness as on a grey print."""
    for one, other in combinations(PALETTES[name], 2):
        if (one.hatch, one.pattern) == (other.hatch, other.pattern):
            assert contrast(one.fill, other.fill) >= 3, (one, other)


@pytest.mark.parametrize("name", PALETTES)
def test_a_letter_reads_on_its_fill(name):
    """WCAG asks 3 of large letters and of graphics; every such letter stands in words too."""
    assert [mark for mark in PALETTES[name] if contrast(mark.ink, mark.fill) < 3] == []


@pytest.mark.parametrize("ground", ["PAPER", "SHADE", "BAND", "PALE_SKY", "PALE_GREY", "PALE_SAND"])
def test_text_reads_on_every_ground(ground):
    assert min(contrast(ink, getattr(palette, ground)) for ink in (palette.INK, palette.MUTED)) >= 4.5


def test_the_simulation_sees_what_a_common_palette_gets_wrong():
    """matplotlib's first red and green are one colour to a deuteranope, its orange and green to a protanope."""
    assert apart("#d62728", "#2ca02c", "deuteranopia") < 8 < 100 < apart("#d62728", "#2ca02c", "without loss")
    assert apart("#ff7f0e", "#2ca02c", "protanopia") < 5
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
