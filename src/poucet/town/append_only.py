"""Tables that the database itself refuses to change: rows are added, never altered or removed.

Django rebuilds an SQLite table to alter it and loses its triggers on the way: a later migration
that alters such a table must end with `append_only(table)` again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

Keys = tuple[tuple[str, ...], ...]  # each a set of columns that no two rows share

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION poucet_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only table: %%', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql;
DROP TRIGGER IF EXISTS {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION poucet_append_only();
DROP TRIGGER IF EXISTS {table}_no_truncate ON {table};
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION poucet_append_only();
""".replace("%%", "%")


def install(editor: BaseDatabaseSchemaEditor, table: str, keys: Keys) -> None:
    """Make the database refuse updates and deletes of a table, and rows put in the place of others."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    refusal = f"SELECT RAISE(ABORT, 'append-only table: {table}')"
    for name, clause in _sqlite_clauses(table, keys):
        trigger = f"CREATE TRIGGER IF NOT EXISTS {table}_{name} {clause} BEGIN {refusal}; END"
        editor.execute(trigger, params=None)


def remove(editor: BaseDatabaseSchemaEditor, table: str, keys: Keys) -> None:
    """Let the table be changed again: for a migration backwards."""
    if editor.connection.vendor == "postgresql":
        for name in ("append_only", "no_truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}", params=None)
        return
    for name, _clause in _sqlite_clauses(table, keys):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}", params=None)


def append_only(table: str, *, keys: Keys) -> migrations.RunPython:
    """The migration operation that seals a table, whose rows are told apart by these keys."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        install(editor, table, keys)

    def backwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        remove(editor, table, keys)

    return migrations.RunPython(forwards, backwards)


def _sqlite_clauses(table: str, keys: Keys) -> Iterator[tuple[str, str]]:
    yield "no_update", f"BEFORE UPDATE ON {table}"
    yield "no_delete", f"BEFORE DELETE ON {table}"
    # INSERT OR REPLACE deletes the row that it replaces without waking the trigger on deletes.
    for place, columns in enumerate(keys):
        same = " AND ".join(f"{column} = NEW.{column}" for column in columns)
        twin = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 -- names of our own migrations
        yield f"no_replace_{place}", f"BEFORE INSERT ON {table} WHEN {twin}"
