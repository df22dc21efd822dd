"""What those who hold a meeting do: the list of who comes, what is said while people are there."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.operations import key_of, typed_in
from poucet.contribute.meetings.forms import NoteForm, RegisteredForm
from poucet.contribute.meetings.letters import reachable, write_to_registered
from poucet.contribute.meetings.models import Meeting, Registration
from poucet.contribute.meetings.noting import note
from poucet.contribute.meetings.registering import let_go, register_party, seats_of
from poucet.contribute.meetings.summaries import portrait, whole
from poucet.town import register
from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.errands import run_after
from poucet.town.errors import RuleError
from poucet.town.rights import only_for
from poucet.town.things import Reference, kind_of
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("meeting.host")
def registered(request: Any, number: int) -> HttpResponse:
    """Who comes. Names are shown when asked for, and the register tells who read them."""
    meeting = get_object_or_404(Meeting.objects.select_related("place"), number=number)
    signed = Signature(by=request.person.signs_as, at=now())
    opened = {"session": key_of(request.person, signed.at)}
    form = RegisteredForm(request.POST if "enter" in request.POST else None, initial=opened)
    if "enter" in request.POST and form.is_valid():
        try:
            typed_in(
                form.cleaned_data["session"],
                lambda: register_party(meeting, form.party(), signed=signed).meeting.reference,
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            _written_down(request, meeting)
            return redirect("meeting-registered", number)
    if "told" in request.POST or "off" in request.POST:
        return _struck_off(request, meeting, signed)
    names = request.method == "POST" and "names" in request.POST
    if names:
        register.record("meeting.list_read", on=meeting.reference, by=signed.by, at=signed.at)
    rows = list(meeting.registrations.select_related("person__account", "meeting"))
    context = {
        "meeting": meeting,
        "form": form,
        "seats": seats_of(meeting),
        "rows": [(row, row.told != row.standing and not reachable(row)) for row in rows] if names else [],
        "to_call": sum(row.told != row.standing and not reachable(row) for row in rows),
        "names": names,
    }
    return render(request, "meetings/registered.html", context)


def _written_down(request: Any, meeting: Meeting) -> None:
    row = meeting.registrations.order_by("-pk")[0]
    run_after(partial(write_to_registered, at=row.at))
    said = _("Their place is kept.") if row.seated else _("It is full: they are on the waiting list.")
    messages.success(request, said)


def _struck_off(request: Any, meeting: Meeting, signed: Signature) -> HttpResponse:
    """Somebody was told by telephone, or no longer comes."""
    sent = request.POST.get("told") or request.POST.get("off") or ""
    row = get_object_or_404(meeting.registrations, pk=number_in(sent) or 0)
    if "told" in request.POST:
        Registration.objects.filter(pk=row.pk).update(told=row.standing)
        messages.success(request, _("Noted: they know."))
    else:
        let_go(row, signed=signed)
        run_after(partial(write_to_registered, at=signed.at))
        messages.success(request, _("Their place is free again."))
    return redirect("meeting-registered", meeting.number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("meeting.host")
def noting(request: Any, number: int) -> HttpResponse:
    """Write down what is said while people are there; what was written so far stands below, with its number."""
    meeting = get_object_or_404(whole(), number=number)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            line = note(meeting, form.noted(), signed=Signature(by=request.person.signs_as, at=now()))
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _said(line.thing))
            return redirect("meeting-noting", number)
    context = {"meeting": meeting, "form": form, "portrait": portrait(meeting, on=today())}
    return render(request, "meetings/noting.html", context)


def _said(thing: Reference | None) -> str:
    if thing is None:
        return _("Written down.")
    told = {"kind": kind_of(thing.kind).label, "number": thing.number}
    return _("Written down and published: %(kind)s %(number)d.") % told
