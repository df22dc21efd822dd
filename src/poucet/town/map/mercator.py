"""Web Mercator: longitude and latitude to a square of side one, west to east and north to south.

It keeps angles, so that a street corner looks as it does on the ground, and it is the projection of the map
that a script may lay over ours: nothing moves when it does. Lengths grow with latitude; only ``metres_per_unit``
knows by how much.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from math import asinh, atan, cos, degrees, pi, radians, sinh, tan

EARTH_RADIUS_M = 6_378_137.0  # WGS 84, equatorial
LIMIT = 85.05112877980659  # where the square ends; nearer the poles, things are drawn on its edge

Point = tuple[float, float]


def project(longitude: float, latitude: float) -> Point:
    """Where a position lies in the square."""
    kept = radians(max(-LIMIT, min(LIMIT, latitude)))
    return (longitude + 180) / 360, (1 - asinh(tan(kept)) / pi) / 2


def unproject(x: float, y: float) -> Point:
    """Longitude and latitude of a point of the square."""
    return x * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y))))


def metres_per_unit(latitude: float) -> float:
    """How far apart, on the ground, two points one unit apart are at a latitude."""
    return 2 * pi * EARTH_RADIUS_M * cos(radians(max(-LIMIT, min(LIMIT, latitude))))


@dataclass(frozen=True)
class Bounds:
    """A part of the world between two meridians and two parallels; it never crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def joined(self, other: "Bounds") -> "Bounds":
        return Bounds(
            min(self.west, other.west),
            min(self.south, other.south),
            max(self.east, other.east),
            max(self.north, other.north),
        )

    def meets(self, other: "Bounds") -> bool:
        return (
            self.west <= other.east
            and other.west <= self.east
            and self.south <= other.north
            and other.south <= self.north
        )

    @classmethod
    def around(cls, several: Iterable["Bounds"]) -> "Bounds | None":
        """The smallest that hold them all; None for nothing."""
        found = list(several)
        return reduce(cls.joined, found) if found else None

    @property
    def middle(self) -> Point:
        """The middle as the map sees it."""
        left, top = project(self.west, self.north)
        right, bottom = project(self.east, self.south)
        return unproject((left + right) / 2, (top + bottom) / 2)
