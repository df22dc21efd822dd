"""Acts on residence: make letters, use, revoke and replace a code, see a proof at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Max
from django.utils.timezone import localdate

from poucet.town import codes, register
from poucet.town.errors import RuleError
from poucet.town.identity.operations import level_of_resident
from poucet.town.people.models import Person
from poucet.town.people.operations import reference_of
from poucet.town.people.tries import Trier, counted
from poucet.town.residence.models import Batch, LetterCode
from poucet.town.rows import insert
from poucet.town.writing import Signature

_PURPOSE = "poucet.residence.letter"


class Proof(StrEnum):
    """What an agent may have seen; nothing of it is copied."""

    BILL = "bill"
    LEASE = "lease"
    TAX = "tax"
    INSURANCE = "insurance"
    HOST = "host"
    KNOWN = "known"


@dataclass(frozen=True)
class Letter:
    """One letter, while its code is in clear: for the time of printing."""

    position: int
    code: str


@dataclass(frozen=True)
class Wanted:
    """Letters as an agent asks for them."""

    count: int
    ends_on: date
    purpose: str
    sheet: str


@register.one_act()
def make_letters(wanted: Wanted, *, signed: Signature) -> tuple[Batch, Sequence[Letter]]:
    """Draw so many codes, told this once."""
    if wanted.ends_on < localdate(signed.at):
        raise RuleError("letters.past_end")
    if Batch.objects.filter(sheet=wanted.sheet).exists():
        raise RuleError("letters.printed_already")
    number = (Batch.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    batch = Batch.objects.create(
        number=number,
        purpose=wanted.purpose,
        count=wanted.count,
        made_by=signed.by,
        made_at=signed.at,
        ends_on=wanted.ends_on,
        sheet=wanted.sheet,
    )
    letters = [Letter(position, codes.new_code()) for position in range(1, wanted.count + 1)]
    insert(LetterCode, (_kept(batch, one) for one in letters))
    register.record("letters.made", by=signed.by, at=signed.at, batch=number, count=wanted.count)
    return batch, letters


def become_resident(person: Person, typed: str, *, place: str, signed: Signature) -> None:
    """Reach level 2 by the code of a letter; what is refused says no more than that it is."""
    if person.level >= Person.Level.LETTER:
        raise RuleError("letters.resident_already")
    with counted(Trier(person.signs_as), Trier(f"place {place}"), at=signed.at):
        _use(person, typed, signed)


@register.one_act()
def _use(person: Person, typed: str, signed: Signature) -> None:
    found = LetterCode.objects.filter(
        digest=_digest(codes.read_code(typed)),
        state=LetterCode.State.ISSUED,
        batch__ends_on__gte=localdate(signed.at),
    )
    row = found.select_related("batch").first()
    # Only one of two who type it at the same time finds it unused.
    if row is None or not _change(row, LetterCode.State.USED):
        raise RuleError("letters.code_refused")
    _raise_level(person, signed, means="letter", batch=row.batch.number)


@register.one_act()
def see_proof(person: Person, proof: Proof, *, signed: Signature) -> None:
    """An agent saw that somebody lives here; what was seen is named, nothing of it is kept."""
    if person.erased_at is not None:
        raise RuleError("person.erased", number=person.number)
    if person.signs_as == signed.by:
        raise RuleError("letters.own_proof")
    if person.level >= Person.Level.LETTER:
        raise RuleError("letters.resident_already")
    _raise_level(person, signed, means="desk", seen=proof.value)


@register.one_act()
def replace_letter(batch: Batch, position: int, *, signed: Signature) -> Letter:
    """A new code for a letter that went astray; the one before opens nothing any more."""
    if batch.ends_on < localdate(signed.at):
        raise RuleError("letters.past_end")
    _put_out_of_use(batch, position, LetterCode.State.REPLACED)
    letter = Letter(position, codes.new_code())
    insert(LetterCode, [_kept(batch, letter)])
    register.record("letters.replaced", by=signed.by, at=signed.at, batch=batch.number, letter=position)
    return letter


@register.one_act()
def revoke_letter(batch: Batch, position: int, *, signed: Signature) -> None:
    """A letter that fell into other hands opens nothing any more."""
    _put_out_of_use(batch, position, LetterCode.State.REVOKED)
    register.record("letters.revoked", by=signed.by, at=signed.at, batch=batch.number, letter=position)


@register.one_act()
def revoke_batch(batch: Batch, *, signed: Signature) -> int:
    """Close all the letters of a batch that nobody has used yet."""
    waiting = batch.codes.filter(state=LetterCode.State.ISSUED)
    closed = waiting.update(state=LetterCode.State.REVOKED)
    if not closed:
        raise RuleError("letters.none_waits")
    register.record("letters.batch_revoked", by=signed.by, at=signed.at, batch=batch.number, count=closed)
    return closed


def _put_out_of_use(batch: Batch, position: int, state: LetterCode.State) -> None:
    row = batch.codes.filter(position=position, state=LetterCode.State.ISSUED).first()
    if row is None or not _change(row, state):
        raise RuleError("letters.none_waits_there", letter=position)


def _change(row: LetterCode, state: LetterCode.State) -> bool:
    waiting = LetterCode.objects.filter(pk=row.pk, state=LetterCode.State.ISSUED)
    return bool(waiting.update(state=state))


def _raise_level(person: Person, signed: Signature, **how: object) -> None:
    level = level_of_resident(person)
    if not Person.objects.filter(pk=person.pk, level__lt=Person.Level.LETTER).update(level=level):
        raise RuleError("letters.resident_already")
    person.level = level
    register.record("person.resident", on=reference_of(person), by=signed.by, at=signed.at, **how)


def _kept(batch: Batch, letter: Letter) -> LetterCode:
    return LetterCode(batch=batch, position=letter.position, digest=_digest(letter.code))


def _digest(code: str) -> str:
    return codes.keyed(code, purpose=_PURPOSE)
