"""The few shapes that a field of the API may take, each with its meaning.

A field is never null. « unknown » is what nobody knows, « not_applicable » what the question does not reach; an
empty text is a text that nobody wrote. Amounts are exact decimal numbers written as texts: a number of JSON would be
read as a binary fraction by most programs, and a metropolis's euros with their cents would not survive it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final, Literal

from ninja import Field

from poucet.town.converters import MOST_DIGITS

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not_applicable"
Unknown = Literal["unknown"]
NotApplicable = Literal["not_applicable"]
NO_VALUE = (UNKNOWN, NOT_APPLICABLE)
EXACT = r"-?[0-9]+(\.[0-9]+)?"
DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def value(meaning: str, **more: Any) -> Any:
    """A field of a type of its own: a number, a yes or no, a thing."""
    return Field(description=meaning, **more)


def text(meaning: str) -> Any:
    """Words that are nobody's to translate: a name of a person, an address, a code."""
    return Field(description=meaning)


def words(meaning: str) -> Any:
    """A text of the commune in its own language; `translations` has those that exist."""
    return Field(description=meaning, json_schema_extra={"x-translated": True})


def one_of(choices: Iterable[str], meaning: str, *, also: Iterable[str] = ()) -> Any:
    """One of a closed list of codes."""
    codes = [*choices, *also]
    return Field(
        description=meaning, pattern=f"^({'|'.join(codes)})$", json_schema_extra={"enum": list[Any](codes)}
    )


def amount(meaning: str) -> Any:
    """An exact decimal number as a text, or the word that says why there is none."""
    return Field(
        description=meaning,
        pattern=f"^({EXACT}|{'|'.join(NO_VALUE)})$",
        json_schema_extra={"x-amount": True},
        examples=["32000", UNKNOWN],
    )


def day(meaning: str) -> Any:
    """A day as « 2013-03-29 », or unknown."""
    return Field(description=meaning, pattern=f"^({DAY}|{UNKNOWN})$", examples=["2013-03-29"])


def written(meaning: str) -> Any:
    """A period as it was written: « 2013 », « 2013-03 », « 2001/2008 », or unknown."""
    return Field(description=meaning, examples=["2013-03", "2001/2008", UNKNOWN])


def asked(meaning: str, **bounds: Any) -> Any:
    """A filter; without it, nothing is narrowed."""
    return Field(None, description=meaning, **bounds)


def asked_number(meaning: str) -> Any:
    """A filter by the number of another thing, or by a year: nothing that a database would choke on."""
    return asked(meaning, ge=0, lt=10**MOST_DIGITS)


def asked_one_of(choices: Iterable[str], meaning: str) -> Any:
    """A filter by a code of a closed list."""
    codes = list(choices)
    return asked(meaning, pattern=f"^({'|'.join(codes)})$", json_schema_extra={"enum": list[Any](codes)})


def exact(number: Decimal | None) -> str:
    """The amount without idle zeros, never in powers of ten."""
    return UNKNOWN if number is None else format(number.normalize() + 0, "f")


def known(said: Any) -> Any:
    """What is said, or the word for what nobody knows."""
    return UNKNOWN if said is None or said == "" else said
