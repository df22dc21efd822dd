"""Pages of the deeds: the Path, the list, a deed, its story sheet."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate

from poucet.pebble.cards import cards
from poucet.pebble.choices import facet_filters, filters, offer
from poucet.pebble.forms import facet_asked, years_seen_close
from poucet.pebble.models import Pebble
from poucet.pebble.scales import Scale, scale_of
from poucet.pebble.summaries import portrait
from poucet.pebble.walk import View, draw_path
from poucet.star.models import Facet, Star
from poucet.star.summaries import facet_views
from poucet.town.kept import kept, kept_list, kept_part, seal
from poucet.town.pages import page_asked, turned_to
from poucet.town.reading import only_read

PEBBLES_ON_A_PAGE = 60
PEBBLES_IN_THE_TABLE = 100


@only_read
def path(request: HttpRequest) -> HttpResponse:
    """The picture and the distances are drawn once for all readers; the table comes in pages."""
    today, of_the_house = localdate(), seal()
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
        drawn = draw_path(stones, Star.objects.first(), today=today, scale=scale, view=view)
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
        "picture": kept_part("pebble/_walk.html", view, today, seal=of_the_house, context=picture),
        "distances": kept_part(
            "pebble/_distances.html",
            today,
            seal=of_the_house,
            context=lambda: {"views": facet_views(facets, today=today)},
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
def story(request: HttpRequest, number: int) -> HttpResponse:
    found = _standing(number)
    address = request.build_absolute_uri(found.get_absolute_url())
    context = {"pebble": found, "portrait": portrait(found), "address": address}
    return render(request, "pebble/story.html", context)


def _standing(number: int) -> Pebble:
    found: Pebble = get_object_or_404(Pebble.objects.select_related("source", "axis"), number=number)
    return found
