"""Claims as pages show them: computed, put into words, drawn; what cannot be computed says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from poucet.engines.errors import InputError
from poucet.engines.scenario import Lint, Model, Scenario, Told, compile_draft, lints, tell_claim
from poucet.engines.scenario.claims import CELL_LIMIT, cells_of
from poucet.pebble.claims.figures import Shelf, shelf_for
from poucet.pebble.claims.lines import Line, lines_of
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.picture import Picture, picture_of
from poucet.pebble.claims.resolving import terms_of
from poucet.pebble.claims.sentences import Words, words_of


@dataclass(frozen=True)
class View:
    """A claim, computed for one scenario."""

    claim: Claim
    told: Told | None = None
    words: Words | None = None
    picture: Picture | None = None
    missing: tuple[Line, ...] = ()
    weights: tuple[tuple[Line, float], ...] = ()
    fault: InputError | None = None


@dataclass(frozen=True)
class Ground:
    """The model of a claim, ready, with its lines; or why it cannot be."""

    record: Mapping[str, Any]
    model: Model | None = None
    lines: tuple[Line, ...] = ()
    fault: InputError | None = None


def ground_of(model: ScenarioModel, shelf: Shelf | None = None) -> Ground:
    """What a model says, with the figures it rests on."""
    record = model.record
    shelf = shelf_for([record]) if shelf is None else shelf
    try:
        read = shelf.model(record)
    except InputError as fault:
        return Ground(record, fault=fault)
    return Ground(record, read, tuple(lines_of(record, read, shelf)))


def view_of(
    claim: Claim, ground: Ground, scenario: Scenario | None = None, *, weigh_guesses: bool = True
) -> View:
    """A claim computed, in words and drawn."""
    if ground.model is None:
        return View(claim, fault=ground.fault)
    terms = terms_of(claim.terms, unit=claim.unit, year=claim.year, record=ground.record, model=ground.model)
    try:
        told = tell_claim(ground.model, terms, scenario, weigh_guesses=weigh_guesses)
    except InputError as fault:
        return View(claim, fault=fault)
    known = {line.id: line for line in ground.lines}
    return View(
        claim,
        told,
        words_of(claim, told),
        picture_of(told),
        tuple(known[name] for name in told.missing if name in known),
        tuple((known[name], weight) for name, weight in told.weights.items() if name in known),
    )


def views_of(claims: Iterable[Claim]) -> list[View]:
    """Several claims, with one question on figures for all of them."""
    rows = list(claims)
    models = {row.scenario_model_id: row.scenario_model for row in rows}
    shelf = shelf_for(model.record for model in models.values())
    grounds = {pk: ground_of(model, shelf) for pk, model in models.items()}
    return [view_of(row, grounds[row.scenario_model_id], weigh_guesses=False) for row in rows]


def questions_of(ground: Ground, asked: Iterable[str]) -> tuple[Lint, ...]:
    """What a careful reader would ask of a model; a large one was asked when its dossier was checked.

    Raises `InputError` for a model that cannot be drawn.
    """
    if ground.model is None or cells_of(ground.model) > CELL_LIMIT:
        return ()
    return lints(compile_draft(ground.model), asked=frozenset(asked))
