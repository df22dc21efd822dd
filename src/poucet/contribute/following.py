"""Who follows an idea, and what there is to tell them: all that comes of it along the thread.

Whoever proposed or supports an idea follows it without asking to. A line of the register is news to a follower when
it is about the idea, or about anything that the thread ties to it, and was not written by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from poucet.contribute.models import Authorship, Notice, Proposal, Silence, Support
from poucet.town.acts import act_in_words
from poucet.town.models import RegisterEntry
from poucet.town.names import Named, names_of
from poucet.town.people.models import Person
from poucet.town.things import Reference
from poucet.town.thread import component

# Who supports is counted, not told; a tie is told by the thing that it brings.
NO_NEWS = frozenset({"proposal.supported", "proposal.unsupported", "link.tied", "link.untied"})

Hanging = Callable[[int], Iterable[Reference]]
_HANGING: list[Hanging] = []


def hangs_on_ideas(finder: Hanging) -> None:
    """Let what hangs on an idea without the thread (its comments) be news; called once when the site starts."""
    if finder not in _HANGING:
        _HANGING.append(finder)


@dataclass(frozen=True)
class News:
    """One thing, the last that was done to it, and the lines that this tells."""

    thing: Named
    said: str
    lines: tuple[int, ...]


def followers() -> Iterable[Person]:
    """Those who follow an idea, can be written to, and did not ask to be left in peace."""
    authors = Authorship.objects.filter(proposal__withdrawn=False).values("person")
    supporters = Support.objects.filter(proposal__withdrawn=False).values("person")
    reachable = Person.objects.exclude(account=None).exclude(pk__in=Silence.objects.values("person"))
    return reachable.filter(pk__in=authors.union(supporters)).select_related("account").order_by("number")


def news_for(person: Person, *, of: Proposal | None = None) -> list[News]:
    """What was not yet told to a person, the newest first, one entry for each thing."""
    lines = _untold(person, of)
    by_thing: dict[Reference, list[RegisterEntry]] = {}
    for line in lines:
        by_thing.setdefault(Reference(line.kind, line.number or 0), []).append(line)
    names = names_of(by_thing)
    return [
        News(names[reference], act_in_words(rows[0].act), tuple(row.sequence for row in rows))
        for reference, rows in by_thing.items()
        if reference in names
    ]


def _untold(person: Person, of: Proposal | None) -> list[RegisterEntry]:
    """Lines about what a person follows, since they follow it, the newest first."""
    told = set(Notice.objects.filter(person=person).values_list("line", flat=True))
    found: dict[int, RegisterEntry] = {}
    for number, since in _followed(person).items():
        if of is not None and number != of.number:
            continue
        start = Reference(Proposal.kind, number)
        things = {start} | {end for link in component(start) for end in (link.origin, link.destination)}
        things |= {thing for finder in _HANGING for thing in finder(number)}
        for kind in {thing.kind for thing in things}:
            numbers = [thing.number for thing in things if thing.kind == kind]
            rows = RegisterEntry.objects.filter(kind=kind, number__in=numbers, sequence__gt=since)
            found |= {row.sequence: row for row in rows.exclude(act__in=NO_NEWS).exclude(by=person.signs_as)}
    return [found[sequence] for sequence in sorted(found, reverse=True) if sequence not in told]


def _followed(person: Person) -> dict[int, int]:
    """The numbers of the ideas that a person follows, each with the line after which they do."""
    mine = Authorship.objects.filter(person=person).values_list("proposal__number", "since_line")
    supported = Support.objects.filter(person=person).values_list("proposal__number", "since_line")
    return {**dict(supported), **dict(mine)}
