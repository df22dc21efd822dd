"""Tickets: a secret that opens one thing, once, for a short while."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from poucet.town.errors import RuleError
from poucet.town.people.models import Person, Ticket

LASTS = {Ticket.Purpose.OWN_DATA: timedelta(hours=1), Ticket.Purpose.FIRST_KEY: timedelta(days=7)}


def issue(person: Person, purpose: Ticket.Purpose, *, at: datetime) -> str:
    """A new secret; those issued before for the same purpose no longer open anything."""
    secret = secrets.token_urlsafe(32)
    person.tickets.filter(purpose=purpose).delete()
    person.tickets.create(purpose=purpose, digest=_digest(secret), expires_at=at + LASTS[purpose])
    return secret


def holder(secret: str, purpose: Ticket.Purpose, *, at: datetime) -> Person | None:
    """Whose ticket this is while it still opens something; it is not used up by asking."""
    ticket = (
        _live(at).filter(digest=_digest(secret), purpose=purpose).select_related("person__account").first()
    )
    return ticket.person if ticket else None


@transaction.atomic
def use(secret: str, purpose: Ticket.Purpose, *, at: datetime) -> Person:
    """Whose ticket this is; refused when unknown, used or too old. It opens once."""
    live = _live(at).select_for_update(of=("self",))
    ticket = live.filter(digest=_digest(secret), purpose=purpose).select_related("person").first()
    if ticket is None:
        raise RuleError("ticket.closed")
    ticket.used_at = at
    ticket.save(update_fields=["used_at"])
    person: Person = ticket.person
    return person


def _live(at: datetime) -> QuerySet[Ticket]:
    return Ticket.objects.filter(used_at=None, expires_at__gt=at)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
