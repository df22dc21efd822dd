"""Agreements as pages show them: two columns side by side, what each half did, what is late on both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.contribute.agreements.balance import Standing, Tally
from poucet.contribute.agreements.canonical import digest_of, public_text
from poucet.contribute.agreements.counted import Counted
from poucet.contribute.agreements.models import Agreement, Commitment, LedgerLine, SideSignature, SignedText
from poucet.contribute.agreements.occasions import Occasion
from poucet.contribute.agreements.terms import Event, Side
from poucet.engines.errors import InputError
from poucet.measure.templatetags.measure import NO_BREAK, amount, unit
from poucet.town.typography import typeset


def how_much(quantity: Decimal | None, counted_in: str) -> SafeString:
    """An amount with its unit; what is counted in words of the commune's own is marked as French."""
    if quantity is None:
        return format_html('<span class="unknown">{}</span>', _("unknown quantity"))
    return format_html(
        "{}{}{}", amount(quantity), NO_BREAK if counted_in else "", in_words(counted_in, quantity)
    )


def in_words(counted_in: str, quantity: Decimal | None = None) -> SafeString:
    """A unit of the registry in the reader's language, or the commune's own word for what is counted."""
    try:
        return format_html("{}", unit(counted_in, quantity))
    except InputError:
        own = typeset(counted_in, "fr")
        return (
            format_html("{}", own)
            if get_language() == "fr"
            else format_html('<span lang="fr">{}</span>', own)
        )


@dataclass(frozen=True)
class Row:
    """A commitment in its column."""

    commitment: Commitment
    standing: Standing
    is_late: bool

    @property
    def quantity(self) -> SafeString:
        return how_much(self.commitment.quantity, self.commitment.unit)

    @property
    def event(self) -> str:
        return str(Event(self.standing.event).label) if self.standing.event else ""


@dataclass(frozen=True)
class Sum:
    """What a half did in one unit, in words."""

    tally: Tally

    @property
    def promised(self) -> SafeString:
        return how_much(self.tally.promised, self.tally.unit)

    @property
    def done(self) -> SafeString:
        return how_much(self.tally.done, self.tally.unit)

    @property
    def sure(self) -> SafeString:
        return how_much(self.tally.sure, self.tally.unit)

    @property
    def unit(self) -> SafeString:
        return in_words(self.tally.unit) if self.tally.unit else format_html("{}", _("without a unit"))


@dataclass(frozen=True)
class Column:
    """One half: what it gives, how far it went."""

    side: Side
    rows: list[Row]
    sums: list[Sum]
    late: list[tuple[Occasion, Commitment]]

    @property
    def kept(self) -> int:
        return sum(row.standing.is_kept for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Told:
    """A line of the ledger, and whether it still holds."""

    line: LedgerLine
    is_mended: bool
    is_sure: bool

    @property
    def quantity(self) -> SafeString | str:
        if self.line.quantity is None and self.line.event not in {
            Event.DELIVERED,
            Event.PART,
            Event.PROMISED,
        }:
            return ""
        return how_much(self.line.quantity, self.line.commitment.unit)


@dataclass(frozen=True)
class View:
    """An agreement on a day; its rows were fetched before."""

    agreement: Agreement
    day: date

    @cached_property
    def counted(self) -> Counted:
        return Counted(self.agreement, self.day)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(side) for side in Side]

    def _column(self, side: Side) -> Column:
        mine = {row.key: row for row in self.counted.commitments if row.side == side}
        late = [(one, mine[one.subject]) for one in self.counted.late if one.subject in mine]
        behind = {one.subject for one, _row in late}
        rows = [
            Row(mine[one.promise.key], one, one.promise.key in behind)
            for one in self.counted.standings
            if one.promise.key in mine
        ]
        return Column(side, rows, [Sum(one) for one in self.counted.tallies if one.side == side], late)

    @property
    def coming(self) -> list[tuple[Occasion, Commitment | None]]:
        """The next six dates; no commitment is the review."""
        known = {row.key: row for row in self.counted.commitments}
        return [(one, known.get(one.subject)) for one in self.counted.coming[:6]]

    @cached_property
    def ledger(self) -> list[Told]:
        rows = list(self.agreement.ledger.all())
        mended = {row.about for row in rows if row.event != Event.VALIDATED}
        sure = {row.about for row in rows if row.event == Event.VALIDATED}
        return [Told(row, row.position in mended, row.position in sure) for row in rows]

    @cached_property
    def signed_text(self) -> SignedText | None:
        texts = [one for one in self.agreement.texts.all() if one.version == self.agreement.version]
        return texts[0] if texts else None

    @property
    def signed_before(self) -> list[SignedText]:
        return [one for one in self.agreement.texts.all() if one.version != self.agreement.version]

    @cached_property
    def text(self) -> str:
        """The text of this version: signed, else as it is written now."""
        return self.signed_text.text if self.signed_text else self._written_now

    @cached_property
    def _written_now(self) -> str:
        return public_text(self.agreement, self.counted.commitments)

    @property
    def digest(self) -> str:
        return self.signed_text.digest if self.signed_text else digest_of(self.text)

    @property
    def has_changed(self) -> bool:
        """Whether what the page shows is no longer what was signed: a place or an organisation was renamed."""
        return self.signed_text is not None and self.signed_text.text != self._written_now

    @cached_property
    def signatures(self) -> list[tuple[Side, SideSignature | None]]:
        given = {row.side: row for row in self.signed_text.signatures.all()} if self.signed_text else {}
        return [(side, given.get(side)) for side in Side]

    @property
    def is_half_signed(self) -> bool:
        return sum(signature is not None for _side, signature in self.signatures) == 1

    @property
    def hours_priced(self) -> list[tuple[Side, Decimal]]:
        """What the hours of each half would come to, only where both wished for a rate."""
        rate = self.agreement.hour_rate_eur
        if rate is None:
            return []
        return [(Side(one.side), one.done * rate) for one in self.counted.tallies if one.unit == "h"]

    @property
    def days_overdue(self) -> int:
        due = self.agreement.answer_due
        return (self.day - due).days if due else 0


def views_of(agreements: Iterable[Agreement], day: date) -> list[View]:
    return [View(agreement, day) for agreement in agreements]
