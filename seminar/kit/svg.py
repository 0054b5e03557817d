"""A few functions that write SVG. The standard library's ElementTree does the escaping and the closing of tags."""

from __future__ import annotations

from functools import cache
from xml.etree import ElementTree

from .palette import INK, MAT

_QUIET = 0.26  # of a hatch's ink: to be seen where it must tell two fills apart, and not louder than the number that lies on it

# Written into the picture, since a picture in an <img> sees no style sheet of the page.
FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif"


def element(tag: str, *children: ElementTree.Element | str, **attributes: object) -> ElementTree.Element:
    """One element. ``stroke_width=2`` becomes ``stroke-width="2"``, ``class_`` becomes ``class``; numbers are rounded."""
    node = ElementTree.Element(tag, {_attribute(name): _text(value) for name, value in attributes.items()})
    for child in children:
        if isinstance(child, str):
            node.text = (node.text or "") + child
        else:
            node.append(child)
    return node


def drawing(width: float, height: float, *children: ElementTree.Element, alt: str) -> str:
    """A whole picture as text. It scales down with the page, and ``alt`` is what a screen reader reads out."""
    root = element(
        "svg",
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_text(width)} {_text(height)}",
        role="img",
        aria_label=alt,
        style=f"{FONT};width:100%;max-width:{_text(width)}px;height:auto;background:{MAT}",
    )
    return ElementTree.tostring(root, encoding="unicode")


def text(x: float, y: float, words: str, size: float = 14, **attributes: object) -> ElementTree.Element:
    """Words whose baseline begins at (x, y), or is anchored there by ``text_anchor``; in ink unless ``fill`` says otherwise."""
    return element("text", words, x=x, y=y, font_size=size, fill=attributes.pop("fill", INK), **attributes)


def path(points: list[tuple[float, float]], closed: bool = False, **attributes: object) -> ElementTree.Element:
    """A line through these points, of which there is at least one; ``closed`` takes it back to the first."""
    steps = " L".join(f"{_text(x)} {_text(y)}" for x, y in points)
    return element("path", d=f"M{steps}{'Z' if closed else ''}", **attributes)


def pick(node: ElementTree.Element, key: str, name: str, selected: bool = False) -> ElementTree.Element:
    """The same element, which in a live picture a reader can select; ``name`` is what a screen reader says of it."""
    node.set("data-pick", key)
    node.set("data-name", name)
    if selected:
        node.set("data-selected", "")
    return node


def handle(
    node: ElementTree.Element,
    name: str,
    label: str,
    value: float | None = None,
    bounds: tuple[float, float, float] | None = None,
    along: tuple[float, float, float, float] | None = None,
    says: str = "",
) -> ElementTree.Element:
    """The same element, which in a live picture a reader can drag or move by arrow keys.

    ``label`` is what a screen reader says of it. With ``bounds`` (low, high, step) and ``along`` (x and y of the low end, then
    of the high end, in units of the drawing) it moves along that line and says a value; without, over the plane, and says a
    point. ``says`` puts the value into words.
    """
    parts = {"data-drag": name, "data-name": label, "data-says": says}
    if value is not None:
        parts["data-value"] = f"{value:g}"
    if bounds and along:
        low, high, step = bounds
        parts |= {"data-low": f"{low:g}", "data-high": f"{high:g}", "data-step": f"{step:g}"}
        parts["data-along"] = " ".join(f"{end:g}" for end in along)
    for key, words in parts.items():
        if words:
            node.set(key, words)
    return node


def moves(node: ElementTree.Element, name: str) -> ElementTree.Element:
    """The same element, which in a live picture glides from where the last picture had the element of this name."""
    node.set("data-move", name)
    return node


def hatch(name: str, pattern: str, fill: str, ink: str = INK) -> ElementTree.Element:
    """A fill that differs by line as well as by colour. Patterns: flat, rising, falling, cross, level, upright, grid, dots."""
    marks = {
        "flat": [],
        "rising": ["M-2 2L2 -2M0 10L10 0M8 12L12 8"],
        "falling": ["M-2 8L2 12M0 0L10 10M8 -2L12 2"],
        "cross": ["M0 0L10 10M0 10L10 0"],
        "level": ["M0 3L10 3M0 8L10 8"],
        "upright": ["M3 0L3 10M8 0L8 10"],
        "grid": ["M5 0L5 10M0 5L10 5"],
        "dots": ["M5 4.2a.8 .8 0 1 0 .01 0Z"],
    }[pattern]
    return element(
        "pattern",
        element("rect", width=10, height=10, fill=fill),
        *(element("path", d=d, stroke=ink, stroke_width=1, stroke_opacity=_QUIET, fill="none") for d in marks),
        id=name,
        width=10,
        height=10,
        patternUnits="userSpaceOnUse",
    )


@cache
def _attribute(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _text(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)
