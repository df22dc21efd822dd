"""Pages of residence: the code of a letter, the letters of the desk, the proof that an agent saw."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from poucet.town.askers import reader_of
from poucet.town.errors import RuleError
from poucet.town.models import Commune
from poucet.town.pages import leaf
from poucet.town.people.models import Person
from poucet.town.residence.forms import CodeForm, LetterForm, LettersForm, ProofForm
from poucet.town.residence.models import Batch
from poucet.town.residence.operations import (
    Proof,
    Wanted,
    become_resident,
    make_letters,
    replace_letter,
    revoke_batch,
    revoke_letter,
    see_proof,
)
from poucet.town.residence.paper import Sheet, as_pdf, sheets_of
from poucet.town.residence.summaries import counts_of, with_counts
from poucet.town.rights import only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature

BATCHES_ON_A_PAGE = 30
_METHODS = ["GET", "HEAD", "POST"]


@never_cache
@sensitive_post_parameters("code")
@login_required
@require_http_methods(_METHODS)
def resident(request: Any) -> HttpResponse:
    """Type the code of a letter."""
    if request.person.number is None:
        raise Http404
    form = CodeForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        try:
            become_resident(
                request.person,
                form.cleaned_data["code"],
                place=reader_of(request),
                signed=_signature(request),
            )
        except RuleError as refusal:
            form.add_error("code", explain(refusal))
        else:
            messages.success(request, _("Thank you: it is written that you live here."))
            return redirect("account")
    return render(request, "residence/resident.html", {"form": form, "person": request.person})


@never_cache
@sensitive_post_parameters("addresses")
@require_http_methods(_METHODS)
@only_for("residence.check")
def letters(request: Any) -> HttpResponse:
    """Make letters; they are given as the answer, and never again."""
    form = LettersForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _printed(request, form.cleaned_data)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
    page = leaf(request, Batch.objects.all(), size=BATCHES_ON_A_PAGE)
    return render(
        request,
        "residence/letters.html",
        {"form": form, "leaf": page, "batches": with_counts(page.page.object_list)},
    )


@never_cache
@require_http_methods(_METHODS)
@only_for("residence.check")
def batch(request: Any, number: int) -> HttpResponse:
    """One batch: how many were used; a letter replaced or revoked."""
    found = get_object_or_404(Batch, number=number)
    form, new = LetterForm(request.POST or None, use_required_attribute=False), None
    try:
        if request.method == "POST" and request.POST.get("geste") == "lot":
            closed = revoke_batch(found, signed=_signature(request))
            said = ngettext("%(count)d letter is revoked.", "%(count)d letters are revoked.", closed)
            messages.success(request, said % {"count": closed})
            return redirect("letters-batch", number=number)
        if request.method == "POST" and form.is_valid():
            position = form.cleaned_data["letter"]
            if request.POST.get("geste") == "remplacer":
                letter = replace_letter(found, position, signed=_signature(request))
                (new,) = sheets_of(found, [letter], [])
            else:
                revoke_letter(found, position, signed=_signature(request))
                messages.success(request, _("This letter opens nothing any more."))
                return redirect("letters-batch", number=number)
    except RuleError as refusal:
        form.add_error(None, explain(refusal)) if form.is_bound else messages.error(request, explain(refusal))
    if new is not None:
        return _page(request, found, [new])
    return render(request, "residence/batch.html", {"batch": found, "counts": counts_of(found), "form": form})


@never_cache
@require_http_methods(_METHODS)
@only_for("residence.check")
def proof(request: Any) -> HttpResponse:
    """An agent saw a proof of address."""
    form = ProofForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        person = Person.objects.filter(number=form.cleaned_data["number"]).first()
        try:
            if person is None:
                raise RuleError("letters.nobody")
            see_proof(person, Proof(form.cleaned_data["proof"]), signed=_signature(request))
        except RuleError as refusal:
            form.add_error("number", explain(refusal))
        else:
            messages.success(request, _("It is written that this person lives here."))
            return redirect("residence-proof")
    return render(request, "residence/proof.html", {"form": form})


def _printed(request: Any, said: dict[str, Any]) -> HttpResponse:
    addresses = said["addresses"]
    wanted = Wanted(said["count"] or len(addresses), said["ends_on"], said["purpose"], said["sheet"])
    made, drawn = make_letters(wanted, signed=_signature(request))
    sheets = sheets_of(made, drawn, addresses)
    if said["made_as"] == "page":
        return _page(request, made, sheets)
    commune = Commune.objects.filter(pk=1).first()
    content = as_pdf(made, sheets, commune.name if commune else "Poucet", _door(request))
    headers = {"Content-Disposition": f'attachment; filename="courriers-{made.number}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _page(request: Any, made: Batch, sheets: list[Sheet]) -> HttpResponse:
    return render(request, "residence/sheets.html", {"batch": made, "sheets": sheets, "door": _door(request)})


def _door(request: Any) -> str:
    return str(request.build_absolute_uri(reverse("resident")))


def _signature(request: Any) -> Signature:
    return Signature(by=request.person.signs_as, at=now())
