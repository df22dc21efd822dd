"""The dates of an agreement: when each thing is due, who is to be reminded on a day, what upkeep was missed."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from poucet.contribute.agreements.balance import DONE, Entry, Promise, in_force

OFFSETS = (-14, -3, 0, 7)  # days from the date at which one is reminded
GRACE = timedelta(days=7)  # after it, an upkeep of which nothing was told is missed
MISSED_BEFORE_MEETING = 2
_MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


@dataclass(frozen=True, order=True)
class Occasion:
    """A date on which something is due; no subject is the review of the agreement itself."""

    on: date
    subject: str = ""


@dataclass(frozen=True, order=True)
class Due:
    """A reminder: of what, so many days from its date."""

    occasion: Occasion
    offset: int


def dates_of(promise: Promise, *, until: date, through: date) -> Iterator[date]:
    """When a commitment is due: once, or again and again until the agreement ends."""
    if promise.due is None:
        return
    if not promise.recurrence:
        yield promise.due
        return
    place, day = 0, promise.due
    while day <= min(until, through):
        yield day
        place += 1
        day = _later(promise.due, promise.recurrence, place)


def occasions(
    promises: Iterable[Promise], review_on: date | None, *, until: date, through: date
) -> list[Occasion]:
    """Every date of the agreement until a day, in order."""
    found = [
        Occasion(day, promise.key)
        for promise in promises
        for day in dates_of(promise, until=until, through=through)
    ]
    return sorted([*found, Occasion(review_on)] if review_on else found)


def reminders_on(day: date, dated: Iterable[Occasion], met: Collection[Occasion] = ()) -> list[Due]:
    """Who is to be reminded: fourteen and three days before, the day itself, a week after; what is met, no more."""
    return [
        Due(occasion, offset)
        for occasion in dated
        for offset in OFFSETS
        if occasion not in met and occasion.on + timedelta(days=offset) == day
    ]


def met_by(entries: Iterable[Entry], promises: Iterable[Promise], *, through: date) -> set[Occasion]:
    """The occasions that need no reminder: what was due was delivered, or withdrawn."""
    known = {promise.key: promise for promise in promises}
    found: set[Occasion] = set()
    for entry in in_force(entries):
        promise = known.get(entry.commitment)
        if promise is None or promise.due is None or entry.on > through:
            continue
        if promise.recurrence and entry.event in DONE and entry.occasion is not None:
            found.add(Occasion(entry.occasion, promise.key))
        elif not promise.recurrence and entry.event in {"delivered", "withdrawn"}:
            found.add(Occasion(promise.due, promise.key))
    return found


def missed(
    promises: Iterable[Promise],
    entries: Collection[Entry],
    *,
    since: date | None,
    until: date,
    on: date,
) -> list[Occasion]:
    """Dates of upkeep past their week of grace that nobody told of; those before `since` are settled."""
    upkeep = [promise for promise in promises if promise.recurrence]
    gone = withdrawn(entries)
    met = met_by(entries, upkeep, through=on)
    found = [
        Occasion(day, promise.key)
        for promise in upkeep
        if promise.key not in gone
        for day in dates_of(promise, until=until, through=on - GRACE - timedelta(days=1))
        if since is None or day > since
    ]
    return sorted(one for one in found if one not in met)


def withdrawn(entries: Iterable[Entry]) -> set[str]:
    """The commitments of which the last word is that they were withdrawn."""
    last: dict[str, str] = {}
    for entry in in_force(entries):
        if entry.event != "validated":
            last[entry.commitment] = entry.event
    return {key for key, event in last.items() if event == "withdrawn"}


def _later(first: date, recurrence: str, place: int) -> date:
    """The occasion of that rank, from the first: the 31st falls on the last day of a shorter month."""
    if recurrence == "weekly":
        return first + timedelta(weeks=place)
    months = first.month - 1 + _MONTHS[recurrence] * place
    year, month = first.year + months // 12, months % 12 + 1
    return date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
