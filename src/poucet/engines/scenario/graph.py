"""Who needs whom: an order of computing, and the loops that only the past may close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from poucet.engines.errors import InputError
from poucet.engines.scenario.formula import Call, Name, Node
from poucet.engines.scenario.formula.functions import FUNCTIONS
from poucet.engines.scenario.formula.tree import children

Needs = Mapping[str, frozenset[str]]
# What looks at every year at once cannot stand in a loop that is walked year by year.
_WHOLE = {"at", "cumul", "interp", "discount"}


def needed_now(node: Node) -> frozenset[str]:
    """The names that a formula needs in the same year."""
    return _names(node, past=False)


def needed_whole(node: Node) -> frozenset[str]:
    """The names of which a formula needs every year at once."""
    match node:
        case Call(function, arguments) if function in _WHOLE or _sums_years(node):
            return frozenset[str]().union(*(_names(one, past=True) for one in arguments))
        case _:
            return frozenset[str]().union(*(needed_whole(child) for child in children(node)))


def _sums_years(call: Call) -> bool:
    return call.function == "sum_over" and call.arguments[1] == Name("years")


def needed(node: Node) -> frozenset[str]:
    """The names that a formula needs in any year."""
    return _names(node, past=True)


def _names(node: Node, *, past: bool) -> frozenset[str]:
    match node:
        case Name(name):
            return frozenset((name,))
        case Call("sum_over", arguments):
            return _names(arguments[0], past=past)
        case Call(function, arguments) if FUNCTIONS[function].past and not past:
            kept = arguments[1 if function == "prev" else 2 :]
            return frozenset[str]().union(*(_names(one, past=past) for one in kept))
        case _:
            return frozenset[str]().union(*(_names(child, past=past) for child in children(node)))


def loops_of(needs: Needs) -> list[tuple[str, ...]]:
    """Groups in an order of computing (Tarjan 1972): a single name, or names that need one another."""
    return _Tarjan(needs).components()


class _Tarjan:
    """Strongly connected components, without recursion: a chain of formulas may be long."""

    def __init__(self, needs: Needs) -> None:
        self.needs = needs
        self.rank: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.open: list[str] = []
        self.found: list[tuple[str, ...]] = []

    def components(self) -> list[tuple[str, ...]]:
        for name in self.needs:
            if name not in self.rank:
                self._visit(name)
        return self.found

    def _visit(self, start: str) -> None:
        todo = [(start, iter(sorted(self.needs[start])))]
        self._enter(start)
        while todo:
            name, others = todo[-1]
            for other in others:
                if other not in self.rank:
                    self._enter(other)
                    todo.append((other, iter(sorted(self.needs[other]))))
                    break
                if other in self.open:
                    self.lowest[name] = min(self.lowest[name], self.rank[other])
            else:
                todo.pop()
                if todo:
                    above = todo[-1][0]
                    self.lowest[above] = min(self.lowest[above], self.lowest[name])
                self._leave(name)

    def _enter(self, name: str) -> None:
        self.rank[name] = self.lowest[name] = len(self.rank)
        self.open.append(name)

    def _leave(self, name: str) -> None:
        if self.lowest[name] == self.rank[name]:
            place = self.open.index(name)
            self.found.append(tuple(self.open[place:]))
            del self.open[place:]


def ordered_now(loop: Iterable[str], now: Needs) -> tuple[str, ...]:
    """The names of one loop in the order of one year; refused where the loop closes within that year."""
    names = set(loop)
    sorter = TopologicalSorter({name: now[name] & names for name in sorted(names)})
    try:
        return tuple(sorter.static_order())
    except CycleError as closed:
        raise InputError("scenario.cycle", names=tuple(reversed(closed.args[1]))) from closed
