"""What keeps notices from being a weapon: prints instead of addresses, limits, and the alert of a brigade."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings

from poucet.contribute.moderation.models import Report
from poucet.town.errors import RuleError
from poucet.town.people.models import Person

FROM_ONE_PLACE = ((timedelta(minutes=1), 5), (timedelta(hours=1), 30))
FROM_ONE_PERSON_A_DAY = 20
LETTERS_AN_HOUR = 3  # to one address
KNOWN_SINCE = timedelta(days=7)
BRIGADE, BRIGADE_WITHIN = 5, timedelta(hours=1)


def printed(text: str) -> str:
    """A keyed print of an address: enough to know it again, not to write to it."""
    secret = settings.SECRET_KEY.encode()
    return hmac.digest(secret, f"poucet.moderation {text}".encode(), hashlib.sha256).hex()


def refuse_too_many(*, place: str, whose: str, at: datetime) -> None:
    lately = Report.objects.filter(place=place)
    for stretch, most in FROM_ONE_PLACE:
        if lately.filter(at__gt=at - stretch).count() >= most:
            raise RuleError("moderation.too_many")
    if Report.objects.filter(whose=whose, at__gt=at - timedelta(days=1)).count() >= FROM_ONE_PERSON_A_DAY:
        raise RuleError("moderation.too_many")


def is_fresh(email: str, at: datetime) -> bool:
    """Whether the house did not know that address a week ago."""
    known = Person.objects.filter(account__email__iexact=email, joined_at__lte=at - KNOWN_SINCE)
    return not email or not known.exists()


def is_brigade(reports: Iterable[Report]) -> bool:
    """Whether many whom the house hardly knows pointed at one thing within an hour."""
    times = sorted(row.at for row in reports if row.is_fresh)
    return any(
        last - first <= BRIGADE_WITHIN for first, last in zip(times, times[BRIGADE - 1 :], strict=False)
    )


def too_many_letters(email: str, at: datetime) -> bool:
    """Whether an address had its share of letters within the hour, this notice's own included."""
    rows = Report.objects.filter(email__iexact=email, at__gt=at - timedelta(hours=1))
    return rows.count() > LETTERS_AN_HOUR
