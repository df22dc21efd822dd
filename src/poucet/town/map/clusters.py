"""Spots that would cover one another, gathered into one mark with their count."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import floor, hypot

from poucet.town.map.picture import Spot

Placed = tuple[Spot, float, float]


@dataclass(frozen=True)
class Gathered:
    """One spot, or several, where the first of them stands."""

    x: float
    y: float
    spots: tuple[Spot, ...]


def gather(placed: Iterable[Placed], *, apart: float) -> list[Gathered]:
    """Each spot in one group; two groups stand at least so far apart. The order given changes nothing.

    Where most was laid comes first and keeps its own position: a mark always stands on a true place.
    """
    ranked = sorted(placed, key=lambda one: (-one[0].pebbles, one[0].number))
    seeds: dict[tuple[int, int], list[int]] = {}
    groups: list[tuple[float, float, list[Spot]]] = []
    for spot, x, y in ranked:
        square = (floor(x / apart), floor(y / apart))
        near = _nearest(groups, _around(seeds, square), x, y, apart)
        if near is None:
            seeds.setdefault(square, []).append(len(groups))
            groups.append((x, y, [spot]))
        else:
            groups[near][2].append(spot)
    return [Gathered(x, y, tuple(spots)) for x, y, spots in groups]


def _around(seeds: dict[tuple[int, int], list[int]], square: tuple[int, int]) -> Iterable[int]:
    column, row = square
    for east in (-1, 0, 1):
        for south in (-1, 0, 1):
            yield from seeds.get((column + east, row + south), ())


def _nearest(
    groups: Sequence[tuple[float, float, list[Spot]]], near: Iterable[int], x: float, y: float, apart: float
) -> int | None:
    reach = ((hypot(groups[index][0] - x, groups[index][1] - y), index) for index in near)
    close = [(distance, index) for distance, index in reach if distance < apart]
    return min(close)[1] if close else None
