"""How the desk publishes a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from poucet.contribute.meetings.desk.sheet import MOMENT, MeetingSheet
from poucet.contribute.meetings.models import Meeting
from poucet.contribute.meetings.operations import Parts, take_off, write_meeting
from poucet.town.desk.editors import Editor
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content
from poucet.town.desk.translating import english_of, with_english
from poucet.town.models import Place
from poucet.town.things import Reference
from poucet.town.writing import Signature

_TEXTS = ("name", "purpose", "place_text", "state", "reason", "minutes", "note")
_COUNTS = ("capacity", "attendance")
THINGS = (
    "pebble",
    "facet",
    "proposal",
    "agreement",
    "posting",
)  # what a line of the minutes may lead to, so far


def held(meeting: Meeting) -> Content:
    said: Content = {name: getattr(meeting, name) for name in (*_TEXTS, "festive", "example")}
    said |= {name: localtime(getattr(meeting, name)).strftime(MOMENT) for name in ("starts_at", "ends_at")}
    said |= {name: _text(getattr(meeting, name)) for name in _COUNTS}
    said["minutes_on"] = meeting.minutes_on.isoformat() if meeting.minutes_on else ""
    said["place"] = str(meeting.place.number) if meeting.place else ""
    said["access"] = [
        {"fact": row.fact, "answer": row.answer, "note": row.note} for row in meeting.access.all()
    ]
    said["agenda"] = [
        {"title": row.title, "minutes": _text(row.minutes), "who": row.who} for row in meeting.agenda.all()
    ]
    said["lines"] = [
        {"sort": row.sort, "text": row.text, "who": row.who}
        | {kind: _text(row.thing_number) if row.thing_kind == kind else "" for kind in THINGS}
        for row in meeting.lines.all()
    ]
    return {**said, **english_of(meeting, MeetingSheet.translated)}


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def publish(meeting: Meeting | None, sheet: MeetingSheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = meeting.number if meeting else next_number(Meeting)
    return write_meeting(
        key=meeting.key if meeting else new_key(Meeting, said["name"], number),
        number=number,
        parts=Parts(
            access=sheet.cleaned_rows("access"),
            agenda=sheet.cleaned_rows("agenda"),
            lines=[_line(row) for row in sheet.cleaned_rows("lines")],
        ),
        signed=signed,
        place=Place.objects.filter(number=said["place"] or 0).first(),
        translations=with_english(meeting, sheet.english),
        **{
            name: said[name]
            for name in (*_TEXTS, *_COUNTS, "starts_at", "ends_at", "minutes_on", "festive", "example")
        },
    ).reference


def _line(row: dict[str, Any]) -> dict[str, Any]:
    kind = next((kind for kind in THINGS if row[kind]), "")
    thing = {"thing_kind": kind, "thing_number": int(row[kind]) if kind else None}
    return {"sort": row["sort"], "text": row["text"], "who": row["who"], **thing}


MEETING_EDITOR = Editor(
    kind="meeting",
    label=_("Announce a meeting"),
    help=_("When, where, how to come in, what is on the agenda; afterwards, what was said."),
    sheet=MeetingSheet,
    find=lambda number: Meeting.every.select_related("place").filter(number=number).first(),
    held=held,
    publish=publish,
    withdraw=take_off,
    order=60,
)
