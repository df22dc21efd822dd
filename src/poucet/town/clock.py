"""What day it is on a page: today, or the day that the reader went back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone, localdate

_DAY: ContextVar[date | None] = ContextVar("day", default=None)


def today() -> date:
    """The day that a page speaks from."""
    return _DAY.get() or localdate()


def end_of(day: date) -> datetime:
    """The last moment of a day, where the commune lies."""
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=get_default_timezone())
    return midnight - timedelta(microseconds=1)


@contextmanager
def stopped_on(day: date) -> Iterator[None]:
    """Let it be that day meanwhile."""
    before = _DAY.set(day)
    try:
        yield
    finally:
        _DAY.reset(before)
