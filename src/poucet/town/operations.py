"""Acts of the ground: who we are, where, and with whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Commune, Organisation, Place, RegisterEntry
from poucet.town.writing import Signature, Wanted, write, write_all


@transaction.atomic
def write_commune(*, signed: Signature, **fields: Any) -> Commune:
    """Say who we are; there is one commune in the house."""
    before = Commune.objects.filter(pk=1).first()
    if before is not None and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    commune, _created = Commune.objects.update_or_create(pk=1, defaults=fields)
    register.record("commune.written", by=signed.by, at=signed.at)
    return commune


def write_place(*, key: str, number: int, signed: Signature, **fields: Any) -> Place:
    return write(Place, key=key, number=number, signed=signed, **fields)


def write_organisation(*, key: str, number: int, signed: Signature, **fields: Any) -> Organisation:
    return write(Organisation, key=key, number=number, signed=signed, **fields)


def write_places(wanted: Sequence[Wanted], *, signed: Signature) -> list[Place]:
    return write_all(Place, wanted, signed=signed)


def write_organisations(wanted: Sequence[Wanted], *, signed: Signature) -> list[Organisation]:
    return write_all(Organisation, wanted, signed=signed)


@transaction.atomic
def verify_register(*, signed: Signature, against: str = "") -> register.Verdict:
    """Read the whole chain again, and write down that it held; refused where it breaks.

    A chain cut short is whole: only a seal copied earlier, and looked for here, tells that lines are gone.
    """
    verdict = register.verify()
    if not verdict.whole:
        raise RuleError("register.broken", at=verdict.broken_at)
    if against and not RegisterEntry.objects.filter(digest=against).exists():
        raise RuleError("register.cut", seal=against)
    register.record(
        "register.verified", by=signed.by, at=signed.at, entries=verdict.entries, digest=verdict.last_digest
    )
    return verdict
