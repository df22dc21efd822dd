"""What a result owes to what: to each lever that a scenario moves, to each guess that is not sure.

The methods are those of `attribution`; here they are asked about one outcome of a program, in one year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.attribution import Attribution, Pawn, SobolIndices, pawn, shapley, sobol
from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.drawing import Drawing
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.evaluating import evaluate
from poucet.engines.scenario.inputs import inputs_of
from poucet.engines.scenario.running import Scenario, check_scenario
from poucet.engines.scenario.values import Value

POINTS = 1_024


@dataclass(frozen=True)
class Question:
    """One outcome of a program, in one year, under one scenario.

    Parameters
    ----------
    program : Program
    outcome : str
        A variable without categories.
    year : int
    scenario : Scenario
    """

    program: Program
    outcome: str
    year: int
    scenario: Scenario

    @cached_property
    def drawing(self) -> Drawing:
        """Everything that the model draws."""
        return Drawing(self.program.model)

    @property
    def blocks(self) -> dict[str, tuple[int, ...]]:
        """Columns of the guesses that the outcome rests on and that the scenario leaves open, by block."""
        beneath, held = self.program.reached_by(self.outcome), self.scenario.all_values.keys()
        found = {}
        for name, columns in self.drawing.blocks.items():
            members = self.members(columns)
            if members & beneath and not members <= held:
                found[name] = columns
        return found

    def members(self, columns: Sequence[int]) -> frozenset[str]:
        """The variables whose guesses have one of these columns."""
        wanted = set(columns)
        return frozenset(one.variable.id for one in self.drawing.guesses if one.columns.start in wanted)

    def at_points(self, points: Numbers) -> Numbers:
        """The outcome at points of the unit cube, shape (n, all columns); shape (n,)."""
        inputs, _held = inputs_of(self.program, self.drawing.values(points), self.scenario.all_values)
        return self._asked(inputs, len(points))

    def with_levers(self, levers: Mapping[str, Numbers]) -> Numbers:
        """The outcome with levers at these values, shape (n,) each; guesses stand at their middle."""
        inputs, _held = inputs_of(self.program, {}, {**self.scenario.all_values, **levers})
        return self._asked(inputs, len(next(iter(levers.values()))))

    def _asked(self, inputs: Mapping[str, Value], count: int) -> Numbers:
        found = evaluate(self.program, inputs, [self.outcome], self.scenario.all_alternatives)[self.outcome]
        if not found.is_point or prod(found.low.shape[1:-1]) > 1:
            raise InputError("scenario.not_one_number", name=self.outcome)
        place = self.year - self.program.model.first_year if found.low.shape[-1] > 1 else -1
        return np.broadcast_to(found.low[..., place].reshape(found.low.shape[0]), (count,))


def weigh(
    question: Question,
    *,
    seed: int,
    points: int = POINTS,
    groups: Mapping[str, Sequence[int]] | None = None,
) -> SobolIndices | None:
    """Sobol indices of the guesses that an outcome rests on; None where none is left open.

    Parameters
    ----------
    question : Question
    seed : int
    points : int
        Points of each of the two samples.
    groups : mapping of str to sequence of int, optional
        Columns taken together; the blocks of the question, by default. Guesses of one group of the model
        must stay together.
    """
    check_scenario(question.program, question.scenario)
    groups = question.blocks if groups is None else groups
    if not groups:
        return None
    kept = [column for columns in groups.values() for column in columns]
    compact = {name: [kept.index(column) for column in columns] for name, columns in groups.items()}
    generator = np.random.Generator(np.random.PCG64(seed))
    return sobol(_on(question, kept), compact, n=points, rng=generator)


def _on(question: Question, kept: Sequence[int]) -> Callable[[Numbers], Numbers]:
    """The outcome as a function of some columns, the others in their middle."""
    every = question.drawing.columns

    def asked(points: Numbers) -> Numbers:
        full = np.full((len(points), every), 0.5)
        full[:, kept] = np.clip(points, 2.0**-40, 1 - 2.0**-40)
        return question.at_points(full)

    return asked


def trace(question: Question, *, seed: int, draws: int) -> Pawn | None:
    """PAWN indices, guess by guess: for guesses that move together, where Sobol indices mean nothing."""
    check_scenario(question.program, question.scenario)
    kept = [column for columns in question.blocks.values() for column in columns]
    held = question.scenario.all_values
    guesses = [
        one for one in question.drawing.guesses if one.columns.start in kept and one.variable.id not in held
    ]
    if not guesses:
        return None
    points = question.drawing.points(draws, seed)
    drawn = question.drawing.values(points)
    inputs = np.stack([_in_its_year(drawn[one.label], question) for one in guesses], axis=1)
    generator = np.random.Generator(np.random.PCG64(seed))
    names = [one.label for one in guesses]
    return pawn(inputs, question.at_points(points), names, rng=generator)


def _in_its_year(drawn: Numbers, question: Question) -> Numbers:
    """A guess in the year that is asked about: one column, or one for each year."""
    place = question.year - question.program.model.first_year if drawn.shape[-1] > 1 else 0
    return drawn[:, place]


def share_out(question: Question, plan: Mapping[str, Fraction], *, seed: int) -> Attribution:
    """What each lever of a plan brings (Shapley), from the scenario of the question to that scenario with the plan.

    Raises
    ------
    InputError
        ``scenario.no_lever`` for an empty plan; ``scenario.not_a_lever`` for another variable.
    """
    if not plan:
        raise InputError("scenario.no_lever")
    start = {name: _start(question, name) for name in plan}
    check_scenario(question.program, Scenario(plan, parent=question.scenario))

    def value_of(coalitions: NDArray[np.bool_]) -> Numbers:
        levers = {
            name: np.where(coalitions[:, place], float(plan[name]), start[name])
            for place, name in enumerate(plan)
        }
        return question.with_levers(levers)

    generator = np.random.Generator(np.random.PCG64(seed))
    return shapley(value_of, list(plan), rng=generator)


def _start(question: Question, name: str) -> float:
    said = question.scenario.all_values.get(name)
    if said is not None:
        return float(said)
    variable = question.program.model.variables.get(name)
    if variable is None or "" not in variable.guesses or variable.guesses[""].value is None:
        raise InputError("scenario.not_a_lever", name=name)
    return float(variable.guesses[""].value)
