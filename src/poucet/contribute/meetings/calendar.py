"""Meetings as calendars read them: iCalendar (RFC 5545), in the time of the commune.

A meeting keeps its identifier for ever; each change raises its sequence; a cancelled one stays, and says so, for a
calendar that no longer finds it would go on showing it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from poucet import __version__
from poucet.contribute.meetings.models import Meeting
from poucet.town.templatetags.town import plain_title

CONTENT_TYPE = "text/calendar; charset=utf-8"
# The law of the Union since 1996. Written here: what the library draws from the zone files turns an hour too late in
# spring, and only for the years that it was asked.
PARIS = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
ZONE = ZoneInfo("Europe/Paris")
_STATUS = {True: "CANCELLED", False: "CONFIRMED"}


def calendar_of(
    meetings: Iterable[Meeting], *, title: str, root: str, changed: dict[int, datetime], cancelled: str
) -> bytes:
    """The meetings, each with the moment of its last change; of a withdrawn one, only that it is cancelled."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Poucet//{__version__}//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add_component(Timezone.from_ical(PARIS))
    for one in meetings:
        calendar.add_component(_event(one, root, changed, cancelled))
    content: bytes = calendar.to_ical()
    return content


def identifier(meeting: Meeting) -> str:
    """Bound to the number, which is for ever, never to the name of the site, which may change."""
    return f"rencontre-{meeting.number}@poucet.invalid"


def _event(one: Meeting, root: str, changed: dict[int, datetime], cancelled: str) -> Event:
    at = changed.get(one.number, one.starts_at - timedelta(days=1))
    event = Event()
    event.add("uid", identifier(one))
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", one.starts_at.astimezone(ZONE))
    event.add("dtend", one.ends_at.astimezone(ZONE))
    event.add("status", _STATUS[one.is_cancelled or one.withdrawn])
    event.add("sequence", one.sequence + (1 if one.withdrawn else 0))
    if one.withdrawn:
        event.add("summary", cancelled)
        return event
    event.add("summary", plain_title(one) if not one.example else f"{plain_title(one)} (exemple)")
    event.add("description", one.said("purpose"))
    event.add("url", f"{root}{one.get_absolute_url()}")
    where = ", ".join(text for text in (plain_title(one.place) if one.place else "", one.place_text) if text)
    if where:
        event.add("location", where)
    return event
