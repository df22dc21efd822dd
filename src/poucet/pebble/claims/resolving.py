"""From what a file says of a model and a claim to what the engine computes: figures found, parts named."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from poucet.engines.scenario import ClaimTerms, Figure, Model, compile_draft, read_model
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


def rests_on_a_measure(name: str, record: Mapping[str, Any], model: Model) -> bool:
    """Whether a variable is made of a line that takes the measure of an indicator: a guess measures nothing."""
    if name not in model.variables:
        return False
    beneath = compile_draft(model).reached_by(name)
    return any(row["id"] in beneath and "measured_by" in row for row in record["variables"])


def names_asked(terms: Mapping[str, Any]) -> frozenset[str]:
    """The variables that a claim asks for; what is no name, in a file that was not checked, is none."""
    said = (name for one in terms.values() for name in (one if isinstance(one, list) else [one]))
    return frozenset(name for name in said if isinstance(name, str))


def terms_of(
    terms: Mapping[str, Any], *, unit: str, year: int, record: Mapping[str, Any], model: Model
) -> ClaimTerms:
    """Which variable plays which part, as the engine asks it; of a measured effect, only one that was measured."""
    measured = terms.get("measured_effect", "")
    return ClaimTerms(
        announced=terms["unit_effect"],
        measured=measured if rests_on_a_measure(measured, record, model) else "",
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
