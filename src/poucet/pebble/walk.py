"""The Path with our deeds on it: each stone at its date, all of one size until a facet is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from itertools import pairwise
from math import floor

from django.core.cache import caches
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from poucet import __version__
from poucet.pebble.forms import close_address, list_address
from poucet.pebble.models import Pebble
from poucet.pebble.path import PathPicture, Shape, Stone, Words, lay_out
from poucet.pebble.scales import Scale
from poucet.star.models import Star
from poucet.town.periods import decimal_year
from poucet.town.templatetags.town import plain_title, spoken, when

NAMES_WRITTEN = 18  # more would not fit beside the ribbon; the others open on focus
ALONE_FOR_YEARS = 3
LISTED_AT_ONCE = 60  # a heap of more is opened as a Path of its own years
KEPT_FOR_SECONDS = 2 * 24 * 3600  # the walker moves on each day


@dataclass(frozen=True)
class Path:
    """The picture in its two shapes."""

    wide: PathPicture
    tall: PathPicture


@dataclass(frozen=True)
class View:
    """Which whole years are seen close (None: all of them), and how a heap asks for its own."""

    window: tuple[int, int] | None = None
    rest: tuple[tuple[str, str], ...] = ()  # of the question, which a heap repeats

    @property
    def question(self) -> tuple[tuple[str, str], ...]:
        """The whole question, as the address says it."""
        if self.window is None:
            return self.rest
        return (*self.rest, ("de", str(self.window[0])), ("a", str(self.window[1])))

    def holds(self, stone: Stone) -> bool:
        """Whether a stone lies in the years that are seen: never at a year that is not its own."""
        if self.window is None:
            return True
        return stone.date is not None and self.window[0] <= stone.date < self.window[1] + 1

    def closer(self, first: int, last: int) -> str:
        """The address of the Path of whole years, seen close."""
        return close_address(self.rest, first, last)


@dataclass(frozen=True)
class Scene:
    """All of the picture that is not stones: the day, the star, the words."""

    today: float
    horizon: int | None
    title: str
    words: Words


def draw_path(
    pebbles: Sequence[Pebble],
    star: Star | None,
    *,
    today: date,
    scale: Scale | None = None,
    view: View | None = None,
) -> Path:
    """The Path of these deeds toward the star (none yet: a path without a name for its end)."""
    view = view or View()
    stones = tuple(stone for stone in stones_of(pebbles, scale) if view.holds(stone))
    horizon = star.horizon if star else None
    title = spoken(star, "name")[0] if star else ""
    scene = Scene(decimal_year(today), horizon, title, _words(horizon))
    return Path(_drawn(stones, scene, "wide", view), _drawn(stones, scene, "tall", view))


def stones_of(pebbles: Sequence[Pebble], scale: Scale | None = None) -> list[Stone]:
    """Deeds as the picture needs them; those of which most is told have their names written."""
    written = _to_be_named(pebbles)
    return [_stone(pebble, scale, notable=pebble.number in written) for pebble in pebbles]


def _drawn(stones: tuple[Stone, ...], scene: Scene, shape: Shape, view: View) -> PathPicture:
    """The same deeds on the same day give the same picture: it is drawn once, whoever asks."""
    place = get_script_prefix()  # the picture holds links, which a page of the past keeps in its day
    seal = sha256(repr((__version__, place, stones, scene, shape, view)).encode()).hexdigest()
    picture: PathPicture | None = caches["pictures"].get(f"path-{seal}")
    if picture is None:
        picture = _draw(stones, scene, shape, view)
        caches["pictures"].set(f"path-{seal}", picture, KEPT_FOR_SECONDS)
    return picture


def _draw(stones: tuple[Stone, ...], scene: Scene, shape: Shape, view: View) -> PathPicture:
    return lay_out(
        stones,
        today=scene.today,
        horizon=scene.horizon,
        star_title=scene.title,
        shape=shape,
        cluster_url=partial(_opening, view, Counter(floor(one.date) for one in stones if one.date)),
        words=scene.words,
        window=view.window,
    )


def _opening(view: View, by_year: Counter[int], first: int | None, last: int | None) -> str:
    """What a heap opens: the list of its deeds when one page holds them, else its years seen close."""
    if first is None or last is None or (first, last) == view.window:
        return list_address(first, last)
    there = sum(by_year[year] for year in range(first, last + 1))
    return view.closer(first, last) if there > LISTED_AT_ONCE else list_address(first, last)


def _stone(pebble: Pebble, scale: Scale | None, *, notable: bool) -> Stone:
    since, until = moments(pebble)
    weight = scale.weights.get(pebble.number) if scale else None
    return Stone(
        number=pebble.number,
        label=plain_title(pebble),
        url=pebble.get_absolute_url(),
        state=pebble.state,  # type: ignore[arg-type]
        since=since,
        until=until,
        weight=float(weight.amount) if weight else None,
        notable=notable,
        example=pebble.example,
        description=f"{when(pebble.period)}, {pebble.get_state_display()}",
    )


def moments(pebble: Pebble) -> tuple[float | None, float | None]:
    """Where a deed lies in time: the two ends of a true range, else the middle of its year, month or day."""
    if pebble.since is None or pebble.until is None:
        return None, None
    first, end = decimal_year(pebble.since), decimal_year(pebble.until + timedelta(days=1))
    return (first, end) if "/" in pebble.period else ((first + end) / 2, None)


def _to_be_named(pebbles: Sequence[Pebble]) -> frozenset[int]:
    """The deeds of which most is told, and those that stand alone in their years: their name has room."""
    ranked = sorted(pebbles, key=lambda pebble: (-getattr(pebble, "told", 0), pebble.number))
    return frozenset(pebble.number for pebble in ranked[:NAMES_WRITTEN]) | _alone(pebbles)


def _alone(pebbles: Iterable[Pebble]) -> frozenset[int]:
    dated = sorted((pebble.since, pebble.number) for pebble in pebbles if pebble.since is not None)
    far = timedelta(days=ALONE_FOR_YEARS * 365)
    gaps = [later[0] - earlier[0] >= far for earlier, later in pairwise(dated)]
    apart = zip(dated, [True, *gaps], [*gaps, True], strict=True) if dated else ()
    return frozenset(number for (_since, number), before, after in apart if before and after)


def _words(horizon: int | None) -> Words:
    toward = _("toward %(year)s") % {"year": horizon} if horizon else _("horizon unknown")
    return Words(
        here=_("we are here"),
        undated=_("date unknown"),
        horizon=toward,
        example=_("example"),
    )
