"""The reader's language: `?lang=en` for this page, else the cookie, else French."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGE_COOKIE = "langue"
THEME_COOKIE = "apparence"


def language_of_the_reader(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Browsers often ask for English by default where people read French: only a choice counts.

    Pages alone depend on what the reader chose; pictures, schemas and exports are the same for everyone.
    """
    spoken = {code for code, _name in settings.LANGUAGES}

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = (request.GET.get("lang"), request.COOKIES.get(LANGUAGE_COOKIE), settings.LANGUAGE_CODE)
        language = next(code for code in asked if code in spoken)
        with translation.override(language):
            response = get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", language)
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ("Cookie",))
        return response

    return middleware
