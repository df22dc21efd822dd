"""Models and claims for tests, made through the house's own acts."""

from __future__ import annotations

import json
from typing import Any

from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.operations import write_claim, write_model
from tests.factories import SIGNED, a_pebble, named

# By hand: 10 MWh a roof, 100 roofs, 20 % would follow, 5 % have, as well as the first, of 2,000 MWh.
LINES: tuple[dict[str, Any], ...] = (
    {"id": "per_roof", "label": "Ce que donne un toit", "kind": "parameter", "unit": "MWh/toiture/an",
     "value": 10, "hypothesis": "Dit par le vendeur"},
    {"id": "roofs", "label": "Toits", "kind": "parameter", "unit": "toitures", "value": 100, "low": 50,
     "high": 150, "hypothesis": "Compté à vue"},
    {"id": "would", "label": "Part qui suivrait", "kind": "parameter", "unit": "%", "value": 20, "min": 0,
     "max": 100, "hypothesis": "À discuter"},
    {"id": "have", "label": "Part qui a suivi", "kind": "parameter", "unit": "%", "value": 5,
     "hypothesis": "Vu du clocher"},
    {"id": "as_well", "label": "Aussi bien", "kind": "parameter", "unit": "ratio", "value": 1,
     "hypothesis": "Mêmes toits"},
    {"id": "used", "label": "Électricité utilisée", "kind": "parameter", "unit": "MWh/an", "value": 2000,
     "hypothesis": "À demander"},
)  # fmt: skip
TERMS = {
    "unit_effect": "per_roof",
    "eligible_base": "roofs",
    "plausible_adoption": "would",
    "triggered_adoption": "have",
    "transfer": "as_well",
    "whole": "used",
}


def lines(*more: dict[str, Any], **changed: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the lines of the small model, some of them changed, some added."""
    return [*({**line, **changed.get(line["id"], {})} for line in LINES), *more]


def a_model(**given: Any) -> ScenarioModel:
    said = given.pop("variables", None) or lines()
    document = json.dumps({"years": given.pop("years", 2025), "variables": said})
    return write_model(signed=SIGNED, **named("model", {"name": "Les toits", "document": document, **given}))


def a_claim(**given: Any) -> Claim:
    said = {
        "name": "Si tous les toits faisaient de même",
        "pebble": given.get("pebble") or a_pebble(),
        "facet": None,
        "scenario_model": given.get("scenario_model") or a_model(),
        "boundary": "annual_balance",
        "territory": "territorial",
        "unit": "MWh/an",
        "year": 2025,
        "terms": TERMS,
        "everyone": "tous les toits",
        "like": "la halle",
        "whole": "l’électricité utilisée",
        "followers": "toits",
        **given,
    }
    return write_claim(signed=SIGNED, **named("claim", said))
