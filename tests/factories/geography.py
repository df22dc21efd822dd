"""An imagined town with its layers, as large as a test asks; the same every time."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

from poucet.measure.operations import cite
from poucet.pebble.models import Pebble
from poucet.town.models import Layer, Place
from poucet.town.operations import write_layer
from tests.factories import SIGNED, a_source, named

EAST, NORTH = -5.0, 46.2  # at sea: no real commune lies there


def at(right: float = 0.0, up: float = 0.0) -> list[float]:
    """Give a position some kilometres east and north of the middle of the imagined town."""
    return [round(EAST + right / 77.2, 6), round(NORTH + up / 111.2, 6)]


def point(right: float = 0.0, up: float = 0.0) -> dict[str, Any]:
    return {"type": "Point", "coordinates": at(right, up)}


def a_ring(
    vertices: int = 12, *, reach: float = 2.0, right: float = 0.0, up: float = 0.0
) -> list[list[float]]:
    """Give a closed outline about a point; its edge waves."""
    turns = [2 * pi * place / vertices for place in range(vertices)]
    ring = [
        at(
            right + reach * (1 + 0.1 * sin(9 * turn)) * cos(turn),
            up + reach * (1 + 0.1 * sin(7 * turn)) * sin(turn),
        )
        for turn in turns
    ]
    return [*ring, ring[0]]


def a_layer(**given: Any) -> Layer:
    source = given.pop("source", None) or a_source()
    said = {"name": "Contour exemple", "nature": "outline", "licence": "domaine public", **given}
    said.setdefault("features", [{"geometry": {"type": "Polygon", "coordinates": [a_ring()]}}])
    layer = write_layer(signed=SIGNED, **named("layer", said))
    cite(layer.reference, source, signed=SIGNED)
    return layer


def a_large_town(*, places: int, pebbles: int) -> None:
    """Lay pebbles over places about the town, a few places apart from their neighbours; straight into the tables."""
    source = a_source()
    Place.objects.bulk_create(
        Place(
            number=100_000 + place,
            key=f"lieu-{place}",
            name=f"Lieu exemple {place}",
            nature=Place.Nature.values[place % 6 + 1],
            geometry=point(
                2 * cos(place * 2.4) * (place / places) ** 0.5, 2 * sin(place * 2.4) * (place / places) ** 0.5
            ),
        )
        for place in range(places)
    )
    states = ("planned", "under_way", "laid", "measured")
    Pebble.objects.bulk_create(
        (
            Pebble(
                number=100_000 + number,
                key=f"caillou-{number}",
                name=f"Caillou exemple {number}",
                state=states[number % 4],
                theme=("energie", "eau", "habitat")[number % 3],
                deed="Une action exemple.",
                example=True,
                source=source,
                translations={"en": {"name": f"Example pebble {number}"}},
            )
            for number in range(pebbles)
        ),
        batch_size=1000,
    )
    there = list(Place.objects.filter(number__gte=100_000).values_list("pk", flat=True))
    laid = Pebble.objects.filter(number__gte=100_000).values_list("pk", flat=True)
    through = Pebble.places.through
    through.objects.bulk_create(
        (through(pebble_id=pebble, place_id=there[turn % len(there)]) for turn, pebble in enumerate(laid)),
        batch_size=2000,
    )
