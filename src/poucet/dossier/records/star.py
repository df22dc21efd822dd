"""Records of the star: frameworks and their mappings, the star, its facets, targets and axes."""

from __future__ import annotations

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
from poucet.star.models import Axis, Facet, Framework, PillarMapping, Star, Target
from poucet.star.operations import (
    Mapped,
    map_pillars,
    set_target,
    withdraw_star,
    write_axis,
    write_facet,
    write_framework,
    write_star,
)
from poucet.town.periods import period_fields

_FRAMEWORK = {"title": "name", "version": "version", "note": "note"}
_NOTE = {"note": "note"}
_PILLAR = {"title": "name", "definition": "definition"}
_STAR = {"title": "name", "narrative": "narrative", "confidence": "confidence", "note": "note"}
_STATEMENT = {"text": "text", "confidence": "confidence", "note": "note"}
_FACET = {
    "title": "name",
    "question": "question",
    "description": "description",
    "unmeasured": "unmeasured",
    "theme": "theme",
    "note": "note",
}
_TARGET = {"unit": "unit", "confidence": "confidence", "reason": "reason", "note": "note"}
_TARGET_WORDS = {"value": "statement", "reason": "reason", "note": "note"}
_AXIS = {
    "document": "document",
    "theme": "theme",
    "title": "name",
    "confidence": "confidence",
    "note": "note",
}


def load_frameworks(loading: Loading) -> None:
    said = loading.dossier.value("framework.yaml") or {}
    for record in said.get("frameworks", ()):
        pillars = [
            {"tag": one["tag"], "translations": translated(one, _PILLAR), **taken(one, _PILLAR)}
            for one in record["pillars"]
        ]
        framework = write_framework(
            key=record["id"],
            number=record["number"],
            pillars=pillars,
            signed=loading.signed,
            source=loading.thing("source", record["source"]),
            translations=translated(record, _FRAMEWORK),
            **taken(record, _FRAMEWORK),
        )
        loading.keep(framework)
    mappings = [
        Mapped(one["from"], one["to"], one["relation"], one.get("note", ""), translated(one, _NOTE))
        for one in said.get("mappings", ())
    ]
    map_pillars(mappings, signed=loading.signed)


def dump_frameworks() -> Record | None:
    frameworks = [
        _framework(one) for one in Framework.objects.prefetch_related("pillars").select_related("source")
    ]
    if not frameworks:
        return None
    record: Record = {"frameworks": frameworks}
    rows = PillarMapping.objects.select_related("origin__framework", "destination__framework")
    mappings = [
        {
            "from": f"{one.origin.framework.key}/{one.origin.tag}",
            "to": f"{one.destination.framework.key}/{one.destination.tag}",
            "relation": one.relation,
            **given(one, _NOTE),
            **english(one, _NOTE),
        }
        for one in rows
    ]
    return record | ({"mappings": mappings} if mappings else {})


def _framework(one: Framework) -> Record:
    pillars = [
        {"tag": pillar.tag} | given(pillar, _PILLAR) | english(pillar, _PILLAR)
        for pillar in one.pillars.all()
    ]
    record = {"id": one.key, "number": one.number, "source": one.source.key, "pillars": pillars}
    return record | given(one, _FRAMEWORK) | english(one, _FRAMEWORK)


def load_star(loading: Loading) -> None:
    record = loading.dossier.value("star.yaml")
    if record is None:
        withdraw_star(signed=loading.signed)
        return
    statements = [
        {
            "source": loading.thing("source", one["source"]),
            "translations": translated(one, _STATEMENT),
            **taken(one, _STATEMENT),
            **period_fields(period_text(one["said"])),
        }
        for one in record.get("statements", ())
    ]
    write_star(
        statements=statements,
        signed=loading.signed,
        horizon=known(record["horizon"]),
        source=loading.thing("source", record.get("source")),
        translations=translated(record, _STAR),
        **taken(record, _STAR),
    )
    for facet in record["facets"]:
        _load_facet(facet, loading)
    for axis in record.get("axes", ()):
        _load_axis(axis, loading)


def _load_facet(record: Record, loading: Loading) -> None:
    facet = write_facet(
        key=record["id"],
        number=record["number"],
        signed=loading.signed,
        indicator=loading.thing("indicator", record.get("indicator")),
        translations=translated(record, _FACET),
        **taken(record, _FACET),
    )
    loading.keep(facet)
    for target in record.get("targets", ()):
        set_target(facet, version=target["version"], signed=loading.signed, **_target_fields(target, loading))


def _target_fields(record: Record, loading: Loading) -> Record:
    value, voted = record["value"], known(record["voted"])
    words = isinstance(value, str)
    amounts = {name: Decimal(record[name]) if name in record else None for name in ("low", "high")}
    return {
        "value": None if words else Decimal(value),
        "statement": value if words else "",
        **amounts,
        "horizon": known(record["horizon"]),
        "direction": record.get("direction", Target.Direction.REACH),
        "baseline_number": known(record["baseline"]),
        "voted_on": period_text(voted["on"]) if voted else "",
        "voted_by": voted["by"] if voted else "",
        "source": loading.thing("source", record["source"]),
        "translations": translated(record, _TARGET_WORDS),
        **taken(record, _TARGET),
    }


def _load_axis(record: Record, loading: Loading) -> None:
    axis = write_axis(
        key=record["id"],
        number=record["number"],
        facets=[loading.thing("facet", key) for key in record.get("facets", ())],
        signed=loading.signed,
        finding=known(record["finding"]) or "",
        under_way=record.get("under_way", []),
        to_launch=record.get("to_launch", []),
        source=loading.thing("source", record["source"]),
        translations=translated(record, _AXIS),
        **taken(record, _AXIS),
    )
    loading.keep(axis)


def dump_star() -> Record | None:
    star = Star.objects.select_related("source").filter(pk=1).first()
    if star is None:
        return None
    record = given(star, _STAR) | english(star, _STAR)
    record["horizon"] = unknown_or(star.horizon)
    if star.source:
        record["source"] = star.source.key
    statements = [
        {"said": period_value(one.period), "source": one.source.key}
        | given(one, _STATEMENT)
        | english(one, _STATEMENT)
        for one in star.statements.select_related("source")
    ]
    axes = [_axis(one) for one in Axis.objects.prefetch_related("facets").select_related("source")]
    record |= {"statements": statements} if statements else {}
    facets = Facet.objects.select_related("indicator").prefetch_related("targets__source")
    record["facets"] = [_facet(one) for one in facets]
    return record | ({"axes": axes} if axes else {})


def _facet(one: Facet) -> Record:
    record = {"id": one.key, "number": one.number} | given(one, _FACET) | english(one, _FACET)
    if one.indicator:
        record["indicator"] = one.indicator.key
    targets = [target_record(target) for target in one.targets.all()]
    return record | ({"targets": targets} if targets else {})


def target_record(one: Target) -> Record:
    amounts: dict[str, Any] = {name: number_value(getattr(one, name)) for name in ("low", "high")}
    voted = {"on": period_value(one.voted_on), "by": one.voted_by}
    return {
        "version": one.version,
        "value": one.statement or number_value(one.value),
        **{name: value for name, value in amounts.items() if value is not None},
        "horizon": unknown_or(one.horizon),
        **({} if one.direction == Target.Direction.REACH else {"direction": one.direction}),
        "baseline": unknown_or(one.baseline_number),
        "voted": voted if one.voted_by else UNKNOWN,
        "source": one.source.key,
        **given(one, _TARGET),
        **english(one, _TARGET_WORDS),
    }


def _axis(one: Axis) -> Record:
    facets = [facet.key for facet in one.facets.all() if not facet.withdrawn]
    lists = {"under_way": one.under_way, "to_launch": one.to_launch, "facets": facets}
    return {
        "id": one.key,
        "number": one.number,
        "finding": unknown_or(one.finding),
        "source": one.source.key,
        **{name: items for name, items in lists.items() if items},
        **given(one, _AXIS),
        **english(one, _AXIS),
    }
