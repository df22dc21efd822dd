"""Where one asks for an agreement: one screen, or the sheet to print; both ask the same questions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.contribute.agreements.operations import ANSWER_WITHIN
from poucet.contribute.agreements.requesting import Request, ask
from poucet.contribute.agreements.terms import Party
from poucet.contribute.models import Proposal
from poucet.contribute.paper import lines_of
from poucet.town.askers import reader_of
from poucet.town.converters import number_in
from poucet.town.desk.fields import LineField, TextField
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.waiting import put_aside
from poucet.town.reading import only_read
from poucet.town.visiting import ReachedForm
from poucet.town.wordings import explain
from poucet.town.writing import Signature

ASK = "agreement.ask"  # the act, while it waits for a code


class RequestFields(forms.Form):
    """What is asked, however it comes in: on the screen and on paper."""

    party_nature = forms.ChoiceField(label=_("Who are you?"), choices=Party.choices, initial=Party.GROUP)
    party = LineField(
        label=_("Your name, as a group"),
        max_length=200,
        help_text=_("“The street of the Bouleau”, “the second-year class of the school”: no pupil’s name."),
    )
    name = LineField(label=_("Your idea in one sentence"), max_length=200)
    purpose = TextField(label=_("What it is for, and where"), rows=4, max_length=4000)
    we_commit = TextField(
        label=_("What you commit to do"),
        rows=4,
        max_length=4000,
        help_text=_("Time, skill, material, a place, transport… One line each."),
    )
    we_ask = TextField(label=_("What you ask of the town"), rows=4, max_length=4000)
    upkeep_plan = TextField(
        label=_("How you will keep it alive"), rows=3, max_length=4000, help_text=_("Who, and how often.")
    )
    duration_wished = LineField(label=_("For how long"), max_length=120, required=False)


class RequestForm(RequestFields, ReachedForm):
    """Asking for an agreement, with or without an account."""

    idea = forms.IntegerField(required=False, widget=forms.HiddenInput)
    email_help = _("We send a code there, then the answer of the town hall. Nobody else sees it.")

    def said(self) -> dict[str, Any]:
        """The request as plain values, which may wait for a code."""
        return {name: self.cleaned_data[name] for name in RequestFields.base_fields}


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_agreement(request: Any) -> HttpResponse:
    """Ask for an agreement, about an idea if one comes from its page."""
    idea = _idea(request.POST.get("idea") or request.GET.get("idee"))
    form = RequestForm(request.POST or None, asker=request, initial=_known_of(idea))
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _brought(request, form)
            except RuleError as refusal:
                form.add_error(None, explain(refusal))
                status = 429 if "too_many" in refusal.code else 200
        form.renew()
    context = {
        "form": form,
        "idea": idea,
        "days": ANSWER_WITHIN.days,
        "letters_leave": bool(settings.MAIL.leaves or settings.DEBUG),
    }
    return render(request, "agreements/request.html", context, status=status)


def carry_out(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Bring a request that waited for a code; gives its address."""
    idea = _idea(said.get("idea"))
    asked = Request(**{name: value for name, value in said.items() if name != "idea"})
    return ask(asked, by=person, signed=signed, idea=idea).get_absolute_url()


@only_read
def paper(request: HttpRequest) -> HttpResponse:
    """The blank request, to print: the same questions, filled in with a pen, typed in at the desk."""
    context = {
        "days": ANSWER_WITHIN.days,
        "lines": lines_of(RequestFields()),
        "large": "grand" in request.GET,
    }
    return render(request, "agreements/paper.html", context)


def _brought(request: Any, form: RequestForm) -> HttpResponse:
    said = {**form.said(), "idea": form.cleaned_data["idea"]}
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        return redirect(carry_out(said, request.person, signed))
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(ASK, said, email=email, place=reader_of(request), at=now()))


def _idea(number: object) -> Proposal | None:
    known = number_in(str(number or ""))
    found: Proposal | None = Proposal.objects.filter(number=known or 0).first()
    return found


def _known_of(idea: Proposal | None) -> dict[str, Any]:
    if idea is None:
        return {}
    return {"idea": idea.number, "name": idea.name, "purpose": idea.text, "party": idea.author_name}
