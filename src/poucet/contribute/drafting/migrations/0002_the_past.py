"""The past of texts and suggestions is kept; who suggested has none."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("drafting", "0001_drafting"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        KeepPast("Text", "Version", "Suggestion")
    ]
