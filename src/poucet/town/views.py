"""Pages of the ground: organisations, places, the register, the thread, what is missing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control

from poucet.town.alphabet import alphabetical
from poucet.town.choosing import organisations_asked
from poucet.town.converters import number_in
from poucet.town.exports import as_csv, as_geojson, as_linked_data
from poucet.town.kept import kept_part
from poucet.town.kept import seal as seal_of_the_house
from poucet.town.missing import gaps
from poucet.town.models import Layer, LayerDrawing, Organisation, Place, RegisterEntry
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.summaries import lines, seal, thread_through, whole_thread, years_of
from poucet.town.things import Kind, Reference, kind_at, kinds


@only_read
def organisations(request: HttpRequest) -> HttpResponse:
    asked = organisations_asked(request.GET)
    context = {"leaf": leaf(request, asked.rows, size=60), "filters": asked.filters}
    return render(request, "town/organisations.html", context)


@only_read
def organisation(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Organisation, number=number)
    context = {"organisation": found, "years": years_of(found)}
    return render(request, "town/organisation.html", context)


@only_read
def places(request: HttpRequest) -> HttpResponse:
    nature = request.GET.get("genre", "")
    chosen = nature if nature in Place.Nature.values else ""
    found = Place.objects.filter(nature=chosen) if chosen else Place.objects.all()
    rows = sorted(found, key=lambda one: (alphabetical(one.get_nature_display()), alphabetical(one.title)))
    context = {"leaf": leaf(request, rows, size=60), "natures": Place.Nature.choices, "chosen": chosen}
    return render(request, "town/places.html", context)


@only_read
def place(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "town/place.html", {"place": get_object_or_404(Place, number=number)})


@only_read
def layer(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "town/layer.html", {"layer": get_object_or_404(Layer, number=number)})


@only_read
@cache_control(public=True, max_age=3600)
def layer_geojson(_request: HttpRequest, number: int) -> JsonResponse:
    """The drawing of a layer as GeoJSON (RFC 7946), with its licence."""
    drawing = get_object_or_404(
        LayerDrawing.objects.select_related("layer"), layer__number=number, layer__withdrawn=False
    )
    return JsonResponse(as_geojson(drawing), content_type="application/geo+json")


@only_read
def register(request: HttpRequest) -> HttpResponse:
    kind, number = _asked_thing(request)
    entries = RegisterEntry.objects.order_by("-sequence")
    if kind is not None:
        entries = entries.filter(kind=kind.code)
    if number is not None:
        entries = entries.filter(number=number)
    page = leaf(request, entries, size=50)
    context = {
        "leaf": page,
        "lines": lines(page.page.object_list),
        "seal": seal(),
        "kinds": kinds(),
        "kind": kind,
        "number": "" if number is None else str(number),
    }
    return render(request, "town/register.html", context)


@only_read
def thread(request: HttpRequest, word: str, number: int) -> HttpResponse:
    kind = kind_at(word)
    found = thread_through(Reference(kind.code, number)) if kind else None
    if found is None:
        raise Http404
    return render(request, "town/thread.html", {"thread": found})


@only_read
def thread_csv(_request: HttpRequest) -> HttpResponse:
    content = as_csv(whole_thread())
    headers = {"Content-Disposition": 'attachment; filename="fil.csv"'}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)


@only_read
def thread_jsonld(request: HttpRequest) -> HttpResponse:
    content = as_linked_data(whole_thread(), base=request.build_absolute_uri("/"))
    return HttpResponse(content, content_type="application/ld+json; charset=utf-8")


@only_read
def missing(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "town/missing.html",
        {"found": kept_part("town/_gaps.html", seal=seal_of_the_house(), context=_gaps)},
    )


def _gaps() -> dict[str, Any]:
    found = gaps()
    return {"gaps": found, "total": sum(len(gap.things) for gap in found)}


def _asked_thing(request: HttpRequest) -> tuple[Kind | None, int | None]:
    """The kind and the number that the reader asks about; what cannot be read asks nothing."""
    return kind_at(request.GET.get("genre", "")), number_in(request.GET.get("numero"))
