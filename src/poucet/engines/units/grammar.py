"""How units combine: `kWh/m²/an`, `kWh par ménage et par an`, `personne·jour/an`, `kWh/(m²·an)`.

A product written after a slash with a dot belongs to the denominator (`kWh/hab.an`, as the French
write it); with a star it could be read both ways and is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache

from poucet.engines.errors import InputError
from poucet.engines.units.spelling import folded, plain, untypable
from poucet.engines.units.table import table
from poucet.engines.units.terms import resolve_multiple
from poucet.engines.units.unit import LENGTH_LIMIT, Unit

DEPTH_LIMIT = 4

_TOKENS = re.compile(r"[/*·()]|[^/*·()]+")
_QUOTIENT_WORD = re.compile(r" (?:(?:et |and )?(?:par|per)|pour(?= \d)) ")


@lru_cache(maxsize=1024)
def parse_unit(text: str) -> Unit:
    """Read a unit as a person types it, in French or in English.

    Parameters
    ----------
    text : str
        At most 80 characters. Symbols mind their case (`MW`), words do not; accents are optional.

    Returns
    -------
    Unit
        Its ``code`` is the one spelling of the same unit.

    Raises
    ------
    InputError
        ``unit.empty``; ``unit.too_long``; ``unit.too_deep``; ``unit.malformed`` where an operator or a
        term is missing or a character cannot be typed; ``unit.unknown`` with suggestions;
        ``unit.ambiguous`` with meanings and a hint; ``unit.multiplier`` for a number that is not a power
        of ten; ``unit.exponent`` beyond 9; ``unit.not_quantity`` for dates and texts.

    References
    ----------
    .. [1] BIPM, The International System of Units (SI), 9th edition, 2019, chapter 5.

    Examples
    --------
    >>> parse_unit("kWh par ménage et par an").code
    'kWh/household/a'
    """
    if len(text) > LENGTH_LIMIT:
        raise InputError("unit.too_long", length=len(text), limit=LENGTH_LIMIT)
    if refused := untypable(text):
        raise InputError("unit.malformed", text=text, token=f"U+{ord(refused):04X}")
    typed = plain(text)
    if not typed:
        raise InputError("unit.empty")
    refusal = table().refused_texts.get(folded(typed))
    if refusal is not None:
        raise InputError(refusal.code, text=text, kind=refusal.hint)
    if not any(letter.isalpha() or letter in "%‰€°" for letter in typed):
        raise InputError("unit.malformed", text=text, token=typed)
    return _Reader(_QUOTIENT_WORD.sub("/", typed), text).unit()


class _Reader:
    """Reads quotients of products of terms, one token after another."""

    def __init__(self, typed: str, text: str) -> None:
        self.text = text
        self.tokens = [token.strip() for token in _TOKENS.findall(typed) if token.strip()]
        self.tokens.reverse()

    def unit(self) -> Unit:
        unit = self._quotient(depth=0)
        if self.tokens:
            raise self._malformed()
        return unit

    def _quotient(self, *, depth: int) -> Unit:
        unit = self._product(depth=depth, below=False)
        while self._next() == "/":
            self.tokens.pop()
            unit /= self._product(depth=depth, below=True)
        return unit

    def _product(self, *, depth: int, below: bool) -> Unit:
        unit = self._factor(depth=depth, below=below)
        while self._next() in ("*", "·"):
            if below and self._next() == "*":
                meanings = ("a/(b*c)", "(a/b)*c")
                star = self._next()
                raise InputError(
                    "unit.ambiguous", text=self.text, token=star, meanings=meanings, hint="bracket"
                )
            self.tokens.pop()
            unit *= self._factor(depth=depth, below=below)
        return unit

    def _factor(self, *, depth: int, below: bool) -> Unit:
        piece = self._next()
        if piece in ("", "/", "*", "·", ")"):
            raise self._malformed()
        self.tokens.pop()
        if piece != "(":
            return resolve_multiple(piece, text=self.text, below=below)
        if depth == DEPTH_LIMIT:
            raise InputError("unit.too_deep", text=self.text, limit=DEPTH_LIMIT)
        unit = self._quotient(depth=depth + 1)
        if self._next() != ")":
            raise self._malformed()
        self.tokens.pop()
        return unit

    def _next(self) -> str:
        return self.tokens[-1] if self.tokens else ""

    def _malformed(self) -> InputError:
        return InputError("unit.malformed", text=self.text, token=self._next())
