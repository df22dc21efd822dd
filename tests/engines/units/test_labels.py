import pytest

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit, unit_label


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("kWh/an", "kWh/an", "kWh/yr"),
        ("menages", "ménages", "households"),
        ("m2", "m²", "m²"),
        ("%", "%", "%"),
        ("EUR/an", "€/an", "€/yr"),
        ("hab/km2", "hab./km²", "inhabitants/km²"),
        ("habitants", "habitants", "inhabitants"),
        ("EUR/hab/an", "€/hab./an", "€/inhabitant/yr"),
        ("kWh/menage/an", "kWh/ménage/an", "kWh/household/yr"),
        ("visiteurs/an", "visiteurs/an", "visitors/yr"),
        ("km/1000 hab.", "km/1\u202f000 hab.", "km/1,000 inhabitants"),
        ("milliers de trajets/jour", "1\u202f000 trajets/jour", "1,000 trips/day"),
        ("kWc", "kWc", "kWp"),
        ("kt CO2e", "kt éq. CO₂", "kt CO₂e"),
        ("degC", "°C", "°C"),
        ("ans", "ans", "years"),
        ("1/an", "/an", "/yr"),
        ("personne·jour/an", "personne·jour/an", "person·day/yr"),
        ("logements/100 logements", "%", "%"),
        ("ratio", "ratio", "ratio"),
    ],
)
def test_label_is_what_a_reader_expects(text, french, english):
    unit = parse_unit(text)
    assert (unit_label(unit, language="fr"), unit_label(unit, language="en")) == (french, english)


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("menages", "ménage", "household"),
        ("ans", "an", "year"),
        ("visiteurs/an", "visiteur/an", "visitor/yr"),
    ],
)
def test_label_in_the_singular(text, french, english):
    unit = parse_unit(text)
    labels = [unit_label(unit, language=language, plural=False) for language in ("fr", "en")]
    assert labels == [french, english]


def test_label_in_an_unknown_language_is_refused():
    with pytest.raises(InputError) as refusal:
        unit_label(parse_unit("kWh"), language="de")
    assert (refusal.value.code, refusal.value.params) == (
        "unit.language",
        {"language": "de", "known": ("fr", "en")},
    )
