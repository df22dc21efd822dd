"""What a reader may ask of the lists of deeds, by query string; what cannot be read asks nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from poucet.pebble.models import Pebble
from poucet.pebble.querysets import PebbleQuerySet
from poucet.star.models import Facet
from poucet.town.converters import number_in

UNDATED = "inconnue"


@dataclass(frozen=True)
class PebbleFilter:
    """Theme, pillar, place, years (first and last) and state as asked; empty: all of them."""

    theme: str = ""
    pillar: str = ""
    place: int | None = None
    years: tuple[int, int] | None = None
    undated: bool = False
    state: str = ""

    @classmethod
    def read(cls, asked: QueryDict, *, themes: Container[str], pillars: Container[str]) -> PebbleFilter:
        """What is asked among the themes and the pillars that are offered."""
        theme, pillar = asked.get("theme", ""), asked.get("pilier", "")
        state, year = asked.get("etat", ""), asked.get("annee", "")
        return cls(
            theme=theme if theme in themes else "",
            pillar=pillar if pillar in pillars else "",
            place=number_in(asked.get("lieu")),
            years=years_in(year),
            undated=year == UNDATED,
            state=state if state in Pebble.State.values else "",
        )

    @property
    def year(self) -> str:
        """The years as the address writes them."""
        if self.undated:
            return UNDATED
        if self.years is None:
            return ""
        first, last = self.years
        return str(first) if first == last else f"{first}-{last}"

    @property
    def question(self) -> tuple[tuple[str, str], ...]:
        """What is asked, as the address says it: what could not be read is not repeated."""
        place = "" if self.place is None else str(self.place)
        said = {"theme": self.theme, "pilier": self.pillar, "lieu": place}
        said |= {"annee": self.year, "etat": self.state}
        return tuple((name, value) for name, value in said.items() if value)

    @property
    def asks(self) -> bool:
        return self != PebbleFilter()

    def narrow(self, pebbles: PebbleQuerySet) -> PebbleQuerySet:
        """The deeds that answer."""
        found = pebbles
        if self.theme:
            found = found.filter(theme=self.theme)
        if self.pillar:
            found = found.tagged(self.pillar)
        if self.place is not None:
            found = found.filter(places__number=self.place)
        if self.years is not None:
            found = found.between(*self.years)
        if self.undated:
            found = found.filter(since=None)
        return found.filter(state=self.state) if self.state else found


def facet_asked(asked: QueryDict, facets: Iterable[Facet]) -> Facet | None:
    """The facet by which the stones are to be sized, if it is one that is measured."""
    measured = (facet for facet in facets if not facet.unmeasured)
    return next((facet for facet in measured if str(facet.number) == asked.get("facette")), None)


def years_seen_close(asked: QueryDict) -> tuple[int, int] | None:
    """The years that the Path shows close, by `de` and `a`; None: all of them."""
    return years_in(f"{asked.get('de', '')}-{asked.get('a', '')}")


def close_address(rest: Iterable[tuple[str, str]], first: int, last: int) -> str:
    """The Path of whole years seen close, the rest of the question kept."""
    return f"{reverse('path')}?{urlencode([*rest, ('de', first), ('a', last)])}"


def list_address(first: int | None, last: int | None) -> str:
    """The list of the deeds of whole years; without any, of those whose date nobody knows."""
    asked = PebbleFilter(undated=True) if first is None else PebbleFilter(years=(first, last or first))
    return f"{reverse('pebbles')}?{urlencode({'annee': asked.year})}"


def years_in(text: str) -> tuple[int, int] | None:
    """« 2013 » or « 2001-2008 »; anything else asks for no year."""
    first, dash, last = text.partition("-")
    since, until = number_in(first), number_in(last if dash else first)
    if since is None or until is None or not 1 <= since <= until <= 9999:
        return None
    return since, until
