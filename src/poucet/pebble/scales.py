"""How large a pebble is: its effect within one facet and one unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import F

from poucet.engines.units import Unit, convert, parse_unit
from poucet.measure.models import Observation
from poucet.pebble.effects import SPEAKING, speaking
from poucet.pebble.models import Effect
from poucet.star.models import Facet


@dataclass(frozen=True)
class Weight:
    """The effect of one deed within a facet: the figure that says it, in the unit in which it is shown."""

    figure: Observation
    amount: Fraction


@dataclass(frozen=True)
class Scale:
    """The effects on one facet in one unit, by deed; `units` are all those that its effects come in."""

    facet: Facet
    unit: str
    units: tuple[str, ...]
    weights: Mapping[int, Weight]


def scale_of(facet: Facet, unit: str = "") -> Scale:
    """How large each deed is within a facet, in the unit asked for, else in the one most of them share."""
    rows = _effects_on(facet)
    units = _one_per_dimension(Counter(row.unit for row in rows))
    chosen = next((known for known in units if known == unit), units[0] if units else "")
    return Scale(facet, chosen, units, _weights(rows, parse_unit(chosen)) if chosen else {})


def _effects_on(facet: Facet) -> list[Observation]:
    """The amount that speaks for each effect on a facet, with its deed's number: one query."""
    told = Effect.objects.filter(facet=facet, role=Effect.Role.EFFECT, pebble__withdrawn=False)
    figures = Observation.objects.current().filter(
        indicator__in=told.values("indicator"), state=Observation.State.QUANTITY
    )
    rows = (
        figures.speaking_for_each(SPEAKING, references_first=True)
        .filter(
            indicator__effects__facet=facet,
            indicator__effects__role=Effect.Role.EFFECT,
            indicator__effects__pebble__withdrawn=False,
        )
        .annotate(pebble_number=F("indicator__effects__pebble__number"))
        .marking_references()
        .with_origin()
    )
    return list(rows)


def _one_per_dimension(by_unit: Counter[str]) -> tuple[str, ...]:
    """Units from the most used; of those that convert into one another, the first."""
    kept: dict[object, str] = {}
    for unit, _times in sorted(by_unit.items(), key=lambda item: (-item[1], item[0])):
        kept.setdefault(parse_unit(unit).dimension, unit)
    return tuple(kept.values())


def _weights(rows: Sequence[Observation], unit: Unit) -> dict[int, Weight]:
    by_pebble: dict[int, list[Observation]] = {}
    for row in rows:
        if row.measured_in.dimension == unit.dimension:
            by_pebble.setdefault(row.pebble_number, []).append(row)  # type: ignore[attr-defined]
    weights = {}
    for number, figures in by_pebble.items():
        references = [row.number for row in figures if row.is_reference]
        figure = speaking(figures, references)
        if figure is not None and figure.middle is not None:
            weights[number] = Weight(figure, convert(figure.middle, source=figure.measured_in, target=unit))
    return weights
