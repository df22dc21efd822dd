"""What each lever of a plan brings: alone, added last, and its Shapley share; and what they take from one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError
from poucet.engines.scenario.attribution.coalitions import Game, ValueOf, players_of
from poucet.engines.scenario.attribution.exact import corners, exact_shapley
from poucet.engines.scenario.attribution.permutations import Sampled, sampled_shapley

# Beyond, 2¹⁶ coalitions of 36 years and their differences would pass 100 MB, and a sample says as much.
EXACT_AT_MOST = 16


@dataclass(frozen=True, eq=False)
class Attribution:
    """The total effect of a set of levers, shared between them.

    Parameters
    ----------
    levers : tuple of str
        The levers, or the groups of levers.
    alone : ndarray of float, shape (n_levers, n_outputs)
        Effect of each lever when no other is pulled. [unit of the outputs]
    last_in : ndarray of float, shape (n_levers, n_outputs)
        Effect of each lever when all others are pulled already.
    shapley : ndarray of float, shape (n_levers, n_outputs)
        Mean effect of each lever over all orders; they sum to the total.
    total : ndarray of float, shape (n_outputs,)
        Effect of all levers together: value of all less value of none.
    standard_error : ndarray of float, shape (n_levers, n_outputs)
        Of `shapley`; zero when exact.
    exact : bool
        Whether every coalition was asked.
    permutations : int
        Orders drawn; zero when exact.
    settled : bool
        Whether every standard error is within the tolerance; False says that the limit of orders came first.
    """

    levers: tuple[str, ...]
    alone: NDArray[np.float64]
    last_in: NDArray[np.float64]
    shapley: NDArray[np.float64]
    total: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    exact: bool
    permutations: int
    settled: bool

    @property
    def overlap(self) -> NDArray[np.float64]:
        """Total less the sum of effects alone, (n_outputs,): of opposite sign where levers overlap."""
        residual: NDArray[np.float64] = self.total - np.sum(self.alone, axis=0)
        return residual

    @property
    def overlap_share(self) -> NDArray[np.float64]:
        """Overlap over total, (n_outputs,): negative for overlap, positive for synergy, NaN where the total is 0."""
        share = np.full(self.total.shape, np.nan)
        np.divide(self.overlap, self.total, out=share, where=self.total != 0)
        return share


def shapley(
    value_of: ValueOf,
    levers: Sequence[str],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    rng: np.random.Generator | None = None,
    exact_limit: int = 12,
    tolerance_share: float = 0.02,
    most_permutations: int = 4096,
    at_once: int = 4096,
) -> Attribution:
    """Share the effect of a set of levers between them, exactly or by drawn orders. After [1]_ and [2]_.

    Memory of one output array is at most ``2**exact_limit * n_outputs * 8`` bytes (1.2 MB for 12 levers and
    36 years); what the model takes for `at_once` coalitions comes on top. Shares depend on which levers are
    players: splitting one lever in two changes those of the others.

    Parameters
    ----------
    value_of : callable
        Pure: from bool (n_coalitions, n_levers) to float (n_coalitions, n_outputs), or (n_coalitions,).
    levers : sequence of str
    groups : mapping of str to sequence of str, optional
        Levers pulled together and shared as one, such as a pebble family; every lever in one group.
    rng : numpy.random.Generator, optional
        Needed beyond `exact_limit`: draws the orders.
    exact_limit : int
        The most players asked exactly, at most 16.
    tolerance_share : float
        Orders are drawn until each standard error is within this share of the total of its output, which
        an output whose levers cancel out may never reach. [–]
    most_permutations : int
        Orders drawn at most, at least 4.
    at_once : int
        The most coalitions handed to the model in one call.

    Returns
    -------
    Attribution

    Raises
    ------
    InputError
        ``scenario.levers``, ``scenario.groups``: see `players_of`. ``scenario.limit`` for a bound out of range.
        ``scenario.no_generator`` beyond the exact limit without `rng`. ``scenario.shape``,
        ``scenario.unknown_value`` for an answer of the wrong shape or not finite.

    References
    ----------
    .. [1] L. S. Shapley, "A value for n-person games", Contributions to the Theory of Games II, 1953.
    .. [2] R. Mitchell et al., "Sampling permutations for Shapley value estimation", JMLR 23, 2022
       (antithetic orders).

    Examples
    --------
    >>> found = shapley(lambda pulled: 10.0 * pulled.any(axis=1), ["insulation", "heat pump"])
    >>> found.shapley[:, 0], found.overlap
    (array([5., 5.]), array([-10.]))
    """
    players, owner = players_of(levers, groups)
    _check_limits(exact_limit, most_permutations, at_once, tolerance_share)
    game = Game(value_of, players, owner, at_once)
    n_players = len(players)
    ends, alone, last_in = corners(game)
    total = ends[1] - ends[0]
    if n_players <= exact_limit:
        shared = Sampled(exact_shapley(game), np.zeros(alone.shape), 0, settled=True)
    elif rng is None:
        raise InputError("scenario.no_generator", levers=n_players, exact_limit=exact_limit)
    else:
        shared = sampled_shapley(
            game, ends, rng=rng, within=tolerance_share * np.abs(total), most_permutations=most_permutations
        )
    return Attribution(
        levers=players,
        alone=alone,
        last_in=last_in,
        shapley=shared.mean,
        total=total,
        standard_error=shared.standard_error,
        exact=n_players <= exact_limit,
        permutations=shared.permutations,
        settled=shared.settled,
    )


def _check_limits(exact_limit: int, most_permutations: int, at_once: int, tolerance_share: float) -> None:
    allowed = {
        "exact_limit": 0 <= exact_limit <= EXACT_AT_MOST,
        "most_permutations": most_permutations >= 4,
        "at_once": at_once >= 1,
        "tolerance_share": 0 < tolerance_share < 1,
    }
    for name, is_allowed in allowed.items():
        if not is_allowed:
            raise InputError("scenario.limit", limit=name)
