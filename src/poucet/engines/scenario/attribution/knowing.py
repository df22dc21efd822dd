"""What learning an unknown before choosing would be worth, and whether it would turn the advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.attribution.learning import Learning, learning

LEAST_PER_BIN = 4


@dataclass(frozen=True)
class Knowing:
    """The advice of now, what it is worth, and what learning would add.

    Parameters
    ----------
    advice : int
        The option of the best expected outcome; the first of equals.
    expected : float
        Its expected outcome. [unit of the outcomes]
    perfect : float
        Expected gain of learning everything (EVPI).
    unknowns : tuple of Learning
    """

    advice: int
    expected: float
    perfect: float
    unknowns: tuple[Learning, ...]


def value_of_knowing(
    outcomes: NDArray[np.float64],
    inputs: NDArray[np.float64],
    names: Sequence[str],
    *,
    bins: int | None = None,
    lower_is_better: bool = False,
) -> Knowing:
    """Expected value of learning each unknown, by conditional means over bins of its sorted draws. After [1]_.

    A regression by constant pieces: no matrix is solved, so two machines give the same bytes. A bin hides
    what varies within it; means of few draws favour what was lucky. `value` and `cautious_value` bracket
    the truth on average; when they are far apart, draw more. One unknown at a time: two may be worth
    nothing apart and much together.

    Parameters
    ----------
    outcomes : ndarray of float, shape (n_draws, n_options)
    inputs : ndarray of float, shape (n_draws, n_inputs)
        The unknowns of the same draws.
    names : sequence of str
        Of the unknowns.
    bins : int, optional
        Bins of each unknown, at least 2, with 4 draws at least in each; by default the cube root of the draws.
    lower_is_better : bool
        For costs and emissions; gains stay positive.

    Returns
    -------
    Knowing

    Raises
    ------
    InputError
        ``scenario.shape``; ``scenario.unknown_value``; ``scenario.limit`` for less than 2 bins;
        ``scenario.too_few_draws`` for less than 4 draws a bin.

    References
    ----------
    .. [1] M. Strong, J. E. Oakley, "An efficient method for computing single-parameter partial expected
       value of perfect information", Medical Decision Making 33, 2013. doi:10.1177/0272989X12465123

    Examples
    --------
    >>> heat = np.linspace(-1, 1, 1000)
    >>> found = value_of_knowing(np.stack([heat, 0 * heat], axis=1), heat[:, None], ["heat"], bins=10)
    >>> round(found.unknowns[0].value, 2), found.unknowns[0].flip_share
    (0.25, 0.5)
    """
    bins = _bins(len(outcomes)) if bins is None else bins
    _check(outcomes, inputs, names, bins)
    gains = -outcomes if lower_is_better else outcomes
    advice = int(np.argmax(np.mean(gains, axis=0)))
    perfect = float(np.mean(np.max(gains - gains[:, advice : advice + 1], axis=1)))
    unknowns = tuple(
        learning(name, gains, values, bins=bins, advice=advice)
        for name, values in zip(names, inputs.T, strict=True)
    )
    return Knowing(advice, float(np.mean(outcomes[:, advice])), perfect, unknowns)


def _bins(draws: int) -> int:
    """Largest whole number whose cube is at most the draws, and 2 at least."""
    found = 2
    while (found + 1) ** 3 <= draws:
        found += 1
    return found


def _check(
    outcomes: NDArray[np.float64], inputs: NDArray[np.float64], names: Sequence[str], bins: int
) -> None:
    if outcomes.ndim != 2 or not outcomes.size:
        raise InputError("scenario.shape", what="outcomes", found=outcomes.shape)
    if inputs.shape != (len(outcomes), len(names)):
        raise InputError("scenario.shape", what="inputs", found=inputs.shape)
    if not (np.isfinite(outcomes).all() and np.isfinite(inputs).all()):
        raise InputError("scenario.unknown_value", what="outcomes or inputs")
    if bins < 2:
        raise InputError("scenario.limit", limit="bins")
    if len(outcomes) < LEAST_PER_BIN * bins:
        raise InputError("scenario.too_few_draws", found=len(outcomes), needed=LEAST_PER_BIN * bins)
