"""Records of the models and of the claims: one file each."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from poucet.dossier.records.fields import Loading, Record, english, given, taken, translated
from poucet.pebble.claims.models import Claim, ScenarioModel
from poucet.pebble.claims.operations import write_claim, write_model

_MODEL = {"title": "name", "note": "note"}
_CLAIM = {
    "title": "name",
    "boundary": "boundary",
    "territory": "territory",
    "unit": "unit",
    "year": "year",
    "note": "note",
}
_WORDS = {name: name for name in Claim.WORDS}
# What stands in columns of its own; the rest of a model is its document.
_APART = {"number", "title", "example", "note", "en"}


def load_models(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("models"):
        said = {name: value for name, value in record.items() if name not in _APART}
        model = write_model(
            key=key,
            number=record["number"],
            signed=loading.signed,
            document=json.dumps(_storable(said), ensure_ascii=False),
            example=record.get("example", False),
            translations=translated(record, _MODEL),
            **taken(record, _MODEL),
        )
        loading.keep(model)


def load_claims(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("claims"):
        claim = write_claim(
            key=key,
            number=record["number"],
            signed=loading.signed,
            pebble=loading.thing("pebble", record["pebble"]),
            facet=loading.thing("facet", record.get("facet")),
            scenario_model=loading.thing("model", record["model"]),
            terms=record["terms"],
            example=record.get("example", False),
            translations=translated(record, _CLAIM),
            **taken(record, _CLAIM),
            **taken(record["words"], _WORDS),
        )
        loading.keep(claim)


def _storable(value: Any) -> Any:
    """Numbers as JSON has them: a float of fifteen figures comes back as it was written."""
    if isinstance(value, dict):
        return {name: _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _as_written(value: Any) -> Any:
    """The same as the files have them."""
    if isinstance(value, dict):
        return {name: _as_written(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_written(one) for one in value]
    return Decimal(repr(value)) if isinstance(value, float) else value


def dump_models() -> dict[str, Record]:
    """The record of each model, by its identifier."""
    return {
        one.key: {
            "number": one.number,
            **_as_written(one.record),
            **({"example": True} if one.example else {}),
            **given(one, _MODEL),
            **english(one, _MODEL),
        }
        for one in ScenarioModel.objects.all()
    }


def dump_claims() -> dict[str, Record]:
    """The record of each claim, by its identifier."""
    standing = Claim.objects.filter(pebble__withdrawn=False, scenario_model__withdrawn=False)
    rows = standing.select_related("pebble", "facet", "scenario_model")
    return {one.key: _record(one) for one in rows}


def _record(one: Claim) -> Record:
    return {
        "number": one.number,
        "pebble": one.pebble.key,
        **({"facet": one.facet.key} if one.facet and not one.facet.withdrawn else {}),
        "model": one.scenario_model.key,
        "terms": one.terms,
        "words": given(one, _WORDS),
        **({"example": True} if one.example else {}),
        **given(one, _CLAIM),
        **english(one, _CLAIM),
    }
