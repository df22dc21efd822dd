"""Letters to those who follow ideas: the answer at once, everything else in one letter a day at most.

What a letter tells is written down before it leaves, in the same transaction: a letter that cannot leave is told
again the next night, and nothing is told twice.
"""

from __future__ import annotations

from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from poucet.contribute.following import News, followers, news_for
from poucet.contribute.models import Authorship, Notice, Proposal, Silence
from poucet.town.mail import letter
from poucet.town.models import Link, RegisterEntry, Relation
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


def invite(proposal: Proposal, *, at: datetime, root: str) -> int:
    """Invite who proposed or supports a grouped idea to support the other: once, in place of the news of it."""
    links = Link.objects.filter(relation=Relation.REPLACES, destination_kind=Proposal.kind)
    link = links.filter(destination_number=proposal.number).order_by("-pk").first()
    other = Proposal.objects.filter(number=link.origin_number).first() if link else None
    answers = RegisterEntry.objects.about(proposal.reference).filter(act="proposal.answered")
    line = answers.order_by("-sequence").values_list("sequence", flat=True).first()
    if other is None or line is None:
        return 0
    told = {"thing": proposal, "other": other, "address": root + other.get_absolute_url()}
    mine = Q(supports__proposal=proposal) | Q(authorships__proposal=proposal)
    theirs = Q(supports__proposal=other) | Q(authorships__proposal=other)
    people = Person.objects.filter(mine).exclude(pk__in=Person.objects.filter(theirs).values("pk"))
    reachable = people.exclude(account=None).exclude(silence__isnull=False).distinct().order_by("number")
    return sum(_invited(person, told, line=line, at=at, root=root) for person in reachable)


def _invited(person: Person, told: dict[str, Any], *, line: int, at: datetime, root: str) -> bool:
    try:
        with transaction.atomic():
            known = {"at": at, "at_once": True}
            _row, is_new = Notice.objects.get_or_create(person=person, line=line, defaults=known)
            if is_new:
                _to(person, "contribute/email/grouped", told, root).send()
    except (OSError, SMTPException):
        return False
    return is_new


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
    told = [(one.thing, one.said, root + one.thing.get_absolute_url()) for one in news]
    return _to(person, "contribute/email/news", {"news": told}, root)


def _to(person: Person, name: str, told: dict[str, Any], root: str) -> EmailMessage:
    """A letter about what one follows, which says how to receive no more of them."""
    stop = root + reverse("news-stop", args=[stop_token(person)])
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    address = person.account.email if person.account else ""
    return letter(name, {**told, "stop": stop}, to=address, headers=headers)
