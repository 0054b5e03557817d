"""Where the words of an SVG picture lie, and that none leaves the page or meets another: shared by the tests of pictures."""

from __future__ import annotations

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
Box = tuple[float, float, float, float, str]  # left, top, right, bottom, words


def boxes(svg: str, letter: float, skip_turned: bool = False) -> tuple[float, float, list[Box]]:
    """The page's width and height, and a box for each text; a letter is taken as ``letter`` of its size wide.

    A turned text has no upright box: ``skip_turned`` leaves it out.
    """
    root = ElementTree.fromstring(svg)
    width, height = map(float, root.get("viewBox").split()[2:])
    found = []
    for text in root.iter(f"{SVG}text"):
        if skip_turned and text.get("transform"):
            continue
        size, x, y = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
        long = len(text.text) * size * letter
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", "start"), 0)
        found.append((left, y - size * 0.8, left + long, y + size * 0.2, text.text))
    return width, height, found


def assert_apart(width: float, height: float, found: list[Box]) -> None:
    """No box leaves the page, and none meets another."""
    for left, top, right, bottom, words in found:
        assert left >= 0 and top >= 0 and right <= width + 2 and bottom <= height, words
    for i, a in enumerate(found):
        for b in found[i + 1 :]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"
