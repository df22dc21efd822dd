"""Accounts that nobody uses: two letters, then they are closed, two years after the last visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from poucet.town.errors import RuleError
from poucet.town.mail import letter
from poucet.town.people.models import Account
from poucet.town.people.operations import Erasure, erase
from poucet.town.writing import Signature

UNUSED_FOR = timedelta(days=730)
# What each letter leaves before the next step, were the house itself asleep for years.
BEFORE_THE_SECOND, BEFORE_CLOSING = timedelta(days=45), timedelta(days=15)
NOTICE = BEFORE_THE_SECOND + BEFORE_CLOSING


@dataclass
class Tidied:
    """Whom it wrote to, and whose account it closed, by their numbers."""

    warned: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)


def tidy(*, at: datetime) -> Tidied:
    """Write to who has not come for long; close the accounts of those who were written to twice.

    Each letter leaves the time that it promises, whatever was missed before; the last steward is never closed.
    """
    done = Tidied()
    for account in _unused(at - UNUSED_FOR + NOTICE):
        number, since = account.person.number, at - (account.warned_at or at)
        if account.warned == 0:
            _write_to(account, at, at + NOTICE)
            done.warned.append(number)
        elif account.warned == 1 and since >= BEFORE_THE_SECOND:
            _write_to(account, at, at + BEFORE_CLOSING)
            done.warned.append(number)
        elif account.warned > 1 and since >= BEFORE_CLOSING and _close(account, at):
            done.closed.append(number)
    return done


def _unused(since: datetime) -> QuerySet[Account]:
    found: QuerySet[Account] = (
        Account.objects.annotate(seen=Coalesce("last_login", "created_at"))
        .filter(Q(seen__lte=since), person__isnull=False)
        .select_related("person")
        .order_by("pk")
    )
    return found


def _close(account: Account, at: datetime) -> bool:
    try:
        erase(account.person, Erasure.ACCOUNT, signed=Signature(by="night", at=at))
    except RuleError:
        return False
    return True


def _write_to(account: Account, at: datetime, day: datetime) -> None:
    Account.objects.filter(pk=account.pk).update(warned=account.warned + 1, warned_at=at)
    letter("people/email/unused", {"day": day}, to=account.email).send()
