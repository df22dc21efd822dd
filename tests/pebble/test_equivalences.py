"""The same roof is 12 households and 69: one constant, or no comparison."""

from decimal import Decimal
from fractions import Fraction

import pytest

from poucet.measure.denominators import per_of
from poucet.pebble.equivalences import Told, by_constant, one_constant, ratio, recounted, total
from poucet.town.errors import RuleError
from tests.factories import a_constant, a_figure, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def roof():
    return a_figure(value=Decimal(32000), unit="kWh/an")


def households(count):
    return a_figure(indicator=an_indicator(name="Ménages équivalents", unit="ménages"), value=Decimal(count))


@pytest.fixture
def twelve(roof):
    constant = a_constant(key="menage-eglise", value=Decimal("2666.67"))
    return Told(households(12), roof, constant)


@pytest.fixture
def sixty_nine(roof):
    constant = a_constant(key="menage-464", value=Decimal("463.77"))
    return Told(households(69), roof, constant)


def test_twelve_and_sixty_nine_households_are_never_compared(twelve, sixty_nine):
    with pytest.raises(RuleError) as refusal:
        ratio(twelve, sixty_nine)
    assert refusal.value.code == "equivalence.constants_differ"
    assert refusal.value.params == {"constants": ["menage-464", "menage-eglise"]}


def test_counts_of_two_constants_are_never_added(twelve, sixty_nine):
    with pytest.raises(RuleError, match=r"equivalence\.constants_differ"):
        total([twelve, sixty_nine])


def test_no_equivalence_at_all_has_no_constant():
    with pytest.raises(RuleError, match=r"equivalence\.constants_differ"):
        one_constant([])


def test_counts_of_one_constant_are_compared_and_added(twelve, roof):
    twice = Told(households(24), roof, twelve.constant)
    assert ratio(twice, twelve) == 2
    assert total([twice, twelve]) == 36
    assert one_constant([twice, twelve]) == twelve.constant


def test_count_that_is_a_range_speaks_by_its_middle(twelve, roof):
    indicator = an_indicator(unit="ménages")
    range_ = a_figure(indicator=indicator, value=None, low=Decimal(10), high=Decimal(14))
    assert total([Told(range_, roof, twelve.constant)]) == 12


def test_unknown_count_is_refused_rather_than_taken_for_zero(twelve, roof):
    unknown = a_figure(indicator=an_indicator(unit="ménages"), state="unknown", value=None)
    with pytest.raises(RuleError, match=r"equivalence\.no_count"):
        total([Told(unknown, roof, twelve.constant)])


def test_recount_divides_the_same_quantity_by_every_constant_that_can_count_it(roof):
    household = a_constant(value=Decimal(2500))
    resident = a_constant(value=Decimal(1100), unit="kWh/habitant/an")
    a_constant(value=Decimal(150), unit="L/habitant/jour")
    water = a_constant(value=Decimal(120), unit="m³/ménage/an")
    recounts = recounted(roof, [household, resident, water])
    assert [(one.constant, one.count) for one in recounts] == [
        (household, Fraction(32000, 2500)),
        (resident, Fraction(32000, 1100)),
    ]


def test_recount_converts_units_first():
    quantity = a_figure(indicator=an_indicator(unit="MWh/an"), value=Decimal(440))
    (recount,) = recounted(quantity, [a_constant(value=Decimal(2500))])
    assert recount.count == 176


def test_recount_of_an_unknown_quantity_is_empty():
    unknown = a_figure(indicator=an_indicator(), state="unknown", value=None)
    assert recounted(unknown, [a_constant()]) == []


def test_constant_says_what_one_of_them_uses():
    assert per_of(a_constant(unit="kWh/ménage/an")) == "kWh/a"


def test_equivalences_are_grouped_by_constant_in_the_order_told(twelve, sixty_nine, roof):
    again = Told(households(12), roof, twelve.constant)
    assert by_constant([twelve, sixty_nine, again]) == [[twelve, again], [sixty_nine]]
