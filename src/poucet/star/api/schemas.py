"""The star, its facets, axes and frameworks, as the API tells them: the shape of what is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from poucet.star.models import PillarMapping, Target
from poucet.town.api import fields
from poucet.town.api.fields import UNKNOWN, NotApplicable, Unknown
from poucet.town.api.resources import Filters
from poucet.town.api.schemas import (
    Period,
    Ref,
    Thing,
    Told,
    Translatable,
)
from poucet.town.models import Confidence


class Sourced(Told):
    """Who says so, and how far it may be trusted."""

    source: Ref | Unknown = fields.value(_("The source that says so."))
    confidence: str = fields.one_of(Confidence.values, _("How far it may be trusted."), also=(UNKNOWN,))


class StatementTold(Sourced, Translatable, Period):
    """The star as it was put into words at some moment."""

    text: str = fields.words(_("The words."))
    note: str = fields.words(_("A note."))


class StarTold(Sourced, Translatable, Thing):
    """The shared picture that the commune walks toward."""

    name: str = fields.words(_("The star in a few words."))
    horizon: int | Unknown = fields.value(_("The year that it looks to."))
    narrative: str = fields.words(_("Its story."))
    note: str = fields.words(_("A note."))
    statements: list[StatementTold] = fields.value(_("How it was put into words, from one time to another."))


class TargetTold(Sourced, Translatable):
    """How far a facet is to go, by when: one version, kept for ever."""

    version: int = fields.value(_("Its version: 1 for the first; the last one holds."))
    value: str = fields.amount(_("How far to go, in the unit beside it."))
    low: str = fields.amount(_("Of a target that is a range: from."))
    high: str = fields.amount(_("Of a target that is a range: to."))
    unit: str = fields.text(_("The unit of the amounts; “not_applicable” for words."))
    statement: str = fields.words(_("A target said in words; “not_applicable” for an amount."))
    horizon: int | Unknown = fields.value(_("By which year."))
    direction: str = fields.one_of(
        Target.Direction.values, _("Whether to go at least so far, at most so far, or to reach it.")
    )
    baseline: Ref | Unknown = fields.value(_("The figure from which the way is measured."))
    voted_on: str = fields.text(_("When it was voted, or “unknown”."))
    voted_by: str = fields.text(_("Who voted it, or “unknown”."))
    reason: str = fields.words(_("Why this version replaced the one before."))
    note: str = fields.words(_("A note."))


class FacetTold(Translatable, Thing):
    """One side of the star: what is followed there, how far to go, or why it is not measured."""

    name: str = fields.words(_("The facet in a few words."))
    question: str = fields.words(_("The question that it asks."))
    description: str = fields.words(_("What it is about."))
    theme: str = fields.text(_("The theme that it belongs to, or “unknown”."))
    indicator: Ref | Unknown | NotApplicable = fields.value(
        _("What is measured there; “not_applicable” when it is on purpose not measured.")
    )
    unmeasured: str = fields.words(_("Why it is on purpose not measured."))
    axes: list[Ref] = fields.value(_("The axes of the charter that serve it."))
    note: str = fields.words(_("A note."))
    targets: list[TargetTold] = fields.value(_("Every version of its target, from the first."))


class AxisTold(Sourced, Translatable, Thing):
    """An axis of the charter: finding, under way, to launch."""

    name: str = fields.words(_("The axis in a few words."))
    document: str = fields.text(_("The document that sets it."))
    theme: str = fields.text(_("The theme that it belongs to, or “unknown”."))
    finding: str = fields.words(_("What had been seen that led to it, or “unknown”."))
    under_way: list[str] = fields.value(_("What is under way."))
    to_launch: list[str] = fields.value(_("What is still to launch."))
    facets: list[Ref] = fields.value(_("The facets of the star that it serves."))
    note: str = fields.words(_("A note."))


class StoryTold(Period, Translatable, Thing):
    """A story: where we come from, what was done, where it leads."""

    name: str = fields.words(_("The title of the story."))
    memory: str = fields.words(_("Where we come from."))
    deed: str = fields.words(_("What was done."))
    star: str = fields.words(_("Where it leads."))
    theme: str = fields.text(_("The theme that it belongs to, or “unknown”."))
    author: str = fields.text(_("Who tells it, or “unknown”."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    source: Ref | Unknown = fields.value(_("The source that tells it."))
    note: str = fields.words(_("A note."))


class PillarTold(Translatable):
    """One pillar of a framework."""

    tag: str = fields.text(_("The hashtag that is written in texts."))
    name: str = fields.words(_("The pillar in a few words."))
    definition: str = fields.words(_("What it means."))


class MappingTold(Translatable):
    """Two pillars of two frameworks that say nearly the same."""

    tag: str = fields.text(_("The pillar of this framework."))
    relation: str = fields.one_of(PillarMapping.Relation.values, _("How it compares with the other."))
    framework: Ref = fields.value(_("The other framework."))
    other_tag: str = fields.text(_("The pillar of the other framework."))
    note: str = fields.words(_("A note."))


class FrameworkTold(Translatable, Thing):
    """A source's way of naming the pillars of the method, in one of its versions."""

    name: str = fields.words(_("The framework in a few words."))
    version: str = fields.text(_("Which version of it."))
    source: Ref | Unknown = fields.value(_("The source that says so."))
    note: str = fields.words(_("A note."))
    pillars: list[PillarTold] = fields.value(_("Its pillars, in order."))
    mappings: list[MappingTold] = fields.value(_("How its pillars compare with those of other frameworks."))


class FacetFilters(Filters):
    """What may be asked of the facets."""

    theme: str | None = fields.asked(_("Only those of this theme."))
    indicator: int | None = fields.asked_number(_("Only those measured by the indicator of this number."))


class AxisFilters(Filters):
    """What may be asked of the axes."""

    facet: int | None = fields.asked_number(_("Only those that serve the facet of this number."))
