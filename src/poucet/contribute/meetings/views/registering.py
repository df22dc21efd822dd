"""What those who mean to come do: register, look at their place, let go of it; and the form to print."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.contribute.meetings.forms import ComingFields, RegistrationForm
from poucet.contribute.meetings.letters import registration_at, token_of, write_to_registered
from poucet.contribute.meetings.models import Meeting, Registration
from poucet.contribute.meetings.registering import (
    Party,
    is_open,
    let_go,
    rank,
    register_party,
    seats_of,
)
from poucet.contribute.paper import lines_of
from poucet.town.askers import reader_of
from poucet.town.errands import run_after
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.waiting import put_aside
from poucet.town.reading import only_read
from poucet.town.wordings import explain
from poucet.town.writing import Signature

REGISTER = "meeting.register"  # the act, while it waits for a code


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: Any, number: int) -> HttpResponse:
    """Say that one comes, in one screen."""
    meeting = get_object_or_404(Meeting.objects.select_related("place"), number=number)
    if not is_open(meeting, now()):
        context = {"meeting": meeting}
        return render(request, "meetings/closed.html", context, status=409 if request.POST else 200)
    form = RegistrationForm(request.POST or None, asker=request)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _taken_in(request, meeting, form)
            except RuleError as refusal:
                form.add_error(None, explain(refusal))
                status = 429 if refusal.code.startswith("waiting.too_many") else 200
        form.renew()
    context = {
        "meeting": meeting,
        "form": form,
        "seats": seats_of(meeting),
        "letters_leave": bool(settings.MAIL.leaves or settings.DEBUG),
    }
    return render(request, "meetings/register.html", context, status=status)


def _taken_in(request: Any, meeting: Meeting, form: RegistrationForm) -> HttpResponse:
    """At once for a person who signed in; for a visitor, once their code is typed."""
    said = {**form.said(), "meeting": meeting.number}
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        return redirect(carry_out(said, request.person, signed))
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(REGISTER, said, email=email, place=reader_of(request), at=now()))


def carry_out(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Write down who comes; gives the address of their place."""
    meeting = Meeting.objects.filter(number=said["meeting"]).first()
    if meeting is None:
        raise RuleError("registration.closed", number=said["meeting"])
    known = Registration.objects.filter(meeting=meeting, person=person).first()
    party = Party(said["people"], said["name"], person)
    row = known or register_party(meeting, party, signed=signed)
    run_after(partial(write_to_registered, at=signed.at))
    return reverse("meeting-registration", args=[meeting.number, token_of(row)])


@csrf_exempt  # the address is the secret of who registered
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """One's place, and the button that gives it back; once given back, the page says so."""
    row = registration_at(token)
    if row is None or row.meeting.number != number:
        raise Http404
    if request.method == "POST":
        let_go(row, signed=Signature(by="resident", at=now()))
        run_after(partial(write_to_registered, at=now()))
        return render(request, "meetings/let_go.html", {"meeting": row.meeting})
    return render(
        request, "meetings/registration.html", {"row": row, "meeting": row.meeting, "rank": rank(row)}
    )


@only_read
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The same questions on a sheet to print."""
    meeting = get_object_or_404(Meeting.objects.select_related("place"), number=number)
    context = {"meeting": meeting, "lines": lines_of(ComingFields()), "large": "grand" in request.GET}
    return render(request, "meetings/paper.html", context)
