"""How far along: the distance walked toward a target, the distance left, the pace it asks for.

No page and no database here: figures in, distances out. What cannot be told is left unknown, with
the code of its reason; a distance is never zero for want of a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from poucet.engines.units import Unit, convert

DAYS_IN_A_YEAR = Fraction(36525, 100)
POINTS_FOR_A_TREND = 3


@dataclass(frozen=True)
class Point:
    """One dated figure: when, how much, in which unit, of what exactly."""

    since: date
    until: date
    value: Fraction
    unit: Unit
    scope: str = ""


@dataclass(frozen=True)
class Goal:
    """A target as set; `value` is None when it is said in words, `baseline` when nobody knows it."""

    value: Fraction | None
    unit: Unit | None
    direction: str  # up: at least · down: at most · reach: exactly, or within the range
    horizon: int | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    baseline: Point | None = None


@dataclass(frozen=True)
class Progress:
    """Distances in the target's unit; paces are changes of the value per year, with their sign.

    `walked` is negative for one who went the wrong way, and never exceeds the whole distance.
    """

    now: Fraction | None = None
    now_on: date | None = None
    walked: Fraction | None = None
    left: Fraction | None = None
    share: Fraction | None = None
    required_pace_per_year: Fraction | None = None
    trend_per_year: Fraction | None = None
    unknown: tuple[str, ...] = ()

    @property
    def reached(self) -> bool:
        return self.left == 0


def progress(points: Sequence[Point], target: Goal, today: date) -> Progress:
    """Where the series stands on the way to the target.

    Parameters
    ----------
    points : sequence of Point
        Dated figures of the facet; those that begin after `today` are announcements and are left out.
    target : Goal
        Its unit has the dimension of the points' units.
    today : date
        The day on which the question is asked.

    Returns
    -------
    Progress
        With, in `unknown`, one code per thing that cannot be told: ``target.in_words``,
        ``series.empty``, ``series.disagrees``, ``baseline.unknown``, ``baseline.already_there``,
        ``horizon.unknown``, ``horizon.past``, ``trend.too_few_points``.

    Raises
    ------
    InputError
        ``unit.incompatible`` when a point cannot be said in the target's unit.
    """
    if target.value is None or target.unit is None:
        return Progress(unknown=("target.in_words",))
    walkable = _same_scope([point for point in points if point.since <= today], target.baseline)
    trend = _trend([(_middle(point), _said_in(point, target.unit)) for point in walkable])
    reasons = [] if trend is not None else ["trend.too_few_points"]
    latest = _latest(walkable, target.unit)
    if latest is None:
        missing = "series.disagrees" if walkable else "series.empty"
        return Progress(trend_per_year=trend, unknown=(missing, *reasons))
    now, now_on = latest
    bounds = _bounds(target)
    left = _distance(now, bounds)
    pace, why_no_pace = _pace(now, bounds, target.horizon, today)
    walked, share, why_no_share = _walked(left, bounds, target)
    reasons = [*why_no_share, *why_no_pace, *reasons]
    return Progress(now, now_on, walked, left, share, pace, trend, tuple(reasons))


def _same_scope(points: Sequence[Point], baseline: Point | None) -> list[Point]:
    """Only like is compared with like: the baseline's scope, else the latest figure's."""
    ordered = sorted(points, key=lambda point: (point.until, point.since))
    if baseline is not None:
        return [point for point in ordered if point.scope == baseline.scope]
    if not ordered:
        return []
    last = [point for point in ordered if point.until == ordered[-1].until]
    return [point for point in ordered if point.scope in {one.scope for one in last}]


def _latest(ordered: Sequence[Point], unit: Unit) -> tuple[Fraction, date] | None:
    """The last figure, unless several of the same day say different things."""
    if not ordered:
        return None
    last = ordered[-1].until
    said = {_said_in(point, unit) for point in ordered if point.until == last}
    return (said.pop(), last) if len(said) == 1 else None


def _bounds(target: Goal) -> tuple[Fraction | None, Fraction | None]:
    """Between what and what the target is reached; None is no bound."""
    if target.direction == "up":
        return target.value, None
    if target.direction == "down":
        return None, target.value
    low = target.value if target.low is None else target.low
    high = target.value if target.high is None else target.high
    return low, high


def _distance(value: Fraction, bounds: tuple[Fraction | None, Fraction | None]) -> Fraction:
    return abs(_still_to_change(value, bounds))


def _still_to_change(value: Fraction, bounds: tuple[Fraction | None, Fraction | None]) -> Fraction:
    """What must be added to the value to reach the target; negative when it must fall."""
    low, high = bounds
    if low is not None and value < low:
        return low - value
    if high is not None and value > high:
        return high - value
    return Fraction(0)


def _walked(
    left: Fraction, bounds: tuple[Fraction | None, Fraction | None], target: Goal
) -> tuple[Fraction | None, Fraction | None, list[str]]:
    if target.baseline is None or target.unit is None:
        return None, None, ["baseline.unknown"]
    whole = _distance(_said_in(target.baseline, target.unit), bounds)
    if whole == 0:
        return -left, None, ["baseline.already_there"]
    return whole - left, (whole - left) / whole, []


def _pace(
    now: Fraction, bounds: tuple[Fraction | None, Fraction | None], horizon: int | None, today: date
) -> tuple[Fraction | None, list[str]]:
    change = _still_to_change(now, bounds)
    if change == 0:
        return Fraction(0), []
    if horizon is None:
        return None, ["horizon.unknown"]
    days = (date(horizon, 12, 31) - today).days
    if days <= 0:
        return None, ["horizon.past"]
    return change / (days / DAYS_IN_A_YEAR), []


def _trend(dated: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Least squares, in units per year; None with fewer than three dates."""
    if len({at for at, _value in dated}) < POINTS_FOR_A_TREND:
        return None
    count = len(dated)
    mean_at = sum((at for at, _value in dated), Fraction(0)) / count
    mean_value = sum((value for _at, value in dated), Fraction(0)) / count
    spread = sum(((at - mean_at) ** 2 for at, _value in dated), Fraction(0))
    return sum(((at - mean_at) * (value - mean_value) for at, value in dated), Fraction(0)) / spread


def _middle(point: Point) -> Fraction:
    """The middle of a period, in years since the beginning of dates."""
    return Fraction(point.since.toordinal() + point.until.toordinal(), 2) / DAYS_IN_A_YEAR


def _said_in(point: Point, unit: Unit) -> Fraction:
    return convert(point.value, source=point.unit, target=unit)
