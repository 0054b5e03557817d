"""Where the words of an SVG picture are, so that a test can check that none overlaps another or leaves the page."""

from __future__ import annotations

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawing: str) -> list[tuple[float, float, float, float, str]]:
    """The box that each text of a picture takes up, roughly, with its words."""
    boxes = []
    for text in ElementTree.fromstring(drawing).iter(f"{SVG}text"):
        size, x, y = float(text.get("font-size")), float(text.get("x")), float(text.get("y"))
        long = len(text.text) * size * 0.58
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", "start"), 0)
        boxes.append((left, y - size * 0.8, left + long, y + size * 0.2, text.text))
    return boxes


def clear(drawing: str) -> None:
    """No text leaves the page or overlaps another, and none is small."""
    root = ElementTree.fromstring(drawing)
    width, height = map(float, root.get("viewBox").split()[2:])
    boxes = texts(drawing)
    for left, top, right, bottom, words in boxes:
        assert left >= -2 and top >= 0 and right <= width + 4 and bottom <= height, words
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            assert a[2] <= b[0] + 4 or b[2] <= a[0] + 4 or a[3] <= b[1] or b[3] <= a[1], f"{a[4]!r} meets {b[4]!r}"
    assert all(float(t.get("font-size")) >= 12 for t in root.iter(f"{SVG}text"))
