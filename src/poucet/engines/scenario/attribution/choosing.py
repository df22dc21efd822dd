"""Regret: what is lost, in each context, by not having chosen the option that was best there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError


@dataclass(frozen=True, eq=False)
class Regret:
    """A table of regrets; it proposes, it does not choose.

    Parameters
    ----------
    options, contexts : tuple of str
    table : ndarray of float, shape (n_options, n_contexts)
        Loss against the best option of each context, zero at the best. [unit of the outcomes]
    worst : ndarray of float, shape (n_options,)
        The largest regret of each option over contexts.
    least : tuple of str
        Options of the smallest worst regret; several when equal.
    """

    options: tuple[str, ...]
    contexts: tuple[str, ...]
    table: NDArray[np.float64]
    worst: NDArray[np.float64]
    least: tuple[str, ...]


def regret(
    outcomes: NDArray[np.float64],
    options: Sequence[str],
    contexts: Sequence[str],
    *,
    lower_is_better: bool = False,
) -> Regret:
    """Regret of each option in each context. After [1]_.

    No context is more likely than another here. Regret depends on the options compared: a new one may turn
    the order of two others.

    Parameters
    ----------
    outcomes : ndarray of float, shape (n_options, n_contexts)
        All known: an outcome that is not cannot be compared, and is refused.
    options, contexts : sequence of str
    lower_is_better : bool
        For costs and emissions.

    Returns
    -------
    Regret

    Raises
    ------
    InputError
        ``scenario.shape`` when names do not match the table or it is empty; ``scenario.unknown_value`` with
        the first option and context whose outcome is not finite.

    References
    ----------
    .. [1] L. J. Savage, "The theory of statistical decision", Journal of the American Statistical
       Association 46, 1951.

    Examples
    --------
    >>> found = regret(np.array([[10.0, 0.0], [6.0, 5.0]]), ["bold", "steady"], ["calm", "storm"])
    >>> found.table.tolist(), found.least
    ([[0.0, 5.0], [4.0, 0.0]], ('steady',))
    """
    if outcomes.shape != (len(options), len(contexts)) or not outcomes.size:
        raise InputError("scenario.shape", what="outcomes", found=outcomes.shape)
    unknown = np.argwhere(~np.isfinite(outcomes))
    if len(unknown):
        option, context = unknown[0]
        raise InputError("scenario.unknown_value", option=options[option], context=contexts[context])
    gains = -outcomes if lower_is_better else outcomes
    table = np.max(gains, axis=0) - gains
    worst = np.max(table, axis=1)
    smallest = np.min(worst)
    least = tuple(option for option, largest in zip(options, worst, strict=True) if largest == smallest)
    return Regret(tuple(options), tuple(contexts), table, worst, least)
