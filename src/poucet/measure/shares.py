"""Shares that are put together: numerators over denominators, never a mean of percentages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from poucet.measure.models import Observation


@dataclass(frozen=True)
class Together:
    """What the shares of several scopes of one period come to."""

    period: str
    numerator: Decimal
    denominator: Decimal

    @property
    def percentage(self) -> Decimal:
        return 100 * self.numerator / self.denominator


def put_together(figures: Iterable[Observation]) -> tuple[Together, ...]:
    """One line per period known by at least two scopes; a scope told twice is not counted twice, so left out."""
    by_period: dict[str, dict[str, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        if figure.period and figure.denominator is not None:
            by_period[figure.period][figure.scope].append(figure)
    sums = []
    for period, scopes in by_period.items():
        if len(scopes) > 1 and all(len(told) == 1 for told in scopes.values()):
            shares = [told[0] for told in scopes.values()]
            numerator = sum((share.numerator or Decimal(0) for share in shares), Decimal(0))
            denominator = sum((share.denominator or Decimal(0) for share in shares), Decimal(0))
            sums.append(Together(period, numerator, denominator))
    return tuple(sums)
