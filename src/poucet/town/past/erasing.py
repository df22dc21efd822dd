"""The one way to alter the past: a person's words, which they have the right to take back."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from poucet.town.past.dialect import dialect
from poucet.town.past.twins import twin_of


@transaction.atomic
def erase_from_the_past(row: Model, **said: Any) -> None:
    """Put these words in the place of a row's own on every day of its past; the act that does so signs it."""
    twin, spoken = twin_of(type(row)), dialect(connection.vendor)
    fields = {name: row._meta.get_field(name) for name in said}
    words = ", ".join(f'"{field.column}" = %s' for field in fields.values())  # type: ignore[union-attr]
    values = [field.get_db_prep_save(said[name], connection) for name, field in fields.items()]  # type: ignore[union-attr]
    with connection.cursor() as cursor:
        cursor.execute(spoken.UNSEAL)
        cursor.execute(f'UPDATE "{twin.past}" SET {words} WHERE "{twin.key}" = %s', [*values, row.pk])  # noqa: S608 -- our own names
        cursor.execute(spoken.SEAL)
