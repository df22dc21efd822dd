"""Pages of one's own account: who I am here, what I signed, what is kept of me, leaving."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from poucet.town.errors import RuleError
from poucet.town.identity.provider import is_offered
from poucet.town.models import RegisterEntry
from poucet.town.pages import leaf
from poucet.town.people import tickets
from poucet.town.people.belongings import told
from poucet.town.people.doings import done_by, in_words
from poucet.town.people.models import Person, Ticket
from poucet.town.people.operations import Erasure, erase, name_oneself, take_data
from poucet.town.rights import may
from poucet.town.summaries import lines
from poucet.town.writing import Signature
from poucet.web.accounts.forms import ErasureForm, FirstKeyForm, NameForm
from poucet.web.accounts.proving import proven_again


def signature_of(request: Any) -> Signature:
    """An act done through a page is signed by the person who asks, now."""
    return Signature(by=_person(request).signs_as, at=now())


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Who I am here."""
    person = _person(request)
    form = NameForm(request.POST or None, initial={"name": person.name, "shows_name": person.shows_name})
    if request.method == "POST" and form.is_valid():
        name_oneself(person, **form.cleaned_data, signed=signature_of(request))
        messages.success(request, _("Your name is written down."))
        return redirect("account")
    grants = person.grants.standing().select_related("organisation", "service", "delegation")
    context = {
        "form": form,
        "person": person,
        "grants": grants,
        "manages": may(person, "people.manage"),
        "proves_identity": is_offered(),
    }
    return render(request, "web/account.html", context)


@never_cache
@login_required
@require_safe
def doings(request: HttpRequest) -> HttpResponse:
    """All that I did here, and where it stands."""
    page = leaf(request, done_by(_person(request)), size=50)
    context = {"leaf": page, "doings": in_words(page.page.object_list)}
    return render(request, "web/account_doings.html", context)


@never_cache
@login_required
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """What I signed, and what was done about me."""
    person = _person(request)
    about = Q(kind="person", number=person.number)
    mine = RegisterEntry.objects.filter(Q(by=person.signs_as) | about).order_by("-sequence")
    page = leaf(request, mine, size=50)
    return render(request, "web/account_acts.html", {"leaf": page, "lines": lines(page.page.object_list)})


@never_cache
@login_required
@proven_again
@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """Ask for all that is kept of me: a link that opens once, for an hour."""
    if request.method == "POST":
        secret = tickets.issue(_person(request), Ticket.Purpose.OWN_DATA, at=now())
        return render(request, "web/account_data.html", {"secret": secret})
    return render(request, "web/account_data.html", {"secret": ""})


@never_cache
@login_required
@require_safe
def take_own_data(request: HttpRequest, secret: str) -> HttpResponse:
    """The file itself, made as it is sent: no copy is kept."""
    person = _person(request)
    try:
        take_data(secret, person, signed=signature_of(request))
    except RuleError as refusal:
        raise Http404 from refusal
    content = json.dumps(told(person), ensure_ascii=False, indent=2, default=str)
    headers = {"Content-Disposition": 'attachment; filename="mes-donnees.json"'}
    return HttpResponse(content, content_type="application/json; charset=utf-8", headers=headers)


@never_cache
@login_required
@proven_again
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest) -> HttpResponse:
    """Leave, with or without what was not finished."""
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase(_person(request), Erasure(form.cleaned_data["mode"]), signed=signature_of(request))
        except RuleError:
            form.add_error(None, _("You are the last steward: entrust the site to somebody else first."))
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for what you did here."))
            return redirect("home")
    return render(request, "web/account_erasure.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_key(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a first password, with the ticket that the town hall handed over."""
    person = tickets.holder(secret, Ticket.Purpose.FIRST_KEY, at=now())
    if person is None or person.account is None:
        raise Http404
    form = FirstKeyForm(request.POST or None, account=person.account)
    if request.method == "POST" and form.is_valid():
        tickets.use(secret, Ticket.Purpose.FIRST_KEY, at=now())
        person.account.set_password(form.cleaned_data["password"])
        person.account.save(update_fields=["password"])
        messages.success(request, _("Your password is chosen: you may sign in."))
        return redirect("account_login")
    return render(request, "web/account_first_key.html", {"form": form, "address": person.account.email})


def _person(request: Any) -> Person:
    """The person who signed in; an account without a person has no page of its own."""
    if request.person.number is None:
        raise Http404
    person: Person = request.person
    return person
