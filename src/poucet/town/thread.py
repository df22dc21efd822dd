"""The thread: typed, dated links between things of any room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link
from poucet.town.periods import period_fields
from poucet.town.register import one_act
from poucet.town.rows import among, differing
from poucet.town.things import Reference
from poucet.town.writing import Signature
from poucet.town.written import announce

# Links have a direction, walking along them has none; UNION forgets what was already reached.
_COMPONENT = """
WITH RECURSIVE
ends(kind, number, other_kind, other_number) AS (
    SELECT origin_kind, origin_number, destination_kind, destination_number FROM town_link
    UNION ALL
    SELECT destination_kind, destination_number, origin_kind, origin_number FROM town_link
),
reached(kind, number) AS (
    SELECT CAST(%s AS varchar(30)), CAST(%s AS integer)
    UNION
    SELECT ends.other_kind, ends.other_number FROM reached
    JOIN ends ON ends.kind = reached.kind AND ends.number = reached.number
)
SELECT town_link.* FROM town_link
JOIN reached ON town_link.origin_kind = reached.kind AND town_link.origin_number = reached.number
"""


@dataclass(frozen=True)
class Telling:
    """What is said of a link: when, who says so, how sure it is, and a note."""

    period: str = ""
    source_number: int | None = None
    confidence: str = ""
    note: str = ""
    translations: dict[str, Any] = field(default_factory=dict)

    def as_fields(self) -> dict[str, Any]:
        return vars(self) | period_fields(self.period)


@dataclass(frozen=True)
class Tied:
    """Two things tied by a relation, and what is said of the tie."""

    origin: Reference
    relation: str
    destination: Reference
    telling: Telling = field(default_factory=Telling)

    @property
    def ends(self) -> dict[str, Any]:
        return {
            "relation": self.relation,
            "origin_kind": self.origin.kind,
            "origin_number": self.origin.number,
            "destination_kind": self.destination.kind,
            "destination_number": self.destination.number,
        }


@one_act()
def tie(
    origin: Reference,
    relation: str,
    destination: Reference,
    telling: Telling | None = None,
    *,
    signed: Signature,
) -> Link:
    """Tie two things; tying them again in the same way revises the link."""
    return tie_all([Tied(origin, relation, destination, telling or Telling())], signed=signed)[0]


@one_act()
def tie_all(ties: Sequence[Tied], *, signed: Signature) -> list[Link]:
    """Tie many things, each pair once: what was tied before is asked in one query."""
    for one in ties:
        if one.origin == one.destination:
            raise RuleError("link.to_itself", kind=one.origin.kind, number=one.origin.number)
    known = {_ends(link): link for link in _tied_before(ties)}
    fresh = {tuple(one.ends.values()): one for one in ties if tuple(one.ends.values()) not in known}
    links = [Link(**one.ends, **one.telling.as_fields()) for one in fresh.values()]
    written = Link.objects.bulk_create(links, batch_size=1000)
    for link in written:
        _sign("link.tied", link, signed)
    revised = [again for one in ties if (again := _revised(known.get(tuple(one.ends.values())), one, signed))]
    announce(*(link.origin for link in (*written, *revised)))
    known |= {_ends(link): link for link in written}
    return [known[tuple(one.ends.values())] for one in ties]


def _tied_before(ties: Sequence[Tied]) -> QuerySet[Link]:
    links = Link.objects.filter(
        relation__in={one.relation for one in ties}, origin_kind__in={one.origin.kind for one in ties}
    )
    return among(links, "origin_number", {one.origin.number for one in ties})


def _ends(link: Link) -> tuple[Any, ...]:
    return (
        link.relation,
        link.origin_kind,
        link.origin_number,
        link.destination_kind,
        link.destination_number,
    )


def _revised(link: Link | None, wanted: Tied, signed: Signature) -> Link | None:
    """The link, when what is said of it changes; None when it is new or stays as it is."""
    said = wanted.telling.as_fields()
    if link is None or not differing(link, said):
        return None
    for name, value in said.items():
        setattr(link, name, value)
    link.save(update_fields=list(said))
    _sign("link.tied", link, signed)
    return link


@one_act()
def untie(links: Iterable[Link], *, signed: Signature) -> None:
    """Take links away."""
    for link in links:
        _sign("link.untied", link, signed)
        link.delete()
        announce(link.origin)


def component(start: Reference) -> list[Link]:
    """Every link that can be reached from a thing, by date: one page leads to all of them, in one query."""
    links = Link.objects.raw(_COMPONENT, [start.kind, start.number])
    return sorted(links, key=lambda link: (link.since is None, link.since or date.max, link.pk))


def _sign(act: str, link: Link, signed: Signature) -> None:
    destination = {"relation": link.relation, "to": [link.destination_kind, link.destination_number]}
    register.record(act, on=link.origin, by=signed.by, at=signed.at, **destination)
