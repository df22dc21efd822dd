"""A model read from a plain mapping, as YAML or JSON gives it: every fault says where, nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import prod
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.scenario.fields import Record
from poucet.engines.scenario.fingerprints import fingerprint_of
from poucet.engines.scenario.grouping import read_groups
from poucet.engines.scenario.guesses import Figure as Figure
from poucet.engines.scenario.guesses import FigureOf
from poucet.engines.scenario.model import Goal, Model, Variable
from poucet.engines.scenario.rows import TOLD_FIELDS, Rows, name_of

VARIABLE_LIMIT = 1_000
YEAR_LIMIT = 200
CATEGORY_LIMIT = 50
COMBINATION_LIMIT = 2_500
_FIELDS = TOLD_FIELDS | {"years", "variables", "dimensions", "groups", "goals", "scenarios", "accepted"}


def read_model(record: Mapping[str, Any], *, figure_of: FigureOf | None = None) -> Model:
    """Read a model.

    Parameters
    ----------
    record : mapping
        As in a file of `models/`; numbers may be int, float, Decimal or Fraction.
    figure_of : callable, optional
        Gives the figure of a number, for variables that name one.

    Returns
    -------
    Model

    Raises
    ------
    InputError
        A code of `scenario.` or `unit.`, with ``steps``: the way to what is wrong, from the top.

    Examples
    --------
    >>> trips = {"id": "trips", "kind": "measured", "unit": "trajets/an", "value": 1200}
    >>> read_model({"years": [2024, 2030], "variables": [trips]}).years
    range(2024, 2031)
    """
    top = Record.of(record, ())
    top.only(_FIELDS)
    first, last = _years(top)
    years = range(first, last + 1)
    dimensions = _dimensions(top)
    variables = _variables(top, Rows(dimensions, years, figure_of))
    groups = read_groups(top, variables)
    goals = _goals(top, variables, years)
    content = (first, last, variables, dimensions, groups, goals)
    return Model(first, last, variables, dimensions, groups, goals, _accepted(top), fingerprint_of(content))


def _years(top: Record) -> tuple[int, int]:
    said = top.value("years")
    pair = [said, said] if type(said) is int else said
    match pair:
        case [first, last] if type(first) is type(last) is int and first <= last < first + YEAR_LIMIT:
            return first, last
    raise InputError("scenario.years", value=str(said), limit=YEAR_LIMIT, steps=("years",))


def _dimensions(top: Record) -> dict[str, tuple[str, ...]]:
    said = top.mapping("dimensions", optional=True)
    found = {name_of(name, ("dimensions", name)): _categories(name, said[name]) for name in said}
    if prod(map(len, found.values())) > COMBINATION_LIMIT:
        raise InputError("scenario.too_many", limit=COMBINATION_LIMIT, steps=("dimensions",))
    return found


def _categories(name: str, said: object) -> tuple[str, ...]:
    steps = ("dimensions", name)
    if not isinstance(said, list) or not 0 < len(said) <= CATEGORY_LIMIT:
        raise InputError("scenario.categories", name=name, limit=CATEGORY_LIMIT, steps=steps)
    names = tuple(name_of(one, (*steps, place)) for place, one in enumerate(said))
    if len(set(names)) != len(names):
        raise InputError("scenario.twice", name=name, steps=steps)
    return names


def _variables(top: Record, reader: Rows) -> dict[str, Variable]:
    rows = top.records("variables")
    if len(rows) > VARIABLE_LIMIT:
        raise InputError("scenario.too_many", limit=VARIABLE_LIMIT, steps=("variables",))
    found: dict[str, Variable] = {}
    for row in rows:
        one = reader.variable(row)
        if one.id in found or one.id in reader.dimensions:
            raise InputError("scenario.twice", name=one.id, steps=(*row.steps, "id"))
        found[one.id] = one
    return found


def _goals(top: Record, variables: Mapping[str, Variable], years: range) -> tuple[Goal, ...]:
    rows = top.records("goals", optional=True)
    goals = tuple(_goal(row, variables, years) for row in rows)
    top.no_two("goals", [one.id for one in goals])
    return goals


def _goal(row: Record, variables: Mapping[str, Variable], years: range) -> Goal:
    row.only({"id", "of", "year", "value", "direction", "label", "note", "en"})
    of, year, value = row.text("of"), row.value("year"), row.number("value")
    if of not in variables:
        raise InputError("scenario.unknown_name", name=of, suggestions=(), steps=(*row.steps, "of"))
    if type(year) is not int or year not in years:
        raise InputError("scenario.year", year=str(year), steps=(*row.steps, "year"))
    if value is None:
        raise InputError("scenario.absent", name="value", steps=(*row.steps, "value"))
    direction, choices = row.text("direction"), ("up", "down")
    if direction not in choices:
        steps = (*row.steps, "direction")
        raise InputError("scenario.choice", value=direction, choices=choices, steps=steps)
    return Goal(row.text("id"), of, year, value, direction == "up")


def _accepted(top: Record) -> dict[tuple[str, str], str]:
    rows: Sequence[Record] = top.records("accepted", optional=True)
    for row in rows:
        row.only({"lint", "on", "reason", "note", "en"})
        if not row.text("reason").strip():
            raise InputError("scenario.absent", name="reason", steps=row.steps)
    return {(row.text("lint"), row.text("on")): row.text("reason") for row in rows}
