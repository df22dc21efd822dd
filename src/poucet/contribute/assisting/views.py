"""Pages of the assisted sessions: open one, type in meanwhile, close it, hand over the receipt."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.forms import SessionForm
from poucet.contribute.assisting.letters import send_receipt
from poucet.contribute.assisting.models import AssistedSession
from poucet.contribute.assisting.operations import close_session, current, open_session
from poucet.contribute.meetings.models import Meeting
from poucet.contribute.models import Act
from poucet.contribute.phases import calls_open
from poucet.contribute.sharing.models import Posting
from poucet.town.errands import run_after
from poucet.town.names import names_of
from poucet.town.rights import only_for
from poucet.town.writing import Signature

AT_MOST = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("assisted.hold")
def sessions(request: Any) -> HttpResponse:
    """Open a session; those of the day are below."""
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        signed = Signature(by=request.person.signs_as, at=now())
        return redirect("assisted", open_session(form.helped(), agent=request.person, signed=signed).pk)
    mine = AssistedSession.objects.filter(agent=request.person, opened_at__date=localdate())
    context = {"form": form, "mine": mine, "current": current(request.person, now())}
    return render(request, "assisting/sessions.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("assisted.hold")
def session(request: Any, number: int) -> HttpResponse:
    """A session: what can be typed in, what was, its end."""
    held = get_object_or_404(AssistedSession, pk=number, agent=request.person)
    if request.method == "POST":
        signed = Signature(by=request.person.signs_as, at=now())
        close_session(held, signed=signed)
        run_after(partial(send_receipt, held))
        return redirect("assisted", held.pk)
    acts = list(held.acts.all())
    names = names_of({act.thing for act in acts})
    context = {
        "held": held,
        "is_open": held.is_open(now()),
        "minutes": max(0, int((held.closes_at - now()).total_seconds() // 60)),
        "acts": [(act, names.get(act.thing)) for act in acts],
        "calls": calls_open(Act.PROPOSE, localdate()),
        "meetings": Meeting.objects.filter(starts_at__gt=now(), state=Meeting.State.ANNOUNCED).order_by(
            "starts_at"
        )[:AT_MOST],
        "postings": Posting.objects.filter(closed_on=None).order_by("-number")[:AT_MOST],
    }
    return render(request, "assisting/session.html", context)
