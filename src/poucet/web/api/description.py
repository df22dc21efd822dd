"""The description of the API (OpenAPI 3.1), drawn from the code; docs/api/openapi.json is the same, and is compared."""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils import translation
from ninja import NinjaAPI
from ninja.openapi import get_schema

from poucet.web.api.problems import MEDIA_TYPE, PROBLEMS

BASE = "api/v1/"
_COMPONENT = re.compile(r"(#/components/schemas/\w+?)Told\b")
_NAMED = re.compile(r"#/components/schemas/(\w+)")
PROBLEM: dict[str, Any] = {
    "type": "object",
    "title": "Problem",
    "description": "A refusal (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri",
            "description": "Which kind of problem; the address explains it.",
        },
        "title": {"type": "string", "description": "The kind of problem in words."},
        "status": {"type": "integer", "description": "The status of the answer."},
        "detail": {"type": "string", "description": "What happened this time, in the reader’s language."},
        "instance": {"type": "string", "description": "What was asked."},
        "allowed": {"type": "array", "items": {"type": "string"}, "description": "What may be asked."},
        "errors": {
            "type": "array",
            "description": "Each value that is not understood.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "Where it stands: “/query/limit”."},
                    "detail": {"type": "string"},
                    "expected": {"type": "object", "description": "What is expected there."},
                },
            },
        },
        "retry_after": {"type": "integer", "description": "Seconds to wait."},
        "withdrawn_at": {"type": "string", "format": "date-time"},
    },
}
TAG = {"description": "A strong tag: send it back in If-None-Match.", "schema": {"type": "string"}}


def describe(api: NinjaAPI) -> dict[str, Any]:
    """The whole description, in English, the same on every machine."""
    with translation.override("en"):
        return _describe(api)


def _describe(api: NinjaAPI) -> dict[str, Any]:
    drawn = json.loads(json.dumps(get_schema(api, path_prefix=BASE)))
    drawn["info"]["license"] = {"name": "AGPL-3.0-or-later (the software)", "identifier": "AGPL-3.0-or-later"}
    drawn["servers"] = [{"url": "/"}]
    drawn["tags"] = [{"name": tag} for tag in _tags(drawn)]
    kept = _reached(drawn["paths"], drawn["components"]["schemas"])
    for operations in drawn["paths"].values():
        _complete(operations["get"])
    schemas = {name.removesuffix("Told"): _plain(name, said) for name, said in kept.items()}
    drawn["components"] = {
        "schemas": dict(sorted({**schemas, "Problem": PROBLEM}.items())),
        "responses": {code: _refusal(code) for code in PROBLEMS},
    }
    named: dict[str, Any] = json.loads(_COMPONENT.sub(r"\1", json.dumps(drawn)))
    return named


def as_text(description: dict[str, Any]) -> str:
    """As it is kept in the repository and served."""
    return json.dumps(description, ensure_ascii=False, indent=2) + "\n"


def _tags(drawn: dict[str, Any]) -> list[str]:
    said = (operations["get"]["tags"][0] for operations in drawn["paths"].values())
    return list(dict.fromkeys(said))


def _reached(paths: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schemas that an answer leads to: those of questions are told one by one."""
    found: dict[str, Any] = {}
    waiting = [json.dumps(paths)]
    while waiting:
        for name in _NAMED.findall(waiting.pop()):
            if name not in found:
                found[name] = schemas[name]
                waiting.append(json.dumps(schemas[name]))
    return found


def _complete(operation: dict[str, Any]) -> None:
    """What every address may answer beside what it is asked."""
    operation["responses"]["200"]["headers"] = {"ETag": TAG}
    operation["responses"]["304"] = {"description": "Not changed since the tag that was sent."}
    is_list = any(parameter["name"] == "cursor" for parameter in operation["parameters"])
    refusals: dict[str, list[str]] = {}
    for code, problem in PROBLEMS.items():
        if is_list and problem.status in {404, 410}:
            continue
        refusals.setdefault(str(problem.status), []).append(code)
    for status, codes in refusals.items():
        said: dict[str, Any] = {"$ref": f"#/components/responses/{codes[0]}"}
        operation["responses"][status] = said if len(codes) == 1 else _several(codes)
    for parameter in operation["parameters"]:
        parameter["schema"] = {name: said for name, said in parameter["schema"].items() if name != "title"}


def _several(codes: list[str]) -> dict[str, Any]:
    return {
        "description": "; ".join(f"{code}: {_english(code)}" for code in codes),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _refusal(code: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "description": _english(code),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if PROBLEMS[code].status == 429:
        said["headers"] = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
    return said


def _english(code: str) -> str:
    return str(PROBLEMS[code].title)


def _plain(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema under the name that readers know, its fields without the titles that repeat their names."""
    for said in schema.get("properties", {}).values():
        said.pop("title", None)
    return {**schema, "title": name.removesuffix("Told")}
