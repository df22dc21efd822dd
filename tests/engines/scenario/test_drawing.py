import hashlib
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__
from scipy.stats import norm, qmc

from poucet.engines.scenario import Scenario, compile_model, read_model, run
from poucet.engines.scenario.drawing import EDGE, POINT_LIMIT, Drawing
from tests.engines.scenario.building import formula, guess, lever, ran, read, refused

DECADE = [2020, 2029]
ROOT = Path(__file__).resolve().parents[3]
# Of `everything` below at 64 draws and seed 7: another machine that finds other bytes breaks a promise to readers.
PINNED = "c5f34179490aa68ad86480ed0f7eaaa365a649b3f2ee35bae42410f81df97dde"


def drawn(*rows, asked="y", draws=4096, **more):
    return ran(*rows, asked=asked, draws=draws, **more).low.reshape(draws, -1)


def everything():
    """A model that uses every law, group and function whose bytes could differ from machine to machine."""
    return read(
        guess("two", 10, low=8, high=15, group="tied"),
        guess("normal", 5, low=4, high=6, family="normal", group="tied"),
        guess("lognormal", low=1, high=4, family="lognormal", group="tied"),
        guess("uniform", low=0, high=1, family="uniform", group="apart"),
        guess("triangular", 3, low=1, high=6, family="triangular", group="apart"),
        guess("memory", 1, low=0.5, high=1.5, over_time="ar1", persistence=0.7),
        guess("noise", 1, low=0.5, high=2, over_time="independent"),
        # Ten that move together: a root whose sums are long enough for the `sum` of a later Python to differ.
        *(guess(f"many_{place}", 1, low=0.8, high=1.3, group="ten") for place in range(10)),
        guess("held", 50, low=10, high=90, max=60, unit="%"),
        guess("around", "unknown", low=1, high=2),
        formula("growth", "exp(two / 20) * log(1 + lognormal) + normal^1.5 - uniform^2"),
        formula("stock", "prev(stock; 100) * (1 + growth / 100) - triangular * memory + noise"),
        formula("split", "uniform * around + at(memory; 2025) / held"),
        formula("y", "discount(cumul(stock) / 1 an; 3 %) + sum_over(noise; years)"),
        formula("crowd", " + ".join(f"many_{place}" for place in range(10))),
        formula("nothing", "log(uniform - 0.5) * two"),
        years=DECADE,
        groups=[
            {"id": "tied", "correlation": 0.6},
            {"id": "ten", "correlation": 0.2},
            {"id": "apart", "correlation": [[1, -0.4], [-0.4, 1]]},
        ],
    )


def bytes_of(model, **more):
    done = run(compile_model(model), **more, outputs=list(model.variables))
    ends = [end for value in done.values.values() for end in (value.low, value.high)]
    return hashlib.sha256(
        b"".join(np.ascontiguousarray(end, dtype="<f8").tobytes() for end in ends)
    ).hexdigest()


def test_same_content_and_seed_give_the_bytes_of_any_other_machine():
    assert bytes_of(everything(), draws=64, seed=7) == PINNED


def test_bytes_are_those_of_a_processor_without_the_newer_instructions():
    found = [name for name in __cpu_dispatch__ if __cpu_features__[name]]
    script = (
        "from tests.engines.scenario.test_drawing import *; print(bytes_of(everything(), draws=64, seed=7))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src:.", "NPY_DISABLE_CPU_FEATURES": " ".join(found)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == PINNED


def test_another_seed_gives_other_bytes():
    assert bytes_of(everything(), draws=64, seed=8) != bytes_of(everything(), draws=64, seed=7)


def test_seed_left_out_is_made_of_the_model():
    program = compile_model(everything())
    seed = int(program.model.fingerprint[:8], 16)
    assert run(program, draws=16).seed == seed
    assert bytes_of(everything(), draws=16) == bytes_of(everything(), draws=16, seed=seed)


def test_more_draws_begin_with_the_same_ones():
    row = guess("y", 3, low=1, high=6)
    assert drawn(row, draws=1000)[:64].tolist() == drawn(row, draws=64).tolist()


@pytest.mark.parametrize(
    ("said", "points"),
    [
        ({"value": 10, "low": 8, "high": 15}, (8, 10, 15)),
        ({"low": 8, "high": 15}, (8, 11.5, 15)),
        ({"value": 10, "low": 8, "high": 12, "family": "normal"}, (8, 10, 12)),
        ({"low": 2, "high": 8, "family": "lognormal"}, (2, 4, 8)),
        ({"value": 4, "low": 2, "high": 8, "family": "lognormal"}, (2, 4, 8)),
        ({"low": 0, "high": 10, "family": "uniform"}, (0.5, 5, 9.5)),
        (
            {"value": 5, "low": 0, "high": 10, "family": "triangular"},
            (50**0.5 * 0.05**0.5, 5, 10 - 50**0.5 * 0.05**0.5),
        ),
        (
            {"value": 0, "low": 0, "high": 10, "family": "triangular"},
            tuple(10 - 10 * (1 - p) ** 0.5 for p in (0.05, 0.5, 0.95)),
        ),
    ],
)
@pytest.mark.parametrize("group", ["", "with_another"])
def test_quantiles_are_those_of_the_law(said, points, group):
    rows = (
        guess("y", **said, **({"group": group} if group else {})),
        guess("z", 0, low=-1, high=1, group="with_another"),
    )
    groups = [{"id": "with_another", "correlation": 0.5}]
    found = np.quantile(drawn(*rows, groups=groups, draws=2**15), (0.05, 0.5, 0.95))
    assert found.tolist() == pytest.approx(points, rel=4e-3)


def test_points_are_evenly_spread():
    drawing = Drawing(read(*(guess(f"x{place}", low=0, high=1) for place in range(10))))
    points = drawing.points(1024, 5)
    random = np.random.default_rng(5).random((1024, 10))
    assert points.shape == (1024, 10)
    assert qmc.discrepancy(points) < qmc.discrepancy(random) / 3


def test_points_stay_clear_of_the_edges():
    points = Drawing(read(guess("x", low=0, high=1))).points(2**17, 1)
    assert EDGE <= points.min() < 1e-4
    assert 1 - 1e-4 < points.max() <= 1 - EDGE


def test_guess_of_all_years_is_drawn_once():
    assert ran(guess("y", 3, low=1, high=6), years=DECADE, draws=16).low.shape == (16, 1)


def test_guess_of_one_number_is_not_drawn():
    assert ran(guess("y", 3), years=DECADE, draws=16).low.tolist() == [[3]]


def test_guess_is_held_within_its_bounds_and_the_share_is_told():
    program = compile_model(read(guess("y", 50, low=10, high=90, min=20, max=80)))
    done = run(program, draws=4096, outputs=["y"])
    values = done.values["y"].low
    assert (values.min(), values.max()) == (20, 80)
    expected = 2 * norm.sf(30 / (40 / 1.6448536269514722))
    assert done.clipped == {"y": pytest.approx(expected, abs=2e-3)}


def test_scenario_takes_the_place_of_a_draw():
    program = compile_model(read(guess("a", 3, low=1, high=6), formula("y", "2 * a")))
    assert run(program, Scenario({"a": Fraction(5)}), draws=16).values["y"].low.tolist() == [[10]]


def lagged(values):
    """Correlation between one year and the next."""
    return np.corrcoef(values[:, :-1].ravel(), values[:, 1:].ravel())[0, 1]


@pytest.mark.parametrize("persistence", [0.9, 0.5, -0.6])
def test_guess_with_a_memory_is_correlated_from_year_to_year(persistence):
    row = guess("y", 0, low=-1, high=1, over_time="ar1", persistence=persistence)
    values = drawn(row, years=DECADE)
    assert lagged(values) == pytest.approx(persistence, abs=0.02)
    assert np.quantile(values[:, -1], 0.95) == pytest.approx(1, abs=0.03)
    two_years = np.corrcoef(values[:, 4], values[:, 6])[0, 1]
    assert two_years == pytest.approx(persistence**2, abs=0.05)


def test_guess_drawn_afresh_each_year_has_no_memory():
    values = drawn(guess("y", 0, low=-1, high=1, over_time="independent"), years=DECADE)
    assert values.shape == (4096, 10)
    assert lagged(values) == pytest.approx(0, abs=0.02)
    assert np.std(values.mean(axis=1)) == pytest.approx(np.std(values[:, 0]) / 10**0.5, rel=0.05)


def test_members_of_a_group_with_a_memory_move_together_in_each_year():
    rows = [guess(name, 0, low=-1, high=1, over_time="ar1", persistence=0.5, group="g") for name in "ab"]
    model = read(*rows, years=DECADE, groups=[{"id": "g", "correlation": 0.8}])
    found = run(compile_model(model), draws=4096, outputs=["a", "b"]).values
    a, b = found["a"].low, found["b"].low
    assert np.corrcoef(a[:, 7], b[:, 7])[0, 1] == pytest.approx(0.8, abs=0.02)
    assert lagged(a) == pytest.approx(0.5, abs=0.02)


def test_categories_are_drawn_each_for_itself():
    said = {"east": {"value": 1, "low": 0, "high": 2}, "west": {"value": 5, "low": 4, "high": 9}}
    row = {"id": "y", "kind": "parameter", "unit": "ratio", "over": "place", "categories": said}
    found = ran(row, dimensions={"place": ["east", "west"]}, draws=4096).low
    assert found.shape == (4096, 2, 1)
    assert np.median(found, axis=0).ravel().tolist() == pytest.approx([1, 5], abs=0.01)
    assert np.corrcoef(found[:, 0, 0], found[:, 1, 0])[0, 1] == pytest.approx(0, abs=0.05)


def test_lever_that_a_scenario_moves_changes_no_draw():
    program = compile_model(read(lever("l", 1), guess("a", 3, low=1, high=6), formula("y", "l * a")))
    still, moved = (
        run(program, Scenario({"l": Fraction(value)}), draws=64).values["y"].low for value in (1, 2)
    )
    assert (moved - 2 * still).tolist() == np.zeros((64, 1)).tolist()


def test_difference_of_a_variable_from_itself_is_exactly_zero_in_every_draw():
    rows = (guess("a", 3, low=1, high=6), guess("b", low=1, high=4, family="lognormal"))
    found = ran(*rows, formula("x", "exp(a / b) + abs(a)^2.5"), formula("y", "x - x"), draws=512)
    assert found.low.shape == (512, 1)
    assert not found.low.any()


def test_same_scenario_in_two_models_of_one_seed_meets_the_same_draws():
    rows = (guess("a", 3, low=1, high=6), guess("b", 3, low=1, high=6))
    one = run(compile_model(read(*rows, formula("y", "a + b"))), seed=4, draws=64).values["y"].low
    other = run(compile_model(read(*rows, formula("y", "b + a"))), seed=4, draws=64).values["y"].low
    assert one.tobytes() == other.tobytes()


def test_model_without_a_guess_has_no_points():
    assert Drawing(read(guess("a", 3))).points(10, 1).shape == (10, 0)


@pytest.mark.parametrize(
    ("draws", "code"),
    [(0, "scenario.draws"), (200_001, "scenario.draws"), (200_000, "scenario.too_many_draws")],
)
def test_too_many_draws_are_refused(draws, code):
    rows = [
        guess("a", 0, low=-1, high=1, over_time="independent"),
        guess("b", 0, low=-1, high=1, over_time="independent"),
    ]
    program = compile_model(read(*rows, years=[2000, 2199]))
    refusal = refused(run, program, draws=draws)
    assert (refusal.code, refusal.params["limit"] in (200_000, POINT_LIMIT)) == (code, True)


def test_too_many_guesses_are_refused():
    rows = [guess(f"x{place}", 0, low=-1, high=1, over_time="independent") for place in range(101)]
    program = compile_model(read_model({"years": [2000, 2199], "variables": rows}))
    assert refused(run, program, draws=1).params["count"] == 20_200
