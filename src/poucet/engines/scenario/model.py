"""What a model holds once read: variables in their units, guesses with their range, groups that move together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from poucet.engines.scenario.formula import Node
from poucet.engines.units import Unit


class Kind(StrEnum):
    """What a variable is to its model."""

    MEASURED = "measured"
    PARAMETER = "parameter"
    LEVER = "lever"
    FORMULA = "formula"


class Family(StrEnum):
    """The law of a guess; of the first four `low` and `high` are its 5 and 95 % points, then its limits."""

    FIXED = "fixed"
    TWO_PIECE = "two_piece"
    NORMAL = "normal"
    LOGNORMAL = "lognormal"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"


class OverTime(StrEnum):
    """How a guess goes from year to year: one draw for all, a memory of last year, or afresh."""

    FIXED = "fixed"
    AR1 = "ar1"
    INDEPENDENT = "independent"


@dataclass(frozen=True, slots=True)
class Guess:
    """One quantity in the variable's unit; `value` None is unknown, with end-points where they are known."""

    value: Fraction | None
    low: Fraction | None = None
    high: Fraction | None = None
    family: Family = Family.FIXED

    @property
    def is_uncertain(self) -> bool:
        """Whether it is drawn; an unknown is not."""
        return self.value is not None and self.family is not Family.FIXED


@dataclass(frozen=True, slots=True)
class Variable:
    """One row of a model.

    Parameters
    ----------
    id : str
        Its name in formulas.
    kind : Kind
    unit : Unit
    formula : Node or None
        Of a formula: what computes it; `alternatives` are named other ways of computing it.
    guesses : mapping of str to Guess
        Of an input: one per category of `dimension`, under ``""`` where it has none.
    series : mapping of int to Fraction or None
        Of a measured variable told year by year; None where a year is unknown.
    least, most : Fraction or None
        Bounds that it cannot leave, in its unit.
    group : str
        Guesses of one group move together.
    outcome : bool
        Whether the model is asked for it.
    """

    id: str
    kind: Kind
    unit: Unit
    formula: Node | None = None
    alternatives: Mapping[str, Node] = field(default_factory=dict)
    dimension: str = ""
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    series: Mapping[int, Fraction | None] = field(default_factory=dict)
    least: Fraction | None = None
    most: Fraction | None = None
    group: str = ""
    over_time: OverTime = OverTime.FIXED
    persistence: Fraction = Fraction(0)
    outcome: bool = False

    @property
    def ways(self) -> dict[str, Node]:
        """Every formula of it by the name of its alternative, its own first under ``""``."""
        own = {} if self.formula is None else {"": self.formula}
        return {**own, **self.alternatives}

    @property
    def is_missing(self) -> bool:
        """Whether any part of it is not known."""
        unknown = any(guess.value is None for guess in self.guesses.values())
        return unknown or any(value is None for value in self.series.values())


@dataclass(frozen=True, slots=True)
class Goal:
    """What a variable should reach in a year, in the variable's unit."""

    id: str
    of: str
    year: int
    value: Fraction
    upward: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Guesses that move together: one correlation for all pairs, or a matrix in the order of the variables."""

    id: str
    correlation: Fraction | tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A whole model; `fingerprint` names what it computes, whatever its labels and its spelling."""

    first_year: int
    last_year: int
    variables: Mapping[str, Variable]
    dimensions: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, Group]
    goals: tuple[Goal, ...]
    accepted: Mapping[tuple[str, str], str]
    fingerprint: str

    @property
    def years(self) -> range:
        """The years computed, the last one included."""
        return range(self.first_year, self.last_year + 1)
