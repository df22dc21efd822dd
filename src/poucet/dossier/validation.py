"""A file held against its published schema; what the schema says of other files is checked too.

Our own keywords point out of the file: `x-reference` names a kind whose identifiers must exist,
`x-unit` and `x-period` are read by the registry of units and by the reader of periods.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators
from referencing import Registry, Resource

from poucet.dossier.geometry import geometry_fault
from poucet.dossier.nearness import near
from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.town.periods import parse_period

Known = Mapping[str, frozenset[Any]]  # identifiers by kind
UNKNOWN = "unknown"


class Broken(ValidationError):
    """A break of one of our own keywords: what is wrong, in a code and its parameters."""

    code: str
    params: dict[str, Any]


@cache
def schema_of(name: str) -> dict[str, Any]:
    """A published schema, by its name."""
    file = resources.files("poucet.dossier.schemas") / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def validator(name: str, known: Known) -> Draft202012Validator:
    """What holds a value against a schema, knowing the identifiers of the whole dossier."""

    def reference(_validator: Any, kind: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
        if isinstance(value, str | int) and value not in known[kind]:
            yield _broken("reference.unknown", kind=kind, found=value, near=near(value, known[kind]))

    keywords = {
        "uniqueItems": _unique,
        "x-reference": reference,
        "x-unit": _unit,
        "x-period": _period,
        "x-geometry": _geometry,
    }
    extended: Any = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    holder: Draft202012Validator = extended(schema_of(name), registry=_registry())
    return holder


@cache
def _registry() -> Registry[Any]:
    common = Resource.from_contents(schema_of("common"))
    registry: Registry[Any] = Registry().with_resource("common.schema.json", common)
    return registry


def _unit(_validator: Any, _on: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if isinstance(value, str):
        try:
            parse_unit(value)
        except InputError as error:
            yield _broken(error.code, **{"found": value, **error.params})


def _period(_validator: Any, _on: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:
    if value is None:
        yield _broken("field.null")
        return
    if value == UNKNOWN:
        return
    if isinstance(value, bool) or not isinstance(value, str | int):
        yield _broken("period.malformed", text=str(value))
        return
    try:
        parse_period(str(value))
    except InputError as error:
        yield _broken(error.code, **error.params)


def _geometry(_validator: Any, _on: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:
    code = geometry_fault(value) if isinstance(value, dict) else None
    if code:
        yield _broken(code)


def _broken(code: str, **params: Any) -> Broken:
    error = Broken(code)
    error.code, error.params = code, params
    return error


def _unique(_validator: Any, on: bool, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """As the standard says, in one pass: compared two by two, a list of thousands would take minutes."""
    if on and isinstance(value, list) and len({repr(item) for item in value}) < len(value):
        yield ValidationError("the list says the same thing twice")
