"""What a reader may choose for every page: the language, light or dark. Kept in a cookie, nowhere else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from poucet.web.context import THEMES
from poucet.web.middleware import LANGUAGE_COOKIE, THEME_COOKIE

A_YEAR = 365 * 24 * 3600


# Exempt from the forgery token: it would lay a cookie on everyone who reads a page, to guard a colour.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponseRedirect:
    """Remember the language; one that the house does not speak changes nothing."""
    spoken = {code for code, _name in settings.LANGUAGES}
    return _remember(request, LANGUAGE_COOKIE, request.POST.get("langue", ""), spoken)


@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponseRedirect:
    """Remember light or dark; anything else is as on the device."""
    response = _remember(request, THEME_COOKIE, request.POST.get("apparence", ""), set(THEMES))
    if request.POST.get("apparence") not in THEMES:
        response.delete_cookie(THEME_COOKIE)
    return response


def _remember(request: HttpRequest, cookie: str, value: str, allowed: set[str]) -> HttpResponseRedirect:
    response = HttpResponseRedirect(_way_back(request))
    if value in allowed:
        response.set_cookie(
            cookie, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.HTTPS
        )
    return response


def _way_back(request: HttpRequest) -> str:
    """The page the reader came from, if it is one of ours; else home."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else "/"
