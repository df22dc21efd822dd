"""One row of a model file, made a variable: an input in one of its three manners, or a formula."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.scenario.fields import Record, Steps, placed
from poucet.engines.scenario.formula import Node, parse_formula
from poucet.engines.scenario.formula.functions import SPELLINGS
from poucet.engines.scenario.guesses import GUESS_FIELDS, UNKNOWN, FigureOf, read_guess
from poucet.engines.scenario.model import Guess, Kind, OverTime, Variable
from poucet.engines.units import Unit, parse_unit

# What readers need and the computation does not: kept by whoever keeps the model.
TOLD_FIELDS = frozenset(
    {"label", "note", "en", "source", "hypothesis", "number", "title", "figure", "example"}
)
_COMMON = frozenset({"id", "kind", "unit", "outcome", "min", "max"}) | TOLD_FIELDS
_DRAWN = frozenset({"group", "over_time", "persistence"})
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Rows:
    """What the rows of one model share."""

    dimensions: Mapping[str, tuple[str, ...]]
    years: range
    figure_of: FigureOf | None

    def variable(self, row: Record) -> Variable:
        """Read one row.

        Raises
        ------
        InputError
            A code of `scenario.` or `unit.`, with ``steps``.
        """
        kind = row.choice("kind", Kind)
        unit = placed(lambda: parse_unit(row.text("unit")), (*row.steps, "unit"))
        least, most = row.number("min"), row.number("max")
        if least is not None and most is not None and least >= most:
            raise InputError("scenario.bounds", low=str(least), high=str(most), steps=(*row.steps, "min"))
        own = self._formula(row) if kind is Kind.FORMULA else self._input(row, unit)
        return Variable(
            id=name_of(row.value("id"), (*row.steps, "id")),
            kind=kind,
            unit=unit,
            least=least,
            most=most,
            outcome=row.flag("outcome"),
            **own,
        )

    def _formula(self, row: Record) -> dict[str, Any]:
        row.only(_COMMON | {"formula", "alternatives"})
        steps = (*row.steps, "alternatives")
        others = Record(row.mapping("alternatives", optional=True), steps)
        return {
            "formula": _tree(row, "formula"),
            "alternatives": {name_of(one, steps): _tree(others, one) for one in others.said},
        }

    def _input(self, row: Record, unit: Unit) -> dict[str, Any]:
        if row.value("series", optional=True) is not None:
            row.only(_COMMON | {"series"})
            return {"series": self._series(row)}
        dimension = row.text("over", optional=True)
        row.only(_COMMON | _DRAWN | ({"over", "categories"} if dimension else GUESS_FIELDS))
        if dimension and dimension not in self.dimensions:
            raise InputError("scenario.no_dimension", name=dimension, steps=(*row.steps, "over"))
        over_time = row.choice("over_time", OverTime, default=OverTime.FIXED)
        return {
            "dimension": dimension,
            "guesses": self._guesses(row, dimension, unit),
            "group": row.text("group", optional=True),
            "over_time": over_time,
            "persistence": _persistence(row, over_time),
        }

    def _guesses(self, row: Record, dimension: str, unit: Unit) -> dict[str, Guess]:
        if not dimension:
            return {"": read_guess(row, unit, self.figure_of)}
        said, steps = row.mapping("categories"), (*row.steps, "categories")
        wanted = self.dimensions[dimension]
        if set(said) != set(wanted):
            names = ", ".join(sorted(map(str, set(wanted) ^ set(said))))
            raise InputError("scenario.categories_differ", names=names, steps=steps)
        inner = {one: Record.of(said[one], (*steps, one)) for one in wanted}
        for record in inner.values():
            record.only(GUESS_FIELDS | TOLD_FIELDS)
        return {one: read_guess(record, unit, self.figure_of) for one, record in inner.items()}

    def _series(self, row: Record) -> dict[int, Fraction | None]:
        inner = Record(row.mapping("series"), (*row.steps, "series"))
        found: dict[int, Fraction | None] = {}
        for year in inner.said:
            if not str(year).isdecimal() or int(year) not in self.years or int(year) in found:
                raise InputError("scenario.year", year=str(year), steps=inner.steps)
            found[int(year)] = None if inner.said[year] == UNKNOWN else inner.number(year)
        return dict(sorted(found.items()))


def name_of(text: object, steps: Steps) -> str:
    """A name that formulas may use: no function bears it.

    Raises
    ------
    InputError
        ``scenario.name``; ``scenario.name_taken`` by a function or by `years`.
    """
    if not isinstance(text, str) or _NAME.fullmatch(text) is None:
        raise InputError("scenario.name", name=str(text), steps=steps)
    if text in SPELLINGS or text == "years":
        raise InputError("scenario.name_taken", name=text, steps=steps)
    return text


def _persistence(row: Record, over_time: OverTime) -> Fraction:
    """How much of last year's departure is left: said where there is a memory, and only there."""
    found = row.number("persistence")
    if over_time is not OverTime.AR1 and found is None:
        return Fraction(0)
    steps = (*row.steps, "persistence")
    if found is None:
        raise InputError("scenario.absent", name="persistence", steps=row.steps)
    if over_time is not OverTime.AR1 or not -1 < found < 1:
        raise InputError("scenario.persistence", value=str(found), steps=steps)
    return found


def _tree(row: Record, name: str) -> Node:
    return placed(lambda: parse_formula(row.text(name)), (*row.steps, name))
