"""The past twin of a table, in words that both databases read: its columns, its making, its catching up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

SINCE, UNTIL = "since_line", "until_line"


@dataclass(frozen=True)
class Twin:
    """A table, the columns that its model gives it, and the name of its past."""

    table: str
    key: str
    columns: tuple[str, ...]

    @property
    def past(self) -> str:
        return f"{self.table}_past"

    def listed(self, prefix: str = "") -> str:
        return ", ".join(f'{prefix}"{column}"' for column in self.columns)

    @property
    def came(self) -> str:
        """The columns that a row entering the past fills in."""
        return f'{self.listed()}, "{SINCE}"'


def twin_of(model: type[Model]) -> Twin:
    fields: Iterable[Field] = model._meta.local_concrete_fields  # type: ignore[type-arg]
    (key,) = (str(field.column) for field in fields if field.primary_key)
    return Twin(model._meta.db_table, key, tuple(str(field.column) for field in fields))


def types_of(model: type[Model], database: BaseDatabaseWrapper) -> dict[str, str]:
    """The type of each column, without its constraints."""
    return {str(field.column): str(field.db_type(database)) for field in model._meta.local_concrete_fields}


def making(twin: Twin, types: dict[str, str]) -> str:
    columns = ", ".join(f'"{column}" {types[column]}' for column in twin.columns)
    lines = f'"{SINCE}" bigint NOT NULL, "{UNTIL}" bigint NULL'
    return f'CREATE TABLE "{twin.past}" ({columns}, {lines}, PRIMARY KEY ("{twin.key}", "{SINCE}"))'


def indexing(twin: Twin, model: type[Model]) -> Iterator[str]:
    """What pages look rows up by: the things that they hang on, and numbers."""
    for field in model._meta.local_concrete_fields:
        if field.is_relation or field.name.endswith("number"):
            name = f"{twin.past}_by_{field.column}"
            yield f'CREATE INDEX IF NOT EXISTS "{name}" ON "{twin.past}" ("{field.column}")'


def catching_up(twin: Twin, *, line: str, vendor: str) -> tuple[str, ...]:
    """Make the open rows of the past be the rows of the table, from this line on."""
    same = "IS" if vendor == "sqlite" else "IS NOT DISTINCT FROM"
    # Every name here is that of a table or a column of our own models.
    table, past, key = f'"{twin.table}"', f'"{twin.past}"', f'"{twin.key}"'
    alike = " AND ".join(f'{table}."{column}" {same} {past}."{column}"' for column in twin.columns)
    stale = f'"{UNTIL}" IS NULL AND NOT EXISTS (SELECT 1 FROM {table} WHERE {alike})'  # noqa: S608
    told = f'SELECT 1 FROM {past} WHERE {past}.{key} = {table}.{key} AND "{UNTIL}" IS NULL'  # noqa: S608
    return (
        f'DELETE FROM {past} WHERE "{SINCE}" = {line} AND {stale}',  # noqa: S608
        f'UPDATE {past} SET "{UNTIL}" = {line} WHERE {stale}',  # noqa: S608
        f"INSERT INTO {past} ({twin.came}) SELECT {twin.listed()}, {line} FROM {table} WHERE NOT EXISTS ({told})",  # noqa: S608
    )
