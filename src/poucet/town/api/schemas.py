"""What every object of the API bears: its number, its addresses, its translations."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_noop as _
from pydantic import BaseModel

from poucet.town.api import fields
from poucet.town.api.fields import UNKNOWN, Unknown
from poucet.town.api.resources import path_of
from poucet.town.models import Dated, Translated
from poucet.town.names import Named
from poucet.town.things import Reference

LANGUAGE = "fr"  # in which the commune writes


class Told(BaseModel):
    """An object whose every field is there, always."""

    # Not ninja's Schema, which wraps what it reads for Django's rows: twice the time, and we give names and values.
    model_config = {"extra": "forbid"}


class Ref(Told):
    """Another thing, and where it is."""

    id: str = fields.value(_("The kind and the number of the thing: “pebble/12”. It never changes."))
    url: str = fields.value(_("The address of its page."))
    self: str = fields.value(_("Its address in this API."))


class NamedRef(Ref):
    """Another thing, where it is, and what it is called."""

    name: str = fields.words(_("What it is called, in the commune’s language."))
    example: bool = fields.value(_("True for what was imagined for a demonstration."))
    translations: dict[str, dict[str, str]] = fields.value(
        _("The texts in other languages, by language and field.")
    )


class Thing(Told):
    """What has a number and an address for ever."""

    id: str = fields.value(_("The kind and the number of the thing: “pebble/12”. It never changes."))
    number: int = fields.value(_("Its number, never given to another thing of its kind."))
    url: str = fields.value(_("The address of its page."))
    self: str = fields.value(_("Its address in this API."))


class Translatable(Told):
    """Texts in the commune's language, with the translations that exist."""

    language: str = fields.value(_("The language of the texts."))
    translations: dict[str, dict[str, str]] = fields.value(
        _("The texts in other languages, by language and field.")
    )


class Period(Told):
    """When: as it was written, and its first and last days."""

    period: str = fields.written(
        _("When, as it was written: a year, a month, a day, or from one to another.")
    )
    since: str = fields.day(_("The first day of the period."))
    until: str = fields.day(_("The last day of the period."))


class Commune(Translatable, Thing):
    """The commune this site belongs to."""

    name: str = fields.words(_("The name of the commune."))
    insee: str = fields.text(_("Its number in the official geographic code, or “unknown”."))
    postal_code: str = fields.text(_("Its postal code, or “unknown”."))
    siret: str = fields.text(_("Its SIRET number, or “unknown”."))
    latitude: float | Unknown = fields.value(_("Latitude, in degrees (WGS 84)."))
    longitude: float | Unknown = fields.value(_("Longitude, in degrees (WGS 84)."))
    description: str = fields.words(_("The commune in a few words."))
    website: str = fields.text(_("The address of its own site, or “unknown”."))
    demonstration: bool = fields.value(_("True for a demonstration that the town did not commission."))
    notice: str = fields.words(_("What every reader must be told about this site."))


class Stretch(Translatable, Period):
    """A link of the thread: one thing, a relation, another thing."""

    origin: NamedRef = fields.value(_("The thing from which the link starts."))
    relation: str = fields.text(_("How the origin bears on the destination."))
    destination: NamedRef = fields.value(_("The thing to which the link leads."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    confidence: str = fields.text(_("How far it may be trusted: high, medium, low or unknown."))
    note: str = fields.words(_("A note."))


class Thread(Told):
    """The whole thread that goes through a thing."""

    start: NamedRef = fields.value(_("The thing that was asked about."))
    stretches: list[Stretch] = fields.value(_("Every link that can be reached from it, by date."))


def identity(kind: str, number: int, root: str) -> dict[str, Any]:
    """The number and the addresses of a thing."""
    return {"number": number, **vars(ref(Reference(kind, number), root))}


def ref(reference: Reference, root: str) -> Ref:
    """A thing named from afar."""
    kind, number = reference
    place = f"{root}/api/v1/{path_of(kind)}/{number}"
    return Ref(self=place, id=f"{kind}/{number}", url=f"{root}{_page_of(kind, get_script_prefix())}{number}")


@cache
def _page_of(kind: str, _prefix: str) -> str:
    """The address of a page of a kind, but for its number: asked once, said two hundred thousand times."""
    return reverse(kind, args=[0]).removesuffix("0")


def ref_if(kind: str, number: int | None, root: str, otherwise: str = UNKNOWN) -> Any:
    """The thing of that number, or the word for none."""
    return otherwise if number is None else ref(Reference(kind, number), root)


def standing_ref(thing: Any, root: str, otherwise: str = UNKNOWN) -> Any:
    """A thing that another points to, as long as it stands."""
    return otherwise if thing is None or thing.withdrawn else ref(thing.reference, root)


def named_ref(named: Named, root: str) -> NamedRef:
    """A thing with its name."""
    said: dict[str, Any] = {"name": named.name, "example": named.example, "translations": named.translations}
    return NamedRef(**vars(ref(named.reference, root)), **said)


def tongue(row: Translated) -> dict[str, Any]:
    """The language of the texts, and their translations."""
    return {"language": LANGUAGE, "translations": row.translations}


def dated(row: Dated) -> dict[str, Any]:
    """The period of a row as the API says it."""
    return {
        "period": row.period or UNKNOWN,
        "since": row.since.isoformat() if row.since else UNKNOWN,
        "until": row.until.isoformat() if row.until else UNKNOWN,
    }
