"""`poucet scenario attribute`: what an outcome owes to each lever of a plan, or to each guess that is not sure."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from poucet.cli.language import _
from poucet.cli.scenarios.asking import (
    draws_for,
    numbers_as_json,
    refused_scenario,
    scenario_as_json,
    scenario_of,
    seed_for,
)
from poucet.cli.scenarios.ground import Ground, ground_of
from poucet.cli.scenarios.refusing import Reason, Refusal, asked_by_options
from poucet.engines.errors import InputError
from poucet.engines.scenario import Program, Scenario, compile_model, run
from poucet.engines.scenario.attributing import POINTS, Question, share_out, trace, weigh
from poucet.engines.scenario.attribution import Attribution, Pawn, SobolIndices
from poucet.engines.scenario.drawing import POINT_LIMIT
from poucet.engines.scenario.fingerprints import fingerprint_of
from poucet.engines.scenario.model import Kind
from poucet.engines.scenario.running import DRAWS
from poucet.engines.scenario.summarising import known

Found = Attribution | SobolIndices | Pawn | None


@dataclass(frozen=True)
class Answer:
    """What was found; nothing where nothing is in doubt."""

    options: Namespace
    ground: Ground
    scenario: Scenario
    question: Question
    plan: Mapping[str, Fraction]
    seed: int
    draws: int | None
    found: Found

    @property
    def run(self) -> str:
        """A name made of all that was asked."""
        question = self.question
        return fingerprint_of(
            (
                self.ground.model.fingerprint,
                self.scenario.fingerprint,
                self.options.method,
                (question.outcome, question.year, self.seed, self.draws),
            )
        )


def compute(options: Namespace) -> Answer:
    """Read the model, and ask the method."""
    if options.method == "shapley" and options.draws is not None:
        message = _("Shapley draws nothing: guesses stand at their middle. Leave this option out.")
        raise Refusal(Reason("scenario.no_draws", message, "--draws"))
    ground = ground_of(options.file)
    scenario, seed = scenario_of(options, ground), seed_for(options, ground)
    draws = None if options.method == "shapley" else draws_for(options, _usual_draws(options))
    with ground.folder.placing(ground.key):
        program = compile_model(ground.model)
    outcome, year = _outcome(options, program), _year(options, ground)
    try:
        _hold_known(program, scenario, outcome)
        plan = _levers(scenario, ground) if options.method == "shapley" else {}
        question = Question(program, outcome, year, _without(scenario, plan))
        found = _ask(options.method, question, plan, seed=seed, draws=draws or 0)
    except InputError as refusal:
        raise Refusal(refused_scenario(refusal, options, ground)) from refusal
    return Answer(options, ground, scenario, question, plan, seed, draws, found)


def _usual_draws(options: Namespace) -> int:
    return POINTS if options.method == "sobol" else DRAWS


def _outcome(options: Namespace, program: Program) -> str:
    """The variable that was named, else the only outcome."""
    variables = program.model.variables
    if options.on and options.on not in variables:
        near = tuple(get_close_matches(options.on, variables, n=3, cutoff=0.6))
        with asked_by_options("--on"):
            raise InputError("scenario.unknown_name", name=options.on, suggestions=near)
    if options.on:
        return str(options.on)
    if len(program.outcomes) == 1:
        return program.outcomes[0]
    message = _("The model has several outcomes: %(names)s. Name one.")
    if not program.outcomes:
        message = _("Nothing is asked of this model. Mark an outcome, or write a formula.")
    names = ", ".join(program.outcomes)
    raise Refusal(Reason("scenario.which_outcome", message % {"names": names}, "--on"))


def _year(options: Namespace, ground: Ground) -> int:
    year = ground.model.last_year if options.year is None else options.year
    if year not in ground.model.years:
        with asked_by_options("--year"):
            raise InputError("scenario.year", year=str(year))
    return int(year)


def _hold_known(program: Program, scenario: Scenario, outcome: str) -> None:
    """Refuse a scenario that cannot be run, and an outcome that rests on what nobody knows."""
    missing = run(program, scenario, draws=1, seed=0, outputs=[outcome]).missing[outcome]
    if missing:
        message = _(
            "This outcome rests on what nobody knows yet: %(names)s. Try numbers in their place, with --set."
        )
        raise Refusal(Reason("scenario.unknown_inputs", message % {"names": ", ".join(missing)}, "--on"))


def _levers(scenario: Scenario, ground: Ground) -> dict[str, Fraction]:
    """The levers that a scenario moves; what else it sets holds on both sides."""
    variables = ground.model.variables
    plan = {name: one for name, one in scenario.all_values.items() if variables[name].kind is Kind.LEVER}
    if not plan:
        raise InputError("scenario.no_lever")
    return plan


def _without(scenario: Scenario, plan: Mapping[str, Fraction]) -> Scenario:
    held = {name: one for name, one in scenario.all_values.items() if name not in plan}
    return Scenario(held, scenario.all_alternatives)


def _ask(method: str, question: Question, plan: Mapping[str, Fraction], *, seed: int, draws: int) -> Found:
    if method == "shapley":
        return share_out(question, plan, seed=seed)
    if method == "pawn":
        return trace(question, seed=seed, draws=draws)
    numbers = 2 * draws * sum(map(len, question.blocks.values()))
    if numbers > POINT_LIMIT:
        raise InputError("scenario.too_many_draws", count=numbers, limit=POINT_LIMIT)
    return weigh(question, seed=seed, points=draws)


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as `scenario-attribute.schema.json` describes it."""
    question = answer.question
    return {
        "run": answer.run,
        "model": answer.ground.as_json,
        "scenario": scenario_as_json(answer.scenario, answer.options),
        "seed": answer.seed,
        "draws": answer.draws,
        "method": answer.options.method,
        "outcome": question.outcome,
        "unit": answer.ground.model.variables[question.outcome].unit.code,
        "year": question.year,
        **_found_as_json(answer),
    }


def _found_as_json(answer: Answer) -> dict[str, Any]:
    match answer.found:
        case Attribution() as found:
            return _shares_as_json(found, answer)
        case SobolIndices() as found:
            columns = ("first_order", "first_order_error", "total_order", "total_order_error")
            return {"variance": known(float(found.variance)), "blocks": _rows_as_json(found, columns, answer)}
        case Pawn() as found:
            columns = ("median", "largest", "dummy_median", "dummy_largest")
            return {"guesses": _rows_as_json(found, columns, answer)}
    return {"variance": 0.0, "blocks": []} if answer.options.method == "sobol" else {"guesses": []}


def _shares_as_json(found: Attribution, answer: Answer) -> dict[str, Any]:
    columns = ("alone", "last_in", "shapley", "standard_error")
    levers = [
        {
            "id": name,
            "from": _start(answer, name),
            "to": numbers_as_json(answer.plan)[name],
            **{column: float(getattr(found, column)[place, 0]) for column in columns},
        }
        for place, name in enumerate(found.levers)
    ]
    return {
        "levers": levers,
        "held": numbers_as_json(answer.question.scenario.all_values),
        "total": float(found.total[0]),
        "overlap": float(found.overlap[0]),
        "overlap_share": known(float(found.overlap_share[0])),
        "exact": found.exact,
        "permutations": found.permutations,
        "settled": found.settled,
    }


def _start(answer: Answer, name: str) -> int | float | None:
    """Where a lever stands in the model."""
    value = answer.ground.model.variables[name].guesses[""].value
    return None if value is None else numbers_as_json({name: value})[name]


def _rows_as_json(
    found: SobolIndices | Pawn, columns: tuple[str, ...], answer: Answer
) -> list[dict[str, Any]]:
    return [
        {
            "of": name,
            "members": _members(name, answer),
            **{column: known(float(getattr(found, column)[place])) for column in columns},
        }
        for place, name in enumerate(found.names)
    ]


def _members(name: str, answer: Answer) -> list[str]:
    """The variables of a block of guesses, or the one of a guess."""
    columns = answer.question.blocks.get(name)
    return [name.partition(".")[0]] if columns is None else sorted(answer.question.members(columns))
