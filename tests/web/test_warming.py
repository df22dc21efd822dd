"""What the house draws before it listens."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.cache import caches
from django.test import Client

from poucet.measure import charts
from poucet.web.warming import warm
from tests.factories import a_commune, a_facet, a_figure, a_star, an_indicator

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "en"])
def test_first_reader_of_a_facet_finds_its_chart_drawn(
    client: Client, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    a_commune()
    a_star()
    indicator = an_indicator()
    for year in (2010, 2020):
        a_figure(indicator=indicator, period=str(year), value=Decimal(year))
    facet = a_facet(indicator=indicator)
    caches["pictures"].clear()
    warm()
    drawn_again = []
    monkeypatch.setattr(
        charts, "_svg", lambda drawing, language: drawn_again.append(drawing) or ("0 0 1 1", "")
    )
    page = client.get(facet.get_absolute_url(), {"lang": language}).content.decode()
    assert '<svg class="chart"' in page
    assert drawn_again == []
