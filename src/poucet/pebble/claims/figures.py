"""Figures of the house, as models take them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.scenario import Figure, Model
from poucet.measure.models import Observation, Status
from poucet.pebble.claims.resolving import model_of


@dataclass(frozen=True)
class Shelf:
    """The figures that some models name: by number, and the latest measure of each indicator."""

    rows: Mapping[int, Observation]
    measures: Mapping[str, int]

    def model(self, record: Mapping[str, Any]) -> Model:
        return model_of(record, figure_of=self._figure, measured_by=self.measures.get)

    def _figure(self, number: int) -> Figure:
        row = self.rows.get(number)
        if row is None:
            raise InputError("scenario.no_figure", number=str(number))
        return Figure(_exact(row.value), _exact(row.low), _exact(row.high), row.unit)


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)


def shelf_for(records: Iterable[Mapping[str, Any]]) -> Shelf:
    """What these models need of the figures, in two questions at most."""
    variables = [row for record in records for row in record["variables"]]
    indicators = {row["measured_by"] for row in variables if "measured_by" in row}
    measures = _latest_measures(indicators) if indicators else {}
    numbers = {row["figure"] for row in variables if "figure" in row} | set(measures.values())
    found = Observation.objects.current().numbered(numbers).select_related("source") if numbers else ()
    return Shelf({row.number: row for row in found}, measures)


def _latest_measures(indicators: Iterable[str]) -> dict[str, int]:
    rows = Observation.objects.current().filter(
        indicator__key__in=indicators, status=Status.MEASURED, state=Observation.State.QUANTITY
    )
    said = rows.values_list("indicator__key", "number", "period")
    return latest(said)


def latest(said: Iterable[tuple[str, int, str]]) -> dict[str, int]:
    """Of each indicator the number of the figure whose period ends last; of two such, the later written."""
    found: dict[str, tuple[str, int]] = {}
    for indicator, number, period in said:
        found[indicator] = max(found.get(indicator, ("", 0)), (period.rpartition("/")[2], number))
    return {indicator: number for indicator, (_end, number) in found.items()}
