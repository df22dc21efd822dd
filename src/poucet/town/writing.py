"""How any thing is written: created or revised, signed in the register, its number never reused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Thing
from poucet.town.register import one_act
from poucet.town.rows import among, differing
from poucet.town.written import announce

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True)
class Signature:
    """Who acts, and when: every act of the house is signed."""

    by: str
    at: datetime


@dataclass(frozen=True)
class Wanted:
    """A thing as somebody wants it: its key, its number, its fields."""

    key: str
    number: int
    fields: dict[str, Any]


@one_act()
def write(model: type[T], *, key: str, number: int, signed: Signature, **fields: Any) -> T:
    """Create the thing of that key, or revise it; a revision that changes nothing signs nothing."""
    return write_all(model, [Wanted(key, number, fields)], signed=signed)[0]


@one_act()
def write_all(model: type[T], wanted: Sequence[Wanted], *, signed: Signature) -> list[T]:
    """Write things of one kind, each key once, in the order given: two questions, whatever their number."""
    known = {thing.key: thing for thing in among(model.every.all(), "key", [one.key for one in wanted])}
    new = [one for one in wanted if one.key not in known]
    _refuse_numbers_taken(model, new)
    for one in wanted:
        if one.key in known and known[one.key].number != one.number:
            held = known[one.key].number
            raise RuleError(
                "thing.number_changed", kind=model.kind, key=one.key, number=held, wanted=one.number
            )
    written = [model(key=one.key, number=one.number, **one.fields) for one in new]
    model.every.bulk_create(written, batch_size=1000)
    acts = [register.Act(f"{model.kind}.written", thing.reference) for thing in written]
    register.record_all(acts, by=signed.by, at=signed.at)
    announce(*(thing.reference for thing in written))
    for one in wanted:
        if one.key in known:
            _revise(known[one.key], one.fields | {"withdrawn": False}, signed)
    things = known | {thing.key: thing for thing in written}
    return [things[one.key] for one in wanted]


def _refuse_numbers_taken(model: type[Thing], new: Sequence[Wanted]) -> None:
    numbers = {one.number for one in new}
    taken = (
        set(among(model.every.all(), "number", numbers).values_list("number", flat=True)) if new else set()
    )
    for one in new:
        if one.number in taken:
            raise RuleError("thing.number_taken", kind=model.kind, number=one.number, key=one.key)
        taken.add(one.number)


def _revise(thing: Thing, fields: dict[str, Any], signed: Signature) -> None:
    changed = differing(thing, fields)
    if changed:
        for name in changed:
            setattr(thing, name, fields[name])
        thing.save(update_fields=changed)
        sign_revision(thing, changed, signed)
        announce(thing.reference)


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


@one_act()
def restore(thing: Thing, *, signed: Signature) -> None:
    """Bring a withdrawn thing back whole, at its number."""
    thing.withdrawn = False
    thing.save(update_fields=["withdrawn"])
    register.record(f"{thing.kind}.restored", on=thing.reference, by=signed.by, at=signed.at)
    announce(thing.reference)
