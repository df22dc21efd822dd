"""Acts on models and claims: write, tie to the deed that they scale up."""

from __future__ import annotations

from typing import Any

from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.town.models import Link, Relation
from poucet.town.register import one_act
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, write


@one_act()
def write_model(*, key: str, number: int, signed: Signature, **fields: Any) -> ScenarioModel:
    return write(ScenarioModel, key=key, number=number, signed=signed, **fields)


@one_act()
def write_claim(*, key: str, number: int, signed: Signature, **fields: Any) -> Claim:
    """Write a claim, and tie it to the deed that it scales up: to that one only."""
    claim = write(Claim, key=key, number=number, signed=signed, **fields)
    kept = tie(claim.reference, Relation.SCALES, claim.pebble.reference, signed=signed)
    ties = Link.objects.filter(relation=Relation.SCALES, origin_kind=claim.kind, origin_number=claim.number)
    untie(ties.exclude(pk=kept.pk), signed=signed)
    return claim
