"""Acts on the ledger: say what was done, make sure of what the other half says. No line is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max

from poucet.contribute.agreements.balance import in_force
from poucet.contribute.agreements.counted import Counted, entry_of, promise_of
from poucet.contribute.agreements.models import Agreement, Commitment, LedgerLine
from poucet.contribute.agreements.occasions import dates_of
from poucet.contribute.agreements.terms import LIVING, Event
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.register import one_act
from poucet.town.writing import Signature

_BY_THE_HOLDER = {Event.PROMISED, Event.CONFIRMED, Event.DELIVERED, Event.PART, Event.WITHDRAWN}
_MADE_SURE_OF = {Event.DELIVERED, Event.PART, Event.NOT_DELIVERED, Event.WITHDRAWN}


@dataclass(frozen=True)
class Line:
    """A line as somebody says it."""

    commitment: str  # its key
    event: str
    side: str
    on: date
    quantity: Decimal | None = None
    occasion: date | None = None
    evidence: str = ""
    about: int | None = None


@one_act()
def tell(agreement: Agreement, line: Line, *, signed: Signature) -> LedgerLine:
    """Add a line to the ledger; with `about`, it takes the place of a line that was mistaken."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if agreement.state not in LIVING:
        raise RuleError("ledger.not_living")
    if line.event == Event.VALIDATED:
        raise RuleError("ledger.not_so")
    commitment = _commitment(agreement, line.commitment)
    _refuse_line(agreement, commitment, line, signed)
    return _append(agreement, commitment, line, signed)


@one_act()
def validate(
    agreement: Agreement, *, position: int, side: str, on: date, signed: Signature, evidence: str = ""
) -> LedgerLine:
    """Make sure of what the other half says; refused to the half that says it."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    line = Line("", Event.VALIDATED, side, on, evidence=evidence, about=position)
    spoken = _refuse_validation(agreement, line)
    return _append(agreement, spoken.commitment, line, signed)


@one_act()
def restore_ledger(agreement: Agreement, lines: Sequence[Line], *, signed: Signature) -> None:
    """Take up a ledger written elsewhere: what is here already must be how it begins, for no line changes."""
    here = list(agreement.ledger.select_related("commitment"))
    if [line_of(row) for row in here] != list(lines[: len(here)]):
        raise RuleError("ledger.differs", agreement=agreement.key)
    for line in lines[len(here) :]:
        if line.event == Event.VALIDATED:
            commitment = _refuse_validation(agreement, line).commitment
        else:
            commitment = _commitment(agreement, line.commitment)
            _refuse_mending(agreement, commitment, line)
        _append(agreement, commitment, line, signed)


def line_of(row: LedgerLine) -> Line:
    """A line of the ledger as somebody said it."""
    quantity = None if row.quantity is None else row.quantity.normalize()
    key = "" if row.event == Event.VALIDATED else row.commitment.key
    return Line(key, row.event, row.side, row.on, quantity, row.occasion, row.evidence, row.about)


@one_act()
def promise_all(agreement: Agreement, *, on: date, signed: Signature) -> None:
    """What both halves signed is promised, each by its own half; a changed promise takes the place of the last."""
    counted = Counted(agreement, on)
    held = {entry.commitment: entry for entry in in_force(counted.entries) if entry.event == Event.PROMISED}
    for commitment in agreement.commitments.all():
        before, promised = held.get(commitment.key), _whole(counted, commitment)
        if before is not None and before.quantity == promised:
            continue
        about = before.position if before else None
        line = Line(commitment.key, Event.PROMISED, commitment.side, on, promised, about=about)
        _append(agreement, commitment, line, signed)


def _whole(counted: Counted, commitment: Commitment) -> Decimal | None:
    """What a commitment comes to in all: of an upkeep, over all its dates; nobody knows when it has no end."""
    if commitment.quantity is None or not commitment.recurrence:
        return commitment.quantity
    until = counted.agreement.until
    if until is None:
        return None
    return commitment.quantity * len(list(dates_of(promise_of(commitment), until=until, through=until)))


def _commitment(agreement: Agreement, key: str) -> Commitment:
    found: Commitment | None = agreement.commitments.filter(key=key).first()
    if found is None:
        raise RuleError("ledger.unknown_commitment", found=key)
    return found


def _refuse_line(agreement: Agreement, commitment: Commitment, line: Line, signed: Signature) -> None:
    if line.event in _BY_THE_HOLDER and line.side != commitment.side:
        raise RuleError("ledger.not_the_holder", event=line.event)
    if line.on > signed.at.date():
        raise RuleError("ledger.future", on=line.on)
    if line.quantity is not None and line.quantity < 0:
        raise RuleError("ledger.negative")
    if commitment.recurrence and line.event in _MADE_SURE_OF - {Event.WITHDRAWN}:
        until = agreement.until or line.on
        known = dates_of(promise_of(commitment), until=max(until, line.on), through=max(until, line.on))
        if line.occasion not in set(known):
            raise RuleError("ledger.no_occasion")
    _refuse_mending(agreement, commitment, line)


def _refuse_mending(agreement: Agreement, commitment: Commitment, line: Line) -> None:
    if line.about is None:
        return
    standing = {entry.position: entry for entry in in_force(map(entry_of, _rows(agreement)))}
    mended = standing.get(line.about)
    if mended is None or mended.event == Event.VALIDATED or mended.commitment != commitment.key:
        raise RuleError("ledger.no_such_line", found=line.about)
    if mended.side != line.side:
        raise RuleError("ledger.not_yours")


def _refuse_validation(agreement: Agreement, line: Line) -> LedgerLine:
    rows = {row.position: row for row in _rows(agreement)}
    held = in_force(map(entry_of, rows.values()))
    spoken = rows.get(line.about or 0)
    if spoken is None or spoken.position not in {entry.position for entry in held}:
        raise RuleError("ledger.no_such_line", found=line.about)
    if spoken.event not in _MADE_SURE_OF:
        raise RuleError("ledger.not_so")
    if spoken.side == line.side:
        raise RuleError("ledger.same_side")
    if any(entry.event == Event.VALIDATED and entry.about == spoken.position for entry in held):
        raise RuleError("ledger.validated_already")
    return spoken


def _rows(agreement: Agreement) -> list[LedgerLine]:
    return list(agreement.ledger.select_related("commitment"))


def _append(agreement: Agreement, commitment: Commitment, line: Line, signed: Signature) -> LedgerLine:
    last: int | None = LedgerLine.objects.filter(agreement=agreement).aggregate(last=Max("position"))["last"]
    row = LedgerLine.objects.create(
        agreement=agreement,
        position=(last or 0) + 1,
        commitment=commitment,
        event=line.event,
        side=line.side,
        on=line.on,
        quantity=line.quantity,
        occasion=line.occasion,
        evidence=line.evidence,
        about=line.about,
    )
    register.record(
        f"agreement.line_{line.event}", on=agreement.reference, by=signed.by, at=signed.at, line=row.position
    )
    return row
