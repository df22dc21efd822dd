"""The points at which a model is asked for its Sobol indices: two samples, and one mixture per group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError

# The finest step of the scrambled sequence is 2⁻³⁰; half of it stands for an exact zero.
ABOVE_ZERO = 2.0**-31


@dataclass(frozen=True, eq=False)
class SobolDesign:
    """A Saltelli design in the unit hypercube.

    Parameters
    ----------
    names : tuple of str
        The groups of inputs.
    columns : tuple of tuple of int
        Columns of each group.
    first, second : ndarray of float, shape (n, n_inputs)
        Two samples, A and B, uniform in ]0, 1[.
    """

    names: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]
    first: NDArray[np.float64]
    second: NDArray[np.float64]

    def blocks(self) -> Iterator[NDArray[np.float64]]:
        """Give A, B, then for each group A with that group's columns taken from B: n_groups + 2 of (n, n_inputs)."""
        yield self.first
        yield self.second
        for columns in self.columns:
            mixed = self.first.copy()
            mixed[:, columns] = self.second[:, columns]
            yield mixed


def sobol_points(
    n: int,
    groups: Mapping[str, Sequence[int]],
    rng: np.random.Generator,
    *,
    correlation: NDArray[np.float64] | None = None,
) -> SobolDesign:
    """Draw the design from a scrambled Sobol sequence in 2 n_inputs dimensions. After [1]_.

    Parameters
    ----------
    n : int
        Points of each sample, at least 2. The sequence is balanced at powers of two; another n takes the
        first n of the next power.
    groups : mapping of str to sequence of int
        Columns of each group; together they are 0 … n_inputs - 1, each once. Correlated inputs share one.
    rng : numpy.random.Generator
        Gives the scrambling, through a child generator.
    correlation : ndarray of float, shape (n_inputs, n_inputs), optional
        What is declared of the inputs, to refuse groups that depend on one another.

    Returns
    -------
    SobolDesign

    Raises
    ------
    InputError
        ``scenario.groups`` when columns do not make 0 … n_inputs - 1; ``scenario.too_few_draws`` below 2;
        ``scenario.dependent_groups`` with the pairs at fault: indices would have no meaning, use `pawn`.

    References
    ----------
    .. [1] A. Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
       Communications 181, 2010. doi:10.1016/j.cpc.2009.09.018

    Examples
    --------
    >>> design = sobol_points(8, {"price": [0], "climate": [1, 2]}, np.random.default_rng(1))
    >>> [block.shape for block in design.blocks()]
    [(8, 3), (8, 3), (8, 3), (8, 3)]
    """
    from scipy.stats import qmc  # noqa: PLC0415 -- half a second to import, which a page need not pay

    columns = tuple(tuple(group) for group in groups.values())
    n_inputs = _inputs(groups)
    if n < 2:
        raise InputError("scenario.too_few_draws", found=n, needed=2)
    pairs = () if correlation is None else dependent_groups(groups, correlation)
    if pairs:
        raise InputError("scenario.dependent_groups", pairs=pairs, instead="pawn")
    points = qmc.Sobol(2 * n_inputs, scramble=True, rng=rng).random_base2((n - 1).bit_length())[:n]
    inside = np.maximum(points, ABOVE_ZERO)
    return SobolDesign(tuple(groups), columns, inside[:, :n_inputs], inside[:, n_inputs:])


def dependent_groups(
    groups: Mapping[str, Sequence[int]], correlation: NDArray[np.float64]
) -> tuple[tuple[str, str], ...]:
    """Pairs of groups whose inputs are declared correlated: Sobol indices do not apply to them.

    Parameters
    ----------
    groups : mapping of str to sequence of int
    correlation : ndarray of float, shape (n_inputs, n_inputs)

    Returns
    -------
    tuple of (str, str)
        Empty when groups are independent.

    Raises
    ------
    InputError
        ``scenario.groups`` for columns amiss; ``scenario.shape`` for a matrix of another size.

    Examples
    --------
    >>> dependent_groups({"gas": [0], "power": [1]}, np.array([[1.0, 0.6], [0.6, 1.0]]))
    (('gas', 'power'),)
    """
    n_inputs = _inputs(groups)
    if correlation.shape != (n_inputs, n_inputs):
        raise InputError("scenario.shape", what="correlation", found=correlation.shape)
    linked = (correlation != 0) | (correlation.T != 0)
    names = tuple(groups)
    return tuple(
        (name, other)
        for rank, name in enumerate(names)
        for other in names[rank + 1 :]
        if linked[np.ix_(groups[name], groups[other])].any()
    )


def _inputs(groups: Mapping[str, Sequence[int]]) -> int:
    columns = sorted(column for group in groups.values() for column in group)
    if not groups or not all(groups.values()) or columns != list(range(len(columns))):
        raise InputError("scenario.groups", groups=tuple(groups))
    return len(columns)
