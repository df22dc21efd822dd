"""Acts that wait for a code: somebody without an account gave an address, and shows that it answers.

What they wrote is kept aside until they type the code that was sent to them; then the act is done in the name of
the person whom that address belongs to, new in the house if need be. What is not confirmed in time is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any

from allauth.account.models import EmailAddress
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.crypto import constant_time_compare

from poucet.town import codes, register
from poucet.town.errors import RuleError
from poucet.town.models import Commune
from poucet.town.people.models import Account, Person, Waiting
from poucet.town.people.operations import join
from poucet.town.writing import Signature

Said = dict[str, Any]
Carrier = Callable[[Said, Person, Signature], str]  # does the act; gives the address of what came of it

LASTS = timedelta(hours=2)
MOST_TRIES = 5
LETTERS_AN_HOUR = 3  # to one address
FROM_ONE_PLACE = ((timedelta(minutes=1), 5), (timedelta(hours=1), 30))
_LENGTH = 8
_SALT = "poucet.waiting"
_CARRIERS: dict[str, Carrier] = {}


def confirmable(act: str, carrier: Carrier) -> None:
    """Let an act wait for a code; called once by its room when the site starts."""
    _CARRIERS[act] = carrier


def put_aside(act: str, said: Said, *, email: str, place: str, at: datetime) -> str:
    """Keep an act aside and send its code; gives the token of its page. Refused beyond a bearable number."""
    with transaction.atomic():
        _throw_away(at)
        place_print = _print(place)
        lately = Waiting.objects.filter(place=place_print)
        for stretch, most in FROM_ONE_PLACE:
            if lately.filter(opened_at__gt=at - stretch).count() >= most:
                raise RuleError("waiting.too_many")
        letters = Waiting.objects.filter(email__iexact=email, opened_at__gt=at - timedelta(hours=1))
        if letters.count() >= LETTERS_AN_HOUR:
            raise RuleError("waiting.too_many_letters")
        code = codes.short_code(_LENGTH)
        row = Waiting.objects.create(
            act=act, said=said, email=email, digest=_print(code), place=place_print, opened_at=at
        )
    try:
        _send(email, code)
    except (OSError, SMTPException) as fault:
        row.delete()
        raise RuleError("waiting.letter_lost") from fault
    return signing.dumps(row.pk, salt=_SALT)


def waits(token: str, *, at: datetime) -> Waiting | None:
    """What waits under a token, while it does."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Waiting.objects.filter(pk=key, opened_at__gt=at - LASTS, tries__lt=MOST_TRIES, done=False).first()


def confirm(token: str, code: str, *, at: datetime) -> str:
    """Do the act that waits, if the code is the one that was sent; five wrong codes throw it away."""
    waiting = waits(token, at=at)
    if waiting is None:
        raise RuleError("waiting.gone")
    if not constant_time_compare(waiting.digest, _print(codes.plain(code))):
        Waiting.objects.filter(pk=waiting.pk).update(tries=F("tries") + 1)
        raise RuleError("waiting.wrong_code", left=MOST_TRIES - waiting.tries - 1)
    with register.one_act():
        # Only one of two identical requests finds it undone.
        if not Waiting.objects.filter(pk=waiting.pk, done=False).update(done=True, said={}, email=""):
            raise RuleError("waiting.gone")
        person = _person_at(waiting.email, at)
        return _CARRIERS[waiting.act](waiting.said, person, Signature(by=person.signs_as, at=at))


def _person_at(email: str, at: datetime) -> Person:
    """Whose address this is; somebody new joins by it, without a password."""
    account = Account.objects.filter(email__iexact=email).first()
    if account is None:
        account = Account.objects.create_user(email)
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=True)
        return join(account, at=at, level=Person.Level.REACHED)
    EmailAddress.objects.filter(user=account, email__iexact=email).update(verified=True)
    person = Person.objects.filter(account=account).first() or join(account, at=at)
    if person.level < Person.Level.REACHED:
        person.level = Person.Level.REACHED
        person.save(update_fields=["level"])
    return person


def _throw_away(at: datetime) -> None:
    Waiting.objects.filter(opened_at__lte=at - LASTS).delete()


def _send(email: str, code: str) -> None:
    commune = Commune.objects.filter(pk=1).first()
    told = {"house": commune.name if commune else "Poucet", "code": codes.grouped(code, by=4), "hours": 2}
    subject = render_to_string("people/email/waiting_subject.txt", told).strip()
    send_mail(
        f"{told['house']} – {subject}",
        render_to_string("people/email/waiting_message.txt", told),
        None,
        [email],
    )


def _print(text: str) -> str:
    return codes.keyed(text, purpose=_SALT)
