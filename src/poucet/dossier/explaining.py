"""From what jsonschema found to faults a clerk can mend: one place, one code, one remedy each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from jsonschema import ValidationError

from poucet.dossier.faults import Steps
from poucet.dossier.nearness import MOST_LETTERS, near
from poucet.dossier.validation import UNKNOWN, Broken

Explained = tuple[Steps, str, dict[str, Any]]


def explain(error: ValidationError) -> Iterator[Explained]:
    """The faults behind one error: where (as steps from the top of the file), code, parameters."""
    steps: Steps = tuple(error.absolute_path)
    if isinstance(error, Broken):
        yield steps, error.code, error.params
    elif error.instance is None:
        yield steps, "field.null" if steps else "file.empty", {}
    else:
        yield from _wrong(error, steps)


def _wrong(error: ValidationError, steps: Steps) -> Iterator[Explained]:
    """What a written value has wrong."""
    wanted: Any = error.validator_value
    match error.validator:
        case "required" | "dependentRequired":
            yield from _missing(error, steps)
        case "additionalProperties":
            yield from _unexpected(error, steps)
        case "anyOf" | "oneOf":
            yield from _alternatives(error, steps)
        case "type":
            yield steps, "field.type", {"expected": wanted, "found": error.instance}
        case "enum" | "const":
            choices = wanted if error.validator == "enum" else [wanted]
            yield steps, "field.choice", {"choices": choices, "found": error.instance}
        case "minLength" if wanted > 1:
            yield steps, "field.too_short", {"limit": wanted, "found": len(str(error.instance))}
        case "not":
            yield steps, "field.excluded", {"fields": sorted(wanted.get("required", []))}
        case _:
            yield steps, f"field.{error.validator}", {"limit": wanted, "found": error.instance}


def _missing(error: ValidationError, steps: Steps) -> Iterator[Explained]:
    required, instance = cast("Any", error.validator_value), cast("Any", error.instance)
    if error.validator == "dependentRequired":
        required = [name for key, names in required.items() if key in instance for name in names]
    # jsonschema yields one error per absent property, each naming its own in the message alone.
    named = [name for name in required if name not in instance and f"'{name}'" in error.message]
    for name in named:
        yield (*steps, name), "field.missing", {}


def _unexpected(error: ValidationError, steps: Steps) -> Iterator[Explained]:
    schema, instance = cast("Any", error.schema), cast("Any", error.instance)
    allowed = list(schema.get("properties", {}))
    for name in instance:
        if name not in allowed:
            params = {"near": near(name, allowed, cutoff=0.6), "allowed": allowed}
            yield (*steps, name[:MOST_LETTERS]), "field.unexpected", params


def _alternatives(error: ValidationError, steps: Steps) -> Iterator[Explained]:
    """Where `unknown` was possible, speak of what stands there instead; else say the ways open."""
    ways = cast("Any", error.validator_value)
    chosen = _way_taken(error, ways)
    if chosen is not None:
        for inner in error.context or []:
            if inner.schema_path[0] == chosen:
                yield from explain(inner)
    else:
        fields = [name for way in ways for name in sorted(way.get("required", []))]
        yield steps, "field.one_of", {"fields": fields}


def _way_taken(error: ValidationError, ways: list[dict[str, Any]]) -> int | None:
    """Which of several ways the writer seems to have taken: not `unknown`, or the one whose fields are there."""
    unknown = {"const": UNKNOWN}
    if unknown in ways:
        return next(place for place, way in enumerate(ways) if way != unknown)
    given = set(cast("Any", error.instance)) if isinstance(error.instance, dict) else set()
    return next((place for place, way in enumerate(ways) if given and set(way["required"]) <= given), None)
