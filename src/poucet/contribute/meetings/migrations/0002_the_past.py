"""The past of the meetings is kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("meetings", "0001_meetings"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [KeepPast("Meeting", "Access", "AgendaItem", "Minute")]
