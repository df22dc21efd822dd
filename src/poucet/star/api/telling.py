"""The star, its facets, axes and frameworks, as the API tells them: how it is fetched and told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_noop as _

from poucet.star.api.schemas import (
    AxisFilters,
    AxisTold,
    FacetFilters,
    FacetTold,
    FrameworkTold,
    MappingTold,
    PillarTold,
    StarTold,
    StatementTold,
    StoryTold,
    TargetTold,
)
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
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, exact, known
from poucet.town.api.resources import Resource, offer
from poucet.town.api.schemas import (
    dated,
    identity,
    ref_if,
    standing_ref,
    tongue,
)


def star_row() -> Star | None:
    """The star with its statements: there is one, or none yet."""
    found: Star | None = Star.objects.select_related("source").prefetch_related("statements__source").first()
    return found


def tell_star(row: Star, root: str) -> StarTold:
    """The star: one, so its addresses bear no number."""
    return StarTold(
        self=f"{root}/api/v1/star",
        **tongue(row),
        **_sourced(row, root),
        id="star/1",
        number=1,
        url=f"{root}/etoile",
        name=row.name,
        horizon=known(row.horizon),
        narrative=row.narrative,
        note=row.note,
        statements=[_statement(one, root) for one in row.statements.all()],
    )


def tell_facets(rows: Sequence[Facet], root: str) -> list[FacetTold]:
    """Facets with their targets, both fetched before."""
    return [
        FacetTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            question=row.question,
            description=row.description,
            theme=known(row.theme),
            indicator=standing_ref(row.indicator, root, NOT_APPLICABLE if row.unmeasured else UNKNOWN),
            unmeasured=row.unmeasured,
            axes=[standing_ref(axis, root) for axis in row.axes.all()],
            note=row.note,
            targets=[_target(target, root) for target in row.targets.all()],
        )
        for row in rows
    ]


def tell_axes(rows: Sequence[Axis], root: str) -> list[AxisTold]:
    """Axes with their facets, fetched before."""
    return [
        AxisTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            **_sourced(row, root),
            name=row.name,
            document=row.document,
            theme=known(row.theme),
            finding=known(row.finding),
            under_way=row.under_way,
            to_launch=row.to_launch,
            facets=[standing_ref(facet, root) for facet in row.facets.all()],
            note=row.note,
        )
        for row in rows
    ]


def tell_frameworks(rows: Sequence[Framework], root: str) -> list[FrameworkTold]:
    """Frameworks with their pillars and what those compare with, fetched before."""
    return [
        FrameworkTold(
            **identity(row.kind, row.number, root),
            **tongue(row),
            name=row.name,
            version=row.version,
            source=standing_ref(row.source, root),
            note=row.note,
            pillars=[_pillar(pillar) for pillar in row.pillars.all()],
            mappings=[_mapping(one, root) for pillar in row.pillars.all() for one in pillar.mappings.all()],
        )
        for row in rows
    ]


def tell_stories(rows: Sequence[Story], root: str) -> list[StoryTold]:
    """Stories with their source, fetched before."""
    return [
        StoryTold(
            **identity(row.kind, row.number, root),
            **(tongue(row) | {"language": row.language}),
            **dated(row),
            name=row.name,
            memory=row.memory,
            deed=row.deed,
            star=row.star,
            theme=known(row.theme),
            author=known(row.author),
            example=row.example,
            source=standing_ref(row.source, root),
            note=row.note,
        )
        for row in rows
    ]


def offer_all() -> None:
    """Called once, by the room's declarations."""
    offer(
        Resource(
            "framework", "frameworks", FrameworkTold, _frameworks, tell_frameworks,
            _("Ways of naming the pillars of the method, and how they compare"),
        )
    )  # fmt: skip
    offer(
        Resource(
            "facet", "facets", FacetTold, _facets, tell_facets,
            _("Sides of the star, with every version of their targets"), FacetFilters,
            {"theme": "theme", "indicator": "indicator__number"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "axis", "axes", AxisTold, _axes, tell_axes,
            _("Axes of the charter"), AxisFilters, {"facet": "facets__number"},
        )
    )  # fmt: skip
    offer(
        Resource(
            "story", "stories", StoryTold, _stories, tell_stories,
            _("Stories: where we come from, what was done, where it leads"),
        )
    )  # fmt: skip


def _stories() -> QuerySet[Story]:
    found: QuerySet[Story] = Story.objects.select_related("source")
    return found


def _facets() -> QuerySet[Facet]:
    targets = Target.objects.select_related("source")
    found: QuerySet[Facet] = Facet.objects.select_related("indicator").prefetch_related(
        Prefetch("targets", queryset=targets), Prefetch("axes", queryset=Axis.objects.all())
    )
    return found


def _axes() -> QuerySet[Axis]:
    found: QuerySet[Axis] = Axis.objects.select_related("source").prefetch_related(
        Prefetch("facets", queryset=Facet.objects.all())
    )
    return found


def _frameworks() -> QuerySet[Framework]:
    mappings = PillarMapping.objects.filter(destination__framework__withdrawn=False).select_related(
        "origin", "destination__framework"
    )
    pillars = Pillar.objects.prefetch_related(Prefetch("mappings", queryset=mappings))
    found: QuerySet[Framework] = Framework.objects.select_related("source").prefetch_related(
        Prefetch("pillars", queryset=pillars)
    )
    return found


def _sourced(row: Any, root: str) -> dict[str, Any]:
    return {"source": standing_ref(row.source, root), "confidence": row.confidence or UNKNOWN}


def _statement(row: StarStatement, root: str) -> StatementTold:
    return StatementTold(**dated(row), **tongue(row), **_sourced(row, root), text=row.text, note=row.note)


def _target(row: Target, root: str) -> TargetTold:
    in_words = row.value is None
    said: dict[str, Any] = {
        name: NOT_APPLICABLE if in_words else exact(getattr(row, name)) for name in ("value", "low", "high")
    }
    return TargetTold(
        **said,
        **tongue(row),
        **_sourced(row, root),
        version=row.version,
        unit=NOT_APPLICABLE if in_words else row.unit,
        statement=row.statement if in_words else NOT_APPLICABLE,
        horizon=known(row.horizon),
        direction=row.direction,
        baseline=ref_if("observation", row.baseline_number, root),
        voted_on=known(row.voted_on),
        voted_by=known(row.voted_by),
        reason=row.reason,
        note=row.note,
    )


def _pillar(row: Pillar) -> PillarTold:
    return PillarTold(**tongue(row), tag=row.tag, name=row.name, definition=row.definition)


def _mapping(row: PillarMapping, root: str) -> MappingTold:
    return MappingTold(
        **tongue(row),
        tag=row.origin.tag,
        relation=row.relation,
        framework=standing_ref(row.destination.framework, root),
        other_tag=row.destination.tag,
        note=row.note,
    )
