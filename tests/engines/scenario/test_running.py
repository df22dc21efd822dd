import threading
from dataclasses import replace
from fractions import Fraction
from types import MappingProxyType

import numpy as np
import pytest

from poucet.engines.scenario import Scenario, compile_draft, compile_model, read_model, run
from tests.engines.scenario.building import formula, guess, lever, ran, read, refused

ROWS = (
    guess("need", 100, low=60, high=150, unit="MWh/an", group="g"),
    guess("loss", low=2, high=9, unit="%", family="lognormal", group="g"),
    lever("roofs", 0, unit="m2", min=0, max=5000),
    formula(
        "crop", "roofs * 150 kWh/m2/an * (1 - loss)", "MWh/an", alternatives={"poor": "roofs * 90 kWh/m2/an"}
    ),
    formula("left", "max(need - crop; prev(left; need) / 2)", "MWh/an", outcome=True),
    formula("spare", "crop - need", "MWh/an"),
)
TOP = {"years": [2020, 2025], "groups": [{"id": "g", "correlation": 0.5}]}
MODEL = read(*ROWS, **TOP)


def bytes_of(program, scenario, **more):
    return run(program, scenario, draws=300, **more).values["left"].low.tobytes()


def test_scenario_takes_from_its_parents_what_it_does_not_say():
    oldest = Scenario({"roofs": Fraction(100), "need": Fraction(80)}, {"crop": "poor"})
    parent = Scenario({"roofs": Fraction(200)}, parent=oldest)
    child = Scenario({"need": Fraction(70)}, {"crop": ""}, parent=parent)
    assert child.all_values == {"roofs": 200, "need": 70}
    assert parent.all_alternatives == {"crop": "poor"}
    program = compile_model(MODEL)
    flat = Scenario({"need": Fraction(80), "roofs": Fraction(200)}, {"crop": "poor"})
    assert bytes_of(program, parent) == bytes_of(program, flat)


def test_fingerprint_of_a_scenario_is_what_it_sets_in_whatever_order_and_descent():
    flat = Scenario({"a": Fraction(1), "b": Fraction(2)}, {"x": "1", "y": "2"})
    turned = Scenario({"b": Fraction(2), "a": Fraction(1)}, {"y": "2", "x": "1"})
    child = Scenario(
        {"b": Fraction(2)}, {"x": "1"}, parent=Scenario({"a": Fraction(1), "b": Fraction(9)}, {"y": "2"})
    )
    assert flat.fingerprint == turned.fingerprint == child.fingerprint
    assert Scenario({"a": Fraction(1)}).fingerprint != Scenario({"a": Fraction(2)}).fingerprint
    assert Scenario({"a": Fraction(1)}).fingerprint != Scenario({"b": Fraction(1)}).fingerprint


def test_fingerprint_of_a_run_names_model_scenario_seed_and_draws():
    program = compile_model(MODEL)
    plain = run(program, draws=4, seed=1)
    others = [
        run(program, Scenario({"roofs": Fraction(1)}), draws=4, seed=1),
        run(program, draws=5, seed=1),
        run(program, draws=4, seed=2),
        run(compile_model(read(*ROWS[:-1], **TOP)), draws=4, seed=1),
    ]
    assert run(compile_model(read(*ROWS, **TOP)), draws=4, seed=1).fingerprint == plain.fingerprint
    assert len({plain.fingerprint, *(one.fingerprint for one in others)}) == 5


def test_fingerprint_of_a_model_ignores_labels_and_spelling():
    other = read(*({**row, "label": "Other", "note": "x"} for row in ROWS), **TOP, title="Other")
    respelt = read(*ROWS[:-1], formula("spare", " crop−need ", "MWh par an"), **TOP)
    changed = read(*ROWS[:-1], formula("spare", "crop + need", "MWh/an"), **TOP)
    assert MODEL.fingerprint == other.fingerprint == respelt.fingerprint
    assert changed.fingerprint != MODEL.fingerprint


def test_running_one_scenario_changes_no_other():
    program = compile_model(MODEL)
    before = bytes_of(program, None)
    bytes_of(program, Scenario({"roofs": Fraction(900), "need": Fraction(10)}, {"crop": "poor"}))
    assert bytes_of(program, None) == before


def test_fault_in_the_middle_of_a_run_leaves_no_trace():
    program = compile_model(MODEL)
    before = bytes_of(program, None)
    third = list(program.formulas)[2]

    def struck(scope):
        raise MemoryError(third)

    faulty = replace(program, formulas=MappingProxyType({**program.formulas, third: struck}))
    with pytest.raises(MemoryError):
        bytes_of(faulty, Scenario({"roofs": Fraction(900)}))
    assert bytes_of(program, None) == before
    assert bytes_of(compile_model(MODEL), None) == before


def test_hundred_interleaved_threads_give_what_each_gives_alone():
    program = compile_model(MODEL)
    scenarios = [Scenario({"roofs": Fraction(5 * place)}) for place in range(100)]
    alone = [bytes_of(program, one, seed=place % 3) for place, one in enumerate(scenarios)]
    together, gate = [b""] * 100, threading.Barrier(100)

    def work(place):
        gate.wait()
        together[place] = bytes_of(program, scenarios[place], seed=place % 3)

    threads = [threading.Thread(target=work, args=(place,)) for place in range(100)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone
    assert len(set(alone)) == 100


def test_alternative_is_computed_in_the_place_of_the_formula():
    program = compile_model(MODEL)
    scenario = Scenario({"roofs": Fraction(1000)}, {"crop": "poor"})
    assert run(program, scenario, outputs=["crop"]).values["crop"].low.tolist() == [[90.0]]


@pytest.mark.parametrize(
    ("scenario", "code", "said"),
    [
        (
            Scenario({"roof": Fraction(1)}),
            "scenario.unknown_name",
            {"name": "roof", "suggestions": ("roofs",)},
        ),
        (Scenario({"left": Fraction(1)}), "scenario.not_set", {"name": "left"}),
        (
            Scenario({"roofs": Fraction(5001)}),
            "scenario.out_of_bounds",
            {"name": "roofs", "value": 5001, "low": 0, "high": 5000},
        ),
        (
            Scenario({"roofs": Fraction(-1)}),
            "scenario.out_of_bounds",
            {"name": "roofs", "value": -1, "low": 0, "high": 5000},
        ),
        (Scenario({"need": Fraction(10**31)}), "scenario.number_range", {"text": str(10**31)}),
        (
            Scenario(alternatives={"crop": "rich"}),
            "scenario.no_alternative",
            {"name": "crop", "alternative": "rich"},
        ),
        (
            Scenario(alternatives={"need": "x"}),
            "scenario.no_alternative",
            {"name": "need", "alternative": "x"},
        ),
        (
            Scenario(alternatives={"crap": "x"}),
            "scenario.unknown_name",
            {"name": "crap", "suggestions": ("crop",)},
        ),
    ],
)
def test_scenario_that_does_not_fit_its_model_is_refused(scenario, code, said):
    refusal = refused(run, compile_model(MODEL), scenario)
    assert (refusal.code, refusal.params) == (code, said)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_seed_out_of_range_is_refused(seed):
    assert refused(run, compile_model(MODEL), seed=seed).code == "scenario.seed"


def test_unknown_output_is_refused_with_suggestions():
    refusal = refused(run, compile_model(MODEL), outputs=["lefts"])
    assert (refusal.code, refusal.params["suggestions"]) == ("scenario.unknown_name", ("left",))


def test_outcomes_are_those_marked_and_those_of_goals_else_what_nothing_needs():
    goals = [{"id": "g", "of": "crop", "year": 2025, "value": 3, "direction": "up"}]
    unmarked = [{**row, "outcome": False} for row in ROWS]
    assert tuple(run(compile_model(MODEL), draws=2).values) == ("left",)
    assert tuple(run(compile_model(read(*ROWS, **TOP, goals=goals)), draws=2).values) == ("left", "crop")
    assert compile_model(read(*unmarked, **TOP)).outcomes == ("spare",)


def test_input_asked_for_comes_out_as_it_went_in():
    found = ran(*ROWS, asked="need", draws=16, **TOP)
    assert found.low.shape == (16, 1)
    assert ran(guess("y", 15, unit="%")).low.tolist() == [[15]]


BROKEN = (
    guess("a", 2),
    formula("good", "a * 3"),
    formula("clash", "a + 2 kWh"),
    formula("lost", "b + 1"),
    formula("round_a", "round_b"),
    formula("round_b", "round_a"),
    formula("on_clash", "clash + good"),
    formula("far", "on_clash * 2"),
    formula("on_round", "round_b"),
    formula("fine", "good + 1"),
)


def test_draft_sets_aside_what_is_broken_and_skips_what_stands_on_it():
    draft = compile_draft(read(*BROKEN))
    reasons = {name: (fault.code, fault.params["steps"]) for name, fault in draft.broken.items()}
    assert reasons == {
        "clash": ("scenario.unit_clash", ("variables", 2, "formula")),
        "lost": ("scenario.unknown_name", ("variables", 3, "formula")),
        "round_a": ("scenario.cycle", ("variables", 4, "formula")),
    }
    assert draft.skipped == {"round_b", "on_clash", "far", "on_round"}


def test_draft_computes_the_rest():
    draft = compile_draft(read(*BROKEN))
    done = run(draft)
    assert {name: value.low.item() for name, value in done.values.items()} == {"fine": 7}
    assert run(draft, outputs=["good"]).values["good"].low.item() == 6


@pytest.mark.parametrize("name", ["clash", "far", "round_b"])
def test_what_a_draft_cannot_compute_is_refused_when_asked_for(name):
    refusal = refused(run, compile_draft(read(*BROKEN)), outputs=[name])
    assert (refusal.code, refusal.params) == ("scenario.broken", {"name": name})


def test_model_with_a_fault_does_not_compile():
    refusal = refused(compile_model, read(*BROKEN))
    assert (refusal.code, refusal.params["variable"]) == ("scenario.unit_clash", "clash")


def goals_of(*values, of="y", direction="up"):
    return [
        {"id": f"g{place}", "of": of, "year": 2021, "value": value, "direction": direction}
        for place, value in enumerate(values)
    ]


@pytest.mark.parametrize(
    ("direction", "expected"), [("up", [1.0, 0.5, 0.25, 0.0]), ("down", [0.0, 0.5, 0.75, 1.0])]
)
def test_chance_of_a_goal_is_the_share_of_draws_that_meet_it(direction, expected):
    rows = (guess("a", low=0, high=100, family="uniform"), formula("y", "ramp(0; a; 2020; 2021)"))
    goals = goals_of(-1, 50, 75, 101, direction=direction)
    done = run(compile_model(read(*rows, years=[2020, 2022], goals=goals)), draws=4096)
    found = [done.chance(goal["id"]) for goal in goals]
    assert found == [(pytest.approx(one, abs=1e-3), pytest.approx(one, abs=1e-3)) for one in expected]


def test_chance_where_an_unknown_has_end_points_is_an_interval():
    rows = (
        guess("a", "unknown", low=10, high=30),
        guess("b", low=0, high=100, family="uniform"),
        formula("y", "a + b"),
    )
    done = run(compile_model(read(*rows, years=[2020, 2022], goals=goals_of(50))), draws=4096)
    assert done.chance("g0") == (pytest.approx(0.6, abs=1e-3), pytest.approx(0.8, abs=1e-3))


def test_chance_of_what_is_missing_is_unknown():
    rows = (guess("a", "unknown"), formula("y", "a + 1"))
    assert run(compile_model(read(*rows, years=[2020, 2022], goals=goals_of(5)))).chance("g0") is None


def test_goal_of_a_variable_with_categories_is_met_where_every_category_meets_it():
    said = {"east": {"low": 0, "high": 100, "family": "uniform"}, "west": {"value": 60}}
    row = {"id": "y", "kind": "parameter", "unit": "ratio", "over": "place", "categories": said}
    model = read(row, years=[2020, 2022], dimensions={"place": ["east", "west"]}, goals=goals_of(50, 70))
    done = run(compile_model(model), draws=4096)
    assert [done.chance(one) for one in ("g0", "g1")] == [(pytest.approx(0.5, abs=1e-3),) * 2, (0, 0)]


def test_chance_of_no_goal_of_the_model_is_refused():
    done = run(compile_model(MODEL), draws=2)
    assert refused(done.chance, "other").code == "scenario.unknown_name"
    model = read(*ROWS, **TOP, goals=goals_of(3, of="crop"))
    assert (
        refused(run(compile_model(model), draws=2, outputs=["left"]).chance, "g0").code
        == "scenario.unknown_name"
    )


def test_difference_of_two_scenarios_is_exact_draw_by_draw():
    program = compile_model(read(*ROWS, **TOP))
    few, many = (
        run(program, Scenario({"roofs": Fraction(area)}), draws=500, outputs=["crop"]).values["crop"].low
        for area in (1000, 2000)
    )
    assert np.abs(many - 2 * few).max() <= 1e-12 * np.abs(many).max()
    same = run(program, Scenario({"roofs": Fraction(1000)}), draws=500, outputs=["crop"]).values["crop"].low
    assert not (same - few).any()


def test_read_model_takes_what_json_gives():
    record = {"years": 2020, "variables": [{"id": "a", "kind": "parameter", "unit": "m", "value": 0.1}]}
    assert read_model(record).variables["a"].guesses[""].value == Fraction(1, 10)
