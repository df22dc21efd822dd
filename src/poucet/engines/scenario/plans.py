"""Scenarios that a model's file sets out, by name: doing nothing, the voted plan, an option, a resident's own."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.scenario.fields import Record
from poucet.engines.scenario.model import Kind, Model
from poucet.engines.scenario.running import Scenario


class PlanKind(StrEnum):
    """What a scenario is to those who compare."""

    BASELINE = "baseline"
    VOTED = "voted"
    OPTION = "option"
    RESIDENT = "resident"


def read_plans(record: Mapping[str, Any], model: Model) -> dict[str, Scenario]:
    """The scenarios of a model's record, each on those above it that it names as its parent.

    Parameters
    ----------
    record : mapping
        As for `read_model`; only its ``scenarios`` are read.
    model : Model
        The model of the same record.

    Raises
    ------
    InputError
        ``scenario.twice``; ``scenario.no_scenario`` for an unknown parent; ``scenario.unknown_name``;
        ``scenario.not_set`` for a formula; ``scenario.out_of_bounds``; ``scenario.no_alternative``. All with ``steps``.
    """
    found: dict[str, Scenario] = {}
    for row in Record(record, ()).records("scenarios", optional=True):
        name, parent = row.text("id"), row.text("parent", optional=True)
        row.choice("kind", PlanKind)
        if name in found:
            raise InputError("scenario.twice", name=name, steps=(*row.steps, "id"))
        if parent and parent not in found:
            raise InputError(
                "scenario.no_scenario", name=parent, known=tuple(found), steps=(*row.steps, "parent")
            )
        found[name] = Scenario(_values(row, model), _alternatives(row, model), found.get(parent))
    return found


def _values(row: Record, model: Model) -> dict[str, Fraction]:
    steps = (*row.steps, "values")
    said = Record(row.mapping("values", optional=True), steps)
    return {name: _value(name, said, model) for name in said.said}


def _value(name: str, said: Record, model: Model) -> Fraction:
    variable, value = model.variables.get(name), said.number(name)
    if variable is None:
        raise InputError("scenario.unknown_name", name=name, suggestions=(), steps=said.steps)
    if variable.kind is Kind.FORMULA:
        raise InputError("scenario.not_set", name=name, steps=said.steps)
    if value is None:
        raise InputError("scenario.absent", name=name, steps=said.steps)
    low, high = variable.least, variable.most
    if (low is not None and value < low) or (high is not None and value > high):
        steps = (*said.steps, name)
        raise InputError("scenario.out_of_bounds", name=name, value=value, low=low, high=high, steps=steps)
    return value


def _alternatives(row: Record, model: Model) -> dict[str, str]:
    said = row.mapping("alternatives", optional=True)
    for name, other in said.items():
        variable = model.variables.get(name)
        if variable is None or other not in variable.alternatives:
            steps = (*row.steps, "alternatives")
            raise InputError("scenario.no_alternative", name=name, alternative=str(other), steps=steps)
    return dict(said)
