"""What both halves promised and did, counted from the ledger alone; each in its own unit, never added across."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

DONE = frozenset({"delivered", "part"})


@dataclass(frozen=True)
class Promise:
    """A commitment, for whoever counts: whose, of what."""

    key: str
    side: str
    unit: str
    due: date | None = None
    recurrence: str = ""


@dataclass(frozen=True)
class Entry:
    """A line of the ledger, for whoever counts."""

    position: int
    commitment: str
    event: str
    side: str
    on: date
    quantity: Decimal | None = None
    occasion: date | None = None
    about: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where one commitment stands: what was promised, done, made sure of by the other half."""

    promise: Promise
    event: str = ""  # the last word on it; empty: nothing was promised yet
    promised: Decimal | None = None  # None: nobody knows how much
    done: Decimal = Decimal(0)
    sure: Decimal = Decimal(0)
    untold: int = 0  # deliveries of which nobody said how much

    @property
    def is_kept(self) -> bool:
        return self.event == "delivered"


@dataclass(frozen=True)
class Tally:
    """What one half promised and did in one unit."""

    side: str
    unit: str
    promised: Decimal
    done: Decimal
    sure: Decimal
    unknown: int  # promises or deliveries of which nobody knows how much: they are in none of the sums

    @property
    def kept_share(self) -> Fraction | None:
        """Done out of promised; nothing where nothing was promised in numbers."""
        return Fraction(self.done) / Fraction(self.promised) if self.promised else None


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """The lines that hold: one that another mends no longer does, nor what made sure of it."""
    rows = sorted(entries, key=lambda entry: entry.position)
    mended = {entry.about for entry in rows if entry.event != "validated" and entry.about is not None}
    return [
        entry
        for entry in rows
        if entry.position not in mended and not (entry.event == "validated" and entry.about in mended)
    ]


def standings(promises: Sequence[Promise], entries: Iterable[Entry]) -> list[Standing]:
    """Where each commitment stands, in the order given."""
    held = in_force(entries)
    sure = {entry.about for entry in held if entry.event == "validated"}
    mine: dict[str, list[Entry]] = defaultdict(list)
    for entry in held:
        if entry.event != "validated":
            mine[entry.commitment].append(entry)
    return [_standing(promise, mine[promise.key], sure) for promise in promises]


def _standing(promise: Promise, entries: list[Entry], sure: set[int | None]) -> Standing:
    promised = [entry.quantity for entry in entries if entry.event == "promised"]
    done = [entry for entry in entries if entry.event in DONE]
    return Standing(
        promise,
        event=entries[-1].event if entries else "",
        promised=promised[-1] if promised else None,
        done=sum((entry.quantity for entry in done if entry.quantity is not None), Decimal(0)),
        sure=sum(
            (entry.quantity for entry in done if entry.quantity is not None and entry.position in sure),
            Decimal(0),
        ),
        untold=sum(entry.quantity is None for entry in done),
    )


def tallies(found: Iterable[Standing]) -> list[Tally]:
    """What each half promised and did, unit by unit; what was withdrawn is promised no more."""
    rows: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    for one in found:
        rows[one.promise.side, one.promise.unit].append(one)
    return [_tally(side, unit, several) for (side, unit), several in rows.items()]


def _tally(side: str, unit: str, rows: list[Standing]) -> Tally:
    standing = [row for row in rows if row.event != "withdrawn"]
    return Tally(
        side,
        unit,
        promised=sum((row.promised for row in standing if row.promised is not None), Decimal(0)),
        done=sum((row.done for row in rows), Decimal(0)),
        sure=sum((row.sure for row in rows), Decimal(0)),
        unknown=sum(row.untold for row in rows) + sum(row.promised is None for row in standing),
    )


def share_of(side: str, unit: str, counted: Iterable[Tally]) -> Fraction | None:
    """The part of a half in what both did in one unit; nothing where neither did anything in it."""
    rows = [row for row in counted if row.unit == unit]
    whole = sum((Fraction(row.done) for row in rows), Fraction(0))
    mine = sum((Fraction(row.done) for row in rows if row.side == side), Fraction(0))
    return mine / whole if whole else None
