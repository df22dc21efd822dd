"""How equivalences are printed: a count is never shown without the constant it takes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from poucet.measure.templatetags.measure import NO_BREAK, amount, constant_reading, unit
from poucet.pebble.atlas import Atlas, Credit
from poucet.pebble.equivalences import Recount, Told
from poucet.pebble.forms import MapFilter
from poucet.pebble.models import Pebble, Picture
from poucet.pebble.sharing import Share, share
from poucet.pebble.summaries import Portrait
from poucet.town.models import Place
from poucet.town.templatetags.town import position as position_of
from poucet.town.templatetags.town import spoken

register = template.Library()


@register.filter
def at_constant(told: Told) -> str:
    return constant_reading(told.constant)


@register.filter
def recount_reading(recount: Recount) -> str:
    """A count of ours, rounded as far as a count of people goes: « 12 ménages »."""
    count = rounded(recount.count)
    return f"{amount(count)}{NO_BREAK}{unit(recount.counted, count)}"


def rounded(count: Fraction) -> Decimal:
    """To the unit from ten on, to a tenth below."""
    exact = Decimal(count.numerator) / Decimal(count.denominator)
    return round(exact, 0 if exact >= 10 else 1)


@register.filter
def alternative(picture: Picture) -> str:
    """The words that stand for a picture, in the reader's language when somebody wrote them in it."""
    return spoken(picture, "alt")[0]


@register.simple_tag(takes_context=True)
def shared(context: RequestContext, pebble: Pebble, portrait: Portrait) -> Share:
    """What other sites show of a link to the deed."""
    return share(context["request"], pebble, portrait, context["commune"])


@register.filter
def pebble_state(code: str) -> str:
    """How far a deed has come, in everyday words."""
    return str(Pebble.State(code).label)


@register.filter
def whereabouts(geometry: dict[str, Any], position: tuple[float, float]) -> str:
    """Where a place is: its point, or a point of its outline."""
    if geometry["type"] == "Point":
        return position_of(geometry)
    longitude, latitude = (round(degrees, 5) for degrees in position)
    around = {"latitude": number_format(latitude, 5), "longitude": number_format(longitude, 5)}
    return _("its outline is known, around latitude %(latitude)s°, longitude %(longitude)s°") % around


@register.simple_tag
def list_of(asked: MapFilter, place: Place) -> str:
    """The address of the list of a place's pebbles."""
    return asked.list_address(place.number)


@register.simple_tag
def map_bounds(atlas: Atlas) -> str:
    """What both shapes of the picture show, whatever the shape of the screen."""
    wide, tall = atlas.wide.frame.bounds, atlas.tall.frame.bounds
    west, south = max(wide.west, tall.west), max(wide.south, tall.south)
    east, north = min(wide.east, tall.east), min(wide.north, tall.north)
    return json.dumps([round(edge, 6) for edge in (west, south, east, north)])


@register.simple_tag
def map_layers(credits_of_layers: Sequence[Credit]) -> str:
    """The layers for the script, from the ground up; the template escapes them."""
    layers = [credit.layer for credit in credits_of_layers]
    return json.dumps(
        [
            {"number": one.number, "nature": one.nature, "url": reverse("layer-geojson", args=[one.number])}
            for one in layers
        ]
    )


@register.simple_tag
def map_words() -> str:
    """What the script says, in the reader's language."""
    words = {
        "name": _("Map"),
        "nearer": _("Nearer"),
        "farther": _("Farther"),
        "close": _("Close"),
        "all": _("all its pebbles"),
        "none": _("No pebble was laid here yet."),
        "example": _("example"),
        "ex": _("ex."),
        "places": _("places"),
        "pebbles": _("pebbles"),
        "states": {state.value: str(state.label) for state in Pebble.State},
        "natures": {nature.value: str(nature.label) for nature in Place.Nature},
    }
    return json.dumps(words, ensure_ascii=False)
