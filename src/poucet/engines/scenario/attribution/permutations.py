"""Shapley shares from drawn orders, each with its reverse, until the standard error is small enough."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.scenario.attribution.coalitions import Game

# Fewer pairs than this judge their own spread too poorly to stop on it.
PAIRS_AT_ONCE = 32


@dataclass(frozen=True, eq=False)
class Sampled:
    """Shapley shares, (n_players, n_outputs), with their standard error and the orders they took."""

    mean: NDArray[np.float64]
    standard_error: NDArray[np.float64]
    permutations: int
    settled: bool


def sampled_shapley(
    game: Game,
    ends: NDArray[np.float64],
    *,
    rng: np.random.Generator,
    within: NDArray[np.float64],
    most_permutations: int,
) -> Sampled:
    """Average effects over drawn orders.

    An order and its reverse are drawn together: what comes early in one comes late in the other, which
    takes away much of the spread. The pair is the unit of the standard error. Each order shares the whole
    total, so the mean does too.

    Parameters
    ----------
    game : Game
    ends : ndarray of float, shape (2, n_outputs)
        Values of no player and of all.
    rng : numpy.random.Generator
    within : ndarray of float, shape (n_outputs,)
        The largest standard error accepted for each output.
    most_permutations : int
        Orders drawn at most.

    Returns
    -------
    Sampled
    """
    shape = (len(game.players), ends.shape[1])
    pairs, mean, squares = 0, np.zeros(shape), np.zeros(shape)
    while True:
        batch = min(PAIRS_AT_ONCE, most_permutations // 2 - pairs)
        effects = _effects(game, ends, ranks=_ranks(rng, batch, len(game.players)))
        batch_mean = np.sum(effects, axis=0) / batch
        shift = batch_mean - mean
        squares += np.sum((effects - batch_mean) ** 2, axis=0) + shift**2 * (pairs * batch / (pairs + batch))
        mean += shift * (batch / (pairs + batch))
        pairs += batch
        # One pair in a batch of its own has no spread; with those before, it has.
        error = np.sqrt(squares / (max(pairs - 1, 1) * pairs))
        settled = bool((error <= within).all())
        if settled or pairs >= most_permutations // 2:
            return Sampled(mean, error, 2 * pairs, settled)


def _ranks(rng: np.random.Generator, pairs: int, n_players: int) -> NDArray[np.intp]:
    """Place of each player in drawn orders, then in their reverses, (2 * pairs, n_players)."""
    forward = rng.permuted(np.tile(np.arange(n_players), (pairs, 1)), axis=1)
    return np.concatenate([forward, n_players - 1 - forward])


def _effects(game: Game, ends: NDArray[np.float64], *, ranks: NDArray[np.intp]) -> NDArray[np.float64]:
    """Effect of each player at its place, mean of an order and its reverse, (pairs, n_players, n_outputs)."""
    orders, n_players = ranks.shape
    # The players ranked below k make the k-th coalition; none and all are known already.
    coalitions = ranks[:, None, :] < np.arange(1, n_players)[:, None]
    values = np.empty((orders, n_players + 1, ends.shape[1]))
    values[:, 0], values[:, -1] = ends
    values[:, 1:-1] = game.values(coalitions.reshape(-1, n_players)).reshape(orders, n_players - 1, -1)
    steps = np.diff(values, axis=1)
    effects = np.take_along_axis(steps, ranks[:, :, None], axis=1)
    paired: NDArray[np.float64] = (effects[: orders // 2] + effects[orders // 2 :]) / 2
    return paired
