"""What a constant counts, and which constant a count of households or residents takes.

A count is never printed without its constant: figures learn theirs as they are fetched, whoever fetches them
(`ObservationQuerySet`). Equivalences live in a later room: it tells here, through `find_with`, which constants
each count takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from poucet.engines.units import Unit, parse_unit

if TYPE_CHECKING:
    from poucet.measure.models import Constant, Observation

TIME = parse_unit("an").dimension
Finder = Callable[[Iterable[int]], "dict[int, tuple[Constant, ...]]"]

_FINDERS: list[Finder] = []


def find_with(finder: Finder) -> None:
    """Let a room say which constants counts take; called once when the site starts."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def name_constants(figures: Iterable[Observation]) -> None:
    """Give each count among these figures the constants that it takes: one query, none without a count."""
    counts = [figure for figure in figures if figure.unit and parse_unit(figure.unit).is_count]
    for finder in _FINDERS if counts else ():
        found = finder({figure.number for figure in counts})
        for figure in counts:
            figure.constants = found.get(figure.number, figure.constants)


def constants_of(figures: Iterable[Observation]) -> tuple[Constant, ...]:
    """All the constants that these figures take, each once, in the order in which they come."""
    return tuple(dict.fromkeys(constant for figure in figures for constant in figure.constants))


def are_comparable(figures: Sequence[Observation]) -> bool:
    """Whether figures may be set on one scale: the same constant for all, or none for any."""
    taken = {figure.constants for figure in figures}
    return len(taken) <= 1 and all(len(constants) <= 1 for constants in taken)


def counted_by(constant: Constant) -> Unit | None:
    """What a constant counts (households, for kWh per household and year); None when it counts nothing."""
    divisors = (Unit(((code, 1),)) for code, power in constant.measured_in.powers if power == -1)
    return next((unit for unit in divisors if unit.dimension != TIME), None)


def per_of(constant: Constant) -> str:
    """The unit of a constant without what it counts: « kWh/an » of « kWh/ménage/an »."""
    counted = counted_by(constant)
    return (constant.measured_in * counted).code if counted else constant.unit
