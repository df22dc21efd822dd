"""What the template prints: every coordinate is final, in the units of the view box."""

from dataclasses import dataclass
from typing import Any, Literal

from poucet.town.map.frame import Frame

Shape = Literal["wide", "tall", "small"]
MarkKind = Literal["place", "pebble", "pebbles", "cluster"]
Anchor = Literal["start", "end"]


@dataclass(frozen=True)
class Spot:
    """A place whose position is known, with how much was laid there; ``state`` is that of a pebble alone."""

    number: int
    label: str
    url: str
    longitude: float
    latitude: float
    pebbles: int = 0
    state: str = ""
    description: str = ""
    examples: int = 0
    geometry: dict[str, Any] | None = None  # drawn under the mark, when it is more than a point


@dataclass(frozen=True)
class Name:
    """A few words on the map."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"


@dataclass(frozen=True)
class DrawnLayer:
    """A layer of the commune as paths; ``areas`` are filled, ``lines`` are not."""

    number: int
    nature: str
    areas: str
    lines: str
    points: tuple[tuple[float, float], ...] = ()
    names: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True)
class Mark:
    """A place, or several that would cover one another."""

    kind: MarkKind
    x: float
    y: float
    r: float
    spots: tuple[Spot, ...]
    url: str
    name: Name | None = None

    @property
    def pebbles(self) -> int:
        return sum(spot.pebbles for spot in self.spots)

    @property
    def examples(self) -> int:
        return sum(spot.examples for spot in self.spots)

    @property
    def spot(self) -> Spot:
        return self.spots[0]

    @property
    def count(self) -> int:
        """What is written in the mark."""
        return self.pebbles or len(self.spots)


@dataclass(frozen=True)
class ScaleBar:
    """A round length on the ground, and how long it is drawn."""

    metres: int
    length: float

    @property
    def text(self) -> str:
        return f"{self.metres // 1000} km" if self.metres >= 1000 else f"{self.metres} m"


@dataclass(frozen=True)
class MapPicture:
    """The whole picture."""

    shape: Shape
    frame: Frame
    layers: tuple[DrawnLayer, ...]
    areas: str  # of the places that are more than a point
    lines: str
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]
    scale: ScaleBar

    @property
    def view_box(self) -> str:
        return f"0 0 {self.frame.width:g} {self.frame.height:g}"

    @property
    def has_clusters(self) -> bool:
        return any(mark.kind == "cluster" for mark in self.marks)

    @property
    def states(self) -> frozenset[str]:
        return frozenset(mark.spot.state for mark in self.marks if mark.kind == "pebble")
