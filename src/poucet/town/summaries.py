"""Pictures across the ground: a thread with the things it ties, the register as people read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from poucet.town import register
from poucet.town.acts import act_in_words
from poucet.town.details import Detail, details_in_words
from poucet.town.models import Link, Organisation, OrganisationYear, RegisterEntry
from poucet.town.names import Named, names_of
from poucet.town.relations import in_words
from poucet.town.signers import signers_in_words
from poucet.town.things import Reference
from poucet.town.thread import component

READ_AGAIN_ON_THE_PAGE = 2000  # lines; beyond, reading the whole chain again would keep a reader waiting
VERIFIED = "register.verified"


@dataclass(frozen=True)
class Stretch:
    """A link of the thread whose two ends may be shown."""

    link: Link
    origin: Named
    destination: Named
    source: Named | None

    @property
    def forth(self) -> str:
        """The relation as the origin says it."""
        return in_words(self.link.relation, forth=True)

    @property
    def back(self) -> str:
        """The relation as the destination says it."""
        return in_words(self.link.relation, forth=False)


@dataclass(frozen=True)
class Tie:
    """A thing seen from another that it is tied to: the relation in words, the other end."""

    words: str
    other: Named
    stretch: Stretch


@dataclass(frozen=True)
class Thread:
    """The whole thread that goes through a thing."""

    start: Named
    stretches: tuple[Stretch, ...]

    @property
    def back(self) -> tuple[Tie, ...]:
        """What led to the thing at once."""
        ends = (one for one in self.stretches if one.destination == self.start)
        return tuple(Tie(one.back, one.origin, one) for one in ends)

    @property
    def forth(self) -> tuple[Tie, ...]:
        """What came of the thing at once."""
        ends = (one for one in self.stretches if one.origin == self.start)
        return tuple(Tie(one.forth, one.destination, one) for one in ends)

    @property
    def direct(self) -> tuple[Tie, ...]:
        """What the thing is tied to at once, both ways."""
        return (*self.back, *self.forth)

    @property
    def things(self) -> tuple[Named, ...]:
        """Every thing of the thread once, in the order in which it is met."""
        met = dict.fromkeys(end for one in self.stretches for end in (one.origin, one.destination))
        return tuple(met)


@dataclass(frozen=True)
class Line:
    """A line of the register in words, with the thing when it may be shown."""

    entry: RegisterEntry
    words: str
    thing: Named | None
    signer: str

    @property
    def details(self) -> tuple[Detail, ...]:
        """What the line adds to its words."""
        return details_in_words(self.entry.details)


@dataclass(frozen=True)
class Seal:
    """What is known of the chain: its last digest, and the last time that it was read again whole."""

    entries: int
    last_digest: str
    verdict: register.Verdict | None
    verified: RegisterEntry | None


def thread_through(reference: Reference) -> Thread | None:
    """The thread of a thing that may be shown, or None; two queries, however long the thread."""
    links = component(reference)
    names = names_of({reference, *_ends(links), *_sources(links)})
    if reference not in names:
        return None
    return thread_of(names[reference], links, names)


def thread_of(start: Named, links: Iterable[Link], names: Mapping[Reference, Named]) -> Thread:
    """The thread that these links make, as far as their ends may be shown."""
    return Thread(start, tuple(_stretches(links, names)))


def whole_thread() -> tuple[Stretch, ...]:
    """Every stretch that may be shown, in an order that does not change."""
    order = ("origin_kind", "origin_number", "relation", "destination_kind", "destination_number")
    links = list(Link.objects.order_by(*order))
    return tuple(_stretches(links, names_of({*_ends(links), *_sources(links)})))


def lines(entries: Iterable[RegisterEntry]) -> list[Line]:
    """Lines of the register in words: one query for the names of things, one for those of people."""
    rows = list(entries)
    signers = signers_in_words(row.by for row in rows)
    names = names_of({Reference(row.kind, row.number) for row in rows if row.number is not None})
    return [Line(row, act_in_words(row.act), _thing(row, names), signers[row.by]) for row in rows]


@dataclass(frozen=True)
class YearTold:
    """What is said of an organisation in a year, with the source when it may be shown."""

    row: OrganisationYear
    source: Named | None


def years_of(organisation: Organisation) -> list[YearTold]:
    """The activity of an organisation year by year, the latest first; two queries."""
    rows = sorted(organisation.years.all(), key=lambda row: -row.year)
    wanted = {Reference("source", row.source_number) for row in rows if row.source_number is not None}
    names = names_of(wanted) if wanted else {}
    return [YearTold(row, names.get(Reference("source", row.source_number or 0))) for row in rows]


def seal() -> Seal:
    """The state of the chain; read again here only while that is quick."""
    last = RegisterEntry.objects.order_by("-sequence").first()
    if last is None:
        return Seal(0, register.BEFORE_THE_FIRST, register.verify(), None)
    if last.sequence <= READ_AGAIN_ON_THE_PAGE:
        return Seal(last.sequence, last.digest, register.verify(), None)
    verified = RegisterEntry.objects.filter(act=VERIFIED).order_by("-sequence").first()
    return Seal(last.sequence, last.digest, None, verified)


def _thing(row: RegisterEntry, names: dict[Reference, Named]) -> Named | None:
    return names.get(Reference(row.kind, row.number)) if row.number is not None else None


def _ends(links: Iterable[Link]) -> set[Reference]:
    return {end for link in links for end in (link.origin, link.destination)}


def _sources(links: Iterable[Link]) -> set[Reference]:
    return {Reference("source", link.source_number) for link in links if link.source_number is not None}


def _stretches(links: Iterable[Link], names: Mapping[Reference, Named]) -> Iterable[Stretch]:
    for link in links:
        if link.origin in names and link.destination in names:
            source = names.get(Reference("source", link.source_number or 0))
            yield Stretch(link, names[link.origin], names[link.destination], source)
