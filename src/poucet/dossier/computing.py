"""Models and claims of a dossier, computed before they are believed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from poucet.dossier.checking import Dossier
from poucet.dossier.faults import Fault, Steps
from poucet.dossier.validation import UNKNOWN
from poucet.engines.errors import InputError
from poucet.engines.scenario import Figure, Model, compile_draft, lints, tell_claim
from poucet.engines.scenario.lints import unresolved
from poucet.engines.scenario.plans import read_plans
from poucet.measure.models import Status
from poucet.pebble.claims.figures import latest
from poucet.pebble.claims.resolving import model_of, names_asked, rests_on_a_measure, terms_of
from poucet.town.periods import parse_period

_SAID = ("figure", "measured_by", "source", "hypothesis")
_DIGIT = re.compile(r"\d|%")


def _end_of(period: str) -> date | None:
    return None if period == UNKNOWN else parse_period(period).until


@dataclass(frozen=True)
class Figures:
    """The figures of a dossier, as models take them."""

    dossier: Dossier

    def model(self, record: dict[str, Any]) -> Model:
        """The model of a record; see `read_model` for its refusals."""
        return model_of(record, figure_of=self._figure, measured_by=self._measures.get)

    def _figure(self, number: int) -> Figure:
        row = self._rows.get(number)
        if row is None:
            raise InputError("scenario.no_figure", number=str(number))
        return Figure(row.value, row.low, row.high, row.cells["unit"])

    @cached_property
    def _rows(self) -> dict[int, Any]:
        return {row.number: row for row in self.dossier.rows}

    @cached_property
    def _measures(self) -> dict[str, int]:
        return latest(
            (row.indicator, row.number, _end_of(row.cells["period"]), row.value)
            for row in self.dossier.rows
            if row.cells["status"] == Status.MEASURED and row.value is not None
        )


def check_models(dossier: Dossier) -> Iterator[Fault]:
    """What is wrong in models and claims; called only for a dossier whose files are each sound."""
    figures = Figures(dossier)
    models: dict[str, Model] = {}
    for path, key, record in dossier.told("models"):
        yield from _unsourced(dossier, path, record)
        try:
            models[key] = figures.model(record)
            read_plans(record, models[key])
        except InputError as refusal:
            yield _at(dossier, path, refusal, ())
    claims = [(path, record) for path, _key, record in dossier.told("claims")]
    for path, key, _record in dossier.told("models"):
        if key in models:
            mine = (claim["terms"] for _path, claim in claims if claim["model"] == key)
            asked = frozenset[str]().union(*map(names_asked, mine))
            yield from _questions(dossier, path, models[key], asked)
    for path, record in claims:
        yield from _typed_numbers(dossier, path, record)
        model = models.get(record["model"])
        if model is not None and not compile_draft(model).broken:
            model_record = dossier.value(f"models/{record['model']}.yaml")
            yield from _claim(dossier, path, record, model_record, model)


def _unsourced(dossier: Dossier, path: str, record: dict[str, Any]) -> Iterator[Fault]:
    """A number says where it comes from; what is not known need not."""
    for place, row in enumerate(record["variables"]):
        if row["kind"] in ("formula", "lever") or row.get("value") == UNKNOWN:
            continue
        if not any(name in row for name in _SAID):
            yield _fault(dossier, path, ("variables", place), "model.unsourced")


def _questions(dossier: Dossier, path: str, model: Model, asked: frozenset[str]) -> Iterator[Fault]:
    """A published model has no broken line, and no question without an answer."""
    program = compile_draft(model)
    for refusal in program.broken.values():
        yield _at(dossier, path, refusal, ())
    if program.broken:
        return
    places = {name: place for place, name in enumerate(model.variables)}
    try:
        found = unresolved(lints(program, asked=asked))
    except InputError as refusal:
        yield _at(dossier, path, refusal, ("groups",))
        return
    for one in found:
        steps: Steps = ("variables", places[one.on]) if one.on in places else ("groups",)
        yield _fault(dossier, path, steps, f"model.question.{one.code}", seen=one.seen)


def _claim(
    dossier: Dossier, path: str, record: dict[str, Any], of_model: dict[str, Any], model: Model
) -> Iterator[Fault]:
    measured = record["terms"].get("measured_effect")
    if measured in model.variables and not rests_on_a_measure(measured, of_model, model):
        yield _fault(dossier, path, ("terms", "measured_effect"), "claim.not_measured", name=measured)
    terms = terms_of(record["terms"], unit=record["unit"], year=record["year"], record=of_model, model=model)
    try:
        tell_claim(model, terms, weigh_guesses=False)
    except InputError as refusal:
        yield _at(dossier, path, refusal, ("year",) if refusal.code == "scenario.year" else ("terms",))


def _typed_numbers(dossier: Dossier, path: str, record: dict[str, Any]) -> Iterator[Fault]:
    """The numbers of a claim come from its model: none is typed in its words."""
    for block, said in (("words", record["words"]), ("en", record.get("en", {}))):
        for name in record["words"]:
            if _DIGIT.search(said.get(name, "")):
                yield _fault(dossier, path, (block, name), "claim.typed_number")


def _at(dossier: Dossier, path: str, refusal: InputError, otherwise: Steps) -> Fault:
    params = dict(refusal.params)
    steps: Any = params.pop("steps", ()) or otherwise
    return _fault(dossier, path, tuple(steps), refusal.code, **params)


def _fault(dossier: Dossier, path: str, steps: Steps, code: str, **params: Any) -> Fault:
    document = dossier.documents[path]
    document.fault(steps, code, **params)
    return document.faults[-1]
