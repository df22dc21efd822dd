"""Addresses of the API, each behind the gate; whatever else is asked below them is a problem too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from poucet.town.converters import register_all
from poucet.web.api.description import as_text, describe
from poucet.web.api.gate import gated
from poucet.web.api.house import build
from poucet.web.api.problems import Refusal

register_all()
api = build()
DESCRIPTION = describe(api)
_TEXT = as_text(DESCRIPTION)


def described(_request: HttpRequest) -> HttpResponse:
    """The description, as programs read it."""
    return HttpResponse(_TEXT, content_type="application/openapi+json; charset=utf-8")


def nothing_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    raise Refusal("not-found")


def _gated(pattern: URLPattern) -> URLPattern:
    return URLPattern(pattern.pattern, gated(pattern.callback), pattern.default_args, pattern.name)


urlpatterns = [
    path("openapi.json", gated(described), name="api-description"),
    *(
        _gated(pattern)
        for pattern in api.urls[0]
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ),
    path("", gated(nothing_here), name="api-root"),
    path("<path:rest>", gated(nothing_here), name="api-elsewhere"),
]
