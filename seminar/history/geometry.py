"""Shapes on a map: the outer rings of a GeoJSON feature, the area of a ring, and its centre of gravity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Point = tuple[float, float]


def outer_rings(feature: dict[str, Any]) -> list[list[Point]]:
    """The outer ring of each polygon of a feature (GeoJSON, RFC 7946: a Polygon or a MultiPolygon), holes left out."""
    shape = feature["geometry"]
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    return [polygon[0] for polygon in polygons]


def area(ring: Sequence[Point]) -> float:
    """The area of a ring by the shoelace formula; negative where it runs clockwise."""
    after = [*ring[1:], *ring[:1]]
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, after, strict=True)) / 2


def centre(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring."""
    pairs = list(zip(ring, [*ring[1:], *ring[:1]], strict=True))
    whole = 6 * area(ring)
    return (
        sum((x + a) * (x * b - a * y) for (x, y), (a, b) in pairs) / whole,
        sum((y + b) * (x * b - a * y) for (x, y), (a, b) in pairs) / whole,
    )
