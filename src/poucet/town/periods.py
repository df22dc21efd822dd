"""Periods as a clerk writes them: a year, a month, a day, or from one to another."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from poucet.engines.errors import InputError

_MOMENT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


@dataclass(frozen=True)
class Period:
    """A stretch of days written `2013`, `2013-03`, `2013-03-08` or `2001/2008`."""

    text: str
    since: date
    until: date

    @property
    def is_interval(self) -> bool:
        return "/" in self.text


@lru_cache(maxsize=4096)
def parse_period(text: str) -> Period:
    """Read a period; refused with `period.malformed` or, for an end before its start, `period.reversed`."""
    first, slash, last = text.partition("/")
    since = _bounds(first, text)[0]
    until = _bounds(last if slash else first, text)[1]
    if until < since:
        raise InputError("period.reversed", text=text)
    return Period(text, since, until)


def period_fields(text: str) -> dict[str, str | date | None]:
    """The three columns that keep a period; an empty text is a period that nobody knows."""
    if not text:
        return {"period": "", "since": None, "until": None}
    period = parse_period(text)
    return {"period": period.text, "since": period.since, "until": period.until}


def decimal_year(day: date) -> float:
    """A day as a point on the axis of years: 1 July 2013 is about 2013.5."""
    length = 366 if calendar.isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1) / length


def _bounds(moment: str, whole: str) -> tuple[date, date]:
    match = _MOMENT.fullmatch(moment)
    if match is None:
        raise InputError("period.malformed", text=whole)
    year = int(match["year"])
    try:
        if match["day"]:
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day
        if match["month"]:
            month = int(match["month"])
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        raise InputError("period.malformed", text=whole) from None
