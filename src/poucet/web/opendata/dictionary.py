"""What every column means: for people as a page and a table, for programs as a Data Package of Table Schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from poucet.town.api.fields import NO_VALUE
from poucet.web.opendata.licences import LICENCES
from poucet.web.opendata.tables import Column, Table, tables
from poucet.web.opendata.writing import COMMA, EXCEL, Dialect

HEADER = ("table", "column", "type", "unit", "language", "choices", "meaning_fr", "meaning_en")


def lines() -> Iterator[list[str]]:
    """The dictionary as a table: each column, its meaning in both languages."""
    for table in tables().values():
        for column in table.columns:
            facts = [table.name, column.name, column.type, column.unit, column.language]
            yield [*facts, " | ".join(column.choices), *(meaning(column, code) for code in ("fr", "en"))]


def data_package(commune: str, changed: str) -> dict[str, Any]:
    """The tables as frictionless data: names, licence, and a Table Schema each."""
    licence = LICENCES[settings.LICENCE]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "poucet",
        "title": commune,
        "created": changed,
        "licenses": [{"name": licence.code, "title": licence.name, "path": licence.address}],
        "resources": [_resource(table, dialect) for table in tables().values() for dialect in (COMMA, EXCEL)],
    }


def _resource(table: Table, dialect: Dialect) -> dict[str, Any]:
    suffix = "" if dialect is COMMA else "_excel"
    return {
        "name": f"{table.name}{suffix}",
        "path": f"{table.name}.{dialect.name}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": dialect.separator, "lineTerminator": "\r\n"},
        "schema": table_schema(table, dialect),
    }


def table_schema(table: Table, dialect: Dialect) -> dict[str, Any]:
    """A Table Schema: « unknown » and « not_applicable » are no numbers, and are not one another."""
    schema: dict[str, Any] = {"fields": [_field(column, dialect) for column in table.columns]}
    if not table.part:
        return {**schema, "primaryKey": ["id"]}
    reference = {"resource": table.resource.path, "fields": ["id"]}
    return {**schema, "foreignKeys": [{"fields": [table.resource.kind], "reference": reference}]}


def _field(column: Column, dialect: Dialect) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "description": meaning(column, "en"),
        "description_fr": meaning(column, "fr"),
    }
    if column.type in {"integer", "number", "date"}:
        said["missingValues"] = ["", *NO_VALUE]
    if column.type == "number":
        said["decimalChar"] = dialect.decimal
    if column.unit:
        said["unit"] = column.unit
    if column.choices and column.type == "string":
        said["constraints"] = {"enum": list(column.choices)}
    return said


def meaning(column: Column, language: str) -> str:
    with translation.override(language):
        said = _(column.meaning)
        if column.language and column.language != "fr":
            said = _("%(meaning)s (in English)") % {"meaning": said.rstrip(".")}
    return said
