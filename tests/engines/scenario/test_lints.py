import pytest

from poucet.engines.scenario import Lint, compile_draft, compile_model, lints, run
from poucet.engines.scenario.lints import unresolved
from tests.engines.scenario.building import formula, guess, lever, read

TOWN = (
    guess("homes", 30, unit="MWh/an"),
    guess("shops", 20, unit="MWh/an"),
    formula("buildings", "homes + shops", "MWh/an"),
)


def found(*rows, asked=(), **top):
    return [(one.code, one.on, one.seen) for one in lints(compile_model(read(*rows, **top)), asked=asked)]


@pytest.mark.parametrize(
    ("total", "shared"),
    [
        ("buildings + homes", ("homes",)),
        ("buildings + homes + shops", ("homes", "shops")),
        ("buildings + buildings", ("buildings",)),
        ("sum(buildings; homes)", ("homes",)),
        ("buildings + homes * 0.5", ("homes",)),
        ("buildings - (-homes)", ("homes",)),
        ("buildings + max(homes; 3 MWh/an)", ("homes",)),
        ("(buildings - shops) + shops", ()),
        ("buildings - homes", ()),
        ("buildings - homes + homes", ()),
        ("buildings", ()),
        ("homes + shops", ()),
    ],
)
def test_flow_that_two_terms_carry_is_counted_twice(total, shared):
    expected = [("double_count", "y", (one,)) for one in shared]
    assert found(*TOWN, formula("y", total, "MWh/an"), asked=["buildings", "homes", "shops"]) == expected


def test_flow_counted_twice_through_two_subtotals_is_named_once():
    rows = (
        *TOWN,
        formula("heat", "buildings", "MWh/an"),
        formula("light", "buildings", "MWh/an"),
        formula("y", "heat + light", "MWh/an"),
    )
    assert found(*rows) == [("double_count", "y", ("buildings",))]


def test_prices_and_quantities_in_two_products_are_no_double_count():
    rows = (guess("price", 3, unit="EUR/MWh"), *TOWN)
    assert found(*rows, formula("y", "price * homes + price * shops", "EUR/an"), asked=["buildings"]) == []


def test_flow_in_a_loop_counted_twice_is_seen():
    rows = (
        guess("seed", 1, unit="t"),
        formula("a", "prev(b; 0) + seed", "t"),
        formula("b", "a", "t"),
        formula("y", "a + b", "t"),
    )
    assert [one for one in found(*rows, years=[2020, 2022]) if one[1] == "y"] != []


def test_lever_that_no_outcome_rests_on_has_no_effect():
    rows = (
        lever("idle"),
        lever("used"),
        lever("aside"),
        formula("z", "aside"),
        formula("y", "used", outcome=True),
    )
    assert found(*rows) == [("lever_without_effect", "idle", ()), ("lever_without_effect", "aside", ())]


def test_lever_that_a_claim_asks_for_has_an_effect():
    assert found(lever("asked"), formula("y", "1"), asked=["asked", "no_such_name"]) == []


def test_input_that_nothing_needs_is_unused():
    rows = (guess("idle", 1), guess("used", 1), guess("other", 1), guess("asked", 1))
    y = formula("y", "used", alternatives={"b": "other"})
    assert found(*rows, y, asked=["asked"]) == [("unused", "idle", ())]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3 * a", ("3",)),
        ("a * 1.5 + 1.5 * a", ("1.5",)),
        ("a + 2 * 12", ("12", "2")),
        ("-2 * a", ("2",)),
        ("if(a > 5; a; 0)", ("5",)),
        ("a * 0.5 + 1 - a", ()),
        ("a^2 + a^-3", ()),
        ("200 % * a", ()),
        ("a * 3 m / 1 m", ()),
        ("at(a; 2020)", ()),
        ("lag(a; 3; 0)", ()),
        ("ramp(0; a; 2019; 2030)", ()),
        ("ramp(0; 7; 2019; 2030) * a", ("7",)),
    ],
)
def test_bare_number_above_one_is_asked_about(text, numbers):
    assert found(guess("a", 0.5), formula("y", text)) == [("bare_constant", "y", (one,)) for one in numbers]


def test_bare_number_of_an_alternative_is_asked_about():
    assert found(guess("a", 1), formula("y", "a", alternatives={"b": "4 * a"})) == [
        ("bare_constant", "y", ("4",))
    ]


def test_result_outside_its_bounds_is_told():
    rows = (guess("a", 50, low=10, high=90, unit="%"), formula("y", "a + a", "%", max=100))
    assert ("out_of_bounds", "y", ()) in found(*rows)
    assert found(rows[0], formula("y", "a / 2 - 1 %", "%", min=-100, max=100)) == [
        ("bare_constant", "y", ("2",))
    ]


@pytest.mark.parametrize(
    ("text", "undefined"),
    [
        ("1 / (a - 0.5)", True),
        ("log(a - 0.6)", True),
        ("prev(a)", True),
        ("prev(a; 0)", False),
        ("1 / (lost - a)", False),
        ("or_zero(log(a - 0.6))", False),
    ],
)
def test_result_without_a_value_though_nothing_is_missing_is_told(text, undefined):
    rows = (guess("a", 0.5), guess("lost", "unknown"), formula("y", text))
    expected = [("undefined", "y", ())] if undefined else []
    assert found(*rows, asked=["a", "lost"], years=[2020, 2021]) == expected


def test_guess_that_its_bounds_cut_by_more_than_a_tenth_is_told():
    wide = guess("y", 50, low=10, high=90, unit="%", min=40, max=60)
    [(code, on, seen)] = found(wide, asked=["y"])
    assert (code, on) == ("out_of_bounds", "y")
    assert 60 < int(seen[0].removesuffix("%")) < 75
    assert found(guess("y", 50, low=10, high=90, unit="%", min=10, max=100), asked=["y"]) == []


def test_value_outside_its_own_bounds_is_told():
    assert found(guess("y", 50, max=40), asked=["y"]) == [("out_of_bounds", "y", ("100%",))]


def test_correlations_that_cannot_all_be_true_are_told():
    rows = [guess(name, low=1, high=2, group="g") for name in "abc"]
    impossible = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]
    assert found(*rows, asked="abc", groups=[{"id": "g", "correlation": impossible}]) == [
        ("group_moved", "g", ("0.98",))
    ]
    assert found(*rows, asked="abc", groups=[{"id": "g", "correlation": 0.9}]) == []


def test_what_a_draft_sets_aside_is_told_with_its_reason():
    model = read(guess("a", 1), formula("x", "a + 1 EUR"), formula("y", "x"), formula("z", "y"))
    assert [(one.code, one.on, one.seen) for one in lints(compile_draft(model))] == [
        ("broken", "x", ("scenario.unit_clash",)),
        ("broken", "y", ("x",)),
        ("broken", "z", ()),
    ]


def test_question_accepted_carries_its_reason_and_is_resolved():
    rows = (guess("a", 1), guess("b", 1), formula("y", "0"))
    accepted = [{"lint": "unused", "on": "a", "reason": "for the next round"}]
    model = read(*rows, accepted=accepted)
    questions = lints(compile_model(model))
    assert [one.accepted for one in questions] == ["for the next round", ""]
    assert unresolved(questions) == (Lint("unused", "b"),)


def test_question_goes_when_the_second_path_is_taken_away():
    twice = formula("y", "buildings + homes", "MWh/an")
    once = formula("y", "buildings + homes - homes", "MWh/an")
    assert [one.code for one in unresolved(lints(compile_model(read(*TOWN, twice))))] == ["double_count"]
    assert unresolved(lints(compile_model(read(*TOWN, once)))) == ()


def test_sample_that_is_handed_over_is_the_one_looked_at():
    program = compile_model(read(guess("y", 50, low=10, high=90, unit="%", min=45), formula("z", "y", "%")))
    sample = run(program, draws=1, seed=1, outputs=["y", "z"])
    held = sample.clipped["y"]
    expected = [Lint("out_of_bounds", "y", (f"{held:.0%}",))] if held > 0.1 else []
    assert list(lints(program, sample=sample)) == expected


def test_faultless_model_raises_no_question():
    rows = (lever("share", 50, unit="%", min=0, max=100), guess("need", 3, low=2, high=5, unit="MWh/an"))
    assert found(*rows, formula("y", "share * need", "MWh/an", min=0, max=9)) == []
