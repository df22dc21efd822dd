from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.engines.errors import InputError
from poucet.engines.scenario.formula import Binary, Name, Number, names_in, parse_formula, written
from poucet.engines.scenario.formula.functions import FUNCTIONS
from tests.engines.scenario.strategies import trees


@given(tree=trees)
def test_tree_written_reads_back_as_the_same_tree(tree):
    assert parse_formula(written(tree)) == tree


@given(tree=trees)
def test_canonical_spelling_of_itself_is_itself(tree):
    assert written(parse_formula(written(tree))) == written(tree)


@given(text=st.text(alphabet="ab1289.,;()[]+-*/^<>=! %eEkWh/m2·×≤·−pif_x\n", max_size=40))
def test_any_text_of_formula_letters_gives_a_tree_or_a_refusal(text):
    try:
        tree = parse_formula(text)
    except InputError as refusal:
        assert refusal.code.split(".")[0] in {"scenario", "unit"}  # noqa: PT017 -- either is right
        return
    assert parse_formula(written(tree)) == tree


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("a+b*c", "a + b * c"),
        ("(a+b)*c", "(a + b) * c"),
        ("a-(b-c)", "a - (b - c)"),
        ("a-b-c", "a - b - c"),
        ("a/(b*c)", "a / (b * c)"),
        ("-a^2", "-a^2"),
        ("(-a)^2", "(-a)^2"),
        ("a^b^c", "a^b^c"),
        ("(a^b)^c", "(a^b)^c"),
        ("a^-2", "a^-2"),
        ("2^a", "2^a"),
        ("if((a<b)=(c<d);a;b)", "if((a < b) = (c < d); a; b)"),
        ("1,5 * a", "1.5 * a"),
        ("3,2 kWh/m2 × a", "3.2 kWh/m2 * a"),
        ("15% · a", "15 % * a"),
        ("15\u202f% * a", "15 % * a"),
        ("4 [kWh par an] ÷ 2", "4 [kWh par an] / 2"),
        ("4 [personne·jour]", "4 [personne·jour]"),
        ("5 [kWh·m⁻²]", "5 [kWh·m⁻²]"),
        ("a − b", "a - b"),
        ("si(a ≤ b; a; b)", "if(a <= b; a; b)"),
        ("si(a ≥ b; a; si(a ≠ b; b; 0))", "if(a >= b; a; if(a != b; b; 0))"),
        ("((((a))))", "a"),
        ("12e3 + 0,50", "12000 + 0.5"),
        ("2e21", "2e21"),
        ("25e-20", "2.5e-19"),
    ],
)
def test_formula_has_one_spelling(typed, canonical):
    assert written(parse_formula(typed)) == canonical


@pytest.mark.parametrize(
    "function", sorted(FUNCTIONS.values(), key=lambda one: one.name), ids=lambda one: one.name
)
def test_french_name_is_the_same_function(function):
    years = {"at": "a; 2030", "lag": "a; 2", "ramp": "a; b; 2020; 2030", "scurve": "a; b; 2020; 2030"}
    arguments = years.get(function.name, "; ".join("abcd"[: function.fewest]))
    assert written(parse_formula(f"{function.french}({arguments})")) == f"{function.name}({arguments})"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1e-3", Fraction(1, 1000)),
        ("1E-3", Fraction(1, 1000)),
        ("0,1", Fraction(1, 10)),
        ("0.30", Fraction(3, 10)),
        ("1e30", Fraction(10) ** 30),
        ("1e-30", Fraction(1, 10**30)),
        ("007", Fraction(7)),
        ("0e5", Fraction(0)),
    ],
)
def test_number_is_exact(typed, value):
    assert parse_formula(typed) == Number(value)


def test_unit_belongs_to_the_number_before_it():
    assert parse_formula("a / 2 kWh") == Binary("/", Name("a"), Number(Fraction(2), "kWh"))


def test_unit_of_a_number_runs_to_the_next_space():
    assert written(parse_formula("100 kWh/m2/an * a")) == "100 kWh/m2/an * a"


def test_names_are_all_that_a_formula_mentions():
    assert names_in(parse_formula("sum_over(a * b; place) + prev(c; 0)")) == {"a", "b", "c", "place"}
