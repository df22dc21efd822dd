"""A house that changes day after day through its acts, for tests of the past."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection
from django.db.models import Model

from poucet.measure.models import Observation
from poucet.town.models import RegisterEntry
from poucet.town.past import kept_models
from poucet.town.past.twins import twin_of
from poucet.town.writing import Signature
from tests import factories

FIRST_DAY = date(2026, 1, 5)

Rows = dict[str, list[tuple[object, ...]]]


def day(place: int) -> date:
    return FIRST_DAY + timedelta(days=place)


def signed_on(when: date, *, at: time = time(15, 30)) -> Signature:
    return Signature(by="tests", at=datetime.combine(when, at, tzinfo=UTC))


@contextmanager
def on(when: date) -> Iterator[Signature]:
    """Let the factories sign on that day meanwhile."""
    before = factories.SIGNED
    factories.SIGNED = signed_on(when)
    try:
        yield factories.SIGNED
    finally:
        factories.SIGNED = before


def told_by(model: type[Model]) -> list[tuple[object, ...]]:
    columns = [field.attname for field in model._meta.local_concrete_fields]
    return sorted(model._base_manager.values_list(*columns), key=repr)


def everything() -> Rows:
    """Give every row that a public page may read."""
    models = [*kept_models(), Observation, RegisterEntry]
    return {model._meta.label: told_by(model) for model in models}


def open_rows(model: type[Model]) -> list[tuple[object, ...]]:
    """Give the rows of a past that stand to this day, as the database holds them."""
    twin = twin_of(model)
    return rows_of(f'SELECT {twin.listed()} FROM "{twin.past}" WHERE until_line IS NULL')  # noqa: S608 -- our own names


def live_rows(model: type[Model]) -> list[tuple[object, ...]]:
    twin = twin_of(model)
    return rows_of(f'SELECT {twin.listed()} FROM "{twin.table}"')  # noqa: S608 -- same


def rows_of(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return sorted(cursor.fetchall(), key=repr)
