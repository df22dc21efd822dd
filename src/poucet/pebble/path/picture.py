"""What the template prints: every coordinate is final, in the units of the view box."""

from dataclasses import dataclass
from typing import Literal

from poucet.pebble.path.geometry import Box, Disc, Segment
from poucet.pebble.path.stone import Shape, Stone

Anchor = Literal["start", "middle", "end"]
LineRole = Literal["name", "detail", "example"]


@dataclass(frozen=True)
class TextLine:
    x: float
    y: float
    text: str
    role: LineRole = "name"


@dataclass(frozen=True)
class Label:
    """Lines of text and the thin line that leads to what they name."""

    lines: tuple[TextLine, ...]
    anchor: Anchor
    box: Box
    leader: Segment | None = None


@dataclass(frozen=True)
class Mark:
    """A milestone: a short line across the ribbon, with its year."""

    year: int
    line: Segment
    label: Label
    horizon: bool = False


@dataclass(frozen=True)
class PlacedStone:
    """A pebble on the path or in the tray.

    ``arc`` is where its date lies along the ribbon (None in the tray); ``nudge`` how far along it was
    moved to leave room to its neighbours.
    """

    stone: Stone
    x: float
    y: float
    r: float
    outline: str
    shade: str
    crack: str
    gauge: str
    bar: str = ""
    arc: float | None = None
    nudge: float = 0.0
    label: Label | None = None
    plate: Label | None = None

    @property
    def is_cluster(self) -> bool:
        return False


@dataclass(frozen=True)
class Cluster:
    """Pebbles too many to lie side by side: one heap with their count, that opens their list."""

    count: int
    first_year: int | None
    last_year: int | None
    url: str
    x: float
    y: float
    r: float
    outlines: tuple[str, ...]
    arc: float | None = None
    label: Label | None = None
    examples: int = 0

    @property
    def is_cluster(self) -> bool:
        return True


@dataclass(frozen=True)
class Heap:
    """A slag heap: its silhouette, the side the star lights, and a few gullies."""

    body: str
    lit: str
    gullies: str


@dataclass(frozen=True)
class Star:
    x: float
    y: float
    r: float
    halo_r: float
    points: str
    label: Label


@dataclass(frozen=True)
class Tray:
    """Where pebbles without a date wait, beside the path: never at an invented year."""

    box: Box
    title: Label
    items: tuple[PlacedStone | Cluster, ...]


@dataclass(frozen=True)
class Here:
    x: float
    y: float
    arc: float
    facing: int  # 1 to the right, -1 to the left
    label: Label


@dataclass(frozen=True)
class PathPicture:
    """The whole picture; ``beyond`` holds the stepping stones that no date reaches (no horizon is set)."""

    shape: Shape
    width: float
    height: float
    ground: float
    sky_reach: float
    length: float
    ribbon_width: float
    heaps: tuple[Heap, ...]
    belt: str
    trees: tuple[Disc, ...]
    night: tuple[Disc, ...]
    track: str
    walked: str
    ahead: tuple[Disc, ...]
    beyond: tuple[Disc, ...]
    marks: tuple[Mark, ...]
    here: Here | None
    star: Star
    items: tuple[PlacedStone | Cluster, ...]
    tray: Tray | None

    @property
    def view_box(self) -> str:
        return f"0 0 {self.width:g} {self.height:g}"

    @property
    def has_examples(self) -> bool:
        waiting = self.tray.items if self.tray else ()
        return any(
            item.examples if isinstance(item, Cluster) else item.stone.example
            for item in (*self.items, *waiting)
        )

    @property
    def stones(self) -> tuple[PlacedStone, ...]:
        return tuple(item for item in self.items if isinstance(item, PlacedStone))

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        return tuple(item for item in self.items if isinstance(item, Cluster))
