"""Acts on a need or an offer itself: publish it, change it, close it, take it off the site."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.models import Channel
from poucet.contribute.operations.holding import last_line
from poucet.contribute.sharing.letters import tell_later
from poucet.contribute.sharing.models import Poster, Posting, Promise, Worksite
from poucet.contribute.sharing.operations.lines import held
from poucet.contribute.sharing.operations.shares import seat
from poucet.contribute.sharing.terms import Side, Standing
from poucet.town import register
from poucet.town.desk.naming import new_key, next_number
from poucet.town.errors import RuleError
from poucet.town.models import Link, Place, Relation
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.rows import differing
from poucet.town.things import Reference, find
from poucet.town.thread import tie, untie
from poucet.town.writing import Signature, sign_revision, withdraw, write

OFFERS_A_DAY = 5
# What one came for: when one of these changes, those who took a share are told.
_TOLD = ("from_day", "to_day", "place", "place_text")


@dataclass(frozen=True)
class Offered:
    """An offer as a resident makes it."""

    name: str
    text: str
    sort: str
    unit: str
    quantity: Decimal | None = None
    from_day: date | None = None
    to_day: date | None = None
    place: Place | None = None
    place_text: str = ""
    conditions: str = ""
    author_name: str = ""
    serves: tuple[Reference, ...] = field(default=())


@one_act()
def write_posting(
    *, key: str, number: int, serves: Collection[Reference] = (), signed: Signature, **fields: Any
) -> Posting:
    """Publish a need or an offer, or change it; those who took a share are told when its days or place change."""
    _check(fields)
    _refuse_unknown(serves)
    before: Posting | None = Posting.every.filter(key=key).first()
    confirmed = _confirmed(before)
    if before is not None and confirmed and (before.unit, before.sort, before.side) != _measured(fields):
        raise RuleError("posting.measured_otherwise")
    if fields.get("quantity") is not None and fields["quantity"] < confirmed:
        raise RuleError(
            "posting.below_confirmed", least=confirmed.normalize(), unit=before.unit if before else ""
        )
    posting = write(Posting, key=key, number=number, signed=signed, **fields)
    _tie(posting, serves, signed)
    if before is None:
        return posting
    if posting.is_open(localdate(signed.at)):
        seat(posting, signed=signed)
    if any(getattr(before, name) != getattr(posting, name) for name in _TOLD):
        _tell_all(posting, "changed")
    if before.closed_on is None and posting.closed_on is not None:
        _tell_all(posting, "closed")
    return posting


@one_act()
def make_offer(offered: Offered, *, person: Person | None, signed: Signature, **brought: str) -> Posting:
    """Publish a resident's offer; `brought`: how to reach who has no account, and how it came in."""
    today = localdate(signed.at)
    if person is not None:
        mine = Poster.objects.filter(person=person, posting__posted_on=today)
        if mine.count() >= OFFERS_A_DAY:
            raise RuleError("offer.too_many_today", most=OFFERS_A_DAY)
    if offered.to_day is not None and offered.to_day < today:
        raise RuleError("posting.over_already")
    number = next_number(Posting)
    said = dict(vars(offered))
    posting = write_posting(
        key=new_key(Posting, offered.name, number),
        number=number,
        signed=signed,
        side=Side.OFFER,
        posted_on=today,
        **said,
    )
    channel = brought.get("channel", Channel.WEB)
    kept = {"contact": brought.get("contact", ""), "channel": channel, "since_line": last_line()}
    Poster.objects.create(posting=posting, person=person, **kept)
    return posting


@one_act()
def close_posting(posting: Posting, *, signed: Signature) -> None:
    """Take no more shares of it; what was confirmed stands. Those who wait are told."""
    posting = held(posting)
    if posting.closed_on is not None:
        return
    posting.closed_on = localdate(signed.at)
    posting.save(update_fields=["closed_on"])
    sign_revision(posting, ["closed_on"], signed)
    _tell_all(posting, "closed")


@one_act()
def withdraw_posting(posting: Posting, *, signed: Signature, reason: str = "") -> None:
    """Take it off the site, and tell everyone who had taken a share."""
    _tell_all(posting, "gone")
    withdraw(posting, signed=signed, reason=reason)


@one_act()
def prepare_worksite(posting: Posting, *, signed: Signature, **said: Any) -> Worksite:
    """Write what agents prepare for a worksite; no word of it is copied into the register."""
    known = Worksite.objects.filter(posting=posting).first()
    row = known or Worksite(posting=posting)
    if known is None or differing(row, said):
        for name, value in said.items():
            setattr(row, name, value)
        row.save()
        register.record("posting.worksite_prepared", on=posting.reference, by=signed.by, at=signed.at)
    return row


def _check(fields: dict[str, Any]) -> None:
    since, until = fields.get("from_day"), fields.get("to_day")
    if since is not None and until is not None and until < since:
        raise RuleError("posting.ends_before")
    if fields.get("quantity") is not None and fields["quantity"] <= 0:
        raise RuleError("promise.nothing")
    if not fields["unit"]:
        raise RuleError("posting.no_unit")
    if fields["sort"] == Contribution.MONEY and fields["unit"] != "€":
        raise RuleError("posting.money_in_euros")
    if fields["sort"] != Contribution.MONEY and (
        fields["unit"] == "€" or fields.get("mandate_reference") or fields.get("accountant_on")
    ):
        raise RuleError("posting.not_money")
    if fields["side"] == Side.NEED and fields.get("author_name"):
        raise RuleError("posting.need_of_somebody")
    if fields.get("is_worksite") and fields["side"] != Side.NEED:
        raise RuleError("posting.worksite_offered")


def _refuse_unknown(serves: Collection[Reference]) -> None:
    missing = sorted(set(serves) - set(find(serves)))
    if missing:
        raise RuleError("posting.unknown_thing", kind=missing[0].kind, number=missing[0].number)


def _measured(fields: dict[str, Any]) -> tuple[str, str, str]:
    return str(fields["unit"]), str(fields["sort"]), str(fields["side"])


def _confirmed(posting: Posting | None) -> Decimal:
    rows: Iterable[Promise] = posting.promises.filter(state=Standing.CONFIRMED) if posting else ()
    return sum((row.quantity for row in rows), Decimal(0))


def _tie(posting: Posting, serves: Collection[Reference], signed: Signature) -> None:
    """Tie it to what it serves; what it no longer names is untied."""
    kept = {tie(posting.reference, Relation.SERVES, thing, signed=signed).pk for thing in serves}
    ties = Link.objects.filter(
        relation=Relation.SERVES, origin_kind=Posting.kind, origin_number=posting.number
    )
    untie(ties.exclude(pk__in=kept), signed=signed)


def _tell_all(posting: Posting, news: str) -> None:
    for promise in posting.promises.exclude(state=Standing.WITHDRAWN).select_related("person__account"):
        promise.posting = posting
        tell_later(promise, news)
