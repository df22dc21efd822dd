"""Formulas drawn from the whole grammar, and models whose formulas stay within reach of a plain computation."""

from fractions import Fraction

from hypothesis import strategies as st

from poucet.engines.scenario.formula.functions import FUNCTIONS, WHOLE_ARGUMENTS
from poucet.engines.scenario.formula.tree import ARITHMETIC, COMPARISONS, Binary, Call, Name, Negation, Number

SHORT = 4  # arguments of functions that take many
names = st.sampled_from(["a", "b", "surface", "part_1", "x9"]).map(Name)
units = st.sampled_from(["", "", "", "%", "kWh/m2", "kWh par an", "personne·jour/an", "€"])
decimals = st.builds(
    lambda digits, places: Fraction(digits, 10**places), st.integers(0, 10**9), st.integers(0, 12)
)
constants = st.builds(Number, decimals, units)
years = st.integers(1, 2100).map(lambda year: Number(Fraction(year)))


@st.composite
def calls(draw, inner):
    function = draw(st.sampled_from(sorted(FUNCTIONS.values(), key=lambda one: one.name)))
    count = draw(st.integers(function.fewest, min(function.most, SHORT)))
    whole = WHOLE_ARGUMENTS.get(function.name, ())
    return Call(function.name, tuple(draw(years if place in whole else inner) for place in range(count)))


def grown(inner):
    return (
        st.builds(Negation, inner)
        | st.builds(Binary, st.sampled_from([*ARITHMETIC, *COMPARISONS]), inner, inner)
        | calls(inner)
    )


trees = st.recursive(names | constants, grown, max_leaves=25)

# Formulas without a unit that a float bears well: nothing is divided by what may come near to zero.
FIRST, LAST = 2020, 2025
inputs = st.sampled_from(["fixed", "drawn", "told", "split", "earlier"])


def tame(inner):
    two = st.tuples(inner, inner)
    return st.one_of(
        st.builds("({}) {} ({})".format, inner, st.sampled_from(["+", "-", "*"]), inner),
        two.map(lambda both: "({}) / (1 + abs({}))".format(*both)),
        two.map(lambda both: "if(({}) < ({}); 2; 1 / 3)".format(*both)),
        two.map(lambda both: "if(({}) != ({}); split; fixed)".format(*both)),
        st.builds("{}({}; {})".format, st.sampled_from(["min", "max", "sum", "mean"]), inner, inner),
        st.builds("clip({}; -{}; 1.5 + {})".format, inner, st.just("1"), st.just("0")),
        st.builds("{}({})".format, st.sampled_from(["abs", "or_zero", "prev", "interp", "-"]), inner),
        inner.map("exp(clip({}; -2; 2))".format),
        inner.map("log(1 + abs({}))".format),
        st.builds("(1 + abs({}))^{}".format, inner, st.sampled_from(["2", "0.5", "-1", "-1.5"])),
        st.builds("({})^{}".format, inner, st.sampled_from(["2", "3", "0"])),
        inner.map("cumul({}) / 1 an".format),
        inner.map("sum_over({}; place) / 2".format),
        inner.map("sum_over({}; years) / 6".format),
        two.map(lambda both: "prev({}; {})".format(*both)),
        st.builds("lag({}; {}; {})".format, inner, st.integers(1, 7), inner),
        st.builds("at({}; {})".format, inner, st.integers(FIRST, LAST)),
        two.map(lambda both: "ramp({}; {}; 2021; 2024)".format(*both)),
        two.map(lambda both: "scurve({}; {}; 2019; 2024)".format(*both)),
        two.map(lambda both: "discount({}; abs({}) / 10)".format(*both)),
    )


tame_formulas = st.recursive(inputs | st.sampled_from(["0.5", "20 %", "3"]), tame, max_leaves=6)
