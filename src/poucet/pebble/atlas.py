"""The map of the deeds and the places: on the commune's own layers, in two shapes, with its table twin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from poucet.measure.models import Citation, Source
from poucet.pebble.forms import MapFilter
from poucet.pebble.models import Pebble
from poucet.pebble.whereabouts import Tally, Whereabouts, tally, whereabouts
from poucet.town.atlas import Ground, frame_of, ground
from poucet.town.map import Bounds, Frame, MapPicture, Spot, anchor, bounds_of, draw
from poucet.town.map.mercator import Point
from poucet.town.map.picture import DrawnLayer, Shape
from poucet.town.models import Commune, Layer, Place
from poucet.town.templatetags.town import plain_title

HOME_LEAST_M = 3_000.0  # across, when all that is known of the commune is a point
ZOOM_LEAST_M = 60.0  # across: places a few metres apart still come apart
SMALL_LEAST_M = 1_200.0
STEP_SHARE = 0.5
CLOSE_DEGREES = 5e-5  # places nearer than that (four metres) never stand apart


@dataclass(frozen=True)
class Credit:
    """A layer, and the source it was taken from; a small map leaves the source to the page of the layer."""

    layer: Layer
    source: Source | None


@dataclass(frozen=True)
class Atlas:
    """All that the page of the map shows."""

    asked: MapFilter
    wide: MapPicture
    tall: MapPicture
    shown: Sequence[Whereabouts]
    outside: int  # places whose position is known and lies beyond the picture
    unknown: Sequence[Whereabouts]
    tally: Tally
    credits: Sequence[Credit]
    everything: Bounds | None

    @property
    def whole_address(self) -> str:
        """The map of all the places, however far."""
        return self.asked.address(self.everything)

    @property
    def commune_address(self) -> str:
        return self.asked.address()

    @property
    def moves(self) -> list[tuple[str, str]]:
        """Nearer, farther, and the four winds, as addresses: the map moves without script."""
        frame = self.wide.frame
        return [
            (_("Nearer"), self.asked.address(frame.neighbour(factor=0.5))),
            (_("Farther"), self.asked.address(frame.neighbour(factor=2))),
            (_("North"), self.asked.address(frame.neighbour(down=-STEP_SHARE))),
            (_("South"), self.asked.address(frame.neighbour(down=STEP_SHARE))),
            (_("West"), self.asked.address(frame.neighbour(right=-STEP_SHARE))),
            (_("East"), self.asked.address(frame.neighbour(right=STEP_SHARE))),
        ]


def atlas_of(asked: MapFilter) -> Atlas:
    """The map in at most eight queries, whatever the rows."""
    base, there = ground(), whereabouts(asked)
    spots = [_spot(one, one.position) for one in there if one.position is not None]
    everything = Bounds.around([*_bounds_of(there), *([base.bounds] if base.bounds else [])])
    bounds = asked.bounds or base.bounds or everything or _commune()
    least = ZOOM_LEAST_M if asked.bounds else HOME_LEAST_M
    frames: dict[Shape, Frame] = {shape: frame_of(bounds, shape, least_m=least) for shape in ("wide", "tall")}
    layers = base.drawn(frames.values(), keep=asked.bounds is None)
    wide, tall = (
        _picture(frame, drawn, spots, shape, asked)
        for (shape, frame), drawn in zip(frames.items(), layers, strict=True)
    )
    seen = {spot.number for picture in (wide, tall) for mark in picture.marks for spot in mark.spots}
    shown = [one for one in there if one.place.number in seen]
    unknown = [one for one in there if one.position is None]
    return Atlas(
        asked=asked,
        wide=wide,
        tall=tall,
        shown=shown,
        outside=len(there) - len(shown) - len(unknown),
        unknown=unknown,
        tally=tally(asked),
        credits=credits_of(base.layers),
        everything=everything,
    )


@dataclass(frozen=True)
class SmallMap:
    """Where one thing is: its surroundings, and nothing else."""

    picture: MapPicture
    credits: Sequence[Credit]
    url: str
    title: str


def map_of_places(places: Iterable[Place], *, title: str) -> SmallMap | None:
    """The surroundings of some places; None where nobody knows where they are."""
    known = [(place, place.geometry) for place in places if place.geometry is not None]
    bounds = Bounds.around(bounds_of(geometry) for _place, geometry in known)
    if bounds is None:
        return None
    spots = [_spot(Whereabouts(place, 0, 0, (), None), anchor(geometry)) for place, geometry in known]
    return _small(ground(), bounds, spots, title)


def map_of_layer(layer: Layer, *, title: str) -> SmallMap:
    """A layer by itself."""
    return _small(Ground([layer]), Bounds(*layer.bounds), [], title)


def credits_of(layers: Sequence[Layer]) -> list[Credit]:
    """Where each layer comes from, in one query."""
    numbers = [layer.number for layer in layers]
    cited = (
        Citation.objects.filter(kind="layer", number__in=numbers).select_related("source") if layers else ()
    )
    sources = {citation.number: citation.source for citation in cited}
    return [Credit(layer, sources.get(layer.number)) for layer in layers]


def filled_place(_request: HttpRequest, place: Place) -> dict[str, object] | None:
    """The map of a place, for its page."""
    found = map_of_places([place], title=_("Where it is"))
    return {"map": found} if found else None


def filled_layer(_request: HttpRequest, layer: Layer) -> dict[str, object] | None:
    """The map of a layer, for its page."""
    return {"map": map_of_layer(layer, title=_("What it draws"))}


def _small(base: Ground, bounds: Bounds, spots: list[Spot], title: str) -> SmallMap:
    frame = frame_of(bounds, "small", least_m=SMALL_LEAST_M)
    [drawn] = base.drawn([frame])
    asked = MapFilter()
    picture = _picture(frame, drawn, spots, "small", asked)
    seen = {layer.number for layer in drawn if layer.areas or layer.lines or layer.points}
    layers = [layer for layer in base.layers if layer.number in seen]
    return SmallMap(
        picture, [Credit(layer, None) for layer in layers], asked.address(frame.neighbour()), title
    )


def _picture(
    frame: Frame, drawn: tuple[DrawnLayer, ...], spots: Sequence[Spot], shape: Shape, asked: MapFilter
) -> MapPicture:
    def open_cluster(bounds: Bounds) -> str:
        wide, high = bounds.east - bounds.west, bounds.north - bounds.south
        anchor_of_table = "#lieux" if max(wide, high) < CLOSE_DEGREES else ""
        return f"{asked.address(bounds)}{anchor_of_table}"

    return draw(frame, drawn, spots, shape=shape, open_cluster=open_cluster)


def _spot(one: Whereabouts, position: Point) -> Spot:
    place, alone = one.place, one.pebbles == 1 and len(one.latest) == 1
    geometry = (
        place.geometry if place.geometry and place.geometry["type"] not in {"Point", "MultiPoint"} else None
    )
    return Spot(
        number=place.number,
        label=plain_title(place),
        url=place.get_absolute_url(),
        longitude=position[0],
        latitude=position[1],
        pebbles=one.pebbles,
        state=one.latest[0].state if alone else "",
        description=_described(one) if alone else "",
        examples=one.examples,
        geometry=geometry,
    )


def _described(one: Whereabouts) -> str:
    [deed] = one.latest
    return f"{plain_title(deed.named)}, {Pebble.State(deed.state).label}"


def _bounds_of(there: Iterable[Whereabouts]) -> list[Bounds]:
    return [bounds_of(one.place.geometry) for one in there if one.place.geometry]


def _commune() -> Bounds:
    """Around the centre that the commune gives; the whole world where it gives none."""
    commune = Commune.objects.filter(pk=1).first()
    if commune is None or commune.latitude is None or commune.longitude is None:
        return Bounds(-180.0, -60.0, 180.0, 75.0)
    longitude, latitude = float(commune.longitude), float(commune.latitude)
    return Bounds(longitude, latitude, longitude, latitude)
