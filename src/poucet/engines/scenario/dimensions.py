"""Units followed through a formula: what it comes to, or where kilowatt-hours meet euros."""

from __future__ import annotations

from collections.abc import Mapping

from poucet.engines.errors import InputError
from poucet.engines.scenario.formula import Binary, Call, Name, Negation, Node, Number, written
from poucet.engines.scenario.formula.tree import COMPARISONS
from poucet.engines.units import Unit, parse_unit

NOTHING = Unit(())
YEAR = parse_unit("a")
EXPONENT_LIMIT = 9


class Condition:
    """What a comparison is: true or false, of no unit."""


class Zero:
    """A bare 0, which is nothing of anything."""


Measured = Unit | Condition | Zero
CONDITION, ZERO = Condition(), Zero()


def unit_of(node: Node, units: Mapping[str, Unit]) -> Measured:
    """What a formula is measured in, given what its names are.

    Raises
    ------
    InputError
        ``scenario.unit_clash`` where unlike units meet; ``scenario.unit_function`` where a function wants a
        bare ratio; ``scenario.unit_power``; ``scenario.condition`` where a comparison is used as a number
        or a number as a comparison; any code of `unit.`.
    """
    match node:
        case Number(value, unit):
            return parse_unit(unit) if unit else (NOTHING if value else ZERO)
        case Name(name):
            return units[name]
        case Negation(operand):
            return _quantity(operand, units)
        case Binary(sign, left, right):
            return _combined(sign, left, right, units)
        case Call():
            return _call(node, units)


def _combined(sign: str, left: Node, right: Node, units: Mapping[str, Unit]) -> Measured:
    if sign == "^":
        return _power(left, right, units)
    if sign in ("*", "/"):
        return _scaled(sign, left, right, units)
    common = _alike((left, right), units)
    return CONDITION if sign in COMPARISONS else common


def agree(found: Measured, declared: Unit) -> bool:
    """Whether a formula that comes to `found` may be told in the unit that was declared."""
    return isinstance(found, Zero) or (isinstance(found, Unit) and found.dimension == declared.dimension)


def _quantity(node: Node, units: Mapping[str, Unit]) -> Unit | Zero:
    found = unit_of(node, units)
    if isinstance(found, Condition):
        raise InputError("scenario.condition", text=written(node), wanted="number")
    return found


def _alike(nodes: tuple[Node, ...], units: Mapping[str, Unit]) -> Unit | Zero:
    """The unit that all of these share, up to its size."""
    common: Unit | Zero = ZERO
    first = nodes[0]
    for node in nodes:
        found = _quantity(node, units)
        if isinstance(found, Zero):
            continue
        if isinstance(common, Zero):
            common, first = found, node
        elif found.dimension != common.dimension:
            raise InputError(
                "scenario.unit_clash",
                left=written(first),
                left_unit=common.code,
                right=written(node),
                right_unit=found.code,
            )
    return common


def _scaled(sign: str, left: Node, right: Node, units: Mapping[str, Unit]) -> Unit | Zero:
    one, other = _quantity(left, units), _quantity(right, units)
    if isinstance(one, Zero):
        return ZERO
    if isinstance(other, Zero):
        if sign == "/":
            raise InputError("scenario.zero_division", text=written(left))
        return ZERO
    return one * other if sign == "*" else one / other


def _power(left: Node, right: Node, units: Mapping[str, Unit]) -> Unit | Zero:
    base = _quantity(left, units)
    _bare(right, units, "^")
    if isinstance(base, Zero) or not base.dimension:
        return base if isinstance(base, Zero) else NOTHING
    sign, exponent = (-1, right.operand) if isinstance(right, Negation) else (1, right)
    if not isinstance(exponent, Number) or exponent.unit or exponent.value.denominator != 1:
        raise InputError("scenario.unit_power", text=written(left), unit=base.code)
    times = int(exponent.value)
    if times > EXPONENT_LIMIT:
        raise InputError("scenario.unit_power", text=written(left), unit=base.code)
    found = NOTHING
    for _ in range(times):
        found = found * base if sign > 0 else found / base
    return found


def _bare(node: Node, units: Mapping[str, Unit], function: str) -> None:
    """Refuse what is not a bare ratio."""
    found = _quantity(node, units)
    if isinstance(found, Unit) and found.dimension:
        raise InputError("scenario.unit_function", function=function, text=written(node), unit=found.code)


# Of these, the arguments that must be of one unit, which is also that of the result.
_ALIKE = {
    "if": slice(1, None),
    "min": slice(None),
    "max": slice(None),
    "sum": slice(None),
    "mean": slice(None),
    "clip": slice(None),
    "prev": slice(None),
    "lag": slice(0, None, 2),
    "ramp": slice(2),
    "scurve": slice(2),
}


def _call(call: Call, units: Mapping[str, Unit]) -> Unit | Zero:
    arguments = call.arguments
    if call.function == "if" and not isinstance(unit_of(arguments[0], units), Condition):
        raise InputError("scenario.condition", text=written(arguments[0]), wanted="comparison")
    if call.function in _ALIKE:
        return _alike(arguments[_ALIKE[call.function]], units)
    if call.function in ("exp", "log"):
        _bare(arguments[0], units, call.function)
        return NOTHING
    if call.function == "discount":
        _check_rate(arguments[1], units)
    found = _quantity(arguments[0], units)
    if call.function == "cumul" and isinstance(found, Unit):
        return found * YEAR
    return found  # at, abs, interp, or_zero, sum_over, discount: of the unit of their first argument


def _check_rate(rate: Node, units: Mapping[str, Unit]) -> None:
    """A rate is a bare ratio, or one a year."""
    found = _quantity(rate, units)
    if isinstance(found, Unit) and (found * YEAR).dimension:
        _bare(rate, units, "discount")
