"""The lines of a model as a reader sees them: what each is, how much, and where that comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from poucet.engines.scenario import Model, Variable
from poucet.engines.scenario.formula import written
from poucet.engines.scenario.model import Kind
from poucet.measure.models import Observation, Source
from poucet.pebble.claims.figures import Shelf


@dataclass(frozen=True)
class Line:
    """One variable: its words, its numbers, its origin."""

    said: Mapping[str, Any]
    variable: Variable
    shelf: Shelf

    def told_in(self, field: str, language: str) -> str | None:
        """The text of a field as translated into a language, or None."""
        told: str | None = self.said.get(language, {}).get(field)
        return told

    def __getattr__(self, name: str) -> str:
        """The words of the file: label, hypothesis, note."""
        if name in ("label", "hypothesis", "note"):
            return str(self.said.get(name, ""))
        raise AttributeError(name)

    @property
    def figure(self) -> Observation | None:
        """The figure that it rests on, for a page that leads to it."""
        number = self._figure_number
        return self.shelf.rows.get(number) if number else None

    @property
    def source(self) -> Source | None:
        """The source that it rests on, likewise."""
        return self.shelf.sources.get(self.said["source"]) if "source" in self.said else None

    @property
    def _figure_number(self) -> int:
        number: int = self.said.get("figure", 0)
        return number or self.shelf.measures.get(self.said.get("measured_by", ""), 0)

    @property
    def id(self) -> str:
        return self.variable.id

    @property
    def unit(self) -> str:
        return self.variable.unit.code

    @property
    def formula(self) -> str:
        return written(self.variable.formula) if self.variable.formula is not None else ""

    @property
    def numbers(self) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
        """Lowest, middle and highest; None where nobody knows, or where one number says it all."""
        guess = self.variable.guesses.get("")
        if guess is None:
            return None, None, None
        low, high = (guess.low, guess.high) if guess.is_uncertain or guess.value is None else (None, None)
        return low, guess.value, high

    @property
    def value(self) -> Fraction | None:
        return self.numbers[1]

    @property
    def digits(self) -> int:
        """How many figures of its middle mean something: a middle that nobody wrote is made of the ends."""
        return 6 if "value" in self.said or self._figure_number else 3

    @property
    def is_unknown(self) -> bool:
        return self.variable.is_missing

    @property
    def is_formula(self) -> bool:
        return self.variable.kind is Kind.FORMULA

    @property
    def is_guess(self) -> bool:
        """Whether a reader may put another number in its place: what is guessed, or moved on purpose."""
        if self.is_formula or "" not in self.variable.guesses or "measured_by" in self.said:
            return False
        if self.is_unknown:
            return True
        return self.variable.kind is Kind.LEVER or bool(self.hypothesis) or self.numbers[0] is not None


def lines_of(record: Mapping[str, Any], model: Model, shelf: Shelf) -> list[Line]:
    """Every line of a model, in the order of its file."""
    rows = {row["id"]: row for row in record["variables"]}
    return [Line(rows[variable.id], variable, shelf) for variable in model.variables.values()]
