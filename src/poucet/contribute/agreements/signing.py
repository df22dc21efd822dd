"""Acts that bind: both halves sign the fingerprint of one same text, by a code that opens once or on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from poucet.contribute.agreements.canonical import digest_of, normalised, public_text
from poucet.contribute.agreements.ledger import promise_all
from poucet.contribute.agreements.models import Agreement, SideSignature, SignedText, SigningCode
from poucet.contribute.agreements.terms import LIVING, Side, State
from poucet.town import codes, register
from poucet.town.errors import RuleError
from poucet.town.people.tries import Trier, counted
from poucet.town.register import one_act
from poucet.town.writing import Signature
from poucet.town.written import announce

CODE_LASTS = timedelta(days=14)  # the time of a letter, and to think it over
_PURPOSE = "poucet.agreements.code"
MOST_TRIES_ON_ONE = 50  # from everywhere: five would let anybody shut out those who are to sign
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Signed:
    """How one half signs: which text, in what capacity, by what means."""

    side: str
    digest: str
    signer: str
    on: date
    means: str = SideSignature.Means.PAPER.value
    paper_digest: str = ""


@dataclass(frozen=True)
class SignedVersion:
    """A version signed elsewhere, with its signatures."""

    version: int
    text: str
    digest: str
    signatures: tuple[Signed, ...]


def text_to_sign(agreement: Agreement) -> str:
    """The text of this version: as it was when the first half signed, else as it is written now."""
    kept: SignedText | None = agreement.texts.filter(version=agreement.version).first()
    return kept.text if kept else public_text(agreement, agreement.commitments.all())


@one_act()
def sign_agreement(agreement: Agreement, given: Signed, *, signed: Signature) -> SideSignature:
    """Sign for one half; when both have, what they promise enters the ledger.

    Refused while a column is empty, without a review date or an upkeep rule, or when the text is no longer the one
    that was read.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.state not in {State.AGREED, *LIVING}:
        raise RuleError("agreement.not_agreed", state=agreement.state)
    _refuse_unready(agreement)
    if given.means == SideSignature.Means.PAPER and not _SHA256.fullmatch(given.paper_digest):
        raise RuleError("signature.no_scan")
    text = text_to_sign(agreement)
    if given.digest != digest_of(text):
        raise RuleError("signature.text_changed")
    kept, _new = SignedText.objects.get_or_create(
        agreement=agreement, version=agreement.version, defaults={"text": text, "digest": given.digest}
    )
    if kept.signatures.filter(side=given.side).exists():
        raise RuleError("signature.already", side=given.side)
    signature = _put(kept, given)
    details = {"side": given.side, "version": kept.version, "digest": kept.digest}
    register.record("agreement.side_signed", on=agreement.reference, by=signed.by, at=signed.at, **details)
    if kept.signatures.count() == len(Side):
        _bind(agreement, given.on, signed)
    return signature


@one_act()
def issue_code(agreement: Agreement, *, side: str, signed: Signature) -> str:
    """A code to sign this version with, told once; those given before to this half sign nothing any more."""
    _refuse_unready(agreement)
    code = codes.new_code()
    agreement.codes.filter(side=side).delete()
    SigningCode.objects.create(
        agreement=agreement,
        version=agreement.version,
        side=side,
        digest=_keyed(code),
        expires_at=signed.at + CODE_LASTS,
    )
    register.record("agreement.code_given", on=agreement.reference, by=signed.by, at=signed.at, side=side)
    return codes.grouped(code)


def sign_with_code(
    agreement: Agreement, *, code: str, digest: str, signer: str, place: str, at: datetime
) -> SideSignature:
    """Sign with a code; refused when it is unknown, used, too old, of another version, or after too many tries."""
    triers = Trier(f"place {place}"), Trier(str(agreement.reference), MOST_TRIES_ON_ONE)
    with counted(*triers, at=at):
        return _sign_by_code(agreement, code=code, digest=digest, signer=signer, at=at)


@one_act()
def _sign_by_code(
    agreement: Agreement, *, code: str, digest: str, signer: str, at: datetime
) -> SideSignature:
    found = (
        agreement.codes.select_for_update(of=("self",))
        .filter(
            digest=_keyed(codes.read_code(code)), version=agreement.version, used_at=None, expires_at__gt=at
        )
        .first()
    )
    if found is None:
        raise RuleError("signature.code_refused")
    found.used_at = at
    found.save(update_fields=["used_at"])
    given = Signed(found.side, digest, signer, at.date(), means=SideSignature.Means.CODE)
    return sign_agreement(agreement, given, signed=Signature(by=f"code/{found.side}", at=at))


@one_act()
def restore_signatures(
    agreement: Agreement, versions: tuple[SignedVersion, ...], *, signed: Signature
) -> None:
    """Take up what was signed elsewhere; refused where a text is not the one of its fingerprint, or differs here."""
    for one in versions:
        if digest_of(normalised(one.text)) != one.digest:
            raise RuleError("signature.wrong_digest", version=one.version)
        kept, _new = SignedText.objects.get_or_create(
            agreement=agreement,
            version=one.version,
            defaults={"text": normalised(one.text), "digest": one.digest},
        )
        if kept.digest != one.digest:
            raise RuleError("signature.another_text", version=one.version)
        known = {row.side: given_of(row, kept.digest) for row in kept.signatures.all()}
        for given in one.signatures:
            if given.side not in known:
                _put(kept, given)
                details = {"side": given.side, "version": kept.version, "digest": kept.digest}
                register.record(
                    "agreement.side_signed", on=agreement.reference, by=signed.by, at=signed.at, **details
                )
            elif known[given.side] != given:
                raise RuleError("signature.another_text", version=one.version)


def given_of(row: SideSignature, digest: str) -> Signed:
    """A signature as it was given."""
    return Signed(row.side, digest, row.signer, row.on, row.means, row.paper_digest)


def _keyed(code: str) -> str:
    return codes.keyed(code, purpose=_PURPOSE)


def _refuse_unready(agreement: Agreement) -> None:
    sides = set(agreement.commitments.values_list("side", flat=True))
    if sides != set(Side.values):
        raise RuleError("agreement.empty_column")
    if agreement.review_on is None:
        raise RuleError("agreement.no_review")
    if not agreement.upkeep.strip():
        raise RuleError("agreement.no_upkeep")


def _put(text: SignedText, given: Signed) -> SideSignature:
    return SideSignature.objects.create(
        text=text,
        side=given.side,
        on=given.on,
        means=given.means,
        signer=given.signer,
        paper_digest=given.paper_digest,
    )


def _bind(agreement: Agreement, on: date, signed: Signature) -> None:
    if agreement.state == State.AGREED:
        agreement.state = State.SIGNED
        agreement.save(update_fields=["state"])
    register.record("agreement.signed", on=agreement.reference, by=signed.by, at=signed.at)
    promise_all(agreement, on=on, signed=signed)
    announce(agreement.reference)
