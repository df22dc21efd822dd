"""What every page knows: the commune, the doors, the language, light or dark."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from poucet.town.models import Commune
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
        "desk_bar": SimpleLazyObject(lambda: bar_for(request)),
        "doors": doors(MAIN, request),
        "small_doors": doors(SMALL, request),
    }


def theme_of(request: HttpRequest) -> str:
    """What the reader chose; empty: as on the device."""
    theme = request.COOKIES.get(THEME_COOKIE, "")
    return theme if theme in THEMES else ""


def address_of(request: HttpRequest) -> str:
    """The address to come back to, without the language that a link may have asked for once."""
    query = request.GET.copy()
    query.pop("lang", None)
    return f"{request.path}?{query.urlencode()}" if query else request.path
