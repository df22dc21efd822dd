"""The past of calls and ideas is kept; who proposed and who supports has none."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("contribute", "0001_calls_and_ideas"),
        ("town", "0003_the_past"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        KeepPast("Call", "Charter", "Phase", "Proposal", "Revision", "Reply")
    ]
