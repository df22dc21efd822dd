from itertools import pairwise

import pytest

from poucet.engines.scenario import compile_model
from poucet.engines.scenario.graph import loops_of
from tests.engines.scenario.building import by_year, formula, guess, ran, read, refused, series

TEN = [2020, 2029]


def refusal_of(*rows, **more):
    return refused(compile_model, read(*rows, **more))


def test_cycle_is_refused_and_named_in_its_order():
    rows = (formula("a", "b + 1"), formula("b", "c"), formula("c", "a * 2"), formula("free", "1"))
    refusal = refusal_of(*rows)
    assert refusal.code == "scenario.cycle"
    assert refusal.params["steps"] == ("variables", 0, "formula")
    needs = {"a": "b", "b": "c", "c": "a"}
    names = refusal.params["names"]
    assert names[0] == names[-1]
    assert [needs[one] for one in names[:-1]] == list(names[1:])
    assert {*names} == {"a", "b", "c"}


def test_variable_that_needs_itself_is_a_cycle():
    assert refusal_of(formula("y", "y + 1")).params["names"] == ("y", "y")


def test_cycle_that_one_alternative_closes_is_refused():
    rows = (formula("a", "1", alternatives={"other": "b"}), formula("b", "a"))
    assert refusal_of(*rows).code == "scenario.cycle"


@pytest.mark.parametrize("text", ["prev(y; y)", "lag(y; 1; y)", "prev(1; y)", "if(y > 1; prev(y); 1)"])
def test_what_the_first_year_needs_may_not_close_a_loop(text):
    assert refusal_of(formula("y", text), years=TEN).code == "scenario.cycle"


@pytest.mark.parametrize(
    "text",
    [
        "cumul(prev(y; 0)) / 1 an",
        "at(prev(y; 0); 2020)",
        "interp(prev(y; 0))",
        "discount(prev(y; 0); 2 %)",
        "discount(1; prev(y; 0))",
        "sum_over(prev(y; 0); years)",
    ],
)
def test_what_looks_at_every_year_cannot_stand_in_a_loop(text):
    refusal = refusal_of(formula("y", text), years=TEN)
    assert (refusal.code, refusal.params["name"], refusal.params["names"]) == (
        "scenario.timed_in_loop",
        "y",
        ("y",),
    )


def test_loop_by_the_past_is_the_plain_loop():
    rows = (
        guess("birth", 2, "%"),
        formula("people", "prev(people; 1000 hab) + prev(births; 0)", "hab"),
        formula("births", "people * birth", "hab"),
    )
    expected, people, births = [], 1000.0, 0.0
    for year in range(10):
        people = people + births if year else people
        births = people * 0.02
        expected.append(people)
    assert by_year(*rows, asked="people", years=TEN) == pytest.approx(expected, rel=1e-15)


def test_loop_by_a_longer_past_is_the_plain_loop():
    rows = (formula("y", "lag(y; 3; 1) + prev(x; 0) / 2"), formula("x", "y * 0.5 + prev(x; 0.1)"))
    ys, xs = [], []
    for year in range(10):
        ys.append((ys[year - 3] if year >= 3 else 1.0) + (xs[year - 1] if year else 0.0) / 2)
        xs.append(ys[year] * 0.5 + (xs[year - 1] if year else 0.1))
    assert by_year(*rows, years=TEN) == pytest.approx(ys, rel=1e-15)


def test_loop_reads_what_is_outside_it_year_by_year():
    rows = (
        series("rain", {year: year - 2020 for year in range(2020, 2030)}, "m3"),
        formula("tank", "min(prev(tank; 0) + rain - 2 m3 + cumul(rain) / 10 an; 20 m3)", "m3"),
    )
    level, expected, fallen = 0.0, [], 0.0
    for year in range(10):
        fallen += year
        level = min(level + year - 2 + fallen / 10, 20)
        expected.append(level)
    assert by_year(*rows, asked="tank", years=TEN) == pytest.approx(expected, rel=1e-14)


def test_first_year_of_the_past_is_missing_unless_given():
    rows = (series("a", {2020: 5, 2021: 6, 2022: 7}),)
    years = [2020, 2022]
    assert by_year(*rows, formula("y", "prev(a; 1)"), years=years) == [1, 5, 6]
    assert by_year(*rows, formula("y", "lag(a; 2; 1 + a)"), years=years) == [6, 7, 5]
    assert by_year(*rows, formula("y", "lag(a; 9; 0)"), years=years) == [0, 0, 0]
    missing = by_year(*rows, formula("y", "prev(a)"), years=years)
    assert (str(missing[0]), missing[1:]) == ("nan", [5, 6])


def test_loop_without_a_start_stays_missing():
    assert [str(one) for one in by_year(formula("y", "prev(y) + 1"), years=[2020, 2022])] == ["nan"] * 3


def test_formulas_may_be_written_in_any_order():
    rows = [formula(f"x{place}", f"x{place + 1} + 1") for place in range(300)]
    assert ran(*rows, formula("x300", "0"), asked="x0").low.item() == 300


def test_components_come_after_what_they_need():
    needs = {"a": {"b"}, "b": {"c", "d"}, "c": {"b"}, "d": {"e"}, "e": set(), "f": {"a"}}
    found = loops_of({name: frozenset(some) for name, some in needs.items()})
    assert [frozenset(some) for some in found] == [{"e"}, {"d"}, {"b", "c"}, {"a"}, {"f"}]


def test_long_chain_and_long_loop_are_walked_without_recursion():
    chain = {str(place): frozenset([str(place + 1)]) for place in range(5000)} | {"5000": frozenset()}
    assert [int(some[0]) for some in loops_of(chain)] == list(range(5000, -1, -1))
    ring = {str(place): frozenset([str((place + 1) % 5000)]) for place in range(5000)}
    [loop] = loops_of(ring)
    assert all(int(second) - int(first) == 1 for first, second in pairwise(loop))


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("at(1; 2031)", "scenario.year", {"year": "2031"}),
        ("lag(1; 0)", "scenario.lag", {"years": "0"}),
        ("ramp(0; 1; 2025; 2025)", "scenario.slope", {"first": "2025", "last": "2025"}),
        ("scurve(0; 1; 2026; 2025)", "scenario.slope", {"first": "2026", "last": "2025"}),
        ("sum_over(1; streets)", "scenario.dimension_name", {"text": "streets", "known": ("years",)}),
        ("sum_over(1; 1 + 1)", "scenario.dimension_name", {"text": "1 + 1", "known": ("years",)}),
        ("1 + surfaces", "scenario.unknown_name", {"name": "surfaces", "suggestions": ("surface",)}),
        ("years", "scenario.unknown_name", {"name": "years", "suggestions": ()}),
    ],
)
def test_formula_that_means_nothing_in_its_model_is_refused(text, code, said):
    refusal = refusal_of(guess("surface", 1), formula("y", text), years=TEN)
    about = {"variable": "y", "steps": ("variables", 1, "formula")}
    assert (refusal.code, refusal.params) == (code, about | said)
