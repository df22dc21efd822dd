"""What is missing stays missing and is named; what is unknown within end-points only widens."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poucet.engines.scenario import Scenario, compile_model, run
from poucet.engines.scenario.formula.functions import FUNCTIONS
from poucet.engines.scenario.model import Guess
from tests.engines.scenario.building import formula, guess, ran, read, series

YEARS = [2020, 2023]
DIMENSIONS = {"place": ["east", "west"]}
LOST = guess("lost", "unknown", unit="EUR")
OF_ONE = {
    "if": ("if(lost > 1 EUR; 1; 2)", "ratio"),
    "min": ("min(lost; 1 EUR)", "EUR"),
    "max": ("max(1 EUR; lost)", "EUR"),
    "abs": ("abs(lost)", "EUR"),
    "exp": ("exp(lost / 1 EUR)", "ratio"),
    "log": ("log(lost / 1 EUR)", "ratio"),
    "sum": ("sum(1 EUR; lost)", "EUR"),
    "mean": ("mean(1 EUR; lost)", "EUR"),
    "clip": ("clip(lost; 0; 1 EUR)", "EUR"),
    "sum_over": ("sum_over(lost; years)", "EUR"),
    "at": ("at(lost; 2021)", "EUR"),
    "prev": ("prev(lost; 0)", "EUR"),
    "lag": ("lag(lost; 2; 0)", "EUR"),
    "cumul": ("cumul(lost)", "EUR*a"),
    "ramp": ("ramp(lost; 0; 2020; 2023)", "EUR"),
    "scurve": ("scurve(0; lost; 2020; 2023)", "EUR"),
    "interp": ("interp(lost)", "EUR"),
    "discount": ("discount(lost; 2 %)", "EUR"),
    "+": ("lost + 1 EUR", "EUR"),
    "-": ("-lost", "EUR"),
    "*": ("lost * 0", "EUR"),
    "/": ("1 EUR / lost", "ratio"),
    "^": ("lost^2", "EUR2"),
    "<": ("if(lost < 1 EUR; 1; 2)", "ratio"),
    "=": ("if(lost = lost; 1; 2)", "ratio"),
}


def asked_of(*rows, asked="y", scenario=None, **more):
    done = run(compile_model(read(*rows, **more)), scenario, draws=4, outputs=[asked])
    return done.values[asked], done.missing[asked]


@pytest.mark.parametrize("name", [*OF_ONE])
def test_missing_goes_through_every_function(name):
    text, unit = OF_ONE[name]
    value, missing = asked_of(LOST, formula("y", text, unit), years=YEARS)
    assert missing == ("lost",)
    assert math.isnan(value.low.reshape(-1)[-1])


def test_no_function_was_forgotten():
    assert FUNCTIONS.keys() - OF_ONE.keys() == {"or_zero"}


def test_or_zero_must_be_written_and_forgives():
    value, missing = asked_of(LOST, formula("y", "3 EUR + or_zero(lost)", "EUR"))
    assert (value.low.item(), missing) == (3, ())


def test_or_zero_leaves_what_has_end_points():
    row = guess("lost", "unknown", low=2, high=5)
    value, missing = asked_of(row, formula("y", "or_zero(lost)"))
    assert (value.low.item(), value.high.item(), missing) == (2, 5, ("lost",))


def test_every_missing_input_is_named_once_in_order():
    rows = (
        guess("b", "unknown"),
        guess("a", "unknown"),
        guess("known", 1),
        guess("beside", "unknown"),
        formula("x", "a + b"),
        formula("y", "x + a + known + or_zero(beside)"),
    )
    assert asked_of(*rows)[1] == ("a", "b")


def test_missing_goes_round_a_loop():
    rows = (LOST, formula("x", "prev(y; 0)", "EUR"), formula("z", "prev(x; 0)", "EUR"))
    loop = formula("y", "prev(z; 0) + prev(w; 0)", "EUR")
    last = formula("w", "prev(w; lost)", "EUR")
    assert asked_of(*rows, loop, last, years=YEARS)[1] == ("lost",)


def test_missing_of_an_alternative_is_that_of_what_it_uses():
    rows = (LOST, formula("y", "1 EUR", "EUR", alternatives={"other": "lost"}))
    assert asked_of(*rows)[1] == ()
    assert asked_of(*rows, scenario=Scenario(alternatives={"y": "other"}))[1] == ("lost",)


def test_unknown_that_a_scenario_sets_is_known():
    value, missing = asked_of(LOST, formula("y", "2 * lost", "EUR"), scenario=Scenario({"lost": 3}))
    assert (value.low.item(), missing) == (6, ())


def test_series_with_a_gap_is_missing_in_that_year_only():
    row = series("a", {2020: 1, 2021: "unknown", 2023: 4})
    value, missing = asked_of(row, formula("y", "a"), years=YEARS)
    assert missing == ("a",)
    assert value.low[0].tolist() == pytest.approx([1, math.nan, math.nan, 4], nan_ok=True)


@pytest.mark.parametrize(
    "text", ["at(a; 2023)", "interp(a)", "sum_over(interp(a); years)", "if(1 < 2; 3; a)", "a^0"]
)
def test_what_is_wholly_known_misses_nothing(text):
    row = series("a", {2020: 1, 2021: "unknown", 2023: 4})
    assert asked_of(row, formula("y", text), years=YEARS)[1] == ()


def test_one_unknown_category_is_missing_in_a_sum_over_all():
    said = {"east": {"value": 1}, "west": {"value": "unknown"}}
    row = {"id": "a", "kind": "measured", "unit": "ratio", "over": "place", "categories": said}
    value, missing = asked_of(row, formula("y", "sum_over(a; place)"), dimensions=DIMENSIONS)
    assert (str(value.low.item()), missing) == ("nan", ("a",))
    each = asked_of(row, formula("y", "a"), dimensions=DIMENSIONS)[0].low[0, :, 0]
    assert each.tolist() == pytest.approx([1, math.nan], nan_ok=True)


def test_difference_of_an_unknown_from_itself_is_an_interval_around_zero():
    value = ran(guess("a", "unknown", low=2, high=5), formula("y", "a - a"))
    assert (value.low.item(), value.high.item()) == (-3, 3)


def test_unknown_is_named_though_it_has_end_points():
    assert asked_of(guess("a", "unknown", low=2, high=5), formula("y", "a"))[1] == ("a",)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a", -1, 2),
        ("-a", -2, 1),
        ("a * a", -2, 4),
        ("a * -3", -6, 3),
        ("1 / a", -math.inf, math.inf),
        ("1 / (a + 2)", 0.25, 1),
        ("abs(a)", 0, 2),
        ("abs(a - 3)", 1, 4),
        ("a^2", 0, 4),
        ("a^3", -1, 8),
        ("a^-1", -math.inf, math.inf),
        ("a^-2", -math.inf, math.inf),
        ("(a + 1)^-1", -math.inf, math.inf),
        ("(a + 2)^-1", 0.25, 1),
        ("(a + 3)^0.5", math.sqrt(2), math.sqrt(5)),
        ("2^a", 0.5, 4),
        ("exp(a)", math.exp(-1), math.exp(2)),
        ("log(a + 2)", 0, math.log(4)),
        ("log(a)", math.nan, math.nan),
        ("-log(a)", math.nan, math.nan),
        ("a^0.5", math.nan, math.nan),
        ("a^a", math.nan, math.nan),
        ("max(a; 0)", 0, 2),
        ("min(a; 0)", -1, 0),
        ("clip(a; -0.5; 1)", -0.5, 1),
        ("if(a < 0; 10; 20)", 10, 20),
        ("if(a < 3; 10; 20)", 10, 10),
        ("if(a > 3; 10; 20)", 20, 20),
        ("if(a = 0; 10; 20)", 10, 20),
        ("if(a != 5; 10; 20)", 10, 10),
        ("if(1 < 2; a; 20)", -1, 2),
        ("mean(a; 4)", 1.5, 3),
        ("lost / a", math.nan, math.nan),
        ("if(lost < 0; a; 2)", math.nan, math.nan),
    ],
)
def test_unknown_with_end_points_goes_through_as_an_interval(text, low, high):
    rows = (guess("a", "unknown", low=-1, high=2), guess("lost", "unknown"), formula("y", text))
    found = ran(*rows)
    ends = [end.reshape(-1)[0].item() for end in (found.low, found.high)]
    assert ends == pytest.approx([low, high], rel=1e-14, nan_ok=True)


FORMS = (
    "a + b",
    "a - b",
    "a * b",
    "a / b",
    "a^2",
    "a^3",
    "a^-1",
    "a^-2",
    "(1 + abs(a))^b",
    "a^b",
    "abs(a)",
    "exp(a)",
    "log(abs(a) + 0.1)",
    "log(a)",
    "min(a; b)",
    "max(a; b)",
    "clip(b; a; 2)",
    "clip(a; -1; 1)",
    "if(a < b; a; 3)",
    "if(a >= 1; b; a * 2)",
    "if(a = b; 1; a)",
    "if(a != b; b; a)",
    "mean(a; b)",
    "prev(a; b)",
    "lag(b; 2; a)",
    "cumul(a) / 1 an",
    "ramp(a; b; 2020; 2023)",
    "scurve(a; 1; 2020; 2023)",
    "discount(b; a)",
    "discount(a; 3 %)",
    "sum_over(a * b; years)",
    "at(a * b; 2021)",
    "interp(a)",
    "or_zero(a)",
    "prev(y; 1) * a / 2 + b",
)
ends = st.floats(-3, 3).map(lambda number: round(number, 2))


def with_unknown(model, name, low, high):
    """The same model, of which one input is known by its end-points only."""
    changed = replace(model.variables[name], guesses={"": Guess(None, low, high)})
    return replace(model, variables={**model.variables, name: changed})


def ends_of(model):
    value = run(compile_model(model), draws=4, seed=1, outputs=["z"]).values["z"]
    return value.low, value.high


@settings(max_examples=300)
@given(
    inner=st.sampled_from(FORMS),
    outer=st.sampled_from(
        ["y", "y * b", "1 / y", "abs(y - a)", "if(y < a; y; b)", "y^2", "exp(clip(y; -9; 9))"]
    ),
    a=ends,
    spans=st.tuples(st.floats(0, 2), st.floats(0, 2), st.floats(0, 2), st.floats(0, 2)),
    b=st.floats(-2, 2).map(lambda number: round(number, 1)),
)
def test_replacing_a_known_input_by_an_unknown_only_widens(inner, outer, a, spans, b):
    rows = (guess("a", a), guess("b", b, low=b - 1, high=b + 1), formula("y", inner), formula("z", outer))
    model = read(*rows, years=YEARS)
    known, _same = ends_of(model)
    [narrow, wide] = [
        ends_of(with_unknown(model, "a", a - left, a + right))
        for left, right in (spans[:2], (spans[0] + spans[2], spans[1] + spans[3]))
    ]
    with np.errstate(invalid="ignore"):
        slack = 1e-12 * (1 + np.abs(known))
        assert not (narrow[0] > known + slack).any()
        assert not (narrow[1] < known - slack).any()
        assert not (wide[0] > narrow[0] + slack).any()
        assert not (wide[1] < narrow[1] - slack).any()


def test_other_end_points_change_only_the_bounds():
    rows = (guess("b", 3, low=1, high=5), formula("y", "a * b + b"))
    models = [read(guess("a", "unknown", low=low, high=high), *rows) for low, high in ((1, 2), (0, 4))]
    runs = [run(compile_model(model), draws=64, seed=1, outputs=["y", "b"]) for model in models]
    narrow, wide = (done.values["y"] for done in runs)
    assert (wide.low <= narrow.low).all()
    assert (wide.high >= narrow.high).all()
    assert runs[0].values["b"].low.tobytes() == runs[1].values["b"].low.tobytes()
    assert runs[0].missing == runs[1].missing == {"y": ("a",), "b": ()}
