"""Tables drawn from what rooms say of their things: one per kind, and one per list of parts that hang on them.

A column is a field of the API: the same name, the same meaning, so that one dictionary speaks for both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin

from django.conf import settings
from django.utils.translation import gettext_noop as _

from poucet.measure.api.figures import Denominator
from poucet.town.api.fields import DAY
from poucet.town.api.resources import Resource, resources
from poucet.town.api.schemas import LANGUAGE, Ref, Told

SEPARATOR = " | "  # between the values of a cell that holds several
LEFT_OUT = {"self", "translations"}
OTHERS = [code for code, _name in settings.LANGUAGES if code != LANGUAGE]
OWNER = _("The thing that it hangs on.")
CHUNK = 500


@dataclass(frozen=True)
class Column:
    """A column: its name, what it means, what its cells are."""

    name: str
    meaning: str
    type: str  # string, integer, number, boolean or date
    unit: str = ""
    language: str = ""
    choices: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        return self.type in {"integer", "number"}


@dataclass(frozen=True)
class Table:
    """Things of one kind, or one sort of parts that hang on them."""

    name: str
    summary: str
    resource: Resource
    part: str
    columns: tuple[Column, ...]

    def lines(self, thing: Told) -> Iterator[list[Any]]:
        """The lines that a thing gives: itself, or its parts."""
        if not self.part:
            yield list(_cells(thing))
        else:
            for row in getattr(thing, self.part):
                yield [thing.id, *_cells(row)]  # type: ignore[attr-defined]


@cache
def tables() -> dict[str, Table]:
    """Every table of the house by its name."""
    return {table.name: table for resource in resources() for table in _tables_of(resource)}


def things(resource: Resource, root: str) -> Iterator[list[Told]]:
    """Everything of a kind by its number, some at a time: the whole is never held."""
    last, found = -1, [None] * CHUNK
    while len(found) == CHUNK:
        rows = resource.rows().filter(**{f"{resource.order}__gt": last}).order_by(resource.order)[:CHUNK]
        found = list(rows)
        if found:
            yield list(resource.tell(found, root))
            last = getattr(found[-1], resource.order)


def _tables_of(resource: Resource) -> Iterator[Table]:
    yield Table(resource.path, resource.summary, resource, "", tuple(_columns(resource.schema)))
    for name, info in resource.schema.model_fields.items():
        part = _part_of(info.annotation)
        if part is not None:
            owner = Column(resource.kind, OWNER, "string")
            columns = (owner, *_columns(part))
            yield Table(f"{resource.path}_{name}", info.description or "", resource, name, columns)


def _part_of(annotation: Any) -> type[Told] | None:
    """The schema of the parts that a field lists, when they have no address of their own."""
    if get_origin(annotation) is not list:
        return None
    (inside,) = get_args(annotation)
    is_part = isinstance(inside, type) and issubclass(inside, Told) and "id" not in inside.model_fields
    return inside if is_part else None


def _columns(schema: type[Told]) -> Iterator[Column]:
    for name, info in schema.model_fields.items():
        if name in LEFT_OUT or _part_of(info.annotation) is not None:
            continue
        yield _column(name, info)
        if info.annotation is Denominator:
            yield from (_within(name, inside, said) for inside, said in _of_constant())
        if _extra(info).get("x-translated"):
            yield from (
                Column(f"{name}_{code}", info.description or "", "string", "", code) for code in OTHERS
            )


def _column(name: str, info: Any) -> Column:
    extra = _extra(info)
    language = LANGUAGE if extra.get("x-translated") else ""
    choices = tuple(extra.get("enum", ()))
    return Column(name, info.description or "", _type_of(info), extra.get("x-unit", ""), language, choices)


def _within(name: str, inside: str, info: Any) -> Column:
    return Column(f"{name}_{inside}", info.description or "", _type_of(info))


def _of_constant() -> list[tuple[str, Any]]:
    """What a constant says beside its address: a count never goes without it."""
    return [(name, info) for name, info in Denominator.model_fields.items() if name not in Ref.model_fields]


def _type_of(info: Any) -> str:
    if _extra(info).get("x-amount"):
        return "number"
    if any(getattr(one, "pattern", None) and DAY in one.pattern for one in info.metadata):
        return "date"
    names = {bool: "boolean", int: "integer", float: "number"}
    return next((names[kind] for kind in _kinds(info.annotation) if kind in names), "string")


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """The types that a field may be, but for the words that say why there is nothing."""
    if isinstance(annotation, UnionType) or get_origin(annotation) not in {None, list, dict, Literal}:
        return get_args(annotation)
    return (annotation,)


def _extra(info: Any) -> dict[str, Any]:
    return info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}


def _cells(row: Told) -> Iterator[Any]:
    """The cells of a line, in the order of its columns."""
    translations = getattr(row, "translations", {})
    for name, is_denominator, is_translated in _filled_from(type(row)):
        said = getattr(row, name)
        yield _cell(said)
        if is_denominator:
            yield from (getattr(said, inside) for inside, _info in _of_constant())
        if is_translated:
            yield from (translations.get(code, {}).get(name, "") for code in OTHERS)


@cache
def _filled_from(schema: type[Told]) -> tuple[tuple[str, bool, bool], ...]:
    """The fields that fill a line: which name a constant, and which have translations."""
    return tuple(
        (name, info.annotation is Denominator, bool(_extra(info).get("x-translated")))
        for name, info in schema.model_fields.items()
        if name not in LEFT_OUT and _part_of(info.annotation) is None
    )


def _cell(said: Any) -> Any:
    if isinstance(said, list):
        return SEPARATOR.join(map(_among_others, said))
    if isinstance(said, bool):
        return "true" if said else "false"
    if isinstance(said, dict):
        return json.dumps(said, ensure_ascii=False)
    return getattr(said, "id", said)


def _among_others(said: Any) -> str:
    """One of several: a constant is never named without what it says."""
    if isinstance(said, Denominator):
        return f"{said.value} {said.unit} ({said.id})"
    return str(_cell(said))


def columns_of(wanted: Iterable[Table]) -> Iterator[tuple[Table, Column]]:
    """Every column of these tables: the dictionary."""
    for table in wanted:
        for column in table.columns:
            yield table, column
