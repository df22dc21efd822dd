"""The database itself refuses to change a line of the register."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.append_only import append_only


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("town", "0001_ground")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [append_only("town_registerentry", keys=(("sequence",),))]
