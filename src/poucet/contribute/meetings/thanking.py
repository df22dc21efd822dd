"""The calendar of thanks: what two halves ended together is thanked at the next feast, before everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.terms import State
from poucet.contribute.meetings.models import Meeting, Minute
from poucet.town.models import Link, Relation

AT_MOST = 100
# A trial that stopped with its lesson deserves thanks as much.
ENDED_TOGETHER = (State.CLOSED, State.HANDED_OVER, State.STOPPED)


@dataclass(frozen=True)
class Thanks:
    """An agreement that ended, and the feast where its people were thanked."""

    agreement: Agreement
    meeting: Meeting


def to_thank() -> QuerySet[Agreement]:
    """Agreements that ended and that no feast has told of."""
    feasts = Meeting.objects.filter(festive=True, state=Meeting.State.HELD).values("number")
    told = Link.objects.filter(
        relation=Relation.TELLS,
        origin_kind=Meeting.kind,
        origin_number__in=feasts,
        destination_kind=Agreement.kind,
        destination_number=OuterRef("number"),
    )
    rows: QuerySet[Agreement] = Agreement.objects.filter(state__in=ENDED_TOGETHER).exclude(Exists(told))
    return rows.order_by("-number")


def thanked() -> list[Thanks]:
    """Agreements that a feast has told of, the latest feast first: two queries."""
    lines = (
        Minute.objects.filter(
            meeting__festive=True,
            meeting__withdrawn=False,
            meeting__state=Meeting.State.HELD,
            thing_kind=Agreement.kind,
        )
        .select_related("meeting")
        .order_by("-meeting__starts_at", "position")[:AT_MOST]
    )
    known = {one.number: one for one in _named([line.thing_number or 0 for line in lines])}
    return [Thanks(known[line.thing_number], line.meeting) for line in lines if line.thing_number in known]


def next_feast(at: datetime) -> Meeting | None:
    """The next feast that is announced."""
    coming = Meeting.objects.filter(festive=True, state=Meeting.State.ANNOUNCED, starts_at__gte=at)
    found: Meeting | None = coming.order_by("starts_at", "number").first()
    return found


def _named(numbers: Sequence[int]) -> QuerySet[Agreement]:
    rows: QuerySet[Agreement] = Agreement.objects.filter(number__in=numbers)
    return rows
