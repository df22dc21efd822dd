"""Names beside the pebbles: written where nothing else is, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import hypot
from typing import Literal

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box, Disc, Segment
from poucet.pebble.path.lettering import block_size, set_lines
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.picture import Anchor, Label, LineRole

Side = Literal["above", "below", "left", "right"]
Lines = tuple[tuple[str, LineRole], ...]
ANCHORS: dict[Side, Anchor] = {"above": "middle", "below": "middle", "left": "end", "right": "start"}
GAPS = (9.0, 18.0, 30.0, 44.0, 60.0, 78.0, 98.0)
SLIDES = (0.0, 0.2, -0.2, 0.4, -0.4, 0.62, -0.62)
SHORTEST_LEADER = 5.0


@dataclass(frozen=True)
class Writing:
    """How a kind of text is set: size, padding, the sides it prefers, what it must not cover."""

    size: float
    sides: tuple[Side, ...]
    avoid: int = Kind.ALL
    padding: float = 0.0
    bold: bool = False
    margin: float = 4.0
    most_places: int | None = None  # tried from the nearest; all of them when None


@dataclass(frozen=True)
class Offset:
    """A place for a box relative to the disc it names, and what it costs in nearness."""

    cost: float
    side: Side
    gap: float
    slide: float


@lru_cache(maxsize=64)
def _offsets(sides: tuple[Side, ...]) -> tuple[Offset, ...]:
    found = [
        Offset(gap + 26 * abs(slide) + 7 * rank, side, gap, slide)
        for rank, side in enumerate(sides)
        for gap in GAPS
        for slide in SLIDES
    ]
    return tuple(sorted(found, key=lambda offset: (offset.cost, offset.gap, offset.side, offset.slide)))


def _box(disc: Disc, offset: Offset, width: float, height: float) -> Box:
    reach = disc.r + offset.gap
    if offset.side in ("above", "below"):
        left = disc.x - width / 2 + offset.slide * width
        top = disc.y - reach - height if offset.side == "above" else disc.y + reach
    else:
        left = disc.x - reach - width if offset.side == "left" else disc.x + reach
        top = disc.y - height / 2 + offset.slide * (height + 30)
    return Box(left, top, left + width, top + height)


def _leader(disc: Disc, box: Box, side: Side) -> Segment:
    if side in ("above", "below"):
        inset = min(10.0, box.width / 2)
        x = min(max(disc.x, box.left + inset), box.right - inset)
        y = box.bottom + 1 if side == "above" else box.top - 1
    else:
        x = box.right + 3 if side == "left" else box.left - 3
        y = min(max(disc.y, box.top + 6), box.bottom - 6)
    far = hypot(x - disc.x, y - disc.y) or 1.0
    start = (disc.r + 1.5) / far
    return Segment(
        round(disc.x + (x - disc.x) * start, 1),
        round(disc.y + (y - disc.y) * start, 1),
        round(x, 1),
        round(y, 1),
    )


def _tries(disc: Disc, layouts: Sequence[Lines], writing: Writing) -> Iterator[tuple[Lines, Box, Side]]:
    """Boxes from the nearest to the farthest, fewer lines before more at the same price."""
    sized: list[tuple[Lines, float, float]] = []
    for lines in layouts:
        width, height = block_size(lines, writing.size, bold=writing.bold)
        sized.append((lines, width + 2 * writing.padding, height + 2 * writing.padding))
    for offset in _offsets(writing.sides)[: writing.most_places]:
        for lines, width, height in sized:
            yield lines, _box(disc, offset, width, height), offset.side


Place = tuple[Lines, Box, Side]
Ground = dict[Place, Segment | None]


def write(
    frame: Frame,
    occupied: Occupancy,
    disc: Disc,
    layouts: Sequence[Lines],
    writing: Writing,
    *,
    scenery: Occupancy | None = None,
    ground: Ground | None = None,
) -> Label | None:
    """The label at its best free place, with its leader; None when there is no room.

    What never moves may be given apart, as ``scenery``: what it leaves free is then kept in ``ground``.
    """
    page = Box(5, 5, frame.width - 5, frame.height - 5)
    ground = {} if ground is None else ground
    for place in _tries(disc, layouts, writing):
        if not place[1].within(page):
            continue
        if scenery is None:
            leader = _free_leader(occupied, disc, place, writing)
        else:
            if place not in ground:
                ground[place] = _free_leader(scenery, disc, place, writing)
            leader = ground[place] and _free_leader(occupied, disc, place, writing)
        if leader is not None:
            return _set(place, leader, writing)
    return None


def _free_leader(occupied: Occupancy, disc: Disc, place: Place, writing: Writing) -> Segment | None:
    """The line from a disc to a box, where neither would touch anything."""
    _lines, box, side = place
    if not occupied.is_free(box.grown(writing.margin), kinds=writing.avoid, but=disc):
        return None
    leader = _leader(disc, box, side)
    crossing = (Kind.STONE | Kind.TEXT | Kind.LEADER) & writing.avoid
    return leader if occupied.is_leader_free(leader, kinds=crossing, but=disc) else None


def _set(place: Place, leader: Segment, writing: Writing) -> Label:
    lines, box, side = place
    label = set_lines(lines, box, size=writing.size, anchor=ANCHORS[side], padding=writing.padding)
    long = hypot(leader.x2 - leader.x1, leader.y2 - leader.y1) >= SHORTEST_LEADER
    return replace(label, leader=leader if long else None)


def write_and_keep(
    frame: Frame,
    occupied: Occupancy,
    disc: Disc,
    layouts: Sequence[Lines],
    writing: Writing,
    *,
    scenery: Occupancy | None = None,
    ground: Ground | None = None,
) -> Label | None:
    """As ``write``; the place is then taken."""
    label = write(frame, occupied, disc, layouts, writing, scenery=scenery, ground=ground)
    if label is not None:
        occupied.add(label.box, Kind.TEXT)
        if label.leader is not None:
            occupied.add_leader(label.leader)
    return label


def open_plate(
    frame: Frame, occupied: Occupancy, disc: Disc, layouts: Sequence[Lines], writing: Writing
) -> Label:
    """A plate shown on demand: it may cover the scenery, names if it must, pebbles as a last resort."""
    page, second_best = Box(5, 5, frame.width - 5, frame.height - 5), None
    beside_names, over_names = (
        replace(writing, avoid=kinds) for kinds in (Kind.STONE | Kind.TEXT, Kind.STONE)
    )
    for place in _tries(disc, layouts, writing):
        room = place[1].grown(writing.margin)
        if not place[1].within(page) or not occupied.is_free(room, kinds=Kind.STONE, but=disc):
            continue
        leader = _free_leader(occupied, disc, place, beside_names)
        if leader is not None:
            return _set(place, leader, writing)
        if second_best is None and (leader := _free_leader(occupied, disc, place, over_names)):
            second_best = _set(place, leader, writing)
    if second_best is not None:
        return second_best
    width, height = block_size(layouts[0], writing.size, bold=writing.bold)
    width, height = width + 2 * writing.padding, height + 2 * writing.padding
    left = min(max(disc.x - width / 2, 5), frame.width - 5 - width)
    above = disc.y - disc.r - GAPS[0] - height
    top = above if above > 5 else disc.y + disc.r + GAPS[0]
    return set_lines(
        layouts[0], Box(left, top, left + width, top + height), size=writing.size, padding=writing.padding
    )
