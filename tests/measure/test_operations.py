from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from poucet.engines.errors import InputError
from poucet.measure.models import Citation, Observation
from poucet.measure.operations import (
    Figure,
    cite,
    record_figures,
    withdraw_figures,
    write_conflict,
    write_indicator,
)
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.writing import Signature
from tests.factories import (
    SIGNED,
    a_conflict,
    a_constant,
    a_figure,
    a_source,
    an_indicator,
    an_organisation,
)

pytestmark = pytest.mark.django_db
LATER = Signature(by="tests", at=SIGNED.at + timedelta(days=30))


def again(figure, **said):
    given = {
        "value": figure.value,
        "unit": figure.unit,
        "period": figure.period,
        "status": figure.status,
        **said,
    }
    return Figure(
        number=figure.number, indicator=figure.indicator, source=figure.source, confidence="high", **given
    )  # fmt: skip


def last_act():
    return RegisterEntry.objects.order_by("-sequence").first()


def test_recorded_figure_is_signed_with_its_revision():
    figure = a_figure()
    assert (last_act().act, last_act().number, last_act().details) == (
        "figure.recorded",
        figure.number,
        {"revision": 1},
    )


def test_figure_said_again_unchanged_adds_nothing():
    figure = a_figure()
    lines = RegisterEntry.objects.count()
    assert record_figures([again(figure)], signed=LATER) == []
    assert RegisterEntry.objects.count() == lines


def test_corrected_figure_keeps_what_was_said_before():
    figure = a_figure(value=Decimal(10))
    record_figures([again(figure, value=Decimal(12))], signed=LATER)
    assert [row.value for row in Observation.objects.numbered([figure.number])] == [10, 12]
    assert Observation.objects.current().get(number=figure.number).value == 12
    assert (last_act().act, last_act().details) == ("figure.corrected", {"revision": 2})


def test_figures_are_found_as_they_stood_on_a_date():
    figure = a_figure(value=Decimal(10))
    record_figures([again(figure, value=Decimal(12))], signed=LATER)
    before = Observation.objects.current(on=SIGNED.at + timedelta(days=1)).get(number=figure.number)
    assert before.value == 10


def test_withdrawn_figure_leaves_the_current_ones_and_is_signed_once():
    figure = a_figure()
    withdraw_figures([figure.number], signed=LATER)
    withdraw_figures([figure.number], signed=LATER)
    assert not Observation.objects.current().filter(number=figure.number).exists()
    assert RegisterEntry.objects.filter(act="figure.withdrawn").count() == 1


def test_unknown_is_kept_as_unknown_and_never_as_a_number():
    figure = a_figure(state="unknown")
    assert (figure.state, figure.value, figure.low, figure.high, figure.middle) == (
        "unknown",
        None,
        None,
        None,
        None,
    )


def test_figure_in_a_unit_of_another_dimension_is_refused():
    with pytest.raises(InputError, match=r"unit\.incompatible"):
        a_figure(unit="€")
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"low": Decimal(5), "high": Decimal(3)},
        {"value": Decimal(9), "low": Decimal(1), "high": Decimal(3)},
        {"numerator": Decimal(1), "denominator": Decimal(0)},
        {"numerator": Decimal(1)},
        {"state": "unknown", "value": Decimal(0)},
        {"state": "statement", "statement": ""},
    ],
)
def test_figure_that_contradicts_itself_is_refused_by_the_database(said):
    with pytest.raises(DatabaseError), transaction.atomic():
        a_figure(**said)


@pytest.mark.parametrize(
    "verb", ["UPDATE measure_observation SET note = 'x'", "DELETE FROM measure_observation"]
)
def test_the_database_refuses_to_change_a_figure(verb):
    a_figure(note="dit")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)
    assert Observation.objects.get().note == "dit"


@pytest.mark.parametrize(
    "verb", ["UPDATE town_registerentry SET act = 'x'", "DELETE FROM town_registerentry"]
)
def test_the_database_refuses_to_change_the_register(verb):
    a_source()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb)


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_figures():
    a_figure()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else PostgreSQL gives another reason
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE measure_observation")


def test_indicator_with_figures_keeps_its_dimension():
    indicator = an_indicator(unit="kWh/an")
    a_figure(indicator=indicator)
    with pytest.raises(RuleError, match=r"indicator\.dimension_changed"):
        write_indicator(key=indicator.key, number=indicator.number, name="x", unit="m2", signed=SIGNED)


def test_number_of_a_thing_is_never_reused():
    source = a_source()
    with pytest.raises(RuleError, match=r"thing\.number_taken"):
        a_source(number=source.number, key="another")
    with pytest.raises(RuleError, match=r"thing\.number_changed"):
        a_source(number=source.number + 1000, key=source.key)


@pytest.mark.parametrize(
    ("sides", "given", "code"),
    [
        (1, {}, "conflict.one_side"),
        (2, {"reference_number": 999_999, "reason": "x"}, "conflict.reference_elsewhere"),
        (2, {"reference": 0}, "conflict.no_reason"),
    ],
)
def test_conflict_that_says_too_little_is_refused(sides, given, code):
    figures = [a_figure() for _side in range(sides)]
    if "reference" in given:
        given = {"reference_number": figures[given["reference"]].number}
    with pytest.raises(RuleError, match=code.replace(".", r"\.")):
        a_conflict(*figures, **given)


def test_conflict_of_unknown_figures_is_refused():
    with pytest.raises(RuleError, match=r"conflict\.unknown_figure"):
        write_conflict(key="c", number=1, sides=[1, 2], name="x", explanation="y", signed=SIGNED)


def test_conflict_whose_sides_change_signs_a_revision():
    first, second, third = a_figure(), a_figure(), a_figure()
    conflict = a_conflict(first, second)
    a_conflict(first, third, key=conflict.key, number=conflict.number)
    assert (last_act().act, last_act().details) == ("conflict.revised", {"fields": ["sides"]})


def test_constant_that_is_not_the_quotient_of_its_figures_is_refused():
    quantity = a_figure(value=Decimal(32000))
    count = a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(12))
    with pytest.raises(RuleError, match=r"constant\.not_the_quotient"):
        a_constant(value=Decimal(464), quantity_number=quantity.number, count_number=count.number)
    assert a_constant(value=Decimal(2667), quantity_number=quantity.number, count_number=count.number)


def test_citation_is_signed_replaced_and_taken_away():
    organisation, first, second = an_organisation(), a_source(), a_source()
    for source in (first, first, second, None, None):
        cite(organisation.reference, source, signed=SIGNED)
    assert not Citation.objects.exists()
    lines = RegisterEntry.objects.filter(act="source.cited")
    assert [line.details["source"] for line in lines] == [first.number, second.number, None]
