"""English texts of a thing, between its table and its sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from poucet.town.desk.sheets import ENGLISH, Content
from poucet.town.models import Translated


def english_of(thing: Translated, fields: Iterable[str]) -> Content:
    """What a sheet holds of the translations of a thing."""
    return {f"{name}{ENGLISH}": thing.told_in(name, "en") or "" for name in fields}


def with_english(thing: Translated | None, said: Mapping[str, str]) -> dict[str, Any]:
    """The translations of a thing with these English texts; those in other languages stay."""
    others = (
        {} if thing is None else {code: told for code, told in thing.translations.items() if code != "en"}
    )
    return others | ({"en": dict(said)} if said else {})
