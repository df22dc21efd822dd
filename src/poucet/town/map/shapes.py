"""GeoJSON geometries, WGS 84, as the map needs them: their parts, their bounds, the point that stands for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any

from poucet.town.map.mercator import Bounds, Point

Ring = Sequence[Sequence[float]]
Geometry = dict[str, Any]


@dataclass(frozen=True)
class Parts:
    """A geometry taken apart: its points, its lines, its areas (a ring, then its holes)."""

    points: list[Sequence[float]]
    lines: list[Ring]
    areas: list[list[Ring]]


def parts(geometry: Geometry) -> Parts:
    """Take a sound geometry apart."""
    given: Any = geometry["coordinates"]
    match geometry["type"]:
        case "Point":
            return Parts([given], [], [])
        case "MultiPoint":
            return Parts(list(given), [], [])
        case "LineString":
            return Parts([], [given], [])
        case "MultiLineString":
            return Parts([], list(given), [])
        case "Polygon":
            return Parts([], [], [given])
        case _:
            return Parts([], [], list(given))


def positions(geometry: Geometry) -> Iterator[Sequence[float]]:
    """Every position, outlines before their holes."""
    found = parts(geometry)
    yield from found.points
    for line in found.lines:
        yield from line
    for area in found.areas:
        for ring in area:
            yield from ring


def vertices(geometry: Geometry) -> int:
    return sum(1 for _position in positions(geometry))


def bounds_of(geometry: Geometry) -> Bounds:
    """The bounds of a geometry."""
    there = list(positions(geometry))
    easts, norths = [one[0] for one in there], [one[1] for one in there]
    return Bounds(float(min(easts)), float(min(norths)), float(max(easts)), float(max(norths)))


def anchor(geometry: Geometry) -> Point:
    """The point that stands for a geometry: on it, or inside it, never beside it."""
    found = parts(geometry)
    if found.areas:
        return _inside(max(found.areas, key=lambda area: abs(_area(area[0]))))
    if found.lines:
        return _halfway(max(found.lines, key=_length))
    return _most_central(found.points)


def _area(ring: Ring) -> float:
    return sum(one[0] * other[1] - other[0] * one[1] for one, other in pairwise(ring)) / 2


def _length(line: Ring) -> float:
    return sum(hypot(other[0] - one[0], other[1] - one[1]) for one, other in pairwise(line))


def _halfway(line: Ring) -> Point:
    left = _length(line) / 2
    for one, other in pairwise(line):
        step = hypot(other[0] - one[0], other[1] - one[1])
        if step >= left and step > 0:
            share = left / step
            return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
        left -= step
    return float(line[0][0]), float(line[0][1])


def _most_central(points: Sequence[Sequence[float]]) -> Point:
    """The point nearest the mean of all."""
    east = sum(point[0] for point in points) / len(points)
    north = sum(point[1] for point in points) / len(points)
    found = min(points, key=lambda point: (hypot(point[0] - east, point[1] - north), point[0], point[1]))
    return float(found[0]), float(found[1])


def _inside(area: list[Ring]) -> Point:
    """The middle of the widest stretch of the area, along a few parallels about its middle."""
    norths = [position[1] for position in area[0]]
    low, high = float(min(norths)), float(max(norths))
    best: tuple[float, float, float] = (-1.0, float(area[0][0][0]), float(area[0][0][1]))
    for share in (0.5, 0.43, 0.57, 0.31, 0.69, 0.17, 0.83):
        north = low + (high - low) * share
        for left, right in _stretches(area, north):
            if right - left > best[0] * 1.25:  # the middle parallel wins unless another is much wider
                best = (right - left, (left + right) / 2, north)
    return best[1], best[2]


def _stretches(area: list[Ring], north: float) -> Iterator[tuple[float, float]]:
    """Where a parallel lies inside the area, its holes left out."""
    met = sorted(
        one[0] + (other[0] - one[0]) * (north - one[1]) / (other[1] - one[1])
        for ring in area
        for one, other in pairwise(ring)
        if (one[1] <= north) != (other[1] <= north)
    )
    yield from zip(met[::2], met[1::2], strict=False)
