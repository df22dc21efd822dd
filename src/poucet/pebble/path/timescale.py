"""From years to shares of the ribbon, always in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

# Without a horizon no year can be promised to the star: the last stretch carries no dates.
TIMED_SHARE_WITHOUT_HORIZON = 0.84
STEPS_IN_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MOST_MARKS = 11


@dataclass(frozen=True)
class TimeScale:
    """Linear: equal times are equal lengths of path, from ``start`` to ``end``.

    ``timed_share`` of the ribbon carries dates; the rest (no horizon) leads to the star without any.
    """

    start: float
    end: float
    timed_share: float = 1.0

    def share(self, year: float) -> float:
        """Share of the ribbon's length at which a moment lies, in [0, timed_share]."""
        inside = min(max(year, self.start), self.end)
        return (inside - self.start) / (self.end - self.start) * self.timed_share

    def marked_years(self) -> tuple[int, ...]:
        """Decades; closer years on a short path, wider ones on a very long one."""
        span = self.end - self.start
        decades = 10 if span >= 24 else 1
        step = next(
            (step for step in STEPS_IN_YEARS if step >= decades and span / step <= MOST_MARKS), 10_000
        )
        first, last = ceil(self.start / step), floor(self.end / step)
        return tuple(number * step for number in range(first, last + 1))


def window_scale(first: int, last: int) -> TimeScale:
    """The scale of some whole years seen close: the last stretch leads on to the star, without dates."""
    return TimeScale(float(first), float(last + 1), TIMED_SHARE_WITHOUT_HORIZON)


def time_scale(dates: Sequence[float], *, today: float, horizon: int | None) -> TimeScale:
    """The scale that holds every date, today and the horizon; the star stands at its end.

    A pebble or a day later than the horizon lengthens the path: the horizon then keeps its own mark.
    """
    first = min((*dates, today))
    last = max((*dates, today, *(() if horizon is None else (float(horizon),))))
    pad = max(0.25, 0.02 * (last - first))
    end = last if horizon is not None and last == horizon and last > today else last + pad
    timed_share = TIMED_SHARE_WITHOUT_HORIZON if horizon is None else 1.0
    return TimeScale(first - pad, end, timed_share)
