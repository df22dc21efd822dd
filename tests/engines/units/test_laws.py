import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from poucet.engines.errors import InputError
from poucet.engines.units import Unit, convert, parse_unit, unit_label
from poucet.engines.units.table import table
from tests.engines.units.strategies import codes, units, values


def of_same_dimension(code: str) -> list[Unit]:
    dimension = parse_unit(code).dimension
    return [parse_unit(other) for other in table().entries if parse_unit(other).dimension == dimension]


def assert_unit_or_refusal(text: str) -> None:
    try:
        unit = parse_unit(text)
    except InputError:
        return
    assert parse_unit(unit.code) == unit


@given(unit=units)
def test_code_reads_back_as_the_same_unit(unit):
    assert parse_unit(unit.code) == unit


@given(unit=units)
def test_code_is_ascii(unit):
    assert unit.code.isascii()


@given(unit=units)
def test_code_of_a_code_is_itself(unit):
    assert parse_unit(parse_unit(unit.code).code).code == unit.code


@given(left=units, right=units)
def test_product_commutes(left, right):
    assert left * right == right * left


@given(left=units, middle=units)
def test_quotient_undoes_the_product(left, middle):
    assert left * middle / middle == left


@given(left=units, right=units)
def test_dimension_of_a_product_adds_exponents(left, right):
    exponents = dict(left.dimension)
    for base, exponent in right.dimension:
        exponents[base] = exponents.get(base, 0) + exponent
    assert dict((left * right).dimension) == {base: power for base, power in exponents.items() if power}


@given(data=st.data(), code=codes, value=values)
def test_conversion_and_back_gives_the_value_exactly(data, code, value):
    target = data.draw(st.sampled_from(of_same_dimension(code)))
    there = convert(value, source=parse_unit(code), target=target)
    assert convert(there, source=target, target=parse_unit(code)) == value


@given(data=st.data(), code=codes, below=units, value=values)
def test_conversion_ignores_what_both_units_share(data, code, below, value):
    target = data.draw(st.sampled_from(of_same_dimension(code)))
    source = parse_unit(code)
    expected = convert(value, source=source, target=target)
    assert convert(value, source=source / below, target=target / below) == expected


@given(source=units, target=units, value=values)
def test_conversion_across_dimensions_is_refused(source, target, value):
    assume(source.dimension != target.dimension)
    with pytest.raises(InputError) as refusal:
        convert(value, source=source, target=target)
    assert refusal.value.code == "unit.incompatible"
    assert refusal.value.params == {"source": source.code, "target": target.code}


@given(code=codes, language=st.sampled_from(["fr", "en"]), plural=st.booleans())
def test_label_of_a_simple_unit_reads_back(code, language, plural):
    unit = parse_unit(code)
    assert parse_unit(unit_label(unit, language=language, plural=plural)) == unit


@given(text=st.text(max_size=100))
def test_any_text_gives_a_unit_or_a_refusal(text):
    assert_unit_or_refusal(text)


@given(text=st.text(alphabet="akWhm²2/*·.() 10^-%€é'", max_size=30))
def test_any_text_of_unit_letters_gives_a_unit_or_a_refusal(text):
    assert_unit_or_refusal(text)
