from fractions import Fraction
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from poucet.engines.errors import InputError
from poucet.engines.scenario.calibration import VerifiedLine, alert_threshold, calibration


def lines(family="roofs", *, inside=0, below=0, above=0):
    observed = [1.5] * inside + [0.5] * below + [2.5] * above
    return [VerifiedLine(family, 1.0, 2.0, value) for value in observed]


@pytest.mark.parametrize(
    ("count", "threshold", "level"), [(10, 4, 0.0128), (20, 5, 0.0432), (40, 8, 0.0419), (80, 14, 0.0267)]
)
def test_threshold_and_its_level_are_those_of_the_method(count, threshold, level):
    assert alert_threshold(count) == threshold
    [found] = calibration(lines(inside=count))
    assert (found.threshold, found.level_share) == (threshold, pytest.approx(level, abs=5e-5))


@given(count=st.integers(0, 300))
def test_threshold_is_the_smallest_that_honest_intervals_reach_once_in_twenty(count):
    threshold = alert_threshold(count)
    assert binom.sf(threshold - 1, count, 0.1) <= 0.05
    assert threshold == 1 or binom.sf(threshold - 2, count, 0.1) > 0.05


@given(count=st.integers(0, 300))
def test_threshold_rises_by_one_at_most_with_each_line(count):
    assert alert_threshold(count + 1) - alert_threshold(count) in {0, 1}


@pytest.mark.parametrize("count", [0, 1])
def test_line_or_none_cannot_raise_an_alert(count):
    assert alert_threshold(count) == count + 1


@pytest.mark.parametrize(("count", "threshold"), [(10, 4), (20, 5), (40, 8)])
def test_alert_begins_at_the_threshold(count, threshold):
    [quiet] = calibration(lines(inside=count - threshold + 1, below=threshold - 1))
    [loud] = calibration(lines(inside=count - threshold, below=1, above=threshold - 1))
    assert (quiet.alert, loud.alert) == (False, True)
    assert (loud.lines, loud.below, loud.above, loud.outside) == (count, 1, threshold - 1, threshold)
    assert loud.expected == count / 10


def test_chance_of_a_false_alert_over_the_three_stages_is_the_one_told():
    def drawn(chances, more):
        spread = [binom.pmf(extra, more, 0.1) for extra in range(more + 1)]
        mixed = dict.fromkeys(range(max(chances) + more + 1), 0.0)
        for outside, chance in chances.items():
            for extra, part in enumerate(spread):
                mixed[outside + extra] += chance * part
        return mixed

    chances, alerts = {0: 1.0}, 0.0
    for count, more in ((10, 10), (20, 10), (40, 20)):
        chances = drawn(chances, more)
        threshold = alert_threshold(count)
        alerts += sum(chance for outside, chance in chances.items() if outside >= threshold)
        chances = {outside: chance for outside, chance in chances.items() if outside < threshold}
    assert alerts == pytest.approx(0.0706, abs=5e-5)


def test_families_are_judged_apart_in_their_order():
    found = calibration(
        [
            *lines("wood", above=4),
            *lines("roofs", inside=6),
            *lines("wood", inside=6),
            *lines("roofs", below=1),
        ]
    )
    assert [(family.family, family.lines, family.outside, family.alert) for family in found] == [
        ("wood", 10, 4, True),
        ("roofs", 7, 1, False),
    ]


@pytest.mark.parametrize("observed", [1.0, 2.0])
def test_observation_on_the_bound_is_inside(observed):
    [found] = calibration([VerifiedLine("roofs", 1.0, 2.0, observed)])
    assert found.outside == 0


def test_no_line_makes_no_family():
    assert calibration([]) == ()


def test_level_is_exact_for_two_lines():
    [found] = calibration(lines(inside=2))
    assert found.level_share == float(Fraction(1, 100))


@pytest.mark.parametrize("figures", [(nan, 2, 1), (1, inf, 1), (1, 2, nan)])
def test_unknown_figure_is_refused(figures):
    with pytest.raises(InputError) as refusal:
        calibration([VerifiedLine("roofs", *figures)])
    assert (refusal.value.code, refusal.value.params) == ("scenario.unknown_value", {"family": "roofs"})


def test_interval_upside_down_is_refused():
    with pytest.raises(InputError) as refusal:
        calibration([VerifiedLine("roofs", 2, 1, 1.5)])
    assert refusal.value.code == "scenario.interval"


def test_negative_number_of_lines_is_refused():
    with pytest.raises(InputError) as refusal:
        alert_threshold(-1)
    assert (refusal.value.code, refusal.value.params) == ("scenario.limit", {"limit": "lines"})
