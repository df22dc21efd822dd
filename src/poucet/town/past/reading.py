"""Reading the house as it was: views of the past laid over its tables, on this connection alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localdate

from poucet.town.clock import stopped_on
from poucet.town.models import RegisterEntry
from poucet.town.past.kept import conditions, covered, kept_models
from poucet.town.past.twins import SINCE, UNTIL, twin_of


class BeforeTheFirstLine(Exception):
    """Nothing was written in the house at that moment."""


@dataclass(frozen=True)
class Moment:
    """A moment of the past: its day, and the last line that the register held."""

    day: date
    line: int


@contextmanager
def as_of(moment: datetime) -> Iterator[Moment]:
    """Let every query meanwhile read the house as it was at that moment; nothing can be written."""
    line = last_line(moment)
    if line is None:
        raise BeforeTheFirstLine
    there = Moment(localdate(moment), line)
    veil = _veiled_postgresql if connection.vendor == "postgresql" else _veiled_sqlite
    with stopped_on(there.day), veil(list(_views(line))):
        yield there


def last_line(moment: datetime) -> int | None:
    """The last line of the register signed at or before that moment."""
    found: int | None = RegisterEntry.objects.filter(at__lte=moment).aggregate(last=Max("sequence"))["last"]
    return found


def _views(line: int) -> Iterator[tuple[str, str]]:
    """Each table to cover, and what to read in its place."""
    stood = f'"{SINCE}" <= {line} AND ("{UNTIL}" IS NULL OR "{UNTIL}" > {line})'
    hidden = covered()
    for model in kept_models():
        twin = twin_of(model)
        shown = f"{stood} AND {hidden[model]}" if model in hidden else stood
        yield twin.table, f'SELECT {twin.listed()} FROM "{twin.past}" WHERE {shown}'  # noqa: S608 -- our own names
    schema = "main" if connection.vendor == "sqlite" else _schema()
    for model, condition in conditions().items():
        same = twin_of(model)
        source = f'"{schema}"."{same.table}"'
        yield same.table, f"SELECT {same.listed()} FROM {source} WHERE {condition(line)}"  # noqa: S608 -- same


def _schema() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (name,) = cursor.fetchone()
    return str(name)


@contextmanager
def _veiled_sqlite(views: list[tuple[str, str]]) -> Iterator[None]:
    """Temporary views come before tables of the same name; no transaction is opened, for ours take the write lock."""
    with connection.cursor() as cursor:
        try:
            for table, told in views:
                cursor.execute(f'CREATE TEMP VIEW "{table}" AS {told}')
            cursor.execute("PRAGMA query_only = ON")
            yield
        finally:
            cursor.execute("PRAGMA query_only = OFF")
            for table, _told in views:
                cursor.execute(f'DROP VIEW IF EXISTS temp."{table}"')


@contextmanager
def _veiled_postgresql(views: list[tuple[str, str]]) -> Iterator[None]:
    """A transaction that is always undone takes the views away with it, whatever happened."""
    grouping = connection.features.allows_group_by_selected_pks
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(";".join(f'CREATE TEMP VIEW "{table}" AS {told}' for table, told in views))
        cursor.execute("SET TRANSACTION READ ONLY")
        # A view has no primary key for PostgreSQL to know its other columns by.
        connection.features.allows_group_by_selected_pks = False
        try:
            yield
        finally:
            connection.features.allows_group_by_selected_pks = grouping
            transaction.set_rollback(True)
