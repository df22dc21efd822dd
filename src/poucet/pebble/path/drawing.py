"""Pebbles drawn at their spots, named where there is room, with a plate for the others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import floor

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Disc
from poucet.pebble.path.labels import Ground, Lines, Side, Writing, open_plate, write_and_keep
from poucet.pebble.path.lettering import settings, wrap
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.outline import pebble_crack, pebble_gauge, pebble_outline, pebble_shade
from poucet.pebble.path.picture import Cluster, PlacedStone, Tray
from poucet.pebble.path.placing import Laying, Spot
from poucet.pebble.path.stone import Shape, Stone, Words

ClusterUrl = Callable[[int | None, int | None], str]
SIDES: dict[Shape, tuple[Side, ...]] = {
    "wide": ("above", "below", "right", "left"),
    "tall": ("right", "left", "above", "below"),
}
WIDEST_NAME = {"wide": 196.0, "tall": 152.0}
WIDEST_PLATE = {"wide": 260.0, "tall": 230.0}
CROWDED = 60  # pebbles; beyond, names are tried in one order only, and plates near their pebble only
PLACES_IN_A_CROWD = 48
Item = PlacedStone | Cluster


@dataclass(frozen=True)
class Start:
    """An order of writing: forward or backward in time, and which side the first name takes."""

    direction: int
    turn: int


STARTS = (Start(1, 0), Start(-1, 0), Start(1, 1), Start(-1, 1))


def _written(items: Sequence[Item]) -> int:
    return sum(item.label is not None for item in items)


@dataclass(frozen=True)
class Drawing:
    """The picture under way."""

    frame: Frame
    laying: Laying
    occupied: Occupancy
    words: Words
    cluster_url: ClusterUrl

    def pebble(self, stone: Stone, disc: Disc) -> PlacedStone:
        x, y, r, number = disc.x, disc.y, disc.r, stone.number
        return PlacedStone(
            stone,
            x,
            y,
            r,
            pebble_outline(number, x, y, r),
            pebble_shade(number, x, y, r),
            pebble_crack(x, y, r) if stone.state == "let_go" else "",
            pebble_gauge(x, y, r) if stone.state == "measured" else "",
        )

    def laid(self, spot: Spot) -> PlacedStone:
        stone = spot.members[0]
        since, until = stone.span or (0.0, 0.0)
        bar = self.frame.ribbon.drawn(self.laying.arc(since), self.laying.arc(until))
        return replace(self.pebble(stone, spot.disc), bar=bar, arc=round(spot.arc, 2), nudge=spot.nudge)

    def heap(self, stones: Sequence[Stone], disc: Disc, arc: float | None = None) -> Cluster:
        years = [floor(stone.date) for stone in stones if stone.date is not None]
        first, last = (min(years), max(years)) if years else (None, None)
        x, y, r, count = disc.x, disc.y, disc.r, len(stones)
        behind = ((-0.48, -0.36, 0.50), (0.46, -0.40, 0.46), (0.02, -0.52, 0.46))
        outlines = (
            *(
                pebble_outline(count + index, x + dx * r, y + dy * r, part * r)
                for index, (dx, dy, part) in enumerate(behind)
            ),
            pebble_outline(count, x, y + 0.06 * r, 0.92 * r),
        )
        examples = sum(stone.example for stone in stones)
        url = self.cluster_url(first, last)
        return Cluster(count, first, last, url, x, y, r, outlines, arc, examples=examples)

    def item(self, spot: Spot) -> Item:
        return self.heap(spot.members, spot.disc, round(spot.arc, 2)) if spot.heaped else self.laid(spot)

    def named(self, items: Sequence[Item], spots: Sequence[Spot]) -> list[Item]:
        """Notable names written where they fit, then the years of heaps, then a plate for every other pebble.

        The order decides who finds room: a few are tried and the one that writes most is kept.
        """
        wanted = sum(bool(self.names(item)) for item in items)
        grounds: list[Ground] = [{} for _item in items]
        done, names = self.written(items, spots, STARTS[0], grounds)
        for start in STARTS[1:] if len(items) <= CROWDED else ():
            if _written(done) == wanted:
                break
            again, names_again = self.written(items, spots, start, grounds)
            if _written(again) > _written(done):
                done, names = again, names_again
        occupied = self.occupied.copy()
        occupied.add_all(names)
        crowded = len(items) > CROWDED
        return [
            self.plated(item, spot.disc, occupied, crowded=crowded)
            for item, spot in zip(done, spots, strict=True)
        ]

    def written(
        self, items: Sequence[Item], spots: Sequence[Spot], start: Start, grounds: Sequence[Ground]
    ) -> tuple[list[Item], Occupancy]:
        """The names written from a start, and the room that they take; ``grounds`` holds what never moves."""
        sides = SIDES[self.frame.shape]
        turns = (sides, (sides[1], sides[0], *sides[2:]))
        done, written = list(items), Occupancy()
        names = [self.names(item) for item in items]
        heaps_last = sorted(
            range(len(items)), key=lambda index: (items[index].is_cluster, start.direction * index)
        )
        for rank, index in enumerate(index for index in heaps_last if names[index]):
            writing = Writing(self.frame.size, turns[(rank + start.turn) % 2])
            label = write_and_keep(
                self.frame,
                written,
                spots[index].disc,
                names[index],
                writing,
                scenery=self.occupied,
                ground=grounds[index],
            )
            done[index] = replace(items[index], label=label)
        return done, written

    def with_plates(self, tray: Tray) -> Tray:
        """Plates for the pebbles of the tray whose name is not written."""
        occupied = self.occupied.copy()
        discs = [Disc(item.x, item.y, item.r) for item in tray.items]
        for item, disc in zip(tray.items, discs, strict=True):
            occupied.add(disc, Kind.STONE)
            if item.label is not None:
                occupied.add(item.label.box, Kind.TEXT)
        larger = replace(self, frame=replace(self.frame, height=tray.box.bottom + 12))
        return replace(
            tray,
            items=tuple(
                larger.plated(item, disc, occupied) for item, disc in zip(tray.items, discs, strict=True)
            ),
        )

    def names(self, item: Item) -> tuple[Lines, ...]:
        if isinstance(item, Cluster):
            years = (
                str(item.first_year)
                if item.first_year == item.last_year
                else f"{item.first_year}–{item.last_year}"
            )
            return (((years, "detail"),),)
        if not item.stone.notable:
            return ()
        ways = settings(item.stone.label, self.frame.size, WIDEST_NAME[self.frame.shape])
        return tuple((*((line, "name") for line in lines), *self.warning(item.stone)) for lines in ways)

    def warning(self, stone: Stone) -> Lines:
        return ((f"({self.words.example})", "example"),) if stone.example else ()

    def plated(self, item: Item, disc: Disc, occupied: Occupancy, *, crowded: bool = False) -> Item:
        if isinstance(item, Cluster) or item.label is not None:
            return item
        stone, size, widest = item.stone, self.frame.size, WIDEST_PLATE[self.frame.shape]
        names = next(iter(settings(stone.label, size * 1.08, widest)), ())
        details = wrap(stone.description, size, width=widest, most_lines=2)
        lines: Lines = (
            *((line, "name") for line in names),
            *((line, "detail") for line in details),
            *self.warning(stone),
        )
        writing = Writing(
            size,
            SIDES[self.frame.shape][::-1] if self.frame.shape == "tall" else SIDES["wide"],
            padding=9.0,
            bold=True,
            margin=1.0,
            most_places=PLACES_IN_A_CROWD if crowded else None,
        )
        return replace(item, plate=open_plate(self.frame, occupied, disc, (lines,), writing))
