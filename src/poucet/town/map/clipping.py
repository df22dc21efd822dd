"""Lines and outlines cut at the edge of the picture, so that a zoom on one street does not carry the whole town."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from poucet.town.map.mercator import Point

OVER = 12.0  # drawn beyond the edge, so that no cut is seen
NEAR = 0.7  # of a pixel: nearer points make no difference

Edge = tuple[Callable[[Point], bool], Callable[[Point, Point], Point]]


def clip_ring(ring: Sequence[Point], width: float, height: float) -> list[Point]:
    """The part of a closed outline that lies in the picture (Sutherland and Hodgman, 1974)."""
    kept = list(ring)
    if all(-OVER <= x <= width + OVER and -OVER <= y <= height + OVER for x, y in ring):
        return kept
    for edge in _edges(width, height):
        kept = _cut(kept, edge)
    return kept


def _cut(ring: Sequence[Point], edge: Edge) -> list[Point]:
    """The part of an outline on the good side of one edge."""
    is_inside, crossing = edge
    kept: list[Point] = []
    for index, point in enumerate(ring):
        last = ring[index - 1]
        if is_inside(point) != is_inside(last):
            kept.append(crossing(last, point))
        if is_inside(point):
            kept.append(point)
    return kept


def clip_line(line: Sequence[Point], width: float, height: float) -> list[list[Point]]:
    """The stretches of a line that come near the picture."""
    found: list[list[Point]] = []
    following = False
    for one, other in pairwise(line):
        near = (
            min(one[0], other[0]) <= width + OVER
            and max(one[0], other[0]) >= -OVER
            and min(one[1], other[1]) <= height + OVER
            and max(one[1], other[1]) >= -OVER
        )
        if near and following:
            found[-1].append(other)
        elif near:
            found.append([one, other])
        following = near
    return found


def thin(points: Sequence[Point]) -> list[Point]:
    """Without the points that make no difference at this size; the ends stay."""
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) > NEAR or abs(point[1] - kept[-1][1]) > NEAR:
            kept.append(point)
    return [*kept, points[-1]] if len(points) > 1 else kept


def _edges(width: float, height: float) -> tuple[Edge, ...]:
    def along_x(edge: float) -> Callable[[Point, Point], Point]:
        return lambda one, other: (
            edge,
            one[1] + (other[1] - one[1]) * (edge - one[0]) / (other[0] - one[0]),
        )

    def along_y(edge: float) -> Callable[[Point, Point], Point]:
        return lambda one, other: (
            one[0] + (other[0] - one[0]) * (edge - one[1]) / (other[1] - one[1]),
            edge,
        )

    right, bottom = width + OVER, height + OVER
    return (
        (lambda point: point[0] >= -OVER, along_x(-OVER)),
        (lambda point: point[0] <= right, along_x(right)),
        (lambda point: point[1] >= -OVER, along_y(-OVER)),
        (lambda point: point[1] <= bottom, along_y(bottom)),
    )
