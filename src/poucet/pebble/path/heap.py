"""The twin slag heaps, where the path comes from, sketched in half-widths and heights from the summit."""

from collections.abc import Sequence

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.picture import Heap
from poucet.pebble.path.ribbon import Point

Stroke = tuple[str, tuple[Point, ...]]  # an SVG path command and its points

# Spoil slides at a constant angle, a little hollow at the foot; the summit is blunt; the star is at right.
_RIGHT_SLOPE: tuple[Stroke, ...] = (("Q", ((0.46, 0.52), (1.06, 1.0))),)
_BODY: tuple[Stroke, ...] = (
    ("M", ((-1.0, 1.0),)),
    ("Q", ((-0.42, 0.5), (-0.05, 0.016))),
    ("Q", ((0.0, -0.02), (0.05, 0.02))),
    *_RIGHT_SLOPE,
    ("Z", ()),
)
_LIT: tuple[Stroke, ...] = (
    ("M", ((0.008, 0.0),)),
    ("Q", ((0.035, 0.0), (0.05, 0.02))),
    *_RIGHT_SLOPE,
    ("L", ((0.3, 1.0),)),
    ("Q", ((0.1, 0.55), (0.008, 0.0))),
    ("Z", ()),
)
_GULLIES: tuple[Stroke, ...] = (
    ("M", ((0.12, 0.24),)),
    ("Q", ((0.19, 0.47), (0.30, 0.70))),
    ("M", ((0.22, 0.36),)),
    ("Q", ((0.35, 0.61), (0.52, 0.86))),
    ("M", ((-0.08, 0.22),)),
    ("Q", ((-0.16, 0.42), (-0.20, 0.62))),
    ("M", ((-0.20, 0.42),)),
    ("Q", ((-0.34, 0.63), (-0.44, 0.84))),
    ("M", ((0.02, 0.34),)),
    ("Q", ((0.0, 0.47), (0.02, 0.60))),
)
_TRACK: tuple[Stroke, ...] = (("M", ((0.02, 0.02),)), ("C", ((0.34, 0.2), (-0.22, 0.32), (0.06, 0.47))))
_FOOT = 7.0  # the foot goes under the belt, whose line rolls
_ROWS = 10


def _drawn(strokes: Sequence[Stroke], apex: Point, half: float, height: float) -> str:
    return "".join(
        command + " ".join(f"{apex[0] + x * half:.1f} {apex[1] + y * height:.1f}" for x, y in points)
        for command, points in strokes
    )


def heaps(frame: Frame, occupied: Occupancy) -> tuple[Heap, ...]:
    """The slag heaps; nothing is written over them."""
    drawn: list[Heap] = []
    for axis, height, half in frame.heaps:
        apex, tall = (axis, frame.ground - height), height + _FOOT
        for row in range(_ROWS):
            reach, top = half * 1.06 * (row + 1) / _ROWS, apex[1] + height * row / _ROWS
            occupied.add(Box(axis - reach, top - 4, axis + reach, top + height / _ROWS), Kind.SCENE)
        drawn.append(Heap(*(_drawn(strokes, apex, half, tall) for strokes in (_BODY, _LIT, _GULLIES))))
    return tuple(drawn)


def track(frame: Frame) -> str:
    """The first steps: a narrow track down the front heap, to where the ribbon begins."""
    axis, height, half = frame.heaps[-1]
    x, y = frame.ribbon.at(0.0)
    return (
        _drawn(_TRACK, (axis, frame.ground - height), half, height)
        + f"S{x - (x - axis) * 0.3:.1f} {y - 26:.1f} {x:.1f} {y:.1f}"
    )
