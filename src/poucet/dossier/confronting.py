"""A sound dossier held against the house: what was said for good cannot be said otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poucet.dossier.checking import Dossier, numbered_records
from poucet.dossier.comparing import settled
from poucet.dossier.discussing import confront_comments
from poucet.dossier.drafting import confront_texts
from poucet.dossier.faults import Fault, Steps
from poucet.dossier.records.star import target_record
from poucet.dossier.validation import schema_of
from poucet.engines.units import parse_unit
from poucet.measure.models import Indicator
from poucet.star.models import Facet
from poucet.town.models import Thing
from poucet.town.things import kinds


def confront(dossier: Dossier) -> list[Fault]:
    """Every refusal that loading this dossier would meet, each at its line."""
    return [
        *_numbers(dossier),
        *confront_comments(dossier),
        *confront_texts(dossier),
        *_targets(dossier),
        *_dimensions(dossier),
    ]


def _numbers(dossier: Dossier) -> Iterator[Fault]:
    """A number belongs for ever to the first thing that bore it, and a thing keeps its number."""
    held: dict[str, dict[str, int]] = {}
    models: dict[str, type[Thing]] = {kind.code: kind.public().model for kind in kinds()}
    for kind, document, steps, record in numbered_records(dossier):
        if kind not in held:
            held[kind] = dict(models[kind].every.values_list("key", "number"))
        numbers, key, number = held[kind], record.get("id") or document.stem, record["number"]
        params = {"kind": kind, "key": key}
        if key in numbers and numbers[key] != number:
            params |= {"number": numbers[key], "wanted": number}
            document.fault((*steps, "number"), "thing.number_changed", **params)
            yield document.faults[-1]
        elif key not in numbers and number in numbers.values():
            document.fault((*steps, "number"), "thing.number_taken", **params, number=number)
            yield document.faults[-1]


def _targets(dossier: Dossier) -> Iterator[Fault]:
    """A target that was set is not altered, and its versions are kept."""
    star = dossier.value("star.yaml") or {}
    facets = Facet.every.prefetch_related("targets__source").in_bulk(field_name="key")
    for place, record in enumerate(star.get("facets", ())):
        targets = facets[record["id"]].targets.all() if record["id"] in facets else ()
        for index, target in enumerate(targets):
            steps: Steps = ("facets", place, "targets", index)
            said = record.get("targets", ())
            params = {"facet": record["id"], "version": target.version}
            if index >= len(said):
                yield _fault(dossier, ("facets", place), "target.version_lost", params)
            elif _settled_target(said[index]) != _settled_target(target_record(target)):
                yield _fault(dossier, steps, "target.already_set", params)


def _dimensions(dossier: Dossier) -> Iterator[Fault]:
    """An indicator that has figures keeps measuring the same thing."""
    with_figures = Indicator.every.filter(observations__isnull=False).exclude(unit="").distinct()
    units = dict(with_figures.values_list("key", "unit"))
    for place, record in enumerate(dossier.records("indicators.yaml")):
        unit, known = record.get("unit"), units.get(record["id"])
        if unit and known and parse_unit(unit).dimension != parse_unit(known).dimension:
            document = dossier.documents["indicators.yaml"]
            params = {"key": record["id"], "unit": unit, "known": known}
            document.fault((place, "unit"), "indicator.dimension_changed", **params)
            yield document.faults[-1]


def _settled_target(record: dict[str, Any]) -> Any:
    schema = schema_of("star")["properties"]["facets"]["items"]["properties"]["targets"]["items"]
    return settled(record, schema)


def _fault(dossier: Dossier, steps: Steps, code: str, params: dict[str, Any]) -> Fault:
    document = dossier.documents["star.yaml"]
    document.fault(steps, code, **params)
    return document.faults[-1]
