import pytest

from poucet.engines.scenario import compile_model, run
from tests.engines.scenario.building import by_year, formula, guess, number, ran, read, series

FIVE = [2020, 2024]
PLACES = {"place": ["east", "west"], "use": ["heat", "light", "move"]}


def split(name, dimension, values, unit="ratio"):
    said = {category: {"value": value} for category, value in values.items()}
    return {"id": name, "kind": "parameter", "unit": unit, "over": dimension, "categories": said}


A = split("a", "place", {"east": 1, "west": 2})
B = split("b", "use", {"heat": 10, "light": 20, "move": 30})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if(1 < 2; 3; 4)", 3),
        ("if(1 >= 2; 3; 4)", 4),
        ("if(1 = 1; 3; 4)", 3),
        ("if(1 != 1; 3; 4)", 4),
        ("if(2 <= 2; 3; 4)", 3),
        ("if(2 > 2; 3; 4)", 4),
        ("min(3; 1; 2)", 1),
        ("max(3; 1; 2)", 3),
        ("sum(3; 1; 2)", 6),
        ("mean(3; 1; 2)", 2),
        ("abs(-3)", 3),
        ("abs(3)", 3),
        ("clip(5; 0; 3)", 3),
        ("clip(-5; 0; 3)", 0),
        ("clip(2; 0; 3)", 2),
        ("or_zero(3)", 3),
        ("2^10", 1024),
        ("2^-2", 0.25),
        ("2^0.5 * 2^0.5", 2),
        ("(-2)^3", -8),
        ("0^0", 1),
        ("-2^2", -4),
        ("2^3^2", 512),
        ("8 / 4 / 2", 1),
        ("8 - 4 - 2", 2),
        ("exp(log(7))", 7),
        ("1 - -1", 2),
    ],
)
def test_function_gives_what_its_name_says(text, expected):
    assert number(formula("y", text)) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("text", ["1 / (2 - 2)", "log(0 - 1)", "(-2)^0.5", "(2 - 2)^-1", "0 / (1 - 1)"])
def test_what_has_no_value_is_unknown_and_stays_so(text):
    assert str(number(formula("x", text), formula("y", "x * 0"))) == "nan"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", [1, 2, 4, 8, 16]),
        ("at(a; 2022)", [4]),
        ("a / at(a; 2020)", [1, 2, 4, 8, 16]),
        ("cumul(a) / 1 an", [1, 3, 7, 15, 31]),
        ("cumul(1) / 1 an", [1, 2, 3, 4, 5]),
        ("sum_over(a; years)", [31]),
        ("sum_over(2; years)", [10]),
        ("prev(a; 0)", [0, 1, 2, 4, 8]),
        ("a - prev(a; a)", [0, 1, 2, 4, 8]),
        ("ramp(0; 1; 2020; 2024)", [0, 0.25, 0.5, 0.75, 1]),
        ("ramp(2; 4; 2021; 2023)", [2, 2, 3, 4, 4]),
        ("ramp(0; 1; 2000; 2040)", [0.5, 0.525, 0.55, 0.575, 0.6]),
        ("ramp(a; 0; 2020; 2022)", [1, 1, 0, 0, 0]),
        ("scurve(0; 1; 2020; 2024)", [0, 0.15625, 0.5, 0.84375, 1]),
        ("discount(a; 100 %)", [1, 1, 1, 1, 1]),
        ("discount(8; a)", [8, 8 / 3, 8 / 15, 8 / 135, 8 / 2295]),
    ],
)
def test_function_of_time_goes_year_by_year(text, expected):
    rows = (series("a", {2020: 1, 2021: 2, 2022: 4, 2023: 8, 2024: 16}), formula("y", text))
    assert by_year(*rows, years=FIVE) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({2020: 1, 2024: 9}, [1, 3, 5, 7, 9]),
        ({2020: 1, 2022: 3, 2024: 1}, [1, 2, 3, 2, 1]),
        ({2021: 1, 2023: 3}, [None, 1, 2, 3, None]),
        ({2022: 7}, [None, None, 7, None, None]),
        ({2020: 1, 2022: "unknown", 2023: 4}, [1, 2, 3, 4, None]),
    ],
)
def test_interpolation_fills_gaps_and_never_the_ends(known, expected):
    found = by_year(series("a", known), formula("y", "interp(a)"), years=FIVE)
    assert [None if value != value else value for value in found] == expected  # noqa: PLR0124 -- not a number


def test_interpolation_of_a_constant_is_the_constant():
    assert by_year(guess("a", 3), formula("y", "interp(a)"), years=FIVE) == [3]


def test_categories_go_through_formulas_side_by_side():
    found = ran(A, B, formula("y", "a * b"), dimensions=PLACES)
    assert found.low[0, :, :, 0].tolist() == [[10, 20, 30], [20, 40, 60]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum_over(a; place)", [[3]]),
        ("sum_over(a * b; place)", [[30, 60, 90]]),
        ("sum_over(a * b; use)", [[60], [120]]),
        ("sum_over(sum_over(a * b; use); place)", [[180]]),
        ("sum_over(1; use)", [[3]]),
        ("a / sum_over(a; place)", [[1 / 3], [2 / 3]]),
        ("a", [[1], [2]]),
    ],
)
def test_sum_over_a_dimension_leaves_the_others(text, expected):
    found = ran(A, B, formula("y", text), dimensions=PLACES)
    assert found.low[0, :, :, 0].tolist() == expected


def test_shares_of_several_wholes_come_together_by_their_sums():
    """15 of 100 and 15 of 50 are 20 %, not the mean of 15 % and 30 %."""
    rows = (
        split("done", "place", {"east": 15, "west": 15}, "logements"),
        split("all_of_them", "place", {"east": 100, "west": 50}, "logements"),
        formula("y", "sum_over(done; place) / sum_over(all_of_them; place)", "%"),
    )
    assert ran(*rows, dimensions={"place": ["east", "west"]}).low.item() == pytest.approx(20, rel=1e-15)


def test_loop_walks_every_category():
    rows = (A, formula("y", "prev(y; 0) + a"))
    found = ran(*rows, years=[2020, 2022], dimensions={"place": ["east", "west"]})
    assert found.low[0].tolist() == [[1, 2, 3], [2, 4, 6]]


def test_result_does_not_depend_on_how_many_draws_are_computed_at_once(monkeypatch):
    rows = (
        guess("a", low=-3, high=3),
        guess("b", low=0, high=4, family="uniform"),
        formula("whole", "if(b < 1; 2; if(b < 2; 3; if(b < 3; 0.5; 65)))"),
        formula("y", "a^whole + exp(a) * prev(b; 1) + cumul(a) / 1 an"),
    )
    program = compile_model(read(*rows, years=[2020, 2022]))
    found = []
    for numbers in (1, 40, 10_000, 10**9):
        monkeypatch.setattr("poucet.engines.scenario.evaluating.AT_ONCE", numbers)
        found.append(run(program, draws=100, seed=3).values["y"].low.tobytes())
    assert found == [found[0]] * 4
