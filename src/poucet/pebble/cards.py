"""Deeds in short: the figure that each is told by, and what it equals, with the constant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from poucet.measure.models import Observation
from poucet.pebble.effects import SPEAKING, by_effect, by_indicator, main_figure
from poucet.pebble.equivalences import Told, by_constant
from poucet.pebble.models import Effect, Equivalence, Pebble


@dataclass(frozen=True)
class Card:
    """A deed in short: its main figure, and that figure's equivalences, one per constant."""

    pebble: Pebble
    main: Observation | None
    told: Sequence[Told]


def cards(pebbles: Sequence[Pebble]) -> list[Card]:
    """Deeds as cards: three queries, whatever their number."""
    effects: dict[int, list[Effect]] = defaultdict(list)
    for effect in Effect.objects.filter(pebble__in=pebbles).select_related("indicator"):
        effects[effect.pebble_id].append(effect)
    counted: dict[int, list[Equivalence]] = defaultdict(list)
    for row in Equivalence.objects.filter(pebble__in=pebbles).select_related("constant"):
        counted[row.pebble_id].append(row)
    figures = _figures(effects, counted)
    known, by_number = by_indicator(figures), {row.number: row for row in figures}
    found = []
    for pebble in pebbles:
        told = _told(counted[pebble.pk], by_number)
        main = main_figure(by_effect(effects[pebble.pk], known), told)
        found.append(Card(pebble, main, [group[0] for group in by_constant(told)]))
    return found


def _figures(
    effects: Mapping[int, Sequence[Effect]], counted: Mapping[int, Sequence[Equivalence]]
) -> list[Observation]:
    indicators = {effect.indicator_id for several in effects.values() for effect in several}
    rows = [row for several in counted.values() for row in several]
    numbers = {number for row in rows for number in (row.count_number, row.quantity_number)}
    best = Observation.objects.current().filter(indicator__in=indicators).speaking_for_each(SPEAKING)
    wanted = Q(pk__in=best.values("pk")) | Q(number__in=numbers)
    return list(Observation.objects.current().filter(wanted).with_origin().chronological())


def _told(rows: Iterable[Equivalence], figures: Mapping[int, Observation]) -> list[Told]:
    return [
        Told(figures[row.count_number], figures[row.quantity_number], row.constant, row)
        for row in rows
        if row.count_number in figures and row.quantity_number in figures
    ]
