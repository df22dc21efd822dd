"""A count of households is printed with its constant, wherever a figure is printed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from poucet.pebble.operations import Parts
from tests.factories import a_conflict, a_constant, a_figure, a_pebble, an_indicator

pytestmark = pytest.mark.django_db


def test_count_is_never_alone_on_the_pages_of_figures(client: Client) -> None:
    quantity = a_figure(value=Decimal(32000))
    counted = an_indicator(unit="ménages", name="Ménages équivalents")
    twelve, many = (a_figure(indicator=counted, value=Decimal(count)) for count in (12, 69))
    large, small = (a_constant(value=Decimal(value), key=f"menage-{value}") for value in (2667, 464))
    rows = [
        {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}
        for count, constant in ((twelve, large), (many, small))
    ]
    a_pebble(Parts(equivalences=rows))
    conflict = a_conflict(twelve, many)
    pages = [
        twelve.get_absolute_url(),
        conflict.get_absolute_url(),
        counted.get_absolute_url(),
        many.source.get_absolute_url(),
        reverse("indicators"),
        reverse("conflicts"),
    ]
    for page in pages:
        text = re.sub(r"<[^>]+>", "", client.get(page).content.decode())
        text = re.sub(r"\s+", " ", text)  # no-break spaces too
        bare = text.replace("12 ménages à 2 667 kWh/an", "").replace("69 ménages à 464 kWh/an", "")
        assert text != bare, page
        assert "12 ménages" not in bare, page
        assert "69 ménages" not in bare, page
