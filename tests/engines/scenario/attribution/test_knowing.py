from math import exp, pi, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import norm, qmc

from poucet.engines.scenario.attribution import value_of_knowing
from tests.engines.scenario.attribution.models import refusal_of

NAMES = ["heat", "price"]


def normals(n=4096, columns=2, seed=1):
    return norm.ppf(qmc.Sobol(columns, rng=np.random.default_rng(seed)).random(n) * (1 - 1e-9) + 5e-10)


def linear(inputs, lead, heat, price):
    """Two options: one worth nothing, one that leads or lags on average, and moves with both unknowns."""
    gain = lead + heat * inputs[:, 0] + price * inputs[:, 1]
    return np.stack([np.zeros(len(inputs)), gain], axis=1)


def closed_form(lead, spread):
    """Expected gain of learning a normal part: the unit normal loss of H. Raiffa, R. Schlaifer, 1961."""
    ratio = abs(lead) / spread
    return spread * (exp(-(ratio**2) / 2) / sqrt(2 * pi) - ratio * NormalDist().cdf(-ratio))


@pytest.mark.parametrize("lead", [-0.5, 0.0, 0.3, 1.0])
@pytest.mark.parametrize(("heat", "price"), [(1.0, 0.5), (0.3, 1.0), (2.0, 2.0)])
def test_normal_linear_choice_has_the_value_of_its_closed_form(lead, heat, price):
    inputs = normals()
    found = value_of_knowing(linear(inputs, lead, heat, price), inputs, NAMES)
    whole = sqrt(heat**2 + price**2)
    assert_allclose(found.perfect, closed_form(lead, whole), atol=0.01 * whole)
    for unknown, spread in zip(found.unknowns, (heat, price), strict=True):
        assert_allclose(unknown.value, closed_form(lead, spread), atol=0.02 * whole)
        assert_allclose(unknown.cautious_value, closed_form(lead, spread), atol=0.02 * whole)


def test_advice_flips_where_the_closed_form_says():
    inputs = normals()
    found = value_of_knowing(linear(inputs, -0.5, 1.0, 0.2), inputs, NAMES)
    heat = found.unknowns[0]
    assert found.advice == 0
    # The other option is ahead when the unknown passes 0.5: 30.9 % of the draws, to one bin of sixteen.
    assert_allclose(heat.flip_share, NormalDist().cdf(-0.5), atol=1 / 16)
    assert list(heat.advice) == sorted(heat.advice)
    assert_allclose(heat.starts[heat.advice.index(1)], 0.5, atol=0.25)


def test_unknown_that_cannot_turn_the_advice_is_worth_nothing():
    inputs = normals()
    outcomes = linear(inputs, -10.0, 1.0, 1.0)
    for unknown in value_of_knowing(outcomes, inputs, NAMES).unknowns:
        assert (unknown.value, unknown.cautious_value, unknown.flip_share) == (0, 0, 0)


def test_noise_flips_no_advice_for_sure():
    rng = np.random.default_rng(1)
    found = value_of_knowing(rng.normal(size=(4096, 2)), rng.normal(size=(4096, 1)), ["idle"])
    idle = found.unknowns[0]
    assert idle.flip_share > idle.sure_flip_share
    assert idle.sure_flip_share <= 3 / 16


def test_both_values_bracket_the_truth_on_average():
    rng = np.random.default_rng(3)
    values = []
    for _ in range(200):
        inputs = rng.normal(size=(256, 2))
        heat = value_of_knowing(linear(inputs, -0.3, 0.3, 1.0), inputs, NAMES, bins=8).unknowns[0]
        values.append((heat.value, heat.cautious_value))
    above, below = np.mean(values, axis=0)
    assert below < closed_form(-0.3, 0.3) < above


def test_choice_between_policies_is_learnt_value_by_value():
    policy = np.repeat([0.0, 1.0, 2.0], 8)
    outcomes = np.stack([np.zeros(24), np.where(policy == 2, 3.0, -1.0) - 0.5], axis=1)
    found = value_of_knowing(outcomes, policy[:, None], ["policy"], bins=4)
    unknown = found.unknowns[0]
    assert unknown.starts.tolist() == [0, 1, 2]
    assert (found.advice, unknown.advice) == (0, (0, 0, 1))
    assert_allclose([unknown.value, unknown.flip_share, unknown.sure_flip_share], [2.5 / 3, 1 / 3, 1 / 3])


@given(seed=st.integers(0, 2**32 - 1), options=st.integers(1, 4), bins=st.integers(2, 10))
def test_value_lies_between_nothing_and_perfect_knowledge(seed, options, bins):
    rng = np.random.default_rng(seed)
    outcomes, inputs = rng.normal(size=(60, options)), rng.normal(size=(60, 2))
    found = value_of_knowing(outcomes, inputs, NAMES, bins=bins)
    assert_allclose(found.expected, outcomes.mean(axis=0).max())
    for unknown in found.unknowns:
        assert 0 <= unknown.value <= found.perfect + 1e-12
        assert unknown.cautious_value <= found.perfect + 1e-12
        assert 0 <= unknown.sure_flip_share <= unknown.flip_share <= 1
        assert len(unknown.advice) == len(unknown.starts) == bins


@given(seed=st.integers(0, 2**32 - 1))
def test_cost_is_learnt_as_the_gain_of_its_opposite(seed):
    rng = np.random.default_rng(seed)
    outcomes, inputs = rng.normal(size=(60, 3)), rng.normal(size=(60, 2))
    costs = value_of_knowing(-outcomes, inputs, NAMES, lower_is_better=True)
    gains = value_of_knowing(outcomes, inputs, NAMES)
    assert (costs.advice, costs.expected, costs.perfect) == (gains.advice, -gains.expected, gains.perfect)
    assert [cost.value for cost in costs.unknowns] == [gain.value for gain in gains.unknowns]


@given(seed=st.integers(0, 2**32 - 1))
def test_another_order_of_unknowns_permutes_what_they_tell(seed):
    rng = np.random.default_rng(seed)
    outcomes, inputs = rng.normal(size=(60, 3)), rng.normal(size=(60, 2))
    found = value_of_knowing(outcomes, inputs, NAMES)
    turned = value_of_knowing(outcomes, inputs[:, ::-1], NAMES[::-1])
    assert [unknown.value for unknown in turned.unknowns] == [unknown.value for unknown in found.unknowns][
        ::-1
    ]


def test_equal_options_keep_the_first_and_flip_nothing():
    inputs = normals(256)
    outcomes = np.repeat(inputs[:, :1], 2, axis=1)
    found = value_of_knowing(outcomes, inputs, NAMES)
    assert (found.advice, found.perfect) == (0, 0)
    assert [unknown.flip_share for unknown in found.unknowns] == [0, 0]


@pytest.mark.parametrize(("draws", "bins"), [(26, 2), (27, 3), (4096, 16), (4095, 15)])
def test_bins_are_the_cube_root_of_the_draws(draws, bins):
    inputs = np.arange(draws)[:, None].astype(float)
    assert len(value_of_knowing(inputs, inputs, ["x"]).unknowns[0].advice) == bins


@pytest.mark.parametrize(
    ("outcomes", "inputs"),
    [
        (np.ones(40), np.ones((40, 2))),
        (np.ones((40, 0)), np.ones((40, 2))),
        (np.ones((40, 2)), np.ones((39, 2))),
        (np.ones((40, 2)), np.ones((40, 1))),
    ],
)
def test_shapes_that_do_not_match_are_refused(outcomes, inputs):
    assert refusal_of(value_of_knowing, outcomes, inputs, NAMES).code == "scenario.shape"


def test_unknown_outcome_is_refused_never_taken_for_zero():
    inputs = normals(64)
    outcomes = linear(inputs, 0.0, 1.0, 1.0)
    outcomes[3, 1] = np.nan
    assert refusal_of(value_of_knowing, outcomes, inputs, NAMES).code == "scenario.unknown_value"


def test_single_bin_is_refused():
    inputs = normals(64)
    refusal = refusal_of(value_of_knowing, inputs, inputs, NAMES, bins=1)
    assert (refusal.code, refusal.params) == ("scenario.limit", {"limit": "bins"})


def test_too_few_draws_are_refused():
    inputs = normals(32)
    refusal = refusal_of(value_of_knowing, inputs, inputs, NAMES, bins=9)
    assert (refusal.code, refusal.params) == ("scenario.too_few_draws", {"found": 32, "needed": 36})
