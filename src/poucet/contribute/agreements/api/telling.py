"""Agreements as the API and the open data tell them: how they are fetched and told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.contribute.agreements.api.schemas import (
    AgreementFilters,
    AgreementTold,
    CommitmentTold,
    LedgerLineTold,
    SignatureTold,
)
from poucet.contribute.agreements.models import Agreement, Commitment, LedgerLine
from poucet.contribute.agreements.terms import Event
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, exact, known
from poucet.town.api.resources import Resource, offer
from poucet.town.api.schemas import identity, standing_ref, tongue

_WORDS = (
    "name", "purpose", "party", "party_nature", "state", "version", "ownership", "insurance", "upkeep",
    "exit_clause", "error_clause", "handover_clause", "reason", "lesson", "example", "note",
)  # fmt: skip
_COUNTED = {Event.PROMISED, Event.DELIVERED, Event.PART}


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "agreement", "agreements", AgreementTold, _rows, tell_agreements,
            _("Agreements: what the town does and what residents do"), AgreementFilters,
            {"state": "state", "place": "place__number"},
        )
    )  # fmt: skip


def tell_agreements(rows: Sequence[Agreement], root: str) -> list[AgreementTold]:
    """Agreements with all that hangs on them, fetched before."""
    return [_agreement(row, root) for row in rows]


def _rows() -> QuerySet[Any]:
    found: QuerySet[Agreement] = Agreement.objects.with_all()
    return found


def _agreement(row: Agreement, root: str) -> AgreementTold:
    return AgreementTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        **{name: getattr(row, name) for name in _WORDS},
        period=known(row.period),
        place=standing_ref(row.place, root),
        organisation=standing_ref(row.organisation, root, NOT_APPLICABLE),
        requested_on=_day(row.requested_on),
        answer_due=_day(row.answer_due),
        review=_day(row.review_date),
        commitments=[_commitment(one) for one in row.commitments.all()],
        ledger=[_line(one) for one in row.ledger.all()],
        signatures=[
            SignatureTold(version=text.version, side=one.side, on=_day(one.on), digest=text.digest)
            for text in row.texts.all()
            for one in text.signatures.all()
        ],
    )


def _commitment(row: Commitment) -> CommitmentTold:
    return CommitmentTold(
        key=row.key,
        side=row.side,
        deliverable=row.deliverable,
        contribution=row.contribution,
        quantity=exact(row.quantity),
        unit=row.unit,
        due=_day(row.due),
        recurrence=row.recurrence or NOT_APPLICABLE,
        holder=row.holder,
        evidence=row.evidence,
    )


def _line(row: LedgerLine) -> LedgerLineTold:
    counted = row.quantity is not None or row.event in _COUNTED
    return LedgerLineTold(
        position=row.position,
        commitment=row.commitment.key,
        event=row.event,
        side=row.side,
        on=_day(row.on),
        quantity=exact(row.quantity) if counted else NOT_APPLICABLE,
        occasion=_day(row.occasion) if row.occasion else NOT_APPLICABLE,
        about=row.about if row.about is not None else NOT_APPLICABLE,
        evidence=row.evidence,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else UNKNOWN
