"""Equivalences: a quantity told as so many households or residents, never without its constant.

The same roof is said to equal 12 households and 69: each count takes a constant of its own. Two
equivalences may be set beside one another by a ratio or a sum only where they take the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from poucet.engines.units import convert
from poucet.measure.denominators import counted_by
from poucet.measure.models import Constant, Observation
from poucet.pebble.models import Equivalence
from poucet.town.errors import RuleError


@dataclass(frozen=True)
class Told:
    """A count that a source gives for a quantity, and the constant that it takes."""

    count: Observation
    quantity: Observation
    constant: Constant
    row: Equivalence | None = None

    @property
    def note(self) -> str:
        return self.row.note if self.row else ""


@dataclass(frozen=True)
class Recount:
    """The same quantity counted with one constant, by ourselves."""

    constant: Constant
    count: Fraction
    counted: str


def recounted(quantity: Observation, constants: Iterable[Constant]) -> list[Recount]:
    """What the same quantity comes to with each constant that can count it."""
    found = []
    for constant in constants:
        counted = counted_by(constant)
        if counted is None or quantity.middle is None or not constant.value:
            continue
        per = constant.measured_in * counted
        if per.dimension != quantity.measured_in.dimension:
            continue
        amount = convert(quantity.middle, source=quantity.measured_in, target=per)
        found.append(Recount(constant, amount / Fraction(constant.value), counted.code))
    return found


def one_constant(equivalences: Sequence[Told]) -> Constant:
    """The constant that all of these take; refused with `equivalence.constants_differ`."""
    constants = {told.constant.key: told.constant for told in equivalences}
    if len(constants) != 1:
        raise RuleError("equivalence.constants_differ", constants=sorted(constants))
    return next(iter(constants.values()))


def ratio(one: Told, other: Told) -> Fraction:
    """How many times the other the one is; only with one constant."""
    one_constant([one, other])
    return _counted(one) / _counted(other)


def total(equivalences: Sequence[Told]) -> Fraction:
    """The sum of the counts; only with one constant."""
    one_constant(equivalences)
    return sum((_counted(told) for told in equivalences), Fraction(0))


def by_constant(equivalences: Iterable[Told]) -> list[list[Told]]:
    """Told equivalences, grouped by the constant that they take, in the order in which they come."""
    groups: dict[str, list[Told]] = {}
    for told in equivalences:
        groups.setdefault(told.constant.key, []).append(told)
    return list(groups.values())


def _counted(told: Told) -> Fraction:
    if told.count.middle is None:
        raise RuleError("equivalence.no_count", number=told.count.number)
    counted = counted_by(told.constant) or told.count.measured_in
    return convert(told.count.middle, source=told.count.measured_in, target=counted)


def constants_taken(counts: Iterable[int]) -> dict[int, tuple[Constant, ...]]:
    """The constants that each of these counts takes, by the number of its figure: one, unless deeds differ."""
    rows = Equivalence.objects.filter(count_number__in=counts, pebble__withdrawn=False)
    taken: dict[int, dict[Constant, None]] = defaultdict(dict)
    for row in rows.select_related("constant").order_by("constant__number"):
        taken[row.count_number][row.constant] = None
    return {number: tuple(constants) for number, constants in taken.items()}
