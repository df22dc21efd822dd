"""Pages of ideas: all of them, those whose answer is late, one with its answers and versions."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.contribute.choices import asked, filters
from poucet.contribute.models import Act, Authorship, Proposal, Support
from poucet.contribute.phases import calls_open, opened_on
from poucet.contribute.states import ENDED, State
from poucet.contribute.summaries import card_of, cards_of
from poucet.town.clock import today
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may


@only_read
def proposals(request: HttpRequest) -> HttpResponse:
    rows, chosen = asked(request.GET)
    page = leaf(request, rows, size=20)
    context = {
        "leaf": page,
        "cards": cards_of(page.page.object_list, today()),
        "counted": page.page.paginator.count,
        "filters": filters(chosen),
        "late": Proposal.objects.overdue(on=today()).count(),
        "is_open": bool(calls_open(Act.PROPOSE, today())),
    }
    return render(request, "contribute/proposals.html", context)


@only_read
def late(request: HttpRequest) -> HttpResponse:
    """Answers that are late: nobody has to do anything for an idea to be listed here."""
    rows = Proposal.objects.overdue(on=today()).in_full().order_by("answer_due", "number")
    page = leaf(request, rows, size=20)
    context = {"leaf": page, "cards": cards_of(page.page.object_list, today())}
    return render(request, "contribute/late.html", context)


@only_read
def proposal(request: Any, number: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.in_full(), number=number)
    context = {
        "proposal": found,
        "card": card_of(found, today()),
        "replies": list(found.replies.all()),
        "can": _what_one_can_do(request, found),
    }
    return render(request, "contribute/proposal.html", context)


@only_read
def versions(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Proposal.objects.in_full(), number=number)
    context = {"proposal": found, "revisions": list(found.revisions.all())}
    return render(request, "contribute/versions.html", context)


def _what_one_can_do(request: Any, proposal: Proposal) -> dict[str, bool]:
    """What the reader may do with an idea today; nothing on a page of the past."""
    if getattr(request, "visit", None):
        return {}
    person, number = request.person, request.person.number
    supportable = Act.SUPPORT in opened_on(list(proposal.call.phases.all()), today())
    supportable = supportable and proposal.state not in ENDED
    is_author = bool(number) and Authorship.objects.filter(proposal=proposal, person=person).exists()
    return {
        "support": supportable and not is_author,
        "supported": bool(number) and Support.objects.filter(proposal=proposal, person=person).exists(),
        "rewrite": is_author and not proposal.supports and proposal.state == State.RECEIVED,
        "answer": may(person, "proposal.answer"),
        "ask": proposal.state not in ENDED,
    }
