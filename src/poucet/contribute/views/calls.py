"""Pages of calls: what is open to residents, and by which rules."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from poucet.contribute.models import Act, Call, Proposal
from poucet.contribute.phases import current, opened_on
from poucet.contribute.summaries import cards_of, rules_of
from poucet.town.clock import today
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may


@only_read
def calls(request: HttpRequest) -> HttpResponse:
    rows = list(Call.objects.prefetch_related("phases"))
    shown = [(call, current(list(call.phases.all()), today())) for call in rows]
    return render(request, "contribute/calls.html", {"calls": shown})


@only_read
def call(request: Any, number: int) -> HttpResponse:
    """The call with its rules, its phases and its ideas."""
    found = get_object_or_404(Call.objects.prefetch_related("phases", "charters"), number=number)
    phases, charters = list(found.phases.all()), list(found.charters.all())
    page = leaf(request, Proposal.objects.newest().filter(call=found), size=20)
    may_propose = Act.PROPOSE in opened_on(phases, today()) and not getattr(request, "visit", None)
    context = {
        "call": found,
        "phases": phases,
        "now": {phase.pk for phase in current(phases, today())},
        "charter": charters[-1] if charters else None,
        "rules": rules_of(charters[-1]) if charters else [],
        "changes": [charter for charter in charters if charter.version > 1],
        "may_propose": may_propose,
        "may_enter": may_propose and may(request.person, "proposal.enter"),
        "leaf": page,
        "cards": cards_of(page.page.object_list, today()),
    }
    return render(request, "contribute/call.html", context)
