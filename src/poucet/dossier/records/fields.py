"""Fields that pass unchanged between a record and a thing, under the name each side gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from poucet.dossier.checking import Dossier
from poucet.dossier.validation import UNKNOWN, schema_of
from poucet.town.models import Thing, Translated
from poucet.town.writing import Signature

Record = dict[str, Any]
Names = Mapping[str, str]  # name in the record → name in the model


@dataclass
class Loading:
    """A load under way: what is loaded, who signs, and the things already written, by identifier."""

    dossier: Dossier
    signed: Signature
    things: dict[str, dict[str, Any]] = field(default_factory=dict)

    def keep(self, thing: Thing) -> None:
        self.things.setdefault(thing.kind, {})[thing.key] = thing

    def keep_all(self, things: Iterable[Thing]) -> None:
        for thing in things:
            self.keep(thing)

    def thing(self, kind: str, key: str | None) -> Any:
        """The thing of that identifier; None when none is named, or when it is unknown."""
        return None if key in {None, UNKNOWN} else self.things[kind][key]


def taken(record: Record, names: Names) -> dict[str, Any]:
    """Fields of the model out of a record: an absent text is an empty one."""
    return {attribute: record.get(name, "") for name, attribute in names.items()}


def translated(record: Record, names: Names) -> dict[str, Any]:
    """The translations of a record, under the names of the model."""
    english = record.get("en")
    return {"en": {names.get(name, name): text for name, text in english.items()}} if english else {}


def given(thing: Any, names: Names) -> Record:
    """Fields of a record out of a thing: what is empty is left out."""
    record = {name: getattr(thing, attribute) for name, attribute in names.items()}
    return {name: value for name, value in record.items() if value not in ("", None, [], {})}


def english(thing: Translated, names: Names) -> Record:
    """The block of translations of a thing, or nothing."""
    back = {attribute: name for name, attribute in names.items()}
    told = thing.translations.get("en", {})
    return {"en": {back.get(name, name): text for name, text in told.items()}} if told else {}


def unknown_or(value: Any) -> Any:
    return UNKNOWN if value in (None, "") else value


def known(value: Any) -> Any:
    """What a record says, with `unknown` read as nothing known."""
    return None if value == UNKNOWN else value


def period_text(value: Any) -> str:
    """A period as the rooms keep it: text, empty when unknown."""
    return "" if value in (None, UNKNOWN) else str(value)


def period_value(text: str) -> Any:
    """A period as the files write it: a bare year is a number."""
    if not text:
        return UNKNOWN
    return int(text) if text.isdecimal() else text


def number_value(amount: Decimal | None) -> int | Decimal | None:
    """An amount as the files write it: whole numbers without a point."""
    if amount is None:
        return None
    whole = amount.to_integral_value()
    return int(whole) if amount == whole else amount.normalize()


def arranged(record: Record, properties: Mapping[str, Any]) -> Record:
    """A record in the order of its published schema, its parts too."""
    return {name: _arranged(record[name], properties[name]) for name in properties if name in record}


def _arranged(value: Any, schema: Mapping[str, Any]) -> Any:
    for way in schema.get("anyOf", ()):
        if isinstance(value, dict) and "properties" in way:
            return arranged(value, way["properties"])
    if isinstance(value, dict) and "properties" in schema:
        return arranged(value, schema["properties"])
    if isinstance(value, list) and "items" in schema:
        return [_arranged(item, schema["items"]) for item in value]
    return value


def arranged_as(name: str, value: Any) -> Any:
    """A whole file in the order of its published schema."""
    return _arranged(value, schema_of(name))
