"""One record of a model file, read field by field; a fault carries the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import isfinite
from typing import Any, TypeVar

from poucet.engines.errors import InputError

Steps = tuple[Any, ...]
One = TypeVar("One", bound=StrEnum)
Found = TypeVar("Found")


def placed(read: Callable[[], Found], steps: Steps) -> Found:
    """What `read` gives; its refusal, where there is one, is told where it happened."""
    try:
        return read()
    except InputError as refusal:
        raise InputError(refusal.code, **{"steps": steps, **refusal.params}) from refusal


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping and the way that leads to it."""

    said: Mapping[Any, Any]
    steps: Steps

    @classmethod
    def of(cls, said: object, steps: Steps) -> Record:
        """What is said there, refused where it is no mapping."""
        if not isinstance(said, Mapping):
            raise InputError("scenario.mapping", steps=steps)
        return cls(said, steps)

    def only(self, known: Iterable[str]) -> None:
        """Refuse a field that means nothing here: it would be lost in silence."""
        allowed = set(known)
        for name, said in self.said.items():
            if name not in allowed and said is not None:
                raise InputError("scenario.field", name=str(name), steps=(*self.steps, name))

    def value(self, name: Any, *, optional: bool = False) -> Any:
        """What a field says, whatever it is; None where it may be left out."""
        if name not in self.said and not optional:
            raise InputError("scenario.absent", name=str(name), steps=self.steps)
        return self.said.get(name)

    def text(self, name: str, *, optional: bool = False) -> str:
        """A text; empty where it may be left out."""
        found = self.value(name, optional=optional)
        if found is None and optional:
            return ""
        if not isinstance(found, str):
            raise InputError("scenario.text", name=name, steps=(*self.steps, name))
        return found

    def number(self, name: Any) -> Fraction | None:
        """An exact number, or None where it is not said; a float is read as it is written."""
        found = self.said.get(name)
        return None if found is None else self._exact(found, (*self.steps, name))

    def numbers(self, name: Any) -> list[Fraction]:
        """A list of exact numbers, a row of a matrix."""
        found = self.value(name)
        if not isinstance(found, list):
            raise InputError("scenario.matrix", steps=self.steps)
        return [self._exact(one, (*self.steps, name)) for one in found]

    def flag(self, name: str) -> bool:
        """True or false; false where it is not said."""
        found = self.value(name, optional=True)
        if found is not None and not isinstance(found, bool):
            raise InputError("scenario.flag", name=name, value=str(found), steps=(*self.steps, name))
        return found is True

    def no_two(self, name: str, ids: Sequence[str]) -> None:
        """Refuse records of a list that bear one name."""
        for place, one in enumerate(ids):
            if one in ids[:place]:
                raise InputError("scenario.twice", name=one, steps=(*self.steps, name, place, "id"))

    def mapping(self, name: str, *, optional: bool = False) -> Mapping[Any, Any]:
        """A mapping; empty where it may be left out."""
        found = self.value(name, optional=optional)
        return {} if found is None and optional else Record.of(found, (*self.steps, name)).said

    def records(self, name: str, *, optional: bool = False) -> list[Record]:
        """A list of records, each with the way to it."""
        found = self.value(name, optional=optional)
        if found is None and optional:
            return []
        if not isinstance(found, list):
            raise InputError("scenario.list", name=name, steps=(*self.steps, name))
        return [Record.of(one, (*self.steps, name, place)) for place, one in enumerate(found)]

    def choice(self, name: str, among: type[One], *, default: One | None = None) -> One:
        """One of a closed list; `default`, where there is one, where it is not said."""
        found = self.value(name, optional=default is not None)
        if found is None and default is not None:
            return default
        if found not in list(among):
            choices = tuple(among)
            raise InputError("scenario.choice", value=str(found), choices=choices, steps=(*self.steps, name))
        return among(found)

    @staticmethod
    def _exact(found: object, steps: Steps) -> Fraction:
        if isinstance(found, bool) or not isinstance(found, int | float | Decimal | Fraction):
            raise InputError("scenario.number", text=str(found), steps=steps)
        if not isinstance(found, int | Fraction) and not isfinite(found):
            raise InputError("scenario.number", text=str(found), steps=steps)
        exact = Fraction(str(found)) if isinstance(found, float) else Fraction(found)
        if abs(exact) > Fraction(10) ** 30:
            raise InputError("scenario.number_range", text=str(found), steps=steps)
        return exact
