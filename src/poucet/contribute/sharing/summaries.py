"""Pictures across offers and needs: their cards, what a thing was promised, a worksite's sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.sharing.counted import Count, Sum, count_of, shares_of, sums_of
from poucet.contribute.sharing.models import Posting, Promise, SharingLine
from poucet.contribute.sharing.terms import DELIVERIES, Side, Standing
from poucet.measure.forms import Choice
from poucet.town.models import Link, Organisation, Relation
from poucet.town.things import Reference

OPEN, COMPLETE, PAST = "ouvert", "complet", "passe"


@dataclass(frozen=True)
class Card:
    """A need or an offer as lists show it."""

    posting: Posting
    count: Count
    left: Decimal | None  # None: as much as people wish
    is_open: bool

    @property
    def is_complete(self) -> bool:
        return self.left is not None and self.left <= 0


def card_of(posting: Posting, day: date) -> Card:
    """Counted from the ledger, fetched before."""
    count = count_of(posting.ledger.all())
    left = None if posting.quantity is None else posting.quantity - count.confirmed
    return Card(posting, count, left, posting.is_open(day))


def asked(question: QueryDict, day: date) -> tuple[Any, dict[str, str]]:
    """The offers and needs that a question asks for, the newest first, and what it was understood to choose."""
    rows, chosen = Posting.objects.in_full().order_by("-posted_on", "-number"), dict[str, str]()
    for name, field, known in (("sens", "side", Side.values), ("type", "sort", Contribution.values)):
        said = question.get(name, "")
        if said in known:
            rows, chosen[name] = rows.filter(**{field: said}), said
    state = question.get("etat", "")
    if state in {OPEN, COMPLETE, PAST}:
        chosen["etat"] = state
        rows = rows.over_on(day) if state == PAST else rows.open_on(day)
    if state in {OPEN, COMPLETE}:  # what is left is counted from the ledger, which no query does
        return [row for row in rows if card_of(row, day).is_complete is (state == COMPLETE)], chosen
    return rows, chosen


def filters(chosen: dict[str, str]) -> list[tuple[str, str, str, list[Choice]]]:
    """The lists to choose from: name in the address, label, what choosing nothing means, choices."""
    states = [(OPEN, _("open")), (COMPLETE, _("complete")), (PAST, _("over"))]
    sides = [(code, str(label)) for code, label in Side.choices]
    sorts = [(code, str(label)) for code, label in Contribution.choices]
    return [
        ("sens", _("Need or offer"), _("both"), _chosen(sides, chosen.get("sens"))),
        ("type", _("What it is"), _("anything"), _chosen(sorts, chosen.get("type"))),
        ("etat", _("State"), _("all states"), _chosen(states, chosen.get("etat"))),
    ]


def _chosen(choices: Iterable[tuple[str, str]], chosen: str | None) -> list[Choice]:
    return [Choice(code, label, code == chosen) for code, label in choices]


@dataclass(frozen=True)
class Followed:
    """A share as those who follow it read it."""

    promise: Promise
    delivery: Any  # the line that holds on what was delivered, if any

    @property
    def is_confirmed(self) -> bool:
        return self.promise.state == Standing.CONFIRMED


def followed(posting: Posting) -> list[Followed]:
    """Each standing share in the order they came: two queries."""
    shares = shares_of(posting.ledger.all())
    rows = posting.promises.exclude(state=Standing.WITHDRAWN).select_related("person", "organisation")
    return [Followed(row, shares[row.position].delivery) for row in rows]


def promised_to(reference: Reference) -> tuple[list[Posting], list[Sum]]:
    """What serves a thing, and what that comes to: two queries, one if nothing serves it."""
    ties = Link.objects.filter(
        relation=Relation.SERVES,
        origin_kind=Posting.kind,
        destination_kind=reference.kind,
        destination_number=reference.number,
    )
    postings = list(
        Posting.objects.filter(number__in=ties.values("origin_number")).prefetch_related("ledger")
    )
    return postings, sums_of(postings)


def served_by(postings: Iterable[Posting]) -> dict[int, list[Reference]]:
    """What each posting is for, by its number: one query."""
    ties = Link.objects.filter(
        relation=Relation.SERVES,
        origin_kind=Posting.kind,
        origin_number__in=[posting.number for posting in postings],
    )
    found: dict[int, list[Reference]] = {}
    for link in ties.order_by("destination_kind", "destination_number"):
        found.setdefault(link.origin_number, []).append(link.destination)
    return found


def takers_of(posting: Posting) -> list[Organisation]:
    """The organisations that have a confirmed share, each once, in the order they came."""
    rows = taken_by_organisations().filter(posting=posting).order_by("position")
    return list(dict.fromkeys(row.organisation for row in rows))


def taken_by_organisations() -> QuerySet[Any]:
    """Confirmed shares taken in the name of an organisation that still stands."""
    rows = Promise.objects.filter(state=Standing.CONFIRMED, organisation__withdrawn=False)
    return rows.select_related("organisation")


def of_organisation(organisation: Organisation, *, with_shares: bool) -> QuerySet[Any]:
    """What an organisation holds, and what it has a share of, the newest first; the past keeps no shares."""
    theirs = Q(organisation=organisation)
    if with_shares:
        theirs |= Q(pk__in=taken_by_organisations().filter(organisation=organisation).values("posting"))
    rows: QuerySet[Any] = Posting.objects.filter(theirs).in_full()
    return rows.order_by("-posted_on", "-number")


def untold(*, on: date) -> QuerySet[Any]:
    """Those whose days are over while nobody said what was delivered of a confirmed share."""
    told = SharingLine.objects.filter(
        posting=OuterRef("posting"), share=OuterRef("position"), event__in=DELIVERIES
    )
    silent = Promise.objects.filter(state=Standing.CONFIRMED).filter(~Exists(told))
    rows: QuerySet[Any] = Posting.objects.filter(to_day__lt=on, pk__in=silent.values("posting"))
    return rows
