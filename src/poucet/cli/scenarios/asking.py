"""What is asked on the command line: a scenario of the model, numbers put in the place of others, a seed."""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from poucet.cli.scenarios.ground import Ground
from poucet.cli.scenarios.refusing import Reason, Refusal, asked_by_options, at_option
from poucet.engines.errors import InputError
from poucet.engines.scenario import Scenario
from poucet.engines.scenario.drawing import DRAW_LIMIT
from poucet.engines.scenario.running import seed_of

_NUMBER = re.compile(r"[-+]?([0-9]{1,40}([.,][0-9]{1,40})?|[.,][0-9]{1,40})([eE][-+]?[0-9]{1,3})?")


def scenario_of(options: Namespace, ground: Ground) -> Scenario:
    """The scenario that was named, with the numbers that were set over it."""
    parent = None
    if getattr(options, "scenario", ""):
        parent = ground.plans.get(options.scenario)
        if parent is None:
            refusal = InputError("scenario.no_scenario", name=options.scenario, known=tuple(ground.plans))
            raise Refusal(at_option(refusal))
    return Scenario(numbers_set(options.set), parent=parent)


def numbers_set(said: list[tuple[str, str]]) -> dict[str, Fraction]:
    """The numbers of `--set NAME=VALUE`, each read whole or refused."""
    found: dict[str, Fraction] = {}
    with asked_by_options("--set"):
        for name, text in said:
            if name in found:
                raise InputError("scenario.twice", name=name)
            found[name] = _number(text)
    return found


def _number(text: str) -> Fraction:
    if _NUMBER.fullmatch(text) is None:
        raise InputError("scenario.number", text=text)
    return Fraction(text.replace(",", "."))


def seed_for(options: Namespace, ground: Ground) -> int:
    """The seed that was given, else the one that all scenarios of the model share."""
    seed: int = seed_of(ground.model) if options.seed is None else options.seed
    if not 0 <= seed < 2**63:
        raise Refusal(at_option(InputError("scenario.seed", seed=seed)))
    return seed


def draws_for(options: Namespace, otherwise: int) -> int:
    """How many draws were asked for, which a machine must be able to bear."""
    draws: int = otherwise if options.draws is None else options.draws
    if not 1 <= draws <= DRAW_LIMIT:
        raise Refusal(at_option(InputError("scenario.draws", draws=draws, limit=DRAW_LIMIT)))
    return draws


def refused_scenario(refusal: InputError, options: Namespace, ground: Ground) -> Reason:
    """Why a scenario cannot be computed: at the number of the file that is at fault, else at the option."""
    name = refusal.params.get("name", "")
    if "steps" in refusal.params:
        return ground.folder.placed(ground.key, refusal)
    if name not in dict(options.set):
        for place, row in enumerate(ground.record.get("scenarios", ())):
            if name in row.get("values", {}):
                return ground.folder.placed(ground.key, refusal, ("scenarios", place, "values", str(name)))
    return at_option(refusal, "--set")


def scenario_as_json(scenario: Scenario, options: Namespace) -> dict[str, Any]:
    """What is set otherwise than the model says."""
    return {
        "id": getattr(options, "scenario", "") or None,
        "values": numbers_as_json(scenario.all_values),
        "alternatives": scenario.all_alternatives,
    }


def numbers_as_json(values: Mapping[str, Fraction]) -> dict[str, int | float]:
    """Exact numbers as JSON has them."""
    return {name: int(one) if one.denominator == 1 else float(one) for name, one in values.items()}
