"""Records of the deeds: one file each."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from poucet.dossier.records.fields import (
    Loading,
    Record,
    english,
    given,
    known,
    period_text,
    period_value,
    taken,
    translated,
    unknown_or,
)
from poucet.measure.models import CellState, Source
from poucet.pebble.models import Effect, Maker, Pebble
from poucet.pebble.operations import Deed, Enabled, Parts, say_what_they_enabled, write_pebbles
from poucet.star.models import Pillar
from poucet.town.models import Link, Relation
from poucet.town.thread import Telling

_PEBBLE = {
    "name": "name",
    "state": "state",
    "theme": "theme",
    "place_note": "place_note",
    "deed": "deed",
    "before": "before",
    "turning_point": "turning_point",
    "next": "next_step",
    "failed": "failed",
    "lesson": "lesson",
    "confidence": "confidence",
    "note": "note",
}
_EQUIVALENCE = {"count": "count_number", "quantity": "quantity_number", "note": "note"}
_NOTE = {"note": "note"}
_LEANING = {"grade": "grade", "direction": "direction"}
_PICTURE = {"file": "file", "alt": "alt", "credit": "credit", "licence": "licence"}
_VOICE = {"speaker": "speaker", "role": "role", "text": "text"}


def load_pebbles(loading: Loading) -> None:
    pillars: dict[str, Pillar] = {}
    for pillar in Pillar.objects.filter(framework__withdrawn=False).select_related("framework"):
        pillars.setdefault(pillar.tag, pillar)  # the first framework that has the tag
    deeds = [_deed(key, record, pillars, loading) for _path, key, record in loading.dossier.pebbles()]
    loading.keep_all(write_pebbles(deeds, signed=loading.signed))
    told = {
        loading.thing("pebble", key): [_enabled(one, loading) for one in record.get("enables", ())]
        for _path, key, record in loading.dossier.pebbles()
    }
    say_what_they_enabled(told, signed=loading.signed)


def _deed(key: str, record: Record, pillars: dict[str, Pillar], loading: Loading) -> Deed:
    fields = {
        "axis": loading.thing("axis", record["axis"]),
        "example": record.get("example", False),
        "source": loading.thing("source", record.get("source")),
        "translations": translated(record, _PEBBLE),
        **taken(record, _PEBBLE),
    }
    period = period_text(record["period"])
    return Deed(key, record["number"], period, fields, _parts(record, pillars, loading))


def _enabled(record: Record, loading: Loading) -> Enabled:
    source = loading.thing("source", record["source"])
    later = loading.thing("pebble", record["pebble"])
    telling = Telling(
        period=later.period,
        source_number=source.number,
        confidence=record["confidence"],
        translations=translated(record, _NOTE),
        **taken(record, _NOTE),
    )
    return Enabled(later, telling)


def _parts(record: Record, pillars: dict[str, Pillar], loading: Loading) -> Parts:
    return Parts(
        pillars=[pillars[tag] for tag in record["pillars"]],
        places=[loading.thing("place", key) for key in record["places"]],
        facets=[loading.thing("facet", key) for key in record.get("facets", ())],
        makers=[
            {
                "organisation": loading.thing("organisation", one.get("organisation")),
                "name": one.get("name", ""),
            }
            for one in record.get("makers", ())
        ],
        effects=[_effect(one, loading) for one in record["figures"]],
        equivalences=[
            {
                "constant": loading.thing("constant", one["constant"]),
                "translations": translated(one, _NOTE),
                **taken(one, _EQUIVALENCE),
            }
            for one in record.get("equivalences", ())
        ],
        pictures=[_picture(one, loading) for one in record.get("pictures", ())],
        voices=[_voice(one, loading) for one in record.get("voices", ())],
    )


def _effect(record: Record, loading: Loading) -> dict[str, Any]:
    return {
        "indicator": loading.thing("indicator", record["indicator"]),
        "role": record["role"],
        "facet": loading.thing("facet", record.get("facet")),
        "state": record.get("state", CellState.QUANTITY),
        "grade": record.get("grade"),
        "direction": record.get("direction", ""),
        "translations": translated(record, _NOTE),
        **taken(record, _NOTE),
    }


def _picture(record: Record, loading: Loading) -> dict[str, Any]:
    width, height = loading.dossier.sizes[record["file"]]
    said = taken(record, _PICTURE)
    return {"width": width, "height": height, "translations": translated(record, _PICTURE), **said}


def _voice(record: Record, loading: Loading) -> dict[str, Any]:
    return {
        "period": period_text(record.get("said")),
        "language": record.get("language", "fr"),
        "source": loading.thing("source", record.get("source")),
        "example": record.get("example", False),
        **taken(record, _VOICE),
    }


def dump_pebbles() -> dict[str, Record]:
    """The record of each pebble, by its identifier."""
    links = Link.objects.filter(relation=Relation.ENABLES, origin_kind="pebble").order_by("pk")
    keys = dict(Pebble.objects.values_list("number", "key"))
    sources = dict(Source.every.values_list("number", "key"))
    enabled: dict[int, list[Record]] = {}
    for link in links:
        if link.destination_number not in keys:
            continue  # it was withdrawn: the dossier does not know it
        said = {
            "pebble": keys[link.destination_number],
            "source": sources.get(link.source_number or 0, ""),
            "confidence": link.confidence,
            **given(link, _NOTE),
            **english(link, _NOTE),
        }
        enabled.setdefault(link.origin_number, []).append(said)
    pebbles = Pebble.objects.select_related("axis", "source").prefetch_related(
        "pillars",
        "places",
        "facets",
        "pictures",
        Prefetch("makers", Maker.objects.select_related("organisation")),
        Prefetch("effects", Effect.objects.select_related("indicator", "facet")),
        "equivalences__constant",
        "voices__source",
    )
    return {one.key: _record(one, enabled.get(one.number, [])) for one in pebbles}


def _record(one: Pebble, enabled: list[Record]) -> Record:
    lists: dict[str, list[Any]] = {
        "facets": [facet.key for facet in one.facets.all() if not facet.withdrawn],
        "makers": [
            {"organisation": maker.organisation.key} if maker.organisation else {"name": maker.name}
            for maker in one.makers.all()
        ],
        "equivalences": [
            {"constant": said.constant.key, **given(said, _EQUIVALENCE), **english(said, _NOTE)}
            for said in one.equivalences.all()
        ],
        "enables": enabled,
        "pictures": [given(said, _PICTURE) | english(said, _PICTURE) for said in one.pictures.all()],
        "voices": [_said(said) for said in one.voices.all()],
    }
    return {
        "number": one.number,
        "period": period_value(one.period),
        "pillars": [pillar.tag for pillar in one.pillars.all()],
        "places": [place.key for place in one.places.all()],
        "axis": unknown_or(one.axis.key if one.axis else None),
        "figures": [_figure(effect) for effect in one.effects.all()],
        **{name: items for name, items in lists.items() if items},
        **({"example": True} if one.example else {}),
        **({"source": one.source.key} if one.source else {}),
        **given(one, _PEBBLE),
        **english(one, _PEBBLE),
    }


def _figure(effect: Effect) -> Record:
    return {
        "indicator": effect.indicator.key,
        "role": effect.role,
        **({"facet": effect.facet.key} if effect.facet and not effect.facet.withdrawn else {}),
        **({"state": effect.state} if effect.state != CellState.QUANTITY else {}),
        **given(effect, _LEANING),
        **given(effect, _NOTE),
        **english(effect, _NOTE),
    }


def _said(voice: Any) -> Record:
    return {
        **given(voice, _VOICE),
        **({"said": period_value(voice.period)} if known(voice.period) else {}),
        **({"source": voice.source.key} if voice.source else {}),
        **({"language": voice.language} if voice.language != "fr" else {}),
        **({"example": True} if voice.example else {}),
    }
