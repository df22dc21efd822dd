"""Names made of content: what computes the same has the same name, on every machine and for ever."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from fractions import Fraction
from typing import Any

from poucet.engines.scenario.formula import Binary, Call, Name, Negation, Number, written
from poucet.engines.units import Unit

# Raised when the same model would give other numbers, so that no old name stands for a new result.
VERSION = 1


def fingerprint_of(content: object) -> str:
    """SHA-256, in hexadecimal, of the canonical form of plain values, models and formulas."""
    text = json.dumps([VERSION, _plain(content)], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: Any) -> Any:
    """What JSON can hold, without losing what tells two things apart."""
    text = _text(value)
    if text is not None:
        return text
    match value:
        case None | bool() | int():
            return value
        case Mapping():
            return [[_plain(name), _plain(one)] for name, one in value.items()]
        case Sequence():
            return [_plain(one) for one in value]
    return [[one.name, _plain(getattr(value, one.name))] for one in fields(value)]


def _text(value: Any) -> str | None:
    """One text for what has an exact one; None for a record of fields."""
    match value:
        case str():
            return str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Unit():
            return value.code
        case Number() | Name() | Negation() | Binary() | Call():
            return written(value)
    return None
