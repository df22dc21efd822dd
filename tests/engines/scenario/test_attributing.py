from fractions import Fraction

import pytest

from poucet.engines.scenario import Scenario, compile_model
from poucet.engines.scenario.attributing import Question, share_out, trace, weigh
from tests.engines.scenario.building import formula, guess, lever, read, refused

NOTHING = Scenario()


def question(*rows, scenario=NOTHING, year=2021, outcome="y", **top):
    return Question(compile_model(read(*rows, years=[2020, 2021], **top)), outcome, year, scenario)


def test_levers_of_a_sum_bring_what_they_add():
    rows = (lever("a", 1), lever("b", 2), formula("y", "3 * a + 10 * b"))
    found = share_out(question(*rows), {"a": Fraction(2), "b": Fraction(5)}, seed=1)
    assert found.shapley.ravel().tolist() == pytest.approx([3, 30])


def test_levers_of_a_product_share_what_they_bring_together():
    rows = (lever("a", 0), lever("b", 0), formula("y", "a * b"))
    found = share_out(question(*rows), {"a": Fraction(2), "b": Fraction(5)}, seed=1)
    assert found.shapley.ravel().tolist() == pytest.approx([5, 5])


def test_plan_starts_from_what_the_scenario_sets():
    rows = (lever("a", 0), lever("b", 0), formula("y", "a * b"))
    start = Scenario({"b": Fraction(3)})
    found = share_out(question(*rows, scenario=start), {"a": Fraction(2), "b": Fraction(3)}, seed=1)
    assert found.shapley.ravel().tolist() == pytest.approx([6, 0])


def test_weights_of_a_sum_are_shares_of_its_variance():
    rows = (guess("a", 0, low=-2, high=2), guess("b", 0, low=-1, high=1), guess("idle", 0, low=-9, high=9))
    found = weigh(question(*rows, formula("y", "a + b")), seed=1)
    assert found.names == ("a", "b")
    assert found.total_order.tolist() == pytest.approx([0.8, 0.2], abs=0.01)


def test_guesses_that_move_together_are_weighed_together():
    rows = [guess(name, 0, low=-1, high=1, group="g") for name in "ab"]
    asked = question(
        *rows,
        guess("c", 0, low=-1, high=1),
        formula("y", "a + b + c"),
        groups=[{"id": "g", "correlation": 1 - 1e-9}],
    )
    found = weigh(asked, seed=1)
    assert found.names == ("g", "c")
    assert found.total_order.tolist() == pytest.approx([0.8, 0.2], abs=0.01)


def test_nothing_open_weighs_nothing():
    asked = question(guess("a", 0, low=-2, high=2), formula("y", "a"), scenario=Scenario({"a": Fraction(1)}))
    assert (weigh(asked, seed=1), trace(asked, seed=1, draws=100)) == (None, None)


def test_trace_ranks_what_moves_the_outcome():
    rows = (guess("a", 0, low=-5, high=5), guess("b", 0, low=-1, high=1))
    found = trace(question(*rows, formula("y", "a + b")), seed=1, draws=4000)
    assert found.median[0] > 2 * found.median[1]


def test_trace_reads_a_yearly_guess_in_the_year_that_is_asked_about():
    rows = (guess("a", 0, low=-5, high=5, over_time="independent"), guess("b", 0, low=-1, high=1))
    found = trace(question(*rows, formula("y", "a + b"), year=2021), seed=1, draws=4000)
    moved = dict(zip(found.names, found.median, strict=True))
    assert moved["a"] > 2 * moved["b"]


def test_trace_leaves_out_what_the_scenario_settles():
    rows = (guess("a", 0, low=-5, high=5, group="g"), guess("b", 0, low=-1, high=1, group="g"))
    groups = [{"id": "g", "correlation": 0.5}]
    program = compile_model(read(*rows, formula("y", "a + b"), groups=groups))
    asked = Question(program, "y", 2020, Scenario({"a": Fraction(1)}))
    assert trace(asked, seed=1, draws=200).names == ("b",)


def test_scenario_that_cannot_be_is_refused_whatever_the_method():
    rows = (lever("a", 1, min=0, max=2), guess("b", 0, low=-1, high=1), formula("y", "a + b"))
    asked = question(*rows, scenario=Scenario({"a": Fraction(3)}))
    plan = {"a": Fraction(3)}
    for call in (
        lambda: weigh(asked, seed=1),
        lambda: trace(asked, seed=1, draws=100),
        lambda: share_out(question(*rows), plan, seed=1),
    ):
        assert refused(call).code == "scenario.out_of_bounds"


def test_question_is_about_one_year():
    rows = (
        guess("a", 0, low=-1, high=1),
        guess("b", 0, low=-1, high=1),
        formula("y", "ramp(a; b; 2020; 2021)"),
    )
    first, last = (weigh(question(*rows, year=year), seed=1).total_order.tolist() for year in (2020, 2021))
    assert (first, last) == (pytest.approx([1, 0], abs=0.01), pytest.approx([0, 1], abs=0.01))


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        ({}, "scenario.no_lever"),
        ({"y": Fraction(1)}, "scenario.not_a_lever"),
        ({"z": Fraction(1)}, "scenario.not_a_lever"),
    ],
)
def test_plan_that_moves_no_lever_is_refused(plan, code):
    asked = question(lever("a", 1), formula("y", "a"))
    assert refused(share_out, asked, plan, seed=1).code == code


def test_outcome_with_categories_or_ends_is_refused():
    said = {"east": {"value": 1, "low": 0, "high": 3}, "west": {"value": 2}}
    split = {"id": "y", "kind": "parameter", "unit": "ratio", "over": "place", "categories": said}
    asked = question(split, dimensions={"place": ["east", "west"]})
    assert refused(weigh, asked, seed=1).code == "scenario.not_one_number"
    rows = (guess("a", "unknown", low=1, high=2), guess("b", low=1, high=2), formula("y", "a + b"))
    assert refused(weigh, question(*rows), seed=1).code == "scenario.not_one_number"
