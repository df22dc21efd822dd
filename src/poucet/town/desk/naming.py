"""What a thing born at the desk is called for ever: the next number, an identifier made from its title."""

from __future__ import annotations

from django.db.models import Max
from django.utils.text import slugify

from poucet.town.models import Thing

LONGEST = 100  # the dossier allows 120: room is left for « -2 »


def next_number(model: type[Thing]) -> int:
    """One more than any number ever given, withdrawn things included; asked while the house is held."""
    last: int | None = model.every.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def new_key(model: type[Thing], title: str, number: int) -> str:
    """An identifier that reads like the title, and that no other thing of the kind ever had."""
    wanted = slugify(title)[:LONGEST].strip("-_") or f"{model.kind}-{number}"
    key, count = wanted, 1
    while model.every.filter(key=key).exists():
        count += 1
        key = f"{wanted}-{count}"
    return key
