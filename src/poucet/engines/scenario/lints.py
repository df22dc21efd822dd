"""What a careful reader would ask of a model before trusting it; each may be accepted, with a reason."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from math import prod

import numpy as np

from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.formula import Binary, Call, Negation, Node, Number, names_in
from poucet.engines.scenario.formula.functions import WHOLE_ARGUMENTS
from poucet.engines.scenario.formula.tree import children
from poucet.engines.scenario.model import Kind
from poucet.engines.scenario.running import Run, run

CELLS_LOOKED_AT = 10_000_000
CLIPPED_AT_MOST = 0.1  # what a 90 % range leaves outside of it


@dataclass(frozen=True, slots=True)
class Lint:
    """A question a model raises: its code, the variable it is about, what it saw, and the answer, if any.

    ``double_count``: two terms of one sum carry the same flow. ``lever_without_effect``: a lever that no
    outcome rests on. ``unused``: an input that nothing needs. ``bare_constant``: a number above one, without
    a unit, in a formula. ``out_of_bounds``: a result, or more than one draw in ten of a guess, outside its
    bounds. ``undefined``: a result without a value though nothing is missing (a division by zero, the
    logarithm of a negative number, a past without a start). ``group_moved``: correlations that cannot all be
    true. ``broken``: a variable set aside.
    """

    code: str
    on: str
    seen: tuple[str, ...] = ()
    accepted: str = field(default="", compare=False)


def lints(program: Program, *, asked: Collection[str] = (), sample: Run | None = None) -> tuple[Lint, ...]:
    """Every question that a model raises, in the order of its variables.

    Parameters
    ----------
    program : Program
    asked : collection of str, optional
        Variables that claims ask for, beside the outcomes of the model.
    sample : Run, optional
        A run of every variable, to see what leaves its bounds; a short one is made where none is given.
    """
    found = [*_broken(program), *_reach(program, asked), *_formulas(program)]
    if not program.broken:
        sample = sample or run(program, draws=_draws(program), outputs=tuple(program.model.variables))
        found += [*_results(program, sample), *_drawn(sample)]
    places = {name: place for place, name in enumerate(program.model.variables)}
    found.sort(key=lambda one: (places.get(one.on, -1), one.code, one.seen))
    reasons = program.model.accepted
    return tuple(Lint(one.code, one.on, one.seen, reasons.get((one.code, one.on), "")) for one in found)


def _draws(program: Program) -> int:
    """Fewer draws of a larger model: a look at every variable holds them all at once."""
    axes = program.axes
    cells = len(program.model.variables) * axes.years * prod(axes.lengths)
    return max(8, min(256, CELLS_LOOKED_AT // cells))


def unresolved(found: tuple[Lint, ...]) -> tuple[Lint, ...]:
    """Those that nobody has answered: a model that has one is not published."""
    return tuple(one for one in found if not one.accepted)


def _broken(program: Program) -> Iterator[Lint]:
    for name, fault in program.broken.items():
        yield Lint("broken", name, (fault.code,))
    for name in sorted(program.skipped):
        yield Lint("broken", name, tuple(sorted(program.needs[name] & program.broken.keys())))


def _reach(program: Program, asked: Collection[str]) -> Iterator[Lint]:
    wanted = {*program.outcomes, *asked} & program.model.variables.keys()
    reached = frozenset[str]().union(*(program.reached_by(name) for name in wanted))
    used = frozenset[str]().union(*program.needs.values()) | wanted
    for variable in program.model.variables.values():
        if variable.kind is Kind.LEVER and variable.id not in reached:
            yield Lint("lever_without_effect", variable.id)
        elif variable.kind is not Kind.FORMULA and variable.id not in used:
            yield Lint("unused", variable.id)


def _formulas(program: Program) -> Iterator[Lint]:
    for variable in program.model.variables.values():
        for number in dict.fromkeys(number for node in variable.ways.values() for number in _bare(node)):
            yield Lint("bare_constant", variable.id, (number,))
        if variable.id not in program.broken:
            for shared in _counted_twice(variable.id, program):
                yield Lint("double_count", variable.id, (shared,))


def _bare(node: Node) -> Iterator[str]:
    """Numbers above one that carry no unit, but for exponents and years."""
    match node:
        case Number(value, "") if abs(value) > 1:
            yield str(float(value)).removesuffix(".0")
        case Binary("^", left, _right):
            yield from _bare(left)
        case Call(function, arguments):
            years = WHOLE_ARGUMENTS.get(function, ())
            for place, one in enumerate(arguments):
                if place not in years:
                    yield from _bare(one)
        case _:
            for child in children(node):
                yield from _bare(child)


def _counted_twice(name: str, program: Program) -> list[str]:
    """Flows of a total's own dimension that two of its terms both carry."""
    formula = program.model.variables[name].formula
    if formula is None:
        return []
    carried = [_carried(names, program, name) for names in _added(formula)]
    seen: set[str] = set()
    twice: set[str] = set()
    for names in carried:
        twice |= seen & names
        seen |= names
    # Of a flow counted twice, what it is itself made of is counted twice too: naming the flow is enough.
    below = {one: program.reached_by(one) for one in twice}
    parts = {one for one in twice for other in twice if one in below[other] and other not in below[one]}
    return sorted(twice - parts)


def _terms(node: Node, *, taken_away: bool = False) -> list[tuple[Node, bool]]:
    """The terms that a formula adds up, each with whether it is taken away."""
    match node:
        case Binary("+" | "-" as sign, left, right):
            other = taken_away != (sign == "-")
            return [*_terms(left, taken_away=taken_away), *_terms(right, taken_away=other)]
        case Call("sum", arguments):
            return [term for one in arguments for term in _terms(one, taken_away=taken_away)]
        case Negation(operand):
            return _terms(operand, taken_away=not taken_away)
        case _:
            return [(node, taken_away)]


def _added(node: Node) -> list[frozenset[str]]:
    """The names in each added term, but for those that another term takes away."""
    terms = _terms(node)
    away = frozenset[str]().union(*(names_in(term) for term, taken in terms if taken))
    return [names_in(term) - away for term, taken in terms if not taken]


def _carried(names: frozenset[str], program: Program, total: str) -> set[str]:
    """Variables of the total's dimension that flow into one of its terms through sums alone."""
    variables = program.model.variables
    dimension = variables[total].unit.dimension
    todo, found = set(names & variables.keys()), set[str]()
    while todo:
        name = todo.pop()
        if name in found or name == total or variables[name].unit.dimension != dimension or not dimension:
            continue
        found.add(name)
        formula = variables[name].formula
        todo |= frozenset[str]().union(*_added(formula)) if formula else set()
    return found


def _results(program: Program, sample: Run) -> Iterator[Lint]:
    for name, value in sample.values.items():
        variable = program.model.variables[name]
        if variable.kind is not Kind.FORMULA:
            continue
        low = -np.inf if variable.least is None else float(variable.least)
        high = np.inf if variable.most is None else float(variable.most)
        if bool(((value.low < low) | (value.high > high)).any()):
            yield Lint("out_of_bounds", name)
        if not sample.missing[name] and bool(np.isnan(value.low).any()):
            yield Lint("undefined", name)


def _drawn(sample: Run) -> Iterator[Lint]:
    for name, share in sample.clipped.items():
        if share > CLIPPED_AT_MOST:
            yield Lint("out_of_bounds", name, (f"{share:.0%}",))
    for name, distance in sample.moved.items():
        if distance > 0:
            yield Lint("group_moved", name, (f"{distance:.2g}",))
