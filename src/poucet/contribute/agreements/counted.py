"""An agreement made ready to be counted: its rows as plain values, where each commitment stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from poucet.contribute.agreements.balance import Entry, Promise, Standing, Tally, standings, tallies
from poucet.contribute.agreements.models import Agreement, Commitment, LedgerLine
from poucet.contribute.agreements.occasions import (
    Due,
    Occasion,
    met_by,
    missed,
    occasions,
    reminders_on,
    withdrawn,
)
from poucet.contribute.agreements.terms import LIVING

OPEN_END = timedelta(days=366)  # an upkeep without an end is looked at a year ahead


def promise_of(row: Commitment) -> Promise:
    return Promise(row.key, row.side, row.unit, row.due, row.recurrence)


def entry_of(row: LedgerLine) -> Entry:
    return Entry(
        row.position, row.commitment.key, row.event, row.side, row.on, row.quantity, row.occasion, row.about
    )


@dataclass(frozen=True)
class Counted:
    """An agreement on a day, counted from its ledger; its rows were fetched before."""

    agreement: Agreement
    day: date

    @cached_property
    def commitments(self) -> list[Commitment]:
        return list(self.agreement.commitments.all())

    @cached_property
    def promises(self) -> list[Promise]:
        return [promise_of(row) for row in self.commitments]

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry_of(row) for row in self.agreement.ledger.all()]

    @cached_property
    def standings(self) -> list[Standing]:
        return standings(self.promises, self.entries)

    @cached_property
    def tallies(self) -> list[Tally]:
        return tallies(self.standings)

    @property
    def is_living(self) -> bool:
        return self.agreement.state in LIVING

    @property
    def until(self) -> date:
        return self.agreement.until or self.day + OPEN_END

    @cached_property
    def dated(self) -> list[Occasion]:
        """All that is due, a year ahead at most; what was withdrawn is due no more."""
        gone = withdrawn(self.entries)
        standing = [promise for promise in self.promises if promise.key not in gone]
        return occasions(standing, self.agreement.review_date, until=self.until, through=self.day + OPEN_END)

    @cached_property
    def met(self) -> set[Occasion]:
        found = met_by(self.entries, self.promises, through=self.day)
        review, held = self.agreement.review_date, self.agreement.reviewed_on
        return found | {Occasion(review)} if review and held and held >= review else found

    @property
    def reminders(self) -> list[Due]:
        """Who is to be reminded that day; an agreement that is not signed, or ended, reminds of nothing."""
        return reminders_on(self.day, self.dated, self.met) if self.is_living else []

    @property
    def missed(self) -> list[Occasion]:
        """Upkeep that nobody told of, since the last review."""
        if not self.is_living:
            return []
        since = self.agreement.reviewed_on
        return missed(self.promises, self.entries, since=since, until=self.until, on=self.day)

    @property
    def late(self) -> list[Occasion]:
        """All that is past its date and not done, of either half."""
        if not self.is_living:
            return []
        return [one for one in self.dated if one.on < self.day and one not in self.met]

    @property
    def coming(self) -> list[Occasion]:
        if not self.is_living:
            return []
        return [one for one in self.dated if one.on >= self.day and one not in self.met]
