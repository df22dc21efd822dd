"""Acts on an agreement itself: write it, move it from state to state, refuse it, end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from poucet.contribute.agreements.models import Agreement, Annex, Commitment
from poucet.contribute.agreements.terms import NEXT_STATES, Side, State
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Relation
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.rows import differing
from poucet.town.things import Reference, find
from poucet.town.thread import tie
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

ANSWER_WITHIN = timedelta(days=60)
LEAST_REASON = 50
# What both halves sign: when one of these changes, what was signed is another version.
SIGNED_FIELDS = (
    "name", "purpose", "place", "organisation", "party", "party_nature", "town_contact", "residents_contact",
    "ownership", "insurance", "upkeep", "upkeep_period", "review_on", "exit_clause", "error_clause",
    "handover_clause", "period", "example",
)  # fmt: skip
_REVIEWED = {State.IN_SERVICE, State.RENEWED}
_TAUGHT = {State.STOPPED, State.CLOSED, State.HANDED_OVER}


@dataclass(frozen=True)
class Pledge:
    """A commitment as somebody gives it."""

    key: str
    side: str
    deliverable: str
    contribution: str
    quantity: Decimal | None = None
    unit: str = ""
    due: date | None = None
    holder: str = ""
    evidence: str = ""
    recurrence: str = ""


@dataclass(frozen=True)
class Ending:
    """What is told when an agreement changes state: a reason, a lesson, a pebble that it laid."""

    reason: str = ""
    counter_proposal: str = ""
    done: str = ""
    lesson: str = ""
    measured: str = ""
    next_review_on: date | None = None
    pebble: int | None = None


@one_act()
def write_agreement(
    *,
    key: str,
    number: int,
    period: str,
    signed: Signature,
    commitments: Sequence[Pledge],
    version: int | None = None,
    **fields: Any,
) -> Agreement:
    """Write an agreement with its two columns; what was signed stays, a word changed makes the next version."""
    known = Agreement.every.filter(key=key).first()
    commitments = sorted(
        commitments, key=lambda pledge: pledge.side != Side.TOWN
    )  # one order, whoever writes
    said = fields | period_fields(period)
    said |= _asked(said)
    _refuse_unsaid(known, said, commitments)
    said["version"] = _version(known, said, commitments, version)
    if known is not None and said["version"] != known.version and known.state == State.SIGNED:
        said["state"] = State.AGREED
    agreement = write(Agreement, key=key, number=number, signed=signed, **said)
    if _settle(agreement, commitments) and known is not None:
        sign_revision(agreement, ["commitments"], signed)
    announce(agreement.reference)
    return agreement


@one_act()
def move_agreement(
    agreement: Agreement, *, state: str, on: date, signed: Signature, ending: Ending | None = None
) -> Agreement:
    """Move an agreement to its next state; refused out of order, without its reason or its lesson."""
    told = ending or Ending()
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if state not in NEXT_STATES[agreement.state]:
        raise RuleError("agreement.wrong_state", state=agreement.state, wanted=state)
    for name in ("reason", "counter_proposal", "done", "lesson", "measured"):
        setattr(agreement, name, getattr(told, name) or getattr(agreement, name))
    _refuse_silence(state, agreement.reason, agreement.lesson)
    if state in {State.AGREED, State.REFUSED}:
        agreement.answered_on = on
    if state in _REVIEWED and agreement.state in {State.YEARLY_REVIEW, State.TO_REVIEW}:
        agreement.reviewed_on = on
    agreement.next_review_on = told.next_review_on or agreement.next_review_on
    agreement.state = state
    agreement.save()
    why = {"reason": told.reason} if told.reason else {}
    register.record(f"agreement.{state}", on=agreement.reference, by=signed.by, at=signed.at, **why)
    if told.pebble is not None:
        lay_pebble(agreement, told.pebble, signed=signed)
    announce(agreement.reference)
    return agreement


@one_act()
def lay_pebble(agreement: Agreement, number: int, *, signed: Signature) -> None:
    """Tie an agreement to the deed that came of it; refused when no such deed stands."""
    pebble = Reference("pebble", number)
    if pebble not in find([pebble]):
        raise RuleError("agreement.no_such_pebble", number=number)
    tie(agreement.reference, Relation.LAYS, pebble, signed=signed)


@one_act()
def write_annex(agreement: Agreement, *, text: str, signed: Signature) -> None:
    """Write what only the two halves read; the register says that it was written, not what."""
    Annex.objects.update_or_create(agreement=agreement, defaults={"text": text})
    register.record("agreement.annex_written", on=agreement.reference, by=signed.by, at=signed.at)


def _asked(said: dict[str, Any]) -> dict[str, Any]:
    """The day by which the town owes its answer, when nobody said another."""
    asked = said.get("requested_on")
    return {"answer_due": asked + ANSWER_WITHIN} if asked and not said.get("answer_due") else {}


def _refuse_unsaid(known: Agreement | None, said: dict[str, Any], commitments: Sequence[Pledge]) -> None:
    if not said.get("organisation") and not said.get("party"):
        raise RuleError("agreement.no_party")
    state = said.get("state") or (known.state if known else State.IDEA)
    texts = {name: said.get(name, getattr(known, name, "")) or "" for name in ("reason", "lesson")}
    _refuse_silence(state, texts["reason"], texts["lesson"])
    keys = [pledge.key for pledge in commitments]
    if len(keys) != len(set(keys)):
        raise RuleError("commitment.twice")
    for pledge in commitments:
        if pledge.recurrence and pledge.due is None:
            raise RuleError("commitment.no_first_date", commitment=pledge.deliverable)
        if pledge.quantity is not None and pledge.quantity < 0:
            raise RuleError("commitment.negative", commitment=pledge.deliverable)


def _refuse_silence(state: str, reason: str, lesson: str) -> None:
    if state == State.REFUSED and len(reason.strip()) < LEAST_REASON:
        raise RuleError("agreement.no_reason", least=LEAST_REASON)
    if state in _TAUGHT and not lesson.strip():
        raise RuleError("agreement.no_lesson")


def _version(
    known: Agreement | None, said: dict[str, Any], commitments: Sequence[Pledge], wanted: int | None
) -> int:
    """The version that these words are: the same while nobody signed, else the next."""
    if known is None:
        return wanted or 1
    is_signed = known.texts.filter(version=known.version, signatures__isnull=False).exists()
    changed = differing(known, {name: said[name] for name in SIGNED_FIELDS if name in said})
    if not is_signed or not (changed or _as_they_stand(known) != list(commitments)):
        return wanted or known.version
    if wanted is not None and wanted <= known.version:
        raise RuleError("agreement.signed_text", version=known.version)
    return wanted or known.version + 1


def _as_they_stand(agreement: Agreement) -> list[Pledge]:
    return [pledge_of(row) for row in agreement.commitments.order_by("position")]


def pledge_of(row: Commitment) -> Pledge:
    quantity = None if row.quantity is None else row.quantity.normalize()
    return Pledge(
        row.key, row.side, row.deliverable, row.contribution, quantity, row.unit, row.due, row.holder,
        row.evidence, row.recurrence,
    )  # fmt: skip


def _settle(agreement: Agreement, commitments: Sequence[Pledge]) -> bool:
    """Make the columns say this; what the ledger speaks of cannot be taken out. Tells whether anything changed."""
    if _as_they_stand(agreement) == list(commitments):
        return False
    wanted = {pledge.key for pledge in commitments}
    gone = agreement.commitments.exclude(key__in=wanted)
    spoken_of = gone.filter(lines__isnull=False).first()
    if spoken_of is not None:
        raise RuleError("commitment.in_the_ledger", commitment=spoken_of.deliverable)
    gone.delete()
    for place, pledge in enumerate(commitments):
        row = asdict(pledge) | {"position": place}
        agreement.commitments.update_or_create(key=row.pop("key"), defaults=row)
    return True
