"""What the tests of this room share: a widget's words and controls, and whether the words of a picture overlap."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import ipywidgets as ipw
import labels

from seminar.kit.charts import text_width

SVG = "{http://www.w3.org/2000/svg}"


def inside(view):
    """The live widget of a view that is shown without a question."""
    return view.box.children[-1]


def shown(widget) -> str:
    """The sentence under a live picture."""
    return widget.picture.caption


def words(widget) -> str:
    parts = [str(getattr(widget, "value", "")), *(words(child) for child in getattr(widget, "children", ()))]
    return " ".join(parts)


def controls(widget):
    if isinstance(widget, (ipw.Dropdown, ipw.Checkbox, ipw.Button, ipw.BoundedFloatText)):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from controls(child)


def placed(element, x: float = 0, y: float = 0):
    """Every element of a drawing with how far the groups around it move it; rotated elements are left out."""
    moved = re.fullmatch(r"translate\((\S+) (\S+)\)", element.get("transform", "translate(0 0)"))
    if moved:
        x, y = x + float(moved[1]), y + float(moved[2])
        yield element, x, y
        for child in element:
            yield from placed(child, x, y)


def boxes(svg: str) -> tuple[float, float, list]:
    """The page, and a box (left, top, right, bottom, words) for each text that is not rotated."""
    root = ElementTree.fromstring(svg)
    width, height = map(float, root.get("viewBox").split()[2:])
    found = []
    for text, dx, dy in placed(root):
        if text.tag != f"{SVG}text":
            continue
        size, x, y = float(text.get("font-size")), float(text.get("x")) + dx, float(text.get("y")) + dy
        long = text_width(text.text, size, bold=text.get("font-weight") in ("600", "700"))
        left = x - {"middle": long / 2, "end": long}.get(text.get("text-anchor", "start"), 0)
        found.append((left, y - size * 0.75, left + long, y + size * 0.15, text.text))
    return width, height, found


def assert_apart(svg: str) -> None:
    """No text of the drawing leaves the page or meets another."""
    labels.assert_apart(*boxes(svg))
