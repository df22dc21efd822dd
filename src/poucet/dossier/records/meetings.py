"""Records of the meetings: one file each; hours are those of the commune."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.timezone import get_default_timezone, localtime

from poucet.contribute.meetings.desk.editor import THINGS
from poucet.contribute.meetings.models import Meeting, Minute
from poucet.contribute.meetings.operations import Parts, write_meeting
from poucet.contribute.meetings.summaries import whole
from poucet.contribute.sharing.models import Posting
from poucet.dossier.gathering import MOMENT
from poucet.dossier.records.fields import Loading, Record, english, given, taken, translated
from poucet.town.things import kind_of

_MEETING = {
    "title": "name",
    "purpose": "purpose",
    "where": "place_text",
    "reason": "reason",
    "minutes": "minutes",
    "note": "note",
}
_MOMENTS = {"starts": "starts_at", "ends": "ends_at"}


def moment(text: str) -> datetime:
    """An hour of the commune; raises ValueError for one that no calendar has."""
    return datetime.strptime(text, MOMENT).replace(tzinfo=get_default_timezone())


def load_meetings(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("meetings"):
        _load(key, record, loading)


def load_what_came_of_them(loading: Loading) -> None:
    """Meetings that tell of offers, once these are there: an offer may serve the very meeting where it was made."""
    for _path, key, record in loading.dossier.told("meetings"):
        if any("posting" in said for said in record.get("lines", ())):
            _load(key, record, loading)


def _load(key: str, record: Record, loading: Loading) -> None:
    meeting = write_meeting(
        key=key,
        number=record["number"],
        parts=Parts(
            access=[{"note": "", **said} for said in record.get("access", ())],
            agenda=[{"minutes": None, "who": "", **said} for said in record.get("agenda", ())],
            lines=[_line(said, loading) for said in record.get("lines", ())],
        ),
        signed=loading.signed,
        sequence=record.get("sequence", 0),
        place=loading.thing("place", record.get("place")),
        capacity=record.get("capacity"),
        attendance=record.get("attendance"),
        state=record.get("state", Meeting.State.ANNOUNCED),
        minutes_on=date.fromisoformat(record["minutes_on"]) if "minutes_on" in record else None,
        festive=record.get("festive", False),
        example=record.get("example", False),
        translations=translated(record, _MEETING),
        **{attribute: moment(record[name]) for name, attribute in _MOMENTS.items()},
        **taken(record, _MEETING),
    )
    loading.keep(meeting)


def _line(said: Record, loading: Loading) -> dict[str, Any]:
    thing = next((_thing(kind, said[kind], loading) for kind in THINGS if kind in said), None)
    return {
        "sort": said["kind"],
        "text": said["text"],
        "who": said.get("who", ""),
        "thing_kind": thing.kind if thing else "",
        "thing_number": thing.number if thing else None,
    }


def _thing(kind: str, key: str, loading: Loading) -> Any:
    """Offers are loaded after meetings: at first, those that the house knows already."""
    if kind == Posting.kind and key not in loading.things.get(kind, {}):
        return Posting.objects.filter(key=key).first()
    return loading.thing(kind, key)


def dump_meetings() -> dict[str, Record]:
    """The record of each meeting, by its identifier."""
    rows = list(whole())
    named = {line.thing_kind for one in rows for line in one.lines.all() if line.thing_kind}
    keys = {kind: dict(kind_of(kind).public().values_list("number", "key")) for kind in named}
    return {one.key: _record(one, keys) for one in rows}


def _record(one: Meeting, keys: dict[str, dict[int, str]]) -> Record:
    counts = {name: getattr(one, name) for name in ("capacity", "attendance")}
    return {
        "number": one.number,
        **{name: localtime(getattr(one, attribute)).strftime(MOMENT) for name, attribute in _MOMENTS.items()},
        **({"place": one.place.key} if one.place and not one.place.withdrawn else {}),
        **{name: count for name, count in counts.items() if count is not None},
        **({"state": one.state} if one.state != Meeting.State.ANNOUNCED else {}),
        **({"sequence": one.sequence} if one.sequence else {}),
        **({"minutes_on": one.minutes_on.isoformat()} if one.minutes_on else {}),
        **{name: rows for name, rows in _rows(one, keys).items() if rows},
        **({"festive": True} if one.festive else {}),
        **({"example": True} if one.example else {}),
        **given(one, _MEETING),
        **english(one, _MEETING),
    }


def _rows(one: Meeting, keys: dict[str, dict[int, str]]) -> dict[str, list[Record]]:
    return {
        "access": [given(row, _ACCESS) for row in one.access.all()],
        "agenda": [given(row, _AGENDA) for row in one.agenda.all()],
        "lines": [_line_record(row, keys) for row in one.lines.all()],
    }


_ACCESS = {name: name for name in ("fact", "answer", "note")}
_AGENDA = {name: name for name in ("title", "minutes", "who")}


def _line_record(row: Minute, keys: dict[str, dict[int, str]]) -> Record:
    key = keys.get(row.thing_kind, {}).get(row.thing_number or 0)
    thing = {row.thing_kind: key} if key and row.thing_kind in THINGS else {}
    return given(row, {"kind": "sort", "text": "text", "who": "who"}) | thing
