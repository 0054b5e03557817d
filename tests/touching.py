"""A reader's touch of a live picture, as its script sends it, and what the picture says can be touched: for tests of widgets."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

from seminar.kit.live import LivePicture


def touch(picture: LivePicture, **message: Any) -> None:
    """What the script sends: ``pick="a"``, ``drag="p", value=0.5``, ``drag="own", x=3, y=4``, or ``drag="own", dx=1, dy=0``."""
    picture._touched(picture, message, [])


def picks(picture: LivePicture) -> dict[str, str]:
    """What can be selected in the picture now: key -> the name that a screen reader says."""
    root = ElementTree.fromstring(picture.drawing)
    return {part.get("data-pick"): part.get("data-name") for part in root.iter() if part.get("data-pick") is not None}


def selected(picture: LivePicture) -> list[str]:
    """The keys of what is selected."""
    root = ElementTree.fromstring(picture.drawing)
    return [part.get("data-pick") for part in root.iter() if part.get("data-selected") is not None]


def handles(picture: LivePicture) -> dict[str, dict[str, str]]:
    """What can be dragged: name -> its attributes (data-value, data-low, data-high, data-step, data-along, data-says)."""
    root = ElementTree.fromstring(picture.drawing)
    return {part.get("data-drag"): dict(part.attrib) for part in root.iter() if part.get("data-drag") is not None}
