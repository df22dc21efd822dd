from decimal import Decimal

import pytest
from django.utils import translation

from poucet.measure.models import Observation
from poucet.measure.templatetags.measure import amount, amount_of, reading, statement


@pytest.fixture(autouse=True)
def french():
    with translation.override("fr"):
        yield


def figure(**said):
    return Observation(**{"state": "quantity", "unit": "ménages", **said})


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("32000", "32\u202f000"),
        ("0.50", "0,5"),
        ("-3", "−3"),
        ("0", "0"),
        ("1200000.25", "1\u202f200\u202f000,25"),
    ],
)
def test_amounts_are_printed_as_the_reader_writes_them(number, shown):
    assert amount(Decimal(number)).replace("\xa0", "\u202f") == shown


def test_computed_amounts_keep_four_figures():
    assert amount_of(1234.5678).replace("\xa0", "\u202f") in {"1\u202f235", "1235"}
    assert amount_of(0.0123456) == "0,01235"


def test_reading_carries_its_unit_in_the_right_number():
    assert reading(figure(value=Decimal(12))).split("\u00a0")[-1] == "ménages"
    assert reading(figure(value=Decimal("1.5"))).split("\u00a0")[-1] == "ménage"


def test_reading_of_a_range_without_a_middle_says_both_ends():
    with translation.override("en"):
        assert reading(figure(low=Decimal(5), high=Decimal(6))) == "5 to 6\u00a0households"


def test_unknown_is_read_as_unknown():
    with translation.override("en"):
        assert reading(figure(state="unknown", unit="")) == "unknown"


def test_dates_are_read_as_people_say_them_and_words_are_typeset():
    assert statement("2013-03-08") == "8 mars 2013"
    assert statement("L'eau: non ?") == "L’eau\u00a0: non\u202f?"
