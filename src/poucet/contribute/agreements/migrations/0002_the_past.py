"""The past of agreements is kept; their ledger and their signatures are never altered."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from poucet.town.append_only import append_only
from poucet.town.past import KeepPast


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("agreements", "0001_agreements"),
        ("town", "0003_the_past"),
    ]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        append_only("agreements_ledgerline", keys=(("id",), ("agreement_id", "position"))),
        append_only("agreements_signedtext", keys=(("id",), ("agreement_id", "version"))),
        append_only("agreements_sidesignature", keys=(("id",), ("text_id", "side"))),
        KeepPast("Agreement", "Commitment", "LedgerLine", "SignedText", "SideSignature"),
    ]
