"""A tree written back in the one spelling that is stored, hashed and shown."""

from __future__ import annotations

from fractions import Fraction

from poucet.engines.scenario.formula.tree import Binary, Call, Name, Negation, Node, Number

_RANK = {"+": 2, "-": 2, "*": 3, "/": 3, "^": 5}
_NEGATION = 4
_COMPARISON = 1
_ATOM = 6
_PLAIN = 15  # digits that are still read at a glance


def written(node: Node) -> str:
    """The canonical text of a formula: English names, decimal points, only the brackets it needs."""
    match node:
        case Number(value, unit):
            return _number(value) + (f" {_unit(unit)}" if unit else "")
        case Name(name):
            return name
        case Negation(operand):
            return "-" + _within(operand, _NEGATION)
        case Call(function, arguments):
            return f"{function}({'; '.join(map(written, arguments))})"
        case Binary(sign, left, right):
            return _binary(sign, left, right)


def _binary(sign: str, left: Node, right: Node) -> str:
    rank = _RANK.get(sign, _COMPARISON)
    if sign == "^":
        return f"{_within(left, rank + 1)}^{_within(right, _NEGATION)}"
    return f"{_within(left, rank if rank > _COMPARISON else rank + 1)} {sign} {_within(right, rank + 1)}"


def _within(node: Node, least: int) -> str:
    match node:
        case Binary(sign):
            rank = _RANK.get(sign, _COMPARISON)
        case Negation():
            rank = _NEGATION
        case _:
            rank = _ATOM
    return written(node) if rank >= least else f"({written(node)})"


def _number(value: Fraction) -> str:
    """An exact decimal, in the shorter of both manners: every number of a formula was written as one."""
    places = _places(value.denominator)
    digits = str(value.numerator * 10**places // value.denominator)
    plain = digits.rjust(places + 1, "0")
    plain = f"{plain[:-places]}.{plain[-places:]}" if places else plain
    bare = digits.rstrip("0") or "0"
    short = f"{bare[0]}.{bare[1:]}" if len(bare) > 1 else bare
    short += f"e{len(digits) - 1 - places}"
    return plain if len(plain) <= max(len(short), _PLAIN) else short


def _places(denominator: int) -> int:
    """How many decimals a fraction takes whose denominator has no factor but 2 and 5."""
    twos = (denominator & -denominator).bit_length() - 1
    fives, left = 0, denominator >> twos
    while left > 1:
        fives, left = fives + 1, left // 5
    return max(twos, fives)


def _unit(unit: str) -> str:
    bare = unit == "%" or (unit[0].isalpha() and not set(unit) & set(" ()+*^<>=;×·÷−≤≥≠"))
    return unit if bare else f"[{unit}]"
