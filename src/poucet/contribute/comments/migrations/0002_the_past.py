"""The past of comments is kept; who wrote them has none."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("comments", "0001_comments"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [KeepPast("Comment", "Wording")]
