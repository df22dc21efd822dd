"""The past of the house opens: what places, organisations, links and the commune said is kept from now on."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast, OpenThePast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("town", "0002_sealed_register")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [OpenThePast(), KeepPast("Commune", "Place", "Organisation", "Link")]
