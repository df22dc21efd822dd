"""Acts of those who take a share: take it, step back; and who is seated when a place is free."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max
from django.utils.timezone import localdate

from poucet.contribute.models import Channel
from poucet.contribute.operations.holding import last_line
from poucet.contribute.places import Taker, to_seat
from poucet.contribute.sharing.letters import tell_later
from poucet.contribute.sharing.models import EmergencyContact, Poster, Posting, Promise
from poucet.contribute.sharing.operations.lines import BY_A_RESIDENT, add_line, held
from poucet.contribute.sharing.terms import DELIVERIES, Event, Half, Standing
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Organisation
from poucet.town.people.models import Person
from poucet.town.people.representing import refuse_unless_represents
from poucet.town.register import one_act
from poucet.town.writing import Signature

MOST_A_DAY = 20


@dataclass(frozen=True)
class Taking:
    """What somebody takes, and as whom."""

    quantity: Decimal = Decimal(1)
    person: Person | None = None
    organisation: Organisation | None = None
    name: str = ""
    contact: str = ""
    guardian: str = ""
    emergency: str = ""
    channel: str = Channel.WEB


@one_act()
def take(posting: Posting, taking: Taking, *, signed: Signature) -> Promise:
    """Take a share: confirmed at once while some is left, else waiting in the order people came."""
    posting = held(posting)
    _refuse(posting, taking, signed)
    last: int | None = Promise.objects.filter(posting=posting).aggregate(last=Max("position"))["last"]
    promise = Promise.objects.create(
        posting=posting,
        position=(last or 0) + 1,
        person=taking.person,
        organisation=taking.organisation,
        name=taking.name,
        contact=taking.contact,
        guardian=taking.guardian,
        quantity=taking.quantity,
        channel=taking.channel,
        at=signed.at,
    )
    if taking.emergency and posting.is_worksite:
        EmergencyContact.objects.create(promise=promise, text=taking.emergency)
    by = Signature(BY_A_RESIDENT if taking.person else signed.by, signed.at)
    add_line(promise, Event.PROMISED, Half.GIVER if posting.is_need else Half.RECEIVER, signed=by)
    seated = seat(posting, signed=by)
    Promise.objects.filter(pk=promise.pk).update(since_line=last_line())
    promise.refresh_from_db()
    if promise not in seated:
        tell_later(promise, "waiting")
    return promise


def seat(posting: Posting, *, signed: Signature) -> list[Promise]:
    """Confirm those waiting for whom something is left, in the order they came, and write to them."""
    standing = {
        row.pk: row for row in posting.promises.exclude(state=Standing.WITHDRAWN).order_by("position")
    }
    takers = [Taker(pk, row.quantity, row.state == Standing.CONFIRMED) for pk, row in standing.items()]
    seated = [standing[pk] for pk in to_seat(posting.quantity, takers)]
    for row in seated:
        row.state, row.posting = Standing.CONFIRMED, posting
        row.save(update_fields=["state"])
        add_line(row, Event.CONFIRMED, Half.HOUSE, signed=signed)
        tell_later(row, "confirmed" if row.at == signed.at else "seated")
    return seated


@one_act()
def step_back(promise: Promise, *, signed: Signature) -> None:
    """Take one's share back: its place goes to the next one waiting. Doing it twice changes nothing."""
    posting = held(promise.posting)
    promise = Promise.objects.select_for_update(of=("self",)).get(pk=promise.pk)
    promise.posting = posting
    if promise.state == Standing.WITHDRAWN:
        return
    if posting.ledger.filter(share=promise.position, event__in=DELIVERIES).exists():
        raise RuleError("promise.delivered")
    promise.state = Standing.WITHDRAWN
    promise.save(update_fields=["state"])
    EmergencyContact.objects.filter(promise=promise).delete()
    by = Signature(BY_A_RESIDENT if promise.person_id else signed.by, signed.at)
    add_line(promise, Event.WITHDRAWN, Half.GIVER if posting.is_need else Half.RECEIVER, signed=by)
    if posting.is_open(localdate(signed.at)):
        seat(posting, signed=Signature(by.by, signed.at))


@one_act()
def read_emergency_contacts(posting: Posting, *, signed: Signature) -> list[EmergencyContact]:
    """Whom to call if something happens; that they were read is written in the register."""
    rows = EmergencyContact.objects.filter(
        promise__posting=posting, promise__state=Standing.CONFIRMED
    ).select_related("promise")
    found = list(rows.order_by("promise__position"))
    register.record(
        "posting.contacts_read", on=posting.reference, by=signed.by, at=signed.at, entries=len(found)
    )
    return found


def _refuse(posting: Posting, taking: Taking, signed: Signature) -> None:
    if not posting.is_open(localdate(signed.at)):
        raise RuleError("posting.closed", number=posting.number)
    if taking.quantity <= 0:
        raise RuleError("promise.nothing")
    refuse_unless_represents(taking.person, taking.organisation)
    if posting.quantity is not None and taking.quantity > posting.quantity:
        raise RuleError("promise.too_much", most=posting.quantity.normalize(), unit=posting.unit)
    if taking.person is None:
        return
    if Poster.objects.filter(posting=posting, person=taking.person).exists():
        raise RuleError("promise.own_offer")
    mine = Promise.objects.filter(person=taking.person)
    if mine.filter(posting=posting).exclude(state=Standing.WITHDRAWN).exists():
        raise RuleError("promise.already")
    if mine.filter(at__date=localdate(signed.at)).count() >= MOST_A_DAY:
        raise RuleError("promise.too_many_today", most=MOST_A_DAY)
