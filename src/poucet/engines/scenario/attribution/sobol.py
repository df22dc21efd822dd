"""Which group of unknowns moves an output: shares of its variance, first-order and total."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.attribution.design import SobolDesign, sobol_points


@dataclass(frozen=True, eq=False)
class SobolIndices:
    """Shares of the variance of each output; NaN where the output never moves.

    Parameters
    ----------
    names : tuple of str
        The groups of inputs.
    first_order : ndarray of float, shape (n_groups,) or (n_groups, n_outputs)
        Share that goes if the group alone became known. [–]
    total_order : ndarray of float, same shape
        Share that stays if all but the group became known: 0 says that it can be fixed. [–]
    first_order_error, total_order_error : ndarray of float, same shape
        Standard errors.
    variance : ndarray of float, shape () or (n_outputs,)
        What is shared out. [unit of the output, squared]
    """

    names: tuple[str, ...]
    first_order: NDArray[np.float64]
    total_order: NDArray[np.float64]
    first_order_error: NDArray[np.float64]
    total_order_error: NDArray[np.float64]
    variance: NDArray[np.float64]


def sobol(
    value_of_unit: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    groups: Mapping[str, Sequence[int]],
    *,
    n: int,
    rng: np.random.Generator,
    correlation: NDArray[np.float64] | None = None,
) -> SobolIndices:
    """Draw a design, ask the model block by block, and give the indices.

    Parameters
    ----------
    value_of_unit : callable
        From points in ]0, 1[, (n, n_inputs), to outputs (n,) or (n, n_outputs). It turns uniforms into
        quantities, and correlates those of one group.
    groups : mapping of str to sequence of int
        Columns of each group.
    n : int
        Points of each sample; the model is asked ``n * (n_groups + 2)`` times.
    rng : numpy.random.Generator
    correlation : ndarray of float, shape (n_inputs, n_inputs), optional
        Declared between inputs; refused across groups.

    Returns
    -------
    SobolIndices

    Raises
    ------
    InputError
        See `sobol_points` and `sobol_indices`.

    Examples
    --------
    >>> found = sobol(lambda u: 2 * u[:, 0] + u[:, 1], {"x": [0], "y": [1]}, n=1024, rng=np.random.default_rng(1))
    >>> [round(float(share), 2) for share in found.total_order]
    [0.8, 0.2]
    """
    design = sobol_points(n, groups, rng, correlation=correlation)
    return sobol_indices(design, np.stack([value_of_unit(block) for block in design.blocks()]))


def sobol_indices(design: SobolDesign, outputs: NDArray[np.float64]) -> SobolIndices:
    """Estimate first-order indices after [1]_ and total-order ones after [2]_.

    Standard errors come from the spread of the terms themselves, the error of the variance included (delta
    method): no resampling. They take the points for independent, which a Sobol sequence betters, so the
    true errors are mostly smaller.

    Parameters
    ----------
    design : SobolDesign
    outputs : ndarray of float, shape (n_groups + 2, n) or (n_groups + 2, n, n_outputs)
        What the model says of each block of the design, in its order.

    Returns
    -------
    SobolIndices

    Raises
    ------
    InputError
        ``scenario.shape`` for outputs that do not match; ``scenario.unknown_value`` for one not finite.

    References
    ----------
    .. [1] A. Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
       Communications 181, 2010, table 2 (b). doi:10.1016/j.cpc.2009.09.018
    .. [2] M. J. W. Jansen, "Analysis of variance designs for model output", Computer Physics
       Communications 117, 1999. doi:10.1016/S0010-4655(98)00154-4
    """
    blocks = len(design.names) + 2
    if outputs.ndim not in (2, 3) or outputs.shape[:2] != (blocks, len(design.first)):
        raise InputError("scenario.shape", what="outputs", found=outputs.shape)
    if not np.isfinite(outputs).all():
        raise InputError("scenario.unknown_value", what="outputs")
    # A first-order term is a product: taken from the mean, it spreads far less.
    centre = np.mean(outputs, axis=(0, 1))
    first, second = outputs[0] - centre, outputs[1] - centre
    variance, spread = _variance(first, second)
    moves = np.max(outputs[:2], axis=(0, 1)) > np.min(outputs[:2], axis=(0, 1))
    found = []
    for mixed in outputs[2:]:
        change = mixed - centre - first
        found.append(
            _share(second * change, spread, variance, moves) + _share(change**2 / 2, spread, variance, moves)
        )
    columns = [np.stack(column) for column in zip(*found, strict=True)]
    return SobolIndices(design.names, columns[0], columns[2], columns[1], columns[3], variance)


def _variance(
    first: NDArray[np.float64], second: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Variance of both samples together, (n_outputs,), and its term at each point, (n, n_outputs)."""
    middle = (np.mean(first, axis=0) + np.mean(second, axis=0)) / 2
    spread = ((first - middle) ** 2 + (second - middle) ** 2) / 2
    return np.asarray(np.mean(spread, axis=0)), spread


def _share(
    terms: NDArray[np.float64],
    spread: NDArray[np.float64],
    variance: NDArray[np.float64],
    moves: NDArray[np.bool_],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean of the terms over the variance, and the standard error of that ratio; NaN where nothing moves."""
    unknown = np.full(variance.shape, np.nan)
    share = np.divide(np.mean(terms, axis=0), variance, out=unknown.copy(), where=moves)
    n = len(terms)
    residual = np.sqrt(np.sum((terms - share * spread) ** 2, axis=0) / (n * (n - 1)))
    return share, np.divide(residual, variance, out=unknown, where=moves)
