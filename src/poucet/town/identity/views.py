"""Pages of identity: what it is, the way to the provider, the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from poucet.town.errors import RuleError
from poucet.town.identity import asking
from poucet.town.identity.models import ProvenIdentity
from poucet.town.identity.operations import prove_identity
from poucet.town.identity.provider import is_offered, origin
from poucet.town.people.models import Person
from poucet.town.wordings import explain
from poucet.town.writing import Signature

View = Callable[..., HttpResponse]


def _offered(view: View) -> View:
    """A page that is there only where the town has a provider, for people who signed in."""

    @wraps(view)
    def answered(request: Any) -> HttpResponse:
        if not is_offered():
            raise Http404
        return login_required(_own(view))(request)

    return answered


def _own(view: View) -> View:
    @wraps(view)
    def answered(request: Any) -> HttpResponse:
        if request.person.number is None:
            raise Http404
        return view(request)

    return answered


@never_cache
@require_safe
@_offered
def identity(request: Any) -> HttpResponse:
    """What proving one's identity does, and the button."""
    proven = ProvenIdentity.objects.filter(account=request.user).first()
    page = render(request, "identity/identity.html", {"person": request.person, "proven": proven})
    # The form is answered by a redirection to the provider, which browsers count as where the form goes.
    there = [origin(settings.FRANCECONNECT.issuer)]
    csp_update({"form-action": there})(lambda _request: page)(request)
    return page


@never_cache
@require_POST
@_offered
def depart(request: Any) -> HttpResponse:
    """Leave for the provider."""
    if ProvenIdentity.objects.filter(account=request.user).exists():
        return redirect("identity")
    try:
        there = asking.leave(request.session, request.person, back=_here(request, "identity-back"), at=now())
    except RuleError as refusal:
        messages.error(request, explain(refusal))
        return redirect("identity")
    return HttpResponseRedirect(there)


@never_cache
@require_GET
@_offered
@sensitive_variables("question", "confirmed")
def back(request: Any) -> HttpResponse:
    """Come back with a code. This GET writes, as the protocol wants it; only the answer to one's own question does."""
    try:
        question = asking.take(request.session, request.person, request.GET, at=now())
        confirmed = asking.confirm(question, request.GET["code"])
    except RuleError as refusal:
        messages.error(request, explain(refusal))
        return redirect("identity")
    _prove(request, confirmed)
    return HttpResponseRedirect(asking.way_out(confirmed, back=_here(request, "identity-out")))


@never_cache
@require_GET
@_offered
def out(request: Any) -> HttpResponse:
    """Come back signed out of the provider; what became of the question waits among the messages."""
    return redirect("identity")


def _prove(request: Any, confirmed: asking.Confirmed) -> None:
    person: Person = request.person
    try:
        prove_identity(person, asking.who(confirmed), signed=Signature(by=person.signs_as, at=now()))
    except RuleError as refusal:
        messages.error(request, explain(refusal))
    else:
        messages.success(request, _("Thank you: your identity is proven."))


def _here(request: Any, name: str) -> str:
    return str(request.build_absolute_uri(reverse(name)))
