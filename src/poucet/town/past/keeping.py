"""The migration operations that give tables their past."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

from poucet.town.past.dialect import dialect
from poucet.town.past.twins import UNTIL, Twin, catching_up, indexing, making, twin_of, types_of


class _DatabaseOperation(Operation):
    """An operation that changes no model."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models stay as they are."""


class OpenThePast(_DatabaseOperation):
    """Prepare the house for keeping its past; the register must be there."""

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        _execute(editor, dialect(editor.connection.vendor).OPENING)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        _execute(editor, dialect(editor.connection.vendor).CLOSING)

    def describe(self) -> str:
        return "Open the past"


class _TablesOperation(_DatabaseOperation):
    """An operation on the pasts of some models of a room."""

    def __init__(self, *models: str) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return (self.__class__.__name__, list(self.models), {})

    def describe(self) -> str:
        return f"{self.__class__.__name__}: {', '.join(self.models)}"

    def keep(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> None:
        for model in self._tables(app_label, state):
            keep(editor, model)

    def lift(self, app_label: str, editor: BaseDatabaseSchemaEditor, state: Any) -> None:
        for model in self._tables(app_label, state):
            _execute(editor, dialect(editor.connection.vendor).lifting(twin_of(model)))

    def _tables(self, app_label: str, state: ProjectState) -> Iterable[type[Model]]:
        """Each model, and the tables of its many-to-many ties."""
        for name in self.models:
            model = state.apps.get_model(app_label, name)
            yield model
            for field in model._meta.local_many_to_many:
                through = field.remote_field.through
                if through._meta.auto_created:
                    yield through


class LiftPast(_TablesOperation):
    """Lift the triggers of these models: the first operation of a migration that alters them."""

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.lift(app_label, editor, from_state)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.keep(app_label, editor, to_state)


class KeepPastAgain(_TablesOperation):
    """Complete the twins of these models and lay their triggers: the last operation of such a migration.

    What is new in a table enters its past as it is now; rows already closed take the field's default. A column
    that goes from the table stays in its past.
    """

    def database_forwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.keep(app_label, editor, to_state)

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.lift(app_label, editor, from_state)


class KeepPast(KeepPastAgain):
    """Give these models their past; going back forgets it."""

    def database_backwards(
        self, app_label: str, editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        self.lift(app_label, editor, from_state)
        _execute(
            editor, [f'DROP TABLE "{twin_of(model).past}"' for model in self._tables(app_label, from_state)]
        )


def keep(editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
    """Create or complete the twin of a table, make it say what the table says, and lay the triggers."""
    twin, database = twin_of(model), editor.connection
    spoken = dialect(database.vendor)
    line = spoken.LINE
    if twin.past in database.introspection.table_names():
        _execute(editor, spoken.lifting(twin))
        _complete(editor, twin, model)
    else:
        _execute(editor, [making(twin, types_of(model, database))])
        line = "0"  # what was there before the past was kept has always been there, as far as we know
    _execute(editor, catching_up(twin, line=line, vendor=database.vendor))
    _execute(editor, indexing(twin, model))
    _execute(editor, spoken.laying(twin))


def _complete(editor: BaseDatabaseSchemaEditor, twin: Twin, model: type[Model]) -> None:
    types = types_of(model, editor.connection)
    for field in model._meta.local_concrete_fields:
        if field.column in columns_of(editor.connection, twin.past):
            continue
        name, table, past = f'"{field.column}"', f'"{twin.table}"', f'"{twin.past}"'
        editor.execute(f"ALTER TABLE {past} ADD COLUMN {name} {types[str(field.column)]}", params=None)
        default = [editor.effective_default(field)]
        editor.execute(f"UPDATE {past} SET {name} = %s", default)  # noqa: S608 -- names of our own migrations
        now = f'SELECT {name} FROM {table} WHERE {table}."{twin.key}" = {past}."{twin.key}"'  # noqa: S608 -- same
        standing = f'SELECT "{twin.key}" FROM {table}'  # noqa: S608 -- same
        editor.execute(
            f'UPDATE {past} SET {name} = ({now}) WHERE "{UNTIL}" IS NULL AND "{twin.key}" IN ({standing})',  # noqa: S608 -- same
            params=None,
        )


def columns_of(database: Any, table: str) -> set[str]:
    """The columns that a table has in the database."""
    with database.cursor() as cursor:
        return {column.name for column in database.introspection.get_table_description(cursor, table)}


def _execute(editor: BaseDatabaseSchemaEditor, statements: Iterable[str]) -> None:
    for statement in statements:
        editor.execute(statement, params=None)
