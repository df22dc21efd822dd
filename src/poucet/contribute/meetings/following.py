"""Whoever said that they come to a meeting follows what comes of it, while the list of it is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from poucet.contribute.following import Source, follow, no_news
from poucet.contribute.meetings.models import Meeting, Registration
from poucet.contribute.meetings.operations import IN_CALENDARS
from poucet.town.models import RegisterEntry
from poucet.town.people.models import Person
from poucet.town.things import Reference

# What makes a letter of its own leave at once: another hour, another place, cancelled.
_TOLD_AT_ONCE = frozenset({*IN_CALENDARS, "sequence", "reason", "capacity"})


def follow_meetings() -> None:
    """Called once, by the declarations."""
    no_news("meeting.registered", "meeting.unregistered", "meeting.list_read")
    follow(Source(_registered, _followed, told=_told))


def _registered() -> QuerySet[Any]:
    return Registration.objects.filter(meeting__withdrawn=False).values("person")


def _followed(person: Person) -> Iterable[tuple[Reference, int]]:
    rows = Registration.objects.filter(person=person, meeting__withdrawn=False)
    return [
        (Reference(Meeting.kind, number), since)
        for number, since in rows.values_list("meeting__number", "since_line")
    ]


def _told(line: RegisterEntry) -> bool:
    return line.act == "meeting.revised" and set(line.details.get("fields", ())) <= _TOLD_AT_ONCE
