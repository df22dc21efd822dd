import pytest

from poucet.engines.units import parse_unit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kWh", "kWh"),
        ("kWh/m2/an", "kWh/m2/a"),
        ("kWh/m²/an", "kWh/m2/a"),
        ("kWh/m^2/an", "kWh/m2/a"),
        ("kWh·m⁻²·a⁻¹", "kWh/m2/a"),
        ("kWh/(m²·an)", "kWh/m2/a"),
        ("kWh/(m2*an)", "kWh/m2/a"),
        ("kWh par m² et par an", "kWh/m2/a"),
        ("kWh per m2 and per year", "kWh/m2/a"),
        ("kilowattheures par mètre carré et par an", "kWh/m2/a"),
        ("kWh / hab.an", "kWh/inhabitant/a"),
        ("EUR / hab. / an", "EUR/inhabitant/a"),
        ("€ par habitant", "EUR/inhabitant"),
        ("km/1000 hab.", "km/1000 inhabitant"),
        ("km / 1\u202f000 hab.", "km/1000 inhabitant"),
        ("km pour 1 000 habitants", "km/1000 inhabitant"),
        ("10^3 m3", "10^3 m3"),
        ("10³ m³", "10^3 m3"),
        ("milliers de trajets / jour", "10^3 trip/d"),
        ("personne·jour/an", "person*d/a"),
        ("jour*personne/an", "person*d/a"),
        ("1/an", "1/a"),
        ("m²/m²", "ratio"),
        ("MENAGES", "household"),
        ("Ménage", "household"),
        ("nombre de ménages", "household"),
        ("nombre d’entreprises sensibilisées / an", "enterprise/a"),
        ("µg/m3", "ug/m3"),
        ("\u03bcg/m3", "ug/m3"),
        ("t éq. CO₂", "t_CO2e"),
        ("ktéqC02", "kt_CO2e"),
        ("%", "%"),
        ("degC", "degC"),
        ("°C", "degC"),
        ("l", "L"),
        ("ETP·an", "FTE*a"),
    ],
)
def test_spelling_gives_its_one_code(text, code):
    assert parse_unit(text).code == code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menages", "logements"),
        ("menages", "personnes"),
        ("menages", "familles"),
        ("maisons", "logements"),
        ("emplois", "ETP"),
        ("repas", "personnes"),
        ("EUR", "ratio"),
        ("tCO2e", "t"),
        ("kWc", "kW"),
        ("kWh cumac", "kWh"),
        ("visiteurs", "habitants"),
        ("inscriptions", "personnes"),
        ("points de pourcentage", "%"),
        ("an", "jour"),
    ],
)
def test_things_told_apart_have_different_dimensions(one, other):
    assert parse_unit(one).dimension != parse_unit(other).dimension


def test_inhabitants_are_counted_in_persons():
    assert parse_unit("habitants").dimension == parse_unit("personnes").dimension


def test_dimension_is_hashable_and_shared_by_spellings():
    assert len({parse_unit(text).dimension for text in ("kWh/an", "MWh/mois", "tep par an")}) == 1


@pytest.mark.parametrize(
    ("text", "is_share"),
    [
        ("%", True),
        ("‰", True),
        ("ratio", False),
        ("logements/100 logements", True),
        ("%/an", False),
        ("m2", False),
    ],
)
def test_share_is_a_part_of_a_whole_in_hundredths_or_thousandths(text, is_share):
    assert parse_unit(text).is_share is is_share
