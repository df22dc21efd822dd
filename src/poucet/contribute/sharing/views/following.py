"""What the town hall does: type in shares and offers, say what was delivered, prepare a worksite."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.operations import key_of, typed_in
from poucet.contribute.sharing.forms import (
    DeliveryForm,
    EnteredOfferForm,
    EnteredShareForm,
    offered_from,
    taking_from,
)
from poucet.contribute.sharing.models import Posting, Worksite
from poucet.contribute.sharing.operations import (
    make_offer,
    read_emergency_contacts,
    step_back,
    take,
    tell_delivery,
)
from poucet.contribute.sharing.summaries import card_of, followed
from poucet.contribute.sharing.terms import Standing
from poucet.town.clock import today
from poucet.town.errors import RuleError
from poucet.town.rights import only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("posting.enter")
def enter_offer(request: Any) -> HttpResponse:
    """Type in an offer for whoever wrote it on paper, called, or came to the counter."""
    form = EnteredOfferForm(request.POST or None, initial={"session": key_of(request.person, now())})
    if request.method == "POST" and form.is_valid():
        brought = {name: form.cleaned_data[name] for name in ("channel", "contact")}
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            posting = typed_in(
                form.cleaned_data["session"],
                lambda: (
                    make_offer(offered_from(form.said()), person=None, signed=signed, **brought).reference
                ),
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("The offer is published."))
            return redirect("posting", posting.number)
    return render(request, "sharing/enter.html", {"form": form, "posting": None})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("posting.enter")
def enter_share(request: Any, number: int) -> HttpResponse:
    """Type in a share for somebody: it is counted as if it had been taken on the site."""
    posting = get_object_or_404(Posting.objects.in_full(), number=number)
    opened = {"session": key_of(request.person, now())}
    form = EnteredShareForm(request.POST or None, posting=posting, initial=opened)
    if request.method == "POST" and form.is_valid():
        brought = {name: form.cleaned_data[name] for name in ("channel", "contact")}
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            taking = taking_from(form.said(), **brought)
            typed_in(
                form.cleaned_data["session"],
                lambda: take(posting, taking, signed=signed).posting.reference,
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            promise = posting.promises.order_by("-pk")[0]
            told = {"number": promise.position, "state": promise.get_state_display()}
            messages.success(request, _("Share %(number)d: %(state)s.") % told)
            return redirect("posting-follow", number)
    return render(request, "sharing/enter.html", {"form": form, "posting": posting})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("posting.deliver")
def follow(request: Any, number: int) -> HttpResponse:
    """The shares, in the order they came: say what was delivered, or take one back for who has no account."""
    posting = get_object_or_404(Posting.objects.in_full(), number=number)
    if request.method == "POST":
        _followed(request, posting)
        return redirect("posting-follow", number)
    context = {
        "posting": posting,
        "card": card_of(posting, today()),
        "shares": followed(posting),
        "form": DeliveryForm(auto_id=False),
    }
    return render(request, "sharing/follow.html", context)


def _followed(request: Any, posting: Posting) -> None:
    share = str(request.POST.get("share", ""))
    position = int(share) if share.isascii() and share.isdigit() and len(share) < 8 else 0
    promise = get_object_or_404(posting.promises.select_related("person"), position=position)
    promise.posting = posting
    signed = Signature(by=request.person.signs_as, at=now())
    form = DeliveryForm(request.POST)
    try:
        if "back" in request.POST:
            step_back(promise, signed=signed)
        elif form.is_valid():
            said = form.cleaned_data
            tell_delivery(promise, said["event"], said["quantity"], by=request.person, signed=signed)
        else:
            messages.error(request, _("Say what came of it, and how much if only a part was delivered."))
    except RuleError as refusal:
        messages.error(request, explain(refusal))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("posting.worksite")
def worksite(request: Any, number: int) -> HttpResponse:
    """The sheet of a worksite, to print. Emergency contacts show once asked for, and the register tells it."""
    posting = get_object_or_404(Posting.objects.in_full(), number=number, is_worksite=True)
    contacts = None
    if request.method == "POST":
        rows = read_emergency_contacts(posting, signed=Signature(by=request.person.signs_as, at=now()))
        contacts = {row.promise_id: row.text for row in rows}
    shares = [one for one in followed(posting) if one.promise.state == Standing.CONFIRMED]
    context = {
        "posting": posting,
        "worksite": Worksite.objects.filter(posting=posting).first(),
        "shares": [(one.promise, (contacts or {}).get(one.promise.pk, "")) for one in shares],
        "shows_contacts": contacts is not None,
    }
    return render(request, "sharing/worksite.html", context)
