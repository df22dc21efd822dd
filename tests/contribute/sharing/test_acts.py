"""Acts on offers and needs: who is seated, what the ledger says, who may say what was delivered."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from poucet.contribute.sharing.counted import count_of
from poucet.contribute.sharing.models import EmergencyContact, Posting, Promise, SharingLine
from poucet.contribute.sharing.operations import (
    destroy_emergency_contacts,
    read_emergency_contacts,
    step_back,
    tell_delivery,
)
from poucet.contribute.sharing.summaries import promised_to, untold
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import take_out, told
from poucet.town.people.roles import Role
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_pebble, a_person
from tests.factories.sharing import LATER, a_need, a_share, an_offer

pytestmark = pytest.mark.django_db


def states(posting: Posting) -> list[str]:
    return list(posting.promises.order_by("position").values_list("state", flat=True))


def test_shares_are_given_in_order_and_a_large_one_lets_the_next_pass() -> None:
    need = a_need(quantity=Decimal(3))
    for quantity in (2, 2, 1, 1):
        a_share(need, quantity=Decimal(quantity))
    assert states(need) == ["confirmed", "waiting", "confirmed", "waiting"]
    step_back(need.promises.get(position=1), signed=SIGNED)
    assert states(need) == ["withdrawn", "confirmed", "confirmed", "waiting"]


def test_stepping_back_twice_changes_nothing() -> None:
    need = a_need()
    share = a_share(need)
    for _time in range(2):
        step_back(share, signed=SIGNED)
    assert [line.event for line in need.ledger.all()] == ["promised", "confirmed", "withdrawn"]


@pytest.mark.parametrize(
    ("given", "quantity", "code"),
    [
        ({"to_day": date(2026, 1, 4), "from_day": None}, 1, "posting.closed"),
        ({"closed_on": date(2026, 1, 4)}, 1, "posting.closed"),
        ({}, 0, "promise.nothing"),
        ({}, 11, "promise.too_much"),
    ],
)
def test_share_that_cannot_be_taken_is_refused(given: dict[str, Any], quantity: int, code: str) -> None:
    need = a_need(**given)
    with pytest.raises(RuleError) as refusal:
        a_share(need, quantity=Decimal(quantity))
    assert refusal.value.code == code
    assert not Promise.objects.exists()


def test_nobody_takes_twice_nor_from_their_own_offer() -> None:
    person = a_person()
    need, offer = a_need(), an_offer(person)
    a_share(need, person)
    with pytest.raises(RuleError, match=r"promise\.already"):
        a_share(need, person)
    with pytest.raises(RuleError, match="own_offer"):
        a_share(offer, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.create(
            posting=need, position=9, person=person, quantity=1, at=SIGNED.at, state="waiting"
        )


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"from_day": date(2026, 2, 2), "to_day": date(2026, 2, 1)}, "posting.ends_before"),
        ({"quantity": Decimal(0)}, "promise.nothing"),
        ({"unit": ""}, "posting.no_unit"),
        ({"sort": "money"}, "posting.money_in_euros"),
        ({"unit": "€"}, "posting.not_money"),
        ({"mandate_reference": "M-1"}, "posting.not_money"),
        ({"author_name": "Rose"}, "posting.need_of_somebody"),
        ({"side": "offer", "is_worksite": True}, "posting.worksite_offered"),
    ],
)
def test_posting_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        a_need(**given)
    assert refusal.value.code == code
    assert not RegisterEntry.objects.exists()


def test_confirmed_shares_hold_the_quantity_and_the_unit() -> None:
    need = a_need()
    a_share(need, quantity=Decimal(4))
    again = {"key": need.key, "number": need.number}
    with pytest.raises(RuleError, match="below_confirmed"):
        a_need(**again, quantity=Decimal(3))
    with pytest.raises(RuleError, match="measured_otherwise"):
        a_need(**again, unit="h")
    assert a_need(**again, quantity=Decimal(4)).quantity == 4


def test_more_places_seat_those_who_wait() -> None:
    need = a_need(quantity=Decimal(1))
    a_share(need)
    a_share(need)
    a_need(key=need.key, number=need.number, quantity=Decimal(2))
    assert states(need) == ["confirmed", "confirmed"]


def test_only_the_one_who_receives_says_what_was_delivered() -> None:
    agent, giver, other = a_person(Role.AGENT), a_person(), a_person()
    need = a_need()
    share, own = a_share(need, giver), a_share(need, agent)
    for person, promise in ((giver, share), (other, share), (agent, own)):
        with pytest.raises(RuleError, match="not_yours"):
            tell_delivery(promise, "delivered", None, by=person, signed=SIGNED)
    line = tell_delivery(share, "delivered", None, by=agent, signed=SIGNED)
    assert (line.half, line.quantity) == ("receiver", 1)
    offer = an_offer(giver)
    taken = a_share(offer, other)
    for person in (giver, agent):
        with pytest.raises(RuleError, match="not_yours"):
            tell_delivery(taken, "delivered", None, by=person, signed=SIGNED)
    assert tell_delivery(taken, "not", None, by=other, signed=SIGNED).quantity == 0


def test_correction_is_a_new_line_and_no_line_changes() -> None:
    agent, need = a_person(Role.AGENT), a_need()
    share = a_share(need, quantity=Decimal(4))
    tell_delivery(share, "delivered", None, by=agent, signed=SIGNED)
    before = list(SharingLine.objects.values())
    mended = tell_delivery(share, "part", Decimal("2.5"), by=agent, signed=SIGNED)
    assert (mended.about, mended.position) == (3, 4)
    assert list(SharingLine.objects.values())[:3] == before
    (posting,) = Posting.objects.in_full()  # type: ignore[attr-defined]
    assert count_of(posting.ledger.all()).delivered == Decimal("2.5")
    for change in (
        lambda: SharingLine.objects.update(quantity=9),
        lambda: SharingLine.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("event", "quantity"), [("part", None), ("part", 1), ("part", 0), ("confirmed", None)]
)
def test_delivery_that_cannot_be_is_refused(event: str, quantity: int | None) -> None:
    share = a_share(a_need())
    given = None if quantity is None else Decimal(quantity)
    with pytest.raises(RuleError):
        tell_delivery(share, event, given, by=a_person(Role.AGENT), signed=SIGNED)


def test_waiting_share_is_not_delivered_and_a_delivered_one_not_taken_back() -> None:
    agent, need = a_person(Role.AGENT), a_need(quantity=Decimal(1))
    first, second = a_share(need), a_share(need)
    with pytest.raises(RuleError, match="not_confirmed"):
        tell_delivery(second, "delivered", None, by=agent, signed=SIGNED)
    tell_delivery(first, "delivered", None, by=agent, signed=SIGNED)
    with pytest.raises(RuleError, match=r"promise\.delivered"):
        step_back(first, signed=SIGNED)


def test_sums_of_a_pebble_are_those_of_the_ledger_recounted_and_units_never_mix() -> None:
    pebble, agent = a_pebble(), a_person(Role.AGENT)
    serves = (pebble.reference,)
    needs = [
        a_need(serves=serves, unit="h", quantity=Decimal(5)),
        a_need(serves=serves, unit="h", quantity=None),
        a_need(serves=serves, unit="km", sort="transport", quantity=Decimal(7)),
        a_need(unit="h"),  # of nothing
    ]
    for place, need in enumerate(needs):
        shares = [a_share(need, quantity=Decimal(amount)) for amount in (3, 1, 4)]
        tell_delivery(shares[0], "part", Decimal(1 + place) / 2, by=agent, signed=SIGNED)
        tell_delivery(shares[1], "delivered", None, by=agent, signed=SIGNED)
        tell_delivery(shares[1], "not", None, by=agent, signed=SIGNED)
        if place == 1:
            step_back(shares[2], signed=SIGNED)
    wanted: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 3)
    for need in needs[:3]:
        rows = list(SharingLine.objects.filter(posting=need).order_by("position").values())
        gone = {row["share"] for row in rows if row["event"] == "withdrawn"}
        last: dict[int, Decimal] = {}
        for row in rows:
            held = wanted[need.sort, need.unit]
            if row["event"] in ("promised", "confirmed") and row["share"] not in gone:
                held[0 if row["event"] == "promised" else 1] += row["quantity"]
            if row["event"] in ("delivered", "part", "not"):
                last[row["share"]] = row["quantity"]
        wanted[need.sort, need.unit][2] += sum(last.values())
    _postings, sums = promised_to(pebble.reference)
    found = {
        (one.sort, one.unit): [one.count.promised, one.count.confirmed, one.count.delivered] for one in sums
    }
    assert found == dict(wanted)
    assert set(found) == {("time", "h"), ("transport", "km")}


def test_emergency_contacts_last_thirty_days_after_the_worksite_and_reading_them_is_told() -> None:
    day = date(2026, 3, 1)
    need = a_need(is_worksite=True, from_day=day, to_day=day)
    a_share(need, emergency="06 00 00 00 01")
    a_share(a_need(), emergency="06 00 00 00 02")  # no worksite: never kept
    assert [row.text for row in EmergencyContact.objects.all()] == ["06 00 00 00 01"]
    (row,) = read_emergency_contacts(need, signed=SIGNED)
    told_of = RegisterEntry.objects.get(act="posting.contacts_read")
    assert (told_of.by, told_of.number, told_of.details) == ("tests", need.number, {"entries": 1})
    assert row.text not in str(list(RegisterEntry.objects.values()))
    for days, left in ((30, 1), (31, 0)):
        at = SIGNED.at.replace(month=3, day=1) + timedelta(days=days)
        destroy_emergency_contacts(signed=Signature("tests", at))
        assert EmergencyContact.objects.count() == left


def test_stepping_back_destroys_the_emergency_contact() -> None:
    share = a_share(a_need(is_worksite=True), emergency="06 00 00 00 01")
    step_back(share, signed=SIGNED)
    assert not EmergencyContact.objects.exists()


def test_register_names_nobody_who_takes_a_share() -> None:
    person = a_person()
    share = a_share(a_need(), person)
    step_back(share, signed=Signature(person.signs_as, SIGNED.at))
    rows = RegisterEntry.objects.filter(act__startswith="posting.line_")
    assert set(rows.values_list("by", flat=True)) == {"resident"}


def test_what_is_kept_of_a_person_is_told_and_let_go_of() -> None:
    person, other = a_person(), a_person()
    need = a_need(quantity=Decimal(1), is_worksite=True)
    a_share(need, person, name="Rose", emergency="06 00 00 00 01")
    a_share(need, other)
    offer = an_offer(person, author_name="Rose")
    kept = told(person)
    assert (kept["shares"][0]["emergency"], kept["offers"][0]["number"]) == ("06 00 00 00 01", offer.number)
    take_out(person)
    assert states(need) == ["withdrawn", "confirmed"]
    assert not EmergencyContact.objects.exists()
    assert not Promise.objects.exclude(name="").exists()
    offer.refresh_from_db()
    assert offer.author_name == ""
    assert offer.closed_on is not None


def test_watch_lists_what_nobody_said_once_its_days_are_over() -> None:
    agent, need = a_person(Role.AGENT), a_need()
    share = a_share(need)
    assert not untold(on=LATER).exists()
    assert untold(on=LATER + timedelta(days=1)).get() == need
    tell_delivery(share, "not", None, by=agent, signed=SIGNED)
    assert not untold(on=LATER + timedelta(days=1)).exists()
