"""Whether two versions of a file say the same, however each is laid out."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from poucet.dossier.drawing import read_drawing
from poucet.dossier.faults import Fault
from poucet.dossier.layout import DRAWINGS, OBSERVATIONS, chapter_of
from poucet.dossier.table import AMOUNT, read_table
from poucet.dossier.validation import schema_of
from poucet.dossier.yaml_reading import read_yaml


def same_content(path: str, one: bytes, other: bytes) -> bool:
    """Equal as bytes, or as what they say: layout, comments and the order of records aside."""
    return one == other or _said(path, one) == _said(path, other)


def _said(path: str, content: bytes) -> Any:
    chapter = chapter_of(path)
    if path == OBSERVATIONS:
        lines, table = read_table(content)
        cells = sorted(tuple(_cell(text) for text in cells.values()) for _line, cells in lines)
        return _sound(table.faults, cells)
    if chapter is None:
        return content
    if path.endswith(DRAWINGS):
        drawing = read_drawing(path, content)
        return _sound(drawing.faults, drawing.features)
    document = read_yaml(path, content)
    return _sound(document.faults, settled(document.value, schema_of(chapter.schema)))


def _sound(faults: list[Fault], said: Any) -> Any:
    return object() if faults else said  # what could not be read says the same as nothing else


def _cell(text: str) -> str:
    return str(Decimal(text).normalize() + 0) if AMOUNT.fullmatch(text) else text


def settled(value: Any, schema: Mapping[str, Any]) -> Any:
    """A value without what does not count: defaults spelled out, empty lists, the order of a set."""
    schema = _looked_up(schema)
    for way in schema.get("anyOf", ()):
        if isinstance(value, dict) and "properties" in _looked_up(way):
            schema = _looked_up(way)
    if "x-period" in schema:
        return str(value)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        parts = {name: settled(part, properties.get(name, {})) for name, part in value.items()}
        return {name: part for name, part in parts.items() if _counts(part, properties.get(name, {}))}
    if isinstance(value, list):
        items = [settled(item, schema.get("items", {})) for item in value]
        if schema.get("uniqueItems") and all(isinstance(item, str) for item in items):
            return sorted(items)
        if items and all(isinstance(item, dict) and isinstance(item.get("number"), int) for item in items):
            return sorted(items, key=lambda item: item["number"])
        return items
    return value


def _counts(value: Any, schema: Mapping[str, Any]) -> bool:
    return value not in ([], {}) and value != schema.get("default", object())


def _looked_up(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    definition: Mapping[str, Any] = schema_of("common")["$defs"][reference.rpartition("/")[2]]
    return definition
