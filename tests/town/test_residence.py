"""Who lives here: letters that open once, proofs that an agent saw, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from poucet.town.codes import grouped
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.models import Person
from poucet.town.residence.models import Batch, LetterCode
from poucet.town.residence.operations import (
    Proof,
    become_resident,
    replace_letter,
    revoke_batch,
    revoke_letter,
    see_proof,
)
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_person
from tests.factories.residence import letters

pytestmark = pytest.mark.django_db


def use(person: Person, typed: str, *, place: str = "ici", at: datetime = SIGNED.at) -> None:
    become_resident(person, typed, place=place, signed=Signature(by=person.signs_as, at=at))


def last_line() -> tuple[str, str, dict[str, object]]:
    entry = RegisterEntry.objects.latest("sequence")
    return entry.act, entry.by, entry.details


def refused(code: str, person: Person, typed: str, **more: object) -> None:
    with pytest.raises(RuleError) as refusal:
        use(person, typed, **more)
    assert refusal.value.code == code
    person.refresh_from_db()


def test_letter_makes_a_resident_once():
    batch, (letter, *_rest) = letters(purpose="Budget de tous")
    person, neighbour = a_person(), a_person()
    use(person, grouped(letter.code).lower())
    person.refresh_from_db()
    assert person.level == Person.Level.LETTER
    assert last_line() == ("person.resident", person.signs_as, {"means": "letter", "batch": batch.number})
    refused("letters.code_refused", neighbour, letter.code)
    assert neighbour.level == Person.Level.REACHED


def test_resident_wastes_no_letter():
    _batch, (first, second, *_rest) = letters()
    person = a_person()
    use(person, first.code)
    refused("letters.resident_already", person, second.code)
    assert LetterCode.objects.get(position=2).state == "issued"


def test_nothing_tells_an_unknown_code_from_one_used_revoked_or_too_old():
    _batch, (used, revoked, *_rest) = letters()
    old, (late, *_others) = letters()
    use(a_person(), used.code)
    revoke_letter(Batch.objects.get(number=_batch.number), 2, signed=SIGNED)
    Batch.objects.filter(pk=old.pk).update(ends_on=SIGNED.at.date() - timedelta(days=1))
    for place, typed in enumerate(["", "ABC", "0" * 14, used.code, revoked.code, late.code]):
        refused("letters.code_refused", a_person(), typed, place=str(place))


def test_last_day_counts_whole():
    batch, (letter, *_rest) = letters(ends_on=SIGNED.at.date())
    use(a_person(), letter.code, at=datetime(2026, 1, 5, 22, 59, tzinfo=UTC))
    assert batch.codes.filter(state="used").count() == 1


def test_five_wrong_codes_slow_a_person_down_even_with_the_right_one():
    _batch, (letter, *_rest) = letters()
    person = a_person()
    for turn in range(5):
        refused("letters.code_refused", person, "0" * 14, place=str(turn))
    refused("code.too_many_tries", person, letter.code, place="ailleurs")
    use(person, letter.code, place="ailleurs", at=SIGNED.at + timedelta(minutes=16))


def test_letter_is_replaced_at_the_desk():
    batch, (letter, *_rest) = letters()
    new = replace_letter(batch, 1, signed=SIGNED)
    assert last_line() == ("letters.replaced", "tests", {"batch": batch.number, "letter": 1})
    refused("letters.code_refused", a_person(), letter.code)
    use(a_person(), new.code)
    with pytest.raises(RuleError, match=r"letters\.none_waits_there"):
        replace_letter(batch, 1, signed=SIGNED)


def test_revoked_batch_opens_nothing_and_keeps_who_was_in():
    batch, (first, second, _third) = letters()
    person = a_person()
    use(person, first.code)
    assert revoke_batch(batch, signed=SIGNED) == 2
    assert last_line() == ("letters.batch_revoked", "tests", {"batch": batch.number, "count": 2})
    refused("letters.code_refused", a_person(), second.code)
    person.refresh_from_db()
    assert person.level == Person.Level.LETTER
    with pytest.raises(RuleError, match=r"letters\.none_waits"):
        revoke_batch(batch, signed=SIGNED)


def test_letters_are_made_once_and_not_for_the_past():
    letters(sheet="a" * 32)
    with pytest.raises(RuleError, match=r"letters\.printed_already"):
        letters(sheet="a" * 32)
    with pytest.raises(RuleError, match=r"letters\.past_end"):
        letters(ends_on=SIGNED.at.date() - timedelta(days=1))
    assert Batch.objects.count() == 1
    batch = Batch.objects.get()
    late = replace(SIGNED, at=SIGNED.at + timedelta(days=20_000))
    with pytest.raises(RuleError, match=r"letters\.past_end"):
        replace_letter(batch, 1, signed=late)


def test_agent_sees_a_proof_and_names_it():
    person, other = a_person(), a_person()
    see_proof(person, Proof.LEASE, signed=SIGNED)
    assert person.level == Person.Level.LETTER
    assert last_line() == ("person.resident", "tests", {"means": "desk", "seen": "lease"})
    with pytest.raises(RuleError, match=r"letters\.resident_already"):
        see_proof(person, Proof.LEASE, signed=SIGNED)
    with pytest.raises(RuleError, match=r"letters\.own_proof"):
        see_proof(other, Proof.LEASE, signed=Signature(by=other.signs_as, at=SIGNED.at))


def everything_kept() -> str:
    """Every value of every table, as whoever copies the database reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- our own tables
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_copied_database_yields_no_usable_code():
    batch, drawn = letters(5)
    new = replace_letter(batch, 1, signed=SIGNED)
    use(a_person(), drawn[1].code)
    dump = everything_kept().upper()
    assert "LETTERS.MADE" in dump
    for letter in (*drawn, new):
        for written in (letter.code, letter.code[:13], grouped(letter.code), letter.code[:8]):
            assert written not in dump


def test_no_path_leads_from_a_code_to_a_person():
    for model in (Batch, LetterCode):
        related = {field.related_model for field in model._meta.get_fields() if field.related_model}
        assert related <= {Batch, LetterCode}
    assert not {name for name in ("used_at", "used_by") if hasattr(LetterCode, name)}
