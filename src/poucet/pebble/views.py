"""Pages of the deeds: the Path, the list, a deed, its story sheet."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from poucet.pebble import preview as previews
from poucet.pebble.atlas import atlas_of, map_of_places
from poucet.pebble.cards import cards
from poucet.pebble.choices import facet_filters, filters, map_filters, offer, themes_laid
from poucet.pebble.exports import as_geojson
from poucet.pebble.forms import MapFilter, facet_asked, years_seen_close
from poucet.pebble.models import Pebble
from poucet.pebble.scales import Scale, scale_of
from poucet.pebble.summaries import portrait
from poucet.pebble.walk import View, draw_path
from poucet.pebble.whereabouts import whereabouts
from poucet.star.models import Facet, Star
from poucet.star.summaries import facet_views
from poucet.town.clock import today
from poucet.town.kept import kept, kept_list, kept_part, seal
from poucet.town.map_policy import style_of_maps, tiles, with_the_policy_of_maps, with_the_style_of_drawn_maps
from poucet.town.models import Commune
from poucet.town.pages import leaf, page_asked, turned_to
from poucet.town.reading import only_read
from poucet.town.templatetags.town import plain_title

PEBBLES_ON_A_PAGE = 60
PLACES_ON_A_PAGE = 60
PEBBLES_IN_THE_TABLE = 100


@only_read
def path(request: HttpRequest) -> HttpResponse:
    """The picture and the distances are drawn once for all readers; the table comes in pages."""
    day, of_the_house = today(), seal()
    offered = kept("offer", seal=of_the_house, make=offer)
    facets = list(Facet.objects.select_related("indicator"))
    asked = offered.asked(request.GET)
    facet = facet_asked(request.GET, facets)
    scale = _scale(facet, request.GET.get("unite", ""), of_the_house) if facet else None
    sized = (("facette", str(facet.number)), ("unite", scale.unit)) if facet and scale else ()
    view = View(years_seen_close(request.GET), asked.question + sized)
    found = asked.narrow(Pebble.objects.between(*view.window) if view.window else Pebble.objects.all())

    def picture() -> dict[str, Any]:
        stones = list(found.weighing_what_is_told().in_outline().chronological())
        drawn = draw_path(stones, Star.objects.first(), today=day, scale=scale, view=view)
        return {"path": drawn, "facet_chosen": facet}

    def table() -> dict[str, Any]:
        rows = found.chronological().prefetch_related("places")
        shown = turned_to(page, rows, size=PEBBLES_IN_THE_TABLE, question=view.question)
        return {"leaf": shown, "scale": scale, "asked": asked}

    page = page_asked(request)
    counted, rows = kept_list("pebble/_walk_table.html", view, page, seal=of_the_house, context=table)
    context = {
        "window": view.window,
        "counted": counted,
        "table": rows,
        "filters": [*facet_filters(facets, scale), *filters(asked, offered)],
        "facet": facet,
        "scale": scale,
        "picture": kept_part("pebble/_walk.html", view, day, seal=of_the_house, context=picture),
        "distances": kept_part(
            "pebble/_distances.html",
            day,
            seal=of_the_house,
            context=lambda: {"views": facet_views(facets, today=day)},
        ),
    }
    return render(request, "pebble/path.html", context)


def _scale(facet: Facet, unit: str, of_the_house: str) -> Scale:
    """How large each deed is within a facet: kept, for it takes the figures of all of them."""
    known: Scale = kept("scale", facet.number, seal=of_the_house, make=lambda: scale_of(facet))
    if unit == known.unit or unit not in known.units:
        return known
    return kept("scale", facet.number, unit, seal=of_the_house, make=lambda: scale_of(facet, unit))


@only_read
def pebbles(request: HttpRequest) -> HttpResponse:
    of_the_house, page = seal(), page_asked(request)
    offered = kept("offer", seal=of_the_house, make=offer)
    asked = offered.asked(request.GET)

    def listed() -> dict[str, Any]:
        found = asked.narrow(Pebble.objects.chronological()).prefetch_related("places")
        shown = turned_to(page, found, size=PEBBLES_ON_A_PAGE, question=asked.question)
        return {"leaf": shown, "cards": cards(list(shown.page.object_list)), "asked": asked}

    counted, shown = kept_list("pebble/_pebbles.html", asked, page, seal=of_the_house, context=listed)
    context = {"asked": asked, "filters": filters(asked, offered), "counted": counted, "shown": shown}
    return render(request, "pebble/pebbles.html", context)


@only_read
def pebble(request: HttpRequest, number: int) -> HttpResponse:
    found = _standing(number)
    return render(request, "pebble/pebble.html", {"pebble": found, "portrait": portrait(found)})


@only_read
@with_the_style_of_drawn_maps
def pebble_map(request: HttpRequest, number: int) -> HttpResponse:
    """Where a deed was laid, as a picture by itself: its page has enough to ask already."""
    found = get_object_or_404(Pebble.objects.all(), number=number)
    drawn = map_of_places(found.places.filter(withdrawn=False), title=plain_title(found))
    if drawn is None:
        raise Http404
    context = {"map": drawn, "style": style_of_maps()}
    return render(request, "pebble/map.svg", context, content_type="image/svg+xml")


@only_read
def story(request: HttpRequest, number: int) -> HttpResponse:
    found = _standing(number)
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {"pebble": found, "portrait": portrait(found), "address": address}
    return render(request, "pebble/story.html", context)


@only_read
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """The picture that other sites show with a link to the deed."""
    picture = previews.preview(_standing(number), Commune.objects.filter(pk=1).first())
    tag = quote_etag(hashlib.sha256(picture).hexdigest()[:32])
    known = get_conditional_response(request, etag=tag)
    response = known if known is not None else HttpResponse(picture, content_type="image/png")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@only_read
@with_the_policy_of_maps
def atlas(request: HttpRequest) -> HttpResponse:
    """The map, drawn here; a script may lay a livelier one over it."""
    themes = themes_laid()
    asked = MapFilter.read(request.GET, themes=themes)
    found = atlas_of(asked)
    context = {
        "asked": asked,
        "atlas": found,
        "filters": map_filters(asked, themes),
        "leaf": leaf(request, found.shown, size=PLACES_ON_A_PAGE),
        "tiles": tiles(),
    }
    return render(request, "pebble/map.html", context)


@only_read
def atlas_geojson(request: HttpRequest) -> JsonResponse:
    """The same places and counts as GeoJSON, to take away; the script's map reads it too."""
    asked = MapFilter.read(request.GET, themes=themes_laid())
    content = as_geojson(whereabouts(asked), asked, base=request.build_absolute_uri("/"))
    return JsonResponse(content, content_type="application/geo+json")


def _standing(number: int) -> Pebble:
    found: Pebble = get_object_or_404(Pebble.objects.select_related("source", "axis"), number=number)
    return found
