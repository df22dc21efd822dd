"""The inputs of a run in base units, as arrays: what was drawn, what is known, what a scenario sets."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from poucet.engines.scenario.compiling import Program
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.model import Guess, Kind, Variable
from poucet.engines.scenario.values import Value


def inputs_of(
    program: Program, drawn: Mapping[str, Numbers], set_to: Mapping[str, Fraction | Numbers]
) -> tuple[dict[str, Value], dict[str, float]]:
    """Every input as a `Value` in base units, and of each bounded guess the share held at a bound.

    Parameters
    ----------
    program : Program
    drawn : mapping of str to ndarray, shape (draws, years or 1)
        By variable, or by ``variable.category``, in the variable's unit; a guess left out stands at its middle.
    set_to : mapping of str to Fraction, or to ndarray of shape (draws,)
        What stands in the place of a variable, in its unit.
    """
    found, clipped = {}, {}
    for variable in program.model.variables.values():
        if variable.kind is Kind.FORMULA:
            continue
        value, held = _value(program, variable, drawn, set_to)
        found[variable.id] = _in_base_units(value, program.factors[variable.id])
        if held is not None:
            clipped[variable.id] = held
    return found, clipped


def _in_base_units(value: Value, factor: float) -> Value:
    return value if factor == 1.0 else value.each(lambda numbers: numbers * factor)


def _value(
    program: Program,
    variable: Variable,
    drawn: Mapping[str, Numbers],
    set_to: Mapping[str, Fraction | Numbers],
) -> tuple[Value, float | None]:
    axes = program.axes
    if variable.id in set_to:
        chosen = set_to[variable.id]
        numbers = np.array([float(chosen)]) if isinstance(chosen, Fraction) else np.asarray(chosen)
        return Value.point(numbers.reshape((-1,) + (1,) * (axes.count - 1))), None
    if variable.series:
        years = [variable.series.get(year) for year in program.model.years]
        return Value.point(_numbers(years).reshape((1,) * (axes.count - 1) + (-1,))), None
    pieces = [
        _piece(guess, drawn.get(f"{variable.id}.{category}" if category else variable.id))
        for category, guess in variable.guesses.items()
    ]
    value = _stacked(pieces, axes.of.get(variable.dimension), axes.count)
    return _held(value, variable)


def _numbers(known: list[Fraction | None]) -> Numbers:
    return np.array([np.nan if one is None else float(one) for one in known])


def _piece(guess: Guess, drawn: Numbers | None) -> tuple[Numbers, Numbers]:
    """Both ends of one guess, shape (draws or 1, years or 1); equal but for an unknown with end-points."""
    if drawn is not None:
        return drawn, drawn
    if guess.value is None and guess.low is not None and guess.high is not None:
        return np.array([[float(guess.low)]]), np.array([[float(guess.high)]])
    number = _numbers([guess.value]).reshape(1, 1)
    return number, number


def _stacked(pieces: list[tuple[Numbers, Numbers]], axis: int | None, count: int) -> Value:
    """Categories laid along their axis; without a dimension there is one piece and the axes are of length 1."""
    shape = np.broadcast_shapes(*(piece[0].shape for piece in pieces))
    lows = np.stack([np.broadcast_to(low, shape) for low, _high in pieces], axis=1)
    highs = np.stack([np.broadcast_to(high, shape) for _low, high in pieces], axis=1)
    full = [lows.shape[0], *[1] * (count - 2), lows.shape[-1]]
    if axis is not None:
        full[axis] = len(pieces)
    low = lows.reshape(full)
    same = all(one is other for one, other in pieces)
    return Value(low, low if same else highs.reshape(full))


def _held(value: Value, variable: Variable) -> tuple[Value, float | None]:
    """A guess held within its bounds, and the share of its draws that had to be."""
    if variable.least is None and variable.most is None:
        return value, None
    low = -np.inf if variable.least is None else float(variable.least)
    high = np.inf if variable.most is None else float(variable.most)
    out = float(np.mean((value.low < low) | (value.high > high)))
    return value.each(lambda numbers: np.clip(numbers, low, high)), out
