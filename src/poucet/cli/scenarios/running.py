"""`poucet scenario run`: one scenario of a model, drawn and computed year by year."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from poucet.cli.scenarios.asking import draws_for, refused_scenario, scenario_as_json, scenario_of, seed_for
from poucet.cli.scenarios.ground import Ground, ground_of
from poucet.cli.scenarios.refusing import Reason, Refusal
from poucet.engines.errors import InputError
from poucet.engines.scenario import Lint, Program, Run, compile_draft, lints
from poucet.engines.scenario import run as run_scenario
from poucet.engines.scenario.model import Goal
from poucet.engines.scenario.running import DRAWS
from poucet.engines.scenario.summarising import Range, known, spread_of
from poucet.pebble.claims.wording import explain


@dataclass(frozen=True)
class Answer:
    """A run, with the questions that the model raises."""

    options: Namespace
    ground: Ground
    program: Program
    run: Run
    lints: tuple[Lint, ...]

    @property
    def broken(self) -> list[Reason]:
        """Of a draft, what is wrong, at its line."""
        folder = self.ground.folder
        return [folder.placed(self.ground.key, fault) for fault in self.program.broken.values()]


def compute(options: Namespace) -> Answer:
    """Read the model, draw it and compute it; of a draft, what can be."""
    ground = ground_of(options.file)
    scenario, seed = scenario_of(options, ground), seed_for(options, ground)
    program = compile_draft(ground.model)
    try:
        done = run_scenario(program, scenario, draws=draws_for(options, DRAWS), seed=seed)
        answer = Answer(options, ground, program, done, lints(program, asked=ground.asked))
    except InputError as refusal:
        raise Refusal(refused_scenario(refusal, options, ground)) from refusal
    if answer.broken and not done.values:
        raise Refusal(*answer.broken)
    return answer


@dataclass(frozen=True)
class Series:
    """One outcome in one category of each of its dimensions, year by year."""

    name: str
    categories: Mapping[str, str]
    ranges: tuple[Range, ...]  # one a year, or one for all years


def series_of(done: Run) -> Iterator[Series]:
    """Every outcome, category by category."""
    dimensions = done.program.model.dimensions
    for name, value in done.values.items():
        spread = spread_of(value)
        lengths = spread.middle.shape[:-1]
        for place in product(*map(range, lengths)):
            among = zip(dimensions.items(), lengths, place, strict=True)
            ends = (end[place].tolist() for end in (spread.low, spread.middle, spread.high, spread.error))
            yield Series(
                name,
                {one: categories[at] for (one, categories), length, at in among if length > 1},
                tuple(
                    Range(known(low), known(middle), known(high), known(error) or 0.0)
                    for low, middle, high, error in zip(*ends, strict=True)
                ),
            )


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer as `scenario-run.schema.json` describes it."""
    done, ground = answer.run, answer.ground
    return {
        "run": done.fingerprint,
        "model": ground.as_json,
        "scenario": scenario_as_json(done.scenario, answer.options),
        "seed": done.seed,
        "draws": done.draws,
        "years": list(ground.model.years),
        "outcomes": [_outcome_as_json(one, answer) for one in series_of(done)],
        "goals": [_goal_as_json(one, answer) for one in ground.model.goals],
        "lints": [_lint_as_json(one) for one in answer.lints if one.code != "broken"],
        "skipped": [*_skipped_as_json(answer)],
        "clipped": dict(done.clipped),
        "moved": dict(done.moved),
    }


def _outcome_as_json(series: Series, answer: Answer) -> dict[str, Any]:
    years = len(answer.ground.model.years)
    ranges = series.ranges if len(series.ranges) == years else series.ranges * years
    return {
        "id": series.name,
        "label": answer.ground.label(series.name),
        "unit": answer.ground.model.variables[series.name].unit.code,
        "categories": dict(series.categories),
        "missing": list(answer.run.missing[series.name]),
        "low": [one.low for one in ranges],
        "middle": [one.middle for one in ranges],
        "high": [one.high for one in ranges],
        "error": [None if one.low is None and one.high is None else one.error for one in ranges],
    }


def _goal_as_json(goal: Goal, answer: Answer) -> dict[str, Any]:
    chance = chance_of(goal, answer)
    return {
        "id": goal.id,
        "of": goal.of,
        "year": goal.year,
        "value": float(goal.value),
        "direction": "up" if goal.upward else "down",
        "chance": None if chance is None else {"least": chance[0], "most": chance[1]},
    }


def _lint_as_json(lint: Lint) -> dict[str, Any]:
    return {
        "code": lint.code,
        "on": lint.on,
        "seen": list(lint.seen),
        "accepted": lint.accepted or None,
        "message": question_of(lint),
    }


def _skipped_as_json(answer: Answer) -> Iterator[dict[str, Any]]:
    for name, reason in zip(answer.program.broken, answer.broken, strict=True):
        yield {"id": name, "fault": reason.as_json, "needs": []}
    for name in sorted(answer.program.skipped):
        yield {"id": name, "fault": None, "needs": lost_beneath(name, answer.program)}


def lost_beneath(name: str, program: Program) -> list[str]:
    """The broken variables that a skipped one rests on."""
    return sorted(program.reached_by(name) & program.broken.keys())


def chance_of(goal: Goal, answer: Answer) -> tuple[float, float] | None:
    """How likely a goal is; unknown too where what it is about was skipped."""
    return answer.run.chance(goal.id) if goal.of in answer.run.values else None


def question_of(lint: Lint) -> str:
    """What a lint asks, in words."""
    return explain(f"model.question.{lint.code}", {"seen": lint.seen})
