"""The lines of the ledger: how one is added, and the posting held meanwhile."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Max
from django.utils.timezone import localdate

from poucet.contribute.sharing.models import Posting, Promise, SharingLine
from poucet.contribute.sharing.terms import Half
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.writing import Signature
from poucet.town.written import announce

BY_A_RESIDENT = "resident"  # who takes what is nobody's business: such lines of the register name nobody


def held(posting: Posting) -> Posting:
    """The posting as it is now, kept by this transaction: whoever comes at the same time waits."""
    found: Posting | None = Posting.objects.select_for_update(of=("self",)).filter(pk=posting.pk).first()
    if found is None:
        raise RuleError("thing.not_standing", kind=Posting.kind, number=posting.number)
    return found


def add_line(
    promise: Promise,
    event: str,
    half: Half,
    *,
    signed: Signature,
    quantity: Decimal | None = None,
    about: int | None = None,
) -> SharingLine:
    """Add a line about a share, and sign it."""
    posting = promise.posting
    last: int | None = SharingLine.objects.filter(posting=posting).aggregate(last=Max("position"))["last"]
    row = SharingLine.objects.create(
        posting=posting,
        position=(last or 0) + 1,
        share=promise.position,
        event=event,
        half=half,
        quantity=promise.quantity if quantity is None else quantity,
        on=localdate(signed.at),
        about=about,
    )
    register.record(
        f"posting.line_{event}", on=posting.reference, by=signed.by, at=signed.at, line=row.position
    )
    announce(posting.reference)
    return row
