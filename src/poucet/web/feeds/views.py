"""The addresses of the feeds."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.models import Commune, RegisterEntry
from poucet.town.reading import only_read
from poucet.town.site import public_name
from poucet.web.api.gate import tag_of
from poucet.web.feeds.atom import BEFORE_ANYTHING, MEDIA_TYPE, Feed, written
from poucet.web.feeds.sources import SOURCES
from poucet.web.opendata.licences import LICENCES

OF = {"cailloux": "facette", "idees": "demarche", "reponses": "demarche", "retards": "demarche"}


@only_read
def feed(request: HttpRequest, name: str) -> HttpResponseBase:
    """The newest of a feed, of one call or facet if the address says which."""
    if name not in SOURCES:
        raise Http404
    number = number_in(request.GET.get(OF.get(name, ""), ""))
    language = get_language() or settings.LANGUAGE_CODE
    # A feed is in one language; what is late depends on the day as well.
    tag = tag_of(request).replace('"', f'"{language}-{today():%Y%m%d}-{number or ""}-', 1)
    response = get_conditional_response(request, etag=tag)
    if response is None:
        content = written(_feed(request, name, number, language))
        response = HttpResponse(content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    said = {"ETag": tag, "Cache-Control": "no-cache", "Content-Language": language, "Vary": "Cookie"}
    for header, value in said.items():
        response.headers[header] = value
    return response


def _feed(request: HttpRequest, name: str, number: int | None, language: str) -> Feed:
    source, commune = SOURCES[name], Commune.objects.filter(pk=1).first()
    house = commune.name if commune else "Poucet"
    began = RegisterEntry.objects.order_by("sequence").values_list("at", flat=True).first()
    return Feed(
        name=f"{name}/{number}" if number is not None else name,
        title=str(source.title) % {"commune": house},
        page=reverse(source.page),
        language=language,
        author=house,
        rights=LICENCES[settings.LICENCE].name,
        authority=public_name() or request.get_host().partition(":")[0],
        since=began or BEFORE_ANYTHING,
        root=request.build_absolute_uri("/").rstrip("/"),
        address=request.build_absolute_uri(),
        subtitle=_("A demonstration: this is not the site of the town.")
        if commune and commune.demonstration
        else "",
        entries=source.entries(number),
    )
