"""One engine beside its named peer: the same input, the same run, the results held to one another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from statistics import median
from time import perf_counter

Answer = Sequence[float]


@dataclass(frozen=True)
class Peer:
    """A library that does the same, at its default or at its best."""

    name: str
    package: str
    answer: Callable[[], Answer]

    @property
    def label(self) -> str:
        return f"{self.name} {version(self.package)}"


@dataclass(frozen=True)
class Case:
    """What is computed, on how much, by us and by each peer; `tolerance` is relative, `rounds` the most worth it."""

    title: str
    size: int
    ours: Callable[[], Answer]
    peers: tuple[Peer, ...]
    tolerance: float
    rounds: int = 7


@dataclass(frozen=True)
class Row:
    """One line of the table: times are medians in seconds, the ratio is the peer's over ours."""

    case: Case
    peer: Peer
    ours_s: float
    peer_s: float
    difference: float

    @property
    def ours_per_s(self) -> float:
        return self.case.size / self.ours_s

    @property
    def peer_per_s(self) -> float:
        return self.case.size / self.peer_s

    @property
    def agrees(self) -> bool:
        return self.difference <= self.case.tolerance


@dataclass(frozen=True)
class Record:
    """What one thing costs by itself, beside the most that it should: written down, never asserted."""

    title: str
    measured: float
    budget: float
    unit: str


def median_s(answer: Callable[[], Answer], *, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        began = perf_counter()
        answer()
        times.append(perf_counter() - began)
    return median(times)


def largest_difference(first: Answer, second: Answer) -> float:
    """Give the largest relative difference between two answers; infinite when they do not pair."""
    if len(first) != len(second):
        return float("inf")
    pairs = zip(first, second, strict=True)
    return max((abs(a - b) / max(abs(a), abs(b), 1e-300) for a, b in pairs if a != b), default=0.0)


def compare(case: Case, *, quick: bool) -> list[Row]:
    """Run a case; the first answer of each, which pays for imports and caches, is the one compared."""
    rounds = 1 if quick else case.rounds
    expected = case.ours()
    differences = {peer.name: largest_difference(expected, peer.answer()) for peer in case.peers}
    ours_s = median_s(case.ours, rounds=rounds)
    return [
        Row(case, peer, ours_s, median_s(peer.answer, rounds=rounds), differences[peer.name])
        for peer in case.peers
    ]
