"""Laying pebbles on the ribbon: at their date, side by side when they crowd, heaped when too many."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box, Disc
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.outline import pebble_radius
from poucet.pebble.path.stone import Stone
from poucet.pebble.path.timescale import TimeScale

GAP = 3.0
MOST_NUDGE = 66.0
NUDGE_STEP = 6.0
CLUSTER_CELL = 58.0
MOST_LANES = 9


@dataclass(frozen=True)
class Spot:
    """A place found for one pebble, or for the whole of a cell."""

    members: tuple[Stone, ...]
    disc: Disc
    arc: float
    nudge: float
    heaped: bool = False


@dataclass(frozen=True)
class Laying:
    """What placing needs at every step."""

    frame: Frame
    scale: TimeScale
    heaviest: float | None
    years_per_cell: int
    reserved: Sequence[tuple[Disc | Box, Kind]]
    cells_per_year: int = 1

    def arc(self, year: float) -> float:
        return self.scale.share(year) * self.frame.ribbon.length

    def cell(self, stone: Stone) -> int:
        return floor(floor((stone.date or 0.0) * self.cells_per_year) / self.years_per_cell)

    def radius(self, stone: Stone) -> float:
        frame = self.frame
        return pebble_radius(
            stone.weight, heaviest=self.heaviest, smallest=frame.smallest, largest=frame.largest
        )


def laying_for(
    frame: Frame,
    scale: TimeScale,
    stones: Sequence[Stone],
    reserved: Sequence[tuple[Disc | Box, Kind]],
    *,
    by_month: bool = False,
) -> Laying:
    weights = [stone.weight for stone in stones if stone.weight is not None and stone.weight > 0]
    per_year = frame.ribbon.length * scale.timed_share / (scale.end - scale.start)
    years = max(1, ceil(CLUSTER_CELL / per_year))
    cells = 12 if by_month and per_year / 12 >= CLUSTER_CELL else 1
    return Laying(frame, scale, max(weights, default=None), years, reserved, cells)


def lay_stones(laying: Laying, stones: Sequence[Stone]) -> tuple[Spot, ...]:
    """A spot for every dated pebble, in order of date; two spots never overlap.

    Cells are whole years, so that a heap holds exactly what the list filtered by its years shows. A cell that
    cannot hold its pebbles within ``MOST_NUDGE`` of their date becomes one heap; each round heaps some more.
    """
    cells: dict[int, list[Stone]] = defaultdict(list)
    for stone in sorted(stones, key=lambda stone: (stone.date or 0.0, stone.number)):
        cells[laying.cell(stone)].append(stone)
    heaped = {
        cell for cell, members in cells.items() if len(members) > _capacity(laying, crowded=len(stones) > 400)
    }
    while True:
        spots, refused = _attempt(laying, cells, heaped)
        if not refused:
            return tuple(
                sorted(spots, key=lambda spot: (spot.members[0].date or 0.0, spot.members[0].number))
            )
        heaped |= refused


def _capacity(laying: Laying, *, crowded: bool) -> float:
    frame, scale = laying.frame, laying.scale
    per_year = frame.ribbon.length * scale.timed_share / (scale.end - scale.start)
    cell = laying.years_per_cell / laying.cells_per_year * per_year
    return 3 * (min(cell, 2 * MOST_NUDGE) if crowded else cell + 2 * MOST_NUDGE) / (2 * frame.smallest + GAP)


def _attempt(
    laying: Laying, cells: Mapping[int, Sequence[Stone]], heaped: set[int]
) -> tuple[list[Spot], set[int]]:
    occupied = Occupancy()
    for thing, kind in laying.reserved:
        occupied.add(thing, kind)
    spots: list[Spot] = []
    for cell in sorted(heaped):
        spots.append(
            _place(laying, tuple(cells[cell]), occupied, radius=_heap_radius(len(cells[cell])), heaped=True)
        )
        occupied.add(spots[-1].disc, Kind.STONE)
    refused: set[int] = set()
    for cell, members in sorted(cells.items()):
        if cell in heaped:
            continue
        for stone in members:
            spot = _search(laying, (stone,), occupied, radius=laying.radius(stone), lanes=1)
            if spot is None and len(members) > 1:
                refused.add(cell)
                break
            spot = spot or _place(laying, (stone,), occupied, radius=laying.radius(stone), heaped=False)
            occupied.add(spot.disc, Kind.STONE)
            spots.append(spot)
    return spots, refused


def _heap_radius(count: int) -> float:
    return min(24.0, 16.0 + 2.0 * log10(count))


def _place(
    laying: Laying, members: tuple[Stone, ...], occupied: Occupancy, *, radius: float, heaped: bool
) -> Spot:
    """A spot whatever happens, far beside the ribbon if it must be."""
    for lanes in range(1, MOST_LANES * 4, 3):
        spot = _search(laying, members, occupied, radius=radius, lanes=lanes)
        if spot is not None:
            break
    else:
        middle = _middle(laying, members)
        spot = Spot(members, Disc(*laying.frame.ribbon.at(middle), radius), middle, 0.0)
    return Spot(members, spot.disc, spot.arc, spot.nudge, heaped)


def _middle(laying: Laying, members: tuple[Stone, ...]) -> float:
    first, last = members[0].date or 0.0, members[-1].date or 0.0
    return laying.arc((first + last) / 2)


def _search(
    laying: Laying,
    members: tuple[Stone, ...],
    occupied: Occupancy,
    *,
    radius: float,
    lanes: int,
) -> Spot | None:
    """The free place nearest to the date, along the ribbon first, then beside it."""
    frame, arc = laying.frame, _middle(laying, members)
    inside = Box(2, 2, frame.width - 2, frame.height - 2)
    for along, lane in _offsets(lanes):
        across = lane * (radius + frame.smallest + GAP)
        if not 0 <= arc + along <= frame.ribbon.length:
            continue
        x, y = frame.ribbon.beside(arc + along, across)
        disc = Disc(round(x, 1), round(y, 1), radius)
        if not Box(x - radius, y - radius, x + radius, y + radius).within(inside):
            continue
        if occupied.is_free(Disc(disc.x, disc.y, radius + GAP), kinds=Kind.STONE | Kind.TEXT | Kind.SCENE):
            return Spot(members, disc, arc, along)
    return None


@lru_cache(maxsize=64)
def _offsets(lanes: int) -> tuple[tuple[float, int], ...]:
    steps = int(MOST_NUDGE / NUDGE_STEP)
    offsets = [
        (step * NUDGE_STEP, lane) for step in range(-steps, steps + 1) for lane in range(-lanes, lanes + 1)
    ]
    return tuple(sorted(offsets, key=lambda offset: (abs(offset[0]) + 34 * abs(offset[1]), offset)))
