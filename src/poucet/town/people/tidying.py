"""Accounts that nobody uses: two letters, then they are closed, two years after the last visit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import translation

from poucet.town.errors import RuleError
from poucet.town.models import Commune
from poucet.town.people.models import Account
from poucet.town.people.operations import Erasure, erase
from poucet.town.writing import Signature

UNUSED_FOR = timedelta(days=730)
WARNED_BEFORE = (timedelta(days=60), timedelta(days=15))  # the first letter, then the second


@dataclass
class Tidied:
    """Whom it wrote to, and whose account it closed, by their numbers."""

    warned: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)


def tidy(*, at: datetime) -> Tidied:
    """Write to who has not come for long; close the accounts of those who were written to twice.

    Nobody is closed without both letters, whatever the date; the last steward is never closed.
    """
    done = Tidied()
    for sent, before in enumerate(WARNED_BEFORE):
        for account in _unused(at - UNUSED_FOR + before).filter(warned=sent):
            _write_to(account, at + before)
            Account.objects.filter(pk=account.pk).update(warned=sent + 1)
            done.warned.append(account.person.number)
    for account in _unused(at - UNUSED_FOR).filter(warned=len(WARNED_BEFORE)):
        number = account.person.number
        if number not in done.warned and _close(account, at):
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


def _write_to(account: Account, day: datetime) -> None:
    commune = Commune.objects.filter(pk=1).first()
    told = {"house": commune.name if commune else "Poucet", "day": day}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("people/email/unused_subject.txt", told).strip()
        body = render_to_string("people/email/unused_message.txt", told)
    send_mail(f"{told['house']} – {subject}", body, None, [account.email])
