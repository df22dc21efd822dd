"""Who already stands where: a grid of squares, so that asking stays quick with thousands of things."""

from collections import defaultdict
from enum import IntFlag
from math import floor, hypot

from poucet.pebble.path.geometry import Box, Disc, Segment

SQUARE = 48.0


class Kind(IntFlag):
    RIBBON = 1
    STONE = 2
    TEXT = 4
    SCENE = 8
    LEADER = 16
    ALL = 31


class Occupancy:
    """Discs and boxes laid so far, and whether a new one would touch any."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Kind, Disc | Box]]] = defaultdict(list)

    def copy(self) -> "Occupancy":
        twin = Occupancy()
        for square, things in self._squares.items():
            twin._squares[square] = list(things)
        return twin

    def add(self, thing: Disc | Box, kind: Kind) -> None:
        for square in _squares(_bounds(thing)):
            self._squares[square].append((kind, thing))

    def add_leader(self, leader: Segment) -> None:
        for disc in _along(leader):
            self.add(disc, Kind.LEADER)

    def is_free(self, thing: Disc | Box, *, kinds: Kind = Kind.ALL, but: Disc | None = None) -> bool:
        """Whether the thing touches nothing of these kinds, the disc ``but`` aside."""
        for square in _squares(_bounds(thing)):
            for kind, other in self._squares.get(square, ()):
                if kind & kinds and other is not but and _touch(thing, other):
                    return False
        return True

    def is_leader_free(self, leader: Segment, *, kinds: Kind, but: Disc) -> bool:
        return all(self.is_free(disc, kinds=kinds, but=but) for disc in _along(leader))


def _along(leader: Segment) -> list[Disc]:
    length = hypot(leader.x2 - leader.x1, leader.y2 - leader.y1)
    count = max(1, floor(length / 5))
    return [
        Disc(
            leader.x1 + (leader.x2 - leader.x1) * step / count,
            leader.y1 + (leader.y2 - leader.y1) * step / count,
            2.0,
        )
        for step in range(count + 1)
    ]


def _bounds(thing: Disc | Box) -> Box:
    if isinstance(thing, Box):
        return thing
    return Box(thing.x - thing.r, thing.y - thing.r, thing.x + thing.r, thing.y + thing.r)


def _squares(bounds: Box) -> list[tuple[int, int]]:
    return [
        (column, row)
        for column in range(floor(bounds.left / SQUARE), floor(bounds.right / SQUARE) + 1)
        for row in range(floor(bounds.top / SQUARE), floor(bounds.bottom / SQUARE) + 1)
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
