"""The site as it was on a date: an address of the past is the present one behind a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.encoding import escape_uri_path
from django.utils.timezone import localdate

from poucet.town.clock import end_of
from poucet.town.models import RegisterEntry
from poucet.town.past import BeforeTheFirstLine, as_of, is_offered
from poucet.town.past.addresses import WORD, addresses_on
from poucet.town.people.models import Visitor
from poucet.town.reading import only_read
from poucet.town.templatetags.town import day_in_words
from poucet.web.refusals import NO_SUCH_DAY, NOT_IN_THE_PAST, NOTHING_YET, before_the_first_day, refuse

_ADDRESS = re.compile(rf"/{WORD}/(?P<day>[^/]+)(?P<page>/.*)?", re.DOTALL)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
_FRENCH = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})", re.ASCII)

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Visit:
    """A page read as it was on a day, and where the same page is today."""

    day: date
    today: str


def pages_of_the_past(get_response: Answer) -> Answer:
    """Answer an address of the past as the page of today would have been on that day."""

    def middleware(request: HttpRequest) -> HttpResponse:
        asked = _ADDRESS.fullmatch(request.path_info)
        if asked is None:
            return get_response(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        day = _day(_ISO, asked["day"])
        if day is None:
            return refuse(request, NO_SUCH_DAY)
        return _answer(request, day, asked["page"], get_response)

    return middleware


@only_read
def at_date(request: HttpRequest) -> HttpResponse:
    """Where the form « see this page on another date » leads."""
    written, page = request.GET.get("date", "").strip(), request.GET.get("page", "")
    page = page if _name_of(page.partition("?")[0]) else "/"
    day = _day(_ISO, written) or _day(_FRENCH, written)
    if day is None:
        context = {"asked": page, "refused": written[:40]}
        return render(request, "web/at_date.html", context, status=404 if written else 200)
    return HttpResponseRedirect(
        _root() + (page if day >= localdate() else f"/{WORD}/{day.isoformat()}{page}")
    )


def _answer(request: HttpRequest, day: date, page: str | None, get_response: Answer) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    asked = f"?{query}" if query else ""
    if page is None:
        return HttpResponseRedirect(f"{escape_uri_path(request.path)}/{asked}")
    today = f"{_root()}{escape_uri_path(page)}{asked}"
    if day > localdate():
        return HttpResponseRedirect(today)
    if _name_of(page) is None and _is_an_address(page):
        return refuse(request, NOT_IN_THE_PAST)
    try:
        with as_of(end_of(day)), addresses_on(day):
            response = _read(request, Visit(day, today), page, get_response)
    except BeforeTheFirstLine:
        first = RegisterEntry.objects.order_by("sequence").first()
        return refuse(
            request, before_the_first_day(day_in_words(localdate(first.at))) if first else NOTHING_YET
        )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{request.build_absolute_uri(today)}>; rel="canonical"'
    return response


def _read(request: Any, visit: Visit, page: str, get_response: Answer) -> HttpResponse:
    request.visit, request.path_info = visit, page
    request.person = Visitor()  # nobody acts in the past: no page offers it
    response: Any = get_response(request)
    if response.streaming:  # read to its end while it is still that day
        response.streaming_content = list(response.streaming_content)
    answer: HttpResponse = response
    return answer


def _day(shape: re.Pattern[str], written: str) -> date | None:
    found = shape.fullmatch(written)
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day"))) if found else None
    except ValueError:
        return None


def _name_of(page: str) -> str | None:
    """The name of a page that may be read in the past; None for any other."""
    try:
        name = resolve(page).url_name
    except Resolver404:
        return None
    return name if is_offered(name) else None


def _is_an_address(page: str) -> bool:
    try:
        resolve(page)
    except Resolver404:
        return False
    return True


def _root() -> str:
    return get_script_prefix().rstrip("/")
