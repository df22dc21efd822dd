"""A whole dossier of which every text that somebody may write freely is hostile."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from poucet.dossier.layout import OBSERVATIONS, chapter_of
from poucet.dossier.starting import start_dossier
from poucet.dossier.table import COLUMNS
from poucet.dossier.validation import schema_of
from poucet.dossier.yaml_reading import read_yaml
from poucet.dossier.yaml_writing import write_yaml
from tests.hostile_texts import HOSTILE, mark

PEBBLE = "pebbles/le-toit-de-l-ecole.yaml"
TOLD = ("place_note", "before", "turning_point", "next", "failed", "lesson", "note")
FREE = {"type", "minLength", "maxLength", "description"}


def marked() -> Iterator[str]:
    """Every hostile text with its mark before and after, for what is cut to show where."""
    for number, text in enumerate(HOSTILE):
        yield f"{mark(number)} {text} {mark(number)}"


def plain() -> Iterator[str]:
    """As many texts, as long, that mean no harm."""
    for number, text in enumerate(HOSTILE):
        yield f"{mark(number)} {'mot ' * (len(text) // 4)}{mark(number)}"


def write_with(texts: Iterator[str], folder: Path) -> int:
    """Write a dossier that takes each text once; gives how many pebbles it took."""
    start_dossier(folder, name="x")
    values = {path: _value(folder, path) for path in _files(folder)}
    del values["commune.yaml"]["description"]  # which no page shows
    for path, value in values.items():
        if path.startswith("agreements/"):
            value.pop("signed", None)  # a signature holds for one text, and no other
    pebble, pebbles, left = values.pop(PEBBLE), 0, list(texts)[::-1]
    for path, value in values.items():
        _write(folder, path, value, left)
    _write_table(folder, left)
    while left:
        pebbles += 1
        told = (
            pebble
            | {"number": pebbles}
            | dict.fromkeys(TOLD, "x")
            | {"en": dict.fromkeys((*TOLD, "name", "deed"), "x")}
        )
        told["voices"] = [{"speaker": "x", "role": "x", "text": "x", "example": True}]
        _write(folder, PEBBLE if pebbles == 1 else f"pebbles/caillou-{pebbles}.yaml", told, left)
    return pebbles


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.yaml")))
    return [name for name in names if chapter_of(name) is not None]


def _value(folder: Path, path: str) -> Any:
    document = read_yaml(path, (folder / path).read_bytes())
    assert document.faults == []
    return document.value


def _write(folder: Path, path: str, value: Any, left: list[str]) -> None:
    chapter = chapter_of(path)
    assert chapter is not None
    (folder / path).write_bytes(write_yaml(_filled(value, schema_of(chapter.schema), left)))


def _filled(value: Any, schema: Mapping[str, Any], left: list[str]) -> Any:
    if isinstance(value, dict):
        properties: Mapping[str, Any] = schema.get("properties", {})
        return {name: _filled(part, properties.get(name, {}), left) for name, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, schema.get("items", {}), left) for part in value]
    is_free = schema.get("type") == "string" and set(schema) <= FREE
    if not (is_free and left):
        return value
    return left.pop()[: schema.get("maxLength", 20_000)].ljust(schema.get("minLength", 1), ".")


def _write_table(folder: Path, left: list[str]) -> None:
    rows = list(csv.DictReader(io.StringIO((folder / OBSERVATIONS).read_text(encoding="utf-8"))))
    for row in rows:
        row |= {name: left.pop() for name in ("scope", "method", "note")}
    with (folder / OBSERVATIONS).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
