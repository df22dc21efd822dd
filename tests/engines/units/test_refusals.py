import pytest

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit


def refused(text: str) -> InputError:
    with pytest.raises(InputError) as refusal:
        parse_unit(text)
    return refusal.value


@pytest.mark.parametrize(
    ("text", "token", "suggestions"),
    [
        ("KWH", "KWH", ("kWh",)),
        ("mw", "mw", ("MW",)),
        ("M3", "M3", ("m3",)),
        ("menajes/km2", "menajes", ("ménages", "ménage")),
        ("furlongs", "furlongs", ()),
        ("kWh/perche", "perche", ()),
    ],
)
def test_unknown_unit_names_the_token_and_its_neighbours(text, token, suggestions):
    refusal = refused(text)
    assert refusal.code == "unit.unknown"
    assert refusal.params["token"] == token
    assert refusal.params["suggestions"][: len(suggestions)] == suggestions


@pytest.mark.parametrize(
    ("text", "token", "meanings", "hint"),
    [
        ("nb", "nb", ("counted noun", "nanobarn"), "name_what_is_counted"),
        ("Nb/100 habitants", "Nb", ("counted noun", "nanobarn"), "name_what_is_counted"),
        ("Nombre", "Nombre", ("counted noun",), "name_what_is_counted"),
        ("kt", "kt", ("kilotonne", "kt_CO2e", "knot"), "spell_out"),
        ("ct/kWh", "ct", ("cEUR", "carat"), "spell_out"),
        ("pt", "pt", ("point", "percentage_point", "pint"), "spell_out"),
        ("C", "C", ("degC", "coulomb"), "spell_out"),
        ("km/J", "J", ("d", "joule"), "spell_out"),
        ("teq/an", "teq", ("t_CO2e", "toe"), "spell_out"),
        ("tonnes/an ou g/repas", "an ou g", ("tonnes/an", "g/repas"), "choose_one"),
        ("kWh/m2*an", "*", ("a/(b*c)", "(a/b)*c"), "bracket"),
    ],
)
def test_ambiguous_unit_is_never_chosen_for_the_clerk(text, token, meanings, hint):
    refusal = refused(text)
    assert refusal.code == "unit.ambiguous"
    assert refusal.params == {"text": text, "token": token, "meanings": meanings, "hint": hint}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("oui / non", "text"),
        ("texte", "text"),
        ("code", "text"),
        ("date", "date"),
        ("annee", "date"),
        ("Année", "date"),
    ],
)
def test_what_is_no_quantity_names_the_kind_it_is(text, kind):
    refusal = refused(text)
    assert (refusal.code, refusal.params) == ("unit.not_quantity", {"text": text, "kind": kind})


@pytest.mark.parametrize("text", ["", " ", "\u00a0\u202f"])
def test_empty_unit_is_refused(text):
    assert refused(text).code == "unit.empty"


@pytest.mark.parametrize(
    "text", ["42 m2", "1 kWh", "12", "100 %", "1000 kWh/an", "kWh/7 jours", "0 m", "m/1.000 hab"]
)
def test_value_typed_in_the_unit_is_refused(text):
    assert refused(text).code in {"unit.multiplier", "unit.malformed"}


@pytest.mark.parametrize(
    "text", ["kWh//an", "/an", "kWh/", "*", "(kWh", "kWh)", "()", "kWh (final)", "m2 (m2)", "1", "-"]
)
def test_broken_grammar_is_refused(text):
    assert refused(text).code == "unit.malformed"


@pytest.mark.parametrize(
    "text",
    [
        "kWh\n",
        "kWh\n/an",
        "kW\u200bh",
        "\ufeffkWh",
        "kWh\u2028",
        "kWh\x00",
        "kW\u00adh",
        "k\tWh",
        "\u202ekWh",
    ],
)
def test_character_that_no_one_types_is_refused(text):
    refusal = refused(text)
    assert refusal.code == "unit.malformed"
    assert refusal.params["token"].startswith("U+")


@pytest.mark.parametrize(
    "text",
    [
        "\u043aWh",  # Cyrillic ka
        "kW\u04bb",  # Cyrillic shha
        "\uff4b\uff37\uff48",  # fullwidth
        "m\u0663",  # an Arabic-Indic three
        "\u212bm",
        "__class__",
        "kWh.__class__",
        "__import__('os')",
        "kWh**2",
        "kWh; EUR",
        "{kWh}",
        "u3",
        "[u3]",
        "delta_degC",
        "coulomb",
        "megawatthours",
        "12e3 m",
        "m1000",
        "m0",
        "%s",
    ],
)
def test_hostile_text_is_refused(text):
    assert refused(text).code in {"unit.unknown", "unit.malformed", "unit.multiplier"}


def test_long_text_is_refused_before_it_is_read():
    refusal = refused("m*" * 40 + "m")
    assert (refusal.code, refusal.params) == ("unit.too_long", {"length": 81, "limit": 80})


def test_short_spelling_of_a_long_code_is_refused():
    assert refused("ZAE·ETP·STEP·COPIL·installation PV·espace de coworking").code == "unit.too_long"


def test_deep_nesting_is_refused():
    assert refused("(" * 30 + "m" + ")" * 30).code == "unit.too_deep"


def test_nesting_within_the_limit_is_read():
    assert parse_unit("((((m))))").code == "m"


@pytest.mark.parametrize("text", ["m9*m", "m*m*m*m*m*m*m*m*m*m", "1/m9/m"])
def test_exponent_beyond_nine_is_refused(text):
    refusal = refused(text)
    assert (refusal.code, refusal.params) == ("unit.exponent", {"exponent": 10, "limit": 9})


def test_refusal_reads_as_code_and_parameters_for_a_developer():
    assert str(refused("furlongs")) == "unit.unknown: text=furlongs, token=furlongs, suggestions=()"
