"""Figures of the house, as models take them: what they compute with in one question, what pages show when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Q

from poucet.engines.errors import InputError
from poucet.engines.scenario import Figure, Model
from poucet.measure.models import Observation, Source, Status
from poucet.pebble.claims.resolving import model_of


@dataclass(frozen=True)
class Shelf:
    """The figures that some models name: by number, and the latest measure of each indicator."""

    figures: Mapping[int, Figure]
    measures: Mapping[str, int]
    source_keys: frozenset[str]

    def model(self, record: Mapping[str, Any]) -> Model:
        return model_of(record, figure_of=self._figure, measured_by=self.measures.get)

    def _figure(self, number: int) -> Figure:
        if number not in self.figures:
            raise InputError("scenario.no_figure", number=str(number))
        return self.figures[number]

    @cached_property
    def rows(self) -> dict[int, Observation]:
        """The same figures with their sources, for a page that leads to them."""
        found = Observation.objects.current().numbered(self.figures).select_related("source")
        return {row.number: row for row in found} if self.figures else {}

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources that lines name, by identifier."""
        found = Source.objects.filter(key__in=self.source_keys) if self.source_keys else ()
        return {source.key: source for source in found}


def shelf_for(records: Iterable[Mapping[str, Any]]) -> Shelf:
    """What these models need of the figures, in one question."""
    variables = [row for record in records for row in record["variables"]]
    indicators = {row["measured_by"] for row in variables if "measured_by" in row}
    numbers = {row["figure"] for row in variables if "figure" in row}
    sources = frozenset(row["source"] for row in variables if "source" in row)
    if not (indicators or numbers):
        return Shelf({}, {}, sources)
    measured = Q(indicator__key__in=indicators, status=Status.MEASURED, state=Observation.State.QUANTITY)
    rows = Observation.objects.current().filter(measured | Q(number__in=numbers))
    names = ("number", "indicator__key", "status", "state", "until", "value", "low", "high", "unit")
    figures, measures = {}, []
    for number, indicator, status, state, until, value, low, high, unit in rows.values_list(*names):
        figures[number] = Figure(_exact(value), _exact(low), _exact(high), unit)
        if (status, state) == (Status.MEASURED, Observation.State.QUANTITY) and indicator in indicators:
            measures.append((indicator, number, until, value))
    return Shelf(figures, latest(measures), sources)


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def latest(said: Iterable[tuple[str, int, date | None, Decimal | None]]) -> dict[str, int]:
    """Of each indicator the number of the figure whose period ends last.

    Two measures of the same last day that differ are no measure: which of them holds is for somebody to say.
    """
    found: dict[str, list[tuple[date, int, Decimal | None]]] = {}
    for indicator, number, until, value in said:
        found.setdefault(indicator, []).append((until or date.min, number, value))
    chosen = {}
    for indicator, rows in found.items():
        last = max(until for until, _number, _value in rows)
        of_that_day = [(number, value) for until, number, value in rows if until == last]
        if len({value for _number, value in of_that_day}) == 1:
            chosen[indicator] = max(number for number, _value in of_that_day)
    return chosen
