"""What no schema can see of a meeting: its hours, its order in time, what must be told with what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from poucet.dossier.checking import Dossier
from poucet.dossier.faults import Fault, Steps

Found = tuple[Steps, str, dict[str, Any]]
MOMENT = "%Y-%m-%d %H:%M"


def check_meetings(dossier: Dossier) -> Iterator[Fault]:
    """Hours that calendars have, an end after the start, a reason for what is cancelled, minutes that say something."""
    for path, _key, record in dossier.told("meetings"):
        document = dossier.documents[path]
        for steps, code, params in (*_days(record), *_words(record), *_access(record)):
            document.fault(steps, code, **params)
            yield document.faults[-1]


def _days(record: dict[str, Any]) -> Iterator[Found]:
    written = {"starts": record["starts"], "ends": record["ends"]}
    if "minutes_on" in record:
        written["minutes_on"] = f"{record['minutes_on']} 23:59"
    days = {name: _moment(text) for name, text in written.items()}
    for name, day in days.items():
        if day is None:
            yield (name,), "meeting.no_such_hour", {"found": record[name]}
    starts, ends, told_on = days["starts"], days["ends"], days.get("minutes_on")
    if starts and ends and ends <= starts:
        yield ("ends",), "meeting.ends_before", {}
    if starts and told_on and told_on < starts:
        yield ("minutes_on",), "meeting.minutes_too_early", {}


def _words(record: dict[str, Any]) -> Iterator[Found]:
    if "minutes_on" in record and "minutes" not in record and not record.get("lines"):
        yield ("minutes_on",), "meeting.minutes_empty", {}
    if record.get("state") == "cancelled" and "reason" not in record:
        yield ("state",), "meeting.no_reason", {}
    for place, line in enumerate(record.get("lines", ())):
        if "pebble" in line and "facet" in line:
            yield ("lines", place), "field.excluded", {"fields": ["facet", "pebble"]}


def _access(record: dict[str, Any]) -> Iterator[Found]:
    facts = [said["fact"] for said in record.get("access", ())]
    for place, fact in enumerate(facts):
        if fact in facts[:place]:
            yield ("access", place, "fact"), "meeting.access_twice", {"found": fact}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, MOMENT).replace(tzinfo=UTC)  # compared, never kept
    except ValueError:
        return None
