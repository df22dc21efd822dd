"""Records of the agreements: one file each, with both columns, the ledger and what was signed.

The service that follows an agreement, its codes, its reminders and its private annex stay in the house: none of them
is for a folder that another commune may copy.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from poucet.contribute.agreements.ledger import Line, line_of, restore_ledger
from poucet.contribute.agreements.models import Agreement, SideSignature, SignedText
from poucet.contribute.agreements.operations import Pledge, pledge_of, write_agreement
from poucet.contribute.agreements.signing import Signed, SignedVersion, restore_signatures
from poucet.dossier.records.fields import (
    Loading,
    Record,
    english,
    given,
    known,
    number_value,
    period_text,
    period_value,
    taken,
    translated,
    unknown_or,
)

_AGREEMENT = {
    "title": "name", "state": "state", "purpose": "purpose", "party": "party", "nature": "party_nature",
    "town_contact": "town_contact", "residents_contact": "residents_contact", "we_commit": "we_commit",
    "we_ask": "we_ask", "upkeep_plan": "upkeep_plan", "duration_wished": "duration_wished",
    "visit_note": "visit_note", "study": "study",
    "ownership": "ownership", "insurance": "insurance", "upkeep": "upkeep", "upkeep_period": "upkeep_period",
    "exit": "exit_clause", "error": "error_clause", "handover": "handover_clause",
    "hour_rate_source": "hour_rate_source", "reason": "reason", "counter_proposal": "counter_proposal",
    "done": "done", "lesson": "lesson", "measured": "measured", "note": "note",
}  # fmt: skip
_DAYS = {
    "requested_on": "requested_on", "answer_due": "answer_due", "answered_on": "answered_on",
    "visited_on": "visited_on",
    "review": "review_on", "next_review": "next_review_on", "reviewed_on": "reviewed_on",
}  # fmt: skip
_COMMITMENT = {
    "id": "key", "does": "deliverable", "kind": "contribution", "unit": "unit", "holder": "holder",
    "evidence": "evidence", "every": "recurrence",
}  # fmt: skip
_SIDES = ("town", "residents")
_LINE = {
    "commitment": "commitment",
    "event": "event",
    "side": "side",
    "evidence": "evidence",
    "about": "about",
}
_SIGNATURE = {"side": "side", "signer": "signer", "means": "means", "paper": "paper_digest"}


def load_agreements(loading: Loading) -> None:
    for _path, key, record in loading.dossier.told("agreements"):
        agreement = write_agreement(
            key=key,
            number=record["number"],
            period=period_text(record["period"]),
            version=record.get("version", 1),
            commitments=[_pledge(side, one) for side in _SIDES for one in record.get(side, ())],
            signed=loading.signed,
            place=loading.thing("place", record.get("place")),
            organisation=loading.thing("organisation", record.get("organisation")),
            hour_rate_eur=_amount(record.get("hour_rate_eur")),
            example=record.get("example", False),
            translations=translated(record, _AGREEMENT),
            **taken(record, _AGREEMENT),
            **{attribute: _day(record.get(name)) for name, attribute in _DAYS.items()},
        )
        restore_ledger(agreement, [_line(one) for one in record.get("ledger", ())], signed=loading.signed)
        versions = tuple(_version(one) for one in record.get("signed", ()))
        restore_signatures(agreement, versions, signed=loading.signed)
        loading.keep(agreement)


def dump_agreements() -> dict[str, Record]:
    """The record of each agreement, by its identifier."""
    return {one.key: _record(one) for one in Agreement.objects.with_all()}


def _record(one: Agreement) -> Record:
    days = {name: _told(getattr(one, attribute)) for name, attribute in _DAYS.items()}
    columns = {side: [_commitment(row) for row in _side(one, side)] for side in _SIDES}
    lines = [_ledger_line(line_of(row)) for row in one.ledger.all()]
    signed = [_signed(text) for text in one.texts.all()]
    return {
        "number": one.number,
        "period": period_value(one.period),
        **({"version": one.version} if one.version != 1 else {}),
        **({"place": one.place.key} if one.place and not one.place.withdrawn else {}),
        **(
            {"organisation": one.organisation.key}
            if one.organisation and not one.organisation.withdrawn
            else {}
        ),
        **({} if one.hour_rate_eur is None else {"hour_rate_eur": number_value(one.hour_rate_eur)}),
        **({"example": True} if one.example else {}),
        **{name: day for name, day in days.items() if day},
        **{name: rows for name, rows in (*columns.items(), ("ledger", lines), ("signed", signed)) if rows},
        **given(one, _AGREEMENT),
        **english(one, _AGREEMENT),
    }


def _side(one: Agreement, side: str) -> Iterable[Pledge]:
    return [pledge_of(row) for row in one.commitments.all() if row.side == side]


def _pledge(side: str, record: Record) -> Pledge:
    said = taken(record, _COMMITMENT)
    return Pledge(side=side, quantity=_amount(record["quantity"]), due=_day(record.get("due")), **said)


def _commitment(row: Pledge) -> Record:
    return {
        "quantity": unknown_or(number_value(row.quantity)),
        **({"due": _told(row.due)} if row.due else {}),
        **given(row, _COMMITMENT),
    }


def _line(record: Record) -> Line:
    said = taken(record, _LINE) | {"about": record.get("about")}
    return Line(
        on=date.fromisoformat(record["day"]),
        quantity=_amount(record.get("quantity")),
        occasion=_day(record.get("occasion")),
        **said,
    )


def _ledger_line(line: Line) -> Record:
    counted = {} if line.quantity is None else {"quantity": number_value(line.quantity)}
    occasion = {"occasion": _told(line.occasion)} if line.occasion else {}
    return {"day": _told(line.on), **counted, **occasion, **given(line, _LINE)}


def _version(record: Record) -> SignedVersion:
    signatures = tuple(
        Signed(digest=record["digest"], on=date.fromisoformat(one["day"]), **taken(one, _SIGNATURE))
        for one in record.get("by", ())
    )
    return SignedVersion(record["version"], record["text"], record["digest"], signatures)


def _signed(text: SignedText) -> Record:
    return {
        "version": text.version,
        "digest": text.digest,
        "text": text.text,
        "by": [_signature(row) for row in text.signatures.all()],
    }


def _signature(row: SideSignature) -> Record:
    return {"day": _told(row.on), **given(row, _SIGNATURE)}


def _amount(value: Any) -> Decimal | None:
    said = known(value)
    return None if said is None else Decimal(said)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _told(day: date | None) -> str:
    return day.isoformat() if day else ""
