"""A program walked in its order: every year at once, but for loops, which are walked year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod

import numpy as np

from poucet.engines.scenario.closures import Axes, Ready
from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.values import Value

# Numbers of one variable computed at once: arrays of 160 kilobytes stay in the processor's cache.
AT_ONCE = 20_000


def evaluate(
    program: Program,
    inputs: Mapping[str, Value],
    outputs: Sequence[str],
    alternatives: Mapping[str, str] | None = None,
) -> dict[str, Value]:
    """What the outputs are worth, in their own units; axes (draws or 1, categories, years or 1).

    Parameters
    ----------
    program : Program
    inputs : mapping of str to Value
        Every input, in base units; the first axis of each has one common length or 1.
    outputs : sequence of str
    alternatives : mapping of str to str, optional
        Formulas computed otherwise.
    """
    wanted, chosen = _beneath(program, outputs), alternatives or {}
    whole = _Whole(program.axes, {name: inputs[name] for name in wanted & inputs.keys()})
    formulas = {
        name: program.formulas[name, chosen.get(name, "")]
        for name in wanted
        if (name, "") in program.formulas
    }
    order = [loop for loop in program.order if formulas.keys() & loop]
    flat = _flat(program, inputs)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # what has no value is unknown
        for loop in order:
            if flat.issuperset(loop):
                _compute(program, loop, whole, formulas)
        late = [loop for loop in order if not flat.issuperset(loop)]
        lacking = [name for name in outputs if name not in whole.known]
        known = {**whole.known, **_by_slices(program, late, whole, lacking, formulas)}
        return {name: _told(known[name], program.factors[name]) for name in outputs}


def _flat(program: Program, inputs: Mapping[str, Value]) -> frozenset[str]:
    """The variables worth one number a draw, whatever the year and the category: computed for all draws at once."""
    found = {name for name, value in inputs.items() if value.low[0].size == 1}
    for loop in program.order:
        if loop[0] not in program.by_year and program.needs[loop[0]] <= found:
            found.update(loop)
    return frozenset(found)


def _by_slices(
    program: Program,
    order: Sequence[tuple[str, ...]],
    whole: _Whole,
    outputs: Sequence[str],
    formulas: Mapping[str, Ready],
) -> dict[str, Value]:
    """The variables that have more than one number a draw, some draws at a time."""
    draws = max((value.low.shape[0] for value in whole.known.values()), default=1)
    width = AT_ONCE // (prod(program.axes.lengths) * program.axes.years)
    width = max(2, width)  # one row would be taken for what all draws share
    pieces: dict[str, list[Value]] = {name: [] for name in outputs}
    for start in range(0, draws if outputs else 0, width):
        rows = slice(start, start + width)
        part = _Whole(program.axes, {name: _cut(value, rows) for name, value in whole.known.items()})
        for loop in order:
            _compute(program, loop, part, formulas)
        for name, found in pieces.items():
            found.append(part.known[name])
    return {name: _joined(found) for name, found in pieces.items()}


def _beneath(program: Program, outputs: Sequence[str]) -> frozenset[str]:
    return frozenset[str]().union(*(program.reached_by(name) for name in outputs))


def _cut(value: Value, rows: slice) -> Value:
    return value if value.low.shape[0] == 1 else value.each(lambda one: one[rows])


def _told(value: Value, factor: float) -> Value:
    """A value in its own unit; what is unknown has one bit pattern, which processors do not agree on."""
    return value.each(lambda numbers: _one_nan(numbers if factor == 1.0 else numbers / factor))


def _one_nan(numbers: Numbers) -> Numbers:
    unknown = np.isnan(numbers)
    return np.where(unknown, np.nan, numbers) if unknown.any() else numbers


def _joined(pieces: Sequence[Value]) -> Value:
    first = pieces[0]
    if len(pieces) == 1 or all(one.low.shape[0] == 1 for one in pieces):
        return first
    low = np.concatenate([one.low for one in pieces])
    if all(one.is_point for one in pieces):
        return Value.point(low)
    return Value(low, np.concatenate([one.high for one in pieces]))


def _compute(program: Program, loop: tuple[str, ...], whole: _Whole, formulas: Mapping[str, Ready]) -> None:
    name = loop[0]
    if len(loop) == 1 and name not in program.needs[name]:
        whole.known[name] = formulas[name](whole)
        return
    walked: dict[str, list[Value]] = {name: [] for name in loop}
    for year in range(program.axes.years):
        moment = _Moment(whole, walked, year)
        for name in loop:
            walked[name].append(formulas[name](moment))
    for name, values in walked.items():
        whole.known[name] = _along_years(values)


def _along_years(values: Sequence[Value]) -> Value:
    low = _laid([one.low for one in values])
    return Value(low, low if all(one.is_point for one in values) else _laid([one.high for one in values]))


def _laid(years: Sequence[Numbers]) -> Numbers:
    shape = np.broadcast_shapes(*(one.shape for one in years))
    return np.concatenate([np.broadcast_to(one, shape) for one in years], axis=-1)


@dataclass(frozen=True)
class _Whole:
    """Every year at once."""

    axes: Axes
    known: dict[str, Value]

    @property
    def years(self) -> Numbers:
        all_ = np.arange(self.axes.first_year, self.axes.first_year + self.axes.years, dtype=np.float64)
        return all_.reshape((1,) * (self.axes.count - 1) + (-1,))

    @property
    def whole(self) -> _Whole:
        return self

    def named(self, name: str) -> Value:
        return self.known[name]

    def before(self, ready: Ready, years: int, first: Ready | None) -> Value:
        start = first(self) if first else _unknown(self.axes)
        return _shifted(ready(self), start, years, self.axes.years)

    def cut(self, value: Value) -> Value:
        return value


@dataclass(frozen=True)
class _Moment:
    """One year of a loop: its members as far as they were walked, all else cut to that year."""

    whole: _Whole
    walked: Mapping[str, Sequence[Value]]
    year: int

    @property
    def years(self) -> Numbers:
        return self.whole.years[..., self.year : self.year + 1]

    def named(self, name: str) -> Value:
        return self.walked[name][self.year] if name in self.walked else self.cut(self.whole.named(name))

    def before(self, ready: Ready, years: int, first: Ready | None) -> Value:
        if self.year >= years:
            return ready(replace(self, year=self.year - years))
        return first(self) if first else _unknown(self.whole.axes)

    def cut(self, value: Value) -> Value:
        if value.low.shape[-1] == 1:
            return value
        return value.each(lambda numbers: numbers[..., self.year : self.year + 1])


def _unknown(axes: Axes) -> Value:
    return Value.point(np.full((1,) * axes.count, np.nan))


def _shifted(value: Value, start: Value, by: int, years: int) -> Value:
    """What it was some years before; in the first years, the start."""
    low = _moved(value.low, start.low, by, years)
    both = value.is_point and start.is_point
    return Value(low, low if both else _moved(value.high, start.high, by, years))


def _moved(numbers: Numbers, start: Numbers, by: int, years: int) -> Numbers:
    shape = (*np.broadcast_shapes(numbers.shape[:-1], start.shape[:-1]), years)
    found = np.broadcast_to(start, shape).copy()
    if by < years:
        found[..., by:] = np.broadcast_to(numbers, shape)[..., : years - by]
    return found
