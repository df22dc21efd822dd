"""Acts of the ground: who we are, where, and with whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.map import Bounds, bounds_of, sketch, vertices
from poucet.town.models import Commune, Layer, LayerDrawing, Organisation, Place, RegisterEntry
from poucet.town.register import one_act
from poucet.town.writing import Signature, Wanted, write, write_all


@one_act()
def write_commune(*, signed: Signature, **fields: Any) -> Commune:
    """Say who we are; there is one commune in the house."""
    before = Commune.objects.filter(pk=1).first()
    if before is not None and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    commune, _created = Commune.objects.update_or_create(pk=1, defaults=fields)
    register.record("commune.written", by=signed.by, at=signed.at)
    return commune


@one_act()
def write_place(*, key: str, number: int, signed: Signature, **fields: Any) -> Place:
    return write(Place, key=key, number=number, signed=signed, **fields)


@one_act()
def write_layer(
    *, key: str, number: int, features: Sequence[dict[str, Any]], signed: Signature, **fields: Any
) -> Layer:
    """Draw a layer of the map; refused without anything to draw."""
    bounds = Bounds.around(bounds_of(feature["geometry"]) for feature in features)
    if bounds is None:
        raise RuleError("layer.empty", key=key)
    written = json.dumps(features, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    told = {
        "digest": hashlib.sha256(written.encode()).hexdigest(),
        "features": len(features),
        "vertices": sum(vertices(feature["geometry"]) for feature in features),
        "bounds": [bounds.west, bounds.south, bounds.east, bounds.north],
    }
    before = Layer.every.filter(key=key).values_list("digest", flat=True).first()
    layer = write(Layer, key=key, number=number, signed=signed, **told, **fields)
    if before != layer.digest:
        drawing = {"features": list(features), "sketch": sketch(features, bounds)}
        LayerDrawing.objects.update_or_create(layer=layer, defaults=drawing)
    return layer


@one_act()
def write_organisation(*, key: str, number: int, signed: Signature, **fields: Any) -> Organisation:
    return write(Organisation, key=key, number=number, signed=signed, **fields)


@one_act()
def write_places(wanted: Sequence[Wanted], *, signed: Signature) -> list[Place]:
    return write_all(Place, wanted, signed=signed)


@one_act()
def write_organisations(wanted: Sequence[Wanted], *, signed: Signature) -> list[Organisation]:
    return write_all(Organisation, wanted, signed=signed)


@one_act()
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
