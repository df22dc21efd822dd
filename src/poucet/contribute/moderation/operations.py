"""Acts of moderation: point at something, decide, object; hide and restore."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Max

from poucet.contribute.moderation.grounds import (
    APPEAL_DAYS,
    HOURS_OTHER,
    SHORTEST_EXPLANATION,
    Ground,
    Measure,
    due,
)
from poucet.contribute.moderation.limits import is_fresh, printed, refuse_too_many
from poucet.contribute.moderation.models import Appeal, Case, Decision, Hidden, Report
from poucet.contribute.moderation.moderable import LIVE, author_of, is_moderable, thing_of
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.writing import Signature, restore, withdraw

BY_A_RESIDENT = "resident"  # who objects is nobody's business: such lines name nobody


@dataclass(frozen=True)
class Notice:
    """What somebody points at, and why."""

    ground: str
    explanation: str
    address: str
    name: str = ""
    email: str = ""
    person: Person | None = None
    place: str = ""  # where it was sent from


@dataclass(frozen=True)
class Verdict:
    """What is decided, on which ground, and why in words."""

    measure: str
    ground: str
    explanation: str


@one_act()
def report(reference: Reference, notice: Notice, *, signed: Signature) -> tuple[Report, bool]:
    """Point at something; says whether it is new. A second notice of the same person is the first one again.

    It hides nothing, were there ten thousand of them; nothing of it goes in the register.
    """
    thing = _standing(reference)
    whose = printed(notice.email.lower() or notice.place)
    same = Report.objects.filter(
        case__kind=thing.kind, case__thing_number=thing.number, case__purged_at=None, whose=whose
    ).first()
    if same is not None:
        return same, False
    refuse_too_many(place=printed(notice.place), whose=whose, at=signed.at)
    case = _live(thing) or _open(thing, signed, own_initiative=False)
    owed = due(notice.ground, signed.at)
    if case.state == Case.State.OPEN and owed < case.due_at:
        Case.objects.filter(pk=case.pk).update(due_at=owed)
    row = Report.objects.create(
        number=_next(Report),
        case=case,
        at=signed.at,
        ground=notice.ground,
        explanation=notice.explanation,
        address=notice.address,
        name=notice.name,
        email=notice.email,
        person=notice.person,
        whose=whose,
        place=printed(notice.place),
        is_fresh=is_fresh(notice.email, signed.at),
    )
    return row, True


@one_act()
def decide(case: Case, verdict: Verdict, *, by: Person, signed: Signature) -> Decision:
    """Decide on a case, or on an appeal: then it is somebody else who does."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    _check(case, verdict, by)
    appeals = list(case.appeals.order_by("-at")[:1])
    on_appeal = case.state == Case.State.APPEALED
    since = appeals[0].at if on_appeal else case.opened_at
    decision = Decision.objects.create(
        case=case,
        position=case.decisions.count(),
        measure=verdict.measure,
        ground=verdict.ground,
        explanation=verdict.explanation.strip(),
        by=by,
        at=signed.at,
        hours=Decimal((signed.at - since) / timedelta(hours=1)).quantize(Decimal("0.1")),
        was_late=signed.at > case.due_at,
    )
    case.state = Case.State.DECIDED
    case.save(update_fields=["state"])
    told: dict[str, Any] = {"measure": verdict.measure, "case": case.number, "appeal": on_appeal}
    told |= {"ground": verdict.ground} if verdict.ground else {}
    register.record("moderation.decided", on=case.reference, by=signed.by, at=signed.at, **told)
    _carry_out(case, verdict, signed)
    return decision


@one_act()
def take_up(reference: Reference, verdict: Verdict, *, by: Person, signed: Signature) -> Decision:
    """Decide without waiting for a notice: the same reasons are owed, the same appeal is open."""
    thing = _standing(reference)
    case = _live(thing) or _open(thing, signed, own_initiative=True)
    return decide(case, verdict, by=by, signed=signed)


@one_act()
def appeal(case: Case, text: str, *, of: Report | None, signed: Signature) -> Appeal:
    """Object to what was decided: its author (`of` None), or one of those who pointed at it, once each."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    last = case.decisions.order_by("-position").first()
    if last is None or case.purged_at is not None:
        raise RuleError("moderation.nothing_to_appeal", case=case.number)
    if last.position > 0:
        raise RuleError("moderation.appealed_already", case=case.number)
    if signed.at > last.at + timedelta(days=APPEAL_DAYS):
        raise RuleError("moderation.appeal_too_late", days=APPEAL_DAYS)
    if of is not None and of.case_id != case.pk:
        raise RuleError("moderation.nothing_to_appeal", case=case.number)
    side = Appeal.Side.NOTIFIER if of else Appeal.Side.AUTHOR
    if Appeal.objects.filter(case=case, side=side, report=of).exists():
        raise RuleError("moderation.appealed_already", case=case.number)
    if case.state == Case.State.DECIDED and _live_other(case):
        raise RuleError("moderation.another_case", case=case.number)
    row = Appeal.objects.create(case=case, side=side, report=of, text=text, at=signed.at)
    if case.state != Case.State.APPEALED:
        case.state, case.due_at = Case.State.APPEALED, signed.at + timedelta(hours=HOURS_OTHER)
        case.save(update_fields=["state", "due_at"])
    told = {"case": case.number}
    register.record("moderation.appealed", on=case.reference, by=BY_A_RESIDENT, at=signed.at, **told)
    return row


def _check(case: Case, verdict: Verdict, by: Person) -> None:
    if case.state == Case.State.DECIDED:
        raise RuleError("moderation.decided_already", case=case.number)
    if len(verdict.explanation.strip()) < SHORTEST_EXPLANATION:
        raise RuleError("moderation.short_reason", least=SHORTEST_EXPLANATION)
    if verdict.measure not in Measure.values or verdict.ground not in {"", *Ground.values}:
        raise RuleError("moderation.no_ground")
    if (verdict.measure == Measure.KEEP) != (verdict.ground == ""):
        raise RuleError("moderation.no_ground")
    if case.author_id == by.pk:
        raise RuleError("moderation.own_words", case=case.number)
    if case.decisions.filter(by=by).exists():
        raise RuleError("moderation.same_person", case=case.number)


def _carry_out(case: Case, verdict: Verdict, signed: Signature) -> None:
    thing = thing_of(case.reference)
    if thing is None:
        return
    hidden = Hidden.objects.filter(kind=case.kind, number=case.thing_number)
    if verdict.measure == Measure.HIDE and not thing.withdrawn:
        Hidden.objects.create(kind=case.kind, number=case.thing_number, case=case)
        withdraw(thing, signed=signed, reason=f"moderation.{verdict.ground}")
    elif verdict.measure != Measure.HIDE and hidden.delete()[0]:
        restore(thing, signed=signed)


def _standing(reference: Reference) -> Any:
    thing = thing_of(reference) if is_moderable(reference.kind) else None
    if thing is None or thing.withdrawn:
        raise RuleError("thing.not_standing", kind=reference.kind, number=reference.number)
    return thing


def _live(thing: Any) -> Case | None:
    rows = Case.objects.select_for_update().filter(kind=thing.kind, thing_number=thing.number)
    return rows.filter(state__in=LIVE).first()


def _live_other(case: Case) -> bool:
    rows = Case.objects.filter(kind=case.kind, thing_number=case.thing_number, state__in=LIVE)
    return rows.exclude(pk=case.pk).exists()


def _open(thing: Any, signed: Signature, *, own_initiative: bool) -> Case:
    author = author_of(thing)
    return Case.objects.create(
        number=_next(Case),
        kind=thing.kind,
        thing_number=thing.number,
        opened_at=signed.at,
        due_at=signed.at + timedelta(hours=HOURS_OTHER),
        own_initiative=own_initiative,
        author=author.person,
        author_contact=author.contact,
    )


def _next(model: type[Case] | type[Report]) -> int:
    return (model._default_manager.aggregate(last=Max("number"))["last"] or 0) + 1
