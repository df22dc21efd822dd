"""Records of the ground: commune, organisations, places."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from poucet.dossier.records.fields import (
    Loading,
    Record,
    english,
    given,
    known,
    number_value,
    period_text,
    period_value,
    taken,
    translated,
    unknown_or,
)
from poucet.dossier.validation import UNKNOWN
from poucet.measure.models import Citation, Source
from poucet.measure.operations import Cited, cite_all
from poucet.town.models import Commune, Organisation, Place, Thing
from poucet.town.operations import Year, write_commune, write_organisations, write_places
from poucet.town.writing import Wanted

_COMMUNE = {
    name: name for name in ("name", "insee", "postal_code", "siret", "description", "website", "notice")
}
_ORGANISATION = {name: name for name in ("name", "role", "field", "seat", "siret", "rna", "website", "note")}
_UNKNOWABLE = ("nature", "founded", "dissolved", "standing")  # of an organisation: left out, or « unknown »
_PLACE = {"name": "name", "kind": "nature", "note": "note"}


def load_commune(loading: Loading) -> None:
    record = loading.dossier.value("commune.yaml")
    latitude, longitude = record.get("centre", (None, None))
    write_commune(
        signed=loading.signed,
        latitude=None if latitude is None else Decimal(latitude),
        longitude=None if longitude is None else Decimal(longitude),
        demonstration=record.get("demonstration", False),
        translations=translated(record, _COMMUNE),
        **taken(record, _COMMUNE),
    )


def dump_commune() -> Record | None:
    commune = Commune.objects.filter(pk=1).first()
    if commune is None:
        return None
    record = given(commune, _COMMUNE) | english(commune, _COMMUNE)
    if commune.latitude is not None and commune.longitude is not None:
        record["centre"] = [number_value(commune.latitude), number_value(commune.longitude)]
    if commune.demonstration:
        record["demonstration"] = True
    return record


def load_organisations(loading: Loading) -> None:
    records = loading.dossier.records("organisations.yaml")
    wanted = [
        Wanted(
            record["id"],
            record["number"],
            {
                "translations": translated(record, _ORGANISATION),
                **taken(record, _ORGANISATION),
                **{name: period_text(record.get(name)) for name in _UNKNOWABLE},
            },
        )
        for record in records
    ]
    years = {record["id"]: _years(record, loading) for record in records}
    _cite(write_organisations(wanted, signed=loading.signed, years=years), records, loading)


def _years(record: Record, loading: Loading) -> list[Year]:
    return [
        Year(
            said["year"],
            said["active"],
            source.number if (source := loading.thing("source", said.get("source"))) else None,
            said.get("note", ""),
        )
        for said in record.get("years", ())
    ]


def load_places(loading: Loading) -> None:
    records = loading.dossier.records("places.yaml")
    wanted = [
        Wanted(
            record["id"],
            record["number"],
            {
                "geometry": _plain(known(record["geometry"])),
                "translations": translated(record, _PLACE),
                **taken(record, _PLACE),
            },
        )
        for record in records
    ]
    _cite(write_places(wanted, signed=loading.signed), records, loading)


def dump_organisations() -> list[Record]:
    cited, sources = citations("organisation"), dict(Source.objects.values_list("number", "key"))
    return [
        {"id": one.key, "number": one.number}
        | given(one, _ORGANISATION)
        | {name: said for name in _UNKNOWABLE if (said := period_value(getattr(one, name))) != UNKNOWN}
        | cited.get(one.number, {})
        | _years_told(one, sources)
        | english(one, _ORGANISATION)
        for one in Organisation.objects.prefetch_related("years")
    ]


def _years_told(one: Organisation, sources: dict[int, str]) -> Record:
    years = [
        {"year": row.year, "active": row.active}
        | ({"source": sources[row.source_number]} if row.source_number in sources else {})
        | ({"note": row.note} if row.note else {})
        for row in one.years.all()
    ]
    return {"years": years} if years else {}


def dump_places() -> list[Record]:
    cited = citations("place")
    return [
        {"id": one.key, "number": one.number, "geometry": unknown_or(_exact(one.geometry))}
        | given(one, _PLACE)
        | cited.get(one.number, {})
        | english(one, _PLACE)
        for one in Place.objects.all()
    ]


def cite_source(thing: Thing, record: Record, loading: Loading) -> None:
    """Say on which source a thing rests, as its record does."""
    _cite([thing], [record], loading)


def _cite(things: Sequence[Thing], records: Sequence[Record], loading: Loading) -> None:
    said = [
        Cited(
            thing.reference,
            loading.thing("source", record.get("source")),
            record.get("confidence", ""),
        )
        for thing, record in zip(things, records, strict=True)
    ]
    cite_all(said, signed=loading.signed)
    loading.keep_all(things)


def citations(kind: str) -> dict[int, Record]:
    return {
        one.number: {"source": one.source.key} | ({"confidence": one.confidence} if one.confidence else {})
        for one in Citation.objects.filter(kind=kind).select_related("source")
    }


def _plain(value: Any) -> Any:
    """A geometry as JSON keeps it."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return float(value) if isinstance(value, Decimal) else value


def _exact(value: Any) -> Any:
    """A geometry as the files write it."""
    if isinstance(value, dict):
        return {name: _exact(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_exact(part) for part in value]
    return number_value(Decimal(repr(value))) if isinstance(value, float) else value
