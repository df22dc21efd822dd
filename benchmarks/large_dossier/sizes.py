"""How many of each thing a dossier of so many pebbles and figures holds."""

from collections.abc import Iterator
from dataclasses import dataclass

DAYS, MONTHS, YEARS = 2_500, 240, 15  # figures of the longest series, of long ones, of the common ones


@dataclass(frozen=True)
class Series:
    """The figures of one indicator: their numbers follow one another."""

    indicator: int
    first: int  # number of its first figure
    length: int
    step: int  # DAYS, MONTHS or YEARS


@dataclass(frozen=True)
class Sizes:
    """The counts that follow from the two that are asked."""

    pebbles: int
    observations: int

    @property
    def facets(self) -> int:
        return max(3, min(40, self.pebbles // 25))

    @property
    def places(self) -> int:
        return max(2, self.pebbles // 25)

    @property
    def sources(self) -> int:
        return max(2, self.pebbles // 25)

    @property
    def organisations(self) -> int:
        return max(2, self.pebbles // 30)

    def series(self) -> Iterator[Series]:
        """A tenth of the figures day by day, four tenths month by month, the others year by year."""
        turns = {DAYS: self.observations // 10, MONTHS: self.observations * 4 // 10}
        turns[YEARS] = self.observations - sum(turns.values())
        indicator, first = 1, 1
        for step, figures in turns.items():
            for start in range(0, figures, step):
                length = min(step, figures - start)
                yield Series(indicator, first, length, step)
                indicator, first = indicator + 1, first + length
