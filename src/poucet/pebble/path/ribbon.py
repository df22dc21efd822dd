"""The ribbon: a smooth line through waypoints, walked by arc length."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, hypot

Point = tuple[float, float]
SAMPLES_PER_LEG = 24
STRIDE = 36.0


@dataclass(frozen=True)
class Ribbon:
    """Points closely set along the line, with the length walked at each."""

    points: tuple[Point, ...]
    walked: tuple[float, ...]

    @property
    def length(self) -> float:
        return self.walked[-1]

    def _leg(self, arc: float) -> int:
        return min(max(bisect_right(self.walked, arc) - 1, 0), len(self.points) - 2)

    def at(self, arc: float) -> Point:
        """The point reached after walking ``arc``; the ends hold for what lies beyond them."""
        arc = min(max(arc, 0.0), self.length)
        leg = self._leg(arc)
        (x0, y0), (x1, y1) = self.points[leg], self.points[leg + 1]
        part = (arc - self.walked[leg]) / (self.walked[leg + 1] - self.walked[leg])
        return x0 + part * (x1 - x0), y0 + part * (y1 - y0)

    def heading(self, arc: float) -> Point:
        """Unit direction of the walk, smoothed over a few steps."""
        (x0, y0), (x1, y1) = self.at(arc - 4), self.at(arc + 4)
        norm = hypot(x1 - x0, y1 - y0) or 1.0
        return (x1 - x0) / norm, (y1 - y0) / norm

    def beside(self, arc: float, across: float) -> Point:
        """The point at ``across`` to the left of the walker."""
        (x, y), (dx, dy) = self.at(arc), self.heading(arc)
        return x + across * dy, y - across * dx

    def drawn(self, start: float, end: float) -> str:
        """SVG path of the stretch between two arcs, empty when there is none."""
        if end - start < 0.5:
            return ""
        count = max(1, ceil((end - start) / STRIDE))
        stride = (end - start) / count
        x, y = self.at(start)
        parts = [f"M{x:.1f} {y:.1f}"]
        for index in range(count):
            arc = start + index * stride
            (x0, y0), (x1, y1) = self.at(arc), self.at(arc + stride)
            (dx0, dy0), (dx1, dy1) = self.heading(arc), self.heading(arc + stride)
            third = stride / 3
            parts.append(
                f"C{x0 + dx0 * third:.1f} {y0 + dy0 * third:.1f} "
                f"{x1 - dx1 * third:.1f} {y1 - dy1 * third:.1f} {x1:.1f} {y1:.1f}"
            )
        return "".join(parts)


def _knots(points: Sequence[Point]) -> list[float]:
    knots = [0.0]
    for (x0, y0), (x1, y1) in pairwise(points):
        knots.append(knots[-1] + hypot(x1 - x0, y1 - y0) ** 0.5)
    return knots


def _blend(first: Point, second: Point, share: float) -> Point:
    return first[0] + (second[0] - first[0]) * share, first[1] + (second[1] - first[1]) * share


def _leg_point(points: Sequence[Point], knots: Sequence[float], time: float) -> Point:
    """One point of the centripetal Catmull-Rom leg between the second and third of four points."""
    level = list(points)
    for depth in (1, 2, 3):
        level = [_mix(level, knots, index, depth, time) for index in range(4 - depth)]
    return level[0]


def _mix(level: Sequence[Point], knots: Sequence[float], index: int, depth: int, time: float) -> Point:
    # The pyramid of Barry and Goldman: only the last level narrows back to the middle leg.
    low, high = (index, index + depth) if depth < 3 else (1, 2)
    return _blend(level[index], level[index + 1], (time - knots[low]) / (knots[high] - knots[low]))


def ribbon_through(waypoints: Sequence[Point]) -> Ribbon:
    """The ribbon that passes through every waypoint, without overshoot between uneven ones."""
    (ax, ay), (bx, by) = waypoints[0], waypoints[1]
    (cx, cy), (dx, dy) = waypoints[-2], waypoints[-1]
    around = [(2 * ax - bx, 2 * ay - by), *waypoints, (2 * dx - cx, 2 * dy - cy)]
    points: list[Point] = []
    for index in range(len(waypoints) - 1):
        four = around[index : index + 4]
        knots = _knots(four)
        times = (knots[1] + (knots[2] - knots[1]) * step / SAMPLES_PER_LEG for step in range(SAMPLES_PER_LEG))
        points.extend(_leg_point(four, knots, time) for time in times)
    points.append(waypoints[-1])
    walked = [0.0]
    for (x0, y0), (x1, y1) in pairwise(points):
        walked.append(walked[-1] + hypot(x1 - x0, y1 - y0))
    return Ribbon(tuple(points), tuple(walked))
