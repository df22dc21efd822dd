"""Alter a table that has a past, there and back; run by tests as a process, in a house of its own.

Prints what the past holds at each step, and what it kept of a change made once the table was altered.
"""

import json
import sys
from datetime import UTC, datetime

import django
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import AddField
from django.db.migrations.executor import MigrationExecutor

django.setup()

from poucet.town.models import Place  # noqa: E402 -- once Django is set up
from poucet.town.operations import write_place  # noqa: E402 -- same
from poucet.town.past import KeepPastAgain, LiftPast  # noqa: E402 -- same
from poucet.town.writing import Signature  # noqa: E402 -- same

SIGNED = Signature(by="tests", at=datetime(2026, 1, 5, tzinfo=UTC))
OPERATIONS = [
    LiftPast("Place"),
    AddField("place", "colour", models.CharField(max_length=20, default="grise")),
    KeepPastAgain("Place"),
]


def asked(statement: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def past(columns: str = "name, since_line, until_line") -> list[tuple[object, ...]]:
    return asked(f"SELECT {columns} FROM town_place_past ORDER BY since_line, number")  # noqa: S608 -- our own words


def alter(*, forwards: bool) -> None:
    states = [MigrationExecutor(connection).loader.project_state()]
    for operation in OPERATIONS:
        states.append(states[-1].clone())
        operation.state_forwards("town", states[-1])
    steps = list(zip(OPERATIONS, states, states[1:], strict=False))
    for operation, before, after in steps if forwards else reversed(steps):
        with connection.schema_editor() as editor:
            if forwards:
                operation.database_forwards("town", editor, before, after)
            else:
                operation.database_backwards("town", editor, after, before)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    told = {}
    for name in ("Un", "Deux"):
        write_place(key="a", number=1, name=name, nature="site", signed=SIGNED)
    told["written"] = past()
    call_command("migrate", "town", "0002", verbosity=0)  # and, before it, what other rooms keep
    call_command("migrate", verbosity=0)
    told["forgotten"] = past()
    write_place(key="a", number=1, name="Trois", nature="site", signed=SIGNED)
    told["kept again"] = past()
    alter(forwards=True)
    told["altered"] = past("name, since_line, until_line, colour")
    asked("UPDATE town_place SET colour = 'rouge'")
    told["coloured"] = past("name, since_line, until_line, colour")
    asked("UPDATE town_place SET colour = 'grise'")
    alter(forwards=False)
    write_place(key="a", number=1, name="Quatre", nature="site", signed=SIGNED)
    told["back"] = past()
    told["place"] = Place.objects.get().name
    sys.stdout.write(json.dumps(told))
