"""One term of a unit, between two operators: `m²`, `1000 hab.`, `nombre de logements rénovés`.

Each rule either names units of the table or passes the term on; what no rule names is refused with
the spellings nearest to it. A qualifier (`rénovés`) says which things are counted, not in what unit
they are: it belongs to the indicator's definition and is dropped from a closed list only.
"""

from __future__ import annotations

import re

from poucet.engines.errors import InputError
from poucet.engines.units.spelling import folded, without_accents
from poucet.engines.units.table import Refusal, table
from poucet.engines.units.unit import Unit, combined

_EXPONENT = re.compile(r"(?P<base>.*[^\s^-])\^?(?P<exponent>-?[1-9])")
_POWER_WORD = re.compile(r"(?P<base>.+) (?P<word>carre|cube)s?", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<number>\d[\d .,]*)(?P<rest>.*)")
_ROUND = re.compile(r"10{0,9}")
_TEN = re.compile(r"10\^(?P<exponent>[1-9]) ?(?P<rest>.*)")
_THOUSANDS = re.compile(r"(?P<word>millier|million|milliard)s? (?:de |d')(?P<rest>.+)", re.IGNORECASE)
_COUNT = re.compile(r"(?:nombre|nbre|nb|number)\.? (?:de |d'|des |du |of )?(?P<rest>.+)", re.IGNORECASE)
_INNER_DOT = re.compile(r"(?<=\w)\.(?=[^\W\d_])")
_EITHER = re.compile(r" (?:ou|or) ")
_TENS = {"millier": 3, "million": 6, "milliard": 9}
_QUALIFIER_WORDS = 3


def resolve_multiple(term: str, *, text: str, below: bool) -> Unit:
    """Read one term and the power of ten before it: `1000 hab.` below a slash, `10^3 m3` above it.

    A bare number above the slash is a value typed in the wrong cell (`42 m2`), and so refused.
    """
    found = _TEN.fullmatch(term)
    if found is not None:
        tens, rest = int(found["exponent"]), found["rest"]
    else:
        found = _NUMBER.fullmatch(term)
        if found is None:
            return resolve_term(term, text=text)
        digits, rest = found["number"].replace(" ", ""), found["rest"]
        if not (_ROUND.fullmatch(digits) if below else digits == "1" and not rest):
            raise InputError("unit.multiplier", text=text, token=found["number"].strip())
        tens = len(digits) - 1
    return (resolve_term(rest, text=text) if rest else Unit(())) * Unit((), tens)


def resolve_term(term: str, *, text: str) -> Unit:
    """Read one term without number or operator; `text` is the whole unit, for the refusals."""
    code = _code(term)
    if code is not None:
        return combined([(code, 1)])
    refusal = table().refused_symbols.get(without_accents(term)) or table().refused_words.get(folded(term))
    if refusal is not None:
        raise _ambiguous(refusal, text=text, token=term)
    for rule in (_power, _thousands, _counted, _dotted, _qualified):
        unit = rule(term, text)
        if unit is not None:
            return unit
    if _EITHER.search(term):
        meanings = tuple(_EITHER.split(text))
        raise InputError("unit.ambiguous", text=text, token=term, meanings=meanings, hint="choose_one")
    raise InputError("unit.unknown", text=text, token=term, suggestions=_suggestions(term))


def _code(spelling: str) -> str | None:
    return table().symbols.get(without_accents(spelling)) or table().words.get(folded(spelling))


def _power(term: str, text: str) -> Unit | None:
    """`m2`, `m^2`, `m-1`, `mètres carrés`."""
    found = _EXPONENT.fullmatch(term)
    if found is not None:
        code = table().symbols.get(without_accents(found["base"]))
        return None if code is None else combined([(code, int(found["exponent"]))])
    found = _POWER_WORD.fullmatch(without_accents(term))
    code = _code(found["base"]) if found is not None else None
    if found is None or code is None:
        return None
    return combined([(code, 2 if found["word"].casefold() == "carre" else 3)])


def _thousands(term: str, text: str) -> Unit | None:
    """`milliers de trajets`."""
    found = _THOUSANDS.fullmatch(term)
    if found is None:
        return None
    return resolve_term(found["rest"], text=text) * Unit((), _TENS[found["word"].casefold()])


def _counted(term: str, text: str) -> Unit | None:
    """`nombre de ménages` is counted in households."""
    found = _COUNT.fullmatch(term)
    return None if found is None else resolve_term(found["rest"], text=text)


def _dotted(term: str, text: str) -> Unit | None:
    """`hab.an`, a product; `hab.` alone was found in the table before."""
    unit, *others = (part for part in _INNER_DOT.split(term))
    if not others:
        return None
    product = resolve_term(unit, text=text)
    for other in others:
        product *= resolve_term(other, text=text)
    return product


def _qualified(term: str, text: str) -> Unit | None:
    """`logements rénovés`: the last words, if they are a qualifier, are left out."""
    words = term.split(" ")
    for length in range(min(_QUALIFIER_WORDS, len(words) - 1), 0, -1):
        if folded(" ".join(words[-length:])) in table().qualifiers:
            return resolve_term(" ".join(words[:-length]), text=text)
    return None


def _ambiguous(refusal: Refusal, *, text: str, token: str) -> InputError:
    return InputError(refusal.code, text=text, token=token, meanings=refusal.meanings, hint=refusal.hint)


def _suggestions(token: str) -> tuple[str, ...]:
    from difflib import get_close_matches  # noqa: PLC0415 -- only a refusal needs it

    spellings = table().spellings
    bare = token.rstrip("0123456789")
    near = get_close_matches(folded(token), spellings, n=3, cutoff=0.7)
    same_letters = [folded(bare)] if bare != token and folded(bare) in spellings else []
    exponent = token.removeprefix(bare)
    found = [spellings[key] + exponent for key in same_letters] + [spellings[key] for key in near]
    return tuple(dict.fromkeys(found))[:3]
