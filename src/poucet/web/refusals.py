"""Pages that say what went wrong, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import requires_csrf_token

from poucet.town.rights import may
from poucet.town.things import Reference, kind_at
from poucet.town.tombstones import is_withdrawn, tombstone
from poucet.web.context import theme_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Trouble:
    """What happened, and what the reader can do about it."""

    status: int
    title: _StrPromise
    happened: _StrPromise
    next_step: _StrPromise


NOT_FOUND = Trouble(
    404,
    _("This page cannot be found"),
    _(
        "No page has this address. It may have been copied with a letter too many or too few, "
        "or be about a thing that was withdrawn."
    ),
    _("Check the address, or start again from the Path."),
)
NOT_ALLOWED = Trouble(
    403,
    _("This page is not open to you"),
    _("What you asked for is kept for other people."),
    _("If you think it should be open to you, tell the town hall which page it is."),
)
NOT_UNDERSTOOD = Trouble(
    400,
    _("We did not understand what was asked"),
    _("The address or the form was not complete when it reached us."),
    _("Go back to the page before and try again."),
)
FORGED = Trouble(
    403,
    _("This form could not be checked"),
    _(
        "Before we write anything, we make sure that the form comes from this site. This one could not be "
        "checked: the page may have stayed open too long, or your browser refuses cookies."
    ),
    _("Go back, load the page again and send the form once more. What you typed was not kept."),
)
TOO_MANY = Trouble(
    429,
    _("Too many requests in a minute"),
    _("Making this file is work for a small machine: an address may ask a hundred times a minute or so."),
    _("Wait a minute, then ask again."),
)
NO_SUCH_DAY = Trouble(
    404,
    _("This date cannot be read"),
    _("The site can be read as it was at the end of a day, but this is the date of no day."),
    _("Write the year, the month and the day with their figures, such as 2026-03-01, and try again."),
)
NOT_IN_THE_PAST = Trouble(
    404,
    _("This page is not kept day by day"),
    _("It only answers for today: accounts, searches and choices have no past to show."),
    _("Take the date away from the address to open it as it is today."),
)
NOTHING_YET = Trouble(
    404,
    _("This house had not opened yet"),
    _("Nothing has been written here so far."),
    _("Come back once the commune has moved in."),
)


def before_the_first_day(first: str) -> Trouble:
    """What is said of a day when the house was not there."""
    return Trouble(
        404,
        _("This house had not opened yet"),
        format_lazy(
            _("The first line of its register was written on {day}: before it, there is nothing to show."),
            day=first,
        ),
        _("Choose a later date."),
    )


def refuse(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """A page that says what went wrong."""
    return render(request, "web/trouble.html", {"trouble": trouble}, status=trouble.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page; or, at the address of what was withdrawn, how it went (410)."""
    reference = _reference_asked(request)
    if reference is None or not _may_see(request, reference) or not is_withdrawn(reference):
        return refuse(request, NOT_FOUND)
    return render(request, "web/tombstone.html", {"tombstone": tombstone(reference)}, status=410)


def _reference_asked(request: HttpRequest) -> Reference | None:
    """The thing that an address is about: `/caillou/12`, and the pages that hang on it."""
    match = request.resolver_match
    if match is None or "number" not in match.kwargs:
        return None
    name = match.url_name or ""
    if name == "thread":
        kind = kind_at(match.kwargs["word"])
        return Reference(kind.code, match.kwargs["number"]) if kind else None
    return Reference(name.partition("-")[0], match.kwargs["number"])


def _may_see(request: HttpRequest, reference: Reference) -> bool:
    person = getattr(request, "person", None)
    return person is not None and may(person, f"{reference.kind}.see")


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NOT_ALLOWED)


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, NOT_UNDERSTOOD)


def too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    response = refuse(request, TOO_MANY)
    response.headers["Retry-After"] = str(seconds)
    return response


@requires_csrf_token
def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(request, FORGED)


def broken(request: HttpRequest) -> HttpResponse:
    """Our own fault; nothing is asked of the database, which may be what is broken."""
    known: dict[str, Any] = {"theme": theme_of(request)}
    return HttpResponse(render_to_string("web/broken.html", known), status=500)
