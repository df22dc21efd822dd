from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from poucet.engines.scenario import ClaimTerms, Scenario, tell_claim
from poucet.engines.scenario.claims import ADOPTIONS, PARTS
from poucet.engines.units import parse_unit
from tests.engines.scenario.building import formula, guess, read, refused

TERMS = ClaimTerms(
    announced="promised",
    measured="found",
    eligible_base="suitable",
    plausible="willing",
    triggered="followed",
    transfer="alike",
    limits=(),
    whole="used",
    unit=parse_unit("MWh/an"),
    year=2030,
)
FIXED = {
    "promised": guess("promised", 900, unit="kWh/kWc/an"),
    "found": guess("found", "unknown", unit="kWh/kWc/an"),
    "suitable": guess("suitable", 1000, unit="kWc"),
    "willing": guess("willing", 30, unit="%"),
    "followed": guess("followed", 2, unit="%"),
    "alike": guess("alike", 0.9),
    "used": guess("used", 2000, unit="MWh/an"),
}
DRAWN = {
    "promised": guess("promised", 900, low=850, high=950, unit="kWh/kWc/an"),
    "suitable": guess("suitable", 1000, low=800, high=1200, unit="kWc"),
    "willing": guess("willing", 30, low=8, high=60, min=0, max=100, unit="%"),
    "alike": guess("alike", 0.9, low=0.8, high=1, max=1),
    "used": guess("used", 2000, low=1900, high=2150, unit="MWh/an"),
}


def town(*more, years=(2020, 2030), **changed):
    return read(*(FIXED | changed).values(), *more, years=list(years))


def middles(ranges):
    return {name: one.middle for name, one in ranges.items()}


def test_fixed_claim_is_the_product_worked_out_by_hand():
    told = tell_claim(town(), TERMS)
    assert list(told.effects) == list(told.shares) == list(ADOPTIONS)
    assert middles(told.effects) == pytest.approx({"technical": 810, "plausible": 243, "triggered": 16.2})
    assert middles(told.shares) == pytest.approx({"technical": 40.5, "plausible": 12.15, "triggered": 0.81})
    assert (told.weights, told.part_weights, told.missing, told.is_open) == ({}, {}, (), False)


def test_claim_is_a_hypothesis_until_its_unit_effect_was_measured():
    told = tell_claim(town(), TERMS)
    assert (told.is_hypothesis, told.before) == (True, {})
    assert tell_claim(town(), replace(TERMS, measured="")).is_hypothesis


def test_measured_effect_takes_the_place_of_the_promise_which_stays_beside():
    told = tell_claim(town(found=guess("found", 1000, unit="kWh/kWc/an")), TERMS)
    assert told.is_hypothesis is False
    assert middles(told.shares) == pytest.approx({"technical": 45, "plausible": 13.5, "triggered": 0.9})
    assert middles(told.before) == pytest.approx({"technical": 40.5, "plausible": 12.15, "triggered": 0.81})


def test_effect_measured_through_a_formula_is_measured_once_all_it_rests_on_is():
    meter = formula("found", "meter / 35 kWc", "kWh/kWc/an")
    lost, known = guess("meter", "unknown", unit="MWh/an"), guess("meter", 35, unit="MWh/an")
    assert tell_claim(town(lost, found=meter), TERMS).is_hypothesis
    told = tell_claim(town(known, found=meter), TERMS)
    assert (told.is_hypothesis, told.shares["technical"].middle) == (False, pytest.approx(45))


def test_limits_hold_the_whole_effect():
    grid = guess("grid", 200_000, unit="kWh/an")
    money = guess("money", 300, unit="MWh/an")
    told = tell_claim(town(grid, money), replace(TERMS, limits=("grid", "money")))
    assert middles(told.effects) == pytest.approx({"technical": 200, "plausible": 200, "triggered": 16.2})
    assert middles(told.shares) == pytest.approx({"technical": 10, "plausible": 10, "triggered": 0.81})


@pytest.mark.parametrize("name", ["promised", "suitable", "willing", "followed", "alike", "used"])
def test_claim_stays_open_while_something_is_missing(name):
    unknown = {**{key: one for key, one in FIXED[name].items() if key != "value"}, "value": "unknown"}
    told = tell_claim(town(**{name: unknown}), TERMS)
    assert (told.is_open, told.missing) == (True, (name,))
    assert (told.weights, told.part_weights) == ({}, {})


def test_claim_on_an_unknown_with_end_points_says_within_what_and_stays_open():
    told = tell_claim(town(willing=guess("willing", "unknown", low=10, high=50, unit="%")), TERMS)
    share = told.shares["plausible"]
    assert (told.is_open, told.missing) == (True, ("willing",))
    assert (share.low, share.middle, share.high) == (pytest.approx(4.05), None, pytest.approx(20.25))
    assert told.shares["technical"].middle == pytest.approx(40.5)


def test_claim_speaks_of_its_year():
    rows = formula("suitable", "ramp(0 kWc; 1000 kWc; 2020; 2030)", "kWc")
    told = [
        tell_claim(town(suitable=rows), replace(TERMS, year=year)).shares["technical"]
        for year in (2020, 2025, 2030)
    ]
    assert [one.middle for one in told] == pytest.approx([0, 20.25, 40.5])


def test_adoption_weighs_most_where_it_is_least_sure():
    told = tell_claim(town(**DRAWN), TERMS)
    assert next(iter(told.part_weights)) == "adoption"
    assert next(iter(told.weights)) == "willing"
    assert set(told.part_weights) == {"adoption", "eligible_base", "transfer", "unit_effect", "whole"}
    assert set(told.part_weights) <= set(PARTS)
    assert told.part_weights["adoption"] > 0.7
    assert 0.98 < sum(told.part_weights.values()) < 1.1
    assert list(told.weights.values()) == sorted(told.weights.values(), reverse=True)


def test_weights_are_the_variances_of_the_logarithms_of_a_product():
    """Of a product of lognormal factors with little spread, each weighs by the square of its spread."""
    spreads = {"promised": 0.02, "suitable": 0.04, "alike": 0.01}
    factors = {name: np.exp(1.6448536269514722 * spread) for name, spread in spreads.items()}
    rows = {
        name: {
            **{key: one for key, one in FIXED[name].items() if key != "value"},
            "low": round(float(FIXED[name]["value"] / factor), 9),
            "high": round(float(FIXED[name]["value"] * factor), 9),
            "family": "lognormal",
        }
        for name, factor in factors.items()
    }
    total = sum(spread**2 for spread in spreads.values())
    expected = {name: spread**2 / total for name, spread in spreads.items()}
    assert tell_claim(town(**rows), TERMS).weights == pytest.approx(expected, abs=0.02)


def test_guess_that_the_reader_settles_weighs_nothing():
    told = tell_claim(town(**DRAWN), TERMS, Scenario({"willing": Fraction(50)}))
    assert "willing" not in told.weights
    assert told.shares["plausible"].middle == pytest.approx(told.shares["technical"].middle / 2, rel=1e-12)
    assert told.weights == pytest.approx(
        tell_claim(town(**DRAWN), TERMS, Scenario({"willing": Fraction(5)})).weights
    )


def test_weighing_may_be_left_out():
    assert tell_claim(town(**DRAWN), TERMS, weigh_guesses=False).weights == {}


def test_same_claim_is_told_in_the_same_words():
    one, same = (tell_claim(town(**DRAWN), TERMS, seed=3, draws=500) for _ in range(2))
    assert one == same
    assert tell_claim(town(**DRAWN), TERMS, seed=4, draws=500).run != one.run
    assert tell_claim(town(**DRAWN), replace(TERMS, year=2029), seed=3, draws=500).run != one.run


def test_two_scenarios_of_a_claim_meet_the_same_draws():
    """With the transfer settled at 0.8, then at 0.4, every draw is halved, and so every point of the range."""
    whole, half = (tell_claim(town(**DRAWN), TERMS, Scenario({"alike": Fraction(one, 10)})) for one in (8, 4))
    for adoption in ADOPTIONS:
        ends = [
            (one.shares[adoption].low, one.shares[adoption].middle, one.shares[adoption].high)
            for one in (whole, half)
        ]
        assert ends[0] == pytest.approx([2 * end for end in ends[1]], rel=1e-12)


def test_technical_share_is_the_plausible_one_without_adoption():
    told = tell_claim(town(**DRAWN, followed=guess("followed", 100, unit="%")), TERMS)
    assert told.shares["triggered"] == told.shares["technical"]


@pytest.mark.parametrize(
    ("changed", "terms", "code", "said"),
    [
        ({}, {"eligible_base": "used"}, "claim.units", {"found": "kWh*MWh/kWc/a2", "wanted": "MWh/a"}),
        ({}, {"unit": parse_unit("EUR/an")}, "claim.units", {"found": "kWh/a", "wanted": "EUR/a"}),
        ({}, {"whole": "suitable"}, "claim.units", {"found": "kWc", "wanted": "MWh/a"}),
        ({}, {"limits": ("suitable",)}, "claim.units", {"found": "kWc", "wanted": "MWh/a"}),
        (
            {"found": guess("found", 3, unit="kWh")},
            {},
            "claim.units",
            {"found": "kWh*kWc", "wanted": "MWh/a"},
        ),
        ({}, {"plausible": "suitable"}, "claim.not_a_share", {"name": "suitable", "unit": "kWc"}),
        ({}, {"triggered": "used"}, "claim.not_a_share", {"name": "used", "unit": "MWh/a"}),
        ({}, {"transfer": "used"}, "claim.not_a_share", {"name": "used", "unit": "MWh/a"}),
        ({}, {"transfer": ""}, "scenario.absent", {"name": "transfer"}),
        ({}, {"announced": ""}, "scenario.absent", {"name": "announced"}),
        ({}, {"whole": "nowhere"}, "scenario.unknown_name", {"name": "nowhere", "suggestions": ()}),
        ({}, {"year": 2031}, "scenario.year", {"year": "2031"}),
    ],
)
def test_claim_whose_parts_do_not_fit_is_refused(changed, terms, code, said):
    refusal = refused(tell_claim, town(**changed), replace(TERMS, **terms))
    assert (refusal.code, refusal.params) == (code, said)


def test_claim_on_categories_that_nobody_summed_is_refused():
    said = {"east": {"value": 400}, "west": {"value": 600}}
    base = {"id": "suitable", "kind": "measured", "unit": "kWc", "over": "place", "categories": said}
    total = formula("all_of_them", "sum_over(suitable; place)", "kWc")
    model = read(
        *(FIXED | {"suitable": base}).values(),
        total,
        years=[2020, 2030],
        dimensions={"place": ["east", "west"]},
    )
    assert refused(tell_claim, model, TERMS).code == "scenario.not_one_number"
    told = tell_claim(model, replace(TERMS, eligible_base="all_of_them"))
    assert told.shares["technical"].middle == pytest.approx(40.5)


def test_claim_that_nobody_would_wait_for_is_refused():
    more = (guess(f"more_{place}", 1) for place in range(20))
    assert refused(tell_claim, town(*more, years=(1900, 2099)), TERMS).code == "claim.too_heavy"


def test_guesses_too_many_to_be_weighed_one_by_one_are_weighed_by_part():
    many = [guess(f"more_{place}", 1, low=0.9, high=1.1) for place in range(30)]
    total = formula("suitable", f"1000 kWc * ({' + '.join(row['id'] for row in many)}) / 30", unit="kWc")
    told = tell_claim(town(*many, suitable=total), TERMS)
    assert (told.weights, list(told.part_weights)) == ({}, ["eligible_base"])


def test_those_who_followed_are_counted():
    roofs = guess("roofs", 8, unit="toitures")
    assert tell_claim(town(roofs), replace(TERMS, followed="roofs")).followed.middle == 8
    refusal = refused(tell_claim, town(guess("roofs", 8, unit="EUR")), replace(TERMS, followed="roofs"))
    assert refusal.code == "claim.not_a_count"


@pytest.mark.parametrize(("name", "value"), [("willing", 130), ("willing", -5), ("followed", 101)])
def test_nobody_follows_more_than_all_nor_less_than_none(name, value):
    changed = {name: guess(name, value, unit="%")}
    assert refused(tell_claim, town(**changed), TERMS).code == "claim.adoption"
