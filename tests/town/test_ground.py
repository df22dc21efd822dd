from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from poucet.engines.errors import InputError
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import Link, RegisterEntry
from poucet.town.names import Set, names_in, names_of
from poucet.town.operations import verify_register
from poucet.town.periods import decimal_year, parse_period, period_fields
from poucet.town.templatetags.town import when
from poucet.town.things import Reference
from poucet.town.thread import Telling, component, tie, untie
from poucet.town.typography import typeset
from tests.factories import SIGNED, a_figure, a_pebble, a_place, an_indicator, an_organisation

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-03-08", date(2013, 3, 8), date(2013, 3, 8)),
        ("2001/2008", date(2001, 1, 1), date(2008, 12, 31)),
        ("2001-05/2001-06-02", date(2001, 5, 1), date(2001, 6, 2)),
    ],
)
def test_periods_are_read_as_a_clerk_writes_them(text, since, until):
    period = parse_period(text)
    assert (period.text, period.since, period.until) == (text, since, until)


@pytest.mark.parametrize(
    "text", ["", "13", "2013-13", "2013-02-30", "2013/", "2013/2014/2015", "vers 2013", " 2013"]
)
def test_periods_written_otherwise_are_refused(text):
    with pytest.raises(InputError, match=r"period\.malformed"):
        parse_period(text)


def test_period_that_ends_before_it_starts_is_refused():
    with pytest.raises(InputError, match=r"period\.reversed"):
        parse_period("2008/2001")


def test_unknown_period_has_no_bounds():
    assert period_fields("") == {"period": "", "since": None, "until": None}


@given(DAYS, DAYS)
def test_any_two_days_in_order_make_a_period_that_holds_them(one, other):
    since, until = sorted((one, other))
    period = parse_period(f"{since}/{until}")
    assert (period.since, period.until) == (since, until)
    assert decimal_year(since) <= decimal_year(until)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2013", "2013"), ("2013-03", "mars 2013"), ("2013-03-08", "8 mars 2013"), ("2001/2008", "2001–2008")],
)
def test_periods_are_told_in_words(text, shown):
    with translation.override("fr"):
        assert when(text) == shown


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("L'eau d'ici", "L’eau d’ici"),
        ("l'#eau", "l’#eau"),
        ("Vraiment ?", "Vraiment\u202f?"),
        ("Ainsi : oui", "Ainsi\u00a0: oui"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("32 000 kWh", "32\u202f000\u00a0kWh"),
        ("100 %", "100\u00a0%"),
        ("En 2013 250 habitants", "En 2013 250\u00a0habitants"),
        ("12 345 678 arbres", "12\u202f345\u202f678\u00a0arbres"),
        ("6,3 M€ et 40 k€", "6,3\u00a0M€ et 40\u00a0k€"),
        ("7 000 hab. et 12 logements", "7\u202f000\u00a0hab. et 12\u00a0logements"),
        ("15 kilomètres, 3 ménages", "15\u00a0kilomètres, 3\u00a0ménages"),
        ("Prix: 10 €", "Prix\u00a0: 10\u00a0€"),
        ("à 12:30, à 12: 30", "à 12:30, à 12\u00a0: 30"),
        ("https://exemple.fr/?a=b:c", "https://exemple.fr/?a=b:c"),
    ],
)
def test_french_is_typeset(typed, set_):
    assert typeset(typed, "fr") == set_
    assert typeset(typed, "en") == typed


@given(st.text())
def test_typesetting_twice_changes_nothing_more(text):
    once = typeset(text, "fr")
    assert typeset(once, "fr") == once


@pytest.mark.django_db
def test_register_chain_holds_and_is_signed_when_verified():
    a_place()
    verdict = verify_register(signed=SIGNED)
    assert verdict.whole
    last = RegisterEntry.objects.order_by("-sequence").first()
    assert (last.act, last.details["digest"]) == ("register.verified", verdict.last_digest)


@pytest.mark.django_db
def test_register_line_that_was_tampered_with_is_named():
    a_place()
    forged = RegisterEntry(
        sequence=2, at=SIGNED.at, act="x", by="y", previous="0" * 64, digest="f" * 64, number=None, kind=""
    )  # fmt: skip
    RegisterEntry.objects.bulk_create([forged])
    assert register.verify().broken_at == 2
    with pytest.raises(RuleError, match=r"register\.broken: at=2"):
        verify_register(signed=SIGNED)


@pytest.mark.django_db
def test_tie_is_signed_once_revised_when_it_differs_and_untied():
    one, two = a_place(), a_place()
    link = tie(one.reference, "serves", two.reference, signed=SIGNED)
    tie(one.reference, "serves", two.reference, signed=SIGNED)
    tie(one.reference, "serves", two.reference, Telling(period="2020"), signed=SIGNED)
    untie([link], signed=SIGNED)
    acts = RegisterEntry.objects.filter(act__startswith="link.").values_list("act", flat=True)
    assert list(acts) == ["link.tied", "link.tied", "link.untied"]
    assert not Link.objects.exists()


@pytest.mark.django_db
def test_tie_to_itself_is_refused():
    place = a_place()
    with pytest.raises(RuleError, match=r"link\.to_itself"):
        tie(place.reference, "serves", place.reference, signed=SIGNED)


@pytest.mark.django_db
def test_same_tie_twice_is_refused_by_the_database():
    tie(a_place().reference, "serves", a_place().reference, signed=SIGNED)
    link = Link.objects.get()
    link.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        link.save()


@pytest.mark.django_db
def test_component_holds_a_whole_thread_even_in_a_ring_and_nothing_else(django_assert_num_queries):
    places = [a_place() for _place in range(6)]
    for one, other in zip(places, [*places[1:5], places[0]], strict=False):
        tie(one.reference, "serves", other.reference, signed=SIGNED)
    apart = tie(a_place().reference, "serves", a_place().reference, signed=SIGNED)
    for place in places[:5]:
        with django_assert_num_queries(1):
            found = component(place.reference)
        assert len(found) == 5
        assert apart not in found
    assert component(Reference("place", 999_999)) == []


@pytest.mark.django_db
def test_names_of_things_of_many_rooms_take_one_query(django_assert_num_queries):
    things = [a_place(), an_organisation(translations={"en": {"name": "Friends"}}), a_pebble(example=True)]
    figure = a_figure(indicator=an_indicator(name="Eau"))
    references = [thing.reference for thing in things] + [Reference("observation", figure.number)]
    with django_assert_num_queries(1):
        names = names_of([*references, Reference("place", 999_999), Reference("cloud", 1)])
    assert [names[reference].name for reference in references] == [*(thing.name for thing in things), "Eau"]
    assert [names[reference].example for reference in references] == [False, False, True, False]
    assert names[references[1]].told_in("name", "en") == "Friends"
    assert len(names) == 4


def test_no_set_asks_no_query():
    assert names_in([]) == {}
    assert names_of([]) == {}


@pytest.mark.django_db
def test_sets_without_things_are_there_and_empty():
    place = a_place()
    kind = type(place)
    found = names_in([Set("none", "place", kind.objects.none()), Set("all", "place", kind.objects.all())])
    assert found["none"] == []
    assert [named.number for named in found["all"]] == [place.number]
