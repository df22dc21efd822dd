"""Pictures across figures: a figure with its whole story, conflicts with their sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from poucet.measure.clashes import clashing_with
from poucet.measure.models import Citation, Conflict, Constant, Indicator, Observation, Source
from poucet.town.names import Named, names_of
from poucet.town.signers import signers_in_words
from poucet.town.things import Reference


@dataclass(frozen=True)
class SideBySide:
    """A conflict and the figures that disagree, in order."""

    conflict: Conflict
    observations: tuple[Observation, ...]

    @property
    def reference(self) -> Observation | None:
        wanted = self.conflict.reference_number
        return next((side for side in self.observations if side.number == wanted), None)


@dataclass(frozen=True)
class FigureStory:
    """A figure as it stands (or stood, when withdrawn), how it was corrected, and what it clashes with."""

    figure: Observation
    revisions: tuple[Observation, ...]
    conflicts: tuple[SideBySide, ...]
    clashes: tuple[Observation, ...]
    constants: tuple[Constant, ...]
    signers: dict[str, str]

    @property
    def withdrawn(self) -> bool:
        return self.revisions[0].state == Observation.State.WITHDRAWN


def side_by_side(conflicts: Iterable[Conflict]) -> tuple[SideBySide, ...]:
    """Conflicts with their figures: two queries, whatever their number."""
    rows = list(conflicts)
    order = {conflict.pk: [side.observation_number for side in conflict.sides.all()] for conflict in rows}
    wanted = {number for numbers in order.values() for number in numbers}
    figures = {row.number: row for row in Observation.objects.current().numbered(wanted).with_origin()}
    return tuple(
        SideBySide(conflict, tuple(figures[number] for number in order[conflict.pk] if number in figures))
        for conflict in rows
    )


def conflicts_about(numbers: Iterable[int]) -> QuerySet[Conflict]:
    """Standing conflicts that one of these figures is a side of."""
    sides = Q(sides__observation_number__in=set(numbers))
    found: QuerySet[Conflict] = Conflict.objects.filter(sides).distinct().prefetch_related("sides")
    return found


def figure_story(number: int) -> FigureStory | None:
    """The whole story of a figure, or None when that number was never given."""
    revisions = list(Observation.objects.numbered([number]).with_origin().order_by("-revision"))
    if not revisions:
        return None
    said = [row for row in revisions if row.state != Observation.State.WITHDRAWN]
    figure = (said or revisions)[0]
    siblings = list(figure.indicator.observations.current().with_origin().chronological())
    stands = revisions[0].state != Observation.State.WITHDRAWN
    return FigureStory(
        figure=figure,
        revisions=tuple(revisions),
        conflicts=side_by_side(conflicts_about([number])),
        clashes=tuple(clashing_with(figure, siblings)) if stands else (),
        constants=tuple(Constant.objects.filter(Q(quantity_number=number) | Q(count_number=number))),
        signers=signers_in_words(row.recorded_by for row in revisions),
    )


def chosen_references(numbers: Iterable[int]) -> frozenset[int]:
    """Those of these figures that somebody chose as the reference of a conflict."""
    chosen = Conflict.objects.filter(reference_number__in=set(numbers))
    return frozenset(chosen.values_list("reference_number", flat=True))


def clashes_among(figures: Sequence[Observation]) -> frozenset[int]:
    """The numbers of those figures of one indicator that clash with another of them."""
    alike: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for figure in figures:  # only figures of the same dates and scope can clash: a long series is no square
        alike[figure.since, figure.until, figure.scope].append(figure)
    several = [group for group in alike.values() if len(group) > 1]
    return frozenset(figure.number for group in several for figure in group if clashing_with(figure, group))


def cited_things(source: Source) -> tuple[tuple[Named, Citation], ...]:
    """Things of the ground that rest on a source."""
    citations = {Reference(row.kind, row.number): row for row in source.citations.order_by("kind", "number")}
    names = names_of(citations)
    return tuple((names[reference], row) for reference, row in citations.items() if reference in names)


def indicators_with_figures(
    *, theme: str | None = None, source: int | None = None, status: str = ""
) -> QuerySet[Indicator]:
    """Indicators, by theme; narrowed to those that have a standing figure of a source or of a status."""
    found: QuerySet[Indicator] = Indicator.objects.order_by("theme", "number")
    if theme is not None:
        found = found.filter(theme=theme)
    if source or status:
        figures = Observation.objects.current()
        figures = figures.filter(source__number=source) if source else figures
        figures = figures.filter(status=status) if status else figures
        found = found.filter(pk__in=figures.values("indicator"))
    return found


def hang_the_latest(indicators: Sequence[Indicator], *, most: int) -> None:
    """Give each indicator its latest figures as `latest`, by date, and how many others it has as `others`."""
    figures = Observation.objects.current().filter(indicator__in=[one.pk for one in indicators])
    order = [F("since").desc(nulls_last=True), F("until").desc(), F("number").desc()]
    ranked = figures.annotate(
        place=Window(RowNumber(), partition_by=F("indicator_id"), order_by=order),
        every=Window(Count("pk"), partition_by=F("indicator_id")),
    ).filter(place__lte=most)
    latest: dict[int, list[Observation]] = defaultdict(list)
    for row in ranked.select_related("source").chronological():
        latest[row.indicator_id].append(row)
    for one in indicators:
        shown: Any = one
        shown.latest = latest[one.pk]
        shown.others = latest[one.pk][0].every - len(latest[one.pk]) if latest[one.pk] else 0  # type: ignore[attr-defined]


def sources_with_figure_counts() -> QuerySet[Source]:
    """Sources, each with how many standing figures it gives."""
    figures = Observation.objects.current().filter(source=OuterRef("pk")).order_by().values("source")
    counted = figures.annotate(count=Count("pk")).values("count")
    found: QuerySet[Source] = Source.objects.annotate(figures=Coalesce(Subquery(counted), 0))
    return found
