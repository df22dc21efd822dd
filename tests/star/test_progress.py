from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit
from poucet.star.progress import Goal, Point, progress

MWH, KWH = parse_unit("MWh/an"), parse_unit("kWh/an")
TODAY = date(2026, 1, 1)
amounts = st.fractions(-(10**6), 10**6, max_denominator=100)
directions = st.sampled_from(["up", "down", "reach"])


def point(value, year=2024, unit=MWH, scope=""):
    return Point(date(year, 1, 1), date(year, 12, 31), Fraction(value), unit, scope)


def goal(value=100, direction="up", **given_):
    return Goal(Fraction(value), MWH, direction, **{"horizon": 2030, **given_})


def test_progress_up_gives_walked_left_share_and_pace():
    found = progress([point(10, 2015), point(40)], goal(baseline=point(10, 2015)), TODAY)
    assert (found.now, found.walked, found.left, found.share) == (40, 30, 60, Fraction(1, 3))
    assert float(found.required_pace_per_year) == pytest.approx(60 / 5, rel=0.001)
    assert found.unknown == ("trend.too_few_points",)


def test_progress_down_walks_by_lowering():
    found = progress([point(80)], goal(45, "down", baseline=point(100, 2000)), TODAY)
    assert (found.walked, found.left) == (20, 35)
    assert found.required_pace_per_year < 0


def test_reach_within_its_range_is_reached():
    found = progress([point(95)], goal(100, "reach", low=Fraction(90), high=Fraction(110)), TODAY)
    assert found.reached
    assert found.required_pace_per_year == 0


def test_unknown_baseline_leaves_the_distance_walked_unknown_and_not_zero():
    found = progress([point(40)], goal(), TODAY)
    assert found.walked is None
    assert found.share is None
    assert found.left == 60
    assert "baseline.unknown" in found.unknown


def test_empty_series_is_unknown_everywhere():
    found = progress([], goal(baseline=point(1, 2000)), TODAY)
    assert (found.now, found.walked, found.left, found.required_pace_per_year) == (None, None, None, None)
    assert found.unknown == ("series.empty", "trend.too_few_points")


def test_target_in_words_has_no_distance():
    assert progress([point(1)], Goal(None, None, "reach"), TODAY).unknown == ("target.in_words",)


def test_past_horizon_asks_no_pace():
    found = progress([point(40)], goal(horizon=2020), TODAY)
    assert found.required_pace_per_year is None
    assert "horizon.past" in found.unknown


def test_unknown_horizon_asks_no_pace():
    assert "horizon.unknown" in progress([point(40)], goal(horizon=None), TODAY).unknown


def test_last_figures_that_disagree_are_not_averaged():
    found = progress([point(40), point(50)], goal(), TODAY)
    assert found.now is None
    assert "series.disagrees" in found.unknown


def test_figures_of_another_scope_than_the_baseline_do_not_count():
    baseline = point(10, 2015, scope="mairie")
    found = progress(
        [baseline, point(40, 2020, scope="mairie"), point(900, scope="commune")],
        goal(baseline=baseline),
        TODAY,
    )
    assert found.now == 40


def test_announced_figures_do_not_count():
    found = progress([point(40), point(90, 2029)], goal(), TODAY)
    assert found.now == 40


def test_baseline_already_at_the_target_has_no_share():
    found = progress([point(100)], goal(baseline=point(120, 2000)), TODAY)
    assert found.share is None
    assert "baseline.already_there" in found.unknown


def test_other_dimension_is_refused():
    with pytest.raises(InputError, match=r"unit\.incompatible"):
        progress([point(1, unit=parse_unit("m2"))], goal(), TODAY)


def test_trend_is_the_slope_of_least_squares():
    points = [point(10, 2020), point(12, 2021), point(15, 2022), point(15, 2023)]
    assert float(progress(points, goal(), TODAY).trend_per_year) == pytest.approx(1.8, rel=0.001)


@given(now=amounts, start=amounts, target=amounts, direction=directions)
def test_what_is_walked_and_what_is_left_make_the_whole_way(now, start, target, direction):
    found = progress([point(now)], goal(target, direction, baseline=point(start, 2000)), TODAY)
    whole = progress([point(start)], goal(target, direction), TODAY).left
    assert found.walked + found.left == whole
    assert found.left >= 0
    assert found.share is None or found.share <= 1


@given(now=amounts, target=amounts, direction=directions)
def test_the_pace_required_leads_to_the_target_on_its_last_day(now, target, direction):
    found = progress([point(now)], goal(target, direction), TODAY)
    years = Fraction((date(2030, 12, 31) - TODAY).days) / Fraction(36525, 100)
    assert abs(found.required_pace_per_year) * years == found.left


@given(now=amounts, start=amounts, target=amounts, direction=directions)
def test_units_change_nothing_but_the_numbers(now, start, target, direction):
    in_mwh = progress([point(now)], goal(target, direction, baseline=point(start, 2000)), TODAY)
    baseline = point(start * 1000, 2000, unit=KWH)
    in_kwh = progress([point(now * 1000, unit=KWH)], goal(target, direction, baseline=baseline), TODAY)
    assert in_kwh == in_mwh


@given(now=amounts, start=amounts, target=amounts)
def test_up_and_down_mirror_each_other(now, start, target):
    up = progress([point(now)], goal(target, "up", baseline=point(start, 2000)), TODAY)
    down = progress([point(-now)], goal(-target, "down", baseline=point(-start, 2000)), TODAY)
    assert (up.walked, up.left, up.share) == (down.walked, down.left, down.share)
    assert up.required_pace_per_year == -down.required_pace_per_year


@given(first=amounts, slope=amounts, years=st.lists(st.integers(1950, 2025), min_size=3, unique=True))
def test_the_trend_of_a_straight_line_is_its_slope(first, slope, years):
    midpoints = {year: date(year, 7, 1) for year in years}
    points = [
        Point(day, day, first + slope * (day - date(1950, 1, 1)).days / Fraction(36525, 100), MWH)
        for day in midpoints.values()
    ]
    assert progress(points, goal(), TODAY).trend_per_year == slope


@given(st.lists(amounts, max_size=2))
def test_two_points_or_fewer_make_no_trend(values):
    points = [point(value, 2000 + place) for place, value in enumerate(values)]
    found = progress(points, goal(), TODAY)
    assert found.trend_per_year is None
    assert "trend.too_few_points" in found.unknown


@given(now=amounts, later=st.integers(1, 1500))
def test_waiting_only_makes_the_pace_harder(now, later):
    assume(now < 100)
    soon = progress([point(now)], goal(), TODAY).required_pace_per_year
    late = progress([point(now)], goal(), TODAY + timedelta(days=later)).required_pace_per_year
    assert late > soon
