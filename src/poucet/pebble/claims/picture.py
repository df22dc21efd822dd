"""A claim as a picture: three adoptions on one scale, each a mark within its 90 % range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor, log10

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from poucet.engines.scenario import Told
from poucet.engines.scenario.summarising import Range
from poucet.pebble.claims.sentences import percent, shown

LEFT, RIGHT, TOP, ROW = 8.0, 392.0, 30.0, 46.0
WHOLE = 100.0
LABELS: Mapping[str, Promise] = {
    "technical": _("if all did"),
    "plausible": _("plausibly"),
    "triggered": _("today"),
}


@dataclass(frozen=True)
class Mark:
    """One adoption: where its range starts and ends, where its middle is, and what is written over it."""

    adoption: str
    label: Promise
    reading: str
    y: float
    middle: float
    low: float
    high: float
    is_hollow: bool


@dataclass(frozen=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True)
class Picture:
    """The marks with their scale; `whole` is where 100 % stands, when it is in view."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    whole: float | None
    height: float


def picture_of(told: Told) -> Picture | None:
    """The picture of a claim; None while it is open."""
    if told.is_open:
        return None
    largest = max(max(_ends(share)) for share in told.shares.values())
    step, top = _scale(largest)

    def across(value: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * min(max(value, 0.0), top) / top, 1)

    marks = tuple(
        Mark(
            name,
            LABELS[name],
            str(percent(share)),
            TOP + ROW * place,
            across(share.middle or 0.0),
            across(_ends(share)[0]),
            across(_ends(share)[1]),
            is_hollow=name != "triggered",
        )
        for place, (name, share) in enumerate(told.shares.items())
    )
    count = round(top / step)
    labels = [shown(step * place, step) for place in range(count + 1)]
    labels[-1] = gettext("%(value)s%%") % {"value": labels[-1]}
    ticks = tuple(Tick(across(step * place), label) for place, label in enumerate(labels))
    whole = across(WHOLE) if top >= WHOLE else None
    return Picture(marks, ticks, whole, TOP + ROW * len(marks) + 12)


def _ends(share: Range) -> tuple[float, float]:
    middle = share.middle or 0.0
    return (middle if share.low is None else share.low, middle if share.high is None else share.high)


def _scale(largest: float) -> tuple[float, float]:
    """The step between two ticks, and the last of them: at most five steps."""
    size = 10.0 ** floor(log10(max(largest, 1e-6) / 5))
    step = next(size * times for times in (1, 2, 5, 10, 20) if size * times * 5 >= largest)
    count = max(1, -int(-largest // step))
    return step, step * count
