"""What was promised, confirmed and delivered, counted from the ledger alone: each unit apart, never one total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.sharing.models import Posting, SharingLine
from poucet.contribute.sharing.terms import DELIVERIES, Event

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Share:
    """Where one share stands, as the ledger tells it."""

    number: int
    promised: Decimal
    is_confirmed: bool = False
    is_withdrawn: bool = False
    delivery: SharingLine | None = None  # the word that holds on what was delivered


@dataclass(frozen=True)
class Count:
    """What one posting, or several of one sort and one unit, come to."""

    promised: Decimal = NOTHING
    confirmed: Decimal = NOTHING
    delivered: Decimal = NOTHING
    confirmed_shares: int = 0
    waiting_shares: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.promised + other.promised,
            self.confirmed + other.confirmed,
            self.delivered + other.delivered,
            self.confirmed_shares + other.confirmed_shares,
            self.waiting_shares + other.waiting_shares,
        )

    @property
    def waiting(self) -> Decimal:
        return self.promised - self.confirmed


@dataclass(frozen=True)
class Sum:
    """What was promised, confirmed and delivered of one sort, in one unit."""

    sort: Contribution
    unit: str
    count: Count


def shares_of(lines: Iterable[SharingLine]) -> dict[int, Share]:
    """Each share as its lines leave it; a line that another takes the place of no longer counts."""
    rows = sorted(lines, key=lambda line: line.position)
    mended = {line.about for line in rows if line.about is not None}
    told: dict[int, list[SharingLine]] = defaultdict(list)
    for line in rows:
        if line.position not in mended:
            told[line.share].append(line)
    return {number: _share(number, mine) for number, mine in told.items()}


def _share(number: int, lines: list[SharingLine]) -> Share:
    events = {line.event: line for line in lines}
    promised = events.get(Event.PROMISED)
    delivery = [line for line in lines if line.event in DELIVERIES]
    return Share(
        number,
        promised.quantity if promised else NOTHING,
        Event.CONFIRMED in events,
        Event.WITHDRAWN in events,
        delivery[-1] if delivery else None,
    )


def count_of(lines: Iterable[SharingLine]) -> Count:
    """What a ledger comes to: what was withdrawn is promised no more."""
    total = Count()
    for share in shares_of(lines).values():
        if share.is_withdrawn:
            continue
        sure = share.is_confirmed
        given = share.delivery.quantity if share.delivery else NOTHING
        total += Count(share.promised, share.promised if sure else NOTHING, given, int(sure), int(not sure))
    return total


def sums_of(postings: Iterable[Posting]) -> list[Sum]:
    """By sort and unit, in the order of the sorts; the ledgers were fetched before."""
    found: dict[tuple[str, str], Count] = defaultdict(Count)
    for posting in postings:
        found[posting.sort, posting.unit] += count_of(posting.ledger.all())
    order = list(Contribution.values)
    return [
        Sum(Contribution(sort), unit, count)
        for (sort, unit), count in sorted(found.items(), key=lambda one: (order.index(one[0][0]), one[0][1]))
    ]
