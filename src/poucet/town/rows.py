"""Many rows at once: asked for in one query, compared without asking for more, inserted as fast as the database takes them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, TypeVar

from django.db import connection, models

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


def insert(model: type[M], rows: Iterable[M]) -> None:
    """Insert rows whose keys nobody asks for, without holding them all."""
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    table = quoted(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for values in _values(fields, rows):
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", _values(fields, rows))  # noqa: S608 -- names of our own tables


def _values(fields: list[models.Field[Any, Any]], rows: Iterable[models.Model]) -> Iterator[tuple[Any, ...]]:
    plain = [(field.attname, isinstance(field, _AS_THEY_ARE), field) for field in fields]
    for row in rows:
        yield tuple(
            value if as_is or value is None else field.get_db_prep_save(value, connection)
            for attname, as_is, field in plain
            for value in (getattr(row, attname),)
        )
