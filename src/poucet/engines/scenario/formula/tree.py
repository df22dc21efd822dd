"""What a formula is once read: five kinds of node, nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

ARITHMETIC = ("+", "-", "*", "/", "^")
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, exact, with the unit written behind it (empty for a bare number)."""

    value: Fraction
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A variable of the model, or the name of a dimension where a function expects one."""

    name: str


@dataclass(frozen=True, slots=True)
class Negation:
    """Its operand with the other sign."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands under one sign of `ARITHMETIC` or `COMPARISONS`."""

    sign: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list, by its canonical name."""

    function: str
    arguments: tuple[Node, ...]


Node = Number | Name | Negation | Binary | Call


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below one."""
    match node:
        case Negation(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_in(node: Node) -> frozenset[str]:
    """Every name that a formula mentions."""
    return frozenset(one.name for one in walk(node) if isinstance(one, Name))
