"""Acts on meetings: announce, move, cancel, tell what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Model
from django.utils.timezone import localdate

from poucet.contribute.meetings.letters import write_to_registered
from poucet.contribute.meetings.models import Access, AgendaItem, Meeting, Minute
from poucet.contribute.meetings.registering import seat
from poucet.town.errands import run_after
from poucet.town.errors import RuleError
from poucet.town.models import Link, Relation
from poucet.town.register import one_act
from poucet.town.things import Reference, find
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, sign_revision, withdraw, write
from poucet.town.written import announce

# What a calendar shows: a change in one of them raises the sequence, so that every calendar takes the new version.
IN_CALENDARS = ("name", "purpose", "starts_at", "ends_at", "place", "place_text", "state")
Rows = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Parts:
    """What hangs on a meeting, each list whole and in order."""

    access: Rows = ()
    agenda: Rows = ()
    lines: Rows = ()


_PARTS: dict[str, type[Model]] = {"access": Access, "agenda": AgendaItem, "lines": Minute}


@one_act()
def write_meeting(
    *, key: str, number: int, parts: Parts, signed: Signature, sequence: int = 0, **fields: Any
) -> Meeting:
    """Announce a meeting, or change it; its calendar is told by a higher sequence."""
    _check(key, fields, parts)
    before: Meeting | None = Meeting.every.filter(key=key).first()
    sequence = max(sequence, _sequence(before, fields))
    meeting = write(Meeting, key=key, number=number, signed=signed, sequence=sequence, **fields)
    changed = [name for name in _PARTS if _replace(meeting, name, getattr(parts, name))]
    if changed and before is not None:
        sign_revision(meeting, changed, signed)
    if changed:
        announce(meeting.reference)
    _tie(meeting, parts.lines, signed)
    if before is not None:
        seat(meeting)
        run_after(partial(write_to_registered, at=signed.at))
    return meeting


@one_act()
def take_off(meeting: Meeting, signed: Signature, reason: str) -> None:
    """Take a meeting off the site; those who meant to come are told that it is cancelled."""
    withdraw(meeting, signed=signed, reason=reason)
    run_after(partial(write_to_registered, at=signed.at))


def _sequence(before: Meeting | None, fields: dict[str, Any]) -> int:
    if before is None:
        return 0
    moved = any(getattr(before, name) != fields[name] for name in IN_CALENDARS if name in fields)
    if before.withdrawn:  # its calendar said one more, to tell that it is cancelled
        return before.sequence + 2
    return before.sequence + (1 if moved else 0)


def _check(key: str, fields: dict[str, Any], parts: Parts) -> None:
    if fields["ends_at"] <= fields["starts_at"]:
        raise RuleError("meeting.ends_before", key=key)
    if fields.get("state") == Meeting.State.CANCELLED and not fields.get("reason"):
        raise RuleError("meeting.no_reason", key=key)
    told_on = fields.get("minutes_on")
    if told_on is not None and told_on < localdate(fields["starts_at"]):
        raise RuleError("meeting.minutes_too_early", key=key)
    if told_on is not None and not fields.get("minutes") and not parts.lines:
        raise RuleError("meeting.minutes_empty", key=key)
    named = set(_named(parts.lines))
    missing = sorted(named - set(find(named)))
    if missing:
        kind, number = missing[0]
        raise RuleError("meeting.unknown_thing", key=key, kind=kind, number=number)


def _named(lines: Rows) -> Iterable[Reference]:
    return (
        Reference(line["thing_kind"], line["thing_number"])
        for line in lines
        if line.get("thing_number") is not None
    )


def _replace(meeting: Meeting, name: str, rows: Rows) -> bool:
    """Write the rows of a part again where they differ."""
    model = _PARTS[name]
    numbered = [row if model is Access else {**row, "position": place} for place, row in enumerate(rows)]
    wanted = [model(meeting=meeting, **row) for row in numbered]
    known = list(model._default_manager.filter(meeting=meeting))
    if [_said(row) for row in known] == [_said(row) for row in wanted]:
        return False
    model._default_manager.filter(meeting=meeting).delete()
    model._default_manager.bulk_create(wanted)
    return True


def _said(row: Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name != "id"
    }


def _tie(meeting: Meeting, lines: Rows, signed: Signature) -> None:
    """Tie the meeting to what came of it; what it no longer names is untied."""
    kept = {tie(meeting.reference, Relation.TELLS, thing, signed=signed).pk for thing in _named(lines)}
    ties = Link.objects.filter(
        relation=Relation.TELLS, origin_kind=Meeting.kind, origin_number=meeting.number
    )
    untie(ties.exclude(pk__in=kept), signed=signed)
