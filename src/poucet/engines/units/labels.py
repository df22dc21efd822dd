"""What a page prints for a unit: « hab./km² », « kWh/an », "households", in French and in English."""

from __future__ import annotations

from poucet.engines.errors import InputError
from poucet.engines.units.table import Wording, table
from poucet.engines.units.unit import RATIO, Unit

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_THOUSANDS_MARK = {"fr": "\u202f", "en": ","}


def unit_label(unit: Unit, *, language: str, plural: bool = True) -> str:
    """Write a unit for a reader, without the number before it.

    Parameters
    ----------
    unit : Unit
        Any unit.
    language : str
        ``fr`` or ``en``.
    plural : bool
        Whether names stand in the plural; French puts 1.5 in the singular, English in the plural: the
        caller, who knows the number, decides.

    Returns
    -------
    str
        Symbols where the unit has one in compounds, names for counted things.

    Raises
    ------
    InputError
        ``unit.language`` for another language.

    Examples
    --------
    >>> from poucet.engines.units import parse_unit
    >>> unit_label(parse_unit("hab/km2"), language="fr")
    'hab./km²'
    """
    if language not in _THOUSANDS_MARK:
        raise InputError("unit.language", language=language, known=tuple(_THOUSANDS_MARK))
    if unit.is_per_hundred_or_thousand:
        unit = Unit((({-2: "%", -3: "permille"}[unit.power_of_ten], 1),))
    powers = unit.powers or ((RATIO, 1),)
    if len(powers) == 1 and powers[0][1] == 1 and table().entries[powers[0][0]].named_alone:
        wording = table().entries[powers[0][0]].wordings[language]
        return _with_tens(wording.many if plural else wording.one, [], unit, language)
    several = sum(power > 0 for _, power in powers) > 1
    above = "·".join(
        _written(code, power, language, plural=plural and not several) for code, power in powers if power > 0
    )
    divisors = [(code, -power) for code, power in powers if power < 0]
    below = [
        _written(code, power, language, plural=unit.power_of_ten < 0 and rank == 0)
        for rank, (code, power) in enumerate(divisors)
    ]
    return _with_tens(above, below, unit, language)


def _with_tens(above: str, below: list[str], unit: Unit, language: str) -> str:
    ten = f"{10 ** abs(unit.power_of_ten):,}".replace(",", _THOUSANDS_MARK[language])
    if unit.power_of_ten > 0:
        above = f"{ten} {above}".strip()
    elif unit.power_of_ten < 0:
        below = [f"{ten} {below[0]}", *below[1:]] if below else [ten]
    return "/".join([above, *below])


def _written(code: str, power: int, language: str, *, plural: bool) -> str:
    wording: Wording = table().entries[code].wordings[language]
    text = wording.symbol or (wording.many if plural else wording.one)
    return text if power == 1 else text + str(power).translate(_SUPERSCRIPTS)
