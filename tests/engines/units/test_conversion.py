from decimal import Decimal
from fractions import Fraction

import pytest

from poucet.engines.errors import InputError
from poucet.engines.units import convert, parse_unit
from poucet.engines.units.algebra import factor_of
from poucet.engines.units.table import table


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        ("1", "kWh", "MJ", Fraction(36, 10)),  # SI brochure, 9th edition, table 8: 1 h = 3600 s
        ("1", "tep", "MWh", Fraction(1163, 100)),  # IEA Energy Statistics Manual: 1 toe = 11.63 MWh
        ("1", "ha", "km2", Fraction(1, 100)),  # SI brochure, table 8
        ("1", "m3", "L", Fraction(1000)),  # SI brochure, table 8
        ("1", "L/m2", "mm", Fraction(1)),  # rain: a litre on a square metre stands a millimetre high
        ("1", "kW·h", "kWh", Fraction(1)),
        ("1.5", "MWh/an", "kWh/mois", Fraction(125)),
        ("12.5", "%", "ratio", Fraction(1, 8)),
        ("3", "logements/100 logements", "%", Fraction(3)),
        ("5", "nids/1000 hab.", "nids/hab.", Fraction(1, 200)),
        ("2", "milliers de trajets / jour", "trajets/jour", Fraction(2000)),
        ("539", "hab/km2", "hab/ha", Fraction(539, 100)),
        ("1", "kW", "kJ/s", Fraction(1)),
        ("-1", "degC", "°C", Fraction(-1)),
        ("1", "kt CO2e", "kg CO2e", Fraction(10**6)),
    ],
)
def test_conversion_gives_the_published_value(value, source, target, expected):
    assert convert(Decimal(value), source=parse_unit(source), target=parse_unit(target)) == expected


def test_factors_agree_with_a_walk_through_the_table():
    def walked(code: str) -> Fraction:
        entry = table().entries[code]
        factor = entry.factor
        for base, exponent in entry.base:
            factor *= walked(base) ** exponent
        return factor

    assert {code: factor_of(((code, 1),)) for code in table().entries} == {
        code: walked(code) for code in table().entries
    }


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_conversion_of_no_number_is_refused(value):
    with pytest.raises(InputError) as refusal:
        convert(Decimal(value), source=parse_unit("kWh"), target=parse_unit("MWh"))
    assert (refusal.value.code, refusal.value.params) == ("unit.value", {"value": value})


def test_energy_is_not_money():
    with pytest.raises(InputError) as refusal:
        convert(1, source=parse_unit("kWh"), target=parse_unit("EUR"))
    assert str(refusal.value) == "unit.incompatible: source=kWh, target=EUR"
