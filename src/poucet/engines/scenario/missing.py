"""What is not known, followed through the graph: each result names the unknown inputs it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.formula import Call, Name, Node
from poucet.engines.scenario.formula.tree import children
from poucet.engines.scenario.values import Value

NONE: frozenset[str] = frozenset()


def missing_in(
    program: Program, inputs: Mapping[str, Value], alternatives: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Of each variable, the inputs that are unknown beneath it.

    An unknown with end-points is named too: it is in the range of the result. `or_zero` forgives those that
    have none. What a formula passes over (the branch not taken, a year not asked for) is named as well.
    """
    ranged = frozenset(name for name, value in inputs.items() if not value.is_point)
    found = {
        name: frozenset((name,)) if name in ranged or np.isnan(value.low).any() else NONE
        for name, value in inputs.items()
    }
    for loop in program.order:
        for name in loop * len(loop):  # a loop hands on what is missing at most once round
            variable = program.model.variables[name]
            chosen = variable.alternatives.get(alternatives.get(name, ""), variable.formula)
            if chosen is not None:
                found[name] = _beneath(chosen, found, ranged)
    return {name: tuple(sorted(names)) for name, names in found.items()}


def _beneath(node: Node, found: Mapping[str, frozenset[str]], ranged: frozenset[str]) -> frozenset[str]:
    match node:
        case Name(name):
            return found.get(name, NONE)
        case Call("or_zero", arguments):
            return _beneath(arguments[0], found, ranged) & ranged
        case Call("sum_over", arguments):
            return _beneath(arguments[0], found, ranged)
        case _:
            return NONE.union(*(_beneath(child, found, ranged) for child in children(node)))
