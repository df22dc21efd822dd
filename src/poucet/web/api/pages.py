"""Pages that explain the API to people, drawn from its description; no script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from poucet.town.reading import only_read
from poucet.web.api.problems import PROBLEMS


@dataclass(frozen=True)
class Question:
    """Something that may be asked of an address."""

    name: str
    meaning: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Address:
    """An address of the API."""

    path: str
    summary: str
    questions: tuple[Question, ...]

    @property
    def opens(self) -> bool:
        """Whether it can be opened as it is, without a number that may not have been given."""
        return "{" not in self.path


@dataclass(frozen=True)
class Field:
    """A field of an object."""

    name: str
    meaning: str
    values: tuple[str, ...]


@only_read
def guide(request: HttpRequest) -> HttpResponse:
    from poucet.web.api.v1 import DESCRIPTION  # noqa: PLC0415 -- built once every room has offered its kinds

    shown = list(_addresses(DESCRIPTION))
    context = {
        "groups": _groups(shown, DESCRIPTION),
        "common": _common(DESCRIPTION),
        "limit": settings.API_LIMIT,
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "web/api/guide.html", context)


@only_read
def problems(request: HttpRequest) -> HttpResponse:
    return render(
        request, "web/api/problems.html", {"problems": PROBLEMS.values(), "limit": settings.API_LIMIT}
    )


COMMON = ("limit", "sort", "cursor", "lang")


def _addresses(description: dict[str, Any]) -> Iterator[tuple[str, Address, str]]:
    """Every address with its group and the schema that it answers."""
    for path, operations in description["paths"].items():
        operation = operations["get"]
        asked = [one for one in operation["parameters"] if one["in"] == "query" and one["name"] not in COMMON]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        address = Address(path, _(operation["summary"]), tuple(map(_question, asked)))
        yield operation["tags"][0], address, schema.get("$ref", "").rpartition("/")[2]


def _groups(
    shown: list[tuple[str, Address, str]], description: dict[str, Any]
) -> list[tuple[str, list[Address], list[Field]]]:
    """The addresses by kind of thing, with the fields of that kind."""
    schemas = description["components"]["schemas"]
    found: dict[str, tuple[list[Address], list[Field]]] = {}
    for tag, address, schema in shown:
        addresses, fields = found.setdefault(tag, ([], []))
        addresses.append(address)
        if not fields and schema in schemas and not schema.endswith(("Page", "Thread")):
            fields.extend(_fields(schemas[schema]))
    return [(tag, *one) for tag, one in found.items()]


def _fields(schema: dict[str, Any]) -> Iterator[Field]:
    for name, said in schema["properties"].items():
        yield Field(name, _(said["description"]), tuple(said.get("enum", ())))


def _common(description: dict[str, Any]) -> list[Question]:
    """What may be asked of every list."""
    parameters = description["paths"]["/api/v1/pebbles"]["get"]["parameters"]
    return [_question(one) for one in parameters if one["name"] in COMMON]


def _question(parameter: dict[str, Any]) -> Question:
    schema = parameter["schema"]
    choices = schema.get("enum") or next(
        (one["enum"] for one in schema.get("anyOf", ()) if "enum" in one), ()
    )
    return Question(parameter["name"], _(parameter["description"]), tuple(choices))
