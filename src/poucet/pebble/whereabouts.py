"""Where the deeds were laid: each place with how many pebbles lie there, and the last of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, Window
from django.db.models.functions import RowNumber

from poucet.pebble.forms import MapFilter
from poucet.pebble.models import Pebble
from poucet.town.map import anchor
from poucet.town.map.mercator import Point
from poucet.town.models import Place
from poucet.town.names import Named

FIRST_NAMED = 3  # pebbles of a place named on the map page; the list of the place has them all


@dataclass(frozen=True)
class Deed:
    """A pebble of a place, by its name and how far it has come."""

    named: Named
    state: str


@dataclass(frozen=True)
class Whereabouts:
    """A place, the pebbles counted there, the latest of them by name, and where it is if that is known."""

    place: Place
    pebbles: int
    examples: int
    latest: Sequence[Deed]
    position: Point | None

    @property
    def more(self) -> int:
        """How many pebbles are counted and not named."""
        return self.pebbles - len(self.latest)


@dataclass(frozen=True)
class Tally:
    """How many pebbles answer, and how many of them have no place at all."""

    pebbles: int
    placeless: int


def whereabouts(asked: MapFilter) -> list[Whereabouts]:
    """The places that answer, in the order of their numbers, in three queries."""
    found = Place.objects.filter(nature=asked.nature) if asked.nature else Place.objects.all()
    laid = Pebble.places.through.objects.filter(pebble__in=asked.of_pebbles.narrow(Pebble.objects.all()))
    counts = {
        row["place"]: (row["pebbles"], row["examples"])
        for row in laid.order_by()
        .values("place")
        .annotate(pebbles=Count("pk"), examples=Count("pk", filter=Q(pebble__example=True)))
    }
    latest = _latest(laid)
    return [
        Whereabouts(place, *counts.get(place.pk, (0, 0)), latest[place.pk], _position(place))
        for place in found
        if place.pk in counts or not asked.narrows
    ]


def tally(asked: MapFilter) -> Tally:
    """Two counts in one query."""
    pebbles = asked.of_pebbles.narrow(Pebble.objects.all())
    counted = pebbles.aggregate(
        pebbles=Count("pk", distinct=True),
        placed=Count("pk", filter=Q(places__withdrawn=False), distinct=True),
    )
    return Tally(counted["pebbles"], counted["pebbles"] - counted["placed"])


def _latest(laid: object) -> dict[int, list[Deed]]:
    """The last few pebbles of each place."""
    rank = Window(
        RowNumber(),
        partition_by=F("place_id"),
        order_by=[F("pebble__since").desc(nulls_last=True), F("pebble__number").asc()],
    )
    columns = ("number", "name", "translations", "example", "state")
    rows = (
        laid.annotate(rank=rank)  # type: ignore[attr-defined]
        .filter(rank__lte=FIRST_NAMED)
        .order_by("place_id", "rank")
        .values_list("place_id", *(f"pebble__{column}" for column in columns))
    )
    found: dict[int, list[Deed]] = defaultdict(list)
    for place, number, name, translations, example, state in rows:
        found[place].append(Deed(Named("pebble", number, name, translations or {}, example), state))
    return found


def _position(place: Place) -> Point | None:
    return anchor(place.geometry) if place.geometry else None
