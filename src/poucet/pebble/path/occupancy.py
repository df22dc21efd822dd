"""Who already stands where: a grid of squares, so that asking stays quick with thousands of things."""

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum
from math import floor, hypot

from poucet.pebble.path.geometry import Box, Disc, Segment

SQUARE = 48.0
LEADER_R = 2.0


class Kind(IntEnum):
    """What stands somewhere; sums of kinds are plain numbers, for millions of them are compared."""

    RIBBON = 1
    STONE = 2
    TEXT = 4
    SCENE = 8
    LEADER = 16
    ALL = 31


Bounds = tuple[float, float, float, float]  # left, top, right, bottom
Standing = tuple[int, Disc | Box, float, float, float, float]  # kinds, thing, its left, top, right and bottom


class Occupancy:
    """Discs and boxes laid so far, and whether a new one would touch any."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[Standing]] = defaultdict(list)
        self._in_the_way: tuple[Standing, ...] = ()

    def copy(self) -> "Occupancy":
        twin = Occupancy()
        for square, things in self._squares.items():
            twin._squares[square] = list(things)
        return twin

    def add(self, thing: Disc | Box, kind: int) -> None:
        left, top, right, bottom = bounds = _bounds(thing)
        standing = (int(kind), thing, left, top, right, bottom)
        for square in _squares(*bounds):
            self._squares[square].append(standing)

    def add_all(self, others: "Occupancy") -> None:
        for square, things in others._squares.items():
            self._squares[square] += things

    def add_leader(self, leader: Segment) -> None:
        for disc in _along(leader):
            self.add(disc, Kind.LEADER)

    def is_free(self, thing: Disc | Box, *, kinds: int = Kind.ALL, but: Disc | None = None) -> bool:
        """Whether the thing touches nothing of these kinds, the disc ``but`` aside."""
        bounds, kinds = _bounds(thing), int(kinds)
        # What stood in the way of the last try most often stands in the way of this one too.
        if self._in_the_way and _first_touched(thing, bounds, self._in_the_way, kinds, but):
            return False
        for square in _squares(*bounds):
            touched = _first_touched(thing, bounds, self._squares.get(square, ()), kinds, but)
            if touched is not None:
                self._in_the_way = (touched,)
                return False
        return True

    def is_leader_free(self, leader: Segment, *, kinds: int, but: Disc) -> bool:
        around = Box(
            min(leader.x1, leader.x2) - LEADER_R,
            min(leader.y1, leader.y2) - LEADER_R,
            max(leader.x1, leader.x2) + LEADER_R,
            max(leader.y1, leader.y2) + LEADER_R,
        )
        if self.is_free(around, kinds=kinds, but=but):
            return True
        return all(self.is_free(disc, kinds=kinds, but=but) for disc in _along(leader))


def _first_touched(
    thing: Disc | Box, bounds: Bounds, others: Sequence[Standing], kinds: int, but: Disc | None
) -> Standing | None:
    left, top, right, bottom = bounds
    for standing in others:
        kind, other, its_left, its_top, its_right, its_bottom = standing
        if (
            kind & kinds
            and left < its_right
            and its_left < right
            and top < its_bottom
            and its_top < bottom
            and other is not but
            and _touch(thing, other)
        ):
            return standing
    return None


def _along(leader: Segment) -> list[Disc]:
    length = hypot(leader.x2 - leader.x1, leader.y2 - leader.y1)
    count = max(1, floor(length / 5))
    return [
        Disc(
            leader.x1 + (leader.x2 - leader.x1) * step / count,
            leader.y1 + (leader.y2 - leader.y1) * step / count,
            LEADER_R,
        )
        for step in range(count + 1)
    ]


def _bounds(thing: Disc | Box) -> Bounds:
    if isinstance(thing, Box):
        return thing.left, thing.top, thing.right, thing.bottom
    return thing.x - thing.r, thing.y - thing.r, thing.x + thing.r, thing.y + thing.r


def _squares(left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    rows = range(floor(top / SQUARE), floor(bottom / SQUARE) + 1)
    return [
        (column, row) for column in range(floor(left / SQUARE), floor(right / SQUARE) + 1) for row in rows
    ]


def _touch(one: Disc | Box, other: Disc | Box) -> bool:
    if isinstance(one, Box):
        return one.meets(other) if isinstance(other, Box) else _disc_in_box(other, one)
    if isinstance(other, Box):
        return _disc_in_box(one, other)
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2 < (one.r + other.r) ** 2


def _disc_in_box(disc: Disc, box: Box) -> bool:
    near_x = min(max(disc.x, box.left), box.right)
    near_y = min(max(disc.y, box.top), box.bottom)
    return (disc.x - near_x) ** 2 + (disc.y - near_y) ** 2 < disc.r**2
