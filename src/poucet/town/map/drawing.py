"""The picture put together: layers from the ground up, then places, then marks, then names where there is room."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from poucet.town.map.clipping import clip_line, clip_ring, thin
from poucet.town.map.clusters import Gathered, gather
from poucet.town.map.frame import Frame
from poucet.town.map.mercator import Bounds, Point
from poucet.town.map.naming import write_names
from poucet.town.map.picture import DrawnLayer, MapPicture, Mark, MarkKind, ScaleBar, Shape, Spot
from poucet.town.map.shapes import Geometry, Ring, anchor, parts

APART = {"wide": 44.0, "tall": 48.0, "small": 40.0}
RADII: dict[MarkKind, float] = {"place": 7.0, "pebble": 10.0, "pebbles": 14.0, "cluster": 17.0}
NAMED_LAYERS = {"district"}
ROUND_LENGTHS = (1, 2, 5)


def draw_layer(frame: Frame, number: int, nature: str, features: Sequence[dict[str, Any]]) -> DrawnLayer:
    """One layer of the commune in a frame; its features are those of its sketch."""
    areas, lines = _Pen(frame), _Pen(frame)
    points: list[Point] = []
    names: list[tuple[float, float, str]] = []
    around = frame.bounds
    for feature in features:
        if not Bounds(*feature["box"]).meets(around):
            continue
        geometry = feature["geometry"]
        points += _draw_geometry(geometry, areas, lines)
        if nature in NAMED_LAYERS and feature.get("name"):
            x, y = frame.place(*anchor(geometry))
            names.append((round(x, 1), round(y, 1), feature["name"]))
    seen = tuple((round(x, 1), round(y, 1)) for x, y in points)
    return DrawnLayer(number, nature, areas.path, lines.path, seen, tuple(names))


def draw(
    frame: Frame,
    layers: Sequence[DrawnLayer],
    spots: Iterable[Spot],
    *,
    shape: Shape,
    open_cluster: Callable[[Bounds], str],
) -> MapPicture:
    """The whole picture; ``open_cluster`` gives the address where the places within some bounds stand apart."""
    seen = [
        (spot, *frame.place(spot.longitude, spot.latitude))
        for spot in spots
        if frame.holds(spot.longitude, spot.latitude)
    ]
    areas, lines = _Pen(frame), _Pen(frame)
    for spot, _x, _y in seen:
        if spot.geometry is not None:
            _draw_geometry(spot.geometry, areas, lines)
    marks = [_mark(one, open_cluster) for one in gather(seen, apart=APART[shape])]
    marks, names = write_names(frame, marks, [name for layer in layers for name in layer.names])
    scale = _scale_bar(frame)
    return MapPicture(shape, frame, tuple(layers), areas.path, lines.path, tuple(marks), tuple(names), scale)


def _mark(one: Gathered, open_cluster: Callable[[Bounds], str]) -> Mark:
    first = one.spots[0]
    kind: MarkKind = "place"
    url = first.url
    if len(one.spots) > 1:
        kind = "cluster"
        longitudes, latitudes = (
            [spot.longitude for spot in one.spots],
            [spot.latitude for spot in one.spots],
        )
        url = open_cluster(Bounds(min(longitudes), min(latitudes), max(longitudes), max(latitudes)))
    elif first.pebbles:
        kind = "pebble" if first.pebbles == 1 else "pebbles"
    return Mark(kind, round(one.x, 1), round(one.y, 1), RADII[kind], one.spots, url)


class _Pen:
    """Writes the paths of one colour."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._written: list[str] = []

    @property
    def path(self) -> str:
        return "".join(self._written)

    def outline(self, ring: Ring) -> None:
        kept = clip_ring(thin(self._placed(ring)[:-1]), self._frame.width, self._frame.height)
        if len(kept) > 2:
            self._written.append(f"M{'L'.join(map(_pair, kept))}Z")

    def line(self, line: Ring) -> None:
        for stretch in clip_line(thin(self._placed(line)), self._frame.width, self._frame.height):
            self._written.append(f"M{'L'.join(map(_pair, stretch))}")

    def _placed(self, ring: Ring) -> list[Point]:
        return [self._frame.place(position[0], position[1]) for position in ring]


def _pair(point: Point) -> str:
    return f"{point[0]:.1f} {point[1]:.1f}"


def _draw_geometry(geometry: Geometry, areas: _Pen, lines: _Pen) -> list[Point]:
    """Draw what is more than a point; give the points, which are drawn otherwise."""
    found = parts(geometry)
    for area in found.areas:
        for ring in area:
            areas.outline(ring)
    for line in found.lines:
        lines.line(line)
    frame = lines._frame
    placed = (frame.place(point[0], point[1]) for point in found.points)
    return [(x, y) for x, y in placed if 0 <= x <= frame.width and 0 <= y <= frame.height]


def _scale_bar(frame: Frame) -> ScaleBar:
    """The longest round length that takes less than a quarter of the width."""
    longest = frame.metres_per_pixel * frame.width / 4
    metres, power = 1, 1
    while power <= longest:
        metres = max([metres, *(figure * power for figure in ROUND_LENGTHS if figure * power <= longest)])
        power *= 10
    return ScaleBar(metres, round(metres / frame.metres_per_pixel, 1))
