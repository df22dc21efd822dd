"""The gate of the API: who may ask, how often, and whether the answer has changed since they last had it.

The tag of an answer is a print of the last seal of the register, of the address and of the version of Poucet: every
act is recorded, so nothing can have changed while the seal is the same. It costs one short query, and no row. The
language is no part of it: answers hold every language.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from poucet import __version__
from poucet.town.models import RegisterEntry
from poucet.town.register import BEFORE_THE_FIRST
from poucet.web.api.limits import wait_for
from poucet.web.api.problems import Refusal, problem, speak

READING = ("GET", "HEAD", "OPTIONS")
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
Answer = Callable[..., HttpResponseBase]
log = logging.getLogger("django.request")


def gated(view: Answer) -> Answer:
    """A view of the API behind its gate: whatever happens is answered in JSON, to any site that asks."""

    @csrf_exempt
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        with translation.override(speak(request)):
            response = _answer(request, view, kwargs)
        for name, said in OPEN.items():
            response.headers[name] = said
        return response

    return guarded


def last_seal() -> str:
    """The last seal of the register: what changes with every act."""
    last = RegisterEntry.objects.order_by("-sequence").values_list("digest", flat=True).first()
    return last or BEFORE_THE_FIRST


def tag_of(request: HttpRequest) -> str:
    """The tag of the answer to this request, before it is computed."""
    said = f"{__version__} {last_seal()} {request.build_absolute_uri()}"
    return quote_etag(hashlib.sha256(said.encode()).hexdigest()[:32])


def refuse_too_many(request: HttpRequest) -> None:
    """Refuse one who asks too often, in words."""
    seconds = wait_for(request)
    if seconds:
        detail = _("You may ask %(limit)d times a minute. Ask again in %(seconds)d seconds.") % {
            "limit": settings.API_LIMIT,
            "seconds": seconds,
        }
        raise Refusal("too-many-requests", detail, {"retry_after": seconds})


def _answer(request: HttpRequest, view: Answer, kwargs: dict[str, Any]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={**PREFLIGHT, "Allow": ", ".join(READING)})
    try:
        if request.method not in READING:
            raise Refusal("method-not-allowed")
        refuse_too_many(request)
        return _unless_known(request, view, kwargs)
    except Refusal as refusal:
        response = problem(request, refusal)
        if refusal.code == "method-not-allowed":
            response.headers["Allow"] = ", ".join(READING)
        if refusal.code == "too-many-requests":
            response.headers["Retry-After"] = str(refusal.more["retry_after"])
        return response
    except Exception:  # whoever reads the API by program is owed a problem, not a page
        log.exception("The API broke: %s", request.path)
        return problem(request, Refusal("our-fault"))


def _unless_known(request: HttpRequest, view: Answer, kwargs: dict[str, Any]) -> HttpResponseBase:
    """The answer, or that the reader already has it."""
    tag = tag_of(request)
    known = get_conditional_response(request, etag=tag)
    response: HttpResponseBase = known if known is not None else _read(request, view, kwargs)
    if response.status_code in {200, 304}:
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "no-cache"
    return response


def _read(request: HttpRequest, view: Answer, kwargs: dict[str, Any]) -> HttpResponseBase:
    """HEAD is a GET whose body the server keeps for itself."""
    method, request.method = request.method, "GET"
    try:
        return view(request, **kwargs)
    finally:
        request.method = method
