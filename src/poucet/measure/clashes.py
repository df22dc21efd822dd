"""Figures that say different things of the same thing at the same time, found without anyone telling."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from poucet.engines.units import convert
from poucet.measure.models import Indicator, Observation, Status

Span = tuple[Fraction, Fraction]


def clashing_with(figure: Observation, others: Iterable[Observation]) -> list[Observation]:
    """Those of the others that disagree with a figure, in their order."""
    return [other for other in others if disagree(figure, other)]


def disagree(one: Observation, other: Observation) -> bool:
    """Whether two figures of one indicator cannot both be right.

    Only figures of the same dated period and of the same scope can clash; what is aimed at does not
    contradict what is; words are left to readers.
    """
    if one.number == other.number or not _about_the_same(one, other):
        return False
    if one.state == other.state == Observation.State.STATEMENT:
        return one.indicator.nature == Indicator.Nature.DATE and one.statement != other.statement
    first, second = span(one), span(other)
    if first is None or second is None:
        return False
    return first[1] < second[0] or second[1] < first[0]


def span(figure: Observation) -> Span | None:
    """The least and the most that a figure says, in the unit of its indicator; None when it says no number."""
    if figure.state != Observation.State.QUANTITY:
        return None
    bounds = [bound for bound in (figure.low, figure.value, figure.high) if bound is not None]
    source, target = figure.measured_in, figure.indicator.measured_in
    converted = [convert(bound, source=source, target=target) for bound in bounds]
    return min(converted), max(converted)


def _about_the_same(one: Observation, other: Observation) -> bool:
    return (
        one.indicator_id == other.indicator_id
        and one.since is not None
        and (one.since, one.until) == (other.since, other.until)
        and one.scope == other.scope
        and (one.status == Status.TARGET) == (other.status == Status.TARGET)
    )
