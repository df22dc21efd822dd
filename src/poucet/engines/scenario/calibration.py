"""Were our intervals honest? Observed figures counted against the P5–P95 announced beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb, isfinite

from poucet.engines.errors import InputError

OUTSIDE_SHARE = Fraction(1, 10)
LEVEL = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class VerifiedLine:
    """A figure announced as an interval, then observed.

    Parameters
    ----------
    family : str
        The pebble family it is judged with.
    low, high : float
        P5 and P95 announced. [unit of the line]
    observed : float
        What was measured, in the same unit.
    """

    family: str
    low: float
    high: float
    observed: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The lines of one family against their intervals.

    Parameters
    ----------
    family : str
    lines : int
        Lines verified.
    below, above : int
        Observed under P5, over P95; a figure on the bound is inside.
    expected : float
        Lines that honest intervals would leave outside: one in ten.
    threshold : int
        Lines outside from which there is an alert; more than `lines` when none can be given yet.
    level_share : float
        Chance that honest intervals raise this alert all the same, at this number of lines. [–]
    alert : bool
        Whether intervals of this family are too narrow, or off.
    """

    family: str
    lines: int
    below: int
    above: int
    expected: float
    threshold: int
    level_share: float
    alert: bool

    @property
    def outside(self) -> int:
        """Lines outside their interval, on either side."""
        return self.below + self.above


def calibration(lines: Iterable[VerifiedLine]) -> tuple[Calibration, ...]:
    """Count, family by family, the lines outside their P5–P95, and alert when they are too many.

    It says nothing of intervals that are too wide, and takes lines for independent: a mild winter that
    moves all of them at once may raise an alert that no single estimate deserves.

    Parameters
    ----------
    lines : iterable of VerifiedLine

    Returns
    -------
    tuple of Calibration
        One for each family, in the order in which families first come.

    Raises
    ------
    InputError
        ``scenario.unknown_value`` for a bound or an observation that is not finite; ``scenario.interval``
        for a low bound above the high one.

    Examples
    --------
    >>> kept, missed = VerifiedLine("roofs", 1, 2, 1.5), VerifiedLine("roofs", 1, 2, 3)
    >>> [found] = calibration([kept] * 6 + [missed] * 4)
    >>> found.outside, found.threshold, found.alert
    (4, 4, True)
    """
    families: dict[str, list[VerifiedLine]] = {}
    for line in lines:
        if not all(isfinite(value) for value in (line.low, line.high, line.observed)):
            raise InputError("scenario.unknown_value", family=line.family)
        if line.low > line.high:
            raise InputError("scenario.interval", family=line.family, low=line.low, high=line.high)
        families.setdefault(line.family, []).append(line)
    return tuple(_calibration(family, members) for family, members in families.items())


def alert_threshold(lines: int) -> int:
    """Lines outside their interval from which honest intervals are doubted: a binomial test at 5 %.

    The smallest number that honest intervals, which leave one line in ten outside, reach at most once in
    twenty, in exact arithmetic. Counts being whole, the test is stricter than 5 %: 1.28 % at 10 lines,
    4.32 % at 20, 4.19 % at 40. Looking at all three stages in turn raises a false alert in 7.06 % of
    families. A single line cannot raise any: its threshold is 2.

    Parameters
    ----------
    lines : int
        Lines verified, zero or more.

    Returns
    -------
    int
        From 1 to ``lines + 1``.

    Raises
    ------
    InputError
        ``scenario.limit`` below zero.

    Examples
    --------
    >>> [alert_threshold(lines) for lines in (10, 20, 40)]
    [4, 5, 8]
    """
    if lines < 0:
        raise InputError("scenario.limit", limit="lines")
    chance, outside = Fraction(0), lines + 1
    while outside > 0:
        more = chance + _chance(lines, outside - 1)
        if more > LEVEL:
            break
        chance, outside = more, outside - 1
    return outside


def _calibration(family: str, members: list[VerifiedLine]) -> Calibration:
    count = len(members)
    below = sum(line.observed < line.low for line in members)
    above = sum(line.observed > line.high for line in members)
    threshold = alert_threshold(count)
    level = sum((_chance(count, outside) for outside in range(threshold, count + 1)), Fraction(0))
    return Calibration(
        family=family,
        lines=count,
        below=below,
        above=above,
        expected=float(count * OUTSIDE_SHARE),
        threshold=threshold,
        level_share=float(level),
        alert=below + above >= threshold,
    )


def _chance(lines: int, outside: int) -> Fraction:
    """Chance that exactly so many of the lines of honest intervals are outside."""
    return comb(lines, outside) * OUTSIDE_SHARE**outside * (1 - OUTSIDE_SHARE) ** (lines - outside)
