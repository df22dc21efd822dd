"""The past of what surrounds the figures is kept; the figures themselves are only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("measure", "0002_sealed_figures"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        KeepPast("Source", "Citation", "Indicator", "Constant", "Conflict", "ConflictSide")
    ]
