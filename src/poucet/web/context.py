"""What every page knows: the commune, the doors, the language, light or dark."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from poucet.town.models import Commune
from poucet.town.past import is_offered
from poucet.web.desk.bar import bar_for
from poucet.web.middleware import THEME_COOKIE
from poucet.web.navigation import MAIN, SMALL, doors

THEMES = ("light", "dark")


def house(request: HttpRequest) -> dict[str, Any]:
    """The commune is asked for only by pages that show it."""
    return {
        "commune": SimpleLazyObject(lambda: Commune.objects.filter(pk=1).first()),
        "theme": theme_of(request),
        "here": address_of(request),
        "signed_in": SimpleLazyObject(lambda: _is_signed_in(request)),
        "visit": getattr(request, "visit", None),
        "page": page_of(request),
        "desk_bar": SimpleLazyObject(lambda: bar_for(request)),
        "doors": doors(MAIN, request),
        "small_doors": doors(SMALL, request),
    }


def _is_signed_in(request: HttpRequest) -> bool:
    # Absent where the request went astray before anybody asked who it is.
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def page_of(request: HttpRequest) -> str:
    """The page as it may be asked for on another date; empty where it has no past."""
    match = request.resolver_match
    return _with_query(request, request.path_info) if match and is_offered(match.url_name) else ""


def theme_of(request: HttpRequest) -> str:
    """What the reader chose; empty: as on the device."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def address_of(request: HttpRequest) -> str:
    """The address to come back to, without the language that a link may have asked for once."""
    return _with_query(request, request.path)


def _with_query(request: HttpRequest, path: str) -> str:
    query = request.GET.copy()
    query.pop("lang", None)
    return f"{path}?{query.urlencode()}" if query else path
