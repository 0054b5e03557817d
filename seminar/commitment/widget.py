"""What the widgets of this room share."""

from __future__ import annotations

from collections.abc import Sequence

from ..kit.view import Number


def aligned(numbers: Sequence[Number], width: str) -> list[Number]:
    """Numbers one under the other, their boxes and sliders in line; ``width`` is the room their names need, such as "19em"."""
    for number in numbers:
        number.box.style.description_width = width
        number.box.layout.width = f"calc({width} + 6em)"
    return list(numbers)
