import re
from decimal import Decimal

import pytest
from django.urls import reverse

from poucet.measure.operations import Figure, cite, record_figures, withdraw_figures
from poucet.town.writing import withdraw
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_source,
    a_target,
    an_indicator,
    an_organisation,
)
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune():
    return a_commune()


def test_figure_page_tells_all_that_a_figure_carries(client):
    source = a_source(name="Bulletin municipal", year=2019)
    figure = a_figure(
        value=Decimal(32000), low=Decimal(30000), high=Decimal(34000), source=source, scope="Le clocher",
        method="Relevé du compteur", note="Voir #energie", numerator=Decimal(3), denominator=Decimal(4),
    )  # fmt: skip
    page = read(client, figure.get_absolute_url())
    for said in ("32,000 kWh", "between 30,000 and 34,000", "Le clocher", "Relevé du compteur", "declared"):
        assert said in page
    for said in ("high confidence", "Bulletin municipal", "(2019)", "3 out of 4", 'href="/mot/energie"'):
        assert said in page


def test_unknown_figure_is_said_to_be_unknown_and_never_zero(client):
    figure = a_figure(state="unknown", period="")
    page = read(client, figure.get_absolute_url())
    assert re.search(r'class="reading">unknown<', page)
    assert "date unknown" in page
    assert "not said by the source" in page
    assert not re.search(r'class="reading">\s*0', page)


def test_withdrawn_figure_says_so_and_keeps_what_it_said(client):
    figure = a_figure(value=Decimal(77))
    withdraw_figures([figure.number], signed=SIGNED, reason="Compteur mal lu")
    answer = client.get(figure.get_absolute_url(), {"lang": "en"})
    page = answer.content.decode()
    assert answer.status_code == 410
    for words in ("This figure was withdrawn.", "77", "Compteur mal lu", "5 January 2026"):
        assert words in page


def test_figure_page_lists_its_corrections(client):
    figure = a_figure(value=Decimal(10))
    corrected = Figure(
        number=figure.number, indicator=figure.indicator, source=figure.source, status="measured",
        confidence="high", value=Decimal(12), unit=figure.unit, period="2020",
    )  # fmt: skip
    record_figures([corrected], signed=SIGNED)
    page = read(client, figure.get_absolute_url())
    assert re.search(r'class="reading">12 kWh', page)
    assert "<td>10 kWh" in page


def test_figure_page_shows_the_written_conflict_with_its_reference_and_reason(client):
    indicator = an_indicator()
    first = a_figure(indicator=indicator, value=Decimal(12))
    second = a_figure(indicator=indicator, value=Decimal(69))
    a_conflict(
        first, second, name="Douze ou soixante-neuf", reference_number=first.number, reason="Un relevé."
    )
    page = read(client, second.get_absolute_url())
    for said in (
        "Douze ou soixante-neuf",
        "Chosen as the reference",
        "Un relevé.",
        "Les périmètres diffèrent.",
    ):
        assert said in page


def test_figure_page_shows_the_clash_that_nobody_wrote_down(client):
    indicator = an_indicator()
    one = a_figure(indicator=indicator, value=Decimal(1000))
    a_figure(indicator=indicator, value=Decimal(2), unit="MWh/an")
    page = read(client, one.get_absolute_url())
    assert "do not agree" in page
    assert "2 MWh" in page


def test_number_never_given_is_not_found(client):
    for name in ("observation", "indicator", "constant", "conflict", "source"):
        assert client.get(reverse(name, args=[9999])).status_code == 404


def test_withdrawn_source_is_gone(client):
    source = a_source()
    withdraw(source, signed=SIGNED)
    assert client.get(source.get_absolute_url()).status_code == 410


def test_indicator_page_has_its_chart_and_the_table_that_says_the_same(client):
    indicator = an_indicator(name="Électricité du clocher")
    a_figure(indicator=indicator, value=Decimal(100), period="2013")
    a_figure(indicator=indicator, value=Decimal(300), low=Decimal(250), high=Decimal(310), period="2018/2020")
    page = read(client, indicator.get_absolute_url())
    assert 'role="img"' in page
    assert "2 dated figures, from 2013 to 2019, between 100 and 300 kWh" in page
    assert "var(--ink)" in page
    assert page.index("<svg") < page.index("<caption>")


def test_indicator_with_one_dated_figure_has_only_its_table(client):
    indicator = an_indicator()
    a_figure(indicator=indicator, period="2013")
    a_figure(indicator=indicator, period="")
    page = read(client, indicator.get_absolute_url())
    assert 'class="chart"' not in page
    assert "<caption>" in page


def test_indicator_without_a_figure_says_so(client):
    assert "No figure yet" in read(client, an_indicator().get_absolute_url())


def test_indicator_page_names_the_facets_it_measures(client):
    indicator = an_indicator()
    facet = a_facet(indicator=indicator, name="Le soleil pour tous")
    page = read(client, indicator.get_absolute_url())
    assert "Le soleil pour tous" in page
    assert facet.get_absolute_url() in page


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"theme": "energie"}, "Production", "Récolte"),
        ({"theme": "-"}, "Sans thème", "Production"),
        ({"statut": "press"}, "Récolte", "Production"),
        ({"source": "4242"}, "Récolte", "Production"),
    ],
)
def test_figures_are_filtered_by_query_string(client, asked, shown, hidden):
    a_figure(indicator=an_indicator(name="Production", theme="energie"))
    a_figure(
        indicator=an_indicator(name="Récolte", unit="t/an", theme="agriculture"), status="press",
        source=a_source(number=4242, name="La feuille"),
    )  # fmt: skip
    a_figure(indicator=an_indicator(name="Sans thème"))
    page = read(client, reverse("indicators"), **asked)
    assert shown in page
    assert hidden not in page


def test_unreadable_filters_ask_nothing(client):
    a_figure(indicator=an_indicator(name="Production"))
    page = read(client, reverse("indicators"), source="many", statut="perhaps", page="last-but-one")
    assert "Production" in page


def test_constant_page_prints_what_it_is_drawn_from_and_its_rivals(client):
    roof = a_figure(indicator=an_indicator(unit="kWh/an"), value=Decimal(32000), unit="kWh/an")
    homes = a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(12), unit="ménages")
    drawn = a_constant(value=Decimal(2667), quantity_number=roof.number, count_number=homes.number)
    rival = a_constant(name="Un ménage selon un autre", value=Decimal(464))
    page = read(client, drawn.get_absolute_url())
    for said in ("2,667", "32,000 kWh", "12 households", rival.name, "464"):
        assert said in page


def test_conflict_page_without_a_reference_says_that_none_was_chosen(client):
    conflict = a_conflict(a_figure(), a_figure())
    assert "No figure has been chosen as the reference." in read(client, conflict.get_absolute_url())


def test_source_page_lists_what_rests_on_it(client):
    source = a_source(year=None)
    organisation = an_organisation(name="Les jardiniers")
    cite(organisation.reference, source, confidence="medium", signed=SIGNED)
    a_constant(source=source, name="Un repas")
    figure = a_figure(source=source)
    facet = a_facet(name="Des toits clairs")
    a_target(facet, source=source)
    page = read(client, source.get_absolute_url())
    for said in (
        "Les jardiniers",
        "Un repas",
        figure.get_absolute_url(),
        "Des toits clairs",
        "medium confidence",
    ):
        assert said in page
    assert '<span class="unknown">unknown</span>' in page


def filled(times: int) -> dict[str, str]:
    source = a_source()
    indicator = an_indicator(theme="energie")
    a_facet(indicator=indicator)
    figures = [
        a_figure(indicator=indicator, source=source, period=str(2000 + place)) for place in range(times + 1)
    ]
    for place in range(times):
        a_figure(indicator=indicator, source=source, value=Decimal(7), period=str(2000 + place))
        conflict = a_conflict(figures[0], figures[place + 1])
        constant = a_constant(source=source)
        cite(an_organisation().reference, source, signed=SIGNED)
    things = (figures[0], indicator, conflict, constant, source)
    return {thing.get_absolute_url(): "" for thing in things} | {
        reverse(name): "" for name in ("indicators", "constants", "conflicts", "sources")
    }


@pytest.mark.parametrize("times", [1, 3])
def test_no_page_of_figures_asks_more_than_twelve_queries(client, times, django_assert_max_num_queries):
    for address in filled(times):
        with django_assert_max_num_queries(MOST_QUERIES) as asked:
            client.get(address)
        assert len(asked) <= MOST_QUERIES


def test_pages_of_figures_ask_as_many_queries_for_three_rows_as_for_one(
    client, django_assert_max_num_queries
):
    counts = []
    for _times in range(2):
        addresses = filled(1) if not counts else filled(3)
        row = []
        for address in addresses:
            with django_assert_max_num_queries(MOST_QUERIES) as asked:
                client.get(address)
            row.append(len(asked))
        counts.append(row)
    assert counts[0] == counts[1]
