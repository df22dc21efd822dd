"""What is said at the address of a thing that was withdrawn: when, by whom, why, what replaced it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from poucet.town.details import reason_in_words
from poucet.town.models import Link, RegisterEntry, Relation
from poucet.town.names import Named, names_of
from poucet.town.signers import signers_in_words
from poucet.town.things import Reference, kind_of, kinds, label_of


@dataclass(frozen=True)
class Tombstone:
    """The end of a thing: nothing of what it said, all of how it went."""

    reference: Reference
    at: datetime | None
    signer: str
    reason: str
    replaced_by: tuple[Named, ...]

    @property
    def label(self) -> str:
        return label_of(self.reference.kind)


def tombstone(reference: Reference) -> Tombstone:
    """How a withdrawn thing went, as the register and the thread say."""
    ends = RegisterEntry.objects.about(reference).filter(act__endswith=".withdrawn")
    line = ends.order_by("-sequence").first()
    links = Link.objects.filter(
        relation=Relation.REPLACES, destination_kind=reference.kind, destination_number=reference.number
    )
    return Tombstone(
        reference,
        line.at if line else None,
        signers_in_words([line.by])[line.by] if line else "",
        reason_in_words(line.details.get("reason", "")) if line else "",
        tuple(names_of(link.origin for link in links).values()),
    )


def is_withdrawn(reference: Reference) -> bool:
    """Whether this number was given to a thing that no longer stands."""
    if reference.kind not in {kind.code for kind in kinds()}:
        return False
    model: Any = kind_of(reference.kind).public().model
    every = getattr(model, "every", None)  # a figure tells its own end: its page stays
    return every is not None and every.filter(number=reference.number, withdrawn=True).exists()
