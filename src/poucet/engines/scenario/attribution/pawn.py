"""Which unknown moves an output when unknowns depend on one another: distances between distributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.attribution.slices import slice_of

LEVEL_PER_HUNDRED = 95


@dataclass(frozen=True, eq=False)
class Pawn:
    """How far knowing each input moves the distribution of the output, from 0 (not at all) to 1.

    Parameters
    ----------
    names : tuple of str
        The inputs.
    median, largest : ndarray of float, shape (n_inputs,)
        Over slices of the input, the distance of Kolmogorov and Smirnov between the output given the slice
        and the output at large. [–]
    dummy_median, dummy_largest : ndarray of float, shape (n_inputs,)
        What an input without influence stays under 95 times in 100; a figure not above it says nothing.
    """

    names: tuple[str, ...]
    median: NDArray[np.float64]
    largest: NDArray[np.float64]
    dummy_median: NDArray[np.float64]
    dummy_largest: NDArray[np.float64]


def pawn(
    inputs: NDArray[np.float64],
    outputs: NDArray[np.float64],
    names: Sequence[str],
    *,
    rng: np.random.Generator,
    slices: int = 10,
    dummies: int = 100,
) -> Pawn:
    """Sensitivity by distributions, from draws at hand. After [1]_, with the dummy of [2]_.

    It needs no design and no independence, and sees changes of shape that leave the variance as it was. An
    input without influence of its own but correlated with one that has some shows influence: that is
    what learning it would tell.

    Parameters
    ----------
    inputs : ndarray of float, shape (n, n_inputs)
    outputs : ndarray of float, shape (n,)
    names : sequence of str
    rng : numpy.random.Generator
        Shuffles the dummies; inputs cut alike share them.
    slices : int
        Slices of each input, at least 2; 10 draws at least in each.
    dummies : int
        Shuffles of each cut, at least 20.

    Returns
    -------
    Pawn

    Raises
    ------
    InputError
        ``scenario.shape``; ``scenario.unknown_value``; ``scenario.too_few_draws``; ``scenario.limit`` for
        slices or dummies below their least.

    References
    ----------
    .. [1] F. Pianosi, T. Wagener, "Distribution-based sensitivity analysis from a generic input-output
       sample", Environmental Modelling & Software 108, 2018. doi:10.1016/j.envsoft.2018.07.019
    .. [2] F. Khorashadi Zadeh et al., "Comparison of variance-based and moment-independent global
       sensitivity analysis approaches by application to the SWAT model", Environmental Modelling &
       Software 91, 2017. doi:10.1016/j.envsoft.2017.02.001

    Examples
    --------
    >>> draws = np.random.default_rng(1).random((1000, 2))
    >>> found = pawn(draws, draws[:, 0], ["acts", "idle"], rng=np.random.default_rng(2))
    >>> found.median > found.dummy_median
    array([ True, False])
    """
    _check(inputs, outputs, names, slices, dummies)
    ordered = np.argsort(outputs, kind="stable")
    sorted_outputs = outputs[ordered]
    # Where values are equal the distribution steps once, at the last of them.
    steps = np.append(np.flatnonzero(sorted_outputs[1:] > sorted_outputs[:-1]), len(outputs) - 1)
    thresholds: dict[tuple[int, ...], tuple[float, float]] = {}
    found = []
    for values in inputs.T:
        cut = slice_of(values, slices)
        sizes = tuple(sorted(np.bincount(cut).tolist()))
        if sizes not in thresholds:
            thresholds[sizes] = _dummy(cut, steps, rng, dummies)
        distances = _distances(cut[ordered], steps)
        found.append((np.median(distances), np.max(distances), *thresholds[sizes]))
    return Pawn(tuple(names), *np.array(found, dtype=np.float64).T)


def _distances(cut: NDArray[np.intp], steps: NDArray[np.intp]) -> NDArray[np.float64]:
    """Distance of each slice, (n_slices,), from the slices of draws sorted by output, (n,)."""
    held = cut == np.arange(int(cut.max()) + 1)[:, None]
    counts = np.cumsum(held, axis=1)
    given = counts[:, steps] / counts[:, -1:]
    at_large = (steps + 1) / len(cut)
    largest: NDArray[np.float64] = np.max(np.abs(given - at_large), axis=1)
    return largest


def _dummy(
    cut: NDArray[np.intp], steps: NDArray[np.intp], rng: np.random.Generator, dummies: int
) -> tuple[float, float]:
    shuffled = [_distances(rng.permutation(cut), steps) for _ in range(dummies)]
    medians = sorted(float(np.median(distances)) for distances in shuffled)
    largest = sorted(float(np.max(distances)) for distances in shuffled)
    rank = dummies * LEVEL_PER_HUNDRED // 100
    return medians[rank], largest[rank]


def _check(
    inputs: NDArray[np.float64], outputs: NDArray[np.float64], names: Sequence[str], slices: int, dummies: int
) -> None:
    if outputs.ndim != 1 or inputs.shape != (len(outputs), len(names)) or not names:
        raise InputError("scenario.shape", what="inputs", found=inputs.shape)
    if not (np.isfinite(inputs).all() and np.isfinite(outputs).all()):
        raise InputError("scenario.unknown_value", what="inputs or outputs")
    for name, value, least in (("slices", slices, 2), ("dummies", dummies, 20)):
        if value < least:
            raise InputError("scenario.limit", limit=name)
    if len(outputs) < 10 * slices:
        raise InputError("scenario.too_few_draws", found=len(outputs), needed=10 * slices)
