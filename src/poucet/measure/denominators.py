"""What a constant counts, and which constant a count of households or residents takes.

A count is never printed without its constant. Equivalences live in a later room: it tells here, through
`find_with`, which constant each count takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from poucet.engines.units import Unit, parse_unit
from poucet.measure.models import Constant, Observation

TIME = parse_unit("an").dimension
Finder = Callable[[Iterable[int]], dict[int, Constant]]

_FINDERS: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Let a room say which constants counts take; called once when the site starts."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def name_constants(*lists: Iterable[Observation]) -> None:
    """Give each count among these figures the constant that it takes: one query, whatever their number."""
    figures = list(chain.from_iterable(lists))
    for finder in _FINDERS:
        found = finder({figure.number for figure in figures})
        for figure in figures:
            figure.constant = found.get(figure.number, figure.constant)


def counted_by(constant: Constant) -> Unit | None:
    """What a constant counts (households, for kWh per household and year); None when it counts nothing."""
    divisors = (Unit(((code, 1),)) for code, power in constant.measured_in.powers if power == -1)
    return next((unit for unit in divisors if unit.dimension != TIME), None)


def per_of(constant: Constant) -> str:
    """The unit of a constant without what it counts: « kWh/an » of « kWh/ménage/an »."""
    counted = counted_by(constant)
    return (constant.measured_in * counted).code if counted else constant.unit
