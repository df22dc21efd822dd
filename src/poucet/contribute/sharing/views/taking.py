"""What residents do: take a share, step back, make an offer, close it, say what they received."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from poucet.contribute.sharing.forms import DeliveryForm, OfferForm, TakeForm, offered_from, taking_from
from poucet.contribute.sharing.letters import promise_of
from poucet.contribute.sharing.models import Poster, Posting, Promise
from poucet.contribute.sharing.operations import close_posting, make_offer, step_back, tell_delivery
from poucet.contribute.sharing.operations import take as take_share
from poucet.contribute.sharing.summaries import card_of
from poucet.contribute.sharing.terms import Standing
from poucet.town.askers import reader_of
from poucet.town.clock import today
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.waiting import put_aside
from poucet.town.wordings import explain
from poucet.town.writing import Signature

TAKE, OFFER = "posting.take", "posting.offer"  # the acts, while they wait for a code


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Any, number: int) -> HttpResponse:
    """One screen: how much, under which name, how to reach you."""
    posting = get_object_or_404(Posting.objects.in_full(), number=number)
    form = TakeForm(request.POST or None, asker=request, posting=posting)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                return _taken(request, posting, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
        form.renew()
    context = {"form": form, "posting": posting, "card": card_of(posting, today()), **_letters()}
    return render(request, "sharing/take.html", context, status=status)


def _letters() -> dict[str, bool]:
    return {"letters_leave": bool(settings.MAIL.leaves or settings.DEBUG)}


def _taken(request: Any, posting: Posting, form: TakeForm) -> HttpResponse:
    said = {**form.said(), "posting": posting.number}
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        messages.success(request, _thanks(_take(said, request.person, signed)))
        return redirect(posting)
    if not posting.is_open(today()):
        raise RuleError("posting.closed", number=posting.number)
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(TAKE, said, email=email, place=reader_of(request), at=now()))


def _take(said: dict[str, Any], person: Person, signed: Signature) -> Promise:
    told = dict(said)
    posting = Posting.objects.filter(number=told.pop("posting")).first()
    if posting is None:
        raise RuleError("posting.closed", number=said["posting"])
    return take_share(posting, taking_from(told, person=person), signed=signed)


def carry_out_taking(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Take the share that waited for a code; gives the address of its posting."""
    return _take(said, person, signed).posting.get_absolute_url()


def _thanks(promise: Promise) -> str:
    if promise.state == Standing.CONFIRMED:
        return _("Thank you: it is confirmed.")
    return _("Thank you: you are on the waiting list. We write to you if a place is free.")


@csrf_exempt  # as above
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Any) -> HttpResponse:
    """An offer in one screen, published once its code is typed."""
    form = OfferForm(request.POST or None, asker=request)
    status = 200
    if request.method == "POST":
        try:
            if form.is_valid():
                return _offered(request, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
        form.renew()
    return render(request, "sharing/offer.html", {"form": form, **_letters()}, status=status)


def _offered(request: Any, form: OfferForm) -> HttpResponse:
    said = form.said()
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        posting = make_offer(offered_from(said), person=request.person, signed=signed)
        messages.success(request, _("Your offer is published. Thank you."))
        return redirect(posting)
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(OFFER, said, email=email, place=reader_of(request), at=now()))


def carry_out_offer(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Publish the offer that waited for a code; gives its address."""
    return make_offer(offered_from(said), person=person, signed=signed).get_absolute_url()


def _my_share(request: Any, number: int) -> Promise:
    if request.person.number is None:
        raise Http404
    mine = Promise.objects.filter(posting__number=number, posting__withdrawn=False, person=request.person)
    return get_object_or_404(mine.exclude(state=Standing.WITHDRAWN).select_related("posting"))


@login_required
@require_POST
def back(request: Any, number: int) -> HttpResponse:
    """Step back from one's own share."""
    promise = _my_share(request, number)
    try:
        step_back(promise, signed=Signature(by=request.person.signs_as, at=now()))
    except RuleError as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Your share is taken back: its place goes to the next one."))
    return redirect(promise.posting)


@csrf_exempt  # the link of the letter is the secret of its reader; opening it does nothing
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def back_by_letter(request: HttpRequest, token: str) -> HttpResponse:
    """Step back by the link of a letter: opening it shows a button, only pressing it acts."""
    promise = promise_of(token)
    if promise is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            step_back(promise, signed=Signature(by="resident", at=now()))
        except RuleError as refusal:
            refused = explain(refusal)
        promise.refresh_from_db()
    context = {"promise": promise, "posting": promise.posting, "refused": refused}
    return render(request, "sharing/back.html", context)


@login_required
@require_POST
def received(request: Any, number: int) -> HttpResponse:
    """Whoever took a share of an offer says what they received."""
    promise, form = _my_share(request, number), DeliveryForm(request.POST)
    if form.is_valid():
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            said = form.cleaned_data
            tell_delivery(promise, said["event"], said["quantity"], by=request.person, signed=signed)
        except RuleError as refusal:
            messages.error(request, explain(refusal))
    else:
        messages.error(request, _("Say what came of it, and how much if only a part was delivered."))
    return redirect(promise.posting)


@login_required
@require_POST
def close(request: Any, number: int) -> HttpResponse:
    """Close one's own offer."""
    if request.person.number is None:
        raise Http404
    row = get_object_or_404(
        Poster.objects.select_related("posting"),
        posting__number=number, posting__withdrawn=False, person=request.person,
    )  # fmt: skip
    close_posting(row.posting, signed=Signature(by=request.person.signs_as, at=now()))
    return redirect(row.posting)
