import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from SALib.analyze import pawn as salib_pawn
from scipy.stats import ks_2samp

from poucet.engines.scenario.attribution import pawn
from poucet.engines.scenario.attribution.slices import slice_of
from tests.engines.scenario.attribution.models import ishigami, refusal_of

NAMES = ["first", "second", "third", "idle"]


def draws(n=2000, seed=1):
    return np.random.default_rng(seed).random((n, 4))


def found_from(inputs, outputs, names=NAMES, **options):
    return pawn(inputs, outputs, names, rng=np.random.default_rng(2), **options)


def test_uniform_sum_has_the_distance_of_its_closed_form():
    # Output x itself: given x in [(k-1)/S, k/S], the distance to the uniform is max(k-1, S-k)/S.
    inputs = (np.arange(10_000)[:, None] + 0.5) / 10_000
    found = found_from(inputs, inputs[:, 0], ["x"], slices=5)
    assert_allclose([found.largest[0], found.median[0]], [0.8, 0.6], rtol=0, atol=1e-12)


@given(seed=st.integers(0, 2**32 - 1), values=st.sampled_from([4, 30, 10**6]))
def test_distances_are_those_of_kolmogorov_and_smirnov(seed, values):
    drawn = np.random.default_rng(seed).integers(values, size=(120, 2)) / values
    outputs = drawn[:, 0] + (drawn[:, 1] > 0.5)
    found = found_from(drawn, outputs, ["x", "y"], slices=6, dummies=20)
    for rank in range(2):
        cut = slice_of(drawn[:, rank], 6)
        distances = [ks_2samp(outputs[cut == part], outputs).statistic for part in range(cut.max() + 1)]
        assert_allclose(found.median[rank], np.median(distances), rtol=0, atol=1e-12)
        assert_allclose(found.largest[rank], np.max(distances), rtol=0, atol=1e-12)


def test_ishigami_agrees_with_salib():
    inputs = draws()
    outputs = ishigami(inputs[:, :3])
    problem = {"num_vars": 4, "names": NAMES, "bounds": [[0, 1]] * 4}
    theirs = salib_pawn.analyze(problem, inputs, outputs, S=10)
    found = found_from(inputs, outputs)
    # SALib leaves the largest draw out of the last slice of 200: its distance may be 1/200 off.
    assert_allclose(found.median, theirs["median"], rtol=0, atol=0.005)
    assert_allclose(found.largest, theirs["maximum"], rtol=0, atol=0.005)


def test_input_without_influence_stays_under_its_dummy_and_others_pass_it():
    inputs = draws(seed=2)
    found = found_from(inputs, ishigami(inputs[:, :3]))
    assert (found.median > found.dummy_median).tolist() == [True, True, True, False]


def test_dummy_is_passed_by_chance_in_one_case_of_twenty():
    passed = []
    for seed in range(40):
        inputs = draws(200, seed)
        outputs = np.random.default_rng(1000 + seed).random(200)
        found = pawn(inputs, outputs, NAMES, rng=np.random.default_rng(seed), slices=5)
        passed.extend(found.largest > found.dummy_largest)
    assert 0.01 <= np.mean(passed) <= 0.12


def test_input_known_through_a_correlated_one_shows_influence():
    inputs = draws()
    inputs[:, 3] = inputs[:, 1] + 0.1 * inputs[:, 3]
    found = found_from(inputs, ishigami(inputs[:, :3]))
    assert found.median[3] > found.dummy_median[3]


def test_inputs_cut_alike_share_their_dummy():
    inputs = draws()
    inputs[:, 3] = inputs[:, 3] > 0.9
    found = found_from(inputs, ishigami(inputs[:, :3]))
    assert len(set(found.dummy_median[:3].tolist())) == 1
    assert found.dummy_median[3] != found.dummy_median[0]


@given(seed=st.integers(0, 2**32 - 1))
def test_any_rising_change_of_units_leaves_the_indices(seed):
    inputs = draws(100, seed)
    outputs = ishigami(inputs[:, :3])
    found = found_from(inputs, outputs, slices=4, dummies=20)
    again = found_from(1000 * inputs + 3, 1e6 * outputs - 4, slices=4, dummies=20)
    assert_array_equal(found.median, again.median)
    assert_array_equal(found.dummy_largest, again.dummy_largest)


def test_same_seed_gives_the_same_bytes():
    inputs = draws(200)
    outputs = ishigami(inputs[:, :3])
    first, again = found_from(inputs, outputs), found_from(inputs, outputs)
    assert first.median.tobytes() == again.median.tobytes()
    assert first.dummy_median.tobytes() == again.dummy_median.tobytes()


def test_another_order_of_inputs_permutes_the_indices():
    inputs = draws(200)
    outputs = ishigami(inputs[:, :3])
    assert_array_equal(
        found_from(inputs[:, ::-1], outputs, NAMES[::-1]).median, found_from(inputs, outputs).median[::-1]
    )


def test_slices_hold_the_same_number_of_draws():
    assert np.bincount(slice_of(draws()[:, 0], 10)).tolist() == [200] * 10


def test_choice_of_few_values_has_a_slice_for_each():
    assert slice_of(np.array([2025.0, 2030, 2025, 2040]), 10).tolist() == [0, 1, 0, 2]


@given(values=st.lists(st.integers(0, 12), min_size=1, max_size=60), slices=st.integers(2, 10))
def test_equal_values_are_never_parted_and_no_slice_is_empty(values, slices):
    cut = slice_of(np.array(values, dtype=float), slices)
    assert len({(value, part) for value, part in zip(values, cut.tolist(), strict=True)}) == len(set(values))
    assert sorted(set(cut.tolist())) == list(range(max(cut) + 1))
    assert max(cut) < slices
    assert (np.diff(cut[np.argsort(values, kind="stable")]) >= 0).all()


@pytest.mark.parametrize(
    ("inputs", "outputs", "names"),
    [
        (np.ones((100, 2)), np.ones(100), ["x"]),
        (np.ones((99, 1)), np.ones(100), ["x"]),
        (np.ones((100, 1)), np.ones((100, 1)), ["x"]),
        (np.ones((100, 0)), np.ones(100), []),
    ],
)
def test_shapes_that_do_not_match_are_refused(inputs, outputs, names):
    assert refusal_of(found_from, inputs, outputs, names).code == "scenario.shape"


def test_unknown_draw_is_refused():
    inputs = draws(200)
    outputs = ishigami(inputs[:, :3])
    assert (
        refusal_of(found_from, inputs, np.where(outputs > 5, np.nan, outputs)).code
        == "scenario.unknown_value"
    )
    inputs[3, 1] = np.inf
    assert refusal_of(found_from, inputs, outputs).code == "scenario.unknown_value"


@pytest.mark.parametrize("limits", [{"slices": 1}, {"dummies": 19}])
def test_limit_below_its_least_is_refused(limits):
    refusal = refusal_of(found_from, draws(200), draws(200)[:, 0], **limits)
    assert (refusal.code, refusal.params) == ("scenario.limit", {"limit": next(iter(limits))})


def test_too_few_draws_are_refused():
    refusal = refusal_of(found_from, draws(99), draws(99)[:, 0])
    assert (refusal.code, refusal.params) == ("scenario.too_few_draws", {"found": 99, "needed": 100})
