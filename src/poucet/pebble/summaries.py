"""A deed with all that hangs on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q, QuerySet

from poucet.measure.models import ConflictSide, Constant, Observation, Source
from poucet.measure.summaries import SideBySide
from poucet.pebble.effects import Figures, by_effect, by_indicator, main_figure
from poucet.pebble.equivalences import Recount, Told, by_constant, recounted
from poucet.pebble.models import Effect, Equivalence, Maker, Pebble, Picture, Voice
from poucet.star.models import Pillar, Story
from poucet.town.models import Link, Place, Relation
from poucet.town.names import Named, Set, names_in
from poucet.town.summaries import Thread, Tie, thread_of
from poucet.town.things import kind_of

_SHOWN = (Relation.ENABLES, Relation.TELLS, Relation.SCALES, Relation.SERVES)


@dataclass(frozen=True)
class Portrait:
    """A deed with all that hangs on it."""

    pebble: Pebble
    places: Sequence[Named]
    unplaced: Sequence[Named]
    facets: Sequence[Named]
    tags: Sequence[str]
    makers: Sequence[Maker]
    figures: Sequence[Figures]
    told: Sequence[Told]
    recounts: Sequence[tuple[Observation, list[Recount]]]
    conflicts: Sequence[SideBySide]
    pictures: Sequence[Picture]
    voices: Sequence[Voice]
    enabled_by: Sequence[Tie]
    enables: Sequence[Tie]
    stories: Sequence[Named]
    claims: Sequence[Named]
    is_served: bool  # by an offer or a need

    @property
    def located(self) -> list[Named]:
        """The places whose position is known: they have a map."""
        unplaced = {place.number for place in self.unplaced}
        return [place for place in self.places if place.number not in unplaced]

    @property
    def has_effect(self) -> bool:
        return any(told.figures for told in self.figures if told.effect.role == Effect.Role.EFFECT)

    @property
    def groups(self) -> list[tuple[str, list[Figures]]]:
        """The figures by the part that they play, in the order of the parts."""
        parts: dict[str, list[Figures]] = {str(label): [] for _role, label in Effect.Role.choices}
        for told in self.figures:
            parts[str(told.effect.get_role_display())].append(told)
        return [(label, several) for label, several in parts.items() if several]

    @property
    def main(self) -> Observation | None:
        return main_figure(self.figures, self.told)

    @property
    def equivalents(self) -> list[Told]:
        return [group[0] for group in by_constant(self.told)]


def portrait(pebble: Pebble) -> Portrait:
    """All that hangs on a deed: ten queries, whatever hangs there."""
    links = list(Link.objects.touching([pebble.reference]).filter(relation__in=_SHOWN))
    names = _names(pebble, links)
    thread = _thread(pebble, links, names)
    effects = list(pebble.effects.select_related("indicator", "facet"))
    constants = list(_constants(pebble))
    own = Q(indicator__in=[effect.indicator_id for effect in effects]) | Q(number__in=_counted(constants))
    sides = _sides(own)
    rows = Observation.objects.current().filter(
        own | Q(number__in=[side.observation_number for side in sides])
    )
    figures = list(rows.with_origin().chronological())
    told = _told(constants, figures)
    quantities = {one.quantity.number: one.quantity for one in told}
    every = list({constant.pk: constant for constant in constants}.values())
    return Portrait(
        pebble=pebble,
        places=names["place"],
        unplaced=names["unplaced"],
        facets=names["facet"],
        tags=[named.name for named in names["tag"]],
        makers=list(pebble.makers.select_related("organisation")),
        figures=by_effect(effects, by_indicator(figures)),
        told=told,
        recounts=[(quantity, recounted(quantity, every)) for quantity in quantities.values()],
        conflicts=_conflicts(sides, figures),
        pictures=list(pebble.pictures.all()),
        voices=list(pebble.voices.select_related("source")),
        enabled_by=[tie for tie in thread.back if tie.other.kind == "pebble"],
        enables=thread.forth,
        stories=[tie.other for tie in thread.back if tie.other.kind == "story"],
        claims=[tie.other for tie in thread.back if tie.other.kind == "claim"],
        is_served=any(link.origin_kind == "posting" for link in links),
    )


def _names(pebble: Pebble, links: Iterable[Link]) -> dict[str, list[Named]]:
    ends = {end for link in links for end in (link.origin, link.destination)}
    numbers = {
        kind: [end.number for end in ends if end.kind == kind] for kind in ("pebble", "story", "claim")
    }
    sources = {link.source_number for link in links}
    return names_in(
        [
            Set("place", "place", Place.objects.filter(pebbles=pebble)),
            Set("unplaced", "place", Place.objects.filter(pebbles=pebble, geometry__isnull=True)),
            Set("tag", "hashtag", _numbered(pebble.pillars.all()), named_by="tag"),
            Set("facet", "facet", pebble.facets.filter(withdrawn=False)),
            Set("pebble", "pebble", Pebble.objects.filter(number__in=numbers["pebble"])),
            Set("story", "story", Story.objects.filter(number__in=numbers["story"])),
            Set("claim", "claim", kind_of("claim").public().filter(number__in=numbers["claim"])),
            Set("source", "source", Source.objects.filter(number__in=sources - {None})),
        ]
    )


def _numbered(pillars: QuerySet[Pillar]) -> QuerySet[Pillar]:
    """Pillars have no number of their own: their place in their framework stands for it."""
    return pillars.annotate(number=F("position"))


def _thread(pebble: Pebble, links: Sequence[Link], names: Mapping[str, Sequence[Named]]) -> Thread:
    known = {named.reference: named for several in names.values() for named in several}
    start = Named("pebble", pebble.number, pebble.name, pebble.translations, pebble.example)
    return thread_of(start, links, known)


def _constants(pebble: Pebble) -> QuerySet[Constant]:
    """Every constant of the commune, with what the deed counts by it: once more for each count."""
    found: QuerySet[Constant] = (
        Constant.objects.select_related("source")
        .annotate(here=FilteredRelation("equivalences", condition=Q(equivalences__pebble=pebble)))
        .annotate(
            count_here=F("here__count_number"),
            quantity_here=F("here__quantity_number"),
            note_here=F("here__note"),
            translations_here=F("here__translations"),
            position_here=F("here__position"),
        )
        .order_by(F("position_here").asc(nulls_last=True), "number")
    )
    return found


def _counted(constants: Iterable[Constant]) -> set[int]:
    rows = [(row.count_here, row.quantity_here) for row in constants]  # type: ignore[attr-defined]
    return {number for row in rows for number in row if number is not None}


def _told(constants: Iterable[Constant], figures: Iterable[Observation]) -> list[Told]:
    known = {row.number: row for row in figures}
    found = []
    for row in constants:
        count, quantity = row.count_here, row.quantity_here  # type: ignore[attr-defined]
        if count in known and quantity in known:
            found.append(Told(known[count], known[quantity], row, _as_written(row)))
    return found


def _as_written(row: Constant) -> Equivalence:
    return Equivalence(note=row.note_here, translations=row.translations_here or {})  # type: ignore[attr-defined]


def _sides(own: Q) -> list[ConflictSide]:
    """The sides of every standing conflict that touches these figures."""
    numbers = Observation.objects.current().filter(own).values("number")
    touched = ConflictSide.objects.filter(observation_number__in=numbers, conflict__withdrawn=False)
    sides = ConflictSide.objects.filter(conflict__in=touched.values("conflict")).select_related("conflict")
    return list(sides.order_by("conflict__number", "position"))


def _conflicts(sides: Iterable[ConflictSide], figures: Iterable[Observation]) -> list[SideBySide]:
    known = {row.number: row for row in figures}
    groups: dict[int, list[ConflictSide]] = {}
    for side in sides:
        groups.setdefault(side.conflict_id, []).append(side)
    return [
        SideBySide(
            group[0].conflict,
            tuple(known[side.observation_number] for side in group if side.observation_number in known),
        )
        for group in groups.values()
    ]
