"""Many rows at once: asked for in one query, compared without asking for more, inserted as fast as can be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeVar

from django.db import connection, connections, models

M = TypeVar("M", bound=models.Model)

FEW = 500  # beyond, a list of keys is no question to ask: all rows are read, and some are passed over
_AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)


def among(rows: models.QuerySet[M], field: str, values: Collection[Any]) -> models.QuerySet[M]:
    """Rows of which a field has one of these values; of many values, all rows, whose reader takes what it wants."""
    return rows.filter(**{f"{field}__in": values}) if len(values) <= FEW else rows


def attribute(model: type[models.Model], name: str, value: Any) -> tuple[str, Any]:
    """Under which attribute a row keeps a value: of another row, its key."""
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        return field.attname, None if value is None else value.pk
    return name, value


def differing(row: models.Model, wanted: dict[str, Any]) -> list[str]:
    """The names of the fields that say something else than wanted, in order; asks the database nothing."""
    kept = {name: attribute(type(row), name, value) for name, value in wanted.items()}
    return sorted(name for name, (attname, value) in kept.items() if getattr(row, attname) != value)


def insert(model: type[models.Model], rows: Iterable[models.Model | Mapping[str, Any]]) -> None:
    """Insert rows whose keys nobody asks for, without holding them all; a mapping is read by attribute."""
    columns = _columns(model)
    names = ", ".join(connection.ops.quote_name(column.name) for column in columns)
    table = connection.ops.quote_name(model._meta.db_table)
    cursor: Any
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            copy_in(cursor, f"COPY {table} ({names}) FROM STDIN", _values(columns, rows))
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 -- names of our own tables
            cursor.executemany(statement, _values(columns, rows))


def copy_in(cursor: Any, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Send rows to a COPY of PostgreSQL; it goes past Django's own calls, yet what it refuses is Django's error."""
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for values in rows:
            copy.write_row(values)


@dataclass(frozen=True)
class _Column:
    """A column, how a value of it is put for the database (None: as it is), and what stands where none is given."""

    name: str
    attribute: str
    put: Callable[[Any], Any] | None
    default: Any


def _columns(model: type[models.Model]) -> list[_Column]:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    return [
        _Column(str(field.column), field.attname, _putting(field), field.get_default()) for field in fields
    ]


def _putting(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    database = connections[connection.alias]
    if isinstance(field, _AS_THEY_ARE):
        return None
    put = partial(field.get_db_prep_save, connection=database)
    # Days and hours come back by thousands.
    return lru_cache(maxsize=4096)(put) if isinstance(field, models.DateField) else put


def _values(
    columns: Sequence[_Column], rows: Iterable[models.Model | Mapping[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    plain = [(column.attribute, column.put, column.default) for column in columns]
    for row in rows:
        said = vars(row) if isinstance(row, models.Model) else row
        yield tuple(
            value if put is None or value is None else put(value)
            for attname, put, default in plain
            for value in (said.get(attname, default),)
        )
