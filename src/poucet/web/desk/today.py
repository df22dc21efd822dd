"""Today: what moved, what is stuck, what awaits whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from poucet.town import clock
from poucet.town.desk.editors import editors_for
from poucet.town.desk.models import Draft
from poucet.town.elections import restraint_on
from poucet.town.models import RegisterEntry
from poucet.town.people.names import public_name
from poucet.town.stuck import heaps
from poucet.town.summaries import Line, lines
from poucet.town.things import kinds
from poucet.web.desk.access import at_the_desk, writer

LAST_ACTS = 60
TOLD_ONE_BY_ONE = 4
DRAFTS_SHOWN = 100
OF_EACH_HEAP = 4


@dataclass(frozen=True)
class Day:
    """What moved on a day, acts of one hand on one thing told once."""

    day: date
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Move:
    """What one hand did to a thing on a day; or to so many things, where it is the same for all."""

    line: Line
    words: str
    times: int


@dataclass(frozen=True)
class Waiting:
    """A draft, with the name of who writes it."""

    draft: Draft
    author: str


@at_the_desk("GET", "HEAD")
def today(request: HttpRequest) -> HttpResponse:
    person = writer(request)
    writable = editors_for(person)
    drafts = _drafts([editor.kind for editor in writable])
    stuck, unknown = heaps(today=localdate(), at_most=OF_EACH_HEAP)
    context = {
        "editors": writable,
        "mine": [one for one in drafts if one.draft.author_id == person.pk],
        "others": [one for one in drafts if one.draft.author_id != person.pk],
        "days": days(lines(_last_acts())),
        "stuck": stuck,
        "unknown": unknown,
        "date": localdate(),
        "restraint": restraint_on(clock.today()),
        "told_one_by_one": TOLD_ONE_BY_ONE,
    }
    return render(request, "desk/today.html", context)


def _last_acts() -> QuerySet[RegisterEntry]:
    """The last lines about what has a page; who came in and who left is told elsewhere."""
    codes = ["", *(kind.code for kind in kinds())]
    return RegisterEntry.objects.filter(kind__in=codes).order_by("-sequence")[:LAST_ACTS]


def days(told: Iterable[Line]) -> list[Day]:
    """Lines of the register by day, the last first; one hand's acts on one thing are told together."""
    by_day = groupby(told, key=lambda line: localtime(line.entry.at).date())
    return [Day(day, tuple(_moves(several))) for day, several in by_day]


def _moves(told: Iterable[Line]) -> Iterable[Move]:
    by_thing: dict[tuple[str, int | None, str], list[Line]] = {}
    for line in told:
        by_thing.setdefault((line.entry.kind, line.entry.number, line.signer), []).append(line)
    alike: dict[tuple[str, str, str], list[Line]] = {}
    for (kind, _number, signer), acts in by_thing.items():
        words = _(", then ").join(dict.fromkeys(line.words for line in reversed(acts)))
        alike.setdefault((kind, signer, words), []).append(acts[0])
    for (_kind, _signer, words), first in alike.items():
        several = len(first) > TOLD_ONE_BY_ONE
        yield from (Move(line, words, len(first)) for line in (first[:1] if several else first))


def _drafts(kinds: list[str]) -> list[Waiting]:
    if not kinds:
        return []
    found = Draft.objects.open().of_kinds(kinds).select_related("author").telling_if_overtaken()
    return [Waiting(draft, public_name(draft.author)) for draft in found[:DRAFTS_SHOWN]]
