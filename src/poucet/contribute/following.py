"""Who follows what, and what there is to tell them: all that comes of it along the thread.

Whoever took part in a thing follows it without asking to. A line of the register is news to a follower when
it is about that thing, or about anything that the thread ties to it, and was not written by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from poucet.contribute.models import Authorship, Call, Notice, Proposal, Silence, Support
from poucet.town.acts import act_in_words
from poucet.town.models import RegisterEntry
from poucet.town.names import Named, names_of
from poucet.town.people.models import Person
from poucet.town.things import Reference
from poucet.town.thread import component

# Who supports is counted, not told; a tie is told by the thing that it brings; of a call, only its rules are news.
_NO_NEWS = {"proposal.supported", "proposal.unsupported", "link.tied", "link.untied", "call.revised"}

Hanging = Callable[[int], Iterable[Reference]]
_HANGING: list[Hanging] = []


def no_news(*acts: str) -> None:
    """Let a room say which of its acts are told in no letter of the day; called once when the site starts."""
    _NO_NEWS.update(acts)


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


def _nothing(_line: RegisterEntry) -> bool:
    return False


@dataclass(frozen=True)
class Source:
    """A way in which people come to follow things: who they are, and what each follows, after which line."""

    people: Callable[[], QuerySet[Any]]
    followed: Callable[[Person], Iterable[tuple[Reference, int]]]
    also: frozenset[str] = frozenset()  # acts on that very thing that are news to them, and to nobody else
    told: Callable[[RegisterEntry], bool] = _nothing  # lines about it that letters of the room tell them


@dataclass
class _Followed:
    """A thing as one person follows it, by all the ways in which they came to."""

    since: int
    also: frozenset[str] = frozenset()
    told: list[Callable[[RegisterEntry], bool]] = field(default_factory=list)

    def tells(self, line: RegisterEntry, start: Reference) -> bool:
        """Whether a line, about the thing itself or along its thread, is news to them."""
        if (line.kind, line.number) != start:
            return line.act not in _NO_NEWS
        return not any(told(line) for told in self.told)


_SOURCES: list[Source] = []


def follow(source: Source) -> None:
    """Let people follow what they took part in; called once by its room when the site starts."""
    _SOURCES.append(source)


def followers() -> Iterable[Person]:
    """Those who follow something, can be written to, and did not ask to be left in peace."""
    taking_part = [source.people().order_by() for source in _SOURCES]
    reachable = Person.objects.exclude(account=None).exclude(pk__in=Silence.objects.values("person"))
    among = reachable.filter(pk__in=taking_part[0].union(*taking_part[1:]))
    return among.select_related("account").order_by("number")


def news_for(person: Person, *, of: Reference | None = None) -> list[News]:
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


def _untold(person: Person, of: Reference | None) -> list[RegisterEntry]:
    """Lines about what a person follows, since they follow it, the newest first."""
    told = set(Notice.objects.filter(person=person).values_list("line", flat=True))
    found: dict[int, RegisterEntry] = {}
    for start, one in _followed(person).items():
        if of not in {None, start}:
            continue
        things = {start} | {end for link in component(start) for end in (link.origin, link.destination)}
        if start.kind == Proposal.kind:
            things |= {thing for finder in _HANGING for thing in finder(start.number)}
        for kind in {thing.kind for thing in things}:
            numbers = [thing.number for thing in things if thing.kind == kind]
            rows = RegisterEntry.objects.filter(kind=kind, number__in=numbers, sequence__gt=one.since)
            rows = rows.exclude(act__in=_NO_NEWS - one.also).exclude(by=person.signs_as)
            found |= {row.sequence: row for row in rows if one.tells(row, start)}
    return [found[sequence] for sequence in sorted(found, reverse=True) if sequence not in told]


def _followed(person: Person) -> dict[Reference, _Followed]:
    """What a person follows, and after which line; with an idea, the rules it came under."""
    found: dict[Reference, _Followed] = {}
    for source in _SOURCES:
        for thing, since in source.followed(person):
            one = _from(found, thing, since)
            one.also |= source.also
            one.told.append(source.told)
    ideas = {thing.number: one.since for thing, one in found.items() if thing.kind == Proposal.kind}
    calls = Proposal.objects.filter(number__in=ideas).values_list("number", "call__number")
    for idea, number in calls:
        _from(found, Reference(Call.kind, number), ideas[idea])
    return found


def _from(found: dict[Reference, _Followed], thing: Reference, since: int) -> _Followed:
    one = found.setdefault(thing, _Followed(since))
    one.since = min(since, one.since)
    return one


def of_ideas() -> tuple[Source, Source]:
    """Whoever proposed or supports an idea follows it."""
    return _by(Authorship), _by(Support)


def _by(model: type[Authorship] | type[Support]) -> Source:
    rows = model._default_manager
    return Source(
        lambda: rows.filter(proposal__withdrawn=False).values("person"),
        lambda person: [
            (Reference(Proposal.kind, number), since)
            for number, since in rows.filter(person=person).values_list("proposal__number", "since_line")
        ],
    )
