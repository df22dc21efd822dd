"""Codes typed wrongly: five within a quarter of an hour, and one waits.

A try is written down before the code is looked up, so that many at once are all counted; the right code takes its
own try away again. Who tried is kept as a keyed print, for a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from poucet.town import codes
from poucet.town.errors import RuleError
from poucet.town.people.models import WrongTry

MOST, WITHIN = 5, timedelta(minutes=15)
KEPT = timedelta(days=1)
_PURPOSE = "poucet.tries"


@dataclass(frozen=True)
class Trier:
    """Somebody who tries codes: a person, or a place that requests come from."""

    name: str
    most: int = MOST


@contextmanager
def counted(*triers: Trier, at: datetime) -> Iterator[None]:
    """Try a code; refused beyond what a hand mistypes. Only a `RuleError` leaves the try written down."""
    prints = {codes.keyed(one.name, purpose=_PURPOSE): one.most for one in triers}
    WrongTry.objects.filter(at__lte=at - KEPT).delete()
    mine = [WrongTry.objects.create(who=who, at=at).pk for who in prints]
    for who, most in prints.items():
        lately = WrongTry.objects.filter(who=who, at__gt=at - WITHIN)
        if lately.count() > most:
            WrongTry.objects.filter(pk__in=mine).delete()  # to ask while one waits makes nobody wait longer
            raise RuleError("code.too_many_tries", minutes=_minutes_left(who, most, at))
    yield
    WrongTry.objects.filter(pk__in=mine).delete()


def _minutes_left(who: str, most: int, at: datetime) -> int:
    """Until the try that fills the count is old enough."""
    rows = WrongTry.objects.filter(who=who, at__gt=at - WITHIN).order_by("-at", "-pk")[:most]
    filling = list(rows)[-1].at
    return max(1, ceil((filling + WITHIN - at).total_seconds() / 60))
