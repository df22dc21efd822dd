"""From what a file says of a model and a claim to what the engine computes: figures found, parts named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from poucet.engines.scenario import ClaimTerms, Figure, Model, read_model
from poucet.engines.units import parse_unit

MeasuredBy = Callable[[str], int | None]
UNKNOWN = "unknown"


def model_of(
    record: Mapping[str, Any], *, figure_of: Callable[[int], Figure], measured_by: MeasuredBy
) -> Model:
    """The model of a record; a variable `measured_by` an indicator takes its latest measure, if there is one."""
    rows = record.get("variables")
    if isinstance(rows, list):
        record = {**record, "variables": [_resolved(row, measured_by) for row in rows]}
    return read_model(record, figure_of=figure_of)


def _resolved(row: Any, measured_by: MeasuredBy) -> Any:
    if not isinstance(row, Mapping) or "measured_by" not in row:
        return row
    number = measured_by(row["measured_by"])
    kept = {name: value for name, value in row.items() if name != "measured_by"}
    return {**kept, "value": UNKNOWN} if number is None else {**kept, "figure": number}


def terms_of(terms: Mapping[str, Any], *, unit: str, year: int) -> ClaimTerms:
    """Which variable plays which part, as the engine asks it."""
    return ClaimTerms(
        announced=terms["unit_effect"],
        measured=terms.get("measured_effect", ""),
        eligible_base=terms["eligible_base"],
        plausible=terms["plausible_adoption"],
        triggered=terms["triggered_adoption"],
        transfer=terms["transfer"],
        limits=tuple(terms.get("limits", ())),
        whole=terms["whole"],
        unit=parse_unit(unit),
        year=year,
        followed=terms.get("followed", ""),
    )
