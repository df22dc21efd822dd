"""The act of every night: write down who is to be reminded, once; call a meeting where upkeep was missed twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from poucet.contribute.agreements.counted import Counted
from poucet.contribute.agreements.models import Agreement, Reminder
from poucet.contribute.agreements.occasions import MISSED_BEFORE_MEETING
from poucet.contribute.agreements.operations import move_agreement
from poucet.contribute.agreements.terms import State
from poucet.town import register
from poucet.town.register import one_act
from poucet.town.writing import Signature

_WATCHED = {State.IN_SERVICE, State.RENEWED}


def reminders_on(day: date) -> Iterator[Reminder]:
    """Who is to be reminded on a day, not yet written down."""
    for agreement in Agreement.objects.living().with_all():
        for due in Counted(agreement, day).reminders:
            yield Reminder(
                agreement=agreement,
                subject=due.occasion.subject,
                occasion=due.occasion.on,
                offset=due.offset,
                on=day,
            )


@one_act()
def record_reminders(day: date, *, signed: Signature, since: date | None = None) -> list[Reminder]:
    """Write down who is to be reminded that day (or on each since the last night), each only once."""
    days = [day] if since is None else [since + timedelta(days=n + 1) for n in range((day - since).days)]
    known = set(Reminder.objects.values_list("agreement", "subject", "occasion", "offset"))
    fresh = [
        row
        for one in days
        for row in reminders_on(one)
        if (row.agreement_id, row.subject, row.occasion, row.offset) not in known
    ]
    Reminder.objects.bulk_create(fresh, batch_size=500)
    if fresh:
        register.record("agreement.reminded", by=signed.by, at=signed.at, entries=len(fresh))
    _call_meetings(day, signed)
    return fresh


def _call_meetings(day: date, signed: Signature) -> None:
    """Two dates of upkeep gone by: both halves meet. It blames nobody, and decides nothing."""
    for agreement in Agreement.objects.living().filter(state__in=_WATCHED).with_all():
        if len(Counted(agreement, day).missed) >= MISSED_BEFORE_MEETING:
            move_agreement(agreement, state=State.TO_REVIEW, on=day, signed=signed)
