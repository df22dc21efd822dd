"""A unit as Poucet holds it: a product of registry units and a power of ten, and what it converts to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from poucet.engines.errors import InputError
from poucet.engines.units.algebra import dimension_of, factor_of
from poucet.engines.units.table import Powers, table

LENGTH_LIMIT = 80
EXPONENT_LIMIT = 9
RATIO = "ratio"
COUNT = "count"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the closed registry, simple or compound; built by `parse_unit` and by * and /.

    Parameters
    ----------
    powers : tuple of (code, exponent)
        The registry units it multiplies, in the registry's order, none with exponent zero.
    power_of_ten : int
        3 for thousands of something, -3 for "per 1000" something.
    """

    powers: Powers
    power_of_ten: int = 0

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The one ASCII spelling of this unit, which `parse_unit` reads back."""
        above = "*".join(_spelled(code, power) for code, power in self.powers if power > 0)
        below = [_spelled(code, -power) for code, power in self.powers if power < 0]
        if not self.powers:
            above = RATIO
        if self.power_of_ten > 0:
            above = f"10^{self.power_of_ten} {above}".strip()
        elif self.power_of_ten < 0:
            below[:1] = [f"{10**-self.power_of_ten} {''.join(below[:1])}".strip()]
        return "/".join([above or "1", *below])

    @property
    def dimension(self) -> Powers:
        """What it measures, hashable: two units convert into one another if and only if these are equal."""
        return dimension_of(self.powers)

    @property
    def is_count(self) -> bool:
        """Whether it counts whole things, people or households, and nothing else."""
        return [power for _code, power in self.powers] == [1] and table().entries[
            self.powers[0][0]
        ].source == COUNT

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole, said in hundredths or thousandths; a bare ratio may exceed one."""
        return self.powers in ((("%", 1),), (("permille", 1),)) or self.is_per_hundred_or_thousand

    @property
    def is_per_hundred_or_thousand(self) -> bool:
        """Whether like things cancelled: `logements pour 100 logements` is a percentage unnamed."""
        return not self.powers and self.power_of_ten in (-2, -3)

    def __mul__(self, other: Unit) -> Unit:
        return combined([*self.powers, *other.powers], power_of_ten=self.power_of_ten + other.power_of_ten)

    def __truediv__(self, other: Unit) -> Unit:
        inverse = [(code, -power) for code, power in other.powers]
        return combined([*self.powers, *inverse], power_of_ten=self.power_of_ten - other.power_of_ten)


def combined(powers: Iterable[tuple[str, int]], *, power_of_ten: int = 0) -> Unit:
    """Multiply registry units into one `Unit`: like powers added, the ratio left out, registry order.

    Raises
    ------
    InputError
        ``unit.exponent`` beyond the ninth power; ``unit.too_long`` when its code would pass 80 characters.
    """
    exponents: Counter[str] = Counter()
    for code, power in powers:
        exponents[code] += power
    del exponents[RATIO]
    entries = table().entries
    kept = sorted((code for code, power in exponents.items() if power), key=lambda code: entries[code].rank)
    unit = Unit(tuple((code, exponents[code]) for code in kept), power_of_ten)
    largest = max([abs(power_of_ten), *(abs(power) for _, power in unit.powers)])
    if largest > EXPONENT_LIMIT:
        raise InputError("unit.exponent", exponent=largest, limit=EXPONENT_LIMIT)
    if len(unit.code) > LENGTH_LIMIT:
        raise InputError("unit.too_long", length=len(unit.code), limit=LENGTH_LIMIT)
    return unit


def convert(value: Decimal | Fraction | int, *, source: Unit, target: Unit) -> Fraction:
    """The same quantity in another unit, exactly.

    Parameters
    ----------
    value : Decimal, Fraction or int
        A finite number of `source`. Degrees Celsius are taken as differences: no offset is ever added.
    source, target : Unit
        Units of one dimension.

    Returns
    -------
    Fraction
        The number of `target`.

    Raises
    ------
    InputError
        ``unit.incompatible`` across dimensions; ``unit.value`` for a value that is not finite.

    Examples
    --------
    >>> from poucet.engines.units import parse_unit
    >>> convert(Decimal("1.5"), source=parse_unit("MWh/an"), target=parse_unit("kWh/mois"))
    Fraction(125, 1)
    """
    if isinstance(value, Decimal) and not value.is_finite():
        raise InputError("unit.value", value=str(value))
    if source.dimension != target.dimension:
        raise InputError("unit.incompatible", source=source.code, target=target.code)
    tens = Fraction(10) ** (source.power_of_ten - target.power_of_ten)
    return Fraction(value) * tens * factor_of(source.powers) / factor_of(target.powers)


def _spelled(code: str, power: int) -> str:
    return code if power == 1 else f"{code}{power}"
