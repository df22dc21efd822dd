"""Stones are sized within one facet and one unit; what is not measured weighs nothing, not zero."""

from decimal import Decimal

import pytest

from poucet.pebble.effects import speaking
from poucet.pebble.operations import Parts
from poucet.pebble.scales import scale_of
from tests.factories import a_conflict, a_facet, a_figure, a_pebble, an_indicator

pytestmark = pytest.mark.django_db


def a_deed(facet, *, unit="kWh/an", role="effect", **figure):
    indicator = an_indicator(unit=unit)
    if figure:
        a_figure(indicator=indicator, **figure)
    return a_pebble(Parts(facets=[facet], effects=[{"indicator": indicator, "role": role, "facet": facet}]))


def test_scale_holds_the_effects_of_the_facet_in_the_unit_most_of_them_share():
    facet = a_facet()
    first = a_deed(facet, value=Decimal(100))
    second = a_deed(facet, value=Decimal(300))
    a_deed(facet, unit="kWc", value=Decimal(35))
    scale = scale_of(facet)
    assert scale.unit == "kWh/an"
    assert scale.units == ("kWh/an", "kWc")
    assert {number: weight.amount for number, weight in scale.weights.items()} == {
        first.number: 100,
        second.number: 300,
    }


def test_scale_converts_within_a_dimension():
    facet = a_facet()
    a_deed(facet, value=Decimal(100))
    a_deed(facet, value=Decimal(100))
    large = a_deed(facet, unit="MWh/an", value=Decimal(2))
    assert scale_of(facet).weights[large.number].amount == 2000


def test_scale_in_another_unit_leaves_the_first_out():
    facet = a_facet()
    a_deed(facet, value=Decimal(100))
    panel = a_deed(facet, unit="kWc", value=Decimal(35))
    assert list(scale_of(facet, "kWc").weights) == [panel.number]


def test_unknown_unit_asks_for_nothing():
    facet = a_facet()
    a_deed(facet, value=Decimal(100))
    assert scale_of(facet, "perlimpinpin").unit == "kWh/an"


@pytest.mark.parametrize(
    "left_out",
    [
        {"state": "unknown", "value": None},
        {"value": Decimal(100), "status": "target"},
        {"value": Decimal(100), "role": "context"},
        {},
    ],
    ids=["unknown", "only aimed at", "not its effect", "no figure"],
)
def test_deed_without_an_effect_has_no_weight(left_out):
    facet = a_facet()
    a_deed(facet, **left_out)
    assert scale_of(facet).weights == {}


def test_effect_on_another_facet_has_no_weight():
    a_deed(a_facet(), value=Decimal(100))
    assert scale_of(a_facet()).weights == {}


def test_measured_figure_speaks_before_a_declared_one():
    indicator = an_indicator()
    measured = a_figure(indicator=indicator, status="measured", period="2015")
    declared = a_figure(indicator=indicator, status="declared", period="2020")
    assert speaking([declared, measured]) == measured


def test_latest_figure_speaks_among_equals():
    indicator = an_indicator()
    old = a_figure(indicator=indicator, period="2015")
    new = a_figure(indicator=indicator, period="2020")
    assert speaking([old, new]) == new


def test_chosen_reference_speaks_before_all_others():
    facet, indicator = a_facet(), an_indicator()
    chosen = a_figure(indicator=indicator, value=Decimal(100), status="press", period="2010")
    other = a_figure(indicator=indicator, value=Decimal(900), status="measured", period="2020")
    a_conflict(chosen, other, reference_number=chosen.number, reason="La plus précise.")
    deed = a_pebble(Parts(effects=[{"indicator": indicator, "role": "effect", "facet": facet}]))
    assert scale_of(facet).weights[deed.number].figure == chosen


def test_nothing_speaks_for_what_is_only_aimed_at():
    assert speaking([a_figure(status="target")]) is None
