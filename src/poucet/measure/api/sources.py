"""Sources, and the things of the ground that rest on them, as the API tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_noop as _

from poucet.measure.models import Citation, Source
from poucet.town.actors import Activity, Nature, Standing
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, Unknown, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import (
    Ref,
    Thing,
    Told,
    Translatable,
    identity,
    ref_if,
    standing_ref,
    tongue,
)
from poucet.town.models import Confidence, Layer, Organisation, Place


class SourceTold(Translatable, Thing):
    """Where figures and facts come from."""

    name: str = fields.words(_("The title of the source."))
    year: int | Unknown = fields.value(_("The year in which it was published."))
    publisher: str = fields.text(_("Who published it."))
    address: str = fields.text(_("Where to read it."))
    note: str = fields.words(_("A note."))


class Cited(Translatable, Thing):
    """A thing of the ground, and the source that speaks of it."""

    name: str = fields.words(_("What it is called."))
    note: str = fields.words(_("A note."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    confidence: str = fields.one_of(Confidence.values, _("How far it may be trusted."), also=(UNKNOWN,))


class YearTold(Told):
    """Whether an organisation was active in a year."""

    year: int = fields.value(_("The year."))
    active: str = fields.one_of(Activity.values, _("Whether it was active that year."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    note: str = fields.text(_("A note."))


class OrganisationTold(Cited):
    """A living actor of the commune, or one that walks with it."""

    role: str = fields.words(_("What it does."))
    nature: str = fields.one_of(Nature.values, _("What kind of actor it is."), also=(UNKNOWN,))
    field: str = fields.text(_("Its field of activity: a theme, or the words of the national register."))
    founded: str = fields.written(_("When it was founded."))
    dissolved: str = fields.written(_("When it was dissolved; « not_applicable » while nobody declared it."))
    standing: str = fields.one_of(
        Standing.values, _("Whether it still exists, as declared."), also=(UNKNOWN,)
    )
    seat: str = fields.text(_("The Insee code of the commune of its seat."))
    siret: str = fields.text(_("Its SIRET number."))
    rna: str = fields.text(_("Its number in the national register of associations (RNA)."))
    website: str = fields.text(_("Its own website."))
    years: list[YearTold] = fields.value(_("Whether it was active, year by year."))


class OrganisationFilters(Filters):
    """What may be asked of the organisations."""

    nature: str | None = fields.asked_one_of(Nature.values, _("Only organisations of this kind."))
    field: str | None = fields.asked(_("Only organisations of this field of activity."), max_length=100)


class PlaceTold(Cited):
    """Somewhere in the commune or around it."""

    nature: str = fields.one_of(Place.Nature.values, _("What kind of place it is."))
    latitude: float | Unknown = fields.value(_("Latitude, in degrees (WGS 84)."))
    longitude: float | Unknown = fields.value(_("Longitude, in degrees (WGS 84)."))
    geometry: dict[str, Any] | Unknown = fields.value(_("Where it lies, as a GeoJSON geometry (WGS 84)."))


class LayerTold(Cited):
    """A layer of the map: its drawing is a GeoJSON file apart."""

    nature: str = fields.one_of(Layer.Nature.values, _("What it draws."))
    licence: str = fields.text(_("Under which terms it may be used."))
    features: int = fields.value(_("How many outlines, lines and points it has."))
    drawing: str = fields.value(_("Where to take its drawing (GeoJSON, WGS 84)."))


class SourceFilters(Filters):
    """What may be asked of the sources."""

    year: int | None = fields.asked_number(_("Only those published in this year."))


class PlaceFilters(Filters):
    """What may be asked of the places."""

    nature: str | None = fields.asked_one_of(Place.Nature.values, _("Only places of this kind."))


def tell_sources(rows: Sequence[Source], root: str) -> list[SourceTold]:
    """Sources: no query."""
    return [
        SourceTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            year=known(row.year),
            publisher=row.publisher,
            address=row.url,
            note=row.note,
        )
        for row in rows
    ]


def tell_organisations(rows: Sequence[Organisation], root: str) -> list[OrganisationTold]:
    """Organisations with their source and their years: two queries."""
    cited = _citations(rows)
    prefetch_related_objects(list(rows), "years")
    return [_told_organisation(row, cited, root) for row in rows]


def _told_organisation(row: Organisation, cited: dict[int, Citation], root: str) -> OrganisationTold:
    names = ("nature", "field", "founded", "standing", "seat", "siret", "rna", "website")
    ended = row.dissolved or (NOT_APPLICABLE if row.standing == Standing.ACTIVE else UNKNOWN)
    return OrganisationTold(
        **_said(row, cited, root),
        **{name: known(getattr(row, name)) for name in names},
        role=row.role,
        dissolved=ended,
        years=[
            YearTold(
                year=one.year,
                active=one.active,
                source=ref_if("source", one.source_number, root),
                note=one.note,
            )
            for one in row.years.all()
        ],
    )


def tell_places(rows: Sequence[Place], root: str) -> list[PlaceTold]:
    """Places with their source: one query."""
    cited = _citations(rows)
    return [
        PlaceTold(
            **_said(row, cited, root), **_position(row), nature=row.nature, geometry=row.geometry or UNKNOWN
        )
        for row in rows
    ]


def tell_layers(rows: Sequence[Layer], root: str) -> list[LayerTold]:
    """Layers with their source: one query; their drawings are not read."""
    cited = _citations(rows)
    return [
        LayerTold(
            **_said(row, cited, root),
            nature=row.nature,
            licence=row.licence,
            features=row.features,
            drawing=f"{root}/calque/{row.number}.geojson",
        )
        for row in rows
    ]


def offer_all() -> None:
    """Called once, by the room's declarations."""
    offer(
        Resource(
            "source", "sources", SourceTold, Source.objects.all, tell_sources,
            _("Where figures and facts come from"), SourceFilters, {"year": "year"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "organisation", "organisations", OrganisationTold, Organisation.objects.all, tell_organisations,
            _("Who walks with the commune"), OrganisationFilters, {"nature": "nature", "field": "field"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "place", "places", PlaceTold, Place.objects.all, tell_places,
            _("Places of the commune"), PlaceFilters, {"nature": "nature"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "layer", "layers", LayerTold, Layer.objects.all, tell_layers,
            _("Layers of the map, the commune's own"),
        )
    )  # fmt: skip


def _citations(rows: Sequence[Any]) -> dict[int, Citation]:
    kinds, numbers = {row.kind for row in rows}, {row.number for row in rows}
    found = Citation.objects.filter(kind__in=kinds, number__in=numbers).select_related("source")
    return {row.number: row for row in found}


def _said(row: Any, cited: dict[int, Citation], root: str) -> dict[str, Any]:
    citation = cited.get(row.number)
    return {
        **identity(row.kind, row.number, root),
        **tongue(row),
        "name": row.name,
        "note": row.note,
        "source": standing_ref(citation.source if citation else None, root),
        "confidence": (citation.confidence if citation else "") or UNKNOWN,
    }


def _position(row: Place) -> dict[str, Any]:
    """Latitude and longitude, when the place is a point."""
    geometry = row.geometry or {}
    if geometry.get("type") != "Point":
        return {"latitude": UNKNOWN, "longitude": UNKNOWN}
    longitude, latitude = geometry["coordinates"][:2]
    return {"latitude": latitude, "longitude": longitude}
