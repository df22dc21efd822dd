"""Acts on the star: say it, turn it into facets, set targets, revise them with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.measure.models import Observation
from poucet.star.models import (
    Axis,
    Facet,
    Framework,
    Pillar,
    PillarMapping,
    Star,
    StarStatement,
    Story,
    Target,
)
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link, Relation
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

Fields = dict[str, Any]


@dataclass(frozen=True)
class Mapped:
    """A mapping as given: pillars named `framework/tag`."""

    origin: str
    destination: str
    relation: str
    note: str = ""
    translations: Fields = field(default_factory=dict)


@one_act()
def write_framework(
    *, key: str, number: int, pillars: Sequence[Fields], signed: Signature, **fields: Any
) -> Framework:
    """Write a framework and its pillars, in order; a pillar is known by its tag."""
    is_new = not Framework.every.filter(key=key).exists()
    framework = write(Framework, key=key, number=number, signed=signed, **fields)
    known = {pillar.tag: pillar for pillar in framework.pillars.all()}
    wanted = {pillar["tag"]: {**pillar, "position": place} for place, pillar in enumerate(pillars)}
    changed = known.keys() != wanted.keys()
    for tag in known.keys() - wanted.keys():
        known[tag].delete()
    for tag, pillar in wanted.items():
        before = known.get(tag)
        if before is None or any(getattr(before, name) != value for name, value in pillar.items()):
            Pillar.objects.update_or_create(framework=framework, tag=tag, defaults=pillar)
            changed = True
    if changed and not is_new:
        sign_revision(framework, ["pillars"], signed)
    announce(framework.reference)
    return framework


@one_act()
def map_pillars(mappings: Sequence[Mapped], *, signed: Signature) -> None:
    """Say which pillars of different frameworks come close to one another; replaces what was said."""
    pillars = {f"{p.framework.key}/{p.tag}": p for p in Pillar.objects.select_related("framework")}
    rows = []
    for position, mapping in enumerate(mappings):
        for end in (mapping.origin, mapping.destination):
            if end not in pillars:
                raise RuleError("pillar.unknown", pillar=end)
        rows.append(
            PillarMapping(
                origin=pillars[mapping.origin],
                destination=pillars[mapping.destination],
                relation=mapping.relation,
                note=mapping.note,
                translations=mapping.translations,
                position=position,
            )
        )
    if [_as_tuple(row) for row in PillarMapping.objects.all()] == [_as_tuple(row) for row in rows]:
        return
    PillarMapping.objects.all().delete()
    PillarMapping.objects.bulk_create(rows)
    register.record("framework.mapped", by=signed.by, at=signed.at, mappings=len(rows))
    announce(*{pillar.framework.reference for pillar in pillars.values()})


@one_act()
def write_star(*, statements: Sequence[Fields], signed: Signature, **fields: Any) -> Star:
    """Say the star, and how it was put into words over time."""
    if len(fields.get("narrative", "").split()) > 600:
        raise RuleError("star.narrative_too_long", words=len(fields["narrative"].split()))
    star = Star.objects.filter(pk=1).first()
    changed = star is None or any(getattr(star, name) != value for name, value in fields.items())
    star, _created = Star.objects.update_or_create(pk=1, defaults=fields)
    wanted = [{**statement, "position": place} for place, statement in enumerate(statements)]
    known = list(star.statements.all())
    same = len(known) == len(wanted) and all(
        getattr(row, name) == value
        for row, said in zip(known, wanted, strict=True)
        for name, value in said.items()
    )
    if not same:
        star.statements.all().delete()
        StarStatement.objects.bulk_create(StarStatement(star=star, **said) for said in wanted)
    if changed or not same:
        register.record("star.written", by=signed.by, at=signed.at)
    return star


@one_act()
def withdraw_star(*, signed: Signature) -> None:
    """Take the star away, with the words in which it was said."""
    if Star.objects.filter(pk=1).delete()[0]:
        register.record("star.withdrawn", by=signed.by, at=signed.at)


@one_act()
def write_facet(*, key: str, number: int, signed: Signature, **fields: Any) -> Facet:
    return write(Facet, key=key, number=number, signed=signed, **fields)


@one_act()
def set_target(facet: Facet, *, version: int, signed: Signature, **fields: Any) -> Target:
    """Set a version of a facet's target: a target already set is never altered, a new version says why."""
    known = facet.targets.filter(version=version).first()
    if known is not None:
        differs = sorted(name for name, value in fields.items() if getattr(known, name) != value)
        if differs:
            raise RuleError("target.already_set", facet=facet.key, version=version, fields=differs)
        return known
    _check_target(facet, version, fields)
    target = Target.objects.create(facet=facet, version=version, **fields)
    register.record("facet.target_set", on=facet.reference, by=signed.by, at=signed.at, version=version)
    announce(facet.reference)
    return target


@one_act()
def write_axis(*, key: str, number: int, facets: Sequence[Facet], signed: Signature, **fields: Any) -> Axis:
    is_new = not Axis.every.filter(key=key).exists()
    axis = write(Axis, key=key, number=number, signed=signed, **fields)
    known, wanted = {facet.pk for facet in axis.facets.all()}, {facet.pk for facet in facets}
    if known != wanted:
        axis.facets.set(facets)
        if not is_new:
            sign_revision(axis, ["facets"], signed)
    return axis


@one_act()
def write_story(
    *, key: str, number: int, period: str, tells: Iterable[Reference], signed: Signature, **fields: Any
) -> Story:
    """Tell a story, and of what: the deeds and facets that it is no longer tied to are untied."""
    story = write(Story, key=key, number=number, signed=signed, **fields, **period_fields(period))
    kept = {tie(story.reference, Relation.TELLS, told, signed=signed).pk for told in tells}
    ties = Link.objects.filter(relation=Relation.TELLS, origin_kind=story.kind, origin_number=story.number)
    untie(ties.exclude(pk__in=kept), signed=signed)
    return story


def _check_target(facet: Facet, version: int, fields: Fields) -> None:
    last = facet.targets.order_by("-version").first()
    if version != (last.version + 1 if last else 1):
        raise RuleError("target.version_skipped", facet=facet.key, version=version)
    if version > 1 and not fields.get("reason"):
        raise RuleError("target.no_reason", facet=facet.key, version=version)
    unit, indicator = fields.get("unit"), facet.indicator
    if unit and indicator and parse_unit(unit).dimension != indicator.measured_in.dimension:
        raise InputError("unit.incompatible", source=unit, target=indicator.unit)
    baseline = fields.get("baseline_number")
    if baseline is not None and not Observation.objects.current().numbered([baseline]).exists():
        raise RuleError("target.unknown_baseline", facet=facet.key, number=baseline)


def _as_tuple(row: PillarMapping) -> tuple[Any, ...]:
    return (row.origin_id, row.destination_id, row.relation, row.note, row.translations)
