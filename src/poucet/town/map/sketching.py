"""A layer drawn with fewer points: what a page can bear, and no less true at the size of a page."""

from collections.abc import Sequence
from typing import Any

from poucet.town.map.mercator import Bounds, Point
from poucet.town.map.shapes import Geometry, Ring, bounds_of, vertices

MOST_VERTICES = 4_000
FINENESS = 6_000  # steps across the layer: finer than a screen, even when the page shows a fifth of it


def sketch(features: Sequence[dict[str, Any]], bounds: Bounds, *, most: int = MOST_VERTICES) -> list[Any]:
    """The features with no more vertices than a page can bear; those too small to be seen are left out.

    Deterministic: the grid gets coarser, twice each time, until they fit.
    """
    if sum(vertices(feature["geometry"]) for feature in features) <= most:
        return _boxed(features)
    step = max(bounds.east - bounds.west, bounds.north - bounds.south, 1e-6) / FINENESS
    while True:
        drawn = [_coarser(feature, step) for feature in features]
        kept = [feature for feature in drawn if feature is not None]
        if sum(vertices(feature["geometry"]) for feature in kept) <= most:
            return _boxed(kept)
        step *= 2


def _boxed(features: Sequence[dict[str, Any]]) -> list[Any]:
    """With the bounds of each, so that what lies outside a picture is passed over at once."""
    return [{**feature, "box": _box(feature["geometry"])} for feature in features]


def _box(geometry: Geometry) -> list[float]:
    bounds = bounds_of(geometry)
    return [bounds.west, bounds.south, bounds.east, bounds.north]


def _coarser(feature: dict[str, Any], step: float) -> dict[str, Any] | None:
    geometry = feature["geometry"]
    given: Any = geometry["coordinates"]
    found: Any
    match geometry["type"]:
        case "Point" | "MultiPoint":
            found = _points(geometry, step)
        case "LineString":
            found = _line(given, step)
        case "MultiLineString":
            found = [line for line in (_line(one, step) for one in given) if line]
        case "Polygon":
            found = _polygon(given, step)
        case _:
            found = [area for area in (_polygon(one, step) for one in given) if area]
    shape: Geometry = {"type": geometry["type"], "coordinates": found}
    return {**feature, "geometry": shape} if found else None


def _points(geometry: Geometry, step: float) -> Any:
    if geometry["type"] == "Point":
        return geometry["coordinates"]
    once = {(round(point[0] / step), round(point[1] / step)): point for point in geometry["coordinates"]}
    return list(once.values())


def _line(line: Ring, step: float) -> list[Sequence[float]]:
    thin = _thinned(line, step)
    return thin if len(thin) > 1 else []


def _polygon(area: list[Ring], step: float) -> list[list[Sequence[float]]]:
    rings = [_ring(ring, step) for ring in area]
    return [ring for ring in rings if ring] if rings[0] else []


def _ring(ring: Ring, step: float) -> list[Sequence[float]]:
    thin = _thinned(ring, step)
    if thin[0] != ring[0]:
        thin.insert(0, ring[0])
    if list(thin[-1]) != list(ring[0]):
        thin.append(ring[0])
    return thin if len(thin) > 3 else []


def _thinned(points: Ring, step: float) -> list[Sequence[float]]:
    """One point for each square of a grid that the line goes through; the ends stay."""
    kept: list[Sequence[float]] = []
    last: Point | None = None
    for point in points:
        square = (round(point[0] / step), round(point[1] / step))
        if square != last:
            kept.append(point)
            last = square
    if len(kept) > 1 and kept[-1] is not points[-1]:
        kept[-1] = points[-1]
    return kept
