import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from django.utils import translation

from poucet.star import hashtags
from poucet.star.operations import Mapped, map_pillars, set_target
from poucet.star.summaries import facet_views
from poucet.star.templatetags.star import pace
from poucet.town.writing import Signature
from tests.factories import (
    SIGNED,
    a_commune,
    a_facet,
    a_figure,
    a_framework,
    a_place,
    a_source,
    a_star,
    a_target,
    an_axis,
    an_indicator,
    an_organisation,
)
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune():
    return a_commune()


def a_measured_facet(**given):
    """Walk from 100 in 2015 to 300 in 2020, toward 500."""
    indicator = an_indicator(name="Production des toits")
    start = a_figure(indicator=indicator, value=Decimal(100), period="2015")
    a_figure(indicator=indicator, value=Decimal(300), period="2020")
    facet = a_facet(indicator=indicator)
    a_target(facet, **{"direction": "up", "baseline_number": start.number, "horizon": 2100, **given})
    return facet


def test_star_page_without_a_star_says_so(client):
    assert "has not been written down yet" in read(client, reverse("star"))


def test_star_page_tells_the_star_its_words_over_time_and_its_facets(client):
    source = a_source(name="Discours du maire")
    a_star(
        narrative="Un territoire sobre.\n\nUn #récit partagé.",
        statements=[
            {"text": "Cent pour cent en 2050", "period": "2019", "source": source, "confidence": "high"}
        ],
    )
    a_measured_facet()
    a_facet(name="La fierté", unmeasured="Cela ne se compte pas.")
    axis = an_axis(name="Rénover")
    page = read(client, reverse("star"))
    for said in ("Un territoire sobre.", "Cent pour cent en 2050", "Discours du maire", "by 2050"):
        assert said in page
    for said in ("300 kWh", "Not measured, on purpose", axis.get_absolute_url(), 'href="/mot/r%C3%A9cit"'):
        assert said in page


def test_facet_page_tells_the_distances_and_the_pace(client):
    page = read(client, a_measured_facet().get_absolute_url())
    assert "<dd>200 kWh/yr (50 %)</dd>" in page
    assert "<dt>Distance left</dt> <dd>200 kWh" in page
    assert 'value="50"' in page
    assert "Fewer than three dated figures" in page
    assert 'role="img"' in page
    assert "Target for 2100: 500 kWh" in page


def test_facet_without_a_known_start_never_shows_a_bar(client):
    page = read(client, a_measured_facet(baseline_number=None).get_absolute_url())
    assert "<progress" not in page
    assert "The distance walked is unknown." in page
    assert "Nobody knows where we started from" in page


def facts(page):
    """Give what a page says under each name of its lists of facts."""
    return dict(re.findall(r"<dt>([^<]*)</dt> <dd>(.*?)</dd>", page))


def test_facet_page_says_that_the_vote_is_unknown(client):
    said = facts(read(client, a_measured_facet().get_absolute_url()))
    assert "nobody knows when" in said["Voted on"]
    assert "nobody knows by whom" in said["Voted by"]


def test_known_voter_is_named_even_where_the_day_is_unknown(client):
    said = facts(read(client, a_measured_facet(voted_by="le conseil").get_absolute_url()))
    assert "le conseil" in said["Voted by"]
    assert "nobody knows when" in said["Voted on"]


def test_day_of_the_vote_is_told_even_where_the_voter_is_unknown(client):
    said = facts(read(client, a_measured_facet(voted_on="2015").get_absolute_url()))
    assert said["Voted on"] == "2015"
    assert "nobody knows by whom" in said["Voted by"]


def test_facet_page_says_who_signed_each_version_and_when(client):
    facet = a_measured_facet()
    later = Signature(by="command", at=datetime(2027, 3, 8, 12, tzinfo=UTC))
    source = a_source()
    set_target(
        facet, version=2, value=Decimal(900), unit="kWh/an", source=source, confidence="high",
        reason="Les toits sont plus grands.", signed=later,
    )  # fmt: skip
    page = read(client, facet.get_absolute_url())
    assert re.findall(r"<dt>Signed in the register</dt><dd>([^<]*)</dd>", page) == [
        "on 8 March 2027, on the command line",
        "on 5 January 2026, tests",
    ]


def test_gap_between_two_shares_is_told_in_points(client):
    indicator = an_indicator(name="Part des chemins plantés", unit="%")
    start = a_figure(indicator=indicator, value=Decimal(10), period="2015")
    a_figure(indicator=indicator, value=Decimal(35), period="2020")
    facet = a_facet(indicator=indicator)
    a_target(facet, value=Decimal(60), unit="%", direction="up", baseline_number=start.number, horizon=2100)
    for address in (facet.get_absolute_url(), reverse("path")):
        page = read(client, address)
        assert "25 points" in page
        assert re.search(r"\+0\.\d+ points a year", page)
        assert "25 %" not in page


def test_pace_in_units_per_year_does_not_say_the_year_twice(client):
    facet = a_measured_facet()
    page = read(client, facet.get_absolute_url())
    assert re.search(r"<dt>Pace required</dt> <dd>[\d.]+ kWh/yr more each year</dd>", page)
    assert "a year" not in page


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Fraction(2), "%", "+2 points par an"),
        (Fraction(-1), "%", "−1 point par an"),
        (Fraction(20), "kWh/an", "20 kWh/an de plus chaque année"),
        (Fraction(-20), "kWh/an", "20 kWh/an de moins chaque année"),
        (Fraction(3), "logements", "+3 logements par an"),
        (Fraction(0), "kWh/an", "aucun changement"),
    ],
)
def test_pace_is_worded(value, unit, said):
    with translation.override("fr"):
        assert pace(value, unit).replace("\u00a0", " ") == said


def test_facet_page_keeps_every_version_of_its_target_with_the_reason(client):
    facet = a_measured_facet(voted_on="2015-06", voted_by="le conseil")
    a_target(facet, version=2, value=Decimal(900), reason="Les toits sont plus grands.")
    page = read(client, facet.get_absolute_url())
    for said in ("Version 1", "Version 2", "Les toits sont plus grands.", "le conseil", "500 kWh", "900 kWh"):
        assert said in page
    assert page.count("the one that holds") == 1


def test_facet_that_is_unmeasured_on_purpose_gives_its_reason(client):
    page = read(client, a_facet(unmeasured="La fierté ne se compte pas.").get_absolute_url())
    assert "La fierté ne se compte pas." in page
    assert "No target" not in page


def test_facet_without_a_figure_or_a_target_says_both(client):
    page = read(client, a_facet(indicator=an_indicator()).get_absolute_url())
    assert "No figure yet" in page
    assert "No target has been set yet" in page


def test_figure_of_unknown_date_is_still_the_last_one_known(client):
    facet = a_facet(indicator=an_indicator())
    a_figure(indicator=facet.indicator, value=Decimal(6), period="")
    page = read(client, reverse("star"))
    assert "6 kWh" in page
    assert "date unknown" in page
    assert "no figure yet" not in page


def test_target_in_words_is_told_as_it_is(client):
    facet = a_facet()
    a_target(facet, value=None, unit="", statement="tous les bâtiments", horizon=None)
    page = read(client, facet.get_absolute_url())
    for said in ("tous les bâtiments", "no year is set", "The target is said in words"):
        assert said in page


def test_axis_page_goes_from_finding_to_launch(client):
    facet = a_facet(name="Des logements chauds")
    axis = an_axis(
        finding="Les maisons sont froides.", under_way=["Un diagnostic"], to_launch=["Un #chantier école"],
        facets=[facet],
    )  # fmt: skip
    page = read(client, axis.get_absolute_url())
    order = ["Les maisons sont froides.", "Un diagnostic", "chantier", "Des logements chauds"]
    assert [page.index(said) for said in order] == sorted(page.index(said) for said in order)


def test_axis_without_its_finding_says_that_it_is_unknown(client):
    assert "is unknown to us" in read(client, an_axis().get_absolute_url())


def test_framework_page_counts_its_words_and_compares_its_pillars(client):
    framework = a_framework("implication", "etoile", key="poste")
    other = a_framework("engagement", key="villes", name="Les invariants")
    close = Mapped("poste/implication", "villes/engagement", "close", "presque")
    map_pillars([close], signed=SIGNED)
    hashtags.index(
        [a_place(note="#implication, et encore #implication"), an_organisation(note="#implication")]
    )
    page = read(client, framework.get_absolute_url())
    for said in ("written 3 times", "written 0 times", "is close to", "Les invariants", "presque"):
        assert said in page
    assert "is close to" in read(client, other.get_absolute_url())


def test_hashtag_page_gathers_pillars_and_mentions_by_kind(client):
    a_framework("implication", name="Le code source")
    things = [
        a_place(name="La halle", note="#implication"),
        an_organisation(name="Les amis", note="#Implication"),
    ]
    hashtags.index(things)
    page = read(client, reverse("hashtag", args=["implication"]))
    for said in ("Le code source", "<h3>Place</h3>", "La halle", "<h3>Organisation</h3>", "Les amis"):
        assert said in page


def test_words_of_the_star_itself_count(client):
    framework = a_framework("recit")
    a_star(narrative="Un #récit, des #recit et des #Recit.")
    assert "written 2 times" in read(client, framework.get_absolute_url())
    assert "The star itself says it." in read(client, reverse("hashtag", args=["récit"]))


def test_hashtag_that_only_a_pillar_bears_has_a_page(client):
    a_framework("etoile")
    assert "0 things mention it." in read(client, reverse("hashtag", args=["etoile"]))


def test_hashtag_never_used_is_not_found(client):
    assert client.get(reverse("hashtag", args=["jamais"])).status_code == 404


def test_hashtag_in_capitals_leads_to_its_page(client):
    assert client.get("/mot/Etoile").headers["Location"] == "/mot/etoile"


def filled(times):
    source = a_source()
    framework = a_framework("implication", "etoile", source=source)
    for place in range(times):
        a_star(
            statements=[{"text": "Un mot", "period": "2019", "source": source, "confidence": "high"}] * times
        )
        facet = a_measured_facet()
        a_figure(indicator=facet.indicator, value=Decimal(1), period=str(2000 + place))
        a_target(facet, version=2, reason="Un vote.")
        axis = an_axis(facets=[facet])
        hashtags.index([a_place(note="#implication"), an_organisation(note="#implication")])
        a_framework("implication")
    things = [thing.get_absolute_url() for thing in (framework, facet, axis)]
    return [*things, reverse("star"), reverse("hashtag", args=["implication"])]


def queries(client, addresses, checked):
    counts = []
    for address in addresses:
        with checked(MOST_QUERIES) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    return counts


def test_pages_of_the_star_ask_as_many_queries_for_three_rows_as_for_one(
    client, django_assert_max_num_queries
):
    one = queries(client, filled(1), django_assert_max_num_queries)
    three = queries(client, filled(3), django_assert_max_num_queries)
    assert one == three


def test_latest_figure_is_the_last_known_one_when_a_later_one_is_unknown():
    facet = a_measured_facet()
    a_figure(indicator=facet.indicator, value=None, state="unknown", period="2024")
    [view] = facet_views([facet], today=date(2026, 1, 1))
    assert (view.latest.value, view.latest.period) == (Decimal(300), "2020")
