"""One unknown learnt: the mean outcomes of each bin of its draws, and the advice that they would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.scenario.attribution.slices import slice_of


@dataclass(frozen=True, eq=False)
class Learning:
    """One unknown learnt before choosing.

    Parameters
    ----------
    name : str
    value : float
        Expected gain (EVPPI), as the bins tell it: on average above the truth. [unit of the outcomes]
    cautious_value : float
        The same, each half of a bin judged on the choice of the other: on average below the truth, and
        negative for an unknown not worth learning.
    flip_share : float
        Share of the draws in which the best option would be another than the advice of now. [–]
    sure_flip_share : float
        The same, where the other is ahead by more than two standard errors.
    starts : ndarray of float, shape (n_bins,)
        The smallest value of the unknown in each bin.
    advice : tuple of int, length n_bins
        The option that would be best in each bin.
    """

    name: str
    value: float
    cautious_value: float
    flip_share: float
    sure_flip_share: float
    starts: NDArray[np.float64]
    advice: tuple[int, ...]


def learning(
    name: str, gains: NDArray[np.float64], values: NDArray[np.float64], *, bins: int, advice: int
) -> Learning:
    """What one unknown would tell.

    Parameters
    ----------
    name : str
    gains : ndarray of float, shape (n_draws, n_options)
        Outcomes, more being better.
    values : ndarray of float, shape (n_draws,)
        The unknown in the same draws.
    bins : int
        Bins at most.
    advice : int
        The option chosen when nothing is learnt.

    Returns
    -------
    Learning
    """
    order = np.argsort(values, kind="stable")
    cut = slice_of(values, bins)[order]
    starts = np.flatnonzero(np.diff(cut, prepend=-1))
    counts = np.diff(np.append(starts, len(cut)))
    # What each option brings over the advice of now: the advice itself is at zero, exactly.
    ahead = (gains - gains[:, advice : advice + 1])[order]
    means = np.add.reduceat(ahead, starts, axis=0) / counts[:, None]
    # The advice of now stays where nothing is ahead of it, even when another is its equal.
    best = np.where(np.max(means, axis=1) > 0, np.argmax(means, axis=1), advice)
    lead = np.take_along_axis(means, best[:, None], axis=1)[:, 0]
    spread = np.add.reduceat((ahead - np.repeat(means, counts, axis=0)) ** 2, starts, axis=0)
    squares = np.take_along_axis(spread, best[:, None], axis=1)[:, 0]
    # lead > 2 standard errors, where a standard error is sqrt(squares / (n (n - 1))).
    sure = lead**2 * counts * (counts - 1) > 4 * squares
    flips = best != advice
    return Learning(
        name=name,
        value=float(np.sum(lead * counts) / len(cut)),
        cautious_value=_cautious(ahead, cut, advice=advice),
        flip_share=float(np.sum(counts[flips]) / len(cut)),
        sure_flip_share=float(np.sum(counts[flips & sure]) / len(cut)),
        starts=values[order][starts],
        advice=tuple(best.tolist()),
    )


def _cautious(ahead: NDArray[np.float64], cut: NDArray[np.intp], *, advice: int) -> float:
    """Mean lead of what the other half of each bin would choose; halves alternate along the sorted values."""
    n_bins = int(cut[-1]) + 1
    halves = 2 * cut + np.arange(len(cut)) % 2
    sums = np.zeros((2 * n_bins, ahead.shape[1]))
    for option in range(ahead.shape[1]):
        sums[:, option] = np.bincount(halves, weights=ahead[:, option], minlength=2 * n_bins)
    chosen = np.where(np.max(sums, axis=1) > 0, np.argmax(sums, axis=1), advice)
    by_the_other = chosen.reshape(n_bins, 2)[:, ::-1].reshape(-1)
    return float(np.sum(np.take_along_axis(sums, by_the_other[:, None], axis=1)) / len(cut))
