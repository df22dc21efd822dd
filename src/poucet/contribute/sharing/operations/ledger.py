"""What was delivered, said by the one who receives it: nobody makes sure of their own gift."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from poucet.contribute.sharing.counted import shares_of
from poucet.contribute.sharing.models import Poster, Promise, SharingLine
from poucet.contribute.sharing.operations.lines import BY_A_RESIDENT, add_line, held
from poucet.contribute.sharing.terms import DELIVERIES, Event, Half, Standing
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from poucet.town.register import one_act
from poucet.town.writing import Signature


@one_act()
def tell_delivery(
    promise: Promise, event: str, quantity: Decimal | None, *, by: Person, signed: Signature
) -> SharingLine:
    """Say what came of a confirmed share; said again, a new line takes the place of the last, which stays."""
    posting = held(promise.posting)
    promise = Promise.objects.get(pk=promise.pk)
    promise.posting = posting
    if not receives(promise, by):
        raise RuleError("delivery.not_yours")
    if promise.state != Standing.CONFIRMED:
        raise RuleError("delivery.not_confirmed")
    given = _given(promise, event, quantity)
    before = shares_of(posting.ledger.all())[promise.position].delivery
    about = before.position if before else None
    is_agent = Role.AGENT in by.roles
    signature = signed if is_agent else Signature(BY_A_RESIDENT, signed.at)
    return add_line(promise, event, Half.RECEIVER, signed=signature, quantity=given, about=about)


def receives(promise: Promise, person: Any) -> bool:
    """Whether a person speaks for the half that receives: never the one who gives, agent or not.

    What a service or an organisation needs is received by agents on its behalf. What a resident offers is received
    by whoever took it; by agents only for who has no account, and never by the one who offers.
    """
    if person.number is None:
        return False
    is_agent = Role.AGENT in person.roles
    if promise.posting.is_need:
        return is_agent and promise.person_id != person.pk
    offers = Poster.objects.filter(posting=promise.posting, person=person).exists()
    if offers:
        return False
    return promise.person_id == person.pk or (is_agent and promise.person_id is None)


def _given(promise: Promise, event: str, quantity: Decimal | None) -> Decimal:
    if event not in DELIVERIES:
        raise RuleError("delivery.not_so")
    if event == Event.NOT:
        return Decimal(0)
    if event == Event.DELIVERED:
        return promise.quantity if quantity is None else _positive(quantity)
    if quantity is None or not 0 < quantity < promise.quantity:
        raise RuleError("delivery.part_of_it", most=promise.quantity.normalize())
    return quantity


def _positive(quantity: Decimal) -> Decimal:
    if quantity <= 0:
        raise RuleError("promise.nothing")
    return quantity
