"""Elections that call for restraint: when the commune may no longer advertise what it has done.

Code électoral, article L. 52-1, second paragraph: from the first day of the sixth month before the month of general
elections, no publicity campaign on the achievements of the communities concerned. A commune's are the municipal
elections. This warns; counsel decides. Dates past the next decree are known by their month only.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

MONTHS_BEFORE = 6
_DECEMBER = 12


@dataclass(frozen=True)
class Election:
    """A general election: the month of its first round, its last day once decreed, and who says so."""

    kind: str
    year: int
    month: int
    source: str
    last_round: date | None = None

    @property
    def since(self) -> date:
        """The first day of restraint."""
        months = self.year * _DECEMBER + self.month - 1 - MONTHS_BEFORE
        return date(months // _DECEMBER, months % _DECEMBER + 1, 1)

    @property
    def until(self) -> date:
        """The last day of restraint: the last round, or the end of its month while nobody decreed it."""
        last = calendar.monthrange(self.year, self.month)[1]
        return self.last_round or date(self.year, self.month, last)


CALENDAR = (
    Election("municipal", 2026, 3, "décret n° 2025-848 du 27 août 2025", date(2026, 3, 22)),
    Election("municipal", 2032, 3, "code électoral, article L. 227 (mars, six ans après)"),
)


def restraint_on(day: date) -> Election | None:
    """The election that calls for restraint on a day, if one does."""
    return next((one for one in CALENDAR if one.since <= day <= one.until), None)
