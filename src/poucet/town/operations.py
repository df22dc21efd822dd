"""Acts of the ground: who we are, where, and with whom."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from poucet.town import register
from poucet.town.actors import faults_in
from poucet.town.errors import RuleError
from poucet.town.map import Bounds, bounds_of, sketch, vertices
from poucet.town.models import (
    Commune,
    Layer,
    LayerDrawing,
    Organisation,
    OrganisationYear,
    Place,
    RegisterEntry,
)
from poucet.town.register import one_act
from poucet.town.rows import FEW, among
from poucet.town.writing import Signature, Wanted, sign_revision, write, write_all


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


@dataclass(frozen=True)
class Year:
    """What is said of the activity of an organisation in a year."""

    year: int
    active: str
    source_number: int | None = None
    note: str = ""


Years = Mapping[str, Sequence[Year]]  # by the key of the organisation; one that is not named keeps its years


@one_act()
def write_organisation(
    *, key: str, number: int, signed: Signature, years: Sequence[Year] | None = None, **fields: Any
) -> Organisation:
    said = {} if years is None else {key: years}
    return write_organisations([Wanted(key, number, fields)], signed=signed, years=said)[0]


@one_act()
def write_places(wanted: Sequence[Wanted], *, signed: Signature) -> list[Place]:
    return write_all(Place, wanted, signed=signed)


@one_act()
def write_organisations(
    wanted: Sequence[Wanted], *, signed: Signature, years: Years = MappingProxyType({})
) -> list[Organisation]:
    """Write organisations, and the years of those that have some told; refused where facts cannot hold together."""
    for one in wanted:
        for fault in faults_in(one.fields):
            raise RuleError(fault.code, key=one.key, found=fault.found)
    keys = {one.key for one in wanted}
    known = set(among(Organisation.every.all(), "key", keys).values_list("key", flat=True))
    _refuse_rna_taken(wanted)
    written = write_all(Organisation, wanted, signed=signed)
    _write_years([one for one in written if one.key in years], years, known, signed)
    return written


def _refuse_rna_taken(wanted: Sequence[Wanted]) -> None:
    holders: dict[str, str] = {}
    for one in wanted:
        rna = one.fields.get("rna")
        if rna and holders.setdefault(rna, one.key) != one.key:
            raise RuleError("organisation.rna_taken", key=one.key, rna=rna, other=holders[rna])
    held = among(Organisation.every.exclude(rna=""), "rna", holders).values_list("rna", "key")
    said = {one.key: one.fields["rna"] for one in wanted if "rna" in one.fields}
    for rna, key in held:
        if holders.get(rna, key) != key and said.get(key, rna) == rna:
            raise RuleError("organisation.rna_taken", key=holders[rna], rna=rna, other=key)


def _write_years(written: Sequence[Organisation], years: Years, known: set[str], signed: Signature) -> None:
    """Replace the years of those of which they changed."""
    rows = OrganisationYear.objects.filter(organisation__in=[one.pk for one in written[:FEW]])
    rows = rows if len(written) <= FEW else OrganisationYear.objects.all()
    before: dict[int, list[Year]] = defaultdict(list)
    for row in rows:
        before[row.organisation_id].append(Year(row.year, row.active, row.source_number, row.note))
    for one in written:
        wanted = sorted(years[one.key], key=lambda said: said.year)
        if before[one.pk] == wanted:
            continue
        OrganisationYear.objects.filter(organisation=one).delete()
        OrganisationYear.objects.bulk_create(
            OrganisationYear(organisation=one, **vars(said)) for said in wanted
        )
        if one.key in known:
            sign_revision(one, ["years"], signed)


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
