"""The past of the deeds, and of all that hangs on them, is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("pebble", "0001_pebbles"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        KeepPast("Pebble", "Maker", "Effect", "Equivalence", "Picture", "Voice")
    ]
