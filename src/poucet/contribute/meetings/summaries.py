"""Pictures across meetings: what is coming, what was held, whose minutes are late; one meeting whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils.timezone import get_default_timezone, localdate

from poucet.contribute.meetings.models import DAYS_FOR_MINUTES, Access, Meeting, Minute
from poucet.town.models import RegisterEntry
from poucet.town.names import Named, names_of

DAYS_IN_CALENDAR = 400  # a calendar keeps what is past for itself


@dataclass(frozen=True)
class Told:
    """A line of the minutes, and the thing that came of it when it may be shown."""

    line: Minute
    thing: Named | None


@dataclass(frozen=True)
class Portrait:
    """A meeting with all that hangs on it."""

    meeting: Meeting
    access: tuple[tuple[str, Access | None], ...]
    agenda: tuple[Any, ...]
    lines: tuple[Told, ...]
    is_over: bool
    is_late: bool

    @property
    def minutes_planned(self) -> int:
        """How long the agenda is, as far as it says."""
        return sum(item.minutes or 0 for item in self.agenda)


def portrait(meeting: Meeting, *, on: date) -> Portrait:
    """Everything about a meeting that was fetched with its parts; one query more for names, if any."""
    lines = list(meeting.lines.all())
    wanted = {line.thing for line in lines if line.thing is not None}
    names = names_of(wanted) if wanted else {}
    said = {row.fact: row for row in meeting.access.all()}
    is_over = localdate(meeting.ends_at) < on
    owed = meeting.minutes_on is None and not meeting.is_cancelled
    return Portrait(
        meeting,
        tuple((str(label), said.get(fact)) for fact, label in Access.Fact.choices),
        tuple(meeting.agenda.all()),
        tuple(Told(line, names.get(line.thing) if line.thing else None) for line in lines),
        is_over,
        is_over and owed and meeting.minutes_due < on,
    )


def whole() -> QuerySet[Meeting]:
    """Meetings with their place and all that hangs on them: four queries, whatever their number."""
    rows: QuerySet[Meeting] = Meeting.objects.select_related("place").prefetch_related(
        "access", "agenda", "lines"
    )
    return rows


def coming(*, on: date) -> QuerySet[Meeting]:
    """Those that end on that day or later, the nearest first."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(ends_at__gte=_midnight(on))
    return rows.select_related("place").order_by("starts_at", "number")


def held_before(*, on: date) -> QuerySet[Meeting]:
    """Those that ended before that day, the latest first."""
    rows: QuerySet[Meeting] = Meeting.objects.filter(ends_at__lt=_midnight(on))
    return rows.select_related("place").order_by("-starts_at", "-number")


def late(*, on: date) -> QuerySet[Meeting]:
    """Those that were held, and whose minutes are later than promised: nobody has to say so."""
    over = Meeting.objects.filter(
        ends_at__lt=_midnight(on - timedelta(days=DAYS_FOR_MINUTES)), minutes_on=None
    )
    rows: QuerySet[Meeting] = over.exclude(state=Meeting.State.CANCELLED)
    return rows.order_by("starts_at", "number")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())


def in_calendars(*, on: date) -> QuerySet[Meeting]:
    """Those of about a year and those to come, the withdrawn among them: they are told to be cancelled."""
    day = _midnight(on - timedelta(days=DAYS_IN_CALENDAR))
    rows: QuerySet[Meeting] = Meeting.every.filter(ends_at__gte=day).select_related("place")
    return rows.order_by("number")


def last_changes() -> dict[int, datetime]:
    """When each meeting was last written, as the register tells."""
    rows = RegisterEntry.objects.filter(kind=Meeting.kind).values_list("number").annotate(last=Max("at"))
    return {number: last for number, last in rows.order_by() if number is not None}
