"""Hand-drawn pebbles: a few irregular outlines, chosen by number, of one area for one effect."""

from collections.abc import Sequence
from math import cos, pi, sin, sqrt

from poucet.pebble.path.ribbon import Point

# Distances from the centre, every 40 degrees; pebbles are wider than tall.
_PROFILES = (
    (1.00, 0.93, 0.86, 0.97, 1.02, 0.95, 0.84, 0.90, 0.99),
    (0.95, 1.01, 0.90, 0.85, 0.98, 1.00, 0.93, 0.84, 0.92),
    (1.02, 0.90, 0.83, 0.92, 0.97, 1.03, 0.88, 0.86, 0.94),
    (0.92, 0.97, 0.94, 0.88, 1.01, 0.91, 0.86, 0.95, 1.03),
    (0.99, 0.86, 0.89, 1.00, 0.94, 0.89, 0.93, 0.98, 0.90),
    (0.96, 0.95, 0.82, 0.90, 1.03, 0.97, 0.90, 0.88, 1.00),
    (1.01, 0.98, 0.88, 0.83, 0.93, 0.99, 0.95, 0.87, 0.91),
)
_FLATNESS = 0.88
_CRACK = ((-0.18, -0.74), (0.10, -0.38), (-0.14, -0.06), (0.16, 0.26), (-0.02, 0.72))
_FORK = ((0.10, -0.38), (0.48, -0.12))


def _area(points: Sequence[Point]) -> float:
    following = (*points[1:], points[0])
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(points, following, strict=True))) / 2


def _unit_shape(profile: Sequence[float], turn: float) -> tuple[Point, ...]:
    step = 2 * pi / len(profile)
    points = [
        (reach * cos(turn + index * step), _FLATNESS * reach * sin(turn + index * step))
        for index, reach in enumerate(profile)
    ]
    # Areas are made equal, so that effect alone sets the size; the share of the disc keeps bulges inside.
    scale = (0.78 * pi / _area(points) * 0.965) ** 0.5
    return tuple((x * scale, y * scale) for x, y in points)


_SHAPES = tuple(_unit_shape(profile, 0.35 * index) for index, profile in enumerate(_PROFILES))


def _closed(points: Sequence[Point]) -> str:
    """A smooth closed curve through the points."""
    count = len(points)
    parts = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for index in range(count):
        (ax, ay), (bx, by) = points[index - 1], points[index]
        (cx, cy), (dx, dy) = points[(index + 1) % count], points[(index + 2) % count]
        parts.append(
            f"C{bx + (cx - ax) / 6:.1f} {by + (cy - ay) / 6:.1f} "
            f"{cx - (dx - bx) / 6:.1f} {cy - (dy - by) / 6:.1f} {cx:.1f} {cy:.1f}"
        )
    return "".join(parts) + "Z"


def _open(points: Sequence[Point], x: float, y: float, r: float) -> str:
    return "M" + "L".join(f"{x + px * r:.1f} {y + py * r:.1f}" for px, py in points)


def pebble_outline(number: int, x: float, y: float, r: float) -> str:
    """The outline of a pebble inside the disc of radius ``r``."""
    return _closed([(x + px * r, y + py * r) for px, py in _SHAPES[number % len(_SHAPES)]])


def pebble_shade(number: int, x: float, y: float, r: float) -> str:
    """The side turned away from the star (bottom left): a crescent along the outline."""
    shape = _SHAPES[number % len(_SHAPES)]
    edge = sorted(
        (point for point in shape if point[1] - point[0] > -0.25), key=lambda point: point[0] + point[1]
    )
    outer = [(x + px * r, y + py * r) for px, py in edge]
    inner = [(x + px * r * 0.62 + 0.14 * r, y + py * r * 0.62 - 0.12 * r) for px, py in reversed(edge[1:-1])]
    return _closed([*outer, *inner]) if len(outer) > 2 else ""


def pebble_crack(x: float, y: float, r: float) -> str:
    return _open(_CRACK, x, y, r) + _open(_FORK, x, y, r)


def pebble_gauge(x: float, y: float, r: float) -> str:
    """Three graduations: this pebble was measured."""
    return "".join(
        _open(((at, 0.34 - high), (at, 0.34)), x, y, r)
        for at, high in ((-0.36, 0.42), (0.0, 0.72), (0.36, 0.42))
    )


def pebble_radius(weight: float | None, *, heaviest: float | None, smallest: float, largest: float) -> float:
    """Area in proportion to the effect; unmeasured, nil and very small effects keep the smallest size."""
    if heaviest is None or weight is None or weight <= 0:
        return smallest
    return max(smallest, round(largest * sqrt(weight / heaviest), 2))


def star_points(x: float, y: float, r: float) -> str:
    """Five branches, one of them a little long, as drawn by hand."""
    reaches = (1.04, 0.45, 0.98, 0.43, 1.0, 0.46, 0.97, 0.44, 1.0, 0.45)
    points = [
        (x + reach * r * sin(index * pi / 5), y - reach * r * cos(index * pi / 5))
        for index, reach in enumerate(reaches)
    ]
    return " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
