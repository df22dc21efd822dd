"""Pictures across the star: a facet with its series, target and distance; a tag with all it is written in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Q

from poucet.engines.units import convert
from poucet.measure.denominators import are_comparable, constants_of
from poucet.measure.models import Constant, Observation, Status
from poucet.measure.series import Rule, Series, series_of
from poucet.star.hashtags import tags_of
from poucet.star.models import Facet, Framework, Mention, Pillar, Star, Story, Target
from poucet.star.progress import Goal, Point, Progress, progress
from poucet.town.models import Link, RegisterEntry, Relation
from poucet.town.names import Named, names_of
from poucet.town.signers import signers_in_words
from poucet.town.things import Reference, kinds


@dataclass(frozen=True)
class FacetView:
    """A facet, its figures by date, its targets from the newest, and how far along it is."""

    facet: Facet
    figures: tuple[Observation, ...]
    targets: tuple[Target, ...]
    baselines: Mapping[int, Observation]
    references: frozenset[int]
    progress: Progress | None

    @property
    def target(self) -> Target | None:
        return self.targets[0] if self.targets else None

    @property
    def baseline(self) -> Observation | None:
        number = self.target.baseline_number if self.target else None
        return self.baselines.get(number) if number is not None else None

    @property
    def constants(self) -> tuple[Constant, ...]:
        """Those that its figures take, when they count households or residents."""
        return constants_of(self.figures)

    @property
    def latest(self) -> Observation | None:
        """The last figure of what is, not of what is aimed at: a known one if any, a dated one if any."""
        standing = [row for row in self.figures if row.status != Status.TARGET]
        return max(standing, key=self._freshness, default=None)

    def _freshness(self, row: Observation) -> tuple[bool, date, bool, int]:
        known = row.state != Observation.State.UNKNOWN
        return known, row.until or date.min, row.number in self.references, -row.number

    @property
    def series(self) -> Series | None:
        if self.facet.indicator is None:
            return None
        return series_of(self.facet.indicator, self.figures, self._rule())

    def _rule(self) -> Rule | None:
        target, indicator = self.target, self.facet.indicator
        if target is None or target.value is None or indicator is None:
            return None
        value = convert(target.value, source=target.measured_in, target=indicator.measured_in)
        return Rule(float(value), target.horizon)


@dataclass(frozen=True)
class Written:
    """A thing in whose texts a tag stands, and how often."""

    thing: Named
    times: int


def facet_views(asked: Iterable[Facet], *, today: date) -> list[FacetView]:
    """Facets with their figures and targets: three queries, whatever their number."""
    facets = list(asked)
    known = _known(facets)
    return [_view(facet, known, today) for facet in facets]


def points_of(figures: Iterable[Observation], references: frozenset[int] = frozenset()) -> list[Point]:
    """The dated amounts of what is; of figures of one period and scope, a chosen reference speaks alone."""
    dated = [row for row in figures if row.since and row.middle is not None and row.status != Status.TARGET]
    settled = {(row.since, row.until, row.scope) for row in dated if row.number in references}
    return [
        point
        for row in dated
        if row.number in references or (row.since, row.until, row.scope) not in settled
        if (point := _point(row))
    ]


@dataclass(frozen=True)
class Signed:
    """When an act was signed, and by whom, in words."""

    at: datetime
    signer: str


def told_by(story: Story) -> tuple[Named, ...]:
    """The facets and deeds that a story tells of and that may be shown, facets first."""
    links = Link.objects.filter(relation=Relation.TELLS, origin_kind="story", origin_number=story.number)
    return tuple(sorted(names_of(link.destination for link in links).values(), key=lambda one: one.reference))


def stories_that_tell(reference: Reference) -> tuple[Named, ...]:
    """The stories that tell of a thing, in the order of their numbers."""
    links = Link.objects.filter(
        relation=Relation.TELLS, destination_kind=reference.kind, destination_number=reference.number
    )
    return tuple(sorted(names_of(link.origin for link in links).values(), key=lambda one: one.number))


def target_signatures(facet: Facet) -> dict[int, Signed]:
    """Who set each version of a facet's target, by version, as the register says."""
    lines = RegisterEntry.objects.about(facet.reference).filter(act="facet.target_set").order_by("sequence")
    signers = signers_in_words(line.by for line in lines)
    return {line.details["version"]: Signed(line.at, signers[line.by]) for line in lines}


def mentions_by_tag(tags: Iterable[str]) -> dict[str, list[Written]]:
    """Where tags are written, among things that may be shown: two queries."""
    times: Counter[tuple[str, Reference]] = Counter()
    for mention in Mention.objects.filter(tag__in=set(tags)):
        times[mention.tag, Reference(mention.kind, mention.number)] += mention.times
    names = names_of({reference for _tag, reference in times})
    found: dict[str, list[Written]] = defaultdict(list)
    for (tag, reference), count in times.items():
        if reference in names:
            found[tag].append(Written(names[reference], count))
    return found


def by_kind(written: Iterable[Written]) -> list[tuple[str, list[Written]]]:
    """Grouped by kind of thing, in the order in which rooms were declared."""
    groups: dict[str, list[Written]] = defaultdict(list)
    for one in sorted(written, key=lambda one: one.thing.number):
        groups[one.thing.kind].append(one)
    return [(kind.code, groups[kind.code]) for kind in kinds() if kind.code in groups]


def tags_of_the_star() -> Counter[str]:
    """The tags written in the star itself, which has no number and so no mention of its own."""
    star = Star.objects.prefetch_related("statements").first()
    if star is None:
        return Counter()
    told = [(star, "narrative"), (star, "note")]
    said = [(statement, field) for statement in star.statements.all() for field in ("text", "note")]
    return sum((tags_of(row, field) for row, field in (*told, *said)), Counter())


def pillars_with_counts(framework: Framework) -> list[tuple[Pillar, int]]:
    """The pillars of a framework, each with how many times its tag is written."""
    pillars = list(framework.pillars.all())
    written, in_the_star = mentions_by_tag(pillar.tag for pillar in pillars), tags_of_the_star()
    return [
        (pillar, sum(one.times for one in written.get(pillar.tag, ())) + in_the_star[pillar.tag])
        for pillar in pillars
    ]


@dataclass(frozen=True)
class _Known:
    """What was asked of the database for several facets at once."""

    figures: Mapping[int, list[Observation]]
    targets: Mapping[int, list[Target]]
    baselines: Mapping[int, Observation]
    references: frozenset[int]


def _known(facets: Sequence[Facet]) -> _Known:
    targets: dict[int, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(facet__in=facets).select_related("source").order_by("-version"):
        targets[target.facet_id].append(target)
    starts = {target.baseline_number for several in targets.values() for target in several} - {None}
    indicators = {facet.indicator_id for facet in facets} - {None}
    wanted = Q(indicator__in=indicators) | Q(number__in=starts)
    rows = list(
        Observation.objects.current().filter(wanted).marking_references().with_origin().chronological()
    )
    figures: dict[int, list[Observation]] = defaultdict(list)
    for row in rows:
        figures[row.indicator_id].append(row)
    return _Known(
        figures,
        targets,
        {row.number: row for row in rows if row.number in starts},
        frozenset(row.number for row in rows if row.is_reference),
    )


def _view(facet: Facet, known: _Known, today: date) -> FacetView:
    figures = known.figures.get(facet.indicator_id or 0, [])
    targets = known.targets.get(facet.pk, [])
    walked = None
    if targets:
        baseline = known.baselines.get(targets[0].baseline_number or 0)
        started = [baseline] if baseline else []
        walked = (
            progress(points_of(figures, known.references), _goal(targets[0], baseline), today)
            if are_comparable([*figures, *started])
            else Progress(unknown=("series.constants_differ",))
        )
    return FacetView(facet, tuple(figures), tuple(targets), known.baselines, known.references, walked)


def _goal(target: Target, baseline: Observation | None) -> Goal:
    return Goal(
        value=None if target.value is None else Fraction(target.value),
        unit=target.measured_in if target.unit else None,
        direction=target.direction,
        horizon=target.horizon,
        low=None if target.low is None else Fraction(target.low),
        high=None if target.high is None else Fraction(target.high),
        baseline=_point(baseline) if baseline else None,
    )


def _point(row: Observation) -> Point | None:
    if row.middle is None:
        return None
    since, until = row.since or date.min, row.until or date.min
    return Point(since, until, Fraction(row.middle), row.measured_in, row.scope)
