"""Both halves sign one same text; whatever is changed later is another version."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from poucet.contribute.agreements.canonical import digest_of, normalised, public_text
from poucet.contribute.agreements.models import Agreement, SignedText, SigningCode
from poucet.contribute.agreements.operations import write_agreement
from poucet.contribute.agreements.signing import (
    CODE_LASTS,
    SignedVersion,
    issue_code,
    restore_signatures,
    sign_with_code,
    text_to_sign,
)
from poucet.town.codes import read_code
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from tests.factories import SIGNED
from tests.factories.agreements import BOXES, WATER, a_signed_agreement, an_agreement, sign

pytestmark = pytest.mark.django_db


def again(agreement: Agreement, **changed: object) -> Agreement:
    """Write the agreement again, some words changed."""
    said = {
        "key": agreement.key, "number": agreement.number, "period": agreement.period, "name": agreement.name,
        "purpose": agreement.purpose, "party": agreement.party, "party_nature": agreement.party_nature,
        "upkeep": agreement.upkeep, "review_on": agreement.review_on, "commitments": (BOXES, WATER), **changed,
    }  # fmt: skip
    return write_agreement(signed=SIGNED, **said)


def test_signed_by_both_halves_binds_and_enters_the_ledger_as_promised():
    agreement = an_agreement()
    sign(agreement, "town")
    agreement.refresh_from_db()
    assert agreement.state == "agreed"
    sign(agreement, "residents")
    agreement.refresh_from_db()
    assert agreement.state == "signed"
    (text,) = agreement.texts.all()
    assert (
        text.digest == digest_of(text.text) == digest_of(public_text(agreement, agreement.commitments.all()))
    )
    assert [(line.event, line.side, line.quantity) for line in agreement.ledger.all()] == [
        ("promised", "town", 6),
        ("promised", "residents", 18),  # two hours on each first of the month, from April to December
    ]
    acts = RegisterEntry.objects.filter(kind="agreement").order_by("sequence").values_list("act", flat=True)
    assert [*acts] == [
        "agreement.written", "agreement.side_signed", "agreement.side_signed", "agreement.signed",
        "agreement.line_promised", "agreement.line_promised",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"commitments": (WATER,)}, "agreement.empty_column"),
        ({"commitments": ()}, "agreement.empty_column"),
        ({"review_on": None}, "agreement.no_review"),
        ({"upkeep": " "}, "agreement.no_upkeep"),
        ({"state": "study"}, "agreement.not_agreed"),
    ],
)
def test_what_is_not_ready_is_not_signed(changed, code):
    agreement = an_agreement(**changed)
    with pytest.raises(RuleError) as refused:
        sign(agreement, "town")
    assert refused.value.code == code
    assert not SignedText.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"digest": "1" * 64}, "signature.text_changed"),
        ({"paper_digest": ""}, "signature.no_scan"),
        ({"paper_digest": "scan"}, "signature.no_scan"),
    ],
)
def test_signature_without_its_text_or_its_paper_is_refused(given, code):
    agreement = an_agreement()
    with pytest.raises(RuleError) as refused:
        sign(agreement, "town", **given)
    assert refused.value.code == code


def test_half_signs_once():
    agreement = an_agreement()
    sign(agreement, "town")
    with pytest.raises(RuleError, match=r"signature\.already"):
        sign(agreement, "town")


@pytest.mark.parametrize(
    "changed",
    [
        {"purpose": "Des légumes."},
        {"insurance": "La commune."},
        {"commitments": (replace(BOXES, deliverable="Fournir les bacs"), WATER)},
        {"commitments": (BOXES, replace(WATER, holder="l’école"))},
    ],
)
def test_any_later_edit_makes_the_next_version_unsigned(changed):
    agreement = a_signed_agreement()
    before = text_to_sign(agreement)
    edited = again(agreement, **changed)
    assert (edited.version, edited.state) == (2, "agreed")
    assert not edited.texts.filter(version=2).exists()
    assert digest_of(text_to_sign(edited)) != digest_of(before)
    assert edited.texts.get(version=1).text == before


def test_writing_the_same_again_keeps_the_signatures():
    agreement = a_signed_agreement()
    lines = RegisterEntry.objects.count()
    assert again(agreement).version == 1
    assert again(agreement, note="Vu au marché.").version == 1
    assert RegisterEntry.objects.count() == lines + 1
    with pytest.raises(RuleError, match=r"agreement\.signed_text"):
        again(agreement, purpose="Autre chose", version=1)


def test_what_changes_before_anybody_signed_stays_the_first_version():
    assert again(an_agreement(), purpose="Des légumes.").version == 1


def test_signing_the_next_version_mends_what_was_promised():
    agreement = a_signed_agreement()
    edited = again(agreement, commitments=(replace(BOXES, quantity=8), WATER))
    for side in ("town", "residents"):
        sign(edited, side)
    assert [(line.event, line.quantity, line.about) for line in edited.ledger.all()][2:] == [
        ("promised", 8, 1)
    ]


def test_code_signs_once_for_its_half_and_its_version():
    agreement = an_agreement()
    code = issue_code(agreement, side="residents", signed=SIGNED)
    digest = digest_of(text_to_sign(agreement))
    typed = code.lower().replace("0", "o").replace("1", "l")
    sign_with_code(agreement, code=typed, digest=digest, signer="la voisine", place="ici", at=SIGNED.at)
    (signature,) = agreement.texts.get().signatures.all()
    assert (signature.side, signature.means, signature.paper_digest) == ("residents", "code", "")
    with pytest.raises(RuleError, match=r"signature\.code_refused"):
        sign_with_code(agreement, code=code, digest=digest, signer="la voisine", place="ici", at=SIGNED.at)


def test_five_wrong_codes_from_one_place_slow_the_next_down():
    agreement = an_agreement()
    code = issue_code(agreement, side="residents", signed=SIGNED)
    said = {"digest": digest_of(text_to_sign(agreement)), "signer": "la voisine", "at": SIGNED.at}
    for _turn in range(5):
        with pytest.raises(RuleError, match=r"signature\.code_refused"):
            sign_with_code(agreement, code="AAAAA-AAAAA-AAAA", place="là", **said)
    with pytest.raises(RuleError, match=r"code\.too_many_tries"):
        sign_with_code(agreement, code=code, place="là", **said)
    sign_with_code(agreement, code=code, place="ici", **said)


def test_code_is_kept_as_a_keyed_digest_of_sixty_five_bits():
    agreement = an_agreement()
    code = issue_code(agreement, side="town", signed=SIGNED)
    body = read_code(code)
    assert len(body) == 14
    (kept,) = SigningCode.objects.values()
    assert all(body not in str(value) and code not in str(value) for value in kept.values())
    assert read_code(body[:-2] + ("0" if body[-2] != "0" else "1") + body[-1]) == ""
    assert read_code("") == read_code("ABC") == ""


@pytest.mark.parametrize("late", [False, True])
def test_code_too_old_or_of_another_version_is_refused(late):
    agreement = an_agreement()
    sign(agreement, "town")
    code = issue_code(agreement, side="residents", signed=SIGNED)
    at = SIGNED.at + (CODE_LASTS if late else timedelta(0))
    if not late:
        agreement = again(agreement, purpose="Autre")
    with pytest.raises(RuleError, match=r"signature\.code_refused"):
        sign_with_code(
            agreement, code=code, digest=digest_of(text_to_sign(agreement)), signer="x", place="ici", at=at
        )


def test_code_given_again_closes_the_one_before():
    agreement = an_agreement()
    before = issue_code(agreement, side="town", signed=SIGNED)
    issue_code(agreement, side="town", signed=SIGNED)
    with pytest.raises(RuleError, match=r"signature\.code_refused"):
        sign_with_code(agreement, code=before, digest="", signer="x", place="ici", at=SIGNED.at)


def test_database_refuses_to_alter_what_was_signed():
    agreement = a_signed_agreement()
    for rows in (agreement.texts.all(), agreement.ledger.all(), agreement.texts.get().signatures.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        agreement.texts.update(text="Autre")


def test_signatures_taken_up_from_elsewhere_must_be_of_their_text():
    text = normalised("Un accord")
    good = SignedVersion(1, text, digest_of(text), ())
    agreement = an_agreement()
    with pytest.raises(RuleError, match=r"signature\.wrong_digest"):
        restore_signatures(agreement, (replace(good, text="Un autre"),), signed=SIGNED)
    restore_signatures(agreement, (good,), signed=SIGNED)
    other = normalised("Un autre")
    with pytest.raises(RuleError, match=r"signature\.another_text"):
        restore_signatures(agreement, (SignedVersion(1, other, digest_of(other), ()),), signed=SIGNED)


def test_text_is_the_same_however_its_lines_end():
    text = public_text(agreement := an_agreement(review_on=date(2026, 5, 1)), agreement.commitments.all())
    assert normalised(text.replace("\n", "\r\n") + "\r\n\r\n") == text
    assert normalised(text.replace("fleurs", "fruits")) != text
