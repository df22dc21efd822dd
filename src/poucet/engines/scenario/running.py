"""A run: one scenario of a model, drawn and computed; the same content and seed give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.drawing import Drawing
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.evaluating import evaluate
from poucet.engines.scenario.fingerprints import fingerprint_of
from poucet.engines.scenario.formula.grammar import NUMBER_LIMIT
from poucet.engines.scenario.inputs import inputs_of
from poucet.engines.scenario.missing import missing_in
from poucet.engines.scenario.model import Kind, Model
from poucet.engines.scenario.values import Value

DRAWS = 2_000


@dataclass(frozen=True)
class Scenario:
    """What is set otherwise than the model says: nothing of the model, nor of another scenario, changes.

    Parameters
    ----------
    values : mapping of str to Fraction
        Levers, guesses and measures replaced by one number, in the variable's unit.
    alternatives : mapping of str to str
        For a formula, the name of the other way of computing it.
    parent : Scenario, optional
        What it starts from; what is said here goes before.
    """

    values: Mapping[str, Fraction] = field(default_factory=dict)
    alternatives: Mapping[str, str] = field(default_factory=dict)
    parent: Scenario | None = None

    @property
    def all_values(self) -> dict[str, Fraction]:
        """What is set, here and by those it starts from."""
        return {**(self.parent.all_values if self.parent else {}), **self.values}

    @property
    def all_alternatives(self) -> dict[str, str]:
        """What is computed otherwise, here and by those it starts from."""
        return {**(self.parent.all_alternatives if self.parent else {}), **self.alternatives}

    @property
    def fingerprint(self) -> str:
        """A name made of what is set, in whatever order and by whichever ancestor."""
        return fingerprint_of(
            (dict(sorted(self.all_values.items())), dict(sorted(self.all_alternatives.items())))
        )


@dataclass(frozen=True)
class Run:
    """What came out.

    Parameters
    ----------
    values : mapping of str to Value
        Of each variable asked for, in its own unit; axes (draws or 1, categories, years or 1).
    missing : mapping of str to tuple of str
        Of each variable that is not wholly known, the unknown inputs it rests on.
    clipped : mapping of str to float
        Of each guess with bounds, the share of draws that were held at a bound.
    moved : mapping of str to float
        Of each group, how far its correlations had to be moved to be possible.
    fingerprint : str
        Of model, scenario, seed and number of draws together: a published figure names its run.
    """

    program: Program
    scenario: Scenario
    seed: int
    draws: int
    values: Mapping[str, Value]
    missing: Mapping[str, tuple[str, ...]]
    clipped: Mapping[str, float]
    moved: Mapping[str, float]
    fingerprint: str

    def chance(self, goal_id: str) -> tuple[float, float] | None:
        """Share of the draws that meet a goal in every category, at least and at most; None where unknown.

        Raises
        ------
        InputError
            ``scenario.unknown_name`` for a goal that the model has not, or that was not asked for.
        """
        goal = next((one for one in self.program.model.goals if one.id == goal_id), None)
        if goal is None or goal.of not in self.values:
            raise InputError("scenario.unknown_name", name=goal_id, suggestions=())
        value = self.values[goal.of]
        place = goal.year - self.program.model.first_year
        ends = [end[..., min(place, end.shape[-1] - 1)] for end in (value.low, value.high)]
        if any(np.isnan(end).any() for end in ends):
            return None
        met = [_meets(end, float(goal.value), upward=goal.upward) for end in ends]
        shares = [float(np.mean(one.reshape(len(one), -1).all(axis=1))) for one in met]
        return min(shares), max(shares)


def _meets(numbers: Numbers, value: float, *, upward: bool) -> NDArray[np.bool_]:
    return numbers >= value if upward else numbers <= value


def seed_of(model: Model) -> int:
    """The seed of a model that was given none: all its scenarios share it."""
    return int(model.fingerprint[:8], 16)


def run(
    program: Program,
    scenario: Scenario | None = None,
    *,
    draws: int = DRAWS,
    seed: int | None = None,
    outputs: Sequence[str] | None = None,
) -> Run:
    """Draw and compute one scenario.

    Parameters
    ----------
    program : Program
    scenario : Scenario, optional
        Nothing set otherwise, by default.
    draws : int
        Up to 200,000.
    seed : int, optional
        From 0 to 2**63 − 1; made of the model, by default.
    outputs : sequence of str, optional
        Variables asked for; the model's outcomes, by default.

    Returns
    -------
    Run

    Raises
    ------
    InputError
        ``scenario.draws``, ``scenario.too_many_draws``, ``scenario.seed``, ``scenario.unknown_name``;
        ``scenario.not_set`` for a formula that a scenario sets; ``scenario.number_range``,
        ``scenario.out_of_bounds``; ``scenario.no_alternative``; ``scenario.broken`` for an output that a
        draft cannot compute.

    Examples
    --------
    >>> from poucet.engines.scenario import compile_model, read_model
    >>> from poucet.engines.scenario.summarising import range_of
    >>> roofs = {"id": "roofs", "kind": "lever", "unit": "m2", "value": 0}
    >>> crop = {"id": "crop", "kind": "parameter", "unit": "kWh/m2/a", "value": 150}
    >>> yearly = {"id": "yearly", "kind": "formula", "unit": "MWh/a", "formula": "roofs * crop"}
    >>> program = compile_model(read_model({"years": 2030, "variables": [roofs, crop, yearly]}))
    >>> range_of(run(program, Scenario({"roofs": Fraction(2000)})).values["yearly"]).middle
    300.0
    """
    scenario = scenario or Scenario()
    check_scenario(program, scenario)
    wanted = _wanted(program, outputs)
    seed = seed_of(program.model) if seed is None else seed
    if not 0 <= seed < 2**63:
        raise InputError("scenario.seed", seed=seed)
    drawing = Drawing(program.model)
    drawn = drawing.values(drawing.points(draws, seed))
    inputs, clipped = inputs_of(program, drawn, scenario.all_values)
    values = evaluate(program, inputs, wanted, scenario.all_alternatives)
    missing = missing_in(program, inputs, scenario.all_alternatives)
    return Run(
        program,
        scenario,
        seed,
        draws,
        values,
        {name: () if values[name].is_known else missing[name] for name in wanted},
        clipped,
        {name: distance for name, (_root, distance) in drawing.roots.items()},
        fingerprint_of((program.model.fingerprint, scenario.fingerprint, seed, draws)),
    )


def _wanted(program: Program, outputs: Sequence[str] | None) -> tuple[str, ...]:
    """What is asked for; of the model's own outcomes, those that a draft can compute."""
    lost = program.skipped | program.broken.keys()
    if outputs is None:
        return tuple(name for name in program.outcomes if name not in lost)
    for name in outputs:
        if _known(name, program) in lost:
            raise InputError("scenario.broken", name=name)
    return tuple(outputs)


def check_scenario(program: Program, scenario: Scenario) -> None:
    """Refuse what cannot be set; see `run` for the codes."""
    for name, value in scenario.all_values.items():
        variable = program.model.variables[_known(name, program)]
        if variable.kind is Kind.FORMULA:
            raise InputError("scenario.not_set", name=name)
        if abs(value) > NUMBER_LIMIT:
            raise InputError("scenario.number_range", text=str(value))
        low, high = variable.least, variable.most
        if (low is not None and value < low) or (high is not None and value > high):
            raise InputError("scenario.out_of_bounds", name=name, value=value, low=low, high=high)
    for name, other in scenario.all_alternatives.items():
        if other not in program.model.variables[_known(name, program)].alternatives:
            raise InputError("scenario.no_alternative", name=name, alternative=other)


def _known(name: str, program: Program) -> str:
    if name not in program.model.variables:
        near = tuple(get_close_matches(name, program.model.variables, n=3, cutoff=0.6))
        raise InputError("scenario.unknown_name", name=name, suggestions=near)
    return name
