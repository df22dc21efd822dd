"""What a reader may ask of the lists of deeds, by query string; what cannot be read asks nothing."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from math import isfinite
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from poucet.pebble.models import Pebble
from poucet.pebble.querysets import PebbleQuerySet
from poucet.star.models import Facet
from poucet.town.converters import number_in
from poucet.town.map import Bounds
from poucet.town.models import Place

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


@dataclass(frozen=True)
class MapFilter:
    """Theme, state and kind of place as asked, and the part of the world; empty: all of them, the commune."""

    theme: str = ""
    state: str = ""
    nature: str = ""
    bounds: Bounds | None = None

    @classmethod
    def read(cls, asked: QueryDict, *, themes: Container[str]) -> MapFilter:
        theme, state, nature = (asked.get(name, "") for name in ("theme", "etat", "genre"))
        return cls(
            theme=theme if theme in themes else "",
            state=state if state in Pebble.State.values else "",
            nature=nature if nature in Place.Nature.values else "",
            bounds=bounds_in(asked.get("cadre", "")),
        )

    @property
    def narrows(self) -> bool:
        """Whether only some pebbles are asked for: a place without one is then left out."""
        return bool(self.theme or self.state)

    @property
    def of_pebbles(self) -> PebbleFilter:
        return PebbleFilter(theme=self.theme, state=self.state)

    def question(self, bounds: Bounds | None = None) -> str:
        """The same question, about another part of the world."""
        said = {"theme": self.theme, "etat": self.state, "genre": self.nature, "cadre": _spelled(bounds)}
        return urlencode({name: value for name, value in said.items() if value}, safe=",")

    def address(self, bounds: Bounds | None = None) -> str:
        question = self.question(bounds)
        return f"{reverse('map')}?{question}" if question else reverse("map")

    def list_address(self, place: int) -> str:
        """The list of the pebbles of a place, narrowed alike."""
        said = {"lieu": str(place), "theme": self.theme, "etat": self.state}
        return f"{reverse('pebbles')}?{urlencode({name: value for name, value in said.items() if value})}"


def bounds_in(text: str) -> Bounds | None:
    """« west,south,east,north », in degrees; anything else asks for no part of the world."""
    try:
        numbers = [float(part) for part in text.split(",")] if len(text) <= 100 else []
    except ValueError:
        return None
    if len(numbers) != 4 or not all(isfinite(number) for number in numbers):
        return None
    west, south, east, north = numbers
    sound = -180 <= west < east <= 180 and -90 <= south < north <= 90
    return Bounds(west, south, east, north) if sound else None


def _spelled(bounds: Bounds | None) -> str:
    """To a metre or so, and never without width or height."""
    if bounds is None:
        return ""
    west, south = round(bounds.west - 5e-6, 5), round(bounds.south - 5e-6, 5)
    east, north = round(bounds.east + 1.5e-5, 5), round(bounds.north + 1.5e-5, 5)
    kept = (max(west, -180.0), max(south, -90.0), min(east, 180.0), min(north, 90.0))
    return ",".join(f"{number:.5f}".rstrip("0").rstrip(".") for number in kept)
