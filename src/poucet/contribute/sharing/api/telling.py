"""Offers and needs as the API tells them: what there is, what the ledger comes to, never who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_noop as _

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.sharing.counted import count_of
from poucet.contribute.sharing.models import Posting, SharingLine
from poucet.contribute.sharing.summaries import taken_by_organisations
from poucet.contribute.sharing.terms import Event, Half, Side
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, exact, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import Ref, Thing, Told, Translatable, identity, ref, standing_ref, tongue

NOT_RECEIVED = "not_received"  # money is pledged on this site, never collected


class SharingLineTold(Told):
    """A line of the ledger: added, never changed; it names a share by its number, and nobody."""

    position: int = fields.value(_("Its rank in the ledger."))
    share: int = fields.value(_("The number of the share, in the order they came."))
    event: str = fields.one_of(Event.values, _("What it says."))
    half: str = fields.one_of(Half.values, _("Whose word it is."))
    quantity: str = fields.amount(_("How much."))
    on: str = fields.day(_("When it was said."))
    about: int | NotApplicable = fields.value(_("The line that it takes the place of."))


class PostingTold(Translatable, Thing):
    """A need or an offer: how much there is of it, what was promised, confirmed and delivered."""

    name: str = fields.words(_("It in one sentence."))
    text: str = fields.words(_("It told."))
    side: str = fields.one_of(Side.values, _("A need or an offer."))
    sort: str = fields.one_of(Contribution.values, _("What it is."))
    quantity: str = fields.amount(_("How much there is, or “not_applicable” when there is no limit."))
    unit: str = fields.text(_("The unit in which it is counted."))
    from_day: str = fields.day(_("From which day, or “unknown”."))
    to_day: str = fields.day(_("Until which day, or “unknown”."))
    place: Ref | fields.Unknown = fields.value(_("Where, when it is a place that we know."))
    place_text: str = fields.text(_("Where, in words, or “unknown”."))
    conditions: str = fields.words(_("Conditions."))
    organisation: Ref | NotApplicable = fields.value(_("The organisation that holds it, if any does."))
    taken_by: list[Ref] = fields.value(
        _("The organisations that have a confirmed share of it; never a person.")
    )
    posted_on: str = fields.day(_("When it was published."))
    closed_on: str = fields.text(_("When it was closed, or “not_applicable”."))
    worksite: bool = fields.value(_("Whether it is a worksite."))
    promised: str = fields.amount(_("How much was promised and not taken back."))
    confirmed: str = fields.amount(_("How much of it is confirmed."))
    delivered: str = fields.amount(_("How much was delivered, as the one who received says."))
    money: str = fields.one_of(
        (NOT_RECEIVED,), _("Pledges of money are not received."), also=(NOT_APPLICABLE,)
    )
    note: str = fields.words(_("A note."))
    example: bool = fields.value(_("Whether it was imagined for the demonstration."))
    ledger: list[SharingLineTold] = fields.value(_("Its ledger, line after line."))


class PostingFilters(Filters):
    """What may be asked of offers and needs."""

    side: str | None = fields.asked_one_of(Side.values, _("Only needs, or only offers."))
    what: str | None = fields.asked_one_of(Contribution.values, _("Only those of this sort."))


_AS_THEY_ARE = ("name", "text", "side", "sort", "unit", "conditions", "note", "example")


def tell_postings(rows: Sequence[Posting], root: str) -> list[PostingTold]:
    """Offers and needs with their ledger, fetched before: no query."""
    return [_told(row, root) for row in rows]


def _rows() -> QuerySet[Any]:
    shares = taken_by_organisations().order_by("position")
    found: QuerySet[Any] = Posting.objects.in_full().prefetch_related(
        Prefetch("promises", queryset=shares, to_attr="taken")
    )
    return found


def _told(row: Posting, root: str) -> PostingTold:
    count = count_of(row.ledger.all())
    said: dict[str, Any] = {name: getattr(row, name) for name in _AS_THEY_ARE}
    said |= {
        name: getattr(row, name).isoformat() if getattr(row, name) else UNKNOWN
        for name in ("from_day", "to_day", "posted_on")
    }
    return PostingTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        **said,
        quantity=exact(row.quantity) if row.quantity is not None else NOT_APPLICABLE,
        place=standing_ref(row.place, root),
        place_text=known(row.place_text),
        organisation=standing_ref(row.organisation, root, NOT_APPLICABLE),
        taken_by=_taken_by(row, root),
        closed_on=row.closed_on.isoformat() if row.closed_on else NOT_APPLICABLE,
        worksite=row.is_worksite,
        promised=exact(count.promised),
        confirmed=exact(count.confirmed),
        delivered=exact(count.delivered),
        money=NOT_RECEIVED if row.is_money else NOT_APPLICABLE,
        ledger=[_line(line) for line in row.ledger.all()],
    )


def _taken_by(row: Any, root: str) -> list[Ref]:
    return [ref(thing.reference, root) for thing in dict.fromkeys(one.organisation for one in row.taken)]


def _line(row: SharingLine) -> SharingLineTold:
    return SharingLineTold(
        position=row.position,
        share=row.share,
        event=row.event,
        half=row.half,
        quantity=exact(row.quantity),
        on=row.on.isoformat(),
        about=row.about if row.about is not None else NOT_APPLICABLE,
    )


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "posting", "postings", PostingTold, _rows, tell_postings,
            _("Offers and needs, and what was promised, confirmed and delivered"),
            PostingFilters, {"side": "side", "what": "sort"},
        )
    )  # fmt: skip
