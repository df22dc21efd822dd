from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.engines.scenario import compile_model, run
from poucet.engines.units import convert, parse_unit
from tests.engines.scenario.building import by_year, formula, guess, number, read, refused
from tests.engines.units.strategies import codes, units, values


def refusal_of(*rows, **more):
    return refused(compile_model, read(*rows, **more))


def test_energy_and_money_do_not_add_up():
    refusal = refusal_of(
        guess("heat", 3, "kWh"), guess("bill", 2, "EUR"), formula("y", "2 * heat + bill", "kWh")
    )
    assert (refusal.code, refusal.params) == (
        "scenario.unit_clash",
        {
            "variable": "y",
            "steps": ("variables", 2, "formula"),
            "left": "2 * heat",
            "left_unit": "kWh",
            "right": "bill",
            "right_unit": "EUR",
        },
    )


@pytest.mark.parametrize(
    ("text", "code", "meanings"),
    [
        ("3 nb", "unit.ambiguous", ("counted noun", "nanobarn")),
        ("3 kt", "unit.ambiguous", ("kilotonne", "kt_CO2e", "knot")),
        ("3 pt", "unit.ambiguous", ("point", "percentage_point", "pint")),
    ],
)
def test_ambiguous_unit_in_a_formula_is_refused_with_its_meanings(text, code, meanings):
    refusal = refusal_of(formula("y", text))
    assert (refusal.code, refusal.params["meanings"]) == (code, meanings)
    assert refusal.params["steps"] == ("variables", 0, "formula")


def test_unknown_unit_in_a_formula_is_refused_with_suggestions():
    refusal = refusal_of(formula("y", "3 menajes"))
    assert (refusal.code, refusal.params["suggestions"][0]) == ("unit.unknown", "ménages")


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("1 MWh + 500 kWh", "kWh", 1500),
        ("1 MWh + 500 kWh", "MWh", 1.5),
        ("2 kWh/m2/an * 3 ha", "MWh/an", 60),
        ("3 km2 / 2 ha", "ratio", 150),
        ("15 %", "ratio", 0.15),
        ("15 % + 0.1", "%", 25),
        ("20 % * 20 %", "%", 4),
        ("3 EUR / 4 EUR", "%", 75),
        ("(3 km)^2", "ha", 900),
        ("(2 m)^-1", "1/km", 500),
        ("4 m^1 * 2 m", "m2", 8),
        ("max(1 MWh; 900 kWh)", "kWh", 1000),
        ("if(1 MWh > 900 kWh; 1 h; 1 min)", "min", 60),
        ("mean(1 km; 500 m)", "m", 750),
        ("abs(-3 t)", "kg", 3000),
        ("clip(3 km; 0 m; 1200 m)", "m", 1200),
        ("exp(0 %)", "ratio", 1),
        ("0", "EUR", 0),
        ("max(0; -3 EUR)", "EUR", 0),
        ("3 EUR + 0", "EUR", 3),
        ("0 * 3 EUR", "kWh", 0),
        ("12 mois", "an", 1),
    ],
)
def test_units_fold_into_the_result(text, unit, expected):
    assert number(formula("y", text, unit)) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("3 kWh", "EUR", "scenario.unit_declared"),
        ("3 kWh", "kW", "scenario.unit_declared"),
        ("3", "kWh", "scenario.unit_declared"),
        ("3 kWh < 2 kWh", "ratio", "scenario.condition"),
        ("(1 < 2) + 1", "ratio", "scenario.condition"),
        ("if(1; 2; 3)", "ratio", "scenario.condition"),
        ("-(1 < 2)", "ratio", "scenario.condition"),
        ("if(1 < 2; 3 < 4; 5)", "ratio", "scenario.condition"),
        ("1 kWh < 1 EUR", "ratio", "scenario.unit_clash"),
        ("min(1 kWh; 1 EUR)", "kWh", "scenario.unit_clash"),
        ("if(1 < 2; 1 kWh; 1 EUR)", "kWh", "scenario.unit_clash"),
        ("clip(1 kWh; 0; 3 EUR)", "kWh", "scenario.unit_clash"),
        ("ramp(0; 3 kWh; 2020; 2030) + ramp(1; 2; 2020; 2030)", "kWh", "scenario.unit_clash"),
        ("prev(3 kWh; 2 EUR)", "kWh", "scenario.unit_clash"),
        ("lag(3 kWh; 2; 2 EUR)", "kWh", "scenario.unit_clash"),
        ("exp(3 kWh)", "ratio", "scenario.unit_function"),
        ("log(3 EUR)", "ratio", "scenario.unit_function"),
        ("2^(3 kWh)", "ratio", "scenario.unit_function"),
        ("discount(3 EUR; 2 EUR)", "EUR", "scenario.unit_function"),
        ("(3 kWh)^0.5", "kWh", "scenario.unit_power"),
        ("(3 kWh)^10", "kWh", "scenario.unit_power"),
        ("(3 kWh)^(1 + 1)", "kWh", "scenario.unit_power"),
        ("3 kWh / 0", "kWh", "scenario.zero_division"),
        ("(3 m2)^9", "m2", "unit.exponent"),
    ],
)
def test_units_that_do_not_agree_are_refused(text, unit, code):
    assert refusal_of(formula("y", text, unit)).code == code


def test_declared_unit_is_told_beside_the_one_found():
    refusal = refusal_of(formula("y", "3 kWh * 2 an", "EUR"))
    assert (refusal.params["found"], refusal.params["declared"]) == ("kWh*a", "EUR")


def test_fault_of_an_alternative_says_which_one():
    rows = formula("y", "1", alternatives={"high": "2", "odd": "3 kWh"})
    assert refusal_of(rows).params["steps"] == ("variables", 0, "alternatives", "odd")


def test_cumulated_flow_is_an_amount():
    assert by_year(formula("y", "cumul(3 MWh/an)", "kWh"), years=[2020, 2022]) == [3000, 6000, 9000]


def test_cumulated_flow_by_the_month_counts_twelve_a_year():
    assert by_year(formula("y", "cumul(3 EUR/mois)", "EUR"), years=[2020, 2021]) == [36, 72]


def test_discount_takes_a_rate_a_year_or_a_bare_one():
    texts = ("discount(100 EUR; 25 %/an)", "discount(100 EUR; 0.25)", "discount(100 EUR; 25 %)")
    found = [by_year(formula("y", text, "EUR"), years=[2020, 2022]) for text in texts]
    assert found == [[100, 80, 64]] * 3


@given(left=units, right=units)
def test_product_has_the_product_of_the_units(left, right):
    rows = (guess("a", 3, left.code), guess("b", 2, right.code), formula("y", "a * b", (left * right).code))
    assert number(*rows) == pytest.approx(6, rel=1e-12)


@given(left=units, right=units)
def test_quotient_has_the_quotient_of_the_units(left, right):
    rows = (guess("a", 3, left.code), guess("b", 2, right.code), formula("y", "a / b", (left / right).code))
    assert number(*rows) == pytest.approx(1.5, rel=1e-12)


@given(left=units, right=units)
def test_sum_stands_only_within_one_dimension(left, right):
    model = read(guess("a", 3, left.code), guess("b", 2, right.code), formula("y", "a + b", left.code))
    if left.dimension == right.dimension:
        expected = 3 + float(convert(2, source=right, target=left))
        assert run(compile_model(model)).values["y"].low.item() == pytest.approx(expected, rel=1e-12)
    else:
        refusal = refused(compile_model, model)
        assert refusal.code == "scenario.unit_clash"
        assert (refusal.params["left_unit"], refusal.params["right_unit"]) == (left.code, right.code)


@given(data=st.data(), code=codes, value=values)
def test_result_is_told_in_the_unit_declared(data, code, value):
    source = parse_unit(code)
    alike = [one for one in ("kWh", "MWh", "EUR", "kEUR", "m2", "ha", "%", "ratio", "t", "kg") if
             parse_unit(one).dimension == source.dimension]  # fmt: skip
    target = data.draw(st.sampled_from([code, *alike]))
    expected = float(convert(value, source=source, target=parse_unit(target)))
    assert number(guess("a", Fraction(value), code), formula("y", "a", target)) == pytest.approx(
        expected, rel=1e-12
    )
