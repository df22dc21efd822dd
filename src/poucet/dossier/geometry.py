"""GeoJSON geometries as RFC 7946 wants them: longitude then latitude, rings closed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

# How many lists lie between a geometry and its positions.
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


KINDS = tuple(_DEPTHS)


def geometry_fault(geometry: dict[str, Any]) -> str | None:
    """The code of what is wrong with a geometry, or None."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind not in _DEPTHS:
        return None  # the schema says so already
    return _fault(coordinates, _DEPTHS[kind], closed=kind in {"Polygon", "MultiPolygon"})


def _fault(value: Any, depth: int, *, closed: bool) -> str | None:
    if depth == 0:
        return _position_fault(value)
    if not isinstance(value, list) or not value:
        return "geometry.malformed"
    for part in value:
        fault = _fault(part, depth - 1, closed=closed)
        if fault is not None:
            return fault
    if closed and depth == 1 and (len(value) < 4 or value[0] != value[-1]):
        return "geometry.open_ring"
    return None


def _position_fault(value: Any) -> str | None:
    numbers = isinstance(value, list) and len(value) in {2, 3}
    if not numbers or any(isinstance(n, bool) or not isinstance(n, int | Decimal) for n in value):
        return "geometry.malformed"
    longitude, latitude = value[0], value[1]
    if abs(latitude) > 90 or abs(longitude) > 180:
        return "geometry.off_the_globe"
    return None
