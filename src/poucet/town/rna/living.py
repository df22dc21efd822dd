"""How many associations were alive at the end of each year, and between which bounds where dates are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Life:
    """From which year to which one an association existed; None: nobody knows, or nobody declared that it ended."""

    founded: int | None
    dissolved: int | None
    active: bool  # declared active: no end is missing


@dataclass(frozen=True)
class Alive:
    """Associations alive on 31 December: those that surely were, and those that may have been as well."""

    year: int
    surely: int
    perhaps: int

    @property
    def most(self) -> int:
        return self.surely + self.perhaps


def alive_by_year(lives: Iterable[Life], *, first: int, last: int) -> list[Alive]:
    """The count of each year, both ends included.

    Founded within the year counts; dissolved within the year does not: the count is that of the last evening.
    """
    known = list(lives)
    return [_alive(known, year) for year in range(first, last + 1)]


def first_year(lives: Iterable[Life]) -> int | None:
    """The first year in which an association is known to have been founded."""
    return min((life.founded for life in lives if life.founded is not None), default=None)


def _alive(lives: list[Life], year: int) -> Alive:
    said = [was_alive(life, year) for life in lives]
    return Alive(year, said.count(True), said.count(None))


def was_alive(life: Life, year: int) -> bool | None:
    """Whether it existed on 31 December of that year; None where the dates do not tell."""
    if life.founded is not None and life.founded > year:
        return False
    if life.dissolved is not None and life.dissolved <= year:
        return False
    ends_known = life.active or life.dissolved is not None
    return True if life.founded is not None and ends_known else None
