"""The past of the star, its facets, targets, axes and pillars, and of the hashtags, is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("star", "0001_star"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        KeepPast("Framework", "Pillar", "PillarMapping", "Star", "StarStatement", "Facet", "Target", "Axis", "Mention")
    ]
