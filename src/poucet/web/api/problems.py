"""Refusals of the API as RFC 9457 problems: a stable type, and words in the reader's language."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class Problem:
    """A kind of refusal; its code is its anchor on the page of problems, and never changes."""

    code: str
    status: int
    title: _StrPromise
    next_step: _StrPromise


_KNOWN = (
    Problem(
        "unknown-parameter", 400, _("A question that this address does not know"),
        _("Ask only what the problem lists under “allowed”. Filters that nobody declared are refused on purpose."),
    ),
    Problem(
        "repeated-parameter", 400, _("A question asked twice"),
        _("Ask each question once; for two answers, ask two addresses."),
    ),
    Problem(
        "invalid-parameter", 400, _("A value that is not understood"),
        _("Each error says which question, and which values it takes when they are few."),
    ),
    Problem(
        "invalid-cursor", 400, _("A cursor that is not ours"),
        _("Follow the address under “next” as it is, or start again without a cursor."),
    ),
    Problem(
        "not-found", 404, _("Nothing at this address"),
        _("The page of the API lists every address. What may not be shown does not exist either."),
    ),
    Problem(
        "method-not-allowed", 405, _("This API is only read"),
        _("Use GET or HEAD."),
    ),
    Problem(
        "withdrawn", 410, _("This thing was withdrawn"),
        _("Its number will never be given to another. Take it off your lists."),
    ),
    Problem(
        "too-many-requests", 429, _("Too many requests in a minute"),
        _(
            "Wait for as many seconds as “Retry-After” says. For everything at once, take the files of the "
            "open data: one request each."
        ),
    ),
    Problem(
        "our-fault", 500, _("Something broke on our side"),
        _("It is not your doing. Try again in a while; if it lasts, tell the town hall."),
    ),
)  # fmt: skip
PROBLEMS = {problem.code: problem for problem in _KNOWN}


@dataclass
class Refusal(Exception):
    """Raised by what cannot answer: the kind of problem, what happened, and what helps to mend it."""

    code: str
    detail: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def speak(request: HttpRequest) -> str:
    """The language of refusals: `?lang=`, else what the program says that it reads, else French."""
    asked = request.GET.get("lang")
    spoken = {code for code, _name in settings.LANGUAGES}
    if asked in spoken:
        return str(asked)
    wished = get_language_from_request(request) if "Accept-Language" in request.headers else ""
    return wished if wished in spoken else settings.LANGUAGE_CODE


def problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a response."""
    kind = PROBLEMS[refusal.code]
    said = {
        "type": f"{request.build_absolute_uri(reverse('api-problems'))}#{kind.code}",
        "title": str(kind.title),
        "status": kind.status,
        "detail": refusal.detail or str(kind.next_step),
        "instance": request.get_full_path(),
        **refusal.more,
    }
    content = json.dumps(said, ensure_ascii=False)
    response = HttpResponse(content, status=kind.status, content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ("Accept-Language",))
    return response
