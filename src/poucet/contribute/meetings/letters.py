"""Letters to those who mean to come: their place, a change, the day before.

Each registration remembers how it stood when its people were last written to; a letter leaves when that is no longer
so. Asked twice, it leaves once; asked late, it tells the last word only.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from poucet.contribute.meetings.models import Registration
from poucet.contribute.meetings.registering import rank
from poucet.town.mail import letter
from poucet.town.site import site_address

_SALT = "poucet.registration"


def write_to_registered(*, at: datetime) -> int:
    """Write to all who were not told how their registration stands now; gives how many letters left."""
    rows = [row for row in _awaited(at) if row.told != row.standing]
    return sum(_tell(row) for row in rows)


def remind(*, at: datetime) -> int:
    """Write, the day before, to those who have a seat."""
    tomorrow = localdate(at) + timedelta(days=1)
    rows = [
        row
        for row in _awaited(at).filter(seated=True, reminded=False)
        if localdate(row.meeting.starts_at) == tomorrow and row.standing.startswith("seated on")
    ]
    return sum(_remind(row) for row in rows)


def reachable(row: Registration) -> str:
    """The address that letters go to; empty for who left a telephone number, or nothing."""
    if row.person is not None:
        return row.person.account.email if row.person.account else ""
    return row.contact if "@" in row.contact else ""


def token_of(row: Registration) -> str:
    return signing.dumps(row.pk, salt=_SALT)


def registration_at(token: str) -> Registration | None:
    """Whose registration a token opens, while it stands."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    rows = Registration.objects.select_related("meeting__place", "person")
    return rows.filter(pk=key).first()


def _awaited(at: datetime) -> QuerySet[Registration]:
    """Those of meetings that are not over, and that a letter can reach."""
    rows = Registration.objects.select_related("meeting__place", "person__account")
    return rows.filter(Q(person__account__isnull=False) | Q(contact__contains="@"), meeting__ends_at__gt=at)


def _tell(row: Registration) -> bool:
    before, now = row.told, row.standing
    sort = _sort(before, now)
    return _leaves(row, {"told": before}, {"told": now}, sort)


def _remind(row: Registration) -> bool:
    return _leaves(row, {"reminded": False}, {"reminded": True}, "reminder")


def _sort(before: str, now: str) -> str:
    """What there is to tell, the gravest first."""
    if " off " in now:
        return "cancelled"
    if before and before.split()[1:] != now.split()[1:]:
        return "changed"
    if now.startswith("waiting"):
        return "waiting"
    return "seat_free" if before else "seated"


def _leaves(row: Registration, before: dict[str, object], after: dict[str, object], sort: str) -> bool:
    """Send a letter and remember it, both or neither; whoever else sends it at this moment is left to."""
    root, meeting = site_address(), row.meeting
    told = {
        "sort": sort,
        "meeting": meeting,
        "people": row.people,
        "seated": row.seated,
        "rank": rank(row),
        "page": root + meeting.get_absolute_url(),
        "calendar": root + reverse("meeting-ics", args=[meeting.number]),
        "mine": root + reverse("meeting-registration", args=[meeting.number, token_of(row)]),
    }
    try:
        with transaction.atomic():
            if not Registration.objects.filter(pk=row.pk, **before).update(**after):
                return False
            letter("meetings/email/registration", told, to=reachable(row)).send()
    except (OSError, SMTPException):
        return False
    return True
