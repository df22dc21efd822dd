"""Who gets a place when places are counted: first come, first seated; a seat once given is not taken back.

Used by meetings (seats) and by needs (hours, tools, hands). Nothing here knows what is counted: quantities are of
one unit, the caller's.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple


class Taker(NamedTuple):
    """One asking for places, `seated` when they were given."""

    key: int
    quantity: Decimal
    seated: bool


def to_seat(room: Decimal | None, takers: Iterable[Taker]) -> list[int]:
    """The keys of those waiting who can be seated now, in the order they came; `room` None: no limit.

    A group too large for what is left keeps its rank and lets the next ones pass: an empty chair helps nobody.
    """
    everyone = list(takers)
    waiting = [taker for taker in everyone if not taker.seated]
    if room is None:
        return [taker.key for taker in waiting]
    left = room - sum((taker.quantity for taker in everyone if taker.seated), Decimal())
    seated = []
    for taker in waiting:
        if taker.quantity <= left:
            left -= taker.quantity
            seated.append(taker.key)
    return seated
