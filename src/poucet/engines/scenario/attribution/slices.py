"""Draws cut into slices of one input: the conditioning that PAWN and the value of knowing share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def slice_of(values: NDArray[np.float64], slices: int) -> NDArray[np.intp]:
    """Slice of each draw, numbered from 0 along the values.

    Slices hold as many draws as can be; equal values are never parted. An input of few values, such as a
    choice between policies, has a slice for each.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Finite.
    slices : int
        Slices at most.

    Returns
    -------
    ndarray of int, shape (n,)

    Examples
    --------
    >>> slice_of(np.array([0.3, 0.1, 0.2, 0.4]), 2)
    array([1, 0, 0, 1])
    """
    _, rank, counts = np.unique(values, return_inverse=True, return_counts=True)
    if len(counts) <= slices:
        return rank
    starts = np.cumsum(counts) - counts
    wanted = starts * slices // len(values)
    # A long run of equal values may leave slices without a draw.
    _, numbered = np.unique(wanted, return_inverse=True)
    cut: NDArray[np.intp] = numbered[rank]
    return cut
