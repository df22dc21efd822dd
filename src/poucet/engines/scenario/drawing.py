"""Guesses drawn: scrambled Sobol points, tied together by groups, given the law and the years of each.

The points depend on the model and the seed alone: every scenario of a model meets the same ones, so that a
difference between two scenarios is exact draw by draw (common random numbers).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce

import numpy as np

from poucet.engines.errors import InputError
from poucet.engines.scenario.correlation import root_of_group
from poucet.engines.scenario.elementary import Numbers, exponential, logarithm, normal_score, normal_share
from poucet.engines.scenario.model import Family, Guess, Model, OverTime, Variable

DRAW_LIMIT = 200_000
COLUMN_LIMIT = 10_000
POINT_LIMIT = 40_000_000
EDGE = 2.0**-40  # a point on the edge would be worth an infinite score
SCORE_95 = 1.6448536269514722  # of the standard normal law; its 5 % point is the opposite


@dataclass(frozen=True, slots=True)
class Uncertain:
    """One guess that is drawn: its variable, its category, and the columns of points that are its own."""

    variable: Variable
    category: str
    guess: Guess
    columns: slice

    @property
    def label(self) -> str:
        """Its name among all: the variable's, and the category's where there is one."""
        return f"{self.variable.id}.{self.category}" if self.category else self.variable.id


@dataclass(frozen=True)
class Drawing:
    """Everything that is drawn in a model, in the order of its variables."""

    model: Model

    @cached_property
    def guesses(self) -> tuple[Uncertain, ...]:
        """Those that hold for all years come first: the first columns of Sobol points are the best spread."""
        found = [
            (variable, category, guess)
            for variable in self.model.variables.values()
            for category, guess in variable.guesses.items()
            if guess.is_uncertain
        ]
        found.sort(key=lambda one: one[0].over_time is not OverTime.FIXED)
        rows, place = [], 0
        for variable, category, guess in found:
            width = 1 if variable.over_time is OverTime.FIXED else len(self.model.years)
            rows.append(Uncertain(variable, category, guess, slice(place, place + width)))
            place += width
        if place > COLUMN_LIMIT:
            raise InputError("scenario.too_many_draws", count=place, limit=COLUMN_LIMIT, steps=("variables",))
        return tuple(rows)

    @property
    def columns(self) -> int:
        """How many columns of points the model takes."""
        return self.guesses[-1].columns.stop if self.guesses else 0

    @cached_property
    def blocks(self) -> Mapping[str, tuple[int, ...]]:
        """Columns that must move together: those of a group, else those of one guess; by name."""
        found: dict[str, list[int]] = {}
        for one in self.guesses:
            found.setdefault(one.variable.group or one.label, []).extend(
                range(one.columns.start, one.columns.stop)
            )
        return {name: tuple(columns) for name, columns in found.items()}

    @cached_property
    def roots(self) -> Mapping[str, tuple[list[list[float]], float]]:
        """Of each group its triangular root, and how far its correlations had to be moved."""
        return {
            name: root_of_group(group.correlation, len(self._members(name)))
            for name, group in self.model.groups.items()
        }

    def _members(self, group: str) -> list[Uncertain]:
        return [one for one in self.guesses if one.variable.group == group]

    def points(self, draws: int, seed: int) -> Numbers:
        """Scrambled Sobol points, shape (draws, columns), strictly between 0 and 1.

        Raises
        ------
        InputError
            ``scenario.draws``, of which there must be one to 200,000; ``scenario.too_many_draws``, as many
            numbers as no memory holds.

        References
        ----------
        .. [1] A. B. Owen, "Scrambling Sobol’ and Niederreiter–Xing points", Journal of Complexity 14, 1998.
        """
        if not 1 <= draws <= DRAW_LIMIT:
            raise InputError("scenario.draws", draws=draws, limit=DRAW_LIMIT)
        if not self.columns:
            return np.zeros((draws, 0))
        if draws * self.columns > POINT_LIMIT:
            raise InputError("scenario.too_many_draws", count=draws * self.columns, limit=POINT_LIMIT)
        from scipy.stats.qmc import Sobol  # noqa: PLC0415 -- SciPy takes a second to import

        sampler = Sobol(self.columns, scramble=True, rng=np.random.Generator(np.random.PCG64(seed)))
        found = sampler.random_base2((draws - 1).bit_length())[:draws]
        return np.clip(found, EDGE, 1 - EDGE)

    def values(self, points: Numbers) -> dict[str, Numbers]:
        """What each guess is worth at these points, in its variable's unit, shape (draws, years or 1)."""
        scores = self._together({one.label: normal_score(points[:, one.columns]) for one in self.guesses})
        found = {}
        for one in self.guesses:
            score = scores[one.label]
            if one.variable.over_time is OverTime.AR1:
                score = _remembering(score, float(one.variable.persistence))
            tied = one.variable.group or one.variable.over_time is OverTime.AR1
            share = normal_share(score) if tied else points[:, one.columns]
            found[one.label] = lawful(one.guess, score, share)
        return found

    def _together(self, scores: dict[str, Numbers]) -> dict[str, Numbers]:
        tied = dict(scores)
        for name, (root, _distance) in self.roots.items():
            labels = [one.label for one in self._members(name)]
            alone = [scores[label] for label in labels]
            for place, label in enumerate(labels):
                weighed = zip(root[place][: place + 1], alone, strict=False)
                tied[label] = reduce(np.add, (weight * score for weight, score in weighed))
        return tied


def _remembering(score: Numbers, persistence: float) -> Numbers:
    """An autoregression of order one that keeps the standard normal law in every year."""
    found = score.copy()
    fresh = np.sqrt(1.0 - persistence * persistence)
    for year in range(1, score.shape[-1]):
        found[:, year] = persistence * found[:, year - 1] + fresh * score[:, year]
    return found


def lawful(guess: Guess, score: Numbers, share: Numbers) -> Numbers:
    """What a guess is worth where the standard normal law is worth `score`, and is below it in `share`."""
    low, middle, high = (float(one) for one in (guess.low, guess.value, guess.high) if one is not None)
    match guess.family:
        case Family.UNIFORM:
            return low + (high - low) * share
        case Family.TRIANGULAR:
            return _triangular(low, middle, high, share)
        case Family.LOGNORMAL:
            spread = logarithm(np.array(high / low)) / (2 * SCORE_95)
            return np.asarray(np.sqrt(low) * np.sqrt(high) * exponential(spread * score))
        case _:
            below, above = (middle - low) / SCORE_95, (high - middle) / SCORE_95
            return np.asarray(middle + np.where(score < 0, below, above) * score)


def _triangular(low: float, mode: float, high: float, share: Numbers) -> Numbers:
    whole = high - low
    rising = low + np.sqrt(share * whole * (mode - low))
    falling = high - np.sqrt((1.0 - share) * whole * (high - mode))
    return np.where(share * whole < mode - low, rising, falling)
