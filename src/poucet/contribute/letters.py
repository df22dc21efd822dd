"""Letters to those who follow ideas: the answer at once, everything else in one letter a day at most.

What a letter tells is written down before it leaves, in the same transaction: a letter that cannot leave is told
again the next night, and nothing is told twice.
"""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from poucet.contribute.following import News, followers, news_for
from poucet.contribute.models import Authorship, Notice, Proposal, Silence
from poucet.town.mail import letter
from poucet.town.people.models import Person

_SALT = "poucet.letters"


def send_daily(*, at: datetime, root: str) -> int:
    """Write to every follower who has news and was not written to today; gives how many letters left."""
    sent = 0
    for person in followers():
        days = (
            Notice.objects.filter(person=person, at_once=False)
            .order_by("-at")
            .values_list("at", flat=True)[:1]
        )
        if any(localdate(day) == localdate(at) for day in days):
            continue
        news = news_for(person)
        sent += bool(news) and _send(person, news, at=at, root=root, at_once=False)
    return sent


def tell_author(proposal: Proposal, *, at: datetime, root: str) -> bool:
    """Tell its author at once that an idea was answered; whether a letter left."""
    row = Authorship.objects.filter(proposal=proposal).select_related("person__account").first()
    if row is None or row.person is None or row.person.account is None:
        return False
    if Silence.objects.filter(person=row.person).exists():
        return False
    news = news_for(row.person, of=proposal.reference)
    return bool(news) and _send(row.person, news, at=at, root=root, at_once=True)


def stop_token(person: Person) -> str:
    return signing.dumps(person.number, salt=_SALT)


def person_of(token: str) -> Person | None:
    """Whose letters a token stops."""
    try:
        number = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Person.objects.filter(number=number, erased_at=None).first()


def leave_in_peace(person: Person, *, at: datetime) -> None:
    """Write to a person no more about what they follow."""
    Silence.objects.get_or_create(person=person, defaults={"at": at})


def write_again(person: Person) -> None:
    Silence.objects.filter(person=person).delete()


def _send(person: Person, news: list[News], *, at: datetime, root: str, at_once: bool) -> bool:
    try:
        with transaction.atomic():
            Notice.objects.bulk_create(
                Notice(person=person, line=line, at=at, at_once=at_once) for one in news for line in one.lines
            )
            _letter(person, news, root).send()
    except (OSError, SMTPException):
        return False
    return True


def _letter(person: Person, news: list[News], root: str) -> EmailMessage:
    stop = root + reverse("news-stop", args=[stop_token(person)])
    told = {
        "news": [(one.thing, one.said, root + one.thing.get_absolute_url()) for one in news],
        "stop": stop,
    }
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    address = person.account.email if person.account else ""
    return letter("contribute/email/news", told, to=address, headers=headers)
