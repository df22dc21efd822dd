"""Deeds as the API and the open data tell them, with all that hangs on them: how it is fetched and told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.translation import gettext_noop as _

from poucet.measure.api.figures import ObservationTold, figures, tell_denominator, tell_figures
from poucet.measure.models import Observation
from poucet.pebble.api.schemas import (
    EffectTold,
    EquivalenceTold,
    MakerTold,
    PebbleFilters,
    PebbleTold,
    PictureTold,
    VoiceTold,
)
from poucet.pebble.models import Effect, Equivalence, Maker, Pebble, Picture, Voice
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, known
from poucet.town.api.resources import Resource, offer
from poucet.town.api.schemas import (
    dated,
    identity,
    ref,
    standing_ref,
    tongue,
)
from poucet.town.things import Reference

LOOKUPS = {
    "state": "state",
    "theme": "theme",
    "pillar": "pillars__tag",
    "facet": "facets__number",
    "axis": "axis__number",
    "place": "places__number",
    "organisation": "makers__organisation__number",
    "indicator": "effects__indicator__number",
    "example": "example",
}


@dataclass(frozen=True)
class Hanging:
    """All that hangs on several deeds, by deed."""

    bonds: dict[tuple[int, str], list[Any]]
    makers: dict[int, list[Maker]]
    effects: dict[int, list[Effect]]
    equivalences: dict[int, list[Equivalence]]
    pictures: dict[int, list[Picture]]
    voices: dict[int, list[Voice]]
    figures: dict[int, ObservationTold]
    by_indicator: dict[int, list[int]]


def offer_all() -> None:
    """Called once, by the room's declarations."""
    offer(
        Resource(
            "pebble", "pebbles", PebbleTold, _pebbles, tell_pebbles,
            _("Deeds, what they gave, who tells them"), PebbleFilters, LOOKUPS,
        )
    )  # fmt: skip


def tell_pebbles(rows: Sequence[Pebble], root: str) -> list[PebbleTold]:
    """Deeds with all that hangs on them: nine queries, whatever their number."""
    hanging = _hanging(rows, root)
    return [_pebble(row, hanging, root) for row in rows]


def _pebbles() -> QuerySet[Pebble]:
    found: QuerySet[Pebble] = Pebble.objects.select_related("source", "axis")
    return found


def _hanging(rows: Sequence[Pebble], root: str) -> Hanging:
    effects = _by_deed(Effect.objects.filter(pebble__in=rows).select_related("indicator", "facet"))
    equivalences = _by_deed(Equivalence.objects.filter(pebble__in=rows).select_related("constant"))
    spoken = _figures_of(effects, equivalences)
    by_indicator: dict[int, list[int]] = defaultdict(list)
    for figure in spoken:
        by_indicator[figure.indicator_id].append(figure.number)
    return Hanging(
        bonds=_bonds(rows),
        makers=_by_deed(Maker.objects.filter(pebble__in=rows).select_related("organisation")),
        effects=effects,
        equivalences=equivalences,
        pictures=_by_deed(Picture.objects.filter(pebble__in=rows)),
        voices=_by_deed(Voice.objects.filter(pebble__in=rows).select_related("source")),
        figures={told.number: told for told in tell_figures(spoken, root)},
        by_indicator=by_indicator,
    )


def _by_deed(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.pebble_id].append(row)
    return found


def _figures_of(
    effects: dict[int, list[Effect]], equivalences: dict[int, list[Equivalence]]
) -> list[Observation]:
    indicators = {effect.indicator_id for several in effects.values() for effect in several}
    counted = [row for several in equivalences.values() for row in several]
    numbers = {number for row in counted for number in (row.count_number, row.quantity_number)}
    wanted = Q(indicator__in=indicators) | Q(number__in=numbers)
    return list(figures().filter(wanted).chronological())


def _bonds(rows: Sequence[Pebble]) -> dict[tuple[int, str], list[Any]]:
    """The places, facets and hashtags of deeds, in one query."""
    parts = [
        _bond(Pebble.places.through, "place", rows).annotate(number=F("place__number"), tag=_no_tag()),
        _bond(Pebble.facets.through, "facet", rows).annotate(number=F("facet__number"), tag=_no_tag()),
        _bond(Pebble.pillars.through, "pillar", rows).annotate(
            number=F("pillar__position"), tag=F("pillar__tag")
        ),
    ]
    first, *others = [part.values("pebble_id", "bond", "number", "tag") for part in parts]
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in sorted(first.union(*others, all=True), key=lambda row: (row["number"], row["tag"])):
        found[row["pebble_id"], row["bond"]].append(row["tag"] or row["number"])
    return found


def _bond(through: Any, kind: str, rows: Sequence[Pebble]) -> QuerySet[Any]:
    """What ties deeds to things of a kind; only to those that stand."""
    owner = f"{kind}__framework" if kind == "pillar" else kind
    found: QuerySet[Any] = (
        through.objects.order_by()
        .filter(**{"pebble__in": rows, f"{owner}__withdrawn": False})
        .annotate(bond=Value(kind, output_field=CharField()))
    )
    return found


def _no_tag() -> Value:
    return Value("", output_field=CharField())


def _pebble(row: Pebble, hanging: Hanging, root: str) -> PebbleTold:
    own = row.pk
    effects = [_effect(one, hanging, root) for one in hanging.effects[own]]
    equivalences = [_equivalence(one, root) for one in hanging.equivalences[own] if _counts(one, hanging)]
    return PebbleTold(
        **identity(row.kind, row.number, root),
        **dated(row),
        **tongue(row),
        **_texts(row),
        example=row.example,
        state=row.state,
        theme=known(row.theme),
        source=standing_ref(row.source, root, NOT_APPLICABLE if row.example else UNKNOWN),
        confidence=row.confidence or UNKNOWN,
        axis=standing_ref(row.axis, root),
        facets=[ref(Reference("facet", number), root) for number in hanging.bonds[own, "facet"]],
        pillars=list(dict.fromkeys(hanging.bonds[own, "pillar"])),
        places=[ref(Reference("place", number), root) for number in hanging.bonds[own, "place"]],
        makers=[_maker(one, root) for one in hanging.makers[own]],
        effects=effects,
        equivalences=equivalences,
        figures=_spoken_of(effects, equivalences, hanging),
        pictures=[_picture(one, root) for one in hanging.pictures[own]],
        voices=[_voice(one, root) for one in hanging.voices[own]],
    )


def _texts(row: Pebble) -> dict[str, Any]:
    names = ("name", "deed", "before", "turning_point", "next_step", "failed", "lesson", "place_note", "note")
    return {name: getattr(row, name) for name in names}


def _spoken_of(
    effects: Iterable[EffectTold], equivalences: Iterable[EquivalenceTold], hanging: Hanging
) -> list[ObservationTold]:
    """The figures of a deed, each once, in the order of their dates."""
    own = {figure.id for effect in effects for figure in effect.figures}
    own |= {end.id for one in equivalences for end in (one.count, one.quantity)}
    return [told for told in hanging.figures.values() if told.id in own]


def _counts(row: Equivalence, hanging: Hanging) -> bool:
    stands = not row.constant.withdrawn
    return stands and row.count_number in hanging.figures and row.quantity_number in hanging.figures


def _effect(row: Effect, hanging: Hanging, root: str) -> EffectTold:
    numbers = hanging.by_indicator.get(row.indicator_id, ())
    return EffectTold(
        **tongue(row),
        indicator=ref(row.indicator.reference, root),
        role=row.role,
        facet=standing_ref(row.facet, root),
        state=row.state,
        grade=NOT_APPLICABLE if row.grade is None else row.grade,
        direction=row.direction or NOT_APPLICABLE,
        figures=[ref(Reference("observation", number), root) for number in numbers],
        note=row.note,
    )


def _equivalence(row: Equivalence, root: str) -> EquivalenceTold:
    return EquivalenceTold(
        **tongue(row),
        count=ref(Reference("observation", row.count_number), root),
        quantity=ref(Reference("observation", row.quantity_number), root),
        constant=tell_denominator(row.constant, root),
        note=row.note,
    )


def _maker(row: Maker, root: str) -> MakerTold:
    organisation = row.organisation
    return MakerTold(
        organisation=standing_ref(organisation, root, NOT_APPLICABLE),
        name=row.name or (organisation.name if organisation and not organisation.withdrawn else ""),
    )


def _picture(row: Picture, root: str) -> PictureTold:
    return PictureTold(
        **tongue(row),
        address=f"{root}/{quote(row.file)}",
        alt=row.alt,
        credit=row.credit,
        licence=row.licence,
        width=row.width,
        height=row.height,
    )


def _voice(row: Voice, root: str) -> VoiceTold:
    return VoiceTold(
        **dated(row),
        speaker=row.speaker,
        role=known(row.role),
        text=row.text,
        language=row.language,
        source=standing_ref(row.source, root),
        example=row.example,
    )
