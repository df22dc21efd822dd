"""Who follows an offer or a need: whoever took a share of it, and whoever offers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import QuerySet

from poucet.contribute.following import Source, follow, no_news
from poucet.contribute.sharing.models import Poster, Posting, Promise
from poucet.contribute.sharing.terms import Side, Standing
from poucet.town.models import RegisterEntry
from poucet.town.people.models import Person
from poucet.town.things import Reference

_LINES = "posting.line_"
# Who takes what is counted; it is news to whoever offers, and to nobody else.
_COUNTED = frozenset({f"{_LINES}promised", f"{_LINES}confirmed", f"{_LINES}withdrawn"})
_NEWS_TO_THE_POSTER = frozenset({f"{_LINES}promised", f"{_LINES}withdrawn"})
# What makes a letter of its own leave at once to those who took a share.
_TOLD_AT_ONCE = frozenset({"from_day", "to_day", "place", "place_text", "closed_on"})


def follow_postings() -> None:
    """Called once, by the declarations."""
    no_news(*_COUNTED, "posting.worksite_prepared", "posting.contacts_read")
    for side, told in ((Side.NEED, _is_told), (Side.OFFER, _is_told_or_said)):
        follow(Source(partial(_takers, side), partial(_taken, side), told=told))
    follow(Source(_posters, _offered, also=_NEWS_TO_THE_POSTER))


def _is_told(line: RegisterEntry) -> bool:
    return line.act == "posting.revised" and set(line.details.get("fields", ())) <= _TOLD_AT_ONCE


def _is_told_or_said(line: RegisterEntry) -> bool:
    """Of an offer, those who took it are the ones who say what they received."""
    return line.act.startswith(_LINES) or _is_told(line)


def _takers(side: str) -> QuerySet[Any]:
    return _shares(side).values("person")


def _taken(side: str, person: Person) -> Iterable[tuple[Reference, int]]:
    rows = _shares(side).filter(person=person).values_list("posting__number", "since_line")
    return [(Reference(Posting.kind, number), since) for number, since in rows]


def _shares(side: str) -> QuerySet[Promise]:
    standing = Promise.objects.exclude(state=Standing.WITHDRAWN)
    return standing.filter(posting__side=side, posting__withdrawn=False)


def _posters() -> QuerySet[Any]:
    return Poster.objects.filter(posting__withdrawn=False).values("person")


def _offered(person: Person) -> Iterable[tuple[Reference, int]]:
    rows = Poster.objects.filter(person=person, posting__withdrawn=False)
    return [
        (Reference(Posting.kind, number), since)
        for number, since in rows.values_list("posting__number", "since_line")
    ]
