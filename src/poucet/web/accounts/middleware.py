"""Who asks for a page: a person of the house, or a visitor whom nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from poucet.town.people.models import Person, Visitor
from poucet.town.people.roles import PROVEN_TWICE


def who_asks(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[Any], HttpResponse]:
    """Give `request.person`, asked of the database only by pages that need to know."""

    def middleware(request: Any) -> HttpResponse:
        request.person = SimpleLazyObject(lambda: person_of(request))
        return get_response(request)

    return middleware


def person_of(request: Any) -> Person | Visitor:
    """The person who signed in; roles that ask for a second factor wait until it is there."""
    if not request.user.is_authenticated:
        return Visitor()
    person: Person | None = Person.objects.filter(account=request.user).first()
    if person is None:
        return Visitor()
    if settings.SECOND_FACTOR and person.roles & PROVEN_TWICE and not is_mfa_enabled(request.user):
        person.awaits_proof = True
        person.roles -= PROVEN_TWICE
    return person
