"""The number by which grants of the commune are known."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

from poucet.town.past import KeepPastAgain, LiftPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("town", "0007_living_actors")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        LiftPast("Commune"),
        migrations.AddField("commune", "siret", models.CharField(blank=True, max_length=14)),
        KeepPastAgain("Commune"),
    ]
