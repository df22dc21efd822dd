"""What is read from whole coalitions, with no drawing: the exact shares, effects alone and effects last in."""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from poucet.engines.scenario.attribution.coalitions import Game


def exact_shapley(game: Game) -> NDArray[np.float64]:
    """Shapley value from every coalition, (n_players, n_outputs)."""
    n_players = len(game.players)
    codes = np.arange(2**n_players)
    coalitions = (codes[:, None] >> np.arange(n_players)) & 1 == 1
    values = game.values(coalitions)
    # A coalition of s others comes before the player in s!(n-1-s)! of the n! orders.
    weights = np.array([1.0 / (n_players * comb(n_players - 1, others)) for others in range(n_players)])
    sizes = np.sum(coalitions, axis=1)
    shares = np.empty((n_players, values.shape[1]))
    for player in range(n_players):
        without = codes[~coalitions[:, player]]
        effects = values[without | (1 << player)] - values[without]
        shares[player] = np.sum(weights[sizes[without]][:, None] * effects, axis=0)
    return shares


def corners(game: Game) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Values of none and of all, (2, n_outputs); effects alone and last in, (n_players, n_outputs)."""
    n_players = len(game.players)
    single = np.eye(n_players, dtype=np.bool_)
    ends = np.array([[False] * n_players, [True] * n_players])
    values = game.values(np.concatenate([ends, single, ~single]))
    return values[:2], values[2 : n_players + 2] - values[0], values[1] - values[n_players + 2 :]
