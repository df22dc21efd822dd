"""What everybody reads: the board, one need or offer, the sheets to print."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.contribute.paper import lines_of
from poucet.contribute.sharing.counted import shares_of
from poucet.contribute.sharing.forms import OfferFields, ShareFields
from poucet.contribute.sharing.models import Poster, Posting, Promise
from poucet.contribute.sharing.operations.ledger import receives
from poucet.contribute.sharing.summaries import asked, card_of, filters, takers_of
from poucet.contribute.sharing.terms import Standing
from poucet.town.clock import today
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may


@only_read
def postings(request: Any) -> HttpResponse:
    rows, chosen = asked(request.GET, today())
    page = leaf(request, rows, size=20)
    context = {
        "leaf": page,
        "cards": [card_of(row, today()) for row in page.page.object_list],
        "counted": page.page.paginator.count,
        "filters": filters(chosen),
        "can_enter": may(request.person, "posting.enter"),
    }
    return render(request, "sharing/postings.html", context)


@only_read
def posting(request: Any, number: int) -> HttpResponse:
    found = get_object_or_404(Posting.objects.in_full(), number=number)
    context = {
        "posting": found,
        "card": card_of(found, today()),
        "lines": list(found.ledger.all()),
        "names": _names(request, found),
        "organisations": [] if getattr(request, "visit", None) else takers_of(found),
        "can": _what_one_can_do(request, found),
    }
    return render(request, "sharing/posting.html", context)


@only_read
def share_paper(request: HttpRequest, number: int) -> HttpResponse:
    """The form of a share, to print and fill in by hand."""
    found = get_object_or_404(Posting.objects.in_full(), number=number)
    context = {
        "posting": found,
        "lines": lines_of(ShareFields(posting=found)),
        "large": "grand" in request.GET,
    }
    return render(request, "sharing/paper.html", context)


@only_read
def offer_paper(request: HttpRequest) -> HttpResponse:
    """The form of an offer, to print and fill in by hand."""
    context = {"posting": None, "lines": lines_of(OfferFields()), "large": "grand" in request.GET}
    return render(request, "sharing/paper.html", context)


def _names(request: Any, posting: Posting) -> list[str]:
    """Those who wished to be named; none on a page of the past, which keeps no name."""
    if getattr(request, "visit", None):
        return []
    rows = Promise.objects.filter(posting=posting, state=Standing.CONFIRMED).exclude(name="")
    return list(rows.order_by("position").values_list("name", flat=True))


def _what_one_can_do(request: Any, posting: Posting) -> dict[str, Any]:
    """What the reader may do with it; on a page of the past, only what that page led everybody to."""
    if getattr(request, "visit", None):
        return {"take": posting.is_open(today())}
    person = request.person
    can: dict[str, Any] = {"take": posting.is_open(today()), "follow": may(person, "posting.deliver")}
    if not person.number:
        return can
    standing = Promise.objects.filter(posting=posting, person=person).exclude(state=Standing.WITHDRAWN)
    mine = standing.select_related("posting").first()
    is_mine = Poster.objects.filter(posting=posting, person=person).exists()
    told = shares_of(posting.ledger.all())[mine.position].delivery if mine else None
    return can | {
        "take": can["take"] and mine is None and not is_mine,
        "mine": mine,
        "told": told,
        "step_back": mine is not None and told is None,
        "receive": mine is not None and mine.state == Standing.CONFIRMED and receives(mine, person),
        "close": is_mine and posting.closed_on is None,
    }
