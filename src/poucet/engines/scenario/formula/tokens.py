"""A formula cut into tokens; a number that is not wholly one is refused, never read in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from poucet.engines.errors import InputError

_TYPED = {"×": "*", "·": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
_SIGN = re.compile(r"<=|>=|!=|\*\*|[-+*/^()<>=;×·÷−≤≥≠]")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:[eE][+-]?[0-9]{1,3})?(?![\w.,])")
_NUMBER_LIKE = re.compile(r"[0-9.,][\w.,]*(?:(?<=[eE])[+-][\w.,]+)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?!\w)")
_WORD = re.compile(r"[^\s()+*/^<>=;-]+")
# A unit stands right behind its number: in brackets, or written without a space (`3.2 kWh/m2`).
_UNIT = re.compile(
    r"[ \u00a0\u202f]?(?:\[(?P<bracketed>[^\[\]]*)\]|(?P<bare>(?:%|‰|€|°|[^\W\d_])[^\s()+*^<>=;×·÷−≤≥≠]*))"
)
_NOT_AFTER_A_NAME = (".", "[", "'", '"', "$")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula: `kind` is sign, number, name or end; `column` counts from 1."""

    kind: str
    text: str
    column: int
    unit: str = ""


def tokens(text: str) -> Iterator[Token]:
    """Cut a formula.

    Raises
    ------
    InputError
        ``scenario.number`` for a number not wholly one (`12.345.6`); ``scenario.character`` for a sign that
        does not belong in a formula; ``scenario.name`` for a word that is no name (`Prix`, `_x`);
        ``unit.empty`` for brackets without a unit. All with ``column``.
    """
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        token, place = _token(text, place)
        yield token
    yield Token("end", "", len(text) + 1)


def _token(text: str, place: int) -> tuple[Token, int]:
    column = place + 1
    if found := _NUMBER.match(text, place):
        unit, end = _unit(text, found.end())
        return Token("number", found[0].replace(",", "."), column, unit), end
    if found := _NUMBER_LIKE.match(text, place):
        raise InputError("scenario.number", text=found[0], column=column)
    if found := _SIGN.match(text, place):
        return Token("sign", _TYPED.get(found[0], found[0]), column), found.end()
    if found := _NAME.match(text, place):
        follows = text[found.end() : found.end() + 1]
        if follows in _NOT_AFTER_A_NAME:
            raise InputError("scenario.character", character=follows, column=found.end() + 1)
        return Token("name", found[0], column), found.end()
    if (text[place].isalpha() or text[place] == "_") and (found := _WORD.match(text, place)):
        raise InputError("scenario.name", name=found[0], column=column)
    raise InputError("scenario.character", character=text[place], column=column)


def _unit(text: str, place: int) -> tuple[str, int]:
    """The unit behind a number, empty where there is none, and where it ends."""
    found = _UNIT.match(text, place)
    if found is None:
        return "", place
    unit = " ".join((found["bracketed"] or found["bare"] or "").split())
    if not unit:
        raise InputError("unit.empty", column=place + 1)
    return unit, found.end()
