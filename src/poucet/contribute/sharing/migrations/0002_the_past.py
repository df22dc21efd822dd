"""The past of offers and needs is kept, without anybody's name; their ledger is never altered."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.append_only import append_only
from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("sharing", "0001_sharing"), ("town", "0003_the_past")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        append_only("sharing_sharingline", keys=(("id",), ("posting_id", "position"))),
        KeepPast("Posting", "SharingLine"),
    ]
