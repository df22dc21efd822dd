"""Tables that the database itself refuses to change: rows are added, never altered or removed.

Django rebuilds an SQLite table to alter it and loses its triggers on the way: a later migration
that alters such a table must end with `append_only(table)` again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


def install(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Make the database refuse updates and deletes of a table."""
    if editor.connection.vendor == "postgresql":
        editor.execute(_POSTGRESQL.format(table=table), params=None)
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, 'append-only table: {table}'); END",
            params=None,
        )


def remove(editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Let the table be changed again: for a migration backwards."""
    if editor.connection.vendor == "postgresql":
        for name in ("append_only", "no_truncate"):
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}", params=None)
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}", params=None)


def append_only(table: str) -> migrations.RunPython:
    """The migration operation that seals a table."""

    def forwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        install(editor, table)

    def backwards(_apps: Any, editor: BaseDatabaseSchemaEditor) -> None:
        remove(editor, table)

    return migrations.RunPython(forwards, backwards)
