from decimal import Decimal

import pytest

from poucet.measure.clashes import clashing_with, disagree
from tests.factories import a_figure, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator():
    return an_indicator(unit="kWh/an")


def figures(indicator, *said):
    return [a_figure(indicator=indicator, **one) for one in said]


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ({"value": Decimal(100)}, {"value": Decimal(120)}, True),
        ({"value": Decimal(1000)}, {"value": Decimal(1), "unit": "MWh/an"}, False),
        ({"value": Decimal(1000)}, {"value": Decimal(2), "unit": "MWh/an"}, True),
        ({"value": Decimal(5)}, {"low": Decimal(4), "high": Decimal(6)}, False),
        ({"value": Decimal(7)}, {"low": Decimal(4), "high": Decimal(6)}, True),
        ({"low": Decimal(1), "high": Decimal(4)}, {"low": Decimal(4), "high": Decimal(6)}, False),
        ({"value": Decimal(100)}, {"value": Decimal(120), "period": "2021"}, False),
        ({"value": Decimal(100)}, {"value": Decimal(120), "scope": "la mairie"}, False),
        ({"value": Decimal(100)}, {"value": Decimal(120), "status": "target"}, False),
        ({"value": Decimal(100), "period": ""}, {"value": Decimal(120), "period": ""}, False),
        ({"value": Decimal(100)}, {"value": Decimal(120), "period": "2020-01/2020-12"}, True),
        ({"value": Decimal(100)}, {"state": "unknown"}, False),
    ],
)
def test_figures_clash_only_when_both_cannot_be_right(indicator, one, other, clash):
    first, second = figures(indicator, one, other)
    assert disagree(first, second) is clash
    assert disagree(second, first) is clash


def test_a_figure_never_clashes_with_itself(indicator):
    (one,) = figures(indicator, {"value": Decimal(1)})
    assert clashing_with(one, [one]) == []


def test_dates_clash_and_words_do_not():
    day, words = an_indicator(nature="date"), an_indicator(nature="text")
    for indicator, clash in ((day, True), (words, False)):
        said = [{"state": "statement", "statement": text} for text in ("2013-03-08", "2013-03-09")]
        assert disagree(*figures(indicator, *said)) is clash
