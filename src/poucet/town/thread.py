"""The thread: typed, dated links between things of any room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link
from poucet.town.periods import period_fields
from poucet.town.register import one_act
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
    if origin == destination:
        raise RuleError("link.to_itself", kind=origin.kind, number=origin.number)
    ends = {
        "relation": relation,
        "origin_kind": origin.kind,
        "origin_number": origin.number,
        "destination_kind": destination.kind,
        "destination_number": destination.number,
    }
    said = (telling or Telling()).as_fields()
    link, created = Link.objects.get_or_create(**ends, defaults=said)
    changed = sorted(name for name, value in said.items() if getattr(link, name) != value)
    if changed:
        Link.objects.filter(pk=link.pk).update(**said)
    if created or changed:
        _sign("link.tied", link, signed)
        announce(link.origin)
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
