"""Attribution beside SALib, on points and outputs of its own making; and beside the formula of Shapley, written out."""

from collections.abc import Callable
from itertools import combinations
from math import factorial

import numpy as np
from numpy.typing import NDArray
from SALib.analyze import pawn as salib_pawn
from SALib.analyze import sobol as salib_sobol
from SALib.sample import sobol as salib_sample

from benchmarks.comparison import Answer, Case, Peer
from poucet.engines.scenario.attribution import pawn, shapley, sobol

FACTORS, LEVERS, YEARS = 20, 12, 36
SLICES = 10


def cases(*, quick: bool) -> list[Case]:
    return [
        sobol_case(64 if quick else 1024),
        shapley_case(6 if quick else LEVERS),
        pawn_case(1000 if quick else 4000),
    ]


def g_function(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply out the function of Sobol, one factor in four of weight, the others less and less."""
    weights = np.arange(points.shape[1]) / 4
    product: NDArray[np.float64] = np.prod((np.abs(4 * points - 2) + weights) / (1 + weights), axis=1)
    return product


def problem(factors: int) -> dict[str, object]:
    return {
        "num_vars": factors,
        "names": [str(rank) for rank in range(factors)],
        "bounds": [[0, 1]] * factors,
    }


def sobol_case(n: int) -> Case:
    """Time design, model and analysis; both draw the same scrambled points from one seed, so indices agree."""
    groups = {str(rank): [rank] for rank in range(FACTORS)}

    def ours() -> Answer:
        found = sobol(g_function, groups, n=n, rng=np.random.default_rng(1))
        return [*found.first_order, *found.total_order]

    def salib(resamples: int) -> Callable[[], Answer]:
        def answer() -> Answer:
            rng = np.random.default_rng(1)
            points = salib_sample.sample(problem(FACTORS), n, calc_second_order=False, seed=rng)
            outputs = g_function(points)
            found = salib_sobol.analyze(
                problem(FACTORS), outputs, calc_second_order=False, num_resamples=resamples, seed=1
            )
            return [*found["S1"], *found["ST"]]

        return answer

    peers = (
        Peer("100 resamples, its default: SALib", "salib", salib(100)),
        # Two resamples are the least it takes: its errors are then worth nothing, ours are as good as ever.
        Peer("2 resamples: SALib", "salib", salib(2)),
    )
    return Case(f"Sobol indices of {FACTORS} factors, N", n, ours, peers, tolerance=1e-9)


def shapley_case(n_levers: int) -> Case:
    """Share the savings of levers that take from one another, year by year."""
    kept = 1 - np.linspace(0.02, 0.2, n_levers)[:, None] * np.linspace(0.2, 1, YEARS)
    names = [f"lever {rank}" for rank in range(n_levers)]

    def saved(coalitions: NDArray[np.bool_]) -> NDArray[np.float64]:
        left = np.ones((len(coalitions), YEARS))
        for lever in range(n_levers):
            left *= np.where(coalitions[:, lever, None], kept[lever], 1.0)
        worth: NDArray[np.float64] = 100 * (1 - left)
        return worth

    def ours() -> Answer:
        shares: list[float] = shapley(saved, names).shapley.ravel().tolist()
        return shares

    def by_the_formula() -> Answer:
        worth = dictionary_of(saved, n_levers)
        return [
            float(share)
            for lever in range(n_levers)
            for share in share_of(lever, n_levers=n_levers, worth=worth)
        ]

    peer = Peer("no library, the formula over a dictionary: numpy", "numpy", by_the_formula)
    return Case(f"exact Shapley over {YEARS} years, levers", n_levers, ours, (peer,), tolerance=1e-9)


def dictionary_of(
    saved: Callable[[NDArray[np.bool_]], NDArray[np.float64]], n_levers: int
) -> dict[frozenset[int], NDArray[np.float64]]:
    """Ask the model once for all coalitions, as we do, and file each answer under the levers pulled."""
    sets = [frozenset(some) for size in range(n_levers + 1) for some in combinations(range(n_levers), size)]
    coalitions = np.array([[lever in some for lever in range(n_levers)] for some in sets])
    return dict(zip(sets, saved(coalitions), strict=True))


def share_of(
    lever: int, *, n_levers: int, worth: dict[frozenset[int], NDArray[np.float64]]
) -> NDArray[np.float64]:
    share = np.zeros(YEARS)
    for some, value in worth.items():
        if lever not in some:
            weight = factorial(len(some)) * factorial(n_levers - 1 - len(some)) / factorial(n_levers)
            share += weight * (worth[some | {lever}] - value)
    return share


def pawn_case(n: int) -> Case:
    """Rank the same draws; SALib leaves the largest out of the last slice, hence the tolerance."""
    inputs = np.random.default_rng(1).random((n, FACTORS))
    outputs = g_function(inputs)
    names = [str(rank) for rank in range(FACTORS)]

    def ours() -> Answer:
        medians: list[float] = pawn(
            inputs, outputs, names, rng=np.random.default_rng(2), slices=SLICES
        ).median.tolist()
        return medians

    def salib() -> Answer:
        medians: list[float] = salib_pawn.analyze(problem(FACTORS), inputs, outputs, S=SLICES)[
            "median"
        ].tolist()
        return medians

    peer = Peer("without the dummy that ours adds: SALib", "salib", salib)
    return Case(f"PAWN indices of {FACTORS} inputs, draws", n, ours, (peer,), tolerance=0.02)
