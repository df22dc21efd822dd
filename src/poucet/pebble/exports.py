"""Where the deeds were laid, to take away: GeoJSON (RFC 7946), in longitude and latitude (WGS 84)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from poucet.pebble.forms import MapFilter
from poucet.pebble.whereabouts import Deed, Whereabouts
from poucet.town.models import Place


def as_geojson(there: Iterable[Whereabouts], asked: MapFilter, *, base: str) -> dict[str, Any]:
    """A feature for each place; one whose position nobody knows has no geometry, as the standard says it."""
    return {
        "type": "FeatureCollection",
        "features": [_feature(one, asked, base.rstrip("/")) for one in there],
    }


def _feature(one: Whereabouts, asked: MapFilter, base: str) -> dict[str, Any]:
    place = one.place
    properties = {
        "number": place.number,
        **_name(place),
        "nature": place.nature,
        "url": f"{base}{place.get_absolute_url()}",
        "position": [round(degrees, 6) for degrees in one.position] if one.position else None,
        "pebbles": one.pebbles,
        "examples": one.examples,
        "list": f"{base}{asked.list_address(place.number)}" if one.pebbles else None,
        "latest": [_deed(deed, base) for deed in one.latest],
    }
    return {"type": "Feature", "id": place.number, "geometry": place.geometry, "properties": properties}


def _deed(deed: Deed, base: str) -> dict[str, Any]:
    return {
        "number": deed.named.number,
        **_name(deed.named),
        "state": deed.state,
        "example": deed.named.example,
        "url": f"{base}{deed.named.get_absolute_url()}",
    }


def _name(thing: Place | Any) -> dict[str, str]:
    """The name as the commune wrote it, and in English when somebody translated it."""
    english = thing.told_in("name", "en")
    return {"name": thing.name} | ({"name_en": english} if english else {})
