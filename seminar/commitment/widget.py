"""What the widgets of this room share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ipywidgets as ipw

from ..kit.live import LivePicture
from ..kit.view import BREAKS, Number


def aligned(numbers: Sequence[Number], name: str) -> ipw.HBox:
    """Numbers beside one another and, in a narrow window, one under the other, in line; ``name`` is the room for names, such as "19em"."""
    for number in numbers:
        number.box.style.description_width = name
        number.box.layout.width = f"calc({name} + 5em)"
        number.slider.layout.flex = "1 1 5em"
        number.layout.flex = f"1 1 calc({name} + 7em)"
    return ipw.HBox(list(numbers), layout=BREAKS)


def dragged(picture: LivePicture, numbers: Mapping[str, Number]) -> None:
    """Let each handle of the picture set the number of the same name."""
    for name, number in numbers.items():
        picture.on_drag(name, lambda value, number=number: setattr(number, "value", value))
