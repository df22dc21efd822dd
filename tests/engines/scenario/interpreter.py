"""A slow reader of models: one number at a time, in plain Python, by no path that the engine takes.

No numpy, no closure, no order of computing: each number is asked for, and asks for those it needs.
"""

from functools import reduce
from math import exp, isfinite, isnan, log, nan

from poucet.engines.scenario.formula import Binary, Call, Name, Negation, Number
from poucet.engines.units import Unit, convert, parse_unit


def to_base(unit):
    return float(convert(1, source=unit, target=Unit(unit.dimension)))


class Interpreter:
    """`known[name]` gives, in the variable's unit, a number by category ("" where there is none) and year."""

    def __init__(self, model, known):
        self.model, self.known, self.seen, self.largest = model, known, {}, 1.0

    def variable(self, name, year, place):
        """What a variable is worth, in its own unit."""
        return self.base(name, year, place) / to_base(self.model.variables[name].unit)

    def base(self, name, year, place):
        variable = self.model.variables[name]
        if variable.formula is None:
            category = place if variable.dimension else ""
            return self.known[name](category, year) * to_base(variable.unit)
        key = (name, year, place)
        if key not in self.seen:
            self.seen[key] = self.node(variable.formula, year, place)
        return self.seen[key]

    def node(self, node, year, place):
        found = self._node(node, year, place)
        if isfinite(found):
            self.largest = max(self.largest, abs(found))
        return found

    def _node(self, node, year, place):
        match node:
            case Number(value, unit):
                return float(value) * (to_base(parse_unit(unit)) if unit else 1.0)
            case Name(name):
                return self.base(name, year, place)
            case Negation(operand):
                return -self.node(operand, year, place)
            case Binary(sign, left, right):
                return signed(sign, self.node(left, year, place), self.node(right, year, place))
            case Call(function, arguments) if hasattr(self, f"{function}_"):
                return getattr(self, f"{function}_")(year, place, *arguments)
            case Call(function, arguments):
                return PLAIN[function](*(self.node(one, year, place) for one in arguments))

    def sum_over_(self, year, place, what, over):
        if over.name == "years":
            return added([self.node(what, one, place) for one in self.model.years])
        return added([self.node(what, year, one) for one in self.model.dimensions[over.name]])

    def prev_(self, year, place, what, *start):
        return self.before(what, 1, start, year, place)

    def lag_(self, year, place, what, by, *start):
        return self.before(what, int(by.value), start, year, place)

    def at_(self, _year, place, what, when):
        return self.node(what, int(when.value), place)

    def cumul_(self, year, place, what):
        return added([self.node(what, one, place) for one in self.model.years if one <= year])

    def ramp_(self, year, place, start, end, first, last, *, smooth=False):
        share = min(max((year - int(first.value)) / (int(last.value) - int(first.value)), 0.0), 1.0)
        share = share * share * (3 - 2 * share) if smooth else share
        return self.node(start, year, place) * (1 - share) + self.node(end, year, place) * share

    def scurve_(self, *arguments):
        return self.ramp_(*arguments, smooth=True)

    def discount_(self, year, place, what, rate):
        grown = 1.0
        for one in self.model.years:
            if self.model.first_year < one <= year:
                grown *= 1 + self.node(rate, one, place)
        return self.node(what, year, place) / grown

    def before(self, what, by, start, year, place):
        if year - by >= self.model.first_year:
            return self.node(what, year - by, place)
        return self.node(start[0], year, place) if start else nan

    def interp_(self, year, place, what):
        here = {one: self.node(what, one, place) for one in self.model.years}
        known = [one for one, value in here.items() if not isnan(value)]
        if year in known or not any(one < year for one in known) or not any(one > year for one in known):
            return here[year]
        left, right = max(one for one in known if one < year), min(one for one in known if one > year)
        share = (year - left) / (right - left)
        return here[left] * (1 - share) + here[right] * share


def added(numbers):
    return reduce(lambda one, other: one + other, numbers)


def least(*numbers):
    return nan if any(map(isnan, numbers)) else min(numbers)


def most(*numbers):
    return nan if any(map(isnan, numbers)) else max(numbers)


def signed(sign, left, right):
    if sign == "^" and right == 0:
        return 1.0
    return nan if isnan(left) or isnan(right) else SIGNS[sign](left, right)


SIGNS = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right if right else nan,
    "^": lambda left, right: left**right,
    "<": lambda left, right: float(left < right),
    "!=": lambda left, right: float(left != right),
}
PLAIN = {
    "if": lambda condition, then, otherwise: nan if isnan(condition) else then if condition else otherwise,
    "min": least,
    "max": most,
    "abs": abs,
    "exp": exp,
    "log": log,
    "sum": lambda *numbers: added(numbers),
    "mean": lambda *numbers: added(numbers) / len(numbers),
    "clip": lambda x, low, high: least(most(x, low), high),
    "or_zero": lambda x: 0.0 if isnan(x) else x,
}
