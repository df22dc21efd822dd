"""The database itself refuses to change a figure: a correction is a new revision."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.append_only import append_only


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("measure", "0001_figures"),
        ("town", "0002_sealed_register"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [append_only("measure_observation", keys=(("id",), ("number", "revision")))]
