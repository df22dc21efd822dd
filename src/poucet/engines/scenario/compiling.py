"""A model made ready to run: names found, units agreed, loops closed by the past only, an order of computing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from poucet.engines.errors import InputError
from poucet.engines.scenario.closures import Axes, Ready, factor_to_base, ready
from poucet.engines.scenario.dimensions import Condition, Zero, agree, unit_of
from poucet.engines.scenario.formula import Call, Node, Number, written
from poucet.engines.scenario.formula.functions import FUNCTIONS, WHOLE_ARGUMENTS
from poucet.engines.scenario.formula.tree import walk
from poucet.engines.scenario.graph import Needs, loops_of, needed, needed_now, needed_whole, ordered_now
from poucet.engines.scenario.model import Kind, Model, Variable
from poucet.engines.units import Unit

NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Program:
    """A model that can run.

    Parameters
    ----------
    model : Model
    axes : Axes
    order : tuple of tuple of str
        What is computed together, in order: one variable, or the variables of one loop.
    formulas : mapping of (variable, alternative) to function
        The alternative is empty for the formula itself.
    factors : mapping of str to float
        Base units that one unit of a variable is worth.
    needs : mapping of str to frozenset of str
        Of each variable, those that its formulas name.
    by_year : frozenset of str
        Variables whose own formula makes one year differ from another.
    broken : mapping of str to InputError
        Of a draft: variables that cannot be computed, each with its reason.
    skipped : frozenset of str
        Of a draft: variables that need a broken one.
    """

    model: Model
    axes: Axes
    order: tuple[tuple[str, ...], ...]
    formulas: Mapping[tuple[str, str], Ready]
    factors: Mapping[str, float]
    needs: Mapping[str, frozenset[str]]
    by_year: frozenset[str]
    broken: Mapping[str, InputError] = field(default_factory=dict)
    skipped: frozenset[str] = NONE

    @property
    def outcomes(self) -> tuple[str, ...]:
        """What the model is asked for: what it marks, else every formula that no other needs."""
        rows = self.model.variables.values()
        marked = tuple(one.id for one in rows if one.outcome)
        goals = tuple(goal.of for goal in self.model.goals)
        if marked or goals:
            return tuple(dict.fromkeys((*marked, *goals)))
        used = NONE.union(*self.needs.values())
        return tuple(one.id for one in rows if one.kind is Kind.FORMULA and one.id not in used)

    def reached_by(self, outcome: str) -> frozenset[str]:
        """Every variable that an outcome rests on, itself included."""
        found, todo = {outcome}, [outcome]
        while todo:
            new = self.needs[todo.pop()] - found
            found |= new
            todo.extend(new)
        return frozenset(found)


def compile_model(model: Model) -> Program:
    """Make a model ready, or refuse it at its first fault.

    Raises
    ------
    InputError
        ``scenario.unknown_name`` with suggestions; ``scenario.cycle`` naming the loop;
        ``scenario.timed_in_loop``; ``scenario.unit_declared`` where a formula does not come to the unit of
        its variable; ``scenario.dimension_name``, ``.year``, ``.lag``, ``.slope``; the codes of `unit_of`.
        All with ``variable`` and ``steps``.
    """
    program = compile_draft(model)
    for fault in program.broken.values():
        raise fault
    return program


def compile_draft(model: Model) -> Program:
    """Make ready what can be: what is broken is set aside with its reason, and what needs it is skipped."""
    faults = _Faults({name: place for place, name in enumerate(model.variables)})
    units = {one.id: one.unit for one in model.variables.values()}
    for variable in model.variables.values():
        _checked(variable, model, units, faults)
    needs = {one.id: _needs(one) & units.keys() for one in model.variables.values()}
    order = _order(model, needs, faults)
    skipped = _skipped(needs, faults.found.keys(), order)
    left_out = skipped | faults.found.keys()
    axes = _axes(model)
    return Program(
        model=model,
        axes=axes,
        order=tuple(loop for loop in order if not left_out.intersection(loop)),
        formulas=dict(_formulas(model, axes, left_out)),
        factors={one.id: float(factor_to_base(one.unit)) for one in model.variables.values()},
        needs=needs,
        by_year=frozenset(
            one.id for one in model.variables.values() if any(map(_goes_by_year, one.ways.values()))
        ),
        broken=faults.found,
        skipped=skipped,
    )


@dataclass(frozen=True)
class _Faults:
    """The first fault of each variable, with the way to it."""

    places: Mapping[str, int]
    found: dict[str, InputError] = field(default_factory=dict)

    def keep(self, name: str, fault: InputError, *way: str) -> None:
        steps = ("variables", self.places[name], *way)
        told = {"variable": name, "steps": steps, **fault.params}
        self.found.setdefault(name, InputError(fault.code, **told))


def _needs(variable: Variable) -> frozenset[str]:
    return NONE.union(*(needed(node) for node in variable.ways.values()))


def _goes_by_year(node: Node) -> bool:
    calls = (one.function for one in walk(node) if isinstance(one, Call))
    return any(FUNCTIONS[name].timed or name in WHOLE_ARGUMENTS for name in calls)


def _checked(variable: Variable, model: Model, units: Mapping[str, Unit], faults: _Faults) -> None:
    for name, node in variable.ways.items():
        try:
            _check(node, variable.unit, model, units)
        except InputError as fault:
            faults.keep(variable.id, fault, *(("alternatives", name) if name else ("formula",)))


def _check(node: Node, declared: Unit, model: Model, units: Mapping[str, Unit]) -> None:
    for name in sorted(needed(node)):
        if name not in model.variables:
            near = tuple(get_close_matches(name, model.variables, n=3, cutoff=0.6))
            raise InputError("scenario.unknown_name", name=name, suggestions=near)
    for one in walk(node):
        if isinstance(one, Call):
            _check_call(one, model)
    found = unit_of(node, units)
    if isinstance(found, Condition):
        raise InputError("scenario.condition", text=written(node), wanted="number")
    if not agree(found, declared):
        code = "" if isinstance(found, Zero) else found.code
        raise InputError("scenario.unit_declared", found=code, declared=declared.code)


def _check_call(call: Call, model: Model) -> None:
    match call:
        case Call("sum_over", (_, over)) if written(over) not in {*model.dimensions, "years"}:
            known = (*model.dimensions, "years")
            raise InputError("scenario.dimension_name", text=written(over), known=known)
        case Call("at", (_, Number(year))) if int(year) not in model.years:
            raise InputError("scenario.year", year=str(year))
        case Call("lag", (_, Number(years), *_)) if years < 1:
            raise InputError("scenario.lag", years=str(years))
        case Call("ramp" | "scurve", (_, _, Number(first), Number(last))) if first >= last:
            raise InputError("scenario.slope", first=str(first), last=str(last))


def _order(model: Model, needs: Needs, faults: _Faults) -> list[tuple[str, ...]]:
    """What is computed together, in order; a loop that cannot be walked is left out."""
    order: list[tuple[str, ...]] = []
    for loop in loops_of(needs):
        if len(loop) == 1 and loop[0] not in needs[loop[0]]:
            order.append(loop)
            continue
        try:
            order.append(_walked(loop, model))
        except InputError as fault:
            faults.keep(min(loop, key=faults.places.__getitem__), fault, "formula")
    return order


def _walked(loop: tuple[str, ...], model: Model) -> tuple[str, ...]:
    """The order in which a loop is walked in each year."""
    ways = {name: list(model.variables[name].ways.values()) for name in loop}
    for name, nodes in ways.items():
        whole = NONE.union(*(needed_whole(node) for node in nodes)).intersection(loop)
        if whole:
            raise InputError("scenario.timed_in_loop", name=name, names=tuple(sorted(whole)))
    return ordered_now(loop, {name: NONE.union(*map(needed_now, nodes)) for name, nodes in ways.items()})


def _skipped(needs: Needs, broken: Set[str], order: list[tuple[str, ...]]) -> frozenset[str]:
    """What stands on a broken variable, however far, or in a loop that cannot be walked."""
    users: dict[str, set[str]] = {name: set() for name in needs}
    for name, found in needs.items():
        for one in found:
            users[one].add(name)
    lost = {*broken} | (needs.keys() - {name for loop in order for name in loop})
    todo = list(lost)
    while todo:
        new = users[todo.pop()] - lost
        lost |= new
        todo.extend(new)
    return frozenset(lost - broken)


def _axes(model: Model) -> Axes:
    return Axes(
        of={name: place for place, name in enumerate(model.dimensions, start=1)},
        lengths=tuple(len(categories) for categories in model.dimensions.values()),
        years=len(model.years),
        first_year=model.first_year,
    )


def _formulas(model: Model, axes: Axes, left_out: Set[str]) -> Iterator[tuple[tuple[str, str], Ready]]:
    for variable in model.variables.values():
        if variable.id not in left_out:
            for name, node in variable.ways.items():
                yield (variable.id, name), ready(node, axes)
