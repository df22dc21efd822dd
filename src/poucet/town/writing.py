"""How any thing is written: created or revised, signed in the register, its number never reused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Thing
from poucet.town.register import one_act
from poucet.town.written import announce

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Signature:
    """Who acts, and when: every act of the house is signed."""

    by: str
    at: datetime


@one_act()
def write(model: type[T], *, key: str, number: int, signed: Signature, **fields: Any) -> T:
    """Create the thing of that key, or revise it; a revision that changes nothing signs nothing."""
    thing: T | None = model.every.filter(key=key).first()
    if thing is None:
        if model.every.filter(number=number).exists():
            raise RuleError("thing.number_taken", kind=model.kind, number=number, key=key)
        thing = model.every.create(key=key, number=number, **fields)
        register.record(f"{model.kind}.written", on=thing.reference, by=signed.by, at=signed.at)
        announce(thing.reference)
        return thing
    if thing.number != number:
        raise RuleError("thing.number_changed", kind=model.kind, key=key, number=thing.number, wanted=number)
    fields["withdrawn"] = False
    changed = sorted(name for name, value in fields.items() if getattr(thing, name) != value)
    if changed:
        for name in changed:
            setattr(thing, name, fields[name])
        thing.save(update_fields=changed)
        sign_revision(thing, changed, signed)
        announce(thing.reference)
    return thing


def sign_revision(thing: Thing, changed: list[str], signed: Signature) -> None:
    """Sign that these fields of a thing were revised; their text stays out of the register."""
    register.record(f"{thing.kind}.revised", on=thing.reference, by=signed.by, at=signed.at, fields=changed)


@one_act()
def withdraw(thing: Thing, *, signed: Signature, reason: str = "") -> None:
    """Take a thing away from the site, and say why; its number stays its own for ever."""
    thing.withdrawn = True
    thing.save(update_fields=["withdrawn"])
    why = {"reason": reason} if reason else {}
    register.record(f"{thing.kind}.withdrawn", on=thing.reference, by=signed.by, at=signed.at, **why)
    announce(thing.reference)
